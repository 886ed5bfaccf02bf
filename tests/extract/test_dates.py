"""When: bounds and bases read from texts written for the purpose, through the language and time stages that ship."""

import tomllib
from pathlib import Path

import pytest

from kb import temporal
from kb.extract import rules
from kb.model import Article, Block, Bounds, Day, Section, Span, Stamp

CASES = tomllib.loads((Path(__file__).parent / "dates.toml").read_text("utf8"))["case"]
DAY = Day(2023, 6, 16)


def article(text, published="2023-06-16"):
    sections, at = [], 0
    for part in text.split("\n\n"):
        headline = at == 0 and not part.endswith(".")
        sections.append(
            Section(span=Span(at, at + len(part)), block=Block.TITLE if headline else Block.PARAGRAPH),
        )
        at += len(part) + 2
    stamp = Stamp(edtf=published, origin="given") if published else None
    return Article(text=text, sections=tuple(sections), published=stamp)


def claims(annotate, source):
    document = annotate(source)
    known = Bounds.within(DAY, DAY) if source.published else Bounds()
    return rules.extract(document, temporal.annotate(document), known)


def read(claim):
    bounds = claim.when.bounds
    days = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
    return " ".join(str(day) if day else "…" for day in days)


def check_words(found, source):
    for claim in found:
        if claim.when.basis in {"explicit", "relative", "context"}:
            assert claim.when.span is not None
            assert claim.when.span.of(source.text) == claim.when.text


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 134


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:40])
def test_bounds(annotate, case):
    """Each trigger has the bounds, and where given the basis and status, of the table."""
    source = article(case["text"].strip())
    found = claims(annotate, source)
    for wanted in case["claims"]:
        told = [claim for claim in found if claim.trigger.of(source.text) == wanted["trigger"]]
        answers = [(read(c), str(c.when.basis), str(c.status)) for c in told]
        assert any(
            bounds == wanted["when"] and basis == wanted.get("basis", basis) and status == wanted.get("status", status)
            for bounds, basis, status in answers
        ), (wanted, answers, [c.trigger.of(source.text) for c in found])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:40])
def test_no_date_comes_from_nowhere(annotate, case):
    """Every claim with a date that is not tense alone carries words of the article that it was read from."""
    source = article(case["text"].strip())
    check_words(claims(annotate, source), source)


@pytest.mark.parametrize(
    ("filling", "wanted"), [(0, "2023-06-13 2023-06-13 2023-06-13 2023-06-13"), (40, "… 2023-06-16 … 2023-06-16")]
)
def test_only_a_short_report_tells_of_nothing_but_its_occasion(annotate, filling, wanted):
    """After an old date a report of a hearing goes on with it; in a longer text nothing says that it has come back."""
    filler = "The street is long.\n\n" * filling
    text = f"The court met on Tuesday.\n\n{filler}Anna Berg was arrested in 2019.\n\nThe witness left the room."
    source = article(text)
    assert [read(c) for c in claims(annotate, source) if c.trigger.of(text) == "left"] == [wanted]
