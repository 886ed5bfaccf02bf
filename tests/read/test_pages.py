"""Real pages: what is found may not get worse. The pages stay outside the repository, for they belong to their publishers."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

DEV = Path(__file__).parents[3] / "shared" / "dev"
FLOORS = {
    ("body", "f1"): 0.975,
    ("segments", "f1"): 0.99,
    ("date", "accuracy"): 0.99,
    ("title", "accuracy"): 0.99,
}  # measured: .980, 1, 1, 1


@pytest.mark.shared
@pytest.mark.skipif(not DEV.is_dir(), reason="the development data is not here")
def test_floors(tmp_path: Path) -> None:
    """Body, segments, dates and headlines of the development pages score no lower than they did."""
    spec = importlib.util.spec_from_file_location("score_html", DEV / "score_html.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold, found = DEV / "html" / "gold.jsonl", tmp_path / "found.jsonl"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.html", str(gold), "--out", str(found)], check=True, capture_output=True
    )
    scores = scorer.score(gold, found)
    assert scores["body"]["pages"] == 25
    assert {key: scores[key[0]][key[1]] for key in FLOORS if scores[key[0]][key[1]] < FLOORS[key]} == {}
