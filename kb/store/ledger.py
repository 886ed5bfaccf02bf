"""The ledger: every article version, the claims read from it, and what was derived from them, in one SQLite file.

One article is one transaction, so that a kill at any moment leaves whole articles only. A text is one article version
however often it is met; what else is known of it (title, dates, URL) is kept for each sighting, and the article that
comes out is chosen by what the sightings say, never by their order.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kb.errors import StoreError, UsageError
from kb.model import Claim
from kb.store import codec, database, derived

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from kb.model import Article, Knowledge
    from kb.store.derived import Sought


class Ledger:
    """A knowledge base's ledger in a folder, or without one in memory; for one thread; a context manager.

    Raises `LockedError` when opened for writing while another process does, `StoreError` whenever the file cannot be
    read or written.
    """

    def __init__(self, folder: Path | None, *, writable: bool = False) -> None:
        self.folder, self.writable = folder or Path(":memory:"), writable
        self._lock: sqlite3.Connection | None = None
        with database.errors(self.folder):
            if folder is None:
                self._connection = database.memory()
                return
            if writable:
                folder.mkdir(parents=True, exist_ok=True)
                self._lock = database.lock(folder)
            try:
                self._connection = database.create(folder) if writable else database.attach(folder)
            except BaseException:
                self._release()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let another writer in."""
        self._connection.close()
        self._release()

    def _release(self) -> None:
        if self._lock:
            self._lock.close()

    @property
    def sequence(self) -> int:
        """How many changes there have been; it only grows."""
        return self._number("SELECT coalesce(max(sequence), 0) FROM log")

    @property
    def derived_sequence(self) -> int | None:
        """The sequence that the saved entities and events cover; `None` when none have been saved."""
        with database.errors(self.folder):
            row = self._connection.execute("SELECT sequence FROM derived").fetchone()
        return row and int(row[0])

    def _number(self, question: str, *values: object) -> int:
        with database.errors(self.folder):
            return int(self._connection.execute(question, values).fetchone()[0])

    def knows(self, article: Article, extractor: str) -> bool:
        """Say whether this sighting of the article has been read by this version of the extractor."""
        question = "SELECT count(*) FROM reading WHERE article = ? AND digest = ? AND extractor = ?"
        return bool(self._number(question, article.id, _digest(_metadata(article)), extractor))

    def add(self, article: Article, claims: Collection[Claim], extractor: str) -> bool:
        """Keep an article with the claims that `extractor` (name and version) read from it: one transaction.

        Says whether that was new. Nothing is ever overwritten: another reading stands beside the earlier one and counts
        in its place; another sighting of the text stands beside the first.

        Raises `StoreError`, also when the disk is full; the ledger is then as it was.
        """
        metadata = _metadata(article)
        digest = _digest(metadata)
        with database.transaction(self._writer, self.folder, write=True) as connection:
            _keep_text(connection, article)
            new = (
                _keep_sighting(connection, article, metadata)
                + connection.execute(
                    "INSERT OR IGNORE INTO reading SELECT ?, ?, ?, coalesce(max(sequence), 0) + 1, ? FROM log",
                    (article.id, digest, extractor, codec.dumps(tuple(sorted(claims, key=lambda claim: claim.id)))),
                ).rowcount
            )
            if new:
                connection.execute("INSERT INTO log (action, article) VALUES ('add', ?)", (article.id,))
        return bool(new)

    def remove(self, prefix: str) -> str:
        """Remove the one article version whose id begins with `prefix`, its claims included, and return its id.

        Raises `UsageError` when there is none, or more than one.
        """
        with database.transaction(self._writer, self.folder, write=True) as connection:
            rows = connection.execute(
                "SELECT number, id, text FROM article WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 9",
                (len(prefix), prefix),
            ).fetchall()
            if len(rows) != 1 or not prefix:
                choices = ", ".join(row[1][:12] for row in rows)
                raise UsageError(
                    "article", prefix, f"choose one of {choices} …" if rows else "there is no such article"
                )
            number, found, text = rows[0]
            words = ("delete", number, derived.clean(text.decode("utf8", "surrogatepass")))
            connection.execute("INSERT INTO article_words (article_words, rowid, text) VALUES (?, ?, ?)", words)
            connection.execute("DELETE FROM article WHERE id = ?", (found,))
            connection.execute("INSERT INTO log (action, article) VALUES ('remove', ?)", (found,))
        return str(found)

    @property
    def _writer(self) -> sqlite3.Connection:
        if not self.writable:
            raise StoreError("knowledge base", self.folder, "it was opened for reading only")
        return self._connection

    def articles(self) -> tuple[Article, ...]:
        """Return every article version, sorted by id."""
        with database.transaction(self._connection, self.folder, write=False) as connection:
            return tuple(derived.articles(connection, "ORDER BY id"))

    def claims(self) -> tuple[Claim, ...]:
        """Return the claims of every article, each as its latest extractor read them, sorted by id."""
        with database.transaction(self._connection, self.folder, write=False) as connection:
            rows = connection.execute("SELECT claims FROM latest")
            claims = (claim for row in rows for claim in codec.loads(tuple[Claim, ...], row[0]))
            return tuple(sorted(claims, key=lambda claim: claim.id))

    def search(self, phrase: str) -> tuple[str, ...]:
        """Return the ids, sorted, of the articles whose text has these words next to each other."""
        question = """
            SELECT id FROM article WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?) ORDER BY id
        """
        with database.transaction(self._connection, self.folder, write=False) as connection:
            return tuple(row[0] for row in connection.execute(question, (derived.quoted(phrase),)))

    def save(self, knowledge: Knowledge) -> None:
        """Replace what was derived before by what was derived from the present articles: one transaction.

        Raises `StoreError` when the knowledge was derived from other articles than the ledger holds.
        """
        with database.transaction(self._writer, self.folder, write=True) as connection:
            held = {row[0] for row in connection.execute("SELECT id FROM article")}
            if held != {article.id for article in knowledge.articles}:
                raise StoreError("knowledge base", self.folder, "what is to be saved was derived from other articles")
            derived.save(connection, knowledge, self.sequence)

    def knowledge(self, events: Collection[str] | None = None) -> Knowledge:
        """Return all that is known, or these events (ids) with their claims, articles and entities.

        Raises `StoreError` when the ledger has changed since `save`: compare `sequence` and `derived_sequence`.
        """
        with self._current() as connection:
            return derived.everything(connection) if events is None else derived.selection(connection, events)

    def find(self, sought: Sought) -> tuple[str, ...]:
        """Return the ids of the events that meet every condition, in the order of the timeline.

        Raises `StoreError` as `knowledge` does.
        """
        with self._current() as connection:
            return derived.find(connection, sought)

    @contextmanager
    def _current(self) -> Iterator[sqlite3.Connection]:
        with database.transaction(self._connection, self.folder, write=False) as connection:
            if self.derived_sequence != self.sequence:
                raise StoreError("knowledge base", self.folder, "its events lag behind its articles: run kb rebuild")
            yield connection


