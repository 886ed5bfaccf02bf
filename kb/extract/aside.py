"""Events told only beside another one: what was agreed or asked for, what says which thing is meant, what people say of themselves.

It is one of the signs that `kb.extract.worth` weighs when it leaves claims off timelines. Whatever has a date of its own is not told beside another,
nor is what a headline tells, nor violence and the work of courts, where a clause tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.participants import passive_subject, subject
from kb.extract.turns import is_bound
from kb.model import Block, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene
    from kb.model import Claim

Place = tuple[int, int]  # sentence and word

_HARD: Final = frozenset(
    ["attack", "kill-injure", "die", "arrest-detain", "justice", "crime", "kidnap-escape", "disaster-accident", "personnel", "protest"]
)  # fmt: skip
_HAPPENED: Final = frozenset({Status.OCCURRED, Status.ONGOING})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_TAKING_PART: Final = frozenset({"nsubj", "obj", "obl", "nmod", "compound", "conj"})
_HANGING: Final = frozenset({"xcomp", "ccomp", "conj", "acl", "advcl", "obj", "obl"})
_OF_DOING: Final = frozenset(
    {"for", "by", "of", "from", "in", "with", "without", "before", "after", "despite", "instead"}
)
_ASKING: Final = frozenset({"how", "whether", "why"})
_OUGHT: Final = frozenset({"can", "ca", "must", "should", "ought"})
_USUALLY: Final = frozenset(
    ["often", "usually", "always", "sometimes", "regularly", "normally", "generally", "typically", "routinely", "frequently", "rarely", "traditionally",
     "commonly", "occasionally"]
)  # fmt: skip
_HARM: Final = frozenset({"report", "record", "hurt", "injure", "harm", "wound", "kill"})
_AIMS: Final = frozenset(
    {"goal", "aim", "mission", "mandate", "purpose", "objective", "task", "job", "role", "duty", "idea", "hope"}
)
_IDLE: Final = frozenset({"wait", "suppose", "trust"})
_PRESENT: Final = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am"})
_MANY: Final = frozenset({"thousand", "hundred", "dozen", "million", "score", "ten", "many", "several"})
_BREAKS: Final = frozenset({",", "–", "—", "-", "("})


def asides(scene: Scene, told: Iterable[tuple[Mention, Claim]]) -> set[Place]:
    """Return sentence and trigger of the mentions that are told only beside another, in an article's mentions and claims."""
    return _Asides(scene, tuple(told)).found


class _Asides:
    """The mentions of an article, and which of them are asides."""

    def __init__(self, scene: Scene, told: tuple[tuple[Mention, Claim], ...]) -> None:
        self._scene = scene
        self._at = {(m.sentence, at): (m.sentence, m.trigger) for m, _ in told for at in (m.trigger, m.verb)}
        free = [(m, claim) for m, claim in told if self._is_free(m, claim)]
        self.found = {(m.sentence, m.trigger) for m, claim in free if self._is_aside(m, claim)}
        for mention, claim in free:  # in the order of the text, a word mostly after what it hangs on
            if claim.type not in _HARD and self._hangs_on_aside(mention, claim):
                self.found.add((mention.sentence, mention.trigger))

    def _is_free(self, mention: Mention, claim: Claim) -> bool:
        """Say whether nothing makes it an event by itself: neither a date, nor a headline."""
        return not claim.when.own and self._scene.block(mention.sentence) is Block.PARAGRAPH

    def _is_aside(self, mention: Mention, claim: Claim) -> bool:
        s, at, clause = mention.sentence, mention.verb, self._scene.clauses[mention.sentence]
        if self._is_of_speaker(mention) or _is_asked(clause, at):
            return True
        if clause[at].upos != "VERB":
            return self._is_argument(s, at)
        if claim.status not in _HAPPENED and (self._is_wanted(s, at) or _is_condition(clause, at)):
            return True
        if _is_general(clause, at):
            return True
        if claim.status is not Status.OCCURRED and _is_standing(clause, at):
            return claim.type not in _HARD
        beside = _is_restrictive, _is_manner, _is_meanwhile, _is_gerund
        return claim.type not in _HARD and any(told(clause, at) for told in beside)

    def _hangs_on_aside(self, mention: Mention, claim: Claim) -> bool:
        clause = self._scene.clauses[mention.sentence]
        head = clause[mention.verb].head
        if claim.status in _HAPPENED and _has_own_subject(clause, mention.verb):
            return False  # "the flat is small, and the tenant has sued"
        return clause.relation(mention.verb) in _HANGING and self._at.get((mention.sentence, head)) in self.found

    def _is_wanted(self, s: int, at: int) -> bool:
        """Say whether it is what somebody agreed, wanted or was told to do, or what something is for, and nobody says that it was done."""
        clause = self._scene.clauses[s]
        if "to" not in clause.introduces(at):
            return False
        head = clause[at].head
        idle = clause[head].lemma.lower() in _IDLE
        governed = clause.relation(at) in {"xcomp", "ccomp"} and (idle or is_bound(clause, at) or (s, head) in self._at)
        aimed = any(clause[i].lemma.lower() in _AIMS for i in clause.of(at, "nsubj")) and bool(clause.of(at, "cop"))
        return governed or aimed or clause.relation(at) in {"acl", "advcl"}

    def _is_argument(self, s: int, at: int) -> bool:
        """Say whether a noun takes part in an event that is told."""
        clause, head = self._scene.clauses[s], self._scene.clauses[s][at].head
        while head >= 0 and clause[head].upos in _NOUNS and (s, head) not in self._at:
            head = clause[head].head
        return (s, head) in self._at and clause.relation(at) in _TAKING_PART

    def _is_of_speaker(self, mention: Mention) -> bool:
        """Say whether people tell it in their own words of themselves, or of nobody with a name."""
        s, scene = mention.sentence, self._scene
        if scene.quote_around(s, mention.trigger) is None:
            return False
        who = next(iter(passive_subject(scene, s, mention.verb)), None) or subject(scene, s, mention.verb)
        return who is None or scene.clauses[s][who].upos == "PRON" or not scene.cast.refer(s, who).named


