"""JSON-LD: the named graphs as JSON, with a context that keeps names and values short."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal

from kb.export.jsonl import as_json
from kb.export.rdf import graphs, named, short, subjects
from kb.graph import BASE, PREFIXES, quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from kb.model import Knowledge

SUFFIX = ".jsonld"
GRAPH = True

_TYPE: Final = PREFIXES["rdf"] + "type"
_XSD: Final = PREFIXES["xsd"]
_STRING: Final = _XSD + "string"
_NATIVE: Final = {_XSD + "integer", _XSD + "boolean"}  # JSON's own numbers and truth values mean these


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the context, then each graph with one node a line."""
    found = quads(knowledge)
    coerced = _coerced(found)
    context = (
        {"@base": BASE} | dict(sorted(PREFIXES.items())) | {name: {"@type": kind} for name, kind in coerced.items()}
    )
    yield '{"@context": {\n' + ",\n".join(f"{as_json(name)}: {as_json(means)}" for name, means in context.items())
    yield '\n},\n"@graph": ['
    for number, (name, group) in enumerate(graphs(found)):
        nodes = ",\n".join(as_json(_node(subject, part, coerced)) for subject, part in subjects(group))
        yield ("," if number else "") + f'\n{{"@id": {as_json(short(name))}, "@graph": [\n{nodes}\n]}}'
    yield "\n]}\n"


def _coerced(found: Iterable[Quad]) -> dict[str, str]:
    """Return the kind of value of each predicate that has but one, where plain JSON would not say it."""
    kinds: dict[str, set[str]] = {}
    for quad in found:
        if quad.predicate.value != _TYPE:
            kinds.setdefault(short(quad.predicate.value), set()).add(_kind(quad.object))
    one = {name: next(iter(kind)) for name, kind in sorted(kinds.items()) if len(kind) == 1}
    return {name: short(kind) for name, kind in one.items() if kind != _STRING and kind not in _NATIVE}


def _kind(term: object) -> str:
    return term.datatype.value if isinstance(term, Literal) else "@id"


def _node(subject: str, statements: Iterable[Quad], coerced: dict[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": short(subject)}
    for predicate, group in groupby(statements, key=lambda quad: quad.predicate.value):
        if predicate == _TYPE:
            name, values = "@type", [short(named(quad.object)) for quad in group]
        else:
            name = short(predicate)
            values = [_value(quad.object, coerced.get(name, "")) for quad in group]
        node[name] = values[0] if len(values) == 1 else values
    return node


def _value(term: object, coerced: str) -> Any:
    if not isinstance(term, Literal):
        return short(named(term)) if coerced == "@id" else {"@id": short(named(term))}
    kind, text = _kind(term), term.value
    if kind in _NATIVE and json.dumps(json.loads(text)) == text:
        return json.loads(text)
    if kind == _STRING or coerced == short(kind):
        return text
    return {"@value": text, "@type": short(kind)}
