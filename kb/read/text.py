"""Plain text and Markdown: the text is kept as it is, but for its newlines and byte-order mark."""

from __future__ import annotations

from kb.model import Article, Block, Problem
from kb.read import Reading, Source, features, stamps
from kb.read.decode import decode
from kb.read.segment import lines, segment

SUFFIX = ".txt"

UNDATED = "no publication date (--published gives one): relative dates stay unresolved"


def recognises(head: bytes) -> bool:  # noqa: ARG001 - the contract of parts
    """Plain text is what nothing else recognises."""
    return False


def read(data: bytes, source: Source) -> Reading:
    """Read text in any common encoding."""
    decoded = decode(data, source.name)
    if decoded.text is None:
        return Reading(problems=decoded.problems)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not any(character.isalnum() for character in text):
        return Reading(
            problems=(
                *decoded.problems,
                Problem(stage="read", article=source.name, message="nothing to read: no words"),
            )
        )
    sections = segment(text)
    dates = stamps.from_lines(
        lines(text, sections, Block.DATELINE),
        name=source.name,
        year=stamps.year_of("\n".join(lines(text, sections, Block.CREDIT)), source.url),
    )
    published = stamps.given(source.published) or dates.published or stamps.of_url(source.url)
    undated = () if published else (Problem(stage="read", article=source.name, message=UNDATED),)
    article = Article(
        text=text,
        sections=sections,
        title=next(iter(lines(text, sections, Block.TITLE)), ""),
        url=source.url,
        authors=tuple(
            dict.fromkeys(name for line in lines(text, sections, Block.DATELINE) for name in features.authors(line))
        ),
        published=published,
        modified=dates.modified,
        source=source.name,
    )
    return Reading(article=article, problems=decoded.problems + dates.problems + undated)
