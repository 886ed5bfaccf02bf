"""Normalisers of business figures: fiscal years, quarters and the periods that they are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.temporal.dates import dated, floating, loose_year, of_year, read_year
from kb.temporal.period import Period
from kb.temporal.reading import PAST, Context, Reading
from kb.temporal.relative import unresolved

Values = Mapping[str, Any]


def fiscal(values: Values, context: Context) -> Reading | None:
    """Fiscal 1989: its twelve months lie somewhere in three calendar years."""
    year = read_year(values.get("year"), context)
    shift = {"last": -1, "latest": -1, "previous": -1, "next": 1, "coming": 1}.get(values.get("which", ""), 0)
    base = context.published.to("year") if context.published else None
    period = Period.at("year", year) if year is not None else base.shift(shift) if base else None
    anchor = "" if year is not None else "published"
    if period is None:
        return unresolved("year", kind="fullyear")
    return loose_year(Reading(kind="fullyear", unit="year", period=period, anchor=anchor))


def year_ago(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the year-earlier quarter": the story's period a year before."""
    story, published = context.story, context.published
    unit = values.get("unit") or values.get("same") or values.get("other", "year")
    if "ordinal" in values:
        reading = floating("quarter", (3 * values["ordinal"] - 2, 1), context)
        if reading and reading.period:
            before = replace(reading, aside=True)
            return of_year(before, reading.period.first.year - 1, kind="fullquarter", anchor=reading.anchor)
        return reading
    if story and story.period.unit in {"quarter", "month", "half"}:
        months = {"quarter": 4, "month": 12, "half": 2}[story.period.unit]
        return dated("fullyear", story.period.shift(-months), story.anchor, aside=True)
    base = published.to("year" if unit == "period" else unit) if published else None
    steps = {"quarter": 4, "month": 12, "half": 2, "week": 52, "day": 365}.get(unit, 1)
    return dated("fullyear", base.shift(-steps), "published", aside=True) if base else unresolved("year")


def year_period(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the 2021 period": the story's quarter or month, in that year."""
    year, story = int(values["year"]), context.story
    if story and story.period.unit in {"quarter", "month", "half"}:
        first = story.period.first
        return dated("fullyear", Period.at(story.period.unit, year, first.month), story.anchor, aside=True)
    return dated("fullyear", Period.at("year", year))


def latest_quarter(_values: Values, context: Context) -> Reading | None:
    """Return the story's quarter, else the last one that was over at publication."""
    if context.story and context.story.period.unit == "quarter":
        return dated("quarter", context.story.period, context.story.anchor)
    base = context.published.to("quarter") if context.published else None
    return dated("quarter", base.shift(-1), "published") if base else unresolved("quarter")


def year_end(_values: Values, context: Context) -> Reading | None:
    """Year-end: the last month of the year of publication, or of the year before in a past tense early in the year."""
    base = context.published.to("year") if context.published else None
    if base is None or context.published is None:
        return unresolved("year", kind="year")
    early = context.direction == PAST and context.published.first.month <= 3
    year = base.shift(-1) if early else base
    months = year and Period.at("month", year.first.year, 12)
    return dated("fullyear", year, "published", mod="END", edtf=months.edtf, bounds=months.bounds) if months else None
