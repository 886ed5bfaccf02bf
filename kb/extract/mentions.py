"""Which words are mentions of events, and which verbs only carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.due import arranged, is_appointed
from kb.extract.lexicon import event_type, governs, words
from kb.extract.nothing import is_attitude, is_none, is_question, is_setting, lasts_until
from kb.extract.scene import Mention, Scene
from kb.model import Block, Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses

_MODIFIERS = frozenset(
    {
        "amod",
        "compound",
        "flat",
        "nmod:desc",
        "case",
        "mark",
        "fixed",
        "aux",
        "cop",
        "nummod",
        "det",
        "vocative",
        "goeswith",
    }
)
_MEASURES = frozenset({"day", "week", "month", "year", "hour", "round", "series", "weekend"})  # "two days of talks"
_HAPPENS = frozenset({"follow", "occur", "happen", "ensue", "erupt"})  # say of their subject only that it took place
_PHASES = ("begin", "continue", "end")
REPROACHING = frozenset({"accuse", "suspect", "blame"})  # "of", "for" doing it
_OWNING = frozenset({"deny", "admit"})
ATTEMPTS = frozenset({"manage", "try", "attempt", "seek", "want", "wish", "hope", "expect", "like", "help"})


def mentions(scene: Scene) -> Iterator[Mention]:
    """Yield the mentions of an article in order, each event word once."""
    for s, clause in enumerate(scene.clauses):
        if (len(clause) < 4 and scene.block(s) is Block.PARAGRAPH) or is_question(clause):
            continue
        carried = _carried(scene, s)
        empty = {mention.verb for mention in carried.values()} | set(_governors(scene, s))
        for at in sorted({*scene.predicates[s], *carried} - empty):
            predicate = scene.predicates[s].get(at)
            if at in carried:
                yield carried[at]
            elif predicate and _is_event(scene, s, at, predicate):
                yield Mention(sentence=s, trigger=at, verb=at, predicate=predicate, phase=_begun(clause, at))


def _begun(clause: Clauses, at: int) -> str:
    """Return "begin" for what somebody began to do."""
    head = clause[at].head
    begins = clause.relation(at) == "xcomp" and clause[head].lemma.lower() in {"begin", "start", "commence"}
    return "begin" if begins else ""


def _carried(scene: Scene, s: int) -> dict[int, Mention]:
    """Return event noun → mention for those whose light or aspectual verb is to be folded into them."""
    clause = scene.clauses[s]
    found: dict[int, Mention] = {}
    for verb in scene.predicates[s]:
        lemma = clause[verb].lemma.lower()
        for at in arranged(scene, s, verb):
            known = scene.predicates[s].get(at, scene.predicates[s][verb])
            found[at] = Mention(sentence=s, trigger=at, verb=verb, predicate=known)
        for at in _nominal_complements(clause, verb):
            predicate = scene.predicates[s].get(at)
            if (
                predicate
                and (is_eventive(clause, at, predicate) or _is_begun(clause, at, predicate))
                and (lemma != "have" or event_type(clause[at].lemma.lower()))
            ):
                phase = next((name for name in _PHASES if lemma in words("light", name)), "")
                found[at] = Mention(sentence=s, trigger=at, verb=verb, predicate=predicate, phase=phase)
    empty = {mention.verb for mention in found.values()}
    return found | {at: mention for at, mention in _complements(scene, s) if at not in empty}


def _complements(scene: Scene, s: int) -> Iterator[tuple[int, Mention]]:
    """Yield what somebody tries to do, and the state that something remains in: "tried to climb", "remain closed until March"."""
    clause, predicates = scene.clauses[s], scene.predicates[s]
    for verb in predicates:
        tried = clause[verb].upos == "VERB" and clause[verb].lemma.lower() in words("light", "try")
        lasts = lasts_until(scene, s, verb)
        for at in clause.of(verb, "xcomp"):
            fits = (tried and "to" in clause.introduces(at)) or (lasts and clause[at].xpos == "VBN")
            if fits and at in predicates and _is_event(scene, s, at, predicates[at]):
                yield at, Mention(sentence=s, trigger=at, verb=verb, predicate=predicates[at])


def _is_begun(clause: Clauses, at: int, predicate: Predicate) -> bool:
    """Say whether a noun is work that starts, of whatever name: "Construction was to start"."""
    begins = clause[clause[at].head].lemma.lower() in words("light", "begin")
    return begins and clause[at].deprel == "nsubj" and clause[at].upos == "NOUN" and predicate.eventive >= 0.35


def _nominal_complements(clause: Clauses, verb: int) -> Sequence[int]:
    lemma = clause[verb].lemma.lower()
    if clause[verb].upos != "VERB" or is_attitude(clause, verb):
        return []
    if lemma == "take" and any(clause[i].lemma == "part" for i in clause.of(verb, "obj")):
        return clause.of(verb, "obl")
    if lemma == "take" and any(clause[i].lemma == "place" for i in clause.of(verb, "obj")):
        return clause.of(verb, "=nsubj")
    phased = lemma in words("light", *_PHASES)
    if lemma in _HAPPENS and not clause.of(verb, "obj"):
        return [i for i in clause.of(verb, "=nsubj") if clause[i].upos in {"NOUN", "PROPN"}]
    if lemma not in words("light", "verbs") and not phased:
        return []
    subjects = clause.of(verb, "nsubj:pass") or (
        clause.of(verb, "=nsubj") if phased and not clause.of(verb, "obj") else []
    )
    measured = [
        j for i in clause.of(verb, "obj", "obl:unmarked") if clause[i].lemma in _MEASURES for j in clause.of(i, "nmod")
    ]
    return [i for i in [*clause.of(verb, "obj"), *measured, *subjects] if clause[i].upos in {"NOUN", "PROPN"}]


def _governors(scene: Scene, s: int) -> Iterator[int]:
    """Yield the verbs that say of another event only whether, or how far, it came about: "failed to", "began to", "want to"."""
    clause = scene.clauses[s]
    for at in scene.predicates[s]:
        lemma = clause[at].lemma.lower()
        phased = lemma in words("light", *_PHASES)
        leads = lemma in {"lead", "proceed"}  # "led the crane to fall"
        if (phased or leads or governs(lemma) == "not" or lemma in ATTEMPTS) and any(
            clause[i].upos == "VERB" for i in clause.of(at, "xcomp")
        ):
            yield at
        elif phased and not clause.of(at, "obj") and any("by" in clause.introduces(i) for i in clause.of(at, "advcl")):
            yield at  # "began by thanking the staff"


def is_eventive(clause: Clauses, at: int, predicate: Predicate) -> bool:
    """Say whether a noun is taken to denote an event worth the name."""
    if clause[at].lemma.lower() == "vote" and clause[at].xpos == "NNS":
        return False  # ballots
    if event_type(clause[at].lemma.lower()):
        return True
    if clause[at].upos not in {"NOUN", "PROPN"} or clause[at].lemma.lower() in words("states", "nouns"):
        return False
    if clause[at].upos == "PROPN" and predicate.news < 0.5:
        return False
    return predicate.eventive >= 0.5 and predicate.news >= 0.5


def _is_event(scene: Scene, s: int, at: int, predicate: Predicate) -> bool:
    clause = scene.clauses[s]
    token = clause[at]
    if token.upos in {"NOUN", "PROPN"}:
        if (token.upos == "PROPN" and scene.is_time(s, at)) or _is_title(scene, s, at):  # the month of March
            return False
        return token.deprel not in _MODIFIERS and not _is_bare(scene, s, at) and is_eventive(clause, at, predicate)
    return (
        token.upos == "VERB"
        and token.deprel not in _MODIFIERS
        and predicate.news >= 0.5
        and not is_plain_saying(clause, at)
        and not is_none(scene, s, at)
    )


def _is_title(scene: Scene, s: int, at: int) -> bool:
    """Say whether a noun only says what a headline heads: "Correction: …", "Morning briefing: …"."""
    tokens = scene.clauses[s].sentence.tokens
    return scene.block(s) is not Block.PARAGRAPH and at + 1 < len(tokens) and tokens[at + 1].text == ":"


def _is_bare(scene: Scene, s: int, at: int) -> bool:
    """Say whether a noun stands alone, "the decision": it says of no event what the text does not say better elsewhere.

    "Her resignation" says whose, if the text says who she is.
    """
    clause = scene.clauses[s]
    owners = [i for i in clause.of(at, "nmod:poss") if clause[i].upos == "PRON"]
    if any(scene.cast.refer(s, i).named for i in owners):
        return False
    if clause.negated(at) and clause.relation(at) in {"nsubj", "obj"}:
        return False  # "no decision was made"
    if is_appointed(scene, s, at):
        return False  # "called an election for 4 July"
    return is_setting(scene, s, at) or all(
        i in owners or clause[i].deprel in {"det", "case", "punct", "cc", "acl:relcl", "conj"}
        for i in clause.children[at]
    )


def is_saying(clause: Clauses, at: int) -> bool:
    """Say whether a word introduces what somebody says: a verb of saying with a content clause, or a quotation's tag."""
    lemma = clause[at].lemma.lower()
    if goes_on(clause, at):
        return True
    if clause[at].upos == "VERB" and lemma in words("say", "verbs"):
        return bool(content(clause, at)) or lemma in {"say", "tell"}
    return (
        clause[at].upos == "NOUN"
        and lemma in words("say", "nouns")
        and bool(clause.of(at, "ccomp", "acl") or clause.relation(at) == "nsubj")
    )


