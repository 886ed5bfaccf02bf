"""A knowledge base as Python sees it."""

import shutil

import pytest
from rdflib.namespace import RDF, Namespace

import kb
from kb.base import Base, Entry
from kb.errors import LockedError, StoreError, UsageError
from kb.model import Day, Status
from kb.pipeline import EXTRACTOR, Input
from kb.read import Source
from kb.store.ledger import Ledger
from kb.wanted import Wanted
from tests.commands import SAMPLES
from tests.knowledge import ARTICLES, CLAIMS, FIRST

SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
STORY = "PARIS, 3 May 2023 — Ministers of France and Spain met in Paris on Tuesday. They signed a treaty."


def untold(folder):
    """Leave a ledger as a run does that was killed before it linked anything."""
    with Ledger(folder, writable=True) as ledger:
        for article in ARTICLES:
            ledger.add(article, [claim for claim in CLAIMS if claim.article == article.id], EXTRACTOR)


def test_entries(told):
    """Each entry of a timeline has its event, those who take part, places, and claims with their words and speakers."""
    (entry,) = (e for e in kb.open(told).timeline() if e.label == "Ministers of Arland and Boria met in Port Sel" and len(e.claims) == 1 and e.status == Status.OCCURRED)  # fmt: skip
    assert isinstance(entry, Entry)
    assert (entry.when.edtf, entry.when.bounds.earliest_begin) == ("2023-06-15", Day(2023, 6, 15))
    assert {entity.label for entity in entry.participants} == {"Arland", "Boria"}
    assert [entity.label for entity in entry.places] == ["Port Sel"]
    assert entry.claims[0].quote == "Ministers of Arland and Boria met in Port Sel on Thursday."
    assert entry.claims[0].article == FIRST
    assert entry.claims[0].attributed_to == ()


def test_speakers(told):
    """A claim that somebody else makes names the speaker."""
    (entry,) = kb.open(told).timeline(status="did-not-occur")
    assert entry.claims[0].attributed_to == ("Mira Vohl",)


def test_conditions(told):
    """The conditions of a timeline are those of `Wanted`; one that is no condition is an error."""
    base = kb.open(told)
    assert base.timeline(who="Gaius Orm") == tuple(e for e in base.timeline() if "Gaius Orm" in e.label)
    assert len(base.timeline(top=1)) == 1
    with pytest.raises(TypeError, match="whom"):
        base.timeline(whom="Gaius Orm")


def test_mere_sayings_are_shown_when_asked_for():
    """That somebody said something is known, but on a timeline only if statements are asked for."""
    base = Base()
    story = "OSLO, 3 May 2023 — Anna Berg said on Tuesday that the bank had sold its shares in April."
    base.add_inputs([Input(data=story.encode(), source=Source(name="-"))])
    labels = [entry.label for entry in base.timeline(type="statement")]
    assert [label[:14] for label in labels] == ["Anna Berg says"]
    assert labels[0] in {event.label for event in base.knowledge().events}
    assert [entry.label for entry in base.timeline()] == ["The bank sells its shares"]


def test_asides_are_shown_when_asked_for():
    """What is told only beside another event is known, but on a timeline only if all is asked for."""
    base = Base()
    story = "OSLO, 3 May 2023 — On Tuesday the bank agreed to study how its shares might be sold."
    base.add_inputs([Input(data=story.encode(), source=Source(name="-"))])
    assert [entry.claims[0].claim.lemma for entry in base.timeline()] == ["agree"]
    assert {entry.claims[0].claim.lemma for entry in base.timeline(all=True)} >= {"agree", "sell"}


def test_whole_events(told):
    """A selection keeps whole events, each with all its claims, articles and entities."""
    base = Base(told)
    whole, some = base.knowledge(), base.knowledge(Wanted(status="planned"))
    assert some.events
    assert {name for event in some.events for name in event.claims} == {claim.id for claim in some.claims}
    for field in ("articles", "claims", "entities", "denotations", "events"):
        assert set(getattr(some, field)) < set(getattr(whole, field)), field


