"""Noun phrases as lines have them: short, with their head word, owners and antecedents for pronouns, one or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.clipping import short
from kb.extract.definite import introduced, is_bare
from kb.extract.inflect import genitive, listed
from kb.extract.lexicon import words
from kb.extract.nationals import is_of_many
from kb.extract.participants import subject
from kb.extract.plurals import is_plural, links, others
from kb.extract.subjects import antecedent, sayer
from kb.model import Kind

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Scene

_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_ASKING: Final = frozenset({"WDT", "WP", "WP$"})
_OWNING: Final = frozenset({"PRP$", "WP$"})
_OWNERS: Final = {"its": "it", "their": "they", "his": "he", "her": "she"}
_BRIEF: Final = 3  # words that "'s" can follow
_WHOSE: Final = frozenset({"its", "his", "her", "their", "our", "my", "whose"})
_EMPTY: Final = frozenset(
    ["those", "anyone", "anybody", "anything", "amount", "everyone", "everybody", "everything", "man", "move", "one", "ones", "people", "person", "place",
     "someone", "somebody", "something", "term", "thing", "way", "woman"]
)  # fmt: skip
_SAID, _BESIDE = 9, 7  # words of such a clause, and beside a subject
_ROUGHLY: Final = frozenset(
    ["about", "almost", "around", "as", "at", "fewer", "half", "least", "less", "many", "more", "most", "nearly", "over", "roughly", "some", "than", "to", "up"]
)  # fmt: skip


def who(scene: Scene, s: int, at: int, speaker: Meant | None, *, verb: int = -1) -> str:
    """Return a noun phrase for whoever the word `at` heads or stands for; "" for a pronoun that tells nobody whom.

    `verb`: what the line tells of them, which no clause beside the noun is to tell as well.
    """
    clause = scene.clauses[s]
    if clause[at].upos == "PRON":
        return _stood_for(scene, s, at, speaker, verb)
    meant = scene.cast.refer(s, at, speaker=speaker)
    if "&" in links(clause, at):
        return scene.phrase(s, list(range(clause.phrase(at)[0], max(clause.of(at, "conj")) + 1)))
    if (
        meant.named
        and clause.relation(at) != "compound"
        and (meant.kind is not Kind.OTHER or clause[at].upos != "PROPN")
        and not is_of_many(clause[at].text)
    ):
        beside = [_joined(scene, s, i, speaker) for i in others(scene, s, at, meant)]
        return _row(clause, at, [meant.name, *beside], "others")
    none = next((clause[i].text + " " for i in clause.of(at, "advmod") if clause[i].lemma.lower() == "not"), "")
    heads = [at, *(i for i in clause.of(at, "conj") if clause[i].upos in _NOUNS)]
    return none + _row(clause, at, [_noun(scene, s, i, speaker, verb) for i in heads], "")  # "not a single convoy"


def _row(clause: Clauses, at: int, names: list[str], rest: str) -> str:
    """Return names in a row with the word that joins the nouns: "neither Oslo nor Bergen"."""
    joining = {word.lower() for word in links(clause, at)}
    neither = any(clause[i].text.lower() == "neither" for i in clause.of(at, "cc", "det", "advmod"))
    link = "nor" if neither else "or" if joining & {"or", "nor"} else "and"
    return ("neither " if neither and len(names) > 1 else "") + listed(names, rest=rest, link=link)


def _joined(scene: Scene, s: int, at: int, speaker: Meant | None) -> str:
    """Return the name or the phrase of a noun beside a name: "Anna Berg and her lawyers", "Oslo and the city's schools"."""
    clause, meant = scene.clauses[s], scene.cast.refer(s, at)
    if meant.named and (clause[at].upos == "PROPN" or meant.kind is Kind.PERSON) and not is_of_many(clause[at].text):
        return meant.name
    if clause[clause.phrase(at)[0]].xpos in _OWNING:
        return scene.phrase(s, short(clause, at, clause.phrase(at)))
    return _noun(scene, s, at, speaker)


def is_unknown(scene: Scene, s: int, at: int, named: str) -> bool:
    """Say whether a line's subject is a pronoun that nobody could resolve: "it", "they"."""
    token = scene.clauses[s][at]
    pronoun = token.xpos == "PRP" or (token.upos == "PRON" and token.text.lower() in {"this", "that"})
    return pronoun and named.lower() == token.text.lower()


