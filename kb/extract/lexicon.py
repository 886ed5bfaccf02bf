"""The word classes of lexicon.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text("utf8"))


@cache
def words(section: str, *names: str) -> frozenset[str]:
    """Return the lemmas of a class or of several, such as `words("say", "verbs")`; phrases have "_" for blanks."""
    return frozenset(lemma for name in names for lemma in _table()[section][name].split())


@cache
def groups(section: str) -> dict[str, frozenset[str]]:
    """Return name → lemmas of a whole section, such as `groups("phrases")`."""
    return {name: frozenset(lemmas.split()) for name, lemmas in _table()[section].items()}


@cache
def event_type(noun: str) -> str:
    """Return the type of an event that a noun always denotes, "" for other nouns.

    >>> event_type("summit"), event_type("table")
    ('meet-consult', '')
    """
    return next((kind for kind, nouns in _table()["events"].items() if noun in nouns.split()), "")


@cache
def governs(lemma: str) -> str:
    """Return what becomes of a word's complement: occurred, ongoing, planned, possible, not; "" when it says nothing.

    >>> governs("fail"), governs("agree"), governs("eat")
    ('not', 'planned', '')
    """
    return next(
        (fate for fate in ("not", "planned", "ongoing", "possible", "occurred") if lemma in words("governs", fate)), ""
    )
