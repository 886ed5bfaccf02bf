"""What makes events matter, on claims made by hand; and that what mattered leads a timeline of many articles."""

import random
from dataclasses import replace

import pytest

from kb.link import link
from kb.link.salience import day
from kb.model import Basis, Bounds, Day, Event, Status, When
from tests.link.test_link import article, by, claim, on, who

FIRST, NEXT, THIRD = Day(2023, 6, 3), Day(2023, 6, 4), Day(2023, 6, 5)
LATE = "2023-08-01"
NAMED = replace(on(FIRST), text="3 June", anchor="published")
VOHL, ORM = who("Mira Vohl", "agent"), who("Gaius Orm", "agent")


def events(*claims, articles):
    """Return the events by the label of their leading claims."""
    return {event.label: event for event in link(articles, claims).events}


def told(number, lemma="resign", when=None, published="2023-06-04", person=VOHL, **fields):
    """Return an article and its only claim."""
    source = article(number, published)
    return source, replace(claim(source, lemma, person, when=when or on(FIRST), **fields), label=lemma)


def of(*pairs):
    """Return the events of articles with their claims, by label."""
    return events(*(one for _, one in pairs), articles=[source for source, _ in pairs])


def test_sources_count():
    """An event that more sources tell of matters more, and its reasons say so."""
    found = of(told(1), told(2), told(3), told(4, "marry", on(Day(2023, 6, 1)), person=ORM))
    assert found["resign"].salience > found["marry"].salience
    assert "3 independent sources" in found["resign"].reasons


def test_copies_count_once():
    """Copies of one story are one source."""
    source, one = told(1)
    copy = replace(source, text=source.text + "!")
    again = replace(one, article=copy.id)
    alone = of((source, one))["resign"]
    assert (events(one, again, articles=[source, copy])["resign"].salience, alone.sources) == (alone.salience, 1)


def test_what_is_recalled_matters_more():
    """A source that names the date long after counts for more than one that reports it."""
    reported, recalled = of(told(1), told(2)), of(told(1), told(2, when=NAMED, published=LATE))
    assert recalled["resign"].salience > reported["resign"].salience
    assert "recalled more than a fortnight later by 1" in recalled["resign"].reasons


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": "Whit Monday"}, Status.OCCURRED),
        ({"text": "the next day", "anchor": "12:18"}, Status.OCCURRED),
        ({"text": "8 pm", "anchor": "12:18"}, Status.OCCURRED),
        ({}, Status.PLANNED),
        ({}, Status.POSSIBLE),
    ],
)
def test_what_is_no_recollection(fields, status):
    """A day that was reckoned, from a feast or from another time of the text, or only planned, is told of long after, but not recalled."""
    later = told(2, when=replace(NAMED, **fields), published=LATE, status=status)
    reported, reckoned = of(told(1), told(2, status=status)), of(told(1), later)
    assert reckoned["resign"].salience == reported["resign"].salience
    assert not any("recalled" in reason for reason in reckoned["resign"].reasons)


def test_looking_back_makes_half_a_story():
    """Who looks back tells in the order of time: what is told last there counts as half a story, but what fills more keeps it."""
    low, half, high = (
        of((source, replace(one, salience=salience)), told(2, "marry", person=ORM))["resign"].salience
        for source, one in [told(1, when=NAMED, published=LATE)]
        for salience in (0.1, 0.5, 0.9)
    )
    assert low == half < high


def test_what_was_over_before_the_articles_is_no_recollection():
    """What happened long before the first article came out is what they compare their news with."""
    recalled = of(told(1, when=NAMED, published=LATE), told(2, "marry", person=ORM))["resign"]
    compared = of(told(1, when=NAMED, published=LATE), told(2, "marry", person=ORM, published=LATE))["resign"]
    assert compared.salience < recalled.salience
    assert not any("recalled" in reason for reason in compared.reasons)


def test_background_says_nothing_of_a_day():
    """Who tells an undated event again more than a fortnight later adds nothing to what it weighs, though it is a source."""
    days = (FIRST, Day(2023, 6, 12), Day(2023, 6, 20))
    sources = [article(number, str(published)) for number, published in enumerate(days)]
    claims = [
        claim(source, "sign", VOHL, who("Gaius Orm", "patient"), when=by(published), places=[who("Port Sel", "place")])
        for source, published in zip(sources, days, strict=True)
    ]
    (event,), (before,) = link(sources, claims).events, link(sources[:2], claims[:2]).events
    assert (event.sources, event.salience) == (3, before.salience)


