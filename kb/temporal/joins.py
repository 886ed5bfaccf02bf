"""Make one reading of two that stand side by side: "Monday" + "Oct. 26", "noon" + "Saturday", "late" + "last week"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kb.model import Bounds
from kb.temporal.period import Period, add, to_day
from kb.temporal.reading import Reading
from kb.temporal.yearless import of_year

if TYPE_CHECKING:
    from kb.temporal.reading import Context

Params = Mapping[str, Any]

_NIGHT_BEGINS = 6  # "last night at 3" is early, "tonight at 7" is late


def join(make: str, left: Reading, right: Reading, context: Context) -> Reading | None:
    """Return the joined reading, or `None` if the two do not fit together."""
    return _JOINS[make](left, right, context)


def _at(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Time and day, in either order."""
    clock, day = (left, right) if left.kind in {"clock", "part", "loose"} else (right, left)
    return replace(day, kind="time", type="TIME", clock=clock.clock)


def _at_date(left: Reading, right: Reading, context: Context) -> Reading | None:
    """Read an hour of a weekday and its date: "at 6 p.m. on Saturday, May 18"."""
    if left.period is None or left.unit != "day" or not left.anchor:  # a date of its own is another day's
        return None
    day = _same_day(Reading(kind="weekday", value=str(left.period.first.isoweekday())), right, context)
    return replace(day, kind="time", type="TIME", clock=left.clock) if day else None


def _finer(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Read a clock time and the part of the day that it lies in, or the same hour in another zone."""
    return left if right.kind != "clock" or left.kind == "clock" else right


def _same_day(left: Reading, right: Reading, context: Context) -> Reading | None:
    """Weekday and date: the date counts; without its year, the nearest year in which it falls on that weekday."""
    if right.period is None or right.within is None or context.published is None:
        return replace(right, kind="fullday")
    number = int(left.value[-1])
    year = right.period.first.year
    for candidate in (year, year - 1, year + 1):
        period = Period.at("day", candidate, *right.within)
        if period and period.first.isoweekday() == number:
            return replace(right, kind="fullday", period=period)
    return replace(right, kind="fullday")


def _in_year(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Month, day, quarter or season, and the year."""
    if right.period is None:
        return replace(left, kind="full" + left.unit, period=None, anchor="")
    kind = "full" + left.unit
    return of_year(left, right.period.first.year, kind=kind, anchor=right.anchor)


def _year_first(left: Reading, right: Reading, context: Context) -> Reading | None:
    """Read the year, and its quarter or season."""
    return _in_year(right, left, context)


def _modified(left: Reading, right: Reading, context: Context) -> Reading | None:
    """Read a modifier and what it modifies: the bounds say what it is sure of."""
    mod = left.mod or right.mod
    if left.kind == "approx":
        return _widened(replace(right, mod="APPROX"))
    if right.mod and left.mod:
        return right
    kind = "modified" if right.type == "DURATION" else right.unit if right.kind == "bare" else right.kind
    reading = replace(right, mod=mod, kind=kind)
    return _cut(reading, left.value, context)


def _cut(reading: Reading, side: str, context: Context) -> Reading:
    """Cut at publication: "earlier this year" ends by it, "later this year" begins with it."""
    period, published = reading.period, context.published
    if period is None or published is None or side not in {"earlier", "later"}:
        return reading
    first, last = to_day(period.first), to_day(period.last)
    if not first <= to_day(published.first) <= last:
        return reading
    if side == "earlier":
        return replace(reading, bounds=Bounds.within(first, to_day(published.last)))
    return replace(reading, bounds=Bounds.within(to_day(published.first), last))


def _widened(reading: Reading) -> Reading:
    """Widen "about 2015": EDTF's tilde, and bounds that reach one such period further either way."""
    period = reading.period
    if period is None or reading.edtf or "/" in period.edtf:
        return reading
    before, after = period.shift(-1) or period, period.shift(1) or period
    limits = Bounds.within(to_day(before.first), to_day(after.last))
    return replace(reading, edtf=f"{period.edtf}~", bounds=limits)


def _quantified(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """More than two weeks, almost four years ago."""
    reading = replace(right, mod=left.mod or right.mod)
    return _widened(reading) if reading.period else reading


def _day_of_week(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Friday of last week."""
    if right.period is None:
        return None
    moved = add(right.period.first, days=int(left.value[-1]) - 1)
    return replace(left, period=Period("day", moved), anchor=right.anchor) if moved else None


def _week_of_day(left: Reading, right: Reading, context: Context) -> Reading | None:
    """Read next week on Tuesday."""
    return _day_of_week(right, left, context)


def _time_of_week(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Read Wednesday evening next week."""
    if left.period is None or right.period is None or left.unit != "day":
        return None
    moved = add(right.period.first, days=left.period.first.isoweekday() - 1)
    return replace(left, period=Period("day", moved), anchor=right.anchor) if moved else None


def _at_set(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Read 9 a.m. on Sundays; every day at 6 o'clock."""
    clock, every = (left, right) if left.kind == "clock" else (right, left)
    day = every.value if every.value.startswith("XXXX") else "XXXX-XX-XX" if every.value == "P1D" else ""
    return replace(every, kind="timed", value=day[:10] + clock.clock) if day and "T" not in day[10:] else None


def _hour_of_part(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Read this morning at 7; every night at 9."""
    part = (left.clock or left.value)[-2:]
    hour = int(right.clock[1:3])
    if part not in {"MO", "AF", "EV", "NI"} or hour > 12:
        return None
    early = part == "MO" or (part == "NI" and hour < _NIGHT_BEGINS)
    clock = f"T{hour % 12 + (0 if early else 12):02d}{right.clock[3:]}"
    if left.clock:
        return replace(left, kind="time", clock=clock)
    return replace(left, kind="timed", value=left.value.rpartition("T")[0] + clock)


def _beside(left: Reading, right: Reading, _context: Context) -> Reading | None:
    """Read the day before Christmas, the day after a Friday."""
    day = right.period.shift(int(left.value)) if right.period and right.unit == "day" else None
    return Reading(kind="fullday", unit="day", period=day, anchor=right.anchor) if day else None


_JOINS: dict[str, Callable[[Reading, Reading, Context], Reading | None]] = {
    "at": _at,
    "at_date": _at_date,
    "finer": _finer,
    "same_day": _same_day,
    "in_year": _in_year,
    "year_first": _year_first,
    "modified": _modified,
    "quantified": _quantified,
    "beside": _beside,
    "time_of_week": _time_of_week,
    "hour_of_part": _hour_of_part,
    "week_of_day": _week_of_day,
    "at_set": _at_set,
    "day_of_week": _day_of_week,
}
