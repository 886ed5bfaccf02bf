"""Copies: articles that share most of their wording count as one source."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.model import Article

_SHINGLE = 5  # words
_SKETCH = 64  # the smallest hashes that stand for an article (Broder 1997)
_SAME = 0.6  # shared part of the sketch: a wire story cut by a third still reaches it, two stories of one day do not
_WORD = re.compile(r"\w+")


def originals(articles: Sequence[Article]) -> dict[str, str]:
    """Return article id → the smallest id among the articles that it is a copy of, or that are copies of it."""
    sketches = {article.id: _sketch(article.text) for article in articles}
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for value in sketches[name]:
            holders[value].append(name)
    parent = {name: name for name in sketches}
    for names in holders.values():
        for a, b in pairwise(names):
            if _root(parent, a) != _root(parent, b) and _alike(sketches[a], sketches[b]):
                first, second = sorted((_root(parent, a), _root(parent, b)))
                parent[second] = first
    return {name: _root(parent, name) for name in parent}


def _sketch(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = (int.from_bytes(hashlib.blake2b(s.encode("utf8", "replace"), digest_size=8).digest()) for s in shingles)
    return frozenset(sorted(hashes)[:_SKETCH])


def _alike(a: frozenset[int], b: frozenset[int]) -> bool:
    smallest = sorted(a | b)[:_SKETCH]
    return sum(value in a and value in b for value in smallest) >= _SAME * len(smallest)


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        name = parent[name]
    return name
