"""The command line's contract: exit status, streams, folders, and what changes a knowledge base."""

import json
import re

import pytest

from kb import __version__, parts
from kb.base import Base
from kb.graph import article_iri
from kb.store.ledger import Ledger
from tests.commands import SAMPLES, kb

TIMELINES = parts.names("export", having="TIMELINE")
GRAPHS = parts.names("export", having="GRAPH")
NATO = SAMPLES / "nato-ministers-part-without-defence-plans.txt"
COMMANDS = ("add", "timeline", "query", "export", "annotate", "status", "verify", "rebuild", "remove", "demo")


# Exit status, streams, folders


def test_version():
    """The version is printed to stdout."""
    assert kb("--version").text == f"Dateline {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command):
    """Each command has help, and the program's help names it."""
    assert f"\n  {command} " in kb("--help").text
    ran = kb(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert "Usage: " in ran.text


def test_help_is_complete():
    """The program's help lists the commands that this file tests, and no other."""
    listed = kb("--help").text.partition("Commands:\n")[2]
    assert tuple(re.findall(r"^  (\w+) ", listed, re.MULTILINE)) == COMMANDS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "frobnicate"),
        (["add"], "Missing argument"),
        (["add", "--workers", "0", "x"], "--workers"),
        (["timeline", "--format", "docx"], "choose one of table, csv, html, ics, jsonl, markdown,"),
        (["timeline", "--top", "0"], "--top"),
        (["timeline", "--who", "Nobody Atall"], "Nobody Atall"),
        (["timeline", "--where", "Nowhere"], "Nowhere"),
        (["timeline", "--type", "picnic"], "choose one of"),
        (["timeline", "--status", "rumoured"], "choose one of occurred, ongoing, planned, possible, did-not-occur"),
        (["timeline", "--since", "yesterday"], "choose a date such as 2023"),
        (["timeline", "--until", "2023-02-30"], "2023-02-30"),
        (["timeline", "--since", "2024-01-02", "--until", "2024-01-01"], "this is before 2024-01-02"),
        (["timeline", "--query", "who-is-who"], "choose a query with a column of events"),
        (["timeline", "--query", "ASK { ?s ?p ?o }"], "choose a query with a column of events"),
        (["timeline", "--query", "why"], "choose a file, or one of: articles, at-place,"),
        (["timeline", "--published", "soon", NATO], "publication date: soon"),
        (["query", "why"], "choose a file, or one of: articles, at-place,"),
        (["query", "top", "--format", "docx"], "choose one of csv, json, xml"),
        (["query", "top", "--format", "turtle"], "choose one of csv, json, xml"),
        (["query", "top", "--param", "most=1"], "choose one of: least"),
        (["query", "top", "--param", "least"], "write NAME=VALUE"),
        (["query", "top", "--param", "least=much"], "not of type decimal, such as 0.5"),
        (["query", "planned", "--param", "since=2023"], "not of type date, such as 2023-05-03"),
        (["query", "SELECT * {"], "kb: query: "),
        (["query", "top", "--endpoint", "ftp://a.example/"], "begins with http:// or https://"),
        (["export", "docx"], "choose one of " + ", ".join(GRAPHS)),
        (["export", "csv"], "choose one of " + ", ".join(GRAPHS)),
        (["annotate", NATO, "--format", "docx"], "choose one of timeml, conllu, jsonl"),
        (["annotate", SAMPLES], "choose one file"),
        (["remove", "ffffffffffff"], "there is no such article"),
        (["remove", ""], "kb: article: : choose one of "),
    ],
)
def test_wrong_use(told, arguments, said):
    """Wrong use ends with status 2 and a message on stderr that names the choices; nothing is printed to stdout."""
    ran = kb("--kb", told, *arguments)
    assert (ran.status, ran.out) == (2, b"")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["timeline"], ["query", "top"], ["export", "turtle"], ["status"], ["verify"], ["rebuild"], ["remove", "ab"]],
)
def test_nothing_here(tmp_path, arguments):
    """A folder without a knowledge base is said to have none, and none is made there."""
    ran = kb(*arguments, "--kb", tmp_path / "none")
    assert (ran.status, ran.out) == (2, b"")
    assert "there is none here" in ran.err
    assert not (tmp_path / "none").exists()


def test_problems(tmp_path):
    """What cannot be read is listed on stderr and counted, with status 1; the rest is added all the same."""
    ran = kb("add", tmp_path / "missing.txt", NATO, "--kb", tmp_path / "kb")
    assert ran.status == 1
    assert "1 added, 0 known already, 1 problems" in ran.err
    assert f"{tmp_path / 'missing.txt'}: " in ran.err
    assert json.loads(kb("status", "--kb", tmp_path / "kb").text)["articles"] == 1


