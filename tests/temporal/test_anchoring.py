"""What an expression is counted from: publication, the story's own dates, a quotation's day, a dateline, or nothing."""

from __future__ import annotations

import pytest

from kb.model import Article, Block, Document, Name, Section, Sentence, Span, Stamp, Token
from kb.temporal import annotate, tag


def values(text: str, reference: str | None = "2023-06-16") -> list[str]:
    """Return the values found, in order; 16 June 2023 was a Friday."""
    return [timex.value for timex in tag(text, reference)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came on 5 May 2020. The same day he fell ill.", ["2020-05-05", "2020-05-05"]),
        ("He came on 5 May 2020. Two days later he left.", ["2020-05-05", "2020-05-07"]),
        ("He came on 5 May 2020, and left the following week.", ["2020-05-05", "2020-W20"]),
        ("He was elected in 2020. A year later he resigned.", ["2020", "2021"]),
        ("He was elected in 2020. A year earlier he had lost.", ["2020", "2019"]),
        ("He was elected in 2020. By then he was ill.", ["2020", "2020"]),
        ("He spoke on 5 May 2020 and flew home the next morning.", ["2020-05-05", "2020-05-06TMO"]),
        ("They met on 3 March 2021, a day after Christmas had long passed.", ["2021-03-03", "P1D", "2022-12-25"]),
        ("He left on the day after Christmas 2022.", ["2022-12-26"]),
        ("The index fell on Friday. For the week it lost 3 percent.", ["2023-06-16", "2023-W24"]),
        ("They met on Monday. Later in the day he left.", ["2023-06-12", "2023-06-12"]),
    ],
)
def test_the_story_goes_on_from_its_last_date(text: str, expected: list[str]) -> None:
    """The same day, a year later, by then, later in the day: counted from the last date of the narration."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was hurt on 5 March 2020. The case was opened in April.", ["2020-03-05", "2020-04"]),
        ("It began in March 2020. Nobody noticed. He was taken on 6 May.", ["2020-03", "2020-05-06"]),
        ("They split in 1986. On 3 April he resigned.", ["1986", "1986-04-03"]),
        ("They split in 1986. In May he resigned.", ["1986", "2023-05"]),
        ("It began in November 2020. He was taken on 6 April.", ["2020-11", "2023-04-06"]),
        ("A bridge fell in March 2020. On 3 June another one fell.", ["2020-03", "2023-06-03"]),
        ("It was the worst since March 2020. In April it rained.", ["2020-03", "2023-04"]),
        (
            "It began in March 2020. They waited. They looked. They called. He was taken on 6 April.",
            ["2020-03", "2023-04-06"],
        ),
        ("It began in March 2020. He will be heard in November.", ["2020-03", "2023-11"]),
    ],
)
def test_a_story_of_another_year_goes_on_in_it(text: str, expected: list[str]) -> None:
    """A day soon after a dated one of an earlier year is of that year, if it moves on from it and is not of the last weeks."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Profit fell in the third quarter. It was 5 million, against 7 million a year earlier.",
            ["2022-Q3", "2021-Q3"],
        ),
        (
            "Profit fell in the first quarter of 2023. A plant opened in April. Sales were lower than a year ago.",
            ["2023-Q1", "2023-04", "2022-Q1"],
        ),
        ("In the first quarter it lost money. The year-ago period was better.", ["2023-Q1", "2022-Q1"]),
        (
            "In the first quarter it lost money. For the nine months it earned 5 million, up from 4 million a year earlier.",
            ["2023-Q1", "P9M", "2022"],
        ),
        (
            "It lost money in the first quarter. In 1983 they married; a year earlier they had met.",
            ["2023-Q1", "1983", "1982"],
        ),
        (
            "It lost money in the first quarter. They married in 1983. A year earlier they had met.",
            ["2023-Q1", "1983", "1982"],
        ),
        ("It lost money in the quarter ended July 31, 2022.", ["2022-Q2", "2022-07-31"]),
    ],
)
def test_figures_keep_their_quarter(text: str, expected: list[str]) -> None:
    """Business figures are compared with the same quarter a year before, until the story goes on to a date of its own."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Today we win,” he said on Monday.", ["2023-06-12", "2023-06-12"]),
        ('On Monday he said: "Tomorrow we march."', ["2023-06-12", "2023-06-13"]),
        ("``We leave today,'' she told them on Wednesday.", ["2023-06-14", "2023-06-14"]),
        ("On 3 May 2023 he wrote: “I left yesterday.”", ["2023-05-03", "2023-05-02"]),
        ("“Today we win,” he said.", ["2023-06-16"]),
        ("He left today; on Monday he said: “I stay.”", ["2023-06-16", "2023-06-12"]),
        ("“Today we win,” he will say on Monday.", ["2023-06-16", "2023-06-19"]),
    ],
)
def test_today_in_a_quotation(text: str, expected: list[str]) -> None:
    """Inside a quotation "today" is the day on which it was spoken, if the sentence says so; outside it is publication."""
    assert values(text) == expected


def test_anchor_of_a_quotation() -> None:
    """The anchor of "today" in a quotation is the expression that says when it was spoken."""
    text = "“Today we win,” he said on Monday."
    assert [timex.anchor for timex in tag(text, "2023-06-16")] == ["27:33", "published"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LONDON, June 15 (Agency) - The minister resigned today.", ["2023-06-15", "2023-06-15"]),
        ("NEW YORK, June 14 (Agency) -- He left yesterday.", ["2023-06-14", "2023-06-13"]),
        ("LONDON, June 16 (Agency) - The minister resigned today.", ["2023-06-16", "2023-06-16"]),
        ("LONDON, May 2 (Agency) - The minister resigned today.", ["2023-05-02", "2023-06-16"]),
        ("On June 15 (in London) - he resigned, today he left.", ["2023-06-15", "2023-06-16"]),
    ],
)
def test_dateline_with_another_day(text: str, expected: list[str]) -> None:
    """A dateline a few days before publication is what the story's words are counted from; any other date is not."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Tuesday.", ["2023-06-13"]),
        ("They will meet on Tuesday.", ["2023-06-20"]),
        ("They'll meet on Tuesday.", ["2023-06-20"]),
        ("They have until Tuesday to leave.", ["2023-06-20"]),
        ("The deadline is Tuesday.", ["2023-06-20"]),
        ("They must leave by Tuesday.", ["2023-06-20"]),
        ("It had been due to end on Tuesday.", ["2023-06-13"]),
        ("He was shot next to a church on Tuesday.", ["2023-06-13"]),
        ("It is payable on July 3.", ["2023-07-03"]),
        ("They joined in March 2015 and will leave on July 3.", ["2015-03", "2023-07-03"]),
        ("The bomb went off last May.", ["2022-05"]),
        ("The bomb went off last April.", ["2023-04"]),
        ("The bomb went off in October.", ["2022-10"]),
        ("The March bombing is on trial.", ["2023-03"]),
        ("The July summit is near.", ["2023-07"]),
        ("He will leave in two weeks.", ["2023-W26"]),
        ("He built it in two weeks.", ["P2W"]),
        ("He died on Independence Day.", ["2022-07-04"]),
        ("He will speak on Independence Day.", ["2023-07-04"]),
        ("Profit fell in the year to March.", ["P1Y", "2023-03"]),
        ("It was rare then; nowadays it is common.", ["PRESENT_REF"]),
    ],
)
def test_tense(text: str, expected: list[str]) -> None:
    """Tense, deadlines and plans decide whether a bare weekday, month or length lies behind or ahead."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("He died on New Year's Eve.", "2023-11-16", "2022-12-31"),
        ("They prayed as Easter week began.", "2000-04-17", "2000-W16"),
    ],
)
def test_holidays_nearly_a_year_off(text: str, reference: str, expected: str) -> None:
    """With a past tense a holiday is the last one, unless this year's is only days ahead."""
    assert values(text, reference) == [expected]


