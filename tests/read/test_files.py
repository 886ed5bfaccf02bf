"""Finding and loading files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.model import Problem
from kb.read import files


def test_order(tmp_path: Path) -> None:
    """Files come in name order, folders in place, whatever order they were written in; hidden ones are skipped."""
    for name in ("b.txt", "a/z.txt", "a/y.html", ".git/config", "a/.hidden", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    assert [str(path) for path in files.walk([tmp_path])] == [
        str(tmp_path / name) for name in ("a/y.html", "a/z.txt", "b.txt", "c.txt")
    ]


def test_named_by_hand(tmp_path: Path) -> None:
    """A hidden file that is named is taken, and one that is named twice is taken once."""
    path = tmp_path / ".note"
    path.write_text("words")
    assert list(files.walk([path, path, tmp_path])) == [path]


def test_loops(tmp_path: Path) -> None:
    """Loops of symbolic links end, and links to nowhere are problems."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "folder" / "story.txt").write_text("words")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = list(files.walk([tmp_path]))
    assert [path for path in found if isinstance(path, Path)] == [tmp_path / "folder" / "story.txt"]
    assert sorted(problem.article for problem in found if isinstance(problem, Problem)) == [
        str(tmp_path / "gone"),
        str(tmp_path / "self"),
    ]


def test_missing(tmp_path: Path) -> None:
    """A path that does not exist is a problem that names it."""
    found = list(files.walk([tmp_path / "none.txt"]))
    assert [problem.article for problem in found if isinstance(problem, Problem)] == [str(tmp_path / "none.txt")]


def test_not_a_file(tmp_path: Path) -> None:
    """A pipe is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    assert [type(found) for found in files.walk([tmp_path])] == [Problem]


def test_load(tmp_path: Path) -> None:
    """Loading gives the bytes, or a problem with the system's reason."""
    path = tmp_path / "story.txt"
    path.write_bytes(b"words\r\n")
    assert files.load(path) == b"words\r\n"
    problem = files.load(tmp_path)
    assert isinstance(problem, Problem)
    assert "directory" in problem.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden(tmp_path: Path) -> None:
    """A file without leave to read it is a problem, and the walk goes on."""
    for name, mode in (("a.txt", 0), ("b.txt", 0o644)):
        (tmp_path / name).write_text("words")
        (tmp_path / name).chmod(mode)
    assert [type(found) is Problem for found in files.walk([tmp_path])] == [True, False]
