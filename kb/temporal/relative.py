"""Normalisers of expressions that lean on the publication date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.model import Bounds
from kb.temporal.dates import closest, dated, number
from kb.temporal.durations import code
from kb.temporal.numbers import amount
from kb.temporal.period import TEMPLATES, Period, add, to_day
from kb.temporal.reading import FUTURE, PAST, UNKNOWN, Context, Mention, Reading
from kb.temporal.yearless import floating

Values = Mapping[str, Any]

# How finely "three … ago" is dated, and how many of that unit one of them is.
GRAIN = {
    "day": ("day", 1),
    "night": ("day", 1),
    "weekend": ("weekend", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "quarter": ("quarter", 1),
    "season": ("year", 1),
    "year": ("year", 1),
    "decade": ("year", 10),
    "century": ("year", 100),
    "millennium": ("year", 1000),
}
_JUST = 1  # day
_STEPS = {"last": -1, "this past": -1, "this": 0, "next": 1, "this coming": 1}


def unresolved(unit: str, kind: str = "", clock: str = "") -> Reading:
    """Return a reading that has only a template for its value."""
    return Reading(kind=kind or unit, unit=unit, value=TEMPLATES[unit], clock=clock, type="TIME" if clock else "DATE")


def shifted(values: Values, context: Context) -> Reading | None:
    """Last week, this month, next year; "this weekend" in a past tense is the one that is over."""
    unit, shift = values["period"], values["shift"]
    base = context.published.to(unit) if context.published else None
    if base is None or context.published is None:
        return unresolved(unit)
    ahead = unit == "weekend" and shift == 0 and base.first > context.published.last
    return dated(unit, base.shift(-1 if ahead and context.direction == PAST else shift), "published")


def month_of(values: Values, context: Context) -> Reading | None:
    """Read "May" of "between May and August last year"."""
    year = context.published.to("year") if context.published else None
    moved = year.shift(_STEPS[values["of_year"]]) if year else None
    return dated("fullmonth", Period.at("month", moved.first.year, values["month"]) if moved else None, "published")


def period_after(values: Values, context: Context) -> Reading | None:
    """Read the week after next, the month before last."""
    return shifted({**values, "shift": 2 if values["way"] == "after next" else -2}, context)


def the_period(values: Values, context: Context) -> Reading | None:
    """Read the year, the weekend: the one that publication lies in; a weekend and a quarter, the last one if the tense is past."""
    unit = values["period"]
    story = context.figures if unit == "quarter" else context.story
    if unit in {"quarter", "month"} and story and story.period.unit == unit:
        return dated(unit, story.period, story.anchor)
    base = context.published.to(unit) if context.published else None
    if base is None:
        return unresolved(unit, kind="bare" if unit == "day" else unit)
    if unit == "quarter":
        return dated("quarter", base.shift(-1) if context.direction != FUTURE else base, "published")
    if unit in {"day", "month", "week"}:
        return (
            _story_stretch(unit, base, context)
            if values.get("alone") or unit == "day"
            else dated("bare", base, "published")
        )
    past = unit == "weekend" and context.direction != FUTURE and context.published is not None
    return dated(unit, base.shift(-1) if past and base.first > context.published.last else base, "published")  # type: ignore[union-attr]


def _story_stretch(unit: str, base: Period, context: Context) -> Reading | None:
    """Read "for the week": the one of a day named just before, else the one of publication."""
    story = context.story
    near = story.period.to(unit) if story and context.sentence - story.sentence <= 1 else None
    kind = "bare" if unit == "day" else unit
    return dated(kind, near, story.anchor) if near and story else dated(kind, base, "published")


def relative_day(values: Values, context: Context) -> Reading | None:
    """Today, yesterday, tomorrow; with `part`, also tonight and last night."""
    shift = values.get("relative_day", values.get("by", 0))
    clock = part_of_day(values.get("part"))
    day = context.published.to("day") if context.published else None
    if day is None:
        return unresolved("day", clock=clock)
    return dated(
        "daytime" if clock else "fullday", day.shift(shift), "published", clock=clock, type="TIME" if clock else "DATE"
    )


def overnight(values: Values, context: Context) -> Reading | None:
    """Overnight: into the day of publication, or from it where it is to come; the day that names it says more."""
    reading, day = relative_day(values, context), context.published.to("day") if context.published else None
    if reading is None or day is None:
        return replace(reading, kind="part") if reading else None
    nights = (day, day.shift(1)) if context.direction == FUTURE else (day.shift(-1), day)
    first, last = (to_day((night or day).first) for night in nights)
    return replace(reading, kind="part", edtf=f"{first}/{last}", bounds=Bounds.within(first, last))


def part_of_day(part: str | None) -> str:
    """Return the clock of a part of the day: TMO; nothing for none."""
    return "" if part is None else f"T{part}"


def weekday(values: Values, context: Context) -> Reading | None:
    """Friday; last, this and next Friday. Of a day just gone by in the same week nobody says "last Friday"."""
    day, shift = values["weekday"], values.get("shift")
    template = Reading(kind="weekday", unit="day", value=f"XXXX-WXX-{day}")
    published = context.published.to("day") if context.published else None
    if published is None:
        return template
    today = published.first.isoweekday()
    back, ahead = -((today - day) % 7), (day - today) % 7
    if shift is None:
        days = ahead if context.direction == FUTURE else back
    else:
        last = back - 7 if back >= -_JUST and day <= today else back
        days = {-1: last, 0: back if context.direction == PAST else ahead, 1: ahead or 7}[shift]
    moved = add(published.first, days=days)
    return replace(template, period=Period("day", moved), anchor="published") if moved else None


def weekday_day(values: Values, context: Context) -> Reading | None:
    """Read "Friday the 23rd": the nearest day that is both."""
    weekday_, day_ = values.get("weekday") or values["other"], number(values.get("day")) or values.get("day_name") or 0
    month_ = context.published.to("month") if context.published else None
    if month_ is None or context.published is None:
        return Reading(kind="weekday", unit="day", value=f"XXXX-XX-{day_:02d}")
    months = [m for n in range(-12, 13) if (m := month_.shift(n))]
    days = [d for m in months if (d := Period.at("day", m.first.year, m.first.month, day_))]
    found = [d for d in days if d.first.isoweekday() == weekday_]
    return dated("fullday", closest(found, context.published, UNKNOWN), "published")


def weekday_of(values: Values, context: Context) -> Reading | None:
    """Friday last week."""
    week = shifted({"period": "week", "shift": {"last": -1, "this": 0, "next": 1}[values["which"]]}, context)
    if week is None or week.period is None:
        return Reading(kind="weekday", unit="day", value=f"XXXX-WXX-{values['weekday']}")
    moved = add(week.period.first, days=values["weekday"] - 1)
    return dated("weekday", Period("day", moved) if moved else None, "published")


def weekday_week(values: Values, context: Context) -> Reading | None:
    """Read a week from Monday."""
    day = weekday({"weekday": values.get("weekday") or values["other"], "shift": 1}, context)
    if day is None or day.period is None:
        return day
    return dated("weekday", day.period.shift(-14 if values.get("way") in {"before", "ago"} else 7), "published")


def ago(values: Values, context: Context) -> Reading | None:
    """Return the reading of "two days ago"; `sign` 1 for "two days from now"."""
    sign, count = values.get("sign", -1), amount(values["count"])
    if values["unit"] not in GRAIN:
        return _hours_ago(sign, context)
    if count is None:
        return ref({"kind": "past" if sign < 0 else "future"}, context)
    quarter = _comparison(values, count, context)
    if quarter:
        return quarter
    unit, size = GRAIN[values["unit"]]
    if values.get("half") and unit == "year":
        unit, size, count = "month", 12, count + 0.5
    base = context.published.to(unit) if context.published else None
    if base is None:
        return unresolved(unit, kind="ago")
    return dated("ago", base.shift(sign * int(count * size)), "published", mod=values.get("mod", ""))


def _comparison(values: Values, count: float, context: Context) -> Reading | None:
    """Figures of a quarter are compared with the same quarter "a year ago"."""
    if values["unit"] == "year" and count == 1 and context.compared:
        return year_before(context.compared)
    return None


def year_before(figures: Mention) -> Reading | None:
    """Return the quarter, half or year that figures are compared with; the story does not move there."""
    steps = {"quarter": 4, "half": 2}.get(figures.period.unit, 1)
    return dated("ago", figures.period.shift(-steps), figures.anchor, aside=True)


def _hours_ago(sign: int, context: Context) -> Reading | None:
    day = context.published.to("day") if context.published else None
    if day is None:
        return unresolved("day", kind="ago", clock="TXX:XX")
    near = day.shift(sign) or day
    first, last = min(day.first, near.first), max(day.first, near.first)
    limits = Bounds.within(to_day(first), to_day(last))
    value = f"{day.value}TXX:XX"
    return Reading(kind="ago", type="TIME", value=value, edtf=f"{first}/{last}", bounds=limits, anchor="published")


def ahead(values: Values, context: Context) -> Reading | None:
    """Read "in two weeks": a date when something will be, else how long something takes."""
    if context.direction == FUTURE and context.published and amount(values["count"]) is not None:
        return ago({**values, "sign": 1}, context)
    return Reading(kind="duration", type="DURATION", value=code(amount(values["count"]), values["unit"]))


def ago_day(values: Values, context: Context) -> Reading | None:
    """Two years ago today."""
    day, count = context.published.to("day") if context.published else None, amount(values["count"])
    unit, size = GRAIN.get(values["unit"], ("day", 0))
    if day is None or count is None or not size:
        return unresolved("day", kind="ago")
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit, 0)
    days = {"day": 1, "week": 7}.get(unit, 0)
    shift = {"yesterday": -1, "tomorrow": 1}.get(values["when"], 0)
    moved = add(day.first, months=-months * int(count) * size, days=shift - days * int(count) * size)
    return dated("fullday", Period("day", moved) if moved else None, "published")


def shifted_month(values: Values, context: Context) -> Reading | None:
    """Last March: the one before this month; this March: this year's. Likewise with a day."""
    day = number(values.get("day"))
    reading = floating("day" if day else "month", (values["month"], day or 1), context)
    shift = values["shift"] if isinstance(values["shift"], int) else _STEPS[values["shift"]]
    return _shifted(reading, shift, context)


