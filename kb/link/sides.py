"""Claims as they are compared: what the many comparisons of each need, worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.link.descriptions import Slot, rank, slot
from kb.link.layout import NOWHERE, Layout, Station
from kb.link.lemmas import acts
from kb.link.retelling import ALLEGED, shares
from kb.link.singular import come, disaster, once
from kb.link.window import Window, window
from kb.model import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kb.link.wording import Wording, Wordings
    from kb.model import Bounds, Claim, Day, Span

UNBOUND: Final = 10**6  # days of what is open at one end
_NOBODY: Final = frozenset[str]()
_DEEDS: Final = frozenset({"attack", "kill-injure", "crime", "kidnap-escape", "damage-destroy", "die"})
_REALITY: Final = {
    Status.OCCURRED: 0, Status.ONGOING: 0, Status.PLANNED: 1, Status.POSSIBLE: 1, Status.DID_NOT_OCCUR: 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What linking needs of an article: the day of publication, how its claims are worded and in whose words, which article it is a copy of, and whom it names."""

    published: Day | None
    wordings: Wordings
    original: str
    voice: Callable[[Claim], str]
    names: frozenset[str]
    layout: Layout = NOWHERE

    def revises(self, other: Source) -> bool:
        """Say whether two articles are versions of one: copies that mostly name the same. A form that is filled in daily is none."""
        either = len(self.names | other.names)
        return self.original == other.original and 2 * len(self.names & other.names) >= either


class Atlas(NamedTuple):
    """Where entities lie: the country of each, "" if it is not known, and those that are towns, no countries and no regions."""

    countries: Mapping[str, str]
    towns: frozenset[str] = _NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One claim as it is compared: what its many comparisons need, worked out once.

    `cast`: entity and role of each participant, in order. Only proper names compare, "the minister" may be anybody: their
    entities are `actors`, `people` those of persons, and `agents` or `patients` by role; `doers` and `things` say what others are called;
    `acts`: groups of synonyms of the word. `rank`: what makes it another event than one told of before.
    `shares`: parts of a whole, in per cent. `station`: where in the article it is told; `towns`: those of its places that are no countries.
    `voice`: the independent source of its words. `once`: to whom it happens but once, and what.
    `reality`: statuses of one number do not deny each other. `width` and `told` (publication) are in days of 30-day months.
    """

    claim: Claim
    id: str
    source: Source
    voice: str
    wording: Wording
    reality: int
    cast: tuple[tuple[str, str], ...]
    actors: frozenset[str]
    agents: frozenset[str]
    patients: frozenset[str]
    people: frozenset[str]
    doers: Slot
    things: Slot
    acts: frozenset[str]
    once: tuple[str, str] | None
    rank: frozenset[str]
    shares: frozenset[float]
    station: Station
    places: frozenset[str]
    towns: frozenset[str]
    countries: frozenset[str]
    published: Day | None
    told: int | None
    window: Window
    width: int
    recent: bool


def side(claim: Claim, name: str, entity_of: Mapping[Span, str], atlas: Atlas, source: Source) -> Side:
    """Prepare a claim whose id is `name`: its words mean the entities `entity_of`, which lie where the atlas says."""
    named: dict[str, list[str]] = defaultdict(list)
    for p in claim.participants:
        if p.named:
            named[p.role].append(entity_of[p.span])
    doers, things = (slot(p for p in claim.participants if p.role == role) for role in ("agent", "patient"))
    places = _set(entity_of[p.span] for p in claim.places)
    published, bounds = source.published, claim.when.bounds
    told, wording = _days(published) if published else None, source.wordings.of(claim)
    kind, ranks = disaster(claim), rank(claim)
    if kind:  # who is struck is where it happens
        for role in ("agent", "patient"):
            lands = {
                entity_of[p.span] for p in claim.participants if p.named and p.role == role and p.kind is Kind.PLACE
            }
            places |= lands
            named[role] = [name for name in named[role] if name not in lands]
    people = _set(entity_of[p.span] for p in claim.participants if p.named and p.kind is Kind.PERSON)
    deeds = acts(claim.lemma, wording.follows, claim.type)
    single = come(claim, kind, ranks) if kind else once(claim, deeds, people, named)
    return Side(
        claim=claim, id=name, source=source, voice=source.voice(claim), wording=wording, reality=_reality(claim, published), cast=tuple((entity_of[p.span], p.role) for p in claim.participants),
        actors=_set(chain.from_iterable(named.values())), agents=_set(named["agent"]), patients=_set(named["patient"]),
        people=people, doers=doers, things=things, acts=deeds, once=single, rank=ranks, shares=shares(claim),
        station=source.layout.station(claim.quote), places=places, towns=(places & atlas.towns) or _NOBODY,
        countries=_set(country for place in places if (country := atlas.countries[place])), published=published, told=told,
        window=window(bounds), width=_width(bounds), recent=_recent(bounds, told),
    )  # fmt: skip


def _reality(claim: Claim, published: Day | None) -> int:
    last = claim.when.bounds.latest_end
    if claim.status is Status.POSSIBLE and last and published and last <= published and claim.type in _DEEDS:
        return ALLEGED
    return _REALITY[claim.status]


def _set(members: Iterable[str]) -> frozenset[str]:
    """Return a set, for no members always the same: claims by the hundred thousand have nobody in most roles."""
    return frozenset(members) or _NOBODY


def _recent(bounds: Bounds, told: int | None) -> bool:
    """Say whether a claim may tell of the days around publication, as those without a date of their own mostly do."""
    return told is None or bounds.latest_end is None or abs(told - _days(bounds.latest_end)) <= 45


def _width(bounds: Bounds) -> int:
    if bounds.earliest_begin is None or bounds.latest_end is None:
        return UNBOUND
    return _days(bounds.latest_end) - _days(bounds.earliest_begin) + 1


def _days(day: Day) -> int:
    """Return a day count that is exact inside a month and close enough across years."""
    return day.year * 365 + day.month * 30 + day.day
