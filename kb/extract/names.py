"""Names: which words of an article name whom, in how many forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import gazetteer
from kb.extract.classed import STORMS, names_of
from kb.model import Kind, Name, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses

_KINDS = {"PER": Kind.PERSON, "ORG": Kind.ORGANISATION, "LOC": Kind.PLACE, "MISC": Kind.OTHER}
_FIRM = frozenset(
    [
        "inc", "corp", "corporation", "company", "co", "ltd", "limited", "plc", "llc", "ag", "se", "sa", "s.a", "nv", "n.v", "gmbh", "spa", "group",
        "holdings", "motor", "incorporated",
    ]
)  # fmt: skip
_TITLES = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "president",
        "prime",
        "minister",
        "general",
        "sen.",
        "gov.",
        "rep.",
        "gen.",
        "pope",
        "king",
        "queen",
    ]
)


_STORMS = frozenset(map(str.capitalize, STORMS))


@dataclass(frozen=True, slots=True)
class Meant:
    """An entity as the article names it best."""

    name: str
    kind: Kind
    named: bool


_GENERATIONS = frozenset({"II", "III", "IV", "Jr", "Sr"})


class Names:
    """The people, organisations and places that one article names, and by which words."""

    def __init__(self, text: str, clauses: tuple[Clauses, ...]) -> None:
        self._text = text
        self._clauses = clauses
        found = [names_of(clause.sentence) for clause in clauses]
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for s, names in enumerate(found):
            for name in names:
                votes[self._surface(s, name)][name.kind] += 1
        self._kinds = {surface: max(sorted(kinds), key=lambda kind: kinds[kind]) for surface, kinds in votes.items()}
        self._acronyms = _acronyms(text) | {x.split()[-1]: x for x in self._kinds if x.split()[0] in _STORMS}
        self._words = {token.text for clause in clauses for token in clause.sentence.tokens}
        forms = self._forms()
        self._names = [[*names, *self._again(s, names, forms)] for s, names in enumerate(found)]
        surfaces = [self._surface(s, name) for s, names in enumerate(self._names) for name in names]
        self._meant = [self._meanings(s, names) for s, names in enumerate(self._names)]
        self.organisations = Counter(self._full(x) for x in surfaces if self._kinds.get(x) == "ORG")

    def _forms(self) -> dict[str, list[tuple[str, ...]]]:
        """Return first word → the forms that begin with it, longest first: names as they stand, and surnames."""
        forms = {tuple(surface.split()) for surface in self._kinds}
        forms |= {form[-1:] for form in forms if self._kinds[" ".join(form)] == "PER"}
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            found[form[0]].append(form)
        return found

    def _again(self, s: int, names: list[Name], forms: dict[str, list[tuple[str, ...]]]) -> Iterator[Name]:
        """Yield the names of a sentence that the network took for no name there, though it did elsewhere."""
        tokens = self._clauses[s].sentence.tokens
        free = set(range(len(tokens))) - {i for name in names for i in range(name.first, name.last)}
        for at, token in enumerate(tokens):
            for form in forms.get(token.text, ()) if at in free and token.text[:1].isupper() else ():
                run = range(at, at + len(form))
                if free.issuperset(run) and tuple(tokens[i].text for i in run) == form and self._proper(s, run):
                    free.difference_update(run)
                    yield Name(first=at, last=run.stop, kind=self._kinds.get(" ".join(form), "PER"))
                    break

    def _proper(self, s: int, run: range) -> bool:
        """Say whether words that are a name elsewhere are one here: "Banks" is not, where the article speaks of banks too."""
        first = self._clauses[s][run[0]]
        return len(run) > 1 or (first.upos in {"PROPN", "NOUN"} and not self.writes(first.text.lower()))

    def people(self, s: int) -> list[Name]:
        """Return the names of a sentence that are people's, in order."""
        return sorted(
            (n for n in self._names[s] if self.at(s, n.first, kind=Kind.PERSON)),
            key=lambda name: name.first,
        )

    def writes(self, word: str) -> bool:
        """Say whether the article has a word in this very spelling."""
        return word in self._words

    def _surface(self, s: int, name: Name) -> str:
        clause = self._clauses[s]
        first = name.first
        while first < name.last - 1 and clause[first].text.lower() in _TITLES | {"the", "former"}:
            first += 1
        last = (
            name.last - 1
            if name.last - 1 > first and clause[name.last - 1].text in {"'s", "’s", "'", "’"}
            else name.last
        )
        return " ".join(Span(clause[first].span.start, clause[last - 1].span.end).of(self._text).split())

    def _full(self, surface: str) -> str:
        """Return the fullest form of a person's name that the article uses, or the name that everybody knows it by.

        A company is called by its short name, where the article calls it so: "Ford Motor Company" is "Ford".
        """
        if self._kinds.get(surface, "PER") == "PER" and surface not in self._acronyms:
            people = {x for x, kind in self._kinds.items() if kind == "PER"}
            lowered = surface[:1].lower() + surface[1:]  # "Van Dijk" opens a sentence about Piet van Dijk
            surname = {x for x in people if x.endswith((" " + surface, " " + lowered))}
            longer = surname or {x for x in people if x.startswith(surface + " ") and not self._is_namesake(surface, x)}
            return longer.pop() if len(longer) == 1 else surface
        full = self._acronyms.get(surface, surface)
        short = full
        while short.rpartition(" ")[2].rstrip(".,").lower() in _FIRM:
            short = short.rpartition(" ")[0].rstrip(",")
            if self._kinds.get(short) == "ORG":
                return gazetteer.canonical(short)
        return gazetteer.canonical(full)

    def _is_namesake(self, surface: str, longer: str) -> bool:
        """Say whether a name with a number is another's, named after one who is named first: "Ole Vik" and his son "Ole Vik II"."""
        order = list(self._kinds)
        return longer.rpartition(" ")[2].rstrip(".") in _GENERATIONS and order.index(surface) < order.index(longer)

    def at(self, s: int, at: int, *, kind: Kind | None = None) -> Meant | None:
        """Return the entity whose name covers token `at` of sentence `s`; nationality words mean their country."""
        found = self._meant[s].get(at)
        return found if found and kind in {None, found.kind} else None

    def _meanings(self, s: int, names: list[Name]) -> dict[int, Meant]:
        """Return token → the entity whose name covers it."""
        lands = ((at, gazetteer.people(token.text)) for at, token in enumerate(self._clauses[s]))
        found = {at: Meant(land, Kind.PLACE, named=True) for at, land in lands if land}
        for name in names:
            surface = self._surface(s, name)
            kind = _KINDS[self._kinds.get(surface, name.kind)]
            full = self._full(surface)
            stormed = full.partition(" ")[0] in _STORMS
            place = gazetteer.place(full) and kind not in {Kind.PERSON, Kind.OTHER}
            meant = Meant(full, Kind.PLACE if place else Kind.OTHER if stormed else kind, named=True)
            for at in range(name.first, name.last):
                found.setdefault(at, meant)
        return found

    def begins(self, s: int, at: int) -> int:
        """Return the first token of the name that covers token `at`, or `at` itself."""
        return next((name.first for name in self._names[s] if name.first <= at < name.last), at)

    def of_kind(self, s: int, kind: str) -> list[Name]:
        """Return the names of a sentence that the network takes for PER, ORG, LOC or MISC."""
        return [name for name in self._names[s] if name.kind == kind]


def _acronyms(text: str) -> dict[str, str]:
    """Return acronym → full name for pairs that the text introduces: "European Aeronautic Defence and Space Company (EADS)"."""
    found = {}
    for match in re.finditer(r"\(([A-Z][A-Za-z.]{1,9})\)", text):
        before = text[max(0, match.start() - 120) : match.start()].split()
        letters = match.group(1).replace(".", "")
        for size in range(len(letters), min(len(letters) + 4, len(before)) + 1):
            words_ = before[-size:]
            initials = "".join(word[0] for word in words_ if word[0].isupper())
            if initials == letters.upper() and words_[0][0].isupper():
                found[match.group(1)] = " ".join(words_)
                break
    return found
