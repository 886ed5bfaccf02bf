"""Mark what each passage of an article is: narration, or what stands around it on a page.

    text | split | by itself | title | bylines | captions | links | headings | cut | sections

Each step fills in more of a list of blocks, where `None` is a short line that only its neighbours can tell.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.model import Block, Section, Span
from kb.read import features
from kb.read.passages import Passage, folded, split, squeezed
from kb.read.stamps import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_Blocks = list[Block | None]

_MARKED = re.compile(r"#{1,6}\s+|(?:title|headline|subject)\s*:\s+", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-*•·–▪●◦]|\d{1,2}[.)])\s+")
_LONG = 1500  # characters: the longest credit or cookie notice seen has 700
_ENTRIES = 4  # paragraphs that open with a bare date: fewer are no chronology
_DATED = 40  # characters: no date is longer
_ENTRY = re.compile(r"\s*:?\s+(?=[\"“‘'(]?[A-Z])")  # between its date and its first sentence
_HEADING_WORDS = 16  # longer lines without a full stop are sentences that lost it, or captions


def segment(text: str, *, title: str = "", known: Mapping[int, Block] | None = None) -> tuple[Section, ...]:
    """Return the sections of `text`: in order, without overlap, with only white space outside them.

    `title` is the headline where metadata tells it; `known` gives the block of passages by their start, where markup does.
    """
    passages = split(text)
    blocks: _Blocks = [_hinted(_alone(passage), (known or {}).get(passage.span.start)) for passage in passages]
    _mark_title(passages, blocks, title)
    _mark_bylines(passages, blocks)
    _mark_captions(passages, blocks)
    _mark_links(passages, blocks)
    _mark_days(passages, blocks)
    marked = _mark_rest(passages, blocks)
    opening = _first(marked)
    cut = (
        section
        for index, (passage, block) in enumerate(zip(passages, marked, strict=True))
        for section in _cut(text, passage.span, block, opening=index == opening)
    )
    return _part_entries(text, tuple(cut))


def _alone(passage: Passage) -> Block | None:
    """Tell a passage by its own words; what is long is narration, and no pattern need look at it."""
    text = passage.text
    if len(text) > _LONG:
        return Block.PARAGRAPH
    before = features.photo(text)
    if features.credit(text) or before == "":
        return Block.CREDIT
    if before is not None and len(before.split()) <= 60:
        return Block.CAPTION
    if features.byline(text) or features.dated(text):
        return Block.DATELINE
    if features.navigation(text):
        return Block.NAVIGATION
    if features.shown(text):
        return Block.CAPTION
    listed = _BULLET.match(text) and passage.words >= 5
    return Block.PARAGRAPH if passage.stopped or listed or passage.words >= 25 else None


def _hinted(alone: Block | None, hint: Block | None) -> Block | None:
    """Weigh the markup's word: a link is one whatever it says, a heading may still be a button."""
    if hint is Block.HEADING:
        return hint if alone in {None, Block.PARAGRAPH} else alone
    return hint or alone


def _mark_title(passages: Sequence[Passage], blocks: _Blocks, title: str) -> None:
    """Mark the headline that metadata tells, and its repetitions as none; else the best line above the story."""
    same = [
        index
        for index, passage in enumerate(passages)
        if title and folded(_MARKED.sub("", passage.text, count=1)) == folded(title)
    ]
    if not same:
        same = [] if title else _headline(passages, blocks)
    for index in same[1:]:
        blocks[index] = Block.NAVIGATION
    for index in same[:1]:
        blocks[index] = Block.TITLE


def _headline(passages: Sequence[Passage], blocks: _Blocks) -> list[int]:
    """Return the index of the headline in a list, empty if there is none."""
    lines = [index for index in range(_first(blocks)) if blocks[index] is None]
    for fits in (_marked, _long_enough, _two_words):
        found = [index for index in lines if fits(passages[index])]
        if found:
            return found[:1]
    first = next((index for index, block in enumerate(blocks) if block is not Block.NAVIGATION), 0)
    stopped = blocks[first : first + 2] == [Block.PARAGRAPH, Block.DATELINE] and passages[first].words <= _HEADING_WORDS
    return [first] if stopped else []


def _marked(passage: Passage) -> bool:
    return _MARKED.match(passage.text) is not None


def _long_enough(passage: Passage) -> bool:
    """Four words tell a headline from the name of a column or section above it."""
    return passage.words >= 4


def _two_words(passage: Passage) -> bool:
    return passage.words >= 2


def _mark_bylines(passages: Sequence[Passage], blocks: _Blocks) -> None:
    """Take names beside a date line or right under the headline for the authors'."""
    for index, block in enumerate(blocks):
        beside = {*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2]} & {Block.DATELINE}
        under = index and blocks[index - 1] is Block.TITLE
        if block is None and (beside or under) and features.names_author(passages[index].text):
            blocks[index] = Block.DATELINE


def _mark_captions(passages: Sequence[Passage], blocks: _Blocks) -> None:
    """Take what stands right above a photo credit for the caption or the description of that picture."""
    sizes = Counter(passage.group for passage in passages)
    for index in range(len(passages) - 2, -1, -1):
        this, below = passages[index], passages[index + 1]
        if not _pictured(below, blocks[index + 1]):
            continue
        together = this.group == below.group and sizes[this.group] <= 3
        if (blocks[index] is None and (together or this.words >= 8 or features.depicts(this.text))) or (
            blocks[index] is Block.PARAGRAPH and together and blocks[index + 1] is Block.CREDIT and this.words <= 60
        ):
            blocks[index] = Block.CAPTION


