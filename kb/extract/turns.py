"""Turns of phrase that decide whether something came about: "went on to", "not until", "was able to", "the planned"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.finite import is_present_perfect
from kb.extract.lexicon import words
from kb.model import Status

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_KNOWN = frozenset({"the", "this", "that"})


def is_next(clause: Clauses, at: int) -> bool:
    """Say whether somebody went on to do it, and so did: "went on to win"."""
    head = clause[at].head
    on = any(clause[i].text.lower() == "on" for i in clause.of(head, "advmod", "compound:prt"))
    return clause[head].lemma.lower() == "go" and on and "to" in clause.introduces(at)


def is_deed(clause: Clauses, at: int) -> bool:
    """Say whether an infinitive tells what a deed was for, "flew to Oslo to meet the king", not "fast enough to win"."""
    marked = any(
        clause[i].lemma.lower() in {"enough", "too"} for i in (clause[at].head, *clause.of(clause[at].head, "advmod"))
    )
    return clause[clause[at].head].upos == "VERB" and not marked


def is_bound(clause: Clauses, at: int) -> bool:
    """Say whether it is what somebody has or needs to do: "people have to pay"; what one "had to" do was done."""
    head = clause[at].head
    present = head >= 0 and clause[head].xpos in {"VBZ", "VBP"} and clause[head].lemma.lower() in {"have", "need"}
    return present and clause.relation(at) == "xcomp" and "to" in clause.introduces(at)


def is_not_until(clause: Clauses, at: int) -> bool:
    """Say whether something happened, only late: "was not appointed until 1968"."""
    late = any("until" in clause.introduces(i) for i in clause.of(at, "obl", "advcl"))
    return late and any(clause[i].text.lower() in {"did", "had", "was", "were"} for i in clause.of(at, "aux"))


def is_put_off(scene: Scene, s: int, at: int) -> bool:
    """Say whether it only may come no earlier than a day: "might not start before December"."""
    clause = scene.clauses[s]
    late = [i for i in clause.of(at, "obl") if clause.introduces(i) & {"before", "until"} and scene.is_time(s, i)]
    return bool(late) and bool(set(clause.auxiliaries(at)) & {"may", "might"})


def is_achieved(scene: Scene, s: int, at: int) -> bool:
    """Say whether an infinitive tells what a victory brought: "beat the champion to win the title"."""
    clause = scene.clauses[s]
    victory = scene.predicates[s].get(clause[at].head)
    brought = clause[at].xpos == "VB" and clause[at].lemma.lower() in words("states", "achieved")
    return brought and victory is not None and victory.type == "sport-compete" and "order" not in clause.introduces(at)


def of_ability(clause: Clauses, at: int) -> Status:
    """Return what one is able to do: in the past one did it, or "was not able to", did not."""
    if not any(clause[i].text.lower() in {"was", "were"} for i in clause.of(at, "cop")):
        return Status.POSSIBLE
    return Status.DID_NOT_OCCUR if clause.negated(at) else Status.OCCURRED


def modifiers(clause: Clauses, at: int) -> set[str]:
    """Return the words before a noun; "planned" has the lemma "plan"."""
    before = clause.of(at, "amod", "compound", "nmod:desc")
    return {clause[i].text.lower() if clause[i].upos == "VERB" else clause[i].lemma.lower() for i in before}


def is_foretold(clause: Clauses, at: int) -> bool:
    """Say whether a word before a noun puts it in the future: "the upcoming summit"."""
    return not words("futures", "words").isdisjoint(modifiers(clause, at))


def has_begun(clause: Clauses, at: int) -> bool:
    """Say whether a verb tells that something has begun or been kept up, and so goes on: "have started asking"."""
    lemma = clause[at].lemma.lower()
    lasting = lemma in words("light", "begin", "continue") and lemma != "launch"
    return lasting and is_present_perfect(clause, at)


def is_known(clause: Clauses, at: int) -> bool:
    """Say whether a noun tells of an accident that readers know of, whatever is told of it: "may have died in Tuesday's earthquake"."""
    owned = any(clause[i].text.lower() in _KNOWN for i in clause.of(at, "det")) or clause.of(at, "nmod:poss")
    return bool(owned) and clause[at].lemma.lower() in words("nouns", "unforeseen")
