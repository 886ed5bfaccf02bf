"""Who says it: verbs and nouns of saying above the claim, "according to", and the tags of quotations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from kb.extract.lexicon import words
from kb.extract.mentions import REPROACHING, content, goes_on, is_saying
from kb.extract.participants import subject
from kb.model import Attribution, Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant
    from kb.extract.scene import Scene

_TO_SOMEBODY = frozenset({"tell", "inform", "warn", "remind", "assure", "brief"})  # their object hears it
_MARKS = frozenset('"“„«')
_OURSELVES = frozenset({"i", "we"})  # whoever they are, the quotation's tag names them


@dataclass(frozen=True, slots=True)
class Tag:
    """A speech word and its speaker: sentence, word, the head word of the speaker's phrase."""

    sentence: int
    at: int
    speaker: int


class Voices:
    """The tags of an article, and who speaks in each quotation."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tags: dict[int, list[Tag]] = {}  # section → tags, in order
        for s, clause in enumerate(scene.clauses):
            for at in scene.predicates[s]:
                if (
                    clause[at].upos == "VERB"
                    and (clause[at].lemma.lower() in words("say", "verbs") or goes_on(clause, at))
                    and not scene.quote_around(s, at)
                    and not _is_passing_on(clause, at)
                ):
                    speaker = subject(scene, s, at)
                    if speaker is not None:
                        self._tags.setdefault(clause.sentence.section, []).append(Tag(s, at, speaker))

    def attributions(self, s: int, at: int) -> tuple[Attribution, ...]:
        """Return who says what word `at` denotes, the nearest speaker first."""
        found: list[Attribution] = []
        for source in self._above(s, at):
            if all(source.speaker != known.speaker for known in found):  # "said that she believes": one speaker
                found.append(source)
        quote = self._scene.quote_around(s, at)
        if quote and not any(a.quoted for a in found):
            tag = self._tag_of(s, quote)
            if tag and not any(a.span == self._span(tag) for a in found):
                found.append(self._attribution(tag, quoted=True))
        if not found and not quote:
            tag = self._going_on(s, at)
            if tag:
                found.append(self._attribution(tag, quoted=False))
        return tuple(found)

    def speaker_in(self, s: int, at: int) -> Meant | None:
        """Return who "I" is at a word."""
        quote = self._scene.quote_around(s, at)
        tag = self._tag_of(s, quote) if quote else None
        return self._scene.cast.refer(tag.sentence, tag.speaker) if tag else None

    def _going_on(self, s: int, at: int) -> Tag | None:
        """Return who spoke in the sentence before, if this one goes on in the tense of reported speech: "She had …, it would …"."""
        clause = self._scene.clauses[s]
        chain = [at, *clause.above(at)]
        reported = {"had", "would"} & {clause[i].text.lower() for i in clause.of(chain[-1], "aux")}
        if not reported or any(clause[i].deprel in {"acl:relcl", "acl"} for i in chain):
            return None
        before = [tag for tag in self._tags.get(clause.sentence.section, []) if tag.sentence == s - 1]
        return next((tag for tag in before if is_source(self._scene.clauses[s - 1], tag.at)), None)

    def _above(self, s: int, at: int) -> Iterator[Attribution]:
        clause = self._scene.clauses[s]
        quoted = self._scene.quote_around(s, at) is not None
        path = [at, *clause.above(at)]
        yield from self._sources(s, at)
        for below, above in zip_longest(path, path[1:]):
            if above is not None and not quoted and _is_granted(clause, below):
                return
            for tag in (*clause.of(below, "parataxis"), *(() if above is None else (above,))):
                speaker = self._speaker(s, tag) if _tells(clause, tag, below, quoted=quoted) else None
                if (
                    speaker is not None
                    and clause[speaker].text.lower() not in _OURSELVES
                    and (speaker == tag or speaker not in path)
                ):
                    yield self._attribution(Tag(s, tag, speaker), quoted=quoted)
            if above is not None:
                yield from self._sources(s, above)

    def _sources(self, s: int, at: int) -> Iterator[Attribution]:
        """Yield the sources that a word's clause names: "according to …", "in a statement by …" is left to the verb."""
        clause = self._scene.clauses[s]
        for i in clause.of(at, "obl", "nmod", "advcl"):
            cue = next((j for j in clause.of(i, "case", "mark") if clause[j].text.lower() == "according"), None)
            if cue is not None:
                yield self._attribution(Tag(s, cue, i), quoted=False)
            elif not clause.negated(at) and self._is_as_said(s, i):
                speaker = subject(self._scene, s, i)  # "as Berg told the paper"
                if speaker is not None:
                    yield self._attribution(Tag(s, i, speaker), quoted=False)

    def _is_as_said(self, s: int, at: int) -> bool:
        """Say whether a clause names a source, "as Berg told the paper"; "as" is "while" in a headline, and before a verb with its own object."""
        clause = self._scene.clauses[s]
        if "as" not in clause.introduces(at) or not is_source(clause, at, aside=True):
            return False
        told = clause[at].lemma.lower() in _TO_SOMEBODY or not clause.of(at, "obj", "ccomp")
        return told and self._scene.block(s) is Block.PARAGRAPH

    def _speaker(self, s: int, at: int) -> int | None:
        """Return who says it; of reports that nobody is said to have made, they themselves."""
        clause = self._scene.clauses[s]
        speaker = subject(self._scene, s, at)
        if speaker is not None or clause[at].upos != "NOUN":
            return speaker
        above = clause[at].head
        if clause.relation(at) == "obj" and clause[above].lemma.lower() in words("say", "takes_back"):
            return subject(self._scene, s, above)  # "withdrew his claim that"
        if clause[at].lemma.lower() in words("say", "documents"):
            return at
        return speaker

    def _attribution(self, tag: Tag, *, quoted: bool) -> Attribution:
        scene = self._scene
        meant = scene.cast.refer(tag.sentence, tag.speaker)
        return Attribution(
            speaker=meant.name,
            span=self._span(tag),
            cue=scene.clauses[tag.sentence][tag.at].text,
            quoted=quoted,
            kind=meant.kind,
            named=meant.named,
        )

    def _span(self, tag: Tag) -> Span:
        clause = self._scene.clauses[tag.sentence]
        return clause.span(clause.phrase(tag.speaker))

    def _tag_of(self, s: int, quote: Span) -> Tag | None:
        """Return the tag of a quotation: in its paragraph the nearest to its sentence, before it at equal distance."""
        section = self._scene.clauses[s].sentence.section
        tags = self._tags.get(section) or self._before(section)
        if not tags:
            return None
        return min(tags, key=lambda tag: (_distance(self._scene, tag, quote), tag.sentence))

    def _before(self, section: int) -> list[Tag]:
        """Return the last tag of the paragraphs before: those that are all quotation go on with its speaker."""
        while section > 0 and self._opens_quoted(section):
            section -= 1
            if section in self._tags:
                return self._tags[section][-1:]
        return []

    def _opens_quoted(self, section: int) -> bool:
        """Say whether a paragraph begins with a quotation mark."""
        return self._scene.text[self._scene.article.sections[section].span.start] in _MARKS


