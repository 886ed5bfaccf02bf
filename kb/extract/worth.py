"""What an editor would leave off a timeline: a logistic regression over signs that the other modules see in a claim and its sentence.

The weights in worth.toml are fitted by `training.worth` to claims that readers judged one by one. Sentences whose events a reader would strike out (figures
of speech, habits, what might be done, what is judged, what only says which thing is meant) share no single form, but many small ones.
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb.extract.aside import asides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene
    from kb.model import Claim, Participant

Signs = dict[str, float]

_FEW: Final = 8
_BESIDE: Final = "beside another"
_MAIN: Final = frozenset({"root", "conj", "ccomp", "parataxis"})
_ABOVE: Final = ("acl", "advcl", "ccomp", "xcomp")
_BELOW: Final = ("obj", "xcomp", "ccomp", "obl")
_LINKS: Final = frozenset(
    {"if", "while", "when", "as", "because", "after", "before", "for", "by", "of", "in", "from", "without", "to"}
)
_HELP: Final = {
    "modal": frozenset({"may", "might", "could", "can", "would", "should", "must", "shall", "ca", "will", "'ll", "’ll", "'d"}),
    "future": frozenset({"will", "'ll", "’ll"}),
    "perfect": frozenset({"has", "have", "'ve", "’ve"}),
    "past perfect": frozenset({"had", "'d"}),
}  # fmt: skip
_PRONOUNS: Final = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "those", "him", "her", "them", "us", "me"}
)  # fmt: skip
_DEFINITE: Final = re.compile(r"(?:the|this|that|these|those|his|her|their|its|our|my)\b", re.IGNORECASE)
_INDEFINITE: Final = re.compile(r"(?:an?|some|any|one|no|many|several)\b", re.IGNORECASE)
_ABSTRACT: Final = re.compile(r"(?:ness|ity|tion|sion|ment|ance|ence|ship|ism|ing|cy|age|th)s?$")
_LONGEST: Final = 60  # words, where length stops counting


def left_out(scene: Scene, told: Sequence[tuple[Mention, Claim]]) -> list[bool]:
    """Return, for each mention of an article with its claim, whether an editor would leave it off a timeline.

    What has a date of its own stays: of 200 such events on judged pages 167 were kept, whatever else they show. So do the best few of an article
    that are told for themselves: of a short text nothing else may be left.
    """
    weights, least = _model()
    found = signs(scene, told)
    worth = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in found]
    alone = [at for at, one in enumerate(found) if _BESIDE not in one]
    stays = set(sorted(alone, key=lambda at: (-worth[at], at))[:_FEW])
    stays |= {at for at, (_, claim) in enumerate(told) if claim.when.own}
    return [score < least and at not in stays for at, score in enumerate(worth)]


def signs(scene: Scene, told: Sequence[tuple[Mention, Claim]]) -> list[Signs]:
    """Return, for each mention of an article with its claim, the signs that it shows and how strongly, mostly 1."""
    beside = asides(scene, told)
    return [
        dict.fromkeys(_named(scene, mention, claim, beside=(mention.sentence, mention.trigger) in beside), 1.0)
        | dict(_measured(scene, mention, claim))
        for mention, claim in told
    ]


@cache
def _model() -> tuple[dict[str, float], float]:
    table = tomllib.loads((Path(__file__).parent / "worth.toml").read_text("utf8"))
    return table["weights"], table["least"]


def _measured(scene: Scene, mention: Mention, claim: Claim) -> Iterator[tuple[str, float]]:
    clause, predicate = scene.clauses[mention.sentence], mention.predicate
    yield "eventive", _odds(predicate.eventive)
    yield "news", _odds(predicate.news)
    yield "factual", predicate.factuality / 2
    yield "factual or not", abs(predicate.factuality) / 2
    yield "late", mention.sentence / max(1, len(scene.clauses) - 1)
    yield "long", min(len(clause), _LONGEST) / _LONGEST
    yield "people", min(4, len(claim.participants)) / 4


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance)) / 3


def _named(scene: Scene, mention: Mention, claim: Claim, *, beside: bool) -> Iterator[str]:
    clause, at = scene.clauses[mention.sentence], mention.verb
    yield "any"
    if beside:
        yield _BESIDE
    yield f"block {scene.block(mention.sentence)}"
    if mention.sentence <= 3:
        yield "early"
    yield from _of_claim(claim)
    yield from _of_word(clause, at)
    yield from _of_sentence(scene, mention)
    named = any(p.named for p in claim.participants)
    kind = "verb" if clause[at].upos == "VERB" else "noun"
    if claim.when.own:
        yield f"own time {kind}"
        yield f"own time {claim.status}"
    if named:
        yield f"name {claim.status}"
    if kind == "verb" and clause[at].deprel in _MAIN:
        if clause[at].xpos == "VBD":
            yield "told in the main"
        if any(p.named for p in claim.participants if p.role == "agent"):
            yield "named doer in the main"


def _of_claim(claim: Claim) -> Iterator[str]:
    yield f"status {claim.status}"
    yield f"time {claim.when.basis}"
    yield f"type {claim.type}"
    if claim.attribution:
        yield "source"
    if any(a.named for a in claim.attribution):
        yield "source named"
    if claim.places:
        yield "place"
    for role in ("agent", "patient"):
        found = [p for p in claim.participants if p.role == role]
        if not found:
            yield f"no {role}"
        for participant in found[:2]:
            yield from (f"{role} {sign}" for sign in _of_participant(participant))
    if any(p.named for p in claim.participants):
        yield "name"


def _of_participant(one: Participant) -> Iterator[str]:
    yield str(one.kind)
    words = one.text.lower()
    if one.named:
        yield "named"
    elif words in _PRONOUNS:
        yield "pronoun"
    if _DEFINITE.match(words):
        yield "definite"
    if _INDEFINITE.match(words):
        yield "indefinite"
    if any(char.isdigit() for char in words):
        yield "number"
    if _ABSTRACT.search(words):
        yield "abstract"


def _of_word(clause: Clauses, at: int) -> Iterator[str]:
    token = clause[at]
    yield f"{'verb' if token.upos == 'VERB' else 'noun'} {token.deprel}"
    yield f"tag {token.xpos}"
    helped = {clause[i].text.lower() for i in clause.of(at, "aux")}
    yield from (name for name, words in _HELP.items() if helped & words)
    yield from (f"after {link}" for link in clause.introduces(at) & _LINKS)
    if clause.negated(at):
        yield "negated"
    if clause.of(at, "nsubj:pass", "aux:pass"):
        yield "passive"
    yield from (f"with {relation}" for relation in _BELOW if clause.of(at, relation))
    if token.head >= 0:
        yield f"below {clause[token.head].upos}"
    above = {clause.relation(i) for i in clause.above(at)}
    yield from (f"inside {relation}" for relation in _ABOVE if relation in above)


def _of_sentence(scene: Scene, mention: Mention) -> Iterator[str]:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    if scene.quote_around(s, mention.trigger) is not None:
        yield "quoted"
    if any(scene.is_time(s, i) for i in clause.of(mention.verb, "obl", "advmod")):
        yield "with a time"
    if clause[len(clause) - 1].text == "?":
        yield "question"
    if any(token.upos == "NUM" for token in clause.sentence.tokens):
        yield "figures"
