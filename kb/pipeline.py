"""The composition root: the whole way from sources to a knowledge base and out again.

sources | find | load | read | annotate | tag times | extract | ledger
ledger | link | ledger's index, graph
ledger | find | export
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb import language, temporal
from kb.errors import KbError, UsageError
from kb.extract import rules
from kb.graph import quads
from kb.link import link
from kb.model import Article, Bounds, Claim, Document, Knowledge, Problem
from kb.read import Reading, Source, files, read
from kb.read.decode import LARGEST
from kb.resources import version
from kb.temporal import edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kb.store.ledger import Ledger

EXTRACTOR: Final = rules.VERSION
_DIED: Final = "the process that read it died, twice: left out; adding it again tries again"
_LONGEST: Final = 400_000  # characters of narration: past that it is no article, and would take minutes


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


def find(sources: Iterable[str]) -> Iterator[str | Path | Problem]:
    """Yield what there is to load: the files of files and folders, "-", web addresses; what is missing is a `Problem`."""
    for name in sources:
        if not name:  # as a path this is the current folder, which nobody means by "$UNSET"
            yield Problem(stage="read", message="a source without a name")
        elif name == "-" or name.startswith(("http://", "https://")):
            yield name
        else:
            yield from files.walk([Path(name)])


def load(
    found: Iterable[str | Path | Problem], *, stdin: Callable[[], bytes], published: str | None = None
) -> Iterator[Input | Problem]:
    """Load what `find` found, one after the other, "-" from `stdin`; `published` is the date of all of them, given by hand."""
    for place in found:
        if isinstance(place, Problem):
            yield place
            continue
        data = files.load(place) if isinstance(place, Path) else stdin() if place == "-" else _fetched(place)
        url = place if isinstance(place, str) and place != "-" else None
        source = Source(name=str(place), url=url, published=published)
        yield data if isinstance(data, Problem) else Input(data=data, source=source)


def _fetched(url: str) -> bytes | Problem:
    """Fetch a page that the user named; nothing else is ever fetched."""
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    try:
        request = Request(url, headers={"User-Agent": f"Dateline/{version()}"})  # noqa: S310 - http(s) only, see `find`
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            data: bytes = answer.read(LARGEST + 1)
    except (OSError, ValueError, HTTPException) as error:
        return Problem(stage="read", article=url, message=f"cannot be fetched: {error}")
    return data


def readings(items: Iterable[Input | Problem]) -> Iterator[Reading]:
    """Read each input; one that could not be had is a reading without an article."""
    for item in items:
        yield Reading(problems=(item,)) if isinstance(item, Problem) else read(item.data, item.source)


def understand(article: Article, *, threads: int = 1) -> Told:
    """Return what an article claims: a pure function of it. A fault of ours in one article is a problem, and stops no run."""
    narrated = sum(section.span.end - section.span.start for section in article.sections if section.block.narration)
    if narrated > _LONGEST:
        problem = Problem(
            stage="language",
            article=article.source,
            message=f"{narrated:,} characters are no article: kept, but not read",
        )
        return Told(article=article, problems=(problem,))
    try:
        document = annotate(article, threads=threads)
        return Told(article=article, claims=rules.extract(document, temporal.annotate(document), published(article)))
    except KbError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other articles are read, and this one is named
        fault = f"kept, but not read, for a fault in Dateline: {type(error).__name__}: {error}"
        return Told(article=article, problems=(Problem(stage="extract", article=article.source, message=fault),))


def annotate(article: Article, *, threads: int = 1) -> Document:
    """Return what the language stage sees in an article."""
    return _language(threads)(article)


@cache
def _language(threads: int) -> language.Annotate:
    return language.load(threads=threads)


def published(article: Article) -> Bounds:
    """Return the days between which an article was published, open where it is unknown."""
    return edtf.bounds(edtf.parse(article.published.edtf)) if article.published else Bounds()


def understand_all(articles: Iterable[Article], *, workers: int = 1) -> Iterator[Told | Problem]:
    """Understand many articles, in any order; with more than one worker in processes of their own, see `kb.parallel`."""
    if workers == 1:
        threads = os.cpu_count() or 1
        yield from (understand(article, threads=threads) for article in articles)
        return
    from kb import parallel

    for article, told in parallel.each(understand, articles, workers=workers):
        yield told or Problem(stage="language", article=article.source, message=_DIED)


def add(
    ledger: Ledger, items: Iterable[Input | Problem], *, workers: int = 1, progress: Callable[[], None] = lambda: None
) -> Report:
    """Add sources to a ledger, one transaction an article; what it has read already is not read again.

    `progress` is called once for each input that is done with.
    """
    problems: list[Problem] = []
    known = 0

    def fresh() -> Iterator[Article]:
        nonlocal known
        for reading in readings(items):
            problems.extend(reading.problems)
            if reading.article and not ledger.knows(reading.article, EXTRACTOR):
                yield reading.article
            else:
                known += reading.article is not None
                progress()

    added, unread = _keep(ledger, fresh(), workers=workers, progress=progress)
    return Report(added=added, known=known, problems=(*problems, *unread))


def _keep(
    ledger: Ledger, articles: Iterator[Article], *, workers: int, progress: Callable[[], None]
) -> tuple[int, list[Problem]]:
    """Understand articles and keep what they claim; return how many were kept, and the problems."""
    added, problems = 0, list[Problem]()
    for told in understand_all(articles, workers=workers):
        progress()
        if isinstance(told, Problem):
            problems.append(told)
            continue
        problems.extend(told.problems)
        added += ledger.add(told.article, told.claims, EXTRACTOR)
    return added, problems


def derive(ledger: Ledger, folder: Path | None) -> None:
    """Link all that the ledger holds, save the events beside it, and make the graph in `folder` of them, if there is one."""
    ledger.save(link(ledger.articles(), ledger.claims()))
    if folder:
        from kb.store import graph

        graph.replace(folder, quads(ledger.knowledge()), ledger.sequence)


def rebuild(ledger: Ledger, folder: Path | None, *, workers: int = 1) -> Report:
    """Read anew, from the texts in the ledger, what another version of the extractor read; then derive everything anew."""
    articles = ledger.articles()
    stale = [article for article in articles if not ledger.knows(article, EXTRACTOR)]
    added, problems = _keep(ledger, iter(stale), workers=workers, progress=lambda: None)
    derive(ledger, folder)
    return Report(added=added, known=len(articles) - len(stale), problems=tuple(problems))


def lags(ledger: Ledger, folder: Path | None = None) -> bool:
    """Say whether the events, or the graph in `folder`, are behind the ledger."""
    if ledger.derived_sequence != ledger.sequence:
        return True
    if folder is None:
        return False
    from kb.store import graph

    return graph.sequence(folder) != ledger.sequence


def settle(ledger: Ledger, folder: Path | None) -> None:
    """Bring events and graph up to the ledger, where they lag behind it."""
    if lags(ledger, folder):
        derive(ledger, folder)


def names(knowledge: Knowledge, wanted: str) -> tuple[str, ...]:
    """Return the ids of the entities that go by a name, whatever its case; else of those whose name contains it.

    Raises `UsageError` when there is none.
    """
    sought = wanted.casefold().strip()
    exact = [e.id for e in knowledge.entities if sought in {form.casefold() for form in (e.label, *e.aliases)}]
    found = exact or [
        e.id for e in knowledge.entities if sought and any(sought in form.casefold() for form in (e.label, *e.aliases))
    ]
    if not found:
        raise UsageError("nobody and no place", wanted, "has this name in the articles")
    return tuple(sorted(found))
