"""The blocks of text in many layouts: cases are files, one expected block a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.model import Block
from kb.read import Reading, Source, read
from kb.read.passages import split
from kb.read.segment import segment

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@dataclass(frozen=True)
class Case:
    """A text, the facts that its head gives, and its expected (block, words) in order."""

    text: str
    facts: dict[str, str]
    sections: list[tuple[str, str]]


def case(path: Path) -> Case:
    """Read a case: `block | line`; no block continues the section above, `‖` parts two sections of one line."""
    head, _, body = path.read_text("utf8").partition("---\n")
    facts = {key: value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    lines: list[str] = []
    sections: list[tuple[str, str]] = []
    for row in body.splitlines():
        blocks, _, line = row.partition("|")
        line = line.removeprefix(" ")
        lines.append(line.replace("‖", ""))
        parts = line.split("‖") if blocks.strip() else []
        sections += zip(blocks.strip().split("+"), parts, strict=True) if parts else []
        if not blocks.strip() and line.strip():
            sections[-1] = (sections[-1][0], sections[-1][1] + " " + line)
    return Case("\n".join(lines) + "\n", facts, [(block, " ".join(words.split())) for block, words in sections])


def reading(path: Path) -> Reading:
    """Read it."""
    return read(case(path).text.encode(), Source(name=path.name))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_blocks(path: Path) -> None:
    """Each line of the layout is taken for what it is."""
    article = reading(path).article
    assert article is not None
    found = [(str(section.block), " ".join(section.span.of(article.text).split())) for section in article.sections]
    assert found == case(path).sections


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_facts(path: Path) -> None:
    """Headline, authors and the date of publication come from the text itself, or are missing."""
    article = reading(path).article
    assert article is not None
    expected = case(path).facts
    published = article.published.edtf if article.published else ""
    assert {"title": article.title, "published": published, "authors": ", ".join(article.authors)} == expected


def test_collected() -> None:
    """At least twelve layouts are there to be tested."""
    assert len(CASES) >= 12


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_sections_cover(path: Path) -> None:
    """Sections are in order, do not overlap, start and end with a word, and leave only white space outside."""
    text = case(path).text
    end, outside = 0, ""
    for section in segment(text):
        assert section.span.start >= end
        assert section.span.of(text) == section.span.of(text).strip() != ""
        outside, end = outside + text[end : section.span.start], section.span.end
    assert not (outside + text[end:]).strip()


def test_heading_by_markup() -> None:
    """A heading that the markup tells stays one even where a paragraph's stop ends it."""
    text = "A first paragraph of the story.\n\nIt was not to be.\n\nA second paragraph of the story."
    assert [section.block for section in segment(text, known={33: Block.HEADING})] == [
        Block.PARAGRAPH,
        Block.HEADING,
        Block.PARAGRAPH,
    ]


def test_repeated_headline() -> None:
    """Where the page repeats its headline, the first is the title and the others are not narration."""
    text = "Dam fails vote\n\nThe dam failed.\n\nDAM FAILS VOTE\n\nIt was close."
    assert [section.block for section in segment(text, title="Dam fails vote")] == [
        "title",
        "paragraph",
        "navigation",
        "paragraph",
    ]


def test_short_lines_stay() -> None:
    """Lines of verse or lists below 40 columns are not joined, for nothing there was wrapped."""
    assert len(split("one line\nanother line\nand a third")) == 3


ENTRIES = (
    "3 May 2023 The mayor resigns.",
    "May 8, 2023: “I am ready,” Orm says.",
    "20 May 2023 A court rules.",
    "2 June 2023 He wins.",
)


def test_entries_of_a_chronology() -> None:
    """The dates that open four paragraphs or more are headings of what follows them; the words are all still there."""
    text = "\n\n".join(["Port Sel has a new mayor.", *ENTRIES, "It was 9 June 2023 before he spoke."])
    found = [(section.block, section.span.of(text)) for section in segment(text)]
    assert found[1:-1] == [
        ("heading", "3 May 2023"), ("paragraph", "The mayor resigns."),
        ("heading", "May 8, 2023:"), ("paragraph", "“I am ready,” Orm says."),
        ("heading", "20 May 2023"), ("paragraph", "A court rules."),
        ("heading", "2 June 2023"), ("paragraph", "He wins."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "paragraphs",
    [ENTRIES[:3], [f"{entry[:5]} {entry.split(maxsplit=3)[3]}" for entry in ENTRIES], ["On 3 May 2023 Orm won."] * 4],
)
def test_dates_that_are_no_headings(paragraphs: list[str]) -> None:
    """Three dates are no chronology, nor are dates without a year or dates that a preposition joins to their sentence."""
    text = "\n\n".join(["Port Sel has a new mayor.", *paragraphs])
    assert [section.block for section in segment(text)] == ["paragraph"] * (len(paragraphs) + 1)
