"""Knowledge made by hand: a small story with every status and kind of date, a hostile one, and a large one."""

from kb.model import (
    Actor,
    Article,
    Attribution,
    Basis,
    Block,
    Bounds,
    Claim,
    Day,
    Entity,
    Event,
    Kind,
    Knowledge,
    Section,
    Span,
    Stamp,
    Status,
    When,
)

HOSTILE = "</script><script>alert(1)</script>\"'&<!--]]> =1+1 `**_[x](javascript:alert(2))_** \u202edlrow\u202c שלום \x00\x1b\ud800\u2028🙂|#"


def span(text, words):
    """Return where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def article(text, **fields):
    """Return an article of one paragraph."""
    return Article(text=text, sections=(Section(span=Span(0, len(text)), block=Block.PARAGRAPH),), **fields)


def day(iso):
    """Return the day that ISO 8601 writes so; `None` for an open bound."""
    return Day(*(int(part) for part in iso.rsplit("-", 2))) if iso else None


def when(begin, end=None, edtf=None, basis=Basis.EXPLICIT, text=None):
    """Return a time from "earliest/latest" of its begin and of its end (the same if left out)."""
    (first, second), (third, fourth) = (map(day, side.split("/")) for side in (begin, begin if end is None else end))
    bounds = Bounds(earliest_begin=first, latest_begin=second, earliest_end=third, latest_end=fourth)
    return When(bounds=bounds, edtf=edtf, basis=basis, text=text)


class Story:
    """Collects events with their claims and makes the knowledge of them, sorted as the model asks."""

    def __init__(self):
        self.articles, self.claims, self.events, self.entities = [], [], [], {}

    def entity(self, label, kind, **fields):
        """Return the entity of that name."""
        key = f"{label.lower()} {kind}".encode("ascii", "ignore").decode()
        found = Entity(key=key, label=label, kind=kind, **fields)
        return self.entities.setdefault(found.id, found)

    def claim(self, source, quote, trigger, time, **fields):
        """Add a claim of the article, found by its words."""
        quoted = span(source.text, quote)
        inner = quote.index(trigger) + quoted.start
        made = Claim(
            **{"article": source.id, "trigger": Span(inner, inner + len(trigger)), "quote": quoted, "when": time}
            | {"label": fields.pop("label", quote), "lemma": trigger, "type": "meeting", "status": Status.OCCURRED}
            | fields,
        )
        self.claims.append(made)
        return made

    def event(self, label, claims, *, actors=(), places=(), time=None, **fields):
        """Add an event that the claims denote; type, status and time are the first claim's unless given."""
        first = claims[0]
        made = Event(
            label=label,
            type=fields.pop("type", first.type),
            status=fields.pop("status", first.status),
            when=time or first.when,
            claims=tuple(claim.id for claim in claims),
            actors=tuple(Actor(role=role, entity=entity.id) for role, entity in actors),
            places=tuple(place.id for place in places),
            **fields,
        )
        self.events.append(made)

    def knowledge(self):
        """Return all of it."""
        return Knowledge(
            articles=tuple(sorted(self.articles, key=lambda one: one.id)),
            claims=tuple(sorted(self.claims, key=lambda one: one.id)),
            entities=tuple(sorted(self.entities.values(), key=lambda one: one.id)),
            events=tuple(sorted(self.events, key=lambda one: one.order)),
        )


PORT = article(
    "Dock workers in Halvik walked out on 3 May 2023, and the strike lasted until 11 May. "
    "“The harbour 🚢 board will meet the union next month,” mayor Ida Brandt said. "
    "Talks that were due in April never took place. The old pier collapsed some time in March or April. "
    "A second walkout could follow in the summer. The town has repaired the crane. "
    "The port was enlarged in 2015. Fishing quotas are being cut. Ms Brandt once worked at the harbour.",
    title="Halvik port strike ends",
    url="https://news.example/halvik?a=1&b=2",
    publisher="The Halvik Courier",
    published=Stamp(edtf="2023-06-16", origin="meta"),
)
WIRE = article(
    "HALVIK, 4 May — The dockers' walkout began on Wednesday, their union said.",
    title="Dockers down tools",
    url="https://wire.example/1",
    publisher="Northern Wire",
    published=Stamp(edtf="2023-05-04", origin="dateline"),
)


