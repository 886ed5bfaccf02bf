"""Normalisers of business figures: fiscal years, quarters and the periods that they are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.temporal.dates import date, dated, loose_year, read_year
from kb.temporal.period import Period, add
from kb.temporal.reading import PAST, Context, Reading
from kb.temporal.relative import unresolved, year_before
from kb.temporal.yearless import floating, of_year

Values = Mapping[str, Any]

_HALF_QUARTER = 45  # days
_SAME_FIGURES = 3  # sentences in which "the quarter ended …" is the quarter that was just named


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
    """Return the reading of "the year-earlier quarter": the period of the figures, a year before."""
    story, published = context.story, context.published
    unit = values.get("unit") or values.get("same") or values.get("other", "year")
    if "ordinal" in values:
        reading = floating("quarter", (3 * values["ordinal"] - 2, 1), context)
        if reading and reading.period:
            before = replace(reading, aside=True)
            return of_year(before, reading.period.first.year - 1, kind="fullquarter", anchor=reading.anchor)
        return reading
    if context.compared and unit in {"year", "quarter", "period", "half"}:
        return year_before(context.compared)
    if story and story.period.unit == "month":
        return dated("fullyear", story.period.shift(-12), story.anchor, aside=True)
    base = published.to("year" if unit == "period" else unit) if published else None
    steps = {"quarter": 5, "month": 12, "half": 2, "week": 52, "day": 365}.get(unit, 1)  # the last quarter that is over
    return dated("fullyear", base.shift(-steps), "published", aside=True) if base else unresolved("year")


def year_period(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the 2021 period": the quarter or half of the figures, in that year."""
    year, figures = int(values["year"]), context.figures
    if figures and figures.period.unit in {"quarter", "half"}:
        first = figures.period.first
        return dated("fullyear", Period.at(figures.period.unit, year, first.month), figures.anchor, aside=True)
    return dated("fullyear", Period.at("year", year))


def quarter_ended(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the quarter" that "ended July 31": the one named before, else the calendar's that holds most of it."""
    named = context.figures if "year" not in values else None
    if named and named.period.unit == "quarter" and context.sentence - named.sentence <= _SAME_FIGURES:
        return dated("quarter", named.period, named.anchor)
    last = date({**values, "year": values.get("year")}, context)
    middle = add(last.period.first, days=-_HALF_QUARTER) if last and last.period else None
    if last is None or middle is None:
        return unresolved("quarter")
    return dated("quarter", Period.of("quarter", middle), last.anchor or "published")


def latest_quarter(_values: Values, context: Context) -> Reading | None:
    """Return the quarter of the figures, else the last one that was over at publication."""
    if context.figures and context.figures.period.unit == "quarter":
        return dated("quarter", context.figures.period, context.figures.anchor)
    base = context.published.to("quarter") if context.published else None
    return dated("quarter", base.shift(-1), "published") if base else unresolved("quarter")


def year_end(values: Values, context: Context) -> Reading | None:
    """Year-end: the last day of the year of publication, or of the year before in a past tense early in the year."""
    base = context.published.to("year") if context.published else None
    if base is None or context.published is None:
        return unresolved("year", kind="year")
    early = context.direction == PAST and context.published.first.month <= 3
    year = base.shift(-1) if early or values.get("last") else base
    return dated("fullday", Period.at("day", year.first.year, 12, 31), "published") if year else None
