"""Which events somebody wants, and which ones a timeline leaves out unless they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import pipeline
from kb.errors import EdtfError, UsageError
from kb.graph import BASE
from kb.model import Bounds, Status
from kb.store.derived import Sought
from kb.temporal import edtf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.model import Event, Knowledge
    from kb.store import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events: all conditions must hold, empty ones ask for nothing. Dates are EDTF; `top` keeps the most salient.

    `all` adds mere acts of saying, and what is told only beside another event.
    """

    who: str = ""
    where: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    status: str = ""
    top: int | None = None
    query: str = ""
    all: bool = False


def sought(knowledge: Knowledge, wanted: Wanted) -> Sought:
    """Return the conditions as the ledger takes them; raises `UsageError` for one that cannot be."""
    since, until = _bounds("since", wanted.since).earliest_begin, _bounds("until", wanted.until).latest_end
    if since and until and until < since:
        raise UsageError("until", wanted.until, f"this is before {wanted.since}, and nothing is both")
    return Sought(
        since=since,
        until=until,
        who=pipeline.names(knowledge, wanted.who) if wanted.who else (),
        where=pipeline.names(knowledge, wanted.where) if wanted.where else (),
        types=_one_of("event type", wanted.type, sorted({event.type for event in knowledge.events})),
        statuses=_one_of("status", wanted.status, list(Status)),
    )


def _bounds(what: str, date: str) -> Bounds:
    try:
        return edtf.bounds(edtf.parse(date)) if date else Bounds()
    except EdtfError as error:
        raise UsageError(what, date, f"{error}; choose a date such as 2023, 2023-05 or 2023-05-03") from error


def _one_of(what: str, name: str, choices: Sequence[str]) -> tuple[str, ...]:
    if name and name not in choices:
        raise UsageError(what, name, "choose one of " + ", ".join(choices))
    return (name,) if name else ()


def minor(knowledge: Knowledge) -> set[str]:
    """Return the ids of mere acts of saying, whose words are told by claims of their own, and of what an editor would leave off a timeline."""
    said = {claim.id for claim in knowledge.claims if claim.statement}
    beside = {claim.id for claim in knowledge.claims if claim.aside}
    return {
        event.id
        for event in knowledge.events
        if beside.issuperset(event.claims) or (event.type == "statement" and said.issuperset(event.claims))
    }


def top(events: Sequence[Event], top: int | None) -> tuple[str, ...]:
    """Return the ids of the most salient events, of all without a number."""
    ranked = sorted(events, key=lambda event: (-event.salience, event.order))
    return tuple(event.id for event in ranked[: top or None])


def events_in(answer: Answer) -> set[str]:
    """Return the ids of the events that the rows of an answer name; rows that name none are no timeline's."""
    prefix = BASE + "event/"
    values = [getattr(term, "value", "") for row in getattr(answer, "rows", ((answer,),)) for term in row]
    found = {value.removeprefix(prefix) for value in values if value.startswith(prefix)}
    if values and not found:
        raise UsageError("query", "its answer", "it names no event: choose a query with a column of events")
    return found
