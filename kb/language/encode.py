"""Words → word pieces and word shapes, the same at training and at run time.

The encoder is uncased, so what capitals and digits say travels beside the pieces as one small *shape* class per word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path

SHAPES: Final = 8
BOUNDARY_SHAPE: Final = 7
MAX_PIECES: Final = 6  # a word's further pieces are dropped: they are noise, or say nothing more
START: Final = 101  # [CLS] in the uncased vocabulary of BERT
STOP: Final = 102  # [SEP]
UNKNOWN: Final = 100  # [UNK]

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


class Pieces:
    """Word → ids of its word pieces, remembered up to a bound, so that noise cannot fill the memory."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()  # the published file pads every text to a fixed length
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Return one to `MAX_PIECES` ids."""
        ids = self._known.get(word)
        if ids is None:
            clean = plain(word).encode("utf8", "replace").decode("utf8")  # the library refuses lone surrogates
            ids = self._tokenizer.encode(clean, add_special_tokens=False).ids[:MAX_PIECES] or [UNKNOWN]
            if len(self._known) < 200_000:
                self._known[word] = ids
        return ids
