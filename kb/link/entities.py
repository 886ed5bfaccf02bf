"""Names → entities. A name that is no proper name means somebody in its own article only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from kb import gazetteer
from kb.model import Claim, Denotation, Entity, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KNOWN: Final = 5  # articles that name somebody in full for each one that names another of that surname
_LEGAL: Final = re.compile(r",? (?:Inc|Corp|Ltd|PLC|plc|LLC|AG|NV|GmbH|S\.?p\.?A|Incorporated)\.?$")


class _Use(NamedTuple):
    """One mention of somebody in a claim."""

    claim: str
    article: str
    span: Span
    name: str
    kind: Kind
    named: bool


def cast(claims: Sequence[Claim]) -> tuple[list[Entity], list[Denotation]]:
    """Return the entities that claims name, and which words of which claim mean them."""
    uses = [use for claim in claims for use in _uses(claim)]
    kinds, meant = _kinds(uses), _surnames(uses)
    by_key: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        full = meant.get((use.article, use.name)) if use.kind is Kind.PERSON else None
        by_key[_key(use._replace(name=full) if full else use, kinds)].append(use)
    entities = {key: _entity(key, group, kinds) for key, group in by_key.items()}
    ids = {key: entity.id for key, entity in entities.items()}
    denotations = {
        Denotation(claim=u.claim, span=u.span, entity=ids[key]) for key, group in by_key.items() for u in group
    }
    return list(entities.values()), list(denotations)


def _uses(claim: Claim) -> Iterator[_Use]:
    name = claim.id
    for p in (*claim.participants, *claim.places):
        yield _Use(name, claim.article, p.span, p.name, p.kind, p.named)
    for a in claim.attribution:
        yield _Use(name, claim.article, a.span, a.speaker, a.kind, a.named)


def _surnames(uses: Iterable[_Use]) -> dict[tuple[str, str], str]:
    """Return whom a bare surname means that its article gives to nobody: (article, surname) → full name.

    It is the one who is named in full five times as often as anybody else of that name, if the article also names them, or somebody named beside them.
    """
    people: dict[str, set[str]] = defaultdict(set)  # article → persons
    for use in uses:
        if use.named and use.kind is Kind.PERSON:
            people[use.article].add(use.name)
    articles: dict[str, set[str]] = defaultdict(set)  # full name → articles
    bearers: dict[str, set[str]] = defaultdict(set)  # surname → full names
    for article, names in people.items():
        for name in names:
            if " " in name:
                articles[name].add(article)
                bearers[name.rsplit(" ", 1)[1]].add(name)
    found: dict[tuple[str, str], str] = {}
    for surname, full in bearers.items():
        first, *others = sorted(full, key=lambda name: (-len(articles[name]), name))
        if len(articles[first]) < _KNOWN * max((len(articles[name]) for name in others), default=1):
            continue
        company = {name for article in articles[first] for name in people[article] if " " in name}
        found |= {
            (article, surname): first for article, names in people.items() if surname in names and names & company
        }
    return found


def _kinds(uses: Iterable[_Use]) -> dict[str, Kind]:
    """Return the kind of each proper name that is no person's: what most uses take it for, by name where they draw."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for use in uses:
        if use.named and use.kind is not Kind.PERSON:
            votes[_canonical(use.name)][use.kind] += 1
    return {name: max(sorted(count), key=lambda kind: count[kind]) for name, count in votes.items()}


def _key(use: _Use, kinds: dict[str, Kind]) -> str:
    if not use.named:
        return f"{use.kind}:{use.name.lower()}@{use.article}"
    kind = use.kind if use.kind is Kind.PERSON else kinds[_canonical(use.name)]
    return f"{kind}:{_canonical(use.name).lower()}"


def _canonical(name: str) -> str:
    """Return the name that others stand for, without its legal form: "Volvo Inc." is Volvo."""
    known = gazetteer.canonical(name)
    bare = _LEGAL.sub("", known)
    return gazetteer.canonical(bare) if bare else known


def _entity(key: str, uses: list[_Use], kinds: dict[str, Kind]) -> Entity:
    forms = Counter(gazetteer.canonical(use.name) if use.named else use.name for use in uses)
    label = max(sorted(forms), key=lambda form: forms[form])
    kind = uses[0].kind if not uses[0].named or uses[0].kind is Kind.PERSON else kinds[_canonical(uses[0].name)]
    known = gazetteer.place(label) if uses[0].named and kind is Kind.PLACE else None
    aliases = {use.name for use in uses} | set(gazetteer.others(label) if uses[0].named else ())
    return Entity(
        key=key, label=label, kind=kind, aliases=tuple(sorted(aliases - {label})), country=known.country if known else "",
        latitude=known.latitude if known else None, longitude=known.longitude if known else None,
    )  # fmt: skip
