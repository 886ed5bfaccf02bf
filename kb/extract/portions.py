"""Parts of days, months and years as news uses them: "Sunday night" is of two days, "early April" of ten, "late 2019" of four months."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words
from kb.extract.limits import moved_by
from kb.extract.tense import is_saying
from kb.model import Bounds, Day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.extract.scene import Scene
    from kb.model import Timex

_NIGHT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}TNI")
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR: Final = re.compile(r"[0-9]{4}")
_THIRDS: Final = {"START": 0, "MID": 1, "END": 2}
_ONWARD: Final = re.compile(r"\s+(?:on(?!\s+\w)|onwards?\b)")
_MONTHS: Final = re.compile(r"P([0-9]{1,2})M")
_UP_TO: Final = (["to"], ["ended"], ["ending"], ["through"])
_IN: Final = (["in"], ["during"], ["over"])
_TILL: Final = (["until"], ["till"])
_COMPARED: Final = ("earlier", "later")  # than publication, not in the first part
_LEAD: Final = 3  # sentences


def spanned(scene: Scene, s: int, timex: Timex) -> Timex | None:
    """Return the whole span that a time ends, "in the three months to June"; `None` where figures are only said to be for it."""
    text = scene.text
    for length in scene.timexes[s]:
        if length.type != "DURATION" or text[length.span.end : timex.span.start].split() not in _UP_TO:
            continue
        months, last = _MONTHS.fullmatch(length.value), timex.bounds.latest_end
        opens = text[: length.span.start].split()[-1:]
        if months is None or last is None or [word.lower() for word in opens] not in _IN:
            return None
        year, month = divmod(last.year * 12 + last.month - int(months[1]), 12)
        first = Day(year, month + 1, 1)
        return replace(timex, mod="", edtf=f"{first}/{last}", bounds=Bounds.within(first, last))
    return timex


def parted(scene: Scene, own: Mapping[tuple[int, int], Timex]) -> dict[tuple[int, int], Timex]:
    """Return the times of words, by sentence and word, each with the days of the part that its words name.

    The night of an occasion, a match, a show, and of what somebody said, is an evening: that of its first day.
    """
    evenings = _tells_of_evenings(scene)
    return {
        (s, at): _narrowed(
            _joined(scene, s, timex), timex.span.of(scene.text), evening=evenings or is_saying(scene.clauses[s], at)
        )
        for (s, at), timex in own.items()
    }


def _joined(scene: Scene, s: int, timex: Timex) -> Timex:
    """Return from the first of two times to the last, "in 1997 and 1998", or "from Wednesday on" without an end."""
    first, text = timex.bounds, scene.text
    if first.earliest_begin is None or first.latest_end is None:
        return timex
    if _ONWARD.match(text, timex.span.end) and text[: timex.span.start].rstrip().lower().endswith("from"):
        onward = Bounds(
            earliest_begin=first.earliest_begin, latest_begin=first.latest_begin, earliest_end=first.earliest_end
        )
        return replace(timex, bounds=onward, edtf=f"{timex.edtf}/..")
    lasted = _until(scene, s, timex)
    if lasted:
        return lasted
    for other in scene.timexes[s]:
        last = other.bounds
        joined = text[timex.span.end : other.span.start].split() == ["and"] and other.type == timex.type
        if joined and last.latest_end and last.earliest_end and first.latest_end < last.earliest_end:
            both = replace(first, earliest_end=last.earliest_end, latest_end=last.latest_end)
            return replace(timex, bounds=both, edtf=f"{timex.edtf}/{other.edtf}")
    return timex


def _until(scene: Scene, s: int, timex: Timex) -> Timex | None:
    """Return from a time to that of the clause that ends the span: "from 2011 until she was dismissed in 2018"."""
    text, first = scene.text, timex.bounds
    behind = text[timex.span.end : scene.clauses[s].sentence.span.end].split()[:1]
    if behind not in _TILL or not text[: timex.span.start].rstrip().lower().endswith("from"):
        return None
    other = next((t for t in scene.timexes[s] if t.span.start > timex.span.end and t.type == timex.type), None)
    end = other.bounds if other and "," not in text[timex.span.end : other.span.start] else Bounds()
    if other and end.earliest_end and end.latest_end and first.latest_begin and first.latest_begin < end.earliest_end:
        both = replace(first, earliest_end=end.earliest_end, latest_end=end.latest_end)
        return replace(timex, bounds=both, edtf=f"{timex.edtf}/{other.edtf}")
    begun = Bounds(
        earliest_begin=first.earliest_begin, latest_begin=first.latest_begin, earliest_end=first.earliest_begin
    )
    return replace(timex, bounds=begun, edtf=f"{timex.edtf}/..")


def _narrowed(timex: Timex, text: str, *, evening: bool) -> Timex:
    b = timex.bounds
    first, last = b.earliest_begin, b.latest_end
    if first is None or last is None or b != Bounds.within(first, last):
        return timex
    days = _night(timex, first) if not evening else None
    days = days or (None if text.lower().startswith(_COMPARED) else _third(timex))
    return timex if days is None else replace(timex, bounds=Bounds.within(*days), edtf=f"{days[0]}/{days[1]}")


def _night(timex: Timex, day: Day) -> tuple[Day, Day] | None:
    """Return both days of a night."""
    morning = moved_by(day, 1) if _NIGHT.fullmatch(timex.value) else None
    return (day, morning) if morning else None


def _third(timex: Timex) -> tuple[Day, Day] | None:
    """Return the ten days of a month, or the four months of a year, that "early", "mid" and "late" mean."""
    part = _THIRDS.get(timex.mod)
    if part is None:
        return None
    month = _MONTH.fullmatch(timex.value)
    if month:
        year, number = int(month[1]), int(month[2])
        end = (10, 20, calendar.monthrange(year, number)[1])[part]
        return Day(year, number, 10 * part + 1), Day(year, number, end)
    if not _YEAR.fullmatch(timex.value):
        return None
    year = int(timex.value)
    return Day(year, 4 * part + 1, 1), Day(year, 4 * part + 4, (30, 31, 31)[part])


def _tells_of_evenings(scene: Scene) -> bool:
    """Say whether an article is on a festival, a match, a show: what is on "on Saturday night" begins on that evening."""
    opening = (token for clause in scene.clauses[:_LEAD] for token in clause.sentence.tokens)
    return any(token.lemma.lower() in words("occasions", "nouns") for token in opening)
