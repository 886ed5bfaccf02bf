"""Text → sentences of tokens, by rule, with exact offsets.

    text | paragraphs | chunks between white space | tokens of each chunk | sentences

Whether a sentence ends between two chunks is a question of how the one can end it and how the other can open one
(`kb.language.chunks`), and is answered by one table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb.language import chunks
from kb.language.chunks import Chunk, End, Start
from kb.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 120  # tokens: a longer "sentence" is a table or noise, and is cut

_PARAGRAPH: Final = re.compile(r"\n\s*\n|\n(?=[ \t]{0,8}(?:[-*•·▪●◦–—]|\d{1,2}[.)])[ \t])")
_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATELINE: Final = re.compile(
    rf"""
    \s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s{{1,3}})?
    (?:\d{{1,2}}\s{{1,3}}{_MONTH}\s{{1,3}}\d{{4}}
    |{_MONTH}\s{{1,3}}\d{{1,2}},\s{{1,3}}\d{{4}})
    (?=\s{{1,3}}[A-Z“"])
    """,
    re.VERBOSE,
)  # a whole date, and no verb: what follows with a capital is the story
_CHUNK: Final = re.compile(r"\S+")
_new: Final = tuple.__new__  # a third of the time of a named tuple's own

_CAPITALS: Final = frozenset({Start.LARGE, Start.OFTEN, Start.BARE, Start.SCHEDULE, Start.CREDIT, Start.SIGN})
_OPEN_AFTER: Final = {
    End.NEVER: frozenset[Start](),
    # after a stop of its own a small letter is web text that never writes capitals: so read 266 of 276 times in EWT and GUM
    End.STOP: _CAPITALS | {Start.SMALL, Start.DASH},
    End.ASK: _CAPITALS | {Start.SMALL, Start.DASH},
    End.DOTS: _CAPITALS,
    # "… ." he said
    End.CLOSED: _CAPITALS,
    End.SHORT: frozenset({Start.OFTEN, Start.BARE, Start.CREDIT}),
    End.CLOCK: _CAPITALS - {Start.SCHEDULE},
}

_RELATIVE: Final = frozenset({End.SAME, End.ORDER, End.DOTS, End.POINT})  # depend on what stands before
_STOPPED: Final = frozenset({End.STOP, End.ASK, End.DOTS, End.CLOSED})


def sentences(text: str, within: Span) -> list[list[Span]]:
    """Split `text[within]` into sentences, each the spans of its tokens, none longer than `LONGEST`."""
    found: list[list[Span]] = []
    for paragraph in _paragraphs(text, within):
        for sentence in _sentences(text, paragraph):
            found += (sentence[start : start + LONGEST] for start in range(0, len(sentence), LONGEST))
    return found


def _paragraphs(text: str, within: Span) -> Iterator[Span]:
    """Yield what blank lines, lines that open with a bullet or a number, and the date above a story part."""
    start = within.start
    for match in _PARAGRAPH.finditer(text, within.start, within.end):
        yield from _dated(text, Span(start, match.start()))
        start = match.end()
    yield from _dated(text, Span(start, within.end))


def _dated(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the date that a paragraph opens with by itself, and the rest."""
    date = _DATELINE.match(text, paragraph.start, paragraph.end)
    if date:
        yield Span(paragraph.start, date.end())
    yield Span(date.end() if date else paragraph.start, paragraph.end)


def _sentences(text: str, paragraph: Span) -> Iterator[list[Span]]:
    """Yield the sentences of a paragraph."""
    words = list(_CHUNK.finditer(text, paragraph.start, paragraph.end))
    written = [word.group() for word in words]
    read = list(map(chunks.read, written, [*written[1:], ""]))
    sentence: list[Span] = []
    for word, chunk, last in zip(words, read, _last(read), strict=True):
        start = at = word.start()
        for cut in chunk.cuts:
            end = start + cut
            sentence.append(_new(Span, (at, end)))
            at = end
            if chunk.inner and cut in chunk.inner:
                yield sentence
                sentence = []
        if last:
            yield sentence
            sentence = []


def _last(read: list[Chunk]) -> Iterator[bool]:
    """Yield for each chunk of a paragraph whether it is the last of its sentence."""
    starts = [*(chunk.start for chunk in read), Start.NEVER, Start.NEVER]
    end, quoted, last = End.NEVER, False, True
    for following, chunk in enumerate(read, start=1):
        end = _ending(chunk, end, fresh=last, quoted=quoted) if chunk.end in _RELATIVE else chunk.end
        if chunk.quotes:
            quoted ^= chunk.quotes % 2 == 1
        if following == len(read):
            last = True
        elif end is End.NEVER or (end is End.WORD and starts[following] is Start.SMALL):
            last = False
        else:
            last = _opens(starts, following, end, quoted=quoted)
        yield last


def _ending(chunk: Chunk, before: End, *, fresh: bool, quoted: bool) -> End:
    """Return how `chunk` can end a sentence, in which it is `fresh` if it is the first, and `quoted` within quotation marks."""
    if chunk.end is End.ORDER:
        return End.NEVER if fresh else End.STOP
    if chunk.end is End.DOTS and fresh and len(chunk.cuts) == 1:
        return End.NEVER
    if chunk.end is End.POINT:
        return End.DOTS if before in {End.STOP, End.DOTS} else End.STOP
    if chunk.end is not End.SAME:
        return chunk.end
    if chunk.start is Start.QUOTE and not quoted:
        return End.NEVER
    return End.CLOSED if before in _STOPPED else before


def _opens(starts: list[Start], at: int, end: End, *, quoted: bool) -> bool:
    """Say whether the chunk that `starts[at]` is of opens a sentence after one with this `end`."""
    start = starts[at]
    if end is End.WORD:
        return start is Start.CREDIT or (start is Start.BARE and starts[at + 1] is Start.SMALL)
    if start is Start.QUOTE:
        start = Start.NEVER if quoted else Start.LEAD
    if start is Start.LEAD:
        start = starts[at + 1]
    return start in _OPEN_AFTER[end]
