"""The tense that holds at each word of a parsed sentence: whether a bare "Friday" there is behind or ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kb.temporal.reading import FUTURE, PAST, UNKNOWN

if TYPE_CHECKING:
    from kb.model import Sentence, Token

_WILL = {"will", "'ll", "wo", "shall", "would", "’ll"}
_MAY = {"may", "might", "can", "should", "must"}  # what may be done on Thursday is still to come
_COULD = {"could"}  # "could not be reached on Thursday"
_HAVE = {"has", "have", "'ve", "’ve"}
_PLANNING = {
    "plan",
    "expect",
    "schedule",
    "intend",
    "hope",
    "aim",
    "set",
    "due",
    "slate",
    "promise",
    "vow",
    "agree",
    "want",
    "ready",
    "stand",  # "is standing by to fly"
    "poise",
    "prepare",
    "threaten",
    "forecast",
    "predict",
}
_PLANNED = {"plan", "schedule", "slate", "set", "expect", "due"}
_NAMED = {"fix", "arrange", "book", "time", "pencil", "list", "call", "convene"}
_ARRANGED = _PLANNED | _NAMED  # for a day, which then lies ahead
_TIMETABLED = {"open", "begin", "start", "resume", "reopen", "expire", "end", "close"}  # "The trial opens on Monday"
_AWAITED = {"expect", "schedule", "slate", "due", "forecast", "predict"}  # "is expected on Friday"
_STARTS = {"begin", "start", "commence"}
_ORDERS = {
    "announce",
    "call",
    "order",
    "declare",
    "approve",
    "propose",
    "promise",
    "threaten",
}  # whose beginning lies ahead
_TELLS = {"say", "add", "report", "write", "announce", "warn"}
_UNFORESEEN = {
    "accident",
    "aftershock",
    "assassination",
    "attack",
    "blast",
    "bombing",
    "collapse",
    "collision",
    "crash",
    "death",
    "defeat",
    "derailment",
    "earthquake",
    "explosion",
    "killing",
    "massacre",
    "murder",
    "quake",
    "riot",
    "shooting",
    "stabbing",
    "stampede",
    "tremor",
    "tsunami",
}  # that nobody announces
_HELPING = ("aux", "cop", "mark")
_WHEN = {"before", "when", "until", "after", "once", "as"}


class Tenses(Sequence[int]):
    """The direction of each token, found when it is asked for: its verb's tense, up the tree as far as a verb that has one.

    The tokens `ahead` lie in the future whatever their verb.
    """

    def __init__(self, sentence: Sentence, ahead: set[int]) -> None:
        self._sentence = sentence
        self._ahead = ahead
        self._own = _Own(sentence)

    def __len__(self) -> int:
        return len(self._sentence.tokens)

    def __getitem__(self, index: int) -> int:  # type: ignore[override] # no slices
        return FUTURE if index in self._ahead else _governed(self._sentence, self._own, index)


class _Own(dict[int, int | None]):
    """Token → the tense that it has of its own, worked out when it is first asked for."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self._sentence = sentence
        self._helpers: dict[int, list[Token]] = defaultdict(list)
        for token in sentence.tokens:
            if token.deprel.startswith(_HELPING) or (token.deprel == "case" and token.text.lower() == "due"):
                self._helpers[token.head].append(token)

    def __missing__(self, index: int) -> int | None:
        self[index] = found = _own(self._sentence, index, self._helpers)
        return found


def _governed(sentence: Sentence, own: _Own, start: int) -> int:
    index = start
    if _is_due(sentence, start) or _is_declared(sentence, start) or _is_of_coming(sentence, start, own):
        return FUTURE
    if _is_teller(sentence, start, own) or _is_of_sudden(sentence, start):
        return PAST
    started = False
    for _ in range(len(sentence.tokens)):
        tense, token = own[index], sentence.tokens[index]
        if index < start and token.lemma.lower() in _ARRANGED and _is_for(sentence, start):
            return _of_arrangement(sentence, index, tense)
        if tense is not None:
            planned = index < start and token.lemma.lower() in {"plan", "schedule"} and _is_active(sentence, index)
            ordered = started and token.lemma.lower() in _ORDERS
            return FUTURE if planned or ordered else tense  # "planned a rally on Saturday", not "on Friday planned …"
        started = started or (token.xpos == "VBG" and token.lemma.lower() in _STARTS and index < start)
        index = token.head
        if not 0 <= index < len(sentence.tokens):
            break
    return UNKNOWN


def _is_active(sentence: Sentence, index: int) -> bool:
    """Say whether a verb stands in the simple past or the present perfect of the active voice."""
    helped = {
        token.deprel if token.deprel == "aux:pass" else token.text.lower()
        for token in sentence.tokens
        if token.head == index
    }
    tensed = sentence.tokens[index].xpos == "VBD" or bool(helped & {"has", "have"})
    return tensed and not helped & {"aux:pass", "had"}


def _is_for(sentence: Sentence, start: int) -> bool:
    """Say whether "for" introduces the phrase that a token stands in."""
    near = sentence.tokens[max(start - 2, 0) : start]
    return any(token.text.lower() == "for" for token in near)


def _is_due(sentence: Sentence, start: int) -> bool:
    """Say whether "due" stands before the preposition of a phrase: "elections due in November"; what "was due" then may be over."""
    near = [token.text.lower() for token in sentence.tokens[max(start - 4, 0) : start]]
    if "due" not in near or near[-1:] == ["due"]:
        return False
    at = near.index("due")
    before = sentence.tokens[max(start - len(near) + at - 1, 0)].text.lower()
    resumed = near[at + 1] == "to" and near[min(at + 2, len(near) - 1)] in _TIMETABLED  # which may be taken for a noun
    coming = resumed or near[at + 1] in {"in", "on", "for", "by"}
    return coming and before not in {"was", "were", "had", "been"}


