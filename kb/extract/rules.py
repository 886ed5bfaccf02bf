"""The default extractor: rules over trees, roles, names and times."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from kb import gazetteer
from kb.extract.attribution import Voices
from kb.extract.dating import Calendar, settle
from kb.extract.labels import label
from kb.extract.lexicon import event_type
from kb.extract.mentions import is_saying, mentions
from kb.extract.participants import participants
from kb.extract.salience import salience
from kb.extract.scene import Mention, Scene
from kb.extract.status import status
from kb.model import Basis, Block, Bounds, Claim, Document, Status, Timex

SUFFIX: Final = ""  # a part of this stage, no file format
VERSION: Final = "rules-1"  # goes up when the same article would give other claims


def extract(document: Document, timexes: tuple[Timex, ...], published: Bounds) -> tuple[Claim, ...]:
    """Return the claims of an article, in the order of their triggers.

    `published`: the days between which it was published, open where unknown. Every span lies in `document.article.text`.
    """
    scene = Scene(document, timexes)
    found = tuple(mentions(scene))
    events = {(mention.sentence, mention.verb) for mention in found}
    voices, calendar = Voices(scene), Calendar(scene, found, published)
    claims = ((mention, _claim(scene, mention, voices, calendar, published)) for mention in found)
    return tuple(claim for mention, claim in claims if _says_something(scene, mention, claim, events))


def _claim(scene: Scene, mention: Mention, voices: Voices, calendar: Calendar, published: Bounds) -> Claim:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    guess = status(scene, mention)
    when = calendar.when(mention, guess)
    fate = settle(guess, when, published)
    saying = is_saying(clause, mention.trigger)
    speaker = voices.speaker_in(s, mention.trigger)
    who, where = participants(scene, mention, speaker)
    trigger = clause[mention.trigger]
    claim = Claim(
        article=scene.article.id,
        trigger=trigger.span,
        quote=clause.sentence.span,
        label=label(scene, mention, fate, speaker),
        lemma=_lemma(scene, mention),
        type="statement" if saying else mention.predicate.type,
        status=fate,
        when=when,
        participants=tuple(who),
        places=tuple(where),
        attribution=voices.attributions(s, mention.trigger),
        confidence=_confidence(mention, fate),
        statement=saying or mention.predicate.type == "statement",
    )
    position = s / max(1, len(scene.clauses) - 1)
    return replace(
        claim, salience=salience(claim, block=scene.block(s), position=position, main=_is_main(scene, mention))
    )


def _says_something(scene: Scene, mention: Mention, claim: Claim, events: set[tuple[int, int]]) -> bool:
    """Say whether a reader learns anything: a noun without a name, a place or a date is no event, nor is a verb without anybody.

    Nor is the argument of a verb that tells the event itself, "sign a treaty". `events`: (sentence, verb) of all mentions.
    """
    clause, at = scene.clauses[mention.sentence], mention.trigger
    dated = claim.when.basis in {Basis.EXPLICIT, Basis.RELATIVE}
    named = any(p.named for p in claim.participants)
    noun = at == mention.verb and clause[at].upos != "VERB" and not event_type(claim.lemma)
    if noun and any((mention.sentence, i) in events for i in clause.of(at, "=acl")):
        return dated  # "Sweden's application, blocked by Turkey": the participle tells it
    if noun and clause.relation(at) in {"obj", "nsubj"} and (mention.sentence, clause[at].head) in events:
        return named
    if dated or named or claim.places or scene.block(mention.sentence) is not Block.PARAGRAPH:
        return True
    if clause[mention.verb].upos == "VERB":
        return bool(claim.participants)
    settled = claim.status in {Status.OCCURRED, Status.ONGOING}
    return claim.status is Status.DID_NOT_OCCUR or (settled and bool(event_type(claim.lemma)))


def _lemma(scene: Scene, mention: Mention) -> str:
    """Return the trigger's lemma, or the proper name that it heads: the Cold War is not just any war; a place is no part of it."""
    clause = scene.clauses[mention.sentence]
    at = mention.trigger
    if clause[at].upos != "PROPN":
        return clause[at].lemma.lower()
    parts = [
        i
        for i in clause.of(at, "compound", "amod", "flat")
        if clause[i].text[:1].isupper() and not _placed(scene, mention.sentence, i)
    ]
    return " ".join(clause[i].lemma.lower() for i in (*parts, at))


def _placed(scene: Scene, s: int, at: int) -> bool:
    return gazetteer.place(scene.clauses[s][at].text) is not None or scene.is_time(s, at)


def _is_main(scene: Scene, mention: Mention) -> bool:
    clause = scene.clauses[mention.sentence]
    above = [clause[i].deprel for i in (mention.verb, *clause.above(mention.verb))]
    return all(relation in {"root", "ccomp", "conj", "parataxis", "obj", "nsubj", "xcomp"} for relation in above)


def _confidence(mention: Mention, fate: Status) -> float:
    """Return 0 … 1: how surely this is an event, and how far the network's factuality bears the status out."""
    predicate = mention.predicate
    happened = fate in {Status.OCCURRED, Status.ONGOING}
    agreement = predicate.factuality if happened else -predicate.factuality
    support = min(1.0, max(0.0, 0.5 + agreement / 2))
    return round(0.5 * math.sqrt(predicate.eventive * predicate.news) + 0.5 * support, 3)
