"""Claims → events: pairs that speak for one event join, best first, as long as no two claims of a cluster contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import ceil
from typing import TYPE_CHECKING, Final

from kb.link.clusters import clusters
from kb.link.compare import likeness
from kb.link.layout import Layout
from kb.link.lemmas import stem
from kb.link.retelling import SUDDEN, coming
from kb.link.sides import Atlas, Source, side
from kb.link.window import OPEN, apart, number, overlap
from kb.link.wording import Wordings
from kb.model import Actor, Article, Basis, Bounds, Claim, Day, Denotation, Entity, Event, Span, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.link.sides import Side
    from kb.link.voices import Voices

_JOIN: Final = 3.0
_JOIN_INSIDE: Final = 2.5  # an article tells its event again in other words, without the names
_CROWD: Final = (
    60  # claims that one block compares each with each; in larger ones each meets its neighbours in time only
)
_MANY: Final = 4  # sources from which on what one alone says of who took part is more likely a slip than news
_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING})
_STRENGTH: Final = {Basis.EXPLICIT: 0, Basis.RELATIVE: 1, Basis.CONTEXT: 2, Basis.REPORTED: 3, Basis.NONE: 4}


def merge(
    claims: Mapping[str, Claim],
    denotations: Iterable[Denotation],
    entities: Sequence[Entity],
    articles: Mapping[str, Article],
    voices: Voices,
) -> list[Event]:
    """Return the events that the claims, by their ids in order, denote: each claim in exactly one."""
    entity_of: dict[str, dict[Span, str]] = defaultdict(dict)
    for d in denotations:
        entity_of[d.claim][d.span] = d.entity
    names: dict[str, set[str]] = defaultdict(set)
    for name, claim in claims.items():
        names[claim.article].update(entity_of[name][p.span] for p in (*claim.participants, *claim.places) if p.named)
    sources = {
        name: Source(
            published=published(article), wordings=Wordings(article.text), original=voices.original[name], voice=voices.of, names=frozenset(names[name]),
            layout=Layout(article.sections),
        )
        for name, article in articles.items()
    }  # fmt: skip
    atlas = Atlas(
        countries={entity.id: entity.country for entity in entities},
        towns=frozenset(entity.id for entity in entities if entity.latitude is not None),
    )
    sides = [side(claim, name, entity_of[name], atlas, sources[claim.article]) for name, claim in claims.items()]
    return [_event(cluster) for cluster in clusters(sides, _links(sides))]


def published(article: Article) -> Day | None:
    """Return the day of an article's publication, `None` where it is not known to the day."""
    parts = article.published.edtf.rstrip("?~%").split("-") if article.published else []
    return (
        Day(int(parts[0]), int(parts[1]), int(parts[2]))
        if len(parts) == 3 and all(p.isdigit() for p in parts)
        else None
    )


def _links(sides: Sequence[Side]) -> Iterator[tuple[float, int, int]]:
    """Yield minus the likeness of two claims, and their places, for those that are like enough."""
    for a, b in _candidates(sides):
        one, other = sides[a], sides[b]
        score = likeness(one, other)
        if score >= (_JOIN_INSIDE if one.claim.article == other.claim.article else _JOIN):
            yield -score, a, b


