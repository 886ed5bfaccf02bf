"""Find time expressions and resolve them: `tag` for plain text, `annotate` for a parsed document.

The clock is never read: what is relative leans on the publication date given, or on the last date of the narration, and
stays unresolved without it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.errors import EdtfError
from kb.model import Bounds, Day, Document, Span, Timex
from kb.temporal import edtf
from kb.temporal.joins import join
from kb.temporal.normalise import read
from kb.temporal.period import TEMPLATES, Period, to_day
from kb.temporal.reading import FUTURE, PAST, UNKNOWN, Context, Mention, Reading
from kb.temporal.rules import Join, Language, Match, find, load
from kb.temporal.sentence import View, ahead, of_document, of_text, signals
from kb.temporal.spoken import dateline, quotations, said_on, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARTIAL = {
    "modifier",
    "approx",
    "quantity",
    "bare",
    "loose",
    "offset",
    "hour",
}  # kinds that are an expression only with another
_COMPOUND = re.compile(r"[/\[{]")  # EDTF that cannot be one side of an interval
_OPEN = re.compile(r"[\[{]|\.\.")  # EDTF that no preposition can cut: an interval, as weeks are written, it can
_FROM = re.compile(r"(?:^|\W)(from|between)\s+\Z")
_RISING = re.compile(r"\bfrom [^,;:.]{1,24} in \Z")  # "from 900 in July 2021 to 400 in May 2022"
_RISEN = re.compile(r" to [^,;:.]{1,24} in ")
_TO = {"from": {"to", "until", "till", "through", "-"}, "between": {"and", "to"}}
_OF_THING = re.compile("'s? ")
_OF_EVENT = re.compile(
    r"(?:on|in) the (?:day|morning|afternoon|evening|night) (?:of|that|when|before|after|he|she|they)\b"
)
_ADDED_UP = {"P6M", "P9M", "P1Y"}  # after quarters were named, figures of so long are compared with the year before
_HAD = re.compile(r"\bhad (?:[\w'-]+ ){1,8}(?:in|on) \Z")  # what had been done "in 2011" stands beside the story
_MOVED = re.compile(
    r"\b(?:postponed|delayed|deferred|rescheduled|put (?:off|back)|pushed back|moved|brought forward) (?:to|until|till) \Z"
)
_PRECEDING = 20  # characters before an expression in which its preposition is looked for


def tag(text: str, reference: date | str | None = None, *, language: str = "en") -> tuple[Timex, ...]:
    """Return the time expressions of plain text, in order.

    `reference` is the day that "yesterday" is counted from, as a date or EDTF (any precision); without it relative
    expressions stay unresolved. Spans count code points of `text`. Raises `EdtfError` for a reference that is not EDTF.
    """
    rules = load(language)
    given = reference.isoformat() if isinstance(reference, date) else reference
    views = of_text(rules, text, _signals(language))
    return tuple(_tag(rules, views, _published(given) if given else None))


def annotate(document: Document) -> tuple[Timex, ...]:
    """Return the time expressions of an article's narration, in order.

    They are resolved against `document.article.published`, whose EDTF may be of any precision or absent; spans count
    code points of `document.article.text`.
    """
    stamp = document.article.published
    return tuple(_tag(load("en"), of_document(document, _ahead("en")), _readable(stamp.edtf) if stamp else None))


@cache
def _signals(language: str) -> re.Pattern[str]:
    return signals(load(language))


@cache
def _ahead(language: str) -> re.Pattern[str]:
    return ahead(load(language))


def _readable(text: str) -> Period | None:
    try:
        return _published(text)
    except EdtfError:
        return None


def _published(text: str) -> Period | None:
    """Return the narrowest unit of the calendar that holds the whole of the date."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+Z-]*", text):
        text = text[:10]  # TimeML writes times that EDTF does not know
    limits = edtf.bounds(edtf.parse(text))
    first, last = limits.earliest_begin, limits.latest_end
    if first is None or last is None or not (first.year >= 1 and last.year <= 9999):
        return None
    begin, end = date(*first), date(*last)
    periods = (Period.of(unit, begin) for unit in ("day", "month", "quarter", "half", "year"))
    return next((period for period in periods if period.last >= end), None)


