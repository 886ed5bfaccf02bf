"""What a headline and the sentence below it tell, and how an article makes clear that it tells of two events."""

import pytest

from kb.link import link
from kb.link.descriptions import slot
from kb.link.layout import Layout, Station, opening
from kb.link.retelling import shares
from kb.model import Article, Basis, Block, Bounds, Claim, Day, Kind, Participant, Section, Span, Stamp, Status, When

DAY = Day(2024, 3, 5)
ON = When(bounds=Bounds.within(DAY, DAY), edtf=str(DAY), basis=Basis.RELATIVE)
PLACES = {"Paris", "Lyon", "France", "Kiel"}


def article(title, *paragraphs):
    """Return an article of a title, if there is one, and paragraphs."""
    sections, at = [], 0
    for block, text in ((Block.TITLE, title), *((Block.PARAGRAPH, text) for text in paragraphs)):
        if text:
            sections.append(Section(span=Span(at, at + len(text)), block=block))
            at += len(text) + 2
    text = "\n\n".join(filter(None, (title, *paragraphs)))
    return Article(text=text, sections=tuple(sections), published=Stamp(edtf=str(DAY), origin="given"))


def claim(source, sentence, told):
    """Read "cut/econ-change lowered: agent=the bank, patient=its rate": lemma, type and word, then who, each as the sentence has it."""
    words, _, who = told.partition(": ")
    kind, word = words.split(" ", 1)
    lemma, type_ = kind.split("/")
    start = source.text.index(sentence)
    trigger = start + sentence.index(word)
    participants, places = [], []
    for part in who.split(", ") if who else ():
        role, text = part.split("=")
        at = start + sentence.index(text)
        named = text[0].isupper() and text.istitle()
        name = text.removeprefix("the ").removeprefix("a ").removeprefix("A ").removeprefix("The ")
        one = Participant(
            role=role,
            text=text,
            span=Span(at, at + len(text)),
            name=name,
            kind=Kind.PLACE if name in PLACES else Kind.OTHER,
            named=named,
        )
        (places if role == "place" else participants).append(one)
    return Claim(
        article=source.id, trigger=Span(trigger, trigger + len(word)), quote=Span(start, start + len(sentence)), label=sentence.rstrip("."),
        lemma=lemma, type=type_, status=Status.OCCURRED, when=ON, participants=tuple(participants), places=tuple(places),
    )  # fmt: skip


def events(title, lead, *body):
    """Return the events of an article whose title, first sentence and others each come as "sentence | claim | claim"."""
    lines = [line.split(" | ") for line in (title, lead, *body) if line]
    source = article(*([lines[0][0]] if title else [""]), *(line[0] for line in lines[bool(title) :]))
    claims = [claim(source, sentence, told) for sentence, *tellings in lines for told in tellings]
    return link([source], claims).events


ONE = [
    ("Tribunal jails former mayor | jail/arrest-detain jails", "A court sentenced the head of the old council. | sentence/justice sentenced: agent=A court, patient=the head of the old council"),
    ("Weary coach steps down | step/personnel steps: agent=Weary coach", "Ada Orm resigned on Tuesday. | resign/personnel resigned: agent=Ada Orm"),
    ("Club's bookkeeper arrested | arrest/arrest-detain arrested: patient=Club's bookkeeper", "The police detained a man from Kiel. | detain/arrest-detain detained: agent=The police, patient=a man from Kiel"),
    ("Thousands rally in port | rally/protest rally: agent=Thousands", "Tens of thousands of nurses marched. | march/other marched: agent=Tens of thousands of nurses"),
    ("Fire kills nine | kill/kill-injure kills: agent=Fire, patient=nine", "Nine people died in a mill. | die/die died: agent=Nine people"),
    ("Fierce storm lashes coast | lash/disaster-accident lashes: agent=Fierce storm", "The typhoon struck at noon. | strike/disaster-accident struck: agent=The typhoon"),
    ("Judges quash fine | quash/justice quash: agent=Judges, patient=fine", "An appeals court overturned the penalty. | overturn/justice overturned: agent=An appeals court, patient=the penalty"),
    ("Card den raided in Kiel harbour | raid/other raided: patient=Card den", "A secret casino in the harbour of Kiel was raided. | raid/other raided: patient=A secret casino"),
    ("Minister denies harbour rift over second quay | deny/statement denies: agent=Minister", "The minister of works denied that a second quay caused a rift. | deny/statement denied: agent=The minister of works"),
    ("Ada Orm elected | elect/personnel elected: patient=Ada Orm", "Ada Orm won the vote. | win/govern-decide won: agent=Ada Orm, patient=the vote"),
]  # fmt: skip
TWO = [
    ("Farmers block roads | block/protest block: agent=Farmers, patient=roads", "A year went by.", "Fishermen blocked the port. | block/protest blocked: agent=Fishermen, patient=the port"),
    ("Shares fall | fall/econ-change fall: agent=Shares", "The revenue of the mill fell. | fall/econ-change fell: agent=The revenue"),
    ("Council takes up plan | take/other takes: agent=Council, patient=plan", "Crowds took the bridge. | take/other took: agent=Crowds, patient=the bridge"),
    ("Fire kills nine | kill/kill-injure kills: agent=Fire, patient=nine", "Five people died in a mill. | die/die died: agent=Five people"),
    ("Raids shake city | raid/attack Raids", "A year went by.", "A shell hit a roof at dawn. | raid/attack hit: agent=A shell, patient=a roof"),
    ("", "The airport cancelled all flights. | cancel/other cancelled: agent=The airport, patient=all flights", "More than a thousand flights were cancelled. | cancel/other cancelled: patient=More than a thousand flights"),
    ("", "The shares dropped 17% at once. | drop/econ-change dropped: agent=The shares", "The shares lost half their value. | lose/econ-change lost: agent=The shares"),
    ("", "She lost a boat and lost a house. | lose/other lost a boat: agent=She | lose/other lost a house: agent=She"),
    ("", "Crowds marched in Paris. | march/protest marched: agent=Crowds, place=Paris", "Crowds marched in Lyon. | march/protest marched: agent=Crowds, place=Lyon"),
    ("", "Nine people died at once. | die/die died: agent=Nine people", "Four others were killed. | kill/kill-injure killed: patient=Four others"),
    ("Nurses fear raid on savings in Kiel | raid/other raid: patient=savings", "Thieves raided a shop of Ulm. | raid/other raided: agent=Thieves, patient=a shop of Ulm"),
    ("", "Nurses were on strike. | strike/protest strike: agent=Nurses", "The strike hit a depot. | strike/attack strike"),
    ("Strike | strike/other Strike", "Nurses were on strike. | strike/protest strike: agent=Nurses", "The strike hit a depot. | strike/attack strike"),
    ("", "The first half ended. | end/start-stop ended: agent=The first half", "The second half ended. | end/start-stop ended: agent=The second half"),
    ("", "The opening match was long. | match/sport-compete match", "The last match was short. | match/sport-compete match"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "lead"), ONE)
