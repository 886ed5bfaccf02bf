"""iCalendar (RFC 5545): all-day entries for calendars; what has no bounded date is counted, not placed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.export import Index, count, one_line, web_link
from kb.export.words import attribution_in_words, date_in_words, when_in_words
from kb.graph import event_iri
from kb.model import Claim, Day, Event, Knowledge, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIX = ".ics"
TIMELINE = True

_FOLD: Final = 75  # octets a line, RFC 5545 section 3.1
_NO_STAMP: Final = "19700101T000000Z"
_STATUS: Final = {
    Status.OCCURRED: "CONFIRMED",
    Status.ONGOING: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.POSSIBLE: "TENTATIVE",
    Status.DID_NOT_OCCUR: "CANCELLED",
}
_PREFIX: Final = {  # most calendars hide STATUS
    Status.OCCURRED: "",
    Status.ONGOING: "",
    Status.PLANNED: "Planned: ",
    Status.POSSIBLE: "Possible: ",
    Status.DID_NOT_OCCUR: "Did not occur: ",
}


class _Days(NamedTuple):
    """An all-day entry: its first day and the day after its last."""

    start: dt.date
    end: dt.date


def write(knowledge: Knowledge) -> Iterator[str]:
    """Yield the calendar, one entry an event with an earliest begin; lines end in CR LF.

    An entry covers every day on which the event may have taken place, and its description says when that is more than is
    known. `X-DATELINE-LEFT-OUT` counts the events that have no place in a calendar.
    """
    index = Index(knowledge)
    stamp = _stamp(knowledge)
    placed = [(event, days) for event in knowledge.events if (days := _days(event))]
    yield from _lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dateline//Timeline//EN", "CALSCALE:GREGORIAN"])
    yield from _lines(["X-WR-CALNAME:Timeline", f"X-DATELINE-LEFT-OUT:{len(knowledge.events) - len(placed)}"])
    for event, days in placed:
        yield from _lines(_entry(event, days, index, stamp))
    yield from _lines(["END:VCALENDAR"])


def _entry(event: Event, days: _Days, index: Index, stamp: str) -> Iterator[str]:
    claims = index.claims(event)
    places = index.places(event)
    yield "BEGIN:VEVENT"
    yield f"UID:{event_iri(event)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{days.start.year:04d}{days.start:%m%d}"
    yield f"DTEND;VALUE=DATE:{days.end.year:04d}{days.end:%m%d}"
    yield f"SUMMARY:{_text(_PREFIX[event.status] + event.label)}"
    yield f"STATUS:{_STATUS[event.status]}"
    yield "TRANSP:TRANSPARENT"
    yield f"CATEGORIES:{_text(event.type)}"
    if places:
        yield f"LOCATION:{_text(', '.join(place.label for place in places))}"
    if places and places[0].latitude is not None and places[0].longitude is not None:
        yield f"GEO:{places[0].latitude:f};{places[0].longitude:f}"
    if link := web_link(index.article(claims[0]).url):
        yield f"URL:{link}"
    yield "DESCRIPTION:" + r"\n".join(_text(line) for line in _description(event, claims, index))
    yield "END:VEVENT"


def _description(event: Event, claims: Iterable[Claim], index: Index) -> Iterator[str]:
    """Say when, as precisely as known, then what each source says."""
    bounds = event.when.bounds
    sure = bounds.earliest_begin == bounds.latest_begin and bounds.earliest_end == bounds.latest_end
    yield f"When: {when_in_words(event.when)}" + ("" if sure else " (the exact days are not known)")
    if event.actors:
        yield "Who: " + ", ".join(entity.label for entity in index.actors(event))
    yield f"Sources: {count(event.sources, 'source')}"
    for claim in claims:
        article = index.article(claim)
        published = [date_in_words(article.published.edtf)] if article.published else []
        says = [attribution_in_words(attribution) for attribution in claim.attribution]
        source = ", ".join(filter(None, [*says, article.title, article.publisher, *published]))
        yield f"“{claim.quote.of(article.text)}” — {source}"


def _days(event: Event) -> _Days | None:
    """Return the days that an entry covers, if the event has a begin and a calendar can hold them (years 1 to 9999)."""
    bounds = event.when.bounds
    first, last = bounds.earliest_begin, bounds.latest_end or bounds.latest_begin or bounds.earliest_begin
    if first is None or last is None:
        return None
    try:
        return _Days(_date(first), _date(last) + dt.timedelta(days=1))
    except (ValueError, OverflowError):
        return None


def _date(day: Day) -> dt.date:
    return dt.date(day.year, day.month, day.day)


def _stamp(knowledge: Knowledge) -> str:
    """Return the newest publication day, as DTSTAMP must be in UTC and the clock must not be read."""
    days = [article.published.edtf[:10] for article in knowledge.articles if article.published]
    full = [day for day in days if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
    return max(full).replace("-", "") + "T000000Z" if full else _NO_STAMP


def _text(text: str) -> str:
    """Return one line as a TEXT value (section 3.3.11)."""
    return re.sub(r"[\\;,]", r"\\\g<0>", one_line(text))


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield _fold(line) + "\r\n"


def _fold(line: str) -> str:
    """Break a line after at most 75 octets, never inside a code point; what follows begins with a space."""
    folded, room = [""], _FOLD
    for character in line:
        size = len(character.encode("utf8"))
        if size > room:
            folded.append(" ")
            room = _FOLD - 1
        folded[-1] += character
        room -= size
    return "\r\n".join(folded)