def shifted_season(values: Values, context: Context) -> Reading | None:
    """Last summer, this summer."""
    return _shifted(floating("season", (values["season"], 1), context), values["shift"], context)


def _shifted(reading: Reading | None, shift: int, context: Context) -> Reading | None:
    published = context.published
    if reading is None or published is None or reading.within is None or reading.period is None:
        return reading
    own = published.to(reading.unit)
    if own is None:
        return reading
    years = [published.first.year + n for n in (-1, 0, 1)]
    found = [p for p in (Period.at(reading.unit, y, *reading.within) for y in years) if p]
    if shift < 0:  # "last May", said in June, is that of the year before: this year's would be "last month", or "May"
        near = own.shift(-1) if reading.unit == "month" and own.first.month > 1 else None
        chosen = [p for p in found if p.first < own.first and p != near][-1:]
    elif shift > 0:
        chosen = [p for p in found if p.first > own.first][:1]
    else:
        chosen = [p for p in found if p == own] or [p for p in found if p.first.year == published.first.year]
    return replace(reading, period=chosen[0], kind="full" + reading.unit, anchor="published") if chosen else None


def ref(values: Values, context: Context) -> Reading | None:
    """Now, recently, in the future: what publication says of the bounds, and no date."""
    kind = values["kind"]
    day = context.published
    if day is None:
        limits = Bounds()
    elif kind == "present":
        limits = Bounds(latest_begin=to_day(day.last), earliest_end=to_day(day.first))
    elif kind == "past":
        limits = Bounds(latest_begin=to_day(day.last), latest_end=to_day(day.last))
    else:
        limits = Bounds(earliest_begin=to_day(day.first), earliest_end=to_day(day.first))
    return Reading(kind="ref", value=f"{kind.upper()}_REF", bounds=limits, anchor="published" if day else "")
