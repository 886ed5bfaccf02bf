"""When: what the order of telling, lengths of time, ages and events named again make of a neighbour's date."""

import tomllib
from pathlib import Path

import pytest

from tests.extract.test_dates import article, check_words, claims, read

CASES = tomllib.loads((Path(__file__).parent / "narration.toml").read_text("utf8"))["case"]


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 22


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:40])
def test_bounds(annotate, case):
    """Each trigger has the bounds, and where given the basis and status, of the table, from words of the article."""
    source = article(case["text"].strip())
    found = claims(annotate, source)
    for wanted in case["claims"]:
        told = [claim for claim in found if claim.trigger.of(source.text) == wanted["trigger"]]
        answers = [
            {"trigger": wanted["trigger"], "when": read(c), "basis": str(c.when.basis), "status": str(c.status)}
            for c in told
        ]
        assert any(wanted.items() <= answer.items() for answer in answers), (wanted, answers)
    check_words(found, source)