def _metadata(article: Article) -> str:
    fields = codec.encode(article)
    return codec.dump({name: value for name, value in fields.items() if name not in {"text", "source"}})


def _digest(metadata: str) -> str:
    return hashlib.sha256(metadata.encode()).hexdigest()


def _rank(article: Article) -> int:
    """Rank metadata: a date that a person gave beats one that was found, which beats none."""
    if article.published is None:
        return 2
    return 0 if article.published.origin == "given" else 1


def _keep_text(connection: sqlite3.Connection, article: Article) -> None:
    blob = article.text.encode("utf8", "surrogatepass")
    row = connection.execute(
        "INSERT OR IGNORE INTO article (id, text) VALUES (?, ?) RETURNING number", (article.id, blob)
    )
    if found := row.fetchone():
        words = (found[0], derived.clean(article.text))
        connection.execute("INSERT INTO article_words (rowid, text) VALUES (?, ?)", words)


def _keep_sighting(connection: sqlite3.Connection, article: Article, metadata: str) -> int:
    """Keep it, and say how many are new; of several sources of the same metadata the smallest is remembered."""
    source = derived.clean(article.source)
    values = (article.id, _rank(article), metadata, _digest(metadata), source)
    new = connection.execute("INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?)", values).rowcount
    connection.execute(
        "UPDATE sighting SET source = ? WHERE article = ? AND rank = ? AND metadata = ? AND source > ?",
        (source, *values[:3], source),
    )
    return new
