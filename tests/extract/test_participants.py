"""Who takes part, by participants.toml."""

import tomllib
from pathlib import Path

import pytest

from kb import temporal
from kb.extract import rules
from kb.model import Article, Block, Bounds, Day, Section, Span, Stamp

CASES = tomllib.loads((Path(__file__).parent / "participants.toml").read_text("utf8"))["case"]
DAY = Day(2023, 6, 16)


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 64


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:30]} {case['trigger']}")
def test_who_takes_part(annotate, case):
    """The claim with the trigger has these participants and places, and no others."""
    text = case["text"]
    block = Block.TITLE if case.get("heading") else Block.PARAGRAPH
    sections = (Section(span=Span(0, len(text)), block=block),)
    document = annotate(Article(text=text, sections=sections, published=Stamp(edtf="2023-06-16", origin="given")))
    claims = rules.extract(document, temporal.annotate(document), Bounds.within(DAY, DAY))
    found = next(claim for claim in claims if claim.trigger.of(text) == case["trigger"])
    assert [f"{p.role} {p.kind.value} {p.name}" for p in found.participants] == case["who"]
    assert [p.name for p in found.places] == case.get("where", [])
