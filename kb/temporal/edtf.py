"""EDTF (ISO 8601-2:2019; Library of Congress specification of 2019), as far as dates of events need it.

Levels 0 and 1 in full; of level 2: qualifiers on single components, unspecified digits anywhere, sets, significant
digits, exponential years, seasons of either hemisphere, quarters and halves. `parse` and `str` are inverse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.errors import EdtfError
from kb.model import Bounds, Day
from kb.temporal.days import GROUPS, day_range, months, outer_days, years

_DIGITS = 12  # of a `Y` year, exponent included: the universe is younger

_DATE = re.compile(
    r"(?P<q1>[~?%]?)(?P<year>-?[0-9X]{4}|Y-?[1-9][0-9]*(?:E[1-9][0-9]*)?)(?P<s>(?:S[1-9][0-9]*)?)(?P<a1>[~?%]?)"
    r"(?:-(?P<q2>[~?%]?)(?P<month>[0-9X]{2})(?P<a2>[~?%]?)"
    r"(?:-(?P<q3>[~?%]?)(?P<day>[0-9X]{2})(?P<a3>[~?%]?)"
    r"(?P<time>(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?)?))?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Year, month or day: its digits (`X` for unspecified ones), and the qualifiers before and after it."""

    digits: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return self.before + self.digits + self.after


