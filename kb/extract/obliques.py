"""Who takes part behind a preposition: "talks with X", "handed to Y", "a strike by Z", "looking for a driver"; no tools, means or amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.control import reached
from kb.extract.lexicon import event_type, words
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_AS_TO: Final = frozenset({"regard", "respect", "exception", "view", "effect", "addition"})  # "with regard to"
_SPELLS: Final = frozenset({"end", "start", "beginning", "middle", "time", "close"})  # "sold by the end of the quarter"
_MEANS: Final = frozenset(
    ["accident", "air", "boat", "bus", "car", "chance", "courier", "default", "email", "e-mail", "far", "ferry", "foot", "force", "hand", "helicopter", "land",
     "law", "letter", "mail", "means", "mistake", "phone", "plane", "post", "rail", "road", "sea", "ship", "taxi", "telephone", "text", "train", "truck", "video", "way"]
)  # fmt: skip
_RATES: Final = frozenset({"hour", "day", "week", "month", "year", "dozen"})  # "paid by the hour"
_MARGINS: Final = frozenset({"vote", "point", "goal", "seat", "shot", "run", "length", "lap"})  # "beaten by two goals"


def obliques(scene: Scene, mention: Mention) -> Iterator[tuple[str, int]]:
    """Yield (role, head word) of those with, to, by or against whom it is done, and of whom prepositional verbs do it to."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    for word in dict.fromkeys((mention.verb, mention.trigger)):
        for i in clause.of(word, "obl", "nmod"):
            role = "" if clause[i].lemma.lower() in _AS_TO or scene.is_time(s, i) else _role(scene, s, word, i)
            if role:
                yield role, i
    yield from (("recipient", i) for i in reached(clause, mention.verb) if not clause.introduces(i) & {"for"})
    for below in clause.of(mention.verb, "obj", "obl"):  # "applied for membership along with Finland"
        yield from (("agent", i) for i in clause.of(below, "nmod") if _is_along(clause, i))


def _role(scene: Scene, s: int, word: int, at: int) -> str:
    """Return what a prepositional phrase of an event word says of who takes part, "" if nothing."""
    clause = scene.clauses[s]
    cases, lemma = clause.introduces(at), clause[word].lemma.lower()
    if cases & {"with", "between", "alongside"}:
        return _beside(scene, s, word, at)
    link = next(iter(cases), "") if len(cases) == 1 else ""
    if at > word and link in {"for", "into", "on", "at", "to"} and lemma in words("reaches", link):
        return "patient"
    if link == "to":
        return "recipient" if clause[at].upos == "PROPN" or _is_reached(scene, s, at) else ""
    if link == "against":
        stood = clause[at].lemma.lower() in {"wall", "backdrop", "background"}  # "lined up against the wall"
        return "recipient" if clause[at].upos in {"PROPN", "NOUN", "PRON"} and not stood else ""
    noun = clause[word].upos in {"NOUN", "PROPN"}
    if noun and link == "by":
        return "" if is_means(clause, at) else "agent"
    return "patient" if noun and link == "on" and event_type(lemma) == "attack" else ""


def _beside(scene: Scene, s: int, word: int, at: int) -> str:
    """Return the role of a phrase with "with" or "between": partners, or those that are dealt with; a tool or circumstance has none."""
    clause = scene.clauses[s]
    absolute = any(clause[j].upos == "VERB" for j in clause.of(at, "acl", "amod"))
    if clause[at].upos not in {"PROPN", "NOUN"} or ("with" in clause.introduces(at) and absolute):
        return ""
    if "between" in clause.introduces(at) or _is_along(clause, at):
        route = (
            clause[word].upos == "VERB" and scene.cast.refer(s, at).kind is Kind.PLACE
        )  # "ran between Linz and Graz"
        return "" if route and not _is_along(clause, at) else "agent"
    lemma = clause[word].lemma.lower()
    if lemma in words("reaches", "with"):
        return "patient"
    if clause[at].upos == "PROPN" or _is_reached(scene, s, at):
        return "agent" if clause[word].upos == "NOUN" and lemma in words("reaches", "mutual") else "recipient"
    return ""


def _is_reached(scene: Scene, s: int, at: int) -> bool:
    """Say whether something can be spoken to, paid or gone to: people, bodies, and houses that they keep."""
    lemma = scene.clauses[s][at].lemma.lower()
    if scene.clauses[s][at].upos != "NOUN" or scene.clauses[s].introduces(at) & {"due"}:
        return False
    return lemma in words("roles", "house") or scene.cast.refer(s, at).kind is not Kind.OTHER


def is_means(clause: Clauses, at: int) -> bool:
    """Say whether a phrase with "by" names no doer: "by boat", "by the end of May", "by two goals"."""
    lemma = clause[at].lemma.lower()
    return lemma in _SPELLS | _MARGINS | _RATES or (lemma in _MEANS and not clause.of(at, "det", "nmod:poss", "amod"))


def _is_along(clause: Clauses, at: int) -> bool:
    """Say whether a phrase names those who join in: "along with Finland"."""
    words_ = {clause[j].text.lower() for j in clause.subtree(at)}
    return {"along", "with"} <= words_ or {"together", "with"} <= words_
