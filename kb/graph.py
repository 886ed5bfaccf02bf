"""Knowledge → quads. The only module that knows our IRIs."""

from __future__ import annotations

from typing import Final

from kb.model import Article, Claim, Entity, Event

BASE: Final = "https://w3id.org/dateline/id/"
KB: Final = "https://w3id.org/dateline/kb#"
TYPES: Final = "https://w3id.org/dateline/types#"


def article_iri(article: Article) -> str:
    """Return the IRI of an article version; its named graph has the same IRI."""
    return BASE + "article/" + article.id


def claim_iri(claim: Claim) -> str:
    """Return the IRI of a claim."""
    return BASE + "claim/" + claim.id


def entity_iri(entity: Entity) -> str:
    """Return the IRI of an entity."""
    return BASE + "entity/" + entity.id


def event_iri(event: Event) -> str:
    """Return the IRI of an event."""
    return BASE + "event/" + event.id
