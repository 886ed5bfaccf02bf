"""Names annotated by us on sentences of the public sets: stand-off, in `names.tsv`; the sentences stay where they are.

A line is `set, sentence id, number of words, names`, the names as `first-end:KIND`, counted in words, `end` exclusive. The ids are EWT's `sent_id`,
QANom's `qasrl_id`, and the number of the line in ECB+'s file. What is a name, and of which kind, is written in README.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from training.labels import IGNORE

_FILE = Path(__file__).with_name("names.tsv")
_NAMELIKE = {"PROPN", "ADJ", "NOUN", "X"}


@cache
def stand_off(name: str) -> dict[str, list[str]]:
    """Return sentence id → one BIO label a word, for the sentences annotated in the set `name`."""
    found = {}
    for line in _FILE.read_text("utf8").splitlines():
        owner, sentence, words, *names = line.split("\t")
        if owner == name:
            found[sentence] = _labels(int(words), names[0].split() if names else [])
    return found


@cache
def held_out(name: str) -> frozenset[str]:
    """Return the ids of every tenth annotated sentence of a set: models are chosen by them, not trained on them."""
    return frozenset(sorted(stand_off(name))[::10])


def _labels(words: int, names: list[str]) -> list[str]:
    labels = ["O"] * words
    for name in names:
        place, kind = name.split(":")
        first, end = map(int, place.split("-"))
        labels[first:end] = ["B-" + kind] + ["I-" + kind] * (end - first - 1)
    return labels


def outside(words: list[str], upos: list[str]) -> list[str]:
    """Return what parts of speech say of names without anybody's reading: a word that cannot be one is "O", of others nothing."""
    return [
        IGNORE if tag == "PROPN" or (tag in _NAMELIKE and word != word.lower()) else "O"
        for word, tag in zip(words, upos, strict=True)
    ]
