"""Copies: articles that share most of their wording count as one source."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.model import Article

_SHINGLE = 5  # words
_SKETCH = 64  # the smallest hashes that stand for an article (Broder 1997)
_SAME = 0.6  # shared part of the sketch: a wire story cut by a third still reaches it, two stories of one day do not
_WORD = re.compile(r"\w+")


def originals(articles: Sequence[Article]) -> dict[str, str]:
    """Return article id → the smallest id among the articles that it is a copy of, or that are copies of it."""
    sketches = {article.id: _sketch(article.text) for article in articles}
    parent = {name: name for name in sketches}
    for a, b in _neighbours(sketches):
        first, second = sorted((_root(parent, a), _root(parent, b)))
        if first != second and _alike(sketches[a], sketches[b]):
            parent[second] = first
    return {name: _root(parent, name) for name in parent}


def _neighbours(sketches: Mapping[str, frozenset[bytes]]) -> set[tuple[str, str]]:
    """Return the pairs of articles that follow each other among the holders of some value."""
    holders: dict[bytes, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for value in sketches[name]:
            holders[value].append(name)
    return {pair for names in holders.values() for pair in pairwise(names)}


def _sketch(text: str) -> frozenset[bytes]:
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = (hashlib.blake2b(s.encode("utf8", "replace"), digest_size=8).digest() for s in shingles)
    return frozenset(sorted(hashes)[:_SKETCH])


def _alike(a: frozenset[bytes], b: frozenset[bytes]) -> bool:
    both, either = a & b, a | b
    needed = _SAME * min(len(either), _SKETCH)
    return len(both) >= needed and len(both.intersection(sorted(either)[:_SKETCH])) >= needed


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name
