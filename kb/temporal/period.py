"""A stretch of the calendar with a name: the one structure that TIMEX3 values, EDTF and bounds are made from.

TIMEX3 values follow TimeBank (`1998-W12`, `1998-Q2`, `1998-SU`, `198` for the 1980s).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kb.model import Bounds, Day
from kb.temporal.days import days_in

# unit → (months, days) it lasts; one of the two is 0
_LENGTH = {
    "day": (0, 1),
    "weekend": (0, 7),
    "week": (0, 7),
    "month": (1, 0),
    "season": (3, 0),
    "quarter": (3, 0),
    "half": (6, 0),
    "year": (12, 0),
    "decade": (120, 0),
    "century": (1200, 0),
}
RANK = {unit: rank for rank, unit in enumerate(_LENGTH)}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
TEMPLATES = {
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "season": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


def to_day(day: date) -> Day:
    """Return the same day as the model counts it."""
    return Day(day.year, day.month, day.day)


def add(day: date, *, months: int = 0, days: int = 0) -> date | None:
    """Return the day that many months and days later, the last of its month if need be; `None` outside years 1 … 9999."""
    if abs(months) > 12 * MAXYEAR or abs(days) > 366 * MAXYEAR:
        return None
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    try:
        return date(year, month + 1, min(day.day, days_in(year, month + 1))) + timedelta(days=days)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Period:
    """The `unit` of the calendar that begins on `first`: make it with `of`, which finds that day."""

    unit: str
    first: date

    @classmethod
    def of(cls, unit: str, day: date) -> Period:
        """Return the unit that `day` lies in (for "weekend": the weekend of its week, Monday to Sunday)."""
        return cls(unit, _begin(unit, day))

    @classmethod
    def at(cls, unit: str, year: int, month: int = 1, day: int = 1) -> Period | None:
        """Return the unit that contains that day; `None` if there is no such day in years 1 … 9999."""
        if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= days_in(year, month)):
            return None
        return cls.of(unit, date(year, month, day))

    @property
    def last(self) -> date:
        """The last day, cut off at the end of the calendar."""
        if self.unit == "weekend":
            return add(self.first, days=1) or date.max
        months, days = _LENGTH[self.unit]
        following = add(self.first, months=months, days=days)
        return following - timedelta(days=1) if following else date.max

    def shift(self, count: int) -> Period | None:
        """Return the period `count` of its own units later; `None` outside years 1 … 9999."""
        months, days = _LENGTH[self.unit]
        first = add(self.first, months=count * months, days=count * days)
        return Period(self.unit, first) if first else None

    def to(self, unit: str) -> Period | None:
        """Return the unit that this period lies in, or `None` if it is finer than this one or straddled by it."""
        if unit == self.unit:
            return self
        wider = Period.of(unit, self.first)
        return wider if RANK[unit] > RANK[self.unit] and wider.last >= self.last else None

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        first = self.first
        if self.unit in {"week", "weekend"}:
            iso = first.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        year = f"{first.year:04d}"
        return {
            "day": first.isoformat(),
            "month": f"{year}-{first.month:02d}",
            "season": f"{year}-{_SEASONS.get(first.month)}",
            "quarter": f"{year}-Q{(first.month + 2) // 3}",
            "half": f"{year}-H{1 + first.month // 7}",
            "year": year,
            "decade": year[:3],
            "century": year[:2],
        }[self.unit]

    @property
    def edtf(self) -> str:
        """The EDTF expression; weeks and weekends are intervals of days, since EDTF has no weeks."""
        first = self.first
        year = f"{first.year:04d}"
        return {
            "season": f"{year}-{20 + first.month // 3}",
            "quarter": f"{year}-{33 + first.month // 3}",
            "half": f"{year}-{40 + first.month // 7}",
            "decade": f"{year[:3]}X",
            "century": f"{year[:2]}XX",
        }.get(self.unit) or (f"{first}/{self.last}" if self.unit in {"week", "weekend"} else self.value)

    @property
    def bounds(self) -> Bounds:
        """Within the first and last day. A season also gets the days that the sun's seasons add to the months'."""
        last = add(self.last, days=21) if self.unit == "season" else self.last
        return Bounds.within(to_day(self.first), to_day(last or date.max))


def _begin(unit: str, day: date) -> date:
    if unit in {"week", "weekend"}:
        monday = day.toordinal() - day.weekday()
        return date.fromordinal(max(monday + (5 if unit == "weekend" else 0), 1))
    if unit == "season":
        return _season(day)
    if unit in {"month", "quarter", "half", "year"}:
        months = _LENGTH[unit][0]
        return date(day.year, (day.month - 1) // months * months + 1, 1)
    years = {"decade": 10, "century": 100}.get(unit)
    return date(max(day.year // years * years, 1), 1, 1) if years else day


def _season(day: date) -> date:
    """December begins the winter of its own year; January and February belong to the one before."""
    month = day.month // 3 * 3 or 12
    return date(max(day.year - (day.month < 3), 1), month, 1)
