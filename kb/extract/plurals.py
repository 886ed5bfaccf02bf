"""One or several: which form a verb takes after a noun phrase, and whom it names besides its head word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb.extract.nationals import is_of_many
from kb.extract.participants import together
from kb.extract.subjects import antecedent
from kb.model import Kind

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Scene

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_ASKING: Final = frozenset({"WDT", "WP", "WP$"})
_ALWAYS_SEVERAL: Final = frozenset({"police", "people", "several", "many", "few", "both", "others"})
_UNMARKED: Final = frozenset(
    ["aircraft", "cattle", "data", "dead", "fish", "folk", "media", "military", "personnel", "sheep", "staff", "youth"]
)  # fmt: skip
_AMOUNTS: Final = frozenset({"number", "majority", "handful", "couple", "dozen", "hundred", "lot", "total"})
_PARTS: Final = frozenset({"%", "percent", "cent", "half", "third", "quarter", "some", "most", "all", "rest"})
_BODIES: Final = re.compile(
    r"(?:[Pp]olice|crats|publicans|vatives|iberals|ists|[Gg]reens|Tories|Forces)\Z"
)  # take a plural verb
_TEAM: Final = re.compile(
    r"(?<!Common)(?<!Lord)(?<!Time)(?<!New)(?<!Netherland)(?<!Philippine)(?<![aisu])s\Z"
)  # "the Sixers"
_ONE: Final = frozenset({"has", "is", "was", "does"})
_MORE: Final = frozenset({"have", "are", "were", "do"})
_PAST_TOO: Final = frozenset(
    ["beat", "bet", "bid", "burst", "cast", "cost", "cut", "hit", "hurt", "let", "put", "quit", "read", "set", "shed", "shut", "split", "spread", "upset"]
)  # fmt: skip


def is_plural(scene: Scene, s: int, at: int, speaker: Meant | None) -> bool:
    """Say whether a verb after what the word `at` heads or stands for takes the plural."""
    clause = scene.clauses[s]
    meant = scene.cast.refer(s, at, speaker=speaker)
    if clause[at].xpos in _ASKING and meant.named and meant.kind is Kind.PERSON:
        return False  # "Anna Berg and her lawyer Lars Moen, who …"
    if clause[at].xpos in _ASKING:
        noun = antecedent(clause, at)
        return noun is not None and noun != at and is_plural(scene, s, noun, speaker)  # "those who"
    if clause[at].upos == "PRON" and not clause.of(at, "nmod"):
        return not meant.named and (_is_several(clause, at) or clause[at].text.lower() in {"i", "you"})
    return _takes_plural(scene, s, at, meant)


def _takes_plural(scene: Scene, s: int, at: int, meant: Meant) -> bool:
    clause = scene.clauses[s]
    shown = _shown(clause, at)
    if shown is not None and (not meant.named or clause[at].text in meant.name):
        return shown
    if "&" in links(clause, at):
        return False
    if links(clause, at) & {"or", "nor"}:
        return _is_several(clause, at)
    if any(scene.cast.refer(s, i).name != meant.name for i in others(scene, s, at, meant)):
        return True
    of = clause.of(at, "nmod") if clause[at].text.lower() in _PARTS else []
    if of:
        return _is_several(clause, of[0])  # "half of the seats"
    if clause.of(at, "nummod") and clause[at].text.lower() in _UNMARKED | _PARTS:
        return True  # "150 UN staff"
    if meant.named and meant.kind in {Kind.ORGANISATION, Kind.GROUP}:
        team = (
            _TEAM.search(clause[at].text)
            and " " not in meant.name
            and any(clause[i].text.lower() == "the" for i in clause.of(at, "det"))
        )
        return bool(team) or bool(_BODIES.search(meant.name))  # "the Tigers"
    return _is_several(clause, at) and (
        meant.kind is Kind.OTHER or not meant.named or is_of_many(clause[at].text)
    )  # "the Swiss" are written as their country


def _shown(clause: Clauses, at: int) -> bool | None:
    """Return what a subject's own words or its verb show of its number in the text; `None` where they show nothing, as in the past tense."""
    if _counted(clause, at) is not None:
        return True  # "a number of patients"
    verb = clause[at].head
    if clause.relation(at) != "nsubj" or verb < 0:
        return None
    for i in (*clause.of(verb, "aux", "cop"), verb):
        word = clause[i].text.lower()
        if word in _ONE or (clause[i].xpos == "VBZ" and word.endswith("s")):
            return False
        if clause[i].xpos in {"VBP", "VBD"} and (word in _MORE or (clause[i].xpos == "VBP" and word not in _PAST_TOO)):
            return True
    return None


def _counted(clause: Clauses, at: int) -> int | None:
    """Return the plural of which a word only says how many: "a number of patients"."""
    a = any(clause[i].text.lower() in {"a", "an"} for i in clause.of(at, "det"))
    of = clause.of(at, "nmod") if a and clause[at].lemma.lower() in _AMOUNTS else []
    return next((i for i in of if "of" in clause.introduces(i) and "Number=Plur" in clause[i].feats), None)


def _is_several(clause: Clauses, at: int) -> bool:
    token = clause[at]
    word = token.text.lower()
    if token.upos in {"DET", "PRON"} and word in {"some", "most", "all"}:
        return True
    if token.upos == "NUM":
        return token.lemma.lower() != "one"
    changed = word.endswith("s") or word != token.lemma.lower() or word in _UNMARKED  # no "Revenue" taken for a plural
    return word in _ALWAYS_SEVERAL or ("Number=Plur" in token.feats and (changed or token.upos == "PRON"))


def links(clause: Clauses, at: int) -> set[str]:
    """Return the words that join a noun to those beside it: "and", "&"."""
    return {clause[j].text for i in clause.of(at, "conj") for j in clause.of(i, "cc")}


def others(scene: Scene, s: int, at: int, meant: Meant) -> list[int]:
    """Return the nouns joined to a name, without another calling of the same person: "founder and head Anna Berg"."""
    return [
        i
        for i in together(scene, s, at)[1:]
        if scene.clauses[s][i].upos in _NOUNS and not (meant.kind is Kind.PERSON and _is_calling(scene, s, i))
    ]


def _is_calling(scene: Scene, s: int, at: int) -> bool:
    clause = scene.clauses[s]
    bare = "Number=Plur" not in clause[at].feats and not clause.of(at, "det", "nmod:poss")
    return clause[at].upos == "NOUN" and bare and not scene.cast.refer(s, at).named
