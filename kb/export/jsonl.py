"""JSON Lines: one event a line, with its claims and their quotes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kb.export import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Knowledge

SUFFIX = ".jsonl"
TIMELINE = True
GRAPH = True

# Half surrogates are not UTF-8; the others end lines for some readers (Python's splitlines) and not for others.
_ESCAPED: Final = re.compile("[\ud800-\udfff\x7f\x85\u2028\u2029]")


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield one line an event, in the order of `knowledge.events`."""
    index = Index(knowledge)
    for event in knowledge.events:
        yield as_json(index.record(event)) + "\n"


def as_json(value: object) -> str:
    """Return JSON in one line that UTF-8 can hold."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
