"""Examples → padded tensors, in batches of about equal numbers of word pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from kb.language.encode import BOUNDARY_SHAPE, START, STOP, shape
from training.labels import IGNORE, ROLES

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from training.data import Example

SKIP = -100
MASK = 103  # [MASK] in the uncased vocabulary of BERT
TAGS = ("upos", "xpos", "feats", "lemma", "entity", "predicate", "noun", "trigger", "opens", "event_type")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The label sets, in the order of the heads' outputs, and roleset → event type."""

    labels: dict[str, list[str]]
    relations: list[str]
    types: dict[str, str]


@dataclass(slots=True)
class Encoded:
    """One sentence as integers; `gold[head]` has one label, or `SKIP`, per word."""

    words: list[str]
    pieces: list[int]
    lengths: list[int]
    first: list[int]
    gold: dict[str, list[int]]
    heads: list[int]
    relations: list[int]
    fact: list[float]
    trust: list[float]
    arcs: list[tuple[int, int, int]] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors. `roles`: one row per gold predicate, (predicates, words), with `SKIP` on padding."""

    pieces: Tensor
    shapes: Tensor
    first: Tensor
    words: Tensor
    gold: dict[str, Tensor]
    heads: Tensor
    relations: Tensor
    fact: Tensor
    trust: Tensor
    at: Tensor
    roles: Tensor


def encode(example: Example, sheet: Sheet, pieces_of: Callable[[str], list[int]]) -> Encoded:
    """Turn words and labels into integers; labels outside the sheet are skipped."""
    pieces, first, lengths = [START], [], []
    for word in example.words:
        first.append(len(pieces))
        parts = pieces_of(word)
        lengths.append(len(parts))
        pieces += parts
    n = len(example.words)
    gold = {}
    for head in ("upos", "xpos", "feats", "lemma", "entity"):
        index = {label: i for i, label in enumerate(sheet.labels[head])}
        given = getattr(example, head) or [IGNORE] * n
        gold[head] = [index.get(label, SKIP) for label in given]
    for head in ("predicate", "noun", "trigger", "opens"):
        gold[head] = getattr(example, head) or [SKIP] * n
    types = sheet.labels["event_type"]
    gold["event_type"] = [SKIP] * n
    for at, roleset in example.roleset.items():
        gold["event_type"][at] = types.index(sheet.types.get(roleset, "OTHER"))
    relation = {label: i for i, label in enumerate(sheet.relations)}
    return Encoded(
        words=example.words, pieces=[*pieces, STOP], lengths=lengths, first=first, gold=gold,
        heads=example.heads or [SKIP] * n,
        relations=[relation.get(r, SKIP) for r in example.deprel or [IGNORE] * n],
        fact=[example.fact.get(i, float("nan")) for i in range(n)],
        trust=[example.trust.get(i, 1.0) for i in range(n)],
        arcs=None if example.arcs is None else [(p, a, ROLES.index(r) + 1) for p, a, r in example.arcs],
    )  # fmt: skip


def recase(words: list[str], draw: random.Random) -> list[str]:
    """Now and then write a sentence as headlines and careless writers do, so that capitals are no crutch."""
    chance = draw.random()
    if chance < 0.03:
        return [word.upper() for word in words]
    if chance < 0.06:
        return [word[:1].upper() + word[1:] for word in words]
    return [word.lower() for word in words] if chance < 0.09 else words


def masked(item: Encoded, draw: random.Random, share: float) -> list[int]:
    """Return the pieces with a share of the words' pieces replaced by [MASK]: what is around them must do."""
    pieces = list(item.pieces)
    for first, length in zip(item.first, item.lengths, strict=True) if share else ():
        if draw.random() < share:
            pieces[first : first + length] = [MASK] * length
    return pieces


def batches(data: list[Encoded], *, size: int, draw: random.Random | None = None) -> list[list[Encoded]]:
    """Group sentences of like length up to `size` padded pieces; shuffled when there is a `draw`."""
    jitter = (lambda: draw.random() * 4) if draw else (lambda: 0.0)
    made: list[list[Encoded]] = []
    group: list[Encoded] = []
    longest = 0
    for item in sorted(data, key=lambda item: len(item.pieces) + jitter()):
        longest = max(longest, len(item.pieces))
        if group and longest * (len(group) + 1) > size:
            made.append(group)
            group, longest = [], len(item.pieces)
        group.append(item)
    made.append(group)
    if draw:
        draw.shuffle(made)
    return made


def _pad(rows: list[list[int]], value: int) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def collate(group: list[Encoded], draw: random.Random | None = None, share: float = 0.0) -> Batch:
    """Pad a group into one batch; with a `draw`, as a student meets it: odd capitals, a share of the words masked."""
    shapes, pieces = [], []
    for item in group:
        words = recase(item.words, draw) if draw else item.words
        row = [BOUNDARY_SHAPE]
        for word, length in zip(words, item.lengths, strict=True):
            row += [shape(word)] * length
        shapes.append([*row, BOUNDARY_SHAPE])
        pieces.append(masked(item, draw, share) if draw else item.pieces)
    width = max(len(item.first) for item in group)
    nan = float("nan")
    at, roles = [], []
    for row, item in enumerate(group):
        if item.arcs is None:
            continue
        for predicate in (i for i, v in enumerate(item.gold["predicate"]) if v == 1):
            labels = [0] * len(item.first) + [SKIP] * (width - len(item.first))
            for p, argument, label in item.arcs:
                if p == predicate:
                    labels[argument] = label
            at.append([row, predicate])
            roles.append(labels)
    return Batch(
        pieces=_pad(pieces, 0),
        shapes=_pad(shapes, BOUNDARY_SHAPE),
        first=_pad([item.first for item in group], 0),
        words=_pad([[1] * (1 + len(item.first)) for item in group], 0),
        gold={head: _pad([item.gold[head] for item in group], SKIP) for head in TAGS},
        heads=_pad([item.heads for item in group], SKIP),
        relations=_pad([item.relations for item in group], SKIP),
        fact=torch.tensor([item.fact + [nan] * (width - len(item.fact)) for item in group]),
        trust=torch.tensor([item.trust + [0.0] * (width - len(item.trust)) for item in group]),
        at=torch.tensor(at, dtype=torch.long).reshape(-1, 2),
        roles=torch.tensor(roles, dtype=torch.long).reshape(-1, width),
    )
