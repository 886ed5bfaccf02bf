"""Forms of verbs as lines need them: "loses", "do not lose", "may be lost", "losing"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words
from kb.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_IRREGULAR: Final = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}
_MUTE: Final = re.compile(r"[bcdfgkptz]l\Z")  # what an e was cut from: "quadrupl"
_TWICE: Final = re.compile(
    r"[aeiou][^aeiou]+(?<![cfrp])(?<!st)[aeu]ll\Z"
)  # what a doubled l was left in: "annull", no "recall"
_MISREAD: Final = {
    "breath": "breathe",
    "canvas": "canvass",
    "rang": "range",
    "rehears": "rehearse",
    "trafficke": "traffic",
}
_FORM: Final = re.compile(r"(?<=[a-z]{4})(?:(?<!e)ed|ing)\Z")  # taken for a lemma: "complicated", "antagonizing"
_MUTED: Final = re.compile(r"(?:at|[iy][sz]|[cuv]|rs|dg|ng)\Z")  # what lost its e before that
_Y: Final = re.compile(r"(?:fi|fie|fye)\Z")
_DOUBLE: Final = re.compile(r"([bdgmnprt])\1e?\Z")
_SHORT: Final = re.compile(r"[^aeiou]*[aeiou][bdgmnprt]\Z")  # doubles its last letter: "cutting"
_MOST, _LIST = 3, 70  # names of a list, and letters of it
_DOUBLED: Final = frozenset(
    ["acquit", "admit", "annul", "begin", "commit", "compel", "concur", "confer", "control", "defer", "deter", "emit", "enrol", "equip", "expel",
     "forget", "fulfil", "incur", "infer", "occur", "omit", "permit", "prefer", "propel", "quit", "rebel", "recur", "refer", "regret", "submit",
     "transfer", "transmit"]
)  # fmt: skip


def active(lemma: str, status: Status, *, plural: bool, negated: bool = False) -> str:
    """Return a verb group of what somebody does.

    >>> active("lose", Status.OCCURRED, plural=False), active("stop", Status.POSSIBLE, plural=True, negated=True)
    ('loses', 'may not stop')
    >>> active("quadrupl", Status.OCCURRED, plural=False), active("annull", Status.OCCURRED, plural=True)
    ('quadruples', 'annul')
    """
    verb, no = _whole(lemma), "not " if negated else ""
    if status is Status.PLANNED:
        return f"{no}to {verb}"
    if status is Status.POSSIBLE:
        return f"may {no}{verb}"
    if status is Status.DID_NOT_OCCUR:
        return f"{'do' if plural else 'does'} not {verb}"
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][plural]
    return verb if plural else third(verb)


def passive(participle: str, status: Status, *, plural: bool, negated: bool = False) -> str:
    """Return a verb group of what is done to somebody.

    >>> passive("arrested", Status.OCCURRED, plural=True), passive("held", Status.PLANNED, plural=False)
    ('are arrested', 'to be held')
    """
    be, no = "are" if plural else "is", "not " if negated else ""
    group = {Status.PLANNED: f"{no}to be", Status.POSSIBLE: f"may {no}be", Status.DID_NOT_OCCUR: f"{be} not"}
    return f"{group.get(status, be)} {participle}"


def third(lemma: str) -> str:
    """Return the third person: "loses", "carries", "teaches", "tattoos"."""
    if lemma.endswith("oo"):
        return lemma + "s"
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou") else lemma + "s"


def gerund(lemma: str) -> str:
    """Return the form in -ing.

    >>> [gerund(lemma) for lemma in ("host", "launder", "cut", "raise", "die", "flee")]
    ['hosting', 'laundering', 'cutting', 'raising', 'dying', 'fleeing']
    """
    verb = _whole(lemma)
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return verb + (verb[-1] if _SHORT.fullmatch(verb) or verb in _DOUBLED else "") + "ing"


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split("/") for pair in words("participles", "irregular"))


def participle(lemma: str) -> str:
    """Return the passive participle.

    >>> [participle(lemma) for lemma in ("raise", "put", "carry", "ban", "destroy", "visit")]
    ['raised', 'put', 'carried', 'banned', 'destroyed', 'visited']
    """
    verb = _whole(lemma)
    if verb in _irregular():
        return _irregular()[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _SHORT.fullmatch(verb) or verb in _DOUBLED else "") + "ed"


def genitive(name: str) -> str:
    """Return a name as an owner: "Anna Berg's", "Lars'"."""
    return name + ("'" if name.endswith("s") else "'s")


def listed(names: Sequence[str], *, rest: str = "others", link: str = "and") -> str:
    """Return names in a row, each once, the first three at most and as many as make no long line; `rest` stands for those left out.

    >>> listed(["Oslo", "Bergen", "Oslo", "two banks"]), listed(["Oslo", "Bergen", "Tromsø", "Bodø"])
    ('Oslo, Bergen and two banks', 'Oslo, Bergen, Tromsø and others')
    """
    once = list(dict.fromkeys(names))
    told = [name for n, name in enumerate(once) if n == 0 or (n < _MOST and len(" ".join(once[: n + 1])) <= _LIST)]
    *first, last = told if len(told) == len(once) or not rest else [*told, rest]
    return f"{', '.join(first)} {link} {last}" if first else last


def _whole(lemma: str) -> str:
    """Return a lemma as it is spelt, where it was guessed from a form: "quadrupled", "annulled"; no English verb ends in a stop and l.

    >>> [_whole(lemma) for lemma in ("quadrupl", "annull", "intensifi", "swatte", "sighe", "complicated", "antagonizing", "proceed")]
    ['quadruple', 'annul', 'intensify', 'swat', 'sigh', 'complicate', 'antagonize', 'proceed']
    """
    if lemma in _MISREAD:
        return _MISREAD[lemma]
    stem = _FORM.sub("", lemma)
    if stem != lemma:
        return stem[:-1] if _DOUBLE.search(stem) else _Y.sub("fy", stem + ("e" if _MUTED.search(stem) else ""))
    if _Y.search(lemma):
        return _Y.sub("fy", lemma)
    if lemma.endswith("e") and _DOUBLE.search(lemma):
        return lemma[:-2]
    if lemma.endswith(("ghe", "she")):
        return lemma[:-1]
    if _TWICE.search(lemma):
        return lemma[:-1]
    return lemma + "e" if _MUTE.search(lemma) else lemma
