"""The linking stage: what all articles claim → entities and events.

`link(articles, claims)` is a pure function of two sets: neither their order nor how they came together changes the result. It raises nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.link.duplicates import originals
from kb.link.entities import cast
from kb.link.events import merge
from kb.link.salience import weigh
from kb.model import Article, Claim, Knowledge

if TYPE_CHECKING:
    from collections.abc import Sequence


def link(articles: Sequence[Article], claims: Sequence[Claim]) -> Knowledge:
    """Return all that the articles make known: entities, events, and which words mean whom."""
    articles = sorted(articles, key=lambda article: article.id)
    claims = sorted(claims, key=lambda claim: claim.id)
    entities, denotations = cast(claims)
    by_id, copies = {article.id: article for article in articles}, originals(articles)
    merged = merge(claims, denotations, {entity.id: entity for entity in entities}, by_id, copies)
    events = weigh(merged, {claim.id: claim for claim in claims}, by_id, copies)
    return Knowledge(
        articles=tuple(articles),
        claims=tuple(claims),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        denotations=tuple(sorted(denotations, key=lambda d: (d.claim, d.span, d.entity))),
        events=tuple(sorted(events, key=lambda event: event.order)),
    )
