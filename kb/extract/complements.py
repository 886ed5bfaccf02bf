"""What a line tells after its verb: objects first of all, what the verb governs, no times, no further clauses, within the limit."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from kb.extract.clipping import clipped, is_bracketed
from kb.extract.control import given_time
from kb.extract.fronted import is_relative, moved
from kb.extract.lexicon import words
from kb.extract.line import Opening, joined
from kb.extract.mentions import content
from kb.extract.phrases import said_of, who
from kb.extract.subjects import antecedent

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene

_ROOM: Final = 16  # words after a verb
_LETTERS, _SCANT = 92, 56  # letters of a line without its verb, and of what is told behind a long subject
_AFTER: Final = ("compound:prt", "iobj", "obj", "xcomp", "ccomp", "obl", "advmod", "nmod")
_CORE: Final = frozenset({"obj", "xcomp", "ccomp"})
_PASSING: Final = frozenset({"spend", "waste", "serve", "last"})  # "spent the day trying to …", "served two years"
_FREE: Final = frozenset({"what", "whatever", "whoever"})
_RULING: Final = frozenset({"decide", "find", "hear", "rule"})  # "…, the court heard"
_CHARGE: Final = 6  # words of what somebody is accused of
_ASKING: Final = frozenset({"WDT", "WP"})
_PURPOSES: Final = frozenset({"to", "towards", "toward", "on", "for", "by", "in", "at"})
_GOVERNED: Final = frozenset(
    {"of", "from", "into", "with", "against"}
)  # and a gerund: "accused of lying", "banned from flying"
_BLAMING: Final = frozenset(
    ["apologise", "apologize", "arrest", "blame", "condemn", "convict", "criticise", "criticize", "fine", "jail", "praise", "punish", "sentence", "sue",
     "thank"]
)  # fmt: skip
_TERMS: Final = frozenset(
    ["ask", "ban", "banish", "bar", "condemn", "demand", "detain", "disqualify", "exclude", "exile", "extend", "imprison", "jail", "postpone", "prolong",
     "remand", "seek", "sentence", "suspend", "term", "suspension", "imprisonment"]
)  # fmt: skip
_CLOCK: Final = frozenset(
    {"hour", "minute", "day", "night", "evening", "morning", "week", "weekend", "month", "time", "moment"}
)


def after(scene: Scene, mention: Mention, opening: Opening, *, without: int = -1) -> str:
    """Return the words after the verb that belong to it. `without`: a branch that the line tells elsewhere."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    kept, cut, room = list[int](), "", max(_SCANT, _LETTERS - len(opening.text))
    for i in clause.children[mention.verb]:
        if i < mention.verb or i == without or not _belongs(scene, mention, i):
            continue
        below = branch(scene, s, i)
        left = _fitting(clause, below, room - sum(len(clause[j].text) + 1 for j in kept))
        left = max(left, _CHARGE) if _is_governed(clause, i) else left
        needed = not kept or clause.relation(i) in _CORE or _is_argument(mention, i)
        part = clipped(clause, below, i, left) if len(below) <= left or needed else []
        if part or (needed and left > _ROOM // 2):
            kept, cut = kept + (part or below[:left]), cut if part else " …"
    kept = _told(clause, sorted(set(kept or _intended(scene, s, mention.verb))))
    rest = _filled(scene, mention, kept, opening) or _said_before(scene, mention)
    before = moved(scene, mention) if without < 0 else None
    thing = "" if before is None else _within(who(scene, s, before, opening.speaker, verb=mention.verb))
    return f"{thing} {rest}".strip() + cut


def _told(clause: Clauses, kept: list[int]) -> list[int]:
    """Leave out a participle at the end that has lost what it said: "a firm incorporated …"."""
    while len(kept) > 1 and clause[kept[-1]].xpos == "VBN" and clause.relation(kept[-1]) == "acl":
        if not any(i > kept[-1] for i in clause.children[kept[-1]]):
            break
        kept.pop()
    return kept


def _filled(scene: Scene, mention: Mention, kept: list[int], opening: Opening) -> str:
    """Write words, with the object that stands before them behind its infinitive: "a price, which Norway agreed to pay"."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    for at in clause.of(mention.verb, "xcomp"):
        asking = [i for i in clause.of(at, "obj") if clause[i].xpos in _ASKING and i < mention.verb < at]
        noun = antecedent(clause, asking[0]) if asking and at in kept else None
        if noun is not None:
            told, rest = ([i for i in kept if (i <= at) is so] for so in (True, False))
            thing = _within(who(scene, s, noun, opening.speaker, verb=mention.verb))
            return f"{joined(scene, s, told, opening)} {thing} {joined(scene, s, rest, opening)}"
    return joined(scene, s, kept, opening)


def _fitting(clause: Clauses, kept: list[int], letters: int) -> int:
    """Return how many of some words have room."""
    sizes = accumulate(len(clause[i].text) + 1 for i in kept)
    return sum(1 for size in sizes if size <= letters)


def _intended(scene: Scene, s: int, verb: int) -> list[int]:
    """Return what a deed of which nothing else is told was to lead to: "filed to run"."""
    clause = scene.clauses[s]
    aims = [
        i for i in clause.of(verb, "advcl") if clause[i].xpos == "VB" and clause.introduces(i) == {"to"} and i > verb
    ]
    return clipped(clause, branch(scene, s, aims[0]), aims[0], _ROOM // 2) if aims and not clause.negated(verb) else []


def _said_before(scene: Scene, mention: Mention) -> str:
    """Return the words that a verb of saying behind them introduces: "…, the police announced"."""
    s, verb, clause = mention.sentence, mention.verb, scene.clauses[mention.sentence]
    lemma = clause[verb].lemma.lower()
    telling = (lemma in _RULING or lemma in words("say", "verbs")) and not clause.of(verb, "nsubj:pass")
    said = [i for i in content(clause, verb) if i < verb] if telling else []
    if not said:
        return ""
    below = branch(scene, s, said[0])
    part = clipped(clause, below, said[0], _ROOM)
    return f": {joined(scene, s, part or below[:_ROOM])}{'' if part else ' …'}"


def _is_argument(mention: Mention, at: int) -> bool:
    """Say whether the verb's meaning asks for a branch: "accused of …", "spent the day trying to …"."""
    return mention.trigger == mention.verb and any(
        role.head == at and role.label.startswith("ARG") for role in mention.predicate.roles
    )


def _belongs(scene: Scene, mention: Mention, at: int) -> bool:
    """Say whether a branch behind a verb is told with it."""
    s, verb, clause = mention.sentence, mention.verb, scene.clauses[mention.sentence]
    inside = scene.quote_around(s, verb)
    if inside and any(not inside.covers(clause[i].span) for i in clause.of(verb, "nsubj") if i < verb):
        inside = None  # has "mishandled" the sale: only the verb is somebody's word
    if (inside and not inside.covers(clause[at].span)) or "according" in clause.introduces(at):
        return False
    given = _gives_time(clause, verb) and not clause.of(verb, "xcomp")
    if clause[at].deprel == "advcl":
        asked = bool(clause.introduces(at)) and _is_argument(mention, at)
        going_on = (asked or clause[verb].lemma.lower() in _PASSING) and clause[at].xpos == "VBG"
        aged = clause[at].text.lower() == "aged"  # "died aged 50"
        told = aged or (going_on and not clause.of(at, "nsubj"))
        return told or _is_governed(clause, at) or (given and "to" in clause.introduces(at))
    passed = clause[verb].lemma.lower() in _PASSING and not clause.introduces(at)
    timed = (
        not (given or passed)
        and scene.is_time(s, at)
        and clause[at].deprel != "obj"
        and mention.trigger not in clause.subtree(at)
    )
    if not clause[at].deprel.startswith(_AFTER) or (timed and not _is_term(scene, s, at)) or _is_of_clock(scene, s, at):
        return False
    if clause[at].deprel == "xcomp" and clause[at].upos != "VERB" and is_relative(clause, at):
        return False
    if clause[next(i for i in clause.subtree(at) if clause[i].upos != "PUNCT") - 1].text != ",":
        return True
    if clause.of(at, "acl:relcl") and clause.relation(at) == "obl":
        return False  # ", in the largest march that …"
    absolute = "with" in clause.introduces(at) and any(clause[j].upos == "VERB" for j in branch(scene, s, at))
    relating = clause[at].deprel == "ccomp" and is_relative(clause, at)
    return not (absolute or relating)  # "with X blocked by Y" is another event, ", which was to begin" too


def _gives_time(clause: Clauses, verb: int) -> bool:
    """Say whether a time is what somebody is given: "gave them until Friday to leave"."""
    time = clause.of(verb, "iobj") if not clause.of(verb, "obj", "ccomp") else given_time(clause, verb)
    return clause[verb].lemma == "give" and bool(time)


def _is_governed(clause: Clauses, at: int) -> bool:
    """Say whether a gerund says of what somebody is accused, from what they are kept."""
    marks = _GOVERNED | ({"for"} if clause[clause[at].head].lemma.lower() in _BLAMING else set())
    return clause[at].xpos in {"VBG", "NN"} and bool(clause.introduces(at) & marks) and not clause.of(at, "nsubj")


def _is_term(scene: Scene, s: int, at: int) -> bool:
    """Say whether a time is what a judgement or demand is about: "jailed for two years", "sentences of ten months"."""
    clause = scene.clauses[s]
    covering = [timex for timex in scene.timexes[s] if timex.span.meets(clause[at].span)]
    lemmas = {clause[i].lemma.lower() for i in clause.above(at)}
    near = next((clause[i].lemma.lower() for i in clause.above(at) if clause[i].upos == "VERB"), "")
    held = near in _TERMS or clause[clause[at].head].lemma.lower() in _TERMS
    return (
        bool(lemmas & _TERMS)
        and held
        and any(t.type == "DURATION" for t in covering)
        and bool(clause.introduces(at) & {"to", "for", "of", "by"})
    )


def _is_of_clock(scene: Scene, s: int, at: int) -> bool:
    """Say whether a branch only says when, by a time or a clause below it: "in the early hours of Friday", "by the time the shop closed", "the week before"."""
    clause, marks = scene.clauses[s], scene.clauses[s].introduces(at)
    if clause.relation(at) != "obl" or clause[at].lemma.lower() not in _CLOCK:
        return False
    which = any(clause[i].text.lower() in {"the", "that"} for i in clause.of(at, "det"))
    if not marks and which:
        return True
    told = bool(clause.of(at, "acl:relcl")) and bool(marks & {"by", "at", "until", "since", "from"})
    return told or (bool(marks & {"in", "on", "during"}) and any(scene.is_time(s, i) for i in clause.subtree(at)))


def _within(phrase: str) -> str:
    """Return a phrase as it stands inside a line: "A second tunnel" may have opened its sentence."""
    article, space, rest = phrase.partition(" ")
    return article.lower() + space + rest if article in {"A", "An", "The"} else phrase


def branch(scene: Scene, s: int, at: int) -> list[int]:
    """Return a branch without times, relative and subordinate clauses; "towards creating a council" is no such clause."""
    clause, kept = scene.clauses[s], [at]
    if clause[at].upos == "NUM" and clause[at - 1].text.lower() == "aged" and clause[at - 1].head != at:
        kept.append(at - 1)
    told = said_of(scene, s, at)
    for i in clause.children[at]:
        if i in told:
            kept += told
            continue
        subordinate = clause.relation(i) == "advcl" and not (
            clause.introduces(i) & _PURPOSES or _is_governed(clause, i)
        )
        timed = (
            scene.is_time(s, i)
            and not scene.is_time(s, at)
            and clause[i - 1].text.lower() != "aged"
            and clause[i].deprel not in {"compound", "det"}
            and (clause[i].deprel != "obj" or clause[i].upos != "NOUN")
            and not (_is_term(scene, s, i) or _gives_time(clause, at))
        )
        sourced = "according" in clause.introduces(i)
        free = clause[at].text.lower() in _FREE and clause[i].deprel == "acl:relcl"  # "what it called its last offer"
        beside = clause[i].deprel in {"acl:relcl", "parataxis", "punct"} or _is_relating(clause, i)
        beside = beside or is_bracketed(clause, i, at) or _is_apart(clause, at, i)
        if subordinate or timed or sourced or (beside and not free):
            continue
        below = branch(scene, s, i)
        if not (below == [i] and _is_emptied(scene, s, i)):
            kept += below
    return sorted(kept)


def _is_relating(clause: Clauses, at: int) -> bool:
    """Say whether a relative word opens a branch; in "asked which shops had closed" it belongs to the words that are told."""
    return is_relative(clause, at) and not (
        clause.relation(at) in {"nsubj", "obj", "det", "ccomp", "advmod"} and _is_asked(clause, at)
    )


def _is_apart(clause: Clauses, at: int, joined_: int) -> bool:
    """Say whether a past tense was hung on an infinitive or gerund, to which it does not belong: "admitted robbing a shop and served three years"."""
    finite = clause[joined_].xpos in {"VBD", "VBZ"} and not clause.of(joined_, "aux")
    return (
        finite
        and clause.relation(joined_) == "conj"
        and clause[at].xpos in {"VB", "VBG"}
        and not clause.auxiliaries(at)
    )


def _is_asked(clause: Clauses, at: int) -> bool:
    return any(clause.relation(i) == "ccomp" for i in (at, *clause.above(at)))


def _is_emptied(scene: Scene, s: int, at: int) -> bool:
    """Say whether a participle has lost all that it said of a noun: "a trip planned for Friday" is a trip."""
    clause = scene.clauses[s]
    return (
        clause.relation(at) == "acl"
        and clause[at].xpos == "VBN"
        and any(scene.is_time(s, i) for i in clause.children[at])
    )
