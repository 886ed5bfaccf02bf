"""The whole way: sources found and loaded, the same bytes from any run, and nothing lost to kills."""

import random
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from threading import Thread

import pytest

from benchmarks import varied
from kb import pipeline
from kb.errors import StoreError, UsageError
from kb.model import Article, Block, Entity, Kind, Knowledge, Problem, Section, Span
from kb.read import Source, read
from kb.store.ledger import Ledger
from tests.commands import SAMPLES, command, env, kb, process
from tests.servers import free_port

FORMATS = ("nquads", "jsonl")


def exports(folder):
    """Return the bytes of what a knowledge base exports."""
    return [kb("export", name, "--kb", folder).out for name in FORMATS]


def written(folder, number):
    """Write that many short articles into a folder."""
    folder.mkdir()
    for name, data in varied.articles(number, short=True):
        (folder / name).write_bytes(data)
    return folder


# Sources


class Page(BaseHTTPRequestHandler):
    """Serve a sample at /page, nothing elsewhere, and say who asked."""

    agents: list[str] = []  # noqa: RUF012 - one server a test

    def do_GET(self):
        """Answer."""
        self.agents.append(self.headers["User-Agent"])
        data = (SAMPLES / "jury-convicts-founder-of-ftx.html").read_bytes() if self.path == "/page" else b""
        self.send_response(200 if data else 404)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server():
    """Serve pages; return the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as pages:
        Thread(target=pages.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{pages.server_port}"
        pages.shutdown()


def loaded(*sources, stdin=bytes, published=None):
    """Return what there is to read."""
    return list(pipeline.load(pipeline.find(map(str, sources)), stdin=stdin, published=published))


def test_sources(tmp_path, server):
    """Files, folders, standard input and pages come in the order of asking, each with its name; what is missing says so."""
    (tmp_path / "b.txt").write_bytes(b"b")
    (tmp_path / "a.txt").write_bytes(b"a")
    found = loaded("-", tmp_path, tmp_path / "no.txt", f"{server}/page", stdin=lambda: b"typed", published="2023-05")
    assert [type(item) for item in found] == [pipeline.Input] * 3 + [Problem, pipeline.Input]
    inputs = [item for item in found if isinstance(item, pipeline.Input)]
    assert [item.source.name for item in inputs] == ["-", f"{tmp_path}/a.txt", f"{tmp_path}/b.txt", f"{server}/page"]
    assert [item.data for item in inputs[:3]] == [b"typed", b"a", b"b"]
    assert [item.source.url for item in inputs] == [None, None, None, f"{server}/page"]
    assert {item.source.published for item in inputs} == {"2023-05"}
    assert inputs[3].data == (SAMPLES / "jury-convicts-founder-of-ftx.html").read_bytes()
    assert found[3].article == f"{tmp_path}/no.txt"


def test_pages(server):
    """A page is asked for under our name, and becomes an article that knows its address."""
    (reading,) = pipeline.readings(loaded(f"{server}/page"))
    assert reading.article.url
    assert Page.agents[-1].startswith("Dateline/")


def test_pages_that_fail(server):
    """A page that is not there, a server that is not there, an address that is none: each is a problem that names it."""
    for url in (
        f"{server}/other",
        f"http://127.0.0.1:{free_port()}/",
        "http://[",
        "http://a b/",
        "https://127.0.0.1:1/",
    ):
        (problem,) = loaded(url)
        assert isinstance(problem, Problem)
        assert (problem.article, problem.message[:18]) == (url, "cannot be fetched:")


def test_loaded_when_needed(tmp_path):
    """Files are loaded one at a time: what is not read yet takes no memory."""
    for name in "ab":
        (tmp_path / name).write_text(name)
    items = pipeline.load(pipeline.find([str(tmp_path)]), stdin=bytes)
    assert next(items).data == b"a"
    (tmp_path / "b").write_text("changed")
    assert next(items).data == b"changed"


def test_progress(tmp_path):
    """Progress is told once for each source, whatever becomes of it."""
    for name, data in {"new.txt": b"Floods killed ten people in Spain.", "empty.txt": b"", "x.pdf": b"%PDF"}.items():
        (tmp_path / name).write_bytes(data)
    sources = [str(tmp_path), str(tmp_path / "missing")]
    for added in (1, 0):
        steps = []
        with Ledger(tmp_path / ".kb", writable=True) as ledger:
            items = pipeline.load(pipeline.find(sources), stdin=bytes)
            report = pipeline.add(ledger, items, progress=lambda: steps.append(1))  # noqa: B023 - used at once
        assert (report.added, report.known, len(steps)) == (added, 1 - added, 4)
        assert len(report.problems) == 4  # no date, no words, not text, missing


# Articles


def test_same_for_any_threads():
    """What an article claims does not depend on how many threads the model runs in."""
    (reading,) = pipeline.readings(loaded(SAMPLES / "nato-ministers-part-without-defence-plans.txt"))
    told = pipeline.understand(reading.article, threads=1)
    assert told.claims
    assert pipeline.understand(reading.article, threads=2) == told


def test_no_article():
    """A text that is far longer than any article is kept without claims, and that is said."""
    text = "Floods killed ten people in Spain on Monday. " * 10_000
    section = Section(span=Span(0, len(text)), block=Block.PARAGRAPH)
    told = pipeline.understand(Article(text=text, sections=(section,), source="long.txt"))
    assert told.claims == ()
    assert [str(problem) for problem in told.problems] == [
        "language: long.txt: 450,000 characters are no article: kept, but not read"
    ]


PEOPLE = Knowledge(
    entities=(
        Entity(key="a", label="Mira Vohl", kind=Kind.PERSON, aliases=("Vohl", "President Vohl")),
        Entity(key="b", label="Vohland", kind=Kind.PLACE),
        Entity(key="c", label="Jan Vohl", kind=Kind.PERSON, aliases=("Vohl",)),
    )
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("mira vohl", "a"),
        ("VOHL", "ac"),
        (" Vohl ", "ac"),
        ("vohl", "ac"),
        ("ohl", "abc"),
        ("president", "a"),
        ("vohlan", "b"),
    ],
)
def test_names(wanted, found):
    """A name means those who are called exactly so, whatever its case; else those whose names contain it."""
    ids = {entity.id: entity.key for entity in PEOPLE.entities}
    assert {ids[name] for name in pipeline.names(PEOPLE, wanted)} == set(found)


@pytest.mark.parametrize("wanted", ["Orm", "", " "])
def test_no_names(wanted):
    """A name that nobody has is an error."""
    with pytest.raises(UsageError):
        pipeline.names(PEOPLE, wanted)


# Determinism

ELSEWHERE = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
]


def test_same_bytes(samples, tmp_path):
    """The same articles give the same bytes whatever the hash seed, time zone, locale, order, folder and number of workers."""
    files = sorted(SAMPLES.iterdir())
    expected = exports(samples)
    assert all(len(data) > 10_000 for data in expected)
    for environment, order, workers in zip(ELSEWHERE, (files, files[::-1]), (1, 2), strict=True):
        folder = tmp_path / environment["PYTHONHASHSEED"]
        ran = process("add", *order, "--kb", folder, "--workers", workers, **environment)
        assert (ran.status, ran.err) == (0, "10 added, 0 known already, 0 problems\n")
        assert [process("export", name, "--kb", folder, **environment).out for name in FORMATS] == expected


def test_one_by_one(samples, tmp_path):
    """Articles added one at a time, in any order, give the same bytes as all at once."""
    for file in sorted(SAMPLES.iterdir(), key=lambda file: file.stem[::-1]):
        assert kb("add", file, "--kb", tmp_path / "kb").status == 0
    assert exports(tmp_path / "kb") == exports(samples)


def test_same_timeline_pages(samples):
    """A timeline page of a knowledge base is the same in every time zone and locale."""
    pages = {
        process("timeline", "--format", name, "--kb", samples, **there).out for there in ELSEWHERE for name in ("html",)
    }
    assert pages == {kb("timeline", "--format", "html", "--kb", samples).out}


# Kills


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Return a folder of 200 short articles, and what an undisturbed run exports."""
    place = tmp_path_factory.mktemp("many")
    articles = written(place / "articles", 200)
    ran = kb("add", articles, "--kb", place / "kb")
    assert (ran.status, ran.err) == (0, "200 added, 0 known already, 0 problems\n")
    return articles, exports(place / "kb")


