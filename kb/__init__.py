"""Dateline: news articles in; a dated, sourced knowledge base of events out.

>>> import kb
>>> story = "PARIS, 3 May 2023 — France and Spain signed a treaty in Paris on Tuesday."
>>> for entry in kb.timeline(story):
...     print(entry.when.edtf, entry.label)
2023-05-02 France and Spain sign a treaty in Paris

`kb.open("knowledge")` gives a knowledge base on disk: `base.add("story.html")`, `base.timeline(who="NATO")`,
`base.query("SELECT …")`, and `base.graph`, an rdflib Dataset. The nouns are in `kb.model`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.base import Base, Entry

__version__ = "0.1.0"


def open(folder: str | Path = "knowledge") -> Base:  # noqa: A001 - `kb.open` reads as what it does
    """Return the knowledge base in a folder; the first `add` makes it."""
    from kb.base import Base

    return Base(Path(folder))


def timeline(text: str, *, published: str | None = None) -> tuple[Entry, ...]:
    """Return the timeline of one article's text, in memory. `published`: its date, where the text has none."""
    from kb.base import Base
    from kb.pipeline import Input
    from kb.read import Source

    base = Base()
    base.add_inputs([Input(data=text.encode("utf8", "surrogatepass"), source=Source(name="-", published=published))])
    return base.timeline()
