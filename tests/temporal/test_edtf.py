"""EDTF: what is read, what is refused and where, days, round trips, and agreement with an independent reader."""

from __future__ import annotations

import time
from calendar import monthrange

import edtf as other
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import EdtfError
from kb.model import Bounds
from kb.temporal import edtf

# text, precision, earliest begin … latest end
_READ = [
    ("2015", "year", "2015-01-01 2015-12-31 2015-01-01 2015-12-31"),
    ("2015-03", "month", "2015-03-01 2015-03-31 2015-03-01 2015-03-31"),
    ("2024-02", "month", "2024-02-01 2024-02-29 2024-02-01 2024-02-29"),
    ("2015-03-31", "day", "2015-03-31 2015-03-31 2015-03-31 2015-03-31"),
    ("2015-03-31T10:30:00Z", "day", "2015-03-31 2015-03-31 2015-03-31 2015-03-31"),
    ("0044", "year", "0044-01-01 0044-12-31 0044-01-01 0044-12-31"),
    ("0000", "year", "0000-01-01 0000-12-31 0000-01-01 0000-12-31"),
    ("-0043", "year", "-0043-01-01 -0043-12-31 -0043-01-01 -0043-12-31"),
    ("-0004-02-29", "day", "-0004-02-29 -0004-02-29 -0004-02-29 -0004-02-29"),
    ("Y170000002", "year", "170000002-01-01 170000002-12-31 170000002-01-01 170000002-12-31"),
    ("Y-17E7", "year", "-170000000-01-01 -170000000-12-31 -170000000-01-01 -170000000-12-31"),
    ("1950S2", "year", "1900-01-01 1999-12-31 1900-01-01 1999-12-31"),
    ("2015~", "year", "2015-01-01 2015-12-31 2015-01-01 2015-12-31"),
    ("?2004-06-~11", "day", "2004-06-11 2004-06-11 2004-06-11 2004-06-11"),
    ("2004-06%", "month", "2004-06-01 2004-06-30 2004-06-01 2004-06-30"),
    ("201X", "decade", "2010-01-01 2019-12-31 2010-01-01 2019-12-31"),
    ("20XX", "century", "2000-01-01 2099-12-31 2000-01-01 2099-12-31"),
    ("-01XX", "century", "-0199-01-01 -0100-12-31 -0199-01-01 -0100-12-31"),
    ("XXXX", "none", "- - - -"),
    ("XXXX-06", "month", "- - - -"),
    ("201X-XX", "decade", "2010-01-01 2019-12-31 2010-01-01 2019-12-31"),
    ("2015-XX-31", "day", "2015-01-31 2015-12-31 2015-01-31 2015-12-31"),
    ("2015-02-XX", "month", "2015-02-01 2015-02-28 2015-02-01 2015-02-28"),
    ("2015-02-2X", "day", "2015-02-20 2015-02-28 2015-02-20 2015-02-28"),
    ("201X-02-29", "day", "2012-02-29 2016-02-29 2012-02-29 2016-02-29"),
    ("2015-21", "season", "2015-03-01 2015-06-21 2015-03-01 2015-06-21"),
    ("2015-24", "season", "2015-01-01 2016-03-21 2015-01-01 2016-03-21"),
    ("2015-29", "season", "2015-09-01 2015-12-22 2015-09-01 2015-12-22"),
    ("2015-33", "quarter", "2015-01-01 2015-03-31 2015-01-01 2015-03-31"),
    ("2015-36", "quarter", "2015-10-01 2015-12-31 2015-10-01 2015-12-31"),
    ("2015-40", "half", "2015-01-01 2015-06-30 2015-01-01 2015-06-30"),
    ("2015-41", "half", "2015-07-01 2015-12-31 2015-07-01 2015-12-31"),
    ("2004-06/2006-08", "interval", "2004-06-01 2004-06-30 2006-08-01 2006-08-31"),
    ("2013/2023-06-16", "interval", "2013-01-01 2013-12-31 2023-06-16 2023-06-16"),
    ("../2004", "interval", "- - 2004-01-01 2004-12-31"),
    ("2004/..", "interval", "2004-01-01 2004-12-31 - -"),
    ("/2004", "interval", "- - 2004-01-01 2004-12-31"),
    ("2004/", "interval", "2004-01-01 2004-12-31 - -"),
    ("[1667,1668,1670..1672]", "set", "1667-01-01 1672-12-31 1667-01-01 1672-12-31"),
    ("{1960,1961-12}", "set", "1960-01-01 1961-12-31 1960-01-01 1961-12-31"),
    ("[..1760-12-03]", "set", "- 1760-12-03 - 1760-12-03"),
    ("{1984..}", "set", "1984-01-01 - 1984-01-01 -"),
]

# text, index of the character where reading stops
_REFUSED = [
    ("", 0),
    ("abc", 0),
    ("215", 0),
    ("2015-13", 5),
    ("2015-00", 5),
    ("2015-3", 4),
    ("2015-02-30", 8),
    ("2015-06-31", 8),
    ("2015-06-00", 8),
    ("2023-02-29", 8),
    ("2015-06-12T", 10),
    ("2015-06-12T25:00:00", 10),
    ("201X-06-12T10:00:00", 10),
    ("2015-22-01", 7),
    ("2015-42", 5),
    ("-0000", 0),
    ("Y123", 1),
    ("Y17E12345", 0),
    ("Y17000000-06", 9),
    ("1950S2-06", 6),
    ("2015/2014", 5),
    ("2015-06-12/2015-06-11", 11),
    ("/", 0),
    ("../..", 0),
    ("2015/2016/2017", 9),
    ("[2015", 5),
    ("{2015]", 6),
    ("[2015,]", 6),
    ("[..]", 1),
    ("[2016..2015]", 7),
    ("2015 ", 4),
    ("２０１５", 0),
]


