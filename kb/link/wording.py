"""Sentences told twice: the same words around the same word tell the same event, in a corrected version also with other figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from kb.model import Claim, Span

_WORD: Final = re.compile(r"\w+")
_AROUND: Final = 2  # words on either side of the trigger that have to be the same
_SAME: Final = 0.8  # of the words of either sentence: one word in ten may be another
_SHORT, _LONG = 3, 8  # words of a sentence that says something: a headline in a copy, and any sentence elsewhere


class Wording(NamedTuple):
    """How a claim is told: the words around its trigger, and those of its sentence, as they are and without figures.

    `follows` is the word after the trigger, which may be part of the verb: "give way"; `before` the one before it, "the" of "the march".
    """

    context: str
    words: frozenset[str]
    plain: frozenset[str]
    follows: str
    before: str


class Wordings:
    """The wordings of the claims of one article; a sentence that several claims rest on is read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read: dict[Span, _Read] = {}

    def of(self, claim: Claim) -> Wording:
        """Return how a claim of the article is told."""
        found = self._read.get(claim.quote)
        if found is None:
            found = self._read[claim.quote] = _read(self._text, claim.quote)
        first, last = bisect_left(found.starts, claim.trigger.start), bisect_left(found.starts, claim.trigger.end)
        return Wording(
            " ".join(found.plain[max(0, first - _AROUND) : last + _AROUND]), found.words, found.figureless,
            found.plain[last] if last < len(found.plain) else "", found.plain[first - 1] if first else "",
        )  # fmt: skip


class _Read(NamedTuple):
    """A sentence: where its words start, the words without figures in order, and the words as `Wording` has them."""

    starts: list[int]
    plain: list[str]
    words: frozenset[str]
    figureless: frozenset[str]


def _read(text: str, sentence: Span) -> _Read:
    matches = list(_WORD.finditer(text, sentence.start, sentence.end))
    words = [intern(match[0].lower()) for match in matches]  # the words of ten thousand articles are few
    plain = [_plain(word) for word in words]
    return _Read([match.start() for match in matches], plain, frozenset(words), frozenset(plain))


def _plain(word: str) -> str:
    return "#" if any(char.isdigit() for char in word) else word


def same_sentence(a: Wording, b: Wording, *, copies: bool) -> bool:
    """Say whether two claims are told in the same words. `copies`: of articles of which one is a copy of the other, perhaps with other figures."""
    if a.context != b.context:
        return False
    one, other = (a.plain, b.plain) if copies else (a.words, b.words)
    fewest = _SHORT if copies else _LONG
    return min(len(one), len(other)) >= fewest and len(one & other) >= _SAME * len(one | other)
