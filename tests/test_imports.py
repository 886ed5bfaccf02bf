"""What each command loads: nothing that it does not need."""

import subprocess
import sys

import pytest

from tests.commands import SAMPLES, env

MODEL = {"numpy", "onnxruntime", "tokenizers"}
PAGES = {"trafilatura", "lxml", "htmldate", "charset_normalizer"}
RDF = {"pyoxigraph", "rdflib", "pyshacl", "SPARQLWrapper"}
REST = {"sqlite3", "dateutil", "rich.table", "rich.progress", "multiprocessing", "urllib.request"}
HEAVY = MODEL | PAGES | RDF | REST
NATO = SAMPLES / "nato-ministers-part-without-defence-plans.txt"

LOADED = """
import sys
before = set(sys.modules)
from kb.cli import main
try:
    main()
finally:
    print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def loaded(*arguments, code=LOADED):
    """Return the modules of `HEAVY` that a command loads."""
    run = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(run, check=True, capture_output=True, env=env(), text=True)
    return set(done.stderr.splitlines()[-1].split()) & HEAVY


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["add", "--help"], ["timeline", "--help"]])
def test_help(arguments):
    """Help needs the parts' names only: no library but that of the command line is loaded."""
    assert loaded(*arguments) == set()


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["status"], {"sqlite3", "dateutil"}),
        (["timeline", "--format", "jsonl"], {"sqlite3", "dateutil"}),
        (["timeline"], {"sqlite3", "dateutil", "rich.table"}),
        (["export", "jsonl"], {"sqlite3", "dateutil"}),
        (["export", "nquads"], {"sqlite3", "dateutil", "pyoxigraph"}),
        (["query", "list"], {"pyoxigraph"}),
        (["query", "top", "--format", "csv"], {"sqlite3", "dateutil", "pyoxigraph", "rdflib", "urllib.request"}),
        (["verify"], HEAVY - MODEL - PAGES - {"multiprocessing"}),
    ],
)
def test_reading(samples, arguments, allowed):
    """Commands that only look at a knowledge base load neither the model nor what reads pages, and no RDF unasked."""
    assert loaded("--kb", samples, *arguments) <= allowed


def test_annotate():
    """Annotating a text loads the model, but no store and no reader of pages."""
    found = loaded("annotate", NATO, "--format", "conllu")
    assert found >= MODEL
    assert not found & (RDF | {"trafilatura", "htmldate", "sqlite3", "multiprocessing"})


def test_package():
    """Importing the package loads nothing heavy."""
    code = "import sys, kb; print(*sys.modules, file=sys.stderr)"
    assert loaded(code=code) == set()
