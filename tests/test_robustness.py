"""Bad input and broken surroundings: a clear message, the right exit status, and nothing lost."""

import csv
import io
import json
import os
import re
import resource
import signal
import stat
import subprocess
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import icalendar
import pyoxigraph
import pytest

from kb import parts
from kb.base import Base
from kb.store.ledger import Ledger
from tests.commands import SAMPLES, command, env, kb, process
from tests.test_parallel import children
from tests.test_pipeline import exports, held, written

NATO = SAMPLES / "nato-ministers-part-without-defence-plans.txt"
STORY = b"Ministers of France and Spain met in Paris on Tuesday. They signed a treaty on fishing."
PAGE = b"<!DOCTYPE html><html><head><title>A treaty on fishing</title>%s</head><body><article><h1>A treaty on fishing</h1><p>%s</p></article></body></html>"


def articles(folder):
    """Return how many articles a knowledge base holds."""
    return json.loads(kb("status", "--kb", folder).text)["articles"]


# Bad input

BAD = {
    "empty.txt": (b"", 0, "no words"),
    "blank.txt": (b" \n\t\r\n", 0, "no words"),
    "zeros.txt": (bytes(5000), 0, "binary"),
    "noise.bin": (bytes(range(256)) * 20, 0, "binary"),
    "a.pdf": (b"%PDF-1.7\n" + STORY, 0, "a PDF"),
    "a.docx": (b"PK\x03\x04" + bytes(100), 0, "ZIP"),
    "cut.html.gz": (b"\x1f\x8b\x08\x00", 0, "gzip"),
    "empty.html": (b"<html></html>", 0, "empty.html"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a> <a href='/x'>News</a></nav></body></html>", 0, "menu.html"),
    "script.html": (b"<html><script>var story = 'Ministers met in Paris.'</script></html>", 0, "script.html"),
    "undated.txt": (STORY, 1, "no publication date"),
    "damaged.txt": (b"PARIS, May 3, 2023 - " + STORY + b"\xff \xe2\x82\xac \xc3\xa9 \xc3\xa9", 1, "damaged UTF-8"),
    "surrogate.txt": (
        b"PARIS, May 3, 2023 - " + STORY + b"\xed\xa0\x80 \xc3\xa9 \xc3\xa9 \xc3\xa9 \xc3\xa9",
        1,
        "damaged UTF-8",
    ),
    "never.html": (
        PAGE % (b'<meta property="article:published_time" content="2023-02-30T25:61:00Z">', STORY * 5),
        1,
        "never.html",
    ),
    "long.txt": (
        b"PARIS, May 3, 2023 - " + b"Ministers met in Paris on Tuesday. " * 150_000,
        1,
        "no article: kept, but not read",
    ),
    "longest.txt": (b"PARIS, May 3, 2023 - " + b"word" * 1_300_000, 1, "no article: kept, but not read"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(tmp_path, name):
    """What is no article, or a damaged one, is a problem that names it; the articles beside it are added."""
    data, kept, message = BAD[name]
    (tmp_path / name).write_bytes(data)
    ran = kb("add", tmp_path / name, NATO, "--kb", tmp_path / "kb")
    assert (ran.status, ran.out) == (1, b"")
    assert f"read: {tmp_path / name}: " in ran.err or f"language: {tmp_path / name}: " in ran.err
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert articles(tmp_path / "kb") == 1 + kept
    assert kb("verify", "--kb", tmp_path / "kb").status == 0


def test_bad_places(tmp_path):
    """What cannot be opened, listed or read to its end is a problem that names it, each on a line of its own."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "new\nline\x1b[2J.txt").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    places = [tmp_path / name for name in ("missing", "pipe", "loop", "new\nline\x1b[2J.txt")]
    ran = kb("add", *places, tmp_path / "empty", "/proc/self/mem", "x" * 5000, "", NATO, "--kb", tmp_path / "kb")
    assert ran.status == 1
    head, *said = ran.err.splitlines()
    assert head == "1 added, 0 known already, 7 problems"
    assert len(said) == 7
    assert all(line.startswith("read: ") for line in said)
    assert "\x1b" not in ran.err


# Broken surroundings


@pytest.mark.parametrize("place", [NATO / "kb", NATO, Path("/proc/kb"), Path("/dev/full")], ids=str)
def test_no_folder(place):
    """A folder that cannot be made is an error with status 2 that names it."""
    for arguments in (["add", NATO], ["status"], ["rebuild"]):
        ran = kb(*arguments, "--kb", place)
        assert (ran.status, ran.out) == (2, b"")
        assert ran.err.startswith(f"kb: knowledge base: {place}: ")
        assert ran.err.count("\n") == 1


@pytest.mark.parametrize("data", [b"no database at all" * 100, b"SQLite format 3\0" + bytes(200), b""])
def test_damaged(copy, data):
    """A ledger that is damaged, or is none, is an error with status 2, and is left as it is."""
    for file in copy.glob("kb.sqlite*"):
        file.unlink()
    (copy / "kb.sqlite").write_bytes(data)
    for arguments in (["status"], ["timeline"], ["query", "top"], ["rebuild"]):
        ran = kb(*arguments, "--kb", copy)
        assert (ran.status, ran.out) == (2, b""), arguments
        assert ran.err.startswith(f"kb: knowledge base: {copy}: ")
        assert "Traceback" not in ran.err
    assert (copy / "kb.sqlite").read_bytes() == data


@pytest.fixture
def disk(tmp_path):
    """Return a folder on a disk of its own, of one megabyte, and what mounts it anew with other options."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)

    if mount("size=1m").returncode:
        pytest.skip("only root can mount a small disk")
    yield place, mount
    subprocess.run(["umount", "--lazy", place], check=True)


def test_full_disk(disk, tmp_path):
    """On a full disk `kb add` ends with status 2 and the cause; what was added is there, and more room lets it go on."""
    place, mount = disk
    sources = written(tmp_path / "articles", 60)
    ran = process("add", sources, "--kb", place / "kb")
    assert ran.status == 2
    assert "kb: " in ran.err
    assert "full" in ran.err or "No space left" in ran.err
    assert "Traceback" not in ran.err
    kept = held(place / "kb")
    assert 0 < kept <= 60
    assert mount("remount,size=64m").returncode == 0
    assert process("add", sources, "--kb", place / "kb").err == f"{60 - kept} added, {kept} known already, 0 problems\n"
    assert kb("add", sources, "--kb", tmp_path / "kb").status == 0
    assert exports(place / "kb") == exports(tmp_path / "kb")


def test_read_only_disk(disk):
    """On a read-only disk a knowledge base can be read and asked; adding to it, and writing there, is an error."""
    place, mount = disk
    assert mount("remount,size=64m").returncode == 0
    assert kb("add", NATO, "--kb", place / "kb").status == 0
    before, article = exports(place / "kb"), Base(place / "kb").knowledge().articles[0].id
    assert mount("remount,ro").returncode == 0
    assert exports(place / "kb") == before
    assert kb("query", "top", "--kb", place / "kb").status == 0
    for arguments in (["add", SAMPLES], ["rebuild"], ["remove", article]):
        ran = kb(*arguments, "--kb", place / "kb")
        assert ran.status == 2
        assert "kb: knowledge base: " in ran.err
    ran = kb("export", "nquads", "--kb", place / "kb", "-o", place / "file")
    assert ran.status == 2
    assert "cannot write" in ran.err


def test_file_size_limit(samples, tmp_path):
    """Where files may not grow, `kb add` ends with status 2, the ledger holds whole articles, and the next run goes on."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    run = command("add", SAMPLES, "--kb", tmp_path / "kb")
    done = subprocess.run(run, preexec_fn=limit, capture_output=True, check=False, env=env(), text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("kb: ")
    assert "Traceback" not in done.stderr
    kept = held(tmp_path / "kb")
    assert (
        process("add", SAMPLES, "--kb", tmp_path / "kb").err == f"{10 - kept} added, {kept} known already, 0 problems\n"
    )
    assert exports(tmp_path / "kb") == exports(samples)


def test_in_use(copy):
    """While another process writes, adding is an error with status 2; reading goes on."""
    before = exports(copy)
    with Ledger(copy, writable=True):
        ran = process("add", NATO, "--kb", copy)
        assert (ran.status, ran.err) == (2, f"kb: knowledge base: {copy}: another process is writing to it\n")
        assert exports(copy) == before
    assert kb("add", NATO, "--kb", copy).status == 0


def test_killed_worker(tmp_path):
    """A worker that is killed costs nothing but time: every article is there once, as in a run undisturbed."""
    sources = written(tmp_path / "articles", 60)
    run = command("add", sources, "--kb", tmp_path / "kb", "--workers", 2)
    with subprocess.Popen(run, stderr=subprocess.PIPE, env=env(), text=True) as adding:
        while adding.poll() is None and held(tmp_path / "kb") < 8:
            time.sleep(0.01)
        os.kill(min(children(adding.pid)), signal.SIGKILL)
        said = adding.stderr.read()
    assert (adding.returncode, said) == (0, "60 added, 0 known already, 0 problems\n")
    assert kb("add", sources, "--kb", tmp_path / "undisturbed").status == 0
    assert exports(tmp_path / "kb") == exports(tmp_path / "undisturbed")


def heed():
    """Heed Ctrl-C, which shells make their background jobs ignore, these tests' own among them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("workers", [1, 2])
def test_interrupted(tmp_path, workers):
    """Ctrl-C ends `kb add` without a traceback; whole articles are kept, and the next run goes on."""
    sources = written(tmp_path / "articles", 60)
    run = command("add", sources, "--kb", tmp_path / "kb", "--workers", workers)
    with subprocess.Popen(run, stderr=subprocess.PIPE, env=env(), text=True, preexec_fn=heed) as adding:  # noqa: PLW1509 - no thread runs then
        while adding.poll() is None and held(tmp_path / "kb") < 1:
            time.sleep(0.01)
        adding.send_signal(signal.SIGINT)
        said = adding.stderr.read()
    assert adding.returncode == 130
    assert "Traceback" not in said
    kept = held(tmp_path / "kb")
    assert 0 < kept < 60
    assert (
        process("add", sources, "--kb", tmp_path / "kb").err == f"{60 - kept} added, {kept} known already, 0 problems\n"
    )


# Where output goes


@pytest.mark.parametrize("arguments", [["export", "nquads"], ["timeline"], ["status"], ["query", "top"], ["--help"]])
def test_closed_pipe(samples, arguments):
    """Whoever stops reading ends the command without a word."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        run = command("--kb", samples, *arguments)
        done = subprocess.run(run, stdout=pipe, stderr=subprocess.PIPE, check=False, env=env())
    assert done.stderr == b""


def test_first_line(samples):
    """A reader who takes the first line of a long answer gets it, and the command ends well."""
    run = command("export", "nquads", "--kb", samples)
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env()) as exporting:
        assert exporting.stdout.readline().endswith(b" .\n")
        exporting.stdout.close()
        assert exporting.stderr.read() == b""
    assert exporting.returncode == 0


@pytest.mark.parametrize("arguments", [["export", "nquads"], ["timeline"], ["status"], ["query", "top"]])
def test_full_output(samples, arguments):
    """Output that cannot be written is an error with status 2, on stdout as with -o; a device stays a device."""
    with Path("/dev/full").open("wb") as full:
        run = command("--kb", samples, *arguments)
        done = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, check=False, env=env(), text=True)
    assert (done.returncode, done.stderr) == (2, "kb: cannot write: stdout: No space left on device\n")
    if arguments != ["status"]:
        ran = kb("--kb", samples, *arguments, "-o", "/dev/full")
        assert (ran.status, ran.err) == (2, "kb: cannot write: /dev/full: No space left on device\n")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    assert not Path("/dev/full.part").exists()


def test_device(samples):
    """Output can go to a device."""
    assert kb("export", "nquads", "--kb", samples, "-o", "/dev/null").status == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


# Hostile text

EVIL = (
    '=cmd|"/C calc"!A0 <b>kills</b> ten\n\n'
    "PARIS, May 3, 2023 - Police arrested <img src=x onerror=alert(2)> Jane Doe in Paris on Tuesday. "
    "The court released <script>alert(1)</script> Jane Doe in Paris on Wednesday. "
    "\x1b[31mJohn Smith\x07 met \u202eJane Doe\u202c in London on Monday, 1 May 2023. "
    '=HYPERLINK("http://evil.example") attacked "London]]> --> */ BEGIN:VEVENT" on Sunday. '
    "Mary O'Neil signed </script></style></textarea> a treaty with \\u0000 `rm -rf` [x](javascript:alert(3)) in Berlin. "
    "The United\u2028Nations met\u0085 in Geneva\u2029 on Friday | and | voted.\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Return a knowledge base with an article that would break out of any format that does not escape it."""
    folder = tmp_path_factory.mktemp("hostile") / "kb"
    ran = kb("add", "-", "--kb", folder, stdin=EVIL.encode("utf8"))
    assert ran.status == 0
    return folder


def exported(folder, name):
    """Return an export as text, which must be UTF-8."""
    command = "timeline" if name in parts.names("export", having="TIMELINE") else "export"
    ran = kb(command, *(["--format"] if command == "timeline" else []), name, "--kb", folder)
    assert (ran.status, ran.err) == (0, "")
    return ran.text


def test_hostile_article(hostile):
    """The hostile article is read: its words are in the claims, so that exports have something to escape."""
    quotes = " ".join(
        claim["quote"] for line in exported(hostile, "jsonl").splitlines() for claim in json.loads(line)["claims"]
    )
    for words in ("<script>alert(1)</script>", "onerror=alert(2)", "javascript:alert(3)", "\x1b[31m", "\u202e"):
        assert words in quotes
    assert kb("verify", "--kb", hostile).status == 0


READERS = {
    "turtle": lambda text: list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)),
    "trig": lambda text: list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TRIG)),
    "nquads": lambda text: list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS)),
    "jsonld": lambda text: list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.JSON_LD)),
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "timelinejs": lambda text: json.loads(text)["events"],
    "ics": lambda text: icalendar.Calendar.from_ical(text).walk("VEVENT"),
    "csv": lambda text: list(csv.DictReader(io.StringIO(text))),
}


