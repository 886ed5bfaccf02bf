"""Spreadsheet: comma-separated values (RFC 4180), one event a row; no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from kb.export import Index, dates, one_line, web_link
from kb.export.words import when_in_words
from kb.graph import event_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Event, Knowledge

SUFFIX = ".csv"
TIMELINE = True

COLUMNS: Final = [
    *("when", "label", "status", "type", "participants", "places", "sources"),
    *("quote", "attributed_to", "article", "url", "published"),
    *("edtf", "earliest_begin", "latest_begin", "earliest_end", "latest_end", "basis", "id"),
]
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")  # OWASP, "CSV Injection": a leading one makes a spreadsheet calculate


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the head and one row an event; the quote is that of the leading claim, lists are joined by "; "."""
    index = Index(knowledge)
    yield _row(COLUMNS)
    for event in knowledge.events:
        yield _row([_cell(value) for value in _values(event, index)])


def _values(event: Event, index: Index) -> list[str]:
    claim = index.claims(event)[0]
    article = index.article(claim)
    return [
        when_in_words(event.when),
        event.label,
        event.status.value,
        event.type,
        "; ".join(entity.label for entity in index.actors(event)),
        "; ".join(entity.label for entity in index.places(event)),
        str(event.sources),
        claim.quote.of(article.text),
        "; ".join(attribution.speaker for attribution in claim.attribution),
        article.title,
        web_link(article.url),
        article.published.edtf if article.published else "",
        event.when.edtf or "",
        *(day or "" for day in dates(event.when.bounds)),
        event.when.basis.value,
        event_iri(event),
    ]


def _cell(value: str) -> str:
    """Return one line whose first character no spreadsheet calculates with; an apostrophe marks text."""
    line = one_line(value)
    return "'" + line if line.startswith(_FORMULA) else line


def _row(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue()
