"""The day from which words are counted that were not written on the day of publication: of quotations, and of datelines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.temporal.normalise import read
from kb.temporal.reading import Context, Mention

if TYPE_CHECKING:
    from kb.model import Span
    from kb.temporal.period import Period
    from kb.temporal.rules import Match
    from kb.temporal.sentence import View

_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|``.*?(?:''|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*(?:»|\Z)", re.DOTALL)
_SAID = re.compile(r"\b(?:said|says|told|wrote|announced|declared|added|tweeted|posted|warned|asked|insisted|vowed)\b")
_DAYS = {"weekday", "date", "weekday_day"}
_DATELINE = re.compile(r"[ ,]*\([A-Za-z][^()\n]{1,30}\) *(?:-{1,3}|[–—_])|[ ,]*(?:--|[–—])")
_PLACE = re.compile(r"\s*[A-Z][A-Z .,'’/-]{2,60}(?:, [A-Za-z .]{2,25})?, *\Z")
_NEAR = 3  # days between a dateline and publication


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of what stands between quotation marks in a sentence; the last may be left open."""
    return tuple(found.span() for found in _QUOTED.finditer(text))


def said_on(view: View, matches: list[Match], quoted: tuple[tuple[int, int], ...], context: Context) -> Mention | None:
    """Return the day on which a sentence says that its quotation was spoken, if that is not after publication."""
    if not quoted or context.published is None or not _SAID.search(view.seen):
        return None
    outside = (m for m in matches if m.rule.make in _DAYS and not within(m.span, quoted))
    for match in outside:
        reading = read(match, context)
        if reading and reading.period and reading.unit == "day" and reading.period.first <= context.published.last:
            anchor = f"{match.span.start + view.offset}:{match.span.end + view.offset}"
            return Mention(reading.period, anchor, context.sentence, explicit=False)
    return None


def within(span: Span, quoted: tuple[tuple[int, int], ...]) -> bool:
    """Say whether a span lies in one of the quotations."""
    return any(start <= span.start and span.end <= end for start, end in quoted)


def dateline(view: View, span: Span, period: Period | None, published: Period | None) -> Period | None:
    """Return the day of a dateline, "LONDON, June 15 (Agency) -": the story's words are counted from it."""
    if period is None or published is None or period.unit != "day" or published.unit != "day":
        return None
    before, after = view.text[: span.start], view.text[span.end : span.end + 40]
    near = 0 < (published.first - period.first).days <= _NEAR
    return period if near and _PLACE.fullmatch(before) and _DATELINE.match(after) else None
