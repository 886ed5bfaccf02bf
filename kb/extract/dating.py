"""When: each event from its own time expression, else from the words it hangs on, else from tense against publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kb.extract.lexicon import governs, words
from kb.model import Basis, Bounds, Day, Span, Status, Timex, When

if TYPE_CHECKING:
    from kb.extract.scene import Mention, Scene

_SHARED = frozenset({"in", "during", "at", "on", "amid", "throughout", "within", "of", "wake"})
_AFTER = frozenset({"after", "since", "following"})
_GOES_ON = frozenset(
    {
        "so far",
        "since",
        "since then",
        "then",
        "now",
        "later",
        "already",
        "subsequently",
        "eventually",
        "finally",
        "meanwhile",
    }
)
_WEEK = 6  # days: whoever speaks "after a meeting" speaks in its week


class Calendar:
    """The times of an article's mentions. `published` is the first and last day of publication, if known."""

    def __init__(self, scene: Scene, found: tuple[Mention, ...], published: Bounds) -> None:
        self._scene = scene
        self._mentions = {(m.sentence, m.trigger): m for m in found} | {(m.sentence, m.verb): m for m in found}
        self._published = published
        self._own: dict[tuple[int, int], Timex] = {}
        for s, timexes in enumerate(scene.timexes):
            for timex in timexes:
                if not timex.bounds.open:
                    self._assign(s, timex)

    def _assign(self, s: int, timex: Timex) -> None:
        """Give a time expression to the event that it dates; the first one that an event is given stays."""
        head = self._head(s, timex.span)
        found = None if head is None else self._above(s, head, timex)
        beside = self._beside(s, timex)
        if beside is not None and ((s, found) not in self._mentions or not self._fits(s, found, timex)):
            found = beside
        if found is not None:
            self._own.setdefault((s, found), timex)

    def _above(self, s: int, head: int, timex: Timex) -> int | None:
        """Return the nearest event word above a time expression, or the verb that it stands under for no event's sake."""
        clause = self._scene.clauses[s]
        for at in (head, *clause.above(head)):
            mention = self._mentions.get((s, at))
            if mention and not self._asked_before(s, at, timex):
                return mention.trigger
            if not mention and at in self._scene.predicates[s] and clause[at].upos == "VERB":
                return at
        return None

    def _beside(self, s: int, timex: Timex) -> int | None:
        """Return the event noun that stands right before a time expression: "for the summit in July"."""
        clause = self._scene.clauses[s]
        first = next(i for i, token in enumerate(clause.sentence.tokens) if timex.span.meets(token.span))
        at = first - 2 if first > 1 and clause[first - 1].upos == "ADP" else first - 1
        mention = self._mentions.get((s, at))
        return at if mention and mention.verb == mention.trigger and clause[at].upos in {"NOUN", "PROPN"} else None

    def _fits(self, s: int, at: int | None, timex: Timex) -> bool:
        """Say whether a verb's tense allows the time: what lies after publication is nothing that somebody did."""
        begin, last = timex.bounds.earliest_begin, self._published.latest_end
        future = bool(begin and last and begin > last)
        clause = self._scene.clauses[s]
        return at is not None and not (future and clause[at].xpos == "VBD" and not clause.of(at, "aux"))

    def _asked_before(self, s: int, at: int, timex: Timex) -> bool:
        """Say whether a past time beside what was only asked is when it was asked: "asked to be let in last year"."""
        clause = self._scene.clauses[s]
        last, published = timex.bounds.latest_end, self._published.earliest_begin
        infinitive = "to" in clause.introduces(at) and clause.relation(at) in {"xcomp", "advcl", "acl"}
        return (
            infinitive
            and bool(last and published and last < published)
            and governs(clause[clause[at].head].lemma.lower()) in {"planned", "possible"}
        )

    def _head(self, s: int, span: Span) -> int | None:
        clause = self._scene.clauses[s]
        inside = [i for i, token in enumerate(clause.sentence.tokens) if span.meets(token.span)]
        return next((i for i in inside if clause[i].head not in inside), None)

    def when(self, mention: Mention, status: Status) -> When:
        """Return the time of a mention, with the words it was read from and what it rests on."""
        s, at = mention.sentence, mention.trigger
        timex = self._own.get((s, at)) or self._own.get((s, mention.verb))
        if timex:
            return _phased(self._read(timex, Basis.RELATIVE if timex.anchor else Basis.EXPLICIT), mention.phase)
        return self._shared(mention) or self._spoken_after(mention, status) or self._reported(mention, status)

    def _read(self, timex: Timex, basis: Basis) -> When:
        words_ = timex.span.of(self._scene.text)
        return When(
            bounds=timex.bounds,
            edtf=timex.edtf,
            basis=basis,
            text=words_,
            span=timex.span,
            anchor=timex.anchor,
            rule=timex.rule,
        )

    def _shared(self, mention: Mention) -> When | None:
        """Take the time of the event that this one is part of ("during an event … earlier in June"), or of its clause's opening."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        hung = [i for word in (mention.verb, mention.trigger) for i in clause.of(word, "obl", "nmod")]
        hung += [
            role.head for role in mention.predicate.roles if role.label == "TMP"
        ]  # where the tree hangs them elsewhere
        for i in dict.fromkeys(hung):
            for below in clause.subtree(i):
                timex = self._own.get((s, below))
                if timex and self._path_shares(s, i, below):
                    when = self._read(timex, Basis.CONTEXT)
                    return self._after(when) if clause.introduces(i) & _AFTER or clause[i].lemma == "wake" else when
        return self._from_above(mention)

    def _path_shares(self, s: int, top: int, below: int) -> bool:
        """Say whether each noun on the way down is joined by a preposition of being in or at."""
        clause = self._scene.clauses[s]
        at = below
        while True:
            links = clause.introduces(at) | (
                {"of"} if clause.relation(at) in {"obl", "nmod"} and not clause.introduces(at) else set()
            )
            if not links & (_SHARED | _AFTER) or clause[at].upos in {"VERB", "AUX"}:
                return False
            if at == top:
                return True
            at = clause[at].head

    def _after(self, when: When) -> When:
        """Something after a dated event: in the same span where that is a month or longer, else from then on."""
        first, last = when.bounds.earliest_begin, when.bounds.latest_end
        if first and last and (first.year, first.month) == (last.year, last.month) and last.day - first.day < 27:
            return replace(when, bounds=Bounds(earliest_begin=first, earliest_end=first), edtf=None)
        return when

    def _from_above(self, mention: Mention) -> When | None:
        """Give a noun the time of the verb that it is an argument of, a conjunct a time that opens the sentence."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        head, relation = clause[mention.verb].head, clause.relation(mention.verb)
        timex = self._own.get((s, head)) if head >= 0 else None
        if timex is None or clause[head].lemma.lower() in words("say", "verbs"):
            return None
        nominal = clause[mention.trigger].upos in {"NOUN", "PROPN"}
        if (
            nominal
            and relation in {"obj", "nsubj", "obl"}
            and not clause.introduces(mention.trigger) & (_AFTER | {"before", "until", "for"})
        ):
            return self._read(timex, Basis.CONTEXT)
        opening = timex.span.start < clause[mention.verb].span.start
        coordinated = relation == "conj" and opening and not clause.of(mention.verb, "nsubj")
        if coordinated or (
            relation == "advcl" and clause[mention.verb].xpos in {"VBG", "VBN"} and not clause.introduces(mention.verb)
        ):
            return self._read(timex, Basis.CONTEXT)
        return None

    def _spoken_after(self, mention: Mention, status: Status) -> When | None:
        """Give what somebody speaks after, "speaking after a meeting", the week up to the day of the words or of publication."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        at, last = mention.verb, self._published.latest_end
        if status is not Status.OCCURRED or last is None or clause[mention.trigger].upos == "VERB":
            return None
        head = clause[at].head
        speaking = (
            head >= 0
            and clause[head].lemma.lower() in {"speak", "say", "tell", "talk"}
            and clause.relation(at) == "obl"
        )
        if not speaking or not clause.introduces(at) & (_AFTER | {"at", "during", "before", "on", "in"}):
            return None
        spoken = self._own.get((s, head))
        end = spoken.bounds.latest_end if spoken and spoken.bounds.latest_end else last
        first = _earlier(end, _WEEK)
        return When(bounds=Bounds.within(first, end), edtf=f"{first}/{end}", basis=Basis.CONTEXT, anchor="published")

    def _reported(self, mention: Mention, status: Status) -> When:
        """Nothing but tense against the day of publication."""
        first, last = self._published.earliest_begin, self._published.latest_end
        if first is None or last is None or status is Status.POSSIBLE:
            return When()
        if status is Status.PLANNED:
            return When(
                bounds=Bounds(earliest_begin=first, earliest_end=first), basis=Basis.REPORTED, anchor="published"
            )
        if status is Status.ONGOING:
            return When(bounds=Bounds(latest_begin=last, earliest_end=first), basis=Basis.REPORTED, anchor="published")
        since = self._since(mention)
        if since:
            return replace(
                since,
                bounds=Bounds(
                    earliest_begin=since.bounds.earliest_begin,
                    latest_begin=last,
                    earliest_end=since.bounds.earliest_begin,
                    latest_end=last,
                ),
            )
        return When(bounds=Bounds(latest_begin=last, latest_end=last), basis=Basis.REPORTED, anchor="published")

    def _since(self, mention: Mention) -> When | None:
        """Return the dated event that a sentence goes on from: "They applied in 2022. So far only Finland has joined"."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        modifiers = {
            " ".join(clause[j].text.lower() for j in clause.subtree(i, without=frozenset({"punct"})))
            for i in clause.of(mention.verb, "advmod")
        }
        if not modifiers & _GOES_ON or s == 0 or self._scene.clauses[s - 1].sentence.section != clause.sentence.section:
            return None
        if not self._scene.cast.named_in(s) & self._scene.cast.named_in(s - 1):
            return None
        dated = [timex for (at, _), timex in sorted(self._own.items()) if at == s - 1 and timex.bounds.earliest_begin]
        begun = [
            timex
            for timex in dated
            if timex.bounds.earliest_begin
            and timex.bounds.earliest_begin < (self._published.earliest_begin or Day(1, 1, 1))
        ]
        return replace(self._read(begun[-1], Basis.CONTEXT), edtf=None) if begun else None


