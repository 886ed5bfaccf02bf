"""The headline of a page: the h1 that agrees with its metadata, without the name of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.read.passages import folded, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

_BETWEEN = re.compile(r"\s+[|–—•·»-]+\s+|\s*\|\s*|\s+::\s+")


def titles(tree: HtmlElement, told: Iterable[str], site: frozenset[str]) -> list[str]:
    """Return what metadata and `<title>` tell, best first, without the name of the site."""
    element = tree.find(".//title")
    whole = squeezed(element.text_content()) if element is not None else ""
    return [bare for bare in (_without(title, site) for title in (*told, whole)) if bare]


def heading(tree: HtmlElement, titles: list[str], site: frozenset[str]) -> HtmlElement | None:
    """Return the h1 that shares most words with the titles that metadata tells, `None` if none shares half."""
    shown = [element for element in tree.iter("h1") if folded(element.text_content()) not in site | {""}]
    if not titles:
        return next(iter(shown), None)
    ranked = [
        (max(_shared(squeezed(element.text_content()), title) for title in titles), -place)
        for place, element in enumerate(shown)
    ]
    score, place = max(ranked, default=(0.0, 0))
    return shown[-place] if score >= 0.5 else None


def title(heading: HtmlElement | None, titles: list[str]) -> str:
    """Return the headline as the page shows it; where the h1 holds more, a section or subtitle, as metadata tells it."""
    shown = squeezed(heading.text_content()) if heading is not None else ""
    inside = (
        title for title in titles if len(title.split()) >= 4 and (shown.startswith(title) or shown.endswith(title))
    )
    return next(inside, shown) or next(iter(titles), "")


def _without(title: str, site: frozenset[str]) -> str:
    """Cut the site's name, or a name of up to five words after a bar, from the end of a title."""
    marks = list(_BETWEEN.finditer(title))
    for mark in reversed(marks):
        tail = title[mark.end() :]
        own = folded(tail) in site or any(len(name) > 3 and name in folded(tail) for name in site)
        if not own and not ("|" in mark[0] and len(tail.split()) <= 5 and len(title[: mark.start()].split()) >= 3):
            break
        title = title[: mark.start()]
    return title.strip()


def site(names: Iterable[str], host: str) -> frozenset[str]:
    """Return the names of the site, folded: as the page tells them, its host, and the host's labels."""
    labels = [label for label in host.split(".")[:-1] if len(label) > 3]
    return frozenset(folded(name) for name in (*names, host, *labels) if name)


def _shared(one: str, other: str) -> float:
    """Return Dice's coefficient of the two sets of words, 0 … 1."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return 2 * len(words & others) / max(1, len(words) + len(others))
