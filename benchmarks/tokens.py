"""How well raw text is cut into sentences and tokens, and how fast: `python -m benchmarks.tokens --data DATA | --conllu FILE … [--noise] [--json]`.

DATA is the folder of training/README.md: the development and test splits of EWT, and of GUM, whose news is also scored by itself.
Sentences are those that the product makes: cut by rules, and again where the network sees one open inside; `by_rules` is F1 without that second
cut. Scores are F1 of spans, as in the CoNLL 2018 shared task: a sentence or token counts if both its ends are right. Tokens are the
treebank's words ("do|n't" is two); a word that does not spell its part of the text counts with its neighbours as one token.

A treebank becomes text as the product meets it: one call for each paragraph (`# newdoc` or `# newpar`); in it, sentences are joined
by one space, or by nothing where the treebank says so. `…_joined` is the same treebank with each document in one call, as if its
paragraphs were not known. So it is with EWT, whose JSON Lines have lost them: headings, list items and signatures run into each other,
which is harder than the shared task's text. A CoNLL-U release of EWT, with its `# newpar` marks, is scored as that is by `--conllu`.

Speed is that of the rules, in words (runs without white space) a second of one processor, on the text that was scored; with `--noise`, also in seconds
of processor time for 5 million characters of each kind of noise (a few minutes in all).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kb.language import load
from kb.language.tokens import sentences
from kb.model import Article, Block, Section, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Reader = Callable[[str], list[list[Span]]]  # text → the tokens of its sentences

NEWS: Final = "GUM_news"
_NOISE_LENGTH: Final = 5_000_000  # characters
NOISE: Final = {
    "letters": "a",
    "full stops": ".",
    "spaced stops": ". ",
    "spaces": " ",
    "abbreviations": "U.S.",
    "initials": "A. ",
    "quotes": "\"'",
    "spaced quotes": '" ',
    "closers": ".)",
    "hyphens": "co-",
    "addresses": "a.b@c.",
    "plain addresses": "a.",
    "links": "http://",
    "digits": "1",
    "decimals": "1,",
    "accents": "e\u0301",
    "lone accents": "\u0301",
    "apostrophes": "n't'",
    "clitics": "'s",
    "spaced clitics": "a's ",
    "orders": "1. ",
    "stops without space": "so.So",
    "smiles": ":-)",
    "phones": "555-",
    "ampersands": "A&",
    "lines": "a\n",
    "blank lines": "\n\n",
    "brackets": "[(<",
    "ideographs": "\u4e2d",
    "emoji": "\U0001f600",
}


@dataclass(slots=True)
class Passage:
    """One paragraph of a treebank as raw text, with its gold spans."""

    document: str
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    tokens: list[Span] = field(default_factory=list)

    def add(self, text: str, words: Sequence[str], *, glued: bool) -> None:
        """Append a sentence; with `glued`, right after the last character."""
        self.text += "" if glued or not self.text else " "
        start = len(self.text)
        self.text += text
        spans = [Span(start + a, start + b) for a, b in placed(text, words)]
        self.sentences.append(Span(spans[0].start, spans[-1].end))
        self.tokens += spans


def placed(text: str, words: Sequence[str]) -> list[Span]:
    """Return where the words lie in the text they spell, white space apart; what does not spell its part joins its neighbours.

    >>> placed("can't go", ["ca", "n't", "go"])
    [Span(start=0, end=2), Span(start=2, end=5), Span(start=6, end=8)]
    >>> placed("dunno it", ["do", "not", "know", "it"])
    [Span(start=0, end=5), Span(start=6, end=8)]
    """
    found: list[Span] = []
    at, unread = 0, False
    for word in words:
        start = text.find(word, at)
        if start < 0 or (text[at:start].strip() and not unread):
            unread = True
            continue
        found += _chunks(text, at, start)
        at, unread = start + len(word), False
        found.append(Span(start, at))
    return [*found, *_chunks(text, at, len(text))]


def _chunks(text: str, start: int, end: int) -> Iterator[Span]:
    for chunk in text[start:end].split():
        start = text.index(chunk, start)
        yield Span(start, start + len(chunk))
        start += len(chunk)


def ewt(path: Path) -> Iterator[Passage]:
    """Read EWT's JSON Lines; a document is one passage, for its paragraphs are not told."""
    with path.open(encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    for document, group in groupby(rows, key=lambda row: row["sent_id"].rpartition("-")[0]):
        passage, glued = Passage(document), False
        for row in group:
            passage.add(row["text"], row["tok"], glued=glued)
            glued = len(row["tok"]) - 1 in row["nosp"]
        yield passage


def conllu(path: Path) -> Iterator[Passage]:
    """Read CoNLL-U; `# newdoc` and `# newpar` open a passage."""
    passage, glued = Passage(""), False
    for block in path.read_text("utf8").strip().split("\n\n"):
        lines = block.split("\n")
        notes = dict(line[1:].strip().partition(" = ")[::2] for line in lines if line.startswith("#"))
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        names = {key.split()[0]: value for key, value in notes.items()}
        if "newdoc" in names or "newpar" in names:
            if passage.text:
                yield passage
            passage, glued = Passage(names.get("newdoc", passage.document)), False
        words = [row[1] for row in rows if row[0].isdigit()]
        passage.add(notes["text"].strip(), words, glued=glued)
        glued = _unspaced(rows)
    if passage.text:
        yield passage


def joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield each document as one passage, its paragraphs joined by one space."""
    for document, parts in groupby(passages, key=lambda passage: passage.document):
        whole = Passage(document)
        for part in parts:
            whole.text += " " if whole.text else ""
            start = len(whole.text)
            whole.text += part.text
            whole.sentences += _moved(part.sentences, start)
            whole.tokens += _moved(part.tokens, start)
        yield whole


def _moved(spans: Iterable[Span], by: int) -> Iterator[Span]:
    return (Span(span.start + by, span.end + by) for span in spans)


def _unspaced(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether nothing parts a sentence from the next: its last word, or the written token that this is part of, says so."""
    written = [row for row in rows if "." not in row[0]]
    last = written[-1][0]
    return any(row[0].rpartition("-")[2] == last and "SpaceAfter=No" in row[9].split("|") for row in written)


def by_rules(text: str) -> list[list[Span]]:
    """Return the sentences that the rules alone cut."""
    return sentences(text, Span(0, len(text)))


def by_product() -> Reader:
    """Return a reader of the sentences that the whole language stage makes."""
    language = load()

    def read(text: str) -> list[list[Span]]:
        section = Section(span=Span(0, len(text)), block=Block.PARAGRAPH)
        document = language(Article(text=text, sections=(section,)))
        return [[token.span for token in sentence.tokens] for sentence in document.sentences]

    return read


def score(passages: Iterable[Passage], read: Reader = by_rules) -> dict[str, float]:
    """Return F1 of sentences and tokens, precision and recall of sentences, and how many of each there are."""
    counts: Counter[str] = Counter()
    for passage in passages:
        found = read(passage.text)
        pairs = {
            "sentence": ({Span(s[0].start, s[-1].end) for s in found}, set(passage.sentences)),
            "token": ({token for s in found for token in s}, set(passage.tokens)),
        }
        for name, (ours, gold) in pairs.items():
            counts.update({f"{name}.both": len(ours & gold), f"{name}.ours": len(ours), f"{name}.gold": len(gold)})
    return {
        "sentences": _share(2 * counts["sentence.both"], counts["sentence.ours"] + counts["sentence.gold"]),
        "precision": _share(counts["sentence.both"], counts["sentence.ours"]),
        "recall": _share(counts["sentence.both"], counts["sentence.gold"]),
        "tokens": _share(2 * counts["token.both"], counts["token.ours"] + counts["token.gold"]),
        "gold_sentences": counts["sentence.gold"],
        "gold_tokens": counts["token.gold"],
    }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def speed(texts: Sequence[str]) -> int:
    """Return words a second; each text is one call, and the best of three rounds counts."""
    words = sum(len(text.split()) for text in texts)
    return round(words / min(_seconds(texts) for _ in range(3)))


def noise() -> dict[str, float]:
    """Return the seconds that 5 million characters of each kind of noise take."""
    return {name: round(_seconds([(unit * (_NOISE_LENGTH // len(unit)))]), 2) for name, unit in NOISE.items()}


def _seconds(texts: Sequence[str]) -> float:
    began = time.process_time()
    for text in texts:
        sentences(text, Span(0, len(text)))
    return time.process_time() - began


def read(given: argparse.Namespace) -> dict[str, list[Passage]]:
    """Return the passages to score, by the name of their set."""
    sets = {path.stem: list(conllu(path)) for path in given.conllu}
    if given.data:
        for split in ("dev", "test"):
            sets[f"ewt_{split}"] = list(ewt(given.data / f"ewt/ewt_{split}.jsonl"))
            sets[f"gum_{split}"] = list(conllu(given.data / f"gum/gum_clean_{split}.conllu"))
    for name, passages in list(sets.items()):
        news = [passage for passage in passages if passage.document.startswith(NEWS)]
        if 0 < len(news) < len(passages):
            sets[f"{name}_news"] = news
    return sets


def scores(sets: dict[str, list[Passage]]) -> dict[str, Any]:
    """Return the scores of each set, and of its documents joined where they have paragraphs."""
    found: dict[str, Any] = {}
    read = by_product()
    for name, passages in sets.items():
        whole = list(joined(passages))
        for form, texts in ((name, passages), (f"{name}_joined", whole if len(whole) < len(passages) else [])):
            if texts:
                found[form] = score(texts, read) | {"by_rules": score(texts)["sentences"]}
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and print scores and speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--conllu", type=Path, nargs="*", default=[])
    parser.add_argument("--noise", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    sets = read(given)
    results = scores(sets)
    results["words_per_second"] = speed([passage.text for passages in sets.values() for passage in passages])
    if given.noise:
        results["noise_seconds"] = noise()
    print(json.dumps(results) if given.json else "\n".join(f"{name:20} {value}" for name, value in results.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
