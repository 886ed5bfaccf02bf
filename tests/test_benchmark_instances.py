"""The benchmark of event instances: its arithmetic on two made-up articles, and its command line through the product."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from benchmarks import instances
from benchmarks.entity_timeline import date, days
from benchmarks.instances import dates, match, pair, read, score
from kb.link import link
from kb.model import Basis, Bounds, Claim, Day, Event, Kind, Participant, Span, Status, When

DOCUMENTS = [
    {"id": "1", "dct": "2023-06-16", "title": "Oslo opens bridge", "url": "", "sentences": [
        {"id": 0, "text": "Oslo opens bridge"}, {"id": 1, "text": "June 16 , 2023"}, {"id": 2, "text": "Oslo opened a bridge on Tuesday ."},
        {"id": 3, "text": "`` We wept , '' Anna Berg said ."}]},
    {"id": "2", "dct": "2023-06-20", "title": "Oslo closes bridge", "url": "", "sentences": [
        {"id": 0, "text": "Oslo closes bridge"}, {"id": 1, "text": "June 20 , 2023"}, {"id": 2, "text": "Oslo closed the bridge ."}]},
]  # fmt: skip


def marked(doc, sentence, first, text, *entities):
    parts = [{"role": "Arg0", "entity": entity, "text": ""} for entity in entities]
    return {"doc": doc, "sentence": sentence, "first": first, "last": first, "text": text, "participants": parts}


EVENTS = [
    {"id": "opening", "date": "2023-06-13", "mentions": [marked("1", 0, 1, "opens", "OSLO"), marked("1", 2, 1, "opened", "OSLO", "BRIDGE")]},
    {"id": "closing", "date": "2023-06-20", "mentions": [marked("2", 2, 1, "closed", "OSLO")]},
    {"id": "tears", "date": "2023-06-16", "mentions": [marked("1", 3, 2, "wept")]},
]  # fmt: skip
ENTITIES = [
    {"id": "OSLO", "mentions": [marked("1", 0, 0, "Oslo"), marked("1", 2, 0, "Oslo"), marked("2", 2, 0, "Oslo")]},
    {"id": "BRIDGE", "mentions": [marked("1", 2, 3, "bridge")]},
]


@pytest.fixture
def gold(tmp_path):
    for name, records in (("documents", DOCUMENTS), ("events", EVENTS), ("entities", ENTITIES)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), "utf8")
    return read(tmp_path)


def claim(article, word, when=None, occurrence=0, **fields):
    at = [i for i in range(len(article.text)) if article.text.startswith(word, i)][occurrence]
    who = Span(article.text.index("Oslo", max(0, at - 5)), article.text.index("Oslo", max(0, at - 5)) + 4)
    oslo = Participant(role="agent", text="Oslo", span=who, name="Oslo", kind=Kind.PLACE, named=True)
    return Claim(
        article=article.id, trigger=Span(at, at + len(word)), quote=Span(at, at + len(word)), label=word, lemma=word, type="other",
        status=Status.OCCURRED, when=when or When(), participants=(oslo,), **fields,
    )  # fmt: skip


def on(day, basis=Basis.RELATIVE):
    return When(bounds=Bounds.within(day, day), edtf=str(day), basis=basis)


def by(day):
    return When(bounds=Bounds(latest_begin=day, latest_end=day), basis=Basis.REPORTED)


@pytest.fixture
def known(gold):
    one, two = (gold.raws[name].article for name in ("1", "2"))
    told = [claim(one, "opened", on(Day(2023, 6, 13))), claim(two, "closed", by(Day(2023, 6, 20)))]
    return link([one, two], told)


def test_spans_are_those_of_the_tokens(gold):
    """A mention's tokens give the characters of the joined text, quotation marks and all."""
    places = [span.of(gold.raws["1"].article.text) for _, span in gold.spans(gold.events["opening"])]
    assert places == ["opens", "opened"]
    assert [span.of(gold.raws["1"].article.text) for _, span in gold.spans(gold.events["tears"])] == ["wept"]


