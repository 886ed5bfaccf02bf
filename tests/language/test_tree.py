from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kb.language.tree import heads


def scores(words):
    return arrays(np.float32, (words, words + 1), elements=st.floats(-10, 10, width=32))


def is_tree(found):
    if list(found).count(-1) != 1:
        return False
    for start in range(len(found)):
        seen, at = set(), start
        while at >= 0:
            if at in seen:
                return False
            seen.add(at)
            at = found[at]
    return True


@given(st.integers(1, 25).flatmap(scores))
def test_any_scores_give_a_tree(matrix):
    """One root and no cycle, whatever the scores."""
    assert is_tree(heads(matrix))


@given(scores(4))
def test_the_tree_is_the_best_under_its_root(matrix):
    """Among all trees with the chosen root none scores higher."""

    def total(tree):
        return sum(float(matrix[i, h + 1]) for i, h in enumerate(tree))

    found = heads(matrix)
    root = list(found).index(-1)
    rivals = (t for t in product(range(-1, 4), repeat=4) if is_tree(t) and t[root] == -1)
    assert total(found) >= max(map(total, rivals)) - 1e-4


def test_a_cycle_is_broken_where_it_costs_least():
    """Two words that each want the other as head: the cheaper wish gives way."""
    matrix = np.array([[1.0, 0.0, 9.0], [0.5, 9.0, 0.0]], np.float32)
    assert heads(matrix).tolist() == [-1, 0]
