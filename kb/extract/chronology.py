"""Chronologies: entries that open with a bare date, "28 July 2009 The doctor's home is raided", and tell what came about on it.

Such lists stand at the end of many articles, or are articles of their own. What an entry tells is often in the present tense, as in headlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kb.extract.limits import read
from kb.extract.tense import is_simple_past
from kb.model import Basis, Status, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene
    from kb.model import Timex

_LEAST: Final = 4  # entries: fewer sentences that happen to open with dates in order are no list
_LONGEST: Final = 10  # sentences of an entry
_MAIN: Final = frozenset({"root", "conj", "parataxis"})
_JOINED: Final = frozenset({"ADP", "SCONJ", "DET", "CCONJ"})  # before a date they make it a part of the sentence
_UNDATED: Final = frozenset({Basis.REPORTED, Basis.NONE})
_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING, Status.DID_NOT_OCCUR})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sentence of a chronology stands under: the date of its entry, and whether this tells in the present tense."""

    date: Timex
    present: bool


def entries(clauses: Sequence[Clauses], timexes: Sequence[Sequence[Timex]]) -> dict[int, Entry]:
    """Return sentence → entry for an article's sentences and the times in each: empty where there is no chronology.

    Dates open their sentences in the order of time, newest first or last. Among such, a date that only a caption or a
    heading without a full stop parts from the beginning of its sentence opens an entry too.
    """
    opening = {s: found for s, clause in enumerate(clauses) if (found := _bare(clause, timexes[s], at_start=True))}
    if len(opening) < _LEAST or not _in_order(list(opening.values())):
        return {}
    heads = dict(opening)
    for (before, first), (after, last) in pairwise(opening.items()):
        latest = first
        for s in range(before + 1, after):
            found = _bare(clauses[s], timexes[s], at_start=False)
            if found and _in_order([latest, found, last]):
                heads[s] = latest = found
    return dict(_spread(clauses, dict(sorted(heads.items()))))


def _spread(clauses: Sequence[Clauses], heads: dict[int, Timex]) -> list[tuple[int, Entry]]:
    """Return the sentences under each head: up to the next one, under the last those of its passage."""
    starts = list(heads)
    close = starts[-1] + (len(clauses[starts[-1]]) <= _length(clauses[starts[-1]], heads[starts[-1]]))
    passage = clauses[min(close, len(clauses) - 1)].sentence.section
    end = max(s for s in range(starts[-1], len(clauses)) if clauses[s].sentence.section <= passage) + 1
    found = []
    for start, stop in pairwise([*starts, end]):
        inside = range(start, min(stop, start + _LONGEST))
        present = next((tense for s in inside for tense in _tenses(clauses[s])), True)
        found += [(s, Entry(heads[start], present)) for s in inside]
    return found


def _length(clause: Clauses, timex: Timex) -> int:
    return sum(timex.span.meets(token.span) for token in clause.sentence.tokens)


def _bare(clause: Clauses, timexes: Sequence[Timex], *, at_start: bool) -> Timex | None:
    """Return the date that opens a sentence, or else a day that no preposition joins to what stands before it."""
    for timex in timexes:
        if timex.type != "DATE" or timex.bounds.earliest_begin is None or timex.bounds.latest_end is None:
            continue
        words = [i for i, token in enumerate(clause.sentence.tokens) if timex.span.meets(token.span)]
        if not any(char.isdigit() for i in words for char in clause[i].text):
            continue
        before = [i for i in range(words[0]) if clause[i].upos != "PUNCT"]
        if at_start and before:
            return None
        one_day = timex.bounds.earliest_begin == timex.bounds.latest_end
        if not before or (one_day and not timex.anchor and clause[before[-1]].upos not in _JOINED):
            return timex
    return None


def _in_order(dates: list[Timex]) -> bool:
    begins = [timex.bounds.earliest_begin for timex in dates if timex.bounds.earliest_begin]
    return begins in (sorted(begins), sorted(begins, reverse=True)) and len(set(begins)) > 1


def _tenses(clause: Clauses) -> list[bool]:
    """Return for each verb of a sentence's main clauses whether it stands in the present tense."""
    found = (_present(clause, at) for at in range(len(clause)) if _is_main(clause, at))
    return [tense for tense in found if tense is not None]


def _is_main(clause: Clauses, at: int) -> bool:
    return all(clause.relation(i) in _MAIN for i in (at, *clause.above(at)))


def _present(clause: Clauses, at: int) -> bool | None:
    """Return whether a verb stands in the present tense, `None` for what is neither that nor the simple past."""
    if clause[at].upos != "VERB":
        return None
    if is_simple_past(clause, at):
        return False
    helped = {clause[i].text.lower() for i in clause.of(at, "aux")}
    if clause[at].xpos in {"VBZ", "VBP"} and not helped:
        return True
    return True if clause[at].xpos in {"VBN", "VBG"} and helped <= {"is", "are", "being"} and helped else None


def dated(scene: Scene, mention: Mention, status: Status, when: When) -> When:
    """Return the date of the entry that a mention stands in, where it moves the story on and has no better time."""
    entry, clause = scene.entries.get(mention.sentence), scene.clauses[mention.sentence]
    if entry is None or when.basis not in _UNDATED or status not in _HAPPENED:
        return when
    told = _is_main(clause, mention.verb) and _present(clause, mention.verb) is entry.present
    return read(entry.date, scene.text, Basis.CONTEXT) if told else when
