"""Did it happen? Tense, modality, negation and what governs the event decide; the network's score decides the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.doubt import is_denied, is_hearsay, is_rumoured, is_unproven
from kb.extract.due import arranged, is_appointed
from kb.extract.finite import finite, is_condition, would_have
from kb.extract.lexicon import governs, words
from kb.extract.outlook import is_requited
from kb.extract.turns import (
    has_begun,
    is_achieved,
    is_bound,
    is_deed,
    is_foretold,
    is_known,
    is_next,
    is_not_until,
    is_put_off,
    modifiers,
    of_ability,
)
from kb.model import Status

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_AIMED = frozenset({"to", "for", "towards", "toward", "of", "from"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "csubj", "obl", "nmod"})
_RATHER = frozenset({"instead", "rather"})
_AT_WHICH = frozenset({"at", "in", "during", "after", "before", "on", "since", "ahead", "following"})
_OBJECTS = frozenset(
    {"tell", "ask", "urge", "invite", "press", "encourage", "persuade", "call", "help", "announce", "warn", "beg"}
)  # of persons
_CALLED_OFF = frozenset(
    [
        "cancel",
        "scrap",
        "avoid",
        "prevent",
        "avert",
        "rule_out",
        "block",
        "reject",
        "abandon",
        "oppose",
        "veto",
        "deny",
        "fail",
        "refuse",
        "lack",
        "rule",
        "call_off",
        "stop",
    ]
)
_PUT_OFF = frozenset({"postpone", "delay", "put_off", "suspend", "ban"})
_PLAYED = frozenset({"win", "lose", "contest", "boycott", "host", "attend", "enter", "monitor"})  # of what took place


def status(scene: Scene, mention: Mention) -> Status:
    """Return the status that the sentence gives a mention."""
    clause = scene.clauses[mention.sentence]
    if clause[mention.trigger].upos == "VERB" and mention.verb == mention.trigger:
        found = _of_verb(scene, mention.sentence, mention.trigger)
    elif mention.verb != mention.trigger:
        found = _carried(scene, mention)
    else:
        found = _of_noun(scene, mention.sentence, mention.trigger)
    if (
        clause.sentence.tokens[-1].text == "?"
        and found is not Status.DID_NOT_OCCUR
        and not scene.quote_around(mention.sentence, mention.trigger)
    ):
        return Status.POSSIBLE
    return found


def _carried(scene: Scene, mention: Mention) -> Status:
    """Return the verb's status, turned by what it is: "held talks", "continued the strike", "reached no agreement"."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    if mention.trigger in arranged(scene, s, mention.verb):
        return _awaited(scene, mention)
    own = _of_verb(scene, s, mention.verb)
    if clause[mention.trigger].upos != "VERB" and clause.negated(mention.trigger):
        return Status.DID_NOT_OCCUR
    return Status.ONGOING if own is Status.OCCURRED and has_begun(clause, mention.verb) else own


def _awaited(scene: Scene, mention: Mention) -> Status:
    """Return what becomes of a thing that was to be on a day: that somebody "cancelled a trip planned for Friday" is its end."""
    s, at, clause = mention.sentence, mention.trigger, scene.clauses[mention.sentence]
    own, head = _of_verb(scene, s, mention.verb), clause[at].head
    if head >= 0 and head != mention.verb and clause[at].deprel in {"obj", "nsubj:pass"}:
        put = {f"{clause[head].lemma.lower()}_{clause[i].lemma.lower()}" for i in clause.of(head, "compound:prt")}
        off = {clause[head].lemma.lower(), *put} & (_CALLED_OFF | _PUT_OFF)
        if off and _of_verb(scene, s, head) is Status.OCCURRED:
            return Status.DID_NOT_OCCUR
    settled = own in {Status.POSSIBLE, Status.DID_NOT_OCCUR} and clause[mention.verb].deprel != "acl"
    return own if settled else Status.PLANNED


def _under(governor: Status, fate: str) -> Status:
    """Return the status of a complement, from the status of the word above and what that word does to it."""
    if fate == "not":
        return (
            Status.OCCURRED
            if governor is Status.DID_NOT_OCCUR
            else Status.DID_NOT_OCCUR
            if governor in {Status.OCCURRED, Status.ONGOING}
            else Status.POSSIBLE
        )
    if fate in {"occurred", "ongoing"}:
        return governor
    if governor is Status.DID_NOT_OCCUR:
        return Status.DID_NOT_OCCUR if fate == "planned" else Status.POSSIBLE
    return Status.PLANNED if fate == "planned" and governor is not Status.POSSIBLE else Status.POSSIBLE


