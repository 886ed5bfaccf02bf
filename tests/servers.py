"""Servers that tests ask: a real Oxigraph, and ports that nobody holds."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


def free_port():
    """Return a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def served(store):
    """Serve an Oxigraph store, read-only; give the address that answers queries."""
    port = free_port()
    serve = [OXIGRAPH, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(serve, stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/").close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
        server.terminate()
