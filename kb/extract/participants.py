"""Who takes part: syntax where it speaks, the network's roles where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb import gazetteer
from kb.extract.control import controlled, reached
from kb.extract.lexicon import words
from kb.extract.subjects import absolute, is_having, is_hung, is_participle, is_reduced, is_trailing, obliged
from kb.model import Block, Kind, Participant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Mention, Scene

_ROLES = {"ARG0": "agent", "ARG1": "patient", "ARG2": "recipient"}
_DEEPEST = 5  # clauses that a subject is sought above
_SKIP = frozenset({"ADV", "PART", "SCONJ", "INTJ", "PUNCT", "AUX", "CCONJ", "DET", "NUM", "VERB", "ADJ", "SYM"})
_ALOOF = frozenset({"against", "over", "about", "on", "despite", "after", "before"})
_SUFFERED = frozenset(
    [
        "arrest",
        "charge",
        "convict",
        "detain",
        "evacuate",
        "hospitalise",
        "injure",
        "jail",
        "kill",
        "rescue",
        "sentence",
        "wound",
    ]
)
_BESIDE = frozenset({"after", "before", "while", "when", "since", "until", "despite", "from"})
_SPELLS = frozenset({"end", "start", "beginning", "middle", "time", "close"})  # "sold by the end of the quarter"
_AS_TO = frozenset({"regard", "respect", "exception", "view", "effect", "addition"})  # "with regard to"
_AT = frozenset(["in", "at", "near", "outside", "inside", "off", "across", "throughout", "around"])


def subject(scene: Scene, s: int, at: int, *, depth: int = 0) -> int | None:
    """Return the head word of whoever does what the verb says: its own subject, or the one that it shares."""
    clause = scene.clauses[s]
    own = clause.of(at, "=nsubj") or clause.of(at, "obl:agent") or absolute(clause, at) or obliged(clause, at)
    if own:
        found = max((i for i in own if i < at), default=own[0])
        return None if is_trailing(clause, at, found) else _other(scene, s, at, found, depth)
    head = clause[at].head
    if head < 0 or depth > _DEEPEST or clause.of(at, "nsubj:pass") or _is_object_s(clause, at):
        return None
    asked = controlled(clause, at, head)
    if asked:
        return _other(scene, s, at, asked[0], depth)
    return _shared(scene, s, at, depth)


def _other(scene: Scene, s: int, at: int, found: int, depth: int) -> int | None:
    """Return a subject, for "each other" those who do it to each other."""
    fixed = scene.clauses[s].of(found, "fixed")
    mutual = scene.clauses[s][found].text.lower() in {"each", "one"} and bool(fixed)
    return subject(scene, s, scene.clauses[s][at].head, depth=depth + 1) if mutual and depth <= _DEEPEST else found


def _is_object_s(clause: Clauses, at: int) -> bool:
    """Say whether a participle tells of the object what is done to it: "wants him extradited"."""
    return clause[at].xpos == "VBN" and clause.relation(at) == "xcomp" and not clause.auxiliaries(at)


def _shared(scene: Scene, s: int, at: int, depth: int) -> int | None:
    """Return the subject that a verb without one takes from the word it depends on."""
    clause = scene.clauses[s]
    head, relation = clause[at].head, clause.relation(at)
    if clause[at].deprel == "acl" and clause[at].xpos == "VBG":
        owner = next(iter(clause.of(head, "nmod:poss")), None)  # none of "the cost of building"
        return owner if clause.introduces(at) else head
    if relation == "acl" and "to" in clause.introduces(at):
        return _owner(scene, s, head, depth)
    finite = relation == "ccomp" and clause[at].xpos not in {"VB", "VBG"} and not is_having(clause, at)
    if (
        relation in {"parataxis", "xcomp"}
        and clause.relation(head) == "root"
        and clause[head].upos != "VERB"
        and scene.block(s) is not Block.PARAGRAPH
    ):
        return head  # a headline: "Apple to open store"
    if relation not in {"xcomp", "conj", "advcl", "ccomp", "parataxis"} or finite:
        return None
    done_to = passive_subject(scene, s, head)
    if not done_to or relation == "ccomp":
        return subject(scene, s, head, depth=depth + 1)
    beside = _BESIDE | ({"for", "of"} if clause[at].xpos == "VBG" else set())
    apart = relation == "advcl" and not clause.introduces(at) & beside  # "was cut to save money": by nobody named
    return next(iter(clause.of(head, "obl:agent")), None) if apart else done_to[0]


def _owner(scene: Scene, s: int, noun: int, depth: int) -> int | None:
    """Return who is to do what a noun is for: "Russia's decision to …", "a call on them to …"."""
    clause = scene.clauses[s]
    by = [i for i in clause.of(noun, "nmod") if clause.introduces(i) == {"by"}]
    owner = reached(clause, noun)[-1:] or clause.of(noun, "nmod:poss") or by
    verb = clause[noun].head
    if verb < 0 and scene.block(s) is not Block.PARAGRAPH:
        return noun  # a headline: "Apple to open store"
    aloof = clause.relation(noun) == "obl" and clause.introduces(noun) & _ALOOF  # "marched against a plan to"
    if owner or verb < 0 or clause[verb].upos != "VERB" or aloof:
        return owner[0] if owner else None
    received = clause.of(verb, "iobj") or passive_subject(scene, s, verb)
    return received[0] if received and received[0] != noun else subject(scene, s, verb, depth=depth + 1)


def passive_subject(scene: Scene, s: int, at: int, *, depth: int = 0) -> list[int]:
    """Return the head words of whoever it is done to, where the verb is passive; the subject may be shared with the verb above."""
    clause = scene.clauses[s]
    own = clause.of(at, "nsubj:pass")
    if own or clause.of(at, "=nsubj"):
        suffers = (
            _is_clipped(scene, s, at)
            or (clause[at].xpos == "VBN" and bool(clause.of(at, "cop")))
            or is_hung(clause, at)
        )
        return own or (clause.of(at, "=nsubj") if suffers else [])  # "nobody was hurt", with a copula
    head = clause[at].head
    if is_reduced(clause, at):
        return [head]
    if clause[at].xpos != "VBN" and not is_hung(clause, at):
        return []
    if clause[at].deprel == "acl" and head >= 0:
        return [head]
    if head < 0 or depth > _DEEPEST or clause.relation(at) not in {"advcl", "conj", "xcomp"}:
        return []
    beside = clause.relation(at) == "conj" and clause.relation(head) in {"appos", "nmod", "amod"}
    if beside and clause[head].upos != "VERB":
        return [clause[head].head]  # "Berg, mayor since 2019 and re-elected in March"
    if clause.of(at, "aux:pass") or clause.of(at, "obl:agent") or is_participle(clause, at):
        asked = controlled(clause, at, head) or passive_subject(scene, s, head, depth=depth + 1)
        found = next(iter(asked), None)
        found = subject(scene, s, head) if found is None else found
        return [found] if found is not None else []
    return []


def _is_clipped(scene: Scene, s: int, at: int) -> bool:
    """Say whether a headline leaves the "is" of a passive out: "Airline fined by regulator", "Two arrested"."""
    clause = scene.clauses[s]
    if scene.block(s) is Block.PARAGRAPH or clause.of(at, "obj") or clause.auxiliaries(at):
        return False
    by = any("by" in clause.introduces(i) for i in clause.of(at, "obl"))
    return clause[at].xpos in {"VBN", "VBD"} and (by or clause[at].lemma.lower() in _SUFFERED)


def participants(scene: Scene, mention: Mention, speaker: Meant | None) -> tuple[list[Participant], list[Participant]]:
    """Return the participants and the places of a mention, each entity once, in the order of roles."""
    s = mention.sentence
    heads = list(_heads(scene, mention))
    found: dict[str, Participant] = {}
    for role, at in heads:
        participant = scene.cast.participant(role, s, at, speaker=speaker)
        if participant.named or scene.clauses[s][at].upos != "PRON" or _stands(scene.clauses[s], at, participant):
            found.setdefault(participant.name, participant)
    places: dict[str, Participant] = {}
    for at in _places(scene, mention):
        place = scene.cast.participant("place", s, at)
        if place.named and place.kind is Kind.PLACE:
            places.setdefault(place.name, place)
    return list(found.values()), list(places.values())


def _stands(clause: Clauses, at: int, participant: Participant) -> bool:
    """Say whether a pronoun is known to stand for something: "a strike that hit a market"."""
    return clause[at].xpos in {"WDT", "WP", "PRP"} and participant.name != participant.text


def _heads(scene: Scene, mention: Mention) -> Iterator[tuple[str, int]]:
    """Yield (role, head word), coordinated ones too, agents before patients before the rest."""
    clause = scene.clauses[mention.sentence]
    taken: set[int] = set()
    roles = dict.fromkeys(_ROLES.values(), False)
    for role, at in sorted(
        [*_syntactic(scene, mention), *_oblique(clause, mention)], key=lambda item: list(roles).index(item[0])
    ):
        roles[role] = True
        for i in together(scene, mention.sentence, at):
            if (
                i not in taken
                and not scene.is_time(mention.sentence, i)
                and clause[i].upos in {"NOUN", "PROPN", "PRON"}
            ):
                taken.add(i)
                yield role, i
    for argument in mention.predicate.roles:
        name = _ROLES.get(argument.label, "")
        if name and not roles[name] and _is_argument(scene, mention, argument.head, taken):
            taken.add(argument.head)
            yield name, argument.head


def together(scene: Scene, s: int, at: int) -> list[int]:
    """Return a word and those coordinated with it, by an apposition that lists them too: "the directors, Anne Berg and Lars Moen"."""
    clause = scene.clauses[s]
    listed = [j for i in clause.of(at, "appos", "flat", "nmod:desc") for j in clause.of(i, "conj") if i > at]
    several = clause[at].upos == "NOUN" and "Number=Plur" in clause[at].feats
    return clause.conjuncts(at) + (listed if several and scene.cast.refer(s, at).named else [])


def _is_argument(scene: Scene, mention: Mention, at: int, taken: set[int]) -> bool:
    """Say whether a word that the network takes for an argument can be one that syntax left unsaid."""
    clause = scene.clauses[mention.sentence]
    if at in taken or scene.is_time(mention.sentence, at) or clause[at].upos in _SKIP:
        return False
    asker = clause[mention.verb].head
    if asker >= 0 and clause[at].head == asker and controlled(clause, mention.verb, asker):
        return False  # who asks it of another takes no part
    return mention.verb not in {at, clause[at].head} and not _inside(clause, at, taken)


def _inside(clause: Clauses, at: int, taken: set[int]) -> bool:
    return any(above in taken for above in clause.above(at))


def _syntactic(scene: Scene, mention: Mention) -> Iterator[tuple[str, int]]:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    verb = mention.verb
    if clause[verb].upos == "VERB":
        yield from _of_verb(scene, s, verb, skip=mention.trigger)
    if clause[mention.trigger].upos == "VERB" and mention.trigger != verb:
        yield from (("patient", i) for i in clause.of(mention.trigger, "obj"))
        yield from (("recipient", i) for i in clause.of(mention.trigger, "iobj"))
    if clause[mention.trigger].upos != "VERB":
        owners = clause.of(mention.trigger, "nmod:poss")
        undergone = clause[mention.trigger].lemma.lower() in words("nouns", "undergo")
        yield from (("patient" if undergone else "agent", i) for i in owners)
        yield from (("patient", i) for i in clause.of(mention.trigger, "nmod") if "of" in clause.introduces(i))
        yield from (("agent", i) for i in clause.of(mention.trigger, "amod") if gazetteer.people(clause[i].text))
        named = ((i, scene.cast.name_at(s, i)) for i in clause.of(mention.trigger, "compound"))
        yield from (
            ("agent", i) for i, name in named if name and name.kind is not Kind.PLACE
        )  # "the Vilnius summit" is one in Vilnius


def _of_verb(scene: Scene, s: int, verb: int, *, skip: int) -> Iterator[tuple[str, int]]:
    clause = scene.clauses[s]
    passive = passive_subject(scene, s, verb)
    agent = subject(scene, s, verb)
    if agent is not None and agent != skip and not passive:
        yield "agent", agent
    for i in passive:
        if i != skip:
            yield "patient", i
    yield from (("agent", i) for i in clause.of(verb, "obl:agent"))
    yield from (
        ("agent", i)
        for i in clause.of(verb, "obl")
        if clause.introduces(i) == {"by"} and passive and not scene.is_time(s, i) and clause[i].lemma not in _SPELLS
    )
    yield from (("patient", i) for i in clause.of(verb, "obj") if i != skip)
    yield from (("recipient", i) for i in clause.of(verb, "iobj") if i != skip)


def _oblique(clause: Clauses, mention: Mention) -> Iterator[tuple[str, int]]:
    """Yield those with whom or to whom it is done: "talks with X", "along with Y", "handed to Z"."""
    for word in dict.fromkeys((mention.verb, mention.trigger)):
        for i in clause.of(word, "obl", "nmod"):
            cases = clause.introduces(i)
            if clause[i].lemma.lower() in _AS_TO:
                continue
            absolute = "with" in cases and any(clause[j].upos == "VERB" for j in clause.of(i, "acl", "amod"))
            if cases & {"with", "between", "alongside"} and clause[i].upos in {"PROPN", "NOUN"} and not absolute:
                together = "between" in cases or _is_along(clause, i)
                yield ("agent" if together else "recipient"), i
            elif cases == {"to"} and clause[i].upos == "PROPN":
                yield "recipient", i
    yield from (("recipient", i) for i in reached(clause, mention.verb) if not clause.introduces(i) & {"for"})
    for below in clause.of(mention.verb, "obj", "obl"):  # "applied for membership along with Finland"
        yield from (("agent", i) for i in clause.of(below, "nmod") if _is_along(clause, i))


def _is_along(clause: Clauses, at: int) -> bool:
    """Say whether a phrase names those who join in: "along with Finland"."""
    words_ = {clause[j].text.lower() for j in clause.subtree(at)}
    return {"along", "with"} <= words_ or {"together", "with"} <= words_


def _places(scene: Scene, mention: Mention) -> Iterator[int]:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    for word in dict.fromkeys((mention.trigger, mention.verb, *clause.of(mention.verb, "obj"))):
        for i in clause.of(word, "obl", "nmod", "compound"):
            name = scene.cast.name_at(s, i)
            located = bool(clause.introduces(i) & _AT) or (clause[i].deprel == "compound" and word == mention.trigger)
            if name and name.kind is Kind.PLACE and located:
                yield from clause.conjuncts(i)
    for role in mention.predicate.roles:
        if role.label == "LOC":
            yield role.head
