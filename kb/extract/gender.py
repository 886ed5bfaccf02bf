"""Whether a person is he or she: by the given name, or else by forms of address and the article's pronouns beside the only name."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
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
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i"})  # that no accent makes
_TITLED: Final = 3  # words before a name, or after it, that may be its title


def genders(clauses: Sequence[Clauses], people: Sequence[Sequence[tuple[int, int, str]]]) -> dict[str, str]:
    """Return name → "he" or "she" where it is known. `people`: for each sentence, (first token, token after, name) of each.

    A given name outweighs the words around: of "his wife, Anna Berg" one belongs to somebody else.
    """
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
    names = dict.fromkeys(name for named in people for *_, name in named)
    known = ((name, by_given_name(name) or _only(votes[name])) for name in names)
    return {name: sex for name, sex in known if sex}


def by_given_name(name: str) -> str:
    """Return "he" or "she" for a full name whose first is borne by one sex only, "" for others; "Claire" alone may be a surname.

    >>> by_given_name("Zoë Weber"), by_given_name("Piotr Lis"), by_given_name("Andrea Rossi"), by_given_name("Charles")
    ('she', 'he', '', '')
    """
    first, _, rest = name.partition(" ")
    plain = "".join(char for char in unicodedata.normalize("NFKD", first.lower()) if not unicodedata.combining(char))
    return _given().get(plain.translate(_LETTERS), "") if rest else ""


@cache
def _given() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "given.toml").read_text("utf8"))
    return {name: sex for sex, names in table.items() for name in names.split()}


def _only(found: Counter[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _sex(he: set[str] | frozenset[str], she: set[str] | frozenset[str]) -> list[str]:
    return ["he"] if he and not she else ["she"] if she and not he else []


def agrees(pronoun: str, known: Mapping[str, str], name: str) -> bool:
    """Say whether a pronoun may mean somebody, as far as is known."""
    return known.get(name, pronoun) == pronoun


def calls(description: str) -> str:
    """Return "he" or "she" for words that tell the sex, "" for others.

    >>> calls("36-year-old man"), calls("pregnant woman"), calls("driver")
    ('he', 'she', '')
    """
    found = set(description.lower().split())
    return next(
        iter(_sex(found & (_MEN | {"man", "boy", "brother"}), found & (_WOMEN | {"woman", "girl", "sister"}))), ""
    )
