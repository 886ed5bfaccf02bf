"""One small view of a sentence, from plain text or from a parsed document: what the tagger needs to know of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kb.model import Span
from kb.temporal.reading import FUTURE, PAST, UNKNOWN
from kb.temporal.rules import Language, plain
from kb.temporal.tense import Tenses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kb.model import Document, Sentence

_END = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(\[“‘]?[A-Z0-9])|\n[ \t\r]*\n\s*")
_BREAK = re.compile(r"\n[ \t\r]*\n\s*\Z")
_REACH = 20  # characters after "ahead of" and its like in which a time expression begins
_LAST_WORD = re.compile(r"[\w.]*\Z")
_AHEAD_TOLL = (
    40  # characters that a signal after the expression counts as further away; 0 … 80 differ by 0.1 % of values
)


@dataclass(frozen=True, slots=True)
class Syntax:
    """What a sentence says around its time expressions: its tense signals as (character, direction), sorted."""

    positions: Sequence[int]
    directions: Sequence[int]
    people: tuple[Span, ...] = ()  # names of people, in which "May" and "April" are no months
    beside: tuple[Span, ...] = ()  # clauses such as "that was passed in 2011", whose dates are not the story's

    def direction(self, position: int) -> int:
        """Return the tense that holds at a character: of the nearest signal, sooner one before it."""
        at = bisect_right(self.positions, position)
        around = [self._distance(n, position) for n in (at - 1, at) if 0 <= n < len(self.positions)]
        return min(around)[1] if around else UNKNOWN

    def _distance(self, signal: int, position: int) -> tuple[int, int]:
        """Return how far a signal is, in characters, and its direction."""
        ahead = self.positions[signal] - position
        return (ahead + _AHEAD_TOLL if ahead > 0 else -ahead), self.directions[signal]


@dataclass(frozen=True)
class View:
    """A sentence: where it begins in its article, its words, and the number of its paragraph. `parse` gives its syntax when it is needed."""

    text: str
    seen: str  # `plain` text, of the same length
    offset: int
    section: int
    parse: Callable[[], Syntax]

    @cached_property
    def syntax(self) -> Syntax:
        """The syntax; every other sentence names no time, and needs none."""
        return self.parse()


def of_text(language: Language, text: str, tense: re.Pattern[str]) -> Iterator[View]:
    """Yield the sentences of plain text; `tense` is `signals(language)`."""
    seen, section = plain(text), 0
    for start, end in _split(language, text):
        part = seen[start:end]
        yield View(text[start:end], part, start, section, partial(_signalled, tense, text[start:end], part))
        section += bool(_BREAK.search(part))


def _signalled(tense: re.Pattern[str], text: str, seen: str) -> Syntax:
    """Return what words of tense say of a sentence without syntax."""
    found = [m for m in tense.finditer(seen) if not (m["regular"] and text[m.start()].isupper())]
    return Syntax([m.start() for m in found], [_named(m) for m in found])


def signals(language: Language) -> re.Pattern[str]:
    """Return the pattern that finds words of tense; its groups are the directions' names."""
    along = r"(?: (?:not|also|be|have|been|being|now|then|soon|likely|only|still|never|already)){0,3}(?: [a-z]+(?:ed|en|[^aeiou]t|d))?"
    past, present = ("|".join(language.tense[name]) for name in ("past", "present"))
    future = "|".join(language.tense["ahead"] + language.tense["future"])
    groups = rf"(?P<future>(?:{future}){along})|(?P<past>{past})|(?P<present>(?<!will )(?<!would )(?<!shall )(?<!to )(?:{present}){along})"
    regular = r"(?P<regular>(?<!\ba )(?<!\bthe )(?<!\ban )(?!(?:hundred|naked|sacred|kindred|united|un[a-z]+ed)\b)[a-z]+[^e\W]ed)"  # "needed", not "need" or "freed"
    return re.compile(rf"(?<![\w-])(?:{groups}|{regular})(?![\w-])")


def ahead(language: Language) -> re.Pattern[str]:
    """Return the pattern that finds words after which a day is still to come, whatever the verb."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(language.tense['ahead'])})(?![\w-])")


def _named(match: re.Match[str]) -> int:
    return {"future": FUTURE, "past": PAST, "regular": PAST}.get(match.lastgroup or "", UNKNOWN)


def _split(language: Language, text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _abbreviated(language, text, match.start()):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _abbreviated(language: Language, text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text, max(stop - 12, 0), stop)
    last = word[0].lower() if word else ""
    return last in language.abbreviations or "." in last or len(last) == 1


def of_document(document: Document, coming: re.Pattern[str]) -> Iterator[View]:
    """Yield the sentences of a document; each token gets the tense of the verb that governs it.

    `coming` is `ahead(language)`: words that say more than the verb.
    """
    text = document.article.text
    for sentence in document.sentences:
        words, start = sentence.span.of(text), sentence.span.start
        seen = plain(words)
        yield View(words, seen, start, sentence.section, partial(_parsed, sentence, coming, seen))


def _parsed(sentence: Sentence, coming: re.Pattern[str], seen: str) -> Syntax:
    positions = [token.span.start - sentence.span.start for token in sentence.tokens]
    directions = Tenses(sentence, _ahead(positions, [found.end() for found in coming.finditer(seen)]))
    return Syntax(positions, directions, _people(sentence), _beside(sentence))


def _ahead(positions: Sequence[int], ends: Sequence[int]) -> set[int]:
    """Return the words that follow words like "deadline", "effective", "until … to" closely, and so lie ahead."""
    return {at for end in ends for at in range(bisect_left(positions, end), bisect_right(positions, end + _REACH))}


def _people(sentence: Sentence) -> tuple[Span, ...]:
    start, tokens = sentence.span.start, sentence.tokens
    people = (name for name in sentence.names if name.kind == "PER" and name.last > name.first)
    return tuple(Span(tokens[p.first].span.start - start, tokens[p.last - 1].span.end - start) for p in people)


def _beside(sentence: Sentence) -> tuple[Span, ...]:
    """Return the clauses that say which thing is meant, "the law that parliament passed in 2011"."""
    start, tokens = sentence.span.start, sentence.tokens
    ends: dict[int, int] = {
        at: at for at, token in enumerate(tokens) if token.deprel in {"acl", "acl:relcl"} and token.head < at
    }
    if not ends:
        return ()
    for at in range(len(tokens)):
        above = at
        while above >= 0:
            if above in ends:
                ends[above] = max(ends[above], at)
            above = tokens[above].head
    return tuple(Span(tokens[at].span.start - start, tokens[end].span.end - start) for at, end in ends.items())
