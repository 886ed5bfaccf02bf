"""Linking on claims made by hand: what joins, what must not, and that order is nothing."""

import random
from dataclasses import replace

import pytest

from kb.link import link
from kb.link.clusters import clusters as grouped
from kb.link.compare import contradict
from kb.link.duplicates import originals
from kb.link.lemmas import alike
from kb.link.sides import Atlas, Source, side
from kb.link.window import apart, overlap, window
from kb.link.wording import Wordings
from kb.model import Article, Basis, Block, Bounds, Claim, Day, Kind, Participant, Section, Span, Stamp, Status, When

WORDS = "the quick story of one day in which several things came about and were told again by those who saw them happen"


def article(number, published="2023-06-16", text=None):
    body = text or f"{number} {' '.join(random.Random(number).sample(WORDS.split(), 18))} " * 6
    return Article(
        text=body,
        sections=(Section(span=Span(0, len(body)), block=Block.PARAGRAPH),),
        published=published and Stamp(edtf=published, origin="given"),
    )


def on(day):
    return When(bounds=Bounds.within(day, day), edtf=str(day), basis=Basis.EXPLICIT)


def by(day):
    return When(bounds=Bounds(latest_begin=day, latest_end=day), basis=Basis.REPORTED)


def who(name, role="agent", kind=Kind.PLACE, *, named=True, at=0):
    return Participant(role=role, text=name, span=Span(at, at + 3), name=name, kind=kind, named=named)


def claim(source, lemma, *participants, at=10, when=None, places=(), status=Status.OCCURRED, type_="attack"):
    return Claim(
        article=source.id, trigger=Span(at, at + 5), quote=Span(0, at + 20), label=f"{lemma} {at}", lemma=lemma, type=type_, status=status,
        when=when or by(Day(2023, 6, 16)), participants=tuple(replace(p, span=Span(at + i, at + i + 2)) for i, p in enumerate(participants)),
        places=tuple(replace(p, span=Span(at + 9, at + 12)) for p in places),
    )  # fmt: skip


def clusters(articles, claims):
    known = link(articles, claims)
    names = {c.id: c.label for c in claims}
    return sorted(sorted(names[c] for c in event.claims) for event in known.events)


A, B = article(1), article(2)
MOSCOW, KYIV = who("Russia"), who("Ukraine", "patient")


def test_verb_and_noun_of_one_article_join():
    """That Russia invaded and the invasion by Russia are one event."""
    assert clusters([A], [claim(A, "invade", MOSCOW, KYIV), claim(A, "invasion", MOSCOW, KYIV, at=60)]) == [
        ["invade 10", "invasion 60"]
    ]


def test_two_days_are_two_events():
    """The same words about the same people on two days stay two events."""
    first, second = (
        claim(A, "bomb", MOSCOW, KYIV, at=at, when=on(Day(2023, 6, day))) for at, day in ((10, 3), (60, 9))
    )
    assert len(clusters([A], [first, second])) == 2


def test_two_places_are_two_events():
    """Other places make other events."""
    claims = [
        claim(A, "bomb", MOSCOW, at=at, places=[who(place, "place")]) for at, place in ((10, "Kyiv"), (60, "Warsaw"))
    ]
    assert len(clusters([A], claims)) == 2


def test_city_and_country_are_one_place():
    """A city and its country do not contradict each other."""
    month = When(bounds=Bounds.within(Day(2023, 7, 1), Day(2023, 7, 31)), edtf="2023-07", basis=Basis.RELATIVE)
    claims = [
        claim(A, "summit", at=at, when=month, places=[who(place, "place")], type_="meet-consult", status=Status.PLANNED)
        for at, place in ((10, "Vilnius"), (60, "Lithuania"))
    ]
    assert len(clusters([A], claims)) == 1


def test_each_act_of_saying_is_its_own():
    """Whoever speaks twice said two things; two announcements of one thing are one, of things unnamed they are two."""
    said = [replace(claim(A, "say", MOSCOW, at=at, type_="statement"), statement=True) for at in (10, 60)]
    assert len(clusters([A], said)) == 2
    ship = who("ship", "patient", Kind.OTHER, named=False)
    for others, events in (((), 2), ((ship,), 1)):
        announced = [claim(A, "announce", MOSCOW, *others, at=at, type_="statement") for at in (10, 60)]
        assert len(clusters([A], announced)) == events


