"""Normalisers of calendar dates: explicit ones, and those that lack only their year, which `yearless` finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.model import Bounds, Day
from kb.temporal import edtf
from kb.temporal.numbers import CARDINALS
from kb.temporal.period import TEMPLATES, Period, to_day
from kb.temporal.reading import FUTURE, PAST, Context, Reading
from kb.temporal.yearless import floating, of_year

Values = Mapping[str, Any]


def number(text: object) -> int | None:
    """Return the leading digits of "3rd", "'98" or 3 as a number."""
    match = re.search(r"[0-9]+", str(text)) if text is not None else None
    return int(match[0]) if match else None


def read_year(text: str | None, context: Context) -> int | None:
    """Return the year of "2012" or "'98"; two digits mean the latest such year up to ten years after publication."""
    year = number(text)
    if year is None or text is None or len(text.lstrip("'")) > 2:
        return year
    limit = (context.published.first.year if context.published else 2029) + 10
    return limit - (limit - year) % 100


def dated(kind: str, period: Period | None, anchor: str = "", **fields: Any) -> Reading | None:
    """Return a reading of a resolved period; `None` when the calendar has no such period."""
    return Reading(kind=kind, unit=period.unit, period=period, anchor=anchor, **fields) if period else None


# --- rules


def date(values: Values, context: Context) -> Reading | None:
    """Day, month and year, as far as given."""
    year = read_year(values.get("year") or values.get("other"), context)
    month, day = number(values.get("month")), number(values.get("day"))
    if year is None and month:
        return floating("day" if day else "month", (month, day or 1), context)
    unit = "day" if day else "month" if month else "year"
    reading = dated("fullday" if day else "full" + unit, Period.at(unit, year or 0, month or 1, day or 1))
    if reading and "hour" in values:
        return replace(reading, kind="time", type="TIME", clock=f"T{int(values['hour']):02d}:{values['minute']}")
    return reading


def year_first(values: Values, context: Context) -> Reading | None:
    """2012/9/24, 2012.9.24."""
    return date(
        {**values, "month": values.get("month") or values["dotted"], "day": values.get("day") or values["dotted_day"]},
        context,
    )


def named_month(values: Values, context: Context) -> Reading | None:
    """24-Sep-2012, 2012-Sep-24."""
    month_, day_ = values.get("month") or values["other_month"], values.get("day") or values["other_day"]
    return date({**values, "month": month_, "day": day_}, context)


def month(values: Values, context: Context) -> Reading | None:
    """Read a bare month."""
    return floating("month", (values["month"], 1), context)


def edge_day(values: Values, context: Context) -> Reading | None:
    """Read the last evening of August."""
    month_ = date({"month": values["month"], "year": values.get("year")}, context)
    if month_ is None or month_.period is None:
        return month_
    day = month_.period.first if values["edge"] == "first" else month_.period.last
    return dated("fullday", Period.of("day", day), month_.anchor)


def year(values: Values, _context: Context) -> Reading | None:
    """Read a bare year; numbers before 1500 are hardly ever years."""
    number_ = int(values["year"])
    return dated("fullyear", Period.at("year", number_)) if 1500 <= number_ <= 2100 else None


def numeric(values: Values, context: Context) -> Reading | None:
    """9/24/2012; where both month-first and day-first are days, EDTF says "one of the two"."""
    year_ = read_year(values.get("year") or values["hyphen_year"], context)
    first, second = int(values["first"]), int(values.get("second") or values["hyphen_second"])
    american, european = (Period.at("day", year_ or 0, m, d) for m, d in ((first, second), (second, first)))
    reading = dated("fullday", american or european)
    if reading and american and european and american != european:
        both = sorted([american.first, european.first])
        return replace(reading, edtf=f"[{both[0]},{both[1]}]", bounds=Bounds.within(to_day(both[0]), to_day(both[1])))
    return reading


def day_of(values: Values, context: Context) -> Reading | None:
    """Read the 3rd of this month, of the last or next one."""
    month_ = context.published.to("month") if context.published else None
    which, day_ = values.get("which") or values["other_which"], int(values.get("day") or values["other"])
    month_ = month_.shift({"last": -1, "next": 1}.get(which, 0)) if month_ else None
    if month_ is None:
        return Reading(kind="day", unit="day", value=f"XXXX-XX-{day_:02d}")
    return dated("fullday", Period.at("day", month_.first.year, month_.first.month, day_), "published")


def week_of_day(values: Values, context: Context) -> Reading | None:
    """Read the week of the 18th."""
    day_ = bare_day({"ordinal": number(values["ordinal"])}, context)
    week = day_.period.to("week") if day_ and day_.period else None
    return dated("week", week, "published") or Reading(kind="week", unit="week", value=TEMPLATES["week"])


def bare_day(values: Values, context: Context) -> Reading | None:
    """Read "the 27th": of the month before, of publication or after it, as the tense says; the nearest if it says nothing."""
    day_, month_ = int(values["ordinal"]), context.published.to("month") if context.published else None
    if month_ is None or context.published is None:
        return Reading(kind="day", unit="day", value=f"XXXX-XX-{day_:02d}")
    near = [m for m in (month_.shift(-1), month_, month_.shift(1)) if m]
    days = [d for d in (Period.at("day", m.first.year, m.first.month, day_) for m in near) if d]
    return dated("fullday", closest(days, context.published, context.direction), "published")


def closest(periods: list[Period], published: Period, direction: int) -> Period | None:
    """Return the last period that has begun, the first that is not over, or the nearest, as the direction says."""
    if direction == PAST:
        return max((p for p in periods if p.first <= published.last), key=lambda p: p.first, default=None)
    if direction == FUTURE:
        return min((p for p in periods if p.last >= published.first), key=lambda p: p.first, default=None)
    return min(periods, key=lambda p: abs((p.first - published.first).days), default=None)


def spoken_year(values: Values, _context: Context) -> Reading | None:
    """Nineteen ninety-six; two thousand and nine."""
    hundreds = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900}.get(values.get("century", ""), 2000)
    rest = values.get("rest", "")
    units = values.get("cardinal", values.get("other", 0)) or sum(
        CARDINALS.get(word, 0) for word in re.split("[- ]", rest)
    )
    return dated("fullyear", Period.at("year", hundreds + units)) if units <= 99 else None


def era_year(values: Values, _context: Context) -> Reading | None:
    """44 BC, AD 79: astronomical years in EDTF, where 1 BC is 0000."""
    before = int(values.get("before") or 0)
    year_ = 1 - before if before else int(values.get("year") or values.get("other") or 0)
    text = f"-{-year_:04d}" if year_ < 0 else f"{year_:04d}"
    value = f"BC{before:04d}" if before else text
    whole = Bounds.within(Day(year_, 1, 1), Day(year_, 12, 31))
    return Reading(kind="fullyear", unit="year", value=value, edtf=text, bounds=whole)


def decade(values: Values, context: Context) -> Reading | None:
    """Read the 1990s, the '90s, the nineties."""
    hundreds = {"nineteen": 1900, "eighteen": 1800}.get(values.get("hundreds", ""), 0)
    digits = hundreds + (number(values["decade"]) or 0)
    year_ = digits if digits > 99 else read_year(f"{digits:02d}", context)
    return dated("decade", Period.at("decade", year_ or 0))