@pytest.mark.parametrize("name", parts.names("export"))
def test_hostile_exports(hostile, name):
    """Every export of hostile text can be read back and holds no markup, formula or control character of the article's."""
    text = exported(hostile, name)
    assert READERS.get(name, str.split)(text)
    if name in {"html", "markdown"}:
        assert not re.search(r"\x1b|<script>alert|<img src=x|</textarea>", text)
    if name == "markdown":
        assert "](" not in text.replace("\\](", "")
    if name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    if name == "ics":
        assert len(re.findall(r"^BEGIN:VEVENT", text, re.MULTILINE)) == len(READERS["ics"](text)) > 0


def test_hostile_answers(hostile):
    """Answers to questions are safe too: tables hold no control characters, CSV no formulas, XML can be read."""
    table = kb("timeline", "--kb", hostile).text + kb("query", "evidence", "--kb", hostile).text
    assert not {character for character in table if character < " " and character != "\n"}
    rows = csv.reader(io.StringIO(kb("query", "evidence", "--kb", hostile, "--format", "csv").text))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
    assert ET.fromstring(kb("query", "evidence", "--kb", hostile, "--format", "xml").text) is not None


@pytest.mark.parametrize("name", ["timeml", "conllu", "jsonl"])
def test_hostile_annotations(name):
    """Annotations of hostile text keep their form."""
    ran = kb("annotate", "-", "--format", name, stdin=EVIL.encode())
    assert ran.status == 0
    if name == "timeml":
        assert "released <script>alert(1)</script> Jane" in "".join(ET.fromstring(ran.text).find("TEXT").itertext())
    elif name == "jsonl":
        assert all(json.loads(line)["tokens"] for line in ran.text.splitlines())
    else:
        rows = [line for line in ran.text.split("\n") if line and not line.startswith("#")]
        assert {row.count("\t") for row in rows} == {9}


def test_hostile_titles(tmp_path):
    """Half surrogates and markup that a page's metadata brings in go through every export."""
    data = '{"@type":"NewsArticle","headline":"=A \\ud800 <b>treaty</b>","datePublished":"2023-05-03"}'
    (tmp_path / "page.html").write_bytes(
        PAGE % (f'<script type="application/ld+json">{data}</script>'.encode(), STORY * 3)
    )
    assert kb("add", tmp_path / "page.html", "--kb", tmp_path / "kb").status == 0
    assert Base(tmp_path / "kb").timeline()
    for name in parts.names("export"):
        assert exported(tmp_path / "kb", name)
