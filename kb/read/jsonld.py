"""The article in a page's JSON-LD (schema.org), however it is nested or broken."""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from typing import TYPE_CHECKING, Any

from kb.read.passages import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Report|Posting)$")
_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_WRAPPING = re.compile(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$|^\s*<!--|-->\s*$")


def article(tree: HtmlElement) -> dict[str, Any]:
    """Return the page's article, the first that is dated, `{}` if there is none.

    JSON too broken to read gives its date of publication alone, for that is what it is for.
    """
    found: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        source = _WRAPPING.sub("", script.text or "")
        try:
            found.extend(_objects(json.loads(source, strict=False)))
        except (ValueError, RecursionError):
            found.extend({"@type": "Article", "datePublished": date} for date in _DATE.findall(source)[:1])
    articles = [thing for thing in found if any(_ARTICLE.search(kind) for kind in _kinds(thing))]
    dated = [thing for thing in found if thing.get("datePublished")]
    best = [thing for thing in articles if thing.get("datePublished")]
    return next(iter([*best, *articles, *dated]), {})


def _objects(root: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD that stand for themselves: the root, the members of lists and of @graph."""
    waiting = deque([root])
    while waiting:
        thing = waiting.popleft()
        if isinstance(thing, list):
            waiting.extend(thing[:500])
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(thing[key] for key in ("@graph", "mainEntity") if key in thing)


def _kinds(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type", "")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def text(value: object) -> str:
    """Return a value as text with its white space squeezed, the first of a list, "" for what is no text."""
    return squeezed(raw(value[0] if isinstance(value, list) and value else value))


def raw(value: object) -> str:
    """Return a text as it stands but for HTML's entities, "" for what is none."""
    return unescape(value) if isinstance(value, str) else ""


def name(value: object) -> str:
    """Return the name of a thing: a text, an object with one, or the first of a list."""
    if isinstance(value, list):
        return next((found for found in map(name, value) if found), "")
    return text(value.get("name")) if isinstance(value, dict) else text(value)


def names(value: object) -> str:
    """Return the names of all things in a list, or of one thing, separated by commas."""
    things = value if isinstance(value, list) else [value]
    return ", ".join(found for found in map(name, things) if found)
