"""The normalisers that rules name, by that name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kb.temporal import clock, dates, durations, relative
from kb.temporal.reading import Context, Reading
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


MAKERS: dict[str, Maker] = {
    "nothing": _nothing,
    "modifier": _modifier,
    "quantity": _quantity,
    **{
        name: getattr(dates, name)
        for name in (
            "date month year numeric day_of spoken_year era_year sided_year year_range day_range decade century season"
            " quarter half holiday holiday_week week_of"
        ).split()
    },
    **{
        name: getattr(relative, name)
        for name in (
            "shifted the_period relative_day weekday weekday_of weekday_week story_weekday ago ago_day story_shift story_next"
            " story_same story_part then shifted_month shifted_season fiscal year_ago year_period latest_quarter year_end ref"
        ).split()
    },
    **{
        name: getattr(durations, name)
        for name in (
            "duration units vague clock_duration span vague_span every_weekday weekdays every every_month every_season adverb"
            " times per"
        ).split()
    },
    **{name: getattr(clock, name) for name in ("clock", "past_hour", "noon", "part")},
}


def read(match: Match, context: Context) -> Reading | None:
    """Return what the match says in its context; `None` if its words are no time expression."""
    return MAKERS[match.rule.make]({**match.rule.params, **match.values}, context)
