"""What linking costs as a knowledge base grows: `python -m benchmarks.merging [--articles 100 1000 10000] [--json]`.

Claims are read once from short samples (`benchmarks.varied`); the others are those again with other people, other words and other days, so that a base
of any size costs no more reading. Each size is linked in a process of its own. Printed: seconds, milliseconds an article, peak memory, events and
entities. What "flat" means: the milliseconds of the largest base over those of the smallest.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import TYPE_CHECKING, Final

from benchmarks import varied
from kb import language, pipeline, temporal
from kb.extract import rules
from kb.link import link
from kb.model import Bounds, Day
from kb.read import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.model import Article, Claim, Participant

_READ: Final = 60  # articles whose claims are truly read


def _read() -> list[tuple[Article, tuple[Claim, ...]]]:
    annotate = language.load()
    made = []
    for name, data in varied.articles(_READ, short=True):
        article = read(data, Source(name=name)).article
        if article is None:
            raise SystemExit(f"{name} cannot be read")
        document = annotate(article)
        made.append((article, tuple(rules.extract(document, temporal.annotate(document), pipeline.published(article)))))
    return made


def corpus(number: int) -> Iterator[tuple[Article, list[Claim]]]:
    """Yield articles with claims: the read ones, then the same about others, a turn of days later each time."""
    read = _read()
    for n in range(number):
        turn, at = divmod(n, len(read))
        article, claims = read[at]
        yield _again(article, claims, turn) if turn else (article, list(claims))


def _again(article: Article, claims: Sequence[Claim], turn: int) -> tuple[Article, list[Claim]]:
    published = article.published and replace(article.published, edtf=_shifted(article.published.edtf, turn))
    other = replace(article, text=f"{varied.renamed(article.text, turn)}\n{turn}", published=published)
    return other, [
        replace(
            claim,
            article=other.id,
            when=replace(claim.when, bounds=_later(claim.when.bounds, turn)),
            participants=tuple(_other(p, turn) for p in claim.participants),
            places=tuple(_other(p, turn) for p in claim.places),
        )
        for claim in claims
    ]


def _other(participant: Participant, turn: int) -> Participant:
    return replace(participant, name=varied.renamed(participant.name, turn))


def _later(bounds: Bounds, turn: int) -> Bounds:
    names = ("earliest_begin", "latest_begin", "earliest_end", "latest_end")
    days = {name: getattr(bounds, name) for name in names}
    return Bounds(**{name: day and _day(day, turn) for name, day in days.items()})


def _day(day: Day, turn: int) -> Day:
    later = date(day.year, day.month, day.day) + timedelta(days=turn)
    return Day(later.year, later.month, later.day)


def _shifted(edtf: str, turn: int) -> str:
    return (date.fromisoformat(edtf) + timedelta(days=turn)).isoformat() if len(edtf) == 10 else edtf


def figures(number: int) -> dict[str, float]:
    """Link so many articles in this process; return the figures by name."""
    made = list(corpus(number))
    articles, claims = [a for a, _ in made], [c for _, group in made for c in group]
    started = perf_counter()
    knowledge = link(articles, claims)
    seconds = perf_counter() - started
    return {
        "articles": number, "claims": len(claims), "events": len(knowledge.events), "entities": len(knowledge.entities),
        "seconds": round(seconds, 2), "ms an article": round(1000 * seconds / number, 2), "peak MB": round(getrusage(RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def main() -> None:
    """Print the figures of every size, or with one size those of this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if len(given.articles) == 1:
        rows = [figures(given.articles[0])]
    else:
        own = [sys.executable, "-m", "benchmarks.merging", "--json", "--articles"]
        rows = [
            json.loads(subprocess.run([*own, str(n)], check=True, capture_output=True).stdout)[0]
            for n in given.articles
        ]
    if given.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print("  ".join(f"{name} {value:,}" for name, value in row.items()))
    if len(rows) > 1:
        print(f"largest over smallest, an article: {rows[-1]['ms an article'] / rows[0]['ms an article']:.2f}")


if __name__ == "__main__":
    main()
