"""Scores of labels → names: the best sequence in which every name begins with a B- and goes on in its own kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kb.model import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


def tags(scores: NDArray[np.float32], labels: Sequence[str]) -> list[str]:
    """Return the best well-formed labels of a sentence; `scores`: (words, labels), one logit a label.

    Taking the best label of each word is that already, unless it leaves an I- with nothing to go on from, as it does in
    few sentences; these are decoded by Viterbi's algorithm.
    """
    best = [labels[i] for i in scores.argmax(1).tolist()]
    if all(_follows(a, b) for a, b in zip(["O", *best], best, strict=False) if b != "O"):
        return best
    allowed = np.array([[0.0 if _follows(a, b) else -np.inf for b in labels] for a in labels])
    chances = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    total = np.array([0.0 if _follows("O", b) else -np.inf for b in labels]) + chances[0]
    back = []
    for row in chances[1:]:
        paths = total[:, None] + allowed
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    at = [int(total.argmax())]
    for step in reversed(back):
        at.append(int(step[at[-1]]))
    return [labels[i] for i in reversed(at)]


def _follows(before: str, label: str) -> bool:
    return label[0] != "I" or before[1:] == label[1:]


def names(given: Sequence[str]) -> Iterator[Name]:
    """Yield the names that a BIO sequence marks; an I- that continues nothing opens a name.

    >>> [(n.first, n.last, n.kind) for n in names(["B-PER", "I-PER", "O", "I-LOC"])]
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    start, kind = -1, ""
    for at, tag in enumerate([*given, "O"]):
        if start >= 0 and tag != "I-" + kind:
            yield Name(first=start, last=at, kind=kind)
            start = -1
        if start < 0 and tag != "O":
            start, kind = at, tag[2:]
