"""Stores at size: load and query times of the graph and of the ledger, over invented articles.

    python -m benchmarks.graph [--quads 100000 1000000] [--json] [--rdflib]

Each size is a knowledge base made by rule, without randomness, written to a temporary folder. Times are seconds of wall
clock, those of queries the best of three. With --rdflib the questions also run in rdflib's own engine, at the smallest
size. Read the ratios: the seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib

from kb import query
from kb.graph import quads
from kb.model import (
    Actor,
    Article,
    Basis,
    Block,
    Bounds,
    Claim,
    Day,
    Denotation,
    Entity,
    Event,
    Kind,
    Knowledge,
    Participant,
    Section,
    Span,
    Stamp,
    Status,
    When,
)
from kb.store import graph
from kb.store.derived import Sought
from kb.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CLAIMS = 10  # in an article
_QUADS = 47  # an event with its claim and its share of article and entities
_TYPES = ("meet-consult", "attack", "agree", "statement", "personnel")
_QUESTIONS: dict[str, dict[str, str]] = {
    "timeline": {"since": "2023-06-01", "until": "2023-06-07"},
    "by-participant": {"who": "Person 17"},
    "did-not-occur": {},
    "what-was-known-on": {"day": "2001-02-01"},
    "by-month-and-type": {},
    "quotes-about": {"who": "Person 17"},
}


def knowledge(articles: int) -> Knowledge:
    """Return so many articles of ten claims, each claim an event of two persons and a place on one day of 2000 to 2024."""
    entities = [_entity(number) for number in range(articles)]
    meant = {entity.label: entity.id for entity in entities}
    told = [_tell(number, articles) for number in range(articles)]
    claims = [claim for _, claims in told for claim in claims]
    events = [_event(claim, meant) for claim in claims]
    denotations = [
        Denotation(claim=claim.id, span=part.span, entity=meant[part.name])
        for claim in claims
        for part in (*claim.participants, *claim.places)
    ]
    return Knowledge(
        articles=tuple(sorted((article for article, _ in told), key=lambda article: article.id)),
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        denotations=tuple(sorted(denotations, key=lambda item: (item.claim, item.span, item.entity))),
        events=tuple(sorted(events, key=lambda event: event.order)),
    )


def _entity(number: int) -> Entity:
    if number % 3 == 0:
        return Entity(key=f"place {number}", label=f"Place {number}", kind=Kind.PLACE, latitude=1.5, longitude=-2.5)
    return Entity(key=f"person {number}", label=f"Person {number}", kind=Kind.PERSON, aliases=(f"P. {number}",))


def _tell(number: int, entities: int) -> tuple[Article, list[Claim]]:
    """Return an article and its claims, a sentence each."""
    lines = [_sentence(number * _CLAIMS + i, entities) for i in range(_CLAIMS)]
    text = "".join(lines)
    article = Article(
        text=text,
        sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),),
        title=f"Report {number}",
        url=f"https://news.example/{number}",
        published=Stamp(edtf=str(_day(number * _CLAIMS)), origin="meta"),
    )
    starts = [sum(map(len, lines[:i])) for i in range(_CLAIMS)]
    return article, [_claim(article, number * _CLAIMS + i, starts[i], len(lines[i])) for i in range(_CLAIMS)]


def _sentence(number: int, entities: int) -> str:
    third = entities // 3
    one, two, place = number % third * 3 + 1, (number + 5) % third * 3 + 2, (number + 2) % third * 3
    return f"Person {one} met Person {two} in Place {place} on {_day(number)}. "


def _day(number: int) -> Day:
    return Day(2000 + number % 25, 1 + number // 25 % 12, 1 + number // 300 % 28)


def _claim(article: Article, number: int, start: int, length: int) -> Claim:
    sentence = article.text[start : start + length]
    met, into, on = (start + sentence.index(word) for word in (" met ", " in ", " on 2"))

    def part(role: str, first: int, last: int, kind: Kind) -> Participant:
        words = article.text[first:last]
        return Participant(role=role, text=words, span=Span(first, last), name=words, kind=kind, named=True)

    day = _day(number)
    return Claim(
        article=article.id,
        trigger=Span(met + 1, met + 4),
        quote=Span(start, start + length - 1),
        label=sentence.strip(),
        lemma="meet",
        type=_TYPES[number % len(_TYPES)],
        status=tuple(Status)[number // 3 % 5],
        when=When(bounds=Bounds.within(day, day), edtf=str(day), basis=Basis.EXPLICIT, text=str(day)),
        participants=(part("agent", start, met, Kind.PERSON), part("patient", met + 5, into, Kind.PERSON)),
        places=(part("place", into + 4, on, Kind.PLACE),),
        salience=number % 100 / 100,
    )


def _event(claim: Claim, meant: dict[str, str]) -> Event:
    return Event(
        label=claim.label,
        type=claim.type,
        status=claim.status,
        when=claim.when,
        claims=(claim.id,),
        actors=tuple(Actor(role=part.role, entity=meant[part.name]) for part in claim.participants),
        places=tuple(meant[part.name] for part in claim.places),
        salience=claim.salience,
    )


def _seconds(work: Callable[[], object], times: int = 1) -> float:
    """Return how long the work takes, at best."""

    def once() -> float:
        begun = perf_counter()
        work()
        return perf_counter() - begun

    return min(once() for _ in range(times))


def run(size: int, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield (figure, value) for a knowledge base of about `size` quads, made in an empty folder."""
    known = knowledge(size // _QUADS // _CLAIMS)
    begun = perf_counter()
    found = quads(known)
    yield "quads", len(found)
    yield "events", len(known.events)
    yield "make quads", perf_counter() - begun
    yield "graph: replace", _seconds(lambda: graph.replace(folder / "graph", found, 1))
    yield "graph: open", _seconds(lambda: graph.load(folder / "graph"), 3)
    yield "graph: MB", sum(file.stat().st_size for file in (folder / "graph").rglob("*") if file.is_file()) / 1e6
    opened = graph.load(folder / "graph")
    for name, values in _QUESTIONS.items():
        yield (
            f"graph: {name}",
            _seconds(lambda name=name, values=values: query.run(query.load(name), values, opened), 3),
        )
    yield from _ledger(known, folder)


def _ledger(known: Knowledge, folder: Path) -> Iterator[tuple[str, float]]:
    claims: dict[str, list[Claim]] = {}
    for claim in known.claims:
        claims.setdefault(claim.article, []).append(claim)
    with Ledger(folder, writable=True) as ledger:
        adding = _seconds(lambda: [ledger.add(a, claims[a.id], "benchmark 1") for a in known.articles])
        yield "ledger: add an article", adding / len(known.articles)
        yield "ledger: save", _seconds(lambda: ledger.save(known))
        yield "ledger: all", _seconds(ledger.knowledge)
        week = Sought(since=Day(2023, 6, 1), until=Day(2023, 6, 7))
        yield "ledger: find a week", _seconds(lambda: ledger.find(week), 3)
        one = ledger.find(Sought(words="Person 17"))[:10]
        yield "ledger: find words", _seconds(lambda: ledger.find(Sought(words="Person 17")), 3)
        yield "ledger: ten events whole", _seconds(lambda: ledger.knowledge(one), 3)


def in_rdflib(size: int) -> Iterator[tuple[str, float]]:
    """Yield the times of the same questions in rdflib's engine, over a graph in its memory."""
    found = quads(knowledge(size // _QUADS // _CLAIMS))
    lines = pyoxigraph.serialize([quad.triple for quad in found], format=pyoxigraph.RdfFormat.N_TRIPLES)
    there = rdflib.Graph()
    yield "rdflib: load", _seconds(lambda: there.parse(data=lines, format="nt"))
    for name, values in _QUESTIONS.items():
        text = query.load(name).bind(values)
        yield f"rdflib: {name}", _seconds(lambda text=text: list(there.query(text)))


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument("--rdflib", action="store_true", help="compare with rdflib's own engine at the smallest size")
    args = parser.parse_args(argv)
    figures: dict[str, dict[str, float]] = {}
    for size in args.quads:
        with TemporaryDirectory() as folder:
            figures[str(size)] = dict(run(size, Path(folder)))
    if args.rdflib:
        figures[str(min(args.quads))] |= dict(in_rdflib(min(args.quads)))
    print(json.dumps(figures, indent=1) if args.json else _table(figures))
    return 0


def _table(figures: dict[str, dict[str, float]]) -> str:
    names = dict.fromkeys(name for column in figures.values() for name in column)
    lines = [f"{'':28}" + "".join(f"{size:>14}" for size in figures)]
    lines += [
        f"{name:28}" + "".join(f"{column.get(name, float('nan')):14.4f}" for column in figures.values())
        for name in names
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