def shown(bounds: Bounds) -> str:
    """Return bounds as the table writes them."""
    days = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
    return " ".join("-" if day is None else str(day) for day in days)


def read_or_error(text: str) -> edtf.Edtf | EdtfError:
    """Return what `parse` returns or raises."""
    try:
        return edtf.parse(text)
    except EdtfError as error:
        return error


@pytest.mark.parametrize(("text", "precision", "days"), _READ)
def test_read(text: str, precision: str, days: str) -> None:
    """Each expression has this precision and these days, and is written back as it was read."""
    read = edtf.parse(text)
    assert (str(read), read.precision, shown(edtf.bounds(read))) == (text, precision, days)


@pytest.mark.parametrize(("text", "position"), _REFUSED)
def test_refused(text: str, position: int) -> None:
    """What is not EDTF is refused, and the error points at the character."""
    with pytest.raises(EdtfError) as raised:
        edtf.parse(text)
    assert raised.value.position == position
    assert raised.value.text == text


def test_open_is_not_unknown() -> None:
    """An open end `..` and an unknown end are told apart."""
    assert edtf.parse("2004/..") != edtf.parse("2004/")


@settings(max_examples=500)
@given(st.text(alphabet="0123456789XYES-~?%/.,[]{}TZ:", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is written back exactly or refused within itself; the bounds of what is read are in order."""
    read = read_or_error(text)
    if isinstance(read, EdtfError):
        assert 0 <= read.position <= len(text)
        return
    assert str(read) == text
    bounds = edtf.bounds(read)
    assert bounds.earliest_begin is None or bounds.latest_end is None or bounds.earliest_begin <= bounds.latest_end


_DATES = st.dates().map(lambda day: day.isoformat())
_MONTHS = st.dates().map(lambda day: day.isoformat()[:7])
_YEARS = st.integers(-9999, 9999).map(lambda year: f"-{-year:04d}" if year < 0 else f"{year:04d}")


@given(st.one_of(_DATES, _MONTHS, _YEARS))
def test_a_date_lies_within_its_days(text: str) -> None:
    """The four bounds of a date are its first and last day: nothing is made more precise than it is."""
    bounds = edtf.bounds(edtf.parse(text))
    assert (bounds.earliest_begin, bounds.latest_begin) == (bounds.earliest_end, bounds.latest_end)
    assert bounds.earliest_begin is not None
    assert bounds.latest_end is not None
    first, last = bounds.earliest_begin, bounds.latest_end
    lengths = {"day": 0, "month": monthrange(2000 + first.year % 400, first.month)[1] - 1}
    if (precision := edtf.parse(text).precision) in lengths:
        assert last.day - first.day == lengths[precision]
    else:
        assert (first[1:], last[1:]) == ((1, 1), (12, 31))


@given(st.one_of(_DATES, _MONTHS), st.one_of(_DATES, _MONTHS))
def test_intervals(first: str, last: str) -> None:
    """An interval begins within its first date and ends within its second; one that runs backwards is refused."""
    begin, end = edtf.bounds(edtf.parse(first)), edtf.bounds(edtf.parse(last))
    assert begin.earliest_begin is not None
    assert end.latest_end is not None
    if end.latest_end < begin.earliest_begin:
        with pytest.raises(EdtfError):
            edtf.parse(f"{first}/{last}")
        return
    bounds = edtf.bounds(edtf.parse(f"{first}/{last}"))
    assert (bounds.earliest_begin, bounds.latest_begin) == (begin.earliest_begin, begin.latest_begin)
    assert (bounds.earliest_end, bounds.latest_end) == (end.earliest_end, end.latest_end)


# What the package `edtf` reads rightly; it takes seasons by months alone, ignores significant digits, and its open ends
# are infinities without days.
_AGREED = [
    "2015",
    "201X",
    "20XX",
    "2015-06",
    "2015-XX",
    "2015-06-12",
    "-0043",
    "2015-33",
    "2015-36",
    "Y17E7",
    "2004-06/2006-08",
]


@pytest.mark.parametrize("text", _AGREED)
def test_agrees_with_the_package(text: str) -> None:
    """First and last day are those of the package `edtf`, where that is right."""
    theirs, ours = other.parse_edtf(text), edtf.bounds(edtf.parse(text))
    assert ours.earliest_begin == tuple(theirs.lower_strict()[:3])
    assert ours.latest_end == tuple(theirs.upper_strict()[:3])


@settings(max_examples=50, deadline=None)
@given(_DATES)
def test_agrees_with_the_package_on_days(text: str) -> None:
    """Every day of years 1 … 9999 is the same day to the package `edtf`."""
    bounds = edtf.bounds(edtf.parse(text))
    assert bounds.earliest_begin == tuple(other.parse_edtf(text).lower_strict()[:3])


def test_fast() -> None:
    """A parse takes well under a tenth of a millisecond (the package `edtf` takes several)."""
    begun = time.process_time()
    for _ in range(2_000):
        edtf.parse("2015-03-31")
    assert time.process_time() - begun < 0.2
