"""Does a timeline show what an editor would? `python -m benchmarks.worth DIR [--json] [--errors]`.

DIR holds `gold.jsonl` and `pages/` of news pages (shared/dev/html). `benchmarks/gold/pages.tsv` says of each event that the product showed of them by default on 30 November
2026 whether one of two readers, each with half of the pages, kept it (K), struck it out (S), or struck it out for repeating another line (D). Offsets are into the text as the product reads it. The readers were
large language models that read as editors, with no knowledge of the rules. No weight is fitted to these pages, but their errors were read by writers of rules. "Shown" are the judged events that the product still
shows; of others, which it may show by now, nothing is known here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kb import pipeline
from kb.read import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = Path(__file__).parent / "gold" / "pages.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One judged event: the page, where the triggers of its claims begin, and the verdict, K, S or D."""

    page: str
    starts: frozenset[int]
    verdict: str


def events() -> list[Event]:
    """Return the judged events."""
    rows = [line.split("\t") for line in FILE.read_text("utf8").splitlines()]
    return [
        Event(page=page, starts=frozenset(map(int, starts.split())), verdict=verdict) for page, starts, verdict in rows
    ]


def shown(judged: list[Event], folder: Path) -> Iterator[tuple[Event, bool]]:
    """Yield each event with whether a timeline shows one of its claims."""
    pages: dict[str, list[Event]] = defaultdict(list)
    for event in judged:
        pages[event.page].append(event)
    urls = {record["id"]: record["url"] for record in map(json.loads, (folder / "gold.jsonl").open(encoding="utf8"))}
    for page, group in pages.items():
        data = gzip.decompress((folder / "pages" / f"{page}.html.gz").read_bytes())
        article = read(data, Source(name=f"{page}.html", url=urls[page])).article
        claims = pipeline.understand(article).claims if article else ()
        told = {claim.trigger.start for claim in claims if not claim.aside and not claim.statement}
        yield from ((event, not told.isdisjoint(event.starts)) for event in group)


def figures(found: list[tuple[Event, bool]]) -> dict[str, Any]:
    """Return counts, and in per cent what is kept of what was and is shown, and what is still shown of what is kept."""
    count = {
        (verdict, seen): sum(event.verdict == verdict and is_shown == seen for event, is_shown in found)
        for verdict in "KSD"
        for seen in (True, False)
    }
    kept, struck = (sum(count[verdict, seen] for seen in (True, False)) for verdict in "KS")
    still = count["K", True]
    return {
        "events": len(found), "repetitions": sum(event.verdict == "D" for event, _ in found), "repetitions shown": count["D", True],
        "kept of all but repetitions": 100 * kept / (kept + struck), "kept of those shown": 100 * still / max(1, still + count["S", True]),
        "shown of those kept": 100 * still / kept,
    }  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worth", description=__doc__)
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument(
        "--errors", action="store_true", help="list what is shown though struck out, and left out though kept"
    )
    given = parser.parse_args(argv)
    found = list(shown(events(), given.dir))
    table = figures(found)
    if given.json:
        print(json.dumps(table))
    else:
        for name, value in table.items():
            print(f"{name:32}{value:8.1f}" if isinstance(value, float) else f"{name:32}{value:8d}")
    if given.errors:
        for event, is_shown in found:
            if event.verdict != "D" and is_shown != (event.verdict == "K"):
                print(event.page, *sorted(event.starts), "left out" if event.verdict == "K" else "shown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
