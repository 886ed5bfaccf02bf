"""What a verb's form says of time: tense and aspect, and what coordinated verbs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.extract.lexicon import words
from kb.extract.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses

_FAILS = frozenset({"fail", "refuse", "decline", "neglect"})
_OFTEN = frozenset({"twice", "thrice", "time", "repeatedly", "often"})
_MAIN = frozenset({"root", "conj", "parataxis"})


def is_perfect(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the perfect, present or past."""
    return "have" in clause.auxiliaries(at)


def is_present_perfect(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the present perfect."""
    return any(clause[i].lemma == "have" and clause[i].xpos in {"VBZ", "VBP"} for i in clause.of(at, "aux"))


@once
def is_simple_past(clause: Clauses, at: int) -> bool:
    """Say whether a verb tells in the simple past, active or passive, "opened", "did not open", "was opened"; "was opening" does not."""
    if clause[at].xpos == "VBD":
        return not clause.of(at, "aux")
    if clause[at].xpos == "VB":
        return [clause[i].text.lower() for i in clause.of(at, "aux")] == ["did"] and clause.negated(at)
    if clause[at].xpos == "VBN" and clause.relation(at) == "conj" and not clause.of(at, "aux"):
        return is_simple_past(clause, clause[at].head)
    passive = [i for i in clause.of(at, "aux:pass") if clause[i].text.lower() in {"was", "were"}]
    return clause[at].xpos == "VBN" and bool(passive) and not clause.of(at, "=aux")


def sums_up(clause: Clauses, at: int) -> bool:
    """Say whether a form in "-ed" goes on with a present perfect, whose auxiliary it leaves out: "has killed thousands and destroyed the city"."""
    bare = clause.relation(at) == "conj" and not clause.of(at, "nsubj", "aux")
    return bare and is_present_perfect(clause, clause[at].head)


@once
def is_past(clause: Clauses, at: int) -> bool:
    """Say whether a verb stands in the simple past or the past perfect."""
    return is_simple_past(clause, at) or any(clause[i].text.lower() == "had" for i in clause.of(at, "aux"))


def leads_on(clause: Clauses, at: int) -> bool:
    """Say whether a verb under words of the past looks ahead from there: "was told to leave", "wrote that it might fail"."""
    ordered = clause.relation(at) == "xcomp" and "to" in clause.introduces(at)
    modals = {clause[i].text.lower() for i in clause.of(at, "aux")} & {"might", "could", "would"}
    return ordered or (bool(modals) and not is_perfect(clause, at))


def was_going_on(clause: Clauses, at: int) -> bool:
    """Say whether a verb or adjective tells in the perfect what went on: "has been building", "had been ill"."""
    been = any(clause[i].text.lower() == "been" for i in clause.of(at, "aux", "cop"))
    return been and is_perfect(clause, at) and clause[at].xpos != "VBN"


def asks(clause: Clauses, at: int, adverbs: frozenset[str]) -> bool:
    """Say whether one of these adverbs opens a verb's clause: "when the government withdrew"."""
    return any(clause[i].text.lower() in adverbs for i in clause.of(at, "advmod"))


def is_saying(clause: Clauses, at: int) -> bool:
    """Say whether a word is a verb of saying."""
    return clause[at].lemma.lower() in words("say", "verbs")


def is_main(clause: Clauses, at: int) -> bool:
    """Say whether a word stands in a main clause, or in what somebody says in one."""
    for i in (at, *clause.above(at)):
        head = clause[i].head
        said = clause.relation(i) == "ccomp" and head >= 0 and is_saying(clause, head)
        if clause.relation(i) not in _MAIN and not said:
            return False
    return True


def same_tense(clause: Clauses, one: int, other: int) -> bool:
    """Say whether a conjunct tells in the tense of the verb before, whose auxiliaries it may leave out: "had been fined and sent off"."""
    if clause[other].xpos == "VBD" or clause.auxiliaries(other):
        return (
            is_simple_past(clause, one)
            if is_simple_past(clause, other)
            else _forms(clause, one) == _forms(clause, other)
        )
    return True


def _forms(clause: Clauses, at: int) -> list[str]:
    """Return a verb's auxiliaries as they stand."""
    return [clause[i].text.lower() for i in clause.of(at, "aux", "cop")]


def same_subject(clause: Clauses, one: int, other: int) -> bool:
    """Say whether a conjunct has no subject of its own, or repeats the pronoun."""
    own, first = clause.of(other, "nsubj"), clause.of(one, "nsubj")
    return not own or any(
        clause[i].upos == "PRON" and clause[i].text.lower() == clause[j].text.lower() for i in own for j in first
    )


def goes_on_with(clause: Clauses, verb: int) -> Iterator[int]:
    """Yield the conjuncts after a verb that go on in its tense with its subject."""
    first = clause[verb].head if clause.relation(verb) == "conj" else verb
    for i in clause.of(first, "conj") if first >= 0 else ():
        if i > verb and clause[i].upos == "VERB" and is_simple_past(clause, i) and same_subject(clause, first, i):
            yield i


def is_of_subject(clause: Clauses, verb: int) -> bool:
    """Say whether a clause tells before the main verb of whoever does it: "The driver, who ran away, was found"."""
    noun = clause[verb].head
    main = next((i for i in clause.above(verb) if clause[i].upos == "VERB"), -1)
    return noun < verb < main and any(noun in clause.subtree(i) for i in clause.of(main, "nsubj"))


def is_purpose(clause: Clauses, verb: int) -> bool:
    """Say whether an infinitive tells what something that happened was for: "returned to the stage to show"."""
    return clause[verb].xpos == "VB" and clause.relation(verb) == "advcl" and is_simple_past(clause, clause[verb].head)


def fails(clause: Clauses, at: int) -> bool:
    """Say whether an infinitive tells what somebody failed to do then: "failed to settle"."""
    head = clause[at].head
    failed = head >= 0 and clause.relation(at) == "xcomp" and clause[head].lemma.lower() in _FAILS
    return failed and is_simple_past(clause, head)


def goes_with(clause: Clauses, verb: int, start: int, *, recent: bool) -> bool:
    """Say whether a conjunct shares the time of the verb before it that stands at a character of the article.

    It stands before the conjunct, or is a day of the news that ends the sentence, `recent`; a conjunct with another subject shares what opens the
    sentence.
    """
    head, last = clause[verb].head, start > clause[verb].span.start
    if (last and not recent) or not same_tense(clause, head, verb) or _is_repeated(clause, verb):
        return False
    if clause.relation(verb) == "conj" and same_subject(clause, head, verb):
        return True
    told = is_simple_past(clause, head) and is_simple_past(clause, verb)
    return frames(clause, head, start) and told and not is_saying(clause, verb)


def frames(clause: Clauses, at: int, start: int) -> bool:
    """Say whether a character of the article stands before the subject of a verb: a time there is that of all that the sentence tells."""
    return start < min((clause[i].span.start for i in clause.of(at, "nsubj")), default=0)


def _is_repeated(clause: Clauses, verb: int) -> bool:
    """Say whether something was more than once, and so not all at the time of the verb before: "opened in May and was interrupted twice"."""
    below = clause.of(verb, "advmod", "obl", "obj")
    return any(clause[i].lemma.lower() in _OFTEN for i in below)


def opens_bare(clause: Clauses, at: int) -> bool:
    """Say whether a form in "-ed" that opens a sentence has no subject of its own: "Offered a chair in 1997, she refused"."""
    bare = not (clause.introduces(at) or clause.of(at, "nsubj", "aux", "advmod"))
    return bare and clause[at].xpos in {"VBN", "VBD"}


def speaks_of_now(clause: Clauses, at: int) -> bool:
    """Say whether a verb speaks of the day of publication: in the present or the present perfect."""
    if clause[at].xpos in {"VBZ", "VBP"}:
        return True
    return any(clause[i].text.lower() in {"has", "have", "is", "are"} for i in clause.of(at, "aux", "cop"))
