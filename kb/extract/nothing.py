"""Verbs that tell of no event: states, habits, asides, orders in quotations, and how words came to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.due import is_timetabled, is_to
from kb.extract.figures import is_figure
from kb.extract.lexicon import governs, words
from kb.extract.participants import passive_subject, subject
from kb.extract.sourcing import is_formula
from kb.extract.tense import is_main, is_simple_past
from kb.model import Block, Kind

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_WISHES = frozenset({"request", "invitation", "insistence", "urging", "behest", "instigation", "order", "advice"})
_TAKEN = frozenset({"seriously", "lightly", "personally", "granted"})
_PAST = frozenset({"VBD", "VBN"})
_PRESENT = frozenset({"VBZ", "VBP"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SOME = frozenset({"he", "she", "they", "some", "none", "many", "most", "both", "who"})
_WHOEVER = frozenset({"anyone", "anybody", "everyone", "everybody", "whoever", "those", "someone", "somebody"})


def is_none(scene: Scene, s: int, at: int) -> bool:
    """Say whether a verb tells of nothing that happened or will."""
    clause = scene.clauses[s]
    return (
        _is_aside(scene, s, at)
        or is_attitude(clause, at)
        or is_formula(clause, at)
        or (not scene.is_terse(s) and is_habitual(clause, at) and not is_to_come(scene, s, at))
        or _is_state(scene, s, at)
        or _is_tag(clause, at)
        or _is_interview(scene, s, at)
        or _is_order(scene, s, at)
        or _is_whoever(scene, s, at)
        or _is_descriptive(clause, at)
        or is_figure(scene, s, at)
    )


def is_to_come(scene: Scene, s: int, at: int) -> bool:
    """Say whether a simple present beside a day may tell of the future."""
    return lasts_until(scene, s, at) or is_timetabled(scene, s, at)


def is_question(clause: Clauses) -> bool:
    """Say whether a sentence asks when, why or who: it tells nothing, the answer does; "Will heads roll?" says that they may."""
    asking = next((token for token in clause.sentence.tokens if token.upos != "PUNCT"), None)
    return clause[len(clause) - 1].text == "?" and asking is not None and asking.xpos.startswith("W")


def is_setting(scene: Scene, s: int, at: int) -> bool:
    """Say whether a noun only says where or at whose wish another thing was said or done: "told a news conference", "at the request of France"."""
    clause = scene.clauses[s]
    links, head = clause.introduces(at), clause[at].head
    if clause.relation(at) not in {"obl", "obj"} or head < 0 or clause[head].upos != "VERB":
        return False
    if clause[at].lemma.lower() in _WISHES:
        return bool(links & {"at", "on", "upon", "by"})
    said = clause[head].lemma.lower() in words("say", "verbs") or clause[head].lemma.lower() == "speak"
    bare = all(
        clause[i].deprel in {"det", "case", "punct"}
        or (clause[i].deprel in {"amod", "compound"} and not (scene.cast.name_at(s, i) or scene.is_time(s, i)))
        for i in clause.children[at]
    )
    return said and bare and (bool(links & {"at", "in", "during"}) or clause[head].lemma.lower() == "tell")


def _is_interview(scene: Scene, s: int, at: int) -> bool:
    """Say whether a verb only tells that somebody spoke to the newspaper: "Anna Berg spoke to us"."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() not in {"speak", "talk"} or scene.quote_around(s, at):
        return False
    return any(clause[i].text.lower() in {"us", "me"} for i in clause.of(at, "obl"))


def _is_state(scene: Scene, s: int, at: int) -> bool:
    """Say whether a verb tells a state, or nothing of its own; a date makes an event of it, of vague ones also an object and the past."""
    clause = scene.clauses[s]
    lemma = clause[at].lemma.lower()
    particle = next((clause[i].lemma.lower() for i in clause.of(at, "compound:prt")), "")
    if _is_way(clause, at) or _is_heard(scene, s, at) or lasts_until(scene, s, at):
        return False
    if is_timetabled(scene, s, at):
        return False
    if particle:
        return f"{lemma}_{particle}" in words("states", "verbs")
    if lemma == "prove" and any(clause[i].upos == "ADJ" for i in clause.of(at, "xcomp")):
        return True  # "proved difficult"
    judged = lemma == "find" and any(clause[i].upos == "ADJ" for i in clause.of(at, "xcomp"))  # "found him guilty"
    state = lemma in words("states", "verbs") or (lemma in words("states", "bare") and not clause.of(at, "obj"))
    return (
        state
        and not judged
        and not _is_dated(scene, s, at)
        and not _is_deed(scene, s, at)
        and not _is_aim(scene, s, at)
    )


