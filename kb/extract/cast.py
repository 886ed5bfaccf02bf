"""Who is meant: names, pronouns and definite nominals, inside one article. Precision before recall."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kb.extract.callings import callings, fits
from kb.extract.counted import is_some
from kb.extract.gender import HE, SHE, genders
from kb.extract.lexicon import event_type, words
from kb.extract.names import Meant, Names
from kb.extract.nationals import are_people, country, is_counted, person_of
from kb.extract.offices import bodies
from kb.extract.once import once
from kb.extract.persons import Persons
from kb.extract.subjects import antecedent, fellows
from kb.extract.things import Things
from kb.model import Kind, Participant

if TYPE_CHECKING:
    from collections.abc import Hashable

    from kb.extract.clauses import Clauses
    from kb.extract.quotes import Quotes

_SPEAKER = frozenset({"i", "me", "my", "myself"})
_OURSELVES = frozenset({"we", "us", "our", "ourselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PEOPLE = ("person", "kin", "acting")
_DASHES = frozenset({"-", "–", "—", "--"})
_BESIDE = frozenset({"in", "at", "near", "on", "after", "before", "during", "since", "with", "from"})


class Cast:
    """The people, organisations and places of one article, in the order of their mention."""

    def __init__(self, text: str, clauses: tuple[Clauses, ...], quotes: Quotes) -> None:
        self.known: dict[Hashable, Any] = {}
        self._text = text
        self._clauses = clauses
        self._names = Names(text, clauses)
        self._bodies = bodies(clauses, self._names)
        self._callings = callings(clauses, self._names)
        self._things = Things(clauses, quotes, self._names, self.refer)
        sexes = genders(clauses, [self._people(s) for s in range(len(clauses))])
        self._persons = Persons(clauses, quotes, self._names, sexes, self._nominal)

    def _people(self, s: int) -> list[tuple[int, int, str]]:
        found = ((name, self.name_at(s, name.first)) for name in self._names.people(s))
        return [(name.first, name.last, meant.name) for name, meant in found if meant]

    def name_at(self, s: int, at: int) -> Meant | None:
        """Return the entity whose name covers token `at` of sentence `s`; nationality words mean their country."""
        return self._names.at(s, at)

    def named_in(self, s: int) -> set[str]:
        """Return the names of all that a sentence names."""
        found = (self.name_at(s, i) for i in range(len(self._clauses[s])))
        return {meant.name for meant in found if meant}

    def refer(self, s: int, at: int, *, speaker: Meant | None = None) -> Meant:
        """Return whom the noun phrase headed by token `at` of sentence `s` means. `speaker`: who says "I" here."""
        clause = self._clauses[s]
        if clause[at].upos == "PRON":
            found = self._pronoun(s, at, speaker)
            some = self._nominal(s, at) if not found and is_some(clause, at) else None
            return found or some or Meant(clause[at].text, Kind.OTHER, named=False)
        return self._noun(s, at)

    @once
    def _noun(self, s: int, at: int) -> Meant:
        clause = self._clauses[s]
        if are_people(clause, at):
            return replace(self._nominal(s, at), kind=Kind.GROUP)
        return self._national(s, at) or self._named_in(s, at) or self._nominal(s, at)

    def _national(self, s: int, at: int) -> Meant | None:
        """Return the person that a people's name in the singular means: "the Swede", or "the Portuguese" where one is known."""
        word = self._clauses[s][at].text
        land = country(self._clauses[s], at)
        person = person_of(self._clauses, self._names, s, land) if land else None
        return person or (Meant(word, Kind.PERSON, named=False) if land and is_counted(word) else None)

    def _named_in(self, s: int, at: int) -> Meant | None:
        """Return who is named in a phrase or beside it: "defence minister Boris Pistorius", "the latest model, the A380"."""
        clause = self._clauses[s]
        own = self.name_at(s, at)
        for i in clause.of(at, "appos", "flat", "nmod:desc"):
            name = self.name_at(s, i) if i > at else None
            if name and own:
                fuller = name.name.startswith(own.name + " ")  # "the new Volt, Volt 2"
                own = name if fuller or self._is_title(s, at, i, own, name) else own
            elif name and (
                name.kind is Kind.PERSON
                or self._names.begins(s, i) == at + 1  # "neighbours Finland"
                or (clause.relation(i) == "appos" and name.kind is not Kind.PLACE and clause[at].upos == "NOUN")
            ):
                return name
        up = clause[at].head
        if not own and clause.relation(at) == "appos" and 0 <= up < at and clause[up + 1].text not in _DASHES:
            return self.name_at(s, up)  # "Volvo, the firm that …", no dateline
        if not own and clause[at].deprel == "nmod:desc" and up > at:
            return self.name_at(s, up)  # "the runner Ines Prado, who …"
        return own or self._product(s, at)

    def _is_title(self, s: int, at: int, i: int, own: Meant, name: Meant) -> bool:
        """Say whether a name is only the title of the person beside it: "Secretary for Trade Anna Berg"."""
        apart = any(self._clauses[s][j].text == "," for j in range(at, i))
        return own.kind is Kind.ORGANISATION and name.kind is Kind.PERSON and not apart

    def _product(self, s: int, at: int) -> Meant | None:
        """Return which product a word for its class stands for: "A380 aircraft" for the A380."""
        clause = self._clauses[s]
        if clause[at].lemma.lower() not in words("roles", "product"):
            return None
        for i in clause.of(at, "compound"):
            name = self.name_at(s, i) or self._proper(clause, i)
            if name and name.kind is Kind.OTHER:
                return name
        return None

    @once
    def _pronoun(self, s: int, at: int, speaker: Meant | None) -> Meant | None:
        word = self._clauses[s][at].text.lower()
        if word in _SPEAKER:
            return speaker
        if word in _OURSELVES:
            body = self._bodies.get(speaker.name) if speaker else None
            alone = speaker and speaker.named and word in {"we", "us"}  # their side, of whom they alone are named
            return speaker if speaker and speaker.kind is Kind.ORGANISATION else body or (speaker if alone else None)
        if word in _RELATIVE:
            noun = antecedent(self._clauses[s], at)
            return None if noun is None else self.refer(s, noun)
        if word in HE | SHE:
            return self._persons.meant(s, at, speaker=speaker)
        apart = {self.refer(s, i).name for i in fellows(self._clauses[s], at)}
        if word in {"it", "its"}:
            return self._things.it(s, at, apart)
        if word in {"they", "them", "their"}:
            return self._things.they(s, at, apart)
        return None

    @once
    def _nominal(self, s: int, at: int) -> Meant:
        clause = self._clauses[s]
        lemma = clause[at].lemma.lower()
        proper = self._proper(clause, at)
        if proper:
            return proper
        definite = any(clause[i].text.lower() in {"the", "this"} for i in clause.of(at, "det"))
        singular = "Number=Plur" not in clause[at].feats
        if definite and singular and lemma in words("roles", "organisation") and len(clause.children[at]) <= 2:
            body = self._organisation(s, at, lemma)
            if body:
                return body
        if definite and singular and lemma in words("roles", "person") and len(clause.children[at]) == 1:
            person = self._person_titled(s, lemma)
            if person:
                return person
        hung = [i for i in clause.of(at, "nmod") if clause.introduces(i) & _BESIDE]  # "treaty in Paris": the treaty
        cut = min((min(clause.subtree(i)) for i in hung if i > at), default=len(clause))
        told = [
            i for i in clause.phrase(at) if i < max(cut, at + 1) and clause[i].text.lower() not in {"the", "a", "an"}
        ]
        label = " ".join(clause.span(told).of(self._text).split()) if told else clause[at].text
        of = next((i for i in clause.of(at, "nmod") if clause.introduces(i) == {"of"}), at)
        counted = of if clause[at].upos == "NUM" or is_some(clause, at) else at  # "two of her students"
        kind = _kind(clause[counted].lemma.lower(), plural="Number=Plur" in clause[counted].feats)
        return Meant(label, kind, named=False)

    def _proper(self, clause: Clauses, at: int) -> Meant | None:
        """Return what a proper noun names that the network took for no name: "the iPhone 4", "Dreamliner"."""
        if (
            clause[at].upos != "PROPN"
            or are_people(clause, at)
            or self._names.writes(clause[at].text.lower())
            or not _is_written(clause[at].text)
        ):
            return None
        lemma = clause[at].lemma.lower()
        if event_type(lemma) or lemma in words("roles", "organisation", "person", "place"):
            return None
        first = last = at
        while first > 1 and _is_written(clause[first - 1].text) and clause[first - 1].head in {at, first}:
            first -= 1
        while (
            last + 1 < len(clause) and clause[last + 1].upos in {"PROPN", "NUM"} and clause[last + 1].head in {at, last}
        ):
            last += 1
        name = " ".join(clause[i].text for i in range(first, last + 1))
        several = "Number=Plur" in clause[last].feats and self._names.writes(clause[last].text.removesuffix("s"))
        return Meant(name.removesuffix("s") if several else name, Kind.OTHER, named=True)

    def _organisation(self, s: int, at: int, lemma: str) -> Meant | None:
        """Return whom "the company" means: the subject before it, the only one named just before, or the article's first of all.

        A court, a newspaper or a union is one only where its name or the article says so.
        """
        known = self._names.organisations
        all_ = Counter({name: known[name] for name in known if fits(lemma, self._callings.get(name, frozenset()))})
        worded = [name for name in all_ if lemma in name.lower().split()]
        if not worded and lemma in words("roles", "worded"):
            worded = [name for name in all_ if lemma in self._callings.get(name, frozenset())]
        if worded or lemma in words("roles", "worded"):
            return Meant(worded[0], Kind.ORGANISATION, named=True) if len(worded) == 1 else None
        for back, i in self._things.subjects(s, at):
            meant = self.name_at(back, i)
            if meant and meant.kind is Kind.ORGANISATION and fits(lemma, self._callings.get(meant.name, frozenset())):
                return meant
        best = all_.most_common(2)
        alone = len(best) == 1 or (best and best[0][1] > best[1][1])
        return Meant(best[0][0], Kind.ORGANISATION, named=True) if alone else None

    def _person_titled(self, s: int, lemma: str) -> Meant | None:
        """Return the one person whom the article has named beside that title so far."""
        found = {}
        for back in range(s + 1):
            clause = self._clauses[back]
            for name in self._names.of_kind(back, "PER"):
                near = range(max(0, name.first - 4), min(len(clause), name.last + 4))
                if any(clause[i].lemma.lower() == lemma and clause[i].head in {*near, name.first} for i in near):
                    meant = self.name_at(back, name.first)
                    if meant:
                        found[meant.name] = meant
        return found.popitem()[1] if len(found) == 1 else None

    def participant(self, role: str, s: int, at: int, *, speaker: Meant | None = None) -> Participant:
        """Return the participant that the noun phrase headed by `at` is."""
        clause = self._clauses[s]
        meant = self.refer(s, at, speaker=speaker)
        span = clause.span(clause.phrase(at))
        return Participant(
            role=role, text=span.of(self._text), span=span, name=meant.name, kind=meant.kind, named=meant.named
        )


def _kind(lemma: str, *, plural: bool) -> Kind:
    """Return what a description is of. Plain people, "the driver", are persons too; "ten bodies" are no organisations."""
    if lemma in words("roles", "crowds"):
        return Kind.GROUP
    if lemma in words("roles", *_PEOPLE):
        return Kind.GROUP if plural else Kind.PERSON
    if lemma in words("roles", "organisation"):
        return Kind.OTHER if plural and lemma == "body" else Kind.ORGANISATION
    if lemma in words("roles", "place"):
        return Kind.PLACE
    return Kind.GROUP if {lemma, lemma + "s"} & words("roles", "group") else Kind.OTHER


def _is_written(word: str) -> bool:
    """Say whether a word is spelt as a name: "Dreamliner", "iPhone"."""
    return any(char.isupper() for char in word) and not set(word) & set("$£€¥")
