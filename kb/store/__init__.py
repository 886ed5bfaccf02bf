"""Where knowledge is kept: the ledger (SQLite) is the truth, the graph (Oxigraph) is derived from it.

What a graph, local or remote, answers with: `Solutions` to SELECT, a truth value to ASK, `Triples` to CONSTRUCT and
DESCRIBE. Answers are read to their end before they are returned, so that nothing fails later. Terms are pyoxigraph's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to SELECT: rows of terms in the order of `variables`, `None` where unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT or DESCRIBE, sorted by their N-Triples lines, each once."""

    triples: tuple[Triple, ...]


Answer: TypeAlias = Solutions | Triples | bool


class Queryable(Protocol):
    """Anything that answers SPARQL 1.1 queries: `kb.store.graph.Graph`, `kb.store.remote.RemoteGraph`."""

    def query(self, text: str) -> Answer:
        """Answer a query over the union of all graphs.

        Raises `QueryError` when it cannot be parsed, run or reached.
        """
        ...