def test_first_events_are_of_different_days():
    """A day lends its weight to its first event before all others: a ranking begins with events of different days."""
    busy = [told(number, lemma) for number, lemma in enumerate(("resign", "resign", "sign", "marry", "leave"))]
    quiet = told(9, "win", on(Day(2023, 6, 1)))
    found = of(*busy, quiet)
    ranked = sorted(found.values(), key=lambda event: -event.salience)
    assert ranked[0].label == "resign"
    assert "first on a day that 5 sources tell of" in ranked[0].reasons
    assert sum(any("first on" in reason for reason in event.reasons) for event in ranked) == 1


@pytest.mark.parametrize(
    ("when", "person", "lemma", "folded"),
    [
        (on(NEXT), VOHL, "resign", True),
        (on(NEXT), VOHL, "resignation", True),
        (on(THIRD), VOHL, "resign", False),
        (on(NEXT), ORM, "resign", False),
        (on(NEXT), VOHL, "win", False),
    ],
)
def test_adjacent_days_fold(when, person, lemma, folded):
    """Of two events of one word and person on adjacent days the lesser counts half; other words, people or days count whole."""
    source, one = told(3, lemma, when, person=person)
    lesser = source, replace(one, label="lesser")
    event, alone = of(told(1), told(2), lesser)["lesser"], of(lesser)["lesser"]
    reasons = [reason for reason in event.reasons if "day beside" in reason]
    assert reasons == ([f"less than its like of {FIRST}, the day beside it"] if folded else [])
    assert event.salience == pytest.approx(alone.salience / 2 if folded else alone.salience, abs=0.001)


def test_order_is_nothing():
    """Salience and reasons do not depend on the order of articles and claims, and lie between 0 and 1."""
    pairs = [
        told(n, lemma, on(Day(2023, 6, 1 + n % 4)), person=person)
        for n, (lemma, person) in enumerate([("resign", VOHL), ("win", ORM), ("resign", ORM), ("sign", VOHL)] * 5)
    ]
    first = of(*pairs)
    for seed in range(5):
        random.Random(seed).shuffle(pairs)
        assert of(*pairs) == first
    assert all(0 <= event.salience <= 1 for event in first.values())


@pytest.mark.parametrize(
    ("bounds", "basis", "status", "expected"),
    [
        (Bounds.within(FIRST, FIRST), Basis.EXPLICIT, Status.OCCURRED, FIRST),
        (Bounds.within(FIRST, NEXT), Basis.EXPLICIT, Status.OCCURRED, None),
        (Bounds(earliest_begin=FIRST, latest_begin=FIRST, earliest_end=FIRST), Basis.RELATIVE, Status.ONGOING, FIRST),
        (Bounds(latest_begin=NEXT, earliest_end=NEXT, latest_end=NEXT), Basis.CONTEXT, Status.OCCURRED, NEXT),
        (
            Bounds(earliest_begin=FIRST, latest_begin=NEXT, earliest_end=THIRD, latest_end=THIRD),
            Basis.RELATIVE,
            Status.OCCURRED,
            None,
        ),
        (Bounds(latest_begin=NEXT, latest_end=NEXT), Basis.REPORTED, Status.OCCURRED, NEXT),
        (Bounds(latest_begin=NEXT, earliest_end=NEXT), Basis.REPORTED, Status.ONGOING, NEXT),
        (Bounds(earliest_begin=NEXT, earliest_end=NEXT), Basis.REPORTED, Status.PLANNED, None),
        (Bounds(), Basis.NONE, Status.POSSIBLE, None),
    ],
)
def test_day(bounds, basis, status, expected):
    """The day of an event is that it lies or began on, else that it was reported on; plans have none before they are dated."""
    event = Event(label="", type="other", status=status, when=When(bounds=bounds, basis=basis), claims=("a",))
    assert day(event) == expected


def test_years_out_of_the_calendar():
    """Events before the first year of the calendar are weighed like others."""
    found = of(told(1, when=on(Day(-43, 3, 15))), told(2, "win", on(Day(12000, 1, 1))))
    assert all(event.salience > 0 for event in found.values())
