"""Cut text into passages: the lines that belong together, hard-wrapped ones joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kb.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_ITEM = re.compile(r"\s*(?:[-*•·–—▪●◦>]|\d{1,2}[.)]|#{1,6})\s+\S")
_UNFOLDED = re.compile(r"[\W_]+")
_STOP = re.compile(r"[.!?:…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of text: its span without the white space around, its words, and the number of its group.

    Groups are separated by blank lines; passages of one group stood on lines below each other.
    """

    span: Span
    text: str
    group: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def stopped(self) -> bool:
        """Whether it ends as a sentence does: with a full stop, and be it in quotes; ? and ! end headlines, too."""
        return bool(re.search(r"(?:[.…:;]|[.!?…,]\s?[\"'”’»)\]]+)$", self.text)) or (
            self.words > 16 and self.text[-1:] in "?!"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    span: Span
    text: str
    indent: int
    group: int


def split(text: str) -> tuple[Passage, ...]:
    """Cut `text` into passages, in order; together they hold all that is not white space."""
    lines = _lines(text)
    width = _width(lines)
    passages: list[Passage] = []
    for _, group in groupby(lines, key=lambda line: line.group):
        passages.extend(_passage(text, run) for run in _runs(list(group), width))
    return tuple(passages)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    group, end = 0, 0
    for match in _LINE.finditer(text):
        bare = match[0].strip()
        if not bare:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        group += len(re.findall(r"\r\n|[\n\r\v\x85\u2028\u2029]|\f", text[end:start])) > 1 or "\f" in text[end:start]
        end = start + len(bare)
        lines.append(_Line(span=Span(start, end), text=bare, indent=start - match.start(), group=group))
    return lines


def _passage(text: str, run: list[_Line]) -> Passage:
    span = Span(run[0].span.start, run[-1].span.end)
    return Passage(span=span, text=" ".join(span.of(text).split()), group=run[0].group)


def _runs(lines: list[_Line], width: int) -> Iterator[list[_Line]]:
    """Join the lines of a group that were one before they were wrapped at `width` (0: nothing was)."""
    run = [lines[0]]
    for above, below in pairwise(lines):
        if width and _joined(above, below, width):
            run.append(below)
        else:
            yield run
            run = [below]
    yield run


def _joined(above: _Line, below: _Line, width: int) -> bool:
    """Say whether the break is the wrapping's: the next word had no room, or the sentence goes on in lower case."""
    if _ITEM.match(below.text) or (below.indent > above.indent and _STOP.search(above.text)):
        return False
    return _full(above, below, width) or (below.text[0].islower() and not _STOP.search(above.text))


def _full(above: _Line, below: _Line, width: int) -> bool:
    """Say whether the next line's first word had no room; wrappers that balance lines leave up to a tenth free."""
    return above.indent + len(above.text) + 1 + len(below.text.split()[0]) > width * 0.9


def _width(lines: list[_Line]) -> int:
    """Return the width at which the text was wrapped by hand or program, 0 if it was not.

    Wire and mail text has 60 to 80 columns; the text counts as wrapped when that explains most breaks inside groups.
    """
    pairs = [(above, below) for above, below in pairwise(lines) if above.group == below.group]
    lengths = [above.indent + len(above.text) for above, _ in pairs]
    width = max((length for length in lengths if length <= _WIDEST), default=0)
    if width < _NARROWEST or sum(length > _WIDEST for length in lengths) * 4 > len(lengths):
        return 0
    full = sum(_full(above, below, width) for above, below in pairs)
    flowing = sum(_full(above, below, width) and not _STOP.search(above.text) for above, below in pairs)
    return width if full * 2 > len(pairs) and flowing >= 2 else 0


_NARROWEST, _WIDEST = 40, 100


def squeezed(text: str) -> str:
    """Return the words with one blank between them."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return only the letters and digits, without case: what two spellings of one line share."""
    return _UNFOLDED.sub("", text.casefold())
