"""What an article tells twice, as two events of which one line says it all: the truce beside "the truce was announced", "to pay" beside "agreed to pay".

`kb.extract.rules` leaves the poorer of the two off timelines; it stays a claim. Where whoever reads the other line would miss a date, a name or a number, both stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kb.extract.doubt import DENIALS
from kb.model import Block, Status

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
_APART: Final = frozenset({"acl:relcl", "nsubj:outer"})
_BESIDES: Final = frozenset(
    ["after", "before", "since", "until", "following", "despite", "amid", "over", "because", "against", "without", "from", "than", "like", "as"]
)  # fmt: skip
_MAKING_KNOWN: Final = frozenset({"announce", "confirm", "admit", "disclose", "reveal"})
_FORESEEING: Final = frozenset({"predict", "forecast", "expect"})
_OF_WORDS: Final = frozenset({"statement", "accuse-criticise", "justice", "threaten-warn"})
_OF_DEATH: Final = frozenset({"die", "kill-injure"})
_WORD: Final = re.compile(r"[^\W_]+")
_STEM: Final = 4  # letters that a verb and its noun begin with
_SMALL: Final = frozenset(
    ["the", "and", "for", "its", "his", "her", "who", "has", "had", "was", "are", "not", "with", "after", "from", "that"]
)  # fmt: skip
_OPENING: Final = 4  # first sentences, which tell the headline again


def told_again(scene: Scene, shown: Sequence[Told]) -> set[tuple[int, int]]:
    """Return sentence and trigger of the mentions, among those that timelines would show, that another one's line tells as well."""
    out = list(_in_one_sentence(scene, shown))
    left = [one for one in shown if one not in out]
    for one in tuple(left):
        if _is_headline_told(scene, one, left) or any(_refers(scene, one, other) for other in left):
            out.append(one)
            left.remove(one)  # so that no two make each other superfluous
    return {(mention.sentence, mention.trigger) for mention, _ in out}


def _in_one_sentence(scene: Scene, shown: Sequence[Told]) -> Iterator[Told]:
    """Yield the mentions that another one of their sentence makes superfluous; one that is left out makes none so itself."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for at, (mention, _) in enumerate(shown):
        by_sentence[mention.sentence].append(at)
    for s, group in by_sentence.items():
        out: set[int] = set()
        for a, b in _nested(scene.clauses[s], shown, group) if len(group) > 1 else ():
            if a not in out and b not in out:
                out |= {at for at in (a, b) if shown[at] is _poorer(scene.clauses[s], shown[a], shown[b])}
        yield from (shown[at] for at in sorted(out))


def _nested(clause: Clauses, shown: Sequence[Told], group: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of two mentions of a sentence of which the first is named in the line of the other, outer ones first.

    The first stands below the other in the tree, or right above it: "the truce announced in May".
    """
    above = {at: set(clause.above(shown[at][0].verb)) for at in group}
    for b in sorted(group, key=lambda at: len(above[at])):
        for a in group:
            (mention, claim), (whole, said) = shown[a], shown[b]
            tied = whole.verb in above[a] or _describes(clause, whole, mention)
            if tied and mention.trigger != whole.trigger and _names(said, claim, clause[mention.trigger].text):
                yield a, b


def _describes(clause: Clauses, verb: Mention, noun: Mention) -> bool:
    return clause.relation(verb.verb) == "acl" and clause[verb.verb].head == noun.verb == noun.trigger


def _names(outer: Claim, inner: Claim, trigger: str) -> bool:
    """Say whether a line holds another event's word, and the names of those in it that it is not about itself."""
    told = set(_WORD.findall(outer.label.lower()))
    meant = {p.name for p in (*outer.participants, *outer.places)}
    needed = [trigger, *(p.text for p in (*inner.participants, *inner.places) if p.named and p.name not in meant)]
    return told.issuperset(_WORD.findall(text.lower())[-1] for text in needed)