def _is_heard(scene: Scene, s: int, at: int) -> bool:
    """Say whether a court or committee hears a case or a witness: "the appeal was heard", "she is to be heard as a witness"."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() != "hear" or clause.of(at, "xcomp", "ccomp"):
        return False
    heard = clause.of(at, "nsubj:pass")
    case = any(clause[i].lemma.lower() in words("states", "heard") for i in heard)
    witness = any("as" in clause.introduces(i) or clause[i].deprel == "obl:agent" for i in clause.of(at, "obl"))
    return case or (bool(heard) and witness)


def lasts_until(scene: Scene, s: int, at: int) -> bool:
    """Say whether something is to stay as it is until a day: "schools remain closed until March"."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() not in {"remain", "stay"} or not clause.of(at, "xcomp", "obl"):
        return False
    ends = [i for word in (at, *clause.of(at, "xcomp")) for i in clause.of(word, "obl")]
    return any(clause.introduces(i) & {"until", "till"} and scene.is_time(s, i) for i in ends)


def _is_way(clause: Clauses, at: int) -> bool:
    """Say whether a word beside a vague verb makes it a deed: "went back", "looking into", "called for"."""
    lemma = clause[at].lemma.lower()
    if clause[at].xpos in {"VBZ", "VBP"}:
        return False
    beside = {clause[i].lemma.lower() for i in clause.of(at, "advmod") if i > at}
    if lemma in {"go", "come", "bring"} and beside & {"back", "down", "forward", "up", "off", "home"}:
        return True
    reached = set().union(*(clause.introduces(i) for i in clause.of(at, "obl")))
    return bool(reached & {"look": {"into", "for"}, "call": {"for", "on", "upon"}}.get(lemma, set()))


def is_attitude(clause: Clauses, at: int) -> bool:
    """Say whether a verb tells only how something is taken: "takes the threat seriously"."""
    if clause[at].lemma.lower() != "take":
        return False
    rest = [token.text.lower() for token in clause.sentence.tokens[at + 1 :]]
    return bool(set(rest[: rest.index(",")] if "," in rest else rest) & _TAKEN)


def _is_dated(scene: Scene, s: int, at: int) -> bool:
    clause = scene.clauses[s]
    finite = clause[at].xpos == "VBD" or "have" in clause.auxiliaries(at)
    if not finite or clause[at].lemma in {"be", "do", "happen", "occur"} or clause.introduces(at) & {"if", "unless"}:
        return False
    return any(scene.is_time(s, i) for i in clause.of(at, "obl", "advmod", "nmod"))


def _is_aim(scene: Scene, s: int, at: int) -> bool:
    """Say whether somebody is to do something by a vague verb: "will find them", "wants to bring it", "was asked to help"."""
    clause, lemma = scene.clauses[s], scene.clauses[s][at].lemma.lower()
    full = clause.of(at, "obj", "ccomp", "xcomp", "nsubj:pass")
    if lemma in words("states", "moves") and not full:
        timed = any(scene.is_time(s, i) for i in clause.of(at, "obl", "advmod"))
        return timed and is_to(clause, at)  # "is to appear in court on Monday"
    if not full or lemma not in words("states", "aimed"):
        return False
    head = clause[at].head
    wanted = clause.relation(at) == "xcomp" and governs(clause[head].lemma.lower()) in {"planned", "possible", "not"}
    return wanted or is_to(clause, at)


def _is_deed(scene: Scene, s: int, at: int) -> bool:
    """Say whether somebody with a name did something to something, by a verb that may tell as little as "make" or "show"."""
    clause = scene.clauses[s]
    told = _PAST | (_PRESENT if scene.is_terse(s) and clause[at].lemma.lower() != "face" else set())
    if (
        clause[at].lemma.lower() not in words("states", "vague")
        or clause[at].xpos not in told
        or scene.quote_around(s, at)
    ):
        return False
    objects = [i for i in clause.of(at, "obj") if clause[i].upos in _NOUNS]
    undergone = [i for i in clause.of(at, "nsubj:pass") if clause[i].upos in _NOUNS or clause[i].lemma.lower() in _SOME]
    done = clause[at].xpos == "VBD" or "have" in clause.auxiliaries(at)
    if clause[at].lemma.lower() in words("states", "handled") and (undergone or (objects and done)):
        return True
    who = subject(scene, s, at)
    return bool(objects) and who is not None and (scene.cast.refer(s, who).named or _is_act(scene, s, at, who, objects))


