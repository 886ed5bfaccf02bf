"""One HTML page: decode, parse, facts of its metadata, body, sections.

data | decode | parse | metadata.gather | trafilatura | segment | Article
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

import htmldate
import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from kb.model import Article, Block, Problem, Section, Stamp
from kb.read import Reading, Source, features, stamps
from kb.read.decode import decode
from kb.read.metadata import Facts, gather
from kb.read.passages import folded, squeezed
from kb.read.segment import lines, segment
from kb.read.text import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset\s*=|\?xml[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_UNSEEN = "//body//*[self::div or self::ul or self::aside][contains(@class, 'tooltip') or contains(@class, 'popover')]"
_LEAST = 20  # words: shorter "articles" are cookie notices and error pages
_MOST = 40_000  # elements: live blogs have 20,000; trafilatura takes 2 s for 40,000 and 20 s for 100,000


class _Piece(NamedTuple):
    """One block of the body, and what its markup says of it."""

    text: str
    hint: Block | None


def read(data: bytes, source: Source) -> Reading:
    """Read the article of a page; see `kb.read.Part`."""
    _quieten()
    declared = _DECLARED.search(data[:4096])
    decoded = decode(data, source.name, declared=declared[1].decode("ascii", "replace") if declared else "")
    tree, cut = _bounded(decoded.text or "", source)
    if tree is None:
        return Reading(problems=decoded.problems or (_problem(source, "nothing to read: an empty page"),))
    facts = gather(tree, source.url)
    pieces = _body(tree, facts)
    if sum(len(piece.text.split()) for piece in pieces) < _LEAST:
        return Reading(problems=(*decoded.problems, _problem(source, "no article found on this page")))
    text, known = _joined(pieces, facts.title)
    sections = segment(text, title=facts.title, known=known)
    dates = _dates(
        tree,
        facts,
        source,
        stamps.from_lines(_written(text, sections), name=source.name, year=_year(text, sections, facts)),
    )
    article = Article(
        text=text,
        sections=sections,
        title=facts.title,
        url=facts.url,
        publisher=facts.publisher,
        authors=facts.authors
        or tuple(dict.fromkeys(name for line in _written(text, sections) for name in features.authors(line))),
        language=facts.language,
        published=dates.published,
        modified=dates.modified,
        source=source.name,
    )
    return Reading(article=article, problems=(*decoded.problems, *cut, *dates.problems, *_foreign(facts, source)))


def _quieten() -> None:
    """Keep the libraries' warnings about bad pages off stderr; who sets up logging still gets them."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _problem(source: Source, message: str) -> Problem:
    return Problem(stage="read", article=source.name, message=message)


