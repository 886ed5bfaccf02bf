"""The gold set of claims and its scorer: the annotators' notation, the texts, and the arithmetic on small made-up data."""

from __future__ import annotations

import doctest
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import claims
from benchmarks.gold import __main__ as desk
from benchmarks.gold import articles, compare, notation
from benchmarks.gold.articles import Entry, Story
from benchmarks.gold.mention import Mention, Part, phrase, read, write
from kb.model import Article, Block, Bounds, Day, Section, Span, Status

TEXT = "Anna Keller, the mayor, opened a bridge. She said it may close. Police denied that a crash happened."
_GUM = """# newdoc id = GUM_news_made
# newpar_block = head (1 s)
# text = Bridge opens
# newpar_block = p (1 s)
# text = Monday, May 4, 2015
# newpar_block = p (3 s) | figure (1 s) | caption (1 s)
# text = The bridge at night.
# text = It opened on Sunday.
# text = Nobody came.
# newpar_block = quote (1 s)
# text = "It is long."
"""


def made(text: str = TEXT, published: str = "2023-06-16") -> Story:
    """Return an article of this text, its sentences numbered."""
    sentences = tuple(articles.sentence_spans(text))
    return Story(
        entry=Entry(id="made", published=published, sha256="", set="made", manner=""),
        article=Article(text=text, sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),)),
        sentences=sentences,
        told=(True,) * len(sentences),
    )


def at(words: str, text: str = TEXT) -> Span:
    """Return where words stand in a text."""
    return Span(text.index(words), text.index(words) + len(words))


def mention(words: str, **fields) -> Mention:
    """Return a mention of the made article, occurred unless told otherwise."""
    return Mention(article="made", trigger=at(words), **{"status": Status.OCCURRED, "event": words} | fields)


def said(words: str, name: str = ""):
    """Return a phrase of the made article, standing for another if told so."""
    return phrase(TEXT, at(words), at(name) if name else None)


@pytest.mark.parametrize("module", [notation, compare])
def test_examples(module):
    """The examples in the docstrings are right."""
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_the_guide_keeps_its_own_rules():
    """The worked example of the guide can be read without an error or a note."""
    guide = (articles.FOLDER / "GUIDE.md").read_text("utf8")
    shown = re.findall(r"^> \[\d+\] (.+)$", guide, re.MULTILINE)
    lines = guide.split("<!-- lines -->\n```\n")[1].split("```")[0]
    sheet = notation.parse(made("\n".join(shown)), lines)
    assert (sheet.errors, sheet.notes) == ((), ())
    assert len(sheet.mentions) == lines.count("\n") == 10


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2023-06-14", "2023-06-14 2023-06-14 2023-06-14 2023-06-14"),
        ("2024-02", "2024-02-01 2024-02-29 2024-02-01 2024-02-29"),
        ("..P", "… 2023-06-16 … 2023-06-16"),
        ("P+1..", "2023-06-17 … 2023-06-17 …"),
        ("2022..P-1", "2022-01-01 2023-06-15 2022-01-01 2023-06-15"),
        ("2023-05-03>2023-05-05", "2023-05-03 2023-05-03 2023-05-05 2023-05-05"),
        ("2023-06-12>P..", "2023-06-12 2023-06-12 2023-06-16 …"),
        ("2022>", "2022-01-01 2022-12-31 2022-01-01 …"),
        (">2012", "… 2012-12-31 2012-01-01 2012-12-31"),
        ("now", "… 2023-06-16 2023-06-16 …"),
        ("?", "… … … …"),
    ],
)
def test_times(written, days):
    """A time in the annotators' notation has these four bounds."""
    found = notation.bounds(written, "2023-06-16")
    four = (found.earliest_begin, found.latest_begin, found.earliest_end, found.latest_end)
    assert " ".join(str(day) if day else "…" for day in four) == days


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("9 | opened | occurred | P | bridge", "no sentence '9'"),
        ("1 | opens | occurred | P | bridge", "does not hold 'opens'"),
        ("1 | a#3 | occurred | P | bridge", "'a' stands 1 times"),
        ("1 | opened | happened | P | bridge", "no status 'happened'"),
        ("1 | opened | occurred | June | bridge", "no date 'June'"),
        ("1 | opened | occurred | 2023-02-30 | bridge", "no day 30"),
        ("1 | opened | occurred | 2023-05..2023-04 | bridge", "lies after"),
        ("1 | opened | occurred | | bridge", "no time"),
        ("1 | opened | occurred | P", "no key"),
        ("1 | opened | occurred | = | bridge", "'=' says nothing"),
        ("1 | opened | occurred | P | agent: Berta | bridge", "does not hold 'Berta'"),
        ("1 | opened | occurred | P | agent: Anna=Berta | bridge", "no sentence holds 'Berta'"),
        ("1 | opened | occurred | P | bridge | more", "more fields"),
        ("1 | opened", "no key"),
    ],
)
def test_errors(line, error):
    """A line that cannot be meant is refused with its reason, and leaves no mention."""
    sheet = notation.parse(made(), line)
    assert sheet.mentions == ()
    assert len(sheet.errors) == 1
    assert error in sheet.errors[0]


