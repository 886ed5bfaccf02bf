"""Years that ages give: "when she was nine" of somebody born in 1975, "joined aged 14" of one who was seventeen in 1995."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.limits import moved_by, read
from kb.extract.participants import passive_subject, subject
from kb.model import Basis, Bounds, Day, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene
    from kb.model import Timex

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBERS: Final = {word: n for n, word in enumerate(_WORDS.split(), 1)} | {str(n): n for n in range(1, 110)}
_YOUNGEST: Final = 5  # of those whose age stands behind their name; smaller numbers mean other things
_TAKING_PART: Final = frozenset({"nsubj", "obj", "obl"})


class _Age(NamedTuple):
    """Somebody's age in years when a verb of a sentence came about."""

    verb: int
    who: str
    years: int


class _Birth(NamedTuple):
    """The first and last year in which somebody may have been born, and the words that tell it."""

    first: int
    last: int
    told: When
    day: Day | None = None


class Ages:
    """The births that an article tells or lets reckon, and when things happened to people of some age."""

    def __init__(self, scene: Scene, own: Mapping[tuple[int, int], Timex], published: Bounds) -> None:
        self._scene = scene
        self._published = published
        told = [(s, age) for s in range(len(scene.clauses)) for age in self._told(s)]
        self._births: dict[str, _Birth] = {}
        for who, birth in (*self._born(own), *self._reckoned(own, told), *self._now()):
            self._births.setdefault(_key(who), birth)
        self._deaths = dict(self._died(own))
        self._ages = [(s, age) for s, age in told if (s, age.verb) not in own]

    def when(self, mention: Mention) -> When | None:
        """Return the years in which a mention lies by the age of whoever takes part, or as their birth."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        lemma, who = clause[mention.verb].lemma.lower(), _key(self._who(s, mention.verb))
        if lemma == "bear" and who in self._births:
            return _years(self._births[who], 0, 0)
        if lemma == "die" and who in self._deaths:
            return self._deaths[who]
        verbs = {mention.verb}
        if clause[mention.trigger].upos == "NOUN" and clause.relation(mention.verb) in _TAKING_PART:
            verbs.add(clause[mention.verb].head)
        known = [(age, self._births.get(_key(age.who))) for at, age in self._ages if at == s and age.verb in verbs]
        found = next((_years(birth, age.years, age.years + 1) for age, birth in known if birth), None)
        last, today = found.bounds.latest_end if found else None, self._published.latest_end
        return found if last and (today is None or last < today) else None  # who is of that age still: tense says more

    def _who(self, s: int, verb: int) -> str:
        heads = passive_subject(self._scene, s, verb)
        head = heads[0] if heads else subject(self._scene, s, verb)
        return "" if head is None else self._scene.cast.refer(s, head).name

    def _told(self, s: int) -> Iterator[_Age]:
        """Yield the ages of a sentence: "when she was six", "aged 14", "at age seventeen", "at the age of 81"."""
        clause = self._scene.clauses[s]
        for at in range(len(clause)):
            years = _NUMBERS.get(clause[at].text.lower())
            if years is None:
                continue
            if clause.of(at, "cop") and clause.relation(at) == "advcl" and "when" in _opening(clause, at):
                yield from (
                    _Age(clause[at].head, self._scene.cast.refer(s, i).name, years) for i in clause.of(at, "nsubj")
                )
            elif _is_age(clause, at):
                above = (i for i in (at, *clause.above(at)) if clause[i].text.lower() != "aged")
                verb = next((i for i in above if clause[i].upos == "VERB"), None)
                if verb is not None:
                    yield _Age(verb, self._who(s, verb), years)

    def _born(self, own: Mapping[tuple[int, int], Timex]) -> Iterator[tuple[str, _Birth]]:
        for s, at, timex in self._dated(own, "bear"):
            begin, end = timex.bounds.earliest_begin, timex.bounds.latest_end
            if begin and end:
                words = read(timex, self._scene.text, Basis.CONTEXT)
                yield self._who(s, at), _Birth(begin.year, end.year, words, begin if begin == end else None)

    def _died(self, own: Mapping[tuple[int, int], Timex]) -> Iterator[tuple[str, When]]:
        """Yield the deaths of those named that the article dates: nobody dies twice."""
        for s, at, timex in self._dated(own, "die"):
            heads = self._scene.clauses[s].of(at, "nsubj")
            if heads and self._scene.cast.refer(s, heads[0]).named:
                yield _key(self._who(s, at)), read(timex, self._scene.text, Basis.EXPLICIT)

    def _dated(self, own: Mapping[tuple[int, int], Timex], lemma: str) -> Iterator[tuple[int, int, Timex]]:
        """Yield sentence, word and time of the dated verbs with a lemma."""
        for (s, at), timex in own.items():
            if self._scene.clauses[s][at].lemma.lower() == lemma:
                yield s, at, timex

    def _reckoned(
        self, own: Mapping[tuple[int, int], Timex], told: list[tuple[int, _Age]]
    ) -> Iterator[tuple[str, _Birth]]:
        """Yield the births of those who had an age at a dated event."""
        for s, age in told:
            timex = own.get((s, age.verb))
            begin, end = (timex.bounds.earliest_begin, timex.bounds.latest_end) if timex else (None, None)
            if timex and begin and end:
                words = read(timex, self._scene.text, Basis.CONTEXT)
                yield age.who, _Birth(begin.year - age.years - 1, end.year - age.years, words)

    def _now(self) -> Iterator[tuple[str, _Birth]]:
        """Yield the births of those whose age stands behind their name: "Quispe, 47, heads the group"."""
        day = self._published.earliest_begin
        for s, clause in enumerate(self._scene.clauses) if day else ():
            for at in range(2, len(clause) - 1):
                years = _NUMBERS.get(clause[at].text, 0)
                apart = clause[at - 1].text == "," and clause[at + 1].text in {",", "."}
                name = self._scene.cast.name_at(s, at - 2) if apart and years >= _YOUNGEST else None
                if name and day:
                    told = When(
                        basis=Basis.CONTEXT, text=clause[at].text, span=clause[at].span, anchor="published", rule="age"
                    )
                    yield name.name, _Birth(day.year - years - 1, day.year - years, told)


def _opening(clause: Clauses, at: int) -> set[str]:
    return {clause[i].text.lower() for i in clause.of(at, "advmod", "mark")}


def _is_age(clause: Clauses, at: int) -> bool:
    """Say whether a number follows "aged", "at age" or "at the age of"."""
    before = [clause[i].text.lower() for i in range(max(0, at - 4), at)]
    return before[-1:] == ["aged"] or before[-2:] == ["at", "age"] or before[-3:] == ["the", "age", "of"]


def _key(name: str) -> str:
    """Return the first and last word of a name: a second one may be left out."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if words else ""


def _years(birth: _Birth, first: int, last: int) -> When:
    """Return the whole years from the first to the last birthday that counts, the days themselves where the birth's is known."""
    if birth.day:
        begin, end = (Day(birth.day.year + n, birth.day.month, min(birth.day.day, 28)) for n in (first, last))
        begin, end = (birth.day, birth.day) if first == last == 0 else (begin, moved_by(end, -1) or end)
        return replace(birth.told, bounds=Bounds.within(begin, end), edtf=None, basis=Basis.CONTEXT)
    bounds = Bounds.within(Day(birth.first + first, 1, 1), Day(birth.last + last, 12, 31))
    years = [f"{birth.first + first:04d}", f"{birth.last + last:04d}"]
    return replace(birth.told, bounds=bounds, edtf="/".join(dict.fromkeys(years)), basis=Basis.CONTEXT)
