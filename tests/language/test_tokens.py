import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.tokens import LONGEST, sentences
from kb.model import Span

CASES = tomllib.loads((Path(__file__).parent / "tokens.toml").read_text("utf8"))["case"]


def test_cases_are_collected():
    """The table is read whole."""
    assert len(CASES) == 42


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_tokens_and_sentences(case):
    """Each text splits into the sentences and tokens of the table."""
    text = case["text"]
    found = [" ".join(span.of(text) for span in sentence) for sentence in sentences(text, Span(0, len(text)))]
    assert found == case["sentences"]


# what tokenizers trip over, in any order: stops, quotes, clitics, addresses, marks that combine, white space of all sorts
TRICKY = st.lists(
    st.sampled_from(
        [
            *"aAI1.!?,:;-'’\"”“()[]@#/&\n\t \u0301\u2028中",
            *(
                "'s",
                "n't",
                "U.S.",
                "http://",
                "www.",
                ".com",
                "a@b.c",
                "co-",
                "[1]",
                "e.g.",
                "No.",
                "etc.",
                "p.m.",
                "...",
            ),
            *(":-)", "555-1234", "90s", "The", " The ", "\r\n", "\n\n", "May 7, 2015", " 5 June 2023 "),
        ]
    ),
    max_size=80,
).map("".join)


@given(st.text(max_size=400) | TRICKY)
def test_nothing_but_white_space_lies_between_tokens(text):
    """Tokens cover every character that is no white space, in order, once, in sentences of bounded length."""
    found = sentences(text, Span(0, len(text)))
    spans = [span for sentence in found for span in sentence]
    gaps = [
        text[a.end : b.start] for a, b in zip([Span(0, 0), *spans], [*spans, Span(len(text), len(text))], strict=True)
    ]
    assert all(not gap or gap.isspace() for gap in gaps)
    assert not any(character.isspace() for span in spans for character in span.of(text))
    assert all(span.start < span.end for span in spans)
    assert all(len(sentence) <= LONGEST for sentence in found)


def test_only_the_span_is_split():
    """Text outside the given span is never touched."""
    text = "One two. Three four. Five."
    assert [[s.of(text) for s in x] for x in sentences(text, Span(9, 20))] == [["Three", "four", "."]]


@given(TRICKY, TRICKY)
def test_a_blank_line_parts(first, second):
    """What follows a blank line changes nothing before it, and the other way round."""
    text = f"{first}\n\n{second}"
    behind = len(first) + 2
    parts = [*sentences(text, Span(0, len(first))), *sentences(text, Span(behind, len(text)))]
    assert sentences(text, Span(0, len(text))) == parts


def test_a_chunk_of_any_length():
    """A chunk of thousands of clitics, stops or hyphens is cut as a short one is."""
    for unit, tokens in (("a's's", 3), ("so.So", 3), ("co-", 2), ("'s", 2), ("-", 1)):
        assert len(sentences(unit, Span(0, len(unit)))[0]) <= tokens
        long = unit * 5000
        spans = [span for sentence in sentences(long, Span(0, len(long))) for span in sentence]
        assert spans[0].start == 0
        assert spans[-1].end == len(long)
