"""A readable line for a claim, from the text's own words: "Turkey blocks the alliance's defence plans"."""

from __future__ import annotations

from typing import Final

from kb.extract.names import Meant
from kb.extract.participants import subject
from kb.extract.scene import Mention, Scene
from kb.model import Status

_LONGEST: Final = 14  # words
_AFTER: Final = ("compound:prt", "iobj", "obj", "xcomp", "ccomp", "obl", "advmod", "nmod")
_IRREGULAR: Final = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}


def label(scene: Scene, mention: Mention, status: Status, speaker: Meant | None) -> str:
    """Return a line of at most about a hundred characters."""
    clause = scene.clauses[mention.sentence]
    line = _clausal(scene, mention, status, speaker) if clause[mention.verb].upos == "VERB" else _nominal(scene, mention)
    line = " ".join(line.split()).strip(" ,;:-–—\"“”'")
    return line[:1].upper() + line[1:]


def _nominal(scene: Scene, mention: Mention) -> str:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    kept = clause.phrase(mention.trigger)
    later = {i for timex in scene.timexes[s] for i in kept if timex.span.covers(clause[i].span)}
    while kept and (kept[-1] in later or clause[kept[-1]].upos in {"ADP", "PUNCT"}):
        kept.pop()
    while kept and (clause[kept[0]].upos == "DET" or kept[0] in later or clause[kept[0]].text in {"'s", "’s"}):
        kept.pop(0)
    return scene.phrase(s, kept[:_LONGEST]) if kept else clause[mention.trigger].text


def _clausal(scene: Scene, mention: Mention, status: Status, speaker: Meant | None) -> str:
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    passive = clause.of(verb, "nsubj:pass") or (
        [clause[verb].head] if clause[verb].xpos == "VBN" and clause[verb].deprel == "acl" and clause[verb].head >= 0 else []
    )
    who = passive[0] if passive else subject(scene, s, verb)
    plural = who is not None and ("Number=Plur" in clause[who].feats or bool(clause.of(who, "conj")))
    named = _who(scene, s, who, speaker) if who is not None else ""
    group = _passive(clause[verb].text.lower(), status, plural=plural) if passive else _active(clause[verb].lemma.lower(), status, plural=plural)
    after = _after(scene, mention)
    return f"{named} {group} {after}" if named else f"{clause[verb].text} {after}"


def _who(scene: Scene, s: int, at: int, speaker: Meant | None) -> str:
    clause = scene.clauses[s]
    meant = scene.cast.refer(s, at, speaker=speaker)
    if clause[at].upos == "PRON":
        return meant.name if meant.named else clause[at].text
    if meant.named and clause.relation(at) != "compound":
        also = [scene.cast.refer(s, i).name for i in clause.of(at, "conj") if clause[i].upos == "PROPN"]
        return " and ".join([meant.name, *also][:3])
    return scene.phrase(s, clause.phrase(at)[-_LONGEST:])


def _active(lemma: str, status: Status, *, plural: bool) -> str:
    if status is Status.PLANNED:
        return f"to {lemma}"
    if status is Status.POSSIBLE:
        return f"may {lemma}"
    if status is Status.DID_NOT_OCCUR:
        return f"{'do' if plural else 'does'} not {lemma}"
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma][plural]
    return lemma if plural else _third(lemma)


def _passive(participle: str, status: Status, *, plural: bool) -> str:
    be = "are" if plural else "is"
    group = {Status.PLANNED: "to be", Status.POSSIBLE: "may be", Status.DID_NOT_OCCUR: f"{be} not"}.get(status, be)
    return f"{group} {participle}"


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou") else lemma + "s"


def _after(scene: Scene, mention: Mention) -> str:
    """Return the words after the verb that belong to it: objects first of all, no times, no further clauses, within the limit."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    timed = {i for timex in scene.timexes[s] for i in range(len(clause)) if timex.span.covers(clause[i].span)}
    kept: list[int] = []
    for i in clause.children[mention.verb]:
        if i < mention.verb or not clause[i].deprel.startswith(_AFTER):
            continue
        below = [j for j in clause.subtree(i, without=frozenset({"acl:relcl", "parataxis", "advcl", "punct"}))]
        if clause.relation(i) == "ccomp" and len(below) > _LONGEST or timed & {i} or len(kept) + len(below) > _LONGEST + 4:
            continue
        kept += [j for j in below if j not in timed or len(timed & set(below)) < 2]
    return _joined(scene, s, sorted(set(kept)))


def _joined(scene: Scene, s: int, kept: list[int]) -> str:
    """Write words as the text spaces them, closing the gaps that were left out."""
    clause = scene.clauses[s]
    line = ""
    for i in kept:
        token = clause[i]
        gap = i > 0 and (i - 1 not in kept or clause[i - 1].span.end < token.span.start)
        line += (" " if gap else "") + token.text
    return line
