"""Words → word pieces and word shapes, the same at training and at run time.

The encoder is uncased, so what capitals and digits say travels beside the pieces as one small *shape* class per word.
"""

from __future__ import annotations

from typing import Final

SHAPES: Final = 8
BOUNDARY_SHAPE: Final = 7
MAX_PIECES: Final = 6

_PLAIN: Final = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'",
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " ",
    }
)  # fmt: skip
_TREEBANK: Final = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "…": "..."}


def plain(word: str) -> str:
    """Return `word` with typographic and treebank punctuation as the ASCII signs that the vocabulary knows."""
    return _TREEBANK.get(word) or word.translate(_PLAIN)


def shape(word: str) -> int:
    """Return the class of a word's letters: lower, UPPER, one capital, Capitalised, with digits, miXed, no letters."""
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) > 1 else 2
    if word[:1].isupper():
        return 3
    if any(char.isdigit() for char in word):
        return 4
    return 5 if any(char.isalpha() for char in word) else 6
