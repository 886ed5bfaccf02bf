"""Normalisers of durations and sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.model import Bounds
from kb.temporal.numbers import amount
from kb.temporal.period import Period, add, to_day
from kb.temporal.reading import Context, Reading

Values = Mapping[str, Any]

# unit → (before the number, its letter, how many of that letter one unit is, what half of that letter is)
_CODES = {
    "second": ("PT", "S", 1, ""),
    "minute": ("PT", "M", 1, "30S"),
    "hour": ("PT", "H", 1, "30M"),
    "day": ("P", "D", 1, "T12H"),
    "night": ("P", "D", 1, ""),
    "weekend": ("P", "WE", 1, ""),
    "week": ("P", "W", 1, ""),
    "fortnight": ("P", "W", 2, ""),
    "month": ("P", "M", 1, ""),
    "quarter": ("P", "Q", 1, ""),
    "season": ("P", "Y", 1, ""),
    "year": ("P", "Y", 1, "6M"),
    "decade": ("P", "Y", 10, ""),
    "century": ("P", "Y", 100, ""),
    "millennium": ("P", "Y", 1000, ""),
}
_VAGUE = {"decade": "PXDE", "century": "PXCE", "fortnight": "PXW", "millennium": "PXML"}
# unit → (months, days) of one, and the precision of an end that is one or more of them away
_LENGTHS = {
    "day": (0, 1, "day"),
    "night": (0, 1, "day"),
    "week": (0, 7, "day"),
    "fortnight": (0, 14, "day"),
    "month": (1, 0, "month"),
    "quarter": (3, 0, "month"),
    "year": (12, 0, "year"),
    "decade": (120, 0, "year"),
    "century": (1200, 0, "year"),
}
_CLOCKED = 12 * 9999  # months: longer ago than the calendar reaches


def code(count: float | None, unit: str) -> str:
    """Return the ISO 8601 duration: P2Y6M, PT24H; `X` for a number that is not said."""
    start, letter, size, half = _CODES[unit]
    if count is None:
        return _VAGUE.get(unit, f"{start}X{letter}")
    total = count * size
    whole = int(total)
    if total == whole:
        return f"{start}{whole}{letter}"
    if total - whole == 0.5 and half:
        return (
            f"{start}{whole}{letter}{half}"
            if whole
            else f"{'PT' if half[0] == 'T' or start == 'PT' else 'P'}{half.lstrip('T')}"
        )
    return f"{start}{total:.4g}{letter}"


def duration(values: Values, _context: Context) -> Reading | None:
    """Two weeks; a minute and a half."""
    words = values.get("count") or values.get("other") or "a"
    count = amount(words)
    if values.get("half"):
        count = (count or 0) + 0.5
    unit = values.get("unit") or values["second_unit"]
    kind = "vague_duration" if count is None else "duration"
    return Reading(kind=kind, type="DURATION", value=code(count, unit), mod=values.get("mod", ""))


def units(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "for years"."""
    return Reading(kind="vague_duration", type="DURATION", value=code(None, values["units"]))


def half_hour(_values: Values, _context: Context) -> Reading | None:
    """Return the reading of "half an hour"."""
    return Reading(kind="duration", type="DURATION", value="PT30M")


