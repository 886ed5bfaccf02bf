"""What the command line shows: messages and progress on stderr, data and tables on stdout or in files."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from io import StringIO, TextIOWrapper
from itertools import zip_longest
from typing import TYPE_CHECKING

from kb.errors import KbError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kb.base import Entry
    from kb.model import Problem


def say(message: str) -> None:
    """Print a message to stderr."""
    print(message, file=sys.stderr)


def complain(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, each on one line whatever its words are."""
    from kb.export import one_line

    for problem in problems:
        say(one_line(str(problem)))


def write(pieces: Iterable[str], output: Path | None) -> None:
    """Write to stdout or a device as it comes, or to a file that is there whole or not at all."""
    if output is None:
        _print(pieces)
    elif output.exists() and not output.is_file():
        with _writing(output), output.open("w", encoding="utf8", newline="") as device:
            device.writelines(pieces)
    else:
        _replace(output.resolve(), pieces)


def _print(pieces: Iterable[str]) -> None:
    with _writing("stdout"):
        try:
            if isinstance(sys.stdout, TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf8", newline="")
            sys.stdout.writelines(pieces)
            sys.stdout.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the flush at exit would fail again
            if not isinstance(error, BrokenPipeError):  # whoever read the output has seen enough
                raise


def _replace(output: Path, pieces: Iterable[str]) -> None:
    part = output.with_name(output.name + ".part")
    with _writing(output):
        try:
            with part.open("w", encoding="utf8", newline="") as file:
                file.writelines(pieces)
            part.replace(output)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def _writing(where: object) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KbError("cannot write", where, error.strerror) from error


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[], None]]:
    """Draw a bar on stderr while a person watches and there is something to wait for."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def timeline(found: Iterable[Entry], *, to_file: bool) -> str:
    """Return events as a table for people: when, whether it occurred, what, who says so, and how many sources."""
    from kb.export.words import when_in_words

    rows = []
    for entry in found:
        says = dict.fromkeys(name for claim in entry.claims for name in claim.attributed_to[:1])
        rows.append((when_in_words(entry.when), entry.status, entry.label, ", ".join(says), str(entry.event.sources)))
    return table(("when", "status", "what", "says", "sources"), rows, to_file=to_file, ratios=(2, 1, 6, 2, 1))


def table(names: Iterable[str], rows: Iterable[Iterable[str]], *, to_file: bool, ratios: Iterable[int] = ()) -> str:
    """Return a table as wide as the terminal, or of 140 columns and without colours where nobody watches.

    `ratios`: how the columns share the width; by what is in them if not given.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from kb.export import printable

    columns = [Column(Text(printable(name)), overflow="fold", ratio=r) for name, r in zip_longest(names, ratios)]
    drawn, out = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False), StringIO()
    for row in rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    terminal = sys.stdout.isatty() and not to_file
    Console(file=out, width=None if terminal else 140, force_terminal=terminal, no_color=not terminal).print(drawn)
    return out.getvalue()
