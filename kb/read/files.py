"""Find and load articles on disk: the only input of the read stage that is not passed to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kb.model import Problem
from kb.read.decode import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def walk(paths: Iterable[Path]) -> Iterator[Path | Problem]:
    """Yield the files at and under `paths`: folders in name order, hidden files skipped, each real file once.

    A path named by hand is taken even if hidden. What is missing or cannot be listed is a `Problem` in its place.
    """
    seen: set[Path] = set()
    for path in paths:
        yield from _walk(path, seen)


def load(path: Path) -> bytes | Problem:
    """Return the file's bytes, at most one more than is ever read of an article."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        return _problem(path, error.strerror or "cannot be read")


def _walk(path: Path, seen: set[Path]) -> Iterator[Path | Problem]:
    try:
        real = path.resolve(strict=True)
        if real in seen:
            return
        seen.add(real)
        if not real.is_dir():
            yield path if real.is_file() and os.access(real, os.R_OK) else _problem(path, "not a file that can be read")
            return
        inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    except (OSError, RuntimeError) as error:
        yield _problem(path, getattr(error, "strerror", None) or "a loop of symbolic links")
        return
    for entry in inside:
        yield from _walk(entry, seen)


def _problem(path: Path, message: str) -> Problem:
    return Problem(stage="read", article=str(path), message=message)
