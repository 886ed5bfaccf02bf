"""A sentence as a tree to ask questions of: children, phrases, verb groups, quotation."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from kb.extract.once import once
from kb.extract.unchanged import died, told
from kb.extract.voice import voiced
from kb.model import Sentence, Span, Token

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_LOOSE = frozenset(
    ["punct", "acl", "acl:relcl", "parataxis", "appos", "advcl", "advcl:relcl", "discourse", "conj", "cc", "cc:preconj", "dislocated"]
)  # fmt: skip

_NO_PART = _LOOSE | {"case", "mark", "cop", "nsubj", "aux", "advmod"}
_APART = frozenset({"acl", "acl:relcl", "parataxis"})
_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "without", "hardly", "nor"})
_NEGATES_NOTHING = {
    "not": ("only", "just", "merely", "simply", "least"),
    "no": (",",),
}  # "not only fined", "No, he left"
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENING = frozenset({"as", "after", "before", "while", "when", "because", "since", "until"})
_MARKS = frozenset({'"', "“", "”", "'", "’", "‘", "-", "–", "—"})


class Clauses(tuple[Token, ...]):  # noqa: SLOT001 - a tuple has no room for more slots
    """One sentence: its tokens, and what their tree says. Words are indices.

    `children`: of each word; `relations`: of each word to its head, without their subtypes. `known`: answers given before, see `once`.
    """

    sentence: Sentence
    children: tuple[tuple[int, ...], ...]
    relations: tuple[str, ...]
    known: dict[Hashable, Any]
    _asked: list[dict[str, tuple[int, ...]]]  # of each word: relation as `of` takes it → the children in it

    def __new__(cls, sentence: Sentence) -> Self:
        """Mend the parser's tree where its errors are known."""
        mended = _headed(_shared(_mended(voiced(died(told(sentence))))))
        self = super().__new__(cls, mended.tokens)
        below: list[list[int]] = [[] for _ in self]
        asked: list[dict[str, tuple[int, ...]]] = [{} for _ in self]
        for i, token in enumerate(self):
            if token.head >= 0:
                below[token.head].append(i)
                found = asked[token.head]
                for relation in _asked(token.deprel):
                    found[relation] = (*found.get(relation, ()), i)
        self.sentence = mended
        self.children = tuple(map(tuple, below))
        self.relations = tuple(_asked(token.deprel)[-1] for token in self)
        self._asked = asked
        self.known = {}
        return self

    def of(self, at: int, *relations: str) -> tuple[int, ...]:
        """Return the children in these relations; "obl" also takes "obl:…", "=obl" only itself."""
        below = self._asked[at]
        if len(relations) == 1:
            return below.get(relations[0], ())
        found = [below[relation] for relation in relations if relation in below]
        return tuple(sorted(set().union(*found))) if len(found) > 1 else found[0] if found else ()

    def relation(self, at: int) -> str:
        """Return the relation to the head, without its subtype."""
        return self.relations[at]

    @once
    def above(self, at: int) -> tuple[int, ...]:
        """Return the heads of a word, nearest first."""
        found, at = [], self[at].head
        while at >= 0:
            found.append(at)
            at = self[at].head
        return tuple(found)

    def subtree(self, at: int, *, without: frozenset[str] = frozenset()) -> tuple[int, ...]:
        """Return a word and all below it, in order, leaving out branches in the relations `without`."""
        if not self.children[at]:
            return (at,)
        known: tuple[int, ...] | None = self.known.get((at, without))
        if known is None:
            found, queue = [at], [at]
            while queue:
                below = [i for i in self.children[queue.pop()] if self[i].deprel not in without]
                found += below
                queue += below
            known = self.known[at, without] = tuple(sorted(found))
        return known

    @once
    def phrase(self, at: int) -> tuple[int, ...]:
        """Return the noun phrase of a head word: no relative clauses, appositions, conjuncts, prepositions or punctuation at its ends."""
        below = [i for i in self.children[at] if self[i].deprel not in _NO_PART]
        return self._run({at}.union(*(self.subtree(i, without=_APART) for i in below)), at)

    def _run(self, kept: set[int], at: int) -> tuple[int, ...]:
        """Keep the unbroken run around `at`, allowing inner punctuation such as hyphens, and trim quotes at the ends."""
        first = last = at
        while first > 0 and (
            first - 1 in kept
            or (first - 2 in kept and self[first - 1].upos == "PUNCT" and self[first - 1].text in "-–'’/")
            or is_hyphen(self, first - 1)
        ):
            first -= 1
        while last + 1 < len(self) and (last + 1 in kept or (last + 2 in kept and self[last + 1].text in "-–/")):
            last += 1
        while first < at and self[first].upos in {"PUNCT", "CCONJ", "ADP"} and not self._counts(first, at):
            first += 1
        while last > at and self[last].upos in {"PUNCT", "CCONJ", "ADP"}:
            last -= 1
        return tuple(range(first, last + 1))

    def _counts(self, at: int, noun: int) -> bool:
        """Say whether a word belongs to a noun's number: "at least 11 people", "up to 40 homes"."""
        below = at
        while self[below].head not in {noun, -1}:
            below = self[below].head
        return self[below].deprel == "nummod" or (self[noun].upos == "NUM" and self[at].text.lower() in {"at", "up"})

    def span(self, words: Sequence[int]) -> Span:
        """Return the span from the first to the last of some words."""
        return Span(self[words[0]].span.start, self[words[-1]].span.end)

    @once
    def negated(self, at: int) -> bool:
        """Say whether a word carries its own negation: "not", "never", "no longer", "no", "without"."""
        for i in self.children[at]:
            child = self[i]
            after = self[i + 1].text.lower() if i + 1 < len(self) else ""
            if after in _NEGATES_NOTHING.get(child.text.lower(), ()):
                continue
            counts = self.children[i] and self.relation(i) in {"nummod", "det"}
            if counts and any(self[j].lemma.lower() == "not" for j in self.of(i, "advmod")):
                return True  # "not one lorry"
            if child.text.lower() == "longer" and 0 < i < at and self[i - 1].text.lower() == "no":
                return True
            if (child.deprel in {"advmod", "det", "case", "mark", "cc"} or self._is_negative(i)) and (
                child.text.lower().replace("’", "'") in _NEGATIVE or child.lemma.lower() in {"not", "never"}
            ):
                return True
        return any(self.is_nobody(i) for i in self.of(at, "nsubj", "obj"))

    def is_nobody(self, at: int) -> bool:
        """Say whether a word means nobody or nothing."""
        return self[at].lemma.lower() in _NOBODY

    def _is_negative(self, at: int) -> bool:
        """Say whether a word negates what it hangs on; the "n't" of "if it isn't" is a clause of its own."""
        return "Polarity=Neg" in self[at].feats and self.relation(at) not in {"advcl", "conj", "parataxis"}

    @once
    def auxiliaries(self, at: int) -> tuple[str, ...]:
        """Return the lemmas of a verb's auxiliaries, in order; a copula counts for a predicate that is no verb."""
        return tuple(self[i].lemma.lower() for i in self.of(at, "aux", "cop"))

    def conjuncts(self, at: int) -> list[int]:
        """Return a word and the words coordinated with it."""
        return [at, *self.of(at, "conj")]

    @once
    def introduces(self, at: int) -> frozenset[str]:
        """Return the lower-case markers and prepositions of a word ("if", "to", "after", "in")."""
        return frozenset(self[i].text.lower() for i in self.of(at, "mark", "case", "cc"))


