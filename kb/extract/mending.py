"""Trees as they should be: what the parser is known to get wrong, mended before anybody asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.extract.unchanged import died, told
from kb.extract.voice import voiced

if TYPE_CHECKING:
    from kb.model import Sentence, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENING = frozenset({"as", "after", "before", "while", "when", "because", "since", "until"})
_MARKS = frozenset({'"', "“", "”", "'", "’", "‘", "-", "–", "—"})


def mended(sentence: Sentence) -> Sentence:
    """Return a sentence with its tree mended where the parser's errors are known."""
    return _headed(_shared(_apart(voiced(died(told(sentence))))))


def _apart(sentence: Sentence) -> Sentence:
    """Hang participles after a comma on the finite verb, not on an infinitive between: "vowed to go, adding that …"."""
    tokens = sentence.tokens
    marked = {token.head for token in tokens if token.xpos == "TO"}
    moved = {}
    for at, token in enumerate(tokens):
        if token.xpos != "VBG" or token.deprel != "advcl" or token.head not in marked:
            continue
        if next((t.text for t in reversed(tokens[:at]) if t.text not in _MARKS), "") == ",":
            above = tokens[token.head].head
            while above >= 0 and (above in marked or tokens[above].upos != "VERB"):
                above = tokens[above].head
            if 0 <= above < at:
                moved[at] = replace(token, head=above)
    return _hung(sentence, moved)


def _shared(sentence: Sentence) -> Sentence:
    """Hang a past tense on the past tense above, not on a perfect participle between: "said it has grown and called for more"."""
    tokens = sentence.tokens
    perfect = {token.head for token in tokens if token.deprel == "aux" and token.lemma == "have"}
    subjects = {token.head for token in tokens if token.deprel.startswith("nsubj")}
    moved = {
        at: replace(token, head=tokens[token.head].head)
        for at, token in enumerate(tokens)
        if token.xpos == "VBD" and token.deprel == "conj" and token.head in perfect and at not in subjects
        and tokens[token.head].xpos == "VBN" and tokens[token.head].deprel == "ccomp"
        and tokens[tokens[token.head].head].xpos == "VBD"
    }  # fmt: skip
    return _hung(sentence, moved)


def _headed(sentence: Sentence) -> Sentence:
    """Give a finite verb without a subject the noun before it that the parser hung elsewhere: "as talks stall", "after X, which …, left"."""
    tokens = sentence.tokens
    headed = {token.head for token in tokens if token.deprel.startswith("nsubj")}
    moved: dict[int, Token] = {}
    joined = {token.head for token in tokens if token.deprel == "cc"}
    for at, token in enumerate(tokens):
        if token.xpos in _FINITE and at not in headed | joined:
            moved |= _crossed(tokens, at) or _marked(tokens, at)
    return _hung(sentence, moved)


def _crossed(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return the noun before a verb as its subject, that hung on a noun behind it, which no compound does, or on it as an oblique without a case."""
    before = tokens[at - 1]
    if (
        before.head == at
        and before.deprel == "obl"
        and before.upos in _NOUNS
        and not any(t.head == at - 1 and t.deprel == "case" for t in tokens)
    ):
        return {at - 1: replace(before, deprel="nsubj")}
    for i in range(at - 1, -1, -1):
        head = tokens[i].head
        if tokens[i].upos in _NOUNS and tokens[i].deprel == "compound" and head > at and tokens[head].head == at:
            return {i: replace(tokens[i], head=at, deprel="nsubj")}
    return {}


def _marked(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return a clause's subject and conjunction that were taken for an oblique of the verb above; a relative clause may stand between."""
    above = tokens[at].head
    if tokens[at].deprel not in {"advcl", "conj", "parataxis"} or not 0 <= above < at:
        return {}
    for i in range(at - 1, above, -1):
        case = next((j for j in range(above + 1, i) if tokens[j].head == i and tokens[j].text.lower() in _OPENING), -1)
        if tokens[i].head != above or tokens[i].deprel != "obl" or tokens[i].upos not in _NOUNS or case < 0:
            continue
        closed = tokens[at - 1].text == ","
        if not closed and tokens[i].upos != "NOUN":
            continue  # "since May ended"
        related = any(t.head == i and t.deprel == "acl:relcl" for t in tokens[i:at])
        below = _below(tokens, i) | ({at - 1} if closed else set())
        if closed is related and below >= set(range(i, at)):
            return {
                i: replace(tokens[i], head=at, deprel="nsubj"),
                case: replace(tokens[case], head=at, deprel="mark"),
                at: replace(tokens[at], deprel="advcl"),
            }
    return {}


def _below(tokens: tuple[Token, ...], at: int) -> set[int]:
    found = {at}
    for _ in tokens:
        more = {i for i, token in enumerate(tokens) if token.head in found} - found
        if not more:
            return found
        found |= more
    return found


def _hung(sentence: Sentence, moved: dict[int, Token]) -> Sentence:
    if not moved:
        return sentence
    return replace(sentence, tokens=tuple(moved.get(at, token) for at, token in enumerate(sentence.tokens)))