def _of_verb(scene: Scene, s: int, at: int) -> Status:
    clause = scene.clauses[s]
    unreal = would_have(clause, at)
    if unreal:
        return unreal
    own = finite(scene, s, at)
    if own is None:
        own = _embedded(scene, s, at)
    elif is_denied(clause, at):
        return Status.DID_NOT_OCCUR
    if is_unproven(clause, at):
        return Status.POSSIBLE
    negated = clause.negated(at) or any(clause.negated(i) for i in clause.of(at, "nsubj", "nsubj:pass", "obj"))
    if negated:
        if own in {Status.OCCURRED, Status.ONGOING} and is_not_until(clause, at):
            return Status.OCCURRED
        open_ = own is Status.POSSIBLE and (
            is_condition(clause, at) or not clause.auxiliaries(at) or is_put_off(scene, s, at)
        )
        return Status.POSSIBLE if open_ else Status.DID_NOT_OCCUR
    return Status.POSSIBLE if own is Status.OCCURRED and is_hearsay(clause, at) else own


def _embedded(scene: Scene, s: int, at: int) -> Status:
    """Return the status that an infinitive, gerund or participle gets from the word it depends on."""
    clause = scene.clauses[s]
    head, relation, marks = clause[at].head, clause.relation(at), clause.introduces(at)
    if head < 0:
        return _scored(scene, s, at)
    if "without" in marks:
        return Status.DID_NOT_OCCUR
    if is_rumoured(clause, at):
        return Status.POSSIBLE
    above = _above(scene, s, at)
    if marks & _RATHER and above is not Status.POSSIBLE:
        return Status.DID_NOT_OCCUR
    return above if relation == "conj" else _complement(scene, s, at, above)


def _above(scene: Scene, s: int, at: int) -> Status:
    """Return the status of the word that a verb depends on; what somebody "has begun to" do goes on."""
    clause, head = scene.clauses[s], scene.clauses[s][at].head
    if clause[head].upos not in {"VERB", "AUX", "ADJ"}:
        return _of_noun(scene, s, head)
    above = _of_verb(scene, s, head)
    lasts = clause.relation(at) == "xcomp" and has_begun(clause, head)
    return Status.ONGOING if above is Status.OCCURRED and lasts else above


def _complement(scene: Scene, s: int, at: int, above: Status) -> Status:
    """Return what the word above makes of its complement: "agreed to", "failed to", "the plan to", "by closing"."""
    clause = scene.clauses[s]
    relation, head = clause.relation(at), clause[at].head
    if clause[head].lemma.lower() == "able":
        return of_ability(clause, head)
    if is_bound(clause, at):
        return Status.POSSIBLE
    fate = governs(_phrasal(clause, head))
    if fate == "planned" and "have" in clause.auxiliaries(at):
        fate = "possible"  # "is expected to have died"
    named = relation == "acl" and clause[at].xpos == "VBN"  # "the plan agreed in May"
    if fate == "not" and above is Status.DID_NOT_OCCUR and clause[head].lemma.lower() == "rule":
        return Status.POSSIBLE  # "did not rule out"
    if relation in _COMPLEMENTS and fate and not named:
        return _under(above, fate)
    if relation in {"advcl", "obl"}:
        aside = (
            fate == "not" and "to" in clause.introduces(at) and clause.of(head, "obj")
        )  # "cancelled a trip to see to it"
        return _adverbial(scene, s, at, above, "" if aside else fate)
    if relation == "acl" and clause[at].xpos == "VB":
        return Status.POSSIBLE
    return _scored(scene, s, at)


def _adverbial(scene: Scene, s: int, at: int, above: Status, fate: str) -> Status:
    marks = scene.clauses[s].introduces(at)
    if is_next(scene.clauses[s], at):
        return above
    if marks & {"after", "since"}:
        return Status.OCCURRED if above is not Status.PLANNED or (scene.factuality(s, at) or 0) > 0 else above
    if above is Status.OCCURRED and (is_requited(scene.clauses[s], at) or is_achieved(scene, s, at)):
        return above
    if "to" in marks and not fate and above in {Status.OCCURRED, Status.ONGOING} and is_deed(scene.clauses[s], at):
        return Status.PLANNED
    if marks & _AIMED or (marks & {"with", "over", "on"} and fate):
        return _under(above, fate or "possible") if above is not Status.PLANNED else Status.PLANNED
    goes_on = above is Status.ONGOING and "by" in marks  # "is being prepared by removing the engine"
    return above if goes_on or above in {Status.PLANNED, Status.POSSIBLE} else _scored(scene, s, at)


