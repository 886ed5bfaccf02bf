"""The nouns. Frozen, without behaviour beyond what follows from their fields; every record says where it came from.

Spans are half-open and count Unicode code points in the text of their article.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open: [start, end) in code points of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Day(NamedTuple):
    """A calendar day, proleptic Gregorian; years below 1 are astronomical (0 is 1 BCE). Orders and prints as xsd:date."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


_NEVER = Day(9999, 12, 31)  # sorts open bounds last; never written


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """When something began and ended: the earliest and latest day of each, `None` where open (SEM's four time stamps)."""

    earliest_begin: Day | None = None
    latest_begin: Day | None = None
    earliest_end: Day | None = None
    latest_end: Day | None = None

    @classmethod
    def within(cls, first: Day | None, last: Day | None) -> Bounds:
        """Bounds of something that lies inside [first, last]: it begins and ends no earlier and no later."""
        return cls(earliest_begin=first, latest_begin=last, earliest_end=first, latest_end=last)

    @property
    def open(self) -> bool:
        """Whether nothing at all is known."""
        return self == Bounds()


class Status(StrEnum):
    """What the source says of an event."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DID_NOT_OCCUR = "did-not-occur"


class Basis(StrEnum):
    """What a date rests on, strongest first."""

    EXPLICIT = "explicit"  # a time expression of its own that needs no other date
    RELATIVE = "relative"  # one resolved against the publication date or another event
    CONTEXT = "context"  # taken from the sentence or paragraph before
    REPORTED = "reported"  # only: before, at or after publication, from tense
    NONE = "none"


class Kind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    OTHER = "other"


class Block(StrEnum):
    """What a stretch of an article's text is. Only the first three are narration."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    DATELINE = "dateline"  # a line with place, date, byline
    CAPTION = "caption"
    CREDIT = "credit"
    NAVIGATION = "navigation"

    @property
    def narration(self) -> bool:
        """Whether events may be read from it."""
        return self in {Block.TITLE, Block.HEADING, Block.PARAGRAPH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about the input that its owner should know. `stage` is the package that found it."""

    stage: str
    message: str
    article: str = ""
    span: Span | None = None

    def __str__(self) -> str:
        return f"{self.stage}: {self.article}: {self.message}" if self.article else f"{self.stage}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date about an article, as EDTF, and its origin: given, json-ld, meta, page, url, dateline, feed."""

    edtf: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One block of the article's text; sections are in order, do not overlap, and leave only white space uncovered."""

    span: Span
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article. Nothing of the source's text is lost: what is not narration is marked by its section."""

    text: str
    sections: tuple[Section, ...]
    title: str = ""
    url: str | None = None
    publisher: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    published: Stamp | None = None
    modified: Stamp | None = None
    source: str = ""  # where it was read from: a file name, "-", a URL; for messages only, never exported

    @property
    def id(self) -> str:
        """SHA-256 of the text, in hexadecimal: the identity of the version."""
        return hashlib.sha256(self.text.encode("utf8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word. `head` is an index into the sentence's tokens, -1 for the root; tags are Universal Dependencies'."""

    span: Span
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An argument of a predicate: PropBank's label (ARG0 …, TMP, LOC, NEG, MOD …) and the index of its head word."""

    label: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A word that denotes an event or state.

    `token`: its index. `type`: a name from ontology/types.ttl. `factuality`: about -2 (did not happen) to +2 (happened).
    `eventive`: 0 … 1, how surely it denotes an event at all; `news`: 0 … 1, how surely an annotator of news would mark it.
    """

    token: int
    type: str
    factuality: float
    eventive: float
    news: float
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A named entity in a sentence: tokens [first, last), `kind` PER, ORG, LOC or MISC."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Tokens with their tree, predicates and names. `section` is the index of its section in the article."""

    span: Span
    section: int
    tokens: tuple[Token, ...]
    predicates: tuple[Predicate, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the language stage saw in an article's narration."""

    article: Article
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression: TIMEX3's attributes, EDTF and bounds, all from one structure.

    `type` is DATE, TIME, DURATION or SET. `edtf` is `None` for sets, for durations that no date anchors, and for what no date resolves. `anchor`: "" (needs
    none), "published", or the span of the expression it was resolved against, as "start:end". `rule`: the name in en.toml.
    """

    span: Span
    type: str
    value: str
    edtf: str | None = None
    bounds: Bounds = field(default_factory=Bounds)
    mod: str = ""
    quant: str = ""
    freq: str = ""
    begin: str = ""  # beginPoint and endPoint: a value
    end: str = ""
    anchor: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The time of a claim or event. `text` and `span` are the words that it was read from, if any."""

    bounds: Bounds = field(default_factory=Bounds)
    edtf: str | None = None
    basis: Basis = Basis.NONE
    text: str | None = None
    span: Span | None = None
    anchor: str = ""
    rule: str = ""

    @property
    def own(self) -> bool:
        """Whether it has words for its time of its own, and does not only lean on those around it or on tense."""
        return self.basis in {Basis.EXPLICIT, Basis.RELATIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who or what takes part: role (agent, patient, recipient, attribute, place …), the words, and who is meant.

    `name` is the fullest name the article gives for it, `kind` what it is; `named` whether it is a proper name.
    """

    role: str
    text: str
    span: Span
    name: str
    kind: Kind
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it: the speaker as named in the article, the speech word, and whether the claim is in quotation marks."""

    speaker: str
    span: Span
    cue: str
    quoted: bool
    kind: Kind
    named: bool  # a proper name, or only a description ("a senior official")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One article's saying of one event.

    `lemma` is the trigger's dictionary form; `statement` marks mere acts of saying, `aside` what an editor would leave off a
    timeline; `salience`, 0 … 1, is how much the article makes of it.
    """

    article: str
    trigger: Span
    quote: Span
    label: str
    lemma: str
    type: str
    status: Status
    when: When
    participants: tuple[Participant, ...] = ()
    places: tuple[Participant, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    confidence: float = 1.0
    salience: float = 0.0
    statement: bool = False
    aside: bool = False

    @property
    def id(self) -> str:
        """SHA-256 of the article's id and the trigger's span, shortened to 20 hexadecimal digits."""
        parts = f"{self.article} {self.trigger.start} {self.trigger.end}"
        return hashlib.sha256(parts.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something that takes part in events. `key` is its canonical name, lower-case, with its kind."""

    key: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str = ""  # ISO 3166-1 alpha-2
    latitude: float | None = None
    longitude: float | None = None
    same_as: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """SHA-256 of the key, shortened to 20 hexadecimal digits."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An entity in an event, in a role."""

    role: str
    entity: str  # Entity.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The claims that denote one happening, and what they agree on.

    `claims` are ids, the leading one first; `sources` counts independent articles (copies of one story count once).
    """

    label: str
    type: str
    status: Status
    when: When
    claims: tuple[str, ...]
    actors: tuple[Actor, ...] = ()
    places: tuple[str, ...] = ()
    sources: int = 1
    salience: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """SHA-256 of the smallest claim id, shortened to 20 hexadecimal digits: independent of the order of reading."""
        return hashlib.sha256(("event " + min(self.claims)).encode()).hexdigest()[:20]

    @property
    def order(self) -> tuple[Day, Day, Day, Day, str]:
        """Sort key of timelines: bounds, then id. An open begin sorts by the other bounds; the undated come last."""
        bounds = self.when.bounds
        known = [
            day for day in (bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end) if day
        ]
        first = bounds.earliest_begin or (min(known) if known else _NEVER)
        ends = (bounds.latest_begin, bounds.earliest_end, bounds.latest_end)
        return (first, *(day or _NEVER for day in ends), self.id)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Denotation:
    """The words at `span` of a claim's article, a participant, place or speaker of that claim, mean this entity."""

    claim: str  # Claim.id
    span: Span
    entity: str  # Entity.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All that is known, or a selection: the ground that graphs, timelines and exports are made from.

    Articles, claims and entities are sorted by id, denotations by their fields, events by `Event.order`: equal knowledge
    compares equal. A selection keeps whole events, each with all its claims, articles and entities.
    """

    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    denotations: tuple[Denotation, ...] = ()
    events: tuple[Event, ...] = ()
