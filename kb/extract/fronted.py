"""Objects that stand before their verb: "the raid, which Oslo denied", "the march the town has seen"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.subjects import antecedent

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_ASKING: Final = frozenset({"WDT", "WP"})
_ADVERBIAL: Final = frozenset(
    {"way", "time", "moment", "day", "night", "week", "month", "year", "place", "reason", "manner"}
)
_TRANSITIVE: Final = frozenset(
    ["acquire", "build", "buy", "create", "deliver", "design", "develop", "do", "found", "give", "hold", "impose", "issue", "launch", "make", "own", "post", "present",
     "produce", "publish", "receive", "release", "sell", "send", "sign", "submit", "take", "use", "win"]
)  # fmt: skip


def moved(scene: Scene, mention: Mention) -> int | None:
    """Return the head of the object that stands before a verb: "the raid, which Oslo denied", "the march the town has seen"."""
    s, verb, clause = mention.sentence, mention.verb, scene.clauses[mention.sentence]
    for i in clause.of(verb, "obj"):
        if clause[i].xpos in _ASKING:
            return antecedent(clause, i)
    head = clause[verb].head
    if (
        clause[verb].deprel != "acl:relcl"
        or is_relative(clause, verb)
        or not clause.of(verb, "=nsubj")
        or clause.of(verb, "obj", "iobj", "ccomp", "xcomp", "compound:prt")
    ):
        return None
    hung = [
        i
        for i in clause.of(verb, "obl", "advmod")
        if i > verb and not scene.is_time(s, i) and not any(scene.is_time(s, j) for j in clause.subtree(i))
    ]
    meant = any(role.head == head and role.label == "ARG1" for role in mention.predicate.roles)
    loose = (
        scene.is_time(s, head)
        or (clause[head].upos in {"NUM", "SYM"} and not meant)
        or clause[head].lemma.lower() in _ADVERBIAL
        or not (clause[head].upos in {"NOUN", "PROPN", "NUM", "SYM"} or clause[head].xpos == "NN")
    )
    bare = clause[verb].lemma.lower() in _TRANSITIVE  # "remarks he made to a group"
    return None if (hung and not meant and not bare) or loose else head


def is_relative(clause: Clauses, at: int) -> bool:
    """Say whether a branch is opened by a relative or question word: "in which its status would be equal"."""
    opening = [j for j in (*clause.subtree(at), *clause.children[at]) if j <= at or clause[j].head == at]
    return any(clause[j].xpos in {"WDT", "WP", "WRB"} for j in opening)
