"""Chronologies: which lists of dates are one, what their entries date, and that ordinary prose is none."""

import pytest

from kb import temporal
from kb.extract import rules
from kb.model import Article, Block, Bounds, Day, Section, Span, Stamp

DAY = Day(2023, 6, 16)
ENTRIES = (
    "3 May 2023 Mayor Mira Vohl resigns. She leaves the town hall.",
    "8 May 2023: The council elects Gaius Orm as mayor.",
    "20 May 2023\nThe new mayor is sued by the port company. His lawyer rejects the charges.",
    "2 June 2023 A court in Port Sel dismisses the lawsuit.",
)


def told(annotate, paragraphs):
    """Return the claims of an article, by their triggers: status, first and last day, and what these rest on."""
    text, sections = "", []
    for paragraph in paragraphs:
        sections.append(Section(span=Span(len(text), len(text) + len(paragraph)), block=Block.PARAGRAPH))
        text += paragraph + "\n\n"
    source = Article(text=text, sections=tuple(sections), published=Stamp(edtf=str(DAY), origin="given"))
    document = annotate(source)
    return {
        claim.trigger.of(text): (str(claim.status), claim.when.bounds)
        for claim in rules.extract(document, temporal.annotate(document), Bounds.within(DAY, DAY))
    }


def on(month, day):
    return Bounds.within(Day(2023, month, day), Day(2023, month, day))


@pytest.mark.parametrize("entries", [ENTRIES, ENTRIES[::-1]], ids=["oldest first", "newest first"])
def test_entries(annotate, entries):
    """What an entry tells in the present tense came about on its date, in the sentences after the first too."""
    found = told(annotate, ["The affair of the mayor has gone on for weeks.", *entries])
    wanted = {"resigns": on(5, 3), "elects": on(5, 8), "sued": on(5, 20), "rejects": on(5, 20), "dismisses": on(6, 2)}
    assert {trigger: found.get(trigger) for trigger in wanted} == {
        trigger: ("occurred", bounds) for trigger, bounds in wanted.items()
    }


def test_entries_in_the_past_tense(annotate):
    """Entries told in the past tense date what they tell in it."""
    found = told(
        annotate,
        [
            "3 May 2023 Mayor Mira Vohl resigned. She left the town hall.",
            "8 May 2023 The council elected Gaius Orm.",
            "20 May 2023 The port company sued the mayor.",
            "2 June 2023 A court in Port Sel dismissed the lawsuit.",
        ],
    )
    assert (found["resigned"][1], found["left"][1], found["elected"][1]) == (on(5, 3), on(5, 3), on(5, 8))


@pytest.mark.parametrize(
    "paragraphs",
    [
        ENTRIES[:3],
        (*ENTRIES[:2], "20 April 2023 A ship sinks off Port Sel.", ENTRIES[3]),
        [f"On {entry}" for entry in ENTRIES],
    ],
    ids=["too few", "out of order", "joined by prepositions"],
)
def test_what_is_none(annotate, paragraphs):
    """Fewer dates, dates out of order and dates that are part of their sentences make no chronology."""
    assert "leaves" not in told(annotate, paragraphs)


def test_the_list_ends(annotate):
    """What stands after the last entry's paragraph is not dated by it."""
    after = "Anna Berg opened a bakery in Port Sel."
    assert told(annotate, [*ENTRIES, after])["opened"][1].earliest_begin is None