def test_figures(gold, known):
    """Two of three dated pairs are found, both right, one of them by publication; three of four participants of ours fit."""
    found = score(gold, known)
    assert found["mentions"] == 4
    assert found["mentions found"] == 50.0
    assert (found["dated pairs"], found["dated pairs found"], found["dates right"]) == (3, 2, 100.0)
    assert found["dates right by publication"] == 50.0
    assert (found["participants precision"], found["participants recall"]) == (100.0, 66.7)


def test_a_wrong_date_counts_as_wrong(gold, known):
    """An event that is dated to another day than the gold's is found and not right."""
    wrong = replace(known, events=tuple(replace(e, when=on(Day(2023, 6, 12))) for e in known.events))
    assert score(gold, wrong)["dates right"] == 0.0
    assert [p.ours for p in dates(gold, wrong, match(gold, wrong)) if p.found] == ["2023-06-12", "2023-06-12"]


def test_coreference_counts_pairs_of_found_mentions(gold):
    """Two mentions that the gold joins are a pair missed where we have two events, and found where we have one."""
    one = gold.raws["1"].article
    apart = link([one], [claim(one, "opens", on(Day(2023, 6, 12))), claim(one, "opened", on(Day(2023, 6, 13)))])
    assert score(gold, apart)["coreference recall"] == 0.0
    first, *_ = apart.events
    joined = replace(apart, events=(replace(first, claims=tuple(c.id for c in apart.claims)),))
    assert score(gold, joined)["coreference F1"] == 100.0


def test_pairs_are_one_to_one():
    """The one that shares most takes its partner; the other gets the next."""
    assert pair({("a", "x"): 2, ("b", "x"): 1, ("b", "y"): 1}) == {"a": "x", "b": "y"}


def event(when):
    return Event(label="", type="other", status=Status.OCCURRED, when=when, claims=("c",))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (on(Day(2023, 6, 13)), "2023-06-13"),
        (When(bounds=Bounds.within(Day(2023, 6, 1), Day(2023, 6, 16)), edtf="2023-06", basis=Basis.RELATIVE), "2023-06"),
        (When(bounds=Bounds.within(Day(2023, 6, 12), Day(2023, 6, 16)), basis=Basis.RELATIVE), "2023-06"),
        (When(bounds=Bounds(earliest_begin=Day(2008, 1, 1)), edtf="2008-01/..", basis=Basis.EXPLICIT), "2008-01"),
        (When(bounds=Bounds(latest_end=Day(2024, 6, 30)), basis=Basis.CONTEXT), "2024-06-30"),
        (When(bounds=Bounds.within(Day(2023, 6, 12), Day(2023, 6, 16)), basis=Basis.CONTEXT), "2023-06-14"),
        (When(bounds=Bounds(earliest_begin=Day(2023, 6, 16), earliest_end=Day(2023, 6, 16)), basis=Basis.REPORTED), None),
        (by(Day(2023, 6, 16)), "2023-06-14"),
        (When(), None),
    ],
)  # fmt: skip
def test_one_date_for_an_event(gold, when, expected):
    """An event's one date is what its bounds share, or its open interval's end, or the day of the affair; without bounds it has none."""
    article = gold.raws["1"].article
    told = claim(article, "opened")
    assert date(event(when), [told], {article.id: "2023-06-14"}) == expected


def test_the_day_of_the_affair(gold, known):
    """An article reports the affair of the first day of the last week that it names, else that of its own day."""
    found = days(known)
    assert [found[gold.raws[name].article.id] for name in ("1", "2")] == ["2023-06-13", "2023-06-20"]


def test_command_line(gold, tmp_path, capsys):
    """The command reads the folder, runs the product and prints the figures as JSON."""
    assert gold.events
    assert instances.main([str(tmp_path), "--json", "--errors"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dated pairs"] == 3
    assert found["dated pairs found"] >= 1
