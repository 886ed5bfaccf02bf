"""Tagging: the rules' own examples, a table of sentences, a table of what is no time, documents, and hostile text."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile import SHAPES, seconds
from kb.errors import EdtfError
from kb.model import Article, Block, Bounds, Document, Section, Sentence, Span, Stamp, Timex, Token
from kb.temporal import annotate, edtf, tag
from kb.temporal import rules as rules_module
from kb.temporal.starts import starts

_HERE = Path(__file__).parent
_RULES = tomllib.loads(Path(rules_module.__file__).with_name("en.toml").read_text("utf8"))["rule"]
_CASES = tomllib.loads((_HERE / "cases.toml").read_text("utf8"))["case"]
_NEGATIVE = tomllib.loads((_HERE / "negative.toml").read_text("utf8"))["lines"]


def shown(bounds: Bounds) -> str:
    """Return bounds as the table of cases writes them."""
    days = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
    return " ".join("-" if day is None else str(day) for day in days)


def test_the_tables_are_whole() -> None:
    """The tables hold as many lines as they held when written: a broken file cannot pass by being empty."""
    assert len(_RULES) >= 219
    assert len(_CASES) >= 66
    assert len(_NEGATIVE) >= len(_RULES)
    assert len({rule["name"] for rule in _RULES}) == len(_RULES)


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule["name"])
def test_example_of_rule(rule: dict[str, str]) -> None:
    """Each rule finds the value that it promises in its example, by itself; a rule without value finds nothing there."""
    found = tag(rule["example"], rule.get("reference"))
    if rule["value"]:
        assert rule["value"] in [timex.value for timex in found]
    else:
        assert found == ()


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:50])
def test_case(case: dict[str, object]) -> None:
    """The sentence yields these expressions and no others, with these values, EDTF and bounds."""
    text = str(case["text"])
    found = tag(text, str(case["reference"]) or None)
    expected = case["found"]
    assert isinstance(expected, list)
    assert [[t.span.of(text), t.value, t.edtf or ""] for t in found] == [row[:3] for row in expected]
    for timex, row in zip(found, expected, strict=True):
        assert len(row) < 4 or shown(timex.bounds) == row[3]


@pytest.mark.parametrize("line", _NEGATIVE)
def test_no_time(line: str) -> None:
    """What looks like a time and is none is left alone."""
    assert [t.span.of(line) for t in tag(line, "2023-06-16")] == []


def test_publication_date_is_not_the_date_of_what_has_none() -> None:
    """A sentence without time expression gets no date, whatever the publication date."""
    assert tag("The minister denied the report.", "2023-06-16") == ()


def test_anchors() -> None:
    """Explicit dates lean on nothing, relative ones on publication, and the story's own on the span of its last date."""
    text = "He came on 5 May 2020, left the same day, and resigned last week."
    assert [t.anchor for t in tag(text, "2023-06-16")] == ["", "11:21", "published"]


def test_span_counts_code_points() -> None:
    """Characters outside the basic plane and letters whose lower case is longer do not shift spans."""
    text = "😀 İstanbul, 5 May 2020 – “last week”"
    assert [t.span.of(text) for t in tag(text, "2023-06-16")] == ["5 May 2020", "last week"]


def test_bad_reference() -> None:
    """A reference that is not EDTF is refused, pointing at the character."""
    with pytest.raises(EdtfError) as raised:
        tag("yesterday", "2023-13")
    assert raised.value.position == 5


def test_time_of_publication_is_cut_to_its_day() -> None:
    """A creation time with hours and minutes counts as its day."""
    assert [t.value for t in tag("yesterday", "1990-08-15T13:37")] == ["1990-08-14"]


# --- documents


def document(
    words: str, published: str | None, *, upos: dict[str, str], feats: dict[str, str], heads: dict[str, str]
) -> Document:
    """Return a document of one sentence whose tokens are its words, with what is given of their syntax."""
    names = words.split()
    tokens, at = [], 0
    for name in names:
        start = words.index(name, at)
        at = start + len(name)
        head = names.index(heads[name]) if name in heads else -1
        deprel = "aux" if upos.get(name) == "AUX" else "obl"
        tokens.append(
            Token(
                span=Span(start + 4, at + 4),
                text=name,
                lemma=name,
                upos=upos.get(name, "NOUN"),
                xpos="",
                feats=feats.get(name, ""),
                head=head,
                deprel=deprel,
            )
        )
    text = f"Xx.\n{words}"
    sentence = Sentence(span=Span(4, len(text)), section=1, tokens=tuple(tokens), predicates=(), names=())
    sections = (Section(span=Span(0, 3), block=Block.CAPTION), Section(span=Span(4, len(text)), block=Block.PARAGRAPH))
    stamp = Stamp(edtf=published, origin="given") if published else None
    return Document(article=Article(text=text, sections=sections, published=stamp), sentences=(sentence,))


def test_syntax_decides_the_direction() -> None:
    """In a document the governing verb's tense decides, not the nearest word: "said … will meet Monday" is ahead."""
    words = "He said they will on Monday meet"
    verbs = {"said": "VERB", "will": "AUX", "meet": "VERB"}
    feats = {"said": "Tense=Past|VerbForm=Fin", "meet": "VerbForm=Inf"}
    heads = {"Monday": "meet", "will": "meet", "meet": "said"}
    (timex,) = annotate(document(words, "2023-06-16", upos=verbs, feats=feats, heads=heads))
    assert (timex.value, timex.span) == ("2023-06-19", Span(25, 31))


