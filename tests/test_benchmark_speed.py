"""The benchmark of speed, and the articles that it is measured on."""

import json

from benchmarks import speed, varied
from kb.resources import path


def test_varied():
    """A thousand articles are all different, the same each time, and the first of them are the samples."""
    for short in (False, True):
        made = dict(varied.articles(1000, short=short))
        assert len(set(made.values())) == len(made) == 1000
        assert made == dict(varied.articles(1000, short=short))
    first = [data for _, data in varied.articles(10)]
    assert first == [file.read_bytes() for file in sorted(path("samples").iterdir())]


def test_figures(capsys):
    """Each stage and the whole command have their figures."""
    assert speed.main(["--articles", "2", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    stages = ("load the model", "read", "language", "times", "extract", "ledger", "link", "graph", "kb add")
    assert {f"{stage}, s" for stage in stages} <= set(figures)
    assert figures["articles"] == 2
    assert all(value > 0 for value in figures.values())
