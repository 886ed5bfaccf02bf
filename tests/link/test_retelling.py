"""One article's event in other words and with other descriptions, and what only looks like it."""

import tomllib
from importlib.resources import files

import pytest

from kb.link import link
from kb.link.descriptions import head, rank, slot
from kb.link.lemmas import acts
from kb.model import Article, Basis, Block, Bounds, Claim, Day, Kind, Participant, Section, Span, Stamp, Status, When

DAY = Day(2024, 3, 5)
ON = When(bounds=Bounds.within(DAY, DAY), edtf=str(DAY), basis=Basis.RELATIVE)
PERSONS = {"Ada Orm", "Ada Chin Orm", "Ben Vale", "Cid Lund", "Eva Orm"}


def who(text):
    """Read "agent=the crew, patient=Ada Orm": names begin with a capital letter, those of persons are known."""
    for at, part in enumerate(text.split(", ") if text else ()):
        role, name = part.split("=")
        named = name[0].isupper() and name != name.lower() and all(word[0].isupper() for word in name.split())
        kind = Kind.PERSON if name in PERSONS else Kind.ORGANISATION if named else Kind.OTHER
        yield Participant(role=role, text=name, span=Span(at, at + 1), name=name, kind=kind, named=named)


def told(*lines):
    """Return the events of an article that tells "lemma: participants" in each of its lines, the first word of a line its trigger."""
    text = "\n".join(lines)
    source = Article(
        text=text,
        sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),),
        published=Stamp(edtf=str(DAY), origin="given"),
    )
    claims, at = [], 0
    for line in lines:
        lemma, _, participants = line.partition(": ")
        word = lemma.split()[0]
        claims.append(
            Claim(
                article=source.id, trigger=Span(at, at + len(word)), quote=Span(at, at + len(line)), label=lemma, lemma=word, type="other",
                status=Status.OCCURRED, when=ON, participants=tuple(who(participants)),
            )
        )  # fmt: skip
        at += len(line) + 1
    return len(link([source], claims).events)


ONE = [
    ("burst: agent=dam", "give way: agent=upper dam, patient=way"),
    ("plunge: agent=Vexel shares", "fall: agent=shares of chipmaker Vexel"),
    ("land: agent=small probe", "land: agent=Kestrel Agency, patient=Tern probe"),
    ("collapse: agent=ceasefire between Ostland and rebels", "collapse: agent=a ceasefire of last week"),
    ("ceasefire: agent=Ostland, agent=rebels", "truce: agent=government of Ostland and the Northern Front"),
    ("rescue: patient=nearly 1,000 sailors", "rescue: patient=967 sailors"),
    ("quit: agent=Ada Orm", "resignation: agent=Ada Orm"),
    ("escape: agent=Ada Orm", "escape: agent=Ada Chin Orm"),
    ("lose: agent=Rovers", "lose: agent=Kiel Rovers"),
    ("announce: agent=Vexel", "announce: agent=Vexel Group"),
    ("die: agent=three people", "kill: patient=three miners"),
    ("send: agent=Ostland, patient=troops", "deploy: agent=Ostland, patient=troops"),
]
TWO = [
    ("rise: agent=shares of Vexel", "fall: agent=shares of Vexel"),
    ("burst: agent=dam", "give money: agent=owner of the dam, patient=money"),
    ("fall: agent=shares of Vexel", "drop: agent=the price of oil"),
    ("rescue: agent=crew, patient=over 900 sailors", "rescue: agent=crew, patient=over 700 sailors"),
    ("elect: patient=Ada Orm", "elect: patient=candidates of the left"),
    ("elect: patient=other candidates", "elect: patient=other candidates"),
    ("score: agent=Ada Orm, patient=header", "score: agent=Ada Orm, patient=third goal"),
    ("resign: agent=Ada Orm", "resign: patient=Ben Vale"),
    ("lose: agent=Ulm Rovers", "lose: agent=Kiel Rovers"),
    ("announce: agent=Vexel", "announce: agent=Vexel Workers Union"),
    ("die: agent=Ada Orm", "die: agent=Eva Orm"),
    ("die: agent=three people", "kill: patient=five miners"),
    ("increase: agent=traffic to the site", "increase: agent=site"),
]


@pytest.mark.parametrize("lines", ONE)
def test_one_event_in_other_words(lines):
    """Synonyms and other descriptions of the same participants, on one day of one article, tell one event, in either order."""
    assert told(*lines) == told(*reversed(lines)) == 1


@pytest.mark.parametrize("lines", TWO)
def test_two_events_in_like_words(lines):
    """Opposites, other participants, numbers and ranks, and one person beside several, tell two events, in either order."""
    assert told(*lines) == told(*reversed(lines)) == 2


def test_heads_of_descriptions():
    """What somebody is called ends before a preposition, and a mere quantity is not it."""
    names = ["ceasefire between the two", "dozens of buses", "at least 34", "the owner, a bank", "number of the dead"]
    assert [head(name) for name in names] == ["ceasefire", "buses", "", "owner", "dead"]


@pytest.mark.parametrize(
    ("name", "count"),
    [("over 1,200 sailors", 1200), ("four sailors", 4), ("36-year-old sailor", None), ("sailor", None)],
)
def test_numbers_of_descriptions(name, count):
    """Figures and number words say how many; an age does not."""
    assert next(iter(slot(who(f"patient={name}")).counts.values()), None) == count


def test_numbers_of_nationals():
    """People of a country are named by it, but are as many as it says."""
    found = [
        dict(
            slot(
                [Participant(role="patient", text=text, span=Span(0, 1), name="Ostland", kind=Kind.PLACE, named=True)]
            ).counts
        )
        for text in ("215 Ostlanders", "Two Ostlanders", "Ostland", "the Ostlanders")
    ]
    assert found == [{"ostlanders": 215}, {"ostlanders": 2}, {}, {}]


@pytest.mark.parametrize(
    ("label", "found"),
    [("Previous election in Orm", {"previous"}), ("Election", set()), ("Second crew vote in", set())],
)
def test_ranks_of_events(label, found):
    """A word before an event's own says that it is another one, unless it is part of who takes part."""
    made = Claim(
        article="", trigger=Span(0, 1), quote=Span(0, 1), label=label, lemma="election", type="other", status=Status.OCCURRED, when=ON,
        participants=tuple(who("agent=second crew")),
    )  # fmt: skip
    assert rank(made) == found


def test_groups_of_synonyms():
    """Each group has words in small letters, each once, and at least two; opposites share none."""
    groups = tomllib.loads((files("kb.link") / "synonyms.toml").read_text("utf8"))["groups"]
    for words in map(str.split, groups.values()):
        assert len(words) == len(set(words)) > 1
        assert all(word == word.lower() for word in words)
    for a, b in [("rise", "fall"), ("buy", "sell"), ("arrest", "free"), ("approve", "reject"), ("begin", "end")]:
        assert acts(a, "").isdisjoint(acts(b, ""))
