"""Names annotated by us on sentences of the public sets: stand-off, in `names.tsv`; the sentences stay where they are.

A line is `set, sentence id, number of words, names`, the names as `first-end:KIND`, counted in words, `end` exclusive. The ids are EWT's `sent_id`,
QANom's `qasrl_id`, and the number of the line in ECB+'s file. What is a name, and of which kind, is written in README.md.
`names_again.tsv` holds what a second annotator marked, blind, on some of the sentences; `python -m training.annotated` prints how far the two agree.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from training.labels import IGNORE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FILE, _AGAIN = (Path(__file__).with_name(name) for name in ("names.tsv", "names_again.tsv"))
_NAMELIKE = {"PROPN", "ADJ", "NOUN", "X"}


@cache
def stand_off(name: str) -> dict[str, list[str]]:
    """Return sentence id → one BIO label a word, for the sentences annotated in the set `name`."""
    return {sentence: _labels(words, names) for (owner, sentence), (words, names) in _rows(_FILE) if owner == name}


def _rows(file: Path) -> Iterator[tuple[tuple[str, str], tuple[int, list[str]]]]:
    """Yield set and id of each sentence, with its number of words and its names as they are written."""
    for line in file.read_text("utf8").splitlines():
        owner, sentence, words, *names = line.split("\t")
        yield (owner, sentence), (int(words), names[0].split() if names else [])


def agreement() -> dict[str, float]:
    """Return F1 in percent between the annotators: of names with their kinds, and of extents alone."""
    first = dict(_rows(_FILE))
    pairs = [(set(first[key][1]), set(names)) for key, (_, names) in _rows(_AGAIN)]
    bare = [tuple({name.partition(":")[0] for name in names} for names in pair) for pair in pairs]
    return {"names": _f1(pairs), "extents": _f1(bare), "sentences": len(pairs)}


def _f1(pairs: Sequence[tuple[set[str], ...]]) -> float:
    shared, marked = sum(len(a & b) for a, b in pairs), sum(len(a) + len(b) for a, b in pairs)
    return round(200 * shared / marked, 1)


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


if __name__ == "__main__":
    print(agreement())
