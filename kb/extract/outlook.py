"""Before, at or after publication: what status and a verb's form say of an event that no time expression dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.extract.lexicon import governs
from kb.extract.limits import is_recent
from kb.extract.tense import is_perfect, is_saying, is_simple_past
from kb.model import Basis, Bounds, Status, When

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention
    from kb.model import Timex

_REPROACHES = frozenset(
    {"accuse", "suspect", "charge", "blame", "convict", "criticise", "criticize", "acquit", "clear", "deny", "admit"}
)

_REQUITES = frozenset(
    ["sentence", "jail", "imprison", "convict", "fine", "punish", "penalise", "penalize", "sack", "dismiss", "fire", "suspend", "execute", "thank", "praise",
    "apologise", "apologize", "reprimand", "rebuke", "discipline", "honour", "honor"]
)  # fmt: skip
_TRIES = frozenset({"try", "attempt", "struggle"})

SETTLED = frozenset({Status.OCCURRED, Status.DID_NOT_OCCUR})
_KEEPING = frozenset({"stay", "remain", "continue", "last", "keep"})
_SUDDEN = frozenset({"attack", "disaster-accident", "damage-destroy", "sport-compete"})


def reported(clause: Clauses, mention: Mention, status: Status, published: Bounds) -> When:
    """Return the bounds that nothing but tense gives against the day of publication."""
    first, last = published.earliest_begin, published.latest_end
    if first is None or last is None:
        return When()
    coming = _is_coming(clause, mention, status)
    if coming is None:
        return When()
    if status is Status.ONGOING or (coming and _is_kept_up(clause, mention)):
        bounds = Bounds(latest_begin=last, earliest_end=first)
    elif coming:
        bounds = Bounds(earliest_begin=first, earliest_end=first)
    else:
        bounds = Bounds(latest_begin=last, latest_end=last)
    return When(bounds=bounds, basis=Basis.REPORTED, anchor="published")


def _is_kept_up(clause: Clauses, mention: Mention) -> bool:
    """Say whether what somebody will do is done already: "will keep selling it"."""
    at, head = mention.verb, clause[mention.verb].head
    kept = head >= 0 and clause.relation(at) == "xcomp" and clause[head].lemma.lower() in {"keep", "continue"}
    return kept and wills(clause, head)


def ahead(when: When, published: Bounds) -> When:
    """Open a time up to which something is to be, or one that is running, with the day of publication: "by 2031", "this year"."""
    b, first = when.bounds, published.earliest_begin
    if first is None or b.latest_end is None or b.latest_end < first:
        return when
    if b.earliest_begin is None and b.earliest_end is None and b.latest_begin in {None, b.latest_end}:
        return replace(when, bounds=Bounds.within(first, b.latest_end))
    return when


def begun(when: When, published: Bounds) -> When:
    """Return when something is that is going on and began no earlier than a dated event."""
    first, today = when.bounds.earliest_begin, published.earliest_begin
    bounds = Bounds(earliest_begin=first, latest_begin=published.latest_end, earliest_end=today)
    return replace(when, basis=Basis.CONTEXT, bounds=bounds, edtf=None)


def is_going_on(clause: Clauses, at: int) -> bool:
    """Say whether a main verb stands in the present progressive: "are searching", "is being repaired"."""
    helped = {clause[i].text.lower() for i in clause.of(at, "aux")}
    main = clause.relation(at) in {"root", "parataxis", "conj", "ccomp"}
    return main and bool(helped & {"is", "are", "'s", "’s"}) and (clause[at].xpos == "VBG" or "being" in helped)


def settle(status: Status, when: When, published: Bounds) -> Status:
    """Return the status in the light of the date: nothing in the future has occurred, nor has what is not over; what has begun is no plan."""
    begin, last = when.bounds.earliest_begin, published.latest_end
    if begin and last and begin > last and status in {Status.OCCURRED, Status.ONGOING}:
        return Status.PLANNED
    if status is Status.PLANNED and _is_running(when.bounds, published):
        return Status.ONGOING
    lasts = when.bounds.earliest_end and when.bounds.earliest_end == published.earliest_begin
    return Status.ONGOING if lasts and status is Status.OCCURRED and when.bounds.latest_end is None else status


def is_borrowed(clause: Clauses, mention: Mention, status: Status, when: When, published: Bounds) -> bool:
    """Say whether the day of what was done, by its tense, would be to come, and so is that of another thing: "the rally planned for May was banned"."""
    begin, last = when.bounds.earliest_begin, published.latest_end
    formed = (
        clause[mention.verb].text.lower() != clause[mention.verb].lemma.lower()
    )  # "which open" may be taken for a past
    told = status is Status.OCCURRED and formed and is_simple_past(clause, mention.verb)
    return told and bool(begin and last and begin > last)


def _is_running(bounds: Bounds, published: Bounds) -> bool:
    """Say whether something had begun by publication and was not over: "is to run from May to September"."""
    begun, ends, today = bounds.latest_begin, bounds.earliest_end, published.earliest_begin
    return bool(begun and ends and today and begun < today < ends)


def _is_coming(clause: Clauses, mention: Mention, status: Status) -> bool | None:
    """Say whether what is planned, what may happen or what will not lies ahead; `None` where the words don't tell."""
    at = mention.verb
    if _is_purpose(clause, at):
        return None
    if status is not Status.POSSIBLE:
        unhoped = status is Status.DID_NOT_OCCUR and (
            wills(clause, at) or _is_unhoped(clause, at) or _is_forsworn(clause, at)
        )
        return status is Status.PLANNED or unhoped
    if clause[at].upos != "VERB":
        return _is_asked_for(clause, at) or None
    return None if _from_then_on(clause, at) else not _looks_back(clause, at)