def test_headline_and_first_sentence_are_one_event(title, lead):
    """A headline and the sentence below it tell one event by words of one kind, whatever they call those in it."""
    assert len(events(title, lead)) == 1


@pytest.mark.parametrize("lines", TWO)
def test_one_article_tells_two_events(lines):
    """Other numbers, parts or towns, one word twice in a sentence, and others further down tell two events."""
    assert len(events(*lines)) == 2


def test_town_and_country_are_one_place():
    """What an article puts in a country may be what it puts in a town there."""
    lead, body = "Crowds marched in France. | march/protest marched: agent=Crowds, place=France", TWO[8][1]
    assert len(events("", lead, body)) == 1


def test_an_event_is_the_word_that_it_came():
    """A storm and that it hit a coast are one event, and what it did there is another."""
    lead = "A storm hit the coast and flattened barns. | storm/disaster-accident storm | hit/other hit: agent=A storm, patient=the coast"
    assert len(events("", lead)) == 1
    assert len(events("", f"{lead} | flatten/damage-destroy flattened: agent=A storm, patient=barns")) == 2


def test_the_march_is_the_one_that_the_headline_told_of():
    """A bare noun with "the" means the event of headline or opening, and one with "a" need not."""
    title = "Nurses take to streets | march/protest take: agent=Nurses"
    body = "{} protest was over by noon. | protest/other protest"
    found = [len(events(title, "A year went by.", body.format(word))) for word in ("The", "One")]
    assert found == [1, 2]


def test_numbers_grow_between_articles():
    """Two articles may give one event other numbers."""
    sentences = ["The slide at Kiel killed nine people.", "The slide at Kiel killed fourteen people."]
    articles = [article("", sentence) for sentence in sentences]
    claims = [
        claim(source, sentence, f"kill/kill-injure killed: agent=The slide, patient={count} people, place=Kiel")
        for source, sentence, count in zip(articles, sentences, ("nine", "fourteen"), strict=True)
    ]
    assert len(link(articles, claims).events) == 1


def test_an_event_is_called_by_what_says_who():
    """A bare noun in a headline does not name the event that the first sentence tells in full."""
    title = "Heavy raid | raid/attack raid"
    lead = "Planes raided Kiel at night. | raid/attack raided: agent=Planes, patient=Kiel"
    (event,) = events(title, lead)
    assert event.label == "Planes raided Kiel at night"


def test_a_heading_opens_the_paragraph_below_it():
    """Title and heading are told again by the first sentence of the next paragraph, not by its second or by later paragraphs."""
    first = "The mill by the river closed for good on a wet morning in the spring."
    source = article("Mill closes", f"{first} Nobody came.", first)
    layout = Layout(source.sections)
    spans = [Span(0, 11), Span(13, 13 + len(first)), Span(14 + len(first), 26 + len(first)), source.sections[2].span]
    title, *others = (layout.station(span) for span in spans)
    assert [opening(title, other) for other in others] == [True, False, False]
    assert layout.station(Span(900, 910)) == Station()


@pytest.mark.parametrize(
    ("label", "found"),
    [("Shares drop 17% at once", {17.0}), ("Sales rise 2.5 percent to 9 per cent", {2.5, 9.0}), ("Shares lose half of their value", {50.0}),
     ("Half a million march", set()), ("Cups sold for 50 cents", set())],
)  # fmt: skip
def test_parts_of_a_whole(label, found):
    """Percentages and fractions of something are parts of a whole, and half a million is none."""
    made = Claim(
        article="", trigger=Span(0, 1), quote=Span(0, 1), label=label, lemma="drop", type="other", status=Status.OCCURRED, when=ON
    )  # fmt: skip
    assert shares(made) == found


@pytest.mark.parametrize(
    ("name", "count"),
    [("at least 34", {"": 34}), ("four others", {"": 4}), ("two dozen sailors", {"sailors": 24}), ("3.5 million euros", {"euros": 3.5e6}),
     ("more than a thousand sailors", {"sailors": 1000}), ("thousands of sailors", {}), ("all sailors", {"sailors": float("inf")})],
)  # fmt: skip
def test_how_many(name, count):
    """Figures, words and both together say how many; "thousands" says nothing that another number could contradict."""
    found = slot([Participant(role="agent", text=name, span=Span(0, 1), name=name, kind=Kind.OTHER, named=False)])
    assert dict(found.counts) == count
