"""Other people's endpoints: a real `oxigraph serve`, and a small server that misbehaves."""

import socket
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pyoxigraph
import pytest

from kb import __version__, query
from kb.errors import QueryError, UsageError
from kb.graph import quads
from kb.store.graph import load_memory
from kb.store.remote import RemoteGraph
from tests.knowledge import knowledge
from tests.servers import free_port, served

SELECT = "SELECT ?s ?o { ?s <https://w3id.org/dateline/kb#status> ?o } ORDER BY ?s"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    """Serve the fixture with Oxigraph; return the address."""
    folder = tmp_path_factory.mktemp("served")
    store = pyoxigraph.Store(folder / "data")
    store.bulk_extend(quads(knowledge()))
    store.flush()
    del store
    with served(folder / "data") as address:
        yield address


@pytest.mark.parametrize(
    "text",
    [
        SELECT,
        "SELECT ?label ?no { ?e a <https://w3id.org/dateline/kb#Claim> ; <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label ?e",
        "ASK { ?s <https://w3id.org/dateline/kb#status> 'planned' }",
        "ASK { ?s <https://w3id.org/dateline/kb#status> 'no such' }",
        "CONSTRUCT { ?s <https://w3id.org/dateline/kb#status> ?o } WHERE { ?s <https://w3id.org/dateline/kb#status> ?o }",
    ],
)
def test_same_as_here(endpoint, text):
    """A server gives the answer that the graph here gives, terms and all."""
    assert RemoteGraph(endpoint).query(text) == load_memory(quads(knowledge())).query(text)


@pytest.mark.parametrize("name", query.names())
def test_questions_elsewhere(endpoint, name):
    """Each question by name, bound to a value, has the same answer there as here."""
    asked = query.load(name)
    values = {p.name: p.default.strip('"') for p in asked.parameters if p.type == "string"}
    assert query.run(asked, values, RemoteGraph(endpoint)) == query.run(asked, {}, load_memory(quads(knowledge())))


@pytest.mark.parametrize(
    ("text", "cause"),
    [("SELECT * { ?s ?p }", "expected"), ("INSERT DATA { <a:a> <a:b> 1 }", "update"), ("CLEAR ALL", "update")],
)
def test_refused(endpoint, text, cause):
    """A query that the server cannot parse is an error with its reason; an update is never sent."""
    with pytest.raises(QueryError, match=cause):
        RemoteGraph(endpoint).query(text)


def test_nobody_there():
    """An address where nobody listens is an error that names it."""
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(QueryError, match=address):
        RemoteGraph(address).query(SELECT)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/", "a.example/sparql", ""])
def test_only_the_web(address):
    """Addresses that are not of the web are refused before anything is opened."""
    with pytest.raises(UsageError, match="https://"):
        RemoteGraph(address)


EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'


@pytest.fixture
def serve():
    """Return a function that starts a server of prepared responses: (status, headers, body), then the last for ever."""
    servers = []

    def start(*responses):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])).decode()))
                status, headers, body = responses[min(len(asked), len(responses)) - 1]
                self.send_response_only(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_says_who_asks(serve):
    """The request bears our name and version, asks for JSON, and holds the query unchanged."""
    address, asked = serve((200, {"Content-Type": "application/sparql-results+json"}, EMPTY))
    assert RemoteGraph(address).query("SELECT ?s { ?s ?p 'é&+' }").rows == ()
    ((headers, body),) = asked
    assert headers["User-Agent"] == f"Dateline/{__version__}"
    assert "application/sparql-results+json" in headers["Accept"]
    assert body == "query=SELECT+%3Fs+%7B+%3Fs+%3Fp+%27%C3%A9%26%2B%27+%7D"


WAITS = {
    "seconds": ({"Retry-After": "7"}, 7.0),
    "a date": ({"Retry-After": "Tue, 24 Nov 2026 10:00:30 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 30.0),
    "a date in the past": (
        {"Retry-After": "Tue, 24 Nov 2026 09:00:00 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"},
        0.0,
    ),
}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("case", WAITS)
def test_waits_when_told_to(serve, status, case):
    """After 429 or 503 we wait as long as Retry-After says, in seconds or by the server's own clock, and ask again."""
    headers, seconds = WAITS[case]
    address, asked = serve((status, headers, b""), (status, headers, b""), (200, {}, EMPTY))
    waited = []
    assert RemoteGraph(address, sleep=waited.append).query(SELECT).rows == ()
    assert waited == [seconds, seconds]
    assert len(asked) == 3


@pytest.mark.parametrize(("pause", "waits"), [("3600", 0), ("50", 2)])
def test_patience_ends(serve, pause, waits):
    """We never wait longer than our patience in all, and say what the server asked for."""
    address, asked = serve((429, {"Retry-After": pause}, b""))
    waited = []
    with pytest.raises(QueryError, match=f"wait {pause} s"):
        RemoteGraph(address, sleep=waited.append, patience=120).query(SELECT)
    assert len(waited) == waits
    assert len(asked) == waits + 1


@pytest.mark.parametrize(
    "headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "Tue, 24 Nov 2026 10:00:30 GMT"}, {"Retry-After": "-5"}]
)
def test_no_time_to_wait(serve, headers):
    """A server that is busy and does not say for how long is an error at once."""
    address, asked = serve((503, headers, b""))
    with pytest.raises(QueryError, match="503"):
        RemoteGraph(address, sleep=pytest.fail).query(SELECT)
    assert len(asked) == 1


XML = b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='a:a'>"
CUT = {
    "half a JSON": (SELECT, {}, EMPTY[:-3]),
    "half a row": (
        SELECT,
        {},
        b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "a:a"}}',
    ),
    "nothing": (SELECT, {}, b""),
    "a web page": (SELECT, {"Content-Type": "text/html"}, b"<html><body>Welcome</body></html>"),
    "fewer bytes than said": (SELECT, {"Content-Length": "9999"}, EMPTY),
    "half a graph": ("CONSTRUCT WHERE { ?s ?p ?o }", {}, XML),
    "no answer to ASK": ("ASK { ?s ?p ?o }", {}, b"{}"),
}


@pytest.mark.parametrize("case", CUT)
def test_cut_short(serve, case):
    """An answer of status 200 that ends too early, or is something else, is an error and never a shorter answer."""
    text, headers, body = CUT[case]
    address, _ = serve((200, headers, body))
    with pytest.raises(QueryError):
        RemoteGraph(address).query(text)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 414, 500, 502])
def test_other_errors(serve, status):
    """Any other status is an error at once."""
    address, asked = serve((status, {}, b"because"))
    with pytest.raises(QueryError):
        RemoteGraph(address, sleep=pytest.fail).query(SELECT)
    assert len(asked) == 1


def test_silence():
    """A server that accepts and says nothing is an error after the time limit."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        started = time.monotonic()
        with pytest.raises(QueryError, match="timed out"):
            RemoteGraph(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=1).query(SELECT)
        assert time.monotonic() - started < 5