def test_past_verb_in_a_document() -> None:
    """A past verb makes a bare weekday the last one."""
    feats = {"met": "Tense=Past|VerbForm=Fin"}
    found = annotate(
        document("They met Monday", "2023-06-16", upos={"met": "VERB"}, feats=feats, heads={"Monday": "met"})
    )
    assert [t.value for t in found] == ["2023-06-12"]


@pytest.mark.parametrize("published", [None, "not a date", "2023"])
def test_document_without_a_day(published: str | None) -> None:
    """An absent, unreadable or coarse publication date leaves weekdays unresolved, with open bounds."""
    (timex,) = annotate(document("They met Monday", published, upos={}, feats={}, heads={}))
    assert (timex.value, timex.edtf, timex.bounds.open) == ("XXXX-WXX-1", None, True)


def test_only_narration() -> None:
    """Only the document's sentences are read: what stands elsewhere in the article is not."""
    story = document("They met Monday", "2023-06-16", upos={}, feats={}, heads={})
    text = "May 5, 2020 " + story.article.text
    assert len(tag(text, "2023-06-16")) == 2
    assert len(annotate(story)) == 1


# --- whatever the text


_PIECES = """the last next two years ago May 5 2023 - / , 31 June February 29 Monday at 9 p.m. of in by from to quarter 1 9999
    0001 first half fiscal winter century decade '98 Easter Christmas 1990s later earlier hundred thousand millennia week a and"""
_WORDS = st.sampled_from(sorted(set(_PIECES.split())))
_REFERENCES = st.sampled_from(
    [None, "2023-06-16", "2024-02-29", "0001-01-01", "9999-12-31", "2023", "2023-06", "201X", "-0043"]
)


def sound(timex: Timex) -> bool:
    """Say whether its EDTF can be read and its bounds are in order."""
    bounds = timex.bounds
    pairs = ((bounds.earliest_begin, bounds.latest_begin), (bounds.earliest_end, bounds.latest_end))
    ordered = all(
        low is None or high is None or low <= high for low, high in (*pairs, (bounds.earliest_begin, bounds.latest_end))
    )
    return ordered and (timex.edtf is None or str(edtf.parse(timex.edtf)) == timex.edtf)


@settings(max_examples=400, deadline=None)
@given(st.lists(_WORDS, max_size=12), _REFERENCES)
def test_any_words(words: list[str], reference: str | None) -> None:
    """Any pile of time words gives sound expressions, in order, without overlap, and never an exception."""
    text = " ".join(words)
    found = tag(text, reference)
    assert all(sound(timex) for timex in found), found
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)


@settings(max_examples=200, deadline=None)
@given(st.text(), _REFERENCES)
def test_any_text(text: str, reference: str | None) -> None:
    """Any text at all can be tagged."""
    assert all(sound(timex) for timex in tag(text, reference))


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_time_grows_with_length_only(shape: str) -> None:
    """Eight times the text takes about eight times as long, never its square, whatever it repeats."""
    tag("warm up 2012", "2023-06-16")
    short = seconds(SHAPES[shape], 5_000)
    assert seconds(SHAPES[shape], 40_000) < 30 * short + 0.2


def test_a_table_is_read_as_far_as_a_sentence_may_go() -> None:
    """Of a sentence with thousands of dates the first ones are read, and the next sentence is read again."""
    text = "Monday, " * 5_000 + "the end.\n\nThey met on 5 May 2020."
    found = tag(text, "2023-06-16")
    assert 1_000 <= len(found) < 5_000
    assert found[-1].value == "2020-05-05"


def test_deterministic() -> None:
    """The same text gives the same expressions."""
    text = " ".join(str(case["text"]) for case in _CASES)
    assert tag(text, "2023-06-16") == tag(text, "2023-06-16")


class _Unindexed(rules_module.Rules):
    """Rules of which any may match anywhere."""

    def at(self, seen: str, start: int) -> tuple[rules_module.Rule, ...]:  # noqa: ARG002
        return self.every


def test_index_of_openings_hides_no_rule() -> None:
    """Trying every rule at every word finds just what trying those that can begin there finds."""
    language = rules_module.load()
    unindexed = replace(language, rules=_Unindexed(language.rules.every))
    for text in [*(rule["example"] for rule in _RULES), *(str(case["text"]) for case in _CASES), *_NEGATIVE]:
        seen = rules_module.plain(text)
        assert list(rules_module.find(language, text, seen)) == list(rules_module.find(unindexed, text, seen))


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        ("abcd", "abc"),
        ("a?bc", "abc|bc"),
        ("(?:a|b+)cde", "acd|bcd|bbc|bbb"),
        ("(?P<n>[a-c])x", "ax|bx|cx"),
        ("(?:one|two)[0-9]|six", "one|two|six"),
        (r"(?!x)(?=y)q", "q"),
        (r"\.d", ".d"),
        (r"(?:a *)?(?<!c)[0-2]:", "0:|a0:|a 0|a  "),
        (r"x{0,2}y", "y|xy|xxy"),
        (r"x{2}y", "xxy"),
        (r"x{2,}yz", "xxy|xxx"),
        (r"ab[^c]d", "ab"),
        (r"\d(?:st|th)", "0st|0th"),
    ],
)
def test_starts(pattern: str, openings: str) -> None:
    """What a pattern can begin with is found through groups, options, classes and lookaround, as far as it is known."""
    assert starts(pattern, 3) == set(openings.split("|"))


@pytest.mark.parametrize("pattern", [r"\wx", "[^a]x", "a?", ".", "a)b"])
def test_starts_anywhere(pattern: str) -> None:
    """A pattern that can begin with anything, be empty, or not be understood is tried everywhere."""
    assert "" in starts(pattern, 3)