def _is_declared(sentence: Sentence, start: int) -> bool:
    """Say whether a day is what somebody made something of: "declared Thursday a day of mourning"."""
    before, after = sentence.tokens[max(start - 1, 0)], sentence.tokens[start + 1 : start + 2]
    made = (
        before.lemma.lower() in {"declare", "proclaim"} and bool(after) and after[0].text.lower() in {"a", "an", "the"}
    )
    return made and sentence.tokens[start].xpos == "NNP"


def _is_of_coming(sentence: Sentence, start: int, own: _Own) -> bool:
    """Say whether a day names a thing of which a clause tells what it will be: "Saturday's concert, which will be broadcast"."""
    head = sentence.tokens[start].head
    if head <= start or not sentence.tokens[start].deprel.startswith("nmod:poss"):
        return False
    return any(t.head == head and t.deprel == "acl:relcl" and own[i] == FUTURE for i, t in enumerate(sentence.tokens))


def _is_of_sudden(sentence: Sentence, start: int) -> bool:
    """Say whether a day names what nobody could have known of, and so is over: "Tuesday's earthquake"."""
    head, relation = sentence.tokens[start].head, sentence.tokens[start].deprel
    return (
        head > start and relation.startswith(("nmod:poss", "compound")) and sentence.tokens[head].lemma in _UNFORESEEN
    )


def _is_teller(sentence: Sentence, start: int, own: _Own) -> bool:
    """Say whether a verb of saying in the past stands right before a phrase of time that begins no clause: "he said in November"."""
    prepared = sentence.tokens[start - 1].text.lower() in {"on", "in"} if start else False
    at = start - 1 - prepared
    told = at >= 0 and sentence.tokens[at].lemma.lower() in _TELLS and sentence.tokens[at].xpos == "VBD"
    return told and own[at] == PAST and not sentence.tokens[start].deprel.startswith(("nsubj", "nmod:poss", "compound"))


def _of_arrangement(sentence: Sentence, index: int, tense: int | None) -> int:
    """Return the direction of the day that something is arranged for: "has been scheduled for 3 May"; what "was" may be over, what "had been" is."""
    helped = {token.text.lower() for token in sentence.tokens if token.head == index and token.deprel != "punct"}
    if "had" in helped:
        return PAST
    return UNKNOWN if helped & {"was", "were"} and tense == PAST else FUTURE


def _own(sentence: Sentence, index: int, helping: dict[int, list[Token]]) -> int | None:
    """Return the tense of a verb with its auxiliaries; `None` for other words and for forms without tense."""
    token, helpers = sentence.tokens[index], helping[index]
    words = {helper.text.lower() for helper in helpers}
    if "due" in words and token.xpos == "VB" and not words & {"was", "were"}:
        return FUTURE  # "is due to visit"
    if words & _WILL or (words & _MAY and not words & _HAVE):
        return FUTURE
    if token.upos not in {"VERB", "AUX"} and not any(helper.deprel.startswith("cop") for helper in helpers):
        return None
    if "to" in words and (words & {"is", "are", "was", "were"} or _head(sentence, index) in _PLANNING):
        given_up = any(helper.text.lower() == "had" for helper in helping[token.head])
        return PAST if given_up else FUTURE  # "had been scheduled to meet on Friday"
    if words & {"if", "unless"} and token.deprel == "advcl" and not words & (_HAVE | {"had"}):
        return _of_condition(sentence, token.head, {helper.text.lower() for helper in helping[token.head]})
    if (
        token.deprel == "advcl"
        and words & _WHEN
        and token.xpos in {"VBZ", "VBP"}
        and _is_ahead(sentence, token.head, helping)
    ):
        return FUTURE
    if not helpers and token.xpos == "VBZ" and token.lemma.lower() in _TIMETABLED:
        return UNKNOWN if any(t.head == index and t.deprel == "obj" for t in sentence.tokens) else FUTURE
    return _finite(token, helpers, words)


def _is_ahead(sentence: Sentence, head: int, helping: dict[int, list[Token]]) -> bool:
    """Say whether the verb above lies ahead, and so does what is told of its time: "will stay until they leave on Monday"."""
    return 0 <= head < len(sentence.tokens) and _own(sentence, head, helping) == FUTURE


def _of_condition(sentence: Sentence, head: int, helped: set[str]) -> int:
    """Return the direction of a condition: ahead under what would or is to be done, "to strike if they did not yield by Friday"."""
    return FUTURE if helped & (_WILL | {"to"}) and sentence.tokens[head].xpos == "VB" else UNKNOWN


def _head(sentence: Sentence, index: int) -> str:
    head = sentence.tokens[index].head
    return sentence.tokens[head].lemma.lower() if 0 <= head < len(sentence.tokens) else ""


def _finite(token: Token, helpers: list[Token], words: set[str]) -> int | None:
    if any("Tense=Past" in helper.feats for helper in helpers) or words & _HAVE:
        return PAST
    if words & (_MAY | _COULD) or any("Tense=Pres" in helper.feats for helper in helpers):
        return FUTURE if token.lemma.lower() in _AWAITED else UNKNOWN
    if token.xpos == "VBD" or ("Tense=Past" in token.feats and "VerbForm=Fin" in token.feats):
        return PAST
    if (
        token.xpos == "VBN" and token.deprel.startswith(("acl", "advcl")) and not helpers
    ):  # "the ruling announced Wednesday"
        return FUTURE if token.lemma.lower() in _PLANNED else PAST
    if "VerbForm=Fin" not in token.feats:
        return None
    return FUTURE if token.lemma.lower() in _PLANNED else UNKNOWN
