"""Readers of the licensed sets: each file becomes `Example`s that carry the annotations the set has, and no others.

`None` or `IGNORE` means "this set does not say", never "no": the losses skip it.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from training.annotated import held_out, outside, stand_off
from training.labels import IGNORE, entity_kind, lemma_rule, role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Arc = tuple[int, int, str]  # predicate index, argument head index, role
Rows = list[list[str]]
_LIGHT = {"be.03", "have.01", "do.01"}  # auxiliaries: PropBank marks them, no event rests on them


@dataclass(slots=True)
class Example:
    """One sentence. Lists run over its words; indices are 0-based, a head of 0 is the root and n is word n - 1.

    `opens`: whether a word opens a sentence inside the example; `fact`: factuality of words, about -2 to 2; `trust`: how sure the judges were of it, 0 to 1.
    """

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemma: list[str] | None = None
    heads: list[int] | None = None
    deprel: list[str] | None = None
    entity: list[str] | None = None
    predicate: list[int] | None = None
    roleset: dict[int, str] = field(default_factory=dict)
    arcs: list[Arc] | None = None
    noun: list[int] | None = None
    trigger: list[int] | None = None
    opens: list[int] | None = None
    fact: dict[int, float] = field(default_factory=dict)
    trust: dict[int, float] = field(default_factory=dict)


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf8") as lines:
        yield from map(json.loads, lines)


def _head_of(start: int, end: int, heads: list[int]) -> int:
    """Return the word of [start, end) whose head lies outside it."""
    outside = (i for i in range(start, end) if not start <= heads[i] - 1 < end)
    return next(outside, start)


def _predicates(example: Example, srl: list[dict[str, Any]]) -> None:
    example.predicate = [0] * len(example.words)
    arcs: list[Arc] = []
    for frame in srl:
        if frame["roleset"] in _LIGHT:
            continue
        at = frame["pred"]
        example.predicate[at] = 1
        example.roleset[at] = frame["roleset"]
        if example.heads is not None:
            args = (a for a in frame["args"] if a[0] != "V")
            arcs += [(at, _head_of(a, b, example.heads), role(label)) for label, a, b in args]
    if example.heads is not None:
        example.arcs = arcs


def _one_sentence(words: list[str]) -> list[int]:
    """Return that no word opens another sentence; of the first nothing is asked."""
    return [-100] + [0] * (len(words) - 1)


def ewt(root: Path, split: str, *, our_names: bool = False) -> list[Example]:
    """Read UD English EWT with PropBank and, by sentence id, UDS factuality."""
    named = stand_off("ewt") if our_names else {}
    facts = {row["sent_id"]: row["fact"] for row in _jsonl(root / "ewt/uds_factuality.jsonl")}
    examples = []
    for row in _jsonl(root / f"ewt/ewt_{split}.jsonl"):
        rules = [lemma_rule(word, lemma) for word, lemma in zip(row["tok"], row["lemma"], strict=True)]
        example = Example(row["tok"], row["upos"], row["xpos"], row["feats"], rules, row["head"], row["deprel"])
        example.opens = _one_sentence(row["tok"])
        if row.get("srl") is not None:
            _predicates(example, row["srl"])
        judged = [fact for fact in facts.get(row["sent_id"], []) if fact[0] < len(row["tok"])]
        example.fact = {at: score for at, score, _ in judged}
        example.trust = {at: confidence for at, _, confidence in judged}
        if our_names:
            example.entity = named.get(row["sent_id"]) or outside(row["tok"], row["upos"])
        examples.append(example)
    return examples


def conllu_blocks(path: Path) -> Iterator[Rows]:
    """Yield the word rows of each sentence, without multiword and empty tokens."""
    rows: Rows = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 1 and columns[0].isdigit():
                rows.append(columns)
            elif not line.strip() and rows:
                yield rows
                rows = []
    if rows:
        yield rows


def conllu(path: Path, *, entities: bool = False) -> list[Example]:
    """Read Universal Dependencies; with `entities`, names too from GUM's nested mentions."""
    examples = []
    for rows in conllu_blocks(path):
        words = [row[1] for row in rows]
        rules = [lemma_rule(row[1], row[2]) for row in rows]
        columns = {name: [row[i] for row in rows] for name, i in (("upos", 3), ("xpos", 4), ("feats", 5))}
        example = Example(
            words, **columns, lemma=rules, heads=[int(row[6]) for row in rows], deprel=[row[7] for row in rows]
        )
        example.opens = _one_sentence(words)
        if entities:
            example.entity = _gum_names(rows)
        examples.append(example)
    return examples


_GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_TITLES = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "president",
    "minister",
    "prime",
    "senator",
    "king",
    "queen",
    "sir",
    "general",
    "pope",
}


def _gum_mentions(rows: Rows) -> Iterator[tuple[str, int, int]]:
    """Yield (type, start, end) of each mention that opens and closes in the sentence, outer ones first."""
    open_: dict[str, list[tuple[str, int]]] = defaultdict(list)
    closed = []
    for at, row in enumerate(rows):
        misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
        for piece in misc.get("Entity", "").replace("(", " (").replace(")", ") ").split():
            if piece.startswith("("):
                key, kind = piece.strip("()").split("-")[:2]
                open_[key].append((kind, at))
            if piece.endswith(")"):
                key = piece.strip("()").split("-")[0]
                if open_[key]:
                    kind, start = open_[key].pop()
                    closed.append((kind, start, at + 1))
    yield from sorted(closed, key=lambda mention: mention[1] - mention[2])


def _gum_names(rows: Rows) -> list[str]:
    """Reduce mentions to names: the run of proper nouns around the mention's head; other named things are ignored."""
    heads = [int(row[6]) for row in rows]
    proper = [row[4].startswith("NNP") for row in rows]
    tags = ["O"] * len(rows)
    for kind, start, end in _gum_mentions(rows):
        head = _head_of(start, end, heads)
        if not proper[head] or tags[head] != "O":
            continue
        label = _GUM_KINDS.get(kind)
        first, last = _run(rows, proper, head, start, end, join=label != "PER")
        if label == "PER":
            while first < head and rows[first][1].lower().strip(".") in _TITLES:
                first += 1
        for at in range(first, last):
            tags[at] = IGNORE if label is None else ("B-" if at == first else "I-") + label
    return [IGNORE if tag == "O" and proper[at] else tag for at, tag in enumerate(tags)]


def _run(rows: Rows, proper: list[bool], head: int, start: int, end: int, *, join: bool) -> tuple[int, int]:
    first, last = head, head + 1
    links = {"of", "-", "the", "for"} if join else {"-"}
    while first > start and (
        proper[first - 1] or (first - 1 > start and rows[first - 1][1] in links and proper[first - 2])
    ):
        first -= 1
    while last < end and (
        proper[last] or (last + 1 < end and rows[last][1] in links and _follows(rows, proper, last, end))
    ):
        last += 1
    return first, last


def _follows(rows: Rows, proper: list[bool], at: int, end: int) -> bool:
    return proper[at + 1] or (rows[at + 1][1] == "the" and at + 2 < end and proper[at + 2])


def masc(root: Path) -> list[Example]:
    """Read PropBank on MASC: predicates and their senses (no syntax, so no argument heads)."""
    examples = []
    for row in _jsonl(root / "masc/masc_srl.jsonl"):
        example = Example(row["tok"])
        _predicates(example, row["srl"])
        examples.append(example)
    return examples


def _columns(path: Path, word: int, tag: int) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf8", errors="replace") as lines:
        for line in lines:
            fields = line.split()
            if fields and not line.startswith(("#", "-DOCSTART")):
                words.append(fields[word])
                tags.append(fields[tag])
            elif not fields and words:
                yield words, tags
                words, tags = [], []
    if words:
        yield words, tags


