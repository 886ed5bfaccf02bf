"""The sample articles as a knowledge base, and everything that comes out of one: what `kb demo` shows and `exports/` holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb import parts, resources
from kb.base import Base
from kb.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.pipeline import Report

_NAMES: Final = {
    "turtle": "kb",
    "trig": "kb",
    "nquads": "kb",
    "jsonld": "kb",
    "jsonl": "events",
}  # the rest are timelines


def build() -> tuple[Base, Report]:
    """Return a knowledge base in memory with the sample articles."""
    base = Base()
    return base, base.add(resources.path("samples"))


def write(base: Base, folder: Path) -> Iterator[Path]:
    """Write the knowledge base in every format into a folder, and yield the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(parts.names("export", having="SUFFIX")):
        file = folder / (_NAMES.get(name, "timeline") + str(parts.load("export", name).SUFFIX))
        with file.open("w", encoding="utf8", newline="") as out:
            out.writelines(base.export(name, None if name in _NAMES else Wanted()))
        yield file
