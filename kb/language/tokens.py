"""Text → sentences of tokens, by rule, with exact offsets.

The conventions are those of Universal Dependencies' English treebanks, which the model was trained on: clitics ("do|n't",
"Turkey|'s"), hyphens ("full|-|scale", except after prefixes as in "co-chair") and currency and percent signs stand alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kb.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LONGEST: Final = 120  # tokens: a longer "sentence" is a table or noise, and is cut

_ABBREVIATIONS: Final = _words(
    """
    mr mrs ms messrs dr prof sen rep gov gen col maj capt lt sgt cpl adm cmdr rev hon st ste mt ft jr sr
    inc ltd co corp bros llc plc vs etc no nos vol fig dept univ assn ave blvd rd approx est jan feb mar
    apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat ala ariz ark calif colo conn
    del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash
    wis wyo supt det insp pres min amb atty spc pvt ph.d m.d b.a m.a
    """
)
_ENDERS: Final = _words(
    """
    inc ltd co corp bros llc plc etc jr sr est a.m p.m u.s u.k u.n e.u ph.d m.d
    """
)  # may also end a sentence
_PREFIXES: Final = _words(
    """
    a agro ante anti arch be bi bio co counter cross cyber de e eco ex extra inter intra macro mega micro
    mid mini multi neo non over pan para peri post pre pro pseudo quasi re semi sub super tri u ultra un
    uni vice x
    """
)
_SUFFIXES: Final = _words(
    """
    esque ette fest fold gate itis less most rama wise
    """
)
_TOKEN: Final = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?')\]’]
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+
  | [@\#]\w+
  | (?:[^\W\d_]\.){2,}
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?!\w)
  | \d+(?:[.,:/]\d+)*
  | [^\W\d_]+(?:\d+[^\W_]*)+
  | [^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*(?:(?:['’]|&(?=[A-Z]))[^\W\d_]+)*
  | \.{2,}|-{2,}|[!?]{2,}|([*=_~+<>$#/])\1+|(?<!\w)['’]\d\ds?
  | [^\W\s]|[^\w\s]|_
    """,
    re.VERBOSE,
)
_CLITIC: Final = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_GLUED: Final = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "lemme": 3, "gimme": 3}
_CLOSERS: Final = frozenset("\"”’')]}»")
_OPENERS: Final = frozenset("\"“‘'([{«*•-–—")
_STARTERS: Final = _words(
    """
    the a an it its he she they we i you his her their our this that these those there in on at as but
    and or if when while after before since for from by with under over no not what who how why where
    some many most one two both all each so then now also yet however meanwhile asked earlier
    """
)
_STOPS: Final = frozenset({".", "…", "..."})


def sentences(text: str, within: Span) -> list[list[Span]]:
    """Split `text[within]` into sentences, each the spans of its tokens, none longer than `LONGEST`."""
    found: list[list[Span]] = []
    current: list[Span] = []
    tokens = list(tokenize(text, within))
    for at, token in enumerate(tokens):
        current.append(token)
        if len(current) == LONGEST or _ends(text, tokens, at):
            found.append(current)
            current = []
    return [*found, current] if current else found


def tokenize(text: str, within: Span) -> Iterator[Span]:
    """Yield the tokens of `text[within]`, in order; only white space lies between them."""
    at = within.start
    while match := _TOKEN.search(text, at, within.end):
        start, word = match.start(), match.group()
        at = match.end()
        if text[at : at + 1] == "." and _abbreviates(word, text, at):
            at += 1
            yield Span(start, at)
            continue
        if text[at : at + 1] == "-" and _prefixes(word, text, at + 1, within.end):
            joined = _TOKEN.match(text, at + 1, within.end)
            at = joined.end() if joined else at
            yield Span(start, at)
            continue
        for length in _parts(word):
            yield Span(start, start + length)
            start += length


def _abbreviates(word: str, text: str, stop: int) -> bool:
    """Say whether the full stop at `stop` belongs to the word: a known abbreviation, or an initial before a name."""
    if word.lower() in _ABBREVIATIONS and word[:1].isupper():
        return (
            word.lower() not in {"no", "mar", "sun", "sat", "miss", "mass"}
            or text[stop + 1 : stop + 3].strip()[:1].isalnum()
        )
    if word.lower() in {"vs", "etc", "approx", "est"}:
        return True
    return len(word) == 1 and word.isupper() and word != "I" and text[stop + 1 : stop + 2].isspace()


def _prefixes(word: str, text: str, at: int, end: int) -> bool:
    """Say whether `word` and a hyphen are glued to the next word: "co-chair", "e-mail", "three-fold"."""
    following = _TOKEN.match(text, at, end)
    if following is None or not following.group()[0].isalnum():
        return False
    return (word.lower() in _PREFIXES and following.group()[0].isalpha()) or following.group().lower() in _SUFFIXES


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[int, ...]:
    """Return the lengths of the tokens that one written word is made of."""
    if word.lower() in _GLUED:
        return (_GLUED[word.lower()], len(word) - _GLUED[word.lower()])
    clitic = _CLITIC.search(word)
    if clitic and clitic.start() > 0:
        return (*_parts(word[: clitic.start()]), len(word) - clitic.start())
    return (len(word),)


def _ends(text: str, tokens: list[Span], at: int) -> bool:
    """Say whether a sentence ends after token `at`: a stop, then closing marks, then what can begin a sentence."""
    if at + 1 == len(tokens):
        return True
    word = tokens[at].of(text)
    following = tokens[at + 1].of(text)
    if following in _CLOSERS and tokens[at + 1].start == tokens[at].end:
        return False  # the closing mark belongs to this sentence
    last = at
    while last > 0 and word in _CLOSERS and tokens[last].start == tokens[last - 1].end:
        last -= 1
        word = tokens[last].of(text)
    if word in _STOPS or set(word) <= {"!", "?"}:
        return _begins(text, tokens, at + 1, closed=last < at, question=word[0] in "!?")
    return (
        word[-1] == "." and word[:-1].lower() in _ENDERS and following[0].isupper() and following.lower() in _STARTERS
    )


def _begins(text: str, tokens: list[Span], at: int, *, closed: bool, question: bool) -> bool:
    """Say whether token `at` can open a sentence; after a quotation's "?" a lower-case word goes on."""
    if tokens[at].start == tokens[at - 1].end:
        return False
    word = tokens[at].of(text)
    if word in _OPENERS and at + 1 < len(tokens):
        word = tokens[at + 1].of(text)
    if word[0].isupper() or word[0].isdigit():
        return not (closed and question and tokens[at].of(text).lower() in {"he", "she"})
    return not word[0].islower() and word not in {",", ";", ":", ")", "-", "–", "—"}
