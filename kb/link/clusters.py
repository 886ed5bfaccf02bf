"""Clusters of claims that may be one event. Each keeps what decides of further claims, so that its own need not be asked one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.link.compare import elsewhere, others
from kb.link.retelling import told_apart
from kb.link.window import apart, common

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from kb.link.sides import Side

_NONE: Final[frozenset[str]] = frozenset()


def clusters(sides: Sequence[Side], links: Iterable[tuple[float, int, int]]) -> Iterator[list[Side]]:
    """Yield groups of claims, each claim in one, their order kept.

    `links`: minus the likeness of two claims, and their places in `sides`. Weak links do not chain: the likest join first,
    and a link joins two groups only if nothing in them contradicts.
    """
    home: dict[int, _Cluster] = {}
    for _, a, b in sorted(links):
        for at in (a, b):
            if at not in home:
                home[at] = _Cluster(at, sides[at])
        one, other = sorted((home[a], home[b]), key=lambda cluster: len(cluster.members))
        if one is not other and not other.contradicts(one):
            other.take(one)
            home.update(dict.fromkeys(one.members, other))
    for at, side in enumerate(sides):
        cluster = home.get(at)
        if cluster is None:
            yield [side]
        elif cluster.members[0] == at:
            yield [sides[member] for member in sorted(cluster.members)]


class _Cluster:
    """Claims of which no two contradict each other.

    `members`: their places among all claims. `window`: what their times have in common. `tellings`: by article, those
    that it may tell apart. `foes`: clusters that contradict this one, as they do whatever else joins either.
    """

    __slots__ = ("foes", "members", "parties", "places", "tellings", "window")

    def __init__(self, at: int, one: Side) -> None:
        self.members = [at]
        self.window = one.window
        self.tellings = {one.claim.article: [one]}
        self.places = _Examples(one.places, one, one.places | one.countries) if one.places else _Examples()
        named = one.agents or one.patients
        self.parties = _Examples((one.agents, one.patients, one.actors), one, one.actors) if named else _Examples()
        self.foes: set[_Cluster] = set()

    def contradicts(self, other: _Cluster) -> bool:
        """Say whether a claim of one contradicts a claim of the other, and remember it."""
        if other in self.foes:
            return True
        found = (
            apart(self.window, other.window)
            or self._tells_apart(other)
            or self.places.conflict(other.places, elsewhere)
            or self.parties.conflict(other.parties, others)
        )
        if found:
            self.foes.add(other)
            other.foes.add(self)
        return found

    def _tells_apart(self, other: _Cluster) -> bool:
        few, many = sorted((self.tellings, other.tellings), key=len)
        shared = few.keys() & many.keys()
        return any(told_apart(a, b) for article in shared for a in few[article] for b in many[article])

    def take(self, other: _Cluster) -> None:
        """Make the other's claims this one's."""
        self.members += other.members
        self.window = common(self.window, other.window)
        for article, told in other.tellings.items():
            self.tellings.setdefault(article, []).extend(told)
        self.places.take(other.places)
        self.parties.take(other.parties)
        for foe in other.foes:
            foe.foes.remove(other)
            foe.foes.add(self)
        self.foes |= other.foes


class _Examples:
    """The claims of a cluster that a rule tells apart, one of each kind, and what all of them name, which mostly decides."""

    __slots__ = ("by_kind", "shared")

    def __init__(self, kind: Hashable = None, one: Side | None = None, names: frozenset[str] = _NONE) -> None:
        self.by_kind = {kind: one} if one else {}
        self.shared = names

    def conflict(self, other: _Examples, rule: Callable[[Side, Side], bool]) -> bool:
        """Say whether two claims conflict by a rule that none breaks who name somebody or some place in common."""
        if not self.by_kind or not other.by_kind or not self.shared.isdisjoint(other.shared):
            return False
        return any(rule(a, b) for a in self.by_kind.values() for b in other.by_kind.values())

    def take(self, other: _Examples) -> None:
        """Add the other's examples."""
        self.shared = self.shared & other.shared if self.by_kind and other.by_kind else self.shared | other.shared
        self.by_kind |= other.by_kind
