"""Knowledge → quads. The only module that knows our IRIs.

One named graph per article version holds the article, its claims and the run that read them; one holds the merged
events, one the entities and the software. No triple stands in two graphs: Oxigraph's union of graphs, which queries see,
would count it twice. Terms are defined in ontology/kb.ttl. Importing this module is cheap: pyoxigraph loads with
the first call of `quads`.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from kb.model import Kind
from kb.resources import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from kb.model import Article, Attribution, Claim, Entity, Event, Knowledge, Stamp, When

BASE: Final = "https://w3id.org/dateline/id/"
KB: Final = "https://w3id.org/dateline/kb#"
_ARTICLE: Final = BASE + "article/"
TYPES: Final = "https://w3id.org/dateline/types#"

EVENTS: Final = BASE + "graph/events"
ENTITIES: Final = BASE + "graph/entities"
ROLES: Final = ("agent", "attribute", "participant", "patient", "recipient")
"""The subproperties of sem:hasActor in ontology/kb.ttl; a role that is not among them is written as `participant`."""

PREFIXES: Final = {
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kb": KB,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "type": TYPES,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix → namespace of everything that is written; exports and queries share it."""

_KINDS: Final = {
    Kind.PERSON: "schema:Person",
    Kind.ORGANISATION: "schema:Organization",
    Kind.PLACE: "schema:Place",
    Kind.GROUP: "kb:Group",
    Kind.OTHER: "kb:Thing",
}
_TYPE: Final = "rdf:type"
_LABEL: Final = "rdfs:label"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WHOLE_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")


def article_iri(article: Article) -> str:
    """Return the IRI of an article version; its named graph has the same IRI."""
    return _ARTICLE + article.id


def claim_iri(claim: Claim) -> str:
    """Return the IRI of a claim."""
    return BASE + "claim/" + claim.id


def entity_iri(entity: Entity) -> str:
    """Return the IRI of an entity."""
    return BASE + "entity/" + entity.id


def event_iri(event: Event) -> str:
    """Return the IRI of an event."""
    return BASE + "event/" + event.id


class _Ref(NamedTuple):
    iri: str


class _Value(NamedTuple):
    text: str
    datatype: str = "xsd:string"


_Statement: TypeAlias = tuple[str, str, _Ref | _Value]  # subject IRI, predicate as a prefixed name, object


def quads(knowledge: Knowledge) -> list[Quad]:
    """Return what is known as quads without blank nodes, each once, sorted by graph, subject, predicate and object.

    Lone surrogates, which RDF cannot hold, become U+FFFD; every other character of a quote is kept.
    """
    from pyoxigraph import Literal, NamedNode, Quad  # noqa: PLC0415 - users of the IRIs alone need not load it

    node = cache(NamedNode)  # most are met many times

    def term(thing: _Ref | _Value) -> NamedNode | Literal:
        if isinstance(thing, _Ref):
            return node(thing.iri)
        text = thing.text if thing.text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", thing.text)
        return Literal(text, datatype=node(_expand(thing.datatype)))

    found: dict[
        str, dict[str, set[tuple[str, _Ref | _Value]]]
    ] = {}  # graph → subject → what is said of it: small sets sort fast
    for graph, statements in _graphs(knowledge):
        about = found.setdefault(graph, {})
        for s, p, o in statements:
            about.setdefault(s, set()).add((_expand(p), o))
    made: list[Quad] = []
    for graph in sorted(found):
        named = NamedNode(graph)
        for s in sorted(found[graph]):
            subject = NamedNode(s)
            made += [Quad(subject, node(p), term(o), named) for p, o in sorted(found[graph][s])]
    return made


@cache
def _expand(name: str) -> str:
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