def test_other_sides_are_other_events():
    """Who attacked whom matters: with agents and patients that differ there are two events."""
    swapped = claim(A, "attack", who("Israel"), who("Lebanon", "patient"), at=60)
    assert len(clusters([A], [claim(A, "attack", MOSCOW, KYIV), swapped])) == 2


def test_what_happened_and_what_did_not_stay_apart():
    """One article's denial is not the event that it denies."""
    assert (
        len(
            clusters(
                [A],
                [
                    claim(A, "attack", MOSCOW, KYIV),
                    claim(A, "attack", MOSCOW, KYIV, at=60, status=Status.DID_NOT_OCCUR),
                ],
            )
        )
        == 2
    )


def test_articles_of_the_same_days_join_and_count_as_two_sources():
    """Two independent stories of one dated event make one event with two sources."""
    claims = [claim(source, "invade", MOSCOW, KYIV, when=on(Day(2022, 2, 24))) for source in (A, B)]
    (event,) = link([A, B], claims).events
    assert (len(event.claims), event.sources, event.when.edtf) == (2, 2, "2022-02-24")


def test_undated_claims_of_far_apart_articles_do_not_join():
    """Without dates, stories published weeks apart are not taken to tell of one event."""
    late = article(3, "2023-09-01")
    claims = [claim(A, "attack", MOSCOW, KYIV), claim(late, "attack", MOSCOW, KYIV, when=by(Day(2023, 9, 1)))]
    assert len(clusters([A, late], claims)) == 2


ORM, LUND = who("Ada Orm", kind=Kind.PERSON), who("Cid Lund", kind=Kind.PERSON)


@pytest.mark.parametrize(
    ("second", "events"),
    [(("death", "die", replace(ORM, role="patient")), 1), (("kill", "kill-injure", replace(ORM, role="patient")), 1),
     (("die", "die", LUND), 2), (("kill", "kill-injure", ORM), 2), (("visit", "meet-consult", ORM), 2)],
)  # fmt: skip
def test_nobody_dies_twice(second, events):
    """Whoever dies in two articles, years apart and by whatever words, dies once; who kills may live."""
    early, late = article(1, "2021-06-16"), article(2, "2023-06-16")
    lemma, type_, *people = second
    told = [claim(early, "die", ORM, type_="die", when=on(Day(2021, 6, 14))), claim(late, lemma, *people, type_=type_)]
    assert len(clusters([early, late], told)) == events


def test_nobody_is_born_twice():
    """A birth told with the year and without is one."""
    born = [claim(A, "bear", ORM, type_="life", when=on(Day(1960, 2, 1))), claim(A, "birth", ORM, type_="life", at=60)]
    assert len(clusters([A], born)) == 1


@pytest.mark.parametrize(
    ("status", "type_", "events"),
    [(Status.POSSIBLE, "crime", 1), (Status.POSSIBLE, "agree", 2), (Status.PLANNED, "crime", 2), (Status.DID_NOT_OCCUR, "crime", 2)],
)  # fmt: skip
def test_what_somebody_is_accused_of_may_be_what_was_done(status, type_, events):
    """A deed in the past that may have been done is one with its telling as done; what may be agreed, is planned or was denied is not."""
    told = [claim(A, "steal", ORM, type_=type_), claim(A, "steal", ORM, type_=type_, at=60, status=status)]
    assert len(clusters([A], told)) == events


def test_copies_count_once():
    """A copy with a changed first line is no second source."""
    copy = article(9, text="By our staff. " + A.text)
    claims = [claim(source, "invade", MOSCOW, KYIV, when=on(Day(2022, 2, 24))) for source in (A, copy)]
    (event,) = link([A, copy], claims).events
    assert event.sources == 1
    assert len(set(originals([A, copy, B]).values())) == 2


