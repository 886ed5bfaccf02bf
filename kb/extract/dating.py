"""When: each event from its own time expression, else from the words it hangs on, else from tense against publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kb.extract.affair import Affair
from kb.extract.ages import Ages
from kb.extract.attach import WITHIN, is_vague, own_times
from kb.extract.election import Election
from kb.extract.lexicon import governs, words
from kb.extract.limits import by, is_recent, is_year, lasting, past, phased, read, shared, since, until
from kb.extract.live import Live
from kb.extract.narrative import Narrative
from kb.extract.once import once
from kb.extract.order import AFTER, BEFORE, Order, earlier, later
from kb.extract.outlook import ahead, is_idle, is_requited, kept_up, recurs, reported, resulting, still_lasts, wills
from kb.extract.portions import parted
from kb.extract.recall import ranks
from kb.extract.story import Story
from kb.extract.tense import (
    asks,
    fails,
    frames,
    goes_with,
    is_past,
    is_purpose,
    is_saying,
    is_simple_past,
    leads_on,
    was_going_on,
)
from kb.model import Basis, Bounds, Status, When

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from kb.extract.clauses import Clauses
    from kb.extract.scene import Mention, Scene
    from kb.model import Timex

_SHARED = WITHIN | {"of", "wake"}
_WHILE = frozenset({"when", "as", "while", "during"})
_LATER = frozenset({"later", "subsequently", "eventually", "afterwards", "afterward", "then", "since"})
_LENGTHS = frozenset({"minute", "hour", "day", "week", "month", "year"})  # "within weeks of the flood of 2013"
_HAPPENS = frozenset({"happen", "occur", "take", "begin", "start"})
_LOOKS_BACK = frozenset({"memory", "honour", "honor", "victim", "survivor", "anniversary"})  # "in honour of"
_HANGING = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_DEEPEST: Final = 2  # clauses that a time is sought above


class Calendar:
    """The times of an article's mentions. `published` is the first and last day of publication, if known."""

    def __init__(self, scene: Scene, found: tuple[Mention, ...], published: Bounds) -> None:
        self.known: dict[Hashable, Any] = {}  # answers given before, see `once`
        self._scene = scene
        self._published = published
        mentions = {(m.sentence, m.trigger): m for m in found} | {(m.sentence, m.verb): m for m in found}
        self._mentions = mentions
        self._own = parted(scene, own_times(scene, mentions, published))
        self._ages = Ages(scene, self._own, published)
        self._order = Order(scene, mentions, self._at, self._placed, published)
        self._affair = Affair(scene, mentions, self._placed, published)
        self._live = Live(scene, published)
        self._own = self._live.placed(self._affair.placed(self._own))
        self.known.clear()  # answers from before hours were moved to their day
        self._story = Story(scene, self._own, published)
        self._election = Election(scene, mentions, self._placed, published)
        self._narrative = Narrative(scene, mentions, self._placed, published)

    def when(self, mention: Mention, status: Status) -> When:
        """Return the time of a mention, with the words it was read from and what it rests on."""
        told = self._as_told(mention, status)
        found = (
            self._in_own_sentence(mention, status)
            or self._story.when(mention, status)
            or self._live.when(mention, status)
            or self._affair.when(mention, status, told)
            or self._election.when(mention, status)
            or told
            or self._order.after_known(mention, status)
            or self._order.beside_event(mention, status)
            or self._narrative.when(mention, status)
            or self._upon(mention, status)
        )
        if found is None:
            return reported(self._scene.clauses[mention.sentence], mention, status, self._published)
        clause = self._scene.clauses[mention.sentence]
        if status in {Status.PLANNED, Status.POSSIBLE} or wills(clause, mention.verb):
            return ahead(kept_up(found, clause, mention.verb, self._published), self._published)
        if status in {Status.OCCURRED, Status.DID_NOT_OCCUR} and found.basis is Basis.CONTEXT:
            found = past(found, self._published)
        return by(found, self._published) if status is Status.OCCURRED else found

    def _in_own_sentence(self, mention: Mention, status: Status) -> When | None:
        found, clause = self._placed(mention, status), self._scene.clauses[mention.sentence]
        return since(found) if found and resulting(clause, mention, found, self._published) else found

    def _placed(self, mention: Mention, status: Status = Status.OCCURRED) -> When | None:
        return self._own_time(mention, status) or self._leaning(mention)

    @once
    def _leaning(self, mention: Mention) -> When | None:
        return self._in_sentence(mention) or self._ages.when(mention) or self._order.when(mention)

    def _at(self, s: int, at: int) -> When | None:
        """Return the time that a word has of its own, for a neighbour; "now" and "recently" tell a neighbour nothing."""
        mention = self._mentions.get((s, at))
        timex = self._own.get((s, at)) or (self._own.get((s, mention.trigger)) if mention else None)
        return read(timex, self._scene.text, Basis.CONTEXT) if timex and not is_vague(timex) else None

    def _own_time(self, mention: Mention, status: Status) -> When | None:
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        timex = self._own.get((s, mention.trigger)) or self._own.get((s, mention.verb)) or self._of_beginning(mention)
        if timex is None or is_idle(timex, clause, mention.verb, status):
            return None
        found = read(timex, self._scene.text, Basis.RELATIVE if timex.anchor else Basis.EXPLICIT)
        if timex.mod != "ON_OR_AFTER":
            lasts = status is Status.OCCURRED and still_lasts(mention, found, self._published)
            return lasting(found, self._published, over=False) if lasts else phased(found, mention.phase)
        lasts = status is Status.ONGOING or was_going_on(clause, mention.verb) or recurs(clause, mention.verb)
        if status is not Status.DID_NOT_OCCUR and lasts:
            had = any(clause[i].text.lower() == "had" for i in clause.of(mention.verb, "aux"))
            return lasting(found, self._published, over=had)
        return past(found, self._published) if status in {Status.OCCURRED, Status.DID_NOT_OCCUR} else found

    def _of_beginning(self, mention: Mention) -> Timex | None:
        """Return the day beside the verb of a phase: in "began to search on Monday" it is chance where the tree hangs it."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        hung = mention.phase and clause.relation(mention.verb) == "xcomp"
        timex = self._own.get((s, clause[mention.verb].head)) if hung else None
        return timex if timex and not is_vague(timex) else None

    def _in_sentence(self, mention: Mention) -> When | None:
        """Take the time of what a mention is part of, hangs on, or has under it; what came about "later" came after that."""
        found = self._inside(mention) or self._from_above(mention) or self._from_below(mention)
        clause = self._scene.clauses[mention.sentence]
        adverbs = {clause[i].lemma.lower() for i in clause.of(mention.verb, "advmod")}
        return since(found) if found and adverbs & _LATER and found.bounds.earliest_begin else found

    def _inside(self, mention: Mention) -> When | None:
        """Take the time of the event that this one is part of, or comes of: "during an event … earlier in June"."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        for i in self._telling(mention):
            told = self._at(s, i)
            if told:
                return told
        hung = [i for word in (mention.verb, mention.trigger) for i in clause.of(word, "obl", "nmod")]
        # where the tree hangs them elsewhere
        hung += [role.head for role in mention.predicate.roles if role.label == "TMP"]
        for i in dict.fromkeys(hung):
            if ranks(clause, i):
                continue
            for below in clause.subtree(i):
                found = self._at(s, below)
                if found and self._path_shares(s, i, below):
                    near = "within" in clause.introduces(i) and clause[i].lemma.lower() in _LENGTHS
                    return since(found) if near else later(self._scene, s, i, found, above=True)
        return None

    def _telling(self, mention: Mention) -> Iterator[int]:
        """Yield the words that tell when a mention was: "which happened on Sunday" of a noun, of a verb the event that did it."""
        clause = self._scene.clauses[mention.sentence]
        if clause[mention.trigger].upos in {"NOUN", "PROPN"}:
            below = clause.subtree(mention.trigger, without=frozenset({"conj", "advcl"}))
            yield from (i for i in below if clause[i].deprel == "acl:relcl" and clause[i].lemma.lower() in _HAPPENS)
        elif is_simple_past(clause, mention.verb):
            yield from clause.of(mention.verb, "=nsubj")

    def _path_shares(self, s: int, top: int, below: int) -> bool:
        """Say whether each noun on the way down is joined by a preposition of being in or at."""
        clause = self._scene.clauses[s]
        at = below
        while True:
            links = clause.introduces(at) | (
                {"of"} if clause.relation(at) in {"obl", "nmod"} and not clause.introduces(at) else set()
            )
            away = clause[at].upos in {"VERB", "AUX"} or clause[at].lemma.lower() in _LOOKS_BACK
            if not links & (_SHARED | AFTER) or away:
                return False
            if at == top:
                return True
            at = clause[at].head

    def _above(self, s: int, head: int, depth: int) -> When | None:
        """Return the time of the word that a mention hangs on: its own, or what it takes from its clause in turn."""
        mention = self._mentions.get((s, head))
        found = self._at(s, head) if head >= 0 else None
        if found or mention is None or depth > _DEEPEST:
            return found
        return self._inside(mention) or self._from_above(mention, depth + 1) or self._from_below(mention)

    def _from_above(self, mention: Mention, depth: int = 0) -> When | None:
        """Take the time of the verb that a mention hangs on: its argument's, a conjunct's, a clause's of when, after or before."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        head, verb = clause[mention.verb].head, mention.verb
        if fails(clause, verb) and (s, head) not in self._mentions:
            head, verb = clause[head].head, head  # "agreed on Friday but failed to settle it"
        found = self._above(s, head, depth)
        if found is None:
            return None
        links, relation = clause.introduces(verb), clause.relation(verb)
        if relation in {"advcl", "obl"} and links & (AFTER | BEFORE) and found.bounds.earliest_begin:
            scene = self._scene
            return earlier(scene, s, verb, found) if links & AFTER else later(scene, s, verb, found, above=False)
        if relation == "advcl" and is_requited(clause, verb) and found.bounds.latest_end:
            return until(found)
        above = self._mentions.get((s, head))
        carries = above is not None and above.trigger != head  # "the vote is held, choosing a flag"
        if carries and clause[head].lemma.lower() in words("light", "arrange"):
            return None  # "was planned for March but was put off"
        scenic = relation == "obl" and bool(clause.introduces(mention.trigger) & WITHIN)  # "said at a rally"
        if relation != "conj" and is_saying(clause, head) and not carries and not scenic:
            return None
        if self._is_argument(mention) or self._shares_clause(clause, verb, found):
            within = relation == "conj" and found.span and not frames(clause, head, found.span.start)
            return since(found) if within and is_year(found) else found  # "founded a firm in 1998 and hired her"
        return since(found) if is_purpose(clause, verb) else None

    def _is_argument(self, mention: Mention) -> bool:
        """Say whether a noun takes part in what its verb tells, as something that is there: no plan, aim or reason."""
        clause = self._scene.clauses[mention.sentence]
        head, relation = clause[clause[mention.verb].head], clause.relation(mention.verb)
        if clause[mention.trigger].upos not in {"NOUN", "PROPN"} or head.upos != "VERB":
            return False
        if relation == "obj":
            lemma = head.lemma.lower()
            return governs(lemma) not in {"planned", "possible", "not"} and lemma not in words("nouns", "met")
        agent = clause[mention.verb].deprel == "obl:agent"  # "was shaken by the murder of the lawyer in May"
        return relation == "nsubj" or agent or (relation == "obl" and bool(clause.introduces(mention.trigger) & WITHIN))

    def _shares_clause(self, clause: Clauses, verb: int, found: When) -> bool:
        """Say whether a verb has the time of the one above: a conjunct, a participle, a clause of when or while, what it caused."""
        relation, links = clause.relation(verb), clause.introduces(verb)
        if relation in {"conj", "parataxis"}:
            start = found.span.start if found.span else 0
            return goes_with(clause, verb, start, recent=is_recent(found, self._published))
        if relation == "xcomp":
            head = clause[verb].head
            return governs(clause[head].lemma.lower()) in {"occurred", "not"} and is_simple_past(clause, head)
        if relation != "advcl":
            return False
        participle = clause[verb].xpos in {"VBG", "VBN"} and not links
        at_once = bool(links & _WHILE or asks(clause, verb, _WHILE)) and not is_saying(clause, verb)
        return participle or (at_once and is_past(clause, verb))

    def _from_below(self, mention: Mention) -> When | None:
        """Take the time of a clause under the verb: of when it was, or after or before what, or of what was brought about."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        for i in self._dated_below(mention):
            found, links = self._at(s, i), clause.introduces(i)
            if found is None:
                continue
            if links & (AFTER | BEFORE):
                scene = self._scene
                return later(scene, s, i, found, above=True) if links & AFTER else earlier(scene, s, i, found)
            if clause.relation(i) in {"xcomp", "ccomp"} or links & _WHILE or asks(clause, i, _WHILE):
                return shared(found)
        return None

    def _dated_below(self, mention: Mention) -> Iterator[int]:
        clause, verb = self._scene.clauses[mention.sentence], mention.verb
        if clause[verb].upos != "VERB" or not is_past(clause, verb):
            return
        yield from (i for i in clause.of(verb, "advcl") if i != mention.trigger)
        yield from (i for i in clause.of(verb, "obl") if clause.introduces(i) & (AFTER | BEFORE))
        if governs(clause[verb].lemma.lower()) == "occurred":
            yield from clause.of(verb, "xcomp")

    def _as_told(self, mention: Mention, status: Status) -> When | None:
        """Bound what somebody says has happened by the day of the words, where that is before publication."""
        s, clause, verb = mention.sentence, self._scene.clauses[mention.sentence], mention.verb
        tellers = [clause[verb].head] if clause.relation(verb) == "ccomp" else clause.of(verb, "parataxis")
        published = self._published.earliest_begin
        for teller in tellers if status is Status.OCCURRED else ():
            said = self._above(s, teller, 0) if is_saying(clause, teller) else None
            if said and said.bounds.latest_end and published and said.bounds.latest_end < published:
                return until(said)
        return None

    def _upon(self, mention: Mention, status: Status) -> When | None:
        """Give what was agreed or asked for at some time long past the days from then on: "agreed in 1964 to build"."""
        s, clause = mention.sentence, self._scene.clauses[mention.sentence]
        if status not in {Status.PLANNED, Status.POSSIBLE} or clause.relation(mention.verb) not in _HANGING:
            return None
        head = next((i for i in clause.above(mention.verb) if clause[i].upos == "VERB"), -1)
        above = self._mentions.get((s, head))
        told = is_saying(clause, head)
        ahead_of = self._at(s, head) if wills(clause, head) else None
        if ahead_of and ahead_of.bounds.earliest_begin and clause.relation(mention.verb) != "ccomp":
            return since(ahead_of)
        if not is_simple_past(clause, head) or (told and not leads_on(clause, mention.verb)):
            return None
        asked = self.when(above, Status.OCCURRED) if above else self._at(s, head)
        if asked is None or asked.bounds.earliest_begin is None or is_recent(asked, self._published):
            return None
        last, first = asked.bounds.latest_end, self._published.earliest_begin
        over = last is None or first is None or last < first
        return since(asked) if over or not told else None
