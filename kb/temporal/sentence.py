"""One small view of a sentence, from plain text or from a parsed document: what the tagger needs to know of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.temporal.reading import FUTURE, PAST, UNKNOWN
from kb.temporal.rules import Language, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Document, Sentence

_END = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(\[“‘]?[A-Z0-9])|\n[ \t\r]*\n\s*")
_LAST_WORD = re.compile(r"[\w.]*\Z")
_FUTURE_WORDS = {"will", "'ll", "wo", "shall", "would", "’ll"}
_MODAL_WORDS = {"may", "might", "can", "could", "should", "must"}
_AHEAD = {
    "plan",
    "expect",
    "schedule",
    "intend",
    "hope",
    "aim",
    "set",
    "due",
    "slate",
    "promise",
    "vow",
    "agree",
    "want",
}


_AHEAD_TOLL = (
    40  # characters that a signal after the expression counts as further away; 0 … 80 differ by 0.1 % of values
)


@dataclass(frozen=True, slots=True)
class View:
    """A sentence: where it begins in its article, its words, and its tense signals as (character, direction), sorted."""

    text: str
    seen: str  # `plain` text, of the same length
    offset: int
    positions: tuple[int, ...]
    directions: tuple[int, ...]

    def direction(self, position: int) -> int:
        """Return the tense that holds at a character: of the nearest signal, sooner one before it."""
        at = bisect_right(self.positions, position)
        around = [self._distance(n, position) for n in (at - 1, at) if 0 <= n < len(self.positions)]
        return min(around)[1] if around else UNKNOWN

    def _distance(self, signal: int, position: int) -> tuple[int, int]:
        """Return how far a signal is, in characters, and its direction."""
        ahead = self.positions[signal] - position
        return (ahead + _AHEAD_TOLL if ahead > 0 else -ahead), self.directions[signal]


def of_text(language: Language, text: str, tense: re.Pattern[str]) -> Iterator[View]:
    """Yield the sentences of plain text; `tense` is `signals(language)`."""
    seen = plain(text)
    for start, end in _split(language, text):
        part = seen[start:end]
        found = [
            (m.start(), _named(m))
            for m in tense.finditer(part)
            if not (m["regular"] and text[start + m.start()].isupper())
        ]
        yield View(text[start:end], part, start, tuple(p for p, _ in found), tuple(d for _, d in found))


def signals(language: Language) -> re.Pattern[str]:
    """Return the pattern that finds words of tense; its groups are the directions' names."""
    along = r"(?: (?:not|also|be|have|been|being|now|then|soon|likely|only|still|never|already)){0,3}(?: [a-z]+(?:ed|en|[^aeiou]t|d))?"
    future, past, present = ("|".join(language.tense[name]) for name in ("future", "past", "present"))
    groups = rf"(?P<future>(?:{future}){along})|(?P<past>{past})|(?P<present>(?:{present}){along})"
    regular = r"(?P<regular>(?<!\ba )(?<!\bthe )(?<!\ban )(?!(?:hundred|naked|sacred|kindred|united)\b)[a-z]+[^e\W]ed)"  # "needed", not "need" or "freed"
    return re.compile(rf"(?<![\w-])(?:{groups}|{regular})(?![\w-])")


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


def of_document(document: Document) -> Iterator[View]:
    """Yield the sentences of a document; each token gets the tense of the verb that governs it."""
    text = document.article.text
    for sentence in document.sentences:
        words, start = sentence.span.of(text), sentence.span.start
        tenses = _tenses(sentence)
        positions = tuple(token.span.start - start for token in sentence.tokens)
        yield View(words, plain(words), start, positions, tenses)


def _tenses(sentence: Sentence) -> tuple[int, ...]:
    """Return the direction of each token: its verb's tense, up the tree as far as a verb that has one."""
    own = [_own_tense(sentence, index) for index in range(len(sentence.tokens))]
    return tuple(_governed(sentence, own, index) for index in range(len(sentence.tokens)))


def _governed(sentence: Sentence, own: list[int | None], index: int) -> int:
    for _ in range(len(sentence.tokens)):
        tense = own[index]
        if tense is not None:
            return tense
        index = sentence.tokens[index].head
        if not 0 <= index < len(sentence.tokens):
            break
    return UNKNOWN


def _own_tense(sentence: Sentence, index: int) -> int | None:
    """Return the tense of a verb with its auxiliaries; `None` for other words and for forms without tense."""
    token = sentence.tokens[index]
    helpers = [t for t in sentence.tokens if t.head == index and t.deprel.startswith(("aux", "cop", "mark"))]
    lemmas = {helper.text.lower() for helper in helpers}
    if lemmas & _FUTURE_WORDS or (lemmas & _MODAL_WORDS and not lemmas & {"have", "'ve"}):
        return FUTURE  # what may be done on Thursday is still to come
    if token.upos not in {"VERB", "AUX"} and not any(h.deprel.startswith("cop") for h in helpers):
        return None
    if "to" in lemmas and (lemmas & {"is", "are", "was", "were"} or _head_lemma(sentence, index) in _AHEAD):
        return FUTURE
    return _finite(token.feats, token.xpos, [helper.feats for helper in helpers], lemmas)


def _head_lemma(sentence: Sentence, index: int) -> str:
    head = sentence.tokens[index].head
    return sentence.tokens[head].lemma.lower() if 0 <= head < len(sentence.tokens) else ""


def _finite(feats: str, xpos: str, helpers: list[str], lemmas: set[str]) -> int | None:
    if any("Tense=Past" in helper for helper in helpers) or lemmas & {"has", "have", "'ve"}:
        return PAST
    if lemmas & _MODAL_WORDS or any("Tense=Pres" in helper for helper in helpers):
        return UNKNOWN
    if xpos == "VBD" or ("Tense=Past" in feats and "VerbForm=Fin" in feats):
        return PAST
    return UNKNOWN if "VerbForm=Fin" in feats else None
