"""The measure of types: which claim answers for a sentence, and the arithmetic, on small made-up data."""

import doctest
import json

import pytest

from benchmarks import types
from benchmarks.types import Answer, Classes, Record, Score
from kb.model import Claim, Span, Status, When

TEXT = "Chile said it cut all ties with Peru and closed an embassy."
CLASSES = {
    "agree": Classes(close=("AGREE",), all=("AGREE", "CONCEDE")),
    "sanction-coerce": Classes(close=("COERCE", "SANCTION"), all=("COERCE", "SANCTION")),
    "move-travel": Classes(close=(), all=("RETREAT",)),
    "statement": Classes(close=(), all=()),
    "other": Classes(close=(), all=()),
}


def record(plover, *marked, text=TEXT):
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in marked)
    return Record(id="made", text=text, plover=plover, marked=spans)


def claim(words, type_, salience=0.5):
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    return Claim(
        article="made", trigger=span, quote=Span(0, len(TEXT)), label=words, lemma=words, type=type_,
        status=Status.OCCURRED, when=When(), salience=salience,
    )  # fmt: skip


def answered(plover, type_, *others):
    return Answer(record=record(plover), type=type_, trigger="", others=others)


def test_examples():
    """The examples in the docstrings are right."""
    found = doctest.testmod(types)
    assert found.attempted > 0
    assert found.failed == 0


SAID, CUT = claim("said", "statement", 0.9), claim("cut", "sanction-coerce")
CLOSED = claim("closed", "start-stop", 0.7)


@pytest.mark.parametrize(
    ("marked", "claims", "type_", "others"),
    [
        (("cut", "ties"), (SAID, CUT, CLOSED), "sanction-coerce", ("sanction-coerce",)),
        (("said", "cut"), (SAID, CUT, CLOSED), "sanction-coerce", ("statement", "sanction-coerce")),
        (("said",), (SAID, CUT, CLOSED), "statement", ("statement",)),
        (("closed", "cut"), (CUT, CLOSED), "sanction-coerce", ("sanction-coerce", "start-stop")),
        (("Peru",), (CUT, CLOSED), "start-stop", ()),
        (("cut",), (), types.NO_CLAIM, ()),
    ],
)
def test_one_claim_answers(marked, claims, type_, others):
    """The first claim at the marked words answers that is no mere saying, else the most salient of the sentence."""
    found = types.answer(record("SANCTION", *marked), claims)
    assert (found.type, found.others) == (type_, others)


def test_marks_are_found_in_order():
    """Marked words are looked for after those before them, so that the second of two equal words is the second."""
    text = "They met and met again."
    spans = list(types.marked(text, "They (EVT: met) and (TAR: (EVT: met} again)) (EVT: nowhere)"))
    assert spans == [Span(5, 8), Span(13, 16)]


GIVEN = (
    answered("AGREE", "agree", "agree"),
    answered("AGREE", "sanction-coerce", "agree", "sanction-coerce"),
    answered("SANCTION", "sanction-coerce"),
    answered("CONCEDE", "agree"),
    answered("RETREAT", "move-travel"),
    answered("AID", "move-travel"),
    answered("AID", "other"),
    answered("AID", types.NO_CLAIM),
)


def test_figures():
    """Right is whose class the type may stand for, wrong is what has another type; silence is neither."""
    assert types.measure(GIVEN, CLASSES) == {
        "sentences": 8,
        "right": 50.0,
        "closely right": 25.0,
        "any claim right": 62.5,
        "other": 12.5,
        "no claim": 12.5,
        "wrong": 25.0,
        "right where typed": pytest.approx(100 * 4 / 6),
        "baseline": 37.5,
    }


def test_classes_are_scored():
    """A wrong answer counts against the first class that its type is close to, and against none if there is none."""
    found = types.scores(GIVEN, CLASSES)
    assert list(found) == ["AGREE", "AID", "CONCEDE", "RETREAT", "SANCTION"]
    assert found["AGREE"] == Score(right=1, given=1, due=2)
    assert found["AID"] == Score(right=0, given=0, due=3)
    assert found["RETREAT"] == Score(right=1, given=1, due=1)
    assert found["SANCTION"].figures == {"precision": 100.0, "recall": 100.0, "f1": 100.0}
    assert Score(right=1, given=4, due=2).figures == {"precision": 25.0, "recall": 50.0, "f1": pytest.approx(100 / 3)}
    assert Score(right=0, given=0, due=3).figures == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_confusions():
    """Wrong answers are counted by class and type, the most frequent first."""
    assert types.confusions((*GIVEN, answered("AID", "other")), CLASSES) == [
        (("AID", "other"), 2),
        (("AGREE", "sanction-coerce"), 1),
        (("AID", "move-travel"), 1),
        (("AID", types.NO_CLAIM), 1),
    ]


def test_the_scheme_is_read():
    """The mapping is the ontology's: every type is there, close classes come before related ones."""
    found = types.mapping()
    assert len(found) == 31
    assert found["meet-consult"] == Classes(close=("CONSULT",), all=("CONSULT",))
    assert found["attack"].close == ("FIGHT", "ASSAULT")
    assert found["arrest-detain"] == Classes(close=("COERCE",), all=("COERCE", "RETREAT"))
    assert found["other"] == Classes(close=(), all=())


GOLD = [
    {"id": "0", "event": "DOCUMENT"},
    {
        "id": "1",
        "event": "CONSULT",
        "text": " Anna Keller met Paul Brand in Rome.",
        "textInfo": {"markup": "(EVT: met)"},
    },
    {"id": "2", "event": "AID", "text": "Anna Keller became a baker in Rome.", "textInfo": "(EVT: became)"},
]


def test_command(tmp_path, capsys):
    """The command reads the gold file, asks the product, and prints figures, classes and wrong answers."""
    (tmp_path / types.FILE).parent.mkdir()
    (tmp_path / types.FILE).write_text(json.dumps(GOLD), "utf8")
    assert types.main([str(tmp_path), "--errors"]) == 0
    told = capsys.readouterr().out
    assert 'AID: other "became": Anna Keller became a baker in Rome.' in told
    assert types.main([str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"]["sentences"] == 2
    assert found["total"]["right"] == 50.0
    assert found["classes"]["CONSULT"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0}
