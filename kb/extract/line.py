"""Words of a sentence written into a line: their gaps closed, and pronouns by whom they mean, where nobody else in it can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kb.extract.definite import introduced, is_bare
from kb.extract.inflect import genitive
from kb.extract.subjects import fellows
from kb.model import Kind

if TYPE_CHECKING:
    from kb.extract.names import Meant
    from kb.extract.scene import Scene

_PERSON: Final = frozenset({Kind.PERSON})
_BODY: Final = frozenset({Kind.ORGANISATION})
_MEANING: Final = {
    "him": _PERSON,
    "his": _PERSON,
    "her": _PERSON,
    "its": _BODY | {Kind.PLACE},
    "their": _BODY | {Kind.GROUP},
}


class Opening(NamedTuple):
    """How a line begins, whom pronouns behind it may mean: its words, what of the sentence it tells, the subject first, and whose words they are."""

    text: str = ""
    words: tuple[int, ...] = ()
    speaker: Meant | None = None


_NOTHING: Final = Opening()


def joined(scene: Scene, s: int, kept: list[int], opening: Opening = _NOTHING) -> str:
    """Write words as the text spaces them, closing the gaps that were left out; hyphens stay, "Tuesday's vote" is "the vote"."""
    clause = scene.clauses[s]
    pronouns = {i for i in kept if clause[i].text.lower() in _MEANING}
    bare = {i for i in kept if i > 0 and clause[i - 1].text == "the" and clause[i].deprel in {"obj", "obl"}}
    bare = {i for i in bare if i - 1 in kept and is_bare(clause, i, clause.phrase(i))}
    line, last = "", -1
    for n, i in enumerate(kept):
        hyphen = (
            last == i - 2
            and clause[i - 1].text in {"-", "–", "/"}
            and clause[i - 2].span.end == clause[i - 1].span.start
        )
        glued = last == i - 1 and clause[last].span.end == clause[i].span.start
        comma = last == i - 2 and clause[i - 1].text == ","  # before an apposition, or in a list
        the = " the" if last < i - 1 and i > 1 and clause[i - 1].xpos == "POS" and scene.is_time(s, i - 2) else ""
        line += ("," if comma else "") + the + (clause[i - 1].text if hyphen else "" if glued else " ")
        so_far = opening._replace(text=f"{opening.text} {line}", words=(*opening.words, *kept[:n]))
        line += (
            _word(scene, s, i, so_far)
            if i in pronouns
            else _called(scene, s, i, so_far)
            if i in bare
            else clause[i].text
        )
        last = i
    return line.strip()


def _word(scene: Scene, s: int, at: int, line: Opening) -> str:
    """Return whom a pronoun means, if the line has named neither them nor another whom it could mean: "succeeds him" tells nobody whom."""
    clause = scene.clauses[s]
    text, owning = clause[at].text, clause[at].xpos == "PRP$"
    if not (owning or clause.relation(at) in {"obj", "iobj", "obl", "nmod"}) or clause[at + 1].text.lower() == "own":
        return text
    meant = scene.cast.refer(s, at, speaker=line.speaker)
    kinds = _MEANING[text.lower()]
    if not meant.named or meant.kind not in kinds or meant.name.rpartition(" ")[2] in line.text:
        return text
    apart = () if owning else fellows(clause, at)
    before = [
        j for i in line.words if i not in apart for j in (clause.phrase(i) if i < at and i == line.words[0] else [i])
    ]
    if any(_can_mean(scene, s, i, text.lower(), line.speaker) for i in before):
        return text
    return genitive(meant.name) if owning else meant.name


def _called(scene: Scene, s: int, at: int, line: Opening) -> str:
    """Return what a bare noun behind "the" was called before, if the line says none of it yet."""
    known = introduced(scene, s, at).partition("the ")
    told = set(line.text.lower().split())
    new = known[0] == "" and known[1] and told.isdisjoint(known[2].lower().split())
    return known[2] if new else scene.clauses[s][at].text


def _can_mean(scene: Scene, s: int, at: int, pronoun: str, speaker: Meant | None) -> bool:
    """Say whether a pronoun behind a noun could mean it as well: one by "his", several by "their"."""
    clause = scene.clauses[s]
    if clause[at].upos not in {"NOUN", "PROPN", "PRON"}:
        return False
    if pronoun == "their":
        return clause[at].upos == "PRON" or "Number=Plur" in clause[at].feats
    kind = scene.cast.refer(s, at, speaker=speaker).kind
    doer = clause[at].deprel == "nsubj" and kind is Kind.OTHER and "Number=Plur" not in clause[at].feats
    return kind in _MEANING[pronoun] or doer
