"""Pages: headline, dates and names from markup; the body without what stands around it; and hostile ones."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest

from kb.model import Article, Block, Stamp
from kb.read import Reading, Source, read

SENTENCES = (
    "The dam failed in a vote that was held on Sunday in all districts of the country. It was closer than expected."
)
BODY = "".join(f"<p>{SENTENCES} Part {number}.</p>" for number in range(4))


def page(head: str = "", above: str = "", below: str = "", *, title: str = "Dam fails vote", body: str = BODY) -> str:
    """Return a page whose article has `body`."""
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body><article><h1>{title}</h1>{above}{body}{below}</article></body></html>"


def reading(text: str | bytes, **source: str) -> Reading:
    """Read it."""
    return read(
        text if isinstance(text, bytes) else text.encode("utf-8", "replace"), Source(**{"name": "page.html"} | source)
    )


def article(text: str | bytes, **source: str) -> Article:
    """Read what must give an article."""
    found = reading(text, **source).article
    assert found is not None
    return found


def told(found: Article, block: Block) -> list[str]:
    """Return the words of the sections of one kind."""
    return [section.span.of(found.text) for section in found.sections if section.block is block]


def linked(**fields: object) -> str:
    """Return JSON-LD of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


DATES = {
    "json-ld": (linked(datePublished="2023-05-03T23:30:00-04:00"), "", Stamp(edtf="2023-05-03", origin="json-ld")),
    "graph": (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2023-05-03"}]}</script>',
        "",
        Stamp(edtf="2023-05-03", origin="json-ld"),
    ),
    "broken json-ld": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-05-03", }</script>',
        "",
        Stamp(edtf="2023-05-03", origin="json-ld"),
    ),
    "json-ld before meta": (
        linked(datePublished="2023-05-03") + '<meta name="date" content="2023-05-09">',
        "",
        Stamp(edtf="2023-05-03", origin="json-ld"),
    ),
    "meta": (
        '<meta property="article:published_time" content="2023-05-03T08:00:00Z">',
        "",
        Stamp(edtf="2023-05-03", origin="meta"),
    ),
    "modified is not published": (
        '<meta property="article:modified_time" content="2023-05-09">',
        "<p>Published: 3 May 2023</p>",
        Stamp(edtf="2023-05-03", origin="page"),
    ),
    "time": ("", '<time datetime="2023-05-03T08:00">this morning</time>', Stamp(edtf="2023-05-03", origin="page")),
    "below the headline": (
        "",
        "<div class=x><span>Written: 2023-05-03 15:03</span><span>Updated: 2023-05-09</span></div>",
        Stamp(edtf="2023-05-03", origin="page"),
    ),
    "doubtful skipped": (
        linked(datePublished="0001-01-01") + '<meta name="date" content="2023-05-03">',
        "",
        Stamp(edtf="2023-05-03", origin="meta"),
    ),
    "a year is no day": ('<meta name="copyright" content="2023">', "<footer>© 2023</footer>", None),
    "two ways to read": ("", "<p>05/06/2023</p>", None),
    "the date of a link": ("", '<ul><li><a href="/x">Other story, with a long name</a></li></ul>', None),
}


@pytest.mark.parametrize(("head", "above", "stamp"), DATES.values(), ids=DATES)
def test_dates(head: str, above: str, stamp: Stamp | None) -> None:
    """The date of publication is the best one that the page tells, with its origin, or none."""
    assert article(page(head, above)).published == stamp


def test_dateline() -> None:
    """Without metadata the date in front of the first sentence counts, and stands outside the paragraph."""
    found = article(page(body=f"<p>SOFIA, 3 May 2023 — {SENTENCES}</p>{BODY}"))
    assert found.published == Stamp(edtf="2023-05-03", origin="dateline")
    assert told(found, Block.PARAGRAPH)[0] == SENTENCES


