"""A sentence as a tree to ask questions of: children, phrases, verb groups, quotation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Self

from kb.extract.mending import mended
from kb.extract.once import once
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
        right = mended(sentence)
        self = super().__new__(cls, right.tokens)
        below: list[list[int]] = [[] for _ in self]
        asked: list[dict[str, tuple[int, ...]]] = [{} for _ in self]
        for i, token in enumerate(self):
            if token.head >= 0:
                below[token.head].append(i)
                found = asked[token.head]
                for relation in _asked(token.deprel):
                    found[relation] = (*found.get(relation, ()), i)
        self.sentence = right
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
