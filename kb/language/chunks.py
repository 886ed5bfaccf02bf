"""A chunk, what stands between two white spaces: its tokens, and how it can open or end a sentence.

It tells nearly all by itself; of what follows, only its kind matters ("No. 5", but "No. He"). News repeats its words, so each
distinct chunk is read once and remembered.
"""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import lru_cache
from typing import Final, NamedTuple

from kb.language.cuts import COUNTED, TITLES, Next, cuts, words

_COMMON: Final = 40  # characters: what is longer is an address or noise, and is not remembered

_STARTERS: Final = words(
    """
    A An Its He She They I You His Her Their Our That These Those There On At But And Or Since From By With Under Over
    Not What Who Why Where Some Many Most One Two Both All Each So Then Now Also Yet However Meanwhile Asked Earlier
    """
)
_BARE: Final = words(
    """
    The This If In It As Here While When We For How Please Despite After Before My What Are Yes They There These Our
    Unless Although Attached
    """
)  # between a word without a stop that wants no other and one in small letters, they open a sentence 228 times and not 18 (EWT, GUM)
_WANTING: Final = words(
    """
    a an the my your our their and but or nor if when because although whether than as of in to that on for from at with
    by into since until against between within like about after before during without toward towards is was are were be
    been am who which whose called named entitled titled including include includes
    """
)  # go on to what follows: of the words with a capital behind them, 2 of 11,670 open a sentence (EWT, GUM)
_CREDITS: Final = words("Image: Photo: Photograph: Picture: Video:")
_SCHEDULE: Final = re.compile(
    r"""
    (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day | Jan | Feb | Mar | Apr | May\b | Jun | Jul | Aug | Sep | Oct | Nov | Dec
  | [A-Z]{2,}\b | (?:Eastern|Central|Mountain|Pacific|Greenwich|Local)\b
    """,
    re.VERBOSE,
)  # goes on after a time of day: "at 9 p.m. Friday", "at 9 p.m. EST"

_INNER: Final = re.compile(r"(?<=[a-z][a-z][.!?])(?=[A-Z][a-z]|I['’]|I$)")
_SMILE: Final = re.compile(r"[:;=]-?[)(DPp]")
_ORDER: Final = re.compile(r"(?:\d{1,2}\.)+")
_REFERENCE: Final = re.compile(r"\[\w{1,3}\]")
_TRAILING: Final = re.compile(r"(?<=[.!?\"”])(?:\[\w{1,3}\])+$|(?<=[.!?])“$")  # reference, or mark turned wrongly
_CLOSERS: Final = "\"”’'»)]}"
_OPENING: Final = re.compile(r"\A(?:[\"“„‘'`(\[{«]|(?<=‘)’|’’(?=\w))+")
_INSIDE: Final = frozenset(",;:%)]}/&….’”»–—")  # never open a sentence
_EXCLAIMING: Final = words("Yahoo! Jeopardy!")  # names


class End(IntEnum):
    """How a chunk can end a sentence."""

    NEVER = auto()  # comma, colon, title, opening mark, a word that goes on
    WORD = auto()  # no mark at all
    STOP = auto()
    POINT = auto()  # a stop alone: as a stop, or ". . ." with those before
    ASK = auto()  # "?" or "!"
    DOTS = auto()  # ellipsis
    CLOSED = auto()  # a stop and closing marks
    SHORT = auto()  # an abbreviation that may end one
    CLOCK = auto()  # "a.m.", "p.m."
    ORDER = auto()  # "1.", "2.1.": a stop, unless it opens an item of a list
    SAME = auto()  # closing marks alone: as the chunk before


_WHOLE: Final = dict.fromkeys(_WANTING, End.NEVER) | {".": End.POINT}


class Start(IntEnum):
    """How a chunk can open a sentence."""

    NEVER = auto()
    SMALL = auto()
    LARGE = auto()  # capital, digit, or a script without capitals
    OFTEN = auto()  # a word that opens sentences, seldom names
    BARE = auto()  # a word that opens sentences, even after a forgotten stop; not behind an opening mark
    SCHEDULE = auto()  # day, month or time zone
    CREDIT = auto()  # "Photo:"
    SIGN = auto()
    DASH = auto()
    LEAD = auto()  # opening marks alone: as the chunk after
    QUOTE = auto()  # a straight quotation mark alone: opens or closes