def _phased(when: When, phase: str) -> When:
    """Give a time to the beginning or the end alone, where the verb says so: "ended two days of talks on Friday"."""
    b = when.bounds
    if phase == "end" and b.latest_end:
        ended = Bounds(latest_begin=b.latest_end, earliest_end=b.earliest_begin, latest_end=b.latest_end)
        return replace(when, bounds=ended, edtf=f"../{when.edtf}" if when.edtf and "/" not in when.edtf else None)
    if phase == "begin" and b.earliest_begin:
        begun = Bounds(earliest_begin=b.earliest_begin, latest_begin=b.latest_end, earliest_end=b.earliest_begin)
        return replace(when, bounds=begun, edtf=f"{when.edtf}/.." if when.edtf and "/" not in when.edtf else None)
    return when


def _earlier(day: Day, days: int) -> Day:
    moved = date(day.year, day.month, day.day) - timedelta(days=days)
    return Day(moved.year, moved.month, moved.day)


def settle(status: Status, when: When, published: Bounds) -> Status:
    """Return the status in the light of the date: nothing in the future has occurred."""
    begin, last = when.bounds.earliest_begin, published.latest_end
    if begin and last and begin > last and status in {Status.OCCURRED, Status.ONGOING}:
        return Status.PLANNED
    return status
