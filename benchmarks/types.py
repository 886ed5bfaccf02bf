"""How often a claim's type is right: `python -m benchmarks.types DIR [--json] [--errors]`.

DIR is the folder of PLOVER's gold records (`gold_standard_records/PLOVER_GSR_CAMEO.txt`, Open Event Data Alliance): sentences with one event each, its class, one of
eighteen, and the words that tell it. Each sentence is read as an article of its own, and one claim answers for it: of those whose trigger lies in the marked
words the first that is more than an act of saying, as PLOVER codes what is announced and not that it is; where none lies there, the most salient of all.

`ontology/mappings.ttl` says which classes a type may stand for. A sentence is right if its class is among those of the answering claim's type, "closely" so if the mapping
is more than `skos:relatedMatch`. A wrong answer counts against the first class that its type is mapped to more closely, if there is one. "Any claim" asks whether one of the
claims at the marked words has the class. The baseline answers with the most frequent class.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import rdflib
from rdflib.namespace import SKOS

from kb import pipeline, resources
from kb.graph import TYPES
from kb.model import Article, Block, Claim, Section, Span, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FILE: Final = "gold_standard_records/PLOVER_GSR_CAMEO.txt"
NO_CLAIM: Final = "no claim"
_PLOVER: Final = "https://w3id.org/dateline/plover#"
_CLOSE: Final = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
_MARKED: Final = re.compile(r"EVT: *([^(){}]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One sentence of the gold set, its class, and where the words stand that tell its event."""

    id: str
    text: str
    plover: str
    marked: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes of PLOVER that a type of ours may stand for: closely, and at all."""

    close: tuple[str, ...]
    all: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the product says of a record: the type that answers, and the types of all claims at the marked words."""

    record: Record
    type: str
    trigger: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Right answers of a class among those given and those due, in counts."""

    right: int
    given: int
    due: int

    @property
    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 in percent."""
        precision, recall = _percent(self.right, self.given), _percent(self.right, self.due)
        both = precision + recall
        return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def records(folder: Path) -> list[Record]:
    """Return the gold records of a folder; the one that documents the file itself is left out."""
    found = json.loads((folder / FILE).read_text("utf8"))
    return [_record(one) for one in found if one["event"] != "DOCUMENT"]


def _record(one: dict[str, Any]) -> Record:
    text, info = one["text"].strip(), one["textInfo"]
    markup = info if isinstance(info, str) else info["markup"]  # one record gives the markup alone
    return Record(id=one["id"], text=text, plover=one["event"], marked=tuple(marked(text, markup)))


def marked(text: str, markup: str) -> Iterator[Span]:
    """Yield where the words marked as the event stand in the text, in order.

    >>> [span.of("Spain cut all ties") for span in marked("Spain cut all ties", "(SRC: Spain) (EVT: cut) all (EVT: ties)")]
    ['cut', 'ties']
    """
    at = 0
    for found in _MARKED.finditer(markup):
        words = found[1].strip()
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            yield Span(start, at)


def mapping() -> dict[str, Classes]:
    """Return type → classes, as the ontology maps them."""
    graph = rdflib.Graph().parse(resources.path("ontology") / "mappings.ttl")
    types = {str(term) for term in graph.subjects() if str(term).startswith(TYPES)}
    found = {}
    for iri in types:
        close = [c for relation in _CLOSE for c in sorted(_classes(graph, iri, relation))]
        related = sorted(_classes(graph, iri, SKOS.relatedMatch))
        found[iri.removeprefix(TYPES)] = Classes(close=tuple(close), all=(*close, *related))
    return found


def _classes(graph: rdflib.Graph, iri: str, relation: rdflib.URIRef) -> Iterator[str]:
    for target in graph.objects(rdflib.URIRef(iri), relation):
        if str(target).startswith(_PLOVER):
            yield str(target).removeprefix(_PLOVER)


def answers(gold: Iterable[Record]) -> Iterator[Answer]:
    """Read each sentence as an article, and yield what the product says of it."""
    for record in gold:
        article = Article(
            text=record.text,
            sections=(Section(span=Span(0, len(record.text)), block=Block.PARAGRAPH),),
            published=Stamp(edtf="2000-01-01", origin="given"),
        )
        yield answer(record, pipeline.understand(article).claims)


