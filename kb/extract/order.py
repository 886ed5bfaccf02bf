"""What came before, after, or so long from a neighbour: the order that tense, coordination and linking words give two events of a sentence.

A conjunct in the simple past came no earlier than the one before it, whoever "had" done something had done it by then, and what is told "after the
flood" lies after the flood of another sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.distance import anniversary, apart, beside, day_earlier, length_before
from kb.extract.lexicon import words
from kb.extract.limits import between, following, is_recent, read, shared, since, until
from kb.extract.outlook import SETTLED
from kb.extract.tense import (
    goes_on_with,
    is_of_subject,
    is_past,
    is_perfect,
    is_saying,
    is_simple_past,
    opens_bare,
    same_subject,
    speaks_of_now,
)
from kb.model import Basis, Bounds, Status, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

AFTER: Final = frozenset({"after", "since", "following"})
BEFORE: Final = frozenset({"before", "until", "till", "ahead", "prior"})
_DURING: Final = frozenset({"in", "during", "at", "on"})
_COMES: Final = frozenset({"come", "happen", "occur", "follow"})
_SPANS: Final = frozenset({"day", "night", "morning", "evening", "week", "month", "year"})
_DAYS: Final = frozenset({"day", "night", "morning", "evening", "afternoon", "eve"})
_SOON: Final = frozenset({"minute", "hour"})
_KNOWN: Final = frozenset({"the", "that", "this"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})


def earlier(scene: Scene, s: int, at: int, other: When) -> When:
    """Return the time of the earlier of two events that "after" or "before" joins, from the other's; "four days after" makes it a day.

    `at` is the word that the link introduces.
    """
    return _exactly(scene, s, at, other, later=False) or until(other)


def later(scene: Scene, s: int, at: int, other: When, *, above: bool) -> When:
    """Return the time of the later of two events that "after" or "before" joins, from the other's; `above`: it is the one above the link."""
    exact = _exactly(scene, s, at, other, later=True)
    return exact or (from_then(scene.clauses[s], at, other) if above else since(other))


def _exactly(scene: Scene, s: int, at: int, other: When, *, later: bool) -> When | None:
    clause = scene.clauses[s]
    links = [i for i in clause.of(at, "mark", "case") if i < at and clause[i].text.lower() in AFTER | BEFORE]
    length = length_before(scene, s, links[0]) if links else None
    if length:
        return apart(other, length.value, later=later)
    soon = bool(links) and links[0] > 0 and clause[links[0] - 1].lemma.lower() in _SOON
    return beside(other, later=later) if soon else None


def from_then(clause: Clauses, at: int, found: When) -> When:
    """Return the time of what happened in, after or since a dated event, by the word that introduces that event."""
    if "since" in clause.introduces(at):
        return since(found)
    return following(found) if clause.introduces(at) & AFTER or clause[at].lemma == "wake" else found


def counted_back(scene: Scene, s: int, verb: int, told: When) -> When | None:
    """Return when the clause of "after" was, from the day of what came so long after it: "The attack came two days after talks broke down"."""
    clause = scene.clauses[s]
    head = clause[verb].head
    marks = [i for i in clause.of(verb, "mark") if clause[i].text.lower() == "after"]
    came = head >= 0 and clause[head].lemma.lower() in _COMES and is_simple_past(clause, head)
    length = length_before(scene, s, marks[0]) if marks and came else None
    return apart(told, length.value, later=False) if length else None


