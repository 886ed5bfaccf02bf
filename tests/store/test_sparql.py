"""What can be seen in a query's text."""

import pytest

from kb.store.sparql import masked, reaches_out

REACHES_OUT = [
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "PREFIX : <http://a.example/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX ex: <http://a.example/> SELECT * { SERVICEex:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://a.example/>{ ?s ?p ?o } }",
    "PREFIX ex: <http://a.example/> SELECT * { ?s ?p trueSERVICEex:x { } }",
    "SELECT * { # a comment\n SERVICE # another\n <http://a.example/> { } }",
    "SELECT * { \\u0053ERVICE <http://a.example/> { } }",
    "SELECT * { ?s ?p 'it''s' . SERVICE <http://a.example/> { } }",
    'SELECT * { ?s ?p """a " b""" . SERVICE <http://a.example/> { } }',
    "SELECT * { FILTER (?a < 1 && ?b > 2) SERVICE <http://a.example/> { } }",
    "LOAD <http://a.example/>",
    "INSERT DATA { <a:a> <a:a> 1 } ; LOAD SILENT <http://a.example/> INTO GRAPH <a:b>",
]
STAYS = [
    "SELECT ?service ?load { ?service ?load ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://a.example/>' }",
    'SELECT * { ?s ?p """the " SERVICE""" }',
    "SELECT * { ?s <http://a.example/SERVICE> ?o } # SERVICE LOAD",
    "PREFIX ex: <http://a.example/> SELECT * { ex:service ex:load-more ?o }",
    "SELECT * { ?s ?p 'x'@en ; ?q _:service }",
    "SELECT * { FILTER (?a < 1) }",
]


@pytest.mark.parametrize("text", REACHES_OUT)
def test_reaches_out(text):
    """A keyword that makes a store open a connection is seen however it is written."""
    assert reaches_out(text)


@pytest.mark.parametrize("text", STAYS)
def test_stays(text):
    """The same letters in strings, IRIs, comments, variables and local names are nothing."""
    assert not reaches_out(text)


@pytest.mark.parametrize("text", REACHES_OUT + STAYS)
def test_mask_keeps_places(text):
    """What is masked has the length of the text, and braces stay where they are syntax."""
    assert len(masked(text)) == len(text)
    assert all(a in (b, " ") for a, b in zip(masked(text), text, strict=True))


def test_mask():
    """Strings, IRIs and comments are masked, and nothing else."""
    assert masked("{ ?s <a:b> '}' } # }") == "{ ?s           }    "
