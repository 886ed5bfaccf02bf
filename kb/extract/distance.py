"""How long before or after: "four months after the halt", "twenty years since they opened it", "the 30th anniversary of the launch"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb.extract.limits import moved_by
from kb.model import Basis, Bounds, Day, Timex, When

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_LENGTH = re.compile(r"P([0-9]{1,4})([DWMY])")
_DAYS: Final = {"D": 1, "W": 7}
_ABOUT: Final = {"D": 0, "W": 3}  # days: whoever counts in weeks seldom means the very weekday
_MONTHS: Final = {"M": 1, "Y": 12}
_FIRST, _LAST = 1, 9999  # years between which the calendar counts
_ORDINAL = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)|([0-9]{1,4})-year")
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20,
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
}  # fmt: skip


def apart(when: When, length: str, *, later: bool, exact: bool = False) -> When | None:
    """Return when something is that lies a length, as "P4D", after or before a dated event; `None` where that is too vague.

    Days and weeks are counted from a day, weeks roughly; months and years reach the month or year that they lead to, the
    very day where they are `exact`: "on Tuesday it will be twenty years since".
    """
    match, first, last = _LENGTH.fullmatch(length), when.bounds.earliest_begin, when.bounds.latest_end
    if match is None or first is None or last is None:
        return None
    count = int(match[1]) if later else -int(match[1])
    if match[2] in _DAYS:
        days, slack = count * _DAYS[match[2]], _ABOUT[match[2]]
        begin, end = moved_by(first, days - slack), moved_by(last, days + slack)
        return _within(when, begin, end) if first == last and begin and end else None
    months = count * _MONTHS[match[2]]
    if not _FIRST < first.year + months // 12 <= last.year + months // 12 < _LAST:
        return None
    begin, end = _shifted(first, months), _shifted(last, months)
    if exact and begin == end:
        return _within(when, begin, end)
    if match[2] == "Y":
        return _within(when, Day(begin.year, 1, 1), Day(end.year, 12, 31)) if begin.year == end.year else None
    same = (begin.year, begin.month) == (end.year, end.month)
    return _within(when, Day(begin.year, begin.month, 1), _end(begin)) if same else None


def beside(when: When, *, later: bool) -> When | None:
    """Return when something is that lies hours after or before an event of one day: on that day or the one next to it."""
    day = when.bounds.earliest_begin
    near = moved_by(day, 1 if later else -1) if day and day == when.bounds.latest_end else None
    return _within(when, *sorted((day, near))) if day and near else None


def day_earlier(when: When) -> When:
    """Let a day counted from hot news, "has been found five days after the quake", begin a day earlier: that may be of yesterday."""
    day = when.bounds.earliest_begin
    near = moved_by(day, -1) if day and day == when.bounds.latest_end else None
    return _within(when, near, day) if near and day else when


def length_before(scene: Scene, s: int, at: int) -> Timex | None:
    """Return the length of time that stands right before a word: "four days after"."""
    end = scene.clauses[s][at - 1].span.end if at > 0 else -1
    return next((t for t in scene.timexes[s] if t.type == "DURATION" and t.span.end == end), None)


def _within(when: When, first: Day, last: Day) -> When:
    return replace(when, basis=Basis.RELATIVE, bounds=Bounds.within(first, last), edtf=_edtf(first, last))


def _edtf(first: Day, last: Day) -> str:
    """Write days, a whole month or a whole year."""
    if first == last:
        return str(first)
    if first.day == 1 and last == _end(first):
        return f"{first.year:04d}-{first.month:02d}"
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return f"{first.year:04d}" if whole else f"{first}/{last}"


def _shifted(day: Day, months: int) -> Day:
    """Return the same day so many months on, the last of its month if need be."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    moved = Day(year, month + 1, 1)
    return moved._replace(day=min(day.day, _end(moved).day))


def _end(day: Day) -> Day:
    return day._replace(day=calendar.monthrange(day.year, day.month)[1])


def anniversary(clause: Clauses, at: int) -> int | None:
    """Return how many years a word's event lies back of its anniversary: "the 30th anniversary of the first launch"."""
    head = clause[at].head
    if head < 0 or clause[head].lemma.lower() != "anniversary" or clause.relation(at) != "nmod":
        return None
    for i in clause.of(head, "amod", "compound", "nummod"):
        word = clause[i].text.lower()
        match = _ORDINAL.fullmatch(word)
        if match:
            return int(match[1] or match[2])
        if word in _ORDINALS:
            return _ORDINALS[word]
    return None
