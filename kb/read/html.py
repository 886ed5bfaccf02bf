"""HTML pages: the body as trafilatura finds it, dates and names from the page's own metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.read import Reading, Source

SUFFIX = ".html"

_FIRST = "html|head|body|meta|title|script|link|article|main|header|section|div|table|p|h[1-6]"
_START = re.compile(
    rf"(?:\ufeff|\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|(?:{_FIRST})\b)", re.IGNORECASE | re.DOTALL
)


def recognises(head: bytes) -> bool:
    """Say whether it starts with a tag of HTML, after comments and an XML declaration."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return _START.match(head.decode("utf-16" if wide else "utf-8", "replace")) is not None


def read(data: bytes, source: Source) -> Reading:
    """Read the article of a page, or say that it has none."""
    from kb.read import page  # noqa: PLC0415 - its libraries take 0.2 s to import: only who reads HTML pays

    return page.read(data, source)
