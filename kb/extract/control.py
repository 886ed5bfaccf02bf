"""Who is to do what an infinitive says: the object of the verb above, "urged them to go", or whom it reaches by a preposition, "called on them to go"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.extract.clauses import Clauses

_OBJECT: Final = frozenset(
    [
        "encourage", "urge", "ask", "persuade", "force", "allow", "tell", "order", "invite", "expect", "want", "press", "enable", "help", "require",
        "permit", "push", "lead", "get", "cause", "prompt", "beg", "implore", "beseech", "entreat", "exhort", "command", "instruct", "direct", "advise",
        "warn", "remind", "convince", "pressure", "pressurise", "pressurize", "compel", "oblige", "request", "authorise", "authorize", "challenge", "incite",
        "lobby", "coax", "summon", "forbid", "induce", "inspire", "motivate", "hire", "appoint", "commission", "recruit",
    ]
)  # fmt: skip
_BLAMING: Final = frozenset(
    [
        "arrest", "ban", "blame", "condemn", "convict", "criticise", "criticize", "dismiss", "fine", "fire", "honour", "honor", "jail", "praise", "punish",
        "sack", "sentence", "sue", "suspend", "thank",
    ]
)  # fmt: skip
_REACHED: Final = {
    "call": frozenset({"on", "upon", "for"}),
    "appeal": frozenset({"to", "for"}),
    "plead": frozenset({"with"}),
    "plea": frozenset({"to", "for"}),
    "shout": frozenset({"at", "to"}),
    "signal": frozenset({"to"}),
    "rely": frozenset({"on", "upon"}),
    "count": frozenset({"on"}),
    "prevail": frozenset({"on", "upon"}),
    "wait": frozenset({"for"}),
    "request": frozenset({"to", "for"}),
    "order": frozenset({"to", "for"}),
    "invitation": frozenset({"to", "for"}),
    "instruction": frozenset({"to", "for"}),
    "demand": frozenset({"for"}),
}


def given_time(clause: Clauses, verb: int) -> Sequence[int]:
    """Return who is given time, the only object: "gave Norway and Sweden until Friday to leave"."""
    until = any("until" in clause.introduces(i) for i in clause.of(verb, "obl"))
    only = clause.of(verb, "iobj") or clause.of(verb, "obj")
    return only if until and len(clause.of(verb, "iobj", "obj")) == 1 else ()


def reached(clause: Clauses, word: int) -> Sequence[int]:
    """Return those whom a verb or noun asks by its preposition, before an infinitive: "called on both sides", "an appeal to the rebels"."""
    links = _REACHED.get(clause[word].lemma.lower(), frozenset())
    infinitives = [i for i in clause.of(word, "xcomp", "advcl", "acl") if "to" in clause.introduces(i)]
    if not links or not infinitives:
        return []
    return [i for i in clause.of(word, "obl", "nmod") if i < infinitives[0] and clause.introduces(i) & links]


def controlled(clause: Clauses, at: int, head: int) -> Sequence[int]:
    """Return the object of the verb above where it is the one to act: "asked them to go", "accused them of sheltering"."""
    marks = clause.introduces(at)
    if clause.relation(at) in {"xcomp", "advcl"} and "to" in marks:
        between = [i for i in clause.of(head, "obl", "obj") if "for" in marks and min(clause.of(at, "mark")) < i < at]
        if between:
            return between  # "called for the minister to go"
        given = clause[head].lemma.lower() == "give" and (clause.of(head, "iobj") or given_time(clause, head))
        if given:
            return given  # "gave them until Friday to leave"
        asked = reached(clause, head)[-1:]  # "called on Monday on Hungary"
        if asked or clause[head].lemma.lower() not in _OBJECT:
            return asked
        oblique = [i for i in clause.of(head, "obl") if "for" in clause.introduces(i)]
        return clause.of(head, "obj", "iobj", "nsubj:pass") or oblique
    blamed = "for" in marks and clause[head].lemma.lower() in _BLAMING
    if clause[at].xpos == "VBG" and blamed:
        return clause.of(head, "iobj") or clause.of(
            head, "obj", "nsubj:pass"
        )  # "fined the bank two million for failing"
    if clause[at].xpos == "VBG" and marks & {"of", "from"}:
        return clause.of(head, "obj", "nsubj:pass")
    return []