def goes_on(clause: Clauses, at: int) -> bool:
    """Say whether "continue" is the tag of a quotation: "“The bank is closed,” she continued"."""
    tag = clause[at].lemma.lower() == "continue" and not clause.of(at, "obj", "xcomp", "nsubj:pass")
    return tag and bool(clause.of(at, "ccomp") or clause.relation(at) == "parataxis") and bool(clause.of(at, "nsubj"))


def content(clause: Clauses, at: int) -> list[int]:
    """Return the heads of the clauses that a verb of saying introduces."""
    found = [*clause.of(at, "ccomp")]
    if clause[at].lemma.lower() in _OWNING:
        found += [i for i in clause.of(at, "xcomp") if clause[i].xpos == "VBG"]  # "denies stealing it"
    if clause[at].lemma.lower() in REPROACHING:
        found += [i for i in clause.of(at, "advcl", "obl", "xcomp") if clause[i].upos == "VERB"]
    found += [i for i in clause.of(at, "parataxis") if clause.of(i, "nsubj", "nsubj:pass")]
    if clause.relation(at) == "parataxis" and clause[at].head >= 0:
        found.append(clause[at].head)
    if not found and clause[at].upos == "VERB":
        found = [i for i in clause.of(at, "xcomp") if "to" in clause.introduces(i)]
    return found


def is_plain_saying(clause: Clauses, at: int) -> bool:
    """Say whether a verb of saying is no news of its own: what it introduces is, and carries the speaker."""
    lemma = clause[at].lemma.lower()
    if goes_on(clause, at):
        return True
    if lemma not in words("say", "verbs") or lemma in words("say", "newsworthy") or lemma in {"call", "hold"}:
        return False
    things = [i for i in clause.of(at, "obj", "nsubj:pass") if clause[i].upos != "ADV"]  # not "outlined how"
    if lemma in {"concede", "complain"} and not things and not content(clause, at):
        return False  # "as the president concedes", "complained about the noise"
    made = lemma in words("say", "makers") and bool(things)
    return not made or bool(content(clause, at))  # "posted a loss", "added a wing"
