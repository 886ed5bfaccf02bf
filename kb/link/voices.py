"""Whose words a claim rests on: copies of an article are one source, and so is a sentence that several articles print, a box of facts or a line of an agency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb.link.duplicates import originals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.model import Article, Claim, Span

_WORD: Final = re.compile(r"\w+")
_LONG: Final = 8  # words: a shorter sentence may come to two writers by themselves


class Voices:
    """The independent sources behind claims, each named by the smallest id of the articles that it speaks through.

    `original`: article id → the source of an article as a whole.
    """

    def __init__(self, claims: Iterable[Claim], articles: Mapping[str, Article]) -> None:
        self.original = originals(list(articles.values()))
        self._printed: dict[tuple[str, Span], str] = {}
        self._first: dict[str, str] = {}
        for claim in claims:
            place = claim.article, claim.quote
            if place not in self._printed:
                words = _WORD.findall(claim.quote.of(articles[claim.article].text).lower())
                self._printed[place] = sentence = " ".join(words) if len(words) >= _LONG else ""
                original = self.original[claim.article]
                self._first[sentence] = min(self._first.get(sentence, original), original)

    def of(self, claim: Claim) -> str:
        """Return the source of the words of one of the claims."""
        sentence = self._printed[claim.article, claim.quote]
        return self._first[sentence] if sentence else self.original[claim.article]