def _mended(sentence: Sentence) -> Sentence:
    """Hang participles after a comma on the finite verb, not on an infinitive between: "vowed to go, adding that …"."""
    tokens = sentence.tokens
    marked = {token.head for token in tokens if token.xpos == "TO"}
    moved = {}
    for at, token in enumerate(tokens):
        if token.xpos != "VBG" or token.deprel != "advcl" or token.head not in marked:
            continue
        if next((t.text for t in reversed(tokens[:at]) if t.text not in _MARKS), "") == ",":
            above = tokens[token.head].head
            while above >= 0 and (above in marked or tokens[above].upos != "VERB"):
                above = tokens[above].head
            if 0 <= above < at:
                moved[at] = replace(token, head=above)
    return _hung(sentence, moved)


def _shared(sentence: Sentence) -> Sentence:
    """Hang a past tense on the past tense above, not on a perfect participle between: "said it has grown and called for more"."""
    tokens = sentence.tokens
    perfect = {token.head for token in tokens if token.deprel == "aux" and token.lemma == "have"}
    subjects = {token.head for token in tokens if token.deprel.startswith("nsubj")}
    moved = {
        at: replace(token, head=tokens[token.head].head)
        for at, token in enumerate(tokens)
        if token.xpos == "VBD" and token.deprel == "conj" and token.head in perfect and at not in subjects
        and tokens[token.head].xpos == "VBN" and tokens[token.head].deprel == "ccomp"
        and tokens[tokens[token.head].head].xpos == "VBD"
    }  # fmt: skip
    return _hung(sentence, moved)


