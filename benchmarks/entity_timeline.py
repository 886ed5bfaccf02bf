"""Timelines of given entities from raw articles, as SemEval-2015 task 4 has them: `python -m benchmarks.entity_timeline DOCS ENTITIES.tsv OUT`.

DOCS holds one JSON file an article: `id`, `dct`, `title`, `url` and `sentences` of blank-separated tokens. ENTITIES.tsv names a file and an entity a line. OUT
receives one timeline an entity: order, date, and mentions as document-sentence-words. The task wants one date an event, where the knowledge base has bounds: `date`
says how it is chosen. Where only tense dates an event, that is the day of the affair that its article reports; the knowledge base itself says no more than "by" the day of
publication.
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is what an event gets here
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.targets import meant
from kb import pipeline
from kb.link import link
from kb.model import Article, Basis, Block, Bounds, Claim, Event, Knowledge, Section, Span, Stamp, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GLUED_LEFT = re.compile(r"^(?:[.,;:!?%)\]}]|''|n't|'(?:s|re|ve|ll|d|m)?)$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\.\./)?([0-9]{4}(?:-[0-9]{2}){0,2})(?:/\.\.)?"
)  # a day, month or year, or one end of an interval
_WEEK = 7  # days
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
    ids = meant(known, entity)
    claims = {claim.id: claim for claim in known.claims}
    affairs = days(known)
    rows = []
    for event in known.events:
        if ids & ({actor.entity for actor in event.actors} | set(event.places)):
            told = [claims[name] for name in event.claims]
            mentions = sorted(
                {raws[c.article].word(c.trigger.start) for c in told if not _in_title(c, raws[c.article])}
            )
            if mentions:
                rows.append((date(event, told, affairs) or "XXXX-XX-XX", mentions))
    yield entity
    dated = sorted(row for row in rows if not row[0].startswith("XXXX"))
    for order, (day, group) in enumerate(groupby(dated, key=lambda row: row[0]), 1):
        yield from ("\t".join([str(order), day, *mentions]) for _, mentions in group)
    yield from ("\t".join(["0", day, *mentions]) for day, mentions in rows if day.startswith("XXXX"))


def _in_title(claim: Claim, raw: Raw) -> bool:
    """Say whether a claim stands in a title, in which the task annotates nothing."""
    return any(s.block is Block.TITLE and s.span.covers(claim.trigger) for s in raw.article.sections)


def days(known: Knowledge) -> dict[str, str]:
    """Return article id → the day of the affair that it reports: of what it dates first on one day of its last week, else of its publication."""
    found = {a.id: a.published.edtf for a in known.articles if a.published}
    firm = [
        claim
        for claim in sorted(known.claims, key=lambda claim: claim.trigger.start, reverse=True)
        if claim.status is Status.OCCURRED and claim.when.own
    ]
    return found | {c.article: day for c in firm if (day := _recent(c.when.bounds, found.get(c.article)))}


def _recent(bounds: Bounds, published: str | None) -> str | None:
    """Return the one day of the bounds, if it lies in the week up to publication."""
    day = bounds.earliest_begin
    if day is None or day != bounds.latest_end or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", published or ""):
        return None
    ago = (Date.fromisoformat(str(published)) - Date(*day)).days
    return str(day) if 0 <= ago <= _WEEK else None


def date(event: Event, claims: Iterable[Claim], days: dict[str, str]) -> str | None:
    """Return one date for an event, as YYYY, YYYY-MM or YYYY-MM-DD, `None` where it has none; `claims` are its own.

    That is what the days between its bounds have in common, of what lasts those between which it began; where one end is open, the other; where only tense or the
    line of the story bounds it, the first of the `days` of the affairs that its articles report, unless it lies ahead or only may be.
    """
    bounds = event.when.bounds
    first, last = bounds.earliest_begin, bounds.latest_end
    unsure = event.status in {Status.POSSIBLE, Status.PLANNED}
    if event.when.basis is Basis.REPORTED and (unsure or bounds.latest_begin is None):
        return None
    affair = min((days[claim.article] for claim in claims if claim.article in days), default=None)
    loose = event.when.basis is Basis.CONTEXT and event.when.edtf is None and first and last
    if event.when.basis is Basis.REPORTED or (loose and affair and str(first) <= affair <= str(last)):
        return affair
    named = _NAMED.fullmatch(event.when.edtf or "")
    if named:
        return named[1]
    if not (first and last):
        return str(first or last) if first or last else None
    if bounds.latest_begin and bounds.earliest_end and bounds.latest_begin < bounds.earliest_end:
        last = bounds.latest_begin  # of what lasts, when it began
    parts = [[f"{day.year:04d}", f"{day.month:02d}", f"{day.day:02d}"] for day in (first, last)]
    same = next((n for n, (a, b) in enumerate(zip(*parts, strict=True)) if a != b), 3)
    return "-".join(parts[0][:same]) or f"{first.year:04d}"


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
