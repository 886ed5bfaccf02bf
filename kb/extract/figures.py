"""Verbs that tell of no deed: figures of speech, "the visit raised hopes", and what papers and pictures show."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import groups, words
from kb.extract.participants import subject

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_THAT: Final = frozenset({"it", "this", "that", "which"})


def is_figure(scene: Scene, s: int, at: int) -> bool:
    """Say whether a verb only tells how something is felt or looks, and gives it no date of its own."""
    clause, lemma = scene.clauses[s], scene.clauses[s][at].lemma.lower()
    if lemma not in _figurative() or any(scene.is_time(s, i) for i in clause.of(at, "obl", "advmod")):
        return False
    if lemma in words("figures", "thoughts"):
        return bool(clause.of(at, "ccomp"))
    return _is_phrase(clause, at, lemma) or _moves_minds(scene, s, at, lemma) or _is_evidence(scene, s, at, lemma)


@cache
def _figurative() -> frozenset[str]:
    """Return the verbs that can be figurative at all: one look-up spares most verbs the rest."""
    return frozenset(groups("phrases")).union(*(words("figures", kind) for kind in ("stirring", "thoughts", "showing")))


def _is_phrase(clause: Clauses, at: int, lemma: str) -> bool:
    """Say whether verb and object together are a set phrase: "paves the way", "played a role"."""
    things = {clause[i].lemma.lower() for i in clause.of(at, "obj", "nsubj:pass", "compound:prt")}
    return bool(things & groups("phrases").get(lemma, frozenset()))


def _moves_minds(scene: Scene, s: int, at: int, lemma: str) -> bool:
    """Say whether an event stirs or stills a feeling, "the move fuelled fears"; of people it is a deed."""
    clause = scene.clauses[s]
    felt = {clause[i].lemma.lower() for i in clause.of(at, "obj", "nsubj:pass")} & words("figures", "felt")
    if lemma not in words("figures", "stirring") or not felt:
        return False
    who = subject(scene, s, at)
    return (
        who is None
        or (clause[who].upos in {"NOUN", "VERB"} and who in scene.predicates[s])
        or clause[who].text.lower() in _THAT
    )


def _is_evidence(scene: Scene, s: int, at: int, lemma: str) -> bool:
    """Say whether papers, pictures or figures show something: no deed, but a source."""
    clause = scene.clauses[s]
    shown = any(clause[i].lemma.lower() in words("figures", "papers") for i in clause.of(at, "=nsubj"))
    return shown and lemma in words("figures", "showing")
