"""Turtle, TriG, N-Quads and JSON-LD."""

import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kb.export import jsonld, nquads, rdf, trig, turtle
from kb.graph import quads
from tests import knowledge as shared
from tests.export import stories

SUBJECTS = {"story": stories.story(), "hostile": stories.evil(), "shared": shared.knowledge()}
NAMED = {"trig": (trig, RdfFormat.TRIG), "nquads": (nquads, RdfFormat.N_QUADS), "jsonld": (jsonld, RdfFormat.JSON_LD)}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("name", NAMED)
def test_round_trip(name, subject):
    """Formats with named graphs read back as the very quads that were written."""
    part, kind = NAMED[name]
    read = parse("".join(part.write(SUBJECTS[subject])), kind)
    assert set(read) == set(quads(SUBJECTS[subject]))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_turtle_is_the_union(subject):
    """Turtle reads back as the statements of all graphs."""
    read = parse("".join(turtle.write(SUBJECTS[subject])), RdfFormat.TURTLE)
    assert set(read) == {Quad(*quad[:3], DefaultGraph()) for quad in map(tuple, quads(SUBJECTS[subject]))}


@pytest.mark.filterwarnings(
    "ignore:(Dataset|ConjunctiveGraph):DeprecationWarning"
)  # rdflib's own parse calls what rdflib deprecates
@pytest.mark.parametrize(("part", "kind"), [(trig, "trig"), (jsonld, "json-ld"), (nquads, "nquads")])
def test_rdflib_agrees(part, kind, known):
    """A second reader finds the same number of statements in as many graphs."""
    read = rdflib.Dataset()
    read.parse(data="".join(part.write(known)), format=kind)
    found = [(*statement, str(graph)) for *statement, graph in read.quads((None, None, None, None))]
    assert len(set(found)) == len(quads(known)) > 200
    assert {graph for *_, graph in found} == {quad.graph_name.value for quad in quads(known)}


def test_subjects_are_blocks(known):
    """Turtle writes each subject once, its type first, and our own IRIs relative to the base."""
    written = "".join(turtle.write(known))
    starts = [line for line in written.splitlines() if line and not line.startswith((" ", "@"))]
    assert len(starts) == len(set(starts)) == len({quad.subject for quad in quads(known)})
    assert sum(line.startswith("<event/") for line in starts) == len(known.events)
    assert written.count("\n  a ") == len(starts)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (NamedNode("https://schema.org/name"), "schema:name"),
        (NamedNode("https://schema.org/a/b"), "<https://schema.org/a/b>"),
        (NamedNode("https://w3id.org/dateline/id/event/0a#quote"), "<event/0a#quote>"),
        (NamedNode("https://w3id.org/dateline/id//evil"), "<https://w3id.org/dateline/id//evil>"),
        (NamedNode("https://w3id.org/dateline/id/../x"), "<https://w3id.org/dateline/id/../x>"),
        (Literal('a\n"b"\\\t\u2028'), r'"a\n\"b\"\\\t\u2028"'),
        (Literal("chat", language="fr"), '"chat"@fr'),
        (Literal(12), "12"),
        (Literal(True), "true"),
        (Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), '"1"^^xsd:decimal'),
        (Literal("one", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")), '"one"^^xsd:integer'),
    ],
)
def test_terms(term, written):
    """A term is written short where that is exact, and in full elsewhere."""
    assert rdf.term(term) == written


def test_no_blank_nodes():
    """A blank node is refused, since it would differ from run to run."""
    with pytest.raises(TypeError, match="not an IRI"):
        rdf.term(BlankNode("b"))
