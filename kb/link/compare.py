"""Do two claims tell of the same event? Time, place, sides and polarity can forbid it; words, names and dates speak for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.model import Bounds, Claim, Day, Entity, Status

_FIRST, _LAST = Day(-9999, 1, 1), Day(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One claim as it is compared: who (entity ids by role), where, and the days around its article's publication."""

    claim: Claim
    actors: frozenset[str]
    by_role: dict[str, frozenset[str]] = field(hash=False)  # proper names only
    heads: dict[str, frozenset[str]] = field(hash=False)  # the last words of those that are not
    places: frozenset[str]
    countries: frozenset[str]
    published: Day | None


def side(claim: Claim, entity_of: dict[tuple[str, object], Entity], published: Day | None) -> Side:
    """Prepare a claim. Only proper names compare: "the minister" may be anybody."""
    roles: dict[str, set[str]] = {}
    heads: dict[str, set[str]] = {}
    named: set[str] = set()
    for p in claim.participants:
        if p.named:
            entity = entity_of[claim.id, p.span]
            roles.setdefault(p.role, set()).add(entity.id)
            named.add(entity.id)
        else:
            word = p.name.lower().partition(" of ")[0].rsplit(" ", 1)[-1]
            if not any(char.isdigit() for char in word):
                heads.setdefault(p.role, set()).add(word)
    places = [entity_of[claim.id, p.span] for p in claim.places]
    return Side(
        claim=claim, actors=frozenset(named), by_role=_frozen(roles), heads=_frozen(heads),
        places=frozenset(e.id for e in places), countries=frozenset(e.country for e in places if e.country), published=published,
    )  # fmt: skip


