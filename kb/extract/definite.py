"""What "the bridge" was called before: a line that opens with a bare noun says more in the words that introduced it, "the road bridge near Ruse"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene

_BACK: Final = 12  # sentences
_LONGEST: Final = 7  # words
_TELLING: Final = ("amod", "compound", "nmod")
_MERE: Final = frozenset(
    ["additional", "another", "current", "entire", "forthcoming", "former", "further", "last", "latest", "many", "more", "most", "new", "next", "other", "own", "past", "present",
     "previous", "recent", "same", "several", "such", "upcoming", "various", "whole"]
)  # fmt: skip
_OWN: Final = frozenset({"PRP$", "WP$"})


def is_bare(clause: Clauses, at: int, kept: Sequence[int]) -> bool:
    """Say whether of a noun a line keeps only itself and "the"."""
    the = list(kept) == [at - 1, at] and clause[at - 1].text.lower() == "the" and clause[at].upos == "NOUN"
    return the and not clause.of(at, "acl", "appos", "conj")


def introduced(scene: Scene, s: int, at: int) -> str:
    """Return the words by which the sentences before speak of what "the" and a bare noun mean; "" where they do not, or speak of two."""
    lemma = scene.clauses[s][at].lemma.lower()
    if lemma in words("roles", "place") | words("states", "nouns"):
        return ""
    found: list[tuple[int, int]] = []
    for i in range(s, max(-1, s - _BACK), -1):
        clause = scene.clauses[i]
        last = at if i == s else len(clause)
        found += [(i, j) for j in range(last - 1, -1, -1) if _is_telling(scene, i, j, lemma)]
    several = "Number=Plur" in scene.clauses[s][at].feats
    if not found or any(_differ(scene, found[0], other) for other in found[1:]):
        return ""
    if ("Number=Plur" in scene.clauses[found[0][0]][found[0][1]].feats) is not several:
        return ""
    return _named(scene, *found[0])


def _is_telling(scene: Scene, s: int, at: int, lemma: str) -> bool:
    """Say whether a noun stands with words that say which."""
    clause = scene.clauses[s]
    if clause[at].lemma.lower() != lemma or clause[at].upos != "NOUN" or clause[at].deprel == "compound":
        return False
    more = [i for i in clause.of(at, *_TELLING) if _tells(clause, i) and not scene.is_time(s, i)]
    owned = any(clause[i].xpos in _OWN for i in clause.children[at])
    body = lemma in words("roles", "organisation") and not _is_definite(clause, at)
    return bool(more) and not owned and not body


def _tells(clause: Clauses, at: int) -> bool:
    """Say whether a word tells one thing from others of its kind: "fuel", "near Ruse", "Congolese", not "heated"."""
    plain = clause.relation(at) == "amod" and not clause[at].text[:1].isupper()
    return not plain and clause[at].lemma.lower() not in _MERE


def _is_definite(clause: Clauses, at: int) -> bool:
    return any(clause[i].text.lower() == "the" for i in clause.of(at, "det"))


def _differ(scene: Scene, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two phrases of one noun name different things: "German police", "Danish police"."""
    first, second = (
        {scene.clauses[s][i].lemma.lower() for i in scene.clauses[s].of(at, *_TELLING)} for s, at in (one, other)
    )
    return first.isdisjoint(second)


def _named(scene: Scene, s: int, at: int) -> str:
    """Return a phrase with "the" for its article, without times and numbers; "" for one too long. An owner, or a name without an article, stays as it is."""
    clause = scene.clauses[s]
    kept = [i for i in clause.phrase(at) if clause[i].deprel not in {"det", "nummod"} or clause[i].head != at]
    if len(kept) > _LONGEST or any(scene.is_time(s, i) or clause[i].upos in {"PUNCT", "PRON"} for i in kept):
        return ""
    text, first = scene.phrase(s, kept), clause[kept[0]]
    if first.upos == "NOUN" and kept[0] == 0 and first.text[1:].islower():
        text = text[0].lower() + text[1:]  # it may have opened its sentence
    bare = (
        first.upos == "PROPN" and scene.tells(s) and not clause.of(at, "det") and "Number=Plur" not in clause[at].feats
    )
    return text if clause.of(at, "nmod:poss") or bare else f"the {text}"
