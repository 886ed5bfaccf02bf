"""Voice and government where the parser takes one for the other: "has closed" for a passive, "an exchange agreed there never took place" for a deed of the exchange."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb.extract.lexicon import governs, words

if TYPE_CHECKING:
    from kb.model import Sentence, Token

_EARNED: Final = frozenset({"earnings", "income", "loss", "losses", "profit", "profits", "result", "results"})
_COSTS: Final = frozenset({"charges", "interest", "items", "tax", "taxation", "taxes"})
_HELPERS: Final = frozenset({"be", "get"})


def voiced(sentence: Sentence) -> Sentence:
    """Return the sentence with such words hung, or named, as their forms demand."""
    tokens = sentence.tokens
    moved: dict[int, Token] = {}
    for at, token in enumerate(tokens):
        if token.deprel == "nsubj:pass" and at < token.head and _acts(tokens, token.head):
            moved[at] = replace(token, deprel="nsubj")
        elif token.deprel == "compound:prt" and token.xpos == "IN":
            moved |= _led(tokens, at)
        elif token.deprel == "mark" and token.text.lower() == "that":
            moved |= _said(tokens, at)
        elif token.text.lower() == "meeting" and token.deprel == "nsubj":
            moved |= _met(tokens, at)
        elif token.text.lower() == "before" and token.deprel in {"case", "mark"}:
            moved |= _taxed(tokens, at)
        elif token.deprel == "ccomp" and token.xpos == "VBD":
            moved |= _reduced(tokens, at)
    return replace(sentence, tokens=tuple(moved.get(at, t) for at, t in enumerate(tokens))) if moved else sentence


def _acts(tokens: tuple[Token, ...], verb: int) -> bool:
    """Say whether a verb with "have" or a modal before it and no "be" cannot be passive: "the deal has not closed", "will not reopen"."""
    helped = [t for t in tokens[:verb] if t.head == verb and t.deprel.startswith("aux")]
    between = tokens[min((i for i, t in enumerate(tokens) if t in helped), default=verb) : verb]
    return any(t.lemma == "have" or (t.xpos == "MD" and tokens[verb].xpos == "VB") for t in helped) and not any(
        t.lemma in _HELPERS for t in between
    )


def _led(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return a preposition taken for a particle, on the phrase behind it that has none: "taken on Monday night"."""
    for i in range(at + 1, len(tokens)):
        if tokens[i].head == tokens[at].head:
            bare = tokens[i].deprel in {"obl", "obl:unmarked"} and not any(
                t.head == i and t.deprel == "case" for t in tokens
            )
            return {at: replace(tokens[at], head=i, deprel="case")} if bare else {}
        if tokens[i].deprel == "punct":
            break
    return {}


def _met(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return those who meet as the subject, where the parser takes their meeting for it: "leaders meeting in Nairobi gave"."""
    before = tokens[at - 1]
    both = before.deprel == "nsubj" and before.head == tokens[at].head
    if (
        before.xpos != "NNS"
        or tokens[at + 1].upos != "ADP"
        or not (both or (before.deprel == "compound" and before.head == at))
    ):
        return {}
    inner = {i: replace(t, head=at - 1) for i, t in enumerate(tokens[: at - 1]) if t.head == at}
    return inner | {
        at - 1: replace(before, head=tokens[at].head, deprel="nsubj"),
        at: replace(tokens[at], head=at - 1, deprel="acl", upos="VERB", xpos="VBG", lemma="meet"),
    }


def _taxed(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return what is earned as the subject, not what it is counted before: "earnings before interest and tax fell"."""
    cost, noun = at + 1, tokens[at - 1]
    if noun.text.lower() not in _EARNED or tokens[cost].text.lower() not in _COSTS:
        return {}
    verb = tokens[cost].head
    if verb < cost or tokens[verb].xpos not in {"VBD", "VBZ", "VBP"} or tokens[at].head not in {cost, verb}:
        return {}
    above = tokens[verb] if tokens[verb].head != at - 1 else noun
    joining = {i: replace(tokens[i], head=i + 1) for i in range(cost, verb) if tokens[i].deprel == "cc"}
    return joining | {
        at - 1: replace(noun, head=verb, deprel="nsubj"),
        at: replace(tokens[at], head=cost, deprel="case"),
        cost: replace(tokens[cost], head=at - 1, deprel="nmod"),
        verb: replace(tokens[verb], head=above.head, deprel=above.deprel),
    }


def _said(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return a clause with "that" on the verb of saying or deciding just before it, times left aside: "came after he announced on Monday that …"."""
    told, verb = tokens[at].head, at - 1
    while verb > 0 and tokens[verb].deprel != "root" and tokens[verb].upos != "VERB" and tokens[verb].upos != "PUNCT":
        verb -= 1
    lemma = tokens[verb].lemma.lower()
    says = tokens[verb].upos == "VERB" and (lemma in words("say", "verbs") or governs(lemma) == "planned")
    if not says or told < at or tokens[told].head in {verb, -1} or tokens[told].head > verb:
        return {}
    below = {t.deprel for i, t in enumerate(tokens) if t.head == verb and i > verb and t.deprel != "punct"}
    return {} if below - {"obl", "obl:unmarked", "advmod"} else {told: replace(tokens[told], head=verb, deprel="ccomp")}


def _reduced(tokens: tuple[Token, ...], at: int) -> dict[int, Token]:
    """Return the past tense behind a reduced relative clause as what its subject did: "an exchange agreed there never took place"."""
    above = tokens[at].head
    if not 0 <= above < at or tokens[above].xpos != "VBD" or tokens[above].lemma.lower() in words("say", "verbs"):
        return {}
    below = {t.deprel.partition(":")[0] for t in tokens if t.head == at}
    beside = {t.deprel.partition(":")[0] for t in tokens if t.head == above}
    noun = above - 1
    alone = not below & {"nsubj", "mark", "cc", "expl", "csubj"} and not beside & {"obj", "aux", "mark", "xcomp"}
    if not alone or tokens[noun].head != above or tokens[noun].deprel != "nsubj":
        return {}
    return {
        noun: replace(tokens[noun], head=at),
        above: replace(tokens[above], head=noun, deprel="acl", xpos="VBN"),
        at: replace(tokens[at], head=tokens[above].head, deprel=tokens[above].deprel),
    }
