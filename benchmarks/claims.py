"""Claims and events against the gold set of `benchmarks/gold`: `python -m benchmarks.claims [--gum DIR] [--articles PATTERN] [--json] [--errors]`.

Runs the product over the articles that are annotated, those of this project always, the Wikinews documents of GUM if their folder is given. `--agreement A B` compares
two folders of annotation, A taken for gold, with the same figures. Times are those of an article's events when it is linked alone; "claim bounds" are what each claim says by itself.
`--articles PATTERN` takes those whose ids fit: the errors on `kept-*` are not read, so that their figures tell what to expect of other texts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gold.articles import FOLDER, Story, stories
from benchmarks.gold.compare import Alignment, Events, Pair, align, b_cubed, figures, mixed, same, tally
from benchmarks.gold.mention import Mention, Part, Phrase, read
from benchmarks.gold.notation import parse
from kb import pipeline
from kb.link import link
from kb.model import Article, Attribution, Bounds, Claim, Day, Participant, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CLASSES = {"agent": "agent", "patient": "patient"}  # all other roles, and places, are "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side says: the mentions of each article, and which event each denotes, within its article and across all.

    `own`: bounds of mentions by themselves, where a side knows them.
    """

    mentions: Mapping[str, Sequence[Mention]]
    inside: Events
    across: Events
    own: Mapping[tuple[str, Span], Bounds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All figures, in percent but for counts; the false merges, each a list of pairs; what was aligned, by article."""

    total: dict[str, float]
    articles: dict[str, dict[str, float]]
    merges: list[list[Pair]]
    alignments: dict[str, Alignment]


def gold(known: Mapping[str, Story], folder: Path = FOLDER / "claims") -> Side:
    """Return the annotation of the articles that have one."""
    found = {
        name: tuple(read(folder / f"{name}.jsonl", story.article.text))
        for name, story in known.items()
        if (folder / f"{name}.jsonl").exists()
    }
    return _annotated(found, known)


def annotation(known: Mapping[str, Story], folder: Path) -> Side:
    """Return what the files of one annotator say. Raises `SystemExit` when one of them has errors."""
    found: dict[str, tuple[Mention, ...]] = {}
    errors: list[str] = []
    for name in known:
        path = folder / f"{name}.txt"
        if path.exists():
            sheet = parse(known[name], path.read_text("utf8"))
            found[name] = sheet.mentions
            errors += sheet.errors
    if errors:
        raise SystemExit("\n".join(errors))
    return _annotated(found, known)


def _annotated(found: dict[str, tuple[Mention, ...]], known: Mapping[str, Story]) -> Side:
    mentions = [mention for group in found.values() for mention in group]
    return Side(
        mentions=found,
        inside={(m.article, m.trigger): f"{m.article} {m.event}" for m in mentions},
        across={(m.article, m.trigger): f"{known[m.article].entry.set} {m.event}" for m in mentions},
        own={},
    )


def product(known: Mapping[str, Story]) -> Side:
    """Return what the product says of the articles."""
    told = {name: pipeline.understand(story.article).claims for name, story in known.items()}
    places = {(c.article, c.trigger): (name, c.trigger) for name, claims in told.items() for c in claims}
    inside: dict[tuple[str, Span], str] = {}
    mentions = {}
    for name, claims in told.items():
        events, times = _linked([known[name].article], claims)
        mentions[name] = tuple(_mention(name, claim, times[claim.id], known[name].article.text) for claim in claims)
        inside |= {(name, claim.trigger): events[claim.id] for claim in claims}
    everything = [claim for claims in told.values() for claim in claims]
    together, _ = _linked([story.article for story in known.values()], everything)
    return Side(
        mentions=mentions,
        inside=inside,
        across={places[c.article, c.trigger]: together[c.id] for c in everything},
        own={places[c.article, c.trigger]: c.when.bounds for c in everything},
    )


def _linked(articles: Sequence[Article], claims: Sequence[Claim]) -> tuple[dict[str, str], dict[str, Bounds]]:
    """Link claims, and return the event of each and its time, by the id of the claim."""
    events = link(articles, claims).events
    return (
        {name: event.id for event in events for name in event.claims},
        {name: event.when.bounds for event in events for name in event.claims},
    )


def _mention(article: str, claim: Claim, when: Bounds, text: str) -> Mention:
    parts = [Part(_CLASSES.get(p.role, "other"), _phrase(p)) for p in claim.participants]
    return Mention(
        article=article,
        trigger=claim.trigger,
        status=claim.status,
        bounds=when,
        sources=tuple(_source(a, text) for a in claim.attribution),
        parts=(*parts, *(Part("other", _phrase(p)) for p in claim.places)),
    )


def _phrase(found: Participant) -> Phrase:
    return Phrase(span=found.span, words=found.text, name=found.name)


def _source(found: Attribution, text: str) -> Phrase:
    return Phrase(span=found.span, words=found.span.of(text), name=found.speaker)


def compare(reference: Side, other: Side, known: Mapping[str, Story]) -> Comparison:
    """Compare two sides on the articles that both have."""
    names = [name for name in known if name in reference.mentions and name in other.mentions]
    aligned, tallies = {}, {}
    for name in names:
        aligned[name] = align(reference.mentions[name], other.mentions[name], known[name].article.text)
        day = Day(*map(int, known[name].entry.published.split("-")))
        tallies[name] = tally(aligned[name], day)
    pairs = [pair for name in names for pair in aligned[name].pairs]
    shared = Counter(known[name].entry.set for name in names)
    total = figures(sum(tallies.values(), Counter()))
    total |= _own_times(pairs, other)
    of_sets = [p for p in pairs if shared[known[p.gold.article].entry.set] > 1]
    for label, group, one, two in (
        ("merging within articles", pairs, reference.inside, other.inside),
        ("merging across all", pairs, reference.across, other.across),
        ("merging across sets", of_sets, reference.across, other.across),
    ):
        total |= _merging(label, group, one, two)
    return Comparison(
        total=total | {"articles": len(names)},
        articles={
            name: figures(tallies[name]) | _merging("merging", aligned[name].pairs, reference.inside, other.inside)
            for name in names
        },
        merges=mixed(pairs, reference.across, other.across),
        alignments=aligned,
    )


def _merging(label: str, pairs: Sequence[Pair], reference: Events, other: Events) -> dict[str, float]:
    return {f"{label} {name}": value for name, value in b_cubed(pairs, reference, other).items()}


def _own_times(pairs: Sequence[Pair], other: Side) -> dict[str, float]:
    own = [(p.gold.bounds, other.own.get((p.other.article, p.other.trigger))) for p in pairs]
    told = [gold_bounds == bounds for gold_bounds, bounds in own if bounds is not None]
    return {"claim bounds": 100 * sum(told) / len(told)} if told else {}


def report(found: Comparison, known: Mapping[str, Story], *, errors: bool) -> Iterator[str]:
    """Yield the figures as lines, then the false merges, then on request each difference."""
    for name, value in found.total.items():
        yield f"{name:42}{value:8.1f}" if isinstance(value, float) else f"{name:42}{value:6d}"
    yield f"{'false merges':42}{len(found.merges):6d}"
    for number, group in enumerate(found.merges, 1):
        yield f"{number}. " + " | ".join(
            f"{p.gold.article}: {_quoted(p.other.trigger, known[p.gold.article].article.text)} = {p.gold.event}"
            for p in group
        )
    if errors:
        for name, alignment in found.alignments.items():
            yield from differences(alignment, known[name])


def differences(found: Alignment, story: Story) -> Iterator[str]:
    """Yield one line a difference: where, which mention, what the reference says and what the other side says."""
    text = story.article.text
    lines = [(m.trigger, "missed", "", "") for m in found.missed] + [
        (m.trigger, "spurious", "", "") for m in found.spurious
    ]
    for pair in found.pairs:
        lines += [(pair.gold.trigger, *unlike) for unlike in _unlike(pair)]
    for span, field, one, two in sorted(lines):
        number = next(i for i, sentence in enumerate(story.sentences, 1) if sentence.end >= span.start)
        yield f"{story.entry.id} [{number}] {_quoted(span, text)} {field}" + (f": {one} / {two}" if one or two else "")


def _unlike(pair: Pair) -> Iterator[tuple[str, str, str]]:
    one, two = pair.gold, pair.other
    if one.status is not two.status:
        yield "status", str(one.status), str(two.status)
    if one.bounds != two.bounds:
        yield "time", _days(one.bounds), _days(two.bounds)
    for name, mine, yours in (("by", one.sources, two.sources), ("who", _who(one), _who(two))):
        if len(mine) != len(yours) or not all(any(same(m, y) for y in yours) for m in mine):
            yield name, "; ".join(m.name for m in mine) or "-", "; ".join(y.name for y in yours) or "-"


def _who(mention: Mention) -> list[Phrase]:
    return [part.phrase for part in mention.parts]


def _days(bounds: Bounds) -> str:
    days = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
    return " ".join(str(day) if day else "…" for day in days)


def _quoted(span: Span, text: str) -> str:
    return f'"{" ".join(span.of(text).split())}"'


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and print the figures; return 1 when nothing is annotated."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--gum", type=Path, metavar="DIR", help="the folder of GUM's CoNLL-U files")
    parser.add_argument("--articles", default="*", metavar="PATTERN", help="only articles whose ids fit: 'kept-*'")
    parser.add_argument("--agreement", nargs=2, type=Path, metavar=("A", "B"), help="compare two folders of annotation")
    parser.add_argument("--json", action="store_true", help="print JSON, with the figures of each article")
    parser.add_argument("--errors", action="store_true", help="list each difference")
    given = parser.parse_args(arguments)
    known = {name: story for name, story in stories(given.gum).items() if fnmatchcase(name, given.articles)}
    if given.agreement:
        reference, other = (annotation(known, folder) for folder in given.agreement)
    else:
        reference = gold(known)
        other = product({name: known[name] for name in known if name in reference.mentions})
    found = compare(reference, other, known)
    if not found.articles:
        print("no article is annotated", file=sys.stderr)
        return 1
    if given.json:
        merges = [[[p.gold.article, *p.other.trigger, p.gold.event] for p in group] for group in found.merges]
        print(json.dumps({"total": found.total, "articles": found.articles, "false_merges": merges}, indent=2))
    else:
        print("\n".join(report(found, known, errors=given.errors)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
