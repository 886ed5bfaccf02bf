"""Numbers in words: "twenty-four", "a couple of", "2 1/2"."""

from __future__ import annotations

import re

_ONES_AND_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
CARDINALS = {word: n for n, word in enumerate(_ONES_AND_TEN + _TEENS)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
_ONES = {"a", "an", "another", "an additional", "a further", "a full", "a whole", "a single"}
_WORDS = {
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "couple": 2,
    "half a": 0.5,
    "half an": 0.5,
    "half-": 0.5,
    "half": 0.5,
}


def amount(text: str) -> float | None:
    """Return the number that the words say; `None` for "several", "a few", "many"."""
    if text in _ONES:
        return 1
    if text in _WORDS:
        return _WORDS[text]
    if text[0] <= "9":
        return _decimal(text.replace(",", ""))
    words = re.findall("[a-z]+", text)
    if not set(words) & (CARDINALS.keys() | _SCALES.keys()):
        return None
    return _spelled(words)


def _decimal(text: str) -> float:
    whole, _, fraction = re.sub("[- ](?=[0-9]/)", " ", text).partition(" ")
    if not fraction:
        return float(whole)
    upper, lower = fraction.split("/")
    return int(whole) + (int(upper) / int(lower) if int(lower) else 0)


def _spelled(words: list[str]) -> float:
    total = current = 0
    for word in words:
        if word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        elif word != "a":
            current += CARDINALS.get(word, 0)
    return total + current + (0.5 if "half" in words else 0)
