"""Who is meant: names, their variants, pronouns and definite nominals, inside one article. Precision before recall."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import gazetteer
from kb.extract.lexicon import event_type, words
from kb.model import Kind, Name, Participant, Sentence, Span

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses

_KINDS = {"PER": Kind.PERSON, "ORG": Kind.ORGANISATION, "LOC": Kind.PLACE, "MISC": Kind.OTHER}
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_SPEAKER = frozenset({"i", "me", "my", "myself"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_BESIDE = frozenset({"in", "at", "near", "on", "after", "before", "during", "since", "with", "from"})
_BACK = 6  # sentences that a pronoun is followed back
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


@dataclass(frozen=True, slots=True)
class Meant:
    """An entity as the article names it best."""

    name: str
    kind: Kind
    named: bool


class Cast:
    """The people, organisations and places of one article, in the order of their mention."""

    def __init__(self, text: str, clauses: tuple[Clauses, ...]) -> None:
        self._text = text
        self._clauses = clauses
        self._names = [_mended(clause.sentence) for clause in clauses]
        found = [(self._surface(s, name), name.kind) for s, names in enumerate(self._names) for name in names]
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for surface, kind in found:
            votes[surface][kind] += 1
        self._kinds = {surface: max(sorted(kinds), key=lambda kind: kinds[kind]) for surface, kinds in votes.items()}
        self._acronyms = _acronyms(text)
        self._orgs = Counter(self._full(surface) for surface, _ in found if self._kinds[surface] == "ORG")

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
        """Return the fullest form of a name that the article uses, or the name that everybody knows it by."""
        if self._kinds.get(surface) == "PER":
            longer = {x for x, kind in self._kinds.items() if kind == "PER" and x.endswith(" " + surface)}
            return longer.pop() if len(longer) == 1 else surface
        return gazetteer.canonical(self._acronyms.get(surface, surface))

    def name_at(self, s: int, at: int) -> Meant | None:
        """Return the entity whose name covers token `at` of sentence `s`; nationality words mean their country."""
        clause = self._clauses[s]
        country = gazetteer.people(clause[at].text)
        if country:
            return Meant(country, Kind.PLACE, named=True)
        for name in self._names[s]:
            if name.first <= at < name.last:
                surface = self._surface(s, name)
                kind = _KINDS[self._kinds.get(surface, name.kind)]
                full = self._full(surface)
                return Meant(
                    full, Kind.PLACE if gazetteer.place(full) and kind is not Kind.PERSON else kind, named=True
                )
        return None

    def named_in(self, s: int) -> set[str]:
        """Return the names of all that a sentence names."""
        found = (self.name_at(s, i) for i in range(len(self._clauses[s])))
        return {meant.name for meant in found if meant}

    def refer(self, s: int, at: int, *, speaker: Meant | None = None, depth: int = 0) -> Meant:
        """Return whom the noun phrase headed by token `at` of sentence `s` means. `speaker`: who says "I" here."""
        clause = self._clauses[s]
        word = clause[at].text.lower()
        if clause[at].upos == "PRON" and depth < 3:
            found = self._pronoun(s, at, word, speaker)
            return found or Meant(clause[at].text, Kind.OTHER, named=False)
        named = self.name_at(s, at) or self._named_in(s, at)
        return named or self._nominal(s, at)

    def _named_in(self, s: int, at: int) -> Meant | None:
        """Return who is named in a phrase or beside it: "defence minister Boris Pistorius", "the minister, Boris Pistorius"."""
        clause = self._clauses[s]
        inside = [i for i in clause.of(at, "appos", "flat", "nmod:desc") if i > at]
        for i in inside:
            name = self.name_at(s, i)
            if name and (name.kind is Kind.PERSON or i == at + 1):  # "neighbours Finland"
                return name
        return None

    def _pronoun(self, s: int, at: int, word: str, speaker: Meant | None) -> Meant | None:
        if word in _SPEAKER:
            return speaker
        if word in _RELATIVE:
            return self._antecedent(s, at)
        if word in _HE | _SHE:
            return self._person_before(s, at)
        if word in {"it", "its"}:
            return self._subject_before(s, at, plural=False)
        if word in {"they", "them", "their"}:
            return self._subject_before(s, at, plural=True)
        return None

    def _antecedent(self, s: int, at: int) -> Meant | None:
        clause = self._clauses[s]
        nearest = at > 1 and clause[at - 1].text == "," and clause[at - 2].upos in {"PROPN", "NOUN"}
        if nearest and clause[at].text.lower() == "which":
            return self.refer(s, at - 2, depth=1)  # after a comma, what stands just before is meant
        for above in clause.above(at):
            if clause.relation(above) == "acl" and clause[above].head >= 0:
                return self.refer(s, clause[above].head, depth=1)
            if clause[above].deprel == "advcl:relcl":
                break
        return self.refer(s, at - 2, depth=1) if nearest else None

    def _person_before(self, s: int, at: int) -> Meant | None:
        """Return the person named last before, subjects first: in this sentence, then in those before."""
        for back in range(s, max(-1, s - _BACK), -1):
            clause = self._clauses[back]
            people = []
            for name in self._names[back]:
                meant = self.name_at(back, name.first)
                if meant and meant.kind is Kind.PERSON and (back < s or name.last <= at):
                    subject = any(_in_subject(clause, i) for i in range(name.first, name.last))
                    people.append((subject, name.first, meant))
            if people:
                return max(people, key=lambda person: person[:2])[2]
            described = [
                i
                for i in range(len(clause) if back < s else at)
                if clause.relation(i) == "nsubj" and clause[i].upos == "NOUN"
            ]
            unnamed = [self._nominal(back, i) for i in described]
            if unnamed and unnamed[-1].kind is Kind.PERSON:
                return unnamed[-1]
        return None

    def _subject_before(self, s: int, at: int, *, plural: bool) -> Meant | None:
        """Return the subject before a pronoun, in this sentence or the one before: for "it" an organisation or place."""
        for back in range(s, max(-1, s - 2), -1):
            clause = self._clauses[back]
            subjects = [
                i
                for i in range(at if back == s else len(clause))
                if clause.relation(i) == "nsubj" and clause[i].upos != "PRON"
            ]
            for i in reversed(subjects):
                if plural and ("Number=Plur" in clause[i].feats or clause.of(i, "conj")):
                    return self.name_at(back, i) or self._nominal(back, i)
                meant = self.name_at(back, i)
                if not plural and meant and meant.kind in {Kind.ORGANISATION, Kind.PLACE}:
                    return meant
        return None

    def _nominal(self, s: int, at: int) -> Meant:
        clause = self._clauses[s]
        lemma = clause[at].lemma.lower()
        definite = any(clause[i].text.lower() in {"the", "this"} for i in clause.of(at, "det"))
        if definite and lemma in words("roles", "organisation") and len(clause.children[at]) <= 2 and self._orgs:
            best = self._orgs.most_common(2)
            if len(best) == 1 or best[0][1] > best[1][1]:
                return Meant(best[0][0], Kind.ORGANISATION, named=True)
        singular = "Number=Plur" not in clause[at].feats
        if definite and singular and lemma in words("roles", "person") and len(clause.children[at]) == 1:
            person = self._person_titled(s, lemma)
            if person:
                return person
        phrase = clause.phrase(at)
        hung = [i for i in clause.of(at, "nmod") if clause.introduces(i) & _BESIDE]  # "treaty in Paris": the treaty
        cut = min((min(clause.subtree(i)) for i in hung if i > at), default=len(clause))
        phrase = [i for i in phrase if i < max(cut, at + 1) and clause[i].text.lower() not in {"the", "a", "an"}]
        label = " ".join(clause.span(phrase).of(self._text).split()) if phrase else clause[at].text
        return Meant(label, _kind(lemma, plural="Number=Plur" in clause[at].feats), named=False)

    def _person_titled(self, s: int, lemma: str) -> Meant | None:
        """Return the one person whom the article has named beside that title so far."""
        found = {}
        for back in range(s + 1):
            clause = self._clauses[back]
            for name in self._names[back]:
                near = range(max(0, name.first - 4), min(len(clause), name.last + 4))
                if name.kind == "PER" and any(
                    clause[i].lemma.lower() == lemma and clause[i].head in {*near, name.first} for i in near
                ):
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


def _in_subject(clause: Clauses, at: int) -> bool:
    """Say whether a word is the head of a subject, or its apposition or title: "the president, Luis Rubiales, resigned"."""
    while clause.relation(at) in {"appos", "flat", "compound"} or clause[at].deprel == "nmod:desc":
        up = clause[at].head
        loose = clause.relation(at) == "appos" and clause.relation(up) == "nmod"  # parsed as beside "federation"
        at = clause[up].head if loose else up
    return clause.relation(at) == "nsubj"


def _kind(lemma: str, *, plural: bool) -> Kind:
    for kind in ("organisation", "person", "place"):
        if lemma in words("roles", kind):
            return Kind.GROUP if kind == "person" and plural else Kind(kind)
    return Kind.GROUP if {lemma, lemma + "s"} & words("roles", "group") else Kind.OTHER


def _mended(sentence: Sentence) -> list[Name]:
    """Return a sentence's names where countries are places whatever the network took them for, and events are nobody.

    Of "the Vilnius Summit" Vilnius alone is a name.
    """
    tokens = sentence.tokens
    written = [
        n for n in sentence.names if any(t.text[:1].isupper() or t.text[:1].isdigit() for t in tokens[n.first : n.last])
    ]
    events = {i for n in written if event_type(tokens[n.last - 1].lemma.lower()) for i in range(n.first, n.last)}
    names = [n for n in written if n.first not in events]
    covered = {i for name in names for i in range(name.first, name.last)}
    for i, token in enumerate(tokens):
        known = i not in covered and token.upos == "PROPN" and gazetteer.place(token.text)
        if known and (known.kind == "country" or i in events):
            names.append(Name(first=i, last=i + 1, kind="LOC"))
    return sorted(names, key=lambda name: name.first)


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
