"""One article as the extractor sees it: trees, cast, times, quotations, and the mentions of events in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kb.extract.cast import Cast
from kb.extract.chronology import entries
from kb.extract.clauses import Clauses
from kb.extract.lexicon import event_type
from kb.extract.quotes import Quotes
from kb.model import Block, Document, Predicate, Sentence, Span, Timex

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One event word. `verb` is the word that carries tense and arguments: the trigger, or its light or aspectual verb.

    `phase` is "begin", "continue" or "end" when an aspectual verb was folded in.
    """

    sentence: int
    trigger: int
    verb: int
    predicate: Predicate
    phase: str = ""


def _predicates(sentence: Sentence) -> Iterator[tuple[int, Predicate]]:
    """Yield the network's predicates, deaths, and the nouns that always denote an event, "the Vilnius Summit" among them."""
    seen = {p.token: p for p in sentence.predicates}
    for at, token in enumerate(sentence.tokens):
        type_ = event_type(token.lemma.lower()) if token.upos in {"NOUN", "PROPN"} else ""
        if at in seen:
            yield at, replace(seen[at], type=type_) if type_ else seen[at]
        elif type_ or (token.lemma, token.upos) == ("die", "VERB"):
            yield at, Predicate(token=at, type=type_ or "die", factuality=0.0, eventive=1.0, news=1.0, roles=())


_MATCH = frozenset(
    [
        "match", "goal", "kick-off", "kickoff", "halftime", "half-time", "quarterback", "touchdown", "goalkeeper", "nba", "wnba", "nfl", "layup",
        "three-pointer",
    ]
)  # fmt: skip
_HOURS = frozenset(
    [
        "clock-minutes", "clock-hour", "clock-words", "clock-24", "clock-zone", "o-clock", "half-past", "noon", "modifier", "part-alone", "at-dawn",
    ]
)  # fmt: skip
_LIVE = 4  # hours: a page written while things happen has as many
_NAMED = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun|to|yester)day|\b(?:tonight|this|[0-9]{4})\b")
_OF_GAME = re.compile(r".*-[HQ][1-4]")  # halves and quarters


def _timed(document: Document, timexes: tuple[Timex, ...]) -> tuple[Timex, ...]:
    """Return the times of an article; the "first half" of a match, or its third quarter, is none of a year."""
    played = any(token.lemma.lower() in _MATCH for sentence in document.sentences for token in sentence.tokens)
    times = tuple(t for t in timexes if not (t.anchor and _OF_GAME.fullmatch(t.value))) if played else timexes
    return _dated(document, times)


def _dated(document: Document, timexes: tuple[Timex, ...]) -> tuple[Timex, ...]:
    """Return the times without hours that nothing gives a day, in an article that tells of other days and not of that of publication.

    "It was midnight when the police came" is of no known day in the report of a trial.
    """
    today = document.article.published.edtf[:10] if document.article.published else ""
    text = document.article.text
    hours = (t for t in timexes if t.type == "TIME" and t.rule in _HOURS and t.anchor and t.value.startswith(today))
    bare = {t for t in hours if not _NAMED.search(t.span.of(text))}
    ends = {str(t.bounds.latest_end) for t in timexes if t not in bare and t.bounds.earliest_begin}
    dayless = 0 < len(bare) < _LIVE and ends and today not in ends
    return tuple(t for t in timexes if t not in bare) if dayless else timexes


def _in_times(clause: Clauses, timexes: tuple[Timex, ...]) -> frozenset[int]:
    """Return the words that belong to time expressions."""
    return frozenset(at for timex in timexes for at, token in enumerate(clause) if timex.span.meets(token.span))


class Scene:
    """What the stages before saw, indexed for questions about one sentence `s` and word `at`."""

    def __init__(self, document: Document, timexes: tuple[Timex, ...]) -> None:
        self.known: dict[Hashable, Any] = {}  # answers given before, see `once`
        self.article = document.article
        self.article_id = document.article.id
        self.text = document.article.text
        self.clauses = tuple(Clauses(sentence) for sentence in document.sentences)
        self._quotes = Quotes(self.article)
        self.cast = Cast(self.text, self.clauses, self._quotes)
        self.predicates = tuple(dict(_predicates(clause.sentence)) for clause in self.clauses)
        known = _timed(document, timexes)
        self.timexes = tuple(
            tuple(timex for timex in known if sentence.span.covers(timex.span)) for sentence in document.sentences
        )
        self._times = tuple(map(_in_times, self.clauses, self.timexes))
        self._blocks = tuple(self.article.sections[clause.sentence.section].block for clause in self.clauses)
        self.entries = entries(self.clauses, self.timexes)

    def quote_around(self, s: int, at: int) -> Span | None:
        """Return the quotation that holds a word."""
        return self._quotes.around(self.clauses[s], at)

    def block(self, s: int) -> Block:
        """Return what kind of text a sentence stands in."""
        return self._blocks[s]

    def tells(self, s: int) -> bool:
        """Say whether a sentence is one of the text itself, no heading, date or byline."""
        tokens = self.clauses[s].sentence.tokens
        return self.block(s) is Block.PARAGRAPH and any(token.upos == "VERB" for token in tokens)

    def is_terse(self, s: int) -> bool:
        """Say whether a sentence tells the past in the present tense, as headlines and entries of chronologies do."""
        return self.block(s) is not Block.PARAGRAPH or (s in self.entries and self.entries[s].present)

    def is_time(self, s: int, at: int) -> bool:
        """Say whether a word belongs to a time expression."""
        return at in self._times[s]

    def factuality(self, s: int, at: int) -> float | None:
        """Return the network's score for a word, if it took it for a predicate."""
        predicate = self.predicates[s].get(at)
        return predicate.factuality if predicate else None

    def phrase(self, s: int, words: Sequence[int]) -> str:
        """Return words as the text has them, in one line."""
        return " ".join(self.clauses[s].span(words).of(self.text).split())
