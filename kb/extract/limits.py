"""What linking words, verbs and tense make of a time: arithmetic of bounds."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from kb.model import Basis, Bounds, Day, Timex, When

_UNIT = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")  # no quarter or season, "2024-35"
_HOUR = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T[0-9]{2}")
_NEWS = 14  # days: an affair that began no longer ago is that of the article
_FEW = 7  # days: so long an event of the news may last
_YEAR = 360  # days, as `_ordinal` counts them
_MONTH = 27  # days: from such a span on, what follows an event is taken to lie in its span too


def read(timex: Timex, text: str, basis: Basis) -> When:
    """Return the time that an expression gives; `text` is the article's. About an hour, or shortly before it, is that hour's day."""
    hour = _HOUR.match(timex.value) if timex.type == "TIME" and timex.mod else None
    day = Day(*map(int, hour.groups())) if hour else None
    return When(
        bounds=Bounds.within(day, day) if day else _whole(timex.bounds),
        edtf=str(day) if day else timex.edtf,
        basis=basis,
        text=timex.span.of(text),
        span=timex.span,
        anchor=timex.anchor,
        rule=timex.rule,
    )


def _whole(bounds: Bounds) -> Bounds:
    """Say of both ends what follows from one: what is over by a day had begun by then, what begins from a day on ends no earlier."""
    return replace(
        bounds,
        latest_begin=bounds.latest_begin or bounds.latest_end,
        earliest_end=bounds.earliest_end or bounds.earliest_begin,
    )


def phased(when: When, phase: str) -> When:
    """Give a time to the beginning or the end alone, where the verb says so: "ended two days of talks on Friday"."""
    b = when.bounds
    if phase == "end" and b.latest_end:
        ended = Bounds(latest_begin=b.latest_end, earliest_end=b.earliest_begin, latest_end=b.latest_end)
        return replace(when, bounds=ended, edtf=f"../{when.edtf}" if when.edtf and "/" not in when.edtf else None)
    if phase == "begin" and b.earliest_begin:
        begun = Bounds(earliest_begin=b.earliest_begin, latest_begin=b.latest_end, earliest_end=b.earliest_begin)
        return replace(when, bounds=begun, edtf=f"{when.edtf}/.." if when.edtf and "/" not in when.edtf else None)
    return when


def shared(when: When) -> When:
    """Return a time as that of a neighbour."""
    return replace(when, basis=Basis.CONTEXT)


def following(when: When) -> When:
    """Return when something is that comes after a dated event: in the same span where that is a month or longer, else from then on."""
    first, last = when.bounds.earliest_begin, when.bounds.latest_end
    if first is None:
        return shared(when)
    long = last and (_ordinal(last) - _ordinal(first) >= _MONTH or first.month != last.month)
    return shared(when) if long else since(when)


def since(when: When) -> When:
    """Return when something is that comes no earlier than a dated event."""
    first = when.bounds.earliest_begin
    return replace(when, basis=Basis.CONTEXT, bounds=Bounds(earliest_begin=first, earliest_end=first), edtf=None)


def until(when: When) -> When:
    """Return when something is that comes no later than a dated event."""
    last = when.bounds.latest_end
    return replace(when, basis=Basis.CONTEXT, bounds=Bounds(latest_begin=last, latest_end=last), edtf=None)


def past(when: When, published: Bounds) -> When:
    """Close the open end of what has happened by publication."""
    b, last = when.bounds, published.latest_end
    if b.latest_end or not b.earliest_begin or last is None or b.earliest_begin > last:
        return when
    return replace(when, bounds=replace(b, latest_begin=b.latest_begin or last, latest_end=last))


def by(when: When, published: Bounds) -> When:
    """Cut off the part of a span that was still to come on the day of publication, for what has happened: "this week"."""
    b, last = when.bounds, published.latest_end
    if last and b.latest_end and last < b.latest_end and not (b.earliest_begin or b.earliest_end):
        return replace(when, bounds=Bounds(latest_begin=last, latest_end=last))  # "was delayed until next week"
    if not (last and b.earliest_begin and b.latest_end) or not b.earliest_begin <= last < b.latest_end:
        return when
    point = b == Bounds.within(b.earliest_begin, b.latest_end)
    return replace(when, bounds=Bounds.within(b.earliest_begin, last)) if point else when


def lasting(when: When, published: Bounds, *, over: bool) -> When:
    """Return when something is that began at the time named and went on: "has been on strike since Monday".

    `over`: it had gone on till some time in the past; else it still does on the day of publication.
    """
    first, unit = when.bounds.earliest_begin, (when.edtf or "").removesuffix("/..")
    if first is None or not _UNIT.fullmatch(unit):
        return when
    end = None if over else published.earliest_begin
    goes_on = Bounds(
        earliest_begin=first,
        latest_begin=_last(unit),
        earliest_end=end or first,
        latest_end=published.latest_end if over else None,
    )
    return replace(when, bounds=goes_on)


def within(timex: Timex) -> Timex:
    """Return the year, month or day itself that a time opens or closes a span with: 1979 of "since 1979", "before 1979"."""
    unit = (timex.edtf or "").removesuffix("/..").removeprefix("../")
    if not _UNIT.fullmatch(unit):
        return timex
    year, month, day = (*map(int, unit.split("-")), 1, 1)[:3]
    return replace(timex, mod="", edtf=unit, bounds=Bounds.within(Day(year, month, day), _last(unit)))


def _last(unit: str) -> Day:
    """Return the last day of a year, month or day."""
    year, month, day = (*map(int, unit.split("-")), 0, 0)[:3]
    month = month or 12
    return Day(year, month, day or calendar.monthrange(year, month)[1])


def moved_by(day: Day, steps: int) -> Day | None:
    """Return the day that lies some days off, `None` past the calendar's ends."""
    try:
        moved = date(*day) + timedelta(days=steps)
    except (OverflowError, ValueError):
        return None
    return Day(moved.year, moved.month, moved.day)


def _ordinal(day: Day) -> int:
    return day.year * 372 + day.month * 31 + day.day


def is_recent(when: When, published: Bounds) -> bool:
    """Say whether a time is of the news: a few days, begun in the two weeks before publication."""
    first, last, today = when.bounds.earliest_begin, when.bounds.latest_end, published.latest_end
    if first is None or last is None or today is None:
        return False
    earliest, longest = moved_by(today, -_NEWS), moved_by(first, _FEW)
    if earliest is None or longest is None:
        return False
    return earliest <= first <= today and last <= longest


def is_year(when: When) -> bool:
    """Say whether a time is a year or longer."""
    first, last = when.bounds.earliest_begin, when.bounds.latest_end
    return first is not None and last is not None and _ordinal(last) - _ordinal(first) >= _YEAR


def between(first: When, second: When) -> When | None:
    """Return when something is that is told between two dated events, if these are told in the order of time."""
    begin, end = first.bounds.earliest_begin, second.bounds.latest_end
    if begin is None or end is None or end < begin:
        return None
    return replace(first, basis=Basis.CONTEXT, bounds=Bounds.within(begin, end), edtf=None)
