"""The line of a story: what undated sentences tell after a dated one, and what a headline tells before it; chronologies have lines of their own.

A careful reader takes it that a story moves forward: what is told in the simple past after a dated event came no earlier, and no later than the next
one or publication. It is of the same day only where an article tells of nothing but one occasion. Background, "had", "who once", stands beside the line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.attach import is_vague
from kb.extract.election import VOTES
from kb.extract.limits import between, by, is_recent, past, shared, since, until
from kb.extract.order import counted_back
from kb.extract.outlook import SETTLED
from kb.extract.recall import at_news
from kb.extract.sudden import ALL as SUDDEN
from kb.extract.tense import asks, is_main, is_past, is_perfect, is_saying, is_simple_past, sums_up
from kb.model import Block, Bounds, Status, When

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_LEAD: Final = 3  # sentences: what they date is the affair that the article reports
_SHORT: Final = 40  # sentences: a report of an occasion tells of nothing else, a longer text goes back in time
_WHILE: Final = frozenset({"when", "as", "while"})
_TAKING_PART: Final = frozenset({"nsubj", "obj", "obl"})
_BACKGROUND: Final = frozenset(  # what is told of those who take part, and harm, which came when its cause did
    [
        "found", "establish", "bear", "create", "build", "design", "invent", "marry", "study", "graduate", "grow", "begin", "start", "kill", "die", "injure",
        "wound", "hurt",
    ]
)  # fmt: skip
_CAUSED: Final = frozenset({"prompt", "cause", "spark", "trigger", "inspire"})  # in the passive they look back
_OCCASIONS: Final = frozenset(
    [
        "match", "game", "cup", "championship", "tournament", "final", "race", "regatta", "bout", "derby", "playoff", "olympics", "festival", "fair", "expo",
        "exhibition", "exhibit", "concert", "gala", "parade", "convention", "keynote", "ceremony", "contest", "premiere",
        "court", "trial", "hearing", "inquest", "tribunal", "jury", "juror", "march", "rally", "protest", "demonstration", "funeral",
    ]
)  # fmt: skip


class _Point(NamedTuple):
    """A dated event on the line of the story."""

    s: int
    at: int
    when: When


def _is_begun(when: When) -> bool:
    """Say whether a time bounds the beginning on both sides: a point from which a story can go on."""
    return when.bounds.earliest_begin is not None and when.bounds.latest_begin is not None


def _is_within(inner: Bounds, outer: Bounds) -> bool:
    """Say whether one time is a day of the other, longer one: "on Thursday" of "this past week"."""
    begin, end, first, last = inner.earliest_begin, inner.latest_end, outer.earliest_begin, outer.latest_end
    if begin is None or begin != end or first is None or last is None or first == last:
        return False
    return first <= begin <= last


class Narrative:
    """The dated events of an article in the order of telling. `dated` gives the time that a mention has in its own sentence."""

    def __init__(
        self,
        scene: Scene,
        mentions: Mapping[tuple[int, int], Mention],
        dated: Callable[[Mention], When | None],
        published: Bounds,
    ) -> None:
        self._scene = scene
        self._mentions = mentions
        self._published = published
        times = [
            _Point(s, at, when) for (s, at), m in sorted(mentions.items()) if (when := dated(m)) and _is_begun(when)
        ]
        self._times = times
        self._points = [p for p in times if self._is_told(p.s, p.at)]
        body = [s for s in range(len(scene.clauses)) if scene.tells(s)]
        self._lead = body[:_LEAD]
        self._news = [p for p in times if self._is_news(p)]
        self._begun = self._affair(self._news)
        self._first = self._first_day()
        self._at_news = at_news(scene, published)
        self._occasion, self._alone = self._day_of_occasion()

    def when(self, mention: Mention, status: Status) -> When | None:
        """Return the time that a mention takes from the line of the story, if any."""
        s = mention.sentence
        if status not in SETTLED or s in self._scene.entries:
            return None
        echoed = self._echoed(s, mention.verb)
        if echoed or self._has_time(s):
            return echoed
        if self._scene.block(s) is not Block.PARAGRAPH:
            return self._headline(mention)
        return (
            self._told(s, mention.verb)
            if is_main(self._scene.clauses[s], mention.verb)
            else self._beside(mention, status)
        )

    def _echoed(self, s: int, at: int) -> When | None:
        """Date what an event named again did from that event on: "the murder of a lawyer in 2018. That killing led to protests"."""
        clause = self._scene.clauses[s]
        if not is_simple_past(clause, at) or not is_main(clause, at) or self._scene.quote_around(s, at):
            return None
        verb = clause[at].head if clause.relation(at) == "conj" and not clause.of(at, "nsubj") else at
        for i in clause.of(verb, "nsubj"):
            predicate = next((p for p in clause.sentence.predicates if p.token == i), None)
            pointing = {clause[j].text.lower() for j in clause.of(i, "det")} & {"that", "this"}
            if predicate is None or not pointing or predicate.type == "other":
                continue
            near = [p for p in self._times if p.s == s - 1 and self._section(p.s) == self._section(s)]
            same = [p.when for p in near if self._mentions[p.s, p.at].predicate.type == predicate.type]
            return past(since(same[-1]), self._published) if same else None
        return None

    def _section(self, s: int) -> int:
        return self._scene.clauses[s].sentence.section

    def _told(self, s: int, at: int) -> When | None:
        """Date a verb of a main clause by its tense."""
        clause = self._scene.clauses[s]
        before = self._before(s, at)
        if is_simple_past(clause, at):
            return None if sums_up(clause, at) else self._went_on(s, at, before)
        had = is_perfect(clause, at) and is_past(clause, at) and clause.relation(at) != "ccomp"
        told = had and before is not None and is_simple_past(self._scene.clauses[before.s], before.at)
        return until(by(before.when, self._published)) if before and told else None

    def _went_on(self, s: int, at: int, before: _Point | None) -> When | None:
        """Date what is told in the simple past: at the one occasion, from what was told just before on, or in the affair."""
        if (
            self._occasion
            and s > self._lead[0]
            and (s in self._at_news or len(self._scene.clauses) <= _SHORT)
            and not self._scene.quote_around(s, at)
            and (not before or (self._alone and self._is_recent(before)))
        ):
            return self._occasion
        if before and not self._is_recent(before):
            return self._between(s, at, before)
        amid = None if before else self._amid(s)
        if amid:
            return amid
        if s not in self._at_news or self._is_background(s, at) or self._scene.quote_around(s, at):
            return None
        near = (
            before is not None
            and s - before.s <= 1
            and before.when.bounds.earliest_begin != self._published.earliest_begin
        )
        begun = before.when if before and near else self._first
        return past(since(begun), self._published) if begun else None

    def _is_background(self, s: int, at: int) -> bool:
        word = self._scene.clauses[s][at]
        return word.lemma.lower() in (_BACKGROUND | _CAUSED if word.xpos == "VBN" else _BACKGROUND)

    def _beside(self, mention: Mention, status: Status) -> When | None:
        """Date what a main clause has beside it, "putting them ahead", "as they left", or in it, by that clause."""
        s, clause, at = mention.sentence, self._scene.clauses[mention.sentence], mention.verb
        counted = counted_back(self._scene, s, at, self._begun) if self._begun else None
        if counted:
            return counted
        head, links = clause[at].head, clause.introduces(at)
        thing = clause[at].deprel == "acl:relcl" and (s, head) not in self._mentions
        above = self._mentions.get((s, clause[head].head if thing else head))
        if above is None or above == mention or is_saying(clause, head):
            return None
        found = self.when(above, status)
        if found and found is self._occasion and self._is_part(clause, at):
            return found
        if found is None or clause.relation(at) != "advcl":
            return None
        if links & {"before", "until"} and found.bounds.earliest_begin:
            return past(since(found), self._published)
        participle = clause[at].xpos in {"VBG", "VBN"} and not links
        at_once = links & _WHILE or asks(clause, at, _WHILE)
        return found if participle or (at_once and is_simple_past(clause, at)) else None

    def _is_part(self, clause: Clauses, at: int) -> bool:
        """Say whether a word tells of a part of the one occasion: "a penalty which he gave after asking", "ended with them winning"."""
        if clause[at].upos == "NOUN":
            return clause.relation(at) in _TAKING_PART
        participle = clause[at].xpos == "VBG" and clause.introduces(at) <= {"with", "after", "by"}
        return participle or (clause[at].deprel == "acl:relcl" and is_simple_past(clause, at))

    def _is_told(self, s: int, at: int) -> bool:
        """Say whether a verb stands on the line of a story: in a main clause, in the past, or what somebody says in one."""
        return is_past(self._scene.clauses[s], at) and is_main(self._scene.clauses[s], at)

    def _has_time(self, s: int) -> bool:
        """Say whether a sentence has a date of its own, if for something else; what lies ahead dates nothing that was."""
        today = self._published.latest_end
        times = [t.bounds.earliest_begin or t.bounds.latest_end for t in self._scene.timexes[s] if not is_vague(t)]
        return any(first and (today is None or first <= today) for first in times)

    def _in_paragraph(self, s: int) -> list[_Point]:
        return [p for p in self._points if self._section(p.s) == self._section(s)]

    def _before(self, s: int, at: int) -> _Point | None:
        """Return the last dated event told before, in the same paragraph or the sentence before."""
        near = [p for p in self._in_paragraph(s) if (p.s, p.at) < (s, at)]
        near = near or [p for p in self._points if p.s == s - 1 and self._is_recent(p)]
        return near[-1] if near else None

    def _between(self, s: int, at: int, before: _Point) -> When:
        """Date what is told after an event long past: between that and the next dated one of the paragraph, or publication."""
        after = next((p for p in self._in_paragraph(s) if (p.s, p.at) > (s, at)), None)
        return (between(before.when, after.when) if after else None) or past(since(before.when), self._published)

    def _amid(self, s: int) -> When | None:
        """Date what opens a paragraph between two events long past, of the sentences next to it: a history goes on."""
        around = [p for p in self._points if abs(p.s - s) == 1 and not self._is_recent(p)]
        before, after = [p.when for p in around if p.s < s], [p.when for p in around if p.s > s]
        return between(before[-1], after[0]) if before and after else None

    def _is_recent(self, point: _Point) -> bool:
        """Say whether an event began in the last weeks, whenever it ended."""
        b = point.when.bounds
        return is_recent(replace(point.when, bounds=Bounds.within(b.earliest_begin, b.latest_begin)), self._published)

    def _is_news(self, point: _Point) -> bool:
        """Say whether something recent happened at a time; when somebody only said so is no matter."""
        spoken = is_saying(self._scene.clauses[point.s], point.at) or self._scene.quote_around(point.s, point.at)
        beside = self._scene.clauses[point.s][point.at].xpos == "VBG"
        return self._scene.tells(point.s) and not spoken and not beside and is_recent(point.when, self._published)

    def _affair(self, news: list[_Point]) -> When | None:
        """Return the earliest recent time, if the lead has one: the affair had begun by then.

        What the lead tells of the day of publication began on it, whatever else was that week.
        """
        first = self._published.earliest_begin
        lead = [p for p in news if p.s in self._lead]
        if first is None or not lead:
            return None
        today = all(p.when.bounds.earliest_begin == first for p in lead)
        begun = min((p.when for p in (lead if today else news)), key=lambda when: when.bounds.earliest_begin or first)
        begun = next((p.when for p in news if _is_within(p.when.bounds, begun.bounds)), begun)
        return begun

    def _first_day(self) -> When | None:
        """Return the time of the earliest news; of the day of publication only where the lead tells what nobody expected."""
        today = self._published.earliest_begin
        if self._begun and self._begun.bounds.earliest_begin != today:
            return self._begun
        first = min((p.when for p in self._news), key=lambda when: when.bounds.earliest_begin or (), default=None)
        if first is None or first.bounds.earliest_begin != today:
            return first
        lead = (self._scene.clauses[p.s][p.at].lemma.lower() for p in self._news if p.s in self._lead)
        return first if any(word in SUDDEN for word in lead) else None

    def _day_of_occasion(self) -> tuple[When | None, bool]:
        """Return the time of the one occasion, a match, a hearing, that an article reports, and whether it names no other recent day."""
        reported = next((p.when for p in self._points if p.s in self._lead and self._is_day(p)), None)
        begun = self._begun or reported
        if begun is None or not self._is_occasion(begun):
            return None, False
        days = {p.when.bounds for p in self._news if not _is_within(begun.bounds, p.when.bounds)}
        alone = days <= {self._published, begun.bounds}
        day = begun if alone else reported
        return shared(day) if day else None, alone

    def _is_occasion(self, begun: When) -> bool:
        """Say whether the opening names an occasion; a vote is one on its very day, before its consequences."""
        words = _OCCASIONS | (VOTES if begun.bounds == self._published else set())
        opening = (token for s in range(self._lead[-1] + 1) for token in self._scene.clauses[s].sentence.tokens)
        return any(token.lemma.lower() in words and token.upos != "ADJ" for token in opening)

    def _is_day(self, point: _Point) -> bool:
        """Say whether an event, told outside quotations, has one recent day."""
        b = point.when.bounds
        return (
            b.earliest_begin == b.latest_end
            and self._is_recent(point)
            and not self._scene.quote_around(point.s, point.at)
        )

    def _headline(self, mention: Mention) -> When | None:
        """Date a word of a headline as an event of its kind in the lead, or its main verb, which may tell what came of that, from then on."""
        s, at = mention.sentence, mention.verb
        kind = mention.predicate.type
        for point in self._news:
            if point.s in self._lead and self._mentions[point.s, point.at].predicate.type == kind != "other":
                return shared(point.when)
        under = next((i for i in range(s + 1, len(self._scene.clauses)) if self._scene.tells(i)), None)
        told = [p.when for p in self._news if p.s == under and self._is_told(p.s, p.at)]
        main = self._scene.clauses[s].relation(at) == "root"
        return past(since(told[0]), self._published) if told and main else None
