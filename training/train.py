"""Train the language model: `python -m training.train DATA OUT [--epochs N] [--seed N] [--start RUN]`.

DATA is a folder with the sets that training/README.md lists; OUT receives `model.pt` after every fifth of an epoch (averaged
weights), so that a killed run loses little. With `--start` it is a second cycle (`SECOND`), which goes on from an earlier run's weights.
Runs on a GPU when there is one; on two CPU cores an epoch takes seven to ten minutes. The same seed, data and kind of machine
give the same weights.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kb.language.encode import Pieces
from training import data
from training.batches import SKIP, Batch, Encoded, Sheet, batches, collate, encode
from training.evaluate import scores
from training.labels import ENTITIES, ROLES, event_types, vocabulary
from training.network import Network, Outputs
from training.passages import run_together
from training.teach import teach

WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "feats": 0.3, "lemma": 0.3, "entity": 1.0,
    "predicate": 0.5, "noun": 0.5, "trigger": 0.5, "opens": 2.0, "event_type": 0.3,
}  # fmt: skip
BATCH = 2000  # padded word pieces
LONGEST = 120  # word pieces; the few longer training sentences cost memory out of proportion
HELD_OUT = 300  # sentences of UNER's dev set kept for choosing between models
TOGETHER = 2  # times that sentences left together are read, of which there are few
SCORED = 3  # epochs from one look at the development sets to the next
Sets = dict[str, list[data.Example]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """How a run is taught: factor of the learning rates, share of units dropped and of words masked, weight of factuality; whose names."""

    rate: float
    dropped: float
    masked: float
    factuality: float
    our_names: bool


FIRST: Final = Cycle(rate=1.0, dropped=0.15, masked=0.0, factuality=0.5, our_names=False)
SECOND: Final = Cycle(rate=0.6, dropped=0.25, masked=0.1, factuality=1.5, our_names=True)


def training_set(root: Path, *, our_names: bool) -> list[data.Example]:
    """Return every training sentence; small news sets count more than once. With our names, those of encyclopedias are left out."""
    uner = data.names(root / "uner_ewt/en_ewt-ud-dev.iob2", word=1, tag=2)
    wikigold = data.names(root / "wikigold/CONLL-format/data/wikigold.conll.txt")
    gum = data.conllu(root / "gum/gum_clean_train.conllu", entities=True)
    encyclopedic = [] if our_names else [*data.crossner(root), *data.redocred(root)]
    ewt, qanom, ecb = (read(root, "train", our_names=our_names) for read in (data.ewt, data.qanom, data.ecb))
    return [
        *ewt, *gum, *data.masc(root), *wikigold, *encyclopedic, *uner[HELD_OUT:] * 2, *qanom, *ecb * 3,
    ]  # fmt: skip


def development_sets(root: Path) -> Sets:
    """Return the sets that models are chosen by; no test set is among them."""
    return {
        "ewt": data.ewt(root, "dev"),
        "together": run_together(root, "dev"),
        "gum": data.conllu(root / "gum/gum_clean_dev.conllu"),
        "uner": data.names(root / "uner_ewt/en_ewt-ud-dev.iob2", word=1, tag=2)[:HELD_OUT],
        "qanom": data.qanom(root, "dev"),
        "ecb": data.ecb(root, "dev"),
        "wikinews": data.wikinews(root),
    }


def sheet_of(examples: list[data.Example], root: Path) -> Sheet:
    """Collect the label sets from the training data."""
    types = event_types(root)
    labels = {
        head: vocabulary((x for e in examples for x in getattr(e, head) or ()), at_least=least)
        for head, least in (("upos", 1), ("xpos", 2), ("feats", 5), ("lemma", 5))
    }
    labels["entity"] = ENTITIES
    labels |= {head: ["0", "1"] for head in ("predicate", "noun", "trigger", "opens")}
    labels["event_type"] = ["OTHER", *sorted(set(types.values()))]
    return Sheet(labels, vocabulary(r for e in examples for r in e.deprel or ()), types)


def loss_of(network: Network, out: Outputs, batch: Batch, factuality: float) -> Tensor:
    """Sum the losses of the heads that the batch has labels for; `factuality` is the weight of that head's."""
    total = out.fact.sum() * 0.0
    for head, scored in out.tags.items():
        if (batch.gold[head] != SKIP).any():
            total = total + WEIGHTS[head] * _cross_entropy(scored, batch.gold[head])
    if (batch.heads != SKIP).any():
        arcs = out.arcs.masked_fill(batch.words[:, None] == 0, -1e4)
        relations = network.relations(out, batch.heads.clamp(min=0))
        total = total + _cross_entropy(arcs, batch.heads) + _cross_entropy(relations, batch.relations)
    if len(batch.at):
        rows, predicates = batch.at.unbind(1)
        roles = network.roles(out.role_predicate[rows, predicates], out.role_argument[rows])
        total = total + 4.0 * _cross_entropy(roles, batch.roles)
    known = ~torch.isnan(batch.fact)
    if known.any():
        wide = F.smooth_l1_loss(out.fact.float()[known], batch.fact[known], reduction="none")
        total = total + factuality * (wide * batch.trust[known]).sum() / len(wide)
    return total


