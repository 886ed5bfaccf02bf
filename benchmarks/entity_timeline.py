"""Timelines of given entities from raw articles, as SemEval-2015 task 4 has them: `python -m benchmarks.entity_timeline DOCS ENTITIES.tsv OUT`.

DOCS holds one JSON file an article: `id`, `dct`, `title`, `url` and `sentences` of blank-separated tokens. ENTITIES.tsv names a file and an entity a line. OUT
receives one timeline an entity: order, date, and mentions as document-sentence-words. The task wants one date an event: where only tense dates it, that is
the day of publication; the knowledge base itself says no more than "by" that day.
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb import pipeline
from kb.link import link
from kb.model import Article, Basis, Block, Event, Knowledge, Section, Span, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GLUED_LEFT = re.compile(r"^(?:[.,;:!?%)\]}]|''|n't|'(?:s|re|ve|ll|d|m)?)$", re.IGNORECASE)
_GLUED_RIGHT = re.compile(r"^(?:[($£€\[{]|``)$")


@dataclass(frozen=True, slots=True)
class Raw:
    """One article of the task: its text as people write it, and where each token of the task's stands in it."""

    name: str
    article: Article
    starts: list[int]
    tokens: list[tuple[int, str]]  # sentence, word

    def span(self, sentence: int, first: int, last: int) -> Span:
        """Return the characters of the tokens `first` to `last` of a sentence, inclusive."""
        start = bisect_left(self.tokens, sentence, key=lambda token: token[0])
        end = self.starts[start + last]
        return Span(self.starts[start + first], end + len(self.tokens[start + last][1]))

    def word(self, at: int) -> str:
        """Return "document-sentence-word" for the token at a character."""
        sentence, word = self.tokens[bisect_right(self.starts, at) - 1]
        return f"{self.name}-{sentence}-{word}"


def read(path: Path) -> Raw:
    """Return the article of a file."""
    return raw(json.loads(path.read_text("utf8")))


def raw(record: dict[str, Any]) -> Raw:
    """Join the tokens of an article into text; the first sentence is its title, the second its dateline."""
    text, sections, starts, tokens = "", [], [], []
    for sentence in record["sentences"]:
        begin, opened = len(text), True
        for word in sentence["text"].split():
            text += "" if opened or _GLUED_LEFT.match(word) else " "
            starts.append(len(text))
            tokens.append((sentence["id"], word))
            text += {"``": '"', "''": '"'}.get(word, word)
            opened = bool(_GLUED_RIGHT.match(word))
        block = {0: Block.TITLE, 1: Block.DATELINE}.get(sentence["id"], Block.PARAGRAPH)
        sections.append(Section(span=Span(begin, len(text)), block=block))
        text += "\n"
    article = Article(
        text=text, sections=tuple(s for s in sections if s.span.start < s.span.end), title=record["title"], url=record["url"],
        published=Stamp(edtf=record["dct"], origin="given"),
    )  # fmt: skip
    return Raw(record["id"], article, starts, tokens)


def knowledge(raws: list[Raw]) -> Knowledge:
    """Return what the articles make known."""
    told = [pipeline.understand(raw.article) for raw in raws]
    return link([t.article for t in told], [claim for t in told for claim in t.claims])


def timeline(known: Knowledge, raws: dict[str, Raw], entity: str) -> Iterator[str]:
    """Yield the lines of one entity's timeline."""
    ids = _named(known, entity)
    claims = {claim.id: claim for claim in known.claims}
    rows = []
    for event in known.events:
        if ids & ({actor.entity for actor in event.actors} | set(event.places)):
            told = [claims[name] for name in event.claims]
            mentions = sorted({raws[c.article].word(c.trigger.start) for c in told})
            rows.append((date(event, [raws[c.article].article for c in told]) or "XXXX-XX-XX", mentions))
    yield entity
    dated = sorted(row for row in rows if not row[0].startswith("XXXX"))
    for order, (day, group) in enumerate(groupby(dated, key=lambda row: row[0]), 1):
        yield from ("\t".join([str(order), day, *mentions]) for _, mentions in group)
    yield from ("\t".join(["0", day, *mentions]) for day, mentions in rows if day.startswith("XXXX"))


def _named(known: Knowledge, entity: str) -> set[str]:
    """Return the ids of entities whose name holds the words of the target, in order; a person's surname alone will do."""
    words = entity.lower().split()
    found = set()
    for candidate in known.entities:
        for form in (candidate.label, *candidate.aliases):
            parts = re.findall(r"\w+", form.lower())
            if any(parts[i : i + len(words)] == words for i in range(len(parts))) or parts == words[-1:]:
                found.add(candidate.id)
    return found


def date(event: Event, articles: Iterable[Article]) -> str | None:
    """Return the one date of an event that the task wants, `None` where it has none; `articles` tell of it.

    Where only tense dates it, that is the day of the first article's publication.
    """
    bounds = event.when.bounds
    first, last = bounds.earliest_begin, bounds.latest_end
    if event.when.basis is Basis.REPORTED:
        return min((article.published.edtf for article in articles if article.published), default=None)
    if first and last and first.year == last.year:
        parts = [f"{first.year:04d}", f"{first.month:02d}", f"{first.day:02d}"]
        same = 1 + (first.month == last.month) + (first.month == last.month and first.day == last.day)
        return "-".join(parts[:same])
    known = first or last
    return f"{known.year:04d}" if known else None


def main() -> None:
    """Read the command line and write the timelines."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("docs", "entities", "out"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    raws = [read(path) for path in sorted(given.docs.glob("*.json"))]
    known, by_id = knowledge(raws), {raw.article.id: raw for raw in raws}
    given.out.mkdir(parents=True, exist_ok=True)
    for line in given.entities.read_text("utf8").splitlines():
        file, _, entity = line.partition("\t")
        (given.out / f"{file}.txt").write_text(
            "".join(row + "\n" for row in timeline(known, by_id, entity.strip())), "utf8"
        )


if __name__ == "__main__":
    main()