def _pictured(passage: Passage, block: Block | None) -> bool:
    return block in {Block.CAPTION, Block.CREDIT} and features.photo(passage.text) is not None


def _mark_links(passages: Sequence[Passage], blocks: _Blocks) -> None:
    """Take the lines under "Related articles" for links, and the short lines of a menu for one."""
    listing, following = False, _following(blocks)
    for index, passage in enumerate(passages):
        if blocks[index] is Block.NAVIGATION:
            listing = listing or features.opens_list(passage.text)
        elif blocks[index] is not None or not listing:
            listing = False
        elif passage.group == passages[index - 1].group or following[index] is not Block.PARAGRAPH:
            blocks[index] = Block.NAVIGATION


def _mark_days(passages: Sequence[Passage], blocks: _Blocks) -> None:
    """Take a bare date between paragraphs for the heading of a chronology, not for the article's date."""
    opening, following = _first(blocks), _following(blocks)
    for index, passage in enumerate(passages):
        inside = index > opening and following[index] is Block.PARAGRAPH
        if (
            inside
            and blocks[index] is Block.DATELINE
            and not features.timestamped(passage.text)
            and any(find(passage.text))
        ):
            blocks[index] = Block.HEADING


def _mark_rest(passages: Sequence[Passage], blocks: _Blocks) -> list[Block]:
    """Tell the short lines that are left by their place."""
    following = _following(blocks)
    opening = _first(blocks)
    closing = max((index for index, block in enumerate(blocks) if block is Block.PARAGRAPH), default=-1)
    title = blocks.index(Block.TITLE) if Block.TITLE in blocks else len(blocks)
    return [
        block
        or _among(passage, ends=index > closing, leads=following[index] is Block.PARAGRAPH or title < index < opening)
        for index, (passage, block) in enumerate(zip(passages, blocks, strict=True))
    ]


def _among(passage: Passage, *, ends: bool, leads: bool) -> Block:
    """Tell a short line: a heading leads to a paragraph, a picture's description or a closing link does not."""
    sentence = passage.words > _HEADING_WORDS and features.finite(passage.text)
    if ends:
        return Block.PARAGRAPH if sentence else Block.NAVIGATION
    if features.depicts(passage.text):
        return Block.CAPTION
    if passage.words > _HEADING_WORDS:
        return Block.PARAGRAPH if sentence else Block.CAPTION
    if leads:
        return Block.HEADING
    return Block.CAPTION if passage.words >= 6 else Block.NAVIGATION


def _first(blocks: Sequence[Block | None]) -> int:
    """Return the index of the first paragraph, the number of blocks if there is none."""
    return blocks.index(Block.PARAGRAPH) if Block.PARAGRAPH in blocks else len(blocks)


def _following(blocks: Sequence[Block | None]) -> list[Block | None]:
    """Return for each passage the block of the next that is not a picture's, navigation at the end."""
    following: list[Block | None] = []
    after: Block | None = Block.NAVIGATION
    for block in reversed(blocks):
        following.append(after)
        after = after if block in {Block.CAPTION, Block.CREDIT} else block
    return following[::-1]


def _cut(text: str, span: Span, block: Block, *, opening: bool) -> Iterator[Section]:
    """Part a passage from the mark in front of a headline, or from the place and date in front of a first sentence."""
    start = span.start
    if block in {Block.TITLE, Block.HEADING}:
        mark = _MARKED.match(span.of(text))
        if mark:
            start += mark.end()
            yield Section(span=Span(span.start, span.start + len(mark[0].rstrip())), block=Block.NAVIGATION)
    elif block is Block.PARAGRAPH:
        stamped = features.stamp(span.of(text))
        end = stamped + features.dateline(span.of(text)[stamped:], opening=opening)
        if end:
            start += end
            yield Section(
                span=Span(span.start, span.start + len(text[span.start : start].rstrip())), block=Block.DATELINE
            )
    yield Section(span=Span(start, span.end), block=block)


def _part_entries(text: str, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Part the entries of a chronology, "28 July 2009 Police search the house", from their dates, which are their headings."""
    dates = [_opening_date(s.span.of(text)) if s.block is Block.PARAGRAPH else 0 for s in sections]
    if sum(map(bool, dates)) < _ENTRIES:
        return sections
    parted: list[Section] = []
    for section, length in zip(sections, dates, strict=True):
        start = section.span.start
        if length:
            start += length
            heading = text[section.span.start : start].rstrip()
            parted.append(
                Section(span=Span(section.span.start, section.span.start + len(heading)), block=Block.HEADING)
            )
        parted.append(Section(span=Span(start, section.span.end), block=section.block))
    return tuple(parted)


def _opening_date(text: str) -> int:
    """Return where the first sentence begins after the whole date, year included, that opens a text, 0 where none does."""
    date = next(find(text[:_DATED]), None)
    if date is None or date.start or not date.year:
        return 0
    gap = _ENTRY.match(text, date.end)
    return gap.end() if gap else 0


def lines(text: str, sections: Sequence[Section], block: Block) -> tuple[str, ...]:
    """Return the words of the sections of one kind, with their white space squeezed."""
    return tuple(squeezed(section.span.of(text)) for section in sections if section.block is block)
