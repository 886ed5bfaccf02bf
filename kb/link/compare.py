"""Do two claims tell of the same event? Time, place, sides and polarity can forbid it; words, names and dates speak for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.link.descriptions import Slot, as_many, differ, differently_ranked, kin, namesakes, rank, slot
from kb.link.layout import NOWHERE, Layout, Station
from kb.link.lemmas import acts, alike, another_sense
from kb.link.retelling import befalls, brings_in, headline, refers_back, repeats, shares, told_apart
from kb.link.window import Window, apart, window
from kb.link.wording import Wording, Wordings, same_sentence
from kb.model import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.model import Bounds, Claim, Day, Span

_NOBODY: Final = frozenset[str]()
_SYNONYMS: Final = 1.01  # as good as a verb and its noun, but only with somebody in common on a day that agrees
_AGAIN: Final = 1.0  # a headline and what is told right below it
_STRANGER: Final = 1.5
_ECHO: Final = 5.0  # told in the same words: more than words, names and time bring together
_FAR: Final = -3.0  # of undated claims told weeks apart: nothing that speaks for one event makes up for it
_UNBOUND: Final = 10**6  # days of what is open at one end
_DEEDS: Final = frozenset({"attack", "kill-injure", "crime", "kidnap-escape", "damage-destroy", "die"})
_REPORTED, _REVISED = (
    3,
    14,
)  # days within which one event is reported in the same words, and an article is published again
_REALITY: Final = {
    Status.OCCURRED: 0, Status.ONGOING: 0, Status.PLANNED: 1, Status.POSSIBLE: 1, Status.DID_NOT_OCCUR: 2,
}  # fmt: skip
_ALLEGED: Final = 3  # of a deed that may have been done, as the accused are said to have done it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What linking needs of an article: the day of publication, how its claims are worded, which article it is a copy of, and whom it names."""

    published: Day | None
    wordings: Wordings
    original: str
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
    `reality`: statuses of one number do not deny each other. `width` and `told` (publication) are in days of 30-day months.
    """

    claim: Claim
    id: str
    source: Source
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
    return Side(
        claim=claim, id=name, source=source, wording=wording, reality=_reality(claim, published), cast=tuple((entity_of[p.span], p.role) for p in claim.participants),
        actors=_set(chain.from_iterable(named.values())), agents=_set(named["agent"]), patients=_set(named["patient"]),
        people=_set(entity_of[p.span] for p in claim.participants if p.named and p.kind is Kind.PERSON), doers=doers, things=things, acts=acts(claim.lemma, wording.follows, claim.type), rank=rank(claim), shares=shares(claim),
        station=source.layout.station(claim.quote), places=places, towns=(places & atlas.towns) or _NOBODY,
        countries=_set(country for place in places if (country := atlas.countries[place])), published=published, told=told,
        window=window(bounds), width=_width(bounds), recent=_recent(bounds, told),
    )  # fmt: skip


def _reality(claim: Claim, published: Day | None) -> int:
    last = claim.when.bounds.latest_end
    if claim.status is Status.POSSIBLE and last and published and last <= published and claim.type in _DEEDS:
        return _ALLEGED
    return _REALITY[claim.status]


def _set(members: Iterable[str]) -> frozenset[str]:
    """Return a set, for no members always the same: claims by the hundred thousand have nobody in most roles."""
    return frozenset(members) or _NOBODY


def contradict(a: Side, b: Side) -> bool:
    """Say whether the two cannot be one event: other days, other places, other sides, or told apart by the same article."""
    inside = a.claim.article == b.claim.article
    return apart(a.window, b.window) or (inside and told_apart(a, b)) or elsewhere(a, b) or others(a, b)


def elsewhere(a: Side, b: Side) -> bool:
    """Say whether both name places, and none in common nor in one country."""
    return disjoint(a.places, b.places) and a.countries.isdisjoint(b.countries)


def others(a: Side, b: Side) -> bool:
    """Say whether the two name other agents or patients, and nobody in common; one article may call somebody by more names than one."""
    if not a.actors.isdisjoint(b.actors):
        return False
    inside = a.claim.article == b.claim.article
    return (disjoint(a.agents, b.agents) and not (inside and namesakes(a.doers, b.doers))) or (
        disjoint(a.patients, b.patients) and not (inside and namesakes(a.things, b.things))
    )


def disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether both have members, but none in common."""
    return bool(a and b) and a.isdisjoint(b)


def likeness(a: Side, b: Side) -> float:
    """Return how much speaks for one event: `merge` says from where on it is taken for one."""
    if contradict(a, b):
        return 0.0
    inside = a.claim.article == b.claim.article
    if echoes(a, b) or (inside and befalls(a, b)):
        return _ECHO
    word, when = _word(a, b), _time(a, b)
    if when <= _FAR or not word or _say_other(a, b):
        return 0.0
    again = inside and (headline(a, b) or (word != _SYNONYMS and repeats(a, b)))
    akin = _akin(a, b) or (inside and (refers_back(a, b) or _called_alike(a, b)))
    if word == _SYNONYMS and not ((akin or again) and when > 0):
        return 0.0
    together = len(a.actors & b.actors)
    score = word + 0.5 * (a.claim.type == b.claim.type != "other") + min(2, together) + _ground(a, b) + when
    if again:
        return score + _AGAIN - _STRANGER * _others_in_it(a, b)
    score -= _STRANGER * _strange(a, b, akin=akin)
    if akin and not together:
        return score + 0.5
    # one names whom the other describes
    strangers = not together and a.doers.filled and b.doers.filled
    return score - 0.75 if strangers else score


