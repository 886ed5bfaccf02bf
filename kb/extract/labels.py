"""A readable line for a claim, from the text's own words: "Turkey blocks the alliance's defence plans"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import words
from kb.extract.mentions import ATTEMPTS, content
from kb.extract.participants import passive_subject, subject, together
from kb.model import Kind, Status

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Mention, Scene

_LONGEST: Final = 14  # words
_FEWEST: Final = 3  # words that are worth quoting
_AFTER: Final = ("compound:prt", "iobj", "obj", "xcomp", "ccomp", "obl", "advmod", "nmod")
_DANGLING: Final = re.compile(r" (?:how|what|why|whether|that|which)$")
_IRREGULAR: Final = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}


def label(scene: Scene, mention: Mention, status: Status, speaker: Meant | None) -> str:
    """Return a line of at most about a hundred characters."""
    clause = scene.clauses[mention.sentence]
    return _line(
        _clausal(scene, mention, status, speaker) if clause[mention.verb].upos == "VERB" else _nominal(scene, mention)
    )


def saying(scene: Scene, mention: Mention, speaker: Meant | None) -> str:
    """Return a line for an act of saying: "Steve Jobs says sales have doubled", with the words said, where the verb has no object."""
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    who = subject(scene, s, verb)
    named = _who(scene, s, who, speaker) if who is not None else ""
    group = _active(
        clause[verb].lemma.lower(), Status.OCCURRED, plural=who is not None and _plural(scene, s, who, speaker)
    )
    said = content(clause, verb)
    if not said:
        return _line(f"{named} {group} {_after(scene, mention, speaker)}")
    told = [scene.phrase(s, clause.phrase(i)) for i in clause.of(verb, "obj", "iobj") if i > verb][:1]
    apart = set(clause.subtree(verb)) if said[0] in clause.above(verb) else set()
    words = [i for i in _branch(scene, s, said[0]) if i not in apart]
    opening = " ".join([named, group, *told])
    if len(words) < _FEWEST:
        return _line(opening)
    cut = " …" if len(words) > _LONGEST else ""
    direct = words[0] < verb or (scene.quote_around(s, said[0]) and clause[words[0]].text.lower() not in {"that", "to"})
    colon = ":" if direct else ""
    return _line(f"{opening}{colon} {_joined(scene, s, words[:_LONGEST])}{cut}")


def _line(text: str) -> str:
    line = _DANGLING.sub("", " ".join(text.split())).strip(" ,;:-–—\"“”'")
    inner = any(char.isupper() for char in line.partition(" ")[0])
    return line if inner else line[:1].upper() + line[1:]  # "iPhone" stays


def _nominal(scene: Scene, mention: Mention) -> str:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    state = _predicative(scene, mention)
    if state:
        return state
    kept = clause.phrase(mention.trigger)
    later = {i for timex in scene.timexes[s] for i in kept if timex.span.covers(clause[i].span)}
    while kept and (kept[-1] in later or clause[kept[-1]].upos in {"ADP", "PUNCT"}):
        kept.pop()
    while kept and (
        (clause[kept[0]].upos == "DET" and clause[kept[0]].text.lower() != "no")
        or kept[0] in later
        or clause[kept[0]].text in {"'s", "’s"}
    ):
        kept.pop(0)
    if not kept:
        return clause[mention.trigger].text
    owner = scene.cast.refer(s, kept[0]) if clause[kept[0]].deprel == "nmod:poss" and len(kept) > 1 else None
    if owner and owner.named and clause[kept[0]].upos == "PRON":  # "her resignation" tells nobody whose
        genitive = "'" if owner.name.endswith("s") else "'s"
        return f"{owner.name}{genitive} {scene.phrase(s, kept[1:_LONGEST])}"
    return scene.phrase(s, kept[:_LONGEST])


def _predicative(scene: Scene, mention: Mention) -> str:
    """Return a line for a noun that tells of its subject what state it is in, "the region was at war"; "" for others."""
    s, at = mention.sentence, mention.trigger
    clause = scene.clauses[s]
    links = [i for i in clause.of(at, "case") if i < at]
    about = [i for i in clause.of(at, "nsubj") if i < at]
    if not (links and about and clause.of(at, "cop")) or clause.negated(at):
        return ""
    be = "are" if _plural(scene, s, about[0], None) else "is"
    return f"{_who(scene, s, about[0], None)} {be} {scene.phrase(s, [links[0], *clause.phrase(at)])}"


def _clausal(scene: Scene, mention: Mention, status: Status, speaker: Meant | None) -> str:
    s, verb = mention.sentence, mention.verb
    clause = scene.clauses[s]
    passive = passive_subject(scene, s, verb)
    who = passive[0] if passive else subject(scene, s, verb)
    plural = who is not None and _plural(scene, s, who, speaker)
    denying = [i for i in (who, *clause.of(verb, "obj")) if i is not None and clause.negated(i)]
    if status is Status.DID_NOT_OCCUR and denying:
        status = Status.OCCURRED  # "no aid reaches", "closes no plants": the nouns say no
    if status is Status.PLANNED and verb != mention.trigger and clause[verb].lemma.lower() in words("light", "arrange"):
        status = Status.OCCURRED  # "a hearing is scheduled": the verb says that it is planned
    named = _who(scene, s, who, speaker) if who is not None else ""
    group = (
        _passive(clause[verb].text.lower(), status, plural=plural)
        if passive
        else _tried(clause, verb, plural=plural)
        if status is Status.POSSIBLE and who is not None and _is_tried(scene, s, verb, who)
        else _active(clause[verb].lemma.lower(), status, plural=plural)
    )
    after = _after(scene, mention, speaker)
    return f"{named} {group} {after}" if named else f"{clause[verb].text} {after}"


def _is_tried(scene: Scene, s: int, at: int, who: int) -> bool:
    """Say whether somebody tells, or shows by trying, that they would do something: "wants to sell"."""
    clause = scene.clauses[s]
    head = clause[at].head
    finite = head >= 0 and clause[head].xpos in {"VBD", "VBZ", "VBP"} and not clause.of(head, "aux", "aux:pass")
    return (
        finite
        and clause.relation(at) == "xcomp"
        and clause[head].lemma.lower() in ATTEMPTS
        and who == subject(scene, s, head)
        and not clause.negated(head)
    )


def _tried(clause: Clauses, at: int, *, plural: bool) -> str:
    return f"{_active(clause[clause[at].head].lemma.lower(), Status.OCCURRED, plural=plural)} to {clause[at].lemma.lower()}"


def _plural(scene: Scene, s: int, at: int, speaker: Meant | None) -> bool:
    clause = scene.clauses[s]
    meant = scene.cast.refer(s, at, speaker=speaker)
    verb = clause[at].head
    if clause[at].xpos in {"WDT", "WP"} and verb >= 0 and clause[verb].deprel == "acl:relcl":
        return not meant.named and _plural(scene, s, clause[verb].head, speaker)  # "those who"
    others = [scene.cast.refer(s, i) for i in together(scene, s, at)[1:] if clause[i].upos in {"NOUN", "PROPN"}]
    if any(other.name != meant.name and (other.named or meant.kind is not Kind.PERSON) for other in others):
        return True  # but not "founder and head Anna Berg"
    several = "Number=Plur" in clause[at].feats or (clause[at].upos == "NUM" and clause[at].lemma.lower() != "one")
    if clause[at].upos == "PRON":
        return not meant.named and (several or clause[at].text.lower() in {"i", "you"})
    return several and (meant.kind is Kind.OTHER or not meant.named)  # "the Finns" are written as their country


def _who(scene: Scene, s: int, at: int, speaker: Meant | None) -> str:
    clause = scene.clauses[s]
    meant = scene.cast.refer(s, at, speaker=speaker)
    if clause[at].upos == "PRON":
        unknown = meant.name == clause[at].text and (clause[at].xpos == "PRP$" or meant.name.lower() == "which")
        return "" if unknown else meant.name
    if (
        meant.named
        and clause.relation(at) != "compound"
        and (meant.kind is not Kind.OTHER or clause[at].upos != "PROPN")
    ):
        also = [scene.cast.refer(s, i).name for i in together(scene, s, at)[1:] if clause[i].upos == "PROPN"]
        return " and ".join(list(dict.fromkeys([meant.name, *also]))[:3])
    heads = [at, *(i for i in clause.of(at, "conj") if clause[i].upos in {"NOUN", "PROPN"})][:3]
    none = next((clause[i].text + " " for i in clause.of(at, "advmod") if clause[i].lemma.lower() == "not"), "")
    return none + " and ".join(scene.phrase(s, clause.phrase(i)[-_LONGEST:]) for i in heads)  # "not a single convoy"


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


def _after(scene: Scene, mention: Mention, speaker: Meant | None) -> str:
    """Return the words after the verb that belong to it: objects first of all, no times, no further clauses, within the limit."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    moved, kept, cut = "", list[int](), False
    for i in clause.children[mention.verb]:
        if clause[i].xpos in {"WDT", "WP"} and clause[i].deprel == "obj":
            moved = scene.cast.refer(s, i, speaker=speaker).name + " "
        if (
            i < mention.verb
            or not clause[i].deprel.startswith(_AFTER)
            or (scene.is_time(s, i) and clause[i].deprel != "obj" and mention.trigger not in clause.subtree(i))
        ):
            continue
        below = _branch(scene, s, i)
        loose = "with" in clause.introduces(i) and any(
            clause[j].upos == "VERB" for j in below
        )  # "with X blocked by Y" is another event
        room = _LONGEST + 4 - len(kept)
        if (
            loose
            or (clause[i].deprel == "xcomp" and clause[i].upos != "VERB" and _is_relative(clause, i))
            or (len(below) > room and (clause[i].deprel not in {"obj", "xcomp"} or room < _LONGEST))
        ):
            continue
        kept, cut = kept + below[:room], cut or len(below) > room
    said = clause.of(mention.verb, "ccomp")
    if said and not kept:
        return _joined(scene, s, _branch(scene, s, said[0])[:_LONGEST]) + " …"
    return moved + _joined(scene, s, sorted(set(kept))) + (" …" if cut else "")