def _cross_entropy(scored: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scored.float().flatten(0, -2), gold.flatten(), ignore_index=SKIP)


def optimiser(
    network: Network, steps: int, scale: float
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW, slower on the pre-trained encoder; linear warm-up over 6 % of the steps, then linear decay. `scale` is of both rates."""
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    groups = [{"params": encoder, "lr": 1.5e-4 * scale}, {"params": heads, "lr": 1.5e-3 * scale}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rate = lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
    return adam, torch.optim.lr_scheduler.LambdaLR(adam, rate)


def average(mean: Network, network: Network, step: int) -> None:
    """Move the averaged weights towards the current ones (exponential, over about a thousand steps)."""
    decay = min(0.998, (1 + step) / (10 + step))
    with torch.no_grad():
        pairs = zip(mean.parameters(), network.parameters(), strict=True)
        moving = [(kept, new) for kept, new in pairs if new.requires_grad]
        torch._foreach_lerp_([kept for kept, _ in moving], [new for _, new in moving], 1 - decay)


def save(out: Path, network: Network, sheet: Sheet) -> None:
    """Write weights and labels, atomically."""
    record = {"state": network.state_dict(), "labels": sheet.labels, "relations": sheet.relations, "roles": ROLES}
    torch.save(record, out / "model.tmp")
    (out / "model.tmp").replace(out / "model.pt")


def train(root: Path, out: Path, *, epochs: float, seed: int, encoder: Path, start: Path | None = None) -> None:
    """Train, averaging weights, and write checkpoints and development scores into `out`.

    `start`: the folder of an earlier run on the same sets, whose weights to begin with.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    cycle = SECOND if start else FIRST
    examples = training_set(root, our_names=cycle.our_names)
    sheet = sheet_of(examples, root)
    pieces = Pieces(encoder / "tokenizer.json")
    examples += run_together(root, "train", our_names=cycle.our_names) * TOGETHER
    encoded = [x for x in (encode(e, sheet, pieces) for e in examples if e.words) if len(x.pieces) <= LONGEST]
    held: dict[str, list[Encoded]] = {
        name: [x for x in (encode(e, sheet, pieces) for e in items) if len(x.pieces) <= 2 * LONGEST]
        for name, items in development_sets(root).items()
    }
    sizes = {head: len(labels) for head, labels in sheet.labels.items()}
    network = Network(sizes, relations=len(sheet.relations), roles=len(ROLES), dropped=cycle.dropped).to(device)
    if start:
        network.load_state_dict(torch.load(start / "model.pt", weights_only=True)["state"])
        teach(network.eval(), encoded, sheet, device)
        network.train()
    else:
        network.encoder.load(encoder)
    mean = copy.deepcopy(network).eval()
    per_epoch = len(batches(encoded, size=BATCH))
    steps = int(per_epoch * epochs)
    adam, schedule = optimiser(network, steps, cycle.rate)
    print(f"{len(encoded)} sentences, {steps} steps on {device}", flush=True)
    started, step = time.monotonic(), 0
    queue: list[list[Encoded]] = []
    while step < steps:
        queue = queue or batches(encoded, size=BATCH, draw=draw)
        batch = to(collate(queue.pop(), draw, cycle.masked), device)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            outputs = network(batch.pieces, batch.shapes, batch.first)
            loss = loss_of(network, outputs, batch, cycle.factuality)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        schedule.step()
        adam.zero_grad(set_to_none=True)
        step += 1
        average(mean, network, step)
        if step % 50 == 0:
            print(f"step {step}/{steps} loss {loss.item():.3f} {time.monotonic() - started:.0f} s", flush=True)
        if step % (per_epoch // 5) == 0 or step == steps:
            save(out, mean, sheet)
        if step % (SCORED * per_epoch) == 0 or step == steps:
            print(json.dumps({"step": step} | scores(mean, sheet, held, device)), flush=True)


def to(batch: Batch, device: torch.device) -> Batch:
    """Move every tensor of a batch."""
    if device.type == "cpu":
        return batch
    fields = {name: getattr(batch, name) for name in Batch.__slots__}
    return Batch(**{
        name: {k: v.to(device) for k, v in value.items()} if isinstance(value, dict) else value.to(device)
        for name, value in fields.items()
    })  # fmt: skip


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder with MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--start", type=Path, help="folder of an earlier run, to go on from")
    parser.add_argument("--epochs", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    train(given.data, given.out, epochs=given.epochs, seed=given.seed, encoder=given.encoder, start=given.start)


if __name__ == "__main__":
    main()