def _graphs(knowledge: Knowledge) -> Iterator[tuple[str, Iterable[_Statement]]]:
    meant: dict[str, dict[tuple[int, int], str]] = {}
    for denotation in knowledge.denotations:
        meant.setdefault(denotation.claim, {})[denotation.span] = BASE + "entity/" + denotation.entity
    articles = {article.id: article for article in knowledge.articles}
    for article in knowledge.articles:
        yield article_iri(article), _article(article)
    for claim in knowledge.claims:
        yield _ARTICLE + claim.article, _claim(claim, articles[claim.article].text, meant.get(claim.id, {}))
    if knowledge.articles:
        yield ENTITIES, _software_statements()
    for entity in knowledge.entities:
        yield ENTITIES, _entity(entity)
    for event in knowledge.events:
        yield EVENTS, _event(event)


def _article(article: Article) -> Iterator[_Statement]:
    iri, run = article_iri(article), _run(article.id)
    yield iri, _TYPE, _Ref(_expand("schema:NewsArticle"))
    yield iri, _TYPE, _Ref(_expand("prov:Entity"))
    yield iri, "kb:sha256", _Value(article.id)
    yield iri, "schema:inLanguage", _Value(article.language)
    texts = {"schema:headline": article.title, "schema:publisher": article.publisher}
    yield from ((iri, predicate, _Value(text)) for predicate, text in texts.items() if text)
    yield from ((iri, "schema:author", _Value(author)) for author in article.authors)
    if article.url:
        yield iri, "schema:url", _Value(article.url, "xsd:anyURI")
    yield from _stamp(iri, "published", article.published)
    yield from _stamp(iri, "modified", article.modified)
    yield run, _TYPE, _Ref(_expand("prov:Activity"))
    yield run, "prov:used", _Ref(iri)
    yield run, "prov:wasAssociatedWith", _Ref(_software())


def _software() -> str:
    return BASE + "software/dateline-" + version()


def _software_statements() -> Iterator[_Statement]:
    yield _software(), _TYPE, _Ref(_expand("prov:SoftwareAgent"))
    yield _software(), _LABEL, _Value("Dateline " + version())


def _run(article: str) -> str:
    """Return the IRI of the run that read the article with this id."""
    return BASE + "run/" + hashlib.sha256(f"{article} {version()}".encode()).hexdigest()[:20]


def _stamp(iri: str, verb: str, stamp: Stamp | None) -> Iterator[_Statement]:
    """Yield an article's date: as EDTF always, for schema.org only where it is known to the day."""
    if stamp is None:
        return
    yield iri, f"kb:{verb}", _Value(stamp.edtf, "edtf:EDTF")
    yield iri, f"kb:{verb}Origin", _Value(stamp.origin)
    if day := _WHOLE_DAY.match(stamp.edtf):
        yield iri, f"schema:date{verb.capitalize()}", _Value(day.group(), "xsd:date")


def _claim(claim: Claim, text: str, meant: dict[tuple[int, int], str]) -> Iterator[_Statement]:
    iri = claim_iri(claim)
    quote = iri + "#quote"
    yield iri, _TYPE, _Ref(_expand("kb:Claim"))
    yield iri, _LABEL, _Value(claim.label)
    yield iri, "kb:status", _Value(claim.status)
    yield iri, "kb:confidence", _decimal(claim.confidence)
    yield iri, "kb:trigger", _Value(claim.trigger.of(text))
    yield iri, "kb:triggerStart", _integer(claim.trigger.start)
    yield iri, "kb:triggerEnd", _integer(claim.trigger.end)
    yield iri, "prov:wasGeneratedBy", _Ref(_run(claim.article))
    yield iri, "oa:hasSource", _Ref(_ARTICLE + claim.article)
    yield iri, "oa:hasSelector", _Ref(quote)
    yield quote, _TYPE, _Ref(_expand("oa:TextQuoteSelector"))
    yield quote, _TYPE, _Ref(_expand("oa:TextPositionSelector"))
    yield quote, "oa:exact", _Value(claim.quote.of(text))
    yield quote, "oa:start", _integer(claim.quote.start)
    yield quote, "oa:end", _integer(claim.quote.end)
    kinds = {"kb:statement": claim.statement, "kb:aside": claim.aside}
    yield from ((iri, kind, _Value("true", "xsd:boolean")) for kind, holds in kinds.items() if holds)
    yield from ((iri, "schema:mentions", _Ref(entity)) for entity in meant.values())
    yield from _when(iri, claim.when)
    words = {"kb:timeText": claim.when.text, "kb:timeAnchor": claim.when.anchor, "kb:timeRule": claim.when.rule}
    yield from ((iri, predicate, _Value(word)) for predicate, word in words.items() if word)
    for number, attribution in enumerate(claim.attribution, 1):
        yield from _attribution(iri, f"{iri}#attribution-{number}", attribution, meant.get(attribution.span))


