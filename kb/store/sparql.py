"""What can be seen in the text of a query without parsing it: its tokens."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"""
      (?P<hidden> \"{3} (?: [^"\\] | \\. | "{1,2}(?!") )* \"{3} | '{3} (?: [^'\\] | \\. | '{1,2}(?!') )* '{3}
                | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* '
                | < [^<>"{}|^`\\\x00-\x20]* > | \# [^\n\r]* )
    | (?P<name> [?$@] \w+ | _: [\w.-]+ )
    | (?P<prefix> [^\W\d_] [\w.-]* )? : (?: [\w:.-] | %[0-9a-fA-F]{2} | \\. )*
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_REMOTE: Final = re.compile("service|load", re.IGNORECASE)


def masked(text: str) -> str:
    """Return a query of the same length with spaces in place of strings, IRIs and comments: what is left is syntax."""
    return _TOKEN.sub(lambda found: " " * len(found[0]) if found["hidden"] is not None else found[0], text)


def reaches_out(text: str) -> bool:
    """Say whether a query holds the keyword SERVICE or LOAD, which make a store open connections.

    Errs on the safe side. Oxigraph's grammar needs no space around keywords (`1SERVICE<…>`, `SERVICEex:a`), so a prefix
    that holds one counts too; code point escapes, which SPARQL resolves before anything else, are resolved here also.
    """
    return any(_keyword(form) for form in (text, _CODE_POINT.sub(_character, text)))


def _keyword(text: str) -> bool:
    prefixes = (found["prefix"] for found in _TOKEN.finditer(text) if found["prefix"])
    return any(_REMOTE.search(part) for part in (*prefixes, _TOKEN.sub(" ", text)))


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]
