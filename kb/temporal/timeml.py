"""Write TimeML: the text, unchanged, with a TIMEX3 around each expression and the publication date first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.model import Timex

# What XML 1.0 cannot hold; written as U+FFFD, so that spans keep their length.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(text: str, timexes: Iterable[Timex], dct: str | None = None) -> str:
    """Return a TimeML document. `timexes` are in order and do not overlap; `dct` is the creation time's TIMEX3 value.

    `anchorTimeID`, `beginPoint` and `endPoint` name expressions of the document, t0 being the creation time; an end that
    no expression stands for is left out.
    """
    found = list(timexes)
    names = {f"{timex.span.start}:{timex.span.end}": f"t{number}" for number, timex in enumerate(found, 1)}
    names |= {"published": "t0", dct[:10]: "t0"} if dct else {}
    parts, done = [], 0
    for number, timex in enumerate(found, 1):
        parts.append(_escaped(text[done : timex.span.start]))
        parts.append(f"<TIMEX3 {_attributes(timex, number, names)}>{_escaped(timex.span.of(text))}</TIMEX3>")
        done = timex.span.end
    parts.append(_escaped(text[done:]))
    created = _created(dct) if dct else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n{created}<TEXT>{"".join(parts)}</TEXT>\n</TimeML>\n'


def _created(dct: str) -> str:
    day = _quoted(dct)
    return (
        f'<DCT><TIMEX3 tid="t0" type="DATE" value={day} temporalFunction="false" functionInDocument="CREATION_TIME">'
        f"{_escaped(dct)}</TIMEX3></DCT>\n"
    )


def _attributes(timex: Timex, number: int, names: Mapping[str, str]) -> str:
    fields = {
        "tid": f"t{number}",
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        "quant": timex.quant,
        "freq": timex.freq,
        "beginPoint": names.get(timex.begin, ""),
        "endPoint": names.get(timex.end, ""),
        "temporalFunction": "true" if timex.anchor else "",
        "anchorTimeID": names.get(timex.anchor, ""),
    }
    return " ".join(f"{name}={_quoted(value)}" for name, value in fields.items() if value)


def _quoted(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", value))


def _escaped(text: str) -> str:
    """Escape for XML; a bare carriage return would be read back as a line feed, so it is written as a reference."""
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})
