"""The measure of dates without words of their own: how its annotation is read, and the arithmetic, on small made-up data."""

import pytest

from benchmarks.dates import READ, Answer, answers, figures, verdict
from benchmarks.gold.times import FILE, texts
from kb.model import Bounds, Day

FIRST, LAST = Day(2023, 5, 2), Day(2023, 5, 4)
CASES = [
    ("exact", Day(2023, 5, 2), Day(2023, 5, 4), FIRST, LAST),
    ("exact", None, Day(2023, 5, 4), None, LAST),
    ("wide", None, Day(2023, 5, 4), FIRST, LAST),
    ("wide", Day(2023, 5, 1), Day(2023, 5, 9), FIRST, LAST),
    ("wide", None, None, FIRST, None),
    ("partly", Day(2023, 5, 3), Day(2023, 5, 4), FIRST, LAST),
    ("partly", Day(2023, 5, 1), Day(2023, 5, 4), None, LAST),
    ("partly", None, Day(2023, 5, 3), FIRST, LAST),
    ("partly", Day(2023, 5, 2), Day(2023, 5, 9), FIRST, None),
    ("wrong", Day(2023, 5, 5), Day(2023, 5, 9), FIRST, LAST),
    ("wrong", None, Day(2023, 5, 1), FIRST, None),
]


@pytest.mark.parametrize(("wanted", "begin", "end", "first", "last"), CASES)
def test_verdicts(wanted, begin, end, first, last):
    """Bounds are judged by the days that a reader allows, a side that is open being the widest."""
    assert verdict(Bounds(earliest_begin=begin, latest_begin=end), first, last) == wanted


def test_rows_are_read():
    """A row gives a day of publication or the days of an event; what is none is left out."""
    found = texts(["one\tpublished\t2023-05-05\t2023-05-05", "one\t7\t2023-05-02\t…\n", "one\t9\t?\t?"])
    assert found["one"].published == "2023-05-05"
    assert found["one"].events == {7: (FIRST, None)}


def test_the_annotation_is_whole():
    """The file holds all texts with their events, those whose errors were read among them."""
    found = texts(FILE.read_text("utf8").splitlines())
    assert len(found) == 37
    assert found.keys() > READ
    assert sum(len(text.events) for text in found.values()) == 1884


def test_figures():
    """Verdicts are counted for all and by what a time rests on."""
    told = [
        Answer(text="one", basis=basis, verdict=name)
        for basis, name in (("context", "exact"), ("context", "wrong"), ("reported", "wide"))
    ]
    table = figures(told)
    assert table["context"] == {"events": 2, "exact": 50, "wide": 0, "partly": 0, "wrong": 50}
    assert table["all"]["events"] == 3


def test_events_are_found_by_the_offsets_of_their_words(tmp_path):
    """The product's bounds of an annotated event are judged; an event with a date of its own is none of these."""
    (tmp_path / "one.txt").write_text(
        "A bridge fell\n\nThe company closed the bridge. It sold the yard in 2010.\n", "utf8"
    )
    rows = ["one\tpublished\t2023-05-05\t2023-05-05", "one\t27\t…\t2023-05-05", "one\t49\t2010-01-01\t2010-12-31"]
    assert list(answers(texts(rows), tmp_path)) == [Answer(text="one", basis="reported", verdict="exact")]
