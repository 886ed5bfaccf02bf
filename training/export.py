"""Checkpoint → the files that ship: `python -m training.export DATA RUN WEIGHTS --encoder FOLDER`.

RUN holds `model.pt`; WEIGHTS receives `model.onnx` (int8, see `training.int8`), `biaffine.npz`, `labels.json`, `lemmas.tsv` and `tokenizer.json`.
Thresholds of the yes-or-no heads are chosen on the development sets.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from kb.language.encode import Pieces
from training import lemmas
from training.batches import SKIP, Encoded, Sheet, batches, collate, encode
from training.int8 import BEST, CALIBRATION, ranges, write
from training.labels import event_types
from training.network import Network
from training.train import development_sets, training_set

_DECIDED_ON: Final = {
    "predicate": ["ewt"],
    "noun": ["qanom"],
    "trigger": ["ecb"],
    "opens": ["ewt", "gum", "together"],
}  # the development sets of each yes-or-no head
_RECALL: Final = {"opens": 0.5}  # news comes in paragraphs: there a sentence cut in two is worse than two left together


def load(run: Path) -> tuple[Network, dict[str, Any]]:
    """Return the trained network and its record of labels."""
    record = torch.load(run / "model.pt", weights_only=True)
    sizes = {head: len(labels) for head, labels in record["labels"].items()}
    network = Network(sizes, relations=len(record["relations"]), roles=len(record["roles"]))
    network.load_state_dict(record["state"])
    return network.eval(), record


def thresholds(network: Network, sheet: Sheet, data: Path, pieces: Pieces) -> dict[str, float]:
    """Return, for each yes-or-no head, the log odds that give the best F on its development sets."""
    chosen = {}
    sets = development_sets(data)
    for head, names in _DECIDED_ON.items():
        items = [encode(e, sheet, pieces) for name in names for e in sets[name]]
        odds, gold = [], []
        with torch.no_grad():
            for group in batches([x for x in items if len(x.pieces) < 200], size=4000):
                batch = collate(group)
                scored = network(batch.pieces, batch.shapes, batch.first).tags[head]
                known = batch.gold[head] != SKIP
                odds.append((scored[..., 1] - scored[..., 0])[known])
                gold.append(batch.gold[head][known])
        chosen[head] = _best_threshold(torch.cat(odds).numpy(), torch.cat(gold).numpy(), _RECALL.get(head, 1.0))
    return chosen


def _best_threshold(odds: np.ndarray, gold: np.ndarray, recall: float) -> float:
    """Return the threshold of the best F, in which recall weighs so many times what precision does."""
    grid = np.arange(-4, 4.01, 0.1)
    guesses = odds[None] > grid[:, None]
    f = (guesses & (gold == 1)).sum(1) / (guesses.sum(1) + recall**2 * (gold == 1).sum())
    return round(float(grid[f.argmax()]), 1)


def calibration(data: Path, sheet: Sheet, pieces: Pieces) -> list[Encoded]:
    """Return the training sentences whose activations set the ranges of quantisation: the same ones every time."""
    examples = [e for e in training_set(data, our_names=True) if 0 < len(e.words) < 80]
    return [encode(e, sheet, pieces) for e in random.Random(0).sample(examples, CALIBRATION)]


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
    seen = ranges(network, calibration(given.data, sheet, pieces))
    write(network, seen, given.weights / "model.onnx")
    labels = {head: record["labels"][head] for head in (*BEST, "entity")}
    labels |= {
        "relations": record["relations"],
        "roles": record["roles"],
        "thresholds": thresholds(network, sheet, given.data, pieces),
    }
    np.savez(
        given.weights / "biaffine.npz",
        role=network.role.detach().half().numpy(),
    )
    (given.weights / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), "utf8")
    (given.weights / "lemmas.tsv").write_text("".join("\t".join(row) + "\n" for row in lemmas.rows(given.data)), "utf8")
    shutil.copy(given.encoder / "tokenizer.json", given.weights / "tokenizer.json")


if __name__ == "__main__":
    main()
