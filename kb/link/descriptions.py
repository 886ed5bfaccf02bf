"""What a claim says of those who are not named: the word for them, their number, and whether they are others than those told of before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.link.lemmas import thing
from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.model import Claim, Participant

_TAIL: Final = re.compile(
    r",(?![0-9])|\s(?:of|between|in|on|at|for|with|from|by|to|against|over|near|after|before|who|which|that)\s"
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_FIGURES: Final = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?!-year| year)\b")
_THIN: Final = frozenset(
    {"number", "dozens", "hundreds", "thousands", "scores", "series", "group", "pair", "couple", "lot", "majority", "rest", "some", "many", "most", "several", "all"}
)  # fmt: skip
_OTHER: Final = frozenset({"other", "others", "another", "rest", "further", "additional", "separate", "similar"})
_NOBODY: Final = frozenset({"others", "more"})
_ORDINAL: Final = frozenset(
    {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "previous", "earlier", "subsequent"}
)  # fmt: skip
_PLACED: Final = frozenset({"first", "opening", "last", "final", "closing"})
_VAGUE: Final = frozenset(
    {"new", "north", "south", "east", "west", "united", "san", "saint", "the", "its", "his", "her", "their"}
)
_NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a dozen": 12, "a hundred": 100, "a thousand": 1000, "a million": 10**6, "all": inf, "every": inf,
}  # fmt: skip
_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_COUNT: Final = re.compile(
    rf"(?<![\w-])(?:(?P<figures>{_FIGURES.pattern})|(?P<word>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?!-year| year)\b)"
)
_SCALE: Final = re.compile(rf"\s(?P<scale>{'|'.join(_SCALES)})\b")
_PLURAL: Final = frozenset(
    {
        "people",
        "men",
        "women",
        "children",
        "police",
        "team",
        "group",
        "crowd",
        "delegation",
        "family",
        "convoy",
        "squad",
        "crew",
    }
)
_ADDED: Final = frozenset({"jr", "sr", "mr", "mrs", "ms", "dr", "the", "of", "and"})
_ABOUT: Final = 1.15  # "nearly 1,000" is 967; "over 900" is not 700


class Called(NamedTuple):
    """A name's words in small letters, and whether it is a person's."""

    person: bool
    words: tuple[str, ...]

    def short_for(self, other: Called) -> bool:
        """Say whether this is how the other is called for short: a person by some of the names, a body by the last of them, or all but the last."""
        if self.person or other.person:
            return bool(self.words) and set(self.words) <= set(other.words)
        short = len(self.words)
        return short > 0 and (
            self.words == other.words[-short:] or (len(other.words) <= short + 1 and self.words == other.words[:short])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Those in one role, agent or patient.

    `heads`: the last words of what the unnamed are called. `proper`: words of names, in small letters, and `told_by` those of them with
    which the unnamed are described, "the government of Kortania". `ranks`: "second", "other" and their like among the words for them.
    `counts`: how many, by head, "" for mere numbers, "at least 34", "four others".
    `fresh`: somebody not told of before comes in, "a court". `person`: a person is named, and nobody else is there. `crowd`: there are several,
    and none is named. `names`: the words of each name that is no place's, in order, and whether it is a person's.
    """

    filled: bool
    heads: frozenset[str]
    proper: frozenset[str]
    told_by: frozenset[str]
    ranks: frozenset[str]
    counts: Mapping[str, float]
    fresh: bool
    person: bool
    crowd: bool
    names: tuple[Called, ...]


def slot(participants: Iterable[Participant]) -> Slot:
    """Return what is said of the participants of one role."""
    named: list[Participant] = []
    unnamed: list[Participant] = []
    for one in participants:
        (named if one.named else unnamed).append(one)
    if not named and not unnamed:
        return _EMPTY
    called = {thing(head(one.name)): one.name.lower() for one in unnamed}
    heads = called.keys() - {""}
    counts = {word: n for word, name in called.items() if (n := _number(name))}
    counts |= {word: n for word, text in _nationals(named) if (n := _number(text))}
    several = any(n > 1 for n in counts.values()) or any(map(_plural, heads))
    told_by = _proper(one.name for one in unnamed)
    return Slot(
        filled=True, heads=frozenset(heads), proper=told_by | _proper(one.name for one in named), told_by=told_by,
        ranks=ranks(word for one in unnamed for word in _WORD.findall(one.text.lower())),
        counts=counts, fresh=any(one.text.lower().startswith(("a ", "an ")) for one in unnamed), person=not unnamed and [one.kind for one in named] == [Kind.PERSON], crowd=not named and several,
        names=tuple(_called(one) for one in named if one.kind is not Kind.PLACE),
    )  # fmt: skip


_EMPTY: Final = Slot(
    filled=False,
    heads=frozenset(),
    proper=frozenset(),
    told_by=frozenset(),
    ranks=frozenset(),
    counts={},
    fresh=False,
    person=False,
    crowd=False,
    names=(),
)


