"""Claims read from sentences written for the purpose, through the language and time stages that ship."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import resources, temporal
from kb.extract import rules
from kb.extract.clauses import quoted
from kb.language.network import WEIGHTS
from kb.model import Article, Block, Bounds, Day, Section, Span, Stamp

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf8"))["case"]
DAY = Day(2023, 6, 16)


def article(text, block=Block.PARAGRAPH, published="2023-06-16"):
    sections = (Section(span=Span(0, len(text)), block=block),) if text.strip() else ()
    return Article(text=text, sections=sections, published=published and Stamp(edtf=published, origin="given"))


def claims(annotate, source):
    document = annotate(source)
    known = Bounds.within(DAY, DAY) if source.published else Bounds()
    return rules.extract(document, temporal.annotate(document), known)


def agrees(claim, wanted, text):
    bounds = claim.when.bounds
    found = {f"{p.role} {p.name}" for p in claim.participants}
    speakers = [a.speaker for a in claim.attribution]
    return {
        "trigger": claim.trigger.of(text) == wanted["trigger"],
        "status": claim.status == wanted.get("status", claim.status),
        "label": claim.label == wanted.get("label", claim.label),
        "statement": claim.statement == wanted.get("statement", claim.statement),
        "edtf": claim.when.edtf == wanted.get("edtf", claim.when.edtf),
        "first": str(bounds.earliest_begin) == wanted.get("first", str(bounds.earliest_begin)),
        "last": str(bounds.latest_end) == wanted.get("last", str(bounds.latest_end)),
        "who": set(wanted.get("who", [])) <= found,
        "where": set(wanted.get("where", [])) <= {p.name for p in claim.places},
        "says": "says" not in wanted or speakers == wanted["says"],
        "quoted": any(a.quoted for a in claim.attribution)
        == wanted.get("quoted", any(a.quoted for a in claim.attribution)),
    }


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 178


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_claims(annotate, case):
    """Each sentence gives the claims of the table, and none for the words that are no events."""
    source = article(case["text"])
    found = claims(annotate, source)
    for wanted in case.get("claims", []):
        answers = [
            agrees(claim, wanted, source.text) for claim in found if claim.trigger.of(source.text) == wanted["trigger"]
        ]
        assert any(all(answer.values()) for answer in answers), (wanted, answers, found)
    assert not {claim.trigger.of(source.text) for claim in found} & set(case.get("none", []))


def test_headlines_say_as_for_while(annotate):
    """What happens in a headline "as" somebody speaks is not what they say; in a sentence "as they say" names a source."""
    headline = claims(annotate, article("Mary Berg wins election as president concedes", Block.TITLE))
    assert [(c.label, c.attribution) for c in headline] == [("Mary Berg wins election", ()), ("President concedes", ())]
    sentence = claims(annotate, article("Mary Berg won the election on Sunday, as the president told the paper."))
    assert [a.speaker for a in sentence[0].attribution] == ["president"]


def test_headlines_tell_the_past_in_the_present(annotate):
    """A title's simple present has happened; its infinitive is a plan, its participle with "by" a passive."""
    (past,) = claims(annotate, article("Turkey blocks Swedish bid", Block.TITLE))
    assert past.status == "occurred"
    assert {c.status for c in claims(annotate, article("Shares plunge after chief quits", Block.TITLE))} == {"occurred"}
    plan = claims(annotate, article("Apple to open new store in Rome", Block.TITLE))
    assert {claim.status for claim in plan} == {"planned"}
    (dead,) = claims(annotate, article("At least four dead in Riga", Block.TITLE))
    assert (dead.label, dead.type, dead.status) == ("At least four die in Riga", "die", "occurred")
    (clipped,) = claims(annotate, article("Airline fined by regulator over delays", Block.TITLE))
    assert clipped.label == "Airline is fined by regulator over delays"
    assert [(p.role, p.name) for p in clipped.participants] == [("agent", "regulator"), ("patient", "Airline")]


def test_a_statement_stands_apart_from_what_it_reports(annotate):
    """That somebody said something is the least salient of an article's claims, and never the event that is reported."""
    told = claims(annotate, article("Anna Berg said on Monday that the bank had sold its shares in May."))
    said, sold = told
    assert (said.statement, said.type, said.status, said.attribution) == (True, "statement", "occurred", ())
    assert [a.speaker for a in sold.attribution] == ["Anna Berg"]
    assert said.salience < sold.salience / 2


def test_without_a_publication_date_nothing_relative_is_dated(annotate):
    """No publication date, no date from "Tuesday" or from tense."""
    found = claims(annotate, article("France and Spain signed a treaty in Paris on Tuesday.", published=None))
    assert [claim.when.bounds for claim in found] == [Bounds()]


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_span_lies_in_the_text(annotate, text):
    """Whatever the text, each claim's trigger lies in its quote and all spans in the text."""
    for claim in claims(annotate, article(text)):
        spans = [
            claim.trigger,
            claim.quote,
            *(p.span for p in (*claim.participants, *claim.places)),
            *(a.span for a in claim.attribution),
        ]
        assert claim.quote.covers(claim.trigger)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_quotations():
    """Quotation marks pair up inside a paragraph; one that never closes runs to its end."""
    text = 'He said "a" and “b” and "c'
    assert [span.of(text) for span in quoted(text, Span(0, len(text)))] == ["a", "b", "c"]


def test_event_nouns_have_known_types():
    """Every type that the lexicon gives to a noun, and every one that the network gives, is in the ontology."""
    concepts = set(
        re.findall(r"skos:notation \"([\w-]+)\"", (resources.path("ontology") / "types.ttl").read_text("utf8"))
    )
    lexicon = tomllib.loads((Path(rules.__file__).parent / "lexicon.toml").read_text("utf8"))
    network = json.loads((WEIGHTS / "labels.json").read_text("utf8"))["event_type"]
    assert len(concepts) == 31
    assert set(lexicon["events"]) | {name.lower().replace("_", "-") for name in network} <= concepts


def test_a_quotation_of_many_paragraphs_has_one_speaker(annotate):
    """Paragraphs that open with a quotation mark go on with the speaker before them; marks inside a sentence do not."""
    parts = (
        'Maria Lund opened the meeting. "The wharf was closed in May," Maria Lund said.',
        '"The ferry was sold in June.',
        '"The crane was moved in July."',
        'The council bought a "stranded" barge in April.',
    )
    starts = [sum(len(part) + 2 for part in parts[:i]) for i in range(len(parts))]
    sections = tuple(
        Section(span=Span(at, at + len(part)), block=Block.PARAGRAPH) for at, part in zip(starts, parts, strict=True)
    )
    source = Article(text="\n\n".join(parts), sections=sections, published=Stamp(edtf="2023-08-16", origin="given"))
    said = {c.trigger.of(source.text): [a.speaker for a in c.attribution] for c in claims(annotate, source)}
    assert said["closed"] == said["sold"] == said["moved"] == ["Maria Lund"]
    assert said["bought"] == []
