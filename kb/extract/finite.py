"""What a verb's own form says: tense, auxiliaries, conditions. Infinitives and bare participles leave it to what they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.doubt import is_feared, is_wanted
from kb.extract.lexicon import words
from kb.extract.tense import asks
from kb.model import Block, Status

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_OPEN = frozenset({"if", "unless", "whether", "lest", "should"})
_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
_WILL = frozenset({"will", "shall", "'ll", "wo"})
_WOULD = frozenset({"would", "'d"})
_LATER = frozenset({"once", "until", "when", "after", "before"})
_PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve", "'s", "’s"})
_SEEN = frozenset({"see", "watch", "witness", "hear"})


def finite(scene: Scene, s: int, at: int) -> Status | None:
    """Return what tense and auxiliaries say, or `None` for an infinitive or participle that leaves it to its governor."""
    clause = scene.clauses[s]
    token, marks = clause[at], clause.introduces(at)
    auxiliaries = [a.replace("’", "'") for a in clause.auxiliaries(at)]
    modal = _modal(scene, s, at, auxiliaries)
    if modal:
        return modal
    if token.xpos == "VB" and any(clause[i].lemma.lower() == "due" for i in clause.of(at, "case", "mark")):
        return Status.PLANNED  # "was due to start", where the parser makes "due to" a preposition
    if "to" in marks and token.xpos in {"VB", "VBN"}:
        return _to_be(scene, s, at)
    if "have" in auxiliaries and "to" not in marks:
        return _perfect(clause, at)
    if token.xpos == "VBG":
        return _progressive(clause, at, auxiliaries)
    if token.xpos in {"VBD", "VBN"}:
        past = _past(clause, at, auxiliaries)
        return Status.OCCURRED if past is Status.ONGOING and scene.is_terse(s) else past
    if token.xpos in {"VBZ", "VBP"} or (token.xpos == "VB" and not marks and clause.of(at, "nsubj")):
        return _present(scene, s, at)
    copular = token.upos == "ADJ" and clause.of(at, "cop") and "to" not in marks
    return Status.OCCURRED if copular else None  # "who is due to visit"


def would_have(clause: Clauses, at: int) -> Status | None:
    """Return what a verb says that is contrary to fact: "would have won", "should have been told", "should not have sold"."""
    auxiliaries = set(clause.auxiliaries(at))
    if "have" not in auxiliaries or not auxiliaries & (_WOULD | {"should", "ought"}):
        return None
    blamed = auxiliaries & {"should", "ought"} and clause.negated(at)
    return Status.OCCURRED if blamed else Status.DID_NOT_OCCUR


def _modal(scene: Scene, s: int, at: int, auxiliaries: list[str]) -> Status | None:
    """Return what modal verbs and conditions make of a verb; "would" after "said that" is a past speaker's "will"."""
    clause, helped = scene.clauses[s], set(auxiliaries)
    if is_condition(clause, at) or _is_asked(clause, at):
        return Status.POSSIBLE
    if is_feared(clause, at) and helped & (_WILL | {"would"}):
        return Status.POSSIBLE
    if helped & _WILL:
        return Status.PLANNED
    if helped & _WOULD:
        return Status.PLANNED if _is_reported(clause, at) or _is_scheduled(scene, s, at) else Status.POSSIBLE
    if {"must", "have"} <= helped:
        return Status.OCCURRED  # "must have left": somebody concludes that it was so
    return Status.POSSIBLE if _MODALS & helped else None


