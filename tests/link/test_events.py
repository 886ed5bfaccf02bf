"""What an event of many claims is taken to say: what they agree on, not what one of them adds; and what happens but once."""

from dataclasses import replace

import pytest

from kb.link import link
from kb.model import Day, Kind, Status
from tests.link.test_link import article, by, claim, clusters, on, who

DOCTOR, MOTHER, SINGER = (who(name, "patient", Kind.PERSON) for name in ("Ivo Lang", "Rosa Brandt", "Tom Brandt"))
JURY = who("jury", "agent", Kind.GROUP, named=False)
DAY = Day(2023, 6, 12)


def told(number, *people, published="2023-06-16", lemma="convict", label="", **fields):
    """Return an article and its only claim."""
    source = article(number, published)
    made = claim(source, lemma, *people, **{"type_": "justice", "when": on(DAY), **fields})
    return source, replace(made, label=label or made.label)


def event(*pairs):
    """Return the only event of articles with their claims, and the names of entities by id."""
    known = link([source for source, _ in pairs], [one for _, one in pairs])
    [found] = known.events
    return found, {entity.id: entity.label for entity in known.entities}


def test_one_slip_in_many_sources_names_nobody():
    """Four sources say whom the jury convicted; one, weightier than they, adds somebody else. She is not in the event, nor in its label."""
    pairs = [told(n, JURY, DOCTOR, label="Jury convicts Ivo Lang") for n in range(1, 5)]
    slip = told(5, JURY, DOCTOR, MOTHER, label="Jury convicts Rosa Brandt")
    found, names = event(*pairs, (slip[0], replace(slip[1], salience=0.9)))
    assert [names[actor.entity] for actor in found.actors] == ["jury", "Ivo Lang"]
    assert found.label == "Jury convicts Ivo Lang"


def test_of_few_sources_each_is_heard():
    """Two sources may well each say something new."""
    found, names = event(told(1, JURY, DOCTOR), told(2, JURY, DOCTOR, MOTHER))
    assert {"Ivo Lang", "Rosa Brandt"} <= {names[actor.entity] for actor in found.actors}


def test_the_label_is_of_the_event_s_status():
    """What was planned has happened by the newest article: the label says so, even if the plan was the bigger story."""
    plan = told(1, DOCTOR, label="Ivo Lang to be convicted", status=Status.PLANNED)
    done = told(2, DOCTOR, published="2023-06-18", label="Ivo Lang is convicted")
    found, _ = event((plan[0], replace(plan[1], salience=0.9)), done)
    assert (found.status, found.label) == (Status.OCCURRED, "Ivo Lang is convicted")


@pytest.mark.parametrize(
    ("tellers", "status", "expected"),
    [(3, Status.POSSIBLE, Status.OCCURRED), (1, Status.DID_NOT_OCCUR, Status.DID_NOT_OCCUR), (3, Status.ONGOING, Status.ONGOING)],
)  # fmt: skip
def test_several_sources_are_not_undone_by_one(tellers, status, expected):
    """A last article that asks whether it happened undoes nothing; one against one, the newer is believed."""
    pairs = [told(n, DOCTOR) for n in range(1, tellers + 1)]
    found, _ = event(*pairs, told(9, DOCTOR, published="2023-06-18", status=status))
    assert found.status is expected


@pytest.mark.parametrize(
    ("lemma", "again", "role", "year", "joined"),
    [
        ("die", "death", "patient", 2026, True),
        ("kill", "kill", "patient", 2024, True),
        ("kill", "kill", "agent", 2024, False),
        ("convict", "conviction", "patient", 2024, True),
        ("convict", "conviction", "patient", 2026, False),
        ("plead", "plead", "agent", 2024, True),
        ("sue", "sue", "agent", 2024, False),
    ],
)
def test_what_happens_once_needs_no_date(lemma, again, role, year, joined):
    """A death named years later is the one that was dated, a conviction if it is named within a year; of a killer's deed, or a suit, there may be another."""
    person = replace(SINGER, role=role)
    one, two = (
        told(1, person, lemma=lemma),
        told(2, person, published=f"{year}-01-08", lemma=again, when=by(Day(year, 1, 8))),
    )
    assert (len(clusters([one[0], two[0]], [one[1], two[1]])) == 1) is joined


QUAKE = who("quake", "agent", Kind.OTHER)


@pytest.mark.parametrize(
    ("day", "thing", "place", "joined"),
    [
        (Day(2023, 6, 3), "earthquake", "Linz", True),
        (Day(2023, 6, 4), "earthquake", "Linz", False),
        (Day(2023, 6, 3), "tsunami", "Linz", False),
        (Day(2023, 6, 3), "earthquake", "Lima", False),
    ],
    ids=["the same day", "the day after", "another thing", "another country"],
)
def test_a_disaster_of_one_day_is_one(day, thing, place, joined):
    """That "a quake hit Linz" is "the earthquake", in whatever words, if day, kind and place agree."""
    linz = who("Linz", "patient", Kind.PLACE)
    quake = replace(QUAKE, named=False)
    one = told(1, quake, linz, lemma="hit", when=on(Day(2023, 6, 3)), type_="disaster-accident")
    two = told(2, lemma=thing, when=on(day), type_="disaster-accident", places=[who(place, "place", Kind.PLACE)])
    assert (len(clusters([one[0], two[0]], [one[1], two[1]])) == 1) is joined


def test_two_dated_deaths_stay_two():
    """Dates that contradict each other are two events, or an error that shows."""
    one, two = told(1, SINGER, lemma="die"), told(2, SINGER, lemma="die", when=on(Day(2023, 6, 10)))
    assert len(clusters([one[0], two[0]], [one[1], two[1]])) == 2


@pytest.mark.parametrize(
    ("beside", "others", "meant"),
    [((DOCTOR,), 0, "Tom Brandt"), ((), 0, "Brandt"), ((DOCTOR,), 2, "Brandt")],
    ids=["in the same company", "nobody in common", "others of that name as often"],
)
def test_a_bare_surname_means_who_is_always_meant(beside, others, meant):
    """A bare "Brandt" is who five times as many articles name in full, if somebody of theirs is in the article too."""
    surname = who("Brandt", "patient", Kind.PERSON)
    pairs = [told(n, SINGER, DOCTOR, lemma=f"act{n}") for n in range(1, 7)]
    pairs += [told(10 + n, MOTHER, lemma=f"deed{n}") for n in range(others)]
    pairs.append(told(20, surname, *beside, lemma="vanish"))
    known = link([source for source, _ in pairs], [one for _, one in pairs])
    names = {entity.id: entity.label for entity in known.entities}
    spans = {p.span for p in pairs[-1][1].participants if p.name == "Brandt"}
    assert {names[d.entity] for d in known.denotations if d.claim == pairs[-1][1].id and d.span in spans} == {meant}
