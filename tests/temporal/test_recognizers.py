"""The benchmark of Recognizers-Text's cases: how it judges, on cases of our own, and the floor on theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.recognizers import LEFT_OUT, main, run

_THEIRS = Path(__file__).parents[3] / "shared" / "dev" / "timex" / "recognizers"


def entry(words: str, text: str, kind: str, timex: str, **reading: str) -> dict[str, Any]:
    """Return a case in the form of that project's files."""
    value = {"timex": timex, "type": kind, **reading}
    return {
        "Input": words,
        "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"},
        "Results": [
            {
                "Text": text,
                "Start": words.index(text),
                "End": words.index(text) + len(text) - 1,
                "TypeName": f"datetimeV2.{kind}",
                "Resolution": {"values": [value]},
            }
        ],
    }


Judge = Callable[..., dict[str, Any]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Return a function that runs the benchmark on the cases given."""

    def judged(*entries: dict[str, Any]) -> dict[str, Any]:
        (tmp_path / "DateTimeModel.json").write_text(json.dumps(entries), "utf-8-sig")
        return run(tmp_path)

    return judged


@pytest.mark.parametrize(
    "case",
    [
        entry("He left on 2 October 2015.", "2 October 2015", "date", "2015-10-02", value="2015-10-02"),
        entry("He leaves on 2 October.", "2 October", "date", "XXXX-10-02", value="2016-10-02"),
        entry("He left last month.", "last month", "daterange", "2016-10", start="2016-10-01", end="2016-11-01"),
        entry("It ran from May to June 2015.", "May to June 2015", "daterange", "(2015-05-01,2015-06-01,P1M)", start="2015-05-01", end="2015-06-01"),
        entry("It took two and a half hours.", "two and a half hours", "duration", "PT2.5H", value="9000"),
        entry("They meet every year.", "every year", "set", "P12M", value="not resolved"),
        entry("He left at 4 p.m. in haste.", "4 p.m.", "time", "T16", value="16:00:00"),
    ],
)  # fmt: skip
def test_right(judge: Judge, case: dict[str, Any]) -> None:
    """The same value counts as right however that project writes it."""
    assert judge(case)["share"] == 1


def test_wrong(judge: Judge) -> None:
    """Another day, another length, and what is found in an input that must give nothing, are wrong."""
    nothing = {"Input": "He left in 2015.", "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"}, "Results": []}
    other_day = entry("He left on 2 May 2015.", "2 May 2015", "date", "2015-05-03", value="2015-05-03")
    other_length = entry("It took two days.", "two days", "duration", "P3D", value="259200")
    figures = judge(nothing, other_day, other_length)
    assert (figures["applicable"], figures["right"], len(figures["wrong"])) == (3, 0, 3)


def test_left_out(judge: Judge) -> None:
    """What is left out is counted under its class, and no class lacks a reason."""
    figures = judge(
        entry("Out from 5 to 6 pm.", "5 to 6 pm", "timerange", "(T17,T18,PT1H)", start="17:00:00", end="18:00:00")
    )
    assert figures["left_out"] == {"stretches of hours": 1}
    assert all(left.reason for left in LEFT_OUT)


def test_table(judge: Judge, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the share, each class left out, and the wrong cases asked for."""
    judge(
        entry("He left on 2 May 2015.", "2 May 2015", "date", "2015-05-03", value="2015-05-03"),
        entry("Noon in EST.", "EST", "timezone", "UTC-5"),
    )
    assert main([str(tmp_path), "--wrong", "1"]) == 0
    out = capsys.readouterr().out
    assert "0 of 1: 0.0 %" in out
    assert "1  time zones: " in out
    assert "is 2015-05-03" in out


@pytest.mark.shared
@pytest.mark.skipif(not _THEIRS.is_dir(), reason="the cases are not here: ../shared/dev/timex/recognizers")
def test_floor() -> None:
    """Of the applicable cases 85 in 100 are right, and most cases are applicable."""
    figures = run(_THEIRS)
    assert figures["applicable"] >= 1200
    assert figures["share"] >= 0.85
