"""Normalisers of holidays; Easter and the arithmetic of weekdays are dateutil's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

from kb.temporal.dates import closest, dated, read_year
from kb.temporal.period import RANK, TEMPLATES, Period, add
from kb.temporal.reading import FUTURE, PAST, UNKNOWN, Context, Reading
from kb.temporal.yearless import FAR

Values = Mapping[str, Any]

_SOON = (
    14  # days: as Easter week begins it is this Easter, whatever the tense; in November New Year's Eve is the last one
)
_NAMES = ("first", "second", "third", "fourth", "fifth")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def holiday(values: Values, context: Context) -> Reading | None:
    """Read a holiday: fixed ("12-25"), by weekday ("fourth thursday 11 +1") or by Easter ("easter -2")."""
    year = read_year(values.get("year"), context)
    if year is not None:
        return dated("fullday", _holiday(values["holiday"], year))
    published = context.published
    if published is None or RANK[published.unit] > RANK["month"]:
        return Reading(kind="holiday", unit="day", value=_holiday_template(values["holiday"]))
    direction = {"last": PAST, "previous": PAST, "next": FUTURE, "following": FUTURE}.get(
        values.get("shift", ""), context.direction
    )
    days = [day for n in (-1, 0, 1) if (day := _holiday(values["holiday"], published.first.year + n))]
    chosen = closest(days, published, direction)
    nearest = closest(days, published, UNKNOWN)
    if chosen and nearest and "shift" not in values and _days(chosen, published) > FAR:
        chosen = nearest if _days(nearest, published) <= _SOON else chosen
    return dated("holiday", chosen, "published")


def _days(day: Period, published: Period) -> int:
    return abs((day.first - published.first).days)


def _holiday_template(recipe: str) -> str:
    return f"XXXX-{recipe}" if re.fullmatch("[0-9]{2}-[0-9]{2}", recipe) else TEMPLATES["day"]


def _holiday(recipe: str, year: int) -> Period | None:
    if not 1583 <= year <= 4099:  # dateutil's Easter
        return None
    words = recipe.split()
    if "-" in words[0]:
        return Period.at("day", year, *(int(n) for n in words[0].split("-")))
    first = easter(year) if words[0] == "easter" else _nth_weekday(year, int(words[2]), words[1], words[0])
    moved = add(first, days=int(words[-1]) if words[-1][0] in "+-" else 0)
    return Period("day", moved) if moved else None


def _nth_weekday(year: int, month_: int, day_name: str, nth: str) -> date:
    day_ = _DAYS.index(day_name)
    if nth == "last":
        return date(year, month_, 1) + relativedelta(day=31, weekday=weekday(day_, -1))
    return date(year, month_, 1) + relativedelta(weekday=weekday(day_, _NAMES.index(nth) + 1))


def holiday_week(values: Values, context: Context) -> Reading | None:
    """Easter week; the Labor Day weekend, which may begin two days before a Monday."""
    day_ = holiday(values, context)
    if day_ is None or day_.period is None:
        return Reading(kind="week", unit=values["unit"], value=TEMPLATES[values["unit"]])
    if values["unit"] == "week":
        return dated("week", Period.of("week", day_.period.first), day_.anchor)
    near = add(day_.period.first, days=-3 if day_.period.first.weekday() < 3 else 0) or day_.period.first
    return dated("weekend", Period.of("weekend", near), day_.anchor)