def held(folder):
    """Return how many articles a ledger holds that another process writes to."""
    try:
        with Ledger(folder) as ledger:
            return ledger.sequence
    except StoreError:
        return 0


def killed(folder, articles, *, workers, holding, delay):
    """Start `kb add`, kill it when so many articles are held and the delay is over; say whether that came in time."""
    run = command("add", articles, "--kb", folder, "--workers", workers)
    with subprocess.Popen(run, env=env(), stderr=subprocess.PIPE) as adding:
        while adding.poll() is None and held(folder) < holding:
            time.sleep(0.01)
        time.sleep(delay)
        adding.kill()
    return adding.returncode == -9


def test_killed_and_resumed(many, tmp_path):
    """Killed at ten moments and started again each time, `kb add` ends with the same bytes: nothing lost, nothing twice."""
    articles, expected = many
    chance = random.Random(20230616)
    moments = [0, *sorted(chance.sample(range(1, 180), 7)), 200, 200]
    kills = [
        killed(tmp_path / "kb", articles, workers=workers, holding=moment, delay=chance.uniform(0, 0.1))
        for moment, workers in zip(moments, cycle((1, 2)), strict=False)
    ]
    assert kills[:8] == [True] * 8  # the last two come while events are linked and the graph is written, or too late
    ran = process("add", articles, "--kb", tmp_path / "kb")
    assert ran.status == 0
    added = int(ran.err.split()[0])
    assert ran.err == f"{added} added, {200 - added} known already, 0 problems\n"
    assert exports(tmp_path / "kb") == expected
    assert kb("verify", "--kb", tmp_path / "kb").status == 0


