"""What a page says about its article: JSON-LD, meta elements, `<time>`, headings. Nothing is guessed, nothing raises."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from kb.model import Stamp
from kb.read import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Report|BlogPosting|Posting)$")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published", "publisheddate", "published-date", "publish-date",
    "publish_date", "publication_date", "publicationdate", "date_published", "pubdate", "published", "originalpublicationdate", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article_date_original",
    "rnews:datepublished", "release_date", "date", "displaydate", "ptime", "video:release_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "og:article:modified_time",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
    "article:modified",
    "modified",
)
_PARTS = re.compile(r"\s+[|–—•·»-]+\s+|\s*\|\s*|\s+::\s+")
_LOOSE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found; `published` holds all dates that are told, the best first."""

    title: str
    publisher: str
    authors: tuple[str, ...]
    url: str | None
    language: str
    published: tuple[Stamp, ...]
    modified: tuple[Stamp, ...]
    body: str  # JSON-LD's articleBody
    summary: str  # the description, often the lead


def gather(tree: HtmlElement, url: str | None) -> Facts:
    """Read the facts of a page; `url` is where it was fetched from."""
    article, loose = _linked(tree)
    meta = _meta(tree)
    publisher = _first(_named(article.get("publisher")), meta.get("og:site_name", ""), meta.get("application-name", ""))
    address = _address(tree, meta, url)
    told = [_text(article.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", "")]
    site = _site(publisher, address, meta)
    titles = _titles(tree, told, site)
    heading = _heading(tree, titles, site)
    return Facts(
        title=_title(heading, titles),
        publisher=publisher,
        authors=_authors(
            [
                *_names(article.get("author")),
                meta.get("author", ""),
                meta.get("article:author", ""),
                meta.get("parsely-author", ""),
            ],
            publisher,
        ),
        url=address,
        language=_language(tree, article, meta),
        published=tuple(
            _stamps(
                [
                    (_text(article.get("datePublished")), "json-ld"),
                    (loose, "json-ld"),
                    *((meta.get(key, ""), "meta") for key in _PUBLISHED),
                    *((value, "page") for value in _times(tree, heading)),
                ]
            )
        ),
        modified=tuple(
            _stamps(
                [(_text(article.get("dateModified")), "json-ld"), *((meta.get(key, ""), "meta") for key in _MODIFIED)]
            )
        ),
        body=_raw(article.get("articleBody")),
        summary=_first(meta.get("og:description", ""), meta.get("description", ""), _text(article.get("description"))),
    )


def _linked(tree: HtmlElement) -> tuple[dict[str, Any], str]:
    """Return the page's article in JSON-LD, `{}` if there is none, and a publication date from JSON too broken to read."""
    found: list[dict[str, Any]] = []
    loose = ""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        source = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$|^\s*<!--|-->\s*$", "", script.text or "")
        try:
            found.extend(_objects(json.loads(source, strict=False)))
        except (ValueError, RecursionError):
            match = _LOOSE.search(source)
            loose = loose or (match[1] if match else "")
    articles = [thing for thing in found if any(_ARTICLE.search(kind) for kind in _kinds(thing))]
    dated = [thing for thing in found if thing.get("datePublished")]
    return next(iter([*(thing for thing in articles if thing in dated), *articles, *dated]), {}), loose


def _objects(root: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD that stand for themselves: the root, the members of lists and of @graph."""
    waiting = [root]
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing[:500])
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(thing[key] for key in ("@graph", "mainEntity") if key in thing)


def _kinds(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type", "")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return meta elements by lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = _squeezed(element.get("content") or "")
        for key in (element.get("property"), element.get("name"), element.get("itemprop"), element.get("http-equiv")):
            if key and content:
                found.setdefault(key.strip().lower(), content)
    return found


def _times(tree: HtmlElement, heading: HtmlElement | None) -> Iterator[str]:
    """Yield publication dates of the markup: what is marked as such, else the first date shown right below the headline."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or _squeezed(element.text_content())
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or re.search(r"publish|posted|entry-date", element.get("class") or ""):
            yield element.get("datetime") or _squeezed(element.text_content())
    if heading is not None:
        yield from _below(heading)


def _below(heading: HtmlElement) -> Iterator[str]:
    """Yield the dates of publication among the first `_NEAR` characters that follow the headline."""
    seen, label = 0, ""
    for element in heading.xpath("following::*[not(self::script or self::style)]"):
        text = _squeezed(element.text or "")
        moment = element.get("datetime") if element.tag == "time" else None
        if (
            not stamps.changed(f"{label} {text}")
            and (moment or any(date.year for date in stamps.find(text)))
            and len(text) <= 80
        ):
            yield moment or text
        seen, label = seen + len(text), text or label
        if seen > _NEAR:
            return


_NEAR = 300


def _stamps(values: Iterable[tuple[str, str]]) -> Iterator[Stamp]:
    for value, origin in values:
        edtf = stamps.from_metadata(value) if value else None
        if edtf:
            yield Stamp(edtf=edtf, origin=origin)


def _titles(tree: HtmlElement, told: Iterable[str], site: frozenset[str]) -> list[str]:
    element = tree.find(".//title")
    whole = _squeezed(element.text_content()) if element is not None else ""
    return [bare for bare in (_without(title, site) for title in (*told, whole)) if bare]


def _heading(tree: HtmlElement, titles: list[str], site: frozenset[str]) -> HtmlElement | None:
    """Return the h1 that shares most words with the titles that metadata tells, `None` if none shares half."""
    shown = [element for element in tree.iter("h1") if _folded(element.text_content()) not in site | {""}]
    if not titles:
        return next(iter(shown), None)
    ranked = [
        (max(_shared(_squeezed(element.text_content()), title) for title in titles), -place)
        for place, element in enumerate(shown)
    ]
    score, place = max(ranked, default=(0.0, 0))
    return shown[-place] if score >= 0.5 else None


def _title(heading: HtmlElement | None, titles: list[str]) -> str:
    """Return the headline as the page shows it; where the h1 holds more, a section's name or a subtitle, as metadata tells it."""
    shown = _squeezed(heading.text_content()) if heading is not None else ""
    inside = (
        title for title in titles if len(title.split()) >= 4 and (shown.startswith(title) or shown.endswith(title))
    )
    return next(inside, shown) or next(iter(titles), "")


def _without(title: str, site: frozenset[str]) -> str:
    """Cut the site's name, or a name of up to five words after a bar, from the end of a title."""
    marks = list(_PARTS.finditer(title))
    for mark in reversed(marks):
        tail = title[mark.end() :]
        own = _folded(tail) in site or any(len(name) > 3 and name in _folded(tail) for name in site)
        if not own and not ("|" in mark[0] and len(tail.split()) <= 5 and len(title[: mark.start()].split()) >= 3):
            break
        title = title[: mark.start()]
    return title.strip()


def _site(publisher: str, url: str | None, meta: dict[str, str]) -> frozenset[str]:
    """Return the names of the site, folded: publisher, og:site_name, host and the host's main label."""
    host = (_split(url)[1] if url else "").removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if len(label) > 3]
    return frozenset(
        _folded(name)
        for name in (publisher, meta.get("og:site_name", ""), meta.get("twitter:site", ""), host, *labels)
        if name
    )


def _shared(one: str, other: str) -> float:
    """Return Dice's coefficient of the two sets of words, 0 … 1."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return 2 * len(words & others) / max(1, len(words) + len(others))


def _address(tree: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    """Return the canonical address, if it is an http(s) one, else `url`."""
    link = next(
        (element.get("href") for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"),
        None,
    )
    for value in (link, meta.get("og:url")):
        full = _join(url, value) if value else ""
        if _split(full)[0] in {"http", "https"} and len(_split(full)[2].strip("/")) > 0:
            return full
    return url


def _join(url: str | None, value: str) -> str:
    try:
        return urljoin(url or "", value.strip())
    except ValueError:
        return ""


def _split(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.hostname or "", parts.path
    except ValueError:
        return "", "", ""


def _language(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    for value in (
        tree.get("lang"),
        _text(article.get("inLanguage")),
        meta.get("content-language"),
        meta.get("og:locale"),
    ):
        match = re.match(r"[A-Za-z]{2,3}(?=$|[-_,; ])", value or "")
        if match:
            return match[0].lower()
    return "en"


def _authors(names: Iterable[str], publisher: str) -> tuple[str, ...]:
    """Return the authors from the first field that names one: no addresses, no handles, not the publisher."""
    for field in names if not isinstance(names, str) else (names,):
        parts = [part.strip() for part in re.split(r",|;|\band\b|&", re.sub(r"^by\s+", "", field, flags=re.IGNORECASE))]
        people = [
            part
            for part in parts
            if part and not re.search(r"https?:|[@/]|^www\.", part) and _folded(part) != _folded(publisher)
        ]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def _names(value: object) -> list[str]:
    """Return the names in JSON-LD's author: a text, an object, or a list of them, as one field."""
    things = value if isinstance(value, list) else [value]
    return [", ".join(name for name in (_named(thing) for thing in things) if name)]


def _raw(value: object) -> str:
    return unescape(value) if isinstance(value, str) else ""


def _named(value: object) -> str:
    if isinstance(value, list):
        return next((name for name in map(_named, value) if name), "")
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _squeezed(unescape(value)) if isinstance(value, str) else ""


def _first(*values: str) -> str:
    return next((value for value in values if value), "")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
