"""Quads from knowledge."""

import subprocess
import sys
from dataclasses import replace

import pyoxigraph
import pytest
import rdflib

from kb import graph
from kb.model import Day, Knowledge
from kb.store import graph as store
from kb.store.graph import load_memory
from tests.knowledge import ARTICLES, EVENTS, KILLED, MEETING, THIRD, knowledge

TRIG, NQUADS = pyoxigraph.RdfFormat.TRIG, pyoxigraph.RdfFormat.N_QUADS


@pytest.fixture(scope="module")
def quads():
    """Return the quads of the fixture."""
    return graph.quads(knowledge())


def values(quads, subject, predicate):
    """Return the objects of a subject and predicate, as text."""
    return {quad.object.value for quad in quads if (quad.subject.value, quad.predicate.value) == (subject, predicate)}


def test_same_in_any_process():
    """The quads are the same lines in the same order whatever the hash seed."""
    code = "from tests.knowledge import knowledge; from kb.graph import quads; print(*quads(knowledge()), sep='\\n')"
    runs = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.splitlines()) > 300


def test_sorted_and_once(quads):
    """Quads are sorted by graph, subject, predicate and object, and no triple stands in two graphs, which a union would count twice."""
    assert quads == sorted(
        quads, key=lambda q: (q.graph_name.value, q.subject.value, q.predicate.value, q.object.value, str(q.object))
    )
    assert len({quad.triple for quad in quads}) == len(quads)


def test_no_blank_nodes(quads):
    """There is no blank node in what is exported."""
    terms = [term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)]
    assert not [term for term in terms if isinstance(term, pyoxigraph.BlankNode)]


def test_graphs_carry_provenance(quads):
    """There is one graph for each article version, one for events and one for entities."""
    expected = {graph.article_iri(article) for article in ARTICLES} | {graph.EVENTS, graph.ENTITIES}
    assert {quad.graph_name.value for quad in quads} == expected


def test_size():
    """An event with one claim, two actors, a place and an explicit time takes 45 quads."""
    known = knowledge()
    ids = set(MEETING.claims[:1])
    small = replace(
        known,
        claims=tuple(claim for claim in known.claims if claim.id in ids),
        denotations=tuple(item for item in known.denotations if item.claim in ids),
        events=(replace(MEETING, claims=MEETING.claims[:1], reasons=()),),
    )
    without = replace(known, claims=(), denotations=(), events=())
    assert len(graph.quads(small)) - len(graph.quads(without)) == 45


def test_nothing_known():
    """Nothing known gives no quads."""
    assert graph.quads(Knowledge()) == []


def test_event(quads):
    """An event says its type, status, actors by role, places, time and the claims that denote it."""
    event = graph.event_iri(MEETING)
    sem, kb = graph.PREFIXES["sem"], graph.KB
    assert values(quads, event, sem + "eventType") == {graph.TYPES + "meet-consult"}
    assert values(quads, event, kb + "status") == {"occurred"}
    assert len(values(quads, event, kb + "agent")) == 2
    assert values(quads, event, kb + "agent") == values(quads, event, sem + "hasActor")
    assert values(quads, event, sem + "hasLatestEndTimeStamp") == {"2023-06-15"}
    assert values(quads, event, graph.PREFIXES["gaf"] + "denotedBy") == {
        graph.BASE + "claim/" + claim for claim in MEETING.claims
    }


def test_unknown_role_is_a_participant(quads):
    """A role without a property of its own is written as kb:participant."""
    flood = next(event for event in EVENTS if event.type == "disaster-accident")
    assert values(quads, graph.event_iri(flood), graph.KB + "participant")


def test_open_bounds_are_not_written(quads):
    """Of a time with two open bounds only the two known ones are written."""
    flood = next(event for event in EVENTS if event.type == "disaster-accident")
    stamps = {quad.predicate.value for quad in quads if quad.subject.value == graph.event_iri(flood)}
    assert {name.rsplit("/", 1)[1] for name in stamps if "TimeStamp" in name} == {
        "hasLatestBeginTimeStamp",
        "hasEarliestEndTimeStamp",
    }


def test_quotes_are_exact(quads):
    """A quote keeps its control characters and quotation marks; only lone surrogates are replaced."""
    exact = values(quads, graph.claim_iri(KILLED) + "#quote", graph.PREFIXES["oa"] + "exact")
    assert exact == {KILLED.quote.of(THIRD.text).replace("\ud800", "\ufffd")}