def _is_purpose(clause: Clauses, at: int) -> bool:
    """Say whether it is what something past was done for, and may be past as well: "flew to Oslo to meet the king"."""
    head = clause[at].head
    purpose = (
        clause.relation(at) == "advcl"
        and clause[head].upos == "VERB"
        and clause[at].xpos == "VB"
        and "to" in clause.introduces(at)
    )
    return purpose and is_simple_past(clause, head) and not governs(clause[head].lemma.lower())


def _is_unhoped(clause: Clauses, at: int) -> bool:
    """Say whether it is what somebody does not expect, or rules out: "do not plan to sell", "ruled out his dismissal"."""
    head = clause[at].head
    if head < 0 or clause.relation(at) not in {"xcomp", "obj", "ccomp"}:
        return False
    lemma = clause[head].lemma.lower()
    ruled = lemma == "rule" and any(clause[i].text.lower() == "out" for i in clause.of(head, "compound:prt", "advmod"))
    do = any(clause[i].text.lower() in {"do", "does"} for i in clause.of(head, "aux"))
    return ruled or (do and clause.negated(head) and governs(lemma) in {"planned", "possible"})


def _is_forsworn(clause: Clauses, at: int) -> bool:
    """Say whether it is what somebody said would not be: "he said that he would not resign"."""
    return [clause[i].text.lower() for i in clause.of(at, "aux")] == ["would"] and _is_said(clause, at)


def _is_said(clause: Clauses, at: int) -> bool:
    """Say whether a verb tells what somebody says."""
    return clause.relation(at) == "ccomp" and is_saying(clause, clause[at].head)


def _is_asked_for(clause: Clauses, at: int) -> bool:
    """Say whether a noun, or the noun that it hangs on, is what somebody wants or waits for: "call for the release of all prisoners"."""
    head = clause[at].head
    if head < 0 or not (clause.introduces(at) & {"for", "of"} or clause.relation(at) == "obj"):
        return False
    lemma = clause[head].lemma.lower()
    asked = governs(lemma) in {"possible", "planned"} and lemma not in _REPROACHES
    return asked or (clause[head].upos == "NOUN" and _is_asked_for(clause, head))


