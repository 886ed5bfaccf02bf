"""Whether a person is he or she, from the article's own words: pronouns beside the only name, and forms of address."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.extract.clauses import Clauses

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
_MEN: Final = frozenset(
    ["mr", "mr.", "sir", "lord", "king", "prince", "chairman", "spokesman", "businessman", "congressman", "husband", "father", "son", "actor"]
)  # fmt: skip
_WOMEN: Final = frozenset(
    [
        "mrs", "mrs.", "ms", "ms.", "lady", "queen", "princess", "chairwoman", "spokeswoman", "businesswoman", "congresswoman", "wife", "mother",
        "daughter", "actress",
    ]
)  # fmt: skip
_TITLED: Final = 3  # words before a name, or after it, that may be its title


def genders(clauses: Sequence[Clauses], people: Sequence[Sequence[tuple[int, int, str]]]) -> dict[str, str]:
    """Return name → "he" or "she" where the words agree. `people`: for each sentence, (first token, token after, name) of each."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    before, said = set[str](), set[str]()  # the sentence before: whom it names, all its words
    for clause, named in zip(clauses, people, strict=True):
        words = [token.text.lower() for token in clause.sentence.tokens]
        for first, last, name in named:
            beside = {*words[max(0, first - _TITLED) : first], *words[last : last + _TITLED]}
            votes[name].update(_sex(beside & _MEN, beside & _WOMEN))
        here = {name for *_, name in named}
        if len(before) == 1 and words and words[0] in {"he", "she"} and not said & (HE if words[0] == "he" else SHE):
            votes[next(iter(before))].update(words[:1])
        if len(here) == 1 and before <= here:
            after = set(words[named[0][1] :])
            votes[named[0][2]].update(_sex(after & HE - {"him"}, after & SHE))
        before, said = here, set(words)
    return {name: next(iter(found)) for name, found in votes.items() if len(found) == 1}


def _sex(he: set[str] | frozenset[str], she: set[str] | frozenset[str]) -> list[str]:
    return ["he"] if he and not she else ["she"] if she and not he else []


def agrees(pronoun: str, known: Mapping[str, str], name: str) -> bool:
    """Say whether a pronoun may mean somebody, as far as is known."""
    return known.get(name, pronoun) == pronoun
