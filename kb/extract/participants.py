"""Who takes part: syntax where it speaks, the network's roles where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb import gazetteer
from kb.extract.control import controlled, reached
from kb.extract.counted import can_take_part, is_some, objects
from kb.extract.lexicon import event_type, words
from kb.extract.obliques import is_means, obliques
from kb.extract.once import once
from kb.extract.subjects import absolute, is_having, is_hung, is_participle, is_reduced, is_trailing, obliged, tells_on
from kb.extract.unsaid import unsaid
from kb.model import Block, Kind, Participant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Mention, Scene

_ORDER = ("agent", "patient", "recipient")
_BODIES = frozenset({Kind.PERSON, Kind.ORGANISATION})
_DEEPEST = 5  # clauses that a subject is sought above
_ALOOF = frozenset({"against", "over", "about", "on", "despite", "after", "before"})
_SUFFERED = frozenset(
    ["arrest", "charge", "convict", "detain", "evacuate", "hospitalise", "injure", "jail", "kill", "rescue", "sentence", "wound"]
)  # fmt: skip
_BESIDE = frozenset({"after", "before", "while", "when", "since", "until", "despite", "from"})
_AT = frozenset(["in", "at", "near", "outside", "inside", "off", "across", "throughout", "around"])


@once
def subject(scene: Scene, s: int, at: int) -> int | None:
    """Return the head word of whoever does what the verb says: its own subject, or the one that it shares."""
    return _doer(scene, s, at, 0)


def _doer(scene: Scene, s: int, at: int, depth: int) -> int | None:
    clause = scene.clauses[s]
    own = clause.of(at, "=nsubj") or clause.of(at, "obl:agent") or absolute(clause, at) or obliged(clause, at)
    if own:
        found = max((i for i in own if i < at), default=own[0])
        return None if is_trailing(clause, at, found) else _other(scene, s, at, found, depth)
    head = clause[at].head
    if head < 0 or depth > _DEEPEST or clause.of(at, "nsubj:pass", "nsubj:outer") or _is_object_s(clause, at):
        return None
    asked = controlled(clause, at, head)
    if asked:
        return _other(scene, s, at, asked[0], depth)
    if tells_on(clause, at):
        return _doer(scene, s, clause[head].head, depth + 1)
    return _shared(scene, s, at, depth)


def _other(scene: Scene, s: int, at: int, found: int, depth: int) -> int | None:
    """Return a subject, for "each other" those who do it to each other."""
    fixed = scene.clauses[s].of(found, "fixed")
    mutual = scene.clauses[s][found].text.lower() in {"each", "one"} and bool(fixed)
    return _doer(scene, s, scene.clauses[s][at].head, depth + 1) if mutual and depth <= _DEEPEST else found


def _is_object_s(clause: Clauses, at: int) -> bool:
    """Say whether a participle tells of the object what is done to it: "wants him extradited"."""
    return clause[at].xpos == "VBN" and clause.relation(at) == "xcomp" and not clause.auxiliaries(at)


def _shared(scene: Scene, s: int, at: int, depth: int) -> int | None:
    """Return the subject that a verb without one takes from the word it depends on."""
    clause = scene.clauses[s]
    head, relation = clause[at].head, clause.relation(at)
    if clause[at].deprel == "acl" and clause[at].xpos == "VBG" and scene.is_time(s, head):
        return _doer(scene, s, clause[head].head, depth + 1) if clause[head].head >= 0 else None  # "spent weeks asking"
    if clause[at].deprel == "acl" and clause[at].xpos == "VBG":
        owner = next(iter(clause.of(head, "nmod:poss")), None)  # none of "the cost of building"
        return owner if clause.introduces(at) else head
    if relation == "acl" and "to" in clause.introduces(at):
        return _owner(scene, s, head, depth)
    finite = relation == "ccomp" and _is_finite(clause, at)
    if finite and clause[head].deprel == "acl:relcl" and clause.of(head, "nsubj"):
        return clause[head].head  # "the ferry that police say sank"
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
        return _doer(scene, s, head, depth + 1)
    beside = _BESIDE | ({"for", "of"} if clause[at].xpos == "VBG" else set())
    apart = relation == "advcl" and not clause.introduces(at) & beside  # "was cut to save money": by nobody named
    return next(iter(clause.of(head, "obl:agent")), None) if apart else done_to[0]


def _is_finite(clause: Clauses, at: int) -> bool:
    finite = any(clause[i].xpos in {"MD", "VBZ", "VBP", "VBD"} for i in clause.of(at, "aux", "cop"))
    return finite or (clause[at].xpos not in {"VB", "VBG"} and not is_having(clause, at))


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
    return received[0] if received and received[0] != noun else _doer(scene, s, verb, depth + 1)


@once
def passive_subject(scene: Scene, s: int, at: int) -> Sequence[int]:
    """Return the head words of whoever it is done to, where the verb is passive; the subject may be shared with the verb above."""
    return _undergone(scene, s, at, 0)


def _undergone(scene: Scene, s: int, at: int, depth: int) -> Sequence[int]:
    clause = scene.clauses[s]
    own = clause.of(at, "nsubj:pass")
    if own or clause.of(at, "=nsubj"):
        own = own if len(own) < 2 else (max((i for i in own if i < at), default=own[0]),)
        suffers = (
            _is_clipped(scene, s, at)
            or (clause[at].xpos == "VBN" and bool(clause.of(at, "cop")))
            or is_hung(clause, at)
        )
        return own or (clause.of(at, "=nsubj") if suffers else ())  # "nobody was hurt", with a copula
    head = clause[at].head
    formed = clause[at].xpos == "VBN" or is_hung(clause, at)
    if is_reduced(clause, at) or (formed and clause[at].deprel == "acl"):
        return [head]
    if not formed or head < 0 or depth > _DEEPEST or clause.relation(at) not in {"advcl", "conj", "xcomp"}:
        return []
    if _is_object_s(clause, at) and clause.of(head, "obj"):
        return clause.of(head, "obj")[:1]  # "found him shot", "had two men sent off"
    beside = clause.relation(at) == "conj" and clause.relation(head) in {"appos", "nmod", "amod"}
    if beside and clause[head].upos != "VERB":
        return [clause[head].head]  # "Berg, mayor since 2019 and re-elected in March"
    got = clause.relation(at) == "xcomp" and clause[head].lemma.lower() == "get"  # "to get re-elected"
    if got or clause.of(at, "aux:pass") or clause.of(at, "obl:agent") or is_participle(clause, at):
        asked = controlled(clause, at, head) or _undergone(scene, s, head, depth + 1)
        found = next(iter(asked), None)
        found = subject(scene, s, head) if found is None else found
        return [found] if found is not None else []
    return []


def _is_clipped(scene: Scene, s: int, at: int) -> bool:
    """Say whether a headline leaves the "is" of a passive out: "Airline fined by regulator", "Two arrested"."""
    clause = scene.clauses[s]
    if scene.block(s) is Block.PARAGRAPH or objects(clause, at) or clause.auxiliaries(at):
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
        if participant.kind is Kind.PLACE and scene.clauses[s][mention.trigger].lemma.lower() == "bear":
            continue  # a fact box: "Born: 3 May 1961, Bergen, Norway"
        if participant.named or scene.clauses[s][at].upos != "PRON" or _stands(scene.clauses[s], at, participant):
            found.setdefault(participant.name, participant)
    places: dict[str, Participant] = {}
    for at in _places(scene, mention):
        if any(at == head for _, head in heads) or _is_target(scene.clauses[s], at):
            continue  # "the US policy shift" is not in the US as well
        place = scene.cast.participant("place", s, at)
        if place.named and place.kind is Kind.PLACE:
            places.setdefault(place.name, place)
    return list(found.values()), list(places.values())


def _stands(clause: Clauses, at: int, participant: Participant) -> bool:
    """Say whether a pronoun is known to stand for something: "a strike that hit a market"."""
    known = clause[at].xpos in {"WDT", "WP", "PRP"} and participant.name != participant.text
    return known or is_some(clause, at)


def _heads(scene: Scene, mention: Mention) -> Iterator[tuple[str, int]]:
    """Yield (role, head word), coordinated ones too, agents before patients before the rest."""
    clause = scene.clauses[mention.sentence]
    taken: set[int] = set()
    roles = dict.fromkeys(_ORDER, False)
    for role, at in sorted(
        [*_syntactic(scene, mention), *obliques(scene, mention)], key=lambda item: _ORDER.index(item[0])
    ):
        roles[role] = True
        for i in together(scene, mention.sentence, at):
            if i not in taken and not scene.is_time(mention.sentence, i) and can_take_part(clause, i):
                taken.add(i)
                yield role, i
    for name, at in unsaid(scene, mention, taken):
        if not (roles[name] or (name == "patient" and clause[mention.trigger].lemma.lower() == "die")):
            taken.add(at)
            yield name, at


def together(scene: Scene, s: int, at: int) -> list[int]:
    """Return a word and those coordinated with it, by an apposition that lists them too: "the directors, Anne Berg and Lars Moen"."""
    clause = scene.clauses[s]
    listed = [j for i in clause.of(at, "appos", "flat", "nmod:desc") for j in clause.of(i, "conj") if i > at]
    several = clause[at].upos == "NOUN" and "Number=Plur" in clause[at].feats
    return clause.conjuncts(at) + (listed if several and scene.cast.refer(s, at).named else [])


def _syntactic(scene: Scene, mention: Mention) -> Iterator[tuple[str, int]]:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    verb = mention.verb
    if clause[verb].upos == "VERB":
        yield from _of_verb(scene, s, verb, skip=mention.trigger)
    if clause[mention.trigger].upos == "VERB" and mention.trigger != verb:
        yield from _objects(clause, mention.trigger)
    if clause[mention.trigger].upos != "VERB":
        yield from _of_noun(scene, s, mention.trigger)


def _of_noun(scene: Scene, s: int, noun: int) -> Iterator[tuple[str, int]]:
    """Yield those who own an event noun, or are named with it; a land is no doer of its earthquake, nor of "the Vilnius summit"."""
    clause = scene.clauses[s]
    lemma = clause[noun].lemma.lower()
    role = "patient" if lemma in words("nouns", "undergo") else "agent"
    fated = event_type(lemma) == "disaster-accident"
    for i in clause.of(noun, "nmod:poss", "compound", "amod"):
        name = scene.cast.name_at(s, i)
        land = name is not None and name.kind is Kind.PLACE
        if clause.relation(i) == "amod":
            if gazetteer.people(clause[i].text) and not fated:
                yield "agent", i
        elif not (fated and land) if clause.relation(i) == "nmod" else name and name.kind in _BODIES:
            yield role, i
    of = (i for i in clause.of(noun, "nmod") if "of" in clause.introduces(i))
    yield from (("patient", i) for i in of if clause[i].lemma.lower() not in words("idle", "measures"))


def _objects(clause: Clauses, verb: int, *, skip: int = -1) -> Iterator[tuple[str, int]]:
    """Yield a verb's objects; whoever is asked or told to do something, or the only one, is an object like others."""
    yield from (("patient", i) for i in objects(clause, verb) if i != skip)
    asked = any("to" in clause.introduces(i) for i in clause.of(verb, "xcomp")) or not clause.of(verb, "obj", "ccomp")
    yield from (("patient" if asked else "recipient", i) for i in clause.of(verb, "iobj") if i != skip)


