"""Questions by name, file or text, put to a graph here or elsewhere.

A question is a SPARQL file, complete and valid as it is. Comments at its head describe it:

    #+ summary: one sentence
    #+ parameter: NAME TYPE what it does

and each parameter is a variable with its default in a VALUES block, `VALUES ?NAME { "default" }`. Another value takes
the default's place as a term, escaped and typed, never as text: nothing in a value can become syntax. TYPE is one of
string, integer, decimal, boolean, date (xsd:date) and iri.
"""

from __future__ import annotations

import csv
import io
import json
import re
from calendar import isleap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import pyoxigraph

from kb import resources
from kb.errors import QueryError, UsageError
from kb.graph import PREFIXES
from kb.store import Solutions, Triples
from kb.store.sparql import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kb.store import Answer, Queryable, Term

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DAYS: Final = r"(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31|02-29"
_FORMS: Final = {
    "boolean": re.compile("true|false"),
    "date": re.compile(rf"-?[0-9]{{4,12}}-(?:{_DAYS})"),
    "decimal": re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?"),
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "iri": re.compile(".+", re.DOTALL),
    "string": re.compile(".*", re.DOTALL),
}
_SUCH_AS: Final = {"boolean": ", true or false", "date": ", such as 2023-05-03", "decimal": ", such as 0.5"}
_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADER: Final = re.compile(r"#\+[ \t]*(summary|parameter):[ \t]*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question; `default` is a SPARQL term."""

    name: str
    type: str
    description: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: its text with the defaults in place, and what its header says."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the text with these values in place of the defaults.

        Raises `UsageError` for a parameter that there is not, naming those there are, and for a value of another type.
        """
        types = {parameter.name: parameter.type for parameter in self.parameters}
        text = self.text
        for name, value in values.items():
            if name not in types:
                choices = ", ".join(types) or "this query has none"
                raise UsageError(f"parameter of {self.name}", name, f"choose one of: {choices}")
            start, end = _block(text, name)
            text = f"{text[:start]} {_term(name, types[name], value)} {text[end:]}"
        return text


def names() -> dict[str, str]:
    """Return name → summary of the questions that come with Dateline, sorted by name."""
    files = sorted(resources.path("queries").glob("*.rq"))
    return {file.stem: load(file.stem).summary for file in files}


def load(source: str) -> Query:
    """Return a question: one of `names()`, else a file, else `source` itself when it is SPARQL.

    Raises `UsageError` when it is none of these, `QueryError` when the file cannot be read or its header is wrong.
    """
    own = resources.path("queries") / f"{source}.rq"
    if re.fullmatch(r"[\w-]+", source) and own.is_file():
        return _parse(source, own.read_text("utf8"))
    if re.search(r"[{}\n]", source):
        return _parse("query", source)
    file = Path(source)
    if not file.is_file():
        raise UsageError("query", source, "choose a file, or one of: " + ", ".join(names()))
    try:
        return _parse(file.stem, file.read_text("utf8"))
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("query", source, error) from error


def run(query: Query, parameters: Mapping[str, str], store: Queryable) -> Answer:
    """Put a question to a graph, with values for some of its parameters.

    Raises `UsageError` as `Query.bind` does, and `QueryError` as the graph does.
    """
    return store.query(query.bind(parameters))


def _parse(name: str, text: str) -> Query:
    headers = [found.groups() for line in text.splitlines() if (found := _HEADER.match(line))]
    return Query(
        name=name,
        summary=" ".join(rest for key, rest in headers if key == "summary"),
        parameters=tuple(_parameter(name, rest, text) for key, rest in headers if key == "parameter"),
        text=text,
    )


def _parameter(query: str, header: str, text: str) -> Parameter:
    parts = header.split(maxsplit=2)
    if len(parts) < 2 or parts[1] not in _FORMS:
        raise QueryError("header of query", query, f"{header!r} is not NAME TYPE, with TYPE one of {', '.join(_FORMS)}")
    start, end = _block(text, parts[0])
    return Parameter(name=parts[0], type=parts[1], description="".join(parts[2:]), default=text[start:end].strip())


def _block(text: str, name: str) -> tuple[int, int]:
    """Return where the inside of `VALUES ?name { … }` starts and ends."""
    found = re.search(rf"\bVALUES\s*[?$]{re.escape(name)}\s*\{{([^{{}}]*)\}}", masked(text), re.IGNORECASE)
    if found is None:
        raise QueryError("parameter", name, f"the query lacks VALUES ?{name} {{ … }}")
    return found.span(1)


def _term(name: str, kind: str, value: str) -> str:
    """Return the value as a SPARQL term; N-Triples' escapes are SPARQL's too."""
    try:
        if not _FORMS[kind].fullmatch(value) or (kind == "date" and _no_leap_day(value)):
            raise UsageError("parameter", name, f"{value!r} is not of type {kind}{_SUCH_AS.get(kind, '')}")
        if kind == "iri":
            return str(pyoxigraph.NamedNode(value))
        return str(pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(_XSD + kind)))
    except ValueError as error:
        raise UsageError("parameter", name, f"{value!r} is not of type {kind}: {error}") from error


def _no_leap_day(value: str) -> bool:
    return value.endswith("02-29") and not isleap(int(value[:-6]))


def rows(answer: Answer) -> Iterator[tuple[str, ...]]:
    """Yield an answer as a table of text: the names of the columns, then a row each; what is unbound is empty."""
    return _table(answer, _text)


def write(answer: Answer, form: str) -> str:
    """Return an answer in a format: csv, or json and xml (SPARQL 1.1 results), or turtle for CONSTRUCT and DESCRIBE.

    CSV is made for spreadsheets: strings that one would take for a formula begin with an apostrophe.

    Raises `UsageError` when there is no such format, or it does not hold this kind of answer.
    """
    writers: dict[str, Callable[[], str]] = {"csv": lambda: _csv(answer)}
    if isinstance(answer, Triples):
        writers["turtle"] = lambda: _turtle(answer)
    else:
        writers |= {"json": lambda: _json(answer), "xml": lambda: _xml(answer)}
    if form not in writers:
        raise UsageError("format for this kind of answer", form, "choose one of " + ", ".join(writers))
    return writers[form]()


def _table(answer: Answer, cell: Callable[[Term | None], str]) -> Iterator[tuple[str, ...]]:
    if isinstance(answer, Solutions):
        yield answer.variables
        yield from (tuple(map(cell, row)) for row in answer.rows)
    elif isinstance(answer, Triples):
        yield ("subject", "predicate", "object")
        yield from (tuple(map(cell, triple)) for triple in answer.triples)
    else:
        yield ("answer",)
        yield (str(answer).lower(),)


def _text(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, pyoxigraph.Triple) else term.value


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(_table(answer, _cell))
    return out.getvalue()


def _cell(term: Term | None) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers and dates may begin with a sign."""
    text = _text(term)
    written = isinstance(term, pyoxigraph.Literal) and (term.language or term.datatype.value == _XSD + "string")
    return f"'{text}" if written and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _json(answer: Answer) -> str:
    if not isinstance(answer, Solutions):
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    bindings = [
        {name: _value(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    document = {"head": {"vars": answer.variables}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _value(term: Term) -> dict[str, Any]:
    """Return a term as SPARQL 1.1 Query Results JSON, section 3.2.2, has it; triple terms as SPARQL 1.2."""
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        names = ("subject", "predicate", "object")
        return {"type": "triple", "value": {name: _value(part) for name, part in zip(names, term, strict=True)}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    datatype = {} if term.datatype.value == _XSD + "string" else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **datatype}


def _xml(answer: Answer) -> str:
    """Return SPARQL Query Results XML; characters that XML cannot hold become U+FFFD."""
    root = ET.Element("sparql", xmlns=_RESULTS)
    head = ET.SubElement(root, "head")
    if isinstance(answer, Solutions):
        for name in answer.variables:
            ET.SubElement(head, "variable", name=name)
        results = ET.SubElement(root, "results")
        for row in answer.rows:
            result = ET.SubElement(results, "result")
            for name, term in zip(answer.variables, row, strict=True):
                if term is not None:
                    _element(ET.SubElement(result, "binding", name=name), _value(term))
    else:
        ET.SubElement(root, "boolean").text = str(answer).lower()
    ET.indent(root, " ")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").replace("\r", "&#13;") + "\n"
    )


def _element(parent: ET.Element, value: dict[str, Any]) -> None:
    element = ET.SubElement(parent, value["type"], {k: v for k, v in value.items() if k not in {"type", "value"}})
    if value["type"] == "triple":
        for name, part in value["value"].items():
            _element(ET.SubElement(element, name), part)
    else:
        element.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value["value"])


def _turtle(answer: Triples) -> str:
    out = io.BytesIO()
    pyoxigraph.serialize(answer.triples, out, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(sorted(lines[: len(PREFIXES)]) + lines[len(PREFIXES) :])  # Oxigraph writes prefixes in any order
