"""Acts of saying that are no news of their own: "said", "added". They are claims too, of who spoke; what is reported stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.mentions import content, is_plain_saying
from kb.extract.participants import subject
from kb.extract.scene import Mention, Scene
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses

_THOUGHTS = frozenset({"think", "believe", "reckon", "suspect", "anticipate"})  # nobody need have said so
_CARRIERS = frozenset({"hold", "express", "charge", "brief"})
_BESIDE = frozenset({"acl:relcl", "acl", "advcl:relcl", "amod", "csubj"})


def statements(scene: Scene) -> Iterator[Mention]:
    """Yield the mentions of somebody's plain saying, in order; whoever speaks has a name."""
    for s, clause in enumerate(scene.clauses):
        for at, predicate in sorted(scene.predicates[s].items()):
            if clause[at].upos == "VERB" and _is_statement(clause, at) and _is_told(clause, at):
                speaker = subject(scene, s, at)
                meant = None if speaker is None else scene.cast.refer(s, speaker)
                if meant and meant.named and meant.kind is not Kind.OTHER:  # "the film suggests"
                    yield Mention(sentence=s, trigger=at, verb=at, predicate=predicate)


def _is_statement(clause: Clauses, at: int) -> bool:
    lemma = clause[at].lemma.lower()
    if lemma == "call":  # "called it a success"
        return bool(clause.of(at, "obj")) and any(clause[i].upos != "VERB" for i in clause.of(at, "xcomp"))
    return is_plain_saying(clause, at) and lemma not in _THOUGHTS | _CARRIERS


def _is_told(clause: Clauses, at: int) -> bool:
    """Say whether the text tells that it was said: in the past, in the present, or in passing, "saying that …"."""
    if clause.negated(at) or clause[at].deprel in _BESIDE or clause.of(at, "nsubj:pass", "aux:pass"):
        return False
    passing = clause[at].xpos == "VBG" and clause.relation(at) == "advcl" and bool(content(clause, at))
    finite = clause[at].xpos in {"VBD", "VBZ", "VBP"} or "have" in clause.auxiliaries(at)
    return (finite and set(clause.auxiliaries(at)) <= {"have"}) or passing
