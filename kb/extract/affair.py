"""The sudden event that a report is about, an accident, an attack, a theft: what the article tells of it again, and of what has come of it.

A report on what nobody expected names its day in the lead. Told again without a date, "the theft", "when the span went down", it has that day; what has
been done since, "police have searched the flat", lies between that day and publication.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.attach import is_vague
from kb.extract.limits import between, is_recent, moved_by, past, shared, since
from kb.extract.outlook import SETTLED, begun, is_going_on
from kb.extract.recall import recalls
from kb.extract.sudden import ALL, CARRIES, EFFECTS, GENERIC, HARM, HARMED, KINDS, LOOSE, MANY
from kb.extract.tense import is_main, is_present_perfect, is_simple_past
from kb.model import Basis, Bounds, Status, When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kb.extract.scene import Mention, Scene
    from kb.model import Day, Timex

_LEAD: Final = 3  # sentences
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_TEMPORAL: Final = frozenset({"when", "before", "after", "as", "until", "while"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_OTHERS: Final = frozenset(
    ["previous", "earlier", "last", "other", "another", "first", "second", "third", "similar", "new", "next", "possible", "further"]
)  # fmt: skip
_VAGUE: Final = frozenset(
    {"recently", "long", "always", "often", "ever", "repeatedly", "regularly", "frequently", "sometimes", "previously"}
)

_NEXT: Final = 2  # sentences after those that date the event: they tell how it went
_CLOCKS: Final = frozenset(
    ["clock-minutes", "clock-hour", "clock-words", "clock-24", "clock-zone", "o-clock", "half-past", "noon", "modifier"]
)
_HAPPEN: Final = frozenset({"happen", "occur", "take", "begin", "start", "come"})


class _Event(NamedTuple):
    """A sudden event: the sentence and word that date it, when, of which kinds, and the nouns beside it."""

    s: int
    at: int
    when: When
    kinds: frozenset[int]
    nouns: frozenset[str]


def _moved(timex: Timex, day: Day) -> Timex:
    """Return an hour of another day."""
    old = str(timex.bounds.earliest_begin)
    edtf = timex.edtf.replace(old, str(day)) if timex.edtf else None
    return replace(timex, value=timex.value.replace(old, str(day)), edtf=edtf, bounds=Bounds.within(day, day))


class Affair:
    """The sudden event of an article, if it reports one. `dated` gives the time that a mention has in its own sentence."""

    def __init__(
        self,
        scene: Scene,
        mentions: Mapping[tuple[int, int], Mention],
        dated: Callable[[Mention], When | None],
        published: Bounds,
    ) -> None:
        self._scene = scene
        self._published = published
        lead = [s for s in range(len(scene.clauses)) if scene.tells(s)][:_LEAD]
        self._harmed = any(t.lemma.lower() in HARMED for s in lead for t in scene.clauses[s].sentence.tokens)
        told = [m for (s, at), m in sorted(mentions.items()) if s in lead and at == m.verb]
        self._event = self._earliest(told, dated) or self._hot(told, lead)

    def _earliest(self, lead: list[Mention], dated: Callable[[Mention], When | None]) -> _Event | None:
        """Return the earliest sudden event that the lead dates, in the days before publication."""
        found = []
        for mention in lead:
            s, at = mention.sentence, mention.verb
            kinds = frozenset() if self._scene.quote_around(s, at) else self._kinds(s, at)
            when = dated(mention) if kinds else None
            if when and is_recent(when, self._published) and not self._is_borrowed(s, at, when):
                found.append(_Event(s, at, when, kinds, self._things(s, at)))
        if not found:
            return None
        first = min(event.when.bounds.earliest_begin for event in found if event.when.bounds.earliest_begin)
        same = [event for event in found if event.when.bounds.earliest_begin == first]
        kinds = frozenset[int]().union(*(event.kinds for event in same))
        nouns = frozenset[str]().union(*(event.nouns for event in same))
        return _Event(same[-1].s, same[-1].at, same[0].when, kinds, nouns)

    def _is_borrowed(self, s: int, at: int, when: When) -> bool:
        """Say whether the day of publication beside a participle is rather that of the main verb: "visited the region struck by a quake on Friday"."""
        clause = self._scene.clauses[s]
        return (
            clause[at].xpos == "VBN"
            and clause[at].deprel == "acl"
            and when.bounds.earliest_begin == self._published.latest_end
        )

    def _hot(self, told: list[Mention], lead: list[int]) -> _Event | None:
        """Return what the first sentence tells in the perfect of hot news where the lead has no date, "345 have been killed in a stampede".

        It was on the day before publication or on that day.
        """
        last = self._published.latest_end
        first = moved_by(last, -1) if last else None
        if first is None or any(self._scene.timexes[s] for s in lead):
            return None
        for mention in told:
            s, at = mention.sentence, mention.verb
            kinds = frozenset() if self._is_of_known(s, at) else self._kinds(s, at)
            if (
                kinds
                and s == lead[0]
                and is_present_perfect(self._scene.clauses[s], at)
                and is_main(self._scene.clauses[s], at)
            ):
                when = When(
                    bounds=Bounds.within(first, last), edtf=f"{first}/{last}", basis=Basis.CONTEXT, anchor="published"
                )
                return _Event(s, at, when, kinds, self._things(s, at))
        return None

    def _is_of_known(self, s: int, at: int) -> bool:
        """Say whether harm came of what readers know, which is no news: "have been lost in the earthquake"."""
        clause = self._scene.clauses[s]
        causes = [i for i in clause.of(at, "obl") if ALL & {clause[i].lemma.lower()}]
        return any(clause[j].text.lower() in _DEFINITE for i in causes for j in clause.of(i, "det"))

    def _things(self, s: int, at: int) -> frozenset[str]:
        """Return the nouns beside a word and those that say what it was."""
        return frozenset[str]().union(*(self._beside(s, i) for i in self._near(s, at)))

    def _kinds(self, s: int, at: int) -> frozenset[int]:
        """Return of which kinds a word or those that belong to it are."""
        clause = self._scene.clauses[s]
        if clause[at].xpos == "VBG" and clause.introduces(at):
            return frozenset()  # "pleaded not guilty to killing him"
        lemmas = {clause[i].lemma.lower() for i in self._near(s, at)}
        return frozenset(n for n, kind in enumerate(KINDS) if kind & lemmas)

    def _near(self, s: int, at: int) -> Iterator[int]:
        """Yield a word and those below it that may say what it was: "exchanged artillery fire", "killed in the collapse"."""
        clause = self._scene.clauses[s]
        lemma = clause[at].lemma.lower()
        below = [at, *clause.of(at, "advmod", "compound:prt", "compound", "nmod", "xcomp")]
        below += clause.of(at, "obj", "nsubj:pass") if lemma in CARRIES else []
        below += clause.of(at, "obl") if lemma in HARM else []
        for i in below:
            many = clause[i].lemma.lower() in (LOOSE if self._harmed else MANY)
            if clause[i].upos != "VERB" or not many:
                yield from (i, *clause.of(i, "compound"))

    def _beside(self, s: int, at: int) -> frozenset[str]:
        """Return the nouns that take part in what a word tells."""
        clause = self._scene.clauses[s]
        below = [*clause.of(at, "nsubj", "obj", "iobj", "compound", "nmod")]
        below += [clause[at].head] if clause[at].deprel.startswith("acl") else []
        return frozenset(clause[i].lemma.lower() for i in below if clause[i].upos in _NOUNS)

    def placed(self, own: Mapping[tuple[int, int], Timex]) -> dict[tuple[int, int], Timex]:
        """Return the times of words with the hours of the event, "at about 7:15 a.m.", moved to its day, where their sentence names none."""
        day = self._event.when.bounds.earliest_begin if self._event else None
        if day is None or self._event is None or day != self._event.when.bounds.latest_end:
            return dict(own)
        return {
            (s, at): _moved(timex, day) if self._is_its_hour(s, at, timex, day) else timex
            for (s, at), timex in own.items()
        }

    def _is_its_hour(self, s: int, at: int, timex: Timex, day: Day) -> bool:
        clause = self._scene.clauses[s]
        hours = all(
            t.rule in _CLOCKS and t.type == "TIME" for t in self._scene.timexes[s] if not (t.bounds.open or is_vague(t))
        )
        later = timex.bounds.earliest_begin is not None and day < timex.bounds.earliest_begin
        words = {clause[at].lemma.lower()}
        if words & _HAPPEN:
            words |= {clause[i].lemma.lower() for i in clause.of(at, "nsubj")} & (ALL | GENERIC)
        told = is_simple_past(clause, at) or clause[at].upos in _NOUNS
        return hours and later and told and bool(words & (ALL | GENERIC))

    def when(self, mention: Mention, status: Status, told: When | None) -> When | None:
        """Return the time that a mention has from the sudden event, if any. `told`: bounds by the day on which somebody said it."""
        if self._event is None:
            return None
        if status is Status.ONGOING:
            return begun(self._event.when, self._published) if self._has_ensued(mention, self._event) else None
        if status not in SETTLED:
            return None
        if self._is_it(mention, self._event) or self._is_effect(mention, self._event):
            return shared(self._event.when)
        if self._is_aftermath(mention, self._event):
            began = between(self._event.when, told) if told else None
            return began or past(since(self._event.when), self._published)
        return None

    def _is_it(self, mention: Mention, event: _Event) -> bool:
        """Say whether a mention tells the event again."""
        s, at, clause = mention.sentence, mention.verb, self._scene.clauses[mention.sentence]
        if (s, at) == (event.s, event.at):
            return True
        lemma = clause[mention.trigger].lemma.lower()
        of_kind = any(lemma in KINDS[n] for n in event.kinds)
        if clause[at].upos in _NOUNS:
            return (of_kind or lemma in GENERIC) and self._is_known(s, at)
        if not of_kind or any(not (timex.bounds.open or is_vague(timex)) for timex in self._scene.timexes[s]):
            return False
        return self._is_told(s, at) and (lemma not in MANY or self._is_shared(s, at, event))

    def _is_effect(self, mention: Mention, event: _Event) -> bool:
        """Say whether a mention tells what happened at once, just after the event: "The burglars forced a window"."""
        s, at, clause = mention.sentence, mention.verb, self._scene.clauses[mention.sentence]
        near = 0 < s - event.s <= _NEXT and not self._scene.timexes[s]
        return (
            near
            and clause[at].lemma.lower() in EFFECTS
            and is_simple_past(clause, at)
            and is_main(self._scene.clauses[s], at)
        )

    def _is_known(self, s: int, at: int) -> bool:
        """Say whether a noun points back, "the theft", as any does in a headline."""
        clause = self._scene.clauses[s]
        if {clause[i].lemma.lower() for i in clause.of(at, "amod", "det", "nummod")} & _OTHERS:
            return False
        determined = {clause[i].text.lower() for i in clause.of(at, "det", "nmod:poss")}
        return self._scene.is_terse(s) or bool(determined & _DEFINITE)

    def _is_told(self, s: int, at: int) -> bool:
        """Say whether a verb tells what happened: in the past tense, as a participle, in a headline without an auxiliary."""
        clause = self._scene.clauses[s]
        if self._scene.is_terse(s):
            return not clause.of(at, "aux") and "to" not in clause.introduces(at)
        return is_simple_past(clause, at) or (clause[at].xpos == "VBG" and clause.relation(at) in {"advcl", "acl"})

    def _is_shared(self, s: int, at: int, event: _Event) -> bool:
        """Say whether a word of many meanings has things of the event beside it, or is told as known: "before the span fell"."""
        clause = self._scene.clauses[s]
        beside = self._beside(s, at)
        if clause.relation(at) == "advcl" and "by" in clause.introduces(at):
            beside |= {clause[clause[at].head].lemma.lower()}  # "retaliated by firing"
        if beside & event.nouns.union(*(KINDS[n] for n in event.kinds)):
            return True
        owners = [j for i in clause.of(at, "nsubj") for j in clause.of(i, "det", "nmod:poss")]
        opened = clause.introduces(at) | {clause[i].text.lower() for i in clause.of(at, "advmod")}
        known = any(clause[j].text.lower() in _DEFINITE for j in owners)
        return known and clause.relation(at) == "advcl" and bool(opened & _TEMPORAL)

    def _has_ensued(self, mention: Mention, event: _Event) -> bool:
        """Say whether something is going on as it was told after the event, outside quotations: "Traffic is being diverted"."""
        s, at = mention.sentence, mention.verb
        going_on = s > event.s and is_going_on(self._scene.clauses[s], at)
        return going_on and self._scene.quote_around(s, at) is None

    def _is_aftermath(self, mention: Mention, event: _Event) -> bool:
        """Say whether something has been done since: in the present perfect of a main clause, or of what somebody says."""
        s, at, clause = mention.sentence, mention.verb, self._scene.clauses[mention.sentence]
        if not is_present_perfect(self._scene.clauses[s], at) or self._scene.quote_around(s, at):
            return False
        vague = {clause[i].lemma.lower() for i in clause.of(at, "advmod")} & _VAGUE
        return (
            not vague
            and is_main(self._scene.clauses[s], at)
            and not self._is_old(s, event)
            and not self._is_total(s, event)
        )

    def _is_total(self, s: int, event: _Event) -> bool:
        """Say whether a perfect beside old dates sums up more than the one day of event and publication: "The war has killed thousands"."""
        today = event.when.bounds.earliest_begin == self._published.latest_end
        return today and recalls(self._scene, s, self._published)

    def _is_old(self, s: int, event: _Event) -> bool:
        """Say whether a sentence has a date before the event: it tells what had gone before."""
        first = event.when.bounds.earliest_begin
        days = [timex.bounds.earliest_begin or timex.bounds.latest_end for timex in self._scene.timexes[s]]
        return first is not None and any(day < first for day in days if day)