def story():
    """Return nine events: every status, a day, a stretch, a month, a season, a year, open ends, none at all."""
    made = Story()
    made.articles += [PORT, WIRE]
    union = made.entity("Halvik Dockers' Union", Kind.ORGANISATION)
    board = made.entity("Halvik Harbour Board", Kind.ORGANISATION)
    ida = made.entity("Ida Brandt", Kind.PERSON)
    town = made.entity("Halvik", Kind.PLACE, latitude=59.1275, longitude=11.3875)
    mayor = Attribution(
        speaker="Ida Brandt",
        span=span(PORT.text, "mayor Ida Brandt"),
        cue="said",
        quoted=True,
        kind=Kind.PERSON,
        named=True,
    )
    they = Attribution(
        speaker="their union",
        span=span(WIRE.text, "their union"),
        cue="said",
        quoted=False,
        kind=Kind.GROUP,
        named=False,
    )

    walkout = made.claim(
        PORT,
        "Dock workers in Halvik walked out on 3 May 2023",
        "walked out",
        when("2023-05-03/2023-05-03", edtf="2023-05-03", text="on 3 May 2023"),
        type="strike",
    )
    again = made.claim(
        WIRE,
        "The dockers' walkout began on Wednesday",
        "walkout",
        when("2023-05-03/2023-05-03", edtf="2023-05-03", basis=Basis.RELATIVE, text="on Wednesday"),
        type="strike",
        attribution=(they,),
    )
    made.event(
        "Dock workers in Halvik walked out", [walkout, again], actors=[("agent", union)], places=[town], sources=2
    )
    strike = made.claim(
        PORT,
        "the strike lasted until 11 May",
        "strike",
        when("2023-05-03/2023-05-03", "2023-05-11/2023-05-11", "2023-05-03/2023-05-11", text="until 11 May"),
        type="strike",
    )
    made.event("strike at the port of Halvik", [strike], actors=[("agent", union)], places=[town])
    meet = made.claim(
        PORT,
        "“The harbour 🚢 board will meet the union next month,”",
        "meet",
        when("2023-07-01/2023-07-31", edtf="2023-07", basis=Basis.RELATIVE, text="next month"),
        status=Status.PLANNED,
        attribution=(mayor,),
    )
    made.event("the harbour board meets the union", [meet], actors=[("agent", board), ("patient", union)])
    talks = made.claim(
        PORT,
        "Talks that were due in April never took place",
        "Talks",
        when("2023-04-01/2023-04-30", edtf="2023-04", text="in April"),
        status=Status.DID_NOT_OCCUR,
    )
    made.event("talks", [talks])
    pier = made.claim(
        PORT,
        "The old pier collapsed some time in March or April",
        "collapsed",
        when("2023-03-01/2023-04-30", edtf="2023-03/2023-04", text="in March or April"),
        type="accident",
    )
    made.event("the old pier collapsed", [pier])
    second = made.claim(
        PORT,
        "A second walkout could follow in the summer",
        "walkout",
        when("2023-06-01/2023-08-31", edtf="2023-22", text="in the summer"),
        type="strike",
        status=Status.POSSIBLE,
    )
    made.event("a second walkout", [second], actors=[("agent", union)])
    crane = made.claim(
        PORT, "The town has repaired the crane", "repaired", when("/2023-06-16", basis=Basis.REPORTED), type="repair"
    )
    made.event("the town repaired the crane", [crane], places=[town])
    port = made.claim(
        PORT,
        "The port was enlarged in 2015",
        "enlarged",
        when("2015-01-01/2015-12-31", edtf="2015", text="in 2015"),
        type="building",
    )
    made.event("the port was enlarged", [port], places=[town])
    quotas = made.claim(
        PORT,
        "Fishing quotas are being cut",
        "cut",
        when("/2023-06-16", "2023-06-16/", basis=Basis.REPORTED),
        type="policy",
        status=Status.ONGOING,
    )
    made.event("fishing quotas are being cut", [quotas])
    worked = made.claim(PORT, "Ms Brandt once worked at the harbour", "worked", When(), type="employment")
    made.event("Ida Brandt worked at the harbour", [worked], actors=[("agent", ida)], places=[town])
    return made.knowledge()


def evil():
    """Return one event whose every text is hostile."""
    made = Story()
    source = article(
        f"before {HOSTILE} after",
        title=HOSTILE,
        url="javascript:alert(3)//\nhttps://x.example/",
        publisher=HOSTILE,
        published=Stamp(edtf="2023-06-16", origin="meta"),
    )
    made.articles.append(source)
    who = made.entity(HOSTILE, Kind.PERSON)
    says = Attribution(speaker=HOSTILE, span=Span(0, 6), cue=HOSTILE, quoted=True, kind=Kind.OTHER, named=True)
    time = when("2023-06-15/2023-06-15", edtf="2023-06-15", text=HOSTILE)
    claim = made.claim(source, source.text, HOSTILE, time, label=HOSTILE, attribution=(says,))
    made.event("=" + HOSTILE, [claim], actors=[("agent", who)], places=[who])
    return made.knowledge()


def crowd(number):
    """Return as many events over six years, one in ten a month long."""
    made = Story()
    text = " ".join(f"Meeting {n} took place." for n in range(number))
    source = article(text, title="Minutes", published=Stamp(edtf="2024-01-01", origin="meta"))
    made.articles.append(source)
    people = [made.entity(f"Person {n}", Kind.PERSON) for n in range(40)]
    for n in range(number):
        year, month, first = 2018 + n % 6, 1 + n * 7 // 5 % 12, 1 + n * 13 // 3 % 28
        begin = f"{year}-{month:02d}-{first:02d}"
        time = (
            when(f"{year}-{month:02d}-01/{year}-{month:02d}-28")
            if n % 10 == 0
            else when(f"{begin}/{begin}", edtf=begin)
        )
        status = tuple(Status)[n % 7 % 5]
        claim = made.claim(source, f"Meeting {n} took place.", "took place", time, status=status)
        made.event(f"Meeting {n} took place in the town hall", [claim], actors=[("agent", people[n % 40])])
    return made.knowledge()