class Order:
    """Times that mentions take from neighbours before or after them.

    `at` gives the time that a word of a sentence has of its own; `dated` that of a mention in its own sentence.
    """

    def __init__(
        self,
        scene: Scene,
        mentions: Mapping[tuple[int, int], Mention],
        at: Callable[[int, int], When | None],
        dated: Callable[[Mention], When | None],
        published: Bounds,
    ) -> None:
        self._scene = scene
        self._mentions = mentions
        self._at = at
        self._dated = dated
        self._published = published

    def when(self, mention: Mention) -> When | None:
        """Return the time of a mention by a neighbour of its sentence, if that bounds it."""
        return (
            self._soon_after(mention)
            or self._counted(mention)
            or self._anniversary(mention)
            or self._in_which(mention)
            or self._had(mention)
            or self._in_turn(mention)
        )

    def _soon_after(self, mention: Mention) -> When | None:
        """Take the day of the event within minutes or hours of which something was done: "detained within hours of the crash"."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        for i in clause.of(mention.verb, "obl") if clause[mention.trigger].upos == "VERB" else ():
            if clause[i].lemma.lower() in _SOON and "within" in clause.introduces(i):
                times = {
                    b: w for j in clause.of(i, "nmod") for b, w in self._times_of(clause[j].lemma.lower(), s).items()
                }
                return shared(next(iter(times.values()))) if len(times) == 1 else None
        return None

    def _counted(self, mention: Mention) -> When | None:
        """Count back from a dated clause, or from publication: "four months after the network halted, he has apologised"."""
        s, clause, verb = mention.sentence, self._scene.clauses[mention.sentence], mention.verb
        head = clause[verb].head
        marks = [i for i in clause.of(verb, "mark", "case") if clause[i].text.lower() in AFTER]
        if not marks or head < 0 or clause.relation(verb) not in {"advcl", "obl", "acl"}:
            return None
        length = length_before(self._scene, s, marks[0])
        if length is None:
            return None
        copular = bool(clause.of(head, "cop"))
        told = self._at(s, head) or self._day_under(s, head)
        if told:
            return apart(told, length.value, later=False, exact=copular)
        if not (copular or speaks_of_now(clause, head)):
            return None
        now = When(bounds=self._published, text=length.span.of(self._scene.text), span=length.span, anchor="published")
        found = apart(now, length.value, later=False, exact=copular)
        return day_earlier(found) if found and is_perfect(clause, head) else found

    def _day_under(self, s: int, head: int) -> When | None:
        """Return the one day that hangs on a word that is no event: "on Tuesday it will be twenty years"."""
        clause = self._scene.clauses[s]
        for timex in self._scene.timexes[s]:
            hung = any(timex.span.meets(clause[i].span) for i in clause.of(head, "obl", "nmod"))
            if hung and timex.type == "DATE" and timex.bounds.earliest_begin == timex.bounds.latest_end:
                return read(timex, self._scene.text, Basis.CONTEXT)
        return None

    def _anniversary(self, mention: Mention) -> When | None:
        """Count back from a dated anniversary, to the year: it may be kept on another day."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        years = anniversary(clause, mention.trigger)
        if years is None:
            return None
        head = clause[mention.trigger].head
        told = self._at(s, head) or next((found for i in clause.above(head) if (found := self._at(s, i))), None)
        return apart(told, f"P{years}Y", later=False) if told else None

    def _in_which(self, mention: Mention) -> When | None:
        """Take the date that stands in a noun phrase for what happened in it: "the storm of 1991, in which a ship sank"."""
        s, clause, verb = mention.sentence, self._scene.clauses[mention.sentence], mention.verb
        which = [i for i in clause.of(verb, "obl") if clause[i].text.lower() == "which"]
        if clause[verb].deprel != "acl:relcl" or not any(clause.introduces(i) & _DURING for i in which):
            return None
        noun = clause[verb].head
        inside = [clause[i].span for i in clause.subtree(noun, without=frozenset({"acl:relcl", "acl"}))]
        for timex in self._scene.timexes[s]:
            if timex.type == "DATE" and not timex.bounds.open and any(timex.span.meets(span) for span in inside):
                return read(timex, self._scene.text, Basis.CONTEXT)
        return None

    def _had(self, mention: Mention) -> When | None:
        """Bound what a clause beside one in the past takes for done by the time of that: "because they had neglected it", "whose boat sank"."""
        s, clause, verb = mention.sentence, self._scene.clauses[mention.sentence], mention.verb
        above = next((i for i in clause.above(verb) if clause[i].upos == "VERB"), None)
        if above is None or is_saying(clause, above) or not self._is_done(clause, verb):
            return None
        found = self._of(s, above) if is_simple_past(clause, above) or clause.relation(verb) == "ccomp" else None
        return until(found) if found and found.bounds.latest_end else None

    def _is_done(self, clause: Clauses, verb: int) -> bool:
        """Say whether a clause tells what was over: in the past perfect, what became known, or who is meant, no comma before it."""
        relation = clause.relation(verb)
        if is_perfect(clause, verb) and is_past(clause, verb):
            return relation in {"acl", "advcl", "ccomp"}
        if relation == "acl" and is_of_subject(clause, verb):
            return is_simple_past(clause, verb) or clause[verb].xpos == "VBN"
        if not is_simple_past(clause, verb):
            return False
        first = min(clause.subtree(verb))
        restrictive = (
            clause[verb].deprel == "acl:relcl"
            and first > 0
            and clause[first].text != ","
            and clause[first - 1].text != ","
        )
        return restrictive or (relation == "ccomp" and "that" in clause.introduces(verb))

    def _of(self, s: int, at: int) -> When | None:
        """Return the time of a verb: its own, or what it takes from its sentence."""
        mention = self._mentions.get((s, at))
        return self._at(s, at) or (self._dated(mention) if mention else None)

    def _in_turn(self, mention: Mention) -> When | None:
        """Put a verb in the simple past after the dated conjunct or participle before it, and before the dated conjunct after it.

        In the news a day that ends the sentence is that of both conjuncts: "fired tear gas and arrested three on Friday".
        """
        s, clause, verb = mention.sentence, self._scene.clauses[mention.sentence], mention.verb
        if clause[verb].upos != "VERB" or not is_simple_past(clause, verb):
            return None
        first = next((found for i in self._earlier(clause, verb) if (found := self._at(s, i))), None)
        last = next((found for i in goes_on_with(clause, verb) if (found := self._at(s, i))), None)
        last = last if last and last.span and last.span.start > clause[verb].span.end else None
        if first and last:
            return between(first, last)
        if first:
            return since(first) if first.bounds.earliest_begin else None
        if last and last.bounds.latest_end:
            return shared(last) if is_recent(last, self._published) else until(last)
        return None

    def _earlier(self, clause: Clauses, verb: int) -> Iterator[int]:
        """Yield the verbs that come before in the order of telling: a participle that opens the clause, the first conjunct."""
        head = clause[verb].head
        above = [head] if clause.relation(verb) == "parataxis" else []
        yield from (i for i in (*clause.of(verb, "advcl"), *above) if i < verb and opens_bare(clause, i))
        if clause[head].lemma.lower() in words("light", "arrange"):
            return  # "was planned for March but was put off"
        if clause.relation(verb) == "conj" and head >= 0 and is_past(clause, head) and same_subject(clause, head, verb):
            yield head

    def after_known(self, mention: Mention, status: Status) -> When | None:
        """Put a mention after or before a noun's event that another sentence dates: "after the flood", "prior to the attack"."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        for i in clause.of(mention.verb, "obl", "nmod") if status in SETTLED else ():
            links = clause.introduces(i) & (AFTER | BEFORE)
            definite = {clause[j].text.lower() for j in clause.of(i, "det")} & _KNOWN
            times = self._times_of(clause[i].lemma.lower(), s) if links and definite else {}
            found = next(iter(times.values())) if len(times) == 1 else None
            if found and links & AFTER and found.bounds.earliest_begin:
                return _exactly(self._scene, s, i, found, later=True) or since(found)
            if found and links & BEFORE and found.bounds.latest_end:
                return earlier(self._scene, s, i, found)
        return None

    def beside_event(self, mention: Mention, status: Status) -> When | None:
        """Date what was "the night before the wedding" or "on the day of" it by the wedding, and by no other event told before."""
        s, clause, last = mention.sentence, self._scene.clauses[mention.sentence], self._published.latest_end
        for i in clause.of(mention.verb, "obl") if status in SETTLED else ():
            word = clause[i].lemma.lower()
            links = {"before", "after", "of"} if word in _DAYS else {"before", "after"}
            events = [j for j in clause.of(i, "nmod") if clause.introduces(j) & links]
            if word not in _SPANS | _DAYS or not events:
                continue
            times = self._times_of(clause[events[0]].lemma.lower(), s)
            found = next(iter(times.values())) if len(times) == 1 else None
            if found is None and "of" in clause.introduces(events[0]):
                continue
            if found is None:
                bounds = Bounds(latest_begin=last, latest_end=last)
                return When(bounds=bounds, basis=Basis.REPORTED, anchor="published") if last else None
            if "of" in clause.introduces(events[0]):
                named = apart(found, "P1D", later=False) if word == "eve" else shared(found)
                begin = named.bounds.earliest_begin if named else None
                return named if begin and (last is None or begin <= last) else None
            after = "after" in clause.introduces(events[0])
            exact = apart(found, "P1D", later=after) if clause[i].lemma.lower() == "day" else None
            return exact or (since(found) if after else until(found))
        return None

    def _times_of(self, noun: str, elsewhere: int) -> dict[Bounds, When]:
        """Return the different times that a noun's events have in other sentences."""
        found = (
            self._time_of(s, at)
            for s, clause in enumerate(self._scene.clauses)
            for at in range(len(clause))
            if s != elsewhere and clause[at].lemma.lower() == noun and clause[at].upos in _NOUNS
        )
        return {when.bounds: when for when in found if when}

    def _time_of(self, s: int, noun: int) -> When | None:
        """Return the time of a noun's event: its own, or that of the verb whose subject it is, "the flood destroyed"."""
        clause, mention = self._scene.clauses[s], self._mentions.get((s, noun))
        found = self._dated(mention) if mention else None
        return found or (self._at(s, clause[noun].head) if clause.relation(noun) == "nsubj" else None)