def _has_own_subject(clause: Clauses, at: int) -> bool:
    return clause.relation(at) in {"conj", "advcl"} and bool(clause.of(at, "nsubj"))


def _is_general(clause: Clauses, at: int) -> bool:
    """Say whether a verb tells what is usual, what can or ought to be done, what doing it is like, or that nobody was hurt: "cutting fees is unwise"."""
    helped = {clause[i].text.lower() for i in clause.of(at, "aux")}
    if helped & _OUGHT and "have" not in helped:
        return True
    if clause[at].lemma.lower() in _IDLE or any(clause[i].lemma.lower() in _USUALLY for i in clause.of(at, "advmod")):
        return True
    if any(clause[i].text.lower() == "you" for i in clause.of(at, "nsubj")):
        return True
    spared = clause[at].lemma.lower() in _HARM and any(
        clause.negated(i) or clause.is_nobody(i) for i in clause.of(at, "nsubj:pass")
    )
    return spared or (clause[at].xpos == "VBG" and clause.relation(at) == "csubj")


def _is_standing(clause: Clauses, at: int) -> bool:
    """Say whether a present passive tells how things stand, "the camp is located on a hill"; how many are hit is news."""
    helped = {clause[i].text.lower() for i in clause.of(at, "aux")}
    if clause[at].xpos != "VBN" or not helped or not helped <= _PRESENT:
        return False
    return not any(
        clause[i].upos == "NUM" or clause[i].lemma.lower() in _MANY or clause.of(i, "nummod")
        for who in clause.of(at, "nsubj")
        for i in (who, *clause.of(who, "amod", "nmod"))
    )


def _is_restrictive(clause: Clauses, at: int) -> bool:
    """Say whether a clause only says which thing is meant: "the firm that built it", with no comma before it."""
    head = clause[at].head
    if clause.relation(at) != "acl" or head < 0:
        return False
    opening = min(clause.subtree(at))
    return not any(clause[i].text in _BREAKS for i in range(head + 1, opening + 1))


def _is_manner(clause: Clauses, at: int) -> bool:
    """Say whether a participle tells how something else went on: "they marched, blowing whistles"."""
    return clause[at].xpos == "VBG" and clause.relation(at) == "advcl" and not clause.introduces(at)


def _is_meanwhile(clause: Clauses, at: int) -> bool:
    """Say whether a clause tells what was going on when something happened: "as he was carrying water"."""
    going = clause[at].xpos == "VBG" or bool(clause.of(at, "cop"))
    return going and clause.relation(at) == "advcl" and bool(clause.introduces(at) & {"as", "while", "when"})


def _is_gerund(clause: Clauses, at: int) -> bool:
    """Say whether a gerund is what another event was for, done by, or done after: "fined for failing to declare it"."""
    return clause[at].xpos == "VBG" and bool(clause.introduces(at) & _OF_DOING)


def _is_condition(clause: Clauses, at: int) -> bool:
    return clause.relation(at) == "advcl" and bool(clause.introduces(at) & {"if", "unless"})


def _is_asked(clause: Clauses, at: int) -> bool:
    """Say whether a clause asks, "how contracts were awarded"."""
    words = clause.introduces(at) | {clause[i].text.lower() for i in clause.of(at, "advmod")}
    if clause[at].deprel == "advcl:relcl":
        words |= {clause[clause[at].head].text.lower()}
    return clause[at].deprel in {"ccomp", "acl", "advcl:relcl"} and bool(words & _ASKING)
