"""Checkpoint → the files that ship: `python -m training.export DATA RUN WEIGHTS --encoder FOLDER`.

RUN holds `model.pt`; WEIGHTS receives `model.onnx` (int8), `biaffine.npz`, `labels.json`, `lemmas.tsv` and `tokenizer.json`. Weights are quantised per
channel, activations at run time; thresholds of the yes-or-no heads are chosen on the development sets.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from kb.language.encode import Pieces
from training import lemmas
from training.batches import SKIP, Sheet, batches, collate, encode
from training.labels import event_types
from training.network import Network
from training.train import development_sets

BEST = ("upos", "xpos", "feats", "lemma", "event_type")  # only the best label leaves the network
FULL = ("entity", "predicate", "noun", "trigger")  # all scores do
OUTPUTS = (
    "best",
    "entity",
    "yes",
    "fact",
    "arcs",
    "relation_dependent",
    "relation_head",
    "role_predicate",
    "role_argument",
)


class Shipped(nn.Module):
    """The network with the outputs that the product reads: labels as integers, scores where thresholds or trees need them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Return `OUTPUTS`; `best` (sentences, words, 5) int32, `yes` (sentences, words, 3): log odds of three heads."""
        out = self.network(pieces, shapes, first)
        best = torch.stack([out.tags[head].argmax(-1) for head in BEST], -1).int()
        yes = torch.stack([out.tags[head][..., 1] - out.tags[head][..., 0] for head in FULL[1:]], -1)
        return (
            best, out.tags["entity"], yes, out.fact, out.arcs,
            out.relation_dependent, out.relation_head, out.role_predicate, out.role_argument,
        )  # fmt: skip


def load(run: Path) -> tuple[Network, dict[str, Any]]:
    """Return the trained network and its record of labels."""
    record = torch.load(run / "model.pt", weights_only=True)
    sizes = {head: len(labels) for head, labels in record["labels"].items()}
    network = Network(sizes, relations=len(record["relations"]), roles=len(record["roles"]))
    network.load_state_dict(record["state"])
    return network.eval(), record


def thresholds(network: Network, sheet: Sheet, data: Path, pieces: Pieces) -> dict[str, float]:
    """Return, for each yes-or-no head, the log odds that give the best F1 on its development set."""
    chosen = {}
    sets = development_sets(data)
    for head, name in (("predicate", "ewt"), ("noun", "qanom"), ("trigger", "ecb")):
        items = [encode(e, sheet, pieces) for e in sets[name]]
        odds, gold = [], []
        with torch.no_grad():
            for group in batches([x for x in items if len(x.pieces) < 200], size=4000):
                batch = collate(group)
                scored = network(batch.pieces, batch.shapes, batch.first).tags[head]
                known = batch.gold[head] != SKIP
                odds.append((scored[..., 1] - scored[..., 0])[known])
                gold.append(batch.gold[head][known])
        chosen[head] = _best_threshold(torch.cat(odds).numpy(), torch.cat(gold).numpy())
    return chosen


def _best_threshold(odds: np.ndarray, gold: np.ndarray) -> float:
    grid = np.arange(-4, 4.01, 0.1)
    guesses = odds[None] > grid[:, None]
    f1 = 2 * (guesses & (gold == 1)).sum(1) / (guesses.sum(1) + (gold == 1).sum())
    return round(float(grid[f1.argmax()]), 1)


def write(network: Network, target: Path) -> None:
    """Write the int8 network. Sentences, words and pieces are free axes."""
    inputs = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, dtype=torch.long), torch.ones(2, 7, dtype=torch.long)
    axes = {name: {0: "sentences", 1: "words"} for name in OUTPUTS}
    axes |= {
        "pieces": {0: "sentences", 1: "pieces"},
        "shapes": {0: "sentences", 1: "pieces"},
        "first": {0: "sentences", 1: "words"},
    }
    axes["arcs"][2] = axes["relation_head"][1] = "heads"
    with tempfile.TemporaryDirectory() as folder:
        whole, simple = Path(folder) / "whole.onnx", Path(folder) / "simple.onnx"
        torch.onnx.export(
            Shipped(network), inputs, str(whole), input_names=["pieces", "shapes", "first"], output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(whole), str(simple), skip_symbolic_shape=True)
        # Seven-bit weights: processors without VNNI add pairs of 8-bit products in 16 bits, and would saturate.
        quantize_dynamic(str(simple), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "run", "weights"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    given = parser.parse_args()
    network, record = load(given.run)
    sheet = Sheet(record["labels"], record["relations"], event_types(given.data))
    pieces = Pieces(given.encoder / "tokenizer.json")
    given.weights.mkdir(parents=True, exist_ok=True)
    write(network, given.weights / "model.onnx")
    labels = {head: record["labels"][head] for head in (*BEST, "entity")}
    labels |= {
        "relations": record["relations"],
        "roles": record["roles"],
        "thresholds": thresholds(network, sheet, given.data, pieces),
    }
    np.savez(
        given.weights / "biaffine.npz",
        relation=network.relation.detach().half().numpy(),
        role=network.role.detach().half().numpy(),
    )
    (given.weights / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), "utf8")
    (given.weights / "lemmas.tsv").write_text("".join("\t".join(row) + "\n" for row in lemmas.rows(given.data)), "utf8")
    shutil.copy(given.encoder / "tokenizer.json", given.weights / "tokenizer.json")


if __name__ == "__main__":
    main()
