"""When events of the invented texts began, as readers gave it, and on which day each text came out: times.tsv, see GUIDE.md."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb.model import Day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE: Final = Path(__file__).with_name("times.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The annotation of a text: its day of publication, and for the events by the offset of their word the first and last day of their beginning."""

    published: str
    events: Mapping[int, tuple[Day | None, Day | None]]


def texts(rows: Iterable[str]) -> dict[str, Text]:
    """Return the annotated texts by name; marks that are no events are left out."""
    published: dict[str, str] = {}
    events: dict[str, dict[int, tuple[Day | None, Day | None]]] = defaultdict(dict)
    for row in rows:
        name, at, first, last = row.rstrip("\n").split("\t")
        if at == "published":
            published[name] = first
        elif first != "?":
            events[name][int(at)] = (_day(first), _day(last))
    return {name: Text(published=day, events=events[name]) for name, day in published.items()}


def _day(text: str) -> Day | None:
    return None if text == "…" else Day(*map(int, text.split("-")))
