"""What a match of a regular expression can begin with: most rules need not be tried at most words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LITERAL = re.compile(r"[^\\.^$()\[|?*+{]+(?![?*+{])")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|(?P<look><?[=!])))?")
_QUANTIFIER = re.compile(r"[?*+]|\{(?P<least>\d+)(?P<range>,(?P<most>\d*))?\}")
_CLASS = re.compile(r"\[(?P<negated>\^?)(?P<items>(?:\\.|[^\]\\])+)\]")
_RANGE = re.compile(r"(\\?.)-(\\?.)|(\\?.)", re.DOTALL)
_SIGN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]", re.DOTALL)
_DIGIT = re.compile("[0-9]")
_DIGITS = frozenset("0")
_EMPTY = frozenset({""})
_NONE = frozenset[str]()
_MANY: Final = 2000  # beginnings of one rule: more would tell little


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of a pattern can be: `whole` texts shorter than is looked for, or `cut` beginnings of longer or unknown ones.

    `end` is the index behind the part.
    """

    whole: frozenset[str]
    cut: frozenset[str]
    end: int


def starts(pattern: str, length: int) -> frozenset[str]:
    """Return texts of up to that length, one of which any match begins with; the empty one if it can begin with anything.

    In them, and in what they are compared with, 0 stands for any digit.

    Knows what rule patterns use: groups, lookaround, classes without escapes other than of single characters, and
    greedy quantifiers. What it does not know can be anything.
    """
    part = _Reader(pattern, length).choice(0)
    return part.whole | part.cut if part.end == len(pattern) else _EMPTY


def alike(text: str) -> str:
    """Return a text with 0 for every digit."""
    return _DIGIT.sub("0", text)


class _Reader:
    def __init__(self, pattern: str, length: int) -> None:
        self._pattern = pattern
        self._length = length

    def choice(self, at: int) -> _Part:
        whole, cut = _NONE, _NONE
        while True:
            part = self._sequence(at)
            whole, cut, at = whole | part.whole, cut | part.cut, part.end
            if self._pattern[at : at + 1] != "|":
                return _Part(whole, cut, at)
            at += 1

    def _sequence(self, at: int) -> _Part:
        found = _Part(_EMPTY, _NONE, at)
        while found.whole and found.end < len(self._pattern) and self._pattern[found.end] not in "|)":
            found = self._joined(found, self._quantified(self._atom(found.end)))
        return found if found.whole else _Part(_NONE, found.cut, self._behind(found.end))

    def _behind(self, at: int) -> int:
        """Return where a sequence ends of which no more need be known."""
        depth = 0
        for sign in _SIGN.finditer(self._pattern, at):
            if depth == 0 and sign[0] in {"|", ")"}:
                return sign.start()
            depth += {"(": 1, ")": -1}.get(sign[0], 0)
        return len(self._pattern)

    def _joined(self, first: _Part, second: _Part) -> _Part:
        if len(first.whole) * (len(second.whole) + len(second.cut)) > _MANY:
            return _Part(_NONE, first.whole | first.cut, second.end)
        texts = {a + b for a in first.whole for b in second.whole}
        whole = frozenset(text for text in texts if len(text) < self._length)
        longer = {a + b for a in first.whole for b in second.cut} | (texts - whole)
        return _Part(whole, first.cut.union(text[: self._length] for text in longer), second.end)

    def _quantified(self, part: _Part) -> _Part:
        match = _QUANTIFIER.match(self._pattern, part.end)
        if match is None:
            return part
        least = int(match["least"] or match[0] == "+")
        most = (
            1
            if match[0] == "?"
            else least
            if match["least"] and not match["range"]
            else int(match["most"] or self._length)
        )
        found, whole, cut = _Part(_EMPTY, _NONE, match.end()), _NONE, _NONE
        for times in range(min(most, self._length) + 1):
            if times >= min(least, self._length):
                whole, cut = whole | found.whole, cut | found.cut
            found = self._joined(found, _Part(part.whole, part.cut, match.end()))
        return _Part(whole, cut, match.end())

    def _atom(self, at: int) -> _Part:
        literal = _LITERAL.match(self._pattern, at)
        if literal:
            return _Part(frozenset({alike(literal[0])}), _NONE, literal.end())
        char = self._pattern[at]
        if char == "(":
            return self._group(at)
        if char == "[":
            return self._class(at)
        if char == "\\":
            return _escape(self._pattern[at + 1], at + 2)
        return _Part(_NONE, _EMPTY, at + 1) if char in ".^$" else _Part(frozenset(alike(char)), _NONE, at + 1)

    def _group(self, at: int) -> _Part:
        opening = _GROUP.match(self._pattern, at)
        if opening is None:
            return _Part(_NONE, _EMPTY, len(self._pattern))
        if opening["look"]:
            return _Part(_EMPTY, _NONE, self.choice(opening.end()).end + 1)
        inside = self.choice(opening.end())
        return _Part(inside.whole, inside.cut, inside.end + 1)

    def _class(self, at: int) -> _Part:
        match = _CLASS.match(self._pattern, at)
        if match is None or match["negated"]:
            return _Part(_NONE, _EMPTY, match.end() if match else len(self._pattern))
        chars = ""
        for low, high, single in _RANGE.findall(match["items"]):
            chars += "".join(map(chr, range(ord(low[-1]), ord(high[-1]) + 1))) if low else single[-1]
        return _Part(frozenset(alike(chars)), _NONE, match.end())


def _escape(char: str, end: int) -> _Part:
    if char in "bBAZ":
        return _Part(_EMPTY, _NONE, end)
    if char.isalnum():
        return _Part(_DIGITS, _NONE, end) if char == "d" else _Part(_NONE, _EMPTY, end)
    return _Part(frozenset(char), _NONE, end)
