"""As many different articles as are asked for, made of the samples by changing names, numbers and dates: always the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb import gazetteer
from kb.resources import path

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_CALENDAR: Final = {*_MONTHS.split("|"), "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b")
_DAY: Final = re.compile(rf"(?<=\b20\d\d-\d\d-)\d\d\b|\b\d\d?(?= (?:{_MONTHS})\b)|(?<=[a-z] )\b\d\d?(?=,? 20\d\d\b)")
_YEAR: Final = re.compile(r"\b20[0-2]\d\b")
_NUMBER: Final = re.compile(r"(?<![\w#&;/.,-])\d{1,3}(?:,\d{3})+(?![\w-])")
_SHORT: Final = 900  # characters
_ROUNDS: Final = ("aeiou", "bdfgklmnprstvz")  # letters that take each other's places in names, which stay speakable


def articles(number: int, *, short: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of files: the samples as they are, then again and again with changes.

    `short`: of the plain texts only, and of these the first paragraphs, about 150 words.
    """
    files = sorted(path("samples").glob("*.txt" if short else "*"))
    texts = [file.read_text("utf8") for file in files]
    if short:
        texts = [text[: text.index("\n\n", _SHORT)] + "\n" for text in texts]
    for n in range(number):
        turn, at = divmod(n, len(files))
        yield f"{n:05d}-{files[at].name}", _varied(texts[at], turn).encode()


def _varied(text: str, turn: int) -> str:
    """Return the text with names and dates changed in the given manner, 0 being none."""
    text = renamed(text, turn)
    text = _DAY.sub(lambda found: f"{(int(found[0]) + turn - 1) % 28 + 1:0{len(found[0])}d}", text)
    text = _YEAR.sub(lambda found: str(2000 + (int(found[0]) - 2000 + turn // 28) % 30), text)
    return _NUMBER.sub(lambda found: f"{int(found[0].replace(',', '')) + 37 * turn:,}", text)


def renamed(text: str, turn: int) -> str:
    """Return a text, or a name alone, with the names of people and bodies changed in the given manner."""
    names = sorted(name for name in set(_NAME.findall(f"a {text}")) - _CALENDAR if not _known(name))
    if not names:
        return text
    return re.sub(rf"\b(?:{'|'.join(names)})\b", lambda found: _renamed(found[0], turn), text)


def _known(name: str) -> bool:
    """Say whether it is a place or a people: those stay, so that linking has as much to do as with real articles."""
    return gazetteer.place(name) is not None or gazetteer.people(name) is not None


def _renamed(name: str, turn: int) -> str:
    changes = {letter: row[(i + turn) % len(row)] for row in _ROUNDS for i, letter in enumerate(row)}
    return "".join(changes.get(letter, letter) for letter in name.lower()).capitalize()
