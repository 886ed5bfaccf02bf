"""The command line's contract: exit status, streams, folders, formats, questions, annotations."""

import csv
import io
import json
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.request import urlopen

import pyoxigraph
import pytest

from kb import __version__, markup, parts, query
from kb.base import Base
from kb.graph import article_iri, event_iri
from kb.model import Status
from tests.commands import SAMPLES, kb
from tests.store.test_remote import free_port

TIMELINES = parts.names("export", having="TIMELINE")
GRAPHS = parts.names("export", having="GRAPH")
NATO = SAMPLES / "nato-ministers-part-without-defence-plans.txt"
COMMANDS = ("add", "timeline", "query", "export", "annotate", "status", "verify", "rebuild", "remove", "demo")


def lines(text):
    """Return the events of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def events(folder, *arguments):
    """Return the events of a timeline, which must come without problems."""
    ran = kb("timeline", "--kb", folder, "--format", "jsonl", *arguments)
    assert (ran.status, ran.err) == (0, "")
    return lines(ran.text)


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
        (["timeline", "--query", "why"], "choose a file, or one of: articles, at-place,"),
        (["timeline", "--published", "soon", NATO], "publication date: soon"),
        (["query", "why"], "choose a file, or one of: articles, at-place,"),
        (["query", "top", "--format", "docx"], "choose one of csv, json, xml"),
        (["query", "top", "--format", "turtle"], "choose one of csv, json, xml"),
        (["query", "top", "--param", "most=1"], "choose one of: least"),
        (["query", "top", "--param", "least"], "write NAME=VALUE"),
        (["query", "top", "--param", "least=much"], "not of type decimal"),
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


# JSON Lines

NUMBER = (int, float)
SHAPE = {
    "id": str,
    "label": str,
    "type": str,
    "status": str,
    "time": {"edtf": (str, type(None)), "begin": [(str, type(None))], "end": [(str, type(None))], "basis": str},
    "participants": [{"role": str, "id": str, "label": str, "kind": str}],
    "places": [{"id": str, "label": str, "lat": (*NUMBER, type(None)), "lon": (*NUMBER, type(None))}],
    "sources": int,
    "claims": [
        {
            "id": str,
            "article": {"id": str, "title": str, "url": (str, type(None)), "published": (str, type(None))},
            "quote": str,
            "start": int,
            "end": int,
            "trigger": str,
            "trigger_start": int,
            "trigger_end": int,
            "status": str,
            "attributed_to": [str],
            "time": {"text": (str, type(None)), "edtf": (str, type(None)), "basis": str},
            "confidence": NUMBER,
        }
    ],
}
BASES = {"explicit", "relative", "context", "reported", "none"}
NEVER = (9999, 12, 31)


def conforms(value, shape, where="event"):
    """Assert that JSON has a shape: these keys in this order, these types, no other."""
    if isinstance(shape, dict):
        assert list(value) == list(shape), where
        for key, part in shape.items():
            conforms(value[key], part, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for item in value:
            conforms(item, shape[0], f"{where}[]")
    else:
        assert isinstance(value, shape), where
        assert not isinstance(value, bool), where


def day(text):
    """Return a date's parts as numbers."""
    year, month, number = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", text).groups()
    return int(year), int(month), int(number)


def order(event):
    """Return what timelines are sorted by: the bounds, an open begin by the earliest of the others, then the id."""
    days = [day(text) if text else None for text in (*event["time"]["begin"], *event["time"]["end"])]
    first = days[0] or min(filter(None, days), default=NEVER)
    return (first, *(known or NEVER for known in days[1:]), event["id"])


@pytest.mark.parametrize("base", ["samples", "told"])
def test_json_lines(base, request):
    """Each event has the contract's keys and types, its values are of the contract's sets, and events are sorted."""
    found = events(request.getfixturevalue(base))
    assert len(found) >= 5
    for event in found:
        conforms(event, SHAPE)
        assert event["claims"]
        assert [len(event["time"][end]) for end in ("begin", "end")] == [2, 2]
        assert {event["status"], *(claim["status"] for claim in event["claims"])} <= set(Status)
        assert {event["time"]["basis"], *(claim["time"]["basis"] for claim in event["claims"])} <= BASES
        assert all(0 <= claim["confidence"] <= 1 for claim in event["claims"])
    assert found == sorted(found, key=order)
    assert len({event["id"] for event in found}) == len(found)