def _candidates(sides: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Yield the places of two claims worth comparing: in one block, of times that agree, and near in time where it is crowded."""
    sizes = Counter(block for one in sides for block in _blocks(one))
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in sorted(range(len(sides)), key=lambda at: _sorting(sides[at])):
        before: set[int] = set()
        for block in _blocks(sides[at]):
            before.update(blocks[block][-(_CROWD if sizes[block] <= _CROWD else _CROWD // 2) :])
            blocks[block].append(at)
        own = sides[at].window
        yield from ((min(at, b), max(at, b)) for b in before if not apart(own, sides[b].window))


def _blocks(one: Side) -> Iterator[tuple[str, str]]:
    """Yield what claims have in common that are compared: the beginning of the word, and a name, the article or the words around."""
    word = stem(one.claim)
    yield one.wording.context, word
    yield one.claim.article, word
    for who in one.actors | one.places:
        yield who, word
    if one.once:
        yield one.once
    for act in one.acts:
        yield one.claim.article, f"act {act}"
    if one.claim.type in SUDDEN or coming(one.claim):
        yield one.claim.article, f"sentence {one.claim.quote.start}"


def _sorting(one: Side) -> int:
    bounds = one.claim.when.bounds
    day = bounds.earliest_begin or bounds.latest_end or one.published
    return number(day) if day else OPEN


def _event(sides: Sequence[Side]) -> Event:
    """Return the event of some claims; how much it mattered is left to `kb.link.salience`.

    The leading claim gives the label: of the event's status, and naming nobody and no place that the others leave out. What one source in ten or
    fewer says of these stays with its claim.
    """
    status, sources = _status(sides), {s.voice for s in sides}
    backing = _backing(sides)
    enough = 1 if len(sources) < _MANY else max(2, ceil(len(sources) / 10))
    agreed = {name for name, told in backing.items() if len(told) >= enough}
    leading = sorted(
        sides,
        key=lambda s: (
            s.claim.status is not status,
            len((s.actors | s.places) - agreed),
            -s.claim.salience,
            -s.claim.confidence,
            s.id,
        ),
    )
    claims = [s.claim for s in leading]
    types = [c.type for c in claims if c.type != "other"]
    actors: dict[str, Actor] = {}
    for one in leading:
        for name, actor in _named(one):
            if name in agreed:
                actors.setdefault(name, actor)
    return Event(
        label=next((c for c in claims if c.participants or c.places), claims[0]).label,
        type=types[0] if types else "other",
        status=status,
        when=_when(leading),
        claims=tuple(s.id for s in leading),
        actors=tuple(sorted(actors.values(), key=lambda actor: (actor.role, actor.entity))),
        places=tuple(sorted({place for s in sides for place in s.places} & agreed)),
        sources=len(sources),
    )


def _named(one: Side) -> Iterator[tuple[str, Actor]]:
    """Yield who takes part, each with what other claims know them by: the entity, or of one that is only described, the words."""
    for who, (entity, role) in zip(one.claim.participants, one.cast, strict=True):
        yield entity if who.named else who.name.lower(), Actor(role=role, entity=entity)


def _backing(sides: Sequence[Side]) -> dict[str, set[str]]:
    """Return who takes part and where → the sources that say so."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in sides:
        for name in (*(name for name, _ in _named(one)), *one.places):
            found[name].add(one.voice)
    return found


def _status(sides: Sequence[Side]) -> Status:
    """Return what the newest article says; in one article what happened over what was to happen, then the surest claim.

    What several sources tell as happened is not undone by one that asks, expects or denies it: such slips are more frequent than news that it was not so.
    """
    order = [Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR, Status.PLANNED, Status.POSSIBLE]
    newest = max((s.published for s in sides if s.published), default=None)
    last = [s for s in sides if s.published == newest]
    found = min(last, key=lambda s: (order.index(s.claim.status), -s.claim.confidence, s.id)).claim.status
    happened, doubted = (len({s.voice for s in sides if (s.claim.status in _HAPPENED) is so}) for so in (True, False))
    return Status.OCCURRED if found not in _HAPPENED and happened > max(1, 2 * doubted) else found


def _when(leading: Sequence[Side]) -> When:
    """Return what the claims agree on, with the words of the best founded and narrowest of them."""
    known = sorted(
        (s for s in _unended(leading) if not s.claim.when.bounds.open),
        key=lambda s: (_STRENGTH[s.claim.when.basis], _size(s.claim.when.bounds), s.id),
    )
    if not known:
        return leading[0].claim.when
    best = known[0].claim.when
    agreed = overlap([s.claim.when.bounds for s in known]) or best.bounds
    edtf = best.edtf if agreed == best.bounds or best.edtf is None else _narrowed(best, agreed)
    return When(
        bounds=agreed, edtf=edtf, basis=best.basis, text=best.text, span=None, anchor=best.anchor, rule=best.rule
    )


def _unended(sides: Sequence[Side]) -> list[Side]:
    """Return the claims without those that by their tense alone would end what an article of that day, or a later one, says goes on."""
    running = [s.published for s in sides if s.claim.status is Status.ONGOING and s.published]
    if not running:
        return list(sides)
    last = max(running)
    return [
        s
        for s in sides
        if s.claim.when.basis is not Basis.REPORTED
        or s.claim.status is not Status.OCCURRED
        or (s.published and s.published > last)
    ]


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
