"""A vote that an article reports: who was elected, defeated or lost a seat was so between the day of the vote and the next, when it is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb.extract.attach import is_vague
from kb.extract.limits import is_recent, moved_by
from kb.extract.outlook import SETTLED
from kb.extract.tense import is_perfect, is_simple_past
from kb.model import Basis, Block, Bounds, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.extract.scene import Mention, Scene
    from kb.model import Day, When

_LEAD: Final = 3  # sentences
_COUNTED: Final = 1  # days after the vote: by then it is counted, mostly
VOTES: Final = frozenset(
    {"election", "by-election", "referendum", "vote", "runoff", "run-off", "poll", "ballot", "primary"}
)
_ELECTS: Final = frozenset(
    {"elect", "re-elect", "reelect", "defeat", "oust", "unseat", "re-election", "reelection", "victory"}
)
_SCORES: Final = frozenset(
    [
        "win", "lose", "gain", "receive", "get", "take", "keep", "hold", "retain", "maintain", "secure", "garner", "increase", "double", "fall",
        "drop", "rise", "beat", "victory", "defeat", "vote", "earn", "collect", "poll",
    ]
)  # fmt: skip
_PRIZES: Final = frozenset(
    ["seat", "vote", "voter", "majority", "election", "constituency", "presidency", "mandate", "ballot"]
)
_EARLIER: Final = frozenset({"previous", "last", "earlier", "next", "former"})


class Election:
    """The vote of an article, if its lead dates one. `dated` gives the time that a mention has in its own sentence."""

    def __init__(
        self,
        scene: Scene,
        mentions: Mapping[tuple[int, int], Mention],
        dated: Callable[[Mention], When | None],
        published: Bounds,
    ) -> None:
        self._scene = scene
        self._published = published
        body = [s for s in range(len(scene.clauses)) if scene.block(s) is Block.PARAGRAPH]
        told = [
            m for (s, at), m in sorted(mentions.items()) if s in body[:_LEAD] and at == m.trigger and self._is_vote(m)
        ]
        times = (dated(mention) for mention in told)
        self._counted = next((self._count(when) for when in times if when and self._is_day(when)), None)

    def _is_vote(self, mention: Mention) -> bool:
        clause, at = self._scene.clauses[mention.sentence], mention.trigger
        earlier = {clause[i].lemma.lower() for i in clause.of(at, "amod")} & _EARLIER
        return clause[at].lemma.lower() in VOTES and not earlier

    def _is_day(self, when: When) -> bool:
        return when.bounds.earliest_begin == when.bounds.latest_end and is_recent(when, self._published)

    def _count(self, when: When) -> When | None:
        """Return the time between the day of a vote and the end of its count."""
        first, last = when.bounds.earliest_begin, self._published.latest_end
        end: Day | None = moved_by(first, _COUNTED) if first else None
        if first is None or last is None or end is None:
            return None
        return replace(when, bounds=Bounds.within(first, min(end, last)), edtf=None, basis=Basis.CONTEXT)

    def when(self, mention: Mention, status: Status) -> When | None:
        """Return the time of a result of the vote, `None` for anything else."""
        s = mention.sentence
        if self._counted is None or status not in SETTLED or not self._is_result(mention) or self._is_other(mention):
            return None
        return self._counted if all(timex.bounds.open or is_vague(timex) for timex in self._scene.timexes[s]) else None

    def _is_result(self, mention: Mention) -> bool:
        """Say whether a mention tells who was elected or not, or what somebody won or lost by the vote."""
        clause = self._scene.clauses[mention.sentence]
        words = {clause[i].lemma.lower() for i in {mention.trigger, mention.verb}}
        if words & _ELECTS:
            return True
        below = [j for i in clause.of(mention.verb, "obj", "nsubj", "obl", "nmod", "nummod") for j in clause.subtree(i)]
        below += [clause[mention.verb].head] if clause.relation(mention.verb) == "acl" else []
        return bool(words & _SCORES) and any(clause[i].lemma.lower() in _PRIZES for i in below)

    def _is_other(self, mention: Mention) -> bool:
        """Say whether a mention is of an earlier vote: "had won", "who has been elected twice"."""
        clause, at = self._scene.clauses[mention.sentence], mention.verb
        return clause[at].upos == "VERB" and is_perfect(clause, at) and not is_simple_past(clause, at)
