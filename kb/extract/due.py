"""What is due: a thing of which the text says no more than when it is to be, "a vote is expected on Thursday", and what somebody is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.lexicon import words
from kb.model import Kind

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_TIMED = ("obl", "advmod")
_ONLY_FOR = frozenset({"plan", "arrange", "fix", "book", "set"})  # "was planned in May" says when it was planned
_PAST = frozenset({"since", "from"})
_OPEN = frozenset({"if", "unless", "when", "whenever"})
_WILL = frozenset({"will", "shall", "'ll"})
_LINKED = frozenset({"xcomp", "advcl"})


def arranged(scene: Scene, s: int, at: int) -> list[int]:
    """Return what a word says only of when it is to be: "a hearing has been scheduled for May", "the report, due in May"; no persons."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() not in words("light", "arrange") or not _is_passive(clause, at):
        return []
    if clause.of(at, "xcomp", "ccomp", "csubj", "advcl") or not _has_day(scene, s, at):
        return []
    beside = [clause[at].head] if clause.relation(at) in {"acl", "amod"} else []
    return [i for i in clause.of(at, "nsubj:pass", "nsubj") or beside if _is_thing(scene, s, i)]


def _is_passive(clause: Clauses, at: int) -> bool:
    return clause[at].xpos == "VBN" or clause[at].lemma.lower() == "due"


def _has_day(scene: Scene, s: int, at: int) -> bool:
    clause = scene.clauses[s]
    only = clause[at].lemma.lower() in _ONLY_FOR
    links = [clause.introduces(i) for i in clause.of(at, *_TIMED) if scene.is_time(s, i)]
    return any("for" in link if only else not link & _PAST for link in links)


def _is_thing(scene: Scene, s: int, at: int) -> bool:
    clause = scene.clauses[s]
    if clause[at].upos not in {"NOUN", "PROPN"} or clause.negated(at):
        return False
    meant, lemma = scene.cast.refer(s, at), clause[at].lemma.lower()
    person = meant.kind in {Kind.PERSON, Kind.GROUP} or lemma in words("roles", "person", "group")
    return not person


def is_timetabled(scene: Scene, s: int, at: int) -> bool:
    """Say whether a simple present stands beside a day, as of what is on a timetable: "the fair opens on Friday"."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() not in words("light", "timetable") or clause[at].xpos not in {"VBZ", "VBP"}:
        return False
    if scene.is_terse(s) or clause.auxiliaries(at) or clause.introduces(at) & _OPEN:
        return False
    spans = [clause[i].span for i in clause.of(at, "obl", "advmod") if not clause.introduces(i) & _PAST]
    return any(
        timex.type in {"DATE", "TIME"} and timex.value[:4].isdigit() and any(timex.span.meets(span) for span in spans)
        for timex in scene.timexes[s]
    )


def is_appointed(scene: Scene, s: int, at: int) -> bool:
    """Say whether somebody names the day of a thing to come: "called an election for 4 July", "set the trial for March"."""
    clause = scene.clauses[s]
    verb = clause[at].head
    if clause.relation(at) != "obj" or clause[verb].lemma.lower() not in words("light", "appoint"):
        return False
    days = [i for word in (verb, at) for i in clause.of(word, "obl", "nmod") if i > at and scene.is_time(s, i)]
    return any("for" in clause.introduces(i) for i in days)


def is_to(clause: Clauses, at: int) -> bool:
    """Say whether somebody will do it, or is to do it: "is to hear", "is due to hear", "are expected to bring"."""
    if {a.replace("’", "'") for a in clause.auxiliaries(at)} & _WILL:
        return True
    if "to" not in clause.introduces(at):
        return False
    head = clause[at].head
    awaited = clause.relation(at) in _LINKED and clause[head].lemma.lower() in words("light", "awaited")
    return awaited or any(clause[i].lemma == "be" and i < at for i in clause.of(at, "=aux", "cop"))
