"""Read HTML pages and write what was found: body, title and date of each.

    python -m benchmarks.html PAGES.jsonl --out SYS.jsonl [--json]

PAGES.jsonl holds {"id", "file", "url"} lines; `file` is relative to it, and may be gzip'd. SYS.jsonl gets {"id", "body",
"title", "date"} lines: the narration without headline and captions, paragraphs separated by blank lines, and the day of
publication. Printed are pages, articles found, problems, and milliseconds a page; a scorer compares the two files.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import Any

from kb.model import Article, Block
from kb.read import Reading, Source, read


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, metavar="PAGES.jsonl")
    parser.add_argument("--out", type=Path, required=True, metavar="SYS.jsonl")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    args = parser.parse_args()
    pages = [json.loads(line) for line in args.pages.read_text("utf8").splitlines() if line.strip()]
    started = time.perf_counter()
    readings = {page["id"]: _read(page, args.pages.parent) for page in pages}
    seconds = time.perf_counter() - started
    rows = (json.dumps(_row(key, reading), ensure_ascii=False) for key, reading in readings.items())
    args.out.write_text("".join(row + "\n" for row in rows), "utf8")
    figures = {
        "pages": len(pages),
        "articles": sum(reading.article is not None for reading in readings.values()),
        "problems": sum(len(reading.problems) for reading in readings.values()),
        "milliseconds": round(1000 * seconds / max(1, len(pages)), 1),
    }
    print(json.dumps(figures) if args.json else "  ".join(f"{name} {figure}" for name, figure in figures.items()))


def _read(page: dict[str, Any], folder: Path) -> Reading:
    return read((folder / page["file"]).read_bytes(), Source(name=page["file"], url=page.get("url")))


def _row(key: str, reading: Reading) -> dict[str, str | None]:
    article = reading.article
    if article is None:
        return {"id": key, "body": None, "title": None, "date": None}
    day = article.published.edtf if article.published else ""
    return {
        "id": key,
        "body": _narration(article),
        "title": article.title or None,
        "date": day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
    }


def _narration(article: Article) -> str:
    """Join headings and paragraphs; the place and date in front of a first sentence belong to its paragraph."""
    told: list[str] = []
    start = None
    for section in article.sections:
        if section.block in {Block.HEADING, Block.PARAGRAPH}:
            joined = start is not None and "\n" not in article.text[start : section.span.start]
            told.append(article.text[start if joined else section.span.start : section.span.end])
        start = section.span.start if section.block is Block.DATELINE else None
    return "\n\n".join(told)


if __name__ == "__main__":
    main()
