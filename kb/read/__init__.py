"""Read articles: bytes of a file or page in, an `Article` with its sections and dates out, problems beside it.

    data | decode | choose the part by content, then suffix | part.read | Reading

A part is one file here, or an entry point in the group `kb.read`, with the literal `SUFFIX` and the functions of `Part`.
Nothing here opens a file: `kb.read.files` finds and loads them, and the pipeline passes their bytes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from kb import parts
from kb.errors import UsageError
from kb.read.decode import inflate
from kb.read.stamps import is_date

if TYPE_CHECKING:
    from kb.model import Article, Problem

_HEAD = 4096  # bytes that are enough to recognise a format: browsers decide on 1,445


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the bytes come from: `name` is a file name, "-" or a URL, for messages and for its suffix.

    `published`, given by hand, is an EDTF date (2023, 2023-05, 2023-05-03, each with ?, ~ or % if need be); it wins
    over all that the article says.
    """

    name: str
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of it: no article means that there was nothing to read, and the problems say why."""

    article: Article | None = None
    problems: tuple[Problem, ...] = ()


class Part(Protocol):
    """One format. Parts never raise on what is in the bytes; that is a problem beside the article."""

    SUFFIX: str

    def recognises(self, head: bytes) -> bool:
        """Say from the first 4,096 bytes whether this is the format; false where only the suffix can tell."""

    def read(self, data: bytes, source: Source) -> Reading:
        """Read one article."""


def read(data: bytes, source: Source) -> Reading:
    """Read one article of any known format; gzip is undone first.

    Raises `UsageError` when the date given by hand is not an EDTF date.
    """
    if source.published is not None and not is_date(source.published):
        raise UsageError(
            "publication date", source.published, "give YYYY-MM-DD, YYYY-MM or YYYY, with ?, ~ or % if unsure"
        )
    inflated, problems = inflate(data, source.name)
    if inflated is None:
        return Reading(problems=problems)
    reading = _choose(inflated[:_HEAD], source.name).read(inflated, source)
    return Reading(article=reading.article, problems=problems + reading.problems)


def _choose(head: bytes, name: str) -> Part:
    """Content first; then the suffix, without .gz; then plain text."""
    known = _parts()
    fitting = [part for part in known.values() if part.recognises(head)]
    bare = name.lower().removesuffix(".gz")
    named = [part for part in known.values() if bare.endswith(part.SUFFIX)]
    return (fitting or named or [known["text"]])[0]


@cache
def _parts() -> dict[str, Part]:
    """Load each part once; they import their libraries when they read."""
    return {name: cast("Part", parts.load("read", name)) for name in parts.names("read")}