def test_memory_and_disk(tmp_path):
    """A knowledge base in memory and one on disk know the same, and answer the same questions alike."""
    memory, disk = Base(), kb.open(tmp_path / "kb")
    for base in (memory, disk):
        report = base.add(SAMPLES / "nato-ministers-part-without-defence-plans.txt")
        assert (report.added, report.known, report.problems) == (1, 0, ())
    assert memory.knowledge() == disk.knowledge()
    assert memory.query("timeline") == disk.query("timeline")
    assert memory.counts() == disk.counts()
    assert "".join(memory.export("nquads")) == "".join(disk.export("nquads"))
    assert memory.verify() == disk.verify() == ()


def test_timeline():
    """One article's text is read without a knowledge base, dated by its own dateline or by hand."""
    assert kb.timeline(STORY)
    assert {e.claims[0].article.published.edtf for e in kb.timeline(STORY)} == {"2023-05-03"}
    assert {e.claims[0].article.published.edtf for e in kb.timeline(STORY, published="2023-05-04")} == {"2023-05-04"}


def test_nothing_known():
    """A knowledge base to which nothing was added has an empty timeline."""
    assert Base().timeline() == ()
    assert kb.timeline("") == ()
    assert Base().counts()["articles"] == 0


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own use of it
def test_graph(told):
    """The graph is an rdflib Dataset that can be read but not written."""
    base = kb.open(told)
    graph = base.graph
    assert len(set(graph.subjects(RDF.type, SEM.Event))) == len(base.knowledge().events)
    with pytest.raises(StoreError, match="read-only"):
        graph.add((SEM.a, SEM.b, SEM.c))


@pytest.mark.parametrize(
    "look", [Base.timeline, Base.verify, lambda base: base.query("timeline"), lambda base: base.graph]
)
def test_lagging(tmp_path, told, look):
    """A run that was killed before it linked is made good by whoever looks next."""
    untold(tmp_path / "kb")
    assert Base(tmp_path / "kb").counts()["lag"] == len(ARTICLES)
    look(Base(tmp_path / "kb"))
    assert Base(tmp_path / "kb").counts() == Base(told).counts()
    assert Base(tmp_path / "kb").knowledge() == Base(told).knowledge()


def test_lagging_graph(tmp_path, told):
    """A graph that is missing is made again when a question needs it, and not before."""
    folder = shutil.copytree(told, tmp_path / "kb")
    shutil.rmtree(folder / "graph")
    assert Base(folder).timeline() == Base(told).timeline()
    assert not (folder / "graph").exists()
    assert Base(folder).query("top") == Base(told).query("top")


def test_in_use(tmp_path):
    """While another writes, a base that is up to date can be read; one that lags, or is to be changed, is in use."""
    folder = tmp_path / "kb"
    untold(folder)
    with Ledger(folder, writable=True), pytest.raises(LockedError):
        Base(folder).timeline()
    before = Base(folder).timeline()
    with Ledger(folder, writable=True):
        assert Base(folder).timeline() == before
        for change in (lambda base: base.add(SAMPLES), Base.rebuild, lambda base: base.remove(FIRST.id)):
            with pytest.raises(LockedError, match="another process is writing to it"):
                change(Base(folder))
    assert Base(folder).timeline() == before


def test_memory_changes():
    """A knowledge base in memory can be rebuilt and articles removed from it."""
    base = Base()
    base.add_inputs([Input(data=STORY.encode(), source=Source(name="-"))])
    before = base.knowledge()
    base.rebuild()
    assert base.knowledge() == before
    base.remove(before.articles[0].id[:8])
    assert base.timeline() == ()


def test_unknown_format(told):
    """A format that does not exist is an error that names those that do."""
    with pytest.raises(UsageError, match="jsonl"):
        Base(told).export("docx")
