"""The default extractor: rules over trees, roles, names and times."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypedDict

from kb import gazetteer
from kb.extract import senses
from kb.extract.again import told_again
from kb.extract.attribution import Voices
from kb.extract.chronology import dated
from kb.extract.dating import Calendar
from kb.extract.due import is_appointed
from kb.extract.labels import label, saying
from kb.extract.lexicon import event_type, words
from kb.extract.mentions import is_saying, mentions
from kb.extract.nothing import is_habitual, lasts_until
from kb.extract.outlook import is_borrowed, reported, settle
from kb.extract.participants import participants
from kb.extract.salience import salience
from kb.extract.scene import Mention, Scene
from kb.extract.statements import statements
from kb.extract.status import status
from kb.extract.turns import is_foretold
from kb.extract.worth import left_out
from kb.model import Attribution, Block, Bounds, Claim, Document, Participant, Span, Status, Timex

if TYPE_CHECKING:
    from kb.extract.names import Meant

SUFFIX: Final = ""  # a part of this stage, no file format
VERSION: Final = "rules-6"  # goes up when the same article would give other claims


class _Told(TypedDict):
    """The fields of claims of either sort."""

    article: str
    trigger: Span
    quote: Span
    lemma: str
    participants: tuple[Participant, ...]
    places: tuple[Participant, ...]
    attribution: tuple[Attribution, ...]


def extract(document: Document, timexes: tuple[Timex, ...], published: Bounds) -> tuple[Claim, ...]:
    """Return the claims of an article, in the order of their triggers.

    `published`: the days between which it was published, open where unknown. Every span lies in `document.article.text`.
    """
    scene, found, sayings = told(document, timexes, published)
    left = left_out(scene, found)
    again = told_again(scene, [one for one, out in zip(found, left, strict=True) if not out])
    events = [
        replace(claim, aside=True) if out or (m.sentence, m.trigger) in again else claim
        for (m, claim), out in zip(found, left, strict=True)
    ]
    return tuple(sorted([*events, *sayings], key=lambda claim: claim.trigger))


def told(
    document: Document, timexes: tuple[Timex, ...], published: Bounds
) -> tuple[Scene, list[tuple[Mention, Claim]], list[Claim]]:
    """Return an article's scene, its mentions of events with what they claim, and the claims that somebody said something."""
    scene = Scene(document, timexes)
    found = tuple(mentions(scene))
    events = {(mention.sentence, mention.verb) for mention in found}
    voices, calendar = Voices(scene), Calendar(scene, found, published)
    claims = [(mention, _claim(scene, mention, voices, calendar, published)) for mention in found]
    sayings = [_statement(scene, mention, voices, calendar) for mention in statements(scene)]
    return scene, [(m, claim) for m, claim in claims if _says_something(scene, m, claim, events)], sayings


def _claim(scene: Scene, mention: Mention, voices: Voices, calendar: Calendar, published: Bounds) -> Claim:
    guess = status(scene, mention)
    clause = scene.clauses[mention.sentence]
    found = dated(scene, mention, guess, calendar.when(mention, guess))
    borrowed = is_borrowed(clause, mention, guess, found, published)
    when = reported(clause, mention, guess, published) if borrowed else found
    fate = settle(guess, when, published)
    speaker = voices.speaker_in(mention.sentence, mention.trigger)
    claim = Claim(
        **_told(scene, mention, voices, speaker),
        label=label(scene, mention, fate, speaker),
        type=senses.event_type(scene, mention, saying=is_saying(clause, mention.trigger)),
        status=fate,
        when=when,
        confidence=_confidence(mention, fate),
        statement=_is_word_said(scene, mention) and fate is not Status.PLANNED,  # "a report is due"
    )
    return _weighed(scene, mention, claim)


def _is_word_said(scene: Scene, mention: Mention) -> bool:
    """Say whether a noun only means that something was said: "a comment"."""
    token = scene.clauses[mention.sentence][mention.trigger]
    lemma = token.lemma.lower()
    return token.upos == "NOUN" and lemma in words("say", "nouns") and lemma not in words("say", "newsworthy")


def _statement(scene: Scene, mention: Mention, voices: Voices, calendar: Calendar) -> Claim:
    """Return the claim that somebody said something; what that is are claims of their own, with this speaker."""
    speaker = voices.speaker_in(mention.sentence, mention.trigger)
    told = _told(scene, mention, voices, speaker)
    selves = {p.name for p in told["participants"] if p.role == "agent"}
    told["attribution"] = tuple(a for a in told["attribution"] if a.speaker not in selves)
    claim = Claim(
        **told,
        label=saying(scene, mention, speaker),
        type="statement",
        status=Status.OCCURRED,
        when=dated(scene, mention, Status.OCCURRED, calendar.when(mention, Status.OCCURRED)),
        confidence=_confidence(mention, Status.OCCURRED),
        statement=True,
    )
    return _weighed(scene, mention, claim)


def _told(scene: Scene, mention: Mention, voices: Voices, speaker: Meant | None) -> _Told:
    """Return what claims of either sort have in common: the words, who takes part, who says it."""
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    who, where = participants(scene, mention, speaker)
    return _Told(
        article=scene.article_id,
        trigger=clause[mention.trigger].span,
        quote=clause.sentence.span,
        lemma=_lemma(scene, mention),
        participants=tuple(who),
        places=tuple(where),
        attribution=voices.attributions(s, mention.trigger),
    )


def _weighed(scene: Scene, mention: Mention, claim: Claim) -> Claim:
    s = mention.sentence
    position = s / max(1, len(scene.clauses) - 1)
    return replace(
        claim, salience=salience(claim, block=scene.block(s), position=position, main=_is_main(scene, mention))
    )


def _says_something(scene: Scene, mention: Mention, claim: Claim, events: set[tuple[int, int]]) -> bool:
    """Say whether a reader learns anything: a noun without a name, a place or a date is no event, nor is a verb without anybody.

    Nor is the argument of a verb that tells the event itself, "sign a treaty". `events`: (sentence, verb) of all mentions.
    """
    clause, at = scene.clauses[mention.sentence], mention.trigger
    terse = scene.is_terse(mention.sentence)
    if not terse and clause[at].upos == "VERB" and is_habitual(clause, at) and claim.status is not Status.PLANNED:
        return lasts_until(scene, mention.sentence, at)
    dated = claim.when.own
    named = any(p.named for p in claim.participants)
    noun = at == mention.verb and clause[at].upos != "VERB" and not event_type(claim.lemma)
    if noun and any((mention.sentence, i) in events for i in clause.of(at, "=acl")):
        return dated  # "Sweden's application, blocked by Turkey": the participle tells it
    if noun and clause.relation(at) in {"obj", "nsubj"} and (mention.sentence, clause[at].head) in events:
        return named or is_appointed(scene, mention.sentence, at)
    if dated or named or claim.places or scene.block(mention.sentence) is not Block.PARAGRAPH:
        return True
    if clause[mention.verb].upos == "VERB":
        counted = any(clause[i].upos == "NUM" for i in clause.of(mention.verb, "nsubj"))  # "and 20 were wounded"
        full = counted or bool(clause.of(mention.verb, "obj"))  # "it lost $2 billion"
        done = claim.status is Status.OCCURRED and full
        return bool(claim.participants) or done or claim.status is Status.DID_NOT_OCCUR  # "nobody was hurt"
    settled = claim.status in {Status.OCCURRED, Status.ONGOING} or is_foretold(clause, at)
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
    return round(0.5 * math.sqrt(predicate.eventive * predicate.news) + 0.5 * support, 2)
