"""The composition root: the whole way from sources to a knowledge base and out again.

    sources | read | annotate | tag times | extract | ledger
    ledger | link | ledger's index, graph
    ledger | find | export
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb import language, temporal
from kb.errors import UsageError
from kb.extract import rules
from kb.graph import quads
from kb.link import link
from kb.model import Article, Bounds, Claim, Document, Knowledge, Problem
from kb.read import Reading, Source, files, read
from kb.read.decode import LARGEST
from kb.temporal import edtf

if TYPE_CHECKING:
    from kb.store.ledger import Ledger

EXTRACTOR: Final = rules.VERSION
_LONGEST: Final = 400_000  # characters of narration: past that it is no article, and would take minutes
_CHUNK: Final = 8  # articles that a worker reads at a time: small, so that a kill loses little


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an article claims, and the problems met on the way."""

    article: Article
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One source, loaded: its bytes and what is known of it from outside."""

    data: bytes
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `add` did."""

    added: int
    known: int
    problems: tuple[Problem, ...]


def inputs(sources: Iterable[str], *, published: str | None = None, stdin: Callable[[], bytes] | None = None) -> Iterator[Input | Problem]:
    """Yield the files of files and folders, "-" from `stdin`, and web addresses; what cannot be had is a `Problem`."""
    for name in sources:
        if name == "-":
            yield Input(data=stdin() if stdin else b"", source=Source(name="-", published=published))
        elif name.startswith(("http://", "https://")):
            yield _fetched(name, published)
        else:
            for path in files.walk([Path(name)]):
                data = path if isinstance(path, Problem) else files.load(path)
                yield data if isinstance(data, Problem) else Input(data=data, source=Source(name=str(path), published=published))


def _fetched(url: str, published: str | None) -> Input | Problem:
    """Fetch a page that the user named; nothing else is ever fetched."""
    from urllib.error import URLError  # noqa: PLC0415 - the network's modules load when the network is asked for
    from urllib.request import Request, urlopen  # noqa: PLC0415

    from kb import __version__  # noqa: PLC0415

    request = Request(url, headers={"User-Agent": f"Dateline/{__version__}"})  # noqa: S310 - http(s) only, see `inputs`
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            data = answer.read(LARGEST + 1)
    except (URLError, OSError, ValueError) as error:
        return Problem(stage="read", article=url, message=f"cannot be fetched: {error}")
    return Input(data=data, source=Source(name=url, url=url, published=published))


def readings(items: Iterable[Input | Problem]) -> Iterator[Reading]:
    """Read each input; one that could not be had is a reading without an article."""
    for item in items:
        yield Reading(problems=(item,)) if isinstance(item, Problem) else read(item.data, item.source)


def understand(article: Article, *, threads: int = 1) -> Told:
    """Return what an article claims: a pure function of it."""
    narrated = sum(section.span.end - section.span.start for section in article.sections if section.block.narration)
    if narrated > _LONGEST:
        problem = Problem(stage="language", article=article.source, message=f"{narrated:,} characters are no article: kept, but not read")
        return Told(article=article, problems=(problem,))
    document = annotate(article, threads=threads)
    return Told(article=article, claims=rules.extract(document, temporal.annotate(document), published(article)))


def annotate(article: Article, *, threads: int = 1) -> Document:
    """Return what the language stage sees in an article."""
    return _language(threads)(article)


@cache
def _language(threads: int) -> language.Annotate:
    return language.load(threads=threads)


def published(article: Article) -> Bounds:
    """Return the days between which an article was published, open where it is unknown."""
    return edtf.bounds(edtf.parse(article.published.edtf)) if article.published else Bounds()


def understand_all(articles: Iterable[Article], *, workers: int = 1) -> Iterator[Told]:
    """Understand many articles, in any order; a worker that dies costs one retry of its articles, in this process."""
    if workers == 1:
        threads = os.cpu_count() or 1
        yield from (understand(article, threads=threads) for article in articles)
        return
    queue = iter(articles)
    while batch := list(islice(queue, workers * _CHUNK * 4)):
        yield from _in_parallel(batch, workers)


def _in_parallel(batch: list[Article], workers: int) -> Iterator[Told]:
    left = dict(enumerate(batch[i : i + _CHUNK] for i in range(0, len(batch), _CHUNK)))
    try:
        with ProcessPoolExecutor(workers) as pool:
            jobs = {pool.submit(_understand_chunk, chunk): at for at, chunk in left.items()}
            for job in as_completed(jobs):
                found = job.result()
                del left[jobs[job]]
                yield from found
    except BrokenProcessPool:
        for chunk in left.values():
            yield from map(understand, chunk)


def _understand_chunk(chunk: list[Article]) -> list[Told]:
    return [understand(article) for article in chunk]


def add(ledger: Ledger, items: Iterable[Input | Problem], *, workers: int = 1, progress: Callable[[], None] = lambda: None) -> Report:
    """Add sources to a ledger, one transaction an article; what it has read already is not read again.

    `progress` is called once for each input that is done with.
    """
    problems: list[Problem] = []
    counts = {"added": 0, "known": 0}

    def fresh() -> Iterator[Article]:
        for reading in readings(items):
            problems.extend(reading.problems)
            if reading.article and not ledger.knows(reading.article, EXTRACTOR):
                yield reading.article
            else:
                counts["known"] += reading.article is not None
                progress()

    for told in understand_all(fresh(), workers=workers):
        problems.extend(told.problems)
        counts["added"] += ledger.add(told.article, told.claims, EXTRACTOR)
        progress()
    return Report(**counts, problems=tuple(problems))


def derive(ledger: Ledger) -> Knowledge:
    """Link all that the ledger holds, and save the events beside it."""
    knowledge = link(ledger.articles(), ledger.claims())
    ledger.save(knowledge)
    return knowledge


def settle(ledger: Ledger, folder: Path) -> None:
    """Bring events and graph up to the ledger, where they lag behind it."""
    from kb.store import graph  # noqa: PLC0415 - commands that need no graph do not load it

    if ledger.derived_sequence != ledger.sequence:
        derive(ledger)
    if graph.sequence(folder) != ledger.sequence:
        graph.replace(folder, quads(ledger.knowledge()), ledger.sequence)


def names(knowledge: Knowledge, wanted: str) -> tuple[str, ...]:
    """Return the ids of the entities that go by a name, whatever its case; else of those whose name contains it.

    Raises `UsageError` when there is none.
    """
    sought = wanted.casefold().strip()
    exact = [e.id for e in knowledge.entities if sought in {form.casefold() for form in (e.label, *e.aliases)}]
    found = exact or [e.id for e in knowledge.entities if sought and any(sought in form.casefold() for form in (e.label, *e.aliases))]
    if not found:
        raise UsageError("nobody and no place", wanted, "has this name in the articles")
    return tuple(sorted(found))

