"""The graph: quads in Oxigraph, derived from the ledger and replaced whole.

A graph's folder holds generations, one directory each, and the file `current`, which names the one that counts and the
ledger sequence it covers. A new generation is loaded in bulk and flushed before that file is replaced, so that a kill
at any moment leaves the old graph or the new one. The generation before is kept until the next replacement: whoever
reads it is not disturbed.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kb.errors import QueryError, StoreError
from kb.store import Solutions, Triples
from kb.store.sparql import reaches_out

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from kb.store import Answer

_CURRENT: Final = "current"


class _Generation(NamedTuple):
    """What the file `current` says. `number` is the directory's name."""

    number: int
    sequence: int


class Graph:
    """A graph open for reading. The default graph of its queries is the union of all its graphs."""

    def __init__(self, store: Store, sequence: int | None = None) -> None:
        self._store, self.sequence = store, sequence

    def __len__(self) -> int:
        return len(self._store)

    def query(self, text: str, *, outside: bool = False) -> Answer:
        """Answer a query; the answer is read to its end.

        Raises `QueryError` when it cannot be parsed or run, or when it would follow SERVICE and `outside` is not set.
        """
        if not outside and reaches_out(text):
            raise QueryError("query", "SERVICE", "this graph does not ask other servers unless told to")
        try:
            return collected(self._store.query(text, use_default_graph_as_union=True))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError("query", " ".join(text.split())[:80], error) from error

    def dataset(self) -> Dataset:
        """Return the graph as an rdflib Dataset, read-only, its default graph being the union.

        Plain strings come back with the datatype xsd:string written out. Writing raises `StoreError`.
        """
        return Dataset(store=_ReadOnly(store=self._store), default_union=True)


class _ReadOnly(OxigraphStore):
    def add(self, *_: object, **__: object) -> None:
        raise StoreError("graph", "dataset", "it is read-only: knowledge enters with kb add")

    addN = remove = update = add_graph = remove_graph = add  # noqa: N815 - rdflib's names


def collected(answer: object) -> Answer:
    """Return what pyoxigraph answered, read to its end."""
    if isinstance(answer, pyoxigraph.QuerySolutions):
        variables = tuple(variable.value for variable in answer.variables)
        return Solutions(variables, tuple(tuple(solution) for solution in answer))
    if isinstance(answer, pyoxigraph.QueryTriples):
        return Triples(tuple(sorted(set(answer), key=str)))
    return bool(answer)


def load_memory(quads: Iterable[Quad]) -> Graph:
    """Return a graph in memory."""
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    return Graph(store)


def load(folder: Path) -> Graph:
    """Open the graph in a folder for reading; it stays as it is now when it is replaced.

    Raises `StoreError` when there is none or it is damaged: build it with `replace`.
    """
    generation = _current(folder)
    if generation is None:
        raise StoreError("graph", folder, "there is none yet: run kb rebuild")
    try:
        return Graph(pyoxigraph.Store.read_only(str(folder / str(generation.number))), generation.sequence)
    except (OSError, ValueError) as error:
        raise StoreError("graph", folder, error) from error


def sequence(folder: Path) -> int | None:
    """Return the ledger sequence that the graph in a folder covers; `None` when there is no whole graph."""
    generation = _current(folder)
    return generation and generation.sequence


def replace(folder: Path, quads: Iterable[Quad], sequence: int) -> None:
    """Make a folder's graph hold exactly these quads, which cover the ledger up to `sequence`.

    To be called by the one writer, which holds the ledger open.

    Raises `StoreError` when the folder cannot be written; the graph before is then still there.
    """
    before = _current(folder)
    number = before.number + 1 if before else 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _tidy(folder, keep=[before.number] if before else [])
        _build(folder / str(number), quads)
        _point(folder, _Generation(number, sequence))
    except OSError as error:
        raise StoreError("graph", folder, error) from error


def _build(directory: Path, quads: Iterable[Quad]) -> None:
    """Load and flush: without the flush, reopening after a large load took 37 s."""
    store = pyoxigraph.Store(str(directory))
    store.bulk_extend(quads)
    store.flush()


def _tidy(folder: Path, keep: list[int]) -> None:
    """Remove every generation but those to keep: older ones, and what a kill left half done."""
    for directory in folder.iterdir():
        if directory.is_dir() and directory.name not in map(str, keep):
            shutil.rmtree(directory)


def _current(folder: Path) -> _Generation | None:
    try:
        said = json.loads((folder / _CURRENT).read_bytes())
        generation = _Generation(int(said["number"]), int(said["sequence"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return generation if (folder / str(generation.number)).is_dir() else None


def _point(folder: Path, generation: _Generation) -> None:
    new = folder / f"{_CURRENT}.new"
    with new.open("w", encoding="ascii") as file:
        json.dump(generation._asdict(), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _CURRENT)
