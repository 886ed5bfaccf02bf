"""How much an event mattered: what an article makes of it, how many sources tell of it and how long after, and what its day brought."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kb.link.events import published
from kb.link.lemmas import alike, stem
from kb.model import Actor, Article, Basis, Block, Claim, Day, Event, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.link.voices import Voices

_LATER: Final = 14  # days: who names the date of an event after a fortnight no longer reports it, but recalls it
_RECALLED: Final = 4.0  # what is still recalled mattered: one such source counts for four
_HALF: Final = 4.0  # sources that make half of what sources can
_STORY, _SOURCES, _DAY = 0.2, 0.4, 0.4
_LOOK_BACK: Final = 0.5
_FOLDED: Final = 0.5
_BY_WORDS: Final = frozenset({Basis.EXPLICIT, Basis.RELATIVE, Basis.CONTEXT})
_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR})


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An event with its day, its claims, and the weight of each source that tells of it.

    `weight` orders events: by the sources, what the article makes of it, and the id.
    """

    event: Event
    id: str
    day: Day | None
    claims: tuple[Claim, ...]
    sources: Mapping[str, float]
    weight: tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an event stands among those of its day: its rank from 1, and the weight and number of the day's sources."""

    rank: int = 1
    weight: float = 0.0
    sources: int = 0


def weigh(
    events: Sequence[Event], claims: Mapping[str, Claim], articles: Mapping[str, Article], voices: Voices
) -> list[Event]:
    """Return the events with their salience, 0 … 1, and the reasons for it.

    A day counts the sources that tell of anything on it, and lends their weight to its events: whole to the weightiest,
    half to the next, a third to the one after, so that a ranking begins with events of different days. Of events alike on
    adjacent days, most often one that was told of on both, the lesser counts half.
    """
    told = {name: published(article) for name, article in articles.items()}
    begun = min((_number(day) for day in told.values() if day), default=0) - _LATER
    weighed = [
        _weighed(event, [(claims[name], voices.of(claims[name])) for name in event.claims], told, begun)
        for event in events
    ]
    places, folded = _places(weighed), _folded(weighed)
    return [_judged(one, places.get(one.id, _Place()), folded.get(one.id), articles) for one in weighed]


def day(event: Event) -> Day | None:
    """Return the day that an event lies or began on, or where only tense dates it, the day that it was reported on.

    What began in a longer time that is known, "over the past two months", is no event of the day that it is told up to.
    """
    bounds, last = event.when.bounds, event.when.bounds.latest_end
    if event.when.basis is Basis.REPORTED:
        return (last or bounds.latest_begin) if event.status in _HAPPENED else None
    if event.when.basis not in _BY_WORDS:
        return None
    if bounds.earliest_begin:
        return bounds.earliest_begin if bounds.earliest_begin == bounds.latest_begin else None
    return last if last == bounds.earliest_end == bounds.latest_begin else None


def _weighed(
    event: Event, told_by: Sequence[tuple[Claim, str]], told: Mapping[str, Day | None], begun: int
) -> _Weighed:
    when, sources, name = day(event), dict[str, float](), event.id
    for claim, voice in told_by:
        weight = _weight(claim, when, told[claim.article], begun)
        sources[voice] = max(sources.get(voice, 0.0), weight)
    claims = tuple(claim for claim, _ in told_by)
    return _Weighed(event, name, when, claims, sources, (sum(sources.values()), _most(claims), name))


def _weight(claim: Claim, when: Day | None, told: Day | None, begun: int) -> float:
    """Return what a source counts for: one that tells an event without its date long after is background, and counts nothing.

    What the articles look back on was once their news: what was over when the first of them came out, `begun`, they only compare with.
    """
    if when is None or told is None or _number(told) - _number(when) <= _LATER:
        return 1.0
    if claim.when.basis not in _BY_WORDS:
        return 0.0
    recalled = claim.status in _HAPPENED and _named(claim.when) and _number(when) >= begun
    return _RECALLED if recalled else 1.0


def _named(when: When) -> bool:
    """Say whether words name a date in figures, and not from another time of the text: what is recalled so is recalled for its date.

    A feast, "the next day" or "midnight" so long after is a reckoning: of nine that were read, two were right.
    """
    return when.anchor in {"", "published"} and any(char.isdigit() for char in when.text or "")


