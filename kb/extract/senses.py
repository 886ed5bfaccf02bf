"""Which type of event a word tells: senses.toml where its words decide, the network elsewhere."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kb.extract.lexicon import event_type as occasion
from kb.extract.lexicon import words
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_CONDITIONS: Final = ("object", "subject", "beside", "to", "modifier", "form")
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_AMOUNTS: Final = frozenset(
    {"percent", "%", "dollar", "euro", "pound", "cent", "million", "billion", "trillion", "$", "€", "£", "¥"}
)
_RELATIVE: Final = frozenset({"that", "which", "who", "whom"})
_TO: Final = frozenset({"to", "into", "onto", "toward", "towards", "for"})
_WHO: Final = frozenset({"he", "him", "she", "her", "who", "whom", "nobody", "somebody", "someone"})
_KINDS: Final = {Kind.PERSON: "PERSON", Kind.PLACE: "PLACE", Kind.ORGANISATION: "ORGANISATION"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A type that words have where all conditions hold: condition → lemmas, one of which must be there."""

    type: str
    conditions: Mapping[str, frozenset[str]]


@cache
def table() -> dict[str, Any]:
    """Return senses.toml as it stands."""
    return tomllib.loads((Path(__file__).parent / "senses.toml").read_text("utf8"))


@cache
def _senses(kind: str) -> dict[str, tuple[Sense, ...]]:
    """Return lemma → its senses, of "verbs" or "nouns"."""
    found: dict[str, list[Sense]] = defaultdict(list)
    for type_, entries in table()["senses"].items():
        for entry in entries:
            conditions = {name: _lemmas(entry[name]) for name in _CONDITIONS if name in entry}
            for lemma in entry.get(kind, "").split():
                found[lemma].append(Sense(type=type_, conditions=conditions))
    return {lemma: tuple(senses) for lemma, senses in found.items()}


@cache
def _lemmas(written: str) -> frozenset[str]:
    """Return the lemmas of a list, with those of the classes that it names as "@…"."""
    found: set[str] = set()
    for word in written.split():
        found |= _lemmas(table()["classes"][word[1:]]) if word.startswith("@") else {word}
    return frozenset(found)


@cache
def _always(kind: str) -> dict[str, str]:
    """Return lemma → its type, whatever stands beside it, of "verbs" or "nouns"."""
    found = dict.fromkeys(table()["unsure"][kind].split(), "other")
    return found | {lemma: type_ for type_, lemmas in table()[kind].items() for lemma in lemmas.split()}


def event_type(scene: Scene, mention: Mention, *, saying: bool) -> str:
    """Return the type of a mention. `saying`: it introduces what somebody says, which is a statement unless its word is more than that."""
    clause, at = scene.clauses[mention.sentence], mention.trigger
    found = _sensed(scene, mention) or _worded(clause, at)
    if saying and found in {"", "other"}:
        return "statement"
    found = found or mention.predicate.type
    if found == "start-stop":
        return _of_what(clause, at) or found
    return (
        "start-stop" if found == "other" and mention.phase and _kind(clause, at) == "nouns" else found
    )  # "digging began"


