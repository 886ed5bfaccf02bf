"""The linking stage: what all articles claim → entities and events.

`link(articles, claims)` is a pure function of two sets: neither their order nor how they came together changes the result. It raises nothing.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING

from kb.link.entities import cast
from kb.link.events import merge
from kb.link.salience import weigh
from kb.link.voices import Voices
from kb.model import Article, Claim, Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def link(articles: Sequence[Article], claims: Sequence[Claim]) -> Knowledge:
    """Return all that the articles make known: entities, events, and which words mean whom."""
    by_article = dict(sorted(((article.id, article) for article in articles), key=itemgetter(0)))
    by_claim = dict(sorted(((claim.id, claim) for claim in claims), key=itemgetter(0)))
    with _uncollected():
        entities, denotations = cast(list(by_claim.values()))
        denotations.sort(key=lambda d: (d.claim, d.span, d.entity))
        voices = Voices(by_claim.values(), by_article)
        events = weigh(merge(by_claim, denotations, entities, by_article, voices), by_claim, by_article, voices)
    return Knowledge(
        articles=tuple(by_article.values()),
        claims=tuple(by_claim.values()),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        denotations=tuple(denotations),
        events=tuple(sorted(events, key=lambda event: event.order)),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for cyclic garbage, which goes through all claims of a base again and again: a third of the time at 10,000 articles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
