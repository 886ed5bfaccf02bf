"""Markdown: the timeline by month, each event with its quotes (CommonMark, reads well on GitHub)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kb.export import Index, count, printable, web_link
from kb.export.words import attribution_in_words, chapter, date_in_words, when_in_words
from kb.model import Article, Claim, Event, Knowledge, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".md"
TIMELINE = True

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]|~$#!]|:(?=//)|(?<=www)\.")  # the last two: GitHub links bare addresses
_OPENING: Final = re.compile(
    r"^(?P<number>\d{1,9}(?=[.)])|)(?P<mark>[-+=.)])"
)  # lists, rules and underlines, at the start of a line only
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LINK: Final = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "\\": "%5C"})
_STATUS: Final = {
    Status.OCCURRED: "",
    Status.ONGOING: "**ongoing** · ",
    Status.PLANNED: "**planned** · ",
    Status.POSSIBLE: "**possible** · ",
    Status.DID_NOT_OCCUR: "**did not occur** · ",
}


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the title, then each month with its events; undated events come last, under their own heading."""
    index = Index(knowledge)
    yield f"# Timeline\n\n{count(len(knowledge.events), 'event')} from {count(len(knowledge.articles), 'article')}.\n"
    ordered = sorted(knowledge.events, key=lambda event: chapter(event.when).order)
    for heading, events in groupby(ordered, key=lambda event: chapter(event.when)):
        yield f"\n## {heading.title}\n"
        for event in events:
            yield _entry(event, index)


def _entry(event: Event, index: Index) -> str:
    facts = [
        _escape(event.type),
        ", ".join(_escape(entity.label) for entity in index.actors(event)),
        ", ".join(_escape(entity.label) for entity in index.places(event)),
        count(event.sources, "source"),
    ]
    line = _STATUS[event.status] + " · ".join(filter(None, facts))
    quotes = "".join(_quote(claim, index.article(claim)) for claim in index.claims(event))
    return f"\n### {_escape(when_in_words(event.when))}: {_escape(event.label)}\n\n{line}\n{quotes}"


def _quote(claim: Claim, article: Article) -> str:
    says = [_escape(attribution_in_words(attribution)) for attribution in claim.attribution]
    words = [f"date from “{_escape(claim.when.text)}”"] if claim.when.text else []
    return f"\n> {_marked(claim, article.text)}\n>\n> — {' · '.join([*says, _source(article), *words])}\n"


def _marked(claim: Claim, text: str) -> str:
    """Return the quote with its trigger, where it lies inside, in bold."""
    quote, trigger = claim.quote, claim.trigger
    words = _inline(trigger.of(text)).strip()
    if not quote.covers(trigger) or not words:
        return _escape(quote.of(text))
    before, after = Span(quote.start, trigger.start).of(text), Span(trigger.end, quote.end).of(text)
    return _opening((_inline(before) + f"**{words}**" + _inline(after)).strip())


def _source(article: Article) -> str:
    title, link = _escape(article.title or article.publisher or "untitled"), web_link(article.url)
    named = f"[{title}](<{link.translate(_LINK)}>)" if link else title
    publisher = [_escape(article.publisher)] if article.publisher and article.title else []
    published = [f"published {_escape(date_in_words(article.published.edtf))}"] if article.published else []
    return ", ".join([named, *publisher, *published])


def _escape(text: str) -> str:
    """Return one line that Markdown shows as these very characters."""
    return _opening(_inline(text).strip())


def _inline(text: str) -> str:
    spaced = re.sub(r"\s+", " ", printable(text))
    return _SPECIAL.sub(r"\\\g<0>", spaced).translate(_ENTITIES)


def _opening(line: str) -> str:
    return _OPENING.sub(r"\g<number>\\\g<mark>", line)
