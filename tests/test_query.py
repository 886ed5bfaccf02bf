"""Questions by name, their parameters, and how answers are written."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest

from kb import query, resources
from kb.errors import KbError, QueryError, UsageError
from kb.graph import PREFIXES, quads
from kb.store import Solutions, Triples
from kb.store.graph import load_memory
from tests.knowledge import knowledge

EXPECTED = Path(__file__).parent / "queries"
GRAPH = load_memory(quads(knowledge()))
QUADS = quads(knowledge())
NAMES = sorted(file.stem for file in resources.path("queries").glob("*.rq"))


def table(name, **parameters):
    """Return the rows of the answer to a named question, without the names of the columns."""
    _, *rows = query.rows(query.run(query.load(name), parameters, GRAPH))
    return rows


def test_questions():
    """There are sixteen questions, each with a summary and an expected answer."""
    assert list(query.names()) == NAMES
    assert len(NAMES) == 16
    assert all(re.fullmatch(r"[A-Z].+\.", summary) for summary in query.names().values())
    assert sorted(file.stem for file in EXPECTED.glob("*.tsv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_expected_answer(name):
    """Without parameters a question gives the expected answer on the fixture, in the expected order."""
    lines = [
        "\t".join(cell.encode("unicode_escape").decode("ascii") for cell in row)
        for row in query.rows(query.run(query.load(name), {}, GRAPH))
    ]
    assert lines == (EXPECTED / f"{name}.tsv").read_text("ascii").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_order_does_not_depend_on_the_store(name):
    """Quads loaded in the opposite order give the same answer: the question orders its rows itself."""
    backwards = load_memory(reversed(QUADS))
    assert query.run(query.load(name), {}, backwards) == query.run(query.load(name), {}, GRAPH)


@pytest.mark.parametrize("name", NAMES)
def test_written_as_agreed(name):
    """A question projects its columns by name, orders its rows, and describes each of its parameters."""
    found = query.load(name)
    assert "SELECT *" not in found.text
    assert "ORDER BY" in found.text
    assert all(parameter.description and parameter.default for parameter in found.parameters)
    assert len(found.parameters) == len(re.findall(r"^#\+ parameter", found.text, re.MULTILINE))


def test_every_term_is_asked_for():
    """Each property and class that is written is in a question, so that none is there for nothing."""
    texts = "\n".join(query.load(name).text for name in NAMES)
    written = {quad.predicate.value for quad in QUADS}
    written |= {quad.object.value for quad in QUADS if quad.predicate.value == PREFIXES["rdf"] + "type"}
    short = {
        f"{prefix}:{iri.removeprefix(space)}"
        for iri in written
        for prefix, space in PREFIXES.items()
        if iri.startswith(space)
    }
    missing = {name for name in short if not re.search(rf"(?<![\w:]){re.escape(name)}\b", texts)}
    assert missing == {"rdf:type"}  # written "a"


MEETING, SIGNING = "Ministers of Arland and Boria met in Port Sel", "Arland and Boria sign the fishing treaty"
FLOOD, VISIT = "Port Sel is flooded", "Mira Vohl visits Boria"
KILLING, FOUNDING = "Gaius Orm is killed", "The Orm League is founded"
BOUND = [
    ("timeline", {"since": "2023-06-16", "until": "2023-06-30"}, 5, [FLOOD, SIGNING, FOUNDING]),
    ("timeline", {"until": "-0043-03-15"}, 5, [KILLING, FLOOD, SIGNING, FOUNDING]),
    ("timeline", {"sayings": "true"}, 5, [KILLING, FLOOD, MEETING, SIGNING, VISIT, FOUNDING]),
    ("timeline", {"asides": "true"}, 5, [KILLING, FLOOD, MEETING, SIGNING, VISIT, FOUNDING]),
    ("by-participant", {"who": "boria"}, 5, [MEETING]),
    ("planned", {"since": "2023-08-01"}, 3, []),
    ("did-not-occur", {"about": "TREATY"}, 0, [SIGNING]),
    ("did-not-occur", {"about": "flood"}, 0, []),
    ("who-says-what", {"who": "spokes"}, 0, ["a spokesman"]),
    ("by-month-and-type", {"only": "planned"}, 0, ["2023-07"]),
    ("sources-of-an-event", {"label": "met in"}, 2, ["Harbour Post", "Courier"]),
    ("what-was-known-on", {"day": "2023-06-15"}, 2, []),
    ("what-was-known-on", {"day": "2023-06-16"}, 2, [MEETING, VISIT, SIGNING]),
    ("what-was-known-on", {"day": "2023-07-01"}, 2, [FLOOD, MEETING, MEETING, VISIT, SIGNING]),
    ("disagreements", {"about": "met"}, 1, ["occurred", "possible"]),
    ("disagreements", {"about": "flood"}, 1, []),
    ("undated", {"only": "ongoing"}, 0, [FLOOD]),
    ("at-place", {"where": "xa"}, 0, ["Port Sel"]),
    ("at-place", {"where": "republic"}, 0, ["Boria"]),
    ("quotes-about", {"who": "vohl"}, 5, ["Mira Vohl will visit Boria in July.", "We did not sign the fishing treaty"]),
    ("top", {"least": "0.6"}, 2, [MEETING]),
    ("top", {"least": "0.6", "sayings": "true"}, 2, [MEETING]),
    ("top", {"least": "0.6", "asides": "true"}, 2, [MEETING]),
    ("evidence", {"least": "0.95"}, 2, ["killed", "founded", "visit", "met", "flooded"]),
    ("who-is-who", {"who": "orm"}, 0, ["Gaius Orm", "Orm League"]),
    ("articles", {"since": "2023-06-16"}, 5, ["", "Flood in Port Sel", "Ministers meet in Port Sel"]),
    ("articles", {"since": "2023-06-17"}, 5, ["", "Flood in Port Sel"]),
]


@pytest.mark.parametrize(("name", "parameters", "column", "cells"), BOUND)
def test_parameters(name, parameters, column, cells):
    """A parameter narrows the answer to what it asks for."""
    assert [row[column] for row in table(name, **parameters)] == cells


def test_every_question_is_tried_with_its_parameters():
    """Each parameter of each question is in the cases above."""
    declared = {(name, parameter.name) for name in NAMES for parameter in query.load(name).parameters}
    assert declared == {(name, parameter) for name, parameters, *_ in BOUND for parameter in parameters}


NASTY = [
    '"',
    "\\",
    '"""',
    "'",
    "\n",
    "\r",
    "} #",
    '" } SELECT * { ?s ?p ?o } #',
    "\\u0022",
    "?who",
    "\x00",
    "é\U0001f600",
    "<a:a>",
]


