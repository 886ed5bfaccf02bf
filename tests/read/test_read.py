"""The entry of the stage: which format it is, what the text stays like, what is reported."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb import parts, resources
from kb.errors import UsageError
from kb.model import Article, Stamp
from kb.read import Source, read
from kb.read.files import walk
from kb.read.text import UNDATED

STORY = "Dam fails vote\n\nSOFIA, 10 March 2024 - The dam failed. It was close."
PAGE = (
    "<!DOCTYPE html><html><head><title>Dam fails vote</title></head><body><article><h1>Dam fails vote</h1>"
    + "<p>The dam failed in a vote that was held on Sunday in all districts of the country.</p>" * 3
    + "</article></body></html>"
)


def article(data: bytes, **source: str) -> Article:
    """Read what must give an article."""
    found = read(data, Source(**{"name": "story.txt"} | source)).article
    assert found is not None
    return found


def test_parts() -> None:
    """Formats are found by their files, and each can be loaded and has what the contract asks."""
    assert {"html", "text"} <= set(parts.names("read"))
    for name in parts.names("read"):
        part = parts.load("read", name)
        assert part.SUFFIX.startswith(".")
        assert part.recognises(b"") is False
        assert part.read(b"", Source(name="empty")).problems


@pytest.mark.parametrize("name", ["story.txt", "story", "-", "story.md", "https://example.org/story", "page.html.gz"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", "<!-- made by hand -->\n", "<?xml version='1.0'?>\n"])
def test_content_first(name: str, start: str) -> None:
    """A page is read as a page whatever its name."""
    assert "<p>" not in article((start + PAGE).encode(), name=name).text


@pytest.mark.parametrize(
    "text",
    [
        "<3 is what he wrote.\n\nIt was close.",
        "5 < 6, they say.\n\nIt was close.",
        "The <b> tag is old.\n\nIt was close.",
    ],
)
def test_text_with_brackets(text: str) -> None:
    """Text that only mentions a tag stays text."""
    assert article(text.encode()).text == text


def test_suffix() -> None:
    """A fragment without a known start is a page if its name says so."""
    fragment = (
        "<blockquote>Quote</blockquote>"
        + "<p>The dam failed in a vote that was held on Sunday in all districts of the country.</p>" * 3
    )
    assert "<p>" not in article(fragment.encode(), name="story.html").text


def test_gzip() -> None:
    """A compressed article gives the same one as the article itself."""
    assert article(gzip.compress(STORY.encode(), mtime=0)).id == article(STORY.encode()).id


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_newlines(newline: str) -> None:
    """Only newlines and the byte-order mark change: the same story has one identity on all systems."""
    assert article(("\ufeff" + STORY.replace("\n", newline)).encode()).text == STORY


def test_nothing_lost() -> None:
    """Typographic quotes, hard blanks, soft hyphens, emoji and combining marks stay as they are."""
    text = "“Ça\u00a0va?” co\u00adop e\u0301 👩‍🚀 — said she.  Two  blanks.\t\n"
    assert article(text.encode()).text == text


def test_by_hand() -> None:
    """A date given by hand wins over the text's own, and may be as unlikely as it likes."""
    assert article(STORY.encode(), published="2024").published == Stamp(edtf="2024", origin="given")
    assert article(STORY.encode(), published="0044-03-15?").published == Stamp(edtf="0044-03-15?", origin="given")
    assert article(PAGE.encode(), published="2024-03-10").published == Stamp(edtf="2024-03-10", origin="given")


def test_by_hand_wrongly() -> None:
    """A date by hand that is none is wrong use, and the message says what is right."""
    with pytest.raises(UsageError, match=r"last week.*YYYY-MM-DD"):
        read(STORY.encode(), Source(name="x", published="last week"))


def test_url_dates() -> None:
    """Without a date line the URL dates the article; with one it does not."""
    assert article(b"The dam failed. It was close.", url="https://example.org/2024/03/story").published == Stamp(
        edtf="2024-03", origin="url"
    )
    assert article(STORY.encode(), url="https://example.org/2020/01/01/story").published == Stamp(
        edtf="2024-03-10", origin="dateline"
    )


@pytest.mark.parametrize("text", ["The dam failed. It was close.", PAGE])
def test_undated(text: str) -> None:
    """An article without a date is read, and the problem says what that means."""
    reading = read(text.encode(), Source(name="x"))
    assert reading.article is not None
    assert reading.article.published is None
    assert [problem.message for problem in reading.problems] == [UNDATED]


def test_impossible_date() -> None:
    """A date line with a day that does not exist is reported and dates nothing."""
    reading = read(b"Dam fails vote\n\n31 February 2023\n\nThe dam failed. It was close.", Source(name="x"))
    assert reading.article is not None
    assert reading.article.published is None
    assert reading.problems[0].message == "no such date: 2023-02-31"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff".encode(), b"...", b"<html></html>"])
def test_empty(data: bytes) -> None:
    """Nothing to read is a problem, not an article."""
    reading = read(data, Source(name="x"))
    assert reading.article is None
    assert reading.problems


def test_samples() -> None:
    """Each sample is an article with headline, date, and narration, without a problem."""
    found = list(walk([resources.path("samples")]))
    assert len(found) == 10
    for path in found:
        assert isinstance(path, Path)
        reading = read(path.read_bytes(), Source(name=path.name))
        assert reading.problems == ()
        assert reading.article is not None
        assert reading.article.title
        assert reading.article.published is not None
        assert sum(section.block.narration for section in reading.article.sections) >= 6


def test_import_is_light() -> None:
    """Importing the stage, and reading text with it, loads no library for pages."""
    code = "import sys; from kb.read import read, Source; read(b'The dam failed.', Source(name='x')); print([m for m in sys.modules if m in ('lxml', 'trafilatura', 'htmldate', 'charset_normalizer')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


HOSTILE = {
    "capitals": "A B C D " * 180,
    "names": "Ana Pereira and " * 90,
    "initials": "ab/" * 480,
    "places": "PARIS, " * 200,
    "brackets": "(" * 1400,
    "agencies": "Reuters/AFP/" * 120,
    "bars": "a | " * 370,
    "blanks": "a" + " " * 1400 + "b",
    "dates": "3 May 2023, " * 120,
    "digits": "1" * 1400,
    "credits": "Photo: " * 200,
    "dashes": "— " * 700,
    "quotes": "\"'" * 700 + ".",
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_hostile_lines(line: str) -> None:
    """No line of text makes a pattern run away: two hundred of the worst take a few seconds at most."""
    started = time.process_time()
    read("\n\n".join([line] * 200).encode(), Source(name="x", published="2024"))
    assert time.process_time() - started < 15


def test_large_text() -> None:
    """Half a megabyte of wrapped lines is read in time that grows with their number."""
    started = time.process_time()
    found = article(
        b"The dam failed in a vote that was held on Sunday in all the districts\nof the country. It was close.\n\n"
        * 5_000
    )
    assert len(found.sections) == 5_000
    assert time.process_time() - started < 15


def test_same_bytes() -> None:
    """Whatever the hash seed, the samples are read to the same articles."""
    code = "from kb import resources; from kb.read import read, Source; [print(read(path.read_bytes(), Source(name=path.name))) for path in sorted(resources.path('samples').iterdir())]"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima"))
    ]
    assert runs[0] == runs[1] != b""
