"""The annotator's desk: `python -m benchmarks.gold list | show ID | check FILE … | convert FILE …`, with `--gum DIR` for the documents of GUM.

`show` prints an article with numbered sentences. `check` reads files of annotation named after their articles, and says what is wrong with them.
`convert` writes them to `claims/`, offsets and labels only, once nothing is wrong.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gold.articles import FOLDER, Story, entries, stories
from benchmarks.gold.mention import write
from benchmarks.gold.notation import Sheet, parse

if TYPE_CHECKING:
    from collections.abc import Iterator


def shown(story: Story) -> Iterator[str]:
    """Yield the lines of an article with its sentences numbered; a blank line stands between paragraphs."""
    day = date.fromisoformat(story.entry.published)
    yield f"{story.entry.id}   published P = {day} ({day:%A})   {story.entry.publisher}"
    end = 0
    for number, (span, told) in enumerate(zip(story.sentences, story.told, strict=True), 1):
        if "\n" in story.article.text[end : span.start] or number == 1:
            yield ""
        yield f"[{number}] {span.of(story.article.text)}" if told else f"    (left out: {span.of(story.article.text)})"
        end = span.end


def sheets(paths: list[Path], gum: Path | None) -> Iterator[tuple[Path, Sheet]]:
    """Yield what files of annotation say. Raises `SystemExit` when a file is named after no article."""
    known = stories(gum)
    for path in paths:
        if path.stem not in known:
            raise SystemExit(f"{path}: no article {path.stem}; those of GUM need --gum DIR")
        yield path, parse(known[path.stem], path.read_text("utf8"))


def _show(name: str, gum: Path | None) -> int:
    known = stories(gum)
    if name not in known:
        raise SystemExit(f"no article {name}; there are {', '.join(known)}")
    print("\n".join(shown(known[name])))
    return 0


def _check(paths: list[Path], gum: Path | None, folder: Path | None) -> int:
    """Say what is wrong with files; where nothing is, and a folder is given, write them there."""
    wrong = 0
    if folder:
        folder.mkdir(exist_ok=True)
    for path, sheet in sheets(paths, gum):
        for message in (*sheet.errors, *(f"note: {note}" for note in sheet.notes)):
            print(message, file=sys.stderr)
        wrong += len(sheet.errors)
        optional = sum(mention.optional for mention in sheet.mentions)
        print(
            f"{path}: {len(sheet.mentions)} mentions, {optional} optional; {len(sheet.errors)} errors, {len(sheet.notes)} notes"
        )
        if folder and not sheet.errors:
            write(folder / f"{path.stem}.jsonl", sheet.mentions)
    return 1 if wrong else 0


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and do as it says; return 1 if an annotation has errors."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gold", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    gum = argparse.ArgumentParser(add_help=False)
    gum.add_argument("--gum", type=Path, help="the folder of GUM's CoNLL-U files")
    commands.add_parser("list", help="the articles and their dates")
    commands.add_parser("show", parents=[gum], help="an article with numbered sentences").add_argument("id")
    for name, told in (("check", "say what is wrong with files of annotation"), ("convert", "write them to claims/")):
        commands.add_parser(name, parents=[gum], help=told).add_argument("files", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    if given.command == "list":
        print("\n".join(f"{entry.id}\t{entry.published}\t{entry.set}\t{entry.manner}" for entry in entries()))
        return 0
    if given.command == "show":
        return _show(given.id, given.gum)
    return _check(given.files, given.gum, FOLDER / "claims" if given.command == "convert" else None)


if __name__ == "__main__":
    sys.exit(main())