def century(values: Values, _context: Context) -> Reading | None:
    """Read the 19th century: TimeBank and EDTF count it as the years 18xx, so do the bounds."""
    return dated("century", Period.at("century", max(((number(values["ordinal"]) or 0) - 1) * 100, 1)))


def season(values: Values, context: Context) -> Reading | None:
    """Summer, with a year or without. "Winter 2012" can be its first or last months; the bounds hold both."""
    reading = floating("season", (values["season"], 1), context)
    year_ = read_year(values.get("year"), context)
    if reading is None or year_ is None:
        return reading
    named = of_year(reading, year_, kind="fullseason")
    if named and named.period:
        return replace(named, bounds=edtf.bounds(edtf.parse(named.period.edtf)))
    return None


def quarter(values: Values, context: Context) -> Reading | None:
    """Read the third quarter, with a year or without; a fiscal one may be any three months near that year."""
    reading = floating("quarter", (3 * int(values["ordinal"]) - 2, 1), context)
    year_ = read_year(values.get("year"), context)
    if reading and year_ is not None:
        reading = of_year(reading, year_, kind="fullquarter")
    fiscal = "fiscal" in values or "year_kind" in values
    return loose_year(reading) if reading and fiscal else reading


def loose_year(reading: Reading) -> Reading:
    """Return the reading as one of a fiscal year: it lies somewhere in three calendar years."""
    year_ = reading.period.to("year") if reading.period else None
    if year_ is None:
        return reading
    first, last = year_.shift(-1) or year_, year_.shift(1) or year_
    limits = Bounds.within(to_day(first.first), to_day(last.last))
    return replace(reading, edtf=f"{year_.edtf}~", bounds=limits)


def half(values: Values, context: Context) -> Reading | None:
    """Read the first half of 2024, or of the year that is meant."""
    first = (values.get("half") or values["other_half"]) in {"first", "1"}
    reading = floating("half", (1 if first else 7, 1), context)
    year_ = read_year(values.get("year") or values.get("other"), context)
    return of_year(reading, year_, kind="fullhalf") if reading and year_ is not None else reading


def week_of(values: Values, context: Context) -> Reading | None:
    """Read the week of March 6, 2000."""
    day_ = date({**values, "day": values["day"]}, context)
    if day_ is None or day_.period is None:
        return Reading(kind="week", unit="week", value=TEMPLATES["week"])
    return dated("week", day_.period.to("week"), day_.anchor)
