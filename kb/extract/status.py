"""Did it happen? Tense, modality, negation and what governs the event decide; the network's score decides the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.doubt import is_denied, is_feared, is_hearsay, is_rumoured, is_wanted
from kb.extract.lexicon import governs, words
from kb.model import Block, Status

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_OPEN = frozenset({"if", "unless", "whether", "lest", "should"})
_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
_LATER = frozenset({"once", "until", "when", "after", "before"})
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
    own = _of_verb(scene, s, mention.verb)
    denied = own is Status.DID_NOT_OCCUR
    if clause[mention.trigger].upos != "VERB" and clause.negated(mention.trigger):
        return Status.DID_NOT_OCCUR
    if denied or mention.phase != "continue":
        return own
    return Status.ONGOING if own is Status.OCCURRED else own


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
    if fate == "occurred":
        return governor
    if fate == "ongoing":
        return Status.ONGOING if governor in {Status.OCCURRED, Status.ONGOING} else governor
    if governor is Status.DID_NOT_OCCUR:
        return Status.DID_NOT_OCCUR if fate == "planned" else Status.POSSIBLE
    return Status.PLANNED if fate == "planned" and governor is not Status.POSSIBLE else Status.POSSIBLE


def _of_verb(scene: Scene, s: int, at: int) -> Status:
    clause = scene.clauses[s]
    own = _finite(scene, s, at)
    if own is None:
        own = _embedded(scene, s, at)
    elif is_denied(clause, at):
        return Status.DID_NOT_OCCUR
    negated = clause.negated(at) or any(clause.negated(i) for i in clause.of(at, "nsubj", "nsubj:pass", "obj"))
    if negated:
        return Status.POSSIBLE if own is Status.POSSIBLE and not clause.auxiliaries(at) else Status.DID_NOT_OCCUR
    return Status.POSSIBLE if own is Status.OCCURRED and is_hearsay(clause, at) else own


def _finite(scene: Scene, s: int, at: int) -> Status | None:
    """Return what tense and auxiliaries say, or `None` for an infinitive or participle that leaves it to its governor."""
    clause = scene.clauses[s]
    token = clause[at]
    auxiliaries = [a.replace("’", "'") for a in clause.auxiliaries(at)]
    marks = clause.introduces(at)
    modal = _modal(clause, at, auxiliaries, marks)
    if modal:
        return modal
    if "to" in marks and token.xpos == "VB":
        return _to_be(scene, s, at)
    if "have" in auxiliaries and "to" not in marks:
        return Status.OCCURRED
    if token.xpos == "VBG":
        return _progressive(clause, at, auxiliaries)
    if token.xpos in {"VBD", "VBN"}:
        past = _past(clause, at, auxiliaries, marks)
        return Status.OCCURRED if past is Status.ONGOING and scene.is_terse(s) else past
    if token.xpos in {"VBZ", "VBP"} or (token.xpos == "VB" and not marks and clause.of(at, "nsubj")):
        return _present(scene, s, at, marks)
    return None


def _modal(clause: Clauses, at: int, auxiliaries: list[str], marks: set[str]) -> Status | None:
    """Return what modal verbs and conditions make of a verb; "would" after "said that" is a past speaker's "will"."""
    relation, head = clause.relation(at), clause[at].head
    if marks & _OPEN and relation in {"advcl", "csubj"}:
        return Status.POSSIBLE
    if is_feared(clause, at) and set(auxiliaries) & {"will", "would"}:
        return Status.POSSIBLE
    if {"will", "shall", "'ll", "wo"} & set(auxiliaries):
        return Status.PLANNED
    if {"would", "'d"} & set(auxiliaries):
        if relation == "conj":
            relation = clause.relation(head)  # "said that it had paid and would pay"
        reported = relation in {"ccomp", "acl"} and not clause.of(at, "advcl")
        return Status.PLANNED if reported else Status.POSSIBLE
    return Status.POSSIBLE if _MODALS & set(auxiliaries) else None


def _present(scene: Scene, s: int, at: int, marks: set[str]) -> Status:
    """Return what the simple present tells: headlines and chronologies tell the past in it, "once it ends" the future."""
    if scene.clauses[s].relation(at) == "advcl" and marks & _LATER:
        return Status.POSSIBLE
    return Status.OCCURRED if scene.is_terse(s) else Status.ONGOING


def _to_be(scene: Scene, s: int, at: int) -> Status | None:
    """Return that "is to meet" and a headline's "to meet" are plans; other infinitives are their governor's affair."""
    clause = scene.clauses[s]
    if clause.relation(at) == "root" or (clause.relation(at) == "xcomp" and clause[clause[at].head].lemma == "be"):
        return Status.PLANNED
    headline = scene.block(s) is not Block.PARAGRAPH and clause.relation(at) in {"acl", "parataxis"}
    return Status.PLANNED if headline else None


