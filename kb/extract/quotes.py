"""What stands in quotation marks in an article; the marks pair up inside a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.clauses import quoted

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.model import Article, Span


class Quotes:
    """The quotations of an article's narration."""

    def __init__(self, article: Article) -> None:
        self._spans = {
            at: quoted(article.text, section.span)
            for at, section in enumerate(article.sections)
            if section.block.narration
        }

    def around(self, clause: Clauses, at: int) -> Span | None:
        """Return the quotation that holds a word."""
        for span in self._spans[clause.sentence.section]:
            if span.covers(clause[at].span):
                return span
        return None
