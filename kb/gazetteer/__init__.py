"""What everybody knows of names: countries, their peoples, capitals, large cities, and other names of the same thing.

places.tsv is made from GeoNames (CC BY 4.0) by `training.places`; demonyms.tsv and aliases.tsv are our own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(__file__).parent


class Place(NamedTuple):
    """`kind`: country, state or city. Countries and states have no coordinates: a point would misplace them."""

    name: str
    kind: str
    country: str  # ISO 3166-1 alpha-2
    latitude: float | None
    longitude: float | None


def _rows(file: str) -> Iterator[list[str]]:
    for line in (_FOLDER / file).read_text("utf8").splitlines():
        yield line.split("\t")


@cache
def _places() -> dict[str, Place]:
    """Name → the place that news means by it: a country before a state before the largest city."""
    rank = {"country": 2, "state": 1, "city": 0}
    rows = sorted(_rows("places.tsv"), key=lambda row: (rank[row[1]], int(row[5])))
    return {
        row[0]: Place(row[0], row[1], row[2], float(row[3]) if row[3] else None, float(row[4]) if row[4] else None)
        for row in rows
    }


@cache
def _demonyms() -> dict[str, str]:
    return {word.replace("_", " "): country for country, words in _rows("demonyms.tsv") for word in words.split(" ")}


@cache
def _aliases() -> dict[str, str]:
    return {word.replace("_", " "): name for name, words in _rows("aliases.tsv") for word in words.split(" ")}


def canonical(name: str) -> str:
    """Return the name that others stand for.

    >>> canonical("Türkiye"), canonical("U.S."), canonical("Vilnius")
    ('Turkey', 'United States', 'Vilnius')
    """
    return _aliases().get(name, name)


def others(name: str) -> tuple[str, ...]:
    """Return the other names of a canonical name, sorted."""
    return tuple(sorted(alias for alias, whole in _aliases().items() if whole == name))


def people(word: str) -> str | None:
    """Return the country of a nationality adjective or a people.

    >>> people("Finns"), people("Turkish"), people("Vilnius")
    ('Finland', 'Turkey', None)
    """
    return _demonyms().get(word)


def place(name: str) -> Place | None:
    """Return the country, state or large city of that name."""
    return _places().get(canonical(name))