def _frozen(sets: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {role: frozenset(ids) for role, ids in sets.items()}


def overlap(bounds: list[Bounds]) -> Bounds | None:
    """Return the bounds that all agree on, or `None` when they contradict each other."""
    begin = max((b.earliest_begin for b in bounds if b.earliest_begin), default=None)
    latest_begin = min((b.latest_begin for b in bounds if b.latest_begin), default=None)
    earliest_end = max((b.earliest_end for b in bounds if b.earliest_end), default=None)
    end = min((b.latest_end for b in bounds if b.latest_end), default=None)
    if (
        (begin or _FIRST) > (latest_begin or _LAST)
        or (earliest_end or _FIRST) > (end or _LAST)
        or (begin or _FIRST) > (end or _LAST)
    ):
        return None
    return Bounds(earliest_begin=begin, latest_begin=latest_begin, earliest_end=earliest_end, latest_end=end)


def contradict(a: Side, b: Side) -> bool:
    """Say whether the two cannot be one event: other days, other places, other sides, or one denied in the same article."""
    if overlap([a.claim.when.bounds, b.claim.when.bounds]) is None:
        return True
    same_article = a.claim.article == b.claim.article
    statuses = {a.claim.status, b.claim.status}
    if (
        same_article
        and len(statuses) > 1
        and not statuses <= {Status.OCCURRED, Status.ONGOING}
        and not statuses <= {Status.PLANNED, Status.POSSIBLE}
    ):
        return True
    if a.places and b.places and not a.places & b.places and not a.countries & b.countries:
        return True
    return (
        any(_disjoint(a.by_role.get(role), b.by_role.get(role)) for role in ("agent", "patient"))
        and not a.actors & b.actors
    )


def _disjoint(a: frozenset[str] | None, b: frozenset[str] | None) -> bool:
    return bool(a and b and not a & b)


def likeness(a: Side, b: Side) -> float:
    """Return how much speaks for one event: `merge` says from where on it is taken for one."""
    if not alike(a.claim.lemma, b.claim.lemma) or _say_other(a, b) or contradict(a, b):
        return 0.0
    score = 1.5 if a.claim.lemma == b.claim.lemma else 1.0
    score += 0.5 * (a.claim.type == b.claim.type != "other")
    score += min(2, len(a.actors & b.actors))
    score += 0.75 * bool(a.places & b.places) + 0.5 * bool(not a.places & b.places and a.countries & b.countries)
    score += _time(a, b)
    conflict = sum(
        _disjoint(a.by_role.get(role), b.by_role.get(role)) or _disjoint(a.heads.get(role), b.heads.get(role))
        for role in ("agent", "patient")
    )
    shared = any(a.heads.get(role, frozenset()) & b.heads.get(role, frozenset()) for role in ("agent", "patient"))
    strangers = (
        not shared and not a.actors & b.actors and _everybody(a) and _everybody(b)
    )  # one names whom the other describes
    return score - 1.5 * conflict + 0.5 * shared - 0.75 * bool(strangers)


def _say_other(a: Side, b: Side) -> bool:
    """Say whether two acts of saying in one article are two: mere sayings always, others if they name no object in common."""
    if a.claim.statement and b.claim.statement:
        return True
    if not a.claim.type == b.claim.type == "statement" or a.claim.article != b.claim.article:
        return False
    one, other = (side.by_role.get("patient", frozenset()) | side.heads.get("patient", frozenset()) for side in (a, b))
    return not one and not other


def _everybody(one: Side) -> bool:
    """Say whether a claim tells who did it."""
    return bool(one.by_role.get("agent") or one.heads.get("agent"))


def _time(a: Side, b: Side) -> float:
    """Two dated claims that agree count; across articles, undated ones count only for what is published days apart at most."""
    widths = [_width(side.claim.when.bounds) for side in (a, b)]
    if all(width <= 31 for width in widths):
        return 1.0 if max(widths) <= 7 else 0.75
    if a.claim.article == b.claim.article:
        return 0.5 if all(_recent(side) for side in (a, b)) or a.claim.when.basis == b.claim.when.basis else -1.0
    if not a.published or not b.published:
        return -2.0
    apart = abs(_days(a.published) - _days(b.published))
    return 0.0 if apart <= 3 else -1.0 if apart <= 14 else -3.0


def _recent(one: Side) -> bool:
    """Say whether a claim may tell of the days around publication, as those without a date of their own mostly do."""
    last = one.claim.when.bounds.latest_end
    return one.published is None or last is None or abs(_days(one.published) - _days(last)) <= 45


def _width(bounds: Bounds) -> int:
    if bounds.earliest_begin is None or bounds.latest_end is None:
        return 10**6
    return _days(bounds.latest_end) - _days(bounds.earliest_begin) + 1


def _days(day: Day) -> int:
    """Return a day count that is exact inside a month and close enough across years."""
    return day.year * 365 + day.month * 30 + day.day


def verb(lemma: str) -> str:
    """Return the verb of a noun that looks unlike it, other words as they are.

    >>> verb("death"), verb("invasion")
    ('die', 'invasion')
    """
    return next((word for word, noun in _NOUNS.items() if noun == lemma), lemma)


def stem(claim: Claim) -> str:
    """Return what the words of claims that may be `alike` begin with."""
    return "meet" if claim.type == "meet-consult" else verb(claim.lemma)[:4]


def alike(a: str, b: str) -> bool:
    """Say whether two lemmas are one word or a verb and its noun.

    >>> alike("invade", "invasion"), alike("meet", "meeting"), alike("contest", "contract")
    (True, True, False)
    """
    if a == b or {a, b} <= _GATHERINGS or verb(a) == verb(b):
        return True
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(4, min(len(a), len(b)) - 2)


_NOUNS = {
    "die": "death", "sell": "sale", "lose": "loss", "choose": "choice", "fly": "flight", "speak": "speech", "marry": "marriage", "bear": "birth",
    "defend": "defence", "destroy": "destruction", "shoot": "shot", "give": "gift", "fail": "failure", "burn": "fire",
}  # fmt: skip
_GATHERINGS = frozenset({"summit", "meeting", "conference", "meet", "gathering"})
