"""A knowledge base as Python sees it: everything that the command line does goes through `Base`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb import check, parts, pipeline, query
from kb.errors import UsageError
from kb.graph import BASE, quads
from kb.model import Article, Claim, Entity, Event, Knowledge, Problem, Status, When
from kb.store.derived import Sought
from kb.store.ledger import Ledger
from kb.temporal import edtf

if TYPE_CHECKING:
    from rdflib import Dataset

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events: all conditions must hold, empty ones ask for nothing. Dates are EDTF; `top` keeps the most salient."""

    who: str = ""
    where: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    top: int | None = None
    query: str = ""


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
            with Ledger(self._folder, writable=write) as ledger:
                yield ledger

    @property
    def _folder(self) -> Path:
        if self.folder is None:
            raise UsageError("knowledge base", "in memory", "this needs one in a folder")
        return self.folder

    def add(
        self,
        *sources: str | Path,
        published: str | None = None,
        workers: int = 1,
        stdin: Callable[[], bytes] | None = None,
        progress: Callable[[], None] = lambda: None,
    ) -> pipeline.Report:
        """Add files, folders, web pages and "-" (standard input); adding again changes nothing, a killed run is resumed."""
        read = stdin or sys.stdin.buffer.read
        return self.add_inputs(pipeline.inputs(map(str, sources), published=published, stdin=read), workers=workers, progress=progress)

    def add_inputs(
        self, items: Iterable[pipeline.Input | Problem], *, workers: int = 1, progress: Callable[[], None] = lambda: None
    ) -> pipeline.Report:
        """Add loaded sources, then bring events and graph up to date."""
        with self._ledger(write=True) as ledger:
            report = pipeline.add(ledger, items, workers=workers, progress=progress)
            if self.folder:
                pipeline.settle(ledger, self.folder / "graph")
            elif ledger.derived_sequence != ledger.sequence:
                pipeline.derive(ledger)
        return report

    @contextmanager
    def _current(self) -> Iterator[Ledger]:
        """Open for reading, after bringing a lagging base up to date."""
        with self._ledger() as ledger:
            lagging = ledger.derived_sequence != ledger.sequence
            if not lagging:
                yield ledger
        if lagging:
            with self._ledger(write=True) as ledger:
                pipeline.settle(ledger, self._folder / "graph")
                yield ledger

    def knowledge(self, wanted: Wanted | None = None) -> Knowledge:
        """Return all that is known, or the events that meet the conditions with all that belongs to them."""
        with self._current() as ledger:
            if wanted is None or wanted == Wanted():
                return ledger.knowledge()
            found = ledger.find(_sought(ledger.knowledge(), wanted))
            if wanted.query:
                asked = _events_in(self.query(wanted.query))
                found = tuple(name for name in found if name in asked)
            return ledger.knowledge(_top(ledger.knowledge(found), wanted.top))

    def timeline(self, **wanted: str | int | None) -> tuple[Entry, ...]:
        """Return the events in the order of time; the conditions are those of `Wanted`."""
        return entries(self.knowledge(Wanted(**wanted)))  # type: ignore[arg-type]

    def query(self, question: str, parameters: Mapping[str, str] | None = None, *, endpoint: str | None = None) -> Answer:
        """Answer a named question, a file of SPARQL or SPARQL itself, here or at another endpoint."""
        asked = query.load(question)
        if endpoint:
            from kb.store.remote import RemoteGraph  # noqa: PLC0415 - local questions need no network

            return query.run(asked, parameters or {}, RemoteGraph(endpoint))
        return query.run(asked, parameters or {}, self._graph())

    def _graph(self) -> Graph:
        from kb.store import graph  # noqa: PLC0415 - timelines need no graph

        if self.folder is None:
            return graph.load_memory(quads(self.knowledge()))
        with self._ledger() as ledger:
            covered = graph.sequence(self.folder / "graph") == ledger.sequence
        if not covered:
            with self._ledger(write=True) as ledger:
                pipeline.settle(ledger, self.folder / "graph")
        return graph.load(self.folder / "graph")

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
        knowledge = self.knowledge()
        return (*check.quotes(knowledge), *check.shapes(quads(knowledge)))

    def rebuild(self) -> None:
        """Derive events and graph anew from the ledger."""
        from kb.store import graph  # noqa: PLC0415

        with self._ledger(write=True) as ledger:
            knowledge = pipeline.derive(ledger)
            graph.replace(self._folder / "graph", quads(knowledge), ledger.sequence)

    def remove(self, article: str) -> str:
        """Remove an article version, given the beginning of its id or its IRI, with all that rests on it alone."""
        with self._ledger(write=True) as ledger:
            removed = ledger.remove(article.removeprefix(BASE + "article/"))
            pipeline.settle(ledger, self._folder / "graph")
        return removed

    def counts(self) -> dict[str, int]:
        """Return how many articles, claims, entities and events there are, and how far they lag behind the ledger."""
        with self._ledger() as ledger:
            lag = ledger.sequence - (ledger.derived_sequence or 0)
            articles, claims = len(ledger.articles()), len(ledger.claims())
            known = Knowledge() if lag else ledger.knowledge()
        return {"articles": articles, "claims": claims, "entities": len(known.entities), "events": len(known.events), "lag": lag}


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


def _sought(knowledge: Knowledge, wanted: Wanted) -> Sought:
    since = edtf.bounds(edtf.parse(wanted.since)).earliest_begin if wanted.since else None
    until = edtf.bounds(edtf.parse(wanted.until)).latest_end if wanted.until else None
    if wanted.status and wanted.status not in set(Status):
        raise UsageError("status", wanted.status, "choose one of " + ", ".join(Status))
    return Sought(
        since=since,
        until=until,
        who=pipeline.names(knowledge, wanted.who) if wanted.who else (),
        where=pipeline.names(knowledge, wanted.where) if wanted.where else (),
        types=(wanted.type,) if wanted.type else (),
        statuses=(wanted.status,) if wanted.status else (),
    )


def _top(knowledge: Knowledge, top: int | None) -> tuple[str, ...]:
    ranked = sorted(knowledge.events, key=lambda event: (-event.salience, event.order))
    return tuple(event.id for event in ranked[:top])


def _events_in(answer: Answer) -> set[str]:
    """Return the ids of the events that the rows of an answer name."""
    rows = getattr(answer, "rows", ())
    prefix = BASE + "event/"
    return {term.value.removeprefix(prefix) for row in rows for term in row if getattr(term, "value", "").startswith(prefix)}