def _progressive(clause: Clauses, at: int, auxiliaries: list[str]) -> Status | None:
    if "be" not in auxiliaries:
        return None
    if clause[at].lemma == "go" and clause.of(at, "xcomp"):
        return Status.PLANNED
    past = any(clause[i].text.lower() in {"was", "were"} for i in clause.of(at, "aux"))
    return Status.OCCURRED if past else Status.ONGOING


def _past(clause: Clauses, at: int, auxiliaries: list[str], marks: set[str]) -> Status | None:
    if is_wanted(clause, at):
        return Status.POSSIBLE
    if clause[at].xpos == "VBN" and ("to" in marks or _being(clause, at)):
        return None
    if clause[at].xpos == "VBN" and not auxiliaries and clause.relation(at) in {"xcomp", "ccomp"}:
        return None
    present = any(clause[i].text.lower() in {"is", "are", "'s"} for i in clause.of(at, "aux:pass"))
    if present and marks & _LATER and clause.relation(at) == "advcl":
        return Status.POSSIBLE  # "until the fee is lowered"
    return Status.ONGOING if present else Status.OCCURRED


def _being(clause: Clauses, at: int) -> bool:
    """Say whether a passive stands in the gerund ("after being snubbed"), which has no tense of its own."""
    return (
        all(clause[i].text.lower() == "being" for i in clause.of(at, "aux:pass"))
        and bool(clause.of(at, "aux:pass"))
        and not clause.of(at, "=aux")
    )


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
    above = _of_verb(scene, s, head) if clause[head].upos in {"VERB", "AUX", "ADJ"} else _of_noun(scene, s, head)
    if relation == "conj":
        return above
    fate = governs(_phrasal(clause, head))
    if (
        relation in {"xcomp", "ccomp", "acl", "csubj", "obl", "nmod"}
        and fate
        and not (relation == "acl" and clause[at].xpos == "VBN")
    ):
        return _under(above, fate)
    if relation in {"advcl", "obl"}:
        return _adverbial(scene, s, at, above, fate)
    if relation == "acl" and clause[at].xpos == "VB":
        return Status.POSSIBLE
    return _scored(scene, s, at)


def _adverbial(scene: Scene, s: int, at: int, above: Status, fate: str) -> Status:
    marks = scene.clauses[s].introduces(at)
    if marks & {"after", "since"}:
        return Status.OCCURRED if above is not Status.PLANNED or (scene.factuality(s, at) or 0) > 0 else above
    if "to" in marks or marks & {"for", "towards", "toward", "of", "from"}:
        return _under(above, fate or "possible") if above is not Status.PLANNED else Status.PLANNED
    return above if above in {Status.PLANNED, Status.POSSIBLE} else _scored(scene, s, at)


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
    modifiers = {clause[i].lemma.lower() for i in clause.of(at, "amod", "compound", "nmod:desc")}
    if modifiers & words("futures", "words"):
        return Status.POSSIBLE if modifiers & {"potential", "possible", "proposed"} else Status.PLANNED
    head, relation = clause[at].head, clause.relation(at)
    if head < 0 or modifiers & words("futures", "past"):
        return Status.OCCURRED
    if relation == "conj":
        return _of_noun(scene, s, head) if clause[head].upos != "VERB" else _scored(scene, s, at)
    if clause[head].upos in {"VERB", "AUX"}:
        return _governed(scene, s, at, head, relation)
    fate = governs(clause[head].lemma.lower())
    if relation == "nmod" and fate in {"possible", "planned"} and clause.introduces(at) & {"for", "of", "on", "about"}:
        return Status.PLANNED if fate == "planned" else Status.POSSIBLE
    return _scored(scene, s, at)


def _governed(scene: Scene, s: int, at: int, head: int, relation: str) -> Status:
    """Return the status of a noun that is an argument of a verb."""
    clause = scene.clauses[s]
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
    if (
        relation in {"obj", "nsubj"}
        and verb in {Status.PLANNED, Status.POSSIBLE}
        and clause[head].lemma not in {"end", "stop", "finish"}
    ):
        return verb
    if (
        relation in {"obj", "nsubj"}
        and verb is Status.DID_NOT_OCCUR
        and clause[head].lemma in {"happen", "occur", "take", "be", "see", "have"}
    ):
        return Status.DID_NOT_OCCUR
    if relation == "obl" and clause.introduces(at) & {"at", "in", "during", "after", "before", "on", "since", "ahead"}:
        return (
            Status.PLANNED if verb in {Status.PLANNED, Status.POSSIBLE} else Status.OCCURRED
        )  # what one does something at takes place
    return _scored(scene, s, at)
