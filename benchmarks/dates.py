"""When did events begin that have no time of their own? `python -m benchmarks.dates [--json]`.

`benchmarks/gold/times.tsv` says of events of the invented texts in `training/judged` between which days a reader would have each begin; "…" is open, "?" no
event. A row "published" gives the day on which a text came out. Of each event that the product gives no time of its own, its bounds are

* exact: the reader's;
* wide: they hold the reader's, and are wider;
* partly: tighter than the reader's on one side, but in keeping with them;
* wrong: before or after all that the reader allows.

Writers of rules read the errors on the texts in `READ`; those on the others are for nobody, and their figures tell what to expect of new texts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.gold.times import FILE, texts
from kb import pipeline
from kb.model import Status
from kb.read import Source, read
from training.worth import JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from benchmarks.gold.times import Text
    from kb.model import Bounds, Day

READ: Final = frozenset(
    [
        "feat-01", "feat-02", "feat-05", "feat-06", "hard-01", "hard-02", "hard-05", "hard-06", "hard-09", "intl-01", "intl-04", "intl-05", "intl-08", "intl-09",
        "web-02", "web-03", "web-06", "web-07", "web-10",
    ]
)  # fmt: skip
VERDICTS: Final = ("exact", "wide", "partly", "wrong")
_BEGAN: Final = frozenset({Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the product's bounds of one event are, and what they rest on."""

    text: str
    basis: str
    verdict: str


def verdict(told: Bounds, first: Day | None, last: Day | None) -> str:
    """Return what the bounds of a beginning are to a reader's first and last day of it."""
    begin, end = told.earliest_begin, told.latest_begin
    if (begin and last and last < begin) or (end and first and end < first):
        return "wrong"
    if (begin, end) == (first, last):
        return "exact"
    within = (begin is None or (first is not None and begin <= first)) and (
        end is None or (last is not None and last <= end)
    )
    return "wide" if within else "partly"


def answers(annotated: Mapping[str, Text], folder: Path = JUDGED) -> Iterator[Answer]:
    """Yield what the product says of the annotated events that it still finds and dates by something else than words of their own."""
    for name, text in annotated.items():
        article = read((folder / f"{name}.txt").read_bytes(), Source(name=name, published=text.published)).article
        for claim in pipeline.understand(article).claims if article else ():
            days = text.events.get(claim.trigger.start)
            if days and claim.status in _BEGAN and not (claim.statement or claim.when.own):
                yield Answer(text=name, basis=str(claim.when.basis), verdict=verdict(claim.when.bounds, *days))


def figures(found: Iterable[Answer]) -> dict[str, dict[str, float]]:
    """Return for all events and by basis how many there are, and the verdicts in percent."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in found:
        for group in ("all", answer.basis):
            counts[group][answer.verdict] += 1
    return {
        group: {"events": count.total()} | {name: 100 * count[name] / count.total() for name in VERDICTS}
        for group, count in sorted(counts.items())
    }


def main(argv: list[str] | None = None) -> int:
    """Read the command line and print the figures, those of texts whose errors were read apart from those of the others."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dates", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    given = parser.parse_args(argv)
    found = list(answers(texts(FILE.read_text("utf8").splitlines())))
    parts = {
        "unread": figures(answer for answer in found if answer.text not in READ),
        "read": figures(answer for answer in found if answer.text in READ),
    }
    if given.json:
        print(json.dumps(parts))
        return 0
    for part, table in parts.items():
        print(f"{part + ' texts':20}{'events':>8}" + "".join(f"{name:>8}" for name in VERDICTS))
        for group, row in table.items():
            print(f"{group:20}{row['events']:8.0f}" + "".join(f"{row[name]:8.1f}" for name in VERDICTS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
