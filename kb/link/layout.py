"""Where an article tells what: in a heading, in the sentence below that says the same again in full, or further down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kb.model import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.model import Section, Span

# characters: the sentence that tells a heading again begins the paragraph below it, or follows a place and a date
_OPENING: Final = 60
_HEADS: Final = frozenset({Block.TITLE, Block.HEADING})


class Station(NamedTuple):
    """Where a claim stands: the heading that it is in, -1 if in none, and the headings that it stands right below."""

    heading: int = -1
    opens: tuple[int, ...] = ()


_BODY: Final = Station()


class Layout:
    """The headings of an article, each with the opening of the first paragraph below it, in order."""

    __slots__ = ("_stations",)

    def __init__(self, sections: Sequence[Section]) -> None:
        self._stations: list[tuple[Span, int, Station]] = []
        above: list[int] = []
        for at, section in enumerate(sections):
            if section.block in _HEADS:
                above.append(at)
                self._stations.append((section.span, section.span.end, Station(heading=at)))
            elif section.block is Block.PARAGRAPH and above:
                self._stations.append((section.span, section.span.start + _OPENING, Station(opens=tuple(above))))
                above = []

    def station(self, sentence: Span) -> Station:
        """Return where a sentence stands."""
        for span, end, station in self._stations:
            if span.covers(sentence):
                return station if sentence.start < end else _BODY
        return _BODY


def opening(a: Station, b: Station) -> bool:
    """Say whether one stands in a heading, and the other in the opening below it."""
    return a.heading in b.opens or b.heading in a.opens


NOWHERE: Final = Layout(())
