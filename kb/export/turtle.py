"""Turtle: all graphs as one, a block a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.export.rdf import block, head, subjects
from kb.graph import quads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Knowledge

SUFFIX = ".ttl"
GRAPH = True


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the prefixes, then each subject; what two graphs both say is said once."""
    yield head()
    for subject, group in subjects(quads(knowledge)):
        yield "\n" + block(subject, group)
