"""Pages that are written while things happen: their entries open with an hour of the day of publication, "18:40 - Evacuation ends"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb.extract.attach import is_vague
from kb.extract.limits import shared
from kb.extract.tense import is_present_perfect
from kb.model import Basis, Block, Bounds, Status, When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.extract.scene import Mention, Scene
    from kb.model import Day, Timex

_LEAST: Final = 4  # entries: fewer headings that open with an hour are no such page
_HOURS: Final = frozenset({"clock-minutes", "clock-hour", "clock-24", "clock-zone"})


class Live:
    """The entries of an article that is such a page: which heading each sentence stands under."""

    def __init__(self, scene: Scene, published: Bounds) -> None:
        self._scene = scene
        day = published.earliest_begin
        self._day = day if day == published.latest_end else None
        heads = [s for s in range(len(scene.clauses)) if self._hour(s)]
        live = len(heads) >= _LEAST and self._day is not None
        self._head = {s: max(h for h in heads if h <= s) for s in range(heads[0], len(scene.clauses))} if live else {}

    def _hour(self, s: int) -> Timex | None:
        """Return the hour that opens a heading."""
        opening, clause = self._scene.timexes[s], self._scene.clauses[s]
        opens = bool(opening) and opening[0].rule in _HOURS and opening[0].span.start == clause[0].span.start
        return opening[0] if opens and self._scene.block(s) is not Block.PARAGRAPH else None

    def _is_of_day(self, s: int) -> bool:
        """Say whether a sentence stands under a heading that names no other day, "What happened yesterday"."""
        head = self._head.get(s)
        if head is None:
            return False
        parts = (i for i in range(head, s + 1) if self._is_in(head, i))  # the hour may stand as a sentence of its own
        return all(t.rule in _HOURS or self._is_day(t) for i in parts for t in self._scene.timexes[i])

    def _is_in(self, head: int, s: int) -> bool:
        """Say whether a sentence stands in the heading that another one opens."""
        return self._scene.clauses[s].sentence.section == self._scene.clauses[head].sentence.section

    def _is_day(self, timex: Timex) -> bool:
        return timex.bounds.open or is_vague(timex) or timex.bounds.earliest_begin == self._day

    def placed(self, own: Mapping[tuple[int, int], Timex]) -> dict[tuple[int, int], Timex]:
        """Return the times of words with hours on the day of publication, where a sentence names no day."""
        return {
            (s, at): _moved(timex, self._day) if self._day and self._is_bare(s, timex) else timex
            for (s, at), timex in own.items()
        }

    def _is_bare(self, s: int, timex: Timex) -> bool:
        hour = timex.type == "TIME" and (timex.rule in _HOURS or timex.rule == "modifier")
        return hour and self._is_of_day(s)

    def when(self, mention: Mention, status: Status) -> When | None:
        """Return the day of publication for what a heading tells, or an entry in the present perfect."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        if status is not Status.OCCURRED or not self._is_of_day(s) or self._scene.quote_around(s, mention.verb):
            return None
        heading = self._is_in(self._head[s], s) and clause.relation(mention.verb) in {"root", "parataxis"}
        perfect = is_present_perfect(clause, mention.verb)
        hour = self._hour(self._head[s])
        if hour is None or not (heading or (perfect and clause.relation(mention.verb) == "root")):
            return None
        told = When(
            span=hour.span, text=hour.span.of(self._scene.text), anchor="published", rule=hour.rule, basis=Basis.CONTEXT
        )
        day = Bounds.within(self._day, self._day)
        return shared(replace(told, bounds=day, edtf=str(self._day)))


def _moved(timex: Timex, day: Day) -> Timex:
    """Return an hour of another day."""
    hour = timex.value.partition("T")[2]
    return replace(timex, value=f"{day}T{hour}", edtf=f"{day}", bounds=Bounds.within(day, day))
