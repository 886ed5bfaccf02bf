"""Who takes part by the network's roles alone: what syntax leaves unsaid, and nobody who belongs to another verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.control import controlled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_ROLES: Final = {"ARG0": "agent", "ARG1": "patient"}  # of ARG2, read over 109 articles, one in seven was right
_SKIP: Final = frozenset(["ADV", "PART", "SCONJ", "INTJ", "PUNCT", "AUX", "CCONJ", "DET", "NUM", "VERB", "ADJ", "SYM"])


def unsaid(scene: Scene, mention: Mention, taken: set[int]) -> Iterator[tuple[str, int]]:
    """Yield (role, head word) of the network's arguments that can be so. `taken`: the words that take part already."""
    for argument in mention.predicate.roles:
        role = _ROLES.get(argument.label, "")
        if role and _is_argument(scene, mention, role, argument.head, taken):
            yield role, argument.head


def _is_argument(scene: Scene, mention: Mention, role: str, at: int, taken: set[int]) -> bool:
    """Say whether a word that the network takes for an argument can be one that syntax left unsaid."""
    clause = scene.clauses[mention.sentence]
    if at in taken or scene.is_time(mention.sentence, at) or clause[at].upos in _SKIP:
        return False
    asker = clause[mention.verb].head
    if asker >= 0 and clause[at].head == asker and controlled(clause, mention.verb, asker):
        return False  # who asks it of another takes no part
    if mention.verb in {at, clause[at].head} or any(above in taken for above in clause.above(at)):
        return False
    return not _is_others(clause, mention.verb, role, at)


def _is_others(clause: Clauses, verb: int, role: str, at: int) -> bool:
    """Say whether a word takes part in something else: below another verb, beside it, or as the place "where the virus emerged"."""
    up = set(clause.above(verb))
    if at not in up and clause[at].head not in up:
        return verb not in clause.above(at) or clause.relation(at) in {"nsubj", "compound"}
    if role == "agent":
        return clause[verb].xpos == "VBN" and "have" not in clause.auxiliaries(verb)
    where = any(clause[i].xpos in {"WRB", "WP$"} for i in clause.subtree(verb) if i < verb)
    gap = clause[verb].deprel == "acl:relcl" and not clause.of(verb, "obj") and not where  # "the mark it reached"
    return at == clause[verb].head and bool(clause.of(verb, "=nsubj")) and not gap