def _bio(tags: list[str]) -> list[str]:
    """Map a set's own IOB labels onto ours, always with B- at the start of a name."""
    mapped, previous = [], ""
    for tag in tags:
        if "-" not in tag or tag == "-":
            mapped.append("O")
            previous = ""
            continue
        position, name = tag.split("-", 1)
        kind = entity_kind(name)
        mapped.append(("I-" if position in "IE" and previous == kind else "B-") + kind)
        previous = kind
    return mapped


def names(path: Path, *, word: int = 0, tag: int = -1) -> list[Example]:
    """Read a column file of entities."""
    return [Example(words, entity=_bio(tags)) for words, tags in _columns(path, word, tag)]


def crossner(root: Path) -> list[Example]:
    """Read CrossNER's politics, literature and science; its music and AI are too far from news to pay for their time."""
    folders = [root / "crossner/ner_data" / domain for domain in ("literature", "politics", "science")]
    return [e for folder in folders for path in sorted(folder.glob("*.txt")) for e in names(path)]


def redocred(root: Path) -> list[Example]:
    """Read the entity mentions of half of the revised DocRED (its encyclopedic style is not to outweigh news)."""
    examples = []
    for document in json.loads((root / "redocred/data/dev_revised.json").read_text("utf8")):
        tags = [["O"] * len(words) for words in document["sents"]]
        for mention in (m for cluster in document["vertexSet"] for m in cluster):
            kind = entity_kind(mention["type"], other="")
            line = tags[mention["sent_id"]]
            start, end = mention["pos"]
            if kind:
                line[start:end] = [("B-" if i == start else "I-") + kind for i in range(start, end)]
        examples += [Example(w, entity=t[: len(w)]) for w, t in zip(document["sents"], tags, strict=True)]
    return examples


def qanom(root: Path, split: str, *, our_names: bool = False) -> list[Example]:
    """Read eventive nouns: the majority judgement on each candidate, `IGNORE` on every other word."""
    named = stand_off("qanom") if our_names else {}
    ids: dict[str, str] = {}
    votes: dict[str, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    with (root / f"qanom/annot.{split}.csv").open(encoding="utf8", newline="") as rows:
        for row in csv.DictReader(rows):
            ids[row["sentence"]] = row["qasrl_id"]
            workers = votes[row["sentence"]][int(row["target_idx"])]
            workers.append(row["is_verbal"].lower() == "true")
    examples = []
    for sentence, judged in votes.items():
        words = sentence.split(" ")
        labels = [-100] * len(words)
        for at, given in judged.items():
            if at < len(words):
                labels[at] = int(2 * sum(given) >= len(given))
        kept = ids[sentence] not in held_out("qanom")
        examples.append(Example(words, noun=labels, entity=named.get(ids[sentence]) if kept else None))
    return examples


def wikinews(root: Path) -> list[Example]:
    """Read the sentences of Wikinews whose names were annotated and are kept from training, to choose between models."""
    named = stand_off("qanom")
    with (root / "qanom/annot.train.csv").open(encoding="utf8", newline="") as rows:
        found = {row["qasrl_id"]: row["sentence"].split(" ") for row in csv.DictReader(rows)}
    return [Example(found[at], entity=named[at]) for at in sorted(held_out("qanom"))]


def ecb(root: Path, split: str, *, our_names: bool = False) -> list[Example]:
    """Read the news event triggers (any ACTION or negated ACTION) of ECB+."""
    named = stand_off("ecb") if our_names else {}
    examples = []
    for at, row in enumerate(_jsonl(root / f"ecb/ecb_{split}.jsonl")):
        marks = [0] * len(row["tok"])
        for tag, start, end, _ in row["m"]:
            if "ACTION" in tag:
                marks[start:end] = [1] * (end - start)
        examples.append(Example(row["tok"], trigger=marks, entity=named.get(str(at))))
    return examples
