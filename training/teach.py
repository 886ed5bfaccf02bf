"""Self-training: a trained network labels the tags and the syntax of sentences that nobody annotated, where it is sure, and how factual their verbs are.

The student then sees them with words masked and units dropped (the noisy student of Xie et al. 2020). It is how news reaches the parser:
the treebanks hold little of it, the sets of names, nouns and triggers hold much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from training.batches import SKIP, Encoded, batches, collate

if TYPE_CHECKING:
    from training.batches import Sheet
    from training.network import Network

SURE = 0.9  # probability below which the teacher says nothing
TAUGHT = ("upos", "xpos", "feats", "lemma")
TRUST = 0.5  # in a factuality that nobody judged


def teach(teacher: Network, examples: list[Encoded], sheet: Sheet, device: torch.device) -> None:
    """Fill in heads, relations, tags and factualities of the examples that have none, in place."""
    verb = sheet.labels["upos"].index("VERB")
    nan = float("nan")
    bare = [item for item in examples if all(head == SKIP for head in item.heads)]
    with torch.no_grad():
        for group in batches(bare, size=4000):
            batch = collate(group)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                out = teacher(batch.pieces.to(device), batch.shapes.to(device), batch.first.to(device))
                blank = batch.words.to(device)[:, None] == 0
                heads = _sure(out.arcs.float().masked_fill(blank, -1e4))
                relations = _sure(teacher.relations(out, heads.clamp(min=0)).float())
            facts = out.fact.float().tolist()
            tags = {head: _sure(out.tags[head].float()).tolist() for head in TAUGHT}
            relations[heads == SKIP] = SKIP
            for row, item in enumerate(group):
                n = len(item.first)
                item.heads, item.relations = heads[row, :n].tolist(), relations[row, :n].tolist()
                item.gold |= {head: tags[head][row][:n] for head in TAUGHT}
                verbs = [tag == verb for tag in item.gold["upos"]]
                item.fact = [fact if known else nan for fact, known in zip(facts[row], verbs, strict=False)]
                item.trust = [TRUST] * n


def _sure(scores: torch.Tensor) -> torch.Tensor:
    """Return the best label of each word, or `SKIP`."""
    chance, best = scores.softmax(-1).max(-1)
    return torch.where(chance >= SURE, best, SKIP)