def test_speaker_is_an_entity_where_known(quads):
    """The speaker whose words denote an entity is linked to it, the other only named."""
    speakers = [quad for quad in quads if quad.predicate.value == graph.KB + "speaker"]
    linked = {q.subject for q in quads if q.predicate.value == graph.PREFIXES["prov"] + "agent"}
    assert {quad.object.value: quad.subject in linked for quad in speakers} == {"Mira Vohl": True, "a spokesman": False}


@pytest.mark.parametrize("form", [TRIG, NQUADS])
def test_oxigraph_reads_back(quads, form):
    """TriG and N-Quads come back from Oxigraph as they were."""
    text = pyoxigraph.serialize(quads, format=form, prefixes=graph.PREFIXES)
    assert set(pyoxigraph.parse(text, format=form)) == set(quads)


@pytest.mark.filterwarnings(
    "ignore:(Dataset|ConjunctiveGraph):DeprecationWarning"
)  # rdflib calls its own deprecated methods
@pytest.mark.parametrize(("form", "name"), [(TRIG, "trig"), (NQUADS, "nquads")])
def test_rdflib_agrees(quads, form, name):
    """What rdflib reads are the same terms, and what it writes of them Oxigraph reads as the same quads."""
    there = rdflib.Dataset()
    there.parse(data=pyoxigraph.serialize(quads, format=form), format=name)
    assert len(there) == len(quads)
    written = there.serialize(format=name).encode()
    back = pyoxigraph.Store()  # a store, because rdflib writes the decimal 1 as 1.0, which Oxigraph makes 1 again
    back.load(written, form)
    assert set(back) == set(quads)


LITERALS = {
    "year 44 BC": ("-0043-03-15", "xsd:date"),
    "year 0": ("0000-01-01", "xsd:date"),
    "year 12023": ("12023-06-15", "xsd:date"),
    "an ordinary day": ("2023-06-15", "xsd:date"),
    "a far year": ("Y-170000002", "edtf:EDTF"),
    "an interval": ("2023-06~/..", "edtf:EDTF"),
    "a whole decimal": ("1", "xsd:decimal"),
    "a decimal": ("-12.25", "xsd:decimal"),
    "an integer": ("7", "xsd:integer"),
    "a boolean": ("true", "xsd:boolean"),
    "an address": ("https://a.example/b c?d=é#ü", "xsd:anyURI"),
    "line ends": ("a\nb\rc\r\nd\te", "xsd:string"),
    "quotes": ('say "yes" \\ \'no\' """', "xsd:string"),
    "control": ("\x00\x01\x0b\x1f\x7f\x85\u2028\ufeff\uffff", "xsd:string"),
    "beyond the first plane": ("\U0001f600\U0010ffff", "xsd:string"),
}


@pytest.mark.parametrize("case", LITERALS)
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
def test_literals_survive(case, tmp_path):
    """Each form of literal goes through every store and syntax and comes back unchanged."""
    text, name = LITERALS[case]
    prefix, local = name.split(":")
    literal = pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(graph.PREFIXES[prefix] + local))
    node = pyoxigraph.NamedNode("https://a.example/s")
    quad = pyoxigraph.Quad(node, node, literal, node)
    store.replace(tmp_path / "graph", [quad], 1)
    assert store.load(tmp_path / "graph").query("SELECT ?o { ?s ?p ?o }").rows == ((literal,),)
    assert load_memory([quad]).query("SELECT ?o { ?s ?p ?o }").rows == ((literal,),)
    for form, there in ((TRIG, "trig"), (NQUADS, "nquads")):
        written = pyoxigraph.serialize([quad], format=form)
        assert list(pyoxigraph.parse(written, format=form)) == [quad]
        dataset = rdflib.Dataset()
        dataset.parse(data=written, format=there)
        (found,) = [o for _, _, o, _ in dataset.quads()]
        assert (str(found), str(found.datatype or graph.PREFIXES["xsd"] + "string")) == (text, literal.datatype.value)
    (seen,) = store.load(tmp_path / "graph").dataset().objects()
    assert str(seen) == text


def test_days_print_as_dates():
    """A day prints as xsd:date in every year."""
    days = {Day(2023, 6, 5): "2023-06-05", Day(-43, 3, 15): "-0043-03-15", Day(0, 1, 1): "0000-01-01"}
    assert {day: str(day) for day in days} == days


def test_import_is_cheap():
    """Importing the IRIs loads neither pyoxigraph nor rdflib."""
    code = "import sys, kb.graph; print([name for name in ('pyoxigraph', 'rdflib') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout == "[]\n"
