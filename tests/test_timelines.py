"""Timelines on the command line: JSON Lines, choosing events, formats."""

import csv
import io
import json
import re

import pytest

from kb import parts
from kb.base import Base
from kb.graph import article_iri, event_iri
from kb.model import Status
from tests.commands import SAMPLES, kb

TIMELINES = parts.names("export", having="TIMELINE")
GRAPHS = parts.names("export", having="GRAPH")
NATO = SAMPLES / "nato-ministers-part-without-defence-plans.txt"


def lines(text):
    """Return the events of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def events(folder, *arguments):
    """Return the events of a timeline, which must come without problems."""
    ran = kb("timeline", "--kb", folder, "--format", "jsonl", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return lines(ran.text)


# JSON Lines

NUMBER = (int, float)
SHAPE = {
    "id": str,
    "label": str,
    "type": str,
    "status": str,
    "time": {"edtf": (str, type(None)), "begin": [(str, type(None))], "end": [(str, type(None))], "basis": str},
    "participants": [{"role": str, "id": str, "label": str, "kind": str}],
    "places": [{"id": str, "label": str, "lat": (*NUMBER, type(None)), "lon": (*NUMBER, type(None))}],
    "sources": int,
    "claims": [
        {
            "id": str,
            "article": {"id": str, "title": str, "url": (str, type(None)), "published": (str, type(None))},
            "quote": str,
            "start": int,
            "end": int,
            "trigger": str,
            "trigger_start": int,
            "trigger_end": int,
            "status": str,
            "attributed_to": [str],
            "time": {"text": (str, type(None)), "edtf": (str, type(None)), "basis": str},
            "confidence": NUMBER,
        }
    ],
}
BASES = {"explicit", "relative", "context", "reported", "none"}
NEVER = (9999, 12, 31)


def conforms(value, shape, where="event"):
    """Assert that JSON has a shape: these keys in this order, these types, no other."""
    if isinstance(shape, dict):
        assert list(value) == list(shape), where
        for key, part in shape.items():
            conforms(value[key], part, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for item in value:
            conforms(item, shape[0], f"{where}[]")
    else:
        assert isinstance(value, shape), where
        assert not isinstance(value, bool), where


def day(text):
    """Return a date's parts as numbers."""
    year, month, number = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", text).groups()
    return int(year), int(month), int(number)


def order(event):
    """Return what timelines are sorted by: the bounds, an open begin by the earliest of the others, then the id."""
    days = [day(text) if text else None for text in (*event["time"]["begin"], *event["time"]["end"])]
    first = days[0] or min(filter(None, days), default=NEVER)
    return (first, *(known or NEVER for known in days[1:]), event["id"])


@pytest.mark.parametrize("base", ["samples", "told"])
def test_json_lines(base, request):
    """Each event has the contract's keys and types, its values are of the contract's sets, and events are sorted."""
    found = events(request.getfixturevalue(base))
    assert len(found) >= 5
    for event in found:
        conforms(event, SHAPE)
        assert event["claims"]
        assert [len(event["time"][end]) for end in ("begin", "end")] == [2, 2]
        assert {event["status"], *(claim["status"] for claim in event["claims"])} <= set(Status)
        assert {event["time"]["basis"], *(claim["time"]["basis"] for claim in event["claims"])} <= BASES
        assert all(0 <= claim["confidence"] <= 1 for claim in event["claims"])
    assert found == sorted(found, key=order)
    assert len({event["id"] for event in found}) == len(found)