@dataclass(frozen=True, slots=True)
class Date:
    """A date of any precision; `time` is what follows the day, from `T`; `significant` is `S` with the year's digits."""

    year: Part
    month: Part | None = None
    day: Part | None = None
    time: str = ""
    significant: str = ""

    def __str__(self) -> str:
        year = self.year.before + self.year.digits + self.significant + self.year.after
        return "-".join([year, *(str(part) for part in (self.month, self.day) if part)]) + self.time

    @property
    def precision(self) -> str:
        """The finest calendar unit that is specified: day, month, season, quarter, third, half, year, decade, century.

        What has no specified digit at all is "none".
        """
        if self.day and self.day.digits != "XX":
            return "day"
        if self.month and self.month.digits != "XX":
            return _month_unit(self.month.digits)
        return ("year", "decade", "century", "millennium", "none")[min(self.year.digits.count("X"), 4)]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `begin` to `end`; `None` is `..`, an open end, and `""` an unknown one."""

    begin: Date | str | None
    end: Date | str | None

    def __str__(self) -> str:
        return "/".join(".." if side is None else str(side) for side in (self.begin, self.end))

    @property
    def precision(self) -> str:
        """Always "interval"."""
        return "interval"


@dataclass(frozen=True, slots=True)
class Choice:
    """A set: one of its members if `exclusive` (`[…]`), else all of them (`{…}`). Members are dates and `A..B` ranges."""

    members: tuple[Date | Interval, ...]
    exclusive: bool

    def __str__(self) -> str:
        members = ",".join(_range(member) if isinstance(member, Interval) else str(member) for member in self.members)
        return f"[{members}]" if self.exclusive else f"{{{members}}}"

    @property
    def precision(self) -> str:
        """Always "set"."""
        return "set"


Edtf = Date | Interval | Choice


def parse(text: str) -> Edtf:
    """Read EDTF.

    Raises `EdtfError`, with the index of the character that cannot be.
    """
    if text[:1] in {"[", "{"}:
        return _choice(text)
    if "/" in text:
        return _interval(text)
    return _date(text, 0, len(text))


def bounds(edtf: Edtf) -> Bounds:
    """Return the days that the expression allows.

    A date or set lies within its first and last day; an interval `A/B` begins within A and ends within B.
    """
    if isinstance(edtf, Interval):
        begin, end = _side(edtf.begin), _side(edtf.end)
        return Bounds(earliest_begin=begin[0], latest_begin=begin[1], earliest_end=end[0], latest_end=end[1])
    return Bounds.within(*_hull(edtf))


def _month_unit(digits: str) -> str:
    number = int(digits) if digits.isdigit() else 1
    limits = ((12, "month"), (32, "season"), (36, "quarter"), (39, "third"))
    return next((unit for limit, unit in limits if number <= limit), "half")


def _range(interval: Interval) -> str:
    return "..".join("" if side is None else str(side) for side in (interval.begin, interval.end))


# --- reading


def _date(text: str, start: int, end: int) -> Date:
    match = _DATE.match(text, start, end)
    if match is None:
        raise EdtfError(text, start, "a year (four digits or X, or Y and more)")
    if match.end() != end:
        raise EdtfError(text, match.end(), _expected(match))
    groups = match.groupdict()
    year, month, day = (
        Part(groups[name], groups[f"q{n}"], groups[f"a{n}"]) if groups[name] else None
        for n, name in enumerate(("year", "month", "day"), 1)
    )
    _check_year(text, match)
    _check_month(text, match)
    _check_day(text, match)
    return Date(year or Part(""), month, day, groups["time"] or "", groups["s"])


def _expected(match: re.Match[str]) -> str:
    if match["day"]:
        return "the end, or T and a time as hh:mm:ss with Z or an offset"
    return "the end, or - and a day of two digits" if match["month"] else "the end, or - and a month of two digits"


def _check_year(text: str, match: re.Match[str]) -> None:
    digits = match["year"]
    at = match.start("year")
    if digits == "-0000":
        raise EdtfError(text, at, "0000 for the year before 0001")
    long = digits.startswith("Y")
    if long and len(digits.split("E")[0].lstrip("Y-")) + int((digits + "E0").split("E")[1][:4]) > _DIGITS:
        raise EdtfError(text, at, f"a year of at most {_DIGITS} digits")
    if long and "E" not in digits and len(digits.lstrip("Y-")) < 5:
        raise EdtfError(text, at + 1, "at least five digits after Y")
    if long and match["month"]:
        raise EdtfError(text, match.end("a1"), "the end: a Y year stands alone")
    if match["s"] and match["month"]:
        raise EdtfError(text, match.end("a1"), "the end: significant digits belong to a year alone")


def _check_month(text: str, match: re.Match[str]) -> None:
    digits = match["month"]
    if digits is None:
        return
    number = int(digits) if digits.isdigit() else None
    if not months(digits) and number not in GROUPS:
        raise EdtfError(text, match.start("month"), "a month 01-12, a season 21-32, a quarter 33-36 or a half 40-41")
    if match["day"] and number in GROUPS:
        raise EdtfError(text, match.end("a2"), "the end: a season, quarter or half has no days")


def _check_day(text: str, match: re.Match[str]) -> None:
    digits = match["day"]
    if digits is None:
        return
    if not day_range(match["year"], match["month"], digits):
        raise EdtfError(text, match.start("day"), f"a day of {match['year']}-{match['month']}")
    if match["time"] and "X" in match["year"] + match["month"] + digits:
        raise EdtfError(text, match.start("time"), "the end: a time needs a full date")


def _interval(text: str) -> Interval:
    slash = text.index("/")
    begin, end = _edge(text, 0, slash), _edge(text, slash + 1, len(text))
    if not isinstance(begin, Date) and not isinstance(end, Date):
        raise EdtfError(text, 0, "a date on one side of / at least")
    _check_order(text, begin, end, slash + 1)
    return Interval(begin, end)


def _edge(text: str, start: int, end: int) -> Date | str | None:
    if text[start:end] in {"", ".."}:
        return None if start < end else ""
    return _date(text, start, end)


def _check_order(text: str, begin: Date | str | None, end: Date | str | None, at: int) -> None:
    first, last = _side(begin)[0], _side(end)[1]
    if first and last and last < first:
        raise EdtfError(text, at, "an end no earlier than the begin")


def _choice(text: str) -> Choice:
    closing = {"[": "]", "{": "}"}[text[0]]
    if not text.endswith(closing):
        raise EdtfError(text, len(text), closing)
    members, at = [], 1
    for item in text[1:-1].split(","):
        members.append(_member(text, at, at + len(item)))
        at += len(item) + 1
    return Choice(tuple(members), exclusive=closing == "]")


def _member(text: str, start: int, end: int) -> Date | Interval:
    dots = text.find("..", start, end)
    if dots < 0:
        return _date(text, start, end)
    begin = _date(text, start, dots) if dots > start else None
    last = _date(text, dots + 2, end) if dots + 2 < end else None
    if begin is None and last is None:
        raise EdtfError(text, start, "a date on one side of .. at least")
    _check_order(text, begin, last, dots + 2)
    return Interval(begin, last)


# --- days


def _side(side: Date | str | None) -> tuple[Day | None, Day | None]:
    return _hull(side) if isinstance(side, Date) else (None, None)


def _hull(edtf: Date | Choice) -> tuple[Day | None, Day | None]:
    if isinstance(edtf, Date):
        return _days_of(edtf)
    spans = [(_side(m.begin)[0], _side(m.end)[1]) if isinstance(m, Interval) else _days_of(m) for m in edtf.members]
    firsts, lasts = [first for first, _ in spans if first], [last for _, last in spans if last]
    return min(firsts) if len(firsts) == len(spans) else None, max(lasts) if len(lasts) == len(spans) else None


def _days_of(date: Date) -> tuple[Day | None, Day | None]:
    low, high = years(date.year.digits, date.significant)
    if low is None or high is None:
        return None, None
    month = date.month.digits if date.month else "XX"
    if month.isdigit() and int(month) in GROUPS:
        first_month, first_day, last_month, last_day = GROUPS[int(month)]
        return Day(low, first_month, first_day), Day(high + (last_month > 12), (last_month - 1) % 12 + 1, last_day)
    return outer_days(low, high, months(month), date.day.digits if date.day else "XX")
