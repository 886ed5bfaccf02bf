"""Load `<language>.toml`, and find its rules in text.

A rule's pattern is a regular expression over lower-case text in which `{name}` stands for a table of words or a pattern
of that file, captured under its name; `{name:other}` is captured as `other`, `{.name}` is not captured; a space is any
run of white space. The longest match wins, then the earlier rule.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kb.model import Span
from kb.temporal.starts import alike, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MACRO = re.compile(r"\{(?P<quiet>\.?)(?P<name>[a-z_]+)(?::(?P<alias>[a-z_]+))?\}")
_SPACE = re.compile(r"\[[^\]]*\]| \??")
_SPACES = re.compile(" +")
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
# One character for one, so that spans stay: white space, typographic dashes and apostrophes become plain ones.
_PLAIN = {**dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u2009\u202f\u2028\u2029"), " ")}
_PLAIN |= {**dict.fromkeys(map(ord, "‐‑‒–—−"), "-"), **dict.fromkeys(map(ord, "’‘`´"), "'")}
_BEFORE = 24  # characters in which a rule looks for what must stand before it
_MOST = 2000  # words of one sentence that are tried: keeps a megabyte of "Jan. 1, Jan. 1, …" under a second
_OPENING: Final = 3  # characters by which it is known which rules can match
_KNOWN: Final = 20_000  # openings remembered
_GAP = 3  # characters between two words of one expression, at most ("Sept. 4", "Friday, Oct. 2")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of the rule file: where it matches, which normaliser makes a reading of it, with which parameters."""

    name: str
    source: str  # its pattern, written out
    make: str
    params: Mapping[str, Any]
    after: re.Pattern[str] | None  # what must stand before, in plain text
    written: re.Pattern[str] | None  # what must stand before, in the text as it was written
    followed: re.Pattern[str] | None  # what must stand behind, in the text as it was written
    tables: Mapping[str, str]  # captured group → table that gives its value

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern; compiled when it is first tried, which takes longer than all else in loading."""
        return re.compile(rf"(?:{self.source})(?!\w)")


class Rules:
    """The rules of a language, in the file's order, found by what a text begins with."""

    def __init__(self, every: Iterable[Rule]) -> None:
        self.every = tuple(every)
        self._starts = [starts(rule.source, _OPENING) for rule in self.every]
        self._known: dict[str, tuple[Rule, ...]] = {}

    def at(self, seen: str, start: int) -> tuple[Rule, ...]:
        """Return the rules that can match there."""
        opening = seen[start : start + _OPENING]
        found = self._known.get(opening)
        if found is None:
            begun = {alike(opening)[:length] for length in range(_OPENING + 1)}
            found = tuple(
                rule for rule, first in zip(self.every, self._starts, strict=True) if not begun.isdisjoint(first)
            )
            if len(self._known) < _KNOWN:
                self._known[opening] = found
        return found


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched, and the values of its groups: the table's where there is one, else the words."""

    rule: Rule
    span: Span
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two readings side by side that are one expression."""

    name: str
    left: frozenset[str]
    right: frozenset[str]
    between: re.Pattern[str]
    make: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """All that one rule file says."""

    words: Mapping[str, Mapping[str, Any]]
    rules: Rules
    joins: tuple[Join, ...]
    known: frozenset[str]  # words that some rule contains
    weak: frozenset[str]  # those of them that alone never make a time expression
    cased: frozenset[str]  # words that are one only with a capital
    limits: Mapping[str, str]  # preposition before an expression → mod
    tense: Mapping[str, tuple[str, ...]]
    abbreviations: frozenset[str]


@cache
def load(language: str = "en") -> Language:
    """Read and compile the rules of a language, once per process.

    Raises `FileNotFoundError` for a language that has no rules, `KeyError` for an unknown macro.
    """
    data = tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text("utf8"))
    words = {name: {str(key): value for key, value in table.items()} for name, table in data["words"].items()}
    macros = {name: _alternatives(table) for name, table in words.items()} | data["patterns"]
    literals = {w for entry in data["rule"] for w in _WORD.findall(_expand(entry["pattern"], macros))}
    return Language(
        words=words,
        rules=Rules(_rule(entry, macros, words) for entry in data["rule"]),
        joins=tuple(_join(entry) for entry in data["join"]),
        known=frozenset(literals),
        weak=frozenset(data["weak"]),
        cased=frozenset(data["cased"]),
        limits=data["limits"],
        tense={name: tuple(items) for name, items in data["tense"].items()},
        abbreviations=frozenset(data["abbreviations"]),
    )


def _alternatives(table: Mapping[str, object]) -> str:
    return "|".join(re.escape(key).replace(r"\ ", " ") for key in sorted(table, key=lambda key: (-len(key), key)))


def _rule(entry: Mapping[str, Any], macros: Mapping[str, str], words: Mapping[str, object]) -> Rule:
    groups = {m["alias"] or m["name"]: m["name"] for m in _MACRO.finditer(entry["pattern"]) if not m["quiet"]}
    after, written = entry.get("after"), entry.get("written")
    return Rule(
        name=entry["name"],
        source=_compiled(_expand(entry["pattern"], macros)),
        make=entry["make"],
        params=entry.get("with", {}),
        after=re.compile(rf"(?:^|\W)(?:{_compiled(_expand(after, macros))})\s*\Z") if after else None,
        written=re.compile(rf"(?:{_expand(written, macros)})\Z") if written else None,
        followed=re.compile(entry["followed"]) if "followed" in entry else None,
        tables={group: table for group, table in groups.items() if table in words},
    )


def _join(entry: Mapping[str, Any]) -> Join:
    return Join(
        name=entry["name"],
        left=frozenset(entry["left"]),
        right=frozenset(entry["right"]),
        between=re.compile(_compiled(entry["between"])),
        make=entry["make"],
        params=entry.get("with", {}),
    )


def _expand(pattern: str, macros: Mapping[str, str], *, quiet: bool = False) -> str:
    def fill(match: re.Match[str]) -> str:
        body = _expand(macros[match["name"]], macros, quiet=True)
        return f"(?:{body})" if quiet or match["quiet"] else f"(?P<{match['alias'] or match['name']}>{body})"

    return _MACRO.sub(fill, pattern)


def _compiled(pattern: str) -> str:
    return _SPACE.sub(lambda match: {" ": " +", " ?": " *"}.get(match[0], match[0]), pattern)


# --- finding


def plain(text: str) -> str:
    """Return the text as patterns see it: as long as before, lower-case, with plain dashes, apostrophes and spaces."""
    lower = text.lower()
    if len(lower) != len(text):  # İ and its like
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


def find(language: Language, text: str, seen: str) -> Iterator[Match]:
    """Yield matches in order, without overlap. `seen` is `plain(text)` of one sentence.

    Of a sentence with thousands of time words, which is a table or an attack, the first `_MOST` are tried.
    """
    done, left = 0, _MOST
    for run in _runs(language, seen):
        for start in islice(run, max(left, 0)):
            match = _longest(language, text, seen, start) if start >= done else None
            if match:
                done = match.span.end
                yield match
        left -= len(run)
        if left <= 0:
            return


def _runs(language: Language, seen: str) -> Iterator[list[int]]:
    """Yield the word starts of each run of words that rules know, if one of them can carry an expression."""
    known, weak = language.known, language.weak
    run: list[int] = []
    end, strong = -1, False
    for word in _WORD.finditer(seen):
        token, start = word[0], word.start()
        digits = token[0] <= "9"
        if not digits and token not in known:
            continue
        if start - end > _GAP and run:
            if strong:
                yield run
            run, strong = [], False
        if start > end and len(run) < _MOST:  # not in the middle of "3rd"
            run.append(start - (start > 0 and seen[start - 1] == "'" and digits))
        strong = strong or digits or token not in weak
        end = word.end()
    if strong:
        yield run


def _longest(language: Language, text: str, seen: str, start: int) -> Match | None:
    best: re.Match[str] | None = None
    chosen: Rule | None = None
    for rule in language.rules.at(seen, start):
        match = rule.pattern.match(seen, start)
        if match and (best is None or match.end() > best.end()) and _allowed(language, rule, match, text):
            best, chosen = match, rule
    if best is None or chosen is None:
        return None
    return Match(chosen, Span(best.start(), best.end()), _values(language, chosen, best))


def _allowed(language: Language, rule: Rule, match: re.Match[str], text: str) -> bool:
    start = match.start()
    if rule.after and not rule.after.search(match.string, max(start - _BEFORE, 0), start):
        return False
    if rule.written and not rule.written.search(text, max(start - _BEFORE, 0), start):
        return False
    if rule.followed and not rule.followed.match(text, match.end()):
        return False
    if rule.params.get("title") and not all(word[0][:1].isupper() for word in _WORD.finditer(text, start, match.end())):
        return False
    if rule.params.get("any_case"):
        return True
    starts = (
        match.start(group) for group in rule.tables if match[group] and match[group].rstrip(".") in language.cased
    )
    return all(text[start].isupper() for start in starts)


def _values(language: Language, rule: Rule, match: re.Match[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for group, words in match.groupdict().items():
        if words is not None:
            table = rule.tables.get(group)
            key = _SPACES.sub(" ", words)
            values[group] = language.words[table][key] if table else key
    return values
