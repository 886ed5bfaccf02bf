"""Whom "he" and "she" mean: whoever the pronouns before them mean, then whom the last clause is about, and never a guess that accuses."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.gender import HE, SHE, agrees, calls
from kb.extract.lexicon import words
from kb.extract.subjects import fellows
from kb.extract.tense import speaks_of_now
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant, Names
    from kb.extract.quotes import Quotes

_BACK: Final = 6  # sentences that a pronoun is followed back
_ASIDE: Final = frozenset(["after", "before", "since", "than", "like", "unlike", "as", "besides", "except", "despite"])
_BESIDE: Final = frozenset({"appos", "flat", "compound"})
_QUOTES: Final = frozenset('"”»')
_HARM: Final = frozenset(
    [
        "arrest", "detain", "jail", "imprison", "charge", "indict", "arraign", "sentence", "convict", "acquit", "guilty", "accuse", "suspect", "ban", "suspend", "fine",
        "extradite", "deport", "execute", "sue", "punish", "sack", "fire", "kill", "die", "shoot", "stab", "murder", "rape", "attack", "confess", "plead", "flee",
        "steal", "bribe", "embezzle", "release", "conviction", "sentencing", "death", "suicide", "detention", "trial",
    ]
)  # fmt: skip


_DEATHS: Final = frozenset({"death", "murder", "killing", "assassination", "suicide", "funeral"})
_KILLS: Final = frozenset({"kill", "murder", "assassinate", "execute"})
_TRIED: Final = frozenset({"accuse", "acquit", "charge", "convict", "deny", "indict", "plead", "sentence", "testify"})
_OF_THE_DEAD: Final = frozenset({"be", "bury", "die", "kill", "leave", "lie", "remain", "rest", "survive", "win"})


class _Rank(IntEnum):
    """What somebody is in a sentence, by how likely a pronoun in the next one goes on with them."""

    COMPARED = 0  # "the first since Berg"
    TAG = 1  # the source of what stands before: "…, the prosecutor said"
    OBLIQUE = 2
    OBJECT = 3
    SUBJECT = 4
    MAIN = 5  # the subject of a main clause
    QUOTED = 6  # who speaks in quotation marks


class _Person(NamedTuple):
    """Somebody mentioned: where, the head word of the whole phrase, who."""

    rank: _Rank
    at: int
    head: int
    meant: Meant


class Persons:
    """The people that an article mentions, by names, descriptions and pronouns, in order."""

    def __init__(
        self,
        clauses: Sequence[Clauses],
        quotes: Quotes,
        names: Names,
        sexes: Mapping[str, str],
        describe: Callable[[int, int], Meant],
    ) -> None:
        self._clauses = clauses
        self._names = names
        self._sexes = dict(sexes)  # of whom a pronoun has been found to mean, too
        self._quotes = quotes
        self._describe = describe
        self._known: dict[tuple[int, int], Meant] = {}
        self._mentioned = [[*self._named(s), *self._described(s)] for s in range(len(clauses))]
        named = [(s, p) for s, people in enumerate(self._mentioned) for p in people if p.meant.named]
        self._dead = {p.meant.name: p.meant for s, p in named if _dies(clauses[s], p.head)}
        self._living = {p.meant.name for s, p in named if _lives(clauses[s], p.head)} - self._dead.keys()
        for s, clause in enumerate(clauses):
            for at in range(len(clause)):
                if clause[at].upos == "PRON" and clause[at].text.lower() in HE | SHE:
                    meant = self.meant(s, at)
                    if meant:
                        self._known[s, at] = meant
                        self._sexes.setdefault(meant.name, "he" if clause[at].text.lower() in HE else "she")
                        self._mentioned[s].append(_Person(_rank(clause, at), at, at, meant))

    def meant(self, s: int, at: int, *, speaker: Meant | None = None) -> Meant | None:
        """Return whom a pronoun means, `None` if that is not sure. `speaker`: who says it, and so means another."""
        known = self._known.get((s, at))
        if known and not (speaker and speaker.name == known.name):
            return known
        sex = "he" if self._clauses[s][at].text.lower() in HE else "she"
        apart = self._beside(s, at) | ({speaker.name} if speaker else set())
        if _dies(self._clauses[s], at):
            apart |= self._living
            dead = [one for name, one in self._dead.items() if agrees(sex, self._sexes, name) and name not in apart]
            if len(dead) == 1:
                return dead[0]
        doubtful = _is_harm(self._clauses[s], at)
        near = None if doubtful else self._after(s, at, sex, apart) or self._around(s, at, sex, apart)
        return self._again(s, at, sex, apart) or near or self._before(s, at, sex, apart, doubtful=doubtful)

    def _named(self, s: int) -> Iterator[_Person]:
        for name in self._names.people(s):
            meant = self._names.at(s, name.first)
            if meant:
                heads = [_head(self._clauses[s], i) for i in range(name.first, name.last)]
                head = max(heads, key=lambda i: _rank(self._clauses[s], i))
                yield _Person(_rank(self._clauses[s], head), name.first, head, meant)

    def _described(self, s: int) -> Iterator[_Person]:
        """Yield those who are subjects without a name: "a cyclist was hit"."""
        clause = self._clauses[s]
        named = {name.first for name in self._names.people(s)}
        for at in range(len(clause)):
            subject = clause.relation(at) == "nsubj" and clause[at].upos == "NOUN"
            if subject and named.isdisjoint(clause.subtree(at)):
                meant = self._describe(s, at)
                if meant.kind is Kind.PERSON:
                    yield _Person(_rank(clause, at), at, at, meant)

    def _fits(self, sex: str, person: _Person, apart: set[str]) -> bool:
        name = person.meant.name
        described = person.meant.named or calls(name) in {sex, ""}
        return described and agrees(sex, self._sexes, name) and name not in apart

    def _again(self, s: int, at: int, sex: str, apart: set[str]) -> Meant | None:
        """Return whom the same pronoun means earlier in the sentence."""
        same = HE if sex == "he" else SHE
        clause = self._clauses[s]
        for i in reversed(range(at)):
            known = self._known.get((s, i))
            if known and clause[i].text.lower() in same and known.name not in apart:
                return known
        return None

    def _after(self, s: int, at: int, sex: str, apart: set[str]) -> Meant | None:
        """Return the subject of the main clause that a pronoun in an adverbial before it means: "Before his election, Per Lie was a judge"."""
        clause = self._clauses[s]
        verb = next((i for i in clause.above(at) if clause[i].deprel == "root"), -1)
        branch = next((i for i in clause.above(at) if clause[i].head == verb), -1)
        if clause.relation(branch) not in {"advcl", "obl"}:
            return None
        later = (p for p in self._mentioned[s] if p.head > branch and clause[p.head].head == verb)
        subjects = (p.meant for p in later if clause.relation(p.head) == "nsubj" and p.meant.name not in apart)
        return next((meant for meant in subjects if self._sexes.get(meant.name) == sex), None)

    def _around(self, s: int, at: int, sex: str, apart: set[str]) -> Meant | None:
        """Return the subject before a pronoun in the nearest clause around it: "Berg said Lund had lost his job"."""
        clause = self._clauses[s]
        here = {p.head: p.meant for p in self._mentioned[s] if p.at < at and self._fits(sex, p, apart)}
        own = clause[at].head if clause.relation(at) == "nsubj" else -1
        subjects = (i for verb in clause.above(at) if verb != own for i in clause.of(verb, "nsubj"))
        return next((here[i] for i in subjects if i in here), None)

    def _before(self, s: int, at: int, sex: str, apart: set[str], *, doubtful: bool) -> Meant | None:
        """Return whom the words before are about, in the sentence, then in those before, the nearest first.

        `doubtful`: to mean the wrong person would accuse them, so there must be no other.
        """
        aside: Meant | None = None
        clause = self._clauses[s]
        within = self._quotes.around(clause, at) is not None
        for back in range(s, max(-1, s - _BACK), -1):
            people = [p for p in self._mentioned[back] if self._fits(sex, p, apart) and (back < s or p.at < at)]
            if not people:
                continue
            ranks = {p: _Rank.TAG if p.rank == _Rank.QUOTED and (doubtful or within) else p.rank for p in people}
            best = max(people, key=lambda p: (ranks[p], p.at))
            if ranks[best] <= _Rank.OBLIQUE:
                aside = aside or best.meant
                continue
            others = {p.meant.name for p in people if p.rank > _Rank.TAG and p.meant.named} - {best.meant.name}
            accused = doubtful and others and not _is_harm(self._clauses[back], best.head)
            return None if accused else best.meant
        return None if doubtful else aside

    def _beside(self, s: int, at: int) -> set[str]:
        """Return the names that a pronoun cannot mean: of its fellows."""
        subjects = [(s, i) for i in fellows(self._clauses[s], at)]
        met = (self._known.get(where) or self._names.at(*where) or self._described_at(*where) for where in subjects)
        return {who.name for who in met if who}

    def _described_at(self, s: int, at: int) -> Meant | None:
        clause = self._clauses[s]
        return self._describe(s, at) if clause[at].upos == "NOUN" else None


def _head(clause: Clauses, at: int) -> int:
    """Return the head of the phrase that a name stands in: "the chairman, Luis Ortega"."""
    while clause.relation(at) in _BESIDE or clause[at].deprel == "nmod:desc":
        up = clause[at].head
        loose = clause.relation(at) == "appos" and clause.relation(up) == "nmod"  # hung on the "club" of its chairman
        at = clause[up].head if loose else up
    return at


def _rank(clause: Clauses, at: int) -> _Rank:
    """Return how likely a pronoun is to go on with a word, by what the word is in its sentence."""
    relation, verb = clause.relation(at), clause[at].head
    if clause.introduces(at) & _ASIDE:
        return _Rank.COMPARED
    if relation == "nsubj":
        if is_tag(clause, verb):
            return _Rank.QUOTED if any(clause[i].text in _QUOTES for i in range(min(verb, at))) else _Rank.TAG
        return _Rank.MAIN if _is_main(clause, verb) else _Rank.SUBJECT
    if relation in {"obj", "iobj"} or clause[at].deprel == "nmod:poss":
        return _Rank.OBJECT
    return _Rank.MAIN if relation == "root" else _Rank.OBLIQUE


def _is_main(clause: Clauses, verb: int) -> bool:
    """Say whether a word is the predicate of a main clause, or of what a tag after it reports."""
    while clause.relation(verb) in {"conj", "parataxis"}:
        verb = clause[verb].head
    return clause.relation(verb) == "root" or (clause.relation(verb) == "ccomp" and is_tag(clause, clause[verb].head))


def _is_harm(clause: Clauses, at: int) -> bool:
    """Say whether something is told of a pronoun that nobody should be accused of by mistake: an arrest, a sentence, a death."""
    head = clause[at].head
    told = [head, *clause.of(head, "conj", "xcomp")] if head >= 0 else []
    return any(clause[i].lemma.lower() in _HARM for i in told)


def _dies(clause: Clauses, at: int) -> bool:
    """Say whether somebody is told to die or to be killed, or has their death named: "the day she died", "his murder"."""
    head = clause[at].head
    if head < 0 or clause.negated(head):
        return False
    lemma, relation = clause[head].lemma.lower(), clause[at].deprel
    if clause[head].upos == "NOUN":
        owned = relation == "nmod:poss" or (relation == "nmod" and "of" in clause.introduces(at))
        return owned and lemma in _DEATHS
    return (lemma == "die" and relation == "nsubj") or (lemma in _KILLS and relation in {"obj", "nsubj:pass"})


def _lives(clause: Clauses, at: int) -> bool:
    """Say whether somebody does what only the living do: stands trial, or does something now, "has moved", "wants"; the dead still "leave a son"."""
    verb = clause[at].head
    if clause.relation(at) != "nsubj" or clause[verb].upos != "VERB":
        return False
    if clause[verb].lemma.lower() in _TRIED:
        return True
    active = clause[at].deprel == "nsubj"  # "has been found dead"
    return active and speaks_of_now(clause, verb) and clause[verb].lemma.lower() not in _OF_THE_DEAD


def is_tag(clause: Clauses, verb: int) -> bool:
    """Say whether a word of saying only names the source of what stands before it: "…, the judge said"."""
    if verb < 0 or clause[verb].lemma.lower() not in words("say", "verbs"):
        return False
    aside = clause.relation(verb) == "parataxis" and clause[verb].head < verb
    said = clause.of(verb, "ccomp", "parataxis")
    return aside or (bool(said) and max(said) < min(clause.of(verb, "nsubj") or [verb]))