def _sensed(scene: Scene, mention: Mention) -> str:
    """Return the type of the first sense that holds, of the verb that carries the trigger or of the trigger, "" if none does."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    for at in dict.fromkeys((mention.verb, mention.trigger)):
        senses = _senses(_kind(clause, at)).get(clause[at].lemma.lower(), ())
        around = _around(scene, s, at) if senses else {}
        for sense in senses:
            if all(not wanted.isdisjoint(around[name]) for name, wanted in sense.conditions.items()):
                return sense.type
    return ""


def _worded(clause: Clauses, at: int) -> str:
    """Return the type that a word has whatever stands beside it, "" if it has none."""
    lemma, kind = clause[at].lemma.lower(), _kind(clause, at)
    return (occasion(lemma) if kind == "nouns" else "") or _always(kind).get(lemma, "")


def _of_what(clause: Clauses, at: int) -> str:
    """Return the type of what a verb starts or stops, or of what starts or stops by itself, "" if it is of none."""
    things = _objects(clause, at) or _subjects(clause, at)
    nouns = [j for i in things for j in _full(clause, i) if clause[j].upos in _NOUNS]
    types = (_worded(clause, i) for i in nouns)
    return next((type_ for type_ in types if type_ not in {"", "other"}), "")


def _kind(clause: Clauses, at: int) -> str:
    return "nouns" if clause[at].upos in _NOUNS else "verbs"


def _around(scene: Scene, s: int, at: int) -> dict[str, set[str]]:
    """Return condition → the words in that place beside a word."""
    clause = scene.clauses[s]
    hung = clause.of(at, "obl", "xcomp", "advcl", "compound:prt", "advmod")
    before = [*clause.of(at, "compound", "amod", "nmod:desc")]
    if clause.relation(at) == "nmod":
        before.append(clause[at].head)
    return {
        "object": _words(scene, s, [j for i in _objects(clause, at) for j in _full(clause, i)]),
        "subject": _words(scene, s, [j for i in _subjects(clause, at) for j in _full(clause, i)]),
        "beside": _words(scene, s, hung).union(*(clause.introduces(i) for i in hung)),
        "to": _words(scene, s, [i for i in hung if clause.introduces(i) & _TO or clause[i].lemma == "home"]),
        "modifier": _words(scene, s, before),
        "form": {clause[at].text.lower()},
    }


def _objects(clause: Clauses, at: int) -> list[int]:
    """Return what a verb is done to: its objects, the subject of its passive, the noun that its participle describes."""
    found = [*clause.of(at, "obj", "nsubj:pass")]
    if clause[at].deprel == "acl" and clause[at].xpos == "VBN":
        found.append(clause[at].head)
    return [j for i in _antecedents(clause, at, found) for j in clause.conjuncts(i)]


def _subjects(clause: Clauses, at: int) -> list[int]:
    """Return who does it: the subject, also of the verb that this one is joined to or hangs on, and who a passive is by."""
    found = [
        *clause.of(at, "=nsubj"),
        *clause.of(at, "obl:agent"),
        *(i for i in clause.of(at, "obl") if "by" in clause.introduces(i)),
    ]
    above = at
    while not found and clause[above].deprel in {"conj", "xcomp"} and clause[above].head >= 0:
        above = clause[above].head
        found = [*clause.of(above, "=nsubj")]
    if not found and clause[at].deprel == "acl" and clause[at].xpos == "VBG":
        found = [clause[at].head]
    return [j for i in _antecedents(clause, at, found) for j in clause.conjuncts(i)]


def _antecedents(clause: Clauses, at: int, found: list[int]) -> list[int]:
    """Put the noun that a relative clause describes in the place of its pronoun."""
    if clause.relation(at) != "acl" or clause[at].head < 0:
        return found
    return [clause[at].head if clause[i].text.lower() in _RELATIVE else i for i in found]


def _full(clause: Clauses, at: int) -> list[int]:
    """Return a noun, with those that say what it is, "a series of bombs", "aid deliveries", and with the nouns before a name, "the index Dax"."""
    if clause[at].lemma.lower() in _lemmas("@thin"):
        return [at, *clause.of(at, "compound", "nmod")]
    before = clause.of(at, "compound") if clause[at].upos == "PROPN" else []
    return [at, *(i for i in before if clause[i].upos == "NOUN")]


def _words(scene: Scene, s: int, heads: Iterable[int]) -> set[str]:
    """Return the lemmas of words, with PERSON, PLACE, ORGANISATION and AMOUNT for what they name or measure."""
    clause = scene.clauses[s]
    found: set[str] = set()
    for at in heads:
        found |= {clause[at].lemma.lower(), *_names(scene, s, at)}
        if any(clause[i].lemma.lower() in _AMOUNTS for i in (at, *clause.of(at, "nummod", "compound"))):
            found.add("AMOUNT")
    return found


def _names(scene: Scene, s: int, at: int) -> Iterator[str]:
    token, meant = scene.clauses[s][at], scene.cast.name_at(s, at)
    if meant and meant.kind in _KINDS:
        yield _KINDS[meant.kind]
    if token.lemma.lower() in words("roles", "person") or token.text.lower() in _WHO:
        yield "PERSON"