def test_triggers_are_told_apart():
    """A word that stands twice needs its number as a trigger, and each trigger is taken once."""
    story = made("Talks led to talks about talks.")
    assert "say which" in notation.parse(story, "1 | talks | opt").errors[0]
    sheet = notation.parse(story, "1 | talks#2 | opt\n1 | talks#2 | opt")
    assert [m.trigger for m in sheet.mentions] == [Span(25, 30)]
    assert "taken by another line" in sheet.errors[0]


def test_a_full_line():
    """All fields of a line arrive, in whatever order after the time, with words nearest to the trigger."""
    line = "2 | close | possible | P.. | agent: it; other: 1:bridge | by: She=Anna Keller | shut | opt"
    (found,) = notation.parse(made(), line).mentions
    bounds = Bounds(earliest_begin=Day(2023, 6, 16), earliest_end=Day(2023, 6, 16))
    assert found == mention(
        "close", status=Status.POSSIBLE, bounds=bounds, event="shut", optional=True,
        sources=(said("She", "Anna Keller"),), parts=(Part("agent", said("it")), Part("other", said("bridge"))),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("1 | opened | occurred | P+1 | k", "after publication"),
        ("1 | opened | planned | P-1 | k", "before publication"),
        ("1 | opened | occurred | P | k\n2 | close | occurred | P-1 | k", "another time"),
    ],
)
def test_notes(line, note):
    """What is allowed but seldom meant is noted."""
    sheet = notation.parse(made(), line)
    assert sheet.errors == ()
    assert note in sheet.notes[0]


def test_gum(tmp_path):
    """A document of GUM becomes blocks two newlines apart; captions and the dateline are no narration."""
    (tmp_path / "a.conllu").write_text(_GUM, "utf8")
    ((name, lines),) = articles._documents(tmp_path)
    story = articles._of_gum(replace(made().entry, id=name), lines)
    assert story.article.text == (
        "Bridge opens\n\nMonday, May 4, 2015\n\nThe bridge at night.\n\n"
        'It opened on Sunday. Nobody came.\n\n"It is long."\n\n'
    )
    assert [section.block for section in story.article.sections] == [
        Block.TITLE, Block.DATELINE, Block.CAPTION, Block.PARAGRAPH, Block.PARAGRAPH,
    ]  # fmt: skip
    assert [span.of(story.article.text) for span in story.sentences] == [line.text for line in lines]
    assert story.told == (True, False, False, True, True, True)
    assert "caption or dateline" in notation.parse(story, "3 | night | opt").errors[0]


def test_texts_are_those_that_were_annotated(monkeypatch):
    """Each article of this project has the text that its hash tells, and a changed text is refused."""
    known = articles.stories()
    assert len(known) == 31
    assert len(articles.entries()) == 31 + 23
    wrong = replace(articles.entries()[0], sha256="0")
    monkeypatch.setattr(articles, "entries", lambda: (wrong,))
    with pytest.raises(ValueError, match="not the one that was annotated"):
        articles.stories()


