"""What a report dates by the event that it is about: texts written for the purpose, through the language and time stages that ship."""

import tomllib
from pathlib import Path

import pytest

from kb import language
from tests.extract.test_dates import article, claims, read

CASES = tomllib.loads((Path(__file__).parent / "affair.toml").read_text("utf8"))["case"]


@pytest.fixture(scope="module")
def annotate():
    return language.load()


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:40])
def test_times(annotate, case):
    """A claim of each trigger has the bounds, and where given the basis and status, of the table."""
    source = article(case["text"].strip())
    found = claims(annotate, source)
    for wanted in case["claims"]:
        told = [claim for claim in found if claim.trigger.of(source.text) == wanted["trigger"]]
        answers = [{"when": read(c), "basis": str(c.when.basis), "status": str(c.status)} for c in told]
        asked = {name: value for name, value in wanted.items() if name != "trigger"}
        assert any(asked.items() <= answer.items() for answer in answers), (wanted, answers)
