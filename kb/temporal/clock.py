"""Normalisers of times of day. Alone they belong to the day of publication; beside a day, joins give them that day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.temporal.numbers import amount
from kb.temporal.period import TEMPLATES
from kb.temporal.reading import PAST, Context, Reading

Values = Mapping[str, Any]

_NIGHT_BEGINS = 6


def clock(values: Values, context: Context) -> Reading | None:
    """9:15 p.m. EST, 10:30 GMT, 4 in the morning."""
    hour = int(amount(str(values["hour"])) or 0)
    half = _half(values, hour)
    if hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = values.get("minute") or f"{values.get('minutes', 0):02d}"
    second = f":{values['second']}" if "second" in values else ""
    kind = values.get("kind", "clock")
    return _of_day(f"T{hour:02d}:{minute}{second}{values.get('zone') or ''}", context, kind)


def _half(values: Values, hour: int) -> str:
    if "half_day" in values:
        return str(values["half_day"][0])
    if "at_part" in values:
        return "p" if hour >= _NIGHT_BEGINS else "a"
    return {"morning": "a", "afternoon": "p", "evening": "p"}.get(values.get("half_part", ""), "")


def past_hour(values: Values, context: Context) -> Reading | None:
    """Half past ten, quarter to six."""
    hour, minute = int(amount(str(values["hour"])) or 0), 30 if values["past"] == "half" else 15
    if values["way"] == "to":
        hour, minute = hour - 1, 60 - minute
    return _of_day(f"T{hour % 24:02d}:{minute:02d}", context)


def noon(values: Values, context: Context) -> Reading | None:
    """Noon, midnight."""
    return _of_day(f"T{values['instant']}", context)


def part(values: Values, context: Context) -> Reading | None:
    """Return the reading of "in the morning"."""
    return _of_day(f"T{values['part']}", context, kind=values.get("kind", "part"))


def _of_day(clock_: str, context: Context, kind: str = "clock") -> Reading | None:
    told, today = context.story, context.published
    ahead = told is not None and today is not None and told.period.first > today.last
    if told and ahead and (context.direction == PAST or context.sentence - told.sentence > 1):
        told = None  # "will be counted on Saturday. … Voting went on until midnight"
    if told and told.period.to("day") is None and context.day and context.sentence - context.day.sentence <= 1:
        told = context.day  # "on Friday, after last week's storm. At 9 p.m."
    base = told.period.to("day") if told else None
    anchor = told.anchor if base and told else ""
    if base is None:
        base = context.published.to("day") if context.published else None
        anchor = "published" if base else ""
    if base is None:
        return Reading(kind=kind, type="TIME", value=TEMPLATES["day"], clock=clock_)
    return Reading(kind=kind, type="TIME", unit="day", period=base, clock=clock_, anchor=anchor)