def _poorer(clause: Clauses, inner: Told, outer: Told) -> Told | None:
    """Return which of two can go, the part or the whole that tells of it, `None` if neither."""
    (mention, claim), (whole, said) = inner, outer
    way = [] if _describes(clause, whole, mention) else _way(clause, mention.verb, whole.verb)
    if clause[mention.verb].upos != "VERB":
        undone = claim.status in _HAPPENED and said.status is Status.DID_NOT_OCCUR  # "nobody was hurt in the attack"
        return inner if not undone and _is_part(clause, way) and _holds(said, claim) else None
    if not (way and _is_content(clause, way[0]) and _is_part(clause, way[1:])):
        return None
    if said.lemma in DENIALS:
        return inner
    if claim.status not in _HAPPENED:
        if not claim.when.own or _within(said.when.bounds, claim.when.bounds):
            return inner
        return outer if said.lemma in _FORESEEING and not said.when.own else None
    if said.lemma in _MAKING_KNOWN:
        return None if said.when.own else outer
    return inner if said.type not in _OF_WORDS and _within(said.when.bounds, claim.when.bounds) else None


def _way(clause: Clauses, at: int, top: int) -> list[int]:
    """Return the words from one up to, and without, another above it."""
    found = [at]
    while (at := clause[at].head) != top:
        found.append(at)
    return found


def _is_content(clause: Clauses, at: int) -> bool:
    """Say whether a verb is what another one says, wants or brings about; behind a comma it is a sentence of its own."""
    relation, before = clause.relation(at), min(clause.subtree(at)) - 1
    content = relation in _CONTENT or (relation in _AIM and "to" in clause.introduces(at))
    return content and (before < 0 or clause[before].text != ",")


def _is_part(clause: Clauses, way: Sequence[int]) -> bool:
    """Say whether words on the way to a verb are what it does and to whom, and not what it only came after."""
    return all(
        clause.relation(i) in _PARTS and clause[i].deprel not in _APART and _BESIDES.isdisjoint(clause.introduces(i))
        for i in way
    )


def _is_headline_told(scene: Scene, one: Told, others: Sequence[Told]) -> bool:
    """Say whether half of a headline's longer words, and all its numbers, are in the line of an event that the text opens with."""
    (mention, claim), own = one, _matter(one[1].label)
    if scene.block(mention.sentence) is not Block.TITLE or not own:
        return False
    text = [s for s in range(len(scene.clauses)) if scene.tells(s)][:_OPENING]
    return any(
        other.sentence in text and _tells(_matter(said.label), own) and _holds(said, claim) for other, said in others
    )


def _tells(line: set[str], own: set[str]) -> bool:
    numbers = {word for word in own if word[0].isdigit()}
    shared = len(own & line)
    return numbers <= line and 2 * shared >= len(own) and shared >= min(2, len(own))


def _matter(label: str) -> set[str]:
    """Return the numbers of a line and the beginnings of its longer words."""
    return {
        word if word[0].isdigit() else word[:_STEM]
        for word in _WORD.findall(label.lower())
        if word[0].isdigit() or (len(word) > 2 and word not in _SMALL)
    }


def _refers(scene: Scene, noun: Told, verb: Told) -> bool:
    """Say whether a noun, "Orm's dismissal", only means what a verb tells of the same people, "the board dismissed Orm"."""
    (mention, claim), (whole, said) = noun, verb
    if said.status not in _HAPPENED or not (
        claim.lemma[:_STEM] == said.lemma[:_STEM] or {claim.type, said.type} <= _OF_DEATH
    ):
        return False
    token = scene.clauses[mention.sentence][mention.verb]
    if (
        token.upos != "NOUN"
        or mention.trigger != mention.verb
        or scene.clauses[whole.sentence][whole.verb].upos != "VERB"
    ):
        return False
    who, them = ({p.name for p in (*one.participants, *one.places) if p.named} for one in (claim, said))
    return bool(who) and who <= them and (_holds(said, claim) or not (claim.status in _HAPPENED or claim.when.own))


def _holds(said: Claim, claim: Claim) -> bool:
    """Say whether the one line's time is at least as close as the other's, or that of the other no time of its own."""
    one, other = said.when.bounds, claim.when.bounds
    return _within(one, other) or not (claim.when.own or _are_apart(one, other))


def _are_apart(a: Bounds, b: Bounds) -> bool:
    return any(x.latest_end and y.earliest_begin and x.latest_end < y.earliest_begin for x, y in ((a, b), (b, a)))


def _within(a: Bounds, b: Bounds) -> bool:
    """Say whether a time lies in another."""
    return (b.earliest_begin is None or (a.earliest_begin is not None and a.earliest_begin >= b.earliest_begin)) and (
        b.latest_end is None or (a.latest_end is not None and a.latest_end <= b.latest_end)
    )
