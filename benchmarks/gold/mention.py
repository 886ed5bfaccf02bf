"""One mention of an event, in the gold set or by the product: the same record, so that either can be compared with either."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kb.model import Bounds, Day, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLASSES = ("agent", "patient", "theme", "other")  # a theme may be called agent or patient


@dataclass(frozen=True, slots=True)
class Phrase:
    """A participant or source: its words, and the name that stands for it (the words themselves if they stand for nothing else)."""

    span: Span
    words: str
    name: str
    name_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase in one of `CLASSES`."""

    role: str
    phrase: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`event`: the same string for the same event. An `optional` mention is neither rewarded nor punished, and may leave the rest out."""

    article: str
    trigger: Span
    status: Status | None = None
    bounds: Bounds = field(default_factory=Bounds)
    sources: tuple[Phrase, ...] = ()
    parts: tuple[Part, ...] = ()
    event: str = ""
    optional: bool = False


def phrase(text: str, span: Span, name: Span | None = None) -> Phrase:
    """Return the phrase at a span, standing for the one at `name` if that is given."""
    words = span.of(text)
    return Phrase(span=span, words=words, name=name.of(text) if name else words, name_span=name)


def write(path: Path, mentions: Iterable[Mention]) -> None:
    """Write mentions as JSON Lines: offsets and labels, none of the text."""
    path.write_text("".join(json.dumps(_record(mention)) + "\n" for mention in mentions), "utf8")


def read(path: Path, text: str) -> Iterator[Mention]:
    """Yield the mentions of an article from its file of JSON Lines; `text` is the article's."""
    for line in path.read_text("utf8").splitlines():
        record: dict[str, Any] = json.loads(line)
        yield Mention(
            article=path.stem,
            trigger=Span(*record["trigger"]),
            status=Status(record["status"]) if record["status"] else None,
            bounds=Bounds(**{name: _day(record["bounds"][i]) for i, name in enumerate(_BOUNDS)}),
            sources=tuple(_phrase(text, offsets) for offsets in record["by"]),
            parts=tuple(Part(role, _phrase(text, offsets)) for role, *offsets in record["participants"]),
            event=record["event"],
            optional=record["optional"],
        )


_BOUNDS = ("earliest_begin", "latest_begin", "earliest_end", "latest_end")


def _record(mention: Mention) -> dict[str, Any]:
    days = (getattr(mention.bounds, name) for name in _BOUNDS)
    return {
        "trigger": mention.trigger,
        "status": mention.status,
        "bounds": [str(day) if day else None for day in days],
        "by": [_offsets(source) for source in mention.sources],
        "participants": [[part.role, *_offsets(part.phrase)] for part in mention.parts],
        "event": mention.event,
        "optional": mention.optional,
    }


def _offsets(found: Phrase) -> list[int]:
    return [*found.span, *(found.name_span or ())]


def _phrase(text: str, offsets: list[int]) -> Phrase:
    return phrase(text, Span(*offsets[:2]), Span(*offsets[2:]) if offsets[2:] else None)


def _day(written: str | None) -> Day | None:
    return Day(*map(int, written.split("-"))) if written else None