def _of_verb(scene: Scene, s: int, verb: int, *, skip: int) -> Iterator[tuple[str, int]]:
    clause = scene.clauses[s]
    passive = passive_subject(scene, s, verb)
    agent = subject(scene, s, verb)
    if agent is not None and agent != skip and not passive:
        bears = skip != verb and clause[verb].lemma.lower() in words("nouns", "borne")
        if not _is_ended(clause, verb, skip):
            yield "patient" if bears else "agent", agent
    for i in passive:
        if i != skip:
            yield "patient", i
    yield from (("agent", i) for i in clause.of(verb, "obl:agent") if not is_means(clause, i))
    yield from (
        ("agent", i)
        for i in clause.of(verb, "obl")
        if clause.introduces(i) == {"by"} and passive and not scene.is_time(s, i) and not is_means(clause, i)
    )
    yield from _objects(clause, verb, skip=skip)


def _is_target(clause: Clauses, at: int) -> bool:
    """Say whether a state is what something is aimed at: "lashed out at Kenya"; what is so is in Kenya."""
    country = gazetteer.place(clause[at].text) if clause.introduces(at) == {"at"} else None
    return country is not None and country.kind == "country"


def _is_ended(clause: Clauses, verb: int, noun: int) -> bool:
    """Say whether somebody ends what others do: "to end the violence", but not "ended their strike"."""
    stops = noun != verb and clause[verb].lemma.lower() in words("light", "end") and noun in clause.of(verb, "obj")
    return stops and clause[noun].lemma.lower() in words("nouns", "strife") and not clause.of(noun, "nmod:poss")


def _places(scene: Scene, mention: Mention) -> Iterator[int]:
    s, clause = mention.sentence, scene.clauses[mention.sentence]
    near = [i for i in clause.of(mention.verb, "obj", "nsubj", "obl") if not scene.is_time(s, i)]
    for word in dict.fromkeys((mention.trigger, mention.verb, *near)):
        for i in clause.of(word, "obl", "nmod", "compound"):
            name = scene.cast.name_at(s, i)
            located = bool(clause.introduces(i) & _AT) or (clause[i].deprel == "compound" and word == mention.trigger)
            if name and name.kind is Kind.PLACE and located:
                yield from clause.conjuncts(i)
    for role in mention.predicate.roles:
        if role.label == "LOC":
            yield role.head