def _branch(scene: Scene, s: int, at: int) -> list[int]:
    """Return a branch without times, relative and subordinate clauses; "towards creating a council" is no such clause."""
    clause, kept = scene.clauses[s], [at]
    for i in clause.children[at]:
        subordinate = clause.relation(i) == "advcl" and not clause.introduces(i) & {
            "to",
            "towards",
            "toward",
            "on",
            "for",
            "by",
            "in",
            "at",
        }
        relative = _is_relative(clause, i)
        timed = scene.is_time(s, i) and not scene.is_time(s, at) and clause[i].deprel not in {"compound", "det"}
        if (
            not subordinate
            and not relative
            and not timed
            and clause[i].deprel not in {"acl:relcl", "parataxis", "punct"}
        ):
            kept += _branch(scene, s, i)
    return sorted(kept)


def _is_relative(clause: Clauses, at: int) -> bool:
    """Say whether a branch is opened by a relative or question word: "in which its status would be equal"."""
    opening = [j for j in (*clause.subtree(at), *clause.children[at]) if j <= at or clause[j].head == at]
    return any(clause[j].xpos in {"WDT", "WP", "WRB"} for j in opening)


def _joined(scene: Scene, s: int, kept: list[int]) -> str:
    """Write words as the text spaces them, closing the gaps that were left out; hyphens stay."""
    clause = scene.clauses[s]
    line, last = "", -1
    for i in kept:
        hyphen = (
            last == i - 2
            and clause[i - 1].text in {"-", "–", "/"}
            and clause[i - 2].span.end == clause[i - 1].span.start
        )
        glued = last == i - 1 and clause[last].span.end == clause[i].span.start
        comma = last == i - 2 and clause[i - 1].text == ","  # before an apposition, or in a list
        line += ("," if comma else "") + (clause[i - 1].text if hyphen else "" if glued else " ") + _word(scene, s, i)
        last = i
    return line.strip()


def _word(scene: Scene, s: int, at: int) -> str:
    """Return a word, or the name that an object pronoun stands for: "succeeds him" tells nobody whom."""
    token = scene.clauses[s][at]
    if token.xpos != "PRP" or scene.clauses[s].relation(at) not in {"obj", "iobj", "obl", "nmod"}:
        return token.text
    meant = scene.cast.refer(s, at)
    return (
        meant.name if meant.named and meant.kind is Kind.PERSON and token.text.lower() in {"him", "her"} else token.text
    )
