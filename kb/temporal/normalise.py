"""The normalisers that rules name, by that name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kb.temporal import clock, dates, durations, fiscal, holidays, ranges, relative, story
from kb.temporal.reading import Context, Reading

if TYPE_CHECKING:
    from kb.temporal.rules import Match

Maker = Callable[[Mapping[str, Any], Context], Reading | None]

_CUTS = {"<": "earlier", ">": "later"}


def _nothing(_values: Mapping[str, Any], _context: Context) -> Reading | None:
    return None


def _modifier(values: Mapping[str, Any], _context: Context) -> Reading | None:
    words = str(values["start"])
    mod = words.rstrip("<>")
    kind = "approx" if mod == "APPROX" else "modifier"
    return Reading(kind=kind, value=_CUTS.get(words[-1:], ""), mod=mod)


def _quantity(values: Mapping[str, Any], _context: Context) -> Reading | None:
    return Reading(kind="quantity", mod=str(values["extent"]))


def _offset(values: Mapping[str, Any], _context: Context) -> Reading:
    return Reading(kind="offset", value="-1" if values["way"] == "before" else "1")


_NAMES = {
    dates: """date year_first named_month month year numeric day_of bare_day spoken_year era_year decade century season
        quarter half week_of week_of_day edge_day""",
    ranges: "sided_year year_range day_range days_of_month same_month",
    story: "story_weekday story_shift story_next story_same story_part story_month then",
    holidays: "holiday holiday_week",
    relative: """shifted month_of period_after the_period relative_day overnight weekday weekday_day weekday_of weekday_week ago ahead ago_day shifted_month shifted_season ref""",
    fiscal: "fiscal quarter_ended year_ago year_period latest_quarter year_end",
    durations: """duration half_hour units vague clock_duration span vague_span every_weekday weekdays parts weekends every every_part every_month
        every_season adverb times per""",
    clock: "clock past_hour noon part",
}
MAKERS: dict[str, Maker] = {"nothing": _nothing, "modifier": _modifier, "quantity": _quantity, "offset": _offset}
MAKERS |= {name: getattr(module, name) for module, names in _NAMES.items() for name in names.split()}


def read(match: Match, context: Context) -> Reading | None:
    """Return what the match says in its context; `None` if its words are no time expression."""
    return MAKERS[match.rule.make]({**match.rule.params, **match.values}, context)
