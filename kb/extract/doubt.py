"""Words beside or above a verb that take the certainty from it: denials, hearsay, fears, wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.lexicon import words

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses

DENIALS = frozenset({"deny", "refute", "disprove"})
_PROOFS = frozenset({"evidence", "proof", "sign", "indication", "suggestion"})
_HEARSAY = frozenset({"allegedly", "reportedly", "supposedly", "purportedly"})
_FEARS = frozenset({"fear", "worry", "hope", "concerned", "afraid"})


def is_denied(clause: Clauses, at: int) -> bool:
    """Say whether somebody says that it is not so: "denied that …", "withdrew his claim that …"."""
    head, relation = clause[at].head, clause.relation(at)
    if relation == "ccomp" and clause[head].lemma.lower() in DENIALS:
        return True
    if relation not in {"acl", "ccomp"} or clause[at].deprel == "acl:relcl" or clause.relation(head) != "obj":
        return False
    back = clause[clause[head].head].lemma.lower() in words("say", "takes_back")
    return back and clause[head].lemma.lower() in words("say", "nouns")


def is_unproven(clause: Clauses, at: int) -> bool:
    """Say whether nothing shows that it is so: "there is no evidence that he stole"."""
    head = clause[at].head
    return clause.relation(at) in {"acl", "ccomp"} and clause[head].lemma.lower() in _PROOFS and clause.negated(head)


def is_hearsay(clause: Clauses, at: int) -> bool:
    """Say whether an adverb leaves it open: "allegedly beat a prisoner"."""
    return any(clause[i].lemma.lower() in _HEARSAY for i in clause.of(at, "advmod"))


def is_rumoured(clause: Clauses, at: int) -> bool:
    """Say whether it only is said to be so: "is said to have fled"."""
    head = clause[at].head
    said = clause.relation(at) == "xcomp" and clause[head].lemma.lower() in {"say", "report", "believe"}
    return said and bool(clause.of(head, "aux:pass"))


def is_feared(clause: Clauses, at: int) -> bool:
    """Say whether it is what somebody fears or hopes: "fears that he will leave"."""
    return clause.relation(at) == "ccomp" and clause[clause[at].head].lemma.lower() in _FEARS


def is_wanted(clause: Clauses, at: int) -> bool:
    """Say whether a bare participle after an object is what somebody wants done: "wants the men extradited"."""
    thing = clause[at].head
    if clause[at].xpos != "VBN" or clause[at].deprel != "acl" or clause.children[at] or clause.relation(thing) != "obj":
        return False
    return clause[clause[thing].head].lemma.lower() in {"want", "need", "like", "prefer"}
