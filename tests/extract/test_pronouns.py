"""Whom pronouns mean, in sentences written for the purpose, through the language stage that ships."""

import tomllib
from pathlib import Path

import pytest

from kb.extract.attribution import Voices
from kb.extract.scene import Scene
from tests.extract.test_extract import article

CASES = tomllib.loads((Path(__file__).parent / "pronouns.toml").read_text("utf8"))["case"]


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 32


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_pronouns(annotate, case):
    """Each pronoun of the table stands for the name beside it, or for nobody."""
    scene = Scene(annotate(article(case["text"])), ())
    voices = Voices(scene)
    found = {}
    for s, clause in enumerate(scene.clauses):
        for at in range(len(clause)):
            word = clause[at].text
            meant = scene.cast.refer(s, at, speaker=voices.speaker_in(s, at))
            found[word] = "" if meant.name == word else meant.name
    assert {word: found[word] for word in case["means"]} == case["means"]
