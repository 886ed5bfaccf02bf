"""A readable line for a claim, from the text's own words: "Turkey blocks the alliance's defence plans"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb.extract.clipping import LONGEST, clipped, short
from kb.extract.complements import after, branch
from kb.extract.definite import introduced, is_bare
from kb.extract.fronted import moved
from kb.extract.groups import group, is_any, is_negated
from kb.extract.inflect import active, genitive, gerund, participle, passive
from kb.extract.line import Opening, joined
from kb.extract.mentions import content
from kb.extract.participants import passive_subject, subject
from kb.extract.phrases import is_unknown, owned, undated, who
from kb.extract.plurals import is_plural
from kb.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Mention, Scene

_FEWEST: Final = 3  # words that are worth quoting
_DANGLING: Final = re.compile(
    r"(?: how| what| why| whether| which| only| just| even| mainly| earlier| later| before"
    r"|(?<! of)(?<! for)(?<! to)(?<! in)(?<! on)(?<! at)(?<! by)(?<! with)(?<! from)(?<! about)(?<! do)(?<! doing)(?<! just) that"
    r"|(?: to| for| from| by| of| at)? as(?: (?:best|close|early|easily|far|few|high|late|little|long|low|many|much|often|quickly|soon|well))?(?: as)?)+$"
)
_MARKS: Final = str.maketrans("", "", '"“”')
_NAME: Final = re.compile(r"[a-z]+[A-Z]")  # "iPhone" stays
_OWNER: Final = re.compile(r"\b(?:its|his|her|their|our|my) (?:own )?")
_NO_VERB: Final = re.compile(
    r"(?:wrongdo|infight|upbring|peacekeep|policymake|housekeep|matchmake)\Z"
)  # are nouns in -ing only
_GERUND: Final = ("ing", "in'", "in’")
_STATES: Final = frozenset(
    ["attend", "become", "climb", "contain", "divorce", "drop", "enter", "face", "fall", "fear", "have", "include", "join", "know", "lack", "leave", "like", "love", "marry", "mean",
     "need", "resemble", "rise", "slip", "study", "survive", "want"]
)  # fmt: skip
_SUBJECTS: Final = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}
_GIVING: Final = frozenset(
    ["award", "deny", "give", "grant", "hand", "offer", "pay", "promise", "send", "show", "tell"]
)
_SPEAKERS: Final = frozenset({"i", "you", "we", "one"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})


def label(scene: Scene, mention: Mention, status: Status, speaker: Meant | None) -> str:
    """Return a line of at most about a hundred characters."""
    clause, verb = scene.clauses[mention.sentence], mention.verb
    cut = clause[verb].xpos == "VBG" and not clause[verb].text.lower().endswith(_GERUND)
    misread = clause.relation(verb) == ("xcomp" if cut else "obj" if clause[verb].xpos == "VBN" else "")
    if misread and clause[clause[verb].head].upos == "VERB":  # "cuts forecast again"
        return label(scene, replace(mention, verb=clause[verb].head, trigger=clause[verb].head), status, speaker)
    told = clause[verb].upos == "VERB" and not _NO_VERB.match(clause[verb].lemma.lower().removesuffix("ing"))
    return _line(_clausal(scene, mention, status, speaker) if told else _nominal(scene, mention, speaker))


def saying(scene: Scene, mention: Mention, speaker: Meant | None) -> str:
    """Return a line for an act of saying: "Steve Jobs says sales have doubled", with the words said, where the verb has no object."""
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    at = subject(scene, s, verb)
    named = who(scene, s, at, speaker) if at is not None else ""
    group = active(
        clause[verb].lemma.lower(), Status.OCCURRED, plural=at is not None and is_plural(scene, s, at, speaker)
    )
    said, words_ = content(clause, verb), () if at is None else (at,)
    if not said:
        return _line(f"{named} {group} {after(scene, mention, Opening(named, words_, speaker))}")
    told = [scene.phrase(s, clause.phrase(i)) for i in clause.of(verb, "obj", "iobj") if i > verb][:1]
    quote = scene.quote_around(s, said[0])
    apart = set(clause.subtree(verb)) if said[0] in clause.above(verb) else set()
    apart |= {i for i in range(len(clause)) if quote and said[0] < verb < i and not quote.covers(clause[i].span)}
    kept = [i for i in branch(scene, s, said[0]) if i not in apart]
    opening = " ".join([named, group, *told])
    if len(kept) < _FEWEST:
        return _line(opening)
    part = clipped(clause, kept, said[0], LONGEST) or kept[:LONGEST]
    cut = " …" if len(part) == LONGEST < len(kept) else ""
    direct = kept[0] < verb or (quote and clause[kept[0]].text.lower() not in {"that", "to"})
    colon = ":" if direct else ""
    return _line(f"{opening}{colon} {joined(scene, s, part, Opening(opening, words_, speaker))}{cut}")


def _line(text: str) -> str:
    line = _DANGLING.sub("", " ".join(text.split()).replace(" : ", ": ")).strip(" ,;:-–—\"“”'")
    if line.count('"') % 2 or line.count("“") != line.count("”"):
        line = line.translate(_MARKS)
    return line if _NAME.match(line) else line[:1].upper() + line[1:]


def _nominal(scene: Scene, mention: Mention, speaker: Meant | None) -> str:
    s, at, clause = mention.sentence, mention.trigger, scene.clauses[mention.sentence]
    state = _predicative(scene, mention) or _awaited(scene, mention, speaker)
    if state:
        return state
    full = clause.phrase(at)
    later = {i for timex in scene.timexes[s] for i in full if timex.span.covers(clause[i].span)}
    kept = _trimmed(clause, undated(scene, s, at, short(clause, at, full)), later)
    if kept in ([], [at]):
        known = introduced(scene, s, at).removeprefix("the ") if is_bare(clause, at, full) else ""
        return known or _measured(scene, mention) or _bare(scene, mention, full, speaker)
    named = owned(scene, s, kept, speaker)  # "her resignation" tells nobody whose
    had = clause[at].head if clause.relation(at) == "obj" and clause[clause[at].head].lemma == "have" else -1
    holder = subject(scene, s, had) if had >= 0 and not named else None
    if holder is not None and clause.relation(kept[0]) != "nmod":
        having = who(scene, s, holder, speaker)
        if clause.negated(at):  # "has no say"
            return f"{having} {active('have', Status.OCCURRED, plural=is_plural(scene, s, holder, speaker))} {scene.phrase(s, kept)}"
        if clause[holder].upos != "PRON" or scene.cast.refer(s, holder, speaker=speaker).named:
            return f"{genitive(having)} {scene.phrase(s, kept)}"  # "Oslo has a bid for the games": Oslo's
    return f"{named} {scene.phrase(s, kept[1:])}" if named else scene.phrase(s, kept)


def _awaited(scene: Scene, mention: Mention, speaker: Meant | None) -> str:
    """Return a line for a thing of which is said when it is due, "the ruling is due"; "" for others."""
    s, at = mention.sentence, mention.trigger
    if mention.verb == at or scene.clauses[s][mention.verb].lemma.lower() != "due":
        return ""
    return f"{who(scene, s, at, speaker)} {'are' if is_plural(scene, s, at, speaker) else 'is'} due"


def _trimmed(clause: Clauses, kept: list[int], later: set[int]) -> list[int]:
    """Leave out articles before a noun phrase, and times and prepositions at its ends."""
    kept = list(kept)
    while kept and (kept[-1] in later or clause[kept[-1]].upos in {"ADP", "PUNCT"}):
        kept.pop()
    while kept and (
        (clause[kept[0]].upos == "DET" and clause[kept[0]].text.lower() != "no")
        or kept[0] in later
        or clause[kept[0]].text in {"'s", "’s"}
    ):
        kept.pop(0)
    return kept


def _bare(scene: Scene, mention: Mention, full: Sequence[int], speaker: Meant | None) -> str:
    """Return a line for a noun of which only its time tells more, "2019 election", or else the clause that it is the object of."""
    s, at, clause = mention.sentence, mention.trigger, scene.clauses[mention.sentence]
    dated = _trimmed(clause, [i for i in full if i <= at], set()) or [at]
    verb = clause[at].head
    told = clause.relation(at) == "obj" and clause[verb].xpos in _FINITE and not clause.of(verb, "=aux")
    if len(dated) > 1 or not told or clause.negated(verb) or clause.negated(at):
        return scene.phrase(s, dated)
    return _clausal(scene, replace(mention, verb=verb), Status.OCCURRED, speaker)


def _measured(scene: Scene, mention: Mention) -> str:
    """Return a line for a bare noun of which its sentence tells a measure: "turnout was 71 percent"; "" for others."""
    s, at = mention.sentence, mention.trigger
    clause, told = scene.clauses[mention.sentence], scene.clauses[mention.sentence][mention.trigger].head
    if (
        clause[at].deprel != "nsubj"
        or not clause.of(told, "cop")
        or not clause.of(told, "nummod")
        or clause.negated(told)
    ):
        return ""
    be = "are" if is_plural(scene, s, at, None) else "is"
    return f"{clause[at].text} {be} {scene.phrase(s, short(clause, told, clause.phrase(told)))}"


def _predicative(scene: Scene, mention: Mention) -> str:
    """Return a line for a noun that tells of its subject what state it is in, "the region was at war"; "" for others."""
    s, at = mention.sentence, mention.trigger
    clause = scene.clauses[s]
    links = [i for i in clause.of(at, "case") if i < at]
    about = [i for i in clause.of(at, "nsubj") if i < at]
    if not (links and about and clause.of(at, "cop")) or clause.negated(at):
        return ""
    be = "are" if is_plural(scene, s, about[0], None) else "is"
    return f"{who(scene, s, about[0], None)} {be} {scene.phrase(s, [links[0], *clause.phrase(at)])}"


def _clausal(scene: Scene, mention: Mention, status: Status, speaker: Meant | None) -> str:
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    done_to = passive_subject(scene, s, verb)
    at = done_to[0] if done_to else subject(scene, s, verb)
    named = who(scene, s, at, speaker, verb=verb) if at is not None else ""
    named = _SUBJECTS.get(named, named)
    unknown = at is None or not named or is_unknown(scene, s, at, named)
    turned = _turned(scene, mention, status, at, speaker) if unknown and not done_to else ""
    if turned:
        return turned
    rest = after(scene, mention, Opening(named, () if at is None else (at,), speaker))
    if at is None or not named:
        return f"{_unowned(clause, verb, status)} {rest}"
    if status is Status.DID_NOT_OCCUR and is_any(clause, at):
        named = re.sub("^[Aa]ny", "no", named)
    told = group(scene, mention, status, at, plural=is_plural(scene, s, at, speaker))
    return f"{named}{_purpose(scene, s, at, verb, named)} {told} {rest}"


def _purpose(scene: Scene, s: int, at: int, verb: int, named: str) -> str:
    """Return what a subject is for, where few words tell: "a plan to tax sugar"."""
    clause = scene.clauses[s]
    above = (verb, *clause.above(verb))
    if clause[at].upos != "NOUN" or clause[at].head not in above or scene.cast.refer(s, at).named:
        return ""
    for i in clause.of(at, "=acl"):
        kept = branch(scene, s, i) if i not in above else []
        if (
            kept
            and "to" in clause.introduces(i)
            and min(clause.subtree(i)) == clause.phrase(at)[-1] + 1
            and len(kept) <= LONGEST // 2
        ):
            return f" {joined(scene, s, kept, Opening(named, (at,)))}"
    return ""


def _unowned(clause: Clauses, verb: int, status: Status) -> str:
    """Return how a line begins that tells of no doer: "hosting the games"."""
    bare = not clause.of(verb, "obj", "=aux") and clause[verb].xpos not in {"VB", "VBP", "VBZ"}
    if bare or not clause[verb].xpos.startswith("VB"):
        return clause[verb].text
    no = "not " if clause.negated(verb) or status is Status.DID_NOT_OCCUR else ""
    return no + gerund(clause[verb].lemma.lower())


def _turned(scene: Scene, mention: Mention, status: Status, at: int | None, speaker: Meant | None) -> str:
    """Return a line in the passive, for what is done by nobody known: "an offer is made"; "" where the text has no such form."""
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    told = clause[verb]
    if at is None and told.xpos in {"VB", "VBG"} and status not in {Status.PLANNED, Status.POSSIBLE}:
        return ""  # "raising funds", of which nobody says when
    known = at is not None and (clause[at].upos != "PRON" or clause[at].text.lower() in _SPEAKERS)
    thing = None if known or told.lemma.lower() in _STATES else _suffering(scene, mention, at, speaker)
    if thing is None:
        return ""
    words_ = branch(scene, s, thing) if thing > verb and clause[thing].upos != "PRON" else []
    named = joined(scene, s, words_) if 0 < len(words_) <= LONGEST else who(scene, s, thing, speaker, verb=verb)
    named = _OWNER.sub("the ", named) if words_ else named
    form = told.text.lower() if told.xpos == "VBN" else participle(told.lemma.lower())
    plural, negated = is_plural(scene, s, thing, speaker), is_negated(clause, verb)
    group = passive(form, status, plural=plural, negated=negated)
    return f"{named} {group} {after(scene, mention, Opening(named, (thing,), speaker), without=thing)}"


def _suffering(scene: Scene, mention: Mention, at: int | None, speaker: Meant | None) -> int | None:
    """Return the object that can be the subject of a passive: who is known behind a pronoun, else a thing; `None` for others."""
    s, verb, clause = mention.sentence, mention.verb, scene.clauses[mention.sentence]
    behind = [i for i in clause.of(verb, "=obj", "iobj") if i > verb]
    known = [i for i in behind if clause[i].xpos == "PRP" and scene.cast.refer(s, i, speaker=speaker).named]
    if at is not None and known and (len(behind) == 1 or clause[verb].lemma.lower() in _GIVING):
        return None if clause[known[0]].text.lower().endswith(("self", "selves")) else known[0]
    if not behind and clause[verb].deprel == "acl:relcl":
        return moved(scene, mention)
    return behind[0] if len(behind) == 1 and _is_thing(scene, s, behind[0]) and not clause.of(verb, "iobj") else None


def _is_thing(scene: Scene, s: int, at: int) -> bool:
    """Say whether an object can be a subject: no pronoun, no time, no part of an idiom such as "took effect"."""
    clause = scene.clauses[s]
    marked = clause.of(at, "det", "nummod", "nmod:poss", "amod", "compound") or "Number=Plur" in clause[at].feats
    return (
        clause[at].upos in {"NOUN", "PROPN", "SYM"}
        and not scene.is_time(s, at)
        and bool(marked or clause[at].upos == "PROPN")
    )