def _headed(sentence: Sentence) -> Sentence:
    """Give a finite verb without a subject the noun before it that the parser hung elsewhere: "as talks stall", "after X, which …, left"."""
    tokens = sentence.tokens
    headed = {token.head for token in tokens if token.deprel.startswith("nsubj")}
    moved: dict[int, Token] = {}
    joined = {token.head for token in tokens if token.deprel == "cc"}
    for at, token in enumerate(tokens):
        if token.xpos in _FINITE and at not in headed | joined:
            moved |= _crossed(tokens, at) or _marked(tokens, at)
    return _hung(sentence, moved)


def _crossed(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return the noun before a verb as its subject, that hung on a noun behind it, which no compound does, or on it as an oblique without a case."""
    before = tokens[at - 1]
    if (
        before.head == at
        and before.deprel == "obl"
        and before.upos in _NOUNS
        and not any(t.head == at - 1 and t.deprel == "case" for t in tokens)
    ):
        return {at - 1: replace(before, deprel="nsubj")}
    for i in range(at - 1, -1, -1):
        head = tokens[i].head
        if tokens[i].upos in _NOUNS and tokens[i].deprel == "compound" and head > at and tokens[head].head == at:
            return {i: replace(tokens[i], head=at, deprel="nsubj")}
    return {}


def _marked(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return a clause's subject and conjunction that were taken for an oblique of the verb above; a relative clause may stand between."""
    above = tokens[at].head
    if tokens[at].deprel not in {"advcl", "conj", "parataxis"} or not 0 <= above < at:
        return {}
    for i in range(at - 1, above, -1):
        case = next((j for j in range(above + 1, i) if tokens[j].head == i and tokens[j].text.lower() in _OPENING), -1)
        if tokens[i].head != above or tokens[i].deprel != "obl" or tokens[i].upos not in _NOUNS or case < 0:
            continue
        closed = tokens[at - 1].text == ","
        if not closed and tokens[i].upos != "NOUN":
            continue  # "since May ended"
        related = any(t.head == i and t.deprel == "acl:relcl" for t in tokens[i:at])
        below = _below(tokens, i) | ({at - 1} if closed else set())
        if closed is related and below >= set(range(i, at)):
            return {
                i: replace(tokens[i], head=at, deprel="nsubj"),
                case: replace(tokens[case], head=at, deprel="mark"),
                at: replace(tokens[at], deprel="advcl"),
            }
    return {}


def _below(tokens: tuple[Token, ...], at: int) -> set[int]:
    found = {at}
    for _ in tokens:
        more = {i for i, token in enumerate(tokens) if token.head in found} - found
        if not more:
            return found
        found |= more
    return found


def _hung(sentence: Sentence, moved: dict[int, Token]) -> Sentence:
    if not moved:
        return sentence
    return replace(sentence, tokens=tuple(moved.get(at, token) for at, token in enumerate(sentence.tokens)))


def is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a hyphen joins the words on both its sides to one, whatever the tree says: "hurricane-force winds"."""
    inside = 0 < at < len(tokens) - 1 and tokens[at].text == "-"
    return (
        inside and tokens[at - 1].span.end == tokens[at].span.start and tokens[at].span.end == tokens[at + 1].span.start
    )


@cache
def _asked(relation: str) -> tuple[str, ...]:
    """Return the relations that a word in this one is a child in, see `Clauses.of`.

    >>> _asked("nsubj:pass")
    ('=nsubj:pass', 'nsubj:pass', 'nsubj')
    """
    parts = relation.split(":")
    return (f"={relation}", *(":".join(parts[:n]) for n in range(len(parts), 0, -1)))


def quoted(text: str, within: Span) -> list[Span]:
    """Return the stretches of `text[within]` in double quotation marks, the marks left out; an unclosed one runs to the end."""
    found, opened = [], -1
    for at in range(within.start, within.end):
        char = text[at]
        if char in "“„«" or (char == '"' and opened < 0):
            opened = at + 1
        elif char in '”»"' and opened >= 0:
            found.append(Span(opened, at))
            opened = -1
    if opened >= 0:
        found.append(Span(opened, within.end))
    return found