def test_weak_links_do_not_chain():
    """An undated claim cannot draw two days together."""
    days = [claim(A, "attack", MOSCOW, KYIV, at=at, when=on(Day(2023, 6, day))) for at, day in ((10, 3), (60, 9))]
    undated = claim(A, "attack", MOSCOW, KYIV, at=120)
    assert all(not {"attack 10", "attack 60"} <= set(names) for names in clusters([A], [*days, undated]))


def test_time_is_what_claims_agree_on():
    """The bounds of an event are the intersection of its claims' bounds."""
    month = When(bounds=Bounds.within(Day(2023, 6, 1), Day(2023, 6, 30)), edtf="2023-06", basis=Basis.RELATIVE)
    (event,) = link([A], [claim(A, "attack", MOSCOW, KYIV, when=month), claim(A, "attack", MOSCOW, KYIV, at=60)]).events
    assert event.when.bounds == Bounds.within(Day(2023, 6, 1), Day(2023, 6, 16))
    assert event.when.edtf == "2023-06-01/2023-06-16"


@pytest.mark.parametrize("seed", range(5))
def test_order_is_nothing(seed):
    """Any order of articles and claims gives equal knowledge."""
    claims = [
        claim(source, lemma, MOSCOW, KYIV, at=at, when=when)
        for source in (A, B)
        for at, (lemma, when) in enumerate(
            [("attack", None), ("attack", on(Day(2023, 6, 2))), ("invade", None), ("invasion", on(Day(2022, 2, 24)))],
            10,
        )
    ]
    shuffled, sources = claims[:], [A, B]
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(sources)
    assert link(sources, shuffled) == link([A, B], claims)


def test_each_claim_is_in_one_event():
    """No claim is lost, and none is in two events."""
    claims = [
        claim(A, lemma, MOSCOW, at=at) for at, lemma in enumerate(["meet", "meeting", "kill", "killing", "kill"], 10)
    ]
    found = [c for event in link([A], claims).events for c in event.claims]
    assert sorted(found) == sorted(c.id for c in claims)


def test_a_firm_is_one_entity_with_its_legal_form_or_without():
    """One article's "Volvo Inc." is another's "Volvo"; a firm that is called after it is not."""
    firms = [who(name, kind=Kind.ORGANISATION) for name in ("Volvo", "Volvo Inc.", "Volvo Penta")]
    claims = [
        claim(source, "meet", firm, at=at) for source, at, firm in zip((A, B, A), (10, 10, 60), firms, strict=True)
    ]
    known = link([A, B], claims)
    assert sorted(entity.key for entity in known.entities) == ["organisation:volvo", "organisation:volvo penta"]


def test_a_name_is_one_entity_and_a_description_is_its_article_s_own():
    """Aliases of a country are one entity; "the minister" of two articles are two."""
    minister = who("minister", kind=Kind.PERSON, named=False)
    claims = [claim(A, "meet", who("U.S."), minister), claim(B, "meet", who("United States"), minister)]
    known = link([A, B], claims)
    labels = sorted(entity.label for entity in known.entities)
    assert labels == ["United States", "minister", "minister"]
    assert "U.S." in next(e for e in known.entities if e.label == "United States").aliases


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("die", "death", True), ("elect", "election", True), ("march", "market", False), ("apply", "application", True)],
)
def test_words_and_their_nouns(a, b, same):
    """A verb and the noun made of it are alike, words that only begin alike are not."""
    assert alike(a, b) is same


def test_contradicting_bounds_have_no_overlap():
    """After the fifth and before the third is never."""
    assert overlap([Bounds(earliest_begin=Day(2023, 5, 5)), Bounds(latest_end=Day(2023, 5, 3))]) is None


def some_days(chance):
    """Return bounds of which each is open or a day of one month, and which may contradict themselves."""
    names = ("earliest_begin", "latest_begin", "earliest_end", "latest_end")
    return Bounds(**{name: Day(2023, 6, chance.randint(1, 28)) if chance.random() < 0.4 else None for name in names})


