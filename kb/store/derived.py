# ruff: noqa: S608 - what is joined to SQL here are constants of this module; values go in as parameters
"""The ledger's derived tables: entities, claims as linked, denotations and events, with their indexes.

Functions over a connection in a transaction of `kb.store.ledger`. Lists of ids go in as one JSON value, so that no
limit on the number of SQL parameters can be met.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from kb.model import Article, Claim, Day, Denotation, Entity, Event, Knowledge, Span
from kb.store import codec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

T = TypeVar("T")

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_TABLES: Final = ("derived", "entity", "claim", "denotation", "event", "evidence", "part")
_LISTED: Final = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Conditions on events, all of which must hold; what is empty or `None` asks for nothing.

    `since`, `until`: the event may have happened in these days, or with `certain` must have: undated events may have
    happened on any day. `who`: ids of entities of which one must take part or be a place; `where`: ids of which one must be
    a place; `words`: a phrase in the label or in a quote.
    """

    since: Day | None = None
    until: Day | None = None
    certain: bool = False
    who: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    words: str = ""


def clean(text: str) -> str:
    """Return text that SQLite can keep: lone surrogates become U+FFFD."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def quoted(phrase: str) -> str:
    """Return a phrase as a string of FTS5's query language, in which nothing is an operator."""
    return '"' + clean(phrase).replace('"', '""') + '"'


def save(connection: sqlite3.Connection, knowledge: Knowledge, sequence: int) -> None:
    """Replace the tables' contents; `sequence` is what they cover."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO event_words (event_words) VALUES ('delete-all')")
    connection.execute("INSERT INTO derived VALUES (?)", (sequence,))
    _fill(connection, "entity", ((entity.id, codec.dumps(entity)) for entity in knowledge.entities))
    _fill(connection, "claim", ((claim.id, claim.article, codec.dumps(claim)) for claim in knowledge.claims))
    _fill(connection, "denotation", ((item.claim, *item.span, item.entity) for item in knowledge.denotations))
    _fill(connection, "event", (_event_row(number, event) for number, event in enumerate(knowledge.events)))
    _fill(connection, "evidence", ((event.id, claim) for event in knowledge.events for claim in event.claims))
    _fill(
        connection,
        "part",
        ((entity, event.id, place) for event in knowledge.events for entity, place in sorted(_parts(event).items())),
    )
    words = "INSERT INTO event_words (rowid, label, quotes) VALUES (?, ?, ?)"
    connection.executemany(words, _words(knowledge))


def _fill(connection: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    width = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _event_row(number: int, event: Event) -> tuple[object, ...]:
    bounds = event.when.bounds
    days = (_ordinal(bounds.earliest_begin), _ordinal(bounds.latest_end))
    return (number, event.id, codec.dumps(event), event.type, event.status, *days)


def _ordinal(day: Day | None) -> int | None:
    """Return a number that orders as days do, in years before 1 also."""
    return None if day is None else day.year * 10000 + day.month * 100 + day.day


def _parts(event: Event) -> dict[str, bool]:
    """Return the ids of its actors and places, with whether each is a place of it."""
    return {actor.entity: False for actor in event.actors} | dict.fromkeys(event.places, True)


def _words(knowledge: Knowledge) -> Iterator[tuple[int, str, str]]:
    texts = {article.id: article.text for article in knowledge.articles}
    quotes = {claim.id: claim.quote.of(texts[claim.article]) for claim in knowledge.claims}
    for number, event in enumerate(knowledge.events):
        found = dict.fromkeys(quotes[claim] for claim in event.claims)
        yield number, clean(event.label), clean("\n".join(found))


def everything(connection: sqlite3.Connection) -> Knowledge:
    """Return all that was saved."""
    return Knowledge(
        articles=tuple(articles(connection, "ORDER BY id")),
        claims=_nouns(connection, Claim, "SELECT claim FROM claim ORDER BY id"),
        entities=_nouns(connection, Entity, "SELECT entity FROM entity ORDER BY id"),
        denotations=_denotations(connection, ""),
        events=_nouns(connection, Event, "SELECT event FROM event ORDER BY number"),
    )


def selection(connection: sqlite3.Connection, events: Collection[str]) -> Knowledge:
    """Return the events with these ids, each with all that belongs to it."""
    ids = json.dumps(sorted(events))
    claims = f"(SELECT claim FROM evidence WHERE event IN {_LISTED})"
    parts = f"(SELECT entity FROM part WHERE event IN {_LISTED} UNION SELECT entity FROM denotation WHERE claim IN {claims})"
    sources = f"(SELECT article FROM claim WHERE id IN {claims})"
    return Knowledge(
        articles=tuple(articles(connection, f"WHERE id IN {sources} ORDER BY id", ids)),
        claims=_nouns(connection, Claim, f"SELECT claim FROM claim WHERE id IN {claims} ORDER BY id", ids),
        entities=_nouns(connection, Entity, f"SELECT entity FROM entity WHERE id IN {parts} ORDER BY id", ids, ids),
        denotations=_denotations(connection, f"WHERE claim IN {claims}", ids),
        events=_nouns(connection, Event, f"SELECT event FROM event WHERE id IN {_LISTED} ORDER BY number", ids),
    )


def articles(connection: sqlite3.Connection, condition: str, *values: str) -> Iterator[Article]:
    """Yield the articles that a condition on the view `preferred` selects."""
    for text, metadata, source in connection.execute(
        f"SELECT text, metadata, source FROM preferred {condition}", values
    ):
        fields = {**json.loads(metadata), "text": text.decode("utf8", "surrogatepass"), "source": source}
        yield codec.decode(Article, fields)


def _nouns(connection: sqlite3.Connection, kind: type[T], question: str, *values: str) -> tuple[T, ...]:
    return tuple(codec.loads(kind, row[0]) for row in connection.execute(question, values))


def _denotations(connection: sqlite3.Connection, condition: str, *values: str) -> tuple[Denotation, ...]:
    question = f"SELECT claim, start, stop, entity FROM denotation {condition} ORDER BY claim, start, stop, entity"
    rows = connection.execute(question, values)
    return tuple(Denotation(claim=claim, span=Span(start, stop), entity=entity) for claim, start, stop, entity in rows)


def find(connection: sqlite3.Connection, sought: Sought) -> tuple[str, ...]:
    """Return the ids of the events that meet the conditions, in the order of the timeline."""
    chosen = [(text, value) for text, value in _conditions(sought) if value not in (None, "[]", '""')]
    where = " AND ".join(["true", *(text for text, _ in chosen)])
    rows = connection.execute(f"SELECT id FROM event WHERE {where} ORDER BY number", [value for _, value in chosen])
    return tuple(row[0] for row in rows)


def _conditions(sought: Sought) -> Iterator[tuple[str, int | str | None]]:
    since, until = _ordinal(sought.since), _ordinal(sought.until)
    if sought.certain:
        yield "earliest >= ?", since
        yield "latest <= ?", until
    else:
        yield "ifnull(latest >= ?, true)", since
        yield "ifnull(earliest <= ?, true)", until
    yield f"id IN (SELECT event FROM part WHERE entity IN {_LISTED})", json.dumps(sought.who)
    yield f"id IN (SELECT event FROM part WHERE place AND entity IN {_LISTED})", json.dumps(sought.where)
    yield f"type IN {_LISTED}", json.dumps(sought.types)
    yield f"status IN {_LISTED}", json.dumps(sought.statuses)
    yield "number IN (SELECT rowid FROM event_words WHERE event_words MATCH ?)", quoted(sought.words)