def _tag(language: Language, views: Iterable[View], published: Period | None) -> Iterator[Timex]:
    story: Mention | None = None
    day: Mention | None = None
    figures: Mention | None = None
    section, paragraph = -1, 0
    for number, view in enumerate(views):
        if view.section != section:
            section, paragraph = view.section, number
        timexes: list[Timex] = []
        matches = [match for match in find(language, view.text, view.seen) if not _of_person(view, match)]
        if not matches:
            continue
        quoted = quotations(view.text)
        spoken = said_on(view, matches, quoted, Context(published, story, PAST, number)) if quoted else None
        at = 0
        while at < len(matches):
            first = matches[at]
            said = spoken if first.rule.make == "relative_day" and within(first.span, quoted) else None
            base = said.period if said else published
            direction = _direction(language, view, first.span.start)
            moved = bool(_MOVED.search(view.seen, 0, first.span.start))
            context = Context(base, story, direction, number, figures, day, paragraph, moved)
            reading, at = _chain(language, view, matches, at, context)
            reading = replace(reading, anchor=said.anchor) if said and reading else reading
            reading = _of_some_day(reading, view, matches[at - 1].span.end)
            span = Span(first.span.start, matches[at - 1].span.end)
            if reading and reading.kind not in _PARTIAL:
                timexes.append(_timex(language, view, span, reading, first.rule.name))
                aside = bool(_HAD.search(view.seen, 0, first.span.start)) or within(first.span, view.syntax.beside)
                story = _mention(reading, timexes[-1], number, aside=aside) or story
                day = story if story and story.period.to("day") else day
                figures = _figures(reading, context, timexes[-1])
                if number == 0:
                    published = dateline(view, span, reading.period, published) or published
        yield from _paired(view, timexes)


def _of_some_day(reading: Reading | None, view: View, end: int) -> Reading | None:
    """Take an hour off the day of publication where the words behind name its day: "at 1.30 am on the morning of the trial"."""
    hour = reading and reading.kind == "clock" and reading.anchor == "published" and reading.bounds is None
    if not hour or not _OF_EVENT.match(view.seen, end + 1):
        return reading
    return replace(reading, period=None, anchor="", unit="", value=TEMPLATES["day"]) if reading else None


def _of_person(view: View, match: Match) -> bool:
    """Say whether a month or season is part of a person's name."""
    if match.rule.make not in {"month", "season"}:
        return False
    return any(person.start <= match.span.start and match.span.end <= person.end for person in view.syntax.people)


def _direction(language: Language, view: View, start: int) -> int:
    """Return the tense at a character; where there is none, what must be done "by Friday" is still to come."""
    direction = view.syntax.direction(start)
    ends = direction == UNKNOWN and _limit(language, view, start) == "ON_OR_BEFORE"
    return FUTURE if ends else direction


def _chain(
    language: Language, view: View, matches: list[Match], at: int, context: Context
) -> tuple[Reading | None, int]:
    """Read the match at an index, joined with those after it as far as they are one expression; and the index behind."""
    reading, at = read(matches[at], context), at + 1
    while reading is not None and at < len(matches):
        gap = view.seen[matches[at - 1].span.end : matches[at].span.start]
        following = read(matches[at], context) if len(gap) < _PRECEDING else None
        joined = _joined(language.joins, reading, following, gap, context) if following else None
        if joined is None:
            break
        reading, at = joined, at + 1
    return reading, at


def _joined(joins: tuple[Join, ...], left: Reading, right: Reading, gap: str, context: Context) -> Reading | None:
    for rule in joins:
        if left.kind in rule.left and right.kind in rule.right and rule.between.fullmatch(gap):
            return join(rule.make, left, right, context)
    return None


def _mention(reading: Reading, timex: Timex, sentence: int, *, aside: bool) -> Mention | None:
    if reading.period is None or reading.aside or timex.type not in {"DATE", "TIME"}:
        return None
    anchor = f"{timex.span.start}:{timex.span.end}"
    goes_on = reading.anchor not in {"", "published"}  # "put off until October": of the year that the story is in
    beside = aside or (bool(timex.mod) and not goes_on)  # "for the first time since 2017" tells of no 2017
    told = reading.anchor != "published" and not beside
    return Mention(reading.period, anchor, sentence, explicit=not reading.anchor, told=told)


def _figures(reading: Reading, context: Context, timex: Timex) -> Mention | None:
    """Return what business figures are of from here on: the quarter or half just named; the year, once months are added up."""
    if reading.unit in {"quarter", "half"} and reading.period and not reading.aside and context.direction != FUTURE:
        return Mention(reading.period, f"{timex.span.start}:{timex.span.end}", context.sentence, explicit=False)
    year = context.published.to("year") if context.published else None
    if context.figures and year and reading.type == "DURATION" and reading.value in _ADDED_UP:
        return Mention(year, "published", context.sentence, explicit=False)
    return context.figures


