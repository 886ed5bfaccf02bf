"""How one article tells of an event again, and how it makes clear that it tells of another one: all two claims here are of one article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb.link.descriptions import counted_otherwise, head, others_of
from kb.link.layout import opening
from kb.link.lemmas import alike, another_sense

if TYPE_CHECKING:
    from kb.link.sides import Side
    from kb.model import Claim

_SHARE: Final = re.compile(r"\b([0-9]+(?:\.[0-9]+)?) ?(?:%|per ?cent\b)")
_PARTS: Final = {"half": 50.0, "a third": 33.3, "two thirds": 66.7, "two-thirds": 66.7, "a quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0}  # fmt: skip
_PART: Final = re.compile(rf"\b(?:{'|'.join(_PARTS)})(?: of)?(?= (?:its|their|his|her|the|all|this|that)\b)")
_SIGN: Final = re.compile("%|cent|half|third|quarter|fifth")
_STEM: Final = 4  # letters that a word begins with
_FEW: Final = 3  # one in so many of a heading's words, and not only the trigger, is in the sentence below
_ROUNDED, _ABOUT = 0.5, 1.15  # a headline's 3 % is 2.6 % below, and its "a third" 30 %

ALLEGED: Final = 3  # the reality of what somebody is accused of, which may be what is told as done
_OR_DONE: Final = {0, ALLEGED}
_NONE: Final = frozenset[float]()
_BY_OBJECT: Final = frozenset({"econ-change", "statement"})
_COME: Final = frozenset({"hit", "strike", "rock", "shake", "sweep", "batter", "lash", "ravage", "happen", "occur"})
SUDDEN: Final = frozenset({"attack", "disaster-accident"})  # types of what may come
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})


def shares(claim: Claim) -> frozenset[float]:
    """Return the parts of a whole that a claim gives, in per cent.

    "17%" is one, and so is half of somebody's value; "half a million" is none.
    """
    label = claim.label.lower()
    if not _SIGN.search(label):
        return _NONE
    told = [float(found[1]) for found in _SHARE.finditer(label)]
    return frozenset(told + [_PARTS[found[0].removesuffix(" of")] for found in _PART.finditer(label)]) or _NONE


def told_apart(a: Side, b: Side) -> bool:
    """Say whether an article tells of two events.

    One is real and the other denied, both are in one sentence by one word, or they differ in town, rank, sense of the word, numbers or parts.
    """
    one, other = a.claim, b.claim
    return (
        (a.reality != b.reality and {a.reality, b.reality} != _OR_DONE)
        or (one.quote == other.quote and alike(one.lemma, other.lemma))
        or bool(a.towns and b.towns and a.towns.isdisjoint(b.towns))
        or bool(a.rank and b.rank and a.rank.isdisjoint(b.rank))
        or (one.lemma == other.lemma and one.type != other.type and another_sense(one.lemma, one.type, other.type))
        or counted_otherwise(a.doers, b.doers)
        or counted_otherwise(a.things, b.things)
        or _alone(a, b)
        or _alone(b, a)
        or _measured_otherwise(a.shares, b.shares)
    )


def headline(a: Side, b: Side) -> bool:
    """Say whether one stands in a heading and the other right below it: of one kind of event they are mostly the same, whatever those in it are called.

    What is of no kind, "take" or "make", tells nothing without its objects, and neither does "rise" without what rises.
    """
    if not opening(a.station, b.station):
        return False
    kinds = {a.claim.type, b.claim.type}
    return kinds != {"other"} and kinds.isdisjoint(_BY_OBJECT)


def repeats(a: Side, b: Side) -> bool:
    """Say whether one stands in a heading and the other in the sentence below, which says the same with the same words: then they need be of no kind."""
    if not opening(a.station, b.station):
        return False
    one, other = _matter(a), _matter(b)
    return len(one & other) > max(1, len(min(one, other, key=len)) // _FEW)


def _matter(one: Side) -> frozenset[str]:
    """Return the beginnings of the longer words of a claim's sentence."""
    return frozenset(word[:_STEM] for word in one.wording.plain if len(word) >= _STEM)


def refers_back(a: Side, b: Side) -> bool:
    """Say whether one is a bare "the march", which below the opening means what heading or opening told of."""
    return (_bare(a) and _leads(b)) or (_bare(b) and _leads(a))


def _bare(one: Side) -> bool:
    return one.wording.before in _DEFINITE and not one.claim.participants and not _leads(one)


def _leads(one: Side) -> bool:
    return one.station.heading >= 0 or bool(one.station.opens)


def befalls(a: Side, b: Side) -> bool:
    """Say whether one is a sudden event, "the storm", and the other only says that it came: "the storm hit the coast"."""
    return a.claim.quote == b.claim.quote and (_comes(a, b) or _comes(b, a))


def _comes(noun: Side, verb: Side) -> bool:
    return (
        coming(verb.claim)
        and noun.claim.type in SUDDEN
        and any(
            p.role == "agent" and p.span.covers(noun.claim.trigger) and head(p.text).startswith(noun.claim.lemma)
            for p in verb.claim.participants
        )
    )


def coming(claim: Claim) -> bool:
    """Say whether a claim may only say that something came over somebody."""
    return claim.lemma in _COME


def brings_in(a: Side, b: Side) -> bool:
    """Say whether the later one, below the opening, brings in somebody new: "a shell struck" is none of the strikes told of before."""
    later = max(a, b, key=lambda one: one.claim.trigger)
    return later.doers.fresh and not _leads(later)


def _alone(a: Side, b: Side) -> bool:
    """Say whether others do by themselves what is done to those of the other: five died, and a blast killed nine."""
    return not a.things.filled and (counted_otherwise(a.doers, b.things) or others_of(a.doers, b.things))


def _measured_otherwise(a: frozenset[float], b: frozenset[float]) -> bool:
    return bool(a and b) and not any(_about(one, other) for one in a for other in b)


def _about(a: float, b: float) -> bool:
    return abs(a - b) <= _ROUNDED or max(a, b) <= _ABOUT * min(a, b)