def vague(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "a while", "weeks or months"."""
    value = code(None, values["units"]) if "units" in values else "PXX"
    return Reading(kind="vague_duration", type="DURATION", value=value)


def clock_duration(values: Values, _context: Context) -> Reading | None:
    """2 hours and 20 minutes."""
    return Reading(kind="duration", type="DURATION", value=f"PT{int(values['hours'])}H{int(values['minutes'])}M")


def span(values: Values, context: Context) -> Reading | None:
    """Return the reading of "the past two months": a duration that begins or ends at publication."""
    count = amount(values.get("count", "a"))
    unit, side = values.get("unit") or values["long"], _side(values.get("side", "last"))
    if values.get("half"):
        count = (count or 0) + 0.5
    reading = Reading(
        kind="span", type="DURATION", value=code(count, unit), quant="EACH" if values.get("whole") else ""
    )
    day = context.published.to("day") if context.published else None
    if day is None or not side:
        return reading
    return _anchored(reading, count, unit, side, day)


def _side(words: str) -> int:
    return {"last": -1, "past": -1, "latest": -1, "next": 1, "coming": 1, "upcoming": 1}.get(words, 0)


def _anchored(reading: Reading, count: float | None, unit: str, side: int, day: Period) -> Reading:
    """Give the duration its two ends: publication, and the day, month or year that lies `count` units from it."""
    far = _far(count, unit, side, day)
    text, value = (far.edtf, far.value) if far else ("", "")
    first, last = (to_day(far.first), to_day(far.last)) if far else (None, None)
    known, published = to_day(day.first), replace(reading, anchor="published")
    if side < 0:
        limits = Bounds(earliest_begin=first, latest_begin=last or known, earliest_end=known, latest_end=known)
        return replace(published, edtf=f"{text}/{day.value}", bounds=limits, begin=value, end=day.value)
    limits = Bounds(earliest_begin=known, latest_begin=known, earliest_end=first or known, latest_end=last)
    return replace(published, edtf=f"{day.value}/{text}", bounds=limits, begin=day.value, end=value)


def _far(count: float | None, unit: str, side: int, day: Period) -> Period | None:
    if count is None or unit not in _LENGTHS:
        return None
    months, days, precision = _LENGTHS[unit]
    total = min(count, _CLOCKED)
    moved = add(day.first, months=side * int(months * total), days=side * int(days * total))
    return Period.of(precision, moved) if moved else None


def vague_span(values: Values, context: Context) -> Reading | None:
    """In recent weeks, in the coming weeks, in the weeks ahead."""
    reading = Reading(kind="span", type="DURATION", value=code(None, values["units"]))
    day = context.published.to("day") if context.published else None
    return _anchored(reading, None, values["units"], values["side"], day) if day else reading


# --- sets


def every_weekday(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "every Friday"."""
    part = f"T{values['part']}" if "part" in values else ""
    return Reading(kind="set", type="SET", value=f"XXXX-WXX-{values['weekday']}{part}", quant="EVERY")


def every_part(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "every morning"."""
    part = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}[values["part"]]
    return Reading(kind="set", type="SET", value=f"XXXX-XX-XXT{part}", quant="EVERY")


def weekdays(values: Values, _context: Context) -> Reading | None:
    """On Fridays; on Tuesday nights."""
    part = {"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI"}.get(values.get("part", ""), "")
    return Reading(kind="set", type="SET", value=f"XXXX-WXX-{values['weekday']}{part}")


def parts(values: Values, _context: Context) -> Reading | None:
    """Read in the evenings."""
    part = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}[values["plural"]]
    return Reading(kind="set", type="SET", value=f"XXXX-XX-XXT{part}")


def weekends(_values: Values, _context: Context) -> Reading | None:
    """Read at weekends."""
    return Reading(kind="set", type="SET", value="XXXX-WXX-WE")


def every(values: Values, _context: Context) -> Reading | None:
    """Every day, every other week, every three years."""
    count = values.get("count", "a")
    number = float(count) if isinstance(count, int) else amount(count)
    quant = "EACH" if values["quant"] == "each" else "EVERY"
    return Reading(kind="set", type="SET", value=code(number, values["unit"]), quant=quant)


def every_month(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "every July"."""
    return Reading(kind="set", type="SET", value=f"XXXX-{values['month']:02d}", quant="EVERY")


def every_season(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "every summer"."""
    return Reading(
        kind="set", type="SET", value=f"XXXX-{ {3: 'SP', 6: 'SU', 9: 'FA', 12: 'WI'}[values['season']] }", quant="EVERY"
    )


def adverb(values: Values, _context: Context) -> Reading | None:
    """Daily, weekly, annually."""
    return Reading(kind="set", type="SET", value=values["adverb"], quant="EVERY")


def times(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "twice a week"."""
    words = values["freq"]
    count = {"once": 1.0, "twice": 2.0}.get(words) or amount(words.removesuffix(" times"))
    return Reading(kind="set", type="SET", value=code(1, values["unit"]), freq="XX" if count is None else f"{count:g}X")


def per(values: Values, _context: Context) -> Reading | None:
    """Return the reading of "eight hours a day"."""
    return Reading(kind="set", type="SET", value=code(1, values["unit"]), quant="EACH")