def _attribution(claim: str, iri: str, attribution: Attribution, entity: str | None) -> Iterator[_Statement]:
    yield claim, "prov:qualifiedAttribution", _Ref(iri)
    yield iri, _TYPE, _Ref(_expand("prov:Attribution"))
    yield iri, "kb:speaker", _Value(attribution.speaker)
    yield iri, "kb:cue", _Value(attribution.cue)
    yield iri, "kb:quoted", _Value(str(attribution.quoted).lower(), "xsd:boolean")
    if entity:
        yield claim, "prov:wasAttributedTo", _Ref(entity)
        yield iri, "prov:agent", _Ref(entity)


def _when(iri: str, when: When) -> Iterator[_Statement]:
    bounds = when.bounds
    yield iri, "kb:basis", _Value(when.basis)
    if when.edtf:
        yield iri, "kb:edtf", _Value(when.edtf, "edtf:EDTF")
    days = {
        "sem:hasEarliestBeginTimeStamp": bounds.earliest_begin,
        "sem:hasLatestBeginTimeStamp": bounds.latest_begin,
        "sem:hasEarliestEndTimeStamp": bounds.earliest_end,
        "sem:hasLatestEndTimeStamp": bounds.latest_end,
    }
    yield from ((iri, predicate, _Value(str(day), "xsd:date")) for predicate, day in days.items() if day)


def _entity(entity: Entity) -> Iterator[_Statement]:
    iri = entity_iri(entity)
    yield iri, _TYPE, _Ref(_expand("kb:Entity"))
    yield iri, _TYPE, _Ref(_expand(_KINDS[entity.kind]))
    yield iri, _LABEL, _Value(entity.label)
    yield from ((iri, "skos:altLabel", _Value(alias)) for alias in entity.aliases)
    yield from ((iri, "owl:sameAs", _Ref(same)) for same in entity.same_as)
    if entity.country:
        yield iri, "schema:addressCountry", _Value(entity.country)
    for predicate, degrees in (("geo:lat", entity.latitude), ("geo:long", entity.longitude)):
        if degrees is not None:
            yield iri, predicate, _decimal(degrees)


def _event(event: Event) -> Iterator[_Statement]:
    iri = event_iri(event)
    yield iri, _TYPE, _Ref(_expand("sem:Event"))
    yield iri, _LABEL, _Value(event.label)
    yield iri, "sem:eventType", _Ref(TYPES + event.type)
    yield iri, "kb:status", _Value(event.status)
    yield iri, "kb:sources", _integer(event.sources)
    yield iri, "kb:salience", _decimal(event.salience)
    yield from ((iri, "kb:reason", _Value(reason)) for reason in event.reasons)
    yield from ((iri, "gaf:denotedBy", _Ref(BASE + "claim/" + claim)) for claim in event.claims)
    yield from ((iri, "sem:hasPlace", _Ref(BASE + "entity/" + place)) for place in event.places)
    yield from _when(iri, event.when)
    for actor in event.actors:
        role = actor.role if actor.role in ROLES else "participant"
        yield iri, "sem:hasActor", _Ref(BASE + "entity/" + actor.entity)  # said outright: SPARQL stores do not infer
        yield iri, "kb:" + role, _Ref(BASE + "entity/" + actor.entity)


def _integer(number: int) -> _Value:
    return _Value(str(number), "xsd:integer")


def _decimal(number: float) -> _Value:
    """Return the canonical xsd:decimal, to a millionth: Oxigraph would rewrite any other form on loading."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return _Value("0" if text == "-0" else text, "xsd:decimal")
