"""Interactive timeline: one HTML file that works from disk, with uncertainty drawn and every quote at hand."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from kb.export import Index, count, one_line, web_link
from kb.export.jsonl import as_json
from kb.export.words import attribution_in_words, basis_in_words, chapter, date_in_words, when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Claim, Event, Knowledge

SUFFIX = ".html"
TIMELINE = True

_SCRIPTS: Final = ("calendar.js", "marks.js", "filter.js", "chart.js", "gestures.js", "list.js", "page.js")


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the page, one event a line of its data.

    The data are the records of the JSON Lines contract, each with its times in words under `words`, in the order of the
    list: by chapter, then as in `knowledge.events`. The policy of the page lets it load nothing and run only its own
    script, so that text from articles can do no harm even where it were taken for HTML.
    """
    style = _read("timeline.css")
    script = '"use strict";\n' + "".join(map(_read, _SCRIPTS))
    filled = {
        "policy": f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        "summary": f"{count(len(knowledge.events), 'event')} from {count(len(knowledge.articles), 'article')}",
        "style": style,
        "script": script,
    }
    for number, piece in enumerate(re.split(r"\{\{(\w+)\}\}", _read("timeline.html"))):
        if number % 2 and piece == "events":
            yield from _data(knowledge)
        else:
            yield filled[piece] if number % 2 else piece


def _data(knowledge: Knowledge) -> Iterator[str]:
    index = Index(knowledge)
    ordered = sorted(knowledge.events, key=lambda event: chapter(event.when).order)
    for number, event in enumerate(ordered):
        line = as_json(_record(event, index)).replace("<", r"\u003c")  # so that no text can end the script element
        yield (",\n" if number else "") + line


def _record(event: Event, index: Index) -> dict[str, Any]:
    record = index.record(event)
    for part, claim in zip(record["claims"], index.claims(event), strict=True):
        part["words"] = _claim_words(claim, index)
    return record | {
        "words": {
            "when": when_in_words(event.when),
            "chapter": chapter(event.when).title,
            "basis": basis_in_words(event.when.basis),
        },
    }


def _claim_words(claim: Claim, index: Index) -> dict[str, Any]:
    article = index.article(claim)
    return {
        "when": when_in_words(claim.when),
        "basis": basis_in_words(claim.when.basis),
        "says": [one_line(attribution_in_words(attribution)) for attribution in claim.attribution],
        "publisher": article.publisher,
        "published": date_in_words(article.published.edtf) if article.published else "",
        "link": web_link(article.url),
    }


def _read(name: str) -> str:
    return (files("kb.export") / "page" / name).read_text("utf8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
