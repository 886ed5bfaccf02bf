"""What happens but once: a death, a birth, what a court does to somebody, a disaster of one day. Two that tell it need no other word in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.link.descriptions import head
from kb.link.lemmas import thing, verb
from kb.link.retelling import coming
from kb.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.model import Claim

_ONESELF: Final = frozenset({"die", "life"})  # types of what happens to who is the agent
_COURT: Final = {
    "accuse": "charge",
    "acquit": "acquit",
    "convict": "convict",
    "jail": "sentence",
}  # group of synonyms → act
_DISASTERS: Final = frozenset({"earthquake", "tsunami", "storm", "tornado", "eruption", "avalanche", "landslide"})


def once(
    claim: Claim, deeds: frozenset[str], people: frozenset[str], named: Mapping[str, Sequence[str]]
) -> tuple[str, str] | None:
    """Return to whom something happens that happens once, and what.

    `deeds`: groups of synonyms of its word; `people`: the persons named, as entities, and `named` everybody, by role.
    """
    what = _act(claim, deeds)
    if not what or claim.status is not Status.OCCURRED:
        return None
    oneself = claim.type in _ONESELF or what == "plead"
    who = people.intersection(named["patient"]) or (people.intersection(named["agent"]) if oneself else frozenset())
    return (next(iter(who)), what) if len(who) == 1 else None


def _act(claim: Claim, deeds: frozenset[str]) -> str:
    if "die" in deeds:
        return "die"
    if claim.type == "life":
        return "birth" if verb(claim.lemma) == "bear" else ""
    if claim.type != "justice":
        return ""
    return claim.lemma if claim.lemma == "plead" else next((_COURT[deed] for deed in sorted(deeds & _COURT.keys())), "")


def come(claim: Claim, kind: str, ranks: frozenset[str]) -> tuple[str, str] | None:
    """Return the kind of disaster that has come, as `once` does; none of what is "another" or "the second". `ranks`: what says so."""
    return (kind, "come") if claim.status is Status.OCCURRED and not ranks else None


def disaster(claim: Claim) -> str:
    """Return the kind of disaster that a claim says has come, "" for others: "the quake", "the quake struck", "was hit by an earthquake"."""
    if claim.type != "disaster-accident":
        return ""
    words = [head(p.name) for p in claim.participants if p.role == "agent"] if coming(claim) else claim.lemma.split()
    return next((kind for kind in map(thing, words) if kind in _DISASTERS), "")
