"""Times in words, as precise as they are known and no more: "July 2023", "by 16 June 2023", "between 3 and 5 May 2023".

Bounds say how the ends relate; EDTF adds what bounds cannot hold: seasons, decades, "about", "perhaps", a time of day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final, NamedTuple

from kb.model import Attribution, Basis, Bounds, Day, When

UNDATED: Final = "undated"
# Not calendar.month_name, which follows the locale.
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PARTS: Final = {  # ISO 8601-2:2019, 4.8: sub-year groupings, written in place of the month
    **dict.fromkeys((21, 25, 29), "spring"),
    **dict.fromkeys((22, 26, 30), "summer"),
    **dict.fromkeys((23, 27, 31), "autumn"),
    **dict.fromkeys((24, 28, 32), "winter"),
    33: "the first quarter of",
    34: "the second quarter of",
    35: "the third quarter of",
    36: "the last quarter of",
    37: "the first third of",
    38: "the second third of",
    39: "the last third of",
    40: "the first half of",
    41: "the second half of",
}
_MARKS: Final = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_NOTES: Final = {"~": " (approximate)", "?": " (uncertain)", "%": " (uncertain, approximate)"}
_EDTF: Final = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?:T(?P<time>\d\d:\d\d)[^?~%]*)?(?P<mark>[?~%]?)",
)


class Chapter(NamedTuple):
    """The heading that an event stands under in a list. `order` sorts headings: year, month (0: none), open begin first."""

    order: tuple[int, int, int]
    title: str


def when_in_words(when: When) -> str:
    """Return the time as a phrase that stands alone, `UNDATED` when nothing is known of it."""
    bounds = _closed(when.bounds)
    if bounds.open:
        return date_in_words(when.edtf) if when.edtf and "/" not in when.edtf else UNDATED
    inside = (bounds.earliest_begin, bounds.earliest_end) == (bounds.latest_begin, bounds.latest_end)
    if when.edtf and "/" not in when.edtf and (_within(bounds) or inside):
        return date_in_words(when.edtf)
    marks = [_NOTES[mark] for mark in _NOTES if mark in (when.edtf or "")]
    return _bounds_in_words(bounds, (when.edtf or "").partition("/")[2]) + (marks[0] if marks else "")


def date_in_words(edtf: str) -> str:
    """Return one EDTF date (levels 0 and 1, no interval) in words; what is not one comes back unchanged."""
    found = _EDTF.fullmatch(edtf)
    if not found or (found["year"].endswith("X") and found["month"]):
        return edtf
    words = _calendar_in_words(found["year"], found["month"], found["day"])
    if words is None:
        return edtf
    return _MARKS.get(found["mark"], "") + words + (f", {found['time']}" if found["time"] else "")


def basis_in_words(basis: Basis) -> str:
    """Return what a date rests on, as a phrase."""
    return {
        Basis.EXPLICIT: "stated in the text",
        Basis.RELATIVE: "worked out from another date",
        Basis.CONTEXT: "from the sentences before",
        Basis.REPORTED: "known only from when it was reported",
        Basis.NONE: "no date given",
    }[basis]


def attribution_in_words(attribution: Attribution) -> str:
    """Return who says it, in which word, and whether in quotation marks: `Jane Roe (“said”, quoted)`."""
    notes = [f"“{attribution.cue}”"] * bool(attribution.cue) + ["quoted"] * attribution.quoted
    return f"{attribution.speaker} ({', '.join(notes)})" if notes else attribution.speaker


def chapter(when: When) -> Chapter:
    """Return the heading for a time: its month; the year or years of its begin when that is known no closer; what has no begin, apart."""
    bounds = _closed(when.bounds)
    if bounds.open:
        return Chapter((10_000, 0, 0), "Undated")
    first, last = bounds.earliest_begin, bounds.latest_end
    if first is None:
        known = min(day for day in (bounds.latest_begin, bounds.earliest_end, last) if day)
        return Chapter((known.year, known.month, 0), f"By {_month(known)}")
    begun = bounds.latest_begin or last
    months = (begun.year - first.year) * 12 + begun.month - first.month if begun else 0
    if begun is None or months == 0 or (months == 1 and begun.day <= first.day):
        return Chapter(
            (first.year, first.month, 1), _month(first)
        )  # known to a month, even if one that runs into the next
    years = _year(first.year) if first.year == begun.year else f"{_year(first.year)} to {_year(begun.year)}"
    return Chapter((first.year, 0, begun.year), years)


def unit(first: Day, last: Day) -> str:
    """Return the coarsest of "year", "month", "day" whose whole periods fill [first, last]."""
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return "year"
    return "month" if first.day == 1 and last == _month_end(last) else "day"


def _closed(bounds: Bounds) -> Bounds:
    """Outer bounds, and inner ones that repeat them, say no less than `Bounds.within`: an event begins before it ends."""
    first, last = bounds.earliest_begin, bounds.latest_end
    outer = (bounds.earliest_end or first, bounds.latest_begin or last) == (first, last)
    return Bounds.within(first, last) if outer else bounds


def _within(bounds: Bounds) -> bool:
    return (bounds.earliest_begin, bounds.latest_begin) == (bounds.earliest_end, bounds.latest_end)


def _calendar_in_words(year: str, month: str | None, day: str | None) -> str | None:
    if year.endswith("X"):
        return f"the {int(year[:3])}0s"
    named = _year(int(year))
    if day == "XX" or month == "XX":
        part = "a day" if day else "a month"
        return f"{part} in {named}" if month == "XX" else f"{part} in {_MONTHS[int(month or 1) - 1]} {named}"
    if month is None:
        return named
    number = int(month)
    if number in _PARTS:
        return f"{_PARTS[number]} {named}"
    if not 1 <= number <= 12:
        return None
    return f"{int(day)} {_MONTHS[number - 1]} {named}" if day else f"{_MONTHS[number - 1]} {named}"


def _bounds_in_words(bounds: Bounds, last_edtf: str) -> str:
    begin, end = (bounds.earliest_begin, bounds.latest_begin), (bounds.earliest_end, bounds.latest_end)
    if begin == end:
        return _one_period(*begin, last_edtf)
    if begin[0] is None and (
        begin[1] is None or (end[1] and begin[1] >= end[1])
    ):  # that it began before it ended goes without saying
        return f"until {_edge(*end)}"
    if end[1] is None and (end[0] is None or (begin[0] and begin[0] >= end[0])):
        return f"from {_edge(*begin)} on"
    if begin[0] is None and end[1] is None and begin[1] and end[0]:
        return _under_way(begin[1], end[0])
    if begin[0] == begin[1] and end[0] == end[1] and begin[0] and end[0]:
        return "from {} to {}".format(*_pair(begin[0], end[0]))
    return f"from {_edge(*begin)} to {_edge(*end)}"


def _one_period(first: Day | None, last: Day | None, last_edtf: str) -> str:
    if first and last:
        return _period(first, last) or _between(first, last)
    if last:
        coarse = len(last_edtf.lstrip("-")) in {4, 7} and last == _month_end(last)
        return f"by the end of {date_in_words(last_edtf)}" if coarse else f"by {_day(last)}"
    return _edge(first, last)


def _under_way(begun: Day, not_over: Day) -> str:
    """Begun by one day and not over before the other: under way all through, or at some time, between the two."""
    if begun == not_over:
        return f"under way on {_day(begun)}"
    if begun < not_over:
        return "under way from {} to {}".format(*_pair(begun, not_over))
    period = _period(not_over, begun)
    return f"under way in {period}" if period else f"under way {_between(not_over, begun)}"


def _edge(first: Day | None, last: Day | None) -> str:
    if first and last:
        return _period(first, last) or f"a day {_between(first, last)}"
    if first:
        return f"{_day(first)} or later"
    return f"{_day(last)} or earlier" if last else ""


def _period(first: Day, last: Day) -> str:
    """Name a single day, month or year; "" for any other stretch."""
    if first == last:
        return _day(first)
    kind = unit(first, last)
    if kind == "year" and first.year == last.year:
        return _year(first.year)
    return _month(first) if kind == "month" and first[:2] == last[:2] else ""


def _between(first: Day, last: Day) -> str:
    if _adjacent(first, last):
        return "{} or {}".format(*_pair(first, last))
    return "between {} and {}".format(*_pair(first, last))


def _adjacent(first: Day, last: Day) -> bool:
    """Say whether nothing lies between the two days, months or years, as `_pair` names them."""
    kind = unit(first, last)
    if kind == "year":
        return last.year - first.year == 1
    months = (last.year - first.year) * 12 + last.month - first.month
    if kind == "month":
        return months == 1
    return (months, last.day - first.day) == (0, 1) or (first == _month_end(first) and (months, last.day) == (1, 1))


def _pair(first: Day, last: Day) -> tuple[str, str]:
    """Name both ends, the first without what it shares with the last."""
    kind, same_year = unit(first, last), first.year == last.year
    if kind == "year":
        return _year(first.year), _year(last.year)
    if kind == "month" and first[:2] != last[:2]:
        return (_MONTHS[first.month - 1] if same_year else _month(first)), _month(last)
    if first[:2] == last[:2]:
        return str(first.day), _day(last)
    return (f"{first.day} {_MONTHS[first.month - 1]}" if same_year else _day(first)), _day(last)


def _day(day: Day) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: Day) -> str:
    return f"{_MONTHS[day.month - 1]} {_year(day.year)}"


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"


def _month_end(day: Day) -> Day:
    """Return the last day of its month. Leap years recur every 400 years, so that years below 1 need no library."""
    return day._replace(day=monthrange(day.year % 400 + 400, day.month)[1])
