"""How fast `kb add` is, stage by stage, and what it costs in memory.

    python -m benchmarks.speed [--articles 500] [--workers 1] [--json]

The articles are the samples, varied (`benchmarks.varied`). Stages are timed one article after the other in this process
with as many threads as there are processors; total and memory are those of the command in a process of its own.
Seconds are of the clock on the wall, except where CPU is said.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import varied
from kb import language, pipeline, temporal
from kb.cli import GARBAGE
from kb.extract import rules
from kb.graph import quads
from kb.link import link
from kb.store import graph
from kb.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class _Watch:
    """Seconds by the name of what took them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start


def stages(articles: Path, folder: Path) -> dict[str, float]:
    """Add the articles of a folder to a new knowledge base; return the seconds of each stage, the model's loading too."""
    watch, threads = _Watch(), os.cpu_count() or 1
    with watch("load the model"):
        annotate = language.load(threads=threads)
    with Ledger(folder, writable=True) as ledger:
        for item in pipeline.load(pipeline.find([str(articles)]), stdin=bytes):
            with watch("read"):
                (reading,) = pipeline.readings([item])
            if reading.article is None:
                raise SystemExit("; ".join(map(str, reading.problems)))
            with watch("language"):
                document = annotate(reading.article)
            with watch("times"):
                timexes = temporal.annotate(document)
            with watch("extract"):
                claims = rules.extract(document, timexes, pipeline.published(reading.article))
            with watch("ledger"):
                ledger.add(reading.article, claims, pipeline.EXTRACTOR)
        with watch("link"):
            knowledge = link(ledger.articles(), ledger.claims())
        with watch("ledger"):
            ledger.save(knowledge)
        with watch("graph"):
            graph.replace(folder / "graph", quads(knowledge), ledger.sequence)
    return watch.seconds


def understanding(articles: Path, workers: int) -> float:
    """Return the seconds from read articles to claims, in that many processes; their start and loading count."""
    loaded = pipeline.load(pipeline.find([str(articles)]), stdin=bytes)
    read = [reading.article for reading in pipeline.readings(loaded) if reading.article]
    start = perf_counter()
    for _ in pipeline.understand_all(read, workers=workers):
        pass
    return perf_counter() - start


def command(*arguments: object) -> dict[str, float]:
    """Run `kb`; return its seconds, its CPU seconds, and the memory in MB of its largest process or any before."""
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "kb", *map(str, arguments)], check=True, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = after.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {"seconds": perf_counter() - start, "cpu": cpu, "memory": memory}


def figures(number: int, workers: int) -> dict[str, float]:
    """Return every figure by its name."""
    with TemporaryDirectory() as place:
        articles = Path(place, "articles")
        articles.mkdir()
        contents = dict(varied.articles(number))
        for name, data in contents.items():
            (articles / name).write_bytes(data)
        helped = min(command("--help")["cpu"] for _ in range(3))
        whole = command("add", articles, "--kb", Path(place, "whole"), "--workers", workers)
        seconds = stages(articles, Path(place, "stages"))
        claimed = understanding(articles, workers)
    words = sum(len(data.split()) for data in contents.values())
    return {
        "articles": number,
        "words": words,
        "workers": workers,
        **{f"{name}, s": taken for name, taken in seconds.items()},
        "article to claims, s": claimed,
        "article to claims, articles/s if of 500 words": words / claimed / 500,
        "kb add, s": whole["seconds"],
        "kb add, articles/s": number / whole["seconds"],
        "kb add, CPU s": whole["cpu"],
        "kb add, peak MB of its largest process": whole["memory"],
        "kb --help, CPU s": helped,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="how many")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes of `kb add`")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    gc.set_threshold(GARBAGE)
    found = figures(options.articles, options.workers)
    if options.json:
        print(json.dumps({name: round(value, 3) for name, value in found.items()}))
        return 0
    for name, value in found.items():
        rate = f"{options.articles / value:12,.1f} articles/s" if name.endswith(", s") else ""
        print(f"{name:40} {value:12,.2f}{rate}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
