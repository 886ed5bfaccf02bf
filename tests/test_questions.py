"""Questions to a knowledge base, here and elsewhere, on the command line."""

import csv
import io
import json
import subprocess
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest

from kb import query
from tests.commands import kb
from tests.servers import OXIGRAPH, free_port, served

# Questions


@pytest.mark.parametrize("name", query.names())
def test_named_queries(samples, name):
    """Each question by name is answered on the samples, in each format with as many rows."""
    asked = {form: kb("query", name, "--kb", samples, "--format", form) for form in ("table", "csv", "json", "xml")}
    assert {(ran.status, ran.err) for ran in asked.values()} == {(0, "")}
    rows = list(csv.DictReader(io.StringIO(asked["csv"].text)))
    found = json.loads(asked["json"].text)["results"]["bindings"]
    assert len(rows) == len(found) == len(ET.fromstring(asked["xml"].text).findall(".//{*}result"))
    assert asked["table"].text.count("\n") > len(rows)


def test_questions_find_something(samples):
    """Questions that hold for any news find rows in the samples."""
    for name in ("articles", "timeline", "top", "evidence", "who-is-who", "by-participant", "at-place", "planned"):
        assert kb("query", name, "--kb", samples, "--format", "csv").text.count("\n") > 2, name
    assert kb("query", "articles", "--kb", samples, "--format", "csv").text.count("\n") == 11


@pytest.mark.parametrize("name", ["timeline", "top"])
def test_sayings(samples, name):
    """The questions for a timeline list what `kb timeline` lists; every event, sayings and asides too, only if asked to."""
    known = [
        {json.loads(line)["id"] for line in kb(*command, "--kb", samples).text.splitlines()}
        for command in (["timeline", "--format", "jsonl"], ["export", "jsonl"])
    ]
    answers = [
        {row["event"] for row in csv.DictReader(io.StringIO(kb("query", name, "--kb", samples, *more).text))}
        for more in (["--format", "csv"], ["--format", "csv", "--param", "sayings=true", "--param", "asides=true"])
    ]
    assert answers == known
    assert known[0] < known[1]


def test_undated_last(samples):
    """What is planned for no day that is known stands behind what is planned for one, as in timelines."""
    rows = list(csv.DictReader(io.StringIO(kb("query", "planned", "--kb", samples, "--format", "csv").text)))
    begun = [row["earliest"] for row in rows]
    assert begun == sorted(begun, key=lambda day: (not day, day))
    assert "" in begun


def test_list():
    """`kb query list` lists the questions with their summaries."""
    text = kb("query", "list").text
    assert [line.split()[0] for line in text.splitlines()] == list(query.names())
    assert all(summary in text for summary in query.names().values())


SELECT = "SELECT ?label { ?e a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> ; <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"


def test_own_queries(told, tmp_path):
    """A query comes from a file, from stdin or as an argument: the answer is the same."""
    file = tmp_path / "own.rq"
    file.write_text(SELECT)
    answers = [
        kb("query", file, "--kb", told, "--format", "csv"),
        kb("query", "-", "--kb", told, "--format", "csv", stdin=SELECT.encode()),
        kb("query", SELECT, "--kb", told, "--format", "csv"),
    ]
    assert {ran.status for ran in answers} == {0}
    assert len({ran.out for ran in answers}) == 1
    assert "Mira Vohl visits Boria" in answers[0].text


def test_parameters(told):
    """`--param` binds a value; a value is never syntax."""
    bound = kb("query", "who-is-who", "--kb", told, "--param", "who=Vohl", "--format", "csv").text
    assert "Mira Vohl" in bound
    assert "Gaius Orm" not in bound
    hostile = kb("query", "who-is-who", "--kb", told, "--param", 'who=" } DROP ALL #', "--format", "csv")
    assert hostile.status == 0
    assert hostile.text.count("\n") == 1


def test_turtle(told):
    """CONSTRUCT is answered as Turtle that can be read again."""
    ran = kb("query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "--kb", told, "--format", "turtle")
    assert ran.status == 0
    assert len(list(pyoxigraph.parse(ran.text, format=pyoxigraph.RdfFormat.TURTLE))) > 100


@pytest.mark.parametrize("text", [b"\xff\xfe{", b"SELECT * { ?s ?p"])
def test_broken_query_on_stdin(told, text):
    """A query on stdin that is no text, or cut short, is an error with status 2."""
    ran = kb("query", "-", "--kb", told, stdin=text)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("kb: query: ")


@pytest.fixture(scope="module")
def endpoint(samples, tmp_path_factory):
    """Serve what `kb export nquads` writes with Oxigraph; return the address."""
    folder = tmp_path_factory.mktemp("served")
    assert kb("export", "nquads", "--kb", samples, "-o", folder / "all.nq").status == 0
    load = [OXIGRAPH, "load", "--location", folder / "data", "--file", folder / "all.nq"]
    subprocess.run(load, check=True, capture_output=True)
    with served(folder / "data") as address:
        yield address


@pytest.mark.parametrize("name", ["timeline", "top", "who-says-what"])
def test_endpoint(samples, endpoint, name, tmp_path):
    """A server that was loaded with the export answers as the knowledge base does; asking it needs no knowledge base."""
    there = kb("query", name, "--endpoint", endpoint, "--kb", tmp_path / "none", "--format", "csv")
    assert (there.status, there.err) == (0, "")
    assert there.out == kb("query", name, "--kb", samples, "--format", "csv").out


def test_no_endpoint():
    """A server that cannot be reached is an error that names it."""
    url = f"http://127.0.0.1:{free_port()}/query"
    ran = kb("query", "top", "--endpoint", url)
    assert ran.status == 2
    assert f"endpoint: {url}" in ran.err
