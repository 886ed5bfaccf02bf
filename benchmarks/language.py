"""How good and how fast the shipped language model is: `python -m benchmarks.language --data DATA [--json]`.

DATA is the folder of training/README.md; its test splits are scored, on gold tokens, through the int8 files that ship. `--conllu FILE …` scores
parts of speech and syntax on any treebank instead. Speed is from article to Document, on the words of UD English EWT's test set.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.tokens import placed
from kb.language import tree
from kb.language.names import names, tags
from kb.language.network import Network, Scored
from kb.language.parse import Language
from kb.model import Article, Block, Section, Span
from training import data
from training.labels import IGNORE, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.data import Example

_CHUNK = 64  # sentences scored at once
_LONGEST = 200  # words; the two longer test sentences are lists


class Score:
    """Counts of one kind of decision over a test set."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.facts: list[tuple[float, float]] = []

    def pair(self, name: str, ours: set[object], gold: set[object]) -> None:
        """Count found, gold and shared items."""
        self.counts[name + ".both"] += len(ours & gold)
        self.counts[name + ".ours"] += len(ours)
        self.counts[name + ".gold"] += len(gold)

    def results(self) -> dict[str, float]:
        """Return percentages: F1 of what was paired, accuracy of tags, r × 100 and sign accuracy of factuality."""
        kinds = sorted({key.partition(".")[0] for key in self.counts})
        found = {}
        for kind in kinds:
            both, ours, gold = (self.counts[f"{kind}.{part}"] for part in ("both", "ours", "gold"))
            if gold:
                found[kind] = round(200 * both / (ours + gold), 2)
        if self.facts:
            ours, gold = np.array(self.facts).T
            found["factuality_r"] = round(100 * float(np.corrcoef(ours, gold)[0, 1]), 2)
            found["factuality_sign"] = round(100 * float(((ours > 0) == (gold > 0)).mean()), 2)
        return found


def score(network: Network, examples: Iterable[Example]) -> dict[str, float]:
    """Return the scores of every kind of label that the examples have."""
    total = Score()
    kept = [example for example in examples if 0 < len(example.words) <= _LONGEST]
    for start in range(0, len(kept), _CHUNK):
        chunk = kept[start : start + _CHUNK]
        for at, scored in network([e.words for e in chunk]):
            example = chunk[at]
            _tags(total, network, example, scored)
            _syntax(total, network, example, scored)
            _events(total, network, example, scored)
    return total.results()


def _tags(total: Score, network: Network, example: Example, scored: Scored) -> None:
    for head in ("upos", "xpos", "lemma"):
        gold = getattr(example, head)
        if gold:
            ours = [network.labels[head][i] for i in scored.best[head]]
            total.pair(head, set(enumerate(ours)), set(enumerate(gold)))
    if example.entity and IGNORE not in example.entity:
        ours = names(tags(scored.entity, network.labels["entity"]))
        sets = [
            {(n.first, n.last, n.kind) for n in found if n.kind != "MISC"} for found in (ours, names(example.entity))
        ]
        total.pair("entities", *sets)


def _syntax(total: Score, network: Network, example: Example, scored: Scored) -> None:
    if not example.heads or not example.deprel:
        return
    heads = tree.heads(scored.arcs)
    relations = [
        network.labels["relations"][i] if heads[at] >= 0 else "root"
        for at, i in enumerate(network.relations(scored, heads))
    ]
    total.pair("uas", set(enumerate((heads + 1).tolist())), set(enumerate(example.heads)))
    ours = set(zip(range(len(heads)), (heads + 1).tolist(), relations, strict=True))
    total.pair("las", ours, set(zip(range(len(heads)), example.heads, example.deprel, strict=True)))


def _events(total: Score, network: Network, example: Example, scored: Scored) -> None:
    for head, column in (("predicate", 0), ("noun", 1), ("trigger", 2)):
        gold = getattr(example, head)
        if gold:
            asked = [i for i, label in enumerate(gold) if label >= 0]
            total.pair(head, {i for i in asked if scored.yes[i, column] > 0}, {i for i in asked if gold[i] == 1})
    if example.arcs is not None and example.predicate:
        at = [i for i, label in enumerate(example.predicate) if label]
        rows = network.roles(scored, at) if at else np.empty((0, 0), int)
        ours = {(p, j, ROLES[k - 1]) for p, row in zip(at, rows.tolist(), strict=True) for j, k in enumerate(row) if k}
        total.pair("roles", ours, set(example.arcs))
    total.facts += [(float(scored.fact[i]), value) for i, value in example.fact.items()]


