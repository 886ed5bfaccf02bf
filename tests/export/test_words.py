"""Times in words."""

import tomllib
from pathlib import Path

import pytest

from kb.export.words import attribution_in_words, basis_in_words, chapter, date_in_words, when_in_words
from kb.model import Attribution, Basis, Kind, Span
from tests.export.stories import when

TABLE = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf8"))


def _when(case):
    return when(case["begin"], case.get("end"), case.get("edtf"))


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: f"{case['words']} {case.get('edtf', '')}")
def test_words(case):
    """A time is worded as precisely as its bounds and EDTF say, and no more."""
    assert when_in_words(_when(case)) == case["words"]


@pytest.mark.parametrize("case", TABLE["chapter"], ids=lambda case: case["title"])
def test_chapter(case):
    """An event stands under the narrowest heading that its time fits."""
    assert chapter(_when(case)).title == case["title"]


def test_the_table_is_whole():
    """Both tables were read to their ends."""
    assert (len(TABLE["case"]), len(TABLE["chapter"])) == (45, 11)


def test_chapters_sort():
    """Headings sort by time: within a year the whole year, then what has no begin, then the month; undated comes last."""
    found = sorted((chapter(_when(case)) for case in TABLE["chapter"]), key=lambda one: one.order)
    assert [one.title for one in found] == [
        "2010 to 2015",
        "2013",
        "2015",
        "2022 to 2023",
        "February 2022",
        "December 2022",
        "2023",
        "May 2023",
        "By June 2023",
        "July 2023",
        "Undated",
    ]


@pytest.mark.parametrize("text", ["", "yesterday", "2023-13", "2023-1", "199X-05", "XXXX-07-11", "2023-07/2023-08"])
def test_no_date(text):
    """What is not one EDTF date comes back unchanged."""
    assert date_in_words(text) == text


def test_attribution():
    """An attribution names the speaker, the word and the quotation marks, each only where there is one."""
    fields = {"speaker": "Jane Roe", "span": Span(0, 8), "kind": Kind.PERSON, "named": True}
    assert attribution_in_words(Attribution(cue="said", quoted=True, **fields)) == "Jane Roe (“said”, quoted)"
    assert attribution_in_words(Attribution(cue="", quoted=False, **fields)) == "Jane Roe"


def test_every_basis_has_words():
    """Each basis has a phrase of its own."""
    assert len({basis_in_words(basis) for basis in Basis}) == len(Basis)
