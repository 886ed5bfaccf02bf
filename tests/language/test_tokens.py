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
    assert len(CASES) == 12


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_tokens_and_sentences(case):
    """Each text splits into the sentences and tokens of the table."""
    text = case["text"]
    found = [" ".join(span.of(text) for span in sentence) for sentence in sentences(text, Span(0, len(text)))]
    assert found == case["sentences"]


@given(st.text(max_size=400))
def test_nothing_but_white_space_lies_between_tokens(text):
    """Tokens cover every character that is no white space, in order, once, in sentences of bounded length."""
    found = sentences(text, Span(0, len(text)))
    spans = [span for sentence in found for span in sentence]
    gaps = [
        text[a.end : b.start] for a, b in zip([Span(0, 0), *spans], [*spans, Span(len(text), len(text))], strict=True)
    ]
    assert all(not gap or gap.isspace() for gap in gaps)
    assert all(span.start < span.end for span in spans)
    assert all(len(sentence) <= LONGEST for sentence in found)


def test_only_the_span_is_split():
    """Text outside the given span is never touched."""
    text = "One two. Three four. Five."
    assert [[s.of(text) for s in x] for x in sentences(text, Span(9, 20))] == [["Three", "four", "."]]
