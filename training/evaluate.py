"""Scores of the network in PyTorch on encoded sets: what development runs are compared by.

The shipped int8 model is scored by `benchmarks.language`, through the product's own code.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import torch

from kb.language.names import names
from training.batches import SKIP, Batch, Encoded, Sheet, batches, collate

if TYPE_CHECKING:
    from training.network import Network, Outputs

Counts = Counter[str]


def f1(right: int, guessed: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall, in percent."""
    return 200 * right / max(guessed + gold, 1)


def _count(counts: Counts, name: str, guessed: torch.Tensor, gold: torch.Tensor) -> None:
    known = gold != SKIP
    hit = (guessed == gold) & known
    counts[name + ".right"] += int((hit & (gold > 0)).sum())
    counts[name + ".guessed"] += int(((guessed > 0) & known).sum())
    counts[name + ".gold"] += int(((gold > 0) & known).sum())
    counts[name + ".same"] += int(hit.sum())
    counts[name + ".all"] += int(known.sum())


def _syntax(counts: Counts, network: Network, out: Outputs, batch: Batch) -> None:
    known = batch.heads != SKIP
    heads = out.arcs.masked_fill(batch.words[:, None] == 0, -1e9).argmax(-1)
    relations = network.relations(out, heads).argmax(-1)
    attached = (heads == batch.heads) & known
    counts["words"] += int(known.sum())
    counts["attached"] += int(attached.sum())
    counts["labelled"] += int((attached & (relations == batch.relations)).sum())


def _names(counts: Counts, labels: list[str], guessed: torch.Tensor, gold: torch.Tensor) -> None:
    for ours, theirs in zip(guessed.tolist(), gold.tolist(), strict=True):
        length = sum(label != SKIP for label in theirs)
        a, b = (
            {name for name in names([labels[i] for i in row[:length]]) if name.kind != "MISC"} for row in (ours, theirs)
        )
        counts["names.right"] += len(a & b)
        counts["names.guessed"] += len(a)
        counts["names.gold"] += len(b)


def scores(network: Network, sheet: Sheet, held: dict[str, list[Encoded]], device: torch.device) -> dict[str, float]:
    """Return "set.score" → percent (factuality: Pearson's r × 100), for every set and what it is annotated with."""
    results: dict[str, float] = {}
    with torch.no_grad():
        for name, data in held.items():
            counts: Counts = Counter()
            facts: list[tuple[float, float]] = []
            for group in batches(data, size=4000):
                batch = collate(group)
                out = network(batch.pieces.to(device), batch.shapes.to(device), batch.first.to(device))
                for head, scored in out.tags.items():
                    _count(counts, head, scored.argmax(-1), batch.gold[head])
                _syntax(counts, network, out, batch)
                if (batch.gold["entity"] != SKIP).any():
                    _names(counts, sheet.labels["entity"], out.tags["entity"].argmax(-1), batch.gold["entity"])
                if len(batch.at):
                    rows, at = batch.at.unbind(1)
                    roles = network.roles(out.role_predicate[rows, at], out.role_argument[rows]).argmax(-1)
                    _count(counts, "roles", roles, batch.roles)
                known = ~torch.isnan(batch.fact)
                facts += zip(out.fact[known].tolist(), batch.fact[known].tolist(), strict=True)
            results |= {f"{name}.{key}": round(value, 2) for key, value in _summary(counts, facts).items()}
    return results


def _summary(counts: Counts, facts: list[tuple[float, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for head in ("upos", "xpos", "feats", "lemma", "event_type"):
        if counts[head + ".all"]:
            found[head] = 100 * counts[head + ".same"] / counts[head + ".all"]
    for head in ("predicate", "noun", "trigger", "opens", "names", "roles"):
        if counts[head + ".gold"]:
            found[head] = f1(counts[head + ".right"], counts[head + ".guessed"], counts[head + ".gold"])
    if counts["words"]:
        found["uas"] = 100 * counts["attached"] / counts["words"]
        found["las"] = 100 * counts["labelled"] / counts["words"]
    if len(facts) > 1:
        ours, gold = torch.tensor(facts).T
        found["fact_r"] = 100 * float(torch.corrcoef(torch.stack([ours, gold]))[0, 1])
        found["fact_sign"] = 100 * float(((ours > 0) == (gold > 0)).float().mean())
    return found
