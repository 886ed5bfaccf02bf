"""What a sentence tells twice, as two events of which one line says it all: the truce beside "the truce was announced", "to pay" beside "agreed to pay".

`kb.extract.rules` leaves the poorer of the two off timelines; it stays a claim. What is dated more closely than the line that holds it is never left out, for there
the line is not all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kb.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene
    from kb.model import Bounds, Claim

    Told = tuple[Mention, Claim]

_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING})
_CONTENT: Final = frozenset({"ccomp", "xcomp"})
_AIM: Final = frozenset({"acl", "advcl"})
_PARTS: Final = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "acl", "xcomp", "ccomp"})
_BESIDES: Final = frozenset(
    ["after", "before", "since", "until", "following", "despite", "amid", "over", "because", "against", "without", "from", "than", "like", "as"]
)  # fmt: skip
_DENIALS: Final = frozenset({"deny", "refute", "disprove"})
_MAKING_KNOWN: Final = frozenset({"announce", "confirm", "admit", "disclose", "reveal"})
_OF_WORDS: Final = frozenset({"statement", "accuse-criticise", "justice", "threaten-warn"})
_WORD: Final = re.compile(r"\w+")


def told_again(scene: Scene, shown: Sequence[Told]) -> set[tuple[int, int]]:
    """Return sentence and trigger of the mentions, among those that timelines would show, that another one's line tells as well."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for at, (mention, _) in enumerate(shown):
        by_sentence[mention.sentence].append(at)
    found: set[int] = set()
    for s, group in by_sentence.items():
        for a, b in _nested(scene.clauses[s], shown, group) if len(group) > 1 else ():
            if a not in found and b not in found:
                poorer = _poorer(scene.clauses[s], shown[a], shown[b])
                found |= {a} if poorer is shown[a] else {b} if poorer else set()
    return {(mention.sentence, mention.trigger) for mention, _ in (shown[at] for at in found)}


def _nested(clause: Clauses, shown: Sequence[Told], group: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of two mentions of a sentence of which the first is part of what the other tells, and named in its line; outer ones first."""
    above = {at: set(clause.above(shown[at][0].verb)) for at in group}
    for b in sorted(group, key=lambda at: len(above[at])):
        for a in group:
            (mention, claim), (whole, said) = shown[a], shown[b]
            below = whole.verb in above[a] or (clause.relation(whole.verb) == "acl" and clause[whole.verb].head == mention.verb == mention.trigger)
            if below and mention.trigger != whole.trigger and _names(said, claim, clause[mention.trigger].text):
                yield a, b


def _names(outer: Claim, inner: Claim, trigger: str) -> bool:
    """Say whether a line holds another event's word, and the names of those in it."""
    told = set(_WORD.findall(outer.label.lower()))
    meant = {p.name for p in (*outer.participants, *outer.places)}
    needed = [trigger, *(p.text for p in (*inner.participants, *inner.places) if p.named and p.name not in meant)]
    return told.issuperset(_WORD.findall(text.lower())[-1] for text in needed)


def _poorer(clause: Clauses, inner: Told, outer: Told) -> Told | None:
    """Return which of two can go, the part or the whole that tells of it, if one can."""
    (mention, claim), (whole, said) = inner, outer
    if claim.status in _HAPPENED and said.status is Status.DID_NOT_OCCUR:
        return None  # "nobody was hurt in the attack"
    if clause[whole.verb].head == mention.verb:  # "the truce announced in May"
        return inner if _holds(said, claim) else None
    way = _way(clause, mention.verb, whole.verb)
    if clause[mention.verb].upos != "VERB":
        return inner if _is_part(clause, way) and _holds(said, claim) else None
    if not (_is_content(clause, way[0]) and all(_is_part(clause, (i,)) for i in way[1:])):
        return None
    if said.lemma in _DENIALS:
        return inner
    if claim.status not in _HAPPENED:
        return None if claim.when.own and not _within(said.when.bounds, claim.when.bounds) else inner
    if said.lemma in _MAKING_KNOWN:
        return None if said.when.own else outer
    if said.type in _OF_WORDS:
        return None
    return inner if _within(said.when.bounds, claim.when.bounds) else None


def _holds(said: Claim, claim: Claim) -> bool:
    """Say whether a noun's time is no closer than that of the verb that tells it."""
    one, other = said.when.bounds, claim.when.bounds
    return _within(one, other) or not (claim.when.own or _apart(one, other))


def _apart(a: Bounds, b: Bounds) -> bool:
    return any(x.latest_end and y.earliest_begin and x.latest_end < y.earliest_begin for x, y in ((a, b), (b, a)))


def _way(clause: Clauses, at: int, top: int) -> list[int]:
    """Return the words from one up to, and without, another above it."""
    found = [at]
    while (at := clause[at].head) != top:
        found.append(at)
    return found


def _is_content(clause: Clauses, at: int) -> bool:
    relation = clause.relation(at)
    return relation in _CONTENT or (relation in _AIM and "to" in clause.introduces(at))


def _is_part(clause: Clauses, way: Sequence[int]) -> bool:
    """Say whether words on the way to a verb are what it does and to whom, and not what it only came after."""
    return all(
        clause.relation(i) in _PARTS
        and clause[i].deprel not in {"acl:relcl", "nsubj:outer"}
        and _BESIDES.isdisjoint(clause.introduces(i))
        for i in way
    )


def _within(a: Bounds, b: Bounds) -> bool:
    """Say whether a time is known at least as closely as another, and lies in it."""
    return (b.earliest_begin is None or (a.earliest_begin is not None and a.earliest_begin >= b.earliest_begin)) and (
        b.latest_end is None or (a.latest_end is not None and a.latest_end <= b.latest_end)
    )
