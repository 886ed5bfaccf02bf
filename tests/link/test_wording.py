"""Sentences that are told twice: in a corrected version, elsewhere, or twice in one article."""

from dataclasses import replace

import pytest

from kb.link import link
from kb.link.wording import Wordings, same_sentence
from kb.model import Article, Basis, Block, Bounds, Claim, Day, Kind, Participant, Section, Span, Stamp, Status, When

REST = " ".join(
    f"The {word} of the valley was seen by nobody in the {word} of that season."
    for word in ("river", "mill", "ferry", "orchard", "chapel", "quarry", "school", "bakery")
)
OTHER = "Nothing else that week was of any note to those who kept the books of the harbour office."
OPEN, YEAR = When(), When(bounds=Bounds.within(Day(1967, 1, 1), Day(1967, 12, 31)), edtf="1967", basis=Basis.EXPLICIT)


def article(sentence, rest=REST, published="2024-08-14"):
    text = f"{sentence}\n{rest}"
    return Article(
        text=text,
        sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),),
        published=Stamp(edtf=published, origin="given"),
    )


def claim(source, sentence, word, when=OPEN):
    start = source.text.index(sentence)
    at = start + sentence.index(word)
    return Claim(
        article=source.id, trigger=Span(at, at + len(word)), quote=Span(start, start + len(sentence)), label=sentence, lemma=word, type="other",
        status=Status.OCCURRED, when=when,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "word", "again", "rest", "published", "when", "events"),
    [
        ("The wall was built in 1967.", "built", "The wall was built in 1967.", REST, "2024-08-15", YEAR, 1),
        ("The flood swept away 12 huts.", "swept", "The flood swept away 15 huts.", REST, "2024-08-15", OPEN, 1),
        ("The flood swept away 12 huts.", "swept", "The flood swept away 15 huts.", REST, "2025-03-02", OPEN, 2),
        ("The flood swept away 12 huts.", "swept", "A tide swept off 15 huts.", REST, "2024-08-15", OPEN, 2),
        ("The flood swept away 12 huts.", "swept", "The flood swept away 15 huts.", OTHER, "2024-08-15", OPEN, 2),
        ("Late in the night the flood swept away the huts of the ferrymen.", "swept",
         "Late in the night the flood swept away the huts of all the ferrymen.", OTHER, "2024-08-15", YEAR, 1),
        ("Late in the night the flood swept away the huts of the ferrymen.", "swept",
         "Late in the night the flood swept away the huts of all the ferrymen.", OTHER, "2024-08-15", OPEN, 2),
        ("The wall of the upper mill was built of stone in 1967.", "built",
         "The wall of the upper mill was built of stone in 1967.", OTHER, "2031-02-03", YEAR, 1),
        ("The wall of the upper mill was built of stone in 1967.", "built",
         "The wall of the upper mill was built of stone in 1967.", OTHER, "2031-02-03", OPEN, 2),
    ],
)  # fmt: skip
def test_a_sentence_of_two_articles(sentence, word, again, rest, *, published, when, events):
    """One sentence in two articles tells one event: in copies with other figures, elsewhere in full, and weeks later only with its date."""
    one, other = article(sentence), article(again, rest + " ", published)
    told = [claim(one, sentence, word, when), claim(other, again, word, when)]
    assert len(link([one, other], told).events) == events


@pytest.mark.parametrize(("names", "events"), [(("Orm", "Orm"), 1), (("Orm", "Ulm"), 2)])
def test_a_form_that_is_filled_in_daily(names, events):
    """A copy that names others is no version of the same article: what both tell without a name are two events."""
    sources = [article("The index fell 12 points.", published=f"2024-08-1{n}", rest=f"{REST}{n}") for n in range(2)]
    told = [claim(source, "The index fell 12 points.", "fell") for source in sources]
    for source, name in zip(sources, names, strict=True):
        span = Span(30, 33)
        firm = Participant(role="agent", text=name, span=span, name=name, kind=Kind.ORGANISATION, named=True)
        told.append(replace(claim(source, "of the valley", "valley"), participants=(firm,)))
    known = link(sources, told)
    home = [event.id for event in known.events for name in event.claims if name in {told[0].id, told[1].id}]
    assert len(set(home)) == events


def test_a_sentence_twice_in_one_article():
    """A long sentence that an article repeats tells one event; the same verb twice in one sentence tells two."""
    sentence = "A storm drove the ferry of the northern line on the rocks of Orm."
    source = article(sentence, f"{REST} {sentence.replace('Orm', 'Ormby')}")
    again = claim(source, sentence.replace("Orm", "Ormby"), "drove")
    assert len(link([source], [claim(source, sentence, "drove"), again]).events) == 1
    twice = "The crew saw rain and the crew saw rain on that day in the bay of Orm."
    source = article(twice)
    first, at = claim(source, twice, "saw"), twice.rindex("saw")
    second = Claim(
        article=source.id, trigger=Span(at, at + 3), quote=first.quote, label="again", lemma="saw", type="other", status=Status.OCCURRED, when=OPEN
    )  # fmt: skip
    assert len(link([source], [first, second]).events) == 2


def test_wordings_are_read_around_the_trigger():
    """The words around a trigger are two on either side, without figures; the word after it is kept."""
    source = article("On Monday 12 dams gave way in Orm.")
    found = Wordings(source.text).of(claim(source, "On Monday 12 dams gave way in Orm.", "gave"))
    assert (found.context, found.follows) == ("# dams gave way in", "way")
    assert same_sentence(found, found, copies=True)
    assert not same_sentence(found, found._replace(context="# dams gave up in"), copies=True)
