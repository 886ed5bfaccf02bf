"""TriG: Turtle with the named graphs that tell which article says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.export.rdf import block, graphs, head, iri, subjects
from kb.graph import quads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Knowledge

SUFFIX = ".trig"
GRAPH = True


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the prefixes, then each graph with its subjects."""
    yield head()
    for name, group in graphs(quads(knowledge)):
        yield f"\n{iri(name)} {{\n"
        yield "\n".join(block(subject, statements, "  ") for subject, statements in subjects(group))
        yield "}\n"
