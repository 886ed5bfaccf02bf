"""Nouns as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import model
from kb.model import Article, Bounds, Claim, Day, Entity, Event, Knowledge, Span
from kb.store import codec
from tests.knowledge import CLAIMS, THIRD, knowledge

KNOWN = knowledge()
NOUNS = [*KNOWN.articles, *KNOWN.claims, *KNOWN.entities, *KNOWN.events, *KNOWN.denotations, KNOWN]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: type(noun).__name__)
def test_without_loss(noun):
    """Every noun comes back equal, of the same types, from ASCII text."""
    text = codec.dumps(noun)
    assert text.isascii()
    back = codec.loads(type(noun), text)
    assert back == noun
    assert repr(back) == repr(noun)


def test_tuples():
    """A tuple of nouns comes back as a tuple."""
    assert codec.loads(tuple[Claim, ...], codec.dumps(CLAIMS)) == CLAIMS


def test_lone_surrogates():
    """A text with a lone surrogate and a NUL survives."""
    assert codec.loads(Article, codec.dumps(THIRD)).text == THIRD.text


days = st.none() | st.builds(Day, st.integers(-20000, 20000), st.integers(1, 12), st.integers(1, 31))


@given(days, days, st.text(st.characters(), max_size=9), st.floats(allow_nan=False))
def test_any_values(first, last, text, number):
    """Any day, text and number comes back."""
    bounds = Bounds(earliest_begin=first, latest_end=last)
    entity = Entity(key=text, label=text, kind=model.Kind.OTHER, aliases=(text,), latitude=number)
    assert codec.loads(Bounds, codec.dumps(bounds)) == bounds
    assert codec.loads(Entity, codec.dumps(entity)) == entity


def test_defaults_are_left_out():
    """Fields that have their default are not written."""
    assert json.loads(codec.dumps(Bounds(latest_end=Day(2023, 6, 1)))) == {"latest_end": [2023, 6, 1]}
    assert codec.dumps(Knowledge()) == "{}"


def test_equal_nouns_give_equal_text():
    """The text does not depend on the order in which fields were given."""
    one = codec.dumps(Span(1, 2)), codec.dumps(Entity(key="a", label="A", kind=model.Kind.GROUP))
    two = codec.dumps(Span(end=2, start=1)), codec.dumps(Entity(kind=model.Kind.GROUP, label="A", key="a"))
    assert one == two


@pytest.mark.parametrize("text", ["[]", '{"what": 1}', '{"label": "x"}', "nonsense"])
def test_something_else(text):
    """Text that is no event raises instead of giving half a noun."""
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        codec.loads(Event, text)