def test_spans(samples):
    """Every quote and trigger is what the article's text has at its span, and the trigger lies in the quote."""
    texts = {article_iri(article): article.text for article in Base(samples).knowledge().articles}
    claims = [claim for event in events(samples) for claim in event["claims"]]
    assert {claim["article"]["id"] for claim in claims} == set(texts)
    for claim in claims:
        text = texts[claim["article"]["id"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert text[claim["trigger_start"] : claim["trigger_end"]] == claim["trigger"] != ""
        assert claim["start"] <= claim["trigger_start"] < claim["trigger_end"] <= claim["end"]


def test_text_is_kept():
    """The text of a plain article is the file's, so that spans can be checked against the file itself."""
    text = NATO.read_text("utf8")
    found = lines(kb("timeline", NATO, "--format", "jsonl").text)
    assert found
    for claim in (claim for event in found for claim in event["claims"]):
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_in_memory(samples):
    """A timeline of sources needs no knowledge base, and is the same as one through a knowledge base."""
    assert kb("timeline", SAMPLES, "--format", "jsonl").out == kb("timeline", "--kb", samples, "--format", "jsonl").out


def test_stdin():
    """An article on stdin, dated by hand, is read as from a file."""
    text = b"Ministers of France and Spain met in Paris on Tuesday. They signed a treaty."
    ran = kb("timeline", "-", "--published", "2023-05-03", "--format", "jsonl", stdin=text)
    assert (ran.status, ran.err) == (0, "")
    assert {claim["article"]["published"] for event in lines(ran.text) for claim in event["claims"]} == {"2023-05-03"}


# Choosing events


def test_who(told):
    """`--who` finds those who take part by any name in any case, and places too; `--where` only places."""
    for name in ("Mira Vohl", "mira vohl", "VOHL"):
        found = events(told, "--who", name)
        assert found
        assert all("Mira Vohl" in {part["label"] for part in event["participants"]} for event in found)
    for option in ("--who", "--where"):
        assert any(
            "Port Sel" in {place["label"] for place in event["places"]} for event in events(told, option, "Port Sel")
        )
    assert all(
        "Port Sel" in {place["label"] for place in event["places"]} for event in events(told, "--where", "Port Sel")
    )


def test_when(told):
    """`--since` and `--until` leave out what must have been over before and what cannot have begun by then."""
    every = events(told)
    end = [event["time"]["end"][1] for event in every]
    begin = [event["time"]["begin"][0] for event in every]
    late = [e for e, last in zip(every, end, strict=True) if last is None or day(last) >= (2023, 6, 1)]
    early = [e for e, first in zip(every, begin, strict=True) if first is None or day(first) <= (2023, 6, 30)]
    assert events(told, "--since", "2023-06") == late != every
    assert events(told, "--until", "2023-06") == early != every


def test_kind(told):
    """`--status` keeps events of that status, `--type` those of that type, asides and sayings too, as `--all` does; together, all must hold."""
    every = events(told)
    for status in {event["status"] for event in every}:
        assert events(told, "--status", status) == [event for event in every if event["status"] == status]
    whole = events(told, "--all")
    assert len(whole) > len(every)
    for type_ in {event["type"] for event in whole}:
        assert events(told, "--type", type_) == [event for event in whole if event["type"] == type_]
    assert events(told, "--status", "planned", "--who", "Gaius Orm") == []


def test_top(told):
    """`--top` keeps that many, the most salient ones, still in the order of time."""
    every = events(told)
    ranked = sorted(Base(told).knowledge().events, key=lambda event: (-event.salience, event.order))
    best = {event_iri(event) for event in ranked[:2]}
    assert events(told, "--top", "2") == [event for event in every if event["id"] in best]
    assert events(told, "--top", "999") == every


def test_chosen_by_query(told):
    """`--query` keeps the events that the rows of a question name."""
    named = {
        row["event"]
        for row in csv.DictReader(io.StringIO(kb("query", "planned", "--kb", told, "--format", "csv").text))
    }
    found = events(told, "--query", "planned")
    assert {event["id"] for event in found} == named
    assert found


# Formats


@pytest.mark.parametrize("name", TIMELINES)
def test_timeline_formats(samples, tmp_path, name):
    """Each timeline format goes to stdout, and to a file with the same bytes, which leaves nothing else behind."""
    ran = kb("timeline", "--kb", samples, "--format", name)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out) > 1000
    assert kb("timeline", "--kb", samples, "--format", name, "-o", tmp_path / "file") == type(ran)(0, b"", "")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", ran.out)]


@pytest.mark.parametrize("name", GRAPHS)
def test_export_formats(samples, tmp_path, name):
    """Each format of the whole knowledge base goes to stdout and to a file, as Python's face gives it."""
    ran = kb("export", name, "--kb", samples)
    assert (ran.status, ran.err) == (0, "")
    assert ran.text == "".join(Base(samples).export(name))
    assert kb("export", name, "--kb", samples, "-o", tmp_path / "file").status == 0
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", ran.out)]


def test_formats_are_found():
    """The formats are those that the design promises."""
    assert {"csv", "html", "ics", "jsonl", "markdown", "timelinejs"} <= set(TIMELINES)
    assert set(GRAPHS) == {"jsonl", "jsonld", "nquads", "trig", "turtle"}


def test_output_keeps_the_old(told, tmp_path):
    """A file that cannot be written whole stays as it was; one in a folder that is missing is an error."""
    (tmp_path / "old").write_text("old")
    assert kb("timeline", "--kb", told, "--who", "Nobody Atall", "-o", tmp_path / "old").status == 2
    assert (tmp_path / "old").read_text() == "old"
    ran = kb("export", "turtle", "--kb", told, "-o", tmp_path / "missing" / "file")
    assert ran.status == 2
    assert "cannot write" in ran.err


def test_output_through_a_link(told, tmp_path):
    """A symbolic link is followed, not replaced."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert kb("export", "nquads", "--kb", told, "-o", tmp_path / "link").status == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").stat().st_size > 0


def test_table(told):
    """Without a format the timeline is a table for people, without colours or control characters where nobody watches."""
    text = kb("timeline", "--kb", told).text
    assert re.search(r"15 June 2023 +occurred +Ministers of Arland and Boria met in Port Sel", text)
    assert "undated" in text
    assert not re.search("[\x00-\x09\x0b-\x1f]", text)