def _stood_for(scene: Scene, s: int, at: int, speaker: Meant | None, verb: int) -> str:
    """Return the phrase that a pronoun stands for: a relative's antecedent, whoever says it of themselves, else what the cast knows."""
    clause, meant = scene.clauses[s], scene.cast.refer(s, at, speaker=speaker)
    if clause[at].xpos in _ASKING:
        noun = antecedent(clause, at)
        if meant.named and not (noun is not None and is_of_many(clause[noun].text)):
            return meant.name
        return who(scene, s, noun, speaker, verb=verb) if noun is not None and noun != at else ""
    if meant.name.lower() != clause[at].text.lower():
        bare = not meant.named and clause[at].text.lower() in {"it", "he", "she"} and meant.name[:1].islower()
        if bare and meant.name.partition(" ")[0] in _WHOSE:
            return clause[at].text
        return f"the {meant.name}" if bare and "'" not in meant.name else meant.name
    if clause[at].xpos == "PRP$":
        return ""
    if clause.of(at, "det") or any("of" in clause.introduces(i) for i in clause.of(at, "nmod")):
        return _noun(scene, s, at, speaker, verb)  # "no one", "none of the shops"
    own = _speaking(scene, s, at)
    own = _only(scene, s, at) if own is None else own
    return (
        _noun(scene, s, own, speaker)
        if own is not None and _can_be(scene, s, clause[at].text.lower(), own)
        else meant.name
    )


def _speaking(scene: Scene, s: int, at: int) -> int | None:
    """Return the noun that says of itself what a subject's clause tells, also as the subject of verbs joined: "cut jobs and said it …"."""
    clause = scene.clauses[s]
    above = clause[clause[at].head].head if clause.relation(at) == "nsubj" else -1
    own = sayer(clause, at)
    if own is not None or above < 0 or clause.relation(clause[at].head) != "ccomp" or clause.relation(above) != "conj":
        return own
    shared = subject(scene, s, above) if clause[above].lemma.lower() in words("say", "verbs") else None
    return shared if shared is not None and clause[shared].upos in _NOUNS else None


def _only(scene: Scene, s: int, at: int) -> int | None:
    """Return the one subject before a pronoun in its sentence: "as the ferry sank, it spilled oil"; `None` where "it" stands for a clause."""
    clause = scene.clauses[s]
    verb, quote = clause[at].head, scene.quote_around(s, at)
    if (
        clause.relation(at) != "nsubj"
        or clause.of(verb, "cop")
        or (clause[at].deprel == "nsubj:pass" and clause.of(verb, "ccomp", "csubj"))
    ):
        return None
    before = [i for i in range(at) if clause.relation(i) == "nsubj" and clause[i].xpos not in _ASKING]
    if len(before) != 1 or clause[before[0]].upos not in _NOUNS or scene.quote_around(s, before[0]) != quote:
        return None
    return None if scene.cast.refer(s, before[0]).kind is Kind.PERSON else before[0]


def _can_be(scene: Scene, s: int, pronoun: str, noun: int) -> bool:
    """Say whether those who say something can mean themselves by a pronoun: "residents say they", no "spokesman says it"."""
    clause = scene.clauses[s]
    person = clause[noun].lemma.lower() in words("roles", "person")
    several = is_plural(scene, s, noun, None)
    return {
        "they": several,
        "he": person and not several,
        "she": person and not several,
        "it": not person and not several,
    }.get(pronoun, False)


def _noun(scene: Scene, s: int, at: int, speaker: Meant | None, verb: int = -1) -> str:
    """Return the phrase of a noun, its owner by name: "Berg's lawyer" for "her lawyer", "the army's reputation" for "whose"."""
    clause = scene.clauses[s]
    kept = undated(scene, s, at, short(clause, at, clause.phrase(at)))
    kept = [
        i for i in kept if i == at or clause[i].xpos not in {"WRB", "WDT"}
    ]  # "how contracts were awarded", "during which work stopped"
    while (
        kept[0] > 0
        and clause[kept[0] - 1].text.lower() in _ROUGHLY
        and at in clause.above(kept[0] - 1)
        and _is_number(clause, at)
    ):
        kept.insert(0, kept[0] - 1)  # "at least 40 of them", "more than half"
    known = introduced(scene, s, at) if is_bare(clause, at, kept) else ""
    if known:
        return known
    told = said_of(scene, s, kept[-1])
    kept = [*kept, *(told if verb not in told and len(told) <= _BESIDE else [])]
    named = owned(scene, s, kept, speaker)
    text = f"{named} {scene.phrase(s, kept[1:])}" if named else scene.phrase(s, kept)
    return text + (
        ","
        if any(i > at and clause[i].text == "," for i in kept[:-1])
        and not clause.of(at, "conj")
        and _is_named_after(clause, at, kept)
        else ""
    )


