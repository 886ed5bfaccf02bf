"""Which entities a target's name means, where targets are given by name alone: "Steve Jobs", "iTunes store", "Boeing 787"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb.model import Entity, Kind

if TYPE_CHECKING:
    from kb.model import Knowledge

_WORD: Final = re.compile(r"[\w&-]+")
_FORMS: Final = frozenset(
    [
        "the", "inc", "corp", "corporation", "company", "co", "ltd", "limited", "plc", "llc", "ag", "se", "sa", "nv", "gmbh", "group", "holdings",
        "motor", "incorporated", "index", "average", "industrial", "composite",
    ]
)  # what a firm or an index is called besides its name  # fmt: skip
_MODEL: Final = re.compile(r"[a-z]+-?\d+|\d{3}")  # "A380", "787": a product's maker may be left out
_PARTS: Final = re.compile(r" (?:of|in|to|for|from|with|at|on) ")


def meant(known: Knowledge, target: str) -> set[str]:
    """Return the ids of the entities that go by the name, shorter and longer forms of it among them.

    A longer name of something else is none of its forms: "Airbus A380" is no "Airbus".
    """
    words = _words(target)
    return {
        entity.id
        for entity in known.entities
        if any(_is_form(entity, form, words) for form in (entity.label, *entity.aliases))
    }


def _is_form(entity: Entity, form: str, target: list[str]) -> bool:
    if "@" in entity.key:  # a description: "the new iPhone 4" and "iPhone 4 of 2010", but not "iPhone 4 owners"
        words = _words(_PARTS.split(form)[0])
        return words[-len(target) :] == target
    words = _words(form)
    if words == target or words[-len(target) :] == target:
        return True
    if entity.kind is Kind.PERSON:
        return words == target[-1:] or words[: len(target)] == target
    shorter = len(words) > 1 or bool(words and _MODEL.fullmatch(words[0]))
    between = (
        len(target) > 1 and bool(words) and (words[0], words[-1]) == (target[0], target[-1])
    )  # "iTunes Music Store"
    return between or (shorter and _holds(target, words))


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def _words(name: str) -> list[str]:
    """Return the words of a name in lower case, without genitives, articles and legal forms."""
    words = _WORD.findall(re.sub(r"['’]s?(?=\W|$)", "", name.lower()))
    return [word for word in words if word not in _FORMS] or words
