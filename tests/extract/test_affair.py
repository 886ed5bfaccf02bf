"""What a report dates by the event that it is about: texts written for the purpose, through the language and time stages that ship."""

import tomllib
from pathlib import Path

import pytest

from kb.model import Article, Block, Bounds, Day, Section, Span, Stamp
from tests.extract.test_dates import DAY, article, claims, read

CASES = tomllib.loads((Path(__file__).parent / "affair.toml").read_text("utf8"))["case"]


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 26


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:40])
def test_times(annotate, case):
    """A claim of each trigger has the bounds, and where given the basis and status, of the table."""
    source = article(case["text"].strip())
    found = claims(annotate, source)
    for wanted in case["claims"]:
        told = [claim for claim in found if claim.trigger.of(source.text) == wanted["trigger"]]
        answers = [{"when": read(c), "basis": str(c.when.basis), "status": str(c.status)} for c in told]
        asked = {name: value for name, value in wanted.items() if name != "trigger"}
        assert any(asked.items() <= answer.items() for answer in answers), (wanted, answers)


def live(annotate, headings):
    """Return the days of what a page tells whose headings are these, each over the same paragraph, by trigger."""
    blocks = [(Block.TITLE, "Live: Storm hits Porto")]
    for heading in headings:
        blocks += [(Block.HEADING, heading), (Block.PARAGRAPH, "A tug has rescued six sailors near Porto.")]
    blocks += [(Block.HEADING, "06:10 - What happened on Thursday"), (Block.PARAGRAPH, "The harbour closed at 9 p.m.")]
    text, sections = "", []
    for block, words in blocks:
        sections.append(Section(span=Span(len(text), len(text) + len(words)), block=block))
        text += words + "\n\n"
    source = Article(text=text, sections=tuple(sections), published=Stamp(edtf=str(DAY), origin="given"))
    return {claim.trigger.of(text): claim.when.bounds for claim in claims(annotate, source)}


def test_a_page_written_while_things_happen(annotate):
    """What headings tell that open with an hour, and entries tell in the perfect, was on the day of publication; another day named stays."""
    found = live(
        annotate, ["18:40 - Mayor opens school", "17:15 - Ferry sinks off Gaia", "15:52 - Prince visits Braga"]
    )
    today, day_before = Bounds.within(DAY, DAY), Bounds.within(Day(2023, 6, 15), Day(2023, 6, 15))
    wanted = {"opens": today, "sinks": today, "visits": today, "rescued": today, "closed": day_before}
    assert {trigger: found.get(trigger) for trigger in wanted} == wanted


def test_two_hours_are_no_such_page(annotate):
    """Two headings that open with an hour date nothing."""
    assert live(annotate, ["18:40 - Mayor opens school"])["rescued"] != Bounds.within(DAY, DAY)
