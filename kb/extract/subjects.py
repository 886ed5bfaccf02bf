"""Subjects and what pronouns stand for, by the tree: the antecedent of "which", whom an "it" can mean that opens a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import event_type, words
from kb.extract.tense import is_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.extract.clauses import Clauses

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_HARM: Final = frozenset(
    ["kill", "injure", "wound", "hurt", "maim", "destroy", "damage", "devastate", "displace", "flatten", "wreck"]
)
_COURSE: Final = frozenset(
    {"begin", "break", "collapse", "continue", "end", "fail", "last", "resume", "stall", "start"}
)
_CHANGES: Final = frozenset(
    ["climb", "decline", "double", "drop", "fall", "grow", "halve", "increase", "plunge", "rise", "shrink", "slump", "soar", "surge", "triple"]
)  # fmt: skip
_AIMS: Final = frozenset(
    ["aim", "goal", "plan", "task", "job", "purpose", "role", "idea", "objective", "mission", "intention", "hope", "dream", "priority", "strategy", "point"]
)  # fmt: skip
_GROUPS: Final = frozenset({"group", "team", "family", "crowd", "couple", "number", "generation", "pair", "list"})
_WITHIN: Final = 12  # words between "with" and its participle
_LOCATED: Final = frozenset({"in", "at", "near", "on", "outside", "off"})


def antecedent(clause: Clauses, at: int) -> int | None:
    """Return the head word of what a relative pronoun stands for."""
    found = _attached(clause, at)
    lemma = clause[clause[at].head].lemma.lower()
    if found is None or clause.relation(at) != "nsubj":
        return found
    up, beside = clause[found].head, clause.introduces(found)
    if lemma in _COURSE and "with" in beside and up >= 0:
        objects = clause.of(up, "obj")
        near = (up, *objects, *(j for i in objects for j in clause.of(i, "nmod")))
        nouns = (i for i in near if clause[i].upos == "NOUN")
        events = (i for i in nouns if event_type(clause[i].lemma.lower()) or event_type(clause[i].text.lower()))
        return next(events, found)  # "held talks with Norway, which broke down"
    rated = at - 1
    if lemma in _CHANGES and clause[rated].head == found and "with" in clause.introduces(rated):
        return rated  # "a mayor with ratings that fell"
    return _harmful(clause, found) if lemma in _HARM else found


def _attached(clause: Clauses, at: int) -> int | None:
    if clause[clause[at].head].deprel == "advcl:relcl" and clause[at].text.lower() == "which":
        return None  # "it closed in May, which cost 600 jobs": the whole of it
    if clause[at].text.lower() in {"who", "whom"}:
        person = _person(clause, at)
        if person is not None:
            return person
    nearest = at > 1 and clause[at - 1].text == "," and clause[at - 2].upos in _NOUNS
    if nearest and clause[at].text.lower() == "which":
        return at - 2  # after a comma, what stands just before is meant
    for above in clause.above(at):
        if clause.relation(above) == "acl" and clause[above].head >= 0:
            return clause[above].head
        if clause[above].deprel == "advcl:relcl":
            break
    return at - 2 if nearest else None


def _person(clause: Clauses, at: int) -> int | None:
    """Return who a "who" is that the parser hung on a thing, or on no noun: "a doctor at the clinic, who …", "Ana Ruiz, 54, who …"."""
    noun = clause[clause[at].head].head if clause[clause[at].head].deprel == "acl:relcl" else -1
    if noun >= 0:
        of = clause[noun].head
        thing = clause[noun].upos == "NOUN" and not _is_human(clause, noun)
        near = at - 1
        if thing and near != noun and clause[noun].lemma.lower() not in _GROUPS and _is_human(clause, near):
            return near  # "a scheme for nurses who"
        beside = clause.relation(noun) == "nmod" and clause[of].lemma.lower() in words("roles", "person")
        return of if thing and beside and clause[at - 1].text == "," else None
    aged = at > 3 and clause[at - 1].text == clause[at - 3].text == "," and clause[at - 2].upos == "NUM"
    last = clause[at - 4] if aged else None
    if last is None or last.upos != "PROPN":
        return None
    return last.head if last.deprel == "flat" else at - 4


def _is_human(clause: Clauses, at: int) -> bool:
    lemma = clause[at].lemma.lower()
    known = words("roles", "person", "kin", "acting", "group")
    return clause[at].upos == "NOUN" and (lemma in known or lemma + "s" in known)


def absolute(clause: Clauses, at: int) -> list[int]:
    """Return the head of the phrase that "with" gives a participle for its subject: "with many voicing concerns"."""
    if clause[at].xpos != "VBG" or clause.relation(at) != "advcl":
        return []
    withs = [i for i in range(max(0, at - _WITHIN), at) if clause[i].text.lower() == "with" and clause[i].head > i]
    head = clause[withs[-1]].head if withs else at
    return [head] if head < at and clause[head].upos in _NOUNS else []


def is_participle(clause: Clauses, at: int) -> bool:
    """Say whether a bare participle tells what is done to the subject of the verb above: "Built in 1990, it …", "was bought and sold"."""
    if clause.of(at, "aux"):
        return False
    if clause.relation(at) == "advcl":
        return not clause.of(at, "obj") and not clause.introduces(at) & {"after", "before"}
    head = clause[at].head
    if clause.relation(at) != "conj":
        return False
    return bool(clause.of(head, "aux:pass", "nsubj:pass")) or (
        clause[head].xpos == "VBN" and is_participle(clause, head)
    )


def is_hung(clause: Clauses, at: int) -> bool:
    """Say whether a form in -ed hangs on another clause as only a participle does: "Asked about it, …", "a party founded by students"."""
    if clause[at].xpos not in {"VBN", "VBD"} or clause.of(at, "aux", "cop", "obj", "mark"):
        return False
    opens = clause[at].deprel == "advcl" and at == 0
    noun = clause.of(at, "=nsubj")
    by = bool(clause.of(at, "obl:agent"))  # "a hamlet reached on Monday by a patrol"
    bare = clause[at].deprel == "acl" or (clause[at].deprel == "advcl" and (clause[at].xpos == "VBN" or by))
    return (opens and not noun) or (noun == (at - 1,) and (bare or (by and clause[at].deprel == "ccomp")))


def tells_on(clause: Clauses, at: int) -> bool:
    """Say whether a participle under what somebody says goes on with what they say: "She said the army was ready, condemning the raid"."""
    head = clause[at].head
    if clause.relation(at) != "advcl" or clause[at].xpos != "VBG" or clause.relation(head) != "ccomp":
        return False
    vague = any(clause[i].upos == "PRON" for i in clause.of(at, "obj"))  # "said he hit a man, accusing him of theft"
    speaks = is_saying(clause, at) or clause[at].lemma.lower() in words("say", "judging")
    return speaks and is_saying(clause, clause[head].head) and not (vague or clause.introduces(at))


def obliged(clause: Clauses, at: int) -> Sequence[int]:
    """Return who is to do it, where the parser takes "is" for a copula: "the minister is to face a committee", "their aim is to …"."""
    found = clause.of(at, "nsubj:outer") if clause[at].xpos == "VB" and "to" in clause.introduces(at) else ()
    if not found or clause[found[0]].lemma.lower() not in _AIMS:
        return found
    return [i for i in clause.of(found[0], "nmod") if clause[i].deprel == "nmod:poss" or "of" in clause.introduces(i)][
        :1
    ]


def is_trailing(clause: Clauses, verb: int, at: int) -> bool:
    """Say whether what the parser took for a subject only follows a comma behind the object: "launders money, one of many crimes"."""
    opening = min(clause.subtree(at)) - 1
    return any(verb < i < opening for i in clause.of(verb, "obj")) and clause[opening].text == "," and at > verb


def is_having(clause: Clauses, at: int) -> bool:
    """Say whether a participle stands in a perfect gerund: "denied having sold it"."""
    return any(clause[i].text.lower() == "having" for i in clause.of(at, "aux"))


def is_reduced(clause: Clauses, at: int) -> bool:
    """Say whether a relative clause leaves all but its participle out: "the longest terms ever handed down"."""
    if clause.relation(at) != "acl" or clause[at].xpos not in {"VBN", "VBD"} or clause.of(at, "nsubj", "obj", "=aux"):
        return False
    return not any(clause[i].xpos in {"WDT", "WP"} for i in clause.subtree(at) if i < at)


def _harmful(clause: Clauses, noun: int) -> int:
    """Return what can have done harm: of "a strike on a market in Lviv, which killed 13" and "the strike hit a market that …" the strike."""
    lemma = clause[noun].lemma.lower()
    if event_type(lemma) or lemma in words("roles", "person", "group", "organisation"):
        return noun
    at = noun
    while clause.relation(at) in {"nmod", "obl", "obj"} and clause[at].head >= 0:
        if clause[at].upos == "PROPN" and not clause.introduces(at) & _LOCATED:
            break
        up = clause[at].head
        found = clause.of(up, "=nsubj") if clause[up].upos == "VERB" else [up]
        if found and event_type(clause[found[0]].lemma.lower()):
            return found[0]
        at = up
    return noun


def sayer(clause: Clauses, at: int) -> int | None:
    """Return the noun that says of itself what a pronoun's clause tells: "the company denied that it had …"."""
    verb = clause[at].head
    above = clause[verb].head if verb >= 0 else -1
    if clause.relation(at) != "nsubj" or above < 0 or clause.relation(verb) not in {"ccomp", "parataxis"}:
        return None
    if clause[above].lemma.lower() not in words("say", "verbs"):
        return None
    while not clause.of(above, "nsubj") and clause.relation(above) in {"xcomp", "advcl"} and clause[above].xpos == "VB":
        above = clause[above].head  # "a dealer phoned to say he had"
    told = [
        antecedent(clause, i) if clause[i].xpos == "WP" or clause[i].xpos == "WDT" else i
        for i in clause.of(above, "=nsubj")
    ]
    return next((i for i in told if i is not None and clause[i].upos in _NOUNS), None)


def fellows(clause: Clauses, at: int) -> Sequence[int]:
    """Return the subjects of an object pronoun's own verb, whom it cannot mean: "he described him", but not "he hurt himself"."""
    verb = clause[at].head
    if clause.relation(at) not in {"obj", "iobj", "obl"} or verb < 0 or clause[at].text.lower().endswith("self"):
        return ()
    while clause.relation(verb) in {"conj", "xcomp"} and not clause.of(verb, "nsubj"):
        verb = clause[verb].head
    return clause.of(verb, "nsubj")


def are_several(clause: Clauses, subject: int) -> bool:
    """Say whether a verb takes its subject for several: "Apple have released"."""
    verb = clause[subject].head
    return any(clause[i].text.lower() in {"have", "are", "were"} for i in (verb, *clause.of(verb, "aux", "cop")))
