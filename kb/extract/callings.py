"""What an article calls its organisations: "the union, Norsk Arbeid"; by "the company" none is meant that it calls a union."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Names

_FIRMS: Final = frozenset(
    [
        "company", "firm", "corporation", "group", "bank", "airline", "broadcaster", "newspaper", "carrier", "maker", "manufacturer", "automaker", "carmaker",
        "retailer", "lender", "insurer", "exchange", "chain", "label", "studio", "brokerage", "conglomerate", "giant",
    ]
)  # fmt: skip


def callings(clauses: Sequence[Clauses], names: Names) -> dict[str, frozenset[str]]:
    """Return name → the words for kinds of organisation by which the article calls it, those of its own name among them."""
    found: dict[str, set[str]] = defaultdict(set)
    for s, clause in enumerate(clauses):
        for name in names.of_kind(s, "ORG"):
            meant = names.at(s, name.first, kind=Kind.ORGANISATION)
            if meant:
                own = {clause[i].text.lower() for i in range(name.first, name.last)}
                said = {clause[i].lemma.lower() for i in _beside(clause, name.first, name.last)}
                found[meant.name] |= (own | said) & words("roles", "organisation")
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _beside(clause: Clauses, first: int, last: int) -> Iterator[int]:
    """Yield the nouns that say what a name is: its apposition, what it is the apposition of, its class word, its predicate."""
    for i in range(first, last):
        yield from clause.of(i, "appos", "nmod:desc")
        head = clause[i].head
        if first <= head < last or head < 0:
            continue
        beside = clause.relation(i) in {"appos", "flat", "compound"} or clause[i].deprel == "nmod:desc"
        if beside or (clause.relation(i) == "nsubj" and clause.of(head, "cop")):
            yield head


def fits(kind: str, called: frozenset[str]) -> bool:
    """Say whether a word for a kind of organisation can mean one that the article calls so; firms go by many words."""
    return not called or kind in called or (kind in _FIRMS and bool(called & _FIRMS))