def test_json_lines(tmp_path):
    """Mentions survive being written, and none of the text is written."""
    bounds = Bounds(latest_begin=Day(2023, 6, 16), latest_end=Day(2023, 6, 16))
    full = mention(
        "close", bounds=bounds, sources=(said("She", "Anna Keller"),), parts=(Part("theme", said("bridge")),)
    )
    bare = Mention(article="made", trigger=at("denied"), optional=True)
    write(tmp_path / "made.jsonl", (full, bare))
    assert list(read(tmp_path / "made.jsonl", TEXT)) == [full, bare]
    assert not re.search("Keller|bridge", (tmp_path / "made.jsonl").read_text("utf8"))


def test_alignment():
    """Optional mentions and verbs of saying count on neither side; what is left alone is missed or spurious."""
    gold = [mention("opened"), mention("close"), Mention(article="made", trigger=at("denied"), optional=True)]
    others = [mention(word) for word in ("opened", "said", "denied", "happened")]
    found = compare.align(gold, others, TEXT)
    assert [pair.gold for pair in found.pairs] == gold[:1]
    assert [m.event for m in found.missed] == ["close"]
    assert [m.event for m in found.spurious] == ["happened"]
    assert compare.align(others, gold, TEXT).pairs == (compare.Pair(others[0], gold[0]),)


def test_alignment_is_one_to_one():
    """Two mentions inside one gold trigger are one hit and one false alarm."""
    found = compare.align([mention("crash happened")], [mention("crash"), mention("happened")], TEXT)
    assert [pair.other.event for pair in found.pairs] == ["crash"]
    assert [m.event for m in found.spurious] == ["happened"]


@pytest.mark.parametrize(
    ("gold", "other", "expected"),
    [
        (said("mayor"), said("the mayor"), True),
        (said("bridge"), said("mayor"), False),
        (said("She", "Anna Keller"), phrase(TEXT, at("Anna Keller")), True),
        (said("She", "Anna Keller"), replace(said("She"), name="Keller"), True),
        (said("She", "Anna Keller"), replace(said("She"), name="Police"), False),
        (said("She"), said("She", "Anna Keller"), True),
        (said("Anna Keller"), replace(said("Police"), words="Keller", name="Keller"), True),
    ],
)
def test_same(gold, other, expected):
    """Phrases are the same by their heads in place or by name, and a pronoun only by whom it means."""
    assert compare.same(gold, other) is expected


_JUNE = Bounds.within(Day(2023, 6, 1), Day(2023, 6, 30))


@pytest.mark.parametrize(
    ("gold", "other", "expected"),
    [
        (_JUNE, Bounds.within(Day(2023, 6, 5), Day(2023, 6, 5)), True),
        (_JUNE, Bounds(latest_begin=Day(2023, 6, 16), latest_end=Day(2023, 6, 16)), True),
        (_JUNE, Bounds.within(Day(2023, 7, 1), Day(2023, 7, 1)), False),
        (_JUNE, Bounds(earliest_begin=Day(2023, 6, 30), earliest_end=Day(2023, 7, 1)), False),
        (_JUNE, Bounds(), False),
        (Bounds(), Bounds(), True),
    ],
)
def test_compatible(gold, other, expected):
    """Bounds are compatible when both begin and end can be the same, and silence fits only silence."""
    assert compare.compatible(gold, other) is expected


