"""Labels of events, from sentences written for the purpose."""

import re
import tomllib
from pathlib import Path

import pytest

from kb.extract.inflect import active, gerund
from kb.model import Block, Status
from tests.extract.test_extract import article, claims

TABLE = tomllib.loads((Path(__file__).parent / "labels.toml").read_text("utf8"))
CASES = [case for group in TABLE.values() for case in group["cases"]]
OPENING = re.compile(r"(?:who|whose|which|whom|of|between|with)\b", re.IGNORECASE)


def labels(annotate, case):
    """Return the labels of a case's claims by their triggers."""
    source = article(case["text"], Block.TITLE if case.get("title") else Block.PARAGRAPH)
    return {claim.trigger.of(source.text): claim.label for claim in claims(annotate, source)}


def test_the_table_is_read_whole():
    """All groups and cases are collected."""
    assert (len(TABLE), len(CASES)) == (8, 141)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_labels(annotate, case):
    """Each event has the label of the table, and none opens with a relative pronoun or a preposition."""
    found = labels(annotate, case)
    wanted = {trigger: label for trigger, label in case.items() if trigger not in {"text", "title"}}
    assert {trigger: found.get(trigger) for trigger in wanted} == wanted
    assert not [label for label in found.values() if OPENING.match(label)]


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("host", "hosting"),
        ("permit", "permitting"),
        ("visit", "visiting"),
        ("lie", "lying"),
        ("agree", "agreeing"),
        ("triple", "tripling"),
    ],
)
def test_gerunds(lemma, form):
    """Gerunds drop a mute e and double the letter that a stress doubles."""
    assert gerund(lemma) == form


@pytest.mark.parametrize("status", [Status.PLANNED, Status.POSSIBLE, Status.DID_NOT_OCCUR])
def test_negation_stays(status):
    """A verb that the text negates is negated in each verb group that tells no fact."""
    assert "not" in active("stop", status, plural=False, negated=True).split()
