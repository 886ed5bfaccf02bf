"""Which time expression dates which event word of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.distance import length_before
from kb.extract.due import is_appointed
from kb.extract.lexicon import governs
from kb.extract.limits import within
from kb.extract.order import AFTER, BEFORE
from kb.extract.outlook import wills
from kb.extract.portions import spanned
from kb.extract.tense import is_past, is_perfect, is_saying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.extract.scene import Mention, Scene
    from kb.model import Bounds, Timex

WITHIN: Final = frozenset({"in", "during", "at", "on", "amid", "throughout", "within"})
_NAMING = frozenset({"compound", "amod", "nummod", "nmod:poss", "nmod:desc"})  # "the 2011 version", "Friday's paper"
_ABOUT = frozenset({"for", "of", "since"})  # "plans for next year", "the edition of 27 September", "a low since May"
_ORDER = frozenset({"after", "before", "since", "until", "till", "following"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_HABITS: Final = frozenset({"typically", "usually", "often", "normally", "generally", "commonly"})
_HELD: Final = frozenset(  # every so many years: the year that names one is that of what happened at it
    [
        "olympics", "olympic", "paralympics", "games", "championship", "championships", "cup", "tournament", "finals", "election", "elections", "festival",
        "marathon", "congress", "convention", "summit", "conference", "referendum", "eurovision", "census",
    ]
)  # fmt: skip
_PARTS = frozenset(  # of a longer time: "in the early hours of 24 February"
    ["hour", "morning", "afternoon", "evening", "night", "day", "week", "month", "beginning", "start", "middle", "end"]
)


class _Place(NamedTuple):
    """A word that a time expression may date. The smallest `rank` wins where there are several expressions for it."""

    rank: int
    at: int


class _Way(NamedTuple):
    """How a time expression hangs on a word: past which nouns, and whether one of them claims it for itself."""

    at: int
    nouns: tuple[int, ...]
    named: bool


def own_times(
    scene: Scene, mentions: Mapping[tuple[int, int], Mention], published: Bounds
) -> dict[tuple[int, int], Timex]:
    """Return (sentence, word) → the time expression that dates it: event words, and verbs that are none but have their time.

    `mentions`: by sentence and trigger, and by sentence and verb.
    """
    found: dict[tuple[int, int], tuple[int, Timex]] = {}
    for s, timexes in enumerate(scene.timexes):
        reader = _Sentence(scene, s, mentions, published)
        for timex in filter(None, (spanned(scene, s, timex) for timex in timexes)):
            recalled = reader.recalled(timex)
            if recalled is not None:
                found[s, recalled] = (0, within(timex) if timex.mod == "ON_OR_AFTER" else timex)
            place = None if timex.bounds.open else reader.place(timex)
            known = found.get((s, place.at)) if place else None
            if place and (
                known is None or place.rank < known[0] or (place.rank == known[0] and _inside(timex, known[1]))
            ):
                found[s, place.at] = (place.rank, within(timex) if reader.named_by(timex, place.at) else timex)
    return {key: timex for key, (_, timex) in found.items()}


class _Sentence:
    """One sentence, for the question where its time expressions belong."""

    def __init__(self, scene: Scene, s: int, mentions: Mapping[tuple[int, int], Mention], published: Bounds) -> None:
        self._scene = scene
        self._s = s
        self._clause = scene.clauses[s]
        self._mentions = {at: mention for (sentence, at), mention in mentions.items() if sentence == s}
        self._published = published

    def place(self, timex: Timex) -> _Place | None:
        """Return the word that a time expression dates, if there is one."""
        inside = [i for i, token in enumerate(self._clause.sentence.tokens) if timex.span.meets(token.span)]
        head = next((i for i in inside if self._clause[i].head not in inside), None)
        if head is None or self._measures(timex, inside[0]) or self._is_kind(timex, head, inside):
            return None
        way = self._way(head, timex, inside)
        beside = self._beside(inside[0])
        called = self._called(head)
        if called is not None:
            return _Place(0, called)
        start = self._starting(inside[0])
        if start is not None:
            return _Place(0, start)
        if beside is not None and (way is None or way.at not in self._mentions or not self._fits(way.at, timex)):
            return _Place(0, beside)
        if way is None or way.named or (way.nouns and is_vague(timex)):
            return None
        at = self._aimed(self._teller(way.at, inside[0]), timex)
        if not self._fits(at, timex):
            lower = self._lower(at, inside[0])
            return None if lower is None else _Place(0, lower)
        return _Place(2 * bool(way.nouns) + bool(self._clause.introduces(head) & _ABOUT), at)

    def named_by(self, timex: Timex, at: int) -> bool:
        """Say whether a time names a noun's event, which is in it and not since or before it: "since February's election"."""
        clause = self._clause
        inside = [i for i in clause.of(at, "nmod:poss", "compound", "nummod") if timex.span.meets(clause[i].span)]
        return clause[at].upos in _NOUNS and bool(inside)

    def recalled(self, timex: Timex) -> int | None:
        """Return the verb of a clause of "when" right after a time: "on 24 February, when two trains met", "since 1979, when a dam broke"."""
        clause, since = self._clause, timex.mod == "ON_OR_AFTER"
        if not since and (timex.bounds.earliest_begin is None or timex.bounds.latest_end is None):
            return None
        behind = [i for i, token in enumerate(clause.sentence.tokens) if token.span.start >= timex.span.end]
        behind = behind[1:] if behind and clause[behind[0]].text == "," else behind
        if not behind or clause[behind[0]].text.lower() != "when":
            return None
        head = clause[behind[0]].head
        verb = head if head in self._mentions else clause[head].head
        known = verb in self._mentions and (is_past(clause, verb) or (not since and self._fits(verb, timex)))
        return verb if known else None

    def _is_kind(self, timex: Timex, head: int, inside: list[int]) -> bool:
        """Say whether a holiday only says which kind of thing is meant: "Christmas sales", "a Boxing Day tsunami" of some year."""
        clause = self._clause
        noun = clause[head].head
        modifies = clause.relation(head) == "compound" and noun not in inside and clause[noun].upos in _NOUNS
        return timex.rule == "holiday" and bool(timex.anchor) and modifies

    def _measures(self, timex: Timex, first: int) -> bool:
        """Say whether a past time only measures how rare something is: "for the first time since 2017", "the worst since May"."""
        if timex.mod != "ON_OR_AFTER" or first < 2:
            return False
        clause, before = self._clause, first - 2
        ranked = {clause[i].xpos for i in (before, *clause.children[before])} & {"JJS", "RBS"}
        ordinal = any(
            clause[i].lemma.lower() in {"first", "second", "third", "last"} for i in clause.of(before, "amod")
        )
        return bool(ranked) or (clause[before].lemma.lower() == "time" and ordinal)

    def _way(self, head: int, timex: Timex, inside: list[int]) -> _Way | None:
        """Go up the tree to the nearest event word, or to the verb that the expression stands under for no event's sake."""
        clause, named, below = self._clause, False, head
        nouns: list[int] = []
        for at in (head, *clause.above(head)):
            mention = self._mentions.get(at)
            if mention and self._is_habit(at):
                below = at
                continue
            if mention and not self._asked_before(at, timex):
                return _Way(mention.trigger, tuple(nouns), named=named)
            if not mention and clause[at].upos == "VERB":
                return _Way(at, tuple(nouns), named=named)
            if clause[at].upos in _NOUNS and at not in inside and clause[at].lemma.lower() not in _PARTS:
                if clause.introduces(at) & _ORDER:
                    return _Way(at, (), named=False)
                nouns.append(at)
                named |= self._claims(at, below, timex)
            below = at
        return None

    def _is_habit(self, at: int) -> bool:
        """Say whether a word tells what is the rule and was at no time: "a drug typically given in hospitals"."""
        return any(self._clause[i].lemma.lower() in _HABITS for i in self._clause.of(at, "advmod"))

    def _claims(self, noun: int, below: int, timex: Timex) -> bool:
        """Say whether a noun that is no event keeps a time for itself, unless something happens in or at it: "at a Monday rally"."""
        clause = self._clause
        relation = clause[below].deprel
        opening = relation == "nummod" and bool(clause.introduces(below) & WITHIN)  # "In 2010 divers found"
        naming = (relation in _NAMING and not opening) or (
            relation.startswith("nmod") and bool(clause.introduces(below) & _ABOUT)
        )
        scenic = clause.relation(noun) == "obl" and bool(clause.introduces(noun) & WITHIN)
        day = timex.bounds.earliest_begin == timex.bounds.latest_end
        held = clause[noun].lemma.lower() in _HELD or clause[noun].text.lower() in _HELD
        return naming and not (scenic and (day or held or noun in self._scene.predicates[self._s]))

    def _beside(self, first: int) -> int | None:
        """Return the event noun that stands right before a time expression: "for the summit in July"."""
        clause = self._clause
        at = first - 2 if first > 1 and clause[first - 1].upos == "ADP" else first - 1
        mention = self._mentions.get(at)
        return at if mention and mention.verb == mention.trigger and clause[at].upos in _NOUNS else None

    def _called(self, head: int) -> int | None:
        """Return the event that somebody names the day of: "called a session of parliament for 23 June"."""
        clause, above = self._clause, self._clause[head].head
        if "for" not in clause.introduces(head) or above < 0:
            return None
        things = [i for i in (above, *clause.of(above, "obj")) if i < head and i in self._mentions]
        return next((i for i in things if is_appointed(self._scene, self._s, i)), None)

    def _starting(self, first: int) -> int | None:
        """Return the noun between "since", or so long "after", and a time: "since its takeover in 2021" dates the takeover."""
        clause = self._clause
        at = first - 2 if first > 1 and clause[first - 1].upos == "ADP" else first - 1
        if at <= 0 or clause[at].upos not in _NOUNS:
            return None
        nouns = [i for i in (at, clause[at].head) if i >= 0 and clause[i].upos in _NOUNS]
        counted = next((i for i in nouns if self._is_counted(i)), None)
        return at if counted is None and "since" in clause.introduces(at) else counted

    def _is_counted(self, noun: int) -> bool:
        """Say whether something is told to be so long after or before a noun."""
        clause = self._clause
        links = [i for i in clause.of(noun, "case") if i < noun and clause[i].text.lower() in AFTER | BEFORE]
        return bool(links) and length_before(self._scene, self._s, links[0]) is not None

    def _teller(self, at: int, first: int) -> int:
        """Return the verb of saying between an event and the time, where there is one: "may sell it, he said in November"."""
        clause = self._clause
        near = {clause[at].head, *clause.of(at, "parataxis")}
        told = [i for i in near if at < i < first and is_saying(clause, i)]
        return told[0] if told else at

    def _aimed(self, at: int, timex: Timex) -> int:
        """Return what is planned for a time to come, under the verb of planning that stands beside this: "tomorrow he plans to go"."""
        begin, last = timex.bounds.earliest_begin, self._published.latest_end
        if not (begin and last and begin > last) or governs(self._clause[at].lemma.lower()) not in {
            "planned",
            "possible",
        }:
            return at
        return next((i for i in self._clause.of(at, "xcomp") if i in self._mentions), at)

    def _fits(self, at: int, timex: Timex) -> bool:
        """Say whether a verb's tense allows the time: what lies after publication is nothing that somebody did, nor is "now"."""
        clause = self._clause
        begin, last = timex.bounds.earliest_begin, self._published.latest_end
        future = bool(begin and last and begin > last)
        end, first = timex.bounds.latest_end, self._published.earliest_begin
        if end and first and end < first and any(wills(clause, i) for i in (at, clause[at].head) if i >= 0):
            return False
        formed = (
            clause[at].text.lower() != clause[at].lemma.lower()
        )  # "which open on Friday" is none, though it may be taken for one
        past = clause[at].xpos == "VBD" and formed and not clause.of(at, "aux")
        had = any(clause[i].text.lower() == "had" for i in clause.of(at, "aux"))
        if timex.value == "PRESENT_REF":
            return not (past or had)
        set_up = governs(clause[at].lemma.lower()) == "planned" and self._lower(at, len(clause)) is None
        return not (future and (past or (is_perfect(clause, at) and not set_up)))

    def _lower(self, at: int, before: int) -> int | None:
        """Return the last infinitive under a verb before a word: "agreed to meet in July"."""
        clause = self._clause
        below = clause.subtree(at, without=frozenset({"conj", "parataxis", "acl:relcl"}))
        return max(
            (i for i in below if at < i < before and i in self._mentions and clause[i].xpos == "VB"), default=None
        )

    def _asked_before(self, at: int, timex: Timex) -> bool:
        """Say whether a past time beside what was only asked is when it was asked: "asked to be let in last year"."""
        clause = self._clause
        last, published = timex.bounds.latest_end, self._published.earliest_begin
        infinitive = "to" in clause.introduces(at) and clause.relation(at) in {"xcomp", "advcl", "acl"}
        return (
            infinitive
            and bool(last and published and last < published)
            and governs(clause[clause[at].head].lemma.lower()) in {"planned", "possible"}
        )


def _inside(timex: Timex, other: Timex) -> bool:
    """Say whether one time is part of another that is longer: "in the last week of March, on the 29th"."""
    inner, outer = timex.bounds, other.bounds
    if not (inner.earliest_begin and inner.latest_end and outer.earliest_begin and outer.latest_end):
        return False
    within = outer.earliest_begin <= inner.earliest_begin and inner.latest_end <= outer.latest_end
    return within and inner != outer


def is_vague(timex: Timex) -> bool:
    """Say whether an expression means only some time past, now or to come: "current", "the future"."""
    return timex.value.endswith("_REF")
