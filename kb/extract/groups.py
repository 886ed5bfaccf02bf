"""The verb group of a line: voice and tense by status, and what the text says itself: "must pay", "will not reopen", "refuses to go", "hopes to win"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.finite import is_condition, is_to_come
from kb.extract.inflect import active, gerund, participle, passive
from kb.extract.lexicon import governs, words
from kb.extract.mentions import ATTEMPTS
from kb.extract.participants import passive_subject, subject
from kb.extract.turns import is_bound
from kb.model import Status

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_DUTIES: Final = {"must": "must", "should": "should", "ought": "should"}
_EASY: Final = frozenset({"get", "let", "have"})  # say nothing of the will: "could not get to go"


def group(scene: Scene, mention: Mention, status: Status, at: int, *, plural: bool) -> str:
    """Return the verb group of a line whose subject is the word `at`."""
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    told = _told(clause, mention, status, at, done_to=bool(passive_subject(scene, s, verb)))
    if clause[verb].xpos == "JJ" and not clause.of(verb, "obj"):
        return passive(clause[verb].text, told, plural=plural)  # "asleep"
    if clause[verb].lemma == "miss" and clause[verb].xpos == "VBG" and not clause.of(verb, "obj"):
        return passive("missing", told, plural=plural)  # "are missing" is no "miss"
    modal = _modal(clause, verb, status)
    if modal:
        no = "not " if is_negated(clause, verb) and not is_any(clause, at) else ""
        return f"{modal} {no}{_own(scene, s, verb, Status.PLANNED, plural=plural).partition('to ')[2]}"
    return _governed(scene, mention, status, at, plural=plural) or _own(scene, s, verb, told, plural=plural)


def is_negated(clause: Clauses, verb: int) -> bool:
    """Say whether a verb itself is negated, no noun beside it: "if it does not stop"."""
    return clause.negated(verb) and not any(clause.is_nobody(i) for i in clause.of(verb, "nsubj", "obj"))


def _own(scene: Scene, s: int, verb: int, status: Status, *, plural: bool) -> str:
    """Return the group of a verb by its status alone."""
    token, negated = scene.clauses[s][verb], is_negated(scene.clauses[s], verb)
    if passive_subject(scene, s, verb):
        return passive(token.text.lower(), status, plural=plural, negated=negated)
    lemma = "lie" if token.xpos == "VBD" and token.text.lower() == "lay" else token.lemma.lower()
    return active(lemma, status, plural=plural, negated=negated)


def _told(clause: Clauses, mention: Mention, status: Status, at: int, *, done_to: bool) -> Status:
    """Return the status as the verb group is to show it: what the nouns or the verb say themselves is not said twice."""
    verb = mention.verb
    denying = [i for i in (at, *clause.of(verb, "obj")) if clause.negated(i) or clause.is_nobody(i)]
    if status is Status.DID_NOT_OCCUR and (denying or is_any(clause, at)):
        return Status.OCCURRED  # "no aid reaches", "closes no plants": the nouns say no
    arranged = clause[verb].lemma.lower() in words("light", "arrange")
    if arranged and verb != mention.trigger and not clause.negated(verb):
        return (
            Status.OCCURRED
        )  # "a hearing is scheduled": the verb says that it is planned, or was before it was called off
    planned = done_to and status is Status.PLANNED and clause[verb].lemma.lower() in {"plan", "schedule"}
    return Status.OCCURRED if planned else status


def is_any(clause: Clauses, at: int) -> bool:
    """Say whether a subject is "any", of what is denied: "denied that any shots had been fired" is that no shots were."""
    return any(clause[i].text.lower() == "any" for i in clause.of(at, "det"))


def _modal(clause: Clauses, verb: int, status: Status) -> str:
    """Return the modal verb that tells more than the status does: "must", "should", and "will" of what is not to be; "" for others."""
    helped = clause.auxiliaries(verb)
    if status is Status.DID_NOT_OCCUR:
        return "will" if is_to_come(clause, verb) and "have" not in helped else ""
    duty = next((_DUTIES[a] for a in helped if a in _DUTIES), "")
    return duty if status is Status.POSSIBLE and not is_condition(clause, verb) else ""


def _governed(scene: Scene, mention: Mention, status: Status, at: int, *, plural: bool) -> str:
    """Return a group with the verb above, where that one tells what becomes of the act: "wants to sell", "fails to agree", "stops selling"."""
    s, verb, clause = mention.sentence, mention.verb, scene.clauses[mention.sentence]
    head = clause[verb].head
    shared = (
        clause.relation(verb) in {"xcomp", "ccomp"} and clause[head].upos == "VERB" and at in _subjects(scene, s, head)
    )
    if not shared or status not in {Status.POSSIBLE, Status.DID_NOT_OCCUR} or clause.of(head, "compound:prt"):
        return ""
    if status is Status.POSSIBLE:
        told = _is_tried(clause, verb, head)
        above = Status.OCCURRED
    elif clause.negated(head):
        told = (
            "to" in clause.introduces(verb) and clause[head].lemma.lower() not in _EASY and not _is_helped(clause, head)
        )
        above = status
    else:
        told = governs(clause[head].lemma.lower()) == "not" and not is_negated(clause, verb)
        above = Status.OCCURRED
    if not told:
        return ""
    yet = "yet " if any(clause[i].lemma == "yet" for i in clause.of(head, "advmod")) else ""
    own = _own(scene, s, verb, Status.PLANNED, plural=plural)
    going = _going(clause, verb, own) if "to" not in clause.introduces(verb) and clause[verb].xpos != "VB" else own
    return f"{_own(scene, s, head, above, plural=plural)} {yet}{going}"


def _subjects(scene: Scene, s: int, verb: int) -> tuple[int | None, ...]:
    return tuple(passive_subject(scene, s, verb)) or (subject(scene, s, verb),)


def _is_tried(clause: Clauses, verb: int, head: int) -> bool:
    """Say whether somebody tells, or shows by trying, that they would do something, or has to: "wants to sell"."""
    finite = clause[head].xpos in {"VBD", "VBZ", "VBP"} and not clause.of(head, "aux", "aux:pass")
    meant = clause[head].lemma.lower() in ATTEMPTS or is_bound(clause, verb)
    return finite and meant and not clause.negated(head) and not is_condition(clause, head)


def _is_helped(clause: Clauses, verb: int) -> bool:
    """Say whether a modal verb stands before another: "must not be forced to"."""
    return any(clause[i].xpos == "MD" for i in clause.of(verb, "aux"))


def _going(clause: Clauses, verb: int, infinitive: str) -> str:
    """Return the gerund for an infinitive, "having" kept: "denies having sold it"."""
    if infinitive.startswith("to be "):
        return f"being {infinitive.removeprefix('to be ')}"
    lemma = clause[verb].lemma.lower()
    return f"having {participle(lemma)}" if "have" in clause.auxiliaries(verb) else gerund(lemma)
