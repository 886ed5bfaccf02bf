"""The ledger."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from itertools import permutations

import pytest

from kb.errors import LockedError, StoreError, UsageError
from kb.model import Day, Stamp
from kb.store.derived import Sought
from kb.store.ledger import Ledger
from tests.knowledge import (
    ARLAND,
    ARTICLES,
    BORIA,
    CLAIMS,
    EVENTS,
    FIRST,
    MEETING,
    MET,
    ORM,
    PORT_SEL,
    SECOND,
    THIRD,
    knowledge,
)


def fill(ledger, articles=ARTICLES, extractor="rules 1"):
    """Add articles of the fixture with their claims."""
    for article in articles:
        ledger.add(article, [claim for claim in CLAIMS if claim.article == article.id], extractor)


@pytest.fixture
def ledger(tmp_path):
    """Return a ledger, open for writing, that holds the fixture."""
    with Ledger(tmp_path / "kb", writable=True) as ledger:
        fill(ledger)
        ledger.save(knowledge())
        yield ledger


@pytest.mark.usefixtures("ledger")
def test_all_comes_back(tmp_path):
    """Articles, claims and derived knowledge come back equal, lone surrogates and all, to a reader beside the writer."""
    with Ledger(tmp_path / "kb") as reader:
        assert reader.articles() == knowledge().articles
        assert reader.claims() == knowledge().claims
        assert reader.knowledge() == knowledge()


def test_adding_again_is_nothing_new(ledger):
    """An article added twice, and from another file, changes nothing and is known."""
    before = ledger.sequence
    assert ledger.knows(FIRST, "rules 1")
    assert not ledger.add(replace(FIRST, source="z.html"), [MET], "rules 1")
    assert ledger.sequence == before
    assert ledger.knowledge() == knowledge()


def test_sequence_grows(ledger):
    """Each change, and only a change, makes the sequence one larger; it never goes back."""
    assert ledger.sequence == 3
    ledger.add(FIRST, [], "rules 2")
    assert ledger.sequence == 4
    ledger.remove(FIRST.id)
    fill(ledger, [FIRST])
    assert ledger.sequence == 6


def test_last_extractor_counts(ledger):
    """Of two readings of an article the one that was added last counts, and the first stays known."""
    ledger.add(FIRST, [MET], "rules 2")
    assert [claim for claim in ledger.claims() if claim.article == FIRST.id] == [MET]
    assert ledger.knows(FIRST, "rules 1")
    assert not ledger.knows(SECOND, "rules 2")


SIGHTINGS = [
    replace(THIRD, title="B", published=Stamp(edtf="2023-06-20", origin="page")),
    replace(THIRD, title="A"),
    replace(THIRD, title="C", published=Stamp(edtf="2023-06-19", origin="page"), source="x"),
    replace(THIRD, title="C", published=Stamp(edtf="2023-06-19", origin="page"), source="a"),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_order_of_sightings_does_not_matter(tmp_path, order):
    """One text met with four sets of metadata gives the same article and claims in every order."""
    claim = next(claim for claim in CLAIMS if claim.article == THIRD.id)
    with Ledger(tmp_path, writable=True) as ledger:
        for i in order:
            ledger.add(SIGHTINGS[i], [replace(claim, label=SIGHTINGS[i].title)], "rules 1")
        (article,) = ledger.articles()
        assert article == SIGHTINGS[3]
        assert [claim.label for claim in ledger.claims()] == ["C"]


def test_a_date_given_by_hand_wins(tmp_path):
    """A publication date that somebody gave is preferred to the one on the page."""
    given = replace(SIGHTINGS[0], published=Stamp(edtf="2024-01-01", origin="given"))
    with Ledger(tmp_path, writable=True) as ledger:
        for sighting in (*SIGHTINGS, given):
            ledger.add(sighting, [], "rules 1")
        assert ledger.articles() == (given,)


def test_remove(ledger):
    """A removed article is gone with its claims and words; the rest stays."""
    assert ledger.remove(SECOND.id[:8]) == SECOND.id
    assert [article.id for article in ledger.articles()] == sorted((FIRST.id, THIRD.id))
    assert SECOND.id not in {claim.article for claim in ledger.claims()}
    assert ledger.search("being flooded") == ()
    assert ledger.search("Port Sel") == (FIRST.id,)


@pytest.mark.parametrize("prefix", ["", "zz", "' OR 1=1 --", "%"])
def test_remove_nothing(ledger, prefix):
    """A prefix of no article's id removes nothing and is an error."""
    with pytest.raises(UsageError):
        ledger.remove(prefix)
    assert len(ledger.articles()) == 3


def test_remove_ambiguous(tmp_path):
    """A prefix of several ids names the choices."""
    with Ledger(tmp_path, writable=True) as ledger:
        texts = [replace(THIRD, text=f"{THIRD.text} {i}") for i in range(30)]
        for article in texts:
            ledger.add(article, [], "rules 1")
        common = next(c for c in "0123456789abcdef" if sum(article.id[0] == c for article in texts) > 1)
        with pytest.raises(UsageError, match=f"choose one of {common}"):
            ledger.remove(common)


