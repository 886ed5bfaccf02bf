"""Someone else's SPARQL endpoint, asked politely: under our name, with time limits, waiting when told to wait."""

from __future__ import annotations

import http.client
import re
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import pyoxigraph
import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kb.errors import QueryError, UsageError
from kb.resources import version
from kb.store import Triples
from kb.store.graph import collected

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

    from kb.store import Answer

_BUSY: Final = (429, 503)
_WHOLE: Final = re.compile(rb"(?:</(?:[\w.-]+:)?RDF\s*>|<(?:[\w.-]+:)?RDF\b[^<>]*/>)\s*\Z")
_GRAPHS: Final = (SPARQLWrapper.CONSTRUCT, SPARQLWrapper.DESCRIBE)


class RemoteGraph:
    """A SPARQL 1.1 endpoint, by http or https; read-only.

    `timeout`: seconds that each attempt may be silent. `patience`: seconds to wait in all, at most, when the server
    answers 429 or 503; `sleep` does the waiting.

    Raises `UsageError` when the address is not one of the web.
    """

    def __init__(
        self, endpoint: str, *, timeout: int = 60, patience: float = 120, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        if urlsplit(endpoint).scheme not in {"http", "https"}:
            raise UsageError("endpoint", endpoint, "choose an address that begins with http:// or https://")
        self.endpoint, self._timeout, self._patience, self._sleep = endpoint, timeout, patience, sleep

    def query(self, text: str) -> Answer:
        """Ask the endpoint.

        Raises `QueryError` when it cannot be reached, refuses, keeps us waiting too long, or cuts its answer short.
        """
        request = self._request(text)
        waited = 0.0
        while True:
            try:
                return self._answer(request)
            except HTTPError as error:
                pause = _pause(error.headers) if error.code in _BUSY else None
                if pause is None or waited + pause > self._patience:
                    raise self._error(error if pause is None else f"{error}; asks to wait {pause:g} s") from error
            except (SPARQLWrapperException, URLError, OSError, http.client.HTTPException) as error:
                raise self._error(error) from error
            self._sleep(pause)
            waited += pause

    def _request(self, text: str) -> SPARQLWrapper.SPARQLWrapper:
        request = SPARQLWrapper.SPARQLWrapper(self.endpoint, agent=f"Dateline/{version()}")
        request.setQuery(text)
        if request.isSparqlUpdateRequest():
            raise self._error("only queries are sent, this is an update")
        # JSON and XML show when they were cut: a server's time limit may end an answer that began with status 200
        request.setReturnFormat(SPARQLWrapper.RDFXML if request.queryType in _GRAPHS else SPARQLWrapper.JSON)
        request.setMethod(SPARQLWrapper.POST)
        request.setOnlyConneg(True)
        request.setTimeout(self._timeout)
        return request

    def _answer(self, request: SPARQLWrapper.SPARQLWrapper) -> Answer:
        body = request.query().response.read()
        try:
            if request.queryType in _GRAPHS:
                return _graph(body)
            return collected(pyoxigraph.parse_query_results(body, pyoxigraph.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as error:
            raise self._error(f"the answer is cut short or not what was asked for: {error}") from error

    def _error(self, cause: object) -> QueryError:
        return QueryError("endpoint", self.endpoint, " ".join(str(cause).split())[:500])


def _graph(body: bytes) -> Triples:
    """Return the triples of RDF/XML; Oxigraph's reader would take one without its end for whole."""
    if not _WHOLE.search(body):
        raise ValueError("the end of rdf:RDF is missing")
    quads = pyoxigraph.parse(body, pyoxigraph.RdfFormat.RDF_XML)
    return Triples(tuple(sorted({quad.triple for quad in quads}, key=str)))


def _pause(headers: Message) -> float | None:
    """Return the seconds of Retry-After, which may also be a date: read against the server's own, never our clock."""
    said = headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        pause = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(pause.total_seconds(), 0.0)