def _ground(a: Side, b: Side) -> float:
    """Return what the places speak for one event."""
    if not a.places.isdisjoint(b.places):
        return 0.75
    return 0.0 if a.countries.isdisjoint(b.countries) else 0.5


def _word(a: Side, b: Side) -> float:
    """Return what the words speak for one event, 0 if they are of two; synonyms are of one inside an article only."""
    one, other = a.claim, b.claim
    if one.lemma == other.lemma:
        return 0.0 if one.type != other.type and another_sense(one.lemma, one.type, other.type) else 1.5
    if alike(one.lemma, other.lemma):
        return 1.0
    return _SYNONYMS if one.article == other.article and not a.acts.isdisjoint(b.acts) else 0.0


def _akin(a: Side, b: Side) -> bool:
    """Say whether the two name or describe somebody in common; what a probe does by itself is done to it by those who land it."""
    if not (
        a.actors.isdisjoint(b.actors)
        and a.doers.heads.isdisjoint(b.doers.heads)
        and a.things.heads.isdisjoint(b.things.heads)
    ):
        return True
    return (
        _by_itself(a, b)
        or _by_itself(b, a)
        or any(kin(one, other) for one in (a.doers, a.things) for other in (b.doers, b.things))
    )


def _called_alike(a: Side, b: Side) -> bool:
    """Say whether one article's words for those in the two are parts of one name, or tell of as many of them."""
    return (
        namesakes(a.doers, b.doers)
        or namesakes(a.things, b.things)
        or any(as_many(one, other) for one in (a.doers, a.things) for other in (b.doers, b.things))
    )


def _by_itself(a: Side, b: Side) -> bool:
    alone, done_to = a.doers, b.things
    return not a.things.filled and not alone.heads.isdisjoint(done_to.heads) and not differ(alone, done_to)


def echoes(a: Side, b: Side) -> bool:
    """Say whether the two are told in the same sentence of two articles, or of two places of one.

    A sentence that is often used, "the bank left its rate unchanged", tells of another event weeks later, unless it dates it; elsewhere than in a
    version of the same article, it has to name somebody or its day.
    """
    if a.wording.context != b.wording.context or a.claim.lemma != b.claim.lemma:
        return False
    inside = a.claim.article == b.claim.article
    if inside:
        return not a.claim.quote.meets(b.claim.quote) and same_sentence(a.wording, b.wording, copies=False)
    copies = a.source.revises(b.source)
    if not (_dated_alike(a, b) or _told_together(a, b, copies=copies)):
        return False
    return same_sentence(a.wording, b.wording, copies=copies)


def _dated_alike(a: Side, b: Side) -> bool:
    return a.width < _UNBOUND and a.window == b.window


def _told_together(a: Side, b: Side, *, copies: bool) -> bool:
    if a.told is None or b.told is None:
        return copies
    between = abs(a.told - b.told)
    return between <= (_REVISED if copies else _REPORTED) and (
        copies or not (a.actors | a.places).isdisjoint(b.actors | b.places)
    )


def _strange(a: Side, b: Side, *, akin: bool) -> int:
    """Return how much says that the two have others as agent or patient: others named or described, others by rank or number, other persons."""
    strange, inside = _others_in_it(a, b), a.claim.article == b.claim.article
    for mine, yours, one, other in (
        (a.agents, b.agents, a.doers, b.doers),
        (a.patients, b.patients, a.things, b.things),
    ):
        if disjoint(mine, yours):
            strange += not (inside and namesakes(one, other))
        elif disjoint(one.heads, other.heads):
            strange += not (kin(one, other) or (inside and as_many(one, other)))
    return strange + (not akin and inside and brings_in(a, b))


def _others_in_it(a: Side, b: Side) -> int:
    """Return what says so whatever the described are called: rank, one and several, other persons."""
    return (
        differently_ranked(a.rank, b.rank)
        + disjoint(a.people, b.people)
        + differ(a.doers, b.doers)
        + differ(a.things, b.things)
    )


def _say_other(a: Side, b: Side) -> bool:
    """Say whether two acts of saying in one article are two: mere sayings always, others if they name no object in common."""
    one, other = a.claim, b.claim
    if one.statement and other.statement:
        return True
    if not one.type == other.type == "statement" or one.article != other.article or repeats(a, b):
        return False
    return not (a.things.filled or b.things.filled)


def _time(a: Side, b: Side) -> float:
    """Two dated claims that agree count; across articles, undated ones count only for what is published days apart at most."""
    if a.width <= 31 and b.width <= 31:
        return 1.0 if max(a.width, b.width) <= 7 else 0.75
    if a.claim.article == b.claim.article:
        return 0.5 if (a.recent and b.recent) or a.claim.when.basis == b.claim.when.basis else -1.0
    if a.told is None or b.told is None:
        return -2.0
    between = abs(a.told - b.told)
    return 0.0 if between <= 3 else -1.0 if between <= 14 else _FAR


def _recent(bounds: Bounds, told: int | None) -> bool:
    """Say whether a claim may tell of the days around publication, as those without a date of their own mostly do."""
    return told is None or bounds.latest_end is None or abs(told - _days(bounds.latest_end)) <= 45


def _width(bounds: Bounds) -> int:
    if bounds.earliest_begin is None or bounds.latest_end is None:
        return _UNBOUND
    return _days(bounds.latest_end) - _days(bounds.earliest_begin) + 1


def _days(day: Day) -> int:
    """Return a day count that is exact inside a month and close enough across years."""
    return day.year * 365 + day.month * 30 + day.day
