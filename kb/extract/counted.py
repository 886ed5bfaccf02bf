"""Which words can be somebody or something that takes part: nouns, known pronouns, numbers of people, "none of the buyers"; no empty objects or measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses

_NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})
_SOME: Final = frozenset(
    ["nobody", "none", "no-one", "somebody", "someone", "anybody", "anyone", "everybody", "everyone", "many", "several", "some", "others", "both", "all",
     "few", "most", "half", "those", "another", "neither", "either"]
)  # fmt: skip
_CORE: Final = ("nsubj", "obj", "iobj", "obl:agent")
_QUALIFIED: Final = ("det", "amod", "nummod", "nmod", "compound", "acl")
_LOST: Final = frozenset({"life", "toll"})  # "lost his life", "took its toll"


def can_take_part(clause: Clauses, at: int) -> bool:
    """Say whether a word can head a participant: a noun, a pronoun, or what counts people or stands for them as a subject or object."""
    if clause[at].upos in _NOUNS:
        return True
    top = at
    while clause.relation(top) == "conj":
        top = clause[top].head
    core = clause[top].deprel.startswith(_CORE)
    if not core or clause[at].upos not in {"NUM", "DET", "ADJ"}:
        return False
    if clause[at].upos == "NUM":
        return (
            clause.relation(top) == "nsubj"
            or is_part(clause, at)
            or clause[clause[top].head].lemma in words("nouns", "harms")
        )
    the = any(clause[i].text.lower() == "the" for i in clause.of(at, "det"))
    return (
        the if clause[at].upos == "ADJ" and clause[at].text.lower() not in _SOME else clause[at].text.lower() in _SOME
    )


def is_some(clause: Clauses, at: int) -> bool:
    """Say whether a pronoun stands for people or things as many as it says: "nobody", "some of the buyers"."""
    nobody = clause[at].lemma.lower() == "one" and bool(clause.of(at, "det"))  # "no one", in two words
    return nobody or (clause[at].text.lower() in _SOME and clause[at].xpos not in {"PRP", "PRP$"})


def is_part(clause: Clauses, at: int) -> bool:
    """Say whether a number counts some of others: "three of those companies"."""
    return any(clause.introduces(i) == {"of"} for i in clause.of(at, "nmod"))


def objects(clause: Clauses, verb: int) -> list[int]:
    """Return a verb's objects that something is done to: no "place" that is taken, no miles, but the gallery in "four kilometres of gallery".

    What a comma parts from the verb is no object: "driver killed, passenger in hospital"; but in "bought, sold and mended cars" it is.
    """
    kept = list[int]()
    parted = clause[verb + 1].text == "," if verb + 1 < len(clause) else False
    for i in clause.of(verb, "obj"):
        lemma = clause[i].lemma.lower()
        if parted and i > verb and not any(verb < j < i for j in clause.of(verb, "conj")):
            continue
        if lemma in words("idle", "measures") and clause.of(i, "nummod"):
            kept += [j for j in clause.of(i, "nmod") if clause.introduces(j) == {"of"}]
        elif not _is_idle(clause, i, lemma):
            kept.append(i)
    return kept


def _is_idle(clause: Clauses, at: int, lemma: str) -> bool:
    if lemma in _LOST and clause.of(at, "nmod:poss"):
        return clause[clause[at].head].lemma.lower() in {"lose", "take"}
    return lemma in words("idle", "bare") and not clause.of(at, *_QUALIFIED)
