"""What news tell of the past in words that do not look it: verbs that keep their form, "residents set up roadblocks", and "three dead"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kb.model import Sentence, Token

_SAME: Final = frozenset(
    ["set", "put", "cut", "hit", "shut", "split", "spread", "cast", "shed", "beat", "quit", "burst"]
)
_HABIT: Final = frozenset(
    ["often", "usually", "always", "sometimes", "regularly", "normally", "generally", "rarely", "every", "each", "now", "still", "currently"]
)  # fmt: skip
_TENSED: Final = frozenset({"VBZ", "VBP", "MD"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})


def told(sentence: Sentence) -> Sentence:
    """Return the sentence with such verbs in the past, where they have subject and object, and nothing in it speaks of the present or a habit."""
    tokens = sentence.tokens
    found = [at for at, token in enumerate(tokens) if _may_be_past(token) and _acts(tokens, at)]
    if not found or any(token.lemma.lower() in _HABIT for token in tokens):
        return sentence
    if any(token.xpos in _TENSED for at, token in enumerate(tokens) if at not in found):
        return sentence
    mended = tuple(replace(token, xpos="VBD") if at in found else token for at, token in enumerate(tokens))
    return replace(sentence, tokens=mended)


def died(sentence: Sentence) -> Sentence:
    """Return the sentence with "dead" as a verb where it has a subject and no "be", as in headlines: "Three dead in Ghent"."""
    tokens = sentence.tokens
    found = [
        at
        for at, token in enumerate(tokens)
        if token.lemma.lower() == "dead" and token.upos == "ADJ" and _told(tokens, at)
    ]
    if not found:
        return sentence
    mended = (replace(t, upos="VERB", xpos="VBD", lemma="die") if at in found else t for at, t in enumerate(tokens))
    return replace(sentence, tokens=tuple(mended))


def _told(tokens: tuple[Token, ...], at: int) -> bool:
    below = {token.deprel for token in tokens if token.head == at}
    return "nsubj" in below and "cop" not in below and tokens[at].deprel in {"root", "advcl", "conj", "parataxis"}


def _may_be_past(token: Token) -> bool:
    return token.xpos == "VBP" and token.upos == "VERB" and token.lemma.lower() in _SAME


def _acts(tokens: tuple[Token, ...], at: int) -> bool:
    below = [token for token in tokens if token.head == at]
    someone = any(token.deprel == "nsubj" and token.upos in _NOUNS for token in below)
    something = any(token.deprel in {"obj", "compound:prt"} for token in below)
    return (
        someone and something and not any(token.deprel.startswith("aux") or token.deprel == "mark" for token in below)
    )
