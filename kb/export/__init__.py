"""Knowledge → text in some format, one file a format.

Each part has `SUFFIX`, `TIMELINE` and/or `GRAPH` set true, and `write(knowledge) -> Iterator[str]`: the pieces of a file
in UTF-8 whose line ends are already the format's own (open it with `newline=""`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kb.graph import article_iri, claim_iri, entity_iri, event_iri

if TYPE_CHECKING:
    from kb.model import Article, Bounds, Claim, Entity, Event, Knowledge, When

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WEB: Final = re.compile(r"https?://[^\s\x00-\x20\x7f\ud800-\udfff]+", re.IGNORECASE)


class Index:
    """A knowledge by id, and its events as records of the JSON Lines contract."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._articles = {article.id: article for article in knowledge.articles}
        self._article_iris = {article.id: article_iri(article) for article in knowledge.articles}
        self._claims = {claim.id: claim for claim in knowledge.claims}
        self._entities = {entity.id: entity for entity in knowledge.entities}

    def claims(self, event: Event) -> list[Claim]:
        """Return the event's claims, the leading one first."""
        return [self._claims[id_] for id_ in event.claims]

    def article(self, claim: Claim) -> Article:
        """Return the article version that the claim was read from."""
        return self._articles[claim.article]

    def actors(self, event: Event) -> list[Entity]:
        """Return those that take part, each once, in the event's order."""
        return [self._entities[id_] for id_ in dict.fromkeys(actor.entity for actor in event.actors)]

    def places(self, event: Event) -> list[Entity]:
        """Return the places."""
        return [self._entities[id_] for id_ in event.places]

    def record(self, event: Event) -> dict[str, Any]:
        """Return the event as one record of the contract."""
        return {
            "id": event_iri(event),
            "label": event.label,
            "type": event.type,
            "status": event.status.value,
            "time": _event_time(event.when),
            "participants": [self._participant(actor.role, actor.entity) for actor in event.actors],
            "places": [_place(entity) for entity in self.places(event)],
            "sources": event.sources,
            "claims": [self._claim(claim) for claim in self.claims(event)],
        }

    def _participant(self, role: str, id_: str) -> dict[str, Any]:
        entity = self._entities[id_]
        return {"role": role, "id": entity_iri(entity), "label": entity.label, "kind": entity.kind.value}

    def _claim(self, claim: Claim) -> dict[str, Any]:
        article = self.article(claim)
        return {
            "id": claim_iri(claim),
            "article": {
                "id": self._article_iris[claim.article],
                "title": article.title,
                "url": article.url,
                "published": article.published.edtf if article.published else None,
            },
            "quote": claim.quote.of(article.text),
            "start": claim.quote.start,
            "end": claim.quote.end,
            "trigger": claim.trigger.of(article.text),
            "trigger_start": claim.trigger.start,
            "trigger_end": claim.trigger.end,
            "status": claim.status.value,
            "attributed_to": [attribution.speaker for attribution in claim.attribution],
            "time": {"text": claim.when.text, "edtf": claim.when.edtf, "basis": claim.when.basis.value},
            "confidence": claim.confidence,
        }


def records(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return the events as records of the JSON Lines contract, in the order of `knowledge.events`."""
    index = Index(knowledge)
    return [index.record(event) for event in knowledge.events]


def dates(bounds: Bounds) -> list[str | None]:
    """Return earliest begin, latest begin, earliest end and latest end as xsd:date, `None` where open."""
    days = (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
    return [None if day is None else str(day) for day in days]


def printable(text: str) -> str:
    """Return text that every format can hold: no control characters but white space, no half of a surrogate pair."""
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", text))


def one_line(text: str) -> str:
    """Return printable text with each run of white space, line ends included, as one space."""
    return " ".join(printable(text).split())


def web_link(url: str | None) -> str:
    """Return the address if it is http(s) without white space or control characters, else ""."""
    return url if url and _WEB.fullmatch(url) else ""


def count(number: int, noun: str) -> str:
    """Return "1 source", "2 sources"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _event_time(when: When) -> dict[str, Any]:
    days = dates(when.bounds)
    return {"edtf": when.edtf, "begin": days[:2], "end": days[2:], "basis": when.basis.value}


def _place(entity: Entity) -> dict[str, Any]:
    return {"id": entity_iri(entity), "label": entity.label, "lat": entity.latitude, "lon": entity.longitude}
