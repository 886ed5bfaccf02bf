"""Scores of arcs → a dependency tree: one root, no cycle, whatever the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def heads(scores: Scores) -> Heads:
    """Return each word's head, -1 for the one root.

    `scores`: (words, 1 + words) float32, column 0 the root, column h word h - 1. The best head of each word is taken where
    that makes a tree, as it does for nineteen sentences in twenty; else the best tree (Chu and Liu 1965, Edmonds 1967).
    """
    words = len(scores)
    scores = scores.copy()
    scores[np.arange(words), np.arange(words) + 1] = -np.inf
    best: Heads = scores.argmax(1) - 1
    above = best.tolist()
    if above.count(-1) == 1 and _cycle(above) is None:
        return best
    others = np.delete(scores, 0, 1)
    rest = np.where(np.isfinite(others), others, -np.inf).max(1) if words > 1 else np.zeros(1)
    root = int((scores[:, 0] - rest).argmax())
    matrix = np.full((words + 1, words + 1), -np.inf)  # [dependent, head], node 0 the root
    matrix[1:, 1:] = others
    matrix[root + 1, :] = -np.inf
    matrix[root + 1, 0] = 0.0
    found: Heads = _arborescence(matrix)[1:] - 1
    return found


def _cycle(best: Sequence[int]) -> list[int] | None:
    """Return the nodes of one cycle, or `None`; a head of -1 ends a path."""
    state = [0] * len(best)
    for start in range(len(best)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = best[at]
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for node in path:
            state[node] = 2
    return None


def _arborescence(matrix: NDArray[np.float64]) -> Heads:
    """Return the head of each node in the best tree that is rooted in node 0, whose own head is -1."""
    best: Heads = matrix.argmax(1)
    best[0] = -1
    cycle = _cycle(best.tolist())
    if cycle is None:
        return best
    kept = [node for node in range(len(matrix)) if node not in set(cycle)]
    inside = np.array(cycle)
    gain = matrix[inside] - matrix[inside, best[inside]][:, None]  # of entering the cycle at each of its words
    small = np.full((len(kept) + 1, len(kept) + 1), -np.inf)
    small[:-1, :-1] = matrix[np.ix_(kept, kept)]
    small[-1, :-1] = gain[:, kept].max(0)
    small[:-1, -1] = matrix[np.ix_(kept, cycle)].max(1)
    found = _arborescence(small)
    heads_: Heads = best.copy()
    for row, node in enumerate(kept):
        if node == 0:
            continue
        if found[row] == len(kept):
            heads_[node] = inside[matrix[node, inside].argmax()]
        else:
            heads_[node] = kept[found[row]]
    outside = kept[found[-1]]
    heads_[inside[gain[:, outside].argmax()]] = outside
    return heads_
