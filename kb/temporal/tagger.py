"""Find time expressions and resolve them: `tag` for plain text, `annotate` for a parsed document.

The clock is never read: what is relative leans on the publication date given, or on the last date of the narration, and
stays unresolved without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from kb.errors import EdtfError
from kb.model import Bounds, Document, Span, Timex
from kb.temporal import edtf
from kb.temporal.joins import join
from kb.temporal.normalise import read
from kb.temporal.period import Period
from kb.temporal.reading import Context, Mention, Reading
from kb.temporal.rules import Join, Language, Match, find, load
from kb.temporal.sentence import View, of_document, of_text, signals

_PARTIAL = {"modifier", "approx", "quantity", "bare", "loose"}  # kinds that are an expression only with another
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
    return tuple(_tag(load("en"), of_document(document), _readable(stamp.edtf) if stamp else None))


@cache
def _signals(language: str) -> re.Pattern[str]:
    return signals(load(language))


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
    if first is None or last is None or not (1 <= first.year and last.year <= 9999):
        return None
    begin, end = date(*first), date(*last)
    periods = (Period.of(unit, begin) for unit in ("day", "month", "quarter", "half", "year"))
    return next((period for period in periods if period.last >= end), None)


def _tag(language: Language, views: Iterable[View], published: Period | None) -> Iterator[Timex]:
    story: Mention | None = None
    for number, view in enumerate(views):
        matches = list(find(language, view.text, view.seen))
        at = 0
        while at < len(matches):
            context = Context(published, story, view.direction(matches[at].span.start), number)
            reading, used = _chain(language, view, matches[at:], context)
            span = Span(matches[at].span.start, matches[at + used - 1].span.end)
            if reading and reading.kind not in _PARTIAL:
                timex = _timex(language, view, span, reading, matches[at].rule.name)
                yield timex
                story = _mention(reading, timex, number) or story
            at += used


def _chain(language: Language, view: View, matches: list[Match], context: Context) -> tuple[Reading | None, int]:
    """Read the first match, joined with those after it as far as they are one expression; say how many were used."""
    reading, used = read(matches[0], context), 1
    while reading is not None and used < len(matches):
        gap = view.seen[matches[used - 1].span.end : matches[used].span.start]
        following = read(matches[used], context) if len(gap) < _PRECEDING else None
        joined = _joined(language.joins, reading, following, gap, context) if following else None
        if joined is None:
            break
        reading, used = joined, used + 1
    return reading, used


def _joined(joins: tuple[Join, ...], left: Reading, right: Reading, gap: str, context: Context) -> Reading | None:
    for rule in joins:
        if left.kind in rule.left and right.kind in rule.right and rule.between.fullmatch(gap):
            return join(rule.make, left, right, context)
    return None


def _mention(reading: Reading, timex: Timex, sentence: int) -> Mention | None:
    if reading.period is None or reading.aside or timex.type not in {"DATE", "TIME"}:
        return None
    return Mention(reading.period, f"{timex.span.start}:{timex.span.end}", sentence, explicit=not reading.anchor)


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
    """Apply the preposition before the expression: "by January 24" bounds the end and nothing else."""
    before = view.seen[max(span.start - _PRECEDING, 0) : span.start]
    words = before.split()
    found = (" ".join(words[-n:]) for n in (3, 2, 1))
    mod = next((language.limits[phrase] for phrase in found if phrase in language.limits), "")
    first, last = timex.bounds.earliest_begin, timex.bounds.latest_end
    if not mod or timex.edtf is None or "/" in timex.edtf or first is None or last is None:
        return timex
    if mod in {"ON_OR_AFTER", "AFTER"}:
        return replace(timex, mod=timex.mod or mod, edtf=f"{timex.edtf}/..", bounds=Bounds(earliest_begin=first))
    return replace(timex, mod=timex.mod or mod, edtf=f"../{timex.edtf}", bounds=Bounds(latest_end=last))