def _bounded(text: str, source: Source) -> tuple[HtmlElement | None, tuple[Problem, ...]]:
    """Parse the page; of one with too many elements, as much of its source as holds about `_MOST` of them."""
    tree = _parsed(text)
    elements = 0 if tree is None else sum(1 for _ in tree.iter())
    if elements <= _MOST:
        return tree, ()
    message = f"more than {_MOST} elements: only the first part of the page was read"
    return _parsed(text[: len(text) * _MOST // elements]), (_problem(source, message),)


def _parsed(text: str) -> HtmlElement | None:
    """Parse with the limits of libxml2 left on: what is nested deeper than 256 is flattened, entities are not expanded.

    Comments go at once: trafilatura loses the text behind them (a page of 1,573 words gave 934).
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def _body(tree: HtmlElement, facts: Facts) -> list[_Piece]:
    """Return the blocks that trafilatura takes for the article; if they are less than half of JSON-LD's text, that.

    Links are told by the page's own anchors: with `include_links` trafilatura 2.3 loses the text after some of them.
    """
    links = _links(tree)
    lead = _standfirst(tree, facts.summary)
    for unseen in tree.xpath(_UNSEEN):
        unseen.drop_tree()
    found = trafilatura.bare_extraction(tree, url=facts.url, fast=True, include_comments=False)
    blocks = getattr(found, "body", None)
    blocks = () if blocks is None else blocks
    pieces = [_linked(piece, links) for element in blocks for piece in _pieces(element)]
    if lead and not any(folded(lead) in folded(piece.text) for piece in pieces):
        pieces.insert(0, _Piece(lead, None))
    told = [" ".join(line.split()) for line in facts.body.splitlines() if line.strip()]
    if 2 * sum(len(piece.text) for piece in pieces) < sum(map(len, told)):
        return [_Piece(line, None) for line in told]
    return pieces


def _links(tree: HtmlElement) -> frozenset[str]:
    """Return the texts of the page's links that are more than a name, folded."""
    texts = (anchor.text_content() for anchor in tree.iter("a"))
    return frozenset(folded(text) for text in texts if 3 <= len(text.split()) <= 60)


def _linked(piece: _Piece, links: frozenset[str]) -> _Piece:
    """Take for navigation what is all a link, "Read more: " and a link, or a list's item that opens with a link."""
    told = folded(piece.text)
    after = folded(piece.text.partition(": ")[2])
    teaser = piece.text.startswith("- ") and any(told.startswith(link) and len(link) * 4 > len(told) for link in links)
    linked = told in links or teaser or (after in links and len(told) - len(after) < 20)
    return _Piece(piece.text, Block.NAVIGATION) if linked else piece


def _standfirst(tree: HtmlElement, summary: str) -> str:
    """Return the block that the page's description repeats: a lead outside the body, which trafilatura leaves out."""
    start = folded(summary.rstrip(" .…"))
    if len(summary.split()) < 10:
        return ""
    for element in tree.xpath(
        "//body//*[not(self::script or self::style or self::noscript or self::template or self::textarea or self::a)]"
    ):
        whole = element.text_content() if folded((element.text or "")[:60])[:20] == start[:20] else element.tail or ""
        lead = squeezed(whole if len(whole) <= 3 * len(summary) else element.text or "")
        if folded(lead).startswith(start):
            return lead
    return ""


def _pieces(element: etree._Element) -> Iterator[_Piece]:
    """Turn one element of trafilatura's body into blocks; cells of a table row stand between bars."""
    if element.tag == "table":
        yield from (_row(row) for row in element.iter("row"))
    elif element.tag in {"list", "quote", "div"} and len(element):
        yield from _mixed(element)
    else:
        yield from _lines(element, "")


def _mixed(element: etree._Element) -> Iterator[_Piece]:
    """Items of lists get a dash; text beside block elements is a block of its own."""
    if all(child.tag in _INLINE for child in element):
        yield from _lines(element, "")
        return
    if (element.text or "").strip():
        yield _Piece(squeezed(element.text or ""), None)
    for child in element:
        yield from _lines(child, "- ") if child.tag == "item" else _pieces(child)
        if (child.tail or "").strip():
            yield _Piece(squeezed(child.tail or ""), None)


_INLINE = frozenset({"hi", "ref", "lb", "del", "graphic"})


def _lines(element: etree._Element, mark: str) -> Iterator[_Piece]:
    """Yield the lines of an element; a head is a heading."""
    for broken in element.iter("lb"):
        broken.tail = "\n" + (broken.tail or "")
    whole = _flat(element)
    hint = Block.HEADING if element.tag == "head" else None
    for line in whole.splitlines() if "\n" in whole and element.find(".//lb") is not None else [whole]:
        if line.strip():
            yield _Piece(mark + squeezed(line), hint)


def _flat(element: etree._Element) -> str:
    """Return the text inside, with a blank where a block inside it begins or ends."""
    inside = (("" if child.tag in _INLINE else " ", _flat(child), child.tail or "") for child in element)
    return (element.text or "") + "".join(gap + text + gap + tail for gap, text, tail in inside)


def _row(row: etree._Element) -> _Piece:
    """Turn a row into a block: with one cell it is layout, with more it is a table's and no narration."""
    cells = [squeezed("".join(cell.itertext())) for cell in row.iter("cell")]
    filled = [cell for cell in cells if cell]
    if len(filled) <= 1:
        return _Piece("".join(filled), None)
    return _Piece("| " + " | ".join(cells) + " |", Block.NAVIGATION)


def _joined(pieces: Iterable[_Piece], title: str) -> tuple[str, dict[int, Block]]:
    """Join the blocks with blank lines, the headline first if the body lacks it; return where the hints apply."""
    blocks = [piece for piece in pieces if piece.text]
    if title and not any(folded(piece.text) == folded(title) for piece in blocks):
        blocks.insert(0, _Piece(title, None))
    known: dict[int, Block] = {}
    end = 0
    for piece in blocks:
        if piece.hint:
            known[end] = piece.hint
        end += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in blocks), known


def _written(text: str, sections: tuple[Section, ...]) -> tuple[str, ...]:
    return lines(text, sections, Block.DATELINE)


def _year(text: str, sections: tuple[Section, ...], facts: Facts) -> int | None:
    return stamps.year_of("\n".join(lines(text, sections, Block.CREDIT)), facts.url)


def _dates(tree: HtmlElement, facts: Facts, source: Source, written: stamps.Stamps) -> stamps.Stamps:
    """Choose the dates: by hand, metadata, markup, the text's own, URL; doubtful ones are skipped and reported."""
    told = [stamp for stamp in (*facts.published, *facts.modified) if stamps.doubt(stamp.edtf)]
    problems = [_problem(source, f"{stamps.doubt(stamp.edtf)} ({stamp.origin})") for stamp in dict.fromkeys(told)]
    published = (
        stamps.given(source.published)
        or _sound(facts.published)
        or written.published
        or stamps.of_url(facts.url)
        or stamps.of_url(source.url)
        or _found(tree)
    )
    if published is None:
        problems.append(_problem(source, UNDATED))
    return stamps.Stamps(
        published=published,
        modified=_sound(facts.modified) or written.modified,
        problems=(*problems, *written.problems),
    )


def _sound(told: Iterable[Stamp]) -> Stamp | None:
    return next((stamp for stamp in told if not stamps.doubt(stamp.edtf)), None)


def _found(tree: HtmlElement) -> Stamp | None:
    """Ask htmldate last; it fills in missing days, so its answer counts only if the page writes that very day.

    Its extensive search is off: that takes years of copyright lines for dates. Without fixed limits it would use today.
    """
    found = htmldate.find_date(
        tree, extensive_search=False, original_date=True, min_date="1995-01-01", max_date=f"{stamps.LAST}-12-31"
    )
    if found is None:
        return None
    page = html.tostring(tree, encoding="unicode")
    return Stamp(edtf=found, origin="page") if any(date.edtf == found for date in stamps.find(page)) else None


def _foreign(facts: Facts, source: Source) -> tuple[Problem, ...]:
    return (
        ()
        if facts.language == "en"
        else (_problem(source, f"the page is in {facts.language!r}: only English is understood"),)
    )
