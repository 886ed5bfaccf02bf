"""TimelineJS 3: the JSON that Knight Lab's timeline reads; dates no finer than known."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

from kb.export import Index, count, one_line, web_link
from kb.export.words import attribution_in_words, unit, when_in_words
from kb.model import Day, Event, Knowledge, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".json"
TIMELINE = True

_STATUS: Final = {
    Status.OCCURRED: "",
    Status.ONGOING: "Ongoing: ",
    Status.PLANNED: "Planned: ",
    Status.POSSIBLE: "Possible: ",
    Status.DID_NOT_OCCUR: "Did not occur: ",
}


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the timeline, one event a line; events without an earliest begin are counted on the title slide.

    Format: https://timeline.knightlab.com/docs/json-format.html. Its texts are HTML, so ours are escaped.
    """
    index = Index(knowledge)
    placed = [event for event in knowledge.events if event.when.bounds.earliest_begin]
    title = {"text": {"headline": "Timeline", "text": _note(len(knowledge.events) - len(placed))}}
    yield '{"title": ' + json.dumps(title, ensure_ascii=False) + ',\n"events": ['
    for number, event in enumerate(placed):
        yield ("," if number else "") + "\n" + json.dumps(_slide(event, index), ensure_ascii=False)
    yield "\n]}\n"


def _note(left_out: int) -> str:
    """Say what cannot be shown: TimelineJS needs a start, and one is never invented."""
    return f"{count(left_out, 'event')} without a known start cannot be placed here." if left_out else ""


def _slide(event: Event, index: Index) -> dict[str, Any]:
    return {
        **_dates(event),
        "display_date": when_in_words(event.when),
        "text": {"headline": _html(_STATUS[event.status] + event.label), "text": _evidence(event, index)},
        "group": _html(event.type),
        "unique_id": "event-" + event.id,
    }


def _dates(event: Event) -> dict[str, Any]:
    """Give the first and last day that the event may cover, each only as fine as both ends need."""
    bounds = event.when.bounds
    first, last = bounds.earliest_begin, bounds.latest_end
    if first is None:
        return {}
    if last is None:
        return {"start_date": _date(first, unit(first, bounds.latest_begin or first))}
    kind = unit(first, last)
    start, end = _date(first, kind), _date(last, kind)
    return {"start_date": start} if start == end else {"start_date": start, "end_date": end}


def _date(day: Day, kind: str) -> dict[str, int]:
    kept = ("year", "month", "day")[: {"year": 1, "month": 2, "day": 3}[kind]]
    return dict(zip(kept, day, strict=False))


def _evidence(event: Event, index: Index) -> str:
    """Return each claim's quote, speaker and source as HTML."""
    parts = [f"<p>{count(event.sources, 'source')}</p>"]
    for claim in index.claims(event):
        article = index.article(claim)
        title = _html(article.title or article.publisher or "untitled")
        link = web_link(article.url)
        source = f'<a href="{escape(link)}" rel="noopener">{title}</a>' if link else title
        says = "".join(_html(attribution_in_words(attribution)) + ", " for attribution in claim.attribution)
        parts.append(f"<blockquote>{_html(claim.quote.of(article.text))}</blockquote><p>{says}{source}</p>")
    return "".join(parts)


def _html(text: str) -> str:
    return escape(one_line(text))
