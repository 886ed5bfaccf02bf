"""Formulas by which a newspaper accounts for its sources: they tell of no event, "could not be verified", "on condition of anonymity"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses

_CHECKS = frozenset({"verify", "confirm", "corroborate", "authenticate"})
_NAMES = frozenset({"name", "identify"})
_ANSWERS = frozenset({"respond", "reply", "comment", "reach", "return", "answer"})
_TELLING = frozenset({"disclose", "discuss", "elaborate", "specify", "mention", "detail", "hide", "announce", "reveal"})
_LOWERS = frozenset({"decline", "refuse"})


def is_formula(clause: Clauses, at: int) -> bool:
    """Say whether a verb only tells how far what is told is vouched for, or that a source stays unnamed or silent."""
    kept = clause[at].lemma.lower() in _TELLING and clause.negated(at) and not clause.of(at, "obl:agent")
    return (
        kept
        or _is_unchecked(clause, at)
        or _is_unnamed(clause, at)
        or _is_nameless(clause, at)
        or _is_silent(clause, at)
    )


def _is_unchecked(clause: Clauses, at: int) -> bool:
    """Say whether nobody could check it: "could not be independently verified", "has not verified the video"."""
    if clause[at].lemma.lower() not in _CHECKS or not clause.negated(at):
        return False
    alone = any(clause[i].lemma.lower() == "independently" for i in clause.of(at, "advmod"))
    return alone or "could" in {a.lower() for a in clause.auxiliaries(at)}


def _is_unnamed(clause: Clauses, at: int) -> bool:
    """Say whether somebody keeps a name back: "who were not named", "asked not to be identified"."""
    hidden = [i for i in clause.of(at, "xcomp") if clause[i].lemma.lower() in _NAMES]
    if any(clause.of(i, "aux:pass") and "to" in clause.introduces(i) for i in hidden):
        return True
    withheld = clause[at].lemma.lower() in _NAMES and bool(clause.of(at, "aux:pass"))
    if withheld and "to" in clause.introduces(at):
        return True
    said = [i for i in clause.of(at, "obl", "xcomp", "obj") if not clause.introduces(i) & {"by"}]
    return withheld and clause.negated(at) and not said  # not "was not named in the squad"


def _is_nameless(clause: Clauses, at: int) -> bool:
    """Say whether somebody speaks without a name: "spoke on condition of anonymity", "was granted anonymity"."""
    below = [j for i in clause.of(at, "obl", "obj") for j in (i, *clause.of(i, "nmod"))]
    return any(clause[i].lemma.lower() == "anonymity" for i in below)


def _is_silent(clause: Clauses, at: int) -> bool:
    """Say whether a source gave no answer: "did not respond to a request for comment", "declined to comment"."""
    if clause[at].lemma.lower() not in _ANSWERS:
        return False
    asked = any(clause[i].lemma.lower() == "comment" for i in clause.subtree(at) if i > at)
    lowers = clause.relation(at) == "xcomp" and clause[clause[at].head].lemma.lower() in _LOWERS
    return (lowers and clause[at].lemma.lower() == "comment") or (asked and clause.negated(at))