class Chunk(NamedTuple):
    """`cuts` are the ends of its tokens, counted from its start; `inner` those of them that end a sentence ("then.The")."""

    cuts: tuple[int, ...]
    start: Start
    end: End
    inner: frozenset[int]
    quotes: int  # straight quotation marks


def read(text: str, following: str) -> Chunk:
    """Read the chunk `text`; `following` is the next chunk of the paragraph, empty if there is none."""
    follows = _kind(following) if text[-1] == "." else Next.OTHER
    return _remembered(text, follows) if len(text) <= _COMMON else _read(text, follows)


def _kind(following: str) -> Next:
    if not following:
        return Next.NOTHING
    if following[0].isdigit():
        return Next.NUMBER
    return Next.LARGE if following[0].isupper() else Next.OTHER


def _read(text: str, follows: Next) -> Chunk:
    ends = tuple(cuts(text, follows))
    inner = frozenset(match.start() for match in _INNER.finditer(text)) & frozenset(ends)
    return Chunk(cuts=ends, start=_start(text), end=_end(text, ends), inner=inner, quotes=text.count('"'))


_remembered = lru_cache(maxsize=65536)(_read)


def _start(text: str) -> Start:
    if text == '"':
        return Start.QUOTE
    word = _OPENING.sub("", text)
    if _REFERENCE.fullmatch(text):
        return Start.NEVER
    if not word:
        return Start.LEAD
    first = word[0]
    if first.islower():
        return Start.SMALL
    if first.isalnum():
        start = _capital(word)
        return Start.OFTEN if start is Start.BARE and word != text else start
    if first == "-":
        return Start.DASH
    return Start.NEVER if first in _INSIDE else Start.SIGN


def _capital(word: str) -> Start:
    if word in _CREDITS:
        return Start.CREDIT
    plain = word.rstrip(",").partition("'")[0].partition("’")[0] if len(word) <= _COMMON else word
    if plain in _BARE:
        return Start.BARE
    if plain in _STARTERS:
        return Start.OFTEN
    return Start.SCHEDULE if _SCHEDULE.match(word) else Start.LARGE


def _end(text: str, ends: tuple[int, ...]) -> End:
    if text in _WHOLE:
        return _WHOLE[text]
    if _ORDER.fullmatch(text):
        return End.ORDER
    if _REFERENCE.fullmatch(text):
        return End.SAME
    core = len(_TRAILING.sub("", text).rstrip(_CLOSERS))
    if not core:
        return End.SAME
    last = _last(text, ends, core)
    if _SMILE.fullmatch(text, ends[-2] if len(ends) > 1 else 0):
        return End.STOP
    end = _marked(last)
    if core == len(text):
        return End.NEVER if text in _EXCLAIMING else end
    if end in {End.STOP, End.ASK, End.DOTS}:
        return End.CLOSED
    return end if end is End.SHORT else End.NEVER


def _last(text: str, ends: tuple[int, ...], core: int) -> str:
    """Return the last token that is no closing mark."""
    start = 0
    for end in reversed(ends):
        if end < core:
            start = end
            break
    return text[start:core]


def _marked(token: str) -> End:
    """Tell by the last token before any closing marks."""
    if token[-1] in "!?" or token[-2:] in {"!.", "?."}:
        return End.ASK
    if token[-1] == "…" or token[-2:] == "..":
        return End.DOTS
    if token[-1] != ".":
        return End.WORD if token[-1].isalnum() else End.NEVER
    if len(token) == 1:
        return End.STOP
    low = token[:-1].lower()
    if low in {"a.m", "p.m"}:
        return End.CLOCK
    return End.NEVER if low in TITLES or token[:-1] in COUNTED or low in {"e.g", "i.e", "p.s"} else End.SHORT
