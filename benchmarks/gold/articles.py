"""The articles of the gold set: their texts, with sentences that are numbered the same on every run.

An article of this project is read as the product reads it. A document of GUM is rebuilt from the `# text` and `# newpar_block` lines of its CoNLL-U:
the sentences of a block with a blank between them, blocks two newlines apart. Either way the SHA-256 in `articles.toml` must fit the text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb.model import Article, Block, Section, Span, Stamp
from kb.read import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent
_DATELINE: Final = re.compile(r"(?:\w+day, )?\w+ \d{1,2}, \d{4}")
_END: Final = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’]))\s+(?=[\"“‘A-Z0-9])")
_ABBREVIATED: Final = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
_BLOCKS: Final = {"head": Block.HEADING, "figure": Block.CAPTION, "caption": Block.CAPTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of `articles.toml`. `set`: the affair that it shares with other articles, its own id if none."""

    id: str
    published: str
    sha256: str
    set: str
    manner: str
    publisher: str = ""

    @property
    def in_gum(self) -> bool:
        """Whether its text is in GUM, not here."""
        return self.id.startswith("GUM_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article with its sentences, numbered from 1 in this order; `told[i]` says whether sentence i + 1 is narration."""

    entry: Entry
    article: Article
    sentences: tuple[Span, ...]
    told: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of GUM and the block that it stands in, which begins at sentence number `block`."""

    text: str
    kind: str
    block: int


@dataclass(slots=True)
class _Opened:
    """A block of GUM: its kind, how many of its sentences are to come, the number of its first."""

    kind: str
    left: int
    first: int


def entries(index: Path = FOLDER / "articles.toml") -> tuple[Entry, ...]:
    """Return what the index lists, in its order."""
    table = tomllib.loads(index.read_text("utf8"))
    return tuple(
        Entry(
            id=row["id"], published=str(row["published"]), sha256=row["sha256"], set=row.get("set", row["id"]),
            manner=row["manner"], publisher=row.get("publisher", ""),
        )
        for row in table["article"]
    )  # fmt: skip


def stories(gum: Path | None = None) -> dict[str, Story]:
    """Return the articles by id; those of GUM only if its folder is given. Raises `ValueError` when a text is another one."""
    listed = entries()
    documents = dict(_documents(gum)) if gum else {}
    found = {}
    for entry in listed:
        if not entry.in_gum:
            found[entry.id] = _own(entry)
        elif documents:
            found[entry.id] = _of_gum(entry, documents[entry.id])
    for name, story in found.items():
        if story.article.id != story.entry.sha256:
            raise ValueError(
                f"{name}: the text is not the one that was annotated: {story.article.id} for {story.entry.sha256}"
            )
    return found


def _own(entry: Entry) -> Story:
    path = FOLDER / "articles" / f"{entry.id}.txt"
    article = read(path.read_bytes(), Source(name=path.name, published=entry.published)).article
    if article is None:
        raise ValueError(f"{path}: nothing to read")
    sentences = tuple(sentence_spans(article.text))
    return Story(entry=entry, article=article, sentences=sentences, told=(True,) * len(sentences))


def sentence_spans(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in which each line is a paragraph; the marks of a heading are no part of one."""
    for line in re.finditer(r"[^\n]+", text):
        start = line.start() + len(line[0]) - len(line[0].lstrip("# "))
        for gap in _END.finditer(text, start, line.end()):
            if not _ABBREVIATED.search(text[start : gap.start()]):
                yield Span(start, gap.start())
                start = gap.end()
        yield Span(start, line.end())


def _documents(gum: Path) -> Iterator[tuple[str, list[_Line]]]:
    """Yield (id, sentences) of the documents in a folder of GUM's files."""
    for path in sorted(gum.glob("*.conllu")):
        for part in path.read_text("utf8").split("# newdoc id = ")[1:]:
            yield part[: part.index("\n")].strip(), list(_sentences(part))


def _sentences(document: str) -> Iterator[_Line]:
    """Yield the sentences of a document; a block counts its sentences, and the innermost one that is not full is theirs."""
    opened: list[_Opened] = []
    number = 0
    for line in document.splitlines():
        if line.startswith("# newpar_block = "):
            for kind, count in re.findall(r"([a-z]+)[^|]*?\((\d+) s\)", line):
                opened.append(_Opened(kind, int(count), number))
        elif line.startswith("# text = "):
            opened = [block for block in opened if block.left]
            inner = opened[-1] if opened else _Opened("p", 0, number)
            yield _Line(line.removeprefix("# text = "), inner.kind, inner.first)
            for block in opened:
                block.left -= 1
            number += 1


def _of_gum(entry: Entry, lines: list[_Line]) -> Story:
    text, sections, sentences, told = "", [], [], []
    for number, (_, group) in enumerate(groupby(lines, key=lambda line: (line.kind, line.block))):
        texts = list(group)
        block = _block(number, texts)
        begin = len(text)
        for line in texts:
            sentences.append(Span(len(text), len(text) + len(line.text)))
            told.append(block.narration)
            text += line.text + " "
        sections.append(Section(span=Span(begin, len(text) - 1), block=block))
        text = text[:-1] + "\n\n"
    article = Article(
        text=text, sections=tuple(sections), title=lines[0].text, publisher=entry.publisher, source=entry.id,
        published=Stamp(edtf=entry.published, origin="given"),
    )  # fmt: skip
    return Story(entry=entry, article=article, sentences=tuple(sentences), told=tuple(told))


def _block(number: int, lines: list[_Line]) -> Block:
    if number == 0:
        return Block.TITLE
    if number == 1 and _DATELINE.fullmatch(lines[0].text):
        return Block.DATELINE
    return _BLOCKS.get(lines[0].kind, Block.PARAGRAPH)
