"""N-Quads: one statement a line, sorted; made for machines, diffs and bulk loading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.graph import quads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Knowledge

SUFFIX = ".nq"
GRAPH = True


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield one line a quad, in the order of `kb.graph.quads`."""
    for quad in quads(knowledge):
        yield f"{quad} .\n"