def _from_then_on(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the future of some past that is not known: "he hoped that they would meet"."""
    would = [i for i in (at, *clause.above(at)) if any(clause[j].text.lower() == "would" for j in clause.of(i, "aux"))]
    said = bool(would) and _is_said(clause, would[0])
    return bool(would) and not said and any(is_simple_past(clause, i) for i in clause.above(would[0]))


def wills(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the future tense: "will not be cut"."""
    words = {clause[i].text.lower() for i in clause.of(at, "aux")}
    return bool(words & {"will", "wo", "shall", "'ll"}) and "have" not in clause.auxiliaries(at)


def is_requited(clause: Clauses, at: int) -> bool:
    """Say whether a gerund tells what somebody got his deserts for, and so had done: "sentenced for stealing", "thanked for coming"."""
    head = clause[at].head
    gerund = head >= 0 and clause[at].xpos == "VBG" and "for" in clause.introduces(at)
    return gerund and clause[head].lemma.lower() in _REQUITES


def _looks_back(clause: Clauses, at: int) -> bool:
    """Say whether the form of a verb puts in the past what may have been: "may have left", "did it hit", "accused of stealing"."""
    did = any(clause[i].text.lower() == "did" for i in clause.of(at, "aux"))
    head = clause[at].head
    joined = clause.relation(at) == "conj" or (clause.relation(at) == "advcl" and not clause.introduces(at))
    if joined and clause[at].xpos == clause[head].xpos in {"VBG", "VB"}:
        return _looks_back(clause, head)  # "accused of taking the money and hiding it"
    reproached = clause[at].xpos == "VBG" and head >= 0 and clause[head].lemma.lower() in _REPROACHES
    return did or reproached or _was_tried(clause, at) or is_perfect(clause, at) or is_simple_past(clause, at)


def _was_tried(clause: Clauses, at: int) -> bool:
    """Say whether it was tried by publication, and so done by then if at all: "tried to flee", "after an attempt to flee"."""
    head = clause[at].head
    if head < 0 or clause[head].lemma.lower() not in _TRIES:
        return False
    if clause[head].upos != "VERB":
        return any(is_simple_past(clause, i) for i in clause.above(head))
    after = clause[head].xpos == "VBG" and bool(clause.introduces(head) & {"after", "for", "while"})
    return after or is_perfect(clause, head) or is_simple_past(clause, head)


def recurs(clause: Clauses, at: int) -> bool:
    """Say whether a perfect tells what is done again and again since a time, and so goes on: "has paid dividends since 2009"."""
    things = clause.of(at, "obj")
    bare = [i for i in things if clause[i].xpos == "NNS" and not clause.of(i, "det", "nummod", "nmod:poss")]
    return is_perfect(clause, at) and clause[at].xpos == "VBN" and bool(bare) and len(bare) == len(things)


def still_lasts(mention: Mention, when: When, published: Bounds) -> bool:
    """Say whether what began in the days before publication is taken to go on: "began to examine the hull on Monday"; no accident does."""
    return mention.phase == "begin" and mention.predicate.type not in _SUDDEN and is_recent(when, published)


def is_idle(timex: Timex, clause: Clauses, at: int, status: Status) -> bool:
    """Say whether a vague time adds nothing to the tense: "has recently been building", "currently has accepted"."""
    if timex.value == "PAST_REF":
        return status is Status.ONGOING
    return timex.value == "PRESENT_REF" and status is Status.OCCURRED and is_perfect(clause, at)


def kept_up(when: When, clause: Clauses, at: int, published: Bounds) -> When:
    """Return when something is that is to go on until a day: "will stay closed until Friday" ends on it."""
    last, today = when.bounds.latest_end, published.latest_end
    single = last is not None and when.edtf == f"../{last}"
    if not single or today is None or clause[at].lemma.lower() not in _KEEPING:
        return when
    return replace(when, bounds=Bounds(latest_begin=today, earliest_end=last, latest_end=last))


def resulting(clause: Clauses, mention: Mention, found: When, published: Bounds) -> bool:
    """Say whether a present perfect tells what came of something dated: "news of last week's arrest has spread", "has grown after the 2016 vote".

    A definite past time does not go with the present perfect: it belongs to the noun beside which it stands.
    """
    verb, last = mention.verb, found.bounds.latest_end
    helped = clause.of(verb, "aux")
    perfect = bool(helped) and clause[helped[0]].text.lower() in {"has", "have"}
    if not perfect or clause[mention.trigger].upos != "VERB" or last is None or found.bounds.earliest_begin is None:
        return False
    subject = min(clause.of(verb, "nsubj"), default=helped[0])
    inside = found.span is not None and clause[subject].span.end <= found.span.start < clause[helped[0]].span.start
    before = published.earliest_begin is not None and last < published.earliest_begin
    return before and (inside or found.basis is Basis.CONTEXT)