@pytest.mark.parametrize("value", NASTY)
def test_a_value_is_never_syntax(value):
    """Whatever a value holds, it arrives as that very string."""
    text = '#+ parameter: x string anything\nSELECT ?x { VALUES ?x { "default" } }'
    assert query.run(query.load(text), {"x": value}, GRAPH).rows == ((pyoxigraph.Literal(value),),)


TYPES = {
    "string": ["", " a "],
    "integer": ["0", "-12", "+7"],
    "decimal": ["0.5", "-1", "7"],
    "boolean": ["true", "false"],
    "date": ["2023-06-15", "2024-02-29", "-0004-02-29", "-0043-03-15", "12023-12-31", "0000-01-01"],
    "iri": ["https://a.example/é?b=c#d", "urn:isbn:1"],
}
NOT_OF_TYPE = {
    "string": ["\ud800"],
    "integer": ["", "1.5", "one", "１", "1 } #", "9" * 30],
    "decimal": ["", "1e3", ".5", "NaN"],
    "boolean": ["", "True", "1"],
    "date": [
        "",
        "2023",
        "2023-6-1",
        "2023-13-01",
        "2023-02-29",
        "-0001-02-29",
        "2023-02-30",
        "2023-06-31",
        "2023-06-15Z",
        "15 June 2023",
        "２０２３-06-15",
    ],
    "iri": ["", "a b", "a.example", "https://a.example/<>", "https://a.example/>} #"],
}