def _places(weighed: Sequence[_Weighed]) -> dict[str, _Place]:
    """Return event id → place in its day."""
    by_day: dict[Day, list[_Weighed]] = defaultdict(list)
    for one in weighed:
        if one.day:
            by_day[one.day].append(one)
    places: dict[str, _Place] = {}
    for group in by_day.values():
        sources: dict[str, float] = {}
        for one in group:
            for source, weight in one.sources.items():
                sources[source] = max(sources.get(source, 0.0), weight)
        ranked = sorted(group, key=lambda one: one.weight, reverse=True)
        places |= {one.id: _Place(rank, sum(sources.values()), len(sources)) for rank, one in enumerate(ranked, 1)}
    return places


def _folded(weighed: Sequence[_Weighed]) -> dict[str, Day]:
    """Return event id → the adjacent day of a weightier event like it: of one word, with somebody in the same role."""
    greatest: dict[tuple[int, str, Actor], _Weighed] = {}
    for one in weighed:
        for key in _keys(one, 0):
            greatest[key] = max(greatest.get(key, one), one, key=lambda other: other.weight)
    found = {}
    for one in weighed:
        beside = [greatest[key] for by in (-1, 1) for key in _keys(one, by) if key in greatest]
        greater = [other for other in beside if other.weight > one.weight and _of_one_word(one, other)]
        nearest = max(greater, key=lambda other: other.weight, default=None)
        if nearest and nearest.day:
            found[one.id] = nearest.day
    return found


def _keys(one: _Weighed, by: int) -> Iterator[tuple[int, str, Actor]]:
    """Yield what events like this one have in common, as many days later."""
    if one.day:
        for actor in one.event.actors:
            yield _number(one.day) + by, stem(one.claims[0]), actor


def _of_one_word(one: _Weighed, other: _Weighed) -> bool:
    return alike(one.claims[0].lemma, other.claims[0].lemma)


def _judged(one: _Weighed, place: _Place, beside: Day | None, articles: Mapping[str, Article]) -> Event:
    salience = _STORY * _story(one) + _SOURCES * _filled(one.weight[0]) + _DAY * _filled(place.weight) / place.rank
    salience *= _FOLDED if beside else 1.0
    return replace(one.event, salience=round(salience, 3), reasons=tuple(_reasons(one, place, beside, articles)))


def _story(one: _Weighed) -> float:
    """Return what the article makes of it: at least half where one looks back, since that goes by time, not from first to last in weight."""
    return max(_most(one.claims), _LOOK_BACK if _RECALLED in one.sources.values() else 0.0)


def _most(claims: Iterable[Claim]) -> float:
    return max(claim.salience for claim in claims)


def _filled(sources: float) -> float:
    """Return 0 … 1, rising ever more slowly: no number of sources is worth ten times one of them."""
    return sources / (sources + _HALF)


def _reasons(one: _Weighed, place: _Place, beside: Day | None, articles: Mapping[str, Article]) -> Iterator[str]:
    sources, recalled = one.event.sources, sum(weight == _RECALLED for weight in one.sources.values())
    for reason, holds in (
        ("in a title", any(_in_title(claim, articles[claim.article]) for claim in one.claims)),
        (f"{sources} independent sources", sources > 1),
        (f"recalled more than a fortnight later by {recalled}", recalled > 0),
        (f"told {len(one.claims)} times", len(one.claims) > 1),
        (f"first on a day that {place.sources} sources tell of", place.rank == 1 and place.sources > sources),
        ("dated by its own words", any(c.when.own for c in one.claims)),
        ("names who took part", any(p.named for c in one.claims for p in c.participants)),
        (f"less than its like of {beside}, the day beside it", beside is not None),
    ):
        if holds:
            yield reason


def _in_title(claim: Claim, article: Article) -> bool:
    return any(s.block in {Block.TITLE, Block.HEADING} and s.span.covers(claim.trigger) for s in article.sections)


def _number(when: Day) -> int:
    """Return a count of days; years out of the calendar's range are taken for its first or last."""
    return date(min(max(when.year, date.min.year), date.max.year), when.month, when.day).toordinal()