def test_modified() -> None:
    """The date of the last change is kept apart."""
    found = article(page(linked(datePublished="2023-05-03", dateModified="2023-05-09T01:00Z")))
    assert (found.published, found.modified) == (
        Stamp(edtf="2023-05-03", origin="json-ld"),
        Stamp(edtf="2023-05-09", origin="json-ld"),
    )


TITLES = {
    "site after a bar": "<title>Dam fails vote | The Daily Example</title>",
    "site after a dash": '<title>Dam fails vote - Example News</title><meta property="og:site_name" content="Example News">',
    "entity": "<title>Dam fails vote &mdash; example</title>",
    "og": '<meta property="og:title" content="Dam fails the vote">',
    "nothing": "",
}


@pytest.mark.parametrize("head", TITLES.values(), ids=TITLES)
def test_titles(head: str) -> None:
    """The headline is what the page shows, without the name of the site."""
    found = article(page(head), url="https://www.example.org/x")
    assert (found.title, told(found, Block.TITLE)) == ("Dam fails vote", ["Dam fails vote"])


@pytest.mark.parametrize("title", ["Dam – why not? – fails", "Left | right: a vote on the dam in the hills"])
def test_title_with_separators(title: str) -> None:
    """Dashes and bars that belong to the headline stay."""
    assert article(page(f"<title>{title}</title>", title=title)).title == title


def test_title_without_h1() -> None:
    """A page whose h1 is its logo gives the headline of its metadata."""
    assert (
        article(page('<meta property="og:title" content="Dam fails vote in all districts">', title="EXAMPLE")).title
        == "Dam fails vote in all districts"
    )