def _is_act(scene: Scene, s: int, at: int, who: int, objects: list[int]) -> bool:
    """Say whether people did something with a thing, and the text tells it as such: "officers used pepper spray"."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() not in words("states", "acts") or not is_main(clause, at):
        return False
    people = scene.cast.refer(s, who).kind in {Kind.PERSON, Kind.GROUP, Kind.ORGANISATION}
    animate = people or clause[who].lemma.lower() in words("roles", "acting")
    concrete = any(clause[i].lemma.lower() not in words("states", "nouns") for i in objects)
    return animate and concrete and is_simple_past(clause, at) and not clause.of(at, "xcomp", "advcl")


def is_habitual(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the simple present, which in a news text tells habits and states, not events."""
    finite = clause[at].xpos in {"VBZ", "VBP"} and not clause.auxiliaries(at)
    later = clause.relation(at) == "advcl" and bool(
        clause.introduces(at) & {"once", "until", "when", "if", "after", "before"}
    )
    told = clause[at].lemma.lower() in words("say", "newsworthy")  # "prosecutors accuse the mayor"
    return finite and not later and not told


def _is_aside(scene: Scene, s: int, at: int) -> bool:
    """Say whether an infinitive only tells what something is for, or how to do it: "a framework to ensure", "how to move"."""
    clause = scene.clauses[s]
    if "to" not in clause.introduces(at):
        return False
    if any(clause[i].lemma.lower() in {"how", "what", "whether"} for i in clause.of(at, "advmod", "obj", "obl")):
        return True
    head = clause[at].head
    if _is_for_thing(scene, s, at):
        return True
    if clause.relation(head) == "root" and scene.block(s) is not Block.PARAGRAPH:
        return False  # a headline's plan: "Apple to open store"
    return (
        clause.relation(at) in {"acl", "advcl"}
        and clause[head].upos in {"NOUN", "PROPN"}
        and not governs(clause[head].lemma.lower())
    )


def _is_for_thing(scene: Scene, s: int, at: int) -> bool:
    """Say whether an infinitive tells what a thing asked for is to do: "called for a law to protect tenants"."""
    clause = scene.clauses[s]
    sought = [i for i in clause.of(clause[at].head, "obl") if i < at and "for" in clause.introduces(i)]
    return (
        clause.relation(at) == "advcl"
        and bool(sought)
        and clause[sought[-1]].upos == "NOUN"
        and scene.cast.refer(s, sought[-1]).kind is Kind.OTHER
    )


def _is_tag(clause: Clauses, at: int) -> bool:
    """Say whether a participle or an "it" only tells how words came to be said: "asked about losses", "it was reported that"."""
    head = clause[at].head
    lemma = clause[at].lemma.lower()
    if (
        lemma == "ask"
        and clause[at].xpos in _PAST
        and clause.relation(at) == "advcl"
        and not clause.of(at, "nsubj", "aux", "mark")
    ):
        return True
    it = any(clause[i].text.lower() == "it" for i in clause.of(at, "expl", "nsubj:pass"))
    if it and clause[at].xpos == "VBN" and lemma in words("say", "heard") and clause.of(at, "ccomp", "csubj"):
        return True
    said = head >= 0 and clause.relation(at) == "advcl" and clause[head].lemma.lower() in words("say", "verbs")
    return said and lemma in {
        "speak",
        "ask",
        "address",
        "write",
        "appear",
        "talk",
        "refer",
        "cite",
        "quote",
        "add",
    }


def _is_order(scene: Scene, s: int, at: int) -> bool:
    """Say whether a verb stands in the imperative, as people speak: "Stop me", "look at the figures"."""
    clause = scene.clauses[s]
    bare = clause[at].xpos in {"VB", "VBP"} and not clause.introduces(at) and not clause.auxiliaries(at)
    top = clause.relation(at) in {"root", "ccomp", "parataxis"}
    return bare and top and not clause.of(at, "nsubj") and scene.block(s) is Block.PARAGRAPH


def _is_descriptive(clause: Clauses, at: int) -> bool:
    """Say whether a participle only says which thing is meant: "the gallery, located in Graz"."""
    which = clause.relation(at) == "acl" and clause[at].xpos in {"VBN", "VBG", "VBD"}
    return which and clause[at].lemma.lower() in words("states", "descriptive")


def _is_whoever(scene: Scene, s: int, at: int) -> bool:
    """Say whether nobody in particular did it: "anyone who has bought one"."""
    clause = scene.clauses[s]
    who = next(iter(passive_subject(scene, s, at)), None) or subject(scene, s, at)
    return who is not None and {clause[who].text.lower(), scene.cast.refer(s, who).name.lower()} & _WHOEVER != set()
