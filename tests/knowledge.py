"""A small knowledge base made by hand, with one of everything: each status and basis, a disagreement, odd characters.

Article 1 reports a meeting, a visit to come and a treaty that was not signed; article 2 gives the meeting another day
and another status, and reports a flood; article 3 has no metadata, a date before our era, control characters and a
lone surrogate. All names are invented.
"""

from __future__ import annotations

from kb.model import (
    Actor,
    Article,
    Attribution,
    Basis,
    Block,
    Bounds,
    Claim,
    Day,
    Denotation,
    Entity,
    Event,
    Kind,
    Knowledge,
    Participant,
    Section,
    Span,
    Stamp,
    Status,
    When,
)


def span(text: str, words: str) -> Span:
    """Return where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def article(title: str, body: str, **metadata: object) -> Article:
    """Return an article of a title and one paragraph."""
    text = f"{title}\n\n{body}" if title else body
    sections = [Section(span=span(text, title), block=Block.TITLE)] if title else []
    return Article(
        text=text, title=title, sections=(*sections, Section(span=span(text, body), block=Block.PARAGRAPH)), **metadata
    )


FIRST = article(
    "Ministers meet in Port Sel",
    "Ministers of Arland and Boria met in Port Sel on Thursday. Mira Vohl will visit Boria in July. "
    '"We did not sign the fishing treaty," Mira Vohl said.',
    url="https://courier.example/2023/06/16/port-sel",
    publisher="Courier",
    authors=("Ana Lund", "Ben Okri"),
    published=Stamp(edtf="2023-06-16", origin="json-ld"),
    modified=Stamp(edtf="2023-06-16T18:30:00Z", origin="meta"),
    source="first.html",
)
SECOND = article(
    "Flood in Port Sel",
    "Ministers of Arland and Boria may have met in Port Sel on Wednesday, a spokesman said. Port Sel is being flooded.",
    publisher="Harbour Post",
    published=Stamp(edtf="2023-06", origin="url"),
    source="second.txt",
)
THIRD = article("", 'Gaius Orm was killed on 15 March 44 BC,\x0b \ud800 "they" say.\r\nThe Orm League was founded.\x00')


def _when(first: Day | None, last: Day | None, edtf: str | None, basis: Basis, text: str | None = None) -> When:
    return When(bounds=Bounds.within(first, last), edtf=edtf, basis=basis, text=text)


def _part(source: Article, role: str, words: str, kind: Kind) -> Participant:
    return Participant(role=role, text=words, span=span(source.text, words), name=words, kind=kind, named=True)


def _claim(source: Article, trigger: str, quote: str, **fields: object) -> Claim:
    return Claim(article=source.id, trigger=span(source.text, trigger), quote=span(source.text, quote), **fields)


ARLAND = Entity(key="arland place", label="Arland", kind=Kind.PLACE, country="XA", latitude=55.0, longitude=-12.25)
BORIA = Entity(key="boria place", label="Boria", kind=Kind.PLACE, aliases=("Borian Republic", "Republic of Boria"))
PORT_SEL = Entity(key="port sel place", label="Port Sel", kind=Kind.PLACE, country="XA", latitude=54.5, longitude=0.0)
VOHL = Entity(
    key="mira vohl person",
    label="Mira Vohl",
    kind=Kind.PERSON,
    aliases=("Vohl",),
    same_as=("http://www.wikidata.org/entity/Q4115189",),
)
ORM = Entity(key="gaius orm person", label="Gaius Orm", kind=Kind.PERSON)
LEAGUE = Entity(key="orm league organisation", label="Orm League", kind=Kind.ORGANISATION)

MET = _claim(
    FIRST,
    "met",
    "Ministers of Arland and Boria met in Port Sel on Thursday.",
    label="Ministers of Arland and Boria met in Port Sel",
    lemma="meet",
    type="meet-consult",
    status=Status.OCCURRED,
    when=When(
        bounds=Bounds.within(Day(2023, 6, 15), Day(2023, 6, 15)),
        edtf="2023-06-15",
        basis=Basis.RELATIVE,
        text="Thursday",
        span=span(FIRST.text, "Thursday"),
        anchor="published",
        rule="weekday",
    ),
    participants=(_part(FIRST, "agent", "Arland", Kind.PLACE), _part(FIRST, "agent", "Boria", Kind.PLACE)),
    places=(_part(FIRST, "place", "Port Sel", Kind.PLACE),),
    confidence=0.9,
    salience=0.75,
)
VISIT = _claim(
    FIRST,
    "visit",
    "Mira Vohl will visit Boria in July.",
    label="Mira Vohl visits Boria",
    lemma="visit",
    type="move-travel",
    status=Status.PLANNED,
    when=_when(Day(2023, 7, 1), Day(2023, 7, 31), "2023-07", Basis.RELATIVE, "in July"),
    participants=(_part(FIRST, "agent", "Mira Vohl", Kind.PERSON),),
    places=(_part(FIRST, "destination", "Boria", Kind.PLACE),),
    salience=0.5,
)
SIGN = _claim(
    FIRST,
    "sign",
    "We did not sign the fishing treaty",
    label="Arland and Boria sign the fishing treaty",
    lemma="sign",
    type="agree",
    status=Status.DID_NOT_OCCUR,
    when=_when(None, Day(2023, 6, 16), None, Basis.REPORTED),
    attribution=(
        Attribution(
            speaker="Mira Vohl",
            span=span(FIRST.text, "Mira Vohl"),
            cue="said",
            quoted=True,
            kind=Kind.PERSON,
            named=True,
        ),
    ),
    confidence=0.8,
)
MAY_HAVE_MET = _claim(
    SECOND,
    "met",
    "Ministers of Arland and Boria may have met in Port Sel on Wednesday",
    label="Ministers of Arland and Boria met in Port Sel",
    lemma="meet",
    type="meet-consult",
    status=Status.POSSIBLE,
    when=_when(Day(2023, 6, 14), Day(2023, 6, 14), "2023-06-14", Basis.RELATIVE, "Wednesday"),
    participants=(_part(SECOND, "agent", "Arland", Kind.PLACE), _part(SECOND, "agent", "Boria", Kind.PLACE)),
    attribution=(
        Attribution(
            speaker="a spokesman",
            span=span(SECOND.text, "a spokesman"),
            cue="said",
            quoted=False,
            kind=Kind.PERSON,
            named=False,
        ),
    ),
    statement=True,
    aside=True,
)
FLOOD = _claim(
    SECOND,
    "flooded",
    "Port Sel is being flooded.",
    label="Port Sel is flooded",
    lemma="flood",
    type="disaster-accident",
    status=Status.ONGOING,
    when=When(bounds=Bounds(latest_begin=Day(2023, 6, 30), earliest_end=Day(2023, 6, 1)), basis=Basis.CONTEXT),
    participants=(_part(SECOND, "victim", "Port Sel", Kind.PLACE),),
)
KILLED = _claim(
    THIRD,
    "killed",
    'Gaius Orm was killed on 15 March 44 BC,\x0b \ud800 "they" say.',
    label="Gaius Orm is killed",
    lemma="kill",
    type="kill-injure",
    status=Status.OCCURRED,
    when=_when(Day(-43, 3, 15), Day(-43, 3, 15), "-0043-03-15", Basis.EXPLICIT, "15 March 44 BC"),
    participants=(_part(THIRD, "patient", "Gaius Orm", Kind.PERSON),),
)
FOUNDED = _claim(
    THIRD,
    "founded",
    "The Orm League was founded.",
    label="The Orm League is founded",
    lemma="found",
    type="other",
    status=Status.OCCURRED,
    when=When(),
    participants=(_part(THIRD, "patient", "Orm League", Kind.ORGANISATION),),
)

CLAIMS = (MET, VISIT, SIGN, MAY_HAVE_MET, FLOOD, KILLED, FOUNDED)
ARTICLES = (FIRST, SECOND, THIRD)


def _event(*claims: Claim, **fields: object) -> Event:
    leading = claims[0]
    return Event(
        label=leading.label,
        type=leading.type,
        status=leading.status,
        when=leading.when,
        claims=tuple(claim.id for claim in claims),
        salience=leading.salience,
        **fields,
    )


def _actor(role: str, entity: Entity) -> Actor:
    return Actor(role=role, entity=entity.id)


MEETING = _event(
    MET,
    MAY_HAVE_MET,
    actors=(_actor("agent", ARLAND), _actor("agent", BORIA)),
    places=(PORT_SEL.id,),
    sources=2,
    reasons=("in the title", "two sources"),
)
EVENTS = (
    MEETING,
    _event(VISIT, actors=(_actor("agent", VOHL),), places=(BORIA.id,)),
    _event(SIGN),
    _event(FLOOD, actors=(_actor("victim", PORT_SEL),)),
    _event(KILLED, actors=(_actor("patient", ORM),)),
    _event(FOUNDED, actors=(_actor("patient", LEAGUE),)),
)


def _denotations() -> list[Denotation]:
    meant = {entity.label: entity.id for entity in (ARLAND, BORIA, PORT_SEL, VOHL, ORM, LEAGUE)}
    words = [(claim, part.span, part.name) for claim in CLAIMS for part in (*claim.participants, *claim.places)]
    words += [(claim, said.span, said.speaker) for claim in CLAIMS for said in claim.attribution]
    return [Denotation(claim=claim.id, span=where, entity=meant[name]) for claim, where, name in words if name in meant]


def knowledge() -> Knowledge:
    """Return it all, in the order that `Knowledge` asks for."""
    return Knowledge(
        articles=tuple(sorted(ARTICLES, key=lambda article: article.id)),
        claims=tuple(sorted(CLAIMS, key=lambda claim: claim.id)),
        entities=tuple(sorted((ARLAND, BORIA, PORT_SEL, VOHL, ORM, LEAGUE), key=lambda entity: entity.id)),
        denotations=tuple(sorted(_denotations(), key=lambda item: (item.claim, item.span, item.entity))),
        events=tuple(sorted(EVENTS, key=lambda event: event.order)),
    )