def answer(record: Record, claims: Sequence[Claim]) -> Answer:
    """Return the answer that the claims of a sentence give."""
    told = [c for c in claims if any(c.trigger.meets(span) for span in record.marked)]
    ranked = sorted(told, key=lambda c: (c.type == "statement", c.trigger)) or sorted(
        claims, key=lambda c: (-c.salience, c.trigger)
    )
    if not ranked:
        return Answer(record=record, type=NO_CLAIM, trigger="", others=())
    first = ranked[0]
    return Answer(
        record=record, type=first.type, trigger=first.trigger.of(record.text), others=tuple(c.type for c in told)
    )


def measure(given: Sequence[Answer], classes: Mapping[str, Classes]) -> dict[str, float]:
    """Return the figures over all sentences, in percent but for their number."""
    nothing = Classes(close=(), all=())
    total = len(given)
    right = [a for a in given if a.record.plover in classes.get(a.type, nothing).all]
    silent = [a for a in given if a.type in {"other", NO_CLAIM}]
    frequent = Counter(a.record.plover for a in given).most_common(1)[0][1]
    close = [a for a in given if a.record.plover in classes.get(a.type, nothing).close]
    some = [
        a
        for a in given
        if any(a.record.plover in classes[type_].all for type_ in (a.type, *a.others) if type_ in classes)
    ]
    return {
        "sentences": total,
        "right": _percent(len(right), total),
        "closely right": _percent(len(close), total),
        "any claim right": _percent(len(some), total),
        "other": _percent(sum(a.type == "other" for a in given), total),
        "no claim": _percent(sum(a.type == NO_CLAIM for a in given), total),
        "wrong": _percent(total - len(right) - len(silent), total),
        "right where typed": _percent(len(right), total - len(silent)),
        "baseline": _percent(frequent, total),
    }


def scores(given: Sequence[Answer], classes: Mapping[str, Classes]) -> dict[str, Score]:
    """Return class → its score, the classes in order of their names."""
    right: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for one in given:
        guess = guessed(one, classes)
        taken[guess] += 1
        right[guess] += guess == one.record.plover
    due = Counter(a.record.plover for a in given)
    return {name: Score(right=right[name], given=taken[name], due=due[name]) for name in sorted(due)}


def guessed(one: Answer, classes: Mapping[str, Classes]) -> str:
    """Return the class that an answer stands for: the record's own if its type allows it, else the first close one, "" if none."""
    found = classes.get(one.type)
    if found is None:
        return ""
    return one.record.plover if one.record.plover in found.all else next(iter(found.close), "")


def confusions(given: Iterable[Answer], classes: Mapping[str, Classes]) -> list[tuple[tuple[str, str], int]]:
    """Return (class, type that was given for it) and how often, of the wrong answers, the most frequent first."""
    pairs = Counter((a.record.plover, a.type) for a in given if guessed(a, classes) != a.record.plover)
    return sorted(pairs.items(), key=lambda item: (-item[1], item[0]))


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def report(given: Sequence[Answer], classes: Mapping[str, Classes], *, errors: bool) -> Iterator[str]:
    """Yield the figures as lines, then the classes, then the most frequent confusions, then on request each wrong answer."""
    for name, value in measure(given, classes).items():
        yield f"{name:24}{value:8.1f}" if isinstance(value, float) else f"{name:24}{value:6d}"
    yield f"\n{'class':24}{'due':>6}{'given':>8}{'P':>8}{'R':>8}{'F1':>8}"
    for name, score in scores(given, classes).items():
        yield f"{name:24}{score.due:6d}{score.given:8d}" + "".join(f"{v:8.1f}" for v in score.figures.values())
    yield ""
    for (due, type_), count in confusions(given, classes)[:20]:
        yield f"{due:16}{type_:24}{count:6d}"
    if errors:
        yield ""
        for one in given:
            if guessed(one, classes) != one.record.plover:
                yield f'{one.record.plover}: {one.type} "{one.trigger}": {one.record.text}'


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.types", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of PLOVER's gold records")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list each wrong answer")
    options = parser.parse_args(arguments)
    given, classes = tuple(answers(records(options.folder))), mapping()
    if options.json:
        table = {name: score.figures for name, score in scores(given, classes).items()}
        print(json.dumps({"total": measure(given, classes), "classes": table}, indent=2))
    else:
        print("\n".join(report(given, classes, errors=options.errors)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
