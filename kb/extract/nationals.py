"""Who is meant by the name of a people in the singular: "the Swede" is a person, in a story about a person of that country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb import gazetteer
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant, Names
    from kb.model import Name

_ARTICLES: Final = frozenset({"the", "this", "that", "a", "an"})
_LOOSE: Final = frozenset({"acl", "acl:relcl", "conj", "parataxis", "advcl", "nsubj"})
_MODIFIERS: Final = frozenset({"amod", "compound", "flat", "nmod", "appos", "det"})


def country(clause: Clauses, at: int) -> str:
    """Return the country of a word that can name one person of its people, "" for others: "the Portuguese", but not "the Poles"."""
    word = clause[at].text
    land = gazetteer.people(word)
    if not land or clause.relation(at) in _MODIFIERS:
        return ""
    articles = {clause[i].text.lower() for i in clause.of(at, "det")} & _ARTICLES
    return land if articles and not _is_plural(clause, at) else ""


def is_counted(word: str) -> bool:
    """Say whether a people's name has a plural of its own, so that it means one person: "Swede", not "Portuguese"."""
    return gazetteer.people(word + "s") is not None


def are_people(clause: Clauses, at: int) -> bool:
    """Say whether a people's name means some of them, "two Poles", "Americans"; "the Finns" are their country."""
    word = clause[at].text
    several = is_of_many(word) and gazetteer.people(word[:-1])
    if not several or clause.relation(at) in _MODIFIERS:
        return False
    return bool(clause.of(at, "nummod")) or not any(clause[i].text.lower() == "the" for i in clause.of(at, "det"))


def is_of_many(word: str) -> bool:
    """Say whether a word means the many of a people: "Finns", not "Finland" nor "Finnish"."""
    return word.endswith("s") and gazetteer.people(word) is not None


def _is_plural(clause: Clauses, at: int) -> bool:
    """Say whether a people's name means many: by its form, or by its verb's."""
    word = clause[at].text
    if word.endswith("s") and gazetteer.people(word[:-1]):
        return True
    verb = clause[at].head
    if verb < 0 or clause.relation(at) != "nsubj":
        return False
    forms = {clause[i].text.lower() for i in (verb, *clause.of(verb, "aux", "cop"))}
    return bool(forms & {"are", "were", "have"}) or (clause[verb].xpos == "VBP" and not clause.of(verb, "aux"))


def person_of(clauses: Sequence[Clauses], names: Names, s: int, land: str) -> Meant | None:
    """Return the last person named up to sentence `s` whom the article calls one of that country."""
    for back in range(s, -1, -1):
        for name in reversed(names.people(back)):
            if land in _lands(clauses[back], names, back, name):
                return names.at(back, name.first)
    return None


def _lands(clause: Clauses, names: Names, s: int, name: Name) -> set[str]:
    """Return the countries that a person's name, title, apposition or predicate mentions."""
    head = next((i for i in range(name.first, name.last) if not name.first <= clause[i].head < name.last), name.first)
    while clause.relation(head) in {"appos", "flat"} or clause[head].deprel == "nmod:desc":
        head = clause[head].head
    said = clause.subtree(head, without=_LOOSE)
    above = clause[head].head
    if clause.relation(head) == "nsubj" and clause.of(above, "cop"):
        said += clause.subtree(above, without=_LOOSE)
    found = (names.at(s, i, kind=Kind.PLACE) for i in said)
    return {meant.name for meant in found if meant}