def of_type(kind):
    """Return a question with one parameter of a type."""
    return query.load(f"#+ parameter: x {kind} anything\nSELECT ?x {{ VALUES ?x {{ UNDEF }} }}")


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in TYPES.items() for value in values])
def test_typed(kind, value):
    """A value becomes a term of the parameter's type."""
    ((term,),) = query.run(of_type(kind), {"x": value}, GRAPH).rows
    name = PREFIXES["xsd"] + kind
    assert term == pyoxigraph.NamedNode(value) if kind == "iri" else term.datatype.value == name


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in NOT_OF_TYPE.items() for value in values])
def test_not_of_type(kind, value):
    """A value of another type is refused, and the message names the parameter and the type."""
    with pytest.raises(UsageError, match=f"parameter: x: .* is not of type {kind}"):
        query.run(of_type(kind), {"x": value}, GRAPH)


def test_no_such_parameter():
    """A parameter that there is not is refused, naming those that there are."""
    with pytest.raises(UsageError, match="choose one of: since, until"):
        query.run(query.load("timeline"), {"who": "NATO"}, GRAPH)
    with pytest.raises(UsageError, match="has none"):
        query.run(query.load("ASK { ?s ?p ?o }"), {"who": "NATO"}, GRAPH)


def test_where_a_question_is_found(tmp_path):
    """A question is found by name, as a file, or is its own text."""
    (tmp_path / "mine.rq").write_text("#+ summary: Mine.\nASK { ?s ?p ?o }")
    mine = query.load(str(tmp_path / "mine.rq"))
    assert (mine.name, mine.summary) == ("mine", "Mine.")
    assert query.run(mine, {}, GRAPH) is True
    assert query.load("ASK { ?s ?p ?o }").name == "query"