def test_lagging_events_are_not_shown(ledger):
    """After a change the events of before are not given out as if they were current."""
    ledger.remove(SECOND.id)
    assert ledger.derived_sequence != ledger.sequence
    with pytest.raises(StoreError, match="lag"):
        ledger.knowledge()
    with pytest.raises(StoreError, match="lag"):
        ledger.find(Sought())


def test_save_refuses_other_articles(ledger):
    """Knowledge that was derived from other articles than the ledger holds is refused, and what was saved stays."""
    with pytest.raises(StoreError, match="other articles"):
        ledger.save(replace(knowledge(), articles=ARTICLES[:2]))
    assert ledger.knowledge() == knowledge()


def test_nothing_derived_yet(tmp_path):
    """A new ledger has sequence 0 and nothing derived."""
    with Ledger(tmp_path, writable=True) as ledger:
        assert (ledger.sequence, ledger.derived_sequence, ledger.articles(), ledger.claims()) == (0, None, (), ())


def labels(ledger, **sought):
    """Return the types of the events found, which are all different."""
    types = {event.id: event.type for event in EVENTS}
    return [types[found] for found in ledger.find(Sought(**sought))]


FOUND = [
    ({}, "kill-injure disaster-accident meet-consult agree move-travel other"),
    ({"since": Day(2023, 6, 16)}, "disaster-accident agree move-travel other"),
    ({"until": Day(2023, 6, 15)}, "kill-injure disaster-accident meet-consult agree other"),
    ({"until": Day(-43, 3, 14)}, "disaster-accident agree other"),
    ({"since": Day(2023, 6, 15), "until": Day(2023, 6, 15), "certain": True}, "meet-consult"),
    ({"since": Day(2023, 7, 2), "certain": True}, ""),
    ({"until": Day(2023, 6, 30), "certain": True}, "kill-injure meet-consult agree"),
    ({"who": (BORIA.id,)}, "meet-consult move-travel"),
    ({"who": (ORM.id, PORT_SEL.id)}, "kill-injure disaster-accident meet-consult"),
    ({"where": (BORIA.id,)}, "move-travel"),
    ({"where": (PORT_SEL.id,)}, "meet-consult"),
    ({"types": ("agree", "other")}, "agree other"),
    ({"statuses": ("planned", "possible")}, "move-travel"),
    ({"words": "met in port sel"}, "meet-consult"),
    ({"words": "may have met"}, "meet-consult"),
    ({"words": 'NEAR(Gaius) "OR" \ud800'}, ""),
    ({"words": "boria", "since": Day(2023, 7, 31)}, "move-travel"),
]


@pytest.mark.parametrize(("sought", "types"), FOUND)
def test_find(ledger, sought, types):
    """Conditions on days, entities, types, statuses and words select the right events in the timeline's order."""
    assert labels(ledger, **sought) == types.split()


def test_selection(ledger):
    """A selection holds the whole event: its claims, their articles, and every entity that they mention."""
    found = ledger.knowledge([MEETING.id])
    assert found.events == (MEETING,)
    assert {claim.id for claim in found.claims} == set(MEETING.claims)
    assert {article.id for article in found.articles} == {FIRST.id, SECOND.id}
    assert {entity.id for entity in found.entities} == {ARLAND.id, BORIA.id, PORT_SEL.id}
    assert {item.claim for item in found.denotations} == set(MEETING.claims)


@pytest.mark.parametrize(
    ("phrase", "articles"),
    [
        ("fishing treaty", [FIRST]),
        ("PORT sel", [FIRST, SECOND]),
        ("treaty fishing", []),
        ('"*', []),
        ("44 BC", [THIRD]),
    ],
)
def test_search(ledger, phrase, articles):
    """Words next to each other are found in any case; operators of the query language are only words."""
    assert ledger.search(phrase) == tuple(sorted(article.id for article in articles))


def test_one_writer(ledger, tmp_path):
    """A second writer is told that another writes; after it has closed the next may."""
    with pytest.raises(LockedError, match="another process"):
        Ledger(tmp_path / "kb", writable=True)
    ledger.close()
    Ledger(tmp_path / "kb", writable=True).close()