def test_nothing_to_count_from() -> None:
    """Without a publication date relative expressions keep a placeholder value, no EDTF and open bounds."""
    text = "He left yesterday, last week, on Friday, in May, two years ago, a year later, at Easter and at noon."
    found = tag(text)
    assert [timex.value for timex in found] == [
        "XXXX-XX-XX", "XXXX-WXX", "XXXX-WXX-5", "XXXX-05", "XXXX", "XXXX", "XXXX-XX-XX", "XXXX-XX-XXT12:00",
    ]  # fmt: skip
    assert all(timex.edtf is None and timex.bounds.open and not timex.anchor for timex in found)


@pytest.mark.parametrize("published", ["2023-06-17T00:40:00Z", "2023-06-17"])
def test_published_after_midnight(published: str) -> None:
    """A story put out early on Saturday that says "on Friday" means the day before, not a week before."""
    assert values("He resigned on Friday.", published) == ["2023-06-16"]


def person_document(words: str, name: tuple[int, int]) -> Document:
    """Return a document of one sentence with a person's name over some of its tokens."""
    tokens, at = [], 0
    for word in words.split():
        start = words.index(word, at)
        at = start + len(word)
        tokens.append(
            Token(span=Span(start, at), text=word, lemma=word, upos="NOUN", xpos="", feats="", head=-1, deprel="root")
        )
    names = (Name(first=name[0], last=name[1], kind="PER"),)
    sentence = Sentence(span=Span(0, len(words)), section=0, tokens=tuple(tokens), predicates=(), names=names)
    section = Section(span=Span(0, len(words)), block=Block.PARAGRAPH)
    article = Article(text=words, sections=(section,), published=Stamp(edtf="2023-06-16", origin="given"))
    return Document(article=article, sentences=(sentence,))


def test_people_named_after_months() -> None:
    """A month in a person's name is none, the month beside it is."""
    document = person_document("In May voters chose April Smith", (4, 6))
    assert [timex.span.of(document.article.text) for timex in annotate(document)] == ["May"]


def test_weekdays_are_no_people() -> None:
    """A weekday stays one, even where the language stage takes it for a person."""
    assert [t.value for t in annotate(person_document("Friday talks ended", (0, 1)))] == ["2023-06-16"]


@pytest.mark.parametrize(
    ("text", "edtf", "first", "last"),
    [
        ("He was held until last week.", "../2023-06-11", None, (2023, 6, 11)),
        ("He was ill before last week.", "../2023-06-11", None, (2023, 6, 4)),
        ("He has been ill since last week.", "2023-06-05~/..", (2023, 6, 5), None),
    ],
)
def test_a_preposition_bounds_a_week_on_one_side(
    text: str, edtf: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> None:
    """Weeks, which EDTF writes as intervals, are cut like days and months."""
    (found,) = tag(text, "2023-06-16")
    assert (found.edtf, found.bounds.earliest_begin, found.bounds.latest_end) == (edtf, first, last)
