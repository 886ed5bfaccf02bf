"""Open the ledger's SQLite file: its schema, its one writer, and its errors as ours."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb.errors import LockedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = 1
"""The version of schema.sql, kept in the file as `user_version`."""
_APPLICATION: Final = 0x444C4E45  # "DLNE": tells our files from other programs'
_NAME: Final = "kb.sqlite"
_LOCK: Final = "kb.lock"


@contextmanager
def errors(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into `StoreError`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError("knowledge base", folder, error) from error


@contextmanager
def transaction(connection: sqlite3.Connection, folder: Path, *, write: bool) -> Iterator[sqlite3.Connection]:
    """All or nothing; a reader sees one state throughout."""
    with errors(folder):
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def lock(folder: Path) -> sqlite3.Connection:
    """Become the one writer until the connection is closed or the process dies.

    The lock is SQLite's own, exclusive, on an empty file beside the ledger: the same on every platform, and readers of
    the ledger do not feel it.

    Raises `LockedError` when another process, or another `Ledger` of this one, writes.
    """
    connection = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise LockedError("knowledge base", folder, "another process is writing to it") from error
        raise
    return connection


def create(folder: Path) -> sqlite3.Connection:
    """Open for writing; make the folder, the file and its tables where they are missing.

    Journal: WAL with `synchronous=NORMAL`. No kill of the process loses a committed article; a power cut may lose the
    last few, whole, and adding them again is what `kb add` does when it resumes.
    """
    connection = sqlite3.connect(folder / _NAME, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            connection.executescript(_script())
        _check(connection, folder)
    except BaseException:
        connection.close()
        raise
    return connection


def memory() -> sqlite3.Connection:
    """Open a ledger of its own, in memory, for writing."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_script())
    return connection


def attach(folder: Path) -> sqlite3.Connection:
    """Open for reading, beside a writer or on a read-only disk.

    Raises `StoreError` when there is no ledger in the folder.
    """
    file = folder / _NAME
    if not file.is_file():
        raise StoreError("knowledge base", folder, f"there is none here ({_NAME} is missing)")
    try:
        return _attach(file, "mode=ro", folder)
    except sqlite3.OperationalError:
        if Path(f"{file}-wal").exists():
            raise
        return _attach(file, "immutable=1", folder)  # WAL needs files beside the ledger, which a read-only disk denies


def _attach(file: Path, mode: str, folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    try:
        _check(connection, folder)
    except BaseException:
        connection.close()
        raise
    return connection


def _script() -> str:
    tables = Path(__file__).with_name("schema.sql").read_text("utf8")
    return f"BEGIN IMMEDIATE; {tables} PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {SCHEMA}; COMMIT"


def _check(connection: sqlite3.Connection, folder: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise StoreError("knowledge base", folder, f"{_NAME} belongs to another program")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found != SCHEMA:
        raise StoreError("knowledge base", folder, f"its schema is {found}, this version of Dateline reads {SCHEMA}")