def test_figures():
    """Of two pairs, one missed and one spurious mention each figure is as counted by hand."""
    day = Bounds.within(Day(2023, 6, 16), Day(2023, 6, 16))
    keller, bridge, police = said("Anna Keller"), said("bridge"), said("Police")
    gold = [
        mention("opened", bounds=day, parts=(Part("agent", keller), Part("patient", bridge))),
        mention("close", bounds=_JUNE, sources=(said("She", "Anna Keller"),), parts=(Part("theme", said("it")),)),
        mention("crash"),
    ]
    others = [
        mention("opened", bounds=_JUNE, parts=(Part("patient", keller), Part("patient", bridge))),
        mention(
            "close", status=Status.POSSIBLE, bounds=_JUNE, sources=(keller, police), parts=(Part("agent", said("it")),)
        ),
        mention("denied"),
    ]
    found = compare.figures(compare.tally(compare.align(gold, others, TEXT), Day(2023, 6, 16)))
    expected = {
        "gold": 3, "system": 3, "matched": 2, "trigger f1": 200 / 3, "status": 50, "attribution p": 50, "attribution r": 100,
        "participants p": 200 / 3, "participants f1": 200 / 3, "participants unlabelled f1": 100, "bounds": 50, "baseline": 50,
        "bounds compatible": 100, "baseline compatible": 100, "dated bounds": 50,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert compare.figures(Counter()) == {"gold": 0, "system": 0, "matched": 0}


def test_b_cubed():
    """Three mentions of one event and one of another, split two and two: precision 3/4, recall 2/3."""
    words = ("opened", "close", "crash", "happened")
    pairs = [compare.Pair(mention(word), mention(word)) for word in words]
    places = [("made", at(word)) for word in words]
    gold, system = dict(zip(places, "aaab", strict=True)), dict(zip(places, "xxyy", strict=True))
    precision, recall = 75.0, 100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4
    f1 = 2 * precision * recall / (precision + recall)
    assert compare.b_cubed(pairs, gold, system) == pytest.approx({"p": precision, "r": recall, "f1": f1})
    assert compare.mixed(pairs, gold, system) == [pairs[2:]]


def _passes(folder: Path, name: str, lines: str) -> Path:
    (folder / name).mkdir()
    (folder / name / "bridge-1.txt").write_text(lines, "utf8")
    (folder / name / "museum-1.txt").write_text("1 | steal | occurred | P-2..P-1 | agent: Thieves | theft", "utf8")
    return folder / name


def test_agreement(tmp_path, capsys):
    """Two passes that differ in one time agree on all else, and the difference is listed."""
    line = "1 | collapses | occurred | {} | theme: Bridge | collapse\n3 | killed | occurred | P | by: police | deaths"
    folders = [str(_passes(tmp_path, name, line.format(time))) for name, time in (("a", "P"), ("b", "..P"))]
    assert claims.main(["--agreement", *folders, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    expected = {
        "articles": 2,
        "matched": 3,
        "trigger f1": 100,
        "status": 100,
        "bounds": 200 / 3,
        "merging across all f1": 100,
    }
    assert {name: found["total"][name] for name in expected} == pytest.approx(expected)
    assert found["articles"]["museum-1"]["bounds"] == 100
    assert claims.main(["--agreement", *folders, "--errors"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith('bridge-1 [1] "collapses" time: 2023-11-14 ')


def test_agreement_refuses_errors(tmp_path):
    """A pass with an error in it is not compared."""
    folders = [str(_passes(tmp_path, name, f"1 | collapses | {name} | P | k")) for name in ("occurred", "planned ?")]
    with pytest.raises(SystemExit, match="no status 'planned \\?'"):
        claims.main(["--agreement", *folders])


def test_the_desk(tmp_path, monkeypatch, capsys):
    """An article is shown with numbers, checked annotation is written as offsets, and the product is scored on it."""
    monkeypatch.setattr(desk, "FOLDER", tmp_path)
    assert desk.main(["show", "bridge-1"]) == 0
    assert "[1] Bridge collapses into Danube near Ruse" in capsys.readouterr().out
    file = (
        _passes(tmp_path, "a", "1 | collapses | occurred | P | theme: Bridge | collapse\n3 | killed | opt")
        / "bridge-1.txt"
    )
    assert desk.main(["convert", str(file)]) == 0
    known = articles.stories()
    reference = claims.gold(known, tmp_path / "claims")
    found = claims.compare(reference, claims.product({"bridge-1": known["bridge-1"]}), known)
    assert found.total["gold"] == 1
    assert found.total["system"] > 1
    file.write_text("1 | falls | opt", "utf8")
    assert desk.main(["check", str(file)]) == 1
    assert "does not hold 'falls'" in capsys.readouterr().err
