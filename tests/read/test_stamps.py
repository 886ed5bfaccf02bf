"""Dates about an article: what is one, what is none, and what is wrong with it."""

from __future__ import annotations

import pytest

from kb.model import Stamp
from kb.read import stamps

LINES = {
    "June 16, 2023": "2023-06-16",
    "January 09 , 2008": "2008-01-09",
    "PARIS, 3 May 2023 —": "2023-05-03",
    "Published: 3 May 2023, 10:15 GMT": "2023-05-03",
    "Posted on Wed 3rd May 2023": "2023-05-03",
    "Friday, June 16, 2023": "2023-06-16",
    "16.06.2023": "2023-06-16",
    "2023-06-16T08:15:00+02:00": "2023-06-16",
    "16/06/2023": "2023-06-16",
    "06/16/2023": "2023-06-16",
    "5/5/2023": "2023-05-05",
    "Sept. 4, 2021": "2021-09-04",
    "29 February 2024": "2024-02-29",
}
NOT_DATES = [
    "05/06/2023",
    "June 16",
    "in May",
    "2023",
    "May 2023",
    "Route 3-4-5",
    "12:30:2023",
    "16 of 20",
    "Mayor 3, 2023",
]
URLS = {
    "https://example.org/2023/05/03/story": "2023-05-03",
    "https://example.org/2023/may/03/story": "2023-05-03",
    "https://example.org/news/20230503-story.html": "2023-05-03",
    "https://example.org/2023-05-03-story": "2023-05-03",
    "https://example.org/2023/05/story": "2023-05",
    "https://example.org/story-20231": None,
    "https://example.org/2023/02/31/story": None,
    "https://example.org/2023/13/story": None,
    "https://example.org/story?day=/2023/05/03/": None,
    None: None,
}


@pytest.mark.parametrize(("line", "day"), LINES.items())
def test_lines(line: str, day: str) -> None:
    """A date line gives its day, however it is written."""
    assert stamps.from_lines([line], name="x", year=None) == stamps.Stamps(published=Stamp(edtf=day, origin="dateline"))


@pytest.mark.parametrize("line", NOT_DATES)
def test_no_dates(line: str) -> None:
    """What names no single day, or one that can be read in two ways, gives none."""
    assert stamps.from_lines([line], name="x", year=None).published is None


@pytest.mark.parametrize(("url", "edtf"), URLS.items())
def test_urls(url: str | None, edtf: str | None) -> None:
    """The path of a URL gives the day or the month that it names, never more."""
    assert stamps.from_url(url) == edtf


def test_updated() -> None:
    """A date of a change is not taken for the publication, on the same line or alone."""
    both = stamps.from_lines(["Published 3 May 2023 | Updated 4 May 2023"], name="x", year=None)
    assert (both.published, both.modified) == (
        Stamp(edtf="2023-05-03", origin="dateline"),
        Stamp(edtf="2023-05-04", origin="dateline"),
    )
    alone = stamps.from_lines(["Last updated June 16, 2023"], name="x", year=None)
    assert (alone.published, alone.modified) == (None, Stamp(edtf="2023-06-16", origin="dateline"))


def test_label_wins() -> None:
    """A date that is said to be of publication comes before a bare one above it."""
    found = stamps.from_lines(["May 1, 2023", "First published on May 3, 2023"], name="x", year=None)
    assert found.published == Stamp(edtf="2023-05-03", origin="dateline")


def test_year_from_elsewhere() -> None:
    """A date without a year takes that of the URL or the copyright line, and none without them."""
    assert stamps.from_lines(["LONDON, May 3 (Reuters)"], name="x", year=2021).published == Stamp(
        edtf="2021-05-03", origin="dateline"
    )
    assert stamps.year_of("© 2021 Example", None) == 2021
    assert stamps.year_of("© 2021 Example", "https://example.org/2022/01/story") == 2022
    assert stamps.year_of("Copyright 2009-2021 Example", None) is None
    assert stamps.year_of("", None) is None


@pytest.mark.parametrize(
    "line", ["31 February 2023", "February 29, 2023", "2023-13-01", "3 May 2500", "3 May 1066", "Feb 30"]
)
def test_wrong_dates(line: str) -> None:
    """A day that does not exist, or that no article can be of, is a problem and no date."""
    found = stamps.from_lines([line], name="story.txt", year=None)
    assert found.published is None
    assert [problem.article for problem in found.problems] == ["story.txt"]


@pytest.mark.parametrize("text", ["2023", "2023-05", "2023-05-03", "2023-05-03?", "1066~", "2024-02-29", "9999-12-31%"])
def test_given_dates(text: str) -> None:
    """EDTF dates that exist can be given by hand, however unlikely."""
    assert stamps.is_date(text)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "03.05.2023", "2023-02-30", "2023-13", "2023-5-3", "2023-05-03T10:00", "20230503", "٢٠٢٣"]
)
def test_not_given_dates(text: str) -> None:
    """What is no EDTF date cannot be given by hand."""
    assert not stamps.is_date(text)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-04-10T23:30:00-04:00", "2020-04-10"),
        ("20200410T2330Z", "2020-04-10"),
        ("Fri, 10 Apr 2020 23:30", "2020-04-10"),
        ("April 10, 2020", "2020-04-10"),
        ("soon", None),
        ("04/10/2020", None),
    ],
)
def test_metadata(value: str, day: str | None) -> None:
    """A time stamp gives the day that its own zone has, without any shift."""
    assert stamps.from_metadata(value) == day
