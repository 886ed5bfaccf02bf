"""The command line, run in this process with streams of its own, or in another one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb import cli

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What was printed to stdout."""
        return self.out.decode()


def kb(*arguments: object, stdin: bytes = b"") -> Ran:
    """Run a command here: fast, because libraries and the language model are loaded already."""
    out, err = io.BytesIO(), io.BytesIO()
    with _streams(stdin, out, err), _arguments(arguments):
        try:
            cli.main()
            status = 0
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(status, out.getvalue(), err.getvalue().decode())


def process(*arguments: object, stdin: bytes = b"", **environment: str) -> Ran:
    """Run a command in a process of its own."""
    done = subprocess.run(command(*arguments), input=stdin, capture_output=True, check=False, env=env(**environment))
    return Ran(done.returncode, done.stdout, done.stderr.decode())


def command(*arguments: object) -> list[str]:
    """Return the command that a shell would be given."""
    return [sys.executable, "-m", "kb", *map(str, arguments)]


def env(**more: str) -> dict[str, str]:
    """Return this process's environment with changes, in which the package of this checkout is found."""
    return os.environ | {"PYTHONPATH": str(ROOT)} | more


@contextmanager
def _streams(stdin: bytes, out: io.BytesIO, err: io.BytesIO):
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf8")
    sys.stdout, sys.stderr = (io.TextIOWrapper(stream, encoding="utf8", newline="") for stream in (out, err))
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.detach()
        sys.stdin, sys.stdout, sys.stderr = before


@contextmanager
def _arguments(arguments: tuple[object, ...]):
    before = sys.argv
    sys.argv = ["kb", *map(str, arguments)]
    try:
        yield
    finally:
        sys.argv = before
