"""Checks of quotes and shapes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kb import check, graph, resources
from kb.model import Basis, Bounds, Claim, Day, Span, When
from tests.knowledge import CLAIMS, FIRST, MEETING, MET, SIGN, knowledge

BEYOND = Span(0, len(FIRST.text) + 1)


def with_claim(claim: Claim):
    """Return the fixture with one claim in place of its like."""
    known = knowledge()
    return replace(known, claims=tuple(claim if other.id == claim.id else other for other in known.claims))


def test_nothing_to_find():
    """The fixture has neither wrong quotes nor wrong shapes."""
    assert check.quotes(knowledge()) == ()
    assert check.shapes(graph.quads(knowledge())) == ()


PART = MET.participants[0]
WRONG = {
    "quote lies outside the text": replace(MET, quote=BEYOND),
    "time lies outside": replace(MET, when=replace(MET.when, span=Span(9, 9))),
    "trigger lies outside the quote": replace(MET, quote=Span(0, 5)),
    "participant (agent) 'Arland' is not what": replace(MET, participants=(replace(PART, span=Span(0, 6)),)),
    "participant (agent) lies outside": replace(MET, participants=(replace(PART, span=BEYOND),)),
    "place 'Port Selma' is not what": replace(MET, places=(replace(MET.places[0], text="Port Selma"),)),
    "speaker lies outside": replace(SIGN, attribution=(replace(SIGN.attribution[0], span=Span(-1, 3)),)),
    "time 'Friday' is not what": replace(MET, when=replace(MET.when, text="Friday")),
}


@pytest.mark.parametrize("message", WRONG)
def test_words_that_are_not_there(message):
    """Each span that is not where it says is one problem, with the article and what is wrong."""
    (problem,) = check.quotes(with_claim(WRONG[message]))
    assert message in problem.message
    assert problem.article == FIRST.url
    assert problem.stage == "check"


def test_changed_text():
    """When an article's text has changed by one character, each of its claims is a problem."""
    known = knowledge()
    changed = [replace(a, text=a.text + " ") if a.id == FIRST.id else a for a in known.articles]
    problems = check.quotes(replace(known, articles=tuple(changed)))
    assert len(problems) == sum(claim.article == FIRST.id for claim in CLAIMS)
    assert "no article" in problems[0].message


def test_missing_claims():
    """An event and a denotation that rest on a claim that is gone are problems."""
    known = knowledge()
    problems = check.quotes(replace(known, claims=tuple(c for c in known.claims if c.id != MET.id)))
    assert sum("event" in problem.message for problem in problems) == 1
    assert sum("denotation" in problem.message for problem in problems) == 3


def test_bounds_in_order():
    """A time that ends before it begins is found."""
    when = When(bounds=Bounds(earliest_begin=Day(2023, 6, 2), latest_end=Day(2023, 6, 1)), basis=Basis.EXPLICIT)
    backwards = replace(MEETING, when=replace(when, bounds=replace(when.bounds, latest_begin=Day(2023, 6, 1))))
    known = knowledge()
    events = tuple(backwards if event.id == MEETING.id else event for event in known.events)
    problems = check.shapes(graph.quads(replace(known, events=events)))
    assert problems
    assert all("TimeStamp" in problem.message for problem in problems)


def shape_files(kind):
    """Return the example files, valid or invalid."""
    return sorted((Path(__file__).parent / "shapes" / kind).glob("*.ttl"))


def read(file):
    """Return a Turtle file's triples as quads of one graph."""
    name = NamedNode("https://w3id.org/dateline/id/graph/test")
    return [Quad(q.subject, q.predicate, q.object, name) for q in parse(path=str(file), format=RdfFormat.TURTLE)]


@pytest.mark.parametrize("file", shape_files("valid"), ids=lambda file: file.stem)
def test_valid(file):
    """A valid example conforms."""
    assert check.shapes(read(file)) == ()


@pytest.mark.parametrize("file", shape_files("invalid"), ids=lambda file: file.stem)
def test_invalid(file):
    """An invalid example gives problems with just the properties that its first line names."""
    expected = set(file.read_text("utf8").splitlines()[0].removeprefix("# ").split())
    found = {str(problem).split(": ")[2] for problem in check.shapes(read(file))}
    assert {re.split("[#/]", where)[-1] for where in found} == expected


SHAPES = sorted((resources.path("ontology") / "shapes").glob("*.ttl"))
SH = rdflib.namespace.SH


def test_every_shape_has_examples():
    """Each node shape but the shared one of times has a valid and an invalid example, named after it."""
    rules = rdflib.Graph()
    for file in SHAPES:
        rules.parse(file)
    names = {str(shape).rsplit("#", 1)[1] for shape in rules.subjects(SH.targetClass)}
    for kind in ("valid", "invalid"):
        found = {file.stem.split("-")[0] for file in shape_files(kind)}
        assert found == names


def test_everything_written_has_a_shape():
    """Each class is the target of a shape, and each property a path of one."""
    rules = rdflib.Graph()
    for file in SHAPES:
        rules.parse(file)
    classes = set(rules.objects(None, SH.targetClass)) | set(rules.objects(None, SH["class"]))
    paths = set(rules.objects(None, SH.path))
    quads = graph.quads(knowledge())
    written = {str(quad.predicate.value) for quad in quads}
    assert written <= {str(path) for path in paths} | {str(rdflib.RDF.type)}
    assert {quad.object.value for quad in quads if quad.predicate.value == str(rdflib.RDF.type)} <= {
        str(c) for c in classes
    }


def test_strange_property():
    """A property that no shape knows is found, on any kind of node."""
    quads = graph.quads(knowledge())
    strange = NamedNode("https://a.example/strange")
    for subject, name in {(q.subject, q.graph_name) for q in quads}:
        found = check.shapes([Quad(subject, strange, Literal("x"), name), *(q for q in quads if q.graph_name == name)])
        assert [str(problem).count("strange") for problem in found] == [1], subject


def test_dates_beyond_python():
    """Dates before the year 1 and after 9999 conform when well-formed and are found when not."""
    known = knowledge()
    quads = graph.quads(known)
    date = NamedNode(graph.PREFIXES["xsd"] + "date")
    stamp = NamedNode(graph.PREFIXES["sem"] + "hasLatestEndTimeStamp")
    event = NamedNode(graph.event_iri(next(e for e in known.events if e.when.bounds.open)))
    for text, problems in {"-0043-03-15": 0, "12023-06-15": 0, "-43-3-15": 1, "2023-13-01": 1}.items():
        more = Quad(event, stamp, Literal(text, datatype=date), NamedNode(graph.EVENTS))
        assert len(check.shapes(sorted([*quads, more], key=lambda q: str(q.graph_name)))) == problems, text