def test_where(told, tmp_path, monkeypatch):
    """The folder is given before or after the command, or as KB_DIR; after wins over before, both over KB_DIR."""
    expected = kb("status", "--kb", told).out
    assert json.loads(expected)["articles"] == 3
    assert kb("--kb", told, "status").out == expected
    assert kb("--kb", tmp_path / "no", "status", "--kb", told).out == expected
    monkeypatch.setenv("KB_DIR", str(tmp_path / "no"))
    assert kb("--kb", told, "status").out == expected
    monkeypatch.setenv("KB_DIR", str(told))
    assert kb("status").out == expected
    monkeypatch.delenv("KB_DIR")
    monkeypatch.chdir(told.parent)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert kb("add", NATO).status == 0
    assert (tmp_path / "here" / "knowledge" / "kb.sqlite").is_file()


# The knowledge base itself


def test_status(samples):
    """The status counts what there is, as JSON."""
    counts = json.loads(kb("status", "--kb", samples).text)
    known = Base(samples).knowledge()
    assert counts == {
        "articles": 10,
        "claims": len(known.claims),
        "entities": len(known.entities),
        "events": len(known.events),
        "lag": 0,
    }


def test_verify(samples):
    """The knowledge base of the samples is sound: each quote stands in its article, each quad has its shape."""
    ran = kb("verify", "--kb", samples)
    assert (ran.status, ran.err, ran.out) == (0, "all quotes and shapes hold\n", b"")


def test_again(copy):
    """Adding again changes nothing: no article, no claim, no byte of the exports."""
    before = kb("export", "nquads", "--kb", copy).out
    ran = kb("add", SAMPLES, "--kb", copy)
    assert (ran.status, ran.err) == (0, "0 added, 10 known already, 0 problems\n")
    assert kb("export", "nquads", "--kb", copy).out == before


def test_rebuild(copy):
    """Events and graph rebuilt from the ledger are the same, also when the graph was thrown away."""
    before = [kb("export", "nquads", "--kb", copy).out, kb("query", "timeline", "--kb", copy, "--format", "csv").out]
    for file in sorted((copy / "graph").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    ran = kb("rebuild", "--kb", copy)
    assert (ran.status, ran.err) == (0, "0 read anew, 10 as this version reads them\n")
    after = [kb("export", "nquads", "--kb", copy).out, kb("query", "timeline", "--kb", copy, "--format", "csv").out]
    assert before == after


def test_rebuild_after_upgrade(copy, tmp_path):
    """What another version of the extractor read is read anew from the ledger, with no need of the sources."""
    wanted = kb("export", "nquads", "--kb", copy).out
    old = tmp_path / "old"
    with Ledger(copy) as ledger, Ledger(old, writable=True) as other:
        for article in ledger.articles():
            other.add(article, (), "rules-0")
    assert kb("export", "nquads", "--kb", old).out != wanted
    ran = kb("rebuild", "--kb", old, "--workers", "2")
    assert (ran.status, ran.err) == (0, "10 read anew, 0 as this version reads them\n")
    assert kb("export", "nquads", "--kb", old).out == wanted


def test_remove(copy):
    """An article is removed by the beginning of its id or by its IRI, with all that it alone says; added again, all is back."""
    before = kb("export", "nquads", "--kb", copy).out
    (article,) = (a for a in Base(copy).knowledge().articles if a.source == str(NATO))
    for name in (article.id[:10], article_iri(article)):
        ran = kb("remove", name, "--kb", copy)
        assert (ran.status, ran.err) == (0, f"removed {article.id}\n")
        assert article.id not in kb("export", "nquads", "--kb", copy).text
        assert article_iri(article) not in kb("query", "articles", "--kb", copy, "--format", "csv").text
        assert kb("add", SAMPLES, "--kb", copy).err == "1 added, 9 known already, 0 problems\n"
        assert kb("export", "nquads", "--kb", copy).out == before


def test_demo(samples, tmp_path):
    """The demonstration shows the timeline of the samples and writes them in every format."""
    ran = kb("demo", "-o", tmp_path / "made")
    assert ran.status == 0
    assert ran.out == kb("timeline", "--kb", samples).out
    files = {file.name: file.read_bytes() for file in (tmp_path / "made").iterdir()}
    assert len(files) == len(parts.names("export", having="SUFFIX"))
    assert files["kb.nq"] == kb("export", "nquads", "--kb", samples).out
    assert files["events.jsonl"] == kb("export", "jsonl", "--kb", samples).out
    assert files["timeline.html"] == kb("timeline", "--format", "html", "--kb", samples).out
    assert ran.err.count("wrote ") == len(files)
