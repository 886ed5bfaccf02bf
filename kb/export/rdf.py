"""Quads as Turtle: short names, one block a subject, everything in a fixed order, so that a diff shows what changed.

Oxigraph's own serialiser keeps the order of its input but repeats subjects across runs of quads and writes numbers long.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from kb.graph import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")  # a part of Turtle's PN_LOCAL that never needs an escape
_RELATIVE: Final = re.compile(r"[a-z]+/[0-9A-Za-z#/-][0-9A-Za-z.#/-]*")
_XSD: Final = PREFIXES["xsd"]
_BARE: Final = {_XSD + "integer": re.compile(r"[+-]?\d+"), _XSD + "boolean": re.compile(r"true|false")}
_ESCAPES: Final = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_SPECIAL: Final = re.compile('[\\\\"\x00-\x1f\x7f\x85\u2028\u2029]')
_FIRST: Final = {PREFIXES["rdf"] + "type": 0, PREFIXES["rdfs"] + "label": 1}


def head() -> str:
    """Return the base and the prefixes; the base makes `<event/…>` of our own IRIs."""
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(PREFIXES.items()))
    return f"@base <{BASE}> .\n{prefixes}"


def graphs(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """Yield each graph's IRI with its quads, for quads sorted by graph."""
    for name, group in groupby(quads, key=lambda quad: named(quad.graph_name)):
        yield name, list(group)


def subjects(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """Yield each subject's IRI with its quads: subjects by IRI, in each type and label first, then by predicate and object."""
    ordered = sorted(quads, key=lambda quad: (named(quad.subject), *_rank(quad.predicate.value), str(quad.object)))
    for name, group in groupby(ordered, key=lambda quad: named(quad.subject)):
        yield name, list(group)


def block(subject: str, quads: Iterable[Quad], indent: str = "") -> str:
    """Return one subject with its statements as Turtle."""
    lines = []
    for predicate, group in groupby(quads, key=lambda quad: quad.predicate.value):
        objects = ", ".join(dict.fromkeys(term(quad.object) for quad in group))
        lines.append(f"{indent}  {'a' if _FIRST.get(predicate) == 0 else iri(predicate)} {objects}")
    return f"{indent}{iri(subject)}\n" + " ;\n".join(lines) + " .\n"


def short(value: str) -> str:
    """Return the IRI as a prefixed name, or relative to the base, or unchanged."""
    for name, namespace in PREFIXES.items():
        if value.startswith(namespace) and _LOCAL.fullmatch(value, len(namespace)):
            return f"{name}:{value[len(namespace) :]}"
    relative = value.removeprefix(BASE)
    return relative if relative != value and _RELATIVE.fullmatch(relative) else value


def iri(value: str) -> str:
    """Return the IRI as Turtle writes it."""
    name = short(value)
    return name if name != value and not _is_relative(name, value) else f"<{name}>"


def term(value: object) -> str:
    """Return an IRI or a literal as Turtle writes it; raises as `named` does."""
    return _literal(value) if isinstance(value, Literal) else iri(named(value))


def named(term: object) -> str:
    """Return the IRI of a named node.

    Raises `TypeError` for blank nodes, triple terms and the default graph: nothing that is exported has any.
    """
    if isinstance(term, NamedNode):
        return term.value
    raise TypeError(f"not an IRI: {term}")


def _literal(value: Literal) -> str:
    datatype = value.datatype.value
    if datatype in _BARE and _BARE[datatype].fullmatch(value.value):
        return value.value
    text = '"' + _SPECIAL.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", value.value) + '"'
    if value.language:
        return f"{text}@{value.language}"
    return text if datatype == _XSD + "string" else f"{text}^^{iri(datatype)}"


def _is_relative(name: str, value: str) -> bool:
    return value == BASE + name


def _rank(predicate: str) -> tuple[int, str]:
    return _FIRST.get(predicate, 2), short(predicate)
