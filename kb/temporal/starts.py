"""Which characters a regular expression can begin with: most rules need not be tried at most words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|(?P<look><?[=!])))?")
_QUANTIFIER = re.compile(r"[?*+]|\{(?P<least>\d+)(?:,\d*)?\}")
_CLASS = re.compile(r"\[(?P<negated>\^?)(?P<items>(?:\\.|[^\]\\])+)\]")
_RANGE = re.compile(r"(\\?.)-(\\?.)|(\\?.)", re.DOTALL)
_DIGITS = frozenset("0123456789")
ANY = frozenset({""})  # stands for: any character at all


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a pattern can begin with, whether it can be empty, and the index behind it."""

    chars: frozenset[str]
    empty: bool
    end: int


def starts(pattern: str) -> frozenset[str]:
    """Return the characters that a match of the pattern can begin with; `ANY` among them if it can be any.

    Knows what rule patterns use: groups, lookaround, classes without escapes other than of single characters, and
    greedy quantifiers. What it does not know counts as `ANY`.
    """
    part = _choice(pattern, 0)
    return ANY if part.empty or part.end != len(pattern) or "" in part.chars else part.chars


def _choice(pattern: str, at: int) -> _Part:
    chars, empty = frozenset[str](), False
    while True:
        part = _sequence(pattern, at)
        chars, empty, at = chars | part.chars, empty or part.empty, part.end
        if at >= len(pattern) or pattern[at] != "|":
            return _Part(chars, empty, at)
        at += 1


def _sequence(pattern: str, at: int) -> _Part:
    chars, empty = frozenset[str](), True
    while at < len(pattern) and pattern[at] not in "|)":
        part = _quantified(pattern, _atom(pattern, at))
        chars, empty, at = (chars | part.chars if empty else chars), empty and part.empty, part.end
    return _Part(chars, empty, at)


def _quantified(pattern: str, part: _Part) -> _Part:
    match = _QUANTIFIER.match(pattern, part.end)
    if match is None:
        return part
    optional = match[0] in {"?", "*"} or match["least"] == "0"
    return _Part(part.chars, part.empty or optional, match.end())


def _atom(pattern: str, at: int) -> _Part:
    if pattern[at] == "(":
        return _group(pattern, at)
    if pattern[at] == "[":
        return _class(pattern, at)
    if pattern[at] == "\\":
        return _escape(pattern[at + 1], at + 2)
    return _Part(ANY if pattern[at] in ".^$" else frozenset(pattern[at]), empty=False, end=at + 1)


def _group(pattern: str, at: int) -> _Part:
    opening = _GROUP.match(pattern, at)
    if opening is None:
        return _Part(ANY, empty=False, end=len(pattern))
    inside = _choice(pattern, opening.end())
    if opening["look"]:
        return _Part(frozenset(), empty=True, end=inside.end + 1)
    return _Part(inside.chars, inside.empty, inside.end + 1)


def _class(pattern: str, at: int) -> _Part:
    match = _CLASS.match(pattern, at)
    if match is None or match["negated"]:
        return _Part(ANY, empty=False, end=match.end() if match else len(pattern))
    chars = frozenset[str]()
    for low, high, single in _RANGE.findall(match["items"]):
        chars |= frozenset(map(chr, range(ord(low[-1]), ord(high[-1]) + 1))) if low else frozenset(single[-1])
    return _Part(chars, empty=False, end=match.end())


def _escape(char: str, end: int) -> _Part:
    if char in "bBAZ":
        return _Part(frozenset(), empty=True, end=end)
    if char.isalnum():
        return _Part(_DIGITS if char == "d" else ANY, empty=False, end=end)
    return _Part(frozenset(char), empty=False, end=end)
