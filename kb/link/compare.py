"""Do two claims tell of the same event? Time, place, sides and polarity can forbid it; words, names and dates speak for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.link.descriptions import as_many, differ, differently_ranked, kin, namesakes
from kb.link.lemmas import alike, another_sense
from kb.link.retelling import befalls, brings_in, headline, refers_back, repeats, told_apart
from kb.link.sides import UNBOUND
from kb.link.window import apart
from kb.link.wording import same_sentence

if TYPE_CHECKING:
    from kb.link.sides import Side

_SYNONYMS: Final = 1.01  # as good as a verb and its noun, but only with somebody in common on a day that agrees
_AGAIN: Final = 1.0  # a headline and what is told right below it
_STRANGER: Final = 1.5
_ECHO: Final = 5.0  # told in the same words: more than words, names and time bring together
_FAR: Final = -3.0  # of undated claims told weeks apart: nothing that speaks for one event makes up for it
_LIFE: Final = frozenset({"die", "birth"})
_SOME_DAYS, _MONTH, _YEAR = 2, 31, 365
_REPORTED, _REVISED = (
    3,
    14,
)  # days within which one event is reported in the same words, and an article is published again


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
    known = _ECHO if echoes(a, b) or (inside and befalls(a, b)) else _once(a, b)
    if known:
        return known
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


def _once(a: Side, b: Side) -> float:
    """Return what speaks for one event where both tell what happens but once: of what a court does, in the same year; of a disaster, if one has the day."""
    if a.once is None or a.once != b.once:
        return 0.0
    _, what = a.once
    if what == "come":
        narrow, wide = sorted((a.width, b.width))
        return 0.0 if narrow > _SOME_DAYS or wide > _MONTH else _ECHO if wide <= _SOME_DAYS else _ECHO - 1
    if what in _LIFE:
        return _ECHO
    near = a.claim.article == b.claim.article or (a.told and b.told and abs(a.told - b.told) <= _YEAR)
    vague = any(_MONTH < one.width < UNBOUND for one in (a, b))  # "his trial of 2005" may be any other
    return _ECHO if near and not vague else 0.0


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
    return a.width < UNBOUND and a.window == b.window


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
        differently_ranked(a.rank, b.rank) + _other_people(a, b) + differ(a.doers, b.doers) + differ(a.things, b.things)
    )


def _other_people(a: Side, b: Side) -> bool:
    if not disjoint(a.people, b.people):
        return False
    return a.claim.article != b.claim.article or not (namesakes(a.doers, b.doers) or namesakes(a.things, b.things))


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