def undated(scene: Scene, s: int, at: int, kept: list[int]) -> list[int]:
    """Leave out a time that ends a phrase: "a jury in Oslo on Friday"."""
    clause = scene.clauses[s]
    for i in kept:
        hours = clause[i].lemma.lower() in {"hour", "day", "week"} and any(
            scene.is_time(s, j) for j in clause.of(i, "nmod")
        )
        below = clause.subtree(i)
        timed = scene.is_time(s, i) or hours  # "in the early hours of Friday"
        dated = i > at and clause.relation(i) == "nmod" and timed and clause[below[0]].upos == "ADP"
        if dated and at < below[0] and below[-1] >= kept[-1]:
            return [j for j in kept if j < below[0]]
    return kept


def owned(scene: Scene, s: int, kept: list[int], speaker: Meant | None) -> str:
    """Return the owner that a phrase opens with, in the genitive, where it is a pronoun whose owner is known; else ""."""
    clause = scene.clauses[s]
    if len(kept) <= 1 or clause[kept[0]].xpos not in _OWNING:
        return ""
    if clause[kept[0]].xpos == "WP$":
        noun = antecedent(clause, kept[0])
        return genitive(who(scene, s, noun, speaker)) if noun is not None and noun not in kept else ""
    owner = scene.cast.refer(s, kept[0], speaker=speaker)
    if owner.named:
        return genitive(owner.name)
    said = _speaking(scene, s, clause[kept[0]].head)
    own = _holding(scene, s, clause[kept[0]].head) if said is None else said
    if (
        own is None
        or own in kept
        or clause.of(own, "conj")
        or not _can_be(scene, s, _OWNERS.get(clause[kept[0]].text.lower(), ""), own)
    ):
        return ""
    if clause[clause.phrase(own)[0]].xpos in _OWNING:
        return ""
    named = who(scene, s, own, speaker)
    known = scene.cast.refer(s, own, speaker=speaker).named
    return genitive(named) if known or len(named.split()) <= _BRIEF else ""


def _holding(scene: Scene, s: int, at: int) -> int | None:
    """Return who can own what a noun names: the subject of its clause, or of the one before: "the ship sank on its way"."""
    clause = scene.clauses[s]
    verb = next((i for i in clause.above(at) if clause[i].upos == "VERB"), -1)
    if verb < 0:
        return None
    if clause.relation(at) == "nsubj":
        return _only(scene, s, at)
    own = subject(scene, s, verb)
    own = antecedent(clause, own) if own is not None and clause[own].xpos in _ASKING else own
    return own if own is not None and clause[own].upos in _NOUNS and own < at else None


def said_of(scene: Scene, s: int, at: int) -> list[int]:
    """Return the clause without which a word tells nothing, where it is short: "those who refuse", "people living there", "positions they held in May"."""
    clause = scene.clauses[s]
    empty = clause[at].lemma.lower() in _EMPTY or clause[at].text.lower() in _EMPTY
    clauses = clause.of(at, "acl" if empty else "acl:relcl")
    for i in clauses if empty or (clauses and _is_open(clause, at)) else ():
        timed = {k for j in clause.children[i] if empty and scene.is_time(s, j) for k in clause.subtree(j)}
        told = [j for j in clause.subtree(i) if j not in timed]
        unbroken = told == list(range(at + 1, at + 1 + len(told)))
        if unbroken and len(told) <= _SAID and clause[at + 1].upos != "PUNCT" and clause[told[-1]].upos != "PUNCT":
            return told
    return []


def _is_open(clause: Clauses, at: int) -> bool:
    """Say whether a noun waits for a clause that says which: "the cash", "any other doctors", "presidents", without more of their own."""
    which = {clause[i].text.lower() for i in clause.of(at, "det")}
    every = bool(which & {"all", "any", "every"})
    more = clause.of(at, "nmod", "compound", "nummod", "appos", "conj", *(() if every else ("amod",)))
    bare = not which and "Number=Plur" in clause[at].feats
    alone = clause[at].upos == "NOUN" and clause.relation(at) != "appos" and not more
    return alone and (every or bare or bool(which & {"the", "that", "those"}))


def _is_number(clause: Clauses, at: int) -> bool:
    return clause[at].upos == "NUM" or clause[at].lemma.lower() in {
        "half",
        "third",
        "quarter",
        "dozen",
        "hundred",
        "thousand",
    }


def _is_named_after(clause: Clauses, at: int, kept: list[int]) -> bool:
    """Say whether a name behind a comma ends a phrase, "the head of the board, Lars Moen": that needs a second comma."""
    last = max(i for i in kept if clause[i].text == "," and i > at)
    return all(clause[i].upos == "PROPN" for i in kept if i > last)
