"""Which words may tell of one event: a verb and its noun anywhere, and in one article the words of a group of synonyms.toml."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kb.model import Claim

_NOTHING: Final = frozenset[str]()


def verb(lemma: str) -> str:
    """Return the verb of a noun that looks unlike it, other words as they are.

    >>> verb("death"), verb("invasion")
    ('die', 'invasion')
    """
    return _VERBS.get(lemma, lemma)


def stem(claim: Claim) -> str:
    """Return what the words of claims that may be `alike` begin with."""
    return "meet" if claim.type == "meet-consult" else verb(claim.lemma)[:4]


def alike(a: str, b: str) -> bool:
    """Say whether two lemmas are one word or a verb and its noun.

    >>> alike("invade", "invasion"), alike("meet", "meeting"), alike("contest", "contract")
    (True, True, False)
    """
    if a == b or {a, b} <= _GATHERINGS or verb(a) == verb(b):
        return True
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(4, min(len(a), len(b)) - 2)


def acts(lemma: str, follows: str, kind: str = "") -> frozenset[str]:
    """Return the groups of synonyms that a word is of, with the word that follows it if the two are one; some words only as a type of event.

    >>> sorted(acts("give", "way")), sorted(acts("give", "money")), sorted(acts("sink", "in"))
    (['collapse'], [], ['fall', 'founder'])
    >>> sorted(acts("leave", "", "personnel")), sorted(acts("leave", "", "move-travel"))
    (['quit'], [])
    """
    groups = _groups("groups")
    told, so = groups.get(f"{lemma}_{follows}") or groups.get(lemma, _NOTHING), groups.get(f"{lemma}:{kind}")
    return told | so if so else told


def another_sense(lemma: str, one: str, other: str) -> bool:
    """Say whether a word of two senses is of one type in one and of the other in the other.

    >>> another_sense("strike", "protest", "attack"), another_sense("strike", "attack", "other"), another_sense("march", "protest", "attack")
    (True, False, False)
    """
    types = _groups("senses").get(lemma)
    return types is not None and one in types and other in types


def thing(word: str) -> str:
    """Return one word for all those that call a thing the same.

    >>> thing("quake"), thing("harbour")
    ('earthquake', 'harbour')
    """
    return min(_groups("things").get(word, (word,)))


@cache
def _groups(section: str) -> dict[str, frozenset[str]]:
    """Return word → the groups of that section of synonyms.toml that it is of."""
    table = tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text("utf8"))
    found: dict[str, set[str]] = defaultdict(set)
    for group, words in table[section].items():
        for word in words.split():
            found[word].add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


_VERBS = {
    "death": "die", "sale": "sell", "loss": "lose", "choice": "choose", "flight": "fly", "speech": "speak", "marriage": "marry", "birth": "bear",
    "defence": "defend", "destruction": "destroy", "shot": "shoot", "gift": "give", "failure": "fail", "fire": "burn",
}  # fmt: skip
_GATHERINGS = frozenset({"summit", "meeting", "conference", "meet", "gathering"})