def test_no_such_question(tmp_path):
    """A question that is nowhere is refused, naming the choices; a file that is no text is an error."""
    with pytest.raises(UsageError, match="timeline"):
        query.load("timelime")
    (tmp_path / "x.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match=r"x\.rq"):
        query.load(str(tmp_path / "x.rq"))


HEADERS = [
    "#+ parameter: x\nASK { VALUES ?x { 1 } }",
    "#+ parameter: x number how many\nASK { VALUES ?x { 1 } }",
    "#+ parameter: x string words\nASK { ?s ?p ?x }",
    "#+ parameter: x string words\nASK { ?s ?p 'VALUES ?x { 1 }' } # VALUES ?x { 1 }",
    "#+ parameter: x string words\nASK { VALUES ?xy { 1 } }",
]


@pytest.mark.parametrize("text", HEADERS)
def test_wrong_header(text):
    """A header that does not fit the query is an error when the query is loaded."""
    with pytest.raises(QueryError):
        query.load(text)


def test_values_elsewhere_are_left_alone():
    """Only the parameter's own VALUES block is bound, not the same words in a string or comment."""
    text = """#+ parameter: x string words
    # VALUES ?x { "comment" }
    SELECT ?x ?y { VALUES ?y { "VALUES ?x { }" } values $x { "default" } }"""
    rows = query.run(query.load(text), {"x": "bound"}, GRAPH).rows
    assert [[term.value for term in row] for row in rows] == [["bound", "VALUES ?x { }"]]


ODD = ["=1+1", "+1", "-1", "@a", "\tb", 'say "yes"', "a,b", "two\r\nlines", "<a&b>", "\x0b\x00", "é", "", "plain"]
STRINGS = Solutions(("x", "unbound"), tuple((pyoxigraph.Literal(text), None) for text in ODD))
TERMS = Solutions(
    ("t",),
    (
        (pyoxigraph.NamedNode("https://a.example/=é"),),
        (pyoxigraph.BlankNode("b1"),),
        (pyoxigraph.Literal("hallo", language="de"),),
        (pyoxigraph.Literal("-0043-03-15", datatype=pyoxigraph.NamedNode(PREFIXES["xsd"] + "date")),),
        (pyoxigraph.Literal(-7),),
    ),
)


def test_csv_strings():
    """CSV keeps every string but puts an apostrophe before what a spreadsheet would compute."""
    header, *rows = csv.reader(io.StringIO(query.write(STRINGS, "csv"), newline=""))
    assert header == ["x", "unbound"]
    assert [row[0] for row in rows] == ["'" + text if text[:1] in {"=", "+", "-", "@", "\t"} else text for text in ODD]


def test_csv_numbers_and_dates():
    """A date before our era and a negative number keep their sign."""
    assert query.write(TERMS, "csv").split("\r\n")[-3:] == ["-0043-03-15", "-7", ""]


@pytest.mark.parametrize("answer", [STRINGS, TERMS, True, False])
def test_json_reads_back(answer):
    """Oxigraph reads the JSON back as the same answer."""
    text = query.write(answer, "json")
    json.loads(text)
    read = pyoxigraph.parse_query_results(text, pyoxigraph.QueryResultsFormat.JSON)
    assert (bool(read) if isinstance(answer, bool) else [tuple(row) for row in read]) == (
        answer if isinstance(answer, bool) else list(answer.rows)
    )


@pytest.mark.parametrize("answer", [TERMS, True, False])
def test_xml_reads_back(answer):
    """Oxigraph reads the XML back as the same answer."""
    read = pyoxigraph.parse_query_results(query.write(answer, "xml"), pyoxigraph.QueryResultsFormat.XML)
    found = bool(read) if isinstance(answer, bool) else tuple(tuple(row) for row in read)
    assert found == getattr(answer, "rows", answer)


def test_xml_strings():
    """XML keeps every string, white space and line ends too, but for the characters that it cannot hold."""
    root = ET.fromstring(query.write(STRINGS, "xml"))
    texts = [literal.text or "" for literal in root.iter("{http://www.w3.org/2005/sparql-results#}literal")]
    assert texts == [re.sub("[\x00\x0b]", "\ufffd", text) for text in ODD]


def test_turtle():
    """Turtle is the same on every run, with sorted prefixes, and reads back as the same triples."""
    answer = GRAPH.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o ; a <https://w3id.org/dateline/kb#Claim> }")
    text = query.write(answer, "turtle")
    lines = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert lines == sorted(lines)
    assert len(lines) == len(PREFIXES)
    read = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    assert {quad.triple for quad in read} == set(answer.triples)


def test_rows():
    """Every kind of answer is a table of text."""
    one = pyoxigraph.Triple(*map(pyoxigraph.NamedNode, ("a:a", "a:b", "a:c")))
    assert list(query.rows(Solutions(("x", "y"), ((pyoxigraph.Literal(1), None),)))) == [("x", "y"), ("1", "")]
    assert list(query.rows(Triples((one,)))) == [("subject", "predicate", "object"), ("a:a", "a:b", "a:c")]
    assert list(query.rows(answer=True)) == [("answer",), ("true",)]
    assert query.write(Triples((one,)), "csv") == "subject,predicate,object\r\na:a,a:b,a:c\r\n"


@pytest.mark.parametrize(
    ("answer", "form"), [(True, "turtle"), (STRINGS, "turtle"), (Triples(()), "json"), (STRINGS, "pdf")]
)
def test_no_such_format(answer, form):
    """A format that does not hold the answer is refused, naming those that do."""
    with pytest.raises(UsageError, match="choose one of csv"):
        query.write(answer, form)


def test_triple_terms():
    """A triple term, which only RDF 1.2 has, is written in JSON, XML and CSV."""
    answer = GRAPH.query("SELECT ?t { BIND (TRIPLE(<a:a>, <a:b>, 'c') AS ?t) }")
    for form, reader in (("json", "JSON"), ("xml", "XML")):
        read = pyoxigraph.parse_query_results(query.write(answer, form), getattr(pyoxigraph.QueryResultsFormat, reader))
        assert [tuple(row) for row in read] == list(answer.rows)
    assert "a:a" in query.write(answer, "csv")


def test_errors_are_ours():
    """Whatever is wrong with a question, the error is one that the command line knows."""
    with pytest.raises(KbError):
        query.run(query.load("SELECT {"), {}, GRAPH)