def script(text):
    """Start a Python process."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_kill(tmp_path):
    """A writer killed at any moment frees the lock and leaves whole articles, each with its words and claims."""
    with script(f"""
        from pathlib import Path
        from dataclasses import replace
        from kb.store.ledger import Ledger
        from tests.knowledge import FIRST, MET
        ledger = Ledger(Path({str(tmp_path)!r}), writable=True)
        for i in range(1_000_000):
            article = replace(FIRST, text=FIRST.text + f" Number{{i}}.")
            ledger.add(article, [replace(MET, article=article.id)], "rules 1")
            print(i, flush=True)
    """) as process:
        assert process.stdout
        wait = [process.stdout.readline() for _ in range(50)]
        with pytest.raises(LockedError):
            Ledger(tmp_path, writable=True)
        process.send_signal(signal.SIGKILL)
        told = int((wait + process.stdout.read().split())[-1])
    with Ledger(tmp_path, writable=True) as ledger:
        articles, claims = ledger.articles(), ledger.claims()
        assert told + 1 <= len(articles) <= told + 2
        assert ledger.sequence == len(articles) == len(claims)
        assert all(len(ledger.search(article.text.split()[-1])) == 1 for article in articles)


def test_not_there(tmp_path):
    """Reading where there is no knowledge base is an error that says so, and makes none."""
    with pytest.raises(StoreError, match=r"kb\.sqlite is missing"):
        Ledger(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("writable", [False, True])
def test_not_a_database(tmp_path, writable):
    """A file that is no database is an error and stays as it is."""
    (tmp_path / "kb.sqlite").write_text("Dear diary, " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Ledger(tmp_path, writable=writable)
    assert (tmp_path / "kb.sqlite").read_text().startswith("Dear diary")


@pytest.mark.parametrize("writable", [False, True])
def test_another_programs_database(tmp_path, writable):
    """Another program's database is left alone."""
    with sqlite3.connect(tmp_path / "kb.sqlite") as other:
        other.execute("CREATE TABLE article (id)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Ledger(tmp_path, writable=writable)


@pytest.mark.parametrize("writable", [False, True])
def test_another_schema(tmp_path, writable):
    """A ledger of another schema is not touched, and both numbers are named."""
    Ledger(tmp_path, writable=True).close()
    with sqlite3.connect(tmp_path / "kb.sqlite") as other:
        other.execute("PRAGMA user_version = 7")
    other.close()
    with pytest.raises(StoreError, match=r"schema is 7.* reads 1"):
        Ledger(tmp_path, writable=writable)


def test_a_file_in_the_way(tmp_path):
    """A file where the folder should be is an error."""
    (tmp_path / "kb").write_text("")
    with pytest.raises(StoreError, match=r"exists|Not a directory"):
        Ledger(tmp_path / "kb", writable=True)


def test_damaged(ledger, tmp_path):
    """A ledger whose pages were overwritten is an error when they are read, never a traceback of SQLite's."""
    ledger.close()
    file = tmp_path / "kb" / "kb.sqlite"
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(StoreError), Ledger(tmp_path / "kb") as reader:
        reader.articles()


def test_disk_full(ledger):
    """When the disk is full the article is refused and the ledger is as it was."""
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full"):
        ledger.add(replace(FIRST, text=FIRST.text * 10_000), [MET], "rules 1")
    assert ledger.knowledge() == knowledge()


@pytest.mark.usefixtures("ledger")
def test_reader_does_not_write(tmp_path):
    """A ledger opened for reading refuses to write."""
    with Ledger(tmp_path / "kb") as reader, pytest.raises(StoreError, match="reading only"):
        reader.add(FIRST, [], "rules 3")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_read_only_folder(ledger, tmp_path):
    """In a folder that may not be written a ledger can be read, and opening it for writing is an error."""
    ledger.close()
    folder = tmp_path / "kb"
    (folder / "kb.lock").unlink()
    (folder / "kb.sqlite").chmod(0o444)
    folder.chmod(0o555)
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(parent.stat().st_mode | 0o011)
    with script(f"""
        import os
        from pathlib import Path
        from kb.errors import StoreError
        from kb.store.ledger import Ledger
        if not os.geteuid():
            os.setuid(65534)
        with Ledger(Path({str(folder)!r})) as reader:
            print(len(reader.knowledge().events))
        try:
            Ledger(Path({str(folder)!r}), writable=True)
        except StoreError as error:
            print(error)
    """) as process:
        out, err = process.communicate()
    folder.chmod(0o755)
    assert (out.splitlines()[:1], err) == ([str(len(EVENTS))], "")
    assert "unable to open" in out


def test_copy_is_enough(ledger, tmp_path):
    """The one file, copied after closing, is the whole ledger."""
    ledger.close()
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / "kb" / "kb.sqlite", tmp_path / "copy")
    with Ledger(tmp_path / "copy") as copy:
        assert copy.knowledge() == knowledge()


def test_many_events(tmp_path):
    """A selection of more events than SQL has parameters works."""
    ids = [f"{i:020x}" for i in range(40_000)]
    with Ledger(tmp_path, writable=True) as ledger:
        fill(ledger)
        ledger.save(knowledge())
        assert ledger.knowledge([*ids, MEETING.id]).events == (MEETING,)


def test_linked_claims_are_kept_as_linked(ledger):
    """Claims that linking has changed come back as changed; what the extractor read stays."""
    changed = replace(MET, when=replace(MET.when, rule="shared"))
    known = knowledge()
    ledger.save(replace(known, claims=tuple(changed if c.id == MET.id else c for c in known.claims)))
    assert changed in ledger.knowledge().claims
    assert MET in ledger.claims()


def test_in_memory():
    """Without a folder the ledger lives in memory, and does all the same."""
    with Ledger(None, writable=True) as ledger:
        fill(ledger)
        ledger.save(knowledge())
        assert ledger.knowledge() == knowledge()