def test_spans(samples):
    """Every quote and trigger is what the article's text has at its span, and the trigger lies in the quote."""
    texts = {article_iri(article): article.text for article in Base(samples).knowledge().articles}
    claims = [claim for event in events(samples) for claim in event["claims"]]
    assert {claim["article"]["id"] for claim in claims} == set(texts)
    for claim in claims:
        text = texts[claim["article"]["id"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert text[claim["trigger_start"] : claim["trigger_end"]] == claim["trigger"] != ""
        assert claim["start"] <= claim["trigger_start"] < claim["trigger_end"] <= claim["end"]


def test_text_is_kept():
    """The text of a plain article is the file's, so that spans can be checked against the file itself."""
    text = NATO.read_text("utf8")
    found = lines(kb("timeline", NATO, "--format", "jsonl").text)
    assert found
    for claim in (claim for event in found for claim in event["claims"]):
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_in_memory(samples):
    """A timeline of sources needs no knowledge base, and is the same as one through a knowledge base."""
    assert kb("timeline", SAMPLES, "--format", "jsonl").out == kb("timeline", "--kb", samples, "--format", "jsonl").out


def test_stdin():
    """An article on stdin, dated by hand, is read as from a file."""
    text = b"Ministers of France and Spain met in Paris on Tuesday. They signed a treaty."
    ran = kb("timeline", "-", "--published", "2023-05-03", "--format", "jsonl", stdin=text)
    assert (ran.status, ran.err) == (0, "")
    assert {claim["article"]["published"] for event in lines(ran.text) for claim in event["claims"]} == {"2023-05-03"}


# Choosing events


def test_who(told):
    """`--who` finds those who take part by any name in any case, and places too; `--where` only places."""
    for name in ("Mira Vohl", "mira vohl", "VOHL"):
        found = events(told, "--who", name)
        assert found
        assert all("Mira Vohl" in {part["label"] for part in event["participants"]} for event in found)
    for option in ("--who", "--where"):
        assert any(
            "Port Sel" in {place["label"] for place in event["places"]} for event in events(told, option, "Port Sel")
        )
    assert all(
        "Port Sel" in {place["label"] for place in event["places"]} for event in events(told, "--where", "Port Sel")
    )


def test_when(told):
    """`--since` and `--until` leave out what must have been over before and what cannot have begun by then."""
    every = events(told)
    end = [event["time"]["end"][1] for event in every]
    begin = [event["time"]["begin"][0] for event in every]
    late = [e for e, last in zip(every, end, strict=True) if last is None or day(last) >= (2023, 6, 1)]
    early = [e for e, first in zip(every, begin, strict=True) if first is None or day(first) <= (2023, 6, 30)]
    assert events(told, "--since", "2023-06") == late != every
    assert events(told, "--until", "2023-06") == early != every


def test_kind(told):
    """`--status` and `--type` keep events of that status and type; together with other conditions, all must hold."""
    every = events(told)
    for status in {event["status"] for event in every}:
        assert events(told, "--status", status) == [event for event in every if event["status"] == status]
    for type_ in {event["type"] for event in every}:
        assert events(told, "--type", type_) == [event for event in every if event["type"] == type_]
    assert events(told, "--status", "planned", "--who", "Gaius Orm") == []


def test_top(told):
    """`--top` keeps that many, the most salient ones, still in the order of time."""
    every = events(told)
    ranked = sorted(Base(told).knowledge().events, key=lambda event: (-event.salience, event.order))
    best = {event_iri(event) for event in ranked[:2]}
    assert events(told, "--top", "2") == [event for event in every if event["id"] in best]
    assert events(told, "--top", "999") == every


def test_chosen_by_query(told):
    """`--query` keeps the events that the rows of a question name."""
    named = {
        row["event"]
        for row in csv.DictReader(io.StringIO(kb("query", "planned", "--kb", told, "--format", "csv").text))
    }
    found = events(told, "--query", "planned")
    assert {event["id"] for event in found} == named
    assert found


# Formats


@pytest.mark.parametrize("name", TIMELINES)
def test_timeline_formats(samples, tmp_path, name):
    """Each timeline format goes to stdout, and to a file with the same bytes, which leaves nothing else behind."""
    ran = kb("timeline", "--kb", samples, "--format", name)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out) > 1000
    assert kb("timeline", "--kb", samples, "--format", name, "-o", tmp_path / "file") == type(ran)(0, b"", "")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", ran.out)]


@pytest.mark.parametrize("name", GRAPHS)
def test_export_formats(samples, tmp_path, name):
    """Each format of the whole knowledge base goes to stdout and to a file, as Python's face gives it."""
    ran = kb("export", name, "--kb", samples)
    assert (ran.status, ran.err) == (0, "")
    assert ran.text == "".join(Base(samples).export(name))
    assert kb("export", name, "--kb", samples, "-o", tmp_path / "file").status == 0
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", ran.out)]


def test_formats_are_found():
    """The formats are those that the design promises."""
    assert {"csv", "html", "ics", "jsonl", "markdown", "timelinejs"} <= set(TIMELINES)
    assert set(GRAPHS) == {"jsonl", "jsonld", "nquads", "trig", "turtle"}


def test_output_keeps_the_old(told, tmp_path):
    """A file that cannot be written whole stays as it was; one in a folder that is missing is an error."""
    (tmp_path / "old").write_text("old")
    assert kb("timeline", "--kb", told, "--who", "Nobody Atall", "-o", tmp_path / "old").status == 2
    assert (tmp_path / "old").read_text() == "old"
    ran = kb("export", "turtle", "--kb", told, "-o", tmp_path / "missing" / "file")
    assert ran.status == 2
    assert "cannot write" in ran.err


def test_output_through_a_link(told, tmp_path):
    """A symbolic link is followed, not replaced."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert kb("export", "nquads", "--kb", told, "-o", tmp_path / "link").status == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").stat().st_size > 0


def test_table(told):
    """Without a format the timeline is a table for people, without colours or control characters where nobody watches."""
    text = kb("timeline", "--kb", told).text
    assert re.search(r"15 June 2023 +occurred +Ministers of Arland and Boria met in Port Sel", text)
    assert "undated" in text
    assert not re.search("[\x00-\x09\x0b-\x1f]", text)


# Questions


@pytest.mark.parametrize("name", query.names())
def test_named_queries(samples, name):
    """Each question by name is answered on the samples, in each format with as many rows."""
    asked = {form: kb("query", name, "--kb", samples, "--format", form) for form in ("table", "csv", "json", "xml")}
    assert {(ran.status, ran.err) for ran in asked.values()} == {(0, "")}
    rows = list(csv.DictReader(io.StringIO(asked["csv"].text)))
    found = json.loads(asked["json"].text)["results"]["bindings"]
    assert len(rows) == len(found) == len(ET.fromstring(asked["xml"].text).findall(".//{*}result"))
    assert asked["table"].text.count("\n") > len(rows)


def test_questions_find_something(samples):
    """Questions that hold for any news find rows in the samples."""
    for name in ("articles", "timeline", "top", "evidence", "who-is-who", "by-participant", "at-place", "planned"):
        assert kb("query", name, "--kb", samples, "--format", "csv").text.count("\n") > 2, name
    assert kb("query", "articles", "--kb", samples, "--format", "csv").text.count("\n") == 11


def test_list():
    """`kb query list` lists the questions with their summaries."""
    text = kb("query", "list").text
    assert [line.split()[0] for line in text.splitlines()] == list(query.names())
    assert all(summary in text for summary in query.names().values())


SELECT = "SELECT ?label { ?e a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> ; <http://www.w3.org/2000/01/rdf-schema#label> ?label } ORDER BY ?label"


def test_own_queries(told, tmp_path):
    """A query comes from a file, from stdin or as an argument: the answer is the same."""
    file = tmp_path / "own.rq"
    file.write_text(SELECT)
    answers = [
        kb("query", file, "--kb", told, "--format", "csv"),
        kb("query", "-", "--kb", told, "--format", "csv", stdin=SELECT.encode()),
        kb("query", SELECT, "--kb", told, "--format", "csv"),
    ]
    assert {ran.status for ran in answers} == {0}
    assert len({ran.out for ran in answers}) == 1
    assert "Mira Vohl visits Boria" in answers[0].text


def test_parameters(told):
    """`--param` binds a value; a value is never syntax."""
    bound = kb("query", "who-is-who", "--kb", told, "--param", "who=Vohl", "--format", "csv").text
    assert "Mira Vohl" in bound
    assert "Gaius Orm" not in bound
    hostile = kb("query", "who-is-who", "--kb", told, "--param", 'who=" } DROP ALL #', "--format", "csv")
    assert hostile.status == 0
    assert hostile.text.count("\n") == 1


def test_turtle(told):
    """CONSTRUCT is answered as Turtle that can be read again."""
    ran = kb("query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "--kb", told, "--format", "turtle")
    assert ran.status == 0
    assert len(list(pyoxigraph.parse(ran.text, format=pyoxigraph.RdfFormat.TURTLE))) > 100


@pytest.mark.parametrize("text", [b"\xff\xfe{", b"SELECT * { ?s ?p"])
def test_broken_query_on_stdin(told, text):
    """A query on stdin that is no text, or cut short, is an error with status 2."""
    ran = kb("query", "-", "--kb", told, stdin=text)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("kb: query: ")


@pytest.fixture(scope="module")
def endpoint(samples, tmp_path_factory):
    """Serve what `kb export nquads` writes with Oxigraph; return the address."""
    folder = tmp_path_factory.mktemp("served")
    assert kb("export", "nquads", "--kb", samples, "-o", folder / "all.nq").status == 0
    oxigraph = Path(sys.executable).with_name("oxigraph")
    load = [oxigraph, "load", "--location", folder / "data", "--file", folder / "all.nq"]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = [oxigraph, "serve-read-only", "--location", folder / "data", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen([*serve, "--union-default-graph"], stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/").close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
        server.terminate()


@pytest.mark.parametrize("name", ["timeline", "top", "who-says-what"])
def test_endpoint(samples, endpoint, name, tmp_path):
    """A server that was loaded with the export answers as the knowledge base does; asking it needs no knowledge base."""
    there = kb("query", name, "--endpoint", endpoint, "--kb", tmp_path / "none", "--format", "csv")
    assert (there.status, there.err) == (0, "")
    assert there.out == kb("query", name, "--kb", samples, "--format", "csv").out


def test_no_endpoint():
    """A server that cannot be reached is an error that names it."""
    url = f"http://127.0.0.1:{free_port()}/query"
    ran = kb("query", "top", "--endpoint", url)
    assert ran.status == 2
    assert f"endpoint: {url}" in ran.err


# Annotations


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.txt")), ids=lambda file: file.stem[:20])
def test_timeml(file):
    """TimeML is the article's text, unchanged, with times marked in it, the creation time first."""
    ran = kb("annotate", file)
    assert (ran.status, ran.err) == (0, "")
    root = ET.fromstring(ran.text)
    assert "".join(root.find("TEXT").itertext()) == file.read_text("utf8")
    times = list(root.iter("TIMEX3"))
    assert times[0].get("functionInDocument") == "CREATION_TIME"
    assert len({time.get("tid") for time in times}) == len(times) > 2
    assert {time.get("type") for time in times} <= {"DATE", "TIME", "DURATION", "SET"}


def test_conllu():
    """CoNLL-U has ten columns a word, numbered from 1, and one tree a sentence: one root, no cycle; spans are the text's."""
    text = NATO.read_text("utf8")
    blocks = kb("annotate", NATO, "--format", "conllu").text.strip().split("\n\n")
    assert len(blocks) >= 15
    for block in blocks:
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        assert {len(row) for row in rows} == {10}
        assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
        heads = {int(row[0]): int(row[6]) for row in rows}
        assert list(heads.values()).count(0) == 1
        assert all(reaches_root(word, heads) for word in heads)
        assert [row[7] == "root" for row in rows] == [head == 0 for head in heads.values()]
        for row in rows:
            misc = dict(pair.split("=", 1) for pair in row[9].split("|"))
            assert text[int(misc["Start"]) : int(misc["End"])] == row[1]


def reaches_root(word, heads):
    """Say whether going from head to head ends."""
    seen = set()
    while word and word not in seen:
        seen.add(word)
        word = heads[word]
    return word == 0


def test_annotations_as_json():
    """JSON Lines have a sentence each, with tokens, names, predicates and times, whose spans are the text's."""
    text = NATO.read_text("utf8")
    found = lines(kb("annotate", NATO, "--format", "jsonl").text)
    assert [sentence["start"] for sentence in found] == sorted(sentence["start"] for sentence in found)
    for sentence in found:
        for part in (sentence, *sentence["tokens"], *sentence["times"]):
            assert text[part["start"] : part["end"]] == part["text"] != ""
        assert all(role["head"] < len(sentence["tokens"]) for p in sentence["predicates"] for role in p["roles"])
        assert all(name["first"] < name["last"] <= len(sentence["tokens"]) for name in sentence["names"])
    times = [time for sentence in found for time in sentence["times"]]
    assert {
        "edtf": "2023-06-16",
        "bounds": {"begin": ["2023-06-16", "2023-06-16"], "end": ["2023-06-16", "2023-06-16"]},
    }.items() <= next(time for time in times if time["text"] == "Friday").items()
    assert any(sentence["predicates"] for sentence in found)


def test_annotation_formats():
    """The formats of annotations are these, each of which is tested here."""
    assert markup.FORMATS == ("timeml", "conllu", "jsonl")


def test_annotate_nothing(tmp_path):
    """A file that is missing, or no article, is a problem: status 1, nothing on stdout."""
    (tmp_path / "empty.txt").write_bytes(b"")
    for name in ("missing.txt", "empty.txt"):
        ran = kb("annotate", tmp_path / name)
        assert (ran.status, ran.out) == (1, b"")
        assert name in ran.err


# The knowledge base itself


def test_status(samples):
    """The status counts what there is, as JSON."""
    counts = json.loads(kb("status", "--kb", samples).text)
    known = Base(samples).knowledge()
    assert counts == {
        "articles": 10,
        "claims": len(known.claims),
        "entities": len(known.entities),
        "events": len(events(samples)),
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
    assert kb("rebuild", "--kb", copy).status == 0
    after = [kb("export", "nquads", "--kb", copy).out, kb("query", "timeline", "--kb", copy, "--format", "csv").out]
    assert before == after


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
