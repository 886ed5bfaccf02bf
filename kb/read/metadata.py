"""What a page says about its article: JSON-LD, meta elements, `<time>`. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from kb.model import Stamp
from kb.read import headline, jsonld, stamps
from kb.read.passages import folded, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_PUBLISHED = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "publisheddate",
    "published-date",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "date_published",
    "pubdate",
    "published",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "rnews:datepublished",
    "release_date",
    "date",
    "displaydate",
    "ptime",
    "video:release_date",
]
_MODIFIED = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "og:article:modified_time",
    "article:modified",
    "modified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
]
_AUTHORS = ("author", "article:author", "parsely-author", "byl")
_NEAR = 300  # characters below a headline in which its date stands


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
    article, meta = jsonld.article(tree), _meta(tree)
    publisher = _first(jsonld.name(article.get("publisher")), meta.get("og:site_name"), meta.get("application-name"))
    address = _address(tree, meta, url)
    site = headline.site((publisher, meta.get("og:site_name", ""), meta.get("twitter:site", "")), _host(address))
    told = (jsonld.text(article.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", ""))
    titles = headline.titles(tree, told, site)
    heading = headline.heading(tree, titles, site)
    return Facts(
        title=headline.title(heading, titles),
        publisher=publisher,
        authors=_authors(article, meta, publisher),
        url=address,
        language=_language(tree, article, meta),
        published=tuple(_stamps(_published(tree, article, meta, heading))),
        modified=tuple(_stamps(_told(article, "dateModified", meta, _MODIFIED))),
        body=jsonld.raw(article.get("articleBody")),
        summary=_first(meta.get("og:description"), meta.get("description"), jsonld.text(article.get("description"))),
    )


def _told(article: dict[str, Any], field: str, meta: dict[str, str], keys: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what metadata gives as a date, with its origin."""
    yield jsonld.text(article.get(field)), "json-ld"
    yield from ((meta.get(key, ""), "meta") for key in keys)


def _published(
    tree: HtmlElement, article: dict[str, Any], meta: dict[str, str], heading: HtmlElement | None
) -> Iterator[tuple[str, str]]:
    yield from _told(article, "datePublished", meta, _PUBLISHED)
    yield from ((value, "page") for value in _times(tree, heading))


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return meta elements by lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = squeezed(element.get("content") or "")
        for key in (element.get("property"), element.get("name"), element.get("itemprop"), element.get("http-equiv")):
            if key and content:
                found.setdefault(key.strip().lower(), content)
    return found


def _times(tree: HtmlElement, heading: HtmlElement | None) -> Iterator[str]:
    """Yield publication dates of the markup: what is marked as such, then the dates right below the headline."""
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or squeezed(element.text_content())
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or re.search(r"publish|posted|entry-date", element.get("class") or ""):
            yield element.get("datetime") or squeezed(element.text_content())
    if heading is not None:
        yield from _below(heading)


def _below(heading: HtmlElement) -> Iterator[str]:
    """Yield the dates of publication among the first `_NEAR` characters that follow the headline."""
    seen, label = 0, ""
    for element in heading.xpath("following::*[not(self::script or self::style)]"):
        text = squeezed(element.text or "")
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


def _stamps(values: Iterable[tuple[str, str]]) -> Iterator[Stamp]:
    for value, origin in values:
        edtf = stamps.from_metadata(value) if value else None
        if edtf:
            yield Stamp(edtf=edtf, origin=origin)


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


def _host(url: str | None) -> str:
    return _split(url or "")[1].removeprefix("www.")


def _split(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.hostname or "", parts.path
    except ValueError:
        return "", "", ""


def _language(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    for value in (
        tree.get("lang"),
        jsonld.text(article.get("inLanguage")),
        meta.get("content-language"),
        meta.get("og:locale"),
    ):
        match = re.match(r"[A-Za-z]{2,3}(?=$|[-_,; ])", value or "")
        if match:
            return match[0].lower()
    return "en"


def _authors(article: dict[str, Any], meta: dict[str, str], publisher: str) -> tuple[str, ...]:
    """Return the authors from the first field that names one: no addresses, no handles, not the publisher."""
    for field in (jsonld.names(article.get("author")), *(meta.get(key, "") for key in _AUTHORS)):
        parts = [part.strip() for part in re.split(r",|;|\band\b|&", re.sub(r"^by\s+", "", field, flags=re.IGNORECASE))]
        people = [part for part in parts if part and not re.search(r"https?:|[@/]|^www\.", part)]
        named = [part for part in people if folded(part) != folded(publisher)]
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")
