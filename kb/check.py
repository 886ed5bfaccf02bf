"""Knowledge → problems: words that do not stand where they are said to stand, quads without the shape they should have."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pyoxigraph
import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kb.model import Problem
from kb.resources import path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad
    from rdflib.term import Node

    from kb.model import Article, Claim, Knowledge, Span

_DATE: Final = "http://www.w3.org/2001/XMLSchema#date"
_BATCH: Final = 5_000  # quads a run of pySHACL: measured 110 µs a quad, 145 µs at 20,000, and 30 ms to start
# Python's dates, which rdflib computes with, end at the years 1 and 9999; SHACL would call any other date ill-formed.
_BEYOND_PYTHON: Final = re.compile(r"(?:-\d{4,}|0000|\d{5,})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def quotes(knowledge: Knowledge) -> tuple[Problem, ...]:
    """Find claims whose words are not in their article.

    An article whose text has changed has another id, so its claims are found too. Checked: that quote, trigger,
    participants, places, speakers and times lie in the text; that the trigger lies in the quote; that participants and
    times are the very words; that events and denotations rest on claims that exist.
    """
    articles = {article.id: article for article in knowledge.articles}
    claims = {claim.id for claim in knowledge.claims}
    found = [problem for claim in knowledge.claims for problem in _claim(claim, articles.get(claim.article))]
    pairs = [(f"event {event.id}", claim) for event in knowledge.events for claim in event.claims]
    pairs += [(f"denotation of {item.entity}", item.claim) for item in knowledge.denotations]
    found += [
        _problem(f"{what} rests on claim {claim}, which is missing") for what, claim in pairs if claim not in claims
    ]
    return tuple(found)


def _claim(claim: Claim, article: Article | None) -> Iterator[Problem]:
    if article is None:
        yield _problem(f"claim {claim.id}: there is no article with the text that it quotes", claim.article[:12])
        return
    where = article.url or article.source or article.id[:12]
    for what, span, words in _spans(claim):
        if not 0 <= span.start < span.end <= len(article.text):
            yield _problem(f"claim {claim.id}: {what} lies outside the text", where, span)
        elif words is not None and span.of(article.text) != words:
            yield _problem(f"claim {claim.id}: {what} {words!r} is not what the text says there", where, span)
    if not claim.quote.covers(claim.trigger):
        yield _problem(f"claim {claim.id}: trigger lies outside the quote", where, claim.trigger)


def _spans(claim: Claim) -> Iterator[tuple[str, Span, str | None]]:
    """Yield each span of a claim: what it is, where, and the words if they are said."""
    yield "quote", claim.quote, None
    yield "trigger", claim.trigger, None
    yield from ((f"participant ({part.role})", part.span, part.text) for part in claim.participants)
    yield from (("place", part.span, part.text) for part in claim.places)
    yield from (("speaker", said.span, None) for said in claim.attribution)
    if claim.when.span:
        yield "time", claim.when.span, claim.when.text


def shapes(quads: Iterable[Quad]) -> tuple[Problem, ...]:
    """Find what differs from the SHACL shapes in ontology/shapes.

    Each named graph is judged by itself; the quads come sorted by graph, as `kb.graph.quads` gives them. Dates beyond the
    years 1 to 9999 are taken as they are when well-formed: rdflib cannot order them.
    """
    rules = Graph()
    for file in sorted(path("ontology").joinpath("shapes").glob("*.ttl")):
        rules.parse(file, format="turtle")
    return tuple(problem for batch in _batches(quads) for problem in _differences(batch, rules))


def _batches(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Yield whole graphs, small ones together."""
    batch: list[Quad] = []
    for _, graph in groupby(quads, key=lambda quad: quad.graph_name):
        more = list(graph)
        if batch and len(batch) + len(more) > _BATCH:
            yield batch
            batch = []
        batch += more
    if batch:
        yield batch


def _differences(batch: list[Quad], rules: Graph) -> list[Problem]:
    triples = (quad.triple for quad in batch if not _unorderable(quad))
    data = Graph().parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=rules, inplace=True)
    if conforms:
        return []
    return sorted((_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)), key=str)


def _unorderable(quad: Quad) -> bool:
    literal = quad.object
    if not isinstance(literal, pyoxigraph.Literal) or literal.datatype.value != _DATE:
        return False
    return bool(_BEYOND_PYTHON.fullmatch(literal.value))


def _result(report: Graph, node: Node) -> Problem:
    parts = (SH.focusNode, SH.resultPath, SH.resultMessage, SH.value)
    focus, where, message, value = (report.value(node, part) for part in parts)
    found = "" if value is None else f" (found {value!s:.80})"
    return _problem(f"{focus}: {where or 'node'}: {message}{found}")


def _problem(message: str, article: str = "", span: Span | None = None) -> Problem:
    return Problem(stage="check", message=message, article=article, span=span)
