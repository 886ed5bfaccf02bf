"""The benchmark of the stores."""

import json

from benchmarks import graph as benchmark
from kb import check
from kb.graph import quads


def test_invented_knowledge_is_sound():
    """The invented articles are as many as asked for, their quotes are in them, and their quads have the right shapes."""
    known = benchmark.knowledge(30)
    assert (len(known.articles), len(known.claims), len(known.events)) == (30, 300, 300)
    assert check.quotes(known) == ()
    assert check.shapes(quads(benchmark.knowledge(6))) == ()
    assert known == benchmark.knowledge(30)


def test_figures(capsys):
    """Each size gives each figure, and each question also one of rdflib's."""
    assert benchmark.main(["--quads", "3000", "6000", "--json", "--rdflib"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["3000", "6000"]
    assert 0.85 < figures["6000"]["quads"] / 6000 < 1.15
    assert set(figures["3000"]) - set(figures["6000"]) == {"rdflib: load"} | {
        name.replace("graph", "rdflib")
        for name in figures["6000"]
        if name.removeprefix("graph: ") in benchmark._QUESTIONS
    }
    assert all(value > 0 for column in figures.values() for value in column.values())
