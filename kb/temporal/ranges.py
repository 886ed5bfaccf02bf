"""Normalisers of stretches between two dates, of lists of days, and of years that something begins or ends with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.model import Bounds
from kb.temporal import edtf
from kb.temporal.dates import date, dated, day_of, number
from kb.temporal.period import Period, to_day
from kb.temporal.reading import Context, Reading

Values = Mapping[str, Any]


def sided_year(values: Values, _context: Context) -> Reading | None:
    """Post-1959, pre-1959, 1994 or later."""
    reading = dated("sided", Period.at("year", int(values["year"])))
    side = values.get("side", "on")
    if reading is None or reading.period is None:
        return None
    if side == "pre":
        mod, text, limits = "BEFORE", f"../{values['year']}", Bounds(latest_end=to_day(reading.period.first))
    else:
        mod = "AFTER" if side == "post" else "ON_OR_AFTER"
        text, limits = f"{values['year']}/..", Bounds(earliest_begin=to_day(reading.period.first))
    return replace(reading, mod=mod, edtf=text, bounds=limits)


def year_range(values: Values, _context: Context) -> Reading | None:
    """2021-22, 1993-1999: begins within the first year and ends within the second."""
    first, short = int(values["year"]), values["to"]
    last = int(short) if len(short) == 4 else first // 100 * 100 + int(short)
    if not 1000 <= first < last <= 2200 or last - first > 150:
        return None
    return interval(f"{first:04d}", f"{last:04d}")


def interval(first: str, last: str) -> Reading | None:
    """Return a reading of two dates with a dash or "to" between them, given as EDTF."""
    limits = edtf.bounds(edtf.parse(f"{first}/{last}"))
    return Reading(kind="range", value=f"{first}/{last}", edtf=f"{first}/{last}", bounds=limits)


def day_range(values: Values, context: Context) -> Reading | None:
    """3 to 5 May 2023: within its first and last day."""
    last = date({**values, "day": values["to"]}, context)
    if last is None or number(values["day"]) >= number(values["to"]):  # type: ignore[operator]  # both matched digits
        return None
    if last.period is None:
        day_ = number(values["day"])
        return replace(last, kind="range", value=f"{last.value[:8]}{day_:02d}/{last.value}")
    first = last.period.first.replace(day=number(values["day"]) or 1)
    text = f"{first}/{last.period.first}"
    limits = Bounds.within(to_day(first), to_day(last.period.first))
    return Reading(kind="range", value=text, edtf=text, bounds=limits, anchor=last.anchor)


def days_of_month(values: Values, context: Context) -> Reading | None:
    """Read the 4th to the 22nd of next month."""
    last = day_of({"day": number(values["to"]), "which": values["which"]}, context)
    if last is None or last.period is None:
        return None
    year_, month_ = last.period.first.year, last.period.first.month
    found = day_range({**values, "year": str(year_), "month": month_}, context)
    return replace(found, anchor="published") if found else None


def same_month(values: Values, context: Context) -> Reading | None:
    """Read "25" of "April 24 and 25": a later day of the month just named."""
    story, day_ = context.story, number(values["day"]) or 0
    if story is None or story.sentence != context.sentence or story.period.unit != "day":
        return None
    first = story.period.first
    period = Period.at("day", first.year, first.month, day_) if day_ > first.day else None
    return dated("fullday", period, story.anchor)
