"""Claims → events: pairs that speak for one event join, best first, as long as no two claims of a cluster contradict each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kb.link import compare
from kb.link.compare import Side, contradict, likeness, overlap, side
from kb.model import Actor, Article, Basis, Bounds, Claim, Day, Denotation, Entity, Event, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_JOIN: Final = 3.0
_JOIN_INSIDE: Final = 2.5  # an article tells its event again in other words, without the names
_CROWD: Final = (
    60  # claims that one block compares each with each; in larger ones each meets its neighbours in time only
)
_STRENGTH: Final = {Basis.EXPLICIT: 0, Basis.RELATIVE: 1, Basis.CONTEXT: 2, Basis.REPORTED: 3, Basis.NONE: 4}


def merge(
    claims: Sequence[Claim],
    denotations: Sequence[Denotation],
    entities: Mapping[str, Entity],
    articles: Mapping[str, Article],
    originals: Mapping[str, str],
) -> list[Event]:
    """Return the events that the claims denote, each claim in exactly one."""
    entity_of: dict[tuple[str, object], Entity] = {(d.claim, d.span): entities[d.entity] for d in denotations}
    sides = {claim.id: side(claim, entity_of, published(articles[claim.article])) for claim in claims}
    return [_event([sides[name] for name in cluster], entity_of, originals) for cluster in _clusters(sides)]


def published(article: Article) -> Day | None:
    """Return the day of an article's publication, `None` where it is not known to the day."""
    parts = article.published.edtf.rstrip("?~%").split("-") if article.published else []
    return (
        Day(int(parts[0]), int(parts[1]), int(parts[2]))
        if len(parts) == 3 and all(p.isdigit() for p in parts)
        else None
    )


def _clusters(sides: Mapping[str, Side]) -> Iterator[list[str]]:
    """Yield clusters of claim ids. Weak links do not chain: a pair joins two clusters only if nothing in them contradicts."""
    scored = {pair: likeness(sides[pair[0]], sides[pair[1]]) for pair in _candidates(sides)}
    members = {name: [name] for name in sides}
    home = {name: name for name in sides}
    for _, a, b in sorted((-score, *pair) for pair, score in scored.items() if score >= _needed(sides, pair)):
        one, other = home[a], home[b]
        if one != other and _compatible([sides[n] for n in members[one]], [sides[n] for n in members[other]]):
            members[one] += members[other]
            for name in members.pop(other):
                home[name] = one
    yield from (sorted(group) for group in members.values())


def _needed(sides: Mapping[str, Side], pair: tuple[str, str]) -> float:
    return _JOIN_INSIDE if sides[pair[0]].claim.article == sides[pair[1]].claim.article else _JOIN


def _compatible(a: list[Side], b: list[Side]) -> bool:
    if overlap([member.claim.when.bounds for member in (*a, *b)]) is None:
        return False
    return not any(contradict(x, y) for x in a for y in b)


def _candidates(sides: Mapping[str, Side]) -> set[tuple[str, str]]:
    """Return the pairs worth comparing: same article, or a shared name and the beginning of the word in common."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, one in sides.items():
        stem = compare.stem(one.claim)
        for who in sorted(one.actors | one.places):
            blocks[who, stem].append(name)
        blocks[one.claim.article, stem].append(name)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        names = sorted(block, key=lambda n: (_sorting(sides[n]), n))
        reach = len(names) if len(names) <= _CROWD else _CROWD // 2
        for at, a in enumerate(names):
            pairs.update((min(a, b), max(a, b)) for b in names[at + 1 : at + 1 + reach])
    return pairs


def _sorting(one: Side) -> Day:
    bounds = one.claim.when.bounds
    return bounds.earliest_begin or bounds.latest_end or one.published or Day(9999, 12, 31)


def _event(
    sides: list[Side],
    entity_of: Mapping[tuple[str, object], Entity],
    originals: Mapping[str, str],
) -> Event:
    """Return the event of some claims; how much it mattered is left to `kb.link.salience`."""
    leading = sorted(sides, key=lambda s: (-s.claim.salience, -s.claim.confidence, s.claim.id))
    claims = [s.claim for s in leading]
    sources = {originals[c.article] for c in claims}
    types = [c.type for c in claims if c.type != "other"]
    actors: dict[str, str] = {}
    for claim in claims:
        for p in claim.participants:
            actors.setdefault(entity_of[claim.id, p.span].id, p.role)
    places = {entity_of[c.id, p.span].id for c in claims for p in c.places}
    return Event(
        label=claims[0].label,
        type=types[0] if types else "other",
        status=_status(sides),
        when=_when(claims),
        claims=tuple(c.id for c in claims),
        actors=tuple(
            Actor(role=role, entity=who) for who, role in sorted(actors.items(), key=lambda item: (item[1], item[0]))
        ),
        places=tuple(sorted(places)),
        sources=len(sources),
    )


def _status(sides: list[Side]) -> Status:
    """Return what the newest article says; in one article what happened over what was to happen, then the surest claim."""
    order = [Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR, Status.PLANNED, Status.POSSIBLE]
    newest = max((s.published for s in sides if s.published), default=None)
    last = [s.claim for s in sides if s.published == newest]
    return min(last, key=lambda c: (order.index(c.status), -c.confidence, c.id)).status


def _when(claims: list[Claim]) -> When:
    """Return what the claims agree on, with the words of the best founded and narrowest of them."""
    known = sorted(
        (c for c in claims if not c.when.bounds.open),
        key=lambda c: (_STRENGTH[c.when.basis], _size(c.when.bounds), c.id),
    )
    if not known:
        return claims[0].when
    best = known[0].when
    agreed = overlap([c.when.bounds for c in known]) or best.bounds
    edtf = best.edtf if agreed == best.bounds or best.edtf is None else _narrowed(best, agreed)
    return When(
        bounds=agreed, edtf=edtf, basis=best.basis, text=best.text, span=None, anchor=best.anchor, rule=best.rule
    )


def _narrowed(best: When, agreed: Bounds) -> str | None:
    """Keep the words' EDTF while it still covers the agreed days exactly, else write these days as an interval."""
    if (agreed.earliest_begin, agreed.latest_end) == (best.bounds.earliest_begin, best.bounds.latest_end):
        return best.edtf
    if agreed.earliest_begin and agreed.latest_end:
        same = agreed.earliest_begin == agreed.latest_end
        return str(agreed.earliest_begin) if same else f"{agreed.earliest_begin}/{agreed.latest_end}"
    return best.edtf


def _size(bounds: Bounds) -> tuple[bool, bool, int]:
    first, last = bounds.earliest_begin, bounds.latest_end
    width = (
        (last.year - first.year) * 372 + (last.month - first.month) * 31 + last.day - first.day if first and last else 0
    )
    return first is None, last is None, width