def _distance(scene: Scene, tag: Tag, quote: Span) -> int:
    span = scene.clauses[tag.sentence][tag.at].span
    return span.start - quote.end if span.start >= quote.end else quote.start - span.end


def is_source(clause: Clauses, at: int, *, aside: bool = False) -> bool:
    """Say whether what hangs on a word is so by its subject's word: said, or feared, expected and shown; promises are deeds.

    `aside`: it need not have content, "as Berg fears".
    """
    token, lemma = clause[at], clause[at].lemma.lower()
    if lemma in words("say", "vows"):
        return False
    if lemma in words("say", "opinions"):
        return aside or bool(clause.of(at, "ccomp")) or (bool(clause.of(at, "obj")) and bool(clause.of(at, "xcomp")))
    if clause.relation(at) == "parataxis" and clause.of(at, "obj") and lemma not in {"tell", "inform"}:
        return False  # "Seven killed; haulier blames the state": a sentence of its own
    return is_saying(clause, at) or (aside and token.upos == "VERB" and lemma in words("say", "verbs"))


def _tells(clause: Clauses, tag: int, below: int, *, quoted: bool) -> bool:
    """Say whether a word of saying introduces a word that hangs on it, or on which it hangs: "X happened, she said"."""
    if not is_source(clause, tag) or clause.negated(tag) or (quoted and _is_passing_on(clause, tag)):
        return False
    relation, reproached = clause.relation(below), clause[tag].lemma.lower() in REPROACHING
    if reproached and clause[tag].xpos == "VBN" and "have" not in clause.auxiliaries(tag):
        return bool(clause.of(tag, "obl:agent"))  # "a man accused of stealing" accuses nobody
    if clause[below].head != tag or relation in {"acl", "ccomp"}:
        return True
    if relation == "conj":  # "nothing was lost, she said, and none will be": the tag stands between
        return clause.relation(tag) == "parataxis" and bool(clause.of(below, "nsubj", "nsubj:pass"))
    hung = relation == "nsubj" or (relation in {"advcl", "obl"} and not reproached)
    return not hung and below in content(clause, tag)


def _is_granted(clause: Clauses, at: int) -> bool:
    """Say whether a clause only says which thing is meant, and so is taken for granted: "the ferry that ran aground"."""
    modal = set(clause.auxiliaries(at)) & {"will", "would", "may", "might", "could", "should", "can"}
    return (
        clause[at].deprel in {"acl:relcl", "acl"}
        and clause[at].xpos in {"VBD", "VBN"}
        and not modal
        and clause[clause[at].head].lemma.lower() not in words("say", "nouns")
    )


def _is_passing_on(clause: Clauses, at: int) -> bool:
    """Say whether a participle of saying stands in what somebody says: its quotation is the outer speaker's own words."""
    return clause[at].xpos == "VBG" and any(is_saying(clause, i) for i in clause.above(at))