def _timex(language: Language, view: View, span: Span, reading: Reading, rule: str) -> Timex:
    period = reading.period
    text = reading.edtf or (period.edtf if period else None)
    bounds = reading.bounds or (period.bounds if period else Bounds())
    timex = Timex(
        span=Span(span.start + view.offset, span.end + view.offset),
        type=reading.type,
        value=reading.timex_value,
        edtf=text,
        bounds=bounds,
        mod=reading.mod,
        quant=reading.quant,
        freq=reading.freq,
        begin=reading.begin,
        end=reading.end,
        anchor=reading.anchor,
        rule=rule,
    )
    return _limited(language, view, span, timex) if period and reading.type in {"DATE", "TIME"} else timex


def _limited(language: Language, view: View, span: Span, timex: Timex) -> Timex:
    """Apply the preposition before the expression: "by January 24" bounds the end and nothing else.

    Before or after an hour is still on its day: "before dawn on Monday" keeps Monday's bounds. What was damaged "by last week's storm" was so by the storm.
    """
    if _OF_THING.match(view.seen, span.end):
        return timex
    mod = _limit(language, view, span.start)
    if mod == "AS_OF":  # what holds by a day, or will from it on
        mod = "ON_OR_AFTER" if view.syntax.direction(span.start) == FUTURE else "ON_OR_BEFORE"
    first, last = timex.bounds.earliest_begin, timex.bounds.latest_end
    if mod in {"BEFORE", "AFTER"} and timex.type == "TIME":
        return replace(timex, mod=timex.mod or mod)
    if not mod or timex.edtf is None or _OPEN.search(timex.edtf) or first is None or last is None:
        return timex
    limits = {
        "ON_OR_AFTER": Bounds(earliest_begin=first),
        "AFTER": Bounds(earliest_begin=last),
        "ON_OR_BEFORE": Bounds(latest_end=last),
        "BEFORE": Bounds(latest_end=_day_before(first)),
    }[mod]
    begin, _, end = timex.edtf.partition("/")
    begin = f"{begin}~" if end else begin  # since some day of a week
    text = f"{begin}/.." if mod.endswith("AFTER") else f"../{end or begin}"
    return replace(timex, mod=timex.mod or mod, edtf=text, bounds=limits)


def _limit(language: Language, view: View, start: int) -> str:
    """Return what the preposition before a character makes of the bounds, or nothing."""
    words = view.seen[max(start - _PRECEDING, 0) : start].split()
    found = (" ".join(words[-n:]) for n in (3, 2, 1))
    return next((language.limits[phrase] for phrase in found if phrase in language.limits), "")


def _day_before(day: Day) -> Day:
    return to_day(date(*day) - timedelta(days=1)) if day > Day(1, 1, 1) else day


def _paired(view: View, timexes: list[Timex]) -> list[Timex]:
    """Give both ends of "from 1990 to 1993" the whole interval; what is "between" two dates lies within it."""
    found = list(timexes)
    for n, (left, right) in enumerate(pairwise(timexes)):
        start, end = left.span.start - view.offset, left.span.end - view.offset
        before = _FROM.search(view.seen, max(start - _PRECEDING, 0), start)
        gap = view.seen[end : right.span.start - view.offset]
        joined = before and gap.strip() in _TO[before[1]]
        risen = _RISEN.fullmatch(gap) and _RISING.search(view.seen, 0, start)
        if (joined or risen) and _pairable(left, right):
            first, last = left.bounds.earliest_begin, right.bounds.latest_end
            text = f"{left.edtf}/{_plain(right.edtf)}"
            ended = before and before[1] == "from"
            limits = edtf.bounds(edtf.parse(text)) if ended else Bounds.within(first, last)
            found[n] = replace(left, edtf=text, bounds=limits)
            found[n + 1] = replace(
                right, edtf=text, bounds=limits, mod="" if right.mod.startswith("ON_OR") else right.mod
            )
    return found


def _plain(text: str | None) -> str:
    return (text or "").removeprefix("../")


def _pairable(left: Timex, right: Timex) -> bool:
    if left.edtf is None or right.edtf is None or _COMPOUND.search(left.edtf) or _COMPOUND.search(_plain(right.edtf)):
        return False
    first, last = left.bounds.earliest_begin, right.bounds.latest_end
    return first is not None and last is not None and first < last and {left.type, right.type} <= {"DATE", "TIME"}
