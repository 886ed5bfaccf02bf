"""What a line looks like by itself: navigation, a date line, a byline, a credit, a caption.

The words are rules in en.toml. Each is anchored or bounded so that a sentence of narration with the same words does not
match: "Share prices fell on Monday." is no share button.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from kb.read import stamps

_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•·>])\s+")
_STOPPED = re.compile(r"[.!][\"'”’»)\]]*$|[^.]\.\.\.$")
_OFFICE = re.compile(
    r"\b(?:staff|desk|news|agenc(?:y|ies)|correspondent|reporter|editor|writer|bureau|team|wire)\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\.?|[+-]\d{2}:?\d{2}\b"
    r"|\b(?:GMT|UTC|CES?T|BST|E[SD]?T|CT|P[SD]?T|IST|JST|KST|HKT|EAT|WAT|MSK)\b(?:[+-]\d{1,2}(?::?\d{2})?)?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
    r"|\b(?:(?:last|first|originally)\s+)?(?:published|posted|updated?|modified|edited|changed|released|issued|created"
    r"|written|revised|date|on|at|time)\b\s*:?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\d:\d\d|\b(?:published|posted|updated?|modified|issued|released|written)\b", re.IGNORECASE)
_STAMP = re.compile(  # its parts: what was done to the page, and when; and the marks between them
    rf"""\s* (?: (?P<label> (?:(?:page|article|story)\s+)? (?:(?:first|last|originally|was)\s+)?
        (?:published|posted|updated|modified|edited|created|issued|revised)\b (?:\s+(?:at|on)\b)? \s*:? )
    | (?P<when> \d{{1,2}}[:.]\d{{2}}(?::\d\d)?\b (?:\s*[ap]\.?m\b\.?)? | \d{{1,2}}\s*[ap]\.?m\b\.?
        | \d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:{stamps.MONTHS})\b\.?(?:,?[\s-]+\d{{4}}\b)?
        | (?:{stamps.MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s?,?\s+\d{{4}}\b)?
        | \d{{4}}-\d\d-\d\d\b | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b | \d+\s+(?:minute|min|hour|day|week)s?\s+ago\b )
    | (?:GMT|UTC|CES?T|BST|E[SD]?T|CT|P[SD]?T|IST|JST|KST|HKT|EAT|WAT|MSK)\b
    | (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.? | (?P<link>at|on)\b | [|·•–—,()-] )""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENS = re.compile(r"""\s+(?=["'“‘(]?[A-ZÀ-Þ\d])|\s*\Z""")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_PREFIX = r"""
    ^[*_]{0,2} (?: \(? (?:UPDATE\s?\d*|CORRECTED) \)? [\s:–—-]+ )?
    (?P<place> (?:[A-ZÀ-Þ][\w.'’-]*|d[ae]|l[ae]|of|the) (?: [\s/,-]+ (?:[A-ZÀ-Þ][\w.'’-]*|d[ae]|l[ae]|of|the) ){0,5} )?
    (?P<date> ,?\s* \(? (?: [A-Za-z]{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})? | \d{1,2}\s+[A-Za-z]{3,9}\.?,?(?:\s+\d{4})?
        | \d{4}-\d\d-\d\d ) \)? )?
    (?P<house> ,?\s* \(? <agency> (?:\s?[/,]\s?<agency>)* \)? | \s*\([A-Z][\w\ .&'’-]{1,30}\) )?
    [*_]{0,2} \s* (?P<dash> —|–|--|-(?=\s)|:(?=\s) ) \s* (?=["'“‘A-ZÀ-Þ\d])
"""


def rules() -> tuple[dict[str, str], ...]:
    """Return the rules of en.toml: kind, pattern and example of each."""
    return tuple(_data()["rule"])


def navigation(text: str) -> bool:
    """Say whether the line is part of the page, not of the story."""
    bare = _NUMBERED.sub("", text)
    if not any(character.isalnum() for character in bare):
        return True
    if len(bare.split()) > 45:
        return False
    stopped = _STOPPED.search(bare) and not bare.endswith("...")
    return (
        _is("navigation", bare) or _is("button", bare) or (not stopped and _is("open-navigation", bare)) or _path(bare)
    )


def opens_list(text: str) -> bool:
    """Say whether the lines below are links: "Related articles"."""
    return len(text.split()) <= 8 and _is("opener", text)


def credit(text: str) -> bool:
    """Say whether the line only names those who made or own the story."""
    return len(text.split()) <= 60 and _is("credit", text)


def photo(text: str) -> str | None:
    """Return the words before a photo credit at the end of the line ("" if there are none), `None` without a credit."""
    match = _rule("photo").search(text)
    return text[: match.start()].strip() if match else None


def shown(text: str) -> bool:
    """Say whether the line says itself that it is about a picture."""
    return len(text.split()) <= 40 and _is("shown", text)


def depicts(text: str) -> bool:
    """Say whether a line without a full stop is put as captions are: a participle or a plain present, no past."""
    words = len(text.split())
    if _is("view", text):
        return True
    if words < 7 or finite(text):
        return False
    return _is("participle", text) or (words >= 9 and _is("present", text))


def finite(text: str) -> bool:
    """Say whether it holds a verb form that only sentences have."""
    return _is("finite", text)


def byline(text: str) -> bool:
    """Say whether the line names the author by itself, anywhere on the page."""
    return len(text.split()) <= 20 and _is("byline", text)


def names_author(text: str) -> bool:
    """Say whether the line can be a byline in the place of one: "Jane Doe in Paris", "Jane Doe"."""
    return len(text.split()) <= 12 and _is("author", text)


def authors(text: str) -> tuple[str, ...]:
    """Return the people that a byline names."""
    name, junction = _data()["words"]["name"], _data()["words"]["and"]
    bare = re.sub(r"^(?:\w+ )?by\s*:?\s+|^Author:\s*", "", text, flags=re.IGNORECASE)
    bare = re.split(r"\s+(?:in|at|for|of|\|)\s+|\s[|–-]\s", bare)[0]
    named = (part.strip(" ,.") for part in re.split(junction, bare) if not _OFFICE.search(part))
    people = (part for part in named if re.fullmatch(name + r"|[A-Z][A-Z.'’ -]+ [A-Z][A-Z'’-]+", part))
    return tuple(part.title() if part.isupper() else part for part in people)


def timestamped(text: str) -> bool:
    """Say whether a line with a date says what the date is of, "Published: …", or names a clock time."""
    return bool(_LABELLED.search(text))


def dated(text: str) -> bool:
    """Say whether a line holds a date and nothing else but a time, a label, a place, an author or an agency."""
    if stamp(text) == len(text):
        return True
    found = list(stamps.find(text)) if len(text.split()) <= 25 else []
    if not found:
        return False
    rest = text
    for date in reversed(found):
        rest = rest[: date.start] + " | " + rest[date.end :]
    parts = [part.strip(" ,;*_()–—-·•") for part in _TIME.sub(" ", rest).split("|")]
    return all(_place(part) or byline(part) or names_author(part) for part in parts if part)


def stamp(text: str) -> int:
    """Return where the story starts after the page's own stamp, "3 May 2014 Last updated at 17:05 GMT", 0 if none stands before it."""
    end = at = 0
    label = dated = False
    while match := _STAMP.match(text, at):
        dated = bool(match["when"]) or (dated and not match["label"])
        label |= bool(match["label"])
        at = match.end()
        end = end if match["link"] else at
    opens = _OPENS.match(text, end) if label and dated else None
    return opens.end() if opens else 0


def dateline(text: str, *, opening: bool) -> int:
    """Return where the sentence starts after "PARIS, 3 May 2023 (Agency) — ", 0 if nothing stands before it.

    A place alone is believed only in capitals and in the opening paragraph, its country, "BEIRUT, Lebanon — ", in any
    letters before a dash; elsewhere it needs an agency or date.
    """
    match = _prefix().match(text)
    if not match or not (match["place"] or match["date"] or match["house"]):
        return 0
    place = match["place"] or ""
    backed = bool(match["house"]) or (match["date"] is not None and any(stamps.find(match["date"])))
    town = place if match["dash"] == ":" else place.split(",")[0]
    capitals = sum(character.isupper() for character in town) >= 2 and town == town.upper().replace(" OF ", " of ")
    if backed and match["dash"] != ":":
        return match.end()
    return match.end() if opening and capitals else 0


def _place(text: str) -> bool:
    words = _WORD.findall(text)
    return len(words) <= 4 and all(word[0].isupper() or word == "dpa" for word in words)


def _path(text: str) -> bool:
    """Say whether it is a path or menu run together on a line: Home > World > Europe, News | Sport | Opinion."""
    parts = re.split(r"\s*[|>»›•·]\s*|\s/\s", text)
    return (
        len(parts) >= 3 and not text.endswith(".") and sum(len(part.split()) <= 3 for part in parts) >= len(parts) - 1
    )


def _is(kind: str, text: str) -> bool:
    return _rule(kind).search(text) is not None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("kb.read").joinpath("en.toml").read_text("utf8"))


@cache
def _rule(kind: str) -> re.Pattern[str]:
    """Return the rules of a kind as one pattern."""
    return re.compile("|".join(pattern(rule["pattern"]) for rule in rules() if rule["kind"] == kind))


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(pattern(_PREFIX.replace("<agency>", "(?-x:<agency>)")), re.VERBOSE)


def pattern(source: str) -> str:
    """Return a rule's pattern with its words put in and its case scoped, so that it can stand beside others."""
    for word, meaning in _data()["words"].items():
        source = source.replace(f"<{word}>", re.sub(r"\n\s*", "", meaning))
    return f"(?i:{source.removeprefix('(?i)')})" if source.startswith("(?i)") else f"(?:{source})"
