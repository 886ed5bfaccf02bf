"""A knowledge base as Python sees it: everything that the command line does goes through `Base`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import parts, pipeline
from kb.graph import BASE, quads
from kb.model import Article, Claim, Entity, Event, Knowledge, Status, When
from kb.store.ledger import Ledger
from kb.wanted import Wanted, events_in, minor, sought, top

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib import Dataset

    from kb.model import Problem
    from kb.store import Answer
    from kb.store.graph import Graph


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim with its words."""

    claim: Claim
    article: Article

    @property
    def quote(self) -> str:
        """The sentence that it was read from, as the article has it."""
        return self.claim.quote.of(self.article.text)

    @property
    def attributed_to(self) -> tuple[str, ...]:
        """Who says so, the nearest speaker first; empty for the article's own voice."""
        return tuple(a.speaker for a in self.claim.attribution)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: an event with those who take part, where, and the claims behind it."""

    event: Event
    participants: tuple[Entity, ...]
    places: tuple[Entity, ...]
    claims: tuple[Quoted, ...]

    @property
    def label(self) -> str:
        """What happened, in a line."""
        return self.event.label

    @property
    def when(self) -> When:
        """EDTF, bounds, and what they rest on."""
        return self.event.when

    @property
    def status(self) -> Status:
        """Whether it occurred."""
        return self.event.status


class Base:
    """A knowledge base in a folder, or with no folder one in memory.

    Raises `StoreError` where the folder cannot be used, `LockedError` while another process writes to it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._memory = Ledger(None, writable=True) if folder is None else None

    @contextmanager
    def _ledger(self, *, write: bool = False) -> Iterator[Ledger]:
        if self._memory:
            yield self._memory
        else:
            with Ledger(self.folder, writable=write) as ledger:
                yield ledger

    @contextmanager
    def _existing(self) -> Iterator[Ledger]:
        """Open for writing what is there already: a mistyped folder must not become a knowledge base."""
        with self._ledger():
            pass
        with self._ledger(write=True) as ledger:
            yield ledger

    @property
    def _graph_folder(self) -> Path | None:
        return self.folder / "graph" if self.folder else None

    def add(
        self,
        *sources: str | Path,
        published: str | None = None,
        workers: int = 1,
        stdin: Callable[[], bytes] | None = None,
        progress: Callable[[], None] = lambda: None,
    ) -> pipeline.Report:
        """Add files, folders, web pages and "-" (standard input); adding again changes nothing, a killed run is resumed."""
        found = pipeline.find(map(str, sources))
        items = pipeline.load(found, stdin=stdin or sys.stdin.buffer.read, published=published)
        return self.add_inputs(items, workers=workers, progress=progress)

    def add_inputs(
        self,
        items: Iterable[pipeline.Input | Problem],
        *,
        workers: int = 1,
        progress: Callable[[], None] = lambda: None,
    ) -> pipeline.Report:
        """Add loaded sources, then bring events and graph up to date."""
        with self._ledger(write=True) as ledger:
            report = pipeline.add(ledger, items, workers=workers, progress=progress)
            pipeline.settle(ledger, self._graph_folder)
        return report

    @contextmanager
    def _current(self, graph: Path | None = None) -> Iterator[Ledger]:
        """Open for reading, after bringing events, or the graph in that folder too, up to date where they lag."""
        with self._ledger() as ledger:
            lagging = pipeline.lags(ledger, graph)
            if not lagging:
                yield ledger
        if lagging:
            with self._existing() as ledger:
                pipeline.settle(ledger, self._graph_folder)
                yield ledger

    def knowledge(self, wanted: Wanted | None = None) -> Knowledge:
        """Return all that is known, or the events that meet the conditions with all that belongs to them.

        What is only said or told beside another event is among these if a type, a query or `all` asks for it.
        Raises `UsageError` for a condition that cannot be: a date that is none, a name that nobody has.
        """
        asked = events_in(self.query(wanted.query)) if wanted and wanted.query else None
        with self._current() as ledger:
            known = ledger.knowledge()
            if wanted is None:
                return known
            found = set(ledger.find(sought(known, wanted)))
            if asked is not None:
                found &= asked
            elif not (wanted.type or wanted.all):
                found -= minor(known)
            return ledger.knowledge(top([event for event in known.events if event.id in found], wanted.top))

    def timeline(self, **wanted: str | int | None) -> tuple[Entry, ...]:
        """Return the events in the order of time; the conditions are those of `Wanted`."""
        return entries(self.knowledge(Wanted(**wanted)))  # type: ignore[arg-type]

    def query(
        self, question: str, parameters: Mapping[str, str] | None = None, *, endpoint: str | None = None
    ) -> Answer:
        """Answer a named question, a file of SPARQL or SPARQL itself, here or at another endpoint."""
        from kb import query

        asked = query.load(question)
        if endpoint:
            from kb.store.remote import RemoteGraph

            return query.run(asked, parameters or {}, RemoteGraph(endpoint))
        return query.run(asked, parameters or {}, self._graph())

    def _graph(self) -> Graph:
        from kb.store import graph

        folder = self._graph_folder
        with self._current(folder) as ledger:
            return graph.load(folder) if folder else graph.load_memory(quads(ledger.knowledge()))

    @property
    def graph(self) -> Dataset:
        """The graph as an rdflib Dataset, read-only."""
        return self._graph().dataset()

    def export(self, format_: str, wanted: Wanted | None = None) -> Iterator[str]:
        """Yield the knowledge base in one of the formats of `kb.export`, in pieces."""
        part = parts.load("export", format_)
        pieces: Iterator[str] = part.write(self.knowledge(wanted))
        return pieces

    def verify(self) -> tuple[Problem, ...]:
        """Check every quote against its article, and the graph against its shapes."""
        from kb import check

        knowledge = self.knowledge()
        return (*check.quotes(knowledge), *check.shapes(quads(knowledge)))

    def rebuild(self, *, workers: int = 1) -> pipeline.Report:
        """Read anew what another version of Dateline read, then derive events and graph anew from the ledger."""
        with self._existing() as ledger:
            return pipeline.rebuild(ledger, self._graph_folder, workers=workers)

    def remove(self, article: str) -> str:
        """Remove an article version, given the beginning of its id or its IRI, with all that rests on it alone.

        Returns its id. Raises `UsageError` when there is none, or more than one.
        """
        with self._existing() as ledger:
            removed = ledger.remove(article.removeprefix(BASE + "article/"))
            pipeline.settle(ledger, self._graph_folder)
        return removed

    def counts(self) -> dict[str, int]:
        """Return how many articles, claims, entities and events there are, and how many changes these lag behind."""
        with self._ledger() as ledger:
            counts = {"articles": len(ledger.articles()), "claims": len(ledger.claims())}
            lag = ledger.sequence - (ledger.derived_sequence or 0)
            known = Knowledge() if pipeline.lags(ledger) else ledger.knowledge()
        return counts | {"entities": len(known.entities), "events": len(known.events), "lag": lag}


def entries(knowledge: Knowledge) -> tuple[Entry, ...]:
    """Return a knowledge's events with all that belongs to them at hand."""
    entities = {entity.id: entity for entity in knowledge.entities}
    claims = {claim.id: claim for claim in knowledge.claims}
    articles = {article.id: article for article in knowledge.articles}
    return tuple(
        Entry(
            event=event,
            participants=tuple(entities[actor.entity] for actor in event.actors),
            places=tuple(entities[place] for place in event.places),
            claims=tuple(Quoted(claims[name], articles[claims[name].article]) for name in event.claims),
        )
        for event in knowledge.events
    )