def test_killed_while_linking(many, tmp_path):
    """Killed while the graph is made anew, the next question finds everything."""
    articles, expected = many
    shutil.copytree(articles.parent / "kb", tmp_path / "kb")
    chance = random.Random(7)
    for _ in range(3):
        with subprocess.Popen(
            command("rebuild", "--kb", tmp_path / "kb"), env=env(), stderr=subprocess.PIPE
        ) as rebuilding:
            start = held_generation(tmp_path / "kb")
            while rebuilding.poll() is None and held_generation(tmp_path / "kb") == start:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.05))
            rebuilding.kill()
        assert exports(tmp_path / "kb") == expected
    assert kb("query", "timeline", "--kb", tmp_path / "kb", "--format", "csv").out.count(b"\n") > 200


def held_generation(folder):
    """Return the names in the graph's folder, which change as soon as a new graph is begun."""
    return sorted(path.name for path in Path(folder, "graph").iterdir())


def test_readers_beside_a_writer(many, tmp_path):
    """Questions asked while articles are added are answered, from the last state that was linked."""
    articles, _ = many
    folder = tmp_path / "kb"
    assert kb("add", next(articles.iterdir()), "--kb", folder).status == 0
    before = kb("export", "jsonl", "--kb", folder).out
    with Ledger(folder, writable=True), ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(lambda _: process("export", "jsonl", "--kb", folder).out, range(4)))
    assert set(answers) == {before}


def test_a_fault_in_one_article_stops_no_run(monkeypatch):
    """An article that a stage cannot cope with is kept and named; the next one is read."""
    calls = iter([RuntimeError("a fault"), ()])

    def extract(*_):
        found = next(calls)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(pipeline.rules, "extract", extract)
    article = read(SAMPLES.joinpath("polish-opposition-wins-majority.txt").read_bytes(), Source(name="one.txt")).article
    (first, second) = pipeline.understand_all([article, article])
    assert [problem.message for problem in first.problems] == [
        "kept, but not read, for a fault in Dateline: RuntimeError: a fault"
    ]
    assert (first.article, second.problems) == (article, ())
