"""Sentences run together, as the product meets them: where its rules leave several sentences in one, the network is to see where each opens.

The rules of `kb.language.tokens` cut a treebank's documents; what they leave whole although the treebank does not becomes one example, with the
annotations of its sentences side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import tokens
from kb.language.tokens import sentences
from kb.model import Span
from training import data
from training.batches import SKIP
from training.data import Example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_WORDWISE = ("upos", "xpos", "feats", "lemma", "deprel", "entity", "predicate")


def run_together(root: Path, split: str, *, our_names: bool = False) -> list[Example]:
    """Return what the rules leave together of EWT and of GUM, whose documents are read both with and without their paragraphs."""
    ewt, gum = data.ewt(root, split, our_names=our_names), root / f"gum/gum_clean_{split}.conllu"
    named, paragraphs = data.conllu(gum, entities=our_names), list(tokens.conllu(gum))
    documents = tokens.ewt(root / f"ewt/ewt_{split}.jsonl")
    return [*_joined(documents, ewt), *_joined(paragraphs, named), *_joined(tokens.joined(paragraphs), named)]


def _joined(passages: Iterable[tokens.Passage], examples: list[Example]) -> Iterator[Example]:
    at = 0
    for passage in passages:
        starts = {span.start: at + k for k, span in enumerate(passage.sentences)}
        ends = {span.end: at + k + 1 for k, span in enumerate(passage.sentences)}
        at += len(passage.sentences)
        for found in sentences(passage.text, Span(0, len(passage.text))):
            first, end = starts.get(found[0].start), ends.get(found[-1].end)
            if first is not None and end is not None and end - first > 1:
                yield join(examples[first:end])


def join(parts: list[Example]) -> Example:
    """Return one example of several: each keeps its own root, and what one of them does not say, none says."""
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part.words))
    made = Example([word for part in parts for word in part.words])
    for name in _WORDWISE:
        values = [getattr(part, name) for part in parts]
        if None not in values:
            setattr(made, name, [label for value in values for label in value])
    placed = list(zip(offsets, parts, strict=False))
    if made.deprel:
        made.heads = [head and head + by for by, part in placed for head in part.heads or ()]
    if all(part.arcs is not None for part in parts):
        made.arcs = [(p + by, a + by, role) for by, part in placed for p, a, role in part.arcs or ()]
    for name in ("roleset", "fact", "trust"):
        setattr(made, name, {i + by: value for by, part in placed for i, value in getattr(part, name).items()})
    made.opens = [SKIP, *(int(at in offsets) for at in range(1, len(made.words)))]
    return made
