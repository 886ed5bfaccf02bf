"""Markdown, iCalendar and TimelineJS."""

import datetime as dt
import json
import re
from html.parser import HTMLParser

import icalendar
import pytest
from markdown_it import MarkdownIt

from kb.export import ics, markdown, timelinejs
from kb.export.words import when_in_words
from tests.export.stories import HOSTILE
from tests.knowledge import knowledge


def calendar(known):
    """Return the parsed calendar."""
    return icalendar.Calendar.from_ical("".join(ics.write(known)))


def entry(known, label):
    """Return the calendar entry whose summary is the label."""
    return next(one for one in calendar(known).walk("VEVENT") if one["SUMMARY"] == label)


@pytest.mark.parametrize(
    ("summary", "start", "end", "status"),
    [
        ("Dock workers in Halvik walked out", dt.date(2023, 5, 3), dt.date(2023, 5, 4), "CONFIRMED"),
        ("strike at the port of Halvik", dt.date(2023, 5, 3), dt.date(2023, 5, 12), "CONFIRMED"),
        ("Planned: the harbour board meets the union", dt.date(2023, 7, 1), dt.date(2023, 8, 1), "TENTATIVE"),
        ("Possible: a second walkout", dt.date(2023, 6, 1), dt.date(2023, 9, 1), "TENTATIVE"),
        ("Did not occur: talks", dt.date(2023, 4, 1), dt.date(2023, 5, 1), "CANCELLED"),
        ("the port was enlarged", dt.date(2015, 1, 1), dt.date(2016, 1, 1), "CONFIRMED"),
    ],
)
def test_all_day_entries(known, summary, start, end, status):
    """An entry runs from its first day to the day after its last, as dates without a time or zone."""
    found = entry(known, summary)
    assert (found["DTSTART"].dt, found["DTEND"].dt, found["STATUS"]) == (start, end, status)
    assert found["DTSTART"].params == {"VALUE": "DATE"}
    assert ("exact days are not known" in found["DESCRIPTION"]) == (
        summary not in {"strike at the port of Halvik", "Dock workers in Halvik walked out"}
    )


def test_calendar_says_what_it_leaves_out(known):
    """Events without a known begin are counted, not placed; the stamp is the newest publication day."""
    found = calendar(known)
    assert (len(found.walk("VEVENT")), found["X-DATELINE-LEFT-OUT"]) == (7, "3")
    assert {one["DTSTAMP"].dt for one in found.walk("VEVENT")} == {dt.datetime(2023, 6, 16, tzinfo=dt.UTC)}


def test_years_that_calendars_lack():
    """A year before our era is left out of the calendar and counted."""
    found = calendar(knowledge())
    summaries = [str(one["SUMMARY"]) for one in found.walk("VEVENT")]
    assert summaries == ["Ministers of Arland and Boria met in Port Sel", "Planned: Mira Vohl visits Boria"]
    assert found["X-DATELINE-LEFT-OUT"] == "4"


def test_folding(known, hostile):
    """Lines end in CR LF, hold at most 75 octets, break no code point, and unfold to the text."""
    for subject in (known, hostile):
        written = "".join(ics.write(subject))
        lines = written.encode().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert b"\n" not in b"".join(lines)
        assert all(line.decode() is not None for line in lines)
    assert "🚢 board" in entry(known, "Planned: the harbour board meets the union")["DESCRIPTION"]


def test_hostile_calendar(hostile):
    """Text with separators stays the text of one property."""
    found = calendar(hostile)
    assert len(found.walk("VEVENT")) == 1
    event = found.walk("VEVENT")[0]
    assert str(event["SUMMARY"]).startswith("=</script><script>alert(1)</script>")
    assert str(event["LOCATION"]) == str(event["SUMMARY"])[1:]
    assert "URL" not in event


def test_markdown(known):
    """Markdown has a heading a month, a heading an event, and a quote a claim with its trigger in bold."""
    written = "".join(markdown.write(known))
    page = MarkdownIt().render(written)
    assert re.findall("<h2>(.*)</h2>", page) == [
        "2015",
        "2023",
        "April 2023",
        "May 2023",
        "By June 2023",
        "July 2023",
        "Undated",
    ]
    assert len(re.findall("<h3>", page)) == 10
    assert page.count("<blockquote>") == 11
    assert "<strong>walked out</strong>" in page
    assert '<a href="https://news.example/halvik?a=1&amp;b=2">Halvik port strike ends</a>' in page


class _Text(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), ""

    def handle_starttag(self, tag, attributes):
        self.tags |= {tag, *(f"{name}={value}" for name, value in attributes)}

    def handle_data(self, data):
        self.text += data


def test_hostile_markdown(hostile):
    """Text with Markdown and HTML in it is shown as it stands and makes no element."""
    seen = _Text()
    seen.feed(MarkdownIt("commonmark", {"linkify": False}).render("".join(markdown.write(hostile))))
    assert seen.tags == {"h1", "h2", "h3", "p", "blockquote", "strong"}
    assert HOSTILE.split("\u202e", maxsplit=1)[0].strip() in seen.text


def test_line_starts_are_escaped():
    """What would begin a list, a rule or a heading at the start of a line does not."""
    for text in ("1. one", "12) two", "- dash", "+ plus", "=== line", "# head"):
        page = MarkdownIt().render(markdown._escape(text))
        assert page == f"<p>{text}</p>\n"


def test_timelinejs(known):
    """TimelineJS gets dates only as fine as they are known, the words beside them, and a note of what is left out."""
    found = json.loads("".join(timelinejs.write(known)))
    assert found["title"]["text"]["text"] == "3 events without a known start cannot be placed here."
    dates = {one["text"]["headline"]: (one["start_date"], one.get("end_date")) for one in found["events"]}
    assert dates == {
        "the port was enlarged": ({"year": 2015}, None),
        "the old pier collapsed": ({"year": 2023, "month": 3}, {"year": 2023, "month": 4}),
        "Did not occur: talks": ({"year": 2023, "month": 4}, None),
        "Dock workers in Halvik walked out": ({"year": 2023, "month": 5, "day": 3}, None),
        "strike at the port of Halvik": ({"year": 2023, "month": 5, "day": 3}, {"year": 2023, "month": 5, "day": 11}),
        "Possible: a second walkout": ({"year": 2023, "month": 6}, {"year": 2023, "month": 8}),
        "Planned: the harbour board meets the union": ({"year": 2023, "month": 7}, None),
    }
    shown = [when_in_words(event.when) for event in known.events if event.when.bounds.earliest_begin]
    assert [one["display_date"] for one in found["events"]] == shown


def test_hostile_timelinejs(hostile):
    """TimelineJS, which shows texts as HTML, gets them escaped, and no link that is not http(s)."""
    slide = json.loads("".join(timelinejs.write(hostile)))["events"][0]
    seen = _Text()
    seen.feed(slide["text"]["headline"] + slide["text"]["text"])
    assert seen.tags == {"p", "blockquote"}