def test_sets(root: Path) -> dict[str, list[Example]]:
    """Return the test splits by name, and the news sentences whose names were kept from training to choose between models."""
    return {
        "ewt": data.ewt(root, "test"),
        "gum": data.conllu(root / "gum/gum_clean_test.conllu"),
        "qanom": data.qanom(root, "test"),
        "ecb": data.ecb(root, "test"),
        "uner": data.names(root / "uner_ewt/en_ewt-ud-test.iob2", word=1, tag=2),
        "wikinews_kept": data.wikinews(root),
    }


Word = tuple[Span, Span | None, str]  # a word, its head (none: the root), their relation


def raw(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return F1 of words, UPOS, UAS and LAS from raw text, as in the CoNLL 2018 shared task: sentences and tokens are the product's own.

    `rows`: EWT's, of which each document is one text.
    """
    language, total = Language(), Score()
    for _, group in groupby(rows, key=lambda row: row["sent_id"].rpartition("-")[0]):
        text, gold, tags = _document(list(group))
        section = Section(span=Span(0, len(text)), block=Block.PARAGRAPH)
        found = language(Article(text=text, sections=(section,))).sentences
        ours: set[Word] = set()
        for sentence in found:
            spans = [token.span for token in sentence.tokens]
            ours |= {(t.span, spans[t.head] if t.head >= 0 else None, t.deprel) for t in sentence.tokens}
        total.pair("words", {word[0] for word in ours}, {word[0] for word in gold})
        total.pair("upos", {(t.span, t.upos) for sentence in found for t in sentence.tokens}, tags)
        total.pair("uas", {word[:2] for word in ours}, {word[:2] for word in gold})
        total.pair("las", ours, gold)
    return total.results()


def _document(rows: list[dict[str, Any]]) -> tuple[str, set[Word], set[tuple[Span, str]]]:
    """Return a document's text, and its words where they lie in it; a sentence that does not spell its words counts by none."""
    text, gold, tags, glued = "", set(), set(), False
    for row in rows:
        text += "" if glued or not text else " "
        spans = [Span(len(text) + span.start, len(text) + span.end) for span in placed(row["text"], row["tok"])]
        text += row["text"]
        glued = len(row["tok"]) - 1 in row["nosp"]
        if len(spans) == len(row["tok"]):
            heads = [spans[head - 1] if head else None for head in row["head"]]
            gold |= set(zip(spans, heads, row["deprel"], strict=True))
            tags |= set(zip(spans, row["upos"], strict=True))
    return text, gold, tags


def speed(texts: list[str], threads: int) -> float:
    """Return words a second from articles of twenty sentences to Documents."""
    language = Language(threads=threads)
    articles = []
    for start in range(0, len(texts), 20):
        text = " ".join(texts[start : start + 20])
        articles.append(Article(text=text, sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),)))
    language(articles[0])
    began = time.perf_counter()
    words = sum(len(sentence.tokens) for article in articles for sentence in language(article).sentences)
    return round(words / (time.perf_counter() - began))


def main() -> None:
    """Read the command line and print scores, speed and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--conllu", type=Path, nargs="*", default=[])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    began = time.perf_counter()
    network = Network()
    results: dict[str, object] = {"load_seconds": round(time.perf_counter() - began, 2)}
    sets = (
        {path.stem: data.conllu(path) for path in given.conllu}
        if given.conllu or not given.data
        else test_sets(given.data)
    )
    for name, examples in sets.items():
        results[name] = score(network, examples)
    if given.data:
        with (given.data / "ewt/ewt_test.jsonl").open(encoding="utf8") as lines:
            results["ewt_from_raw_text"] = raw([json.loads(line) for line in lines])
    texts = [" ".join(example.words) for examples in list(sets.values())[:1] for example in examples]
    results |= {f"words_per_second_{threads}": speed(texts, threads) for threads in (1, 2)}
    results["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(results) if given.json else "\n".join(f"{name:20} {value}" for name, value in results.items()))


if __name__ == "__main__":
    main()
