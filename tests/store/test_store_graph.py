"""The graph on disk and in memory."""

import signal
import subprocess
import sys
import textwrap

import pyoxigraph
import pytest
import rdflib

from kb.errors import QueryError, StoreError
from kb.graph import quads
from kb.store import Solutions, Triples, graph
from tests.knowledge import knowledge

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
QUADS = quads(knowledge())


def number(found):
    """Return the count that a graph answers with."""
    return int(found.query(COUNT).rows[0][0].value)


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a graph of the fixture."""
    graph.replace(tmp_path / "graph", QUADS, 3)
    return tmp_path / "graph"


def test_comes_back(folder):
    """The quads come back, in the graphs that they are in, with the sequence that they cover."""
    opened = graph.load(folder)
    rows = opened.query("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }").rows
    assert {pyoxigraph.Quad(*row) for row in rows} == set(QUADS)
    assert (opened.sequence, graph.sequence(folder), len(opened)) == (3, 3, len(QUADS))


@pytest.mark.parametrize("disk", [False, True])
def test_default_graph_is_the_union(folder, disk):
    """A query without GRAPH sees every graph, on disk and in memory."""
    assert number(graph.load(folder) if disk else graph.load_memory(QUADS)) == len(QUADS)


def test_replaced_whole(folder):
    """A replaced graph holds the new quads only; who opened it before goes on reading the old ones."""
    before = graph.load(folder)
    graph.replace(folder, QUADS[:7], 4)
    assert (number(graph.load(folder)), graph.sequence(folder)) == (7, 4)
    assert number(before) == len(QUADS)
    graph.replace(folder, [], 5)
    assert number(graph.load(folder)) == 0
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 2


def test_none_yet(tmp_path):
    """Where there is no graph its sequence is None, and opening it says what to do."""
    assert graph.sequence(tmp_path) is None
    with pytest.raises(StoreError, match="kb rebuild"):
        graph.load(tmp_path)


@pytest.mark.parametrize(
    "said", ["", "{}", "nonsense", '{"number": 9, "sequence": 3}', '{"number": "x", "sequence": 3}']
)
def test_no_whole_graph(folder, said):
    """When the file that names the generation is damaged or names none, the graph counts as missing and can be rebuilt."""
    (folder / "current").write_text(said)
    assert graph.sequence(folder) is None
    graph.replace(folder, QUADS, 8)
    assert (number(graph.load(folder)), graph.sequence(folder)) == (len(QUADS), 8)


def test_damaged(folder):
    """A generation with its manifest gone is an error when it is opened."""
    for file in (folder / "1").glob("MANIFEST*"):
        file.unlink()
    with pytest.raises(StoreError):
        graph.load(folder)


def test_in_the_way(tmp_path):
    """A file where the folder should be is an error."""
    (tmp_path / "graph").write_text("")
    with pytest.raises(StoreError):
        graph.replace(tmp_path / "graph", QUADS, 1)


def test_kill(tmp_path):
    """A process killed while it replaces the graph leaves the old one or the new one, and the next goes on from there."""
    code = f"""
        from pathlib import Path
        from kb.store import graph
        from kb.graph import quads
        from tests.knowledge import knowledge
        found = quads(knowledge())
        for i in range(1, 1000):
            graph.replace(Path({str(tmp_path)!r}), found[:i % 50], i)
            print(i, flush=True)
    """
    for seen in (3, 6, 9):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            told = [process.stdout.readline() for _ in range(seen)]
            process.send_signal(signal.SIGKILL)
            last = int((told + process.stdout.readlines())[-1])
        sequence = graph.sequence(tmp_path)
        assert sequence in {last, last + 1}
        assert number(graph.load(tmp_path)) == sequence % 50


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ASK { ?s a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> }", True),
        ("ASK { <a:a> <a:b> ?c }", False),
        ("SELECT ?b ?a { VALUES (?a ?b) { (1 UNDEF) } }", Solutions(("b", "a"), ((None, pyoxigraph.Literal(1)),))),
        (
            "CONSTRUCT { <a:a> <a:b> <a:c> } WHERE { ?s ?p ?o }",
            Triples((pyoxigraph.Triple(*map(pyoxigraph.NamedNode, ("a:a", "a:b", "a:c"))),)),
        ),
    ],
)
def test_answers(text, answer):
    """ASK gives a truth value, SELECT rows in the order of its variables, CONSTRUCT each triple once."""
    assert graph.load_memory(QUADS).query(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "SELECT",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "SELECT ?x { ?s ?p ?o } GROUP BY ?s",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_refused(text):
    """What is no query, or would ask another server, is an error and opens no connection."""
    with pytest.raises(QueryError):
        graph.load_memory(QUADS).query(text)


def test_outside_when_told_to():
    """With `outside` a SERVICE is followed: here to a port where nobody listens."""
    with pytest.raises(QueryError, match="onnect"):
        graph.load_memory(QUADS).query("SELECT * { SERVICE <http://127.0.0.1:54321/> { ?s ?p ?o } }", outside=True)


@pytest.mark.parametrize("disk", [False, True])
def test_dataset(folder, disk):
    """The rdflib Dataset answers and iterates over the union, and refuses every way of writing."""
    dataset = (graph.load(folder) if disk else graph.load_memory(QUADS)).dataset()
    assert len(list(dataset.quads())) == len(QUADS)
    events = {str(row.e) for row in dataset.query("SELECT ?e { ?e a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> }")}
    assert len(events) == 6
    name = rdflib.URIRef("https://a.example/")
    writes = [
        lambda: dataset.graph(name).add((name, name, name)),
        lambda: dataset.addN([(name, name, name, dataset.graph(name))]),
        lambda: dataset.remove((None, None, None)),
        lambda: dataset.update("INSERT DATA { GRAPH <a:a> { <a:a> <a:b> <a:c> } }"),
        lambda: dataset.graph(name).parse(data="<a:a> <a:b> <a:c> .", format="turtle"),
    ]
    for write in writes:
        with pytest.raises(StoreError, match="read-only"):
            write()
    assert len(list(dataset.quads())) == len(QUADS)