def is_to_come(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the future, a past speaker's too: "will not go", "said they would not go"."""
    helped = set(clause.auxiliaries(at))
    return bool(helped & _WILL) or (bool(helped & _WOULD) and _is_reported(clause, at))


def is_condition(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in a clause of "if", or is joined to one that does: "if it fails and prices rise"."""
    if clause.relation(at) == "conj" and not clause.introduces(at) & _OPEN:
        at = clause[at].head
        return clause.relation(at) == "advcl" and bool(clause.introduces(at) & _OPEN)
    return clause.relation(at) in {"advcl", "csubj"} and bool(clause.introduces(at) & _OPEN)


def _is_asked(clause: Clauses, at: int) -> bool:
    """Say whether a clause asks if it is so: "examined whether tests were skipped", "asked if he had left"."""
    marks = clause.introduces(at)
    if "whether" in marks or (clause.relation(at) == "ccomp" and "if" in marks):
        return True
    shares = clause.relation(at) == "conj" and not marks & {"that", "to"}
    return shares and _is_asked(clause, clause[at].head)


def _is_reported(clause: Clauses, at: int) -> bool:
    relation = clause.relation(at)
    if relation == "conj":
        relation = clause.relation(clause[at].head)  # "said that it had paid and would pay"
    conditions = [i for i in clause.of(at, "advcl") if clause.introduces(i) & _OPEN or asks(clause, i, _LATER)]
    return relation in {"ccomp", "acl"} and not conditions


def _is_scheduled(scene: Scene, s: int, at: int) -> bool:
    """Say whether what "would" be has a date and no condition: "Voters would choose in 2016", told of a plan."""
    clause = scene.clauses[s]
    if scene.quote_around(s, at) or any(token.text.lower() in _OPEN for token in clause.sentence.tokens):
        return False
    return any(scene.is_time(s, i) for i in clause.of(at, "obl", "advmod"))


def is_present_perfect(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the present perfect: "has left", "have been leaving"."""
    return any(clause[i].lemma == "have" and clause[i].text.lower() in _PERFECT for i in clause.of(at, "aux"))


def _perfect(clause: Clauses, at: int) -> Status:
    """Return that it has happened, or "has been building", goes on; "once it has been built" is to come, with what hangs on it."""
    present = is_present_perfect(clause, at)
    if present and _awaits(clause, at):
        return Status.PLANNED
    goes_on = clause[at].xpos == "VBG" and any(clause[i].text.lower() == "been" for i in clause.of(at, "aux"))
    return Status.ONGOING if present and goes_on else Status.OCCURRED


def _awaits(clause: Clauses, at: int) -> bool:
    """Say whether a clause tells what must come first of something that will be: "will open when it is finished"."""
    if clause.relation(at) != "advcl" or not (clause.introduces(at) & _LATER or asks(clause, at, _LATER)):
        return False
    return bool(set(clause.auxiliaries(clause[at].head)) & (_WILL | _WOULD))


def _present(scene: Scene, s: int, at: int) -> Status | None:
    """Return what the simple present tells: headlines and chronologies tell the past in it, "once it ends" the future."""
    clause = scene.clauses[s]
    seen = clause.relation(at) == "ccomp" and clause[clause[at].head].lemma.lower() in _SEEN
    if seen and "that" not in clause.introduces(at):
        return None  # "saw them face off"
    if clause.relation(at) == "advcl" and clause.introduces(at) & _LATER:
        return Status.OCCURRED if scene.is_terse(s) and _follows(clause, at) else Status.POSSIBLE
    told = clause[at].lemma.lower() in words("say", "newsworthy")  # "opposition parties vow to challenge it"
    return Status.OCCURRED if told or scene.is_terse(s) else Status.ONGOING


def _follows(clause: Clauses, at: int) -> bool:
    """Say whether a headline tells what came after something, in the present: "shares plunge after chief quits", not "to open after work ends"."""
    head = clause[at].head
    return "after" in clause.introduces(at) and "to" not in clause.introduces(head) and not clause.auxiliaries(head)


def _to_be(scene: Scene, s: int, at: int) -> Status | None:
    """Return that "is to meet", "with four still to be counted" and a headline's "to meet" are plans; other infinitives hang on a governor."""
    clause = scene.clauses[s]
    relation, head = clause.relation(at), clause[at].head
    helped = any(clause[i].lemma == "be" for i in clause.of(at, "=aux"))
    if helped or relation == "root" or (relation == "xcomp" and clause[head].lemma == "be"):
        return Status.PLANNED
    left = any(clause[i].lemma.lower() == "still" for i in clause.of(at, "advmod"))
    hung = relation in {"acl", "parataxis"} or (relation == "xcomp" and clause[head].upos in {"NOUN", "PROPN"})
    headline = scene.block(s) is not Block.PARAGRAPH and hung
    return Status.PLANNED if left or headline else None


def _progressive(clause: Clauses, at: int, auxiliaries: list[str]) -> Status | None:
    if "be" not in auxiliaries:
        return None
    if clause[at].lemma == "go" and clause.of(at, "xcomp"):
        return Status.PLANNED
    past = any(clause[i].text.lower() in {"was", "were"} for i in clause.of(at, "aux"))
    return Status.OCCURRED if past else Status.ONGOING


def _past(clause: Clauses, at: int, auxiliaries: list[str]) -> Status | None:
    """Return what a past tense or a participle tells: done, being done, or nothing of its own."""
    if is_wanted(clause, at) or _is_subjunctive(clause, at, auxiliaries):
        return Status.POSSIBLE
    if clause[at].xpos == "VBN" and _being(clause, at):
        return None
    if clause[at].xpos == "VBN" and not auxiliaries and clause.relation(at) in {"xcomp", "ccomp"}:
        return None
    present = any(clause[i].text.lower() in _PRESENT for i in clause.of(at, "aux"))
    if present and clause.introduces(at) & _LATER and clause.relation(at) == "advcl":
        return Status.POSSIBLE  # "until the fee is lowered"
    told = clause[at].lemma.lower() in words("say", "newsworthy")  # "is accused of fraud"
    return Status.ONGOING if present and not told else Status.OCCURRED


def _is_subjunctive(clause: Clauses, at: int, auxiliaries: list[str]) -> bool:
    """Say whether a passive tells what somebody wants done: "asked that the session be closed"."""
    bare = auxiliaries == ["be"] and any(clause[i].text.lower() == "be" for i in clause.of(at, "aux"))
    return bare and "that" in clause.introduces(at) and bool(clause.of(at, "nsubj"))


def _being(clause: Clauses, at: int) -> bool:
    """Say whether a passive stands in the gerund ("after being snubbed"), which has no tense of its own."""
    return (
        all(clause[i].text.lower() == "being" for i in clause.of(at, "aux:pass"))
        and bool(clause.of(at, "aux:pass"))
        and not clause.of(at, "=aux")
    )
