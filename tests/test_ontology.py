"""The ontology, the event types and their mappings."""

import re

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from kb import resources
from kb.graph import KB, PREFIXES, ROLES, TYPES, quads
from tests.knowledge import knowledge

FOLDER = resources.path("ontology")
SEM = rdflib.Namespace(PREFIXES["sem"])


def read(name):
    """Return a Turtle file of the ontology."""
    return rdflib.Graph().parse(FOLDER / name)


def terms(graph, namespace):
    """Return the local names of the subjects in a namespace."""
    return {str(term).removeprefix(namespace) for term in graph.subjects() if str(term).startswith(namespace)}


def test_each_term_is_explained():
    """Each term has one label, definition and example, says where it is defined, and from which source it stems."""
    graph = read("kb.ttl")
    for name in terms(graph, KB):
        term = rdflib.URIRef(KB + name)
        for predicate in (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy, DCTERMS.source):
            assert len(list(graph.objects(term, predicate))) == 1, (name, predicate)
        assert set(graph.objects(term, RDF.type)) <= {OWL.Class, OWL.DatatypeProperty, OWL.ObjectProperty}


def test_all_that_is_written_is_defined():
    """The terms of our namespace in the quads of the fixture are in the ontology, and no other is."""
    found = {term.value for q in quads(knowledge()) for term in (q.predicate, q.object) if term.value.startswith(KB)}
    unused = {"Group", "Thing", "attribute", "recipient"}  # kinds and roles that the fixture happens not to have
    assert terms(read("kb.ttl"), KB) - unused == {iri.removeprefix(KB) for iri in found}


def test_roles_are_actors():
    """The roles that are written are the subproperties of sem:hasActor."""
    graph = read("kb.ttl")
    assert {str(role).removeprefix(KB) for role in graph.subjects(RDFS.subPropertyOf, SEM.hasActor)} == set(ROLES)


NAMES = """accuse-criticise agree aid-support arrest-detain attack crime damage-destroy die disaster-accident econ-change
govern-decide health investigate justice kidnap-escape kill-injure life meet-consult move-travel other personnel produce-launch
protest reject request-demand sanction-coerce sport-compete start-stop statement threaten-warn transaction"""
TYPE_NAMES = NAMES.split()


def test_types():
    """There are thirty event types and one for all others, each with label, notation, definition and example."""
    graph = read("types.ttl")
    assert sorted(terms(graph, TYPES)) == TYPE_NAMES
    assert len(TYPE_NAMES) == 31
    for name in TYPE_NAMES:
        concept = rdflib.URIRef(TYPES + name)
        assert str(graph.value(concept, SKOS.notation)) == name
        for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.example, SKOS.inScheme, SKOS.topConceptOf):
            assert len(list(graph.objects(concept, predicate))) == 1, (name, predicate)


def test_mappings():
    """Each type is mapped to classes of PLOVER and CAMEO that carry their codes, or says that there is none."""
    graph = read("mappings.ttl")
    assert sorted(terms(graph, TYPES)) == TYPE_NAMES
    relations = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    for name in TYPE_NAMES:
        concept = rdflib.URIRef(TYPES + name)
        targets = {target for relation in relations for target in graph.objects(concept, relation)}
        assert bool(targets) != ((concept, SKOS.scopeNote, None) in graph), name
        for target in targets:
            code = str(graph.value(target, SKOS.notation))
            assert str(target).endswith("#" + code)
            assert re.fullmatch(r"[A-Z]+|\d{2,4}", code)


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.ttl")), ids=lambda file: file.name)
def test_turtle_is_tidy(file):
    """Terms and prefixes are sorted, and each prefix is used."""
    text = file.read_text("utf8")
    prefixes = re.findall(r"^@prefix (\w+):", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    assert [p for p in prefixes if len(re.findall(rf"(?<![\w:/]){p}:[\w-]", text)) == 0] == []
    subjects = re.findall(r"^((?:kb|type|shape):[\w-]+) (?:a|skos:\w+) ", text, re.MULTILINE)
    assert subjects == sorted(subjects, key=str.lower)