def head(name: str) -> str:
    """Return the word that says what the described are, "" for what says how many and not who.

    >>> head("ceasefire between the rebels and the army"), head("dozens of buses"), head("four others")
    ('ceasefire', 'buses', '')
    """
    parts = [part for part in _TAIL.split(name.lower()) if part.strip()]
    words = [part.rsplit(maxsplit=1)[-1] for part in parts]
    word = words[1] if len(words) > 1 and words[0] in _THIN else words[0] if words else ""
    return "" if word in _NOBODY or word in _NUMBERS or any(char.isdigit() for char in word) else word


def _number(name: str) -> float:
    """Return the first number of a description, 0 if there is none; of all that there are, no number is large enough."""
    found = _COUNT.search(name)
    if not found:
        return 0.0
    number = float(found["figures"].replace(",", "")) if found["figures"] else float(_NUMBERS[found["word"]])
    scale = _SCALE.match(name, found.end())
    return number * (_SCALES[scale["scale"]] if scale else 1)


def _plural(word: str) -> bool:
    return word in _PLURAL or (word.endswith("s") and not word.endswith("ss"))


def _nationals(named: Iterable[Participant]) -> Iterator[tuple[str, str]]:
    """Yield the word for people of a country, and how they are told of: "two Kortanians" have its name, but are some of its people."""
    for one in named:
        if one.kind is Kind.PLACE and " " in one.text:
            text = one.text.lower()
            yield thing(head(text)), text


def _called(one: Participant) -> Called:
    """Return how somebody is named, without initials and what is added to a name, "Jr"."""
    words = (word.lower() for word in _WORD.findall(one.name) if len(word) > 1)
    return Called(one.kind is Kind.PERSON, tuple(word for word in words if word not in _ADDED))


def ranks(words: Iterable[str]) -> frozenset[str]:
    """Return the words among these that say that it is another than one told of before, or which of several."""
    return frozenset(word for word in words if word in _OTHER or word in _ORDINAL or word in _PLACED)


def rank(claim: Claim) -> frozenset[str]:
    """Return what says of an event itself that it is another one: "the second landing"."""
    before: list[str] = []
    for word in _WORD.findall(claim.label.lower()):
        if word[:4] == claim.lemma[:4]:
            break
        before.append(word)
    else:
        return frozenset()
    taken = {word for p in claim.participants for word in _WORD.findall(p.name.lower())}
    return ranks(word for word in before if word not in taken)


def _proper(names: Iterable[str]) -> frozenset[str]:
    words = {word for name in names for word in _WORD.findall(name) if word[0].isupper() and len(word) > 2}
    return frozenset(word.lower() for word in words) - _VAGUE


def kin(a: Slot, b: Slot) -> bool:
    """Say whether the words for one include a name of the other: the government of Kortania and Kortania, or its rebels."""
    return not (a.told_by.isdisjoint(b.proper) and b.told_by.isdisjoint(a.proper))


def namesakes(a: Slot, b: Slot) -> bool:
    """Say whether one is named with the words of the other's name, as an article names somebody again: "Chin" Orm and Ada Orm, the Rovers and Kiel Rovers."""
    return any(one.short_for(other) or other.short_for(one) for one in a.names for other in b.names)


def as_many(a: Slot, b: Slot) -> bool:
    """Say whether there are as many of both, two or more: three deaths, and three miners."""
    return bool(a.counts and b.counts) and any(1 < n < inf for n in set(a.counts.values()) & set(b.counts.values()))


def differ(a: Slot, b: Slot) -> bool:
    """Say whether two claims have others in a role: one person and several, or the second and the third."""
    if not (a.filled and b.filled):
        return False
    return (a.person and b.crowd) or (b.person and a.crowd) or differently_ranked(a.ranks, b.ranks)


def counted_otherwise(a: Slot, b: Slot) -> bool:
    """Say whether the same are other numbers: seven dead and nine dead, seven of them and nine.

    Articles correct each other's numbers, and one article its own only by what it calls the same about.
    """
    if not (a.counts and b.counts):
        return False
    return any(
        not _about(n, m)
        for one, n in a.counts.items()
        for other, m in b.counts.items()
        if one == other or not (one and other)
    )


def differently_ranked(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether one is another than the other: "the second" than one without a rank, "the last" than "the first", and "another" than any."""
    if a == b:
        return not _OTHER.isdisjoint(a)
    return bool(a and b) or not (a | b) <= _PLACED


def others_of(a: Slot, b: Slot) -> bool:
    """Say whether those in one role are others than those in another: four others, and nine."""
    return a.filled and b.filled and not _OTHER.isdisjoint(a.ranks ^ b.ranks)


def _about(a: float, b: float) -> bool:
    return max(a, b) <= _ABOUT * min(a, b)
