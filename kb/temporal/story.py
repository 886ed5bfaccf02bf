"""Normalisers of expressions that lean on the last date of the story: the same day, two weeks later, by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.model import Bounds
from kb.temporal.dates import dated
from kb.temporal.durations import code
from kb.temporal.numbers import amount
from kb.temporal.period import RANK, Period, add, to_day
from kb.temporal.reading import Context, Mention, Reading
from kb.temporal.relative import GRAIN, part_of_day, unresolved, year_before
from kb.temporal.yearless import floating

Values = Mapping[str, Any]

_BACK = {"earlier", "before", "previously"}


def story_weekday(values: Values, context: Context) -> Reading | None:
    """Read the following Monday."""
    base = _story(context, "day")
    if base is None:
        return Reading(kind="weekday", unit="day", value=f"XXXX-WXX-{values['weekday']}")
    step = (values["weekday"] - base.period.first.isoweekday()) % 7 or 7
    days = step if values["step"] != "previous" else step - 7 or -7
    return dated("weekday", base.period.shift(days if days != 7 or values["step"] != "previous" else -7), base.anchor)


def _story(context: Context, unit: str) -> Mention | None:
    """Return the last date of the story, else publication, seen as a `unit`; `None` if it is coarser than that."""
    base = context.story
    if base is None and context.published is not None:
        base = Mention(context.published, "published", context.sentence, explicit=False)
    period = base.period.to(unit) if base else None
    return Mention(period, base.anchor, base.sentence, base.explicit) if base and period else None


def story_shift(values: Values, context: Context) -> Reading | None:
    """Return the reading of "two days later", counted from the last date of the story."""
    count = amount(values.get("count", "a"))
    if values["unit"] not in GRAIN:  # hours after something whose hour is seldom known
        return Reading(kind="duration", type="DURATION", value=code(count, values["unit"]))
    sign = -1 if values["way"] in _BACK else 1
    unit, size = GRAIN[values["unit"]]
    if count is None:
        return unresolved(unit, kind="ago")
    if unit == "year" and sign * count * size == -1 and context.compared:
        return year_before(context.compared)
    base = _story(context, unit)
    if base is None:
        return _some(unresolved(unit, kind="ago"), context, sign * int(count * size))
    return dated("ago", base.period.shift(sign * int(count * size)), base.anchor, aside=sign < 0)


def story_next(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the following day", counted from the last date of the story."""
    base, step = _story(context, values["period"]), 1 if values["step"] in {"next", "following"} else -1
    if base is None:
        return _some(unresolved(values["period"]), context, step)
    return dated(values["period"], base.period.shift(step), base.anchor, aside=step < 0)


def story_same(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the same day", "that year"."""
    unit = values.get("period") or values["other"]
    base = context.figures if unit == "quarter" and context.figures else _story(context, unit)
    return dated(unit, base.period, base.anchor) if base else _some(unresolved(unit), context)


def story_part(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the next morning"."""
    clock, base = part_of_day(values["part"]), _story(context, "day")
    if base is None:
        return _some(unresolved("day", clock=clock), context)
    day = base.period.shift(1) if values["step"] in {"next", "following"} else base.period
    return dated("daytime", day, base.anchor, clock=clock, type="TIME")


def _some(reading: Reading, context: Context, days: int = 0) -> Reading:
    """Return some day of a story that names no day, "Three weeks ago … two days later": within its week or month, so many days on."""
    story = context.story
    if story is None or reading.unit != "day" or RANK[story.period.unit] > RANK["month"]:
        return reading
    first, last = add(story.period.first, days=days), add(story.period.last, days=days)
    if first is None or last is None:
        return reading
    limits = Bounds.within(to_day(first), to_day(last))
    return replace(reading, edtf=f"{first}/{last}", bounds=limits, anchor=story.anchor)


def story_month(values: Values, context: Context) -> Reading | None:
    """Return the reading of "that June": the one of the year that the story is in."""
    story, month = context.story, values["month"]
    if story is None or RANK[story.period.unit] > RANK["year"]:
        return floating("month", (month, 1), context)
    return dated("fullmonth", Period.at("month", story.period.first.year, month), story.anchor)


def then(_values: Values, context: Context) -> Reading | None:
    """By then, since then."""
    story = context.story
    return dated("then", story.period, story.anchor) if story else None
