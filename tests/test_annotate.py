"""What `kb annotate` prints of an article."""

import json
import xml.etree.ElementTree as ET

import pytest

from kb import markup
from tests.commands import SAMPLES, kb

NATO = SAMPLES / "nato-ministers-part-without-defence-plans.txt"


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
    found = [json.loads(line) for line in kb("annotate", NATO, "--format", "jsonl").text.splitlines()]
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
