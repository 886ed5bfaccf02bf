"""The benchmark of timeline summaries: what it tells the system, which days and sentences it takes, and what it writes."""

import doctest
import json
from datetime import date

import pytest

from benchmarks import tls
from benchmarks.tls import Task, main, rarities, raw, summary

ARTICLES = [
    (
        "a",
        "2023-05-04",
        "Mayor Mira Vohl resigned on Wednesday . \nPort Sel elected Gaius Orm on Thursday . \nShe had led it for six years . ",
    ),
    (
        "b",
        "2023-05-04",
        "Mira Vohl resigned as mayor on Wednesday , the council said . \nIt elected Gaius Orm on Thursday . ",
    ),
    ("c", "2023-06-02", "Gaius Orm opened a bridge on 1 June . \nMira Vohl resigned on 3 May . \nIt rained . "),
    ("d", "2023-06-20", "Gaius Orm married Anna Berg on 15 May . "),
]
REFERENCE = [
    ["2023-05-03", ["The mayor resigns .", "A vote is called .", "She leaves ."]],
    ["2023-06-14", ["Orm speaks ."]],
]
SCORER = """import json, pathlib, sys
gold, system, option = sys.argv[1:]
assert option == "--json" and len(pathlib.Path(system).read_text().splitlines()) == 1
print(json.dumps({"overall": {"date": {"p": 1, "r": 0.5, "f1": 0.67}, "ar1": {"f1": 0.2}, "ar2": {"f1": 0.1}}}))
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder of one topic."""
    topic = tmp_path / "data" / "mayor"
    topic.mkdir(parents=True)
    rows = [json.dumps({"id": name, "time": time, "text": text}) for name, time, text in ARTICLES]
    (topic / "articles.jsonl").write_text("\n".join(rows), "utf8")
    (topic / "timelines.jsonl").write_text(json.dumps(REFERENCE) + "\n", "utf8")
    return topic.parent


def written(folder, out, capsys, *options):
    """Return the timelines and the figures of a run."""
    assert main([str(folder), str(out), "--json", *map(str, options)]) == 0
    rows = (out / "mayor" / "timelines.jsonl").read_text("utf8").splitlines()
    return [json.loads(row) for row in rows], json.loads(capsys.readouterr().out)["mayor"]


def test_examples():
    """The examples in the docstrings are right."""
    found = doctest.testmod(tls)
    assert found.attempted > 0
    assert found.failed == 0


def test_what_is_told():
    """Of a reference its period, its number of days and the rounded mean of sentences are told, and nothing else."""
    task = Task.of(REFERENCE)
    assert (str(task.first), str(task.last), task.days, task.sentences) == ("2023-05-03", "2023-06-14", 2, 2)


def test_timelines(folder, tmp_path, capsys):
    """As many days as the reference has are written, in order, with sentences of the articles as they stand there."""
    (found,), figures = written(folder, tmp_path / "out", capsys)
    sentences = {line for _, _, text in ARTICLES[:3] for line in text.split("\n")}
    assert [when for when, _ in found] == ["2023-05-03", "2023-05-04"]
    assert all(1 <= len(told) <= 2 and sentences.issuperset(told) for _, told in found)
    assert "resigned" in found[0][1][0]
    assert "elected" in found[1][1][0]
    assert figures["articles"] == 3
    assert figures["seconds"] > 0


def test_after(folder, tmp_path, capsys):
    """Articles after the period are read on demand only."""
    _, figures = written(folder, tmp_path / "out", capsys, "--after", 7)
    assert figures["articles"] == 4


def test_scorer(folder, tmp_path, capsys):
    """The scorer is given the two files, and its figures are printed, as a table too."""
    scorer = tmp_path / "scorer.py"
    scorer.write_text(SCORER, "utf8")
    _, figures = written(folder, tmp_path / "out", capsys, "--scorer", scorer)
    assert (figures["date"], figures["ar1"], figures["ar2"]) == (0.67, 0.2, 0.1)
    main([str(folder), str(tmp_path / "out"), "--topic", "mayor", "--scorer", str(scorer)])
    assert "date 0.670  ar1 0.200  ar2 0.100" in capsys.readouterr().out


def test_unknown_topic(folder, tmp_path):
    """A topic that is not there is an error."""
    with pytest.raises(SystemExit):
        main([str(folder), str(tmp_path / "out"), "--topic", "nobody"])


def test_background_does_not_stand_for_a_day():
    """What many tell without a date stands for a day no more than what one tells: by what its own article makes of it."""
    lead, background = "Gaius Orm opened a bridge .", "Mira Vohl has led Port Sel ."
    sources = [
        raw({"id": name, "time": "2023-05-04", "text": "\n".join((first, *["It rained ."] * 6, background))})
        for name, first in zip(
            "abcd", (lead, "Anna Berg left .", "Anna Berg married .", "Anna Berg won ."), strict=True
        )
    ]
    claims = [claim for _, found in tls.understand(sources) for claim in found]
    known = tls.link([source.article for source in sources], claims)
    assert max(known.events, key=lambda event: event.sources).sources == len(sources)
    points = tls.told(known, sources)[date(2023, 5, 4)]
    assert points[lead] > points[background] == max(c.salience for c in claims if c.lemma == "lead")


def test_nothing_is_said_twice():
    """A sentence like one that is chosen already gives way to another."""
    source = raw(
        {
            "id": "a",
            "time": "2023-05-04",
            "text": "Mayor Vohl resigned early .\nMayor Vohl resigned early today .\nOrm was elected .",
        }
    )
    first, again, other = source.sentences
    assert summary({first: 0.9, again: 0.8, other: 0.1}, 2, rarities([source])) == [first, other]