def test_windows_are_bounds():
    """Windows of claims are apart where their bounds have no overlap, two by two and all together."""
    chance, found = random.Random(1), set()
    for _ in range(2000):
        bounds = [some_days(chance) for _ in range(3)]
        windows = [window(b) for b in bounds]
        for a, b in ((0, 1), (1, 2), (0, 0)):
            found.add(apart(windows[a], windows[b]))
            assert apart(windows[a], windows[b]) is (overlap([bounds[a], bounds[b]]) is None)
        pairwise = any(apart(a, b) for a in windows for b in windows)
        assert pairwise is (overlap(bounds) is None)
    assert found == {True, False}


def anybody(chance, at):
    """Return a claim of one of three articles about some of few people and places on few days."""
    people = [who(name, chance.choice(["agent", "patient"])) for name in chance.sample(NAMES, chance.randint(0, 2))]
    places = [who(name, "place") for name in chance.sample(NAMES, chance.randint(0, 1))]
    status, when = chance.choice(list(Status)), When(bounds=some_days(chance), basis=Basis.EXPLICIT)
    return claim(article(chance.randint(1, 3)), "attack", *people, at=20 * at, when=when, places=places, status=status)


NAMES = ["Russia", "Ukraine", "Kyiv", "Paris", "France", "Orm"]


@pytest.mark.parametrize("seed", range(8))
def test_clusters_never_contradict(seed):
    """Whatever is linked, groups are those that asking each claim about each other would make, and none contradicts itself."""
    chance = random.Random(seed)
    claims = [anybody(chance, at) for at in range(40)]
    countries = {"Kyiv": "UA", "Ukraine": "UA", "Paris": "FR", "France": "FR", "Russia": "RU", "Orm": ""}
    atlas = Atlas(countries, towns=frozenset({"Kyiv", "Paris", "Orm"}))
    source = Source(published=Day(2023, 6, 16), wordings=Wordings(""), original="", voice=str, names=frozenset())
    sides = [side(c, c.id, {p.span: p.name for p in (*c.participants, *c.places)}, atlas, source) for c in claims]
    links = [(-chance.random(), a, b) for a in range(40) for b in range(a + 1, 40)]
    links = [link for link in links if not contradict(sides[link[1]], sides[link[2]])]
    group = {at: [at] for at in range(40)}
    for _, a, b in sorted(links):
        one, other = group[a], group[b]
        if one is not other and not any(contradict(sides[x], sides[y]) for x in one for y in other):
            one += other
            group.update(dict.fromkeys(other, one))
    expected = sorted(sorted(sides[at].id for at in one) for one in {id(one): one for one in group.values()}.values())
    assert sorted(sorted(s.id for s in one) for one in grouped(sides, links)) == expected
    assert 1 < len(expected) < 40


def test_crowded_blocks_change_nothing_of_pairs():
    """Two tellings of one event find each other among hundreds of events about the same country and word."""
    sources = [article(n, str(Day(2023, 1 + n % 12, 1 + n % 28))) for n in range(120)]
    others = [
        claim(source, "attack", MOSCOW, when=on(Day(2000 + n % 23, 1 + n % 12, 1 + n % 28)), at=20 * at + 10)
        for n, source in enumerate(sources)
        for at in range(2)
    ]
    pair = [claim(source, "attack", MOSCOW, KYIV, when=on(Day(2024, 2, 2)), at=900) for source in sources[:2]]
    assert ["attack 900", "attack 900"] in clusters(sources, [*others, *pair])


@pytest.mark.parametrize(("later", "end"), [("2023-06-16", None), ("2023-06-20", Day(2023, 6, 20))])
def test_tense_alone_ends_nothing_that_goes_on(later, end):
    """What an article tells in the past, without a date, ends what goes on by an older article, not by one of its own day."""
    day = Day(2023, 6, 16)
    articles = [article(1), article(2, published=later)]
    told = When(bounds=Bounds(latest_begin=day, earliest_end=day), basis=Basis.REPORTED)
    goes_on = claim(articles[0], "strike", who("Norway"), who("Oslo"), when=told, status=Status.ONGOING)
    over = claim(articles[1], "strike", who("Norway"), who("Oslo"), when=by(Day(*map(int, later.split("-")))))
    (event,) = link(articles, [goes_on, over]).events
    assert (event.when.bounds.earliest_end, event.when.bounds.latest_end) == (day, end)
