"""Times that go on from sentence to sentence: an occasion named again, what somebody did on the day just told of, "so far"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.attach import WITHIN
from kb.extract.lexicon import event_type
from kb.extract.limits import moved_by, past, read, since
from kb.extract.participants import passive_subject, subject
from kb.extract.tense import is_saying, is_simple_past
from kb.model import Basis, Block, Bounds, Status, Timex, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.extract.scene import Mention, Scene

_NEWS: Final = 7  # days: a day named in an article so near its publication is that of the affair which it reports
_WEEK: Final = 6  # days: whoever speaks "after a meeting" speaks in its week
_AT_WHICH: Final = frozenset({"after", "since", "following", "at", "during", "before", "on", "in"})
_LEAD: Final = 3  # sentences: the headline tells what they tell
_TELLS: Final = frozenset({"say", "tell", "add", "state", "report", "write"})
_OCCASIONS = frozenset(
    [
        "event", "occasion", "conference", "keynote", "announcement", "presentation", "briefing", "address", "speech", "gathering", "session", "ceremony",
        "launch", "unveiling", "hearing", "debate", "interview", "appearance", "show", "congress", "convention", "assembly", "game",
    ]
)  # fmt: skip
_SHOWN = frozenset(
    [
        "show", "unveil", "introduce", "present", "demonstrate", "demo", "display", "showcase", "debut", "preview", "thank", "apologise", "apologize",
        "congratulate", "joke", "urge", "call", "ask", "demand", "invite", "offer", "propose", "defend", "criticise", "criticize", "condemn", "welcome",
        "blame", "attribute", "discuss", "explain", "vow", "refuse", "decline",
    ]
)  # fmt: skip
_HARM = frozenset({"kill", "injure", "wound", "hurt", "die", "destroy", "damage", "collapse", "burn", "bury", "trap"})
_PURSUED = frozenset(
    ["arrest", "detain", "charge", "question", "try", "convict", "sentence", "jail", "release", "accuse", "say", "tell"]
)  # for what came before
_GOES_ON = frozenset(
    [
        "so far", "since", "since then", "then", "now", "later", "already", "subsequently", "eventually", "finally", "meanwhile",
    ]
)  # fmt: skip


class _Scene(NamedTuple):
    """A dated word of a sentence: who acts there, and the time."""

    s: int
    at: int
    who: str
    timex: Timex


class Story:
    """The dated words of an article in order, and what undated ones after them share."""

    def __init__(
        self,
        scene: Scene,
        own: Mapping[tuple[int, int], Timex],
        published: Bounds,
    ) -> None:
        self._scene = scene
        self._own = own
        self._published = published
        self._dated = [_Scene(s, at, self._who(s, at), timex) for (s, at), timex in sorted(own.items())]

    def when(self, mention: Mention, status: Status) -> When | None:
        """Return the time that a mention takes from other sentences, if any. Only what has happened takes one."""
        if status is not Status.OCCURRED:
            return None
        return (
            self._headline(mention)
            or self._spoken_after(mention)
            or self._at_occasion(mention)
            or self._on_the_day(mention)
            or self._harm(mention)
            or self._goes_on(mention)
        )

    def _headline(self, mention: Mention) -> When | None:
        """Date the main verb of a headline as the main verb of the first sentence under it, if both name some thing in common."""
        s, verb = mention.sentence, mention.verb
        if self._scene.block(s) is Block.PARAGRAPH or self._scene.clauses[s].relation(verb) != "root":
            return None
        under = next((i for i in range(s + 1, len(self._scene.clauses)) if self._scene.tells(i)), None)
        for found in self._dated:
            clause = self._scene.clauses[found.s]
            root = clause.relation(found.at) == "root" and clause[found.at].lemma.lower() not in _TELLS
            if found.s == under and root and is_simple_past(clause, found.at):
                told = self._is_news(found.timex) and self._things(s, verb) & self._things(found.s, found.at)
                return self._read(found.timex) if told else None
        return None

    def _things(self, s: int, at: int) -> set[str]:
        """Return the common nouns of a clause."""
        clause = self._scene.clauses[s]
        below = clause.subtree(at, without=frozenset({"parataxis", "advcl", "acl:relcl", "conj", "ccomp"}))
        return {clause[i].lemma.lower() for i in below if clause[i].upos == "NOUN"}

    def _spoken_after(self, mention: Mention) -> When | None:
        """Give what somebody speaks after, "speaking after a meeting", the week up to the day of the words or of publication."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        at, last = mention.verb, self._published.latest_end
        if last is None or clause[mention.trigger].upos == "VERB":
            return None
        head = clause[at].head
        speaking = (
            head >= 0
            and clause[head].lemma.lower() in {"speak", "say", "tell", "talk"}
            and clause.relation(at) == "obl"
        )
        if not speaking or not clause.introduces(at) & _AT_WHICH:
            return None
        spoken = self._own.get((s, head))
        end = spoken.bounds.latest_end if spoken and spoken.bounds.latest_end else last
        first = moved_by(end, -_WEEK)
        return When(bounds=Bounds.within(first, end), edtf=f"{first}/{end}", basis=Basis.CONTEXT, anchor="published")

    def _who(self, s: int, at: int) -> str:
        """Return who does it, or to whom it is done where a passive says no more."""
        clause = self._scene.clauses[s]
        if clause[at].upos != "VERB":
            return ""
        done_to = passive_subject(self._scene, s, at)
        head = done_to[0] if done_to and not clause.of(at, "obl:agent") else subject(self._scene, s, at)
        return "" if head is None else self._scene.cast.refer(s, head).name

    def _is_news(self, timex: Timex) -> bool:
        """Say whether a time is one day, of the affair that the article reports."""
        day, last = timex.bounds.earliest_begin, self._published.latest_end
        if day is None or last is None or day != timex.bounds.latest_end:
            return False
        first = moved_by(last, -_NEWS)
        return first is not None and first <= day <= last

    def _read(self, timex: Timex) -> When:
        return read(timex, self._scene.text, Basis.CONTEXT)

    def _at_occasion(self, mention: Mention) -> When | None:
        """Date what happened at an occasion that was told of before: "during the keynote", "at the event"."""
        if any(found.s == mention.sentence for found in self._dated):
            return None  # the sentence has a time of its own, if for something else
        for s, noun in self._occasions(mention):
            before = [found for found in self._dated if found.s < s and self._is_news(found.timex)]
            named = [found for found in before if self._names(found.s, noun)]
            known = named or (before if noun in _OCCASIONS else [])
            if known:
                return self._read(known[-1].timex)
        return None

    def _occasions(self, mention: Mention) -> Iterator[tuple[int, str]]:
        """Yield sentence and noun of the occasions at which something is said to have happened."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        verbs = [mention.verb]
        if clause.relation(mention.verb) in {"xcomp", "conj", "advcl"}:
            verbs.append(clause[mention.verb].head)
        for verb in verbs:
            for i in clause.of(verb, "obl"):
                determined = {clause[j].text.lower() for j in clause.of(i, "det", "nmod:poss")}
                lemma = clause[i].lemma.lower()
                occasion = lemma in _OCCASIONS or bool(event_type(lemma))
                known = determined & {"the", "that", "this", "his", "her", "their", "its"}
                if occasion and known and clause.introduces(i) & WITHIN:
                    yield s, lemma

    def _names(self, s: int, noun: str) -> bool:
        return any(token.lemma.lower() == noun for token in self._scene.clauses[s].sentence.tokens)

    def _on_the_day(self, mention: Mention) -> When | None:
        """Date what the same person goes on to do, or to say in public, on the day just told of.

        In the next sentence that is anything, further on it is words and gestures only; the headline tells of the lead.
        """
        s, verb = mention.sentence, mention.verb
        title = self._scene.block(s) is not Block.PARAGRAPH
        if not self._is_told(s, verb, title=title):
            return None
        who = self._who(s, verb)
        near = [found for found in self._dated if (found.s > s and found.s - s <= _LEAD if title else found.s < s)]
        acts = [found for found in near if self._same(who, mention, found)]
        last = acts[0 if title else -1] if acts else None
        if (
            last is None
            or not self._is_news(last.timex)
            or not (title or self._is_next(mention, last) or self._is_public(mention))
        ):
            return None
        return self._read(last.timex)

    def _is_told(self, s: int, verb: int, *, title: bool) -> bool:
        """Say whether a verb moves the story on: in the main clause, in the simple past, or a headline's present."""
        clause = self._scene.clauses[s]
        chain = [verb, *clause.above(verb)]
        main = all(clause.relation(i) in {"root", "conj", "parataxis"} for i in chain)
        return main and (title or is_simple_past(clause, verb))

    def _same(self, who: str, mention: Mention, found: _Scene) -> bool:
        """Say whether the same one acts; an "it" of which nothing better is known is the subject just before."""
        clause = self._scene.clauses[mention.sentence]
        subjects = [clause[i] for i in clause.of(mention.verb, "nsubj")]
        vague = any(word.upos == "PRON" and word.text.lower() == who.lower() == "it" for word in subjects)
        if vague:
            return found.s == mention.sentence - 1 and self._scene.clauses[found.s].relation(found.at) == "root"
        return bool(who) and who == found.who

    def _is_next(self, mention: Mention, last: _Scene) -> bool:
        """Say whether a sentence tells the next act: a passive more often tells what had gone before, "he was accused of"."""
        return mention.sentence - last.s == 1 and self._scene.clauses[mention.sentence][mention.verb].xpos == "VBD"

    def _is_public(self, mention: Mention) -> bool:
        clause = self._scene.clauses[mention.sentence]
        return is_saying(clause, mention.verb) or clause[mention.verb].lemma.lower() in _SHOWN

    def _harm(self, mention: Mention) -> When | None:
        """Date who was killed or hurt in what the sentence before dates: from its day on."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        if clause[mention.verb].lemma.lower() not in _HARM or not is_simple_past(clause, mention.verb):
            return None
        for found in reversed(self._dated):
            later = self._scene.clauses[found.s][found.at].lemma.lower() in _PURSUED
            if found.s == s - 1 and not later and self._is_news(found.timex):
                return past(since(self._read(found.timex)), self._published)
        return None

    def _goes_on(self, mention: Mention) -> When | None:
        """Date what goes on from the sentence before: "They applied in 2022. So far only Finland has joined"."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        modifiers = {
            " ".join(clause[j].text.lower() for j in clause.subtree(i, without=frozenset({"punct"})))
            for i in clause.of(mention.verb, "advmod")
        }
        if not modifiers & _GOES_ON or s == 0 or self._scene.clauses[s - 1].sentence.section != clause.sentence.section:
            return None
        if not self._scene.cast.named_in(s) & self._scene.cast.named_in(s - 1):
            return None
        published = self._published.earliest_begin
        begun = [
            found.timex
            for found in self._dated
            if found.s == s - 1
            and (begin := found.timex.bounds.earliest_begin)
            and (published is None or begin < published)
        ]
        return past(since(self._read(begun[-1])), self._published) if begun else None
