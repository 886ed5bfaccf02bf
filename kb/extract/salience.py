"""How much an article makes of an event: what it is, where it stands, whom it names. Weights sum to one."""

from __future__ import annotations

from kb.extract.lexicon import words
from kb.model import Basis, Block, Claim, Status

_MINOR = frozenset({"other", "statement"})


def salience(claim: Claim, *, block: Block, position: float, main: bool) -> float:
    """Return 0 … 1. `position`: 0 at the article's first sentence, 1 at its last; `main`: the clause is not an aside."""
    score = 0.2 * (block is not Block.PARAGRAPH) + 0.15 * (1 - position) + 0.1 * main
    score += 0.15 * (claim.type not in _MINOR)
    score += 0.15 * any(p.named for p in claim.participants)
    score += 0.15 * claim.when.own + 0.05 * (claim.when.basis is Basis.CONTEXT)
    score += 0.1 * (claim.status in {Status.OCCURRED, Status.DID_NOT_OCCUR, Status.PLANNED})
    if claim.statement:
        score *= 1.0 if claim.lemma in words("say", "newsworthy") else 0.3
    return round(score, 3)