def test_names() -> None:
    """Authors, publisher, address and language come from metadata; handles and foreign schemes do not."""
    head = (
        linked(author=[{"name": "Ana Pereira"}, {"name": "Tom Hale"}], publisher={"name": "Example News"})
        + '<link rel="canonical" href="/a/story"><meta name="author" content="@example">'
    )
    found = article(page(head), url="https://example.org/a/story?utm=1")
    assert (found.authors, found.publisher, found.url, found.language) == (
        ("Ana Pereira", "Tom Hale"),
        "Example News",
        "https://example.org/a/story",
        "en",
    )
    assert article(page('<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_byline() -> None:
    """Without metadata the authors are those of the byline in the text."""
    assert article(page(above="<p>By Ana Pereira and Tom Hale</p>")).authors == ("Ana Pereira", "Tom Hale")


def test_other_language() -> None:
    """A page in another language is read, and its owner told that it will not be understood."""
    found = reading(page().replace("lang=en", "lang=de-AT"))
    assert found.article is not None
    assert found.article.language == "de"
    assert any("'de'" in problem.message for problem in found.problems)


def test_surroundings() -> None:
    """Links, captions, credits and share lines inside the body are not narration."""
    below = '<p><a href="/y">A long way to another story of that day</a></p><p>Read more: <a href="/z">What the dam would have cost us</a></p><p>Two men standing at the foot of the dam. Photo: Ana Pereira/AFP</p><p>Share this article</p><p>(Reporting by Ana Pereira; Editing by Tom Hale)</p>'
    found = article(page(below=below))
    assert len(told(found, Block.PARAGRAPH)) == 4
    assert told(found, Block.HEADING) == []


def test_lead_outside_body() -> None:
    """A lead that the description repeats is kept though it stands outside the body."""
    lead = "Voters have turned down the dam that the government had wanted to build in the hills since 2011."
    text = f'<html><head><meta name="description" content="{lead}"></head><body><div class="summary">{lead}</div><article><h1>Dam fails vote</h1>{BODY}</article></body></html>'
    assert told(article(text), Block.PARAGRAPH)[0] == lead


def test_table() -> None:
    """A table's rows stay in the text and are no narration."""
    found = article(
        page(
            below="<table><tr><th>District</th><th>Turnout</th></tr><tr><td>North</td><td>31</td></tr></table><p>That is all. Nothing more will follow on this day.</p>"
        )
    )
    assert "| North | 31 |" in found.text
    assert not any("North" in words for words in told(found, Block.PARAGRAPH))


def test_article_body() -> None:
    """Where the page builds itself by script, the text of its JSON-LD is read."""
    text = f"<html><head>{linked(headline='Dam fails vote', articleBody=' '.join([SENTENCES] * 3))}</head><body><div id=app></div></body></html>"
    assert SENTENCES in article(text).text


@pytest.mark.parametrize(
    "text",
    [
        "<html><body></body></html>",
        "<html><body><p>404 not found</p></body></html>",
        "<!doctype html>",
        "<html><nav><a href=/>Home</a></nav></html>",
    ],
)
def test_no_article(text: str) -> None:
    """A page without an article is a problem and no article."""
    found = reading(text)
    assert found.article is None
    assert found.problems


HOSTILE: dict[str, Callable[[], str | bytes]] = {
    "cut in a tag": lambda: page()[: len(page()) // 2] + "<a hre",
    "cut in a character": lambda: page(title="Ça ira: un pont").encode().partition(b"\xa7")[0],
    "one line of 5 MB": lambda: page(body="<p>" + "word " * 1_000_000 + "</p>"),
    "deep": lambda: page(body="<div>" * 20_000 + BODY + "</div>" * 20_000),
    "deep inline": lambda: page(body="<p>" + "<b><i>" * 20_000 + SENTENCES),
    "many tags": lambda: page(body="<p>a.</p>" * 100_000),
    "many links": lambda: page(
        body=BODY
        + "<ul>"
        + "".join(f'<li><a href="/{n}">Story number {n} of this day</a></li>' for n in range(20_000))
        + "</ul>"
    ),
    "entity bomb": lambda: (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + page(body=BODY + "<p>&b;&b;&#x110000;&#0;&#xD800;&bogus;</p>")
    ),
    "file entity": lambda: '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(body=f"<p>&x;</p>{BODY}"),
    "controls": lambda: page(body=BODY + "<p>\x01\x02 odd</p>"),
    "nul": lambda: page(body=BODY + "\0"),
    "surrogates": lambda: page(linked(headline="\ud800 odd", datePublished="\ud800")),
    "deep json": lambda: page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "odd json": lambda: page(
        linked(
            headline=5,
            author={"name": {"name": []}},
            publisher=[1],
            datePublished=["x"],
            articleBody=7,
            inLanguage=[None],
        )
    ),
    "json of numbers": lambda: page(
        '<script type="application/ld+json">[1, null, "x", [[]], {"@type": 3, "@graph": 4}]</script>'
    ),
    "bad addresses": lambda: page(
        '<link rel=canonical href="http://[::1"><meta property="og:url" content="http://[bad">'
    ),
    "wrong charset": lambda: page('<meta charset="utf-16">', title="Ça ira"),
    "no charset such": lambda: page('<meta charset="x-none">', title="Ça ira").encode("cp1252"),
    "frameset": lambda: "<html><frameset><frame src=x></frameset></html>",
    "xml": lambda: '<?xml version="1.0" encoding="utf-8"?>' + page(),
    "utf-16": lambda: page(title="Ça ira").encode("utf-16"),
    "only script": lambda: "<html><script>" + "x" * 1_000_000,
    "slashes": lambda: page(title="- | " * 20_000),
    "dates": lambda: page(above="<p>" + "3 May 2023 " * 50_000 + "</p>"),
    "quotes": lambda: page(body="<p>" + "(" * 200_000 + "</p>" + BODY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A hostile page gives an article or a problem, in bounded time, without a word on stderr."""
    started = time.process_time()
    found = reading(HOSTILE[name]())
    assert found.article is not None or found.problems
    assert time.process_time() - started < 30
    assert capfd.readouterr().err == ""
    if found.article is not None:
        assert "root:" not in found.article.text
        assert found.article.id


def test_same_twice() -> None:
    """Reading a page twice gives equal articles: no cache and no clock has a say."""
    head = linked(datePublished="2023-05-03", author="Ana Pereira")
    assert reading(page(head)) == reading(page(head))
