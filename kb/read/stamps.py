"""Dates about an article: in its date lines, in URLs and in metadata. Never in its narration, and never from the clock.

A date is kept as EDTF with the precision it was written with; a date that could be read in two ways is not read at all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.model import Problem, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIRST, LAST = 1600, 2100  # years a publication date may have: the first newspaper is of 1605; past 2100 it is a slip

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = (  # their names, as a pattern
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(  # the digit behind a group's name is the number of its alternative
    rf"""\b(?:
    (?P<y1>\d{{4}}) [-/.] (?P<m1>\d{{1,2}}) [-/.] (?P<d1>\d{{1,2}}) (?!\d)
    | (?P<d2>\d{{1,2}}) \.\s? (?P<m2>\d{{1,2}}) \.\s? (?P<y2>\d{{4}}) (?!\d)
    | (?P<a3>\d{{1,2}}) [/-] (?P<b3>\d{{1,2}}) [/-] (?P<y3>\d{{4}}) (?!\d)
    | (?P<m4>{MONTHS})\b\.? \s+ (?P<d4>\d{{1,2}}) (?:st|nd|rd|th)? (?![\d:]) (?: \s?,?\s+ (?P<y4>\d{{4}}) (?!\d) )?
    | (?P<d5>\d{{1,2}}) (?:st|nd|rd|th)? [\s-]+ (?:of\s+)? (?P<m5>{MONTHS})\b\.? (?: [,\s-]+ (?P<y5>\d{{4}}) (?!\d) )?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?", re.ASCII)
_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_IN_URL = re.compile(
    r"""
    / (?P<y>(?:19|20)\d\d) [/-] (?P<m>[01]?\d|[a-z]{3,9}) (?: [/-] (?P<d>[0-3]?\d) (?=[/_.-]|$) )? (?=[/_.-]|$)
    | [/_-] (?P<c>(?:19|20)\d{6}) (?=[/_.-]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)\D{0,40}?(\d{4})(?!\d|\s?[-–])", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated?|modified|changed|edited|revised|last\s+update)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:(?:first|originally)\s+)?(?:published|posted|issued|released|created)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as it stands in [start, end) of a line: year (0 where it names none), month, day; not yet checked."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def edtf(self) -> str:
        """The date as EDTF, whether or not it exists."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The dates of publication and of the last change that were found, and what was wrong with others."""

    published: Stamp | None = None
    modified: Stamp | None = None
    problems: tuple[Problem, ...] = ()


def is_date(text: str) -> bool:
    """Say whether `text` is an EDTF date of level 0 or 1 that exists: year, month or day, with ?, ~ or %."""
    match = _EDTF.fullmatch(text)
    return match is not None and exists(*(int(part or 1) for part in match.groups()))


def exists(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has such a day."""
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def given(published: str | None) -> Stamp | None:
    """Return the date given by hand, if any."""
    return Stamp(edtf=published, origin="given") if published else None


def find(line: str) -> Iterator[Written]:
    """Yield the dates written in a line; 05/03/2023 is none, for it is two."""
    for match in _DATE.finditer(line):
        group = {key[0]: value for key, value in match.groupdict().items() if value is not None}
        if "a" in group:
            day, month = _told_apart(int(group["a"]), int(group["b"]))
        else:
            day, month = int(group["d"]), _month(group["m"])
        if month:
            yield Written(start=match.start(), end=match.end(), year=int(group.get("y", 0)), month=month, day=day)


def from_lines(lines: Iterable[str], *, name: str, year: int | None) -> Stamps:
    """Read an article's date lines: "Updated …" is a change, anything else its publication.

    A labelled date comes before a bare one. `year` is that of the URL or the copyright line, for dates without one.
    """
    labelled: list[str] = []
    bare: list[str] = []
    changed: list[str] = []
    problems: list[Problem] = []
    for line in lines:
        end = 0
        for date in find(line):
            label, end = line[end : date.start], date.end
            dated = (
                date
                if date.year or not year
                else Written(start=date.start, end=end, year=year, month=date.month, day=date.day)
            )
            wrong = _wrong(dated)
            if wrong:
                problems.append(Problem(stage="read", article=name, message=wrong))
            elif dated.year:
                (changed if _CHANGED.search(label) else labelled if _FIRST.search(label) else bare).append(dated.edtf)
    return Stamps(
        published=_stamp((labelled + bare)[:1]),
        modified=_stamp(sorted(changed)[-1:]),
        problems=tuple(problems),
    )


def from_url(url: str | None) -> str | None:
    """Return the date in the path of a URL as EDTF: /2023/05/03/, /2023/may/03/, /20230503, or a month, /2023/05/."""
    match = _IN_URL.search((url or "").split("?")[0])
    if not match:
        return None
    if match["c"]:
        year, month, day = int(match["c"][:4]), int(match["c"][4:6]), int(match["c"][6:])
    else:
        year, month, day = int(match["y"]), _month(match["m"]), int(match["d"] or 0)
    if not exists(year, month, day or 1):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def of_url(url: str | None) -> Stamp | None:
    """Return the date in a URL as a stamp."""
    edtf = from_url(url)
    return Stamp(edtf=edtf, origin="url") if edtf and not doubt(edtf) else None


def from_metadata(value: str) -> str | None:
    """Return the day of a machine-readable or written-out time stamp, as the page's own zone has it."""
    match = _ISO.match(value)
    if match:
        year, month, day = (int(part) for part in match.groups())
    else:
        written = next(find(value), None)
        if written is None:
            return None
        year, month, day = written.year, written.month, written.day
    return f"{year:04d}-{month:02d}-{day:02d}"


def doubt(edtf: str) -> str:
    """Say what is wrong with a date of an article that was not given by hand: "" if nothing is."""
    year, month, day = (*(int(part) for part in edtf.split("-")), 1, 1)[:3]
    return _wrong(Written(start=0, end=0, year=year, month=month, day=day))


def changed(text: str) -> bool:
    """Say whether the words before a date make it that of a change: "Updated"."""
    return bool(_CHANGED.search(text)) and not _FIRST.search(text)


def year_of(text: str, url: str | None) -> int | None:
    """Return the year that the URL or a copyright line gives."""
    dated = from_url(url)
    match = _COPYRIGHT.search(text)
    year = int(dated[:4]) if dated else int(match[1]) if match else 0
    return year if FIRST <= year <= LAST else None


def _wrong(date: Written) -> str:
    if not date.year:
        return "" if exists(2000, date.month, date.day) else f"no such date: {date.edtf[5:]}"
    if not exists(date.year, date.month, date.day):
        return f"no such date: {date.edtf}"
    return "" if FIRST <= date.year <= LAST else f"unlikely date of an article: {date.edtf}"


def _told_apart(first: int, second: int) -> tuple[int, int]:
    """Return day and month where only one order is possible, else (0, 0)."""
    if first == second:
        return first, second
    if first > 12 >= second:
        return first, second
    return (second, first) if second > 12 >= first else (0, 0)


def _month(text: str) -> int:
    """Return the number of an English name of three letters or more, 0 for no such name; a number as written."""
    if text.isdigit():
        return int(text)
    return next((number for number, name in enumerate(_MONTHS, 1) if name == text.lower()[:3]), 0)


def _stamp(found: list[str]) -> Stamp | None:
    return Stamp(edtf=found[0], origin="dateline") if found else None
