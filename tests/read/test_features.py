"""The rules of single lines: each is held to its example, and to lines that it must leave alone."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kb.model import Block
from kb.read import features
from kb.read.segment import segment

NARRATION = tomllib.loads(Path(__file__).with_name("lines.toml").read_text("utf8"))["narration"]
FRAME = "Dam fails vote in the hills\n\nThe dam failed in a vote on Sunday.\n\n{}\n\nThe next vote is planned for May."


@pytest.mark.parametrize("rule", features.rules(), ids=lambda rule: rule["example"])
def test_example(rule: dict[str, str]) -> None:
    """Each rule of en.toml matches its example."""
    assert re.search(features.pattern(rule["pattern"]), rule["example"])


def test_rules_collected() -> None:
    """The rules are all there, each with the three fields that it needs and an example of its own."""
    assert len(features.rules()) >= 70
    assert all(set(rule) == {"kind", "pattern", "example"} for rule in features.rules())
    assert len({rule["example"] for rule in features.rules()}) == len(features.rules())


@pytest.mark.parametrize(
    "rule",
    [rule for rule in features.rules() if rule["kind"] not in {"author", "opener", "finite"}],
    ids=lambda rule: rule["example"],
)
def test_no_narration(rule: dict[str, str]) -> None:
    """A line that is navigation, a credit, a byline or a caption is not narration in the middle of a story."""
    blocks = [section.block for section in segment(FRAME.format(rule["example"]))]
    assert [block for block in blocks if block.narration] == [Block.TITLE, Block.PARAGRAPH, Block.PARAGRAPH]


@pytest.mark.parametrize("line", NARRATION)
def test_narration(line: str) -> None:
    """A sentence that only opens like a button, credit or caption is a paragraph."""
    assert [section.block for section in segment(FRAME.format(line))] == [Block.TITLE] + [Block.PARAGRAPH] * 3


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("PARIS, 3 May 2023 — France", "France"),
        ("BRUSSELS (Reuters) - The", "The"),
        ("LONDON, May 3 (Reuters) - The", "The"),
        ("WASHINGTON/BRUSSELS, June 15 (Reuters) - The", "The"),
        ("Kyiv, Ukraine (AP) — The", "The"),
        ("Berlin (dpa) – “Nein”, sagte", "“Nein”"),
        ("BEIJING, Sept. 3, 2022 (Xinhua) -- China", "China"),
        ("RIO DE JANEIRO — Brazil", "Brazil"),
        ("NEW DELHI: The", "The"),
        ("(Reuters) — The", "The"),
        ("*JERUSALEM, 27 March 2023* — Israel", "Israel"),
        ("U.N. – The", "The"),
        ("BEIRUT, Lebanon — The", "The"),
        ("SAN JOSE, Costa Rica - The", "The"),
    ],
)
def test_dateline(text: str, start: str) -> None:
    """Place, date and agency in front of a first sentence are told from it."""
    assert text[features.dateline(text, opening=True) :].startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance — met",
        "The vote - The second - failed",
        "He: No.",
        "NATO, Ukraine: The ministers met",
        "Beirut, Lebanon — The",
        "Paris — France said",
        "In May 2023 — Two",
        "Twenty-one months passed",
        "100 - The number",
    ],
)
def test_no_dateline(text: str) -> None:
    """A dash alone makes no dateline."""
    assert features.dateline(text, opening=True) == 0


def test_dateline_further_down() -> None:
    """Below the opening paragraph capitals alone are no dateline, a place with agency is."""
    assert features.dateline("WARNING: The dam", opening=False) == 0
    assert features.dateline("OSLO (AP) — The dam", opening=False) > 0


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Marie Tessier and Paul Okafor in Lyon", ("Marie Tessier", "Paul Okafor")),
        ("BY ANA PEREIRA", ("Ana Pereira",)),
        ("By Jan van der Berg, Political Correspondent", ("Jan van der Berg",)),
        ("Amina Yusuf in Lagos", ("Amina Yusuf",)),
        ("By our correspondent", ()),
        ("June 16, 2023", ()),
        ("PARIS, 3 May 2023 —", ()),
        ("Staff and agencies", ()),
    ],
)
def test_authors(line: str, names: tuple[str, ...]) -> None:
    """A byline gives people's names, not offices, places or dates."""
    assert features.authors(line) == names


@pytest.mark.parametrize(
    ("stamp", "story"),
    [
        ("3 May 2014 Last updated at 17:05 GMT ", "A surgeon was jailed."),
        ("Page last updated at 10:12 GMT, Tuesday, 6 May 2014 ", "The judge left."),
        ("Published 14:22 BST, 6 May 2014 | Updated 3 hours ago ", "“No,” he said."),
        ("Posted at 9:15 a.m. EST ", "At Leeds, 12 people fell ill."),
        ("Last modified on Tue 8 Nov 2011 09.11 GMT", ""),
        ("", "Published on 6 May 2014, the report blames the owners."),
        ("", "Updated figures on 3 May showed a loss."),
        ("", "On 3 May 2011 Smith resigned."),
    ],
)
def test_stamp(stamp: str, story: str) -> None:
    """What a page says of its own publication and changes is told from the story that goes on behind it."""
    text = stamp + story
    assert text[features.stamp(text) :] == (story if stamp else text)
    assert [s.block for s in segment(FRAME.format(text))].count(Block.DATELINE) == bool(stamp)
