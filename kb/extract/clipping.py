"""Where a line may end: before what a sentence can do without, and never on a word that joins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses

LONGEST: Final = 14  # words of a noun phrase
_SPARE: Final = frozenset({"conj", "advcl", "acl", "obl", "nmod", "advmod", "appos", "parataxis"})
_JOINING: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"})  # none of them ends a line
_OPENING, _CLOSING = frozenset({"(", "["}), frozenset({")", "]"})


def clipped(clause: Clauses, kept: list[int], head: int, room: int) -> list[int]:
    """Return the words of a branch within the limit, cut where something begins that a sentence can do without; [] where nothing does."""
    if len(kept) <= room:
        return kept
    spare = (i for i in kept[: room + 1] if i > head and any(_is_spare(clause, j) for j in _beginning(clause, i, head)))
    end = max(spare, default=-1)
    part = whole(clause, [i for i in kept if i < end], head)
    return part if head in part and len(part) > 1 else []


def whole(clause: Clauses, part: list[int], head: int) -> list[int]:
    """Return what is left of a phrase that was cut, without what joins or only describes a word that was cut off: "including", "China's top"."""
    part = list(part)
    while (
        part
        and part[-1] > head
        and (clause[part[-1]].upos in _JOINING or clause[part[-1]].deprel == "case" or clause[part[-1]].head > part[-1])
    ):
        part.pop()
    return part


def is_bracketed(clause: Clauses, at: int, head: int) -> bool:
    """Say whether a word behind its head stands in brackets that close behind it, or open on it: "(MILF)"."""
    opened = max((i for i in range(head, at + 1) if clause[i].text in _OPENING), default=-1)
    return opened >= 0 and not any(clause[i].text in _CLOSING for i in range(opened, at))


def _beginning(clause: Clauses, at: int, head: int) -> Iterator[int]:
    """Yield the words below `head` whose branches a word begins."""
    for i in (at, *clause.above(at)):
        if i == head:
            return
        if i > head and next((j for j in clause.subtree(i) if clause[j].upos not in {"PUNCT", "CCONJ"}), i) == at:
            yield i


def _is_spare(clause: Clauses, at: int) -> bool:
    """Say whether a branch can be left out: a place, a purpose, what "and" adds; not "of …", "an attempt to …", nor half of "between A and B"."""
    if clause[at].head >= at or clause.relation(at) not in _SPARE or "between" in clause.introduces(clause[at].head):
        return False
    if clause.relation(at) == "conj" and len(clause.of(clause[at].head, "conj")) > 1:
        return False  # a list is told whole
    if clause[clause[at].head].upos == "VERB" and clause[at].head == min(clause.subtree(at)) - 1:
        return False  # "was admitted to the hospital"
    told = {"nmod": "of", "acl": "to"}.get(clause.relation(at), "")
    return told not in clause.introduces(at)


def short(clause: Clauses, head: int, words_: Sequence[int]) -> list[int]:
    """Return the words of a phrase within the limit, its head always among them, cut where a branch begins, best before "and"."""
    kept = [i for i in _uncommented(clause, head, list(words_)) if not is_bracketed(clause, i, head)]
    if len(kept) <= LONGEST:
        return kept
    cuts = [i for i in kept[1 : LONGEST + 1] if i > head and _begun(clause, i, head) >= 0]
    joins = [i for i in cuts if clause.relation(_begun(clause, i, head)) == "conj"]
    end = max(joins or cuts, default=head + 1)
    kept = [i for i in kept if i < max(end, head + 1)][-LONGEST:]
    return whole(clause, kept, head)


def _begun(clause: Clauses, at: int, head: int) -> int:
    """Return the word after `head` whose branch a word begins, -1 for none; of "between A and B" only the whole is one."""
    found = -1
    for i in (at, *clause.above(at)):
        if i == head:
            return found
        if "between" in clause.introduces(i) and min(clause.subtree(i)) < at:
            return -1
        if i > head and min(clause.subtree(i)) == at:
            found = i
    return -1


def _uncommented(clause: Clauses, head: int, kept: list[int]) -> list[int]:
    """Leave out what a comma sets off behind the head: "a summit, the second of its kind"; lists and names stay."""
    for n, i in enumerate(kept):
        if i <= head or clause[i].text != "," or n + 1 >= len(kept):
            continue
        first = _begun(clause, kept[n + 1], head)
        listed = any(clause.relation(j) == "conj" for j in (first, kept[n + 1], *clause.above(kept[n + 1])) if j > i)
        if not listed and clause[kept[n + 1]].upos != "PROPN":
            return kept[:n]
    return kept