def _phrasal(clause: Clauses, at: int) -> str:
    """Return a word's lemma, joined to its particle when that makes a word of the lexicon ("rule_out")."""
    lemma = clause[at].lemma.lower()
    joined = [f"{lemma}_{clause[i].lemma.lower()}" for i in clause.of(at, "compound:prt")]
    return joined[0] if joined and governs(joined[0]) else lemma


def _scored(scene: Scene, s: int, at: int) -> Status:
    """Return the network's opinion: measured on UDS, its sign is right seven times in eight."""
    score = scene.factuality(s, at)
    if score is None or score >= 0:
        return Status.OCCURRED
    return Status.DID_NOT_OCCUR if scene.clauses[s].negated(at) else Status.POSSIBLE


def _of_noun(scene: Scene, s: int, at: int) -> Status:
    clause = scene.clauses[s]
    if clause.negated(at):
        return Status.DID_NOT_OCCUR
    before = modifiers(clause, at)
    if is_known(clause, at):
        return Status.OCCURRED
    if is_foretold(clause, at):
        return Status.POSSIBLE if before & {"potential", "possible", "proposed"} else Status.PLANNED
    head, relation = clause[at].head, clause.relation(at)
    if head < 0 or before & words("futures", "past") or (relation == "nmod" and "since" in clause.introduces(at)):
        return Status.OCCURRED  # "mayor since the election"
    if relation == "conj":
        return _of_noun(scene, s, head) if clause[head].upos != "VERB" else _scored(scene, s, at)
    if is_appointed(scene, s, at):
        named = _of_verb(scene, s, head)
        return Status.PLANNED if named in {Status.OCCURRED, Status.ONGOING} else named
    if clause[head].upos in {"VERB", "AUX"}:
        return _governed(scene, s, at, head, relation)
    return _hung(scene, s, at)


def _hung(scene: Scene, s: int, at: int) -> Status:
    """Return the status of a noun that hangs on a noun or is the subject of one: "the hope of talks", "the final will be in Rome on Sunday"."""
    clause, head = scene.clauses[s], scene.clauses[s][at].head
    relation, fate = clause.relation(at), governs(clause[head].lemma.lower())
    timed = any(scene.is_time(s, i) for i in clause.of(head, "obl", "advmod"))
    if relation == "nsubj" and timed and clause.of(head, "cop") and "will" in clause.auxiliaries(head):
        return Status.PLANNED
    if relation == "nmod" and fate in {"possible", "planned"} and clause.introduces(at) & {"for", "of", "on", "about"}:
        return Status.PLANNED if fate == "planned" else Status.POSSIBLE
    return _scored(scene, s, at)


def _governed(scene: Scene, s: int, at: int, head: int, relation: str) -> Status:
    """Return the status of a noun that is an argument of a verb."""
    clause = scene.clauses[s]
    if clause.of(head, "expl") and relation == "nsubj":
        there = finite(scene, s, head)  # "there is a strike", "there will be talks"
        return there if there and not scene.is_terse(s) else _scored(scene, s, at)
    verb = _of_verb(scene, s, head)
    lemma = _phrasal(clause, head)
    core = relation in {"obj", "nsubj"} or (
        relation == "obl" and bool(clause.introduces(at) & {"for", "on", "to", "with", "of"})
    )
    if relation in {"obj", "nsubj"} and clause[at].deprel != "nsubj" and (lemma in _CALLED_OFF):
        return _under(verb, "not") if lemma not in {"oppose", "reject", "deny"} else Status.POSSIBLE
    fate = governs(lemma)
    if (
        core
        and clause[at].deprel != "nsubj"
        and not (relation == "obj" and lemma in _OBJECTS)
        and fate in {"planned", "possible"}
    ):
        return _under(verb, fate)
    coming = verb in {Status.PLANNED, Status.POSSIBLE} and clause[head].lemma not in {"end", "stop", "finish"}
    played = verb is Status.OCCURRED and relation == "obj" and lemma in _PLAYED  # "won Tuesday's election"
    if relation in {"obj", "nsubj"} and (coming or played):
        return verb
    if (
        relation in {"obj", "nsubj"}
        and verb is Status.DID_NOT_OCCUR
        and clause[head].lemma in {"happen", "occur", "take", "be", "see", "have"}
    ):
        return Status.DID_NOT_OCCUR
    if relation == "obl" and clause.introduces(at) & _AT_WHICH:
        return (
            Status.PLANNED if verb in {Status.PLANNED, Status.POSSIBLE} else Status.OCCURRED
        )  # what one does something at takes place
    return _scored(scene, s, at)
