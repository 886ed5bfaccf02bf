"""Event and entity instances of whole articles, as MEANTIME annotates them: `python -m benchmarks.instances DIR [--json] [--errors]`.

DIR holds documents.jsonl, events.jsonl and entities.jsonl. The product reads the documents and links them; then each of its events stands for the gold event that it
shares most mentions with, one to one, and likewise its entities. A mention is shared where a claim's trigger meets it. Only gold mentions are judged: what the
product finds besides counts for nothing.

- dates: of the (event, article) pairs with a gold date that are found, the share with the right one, beside the day of publication for all of them.
- participants: (event, entity), whatever the role, over the gold events that an event stands for.
- coreference: pairs of found mentions that denote one event, here and there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.entity_timeline import Raw, date, days, knowledge, raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.model import Claim, Knowledge, Span

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The annotation: events and entities by id, and the articles by the document's name."""

    raws: dict[str, Raw]
    events: dict[str, Json]
    entities: dict[str, Json]

    def spans(self, noun: Json) -> Iterator[tuple[str, Span]]:
        """Yield article id and span of each mention of an event or entity."""
        for mention in noun["mentions"]:
            article = self.raws[mention["doc"]]
            yield article.article.id, article.span(mention["sentence"], mention["first"], mention["last"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found: (gold event, article, span) → claim; gold event → event; entity → gold entity."""

    claims: dict[tuple[str, str, Span], Claim]
    events: dict[str, str]
    entities: dict[str, str]


def read(folder: Path) -> Gold:
    """Read the three files of a folder."""
    found = {name: list(_lines(folder / f"{name}.jsonl")) for name in ("documents", "events", "entities")}
    return Gold(
        raws={record["id"]: raw(record) for record in found["documents"]},
        events={record["id"]: record for record in found["events"]},
        entities={record["id"]: record for record in found["entities"]},
    )


def _lines(path: Path) -> Iterator[Json]:
    yield from (json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip())


def match(gold: Gold, known: Knowledge) -> Match:
    """Find the gold mentions among the claims, and what stands for each gold event and entity."""
    home = {claim: event.id for event in known.events for claim in event.claims}
    claims = dict(_found(gold, known))
    events = pair(Counter((name, home[claim.id]) for (name, _, _), claim in claims.items()))
    entities = pair(Counter(_named(gold, known)))
    return Match(claims=claims, events=events, entities={ours: name for name, ours in entities.items()})


def _found(gold: Gold, known: Knowledge) -> Iterator[tuple[tuple[str, str, Span], Claim]]:
    """Yield each gold mention of an event with the claim whose trigger it is; a claim has one mention, the shortest."""
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in known.claims:
        by_article[claim.article].append(claim)
    mentions = [(name, *place) for name, event in gold.events.items() for place in gold.spans(event)]
    taken: set[str] = set()
    for mention in sorted(mentions, key=lambda m: (m[2].end - m[2].start, m)):
        met = [c for c in by_article[mention[1]] if c.trigger.meets(mention[2]) and c.id not in taken]
        if met:
            claim = min(met, key=lambda c: c.trigger)
            taken.add(claim.id)
            yield mention, claim


def _named(gold: Gold, known: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield (gold entity, entity) for each participant of a claim: whichever gold mention its words cover best."""
    mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for name, entity in gold.entities.items():
        for article, span in gold.spans(entity):
            mentions[article].append((span, name))
    article_of = {claim.id: claim.article for claim in known.claims}
    for found in known.denotations:
        met = [(_alike(found.span, span), name) for span, name in mentions[article_of[found.claim]]]
        best = max(met, default=(0.0, ""))
        if best[0]:
            yield best[1], found.entity


def _alike(a: Span, b: Span) -> float:
    """Return the share of characters that two spans have in common (Jaccard)."""
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / (max(a.end, b.end) - min(a.start, b.start)) if both > 0 else 0.0


def pair(shared: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Match one to one, those that share most first.

    >>> pair({("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 1, ("b", "z"): 1})
    {'a': 'x', 'b': 'z'}
    """
    found: dict[str, str] = {}
    for one, other in sorted(shared, key=lambda key: (-shared[key], key)):
        if one not in found and other not in found.values():
            found[one] = other
    return found


def score(gold: Gold, known: Knowledge) -> dict[str, float]:
    """Return all figures, in percent but for counts."""
    found = match(gold, known)
    every = sum(len(event["mentions"]) for event in gold.events.values())
    return {
        "mentions": every,
        "mentions found": _share(len(found.claims), every),
        **_dates(list(dates(gold, known, found))),
        **_measures("participants", *_participants(gold, known, found)),
        **_measures("coreference", *_coreference(known, found)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A dated gold event in one article that tells of it, and the date found, `None` where no event stands for it there."""

    event: str
    doc: str
    gold: str
    published: str
    ours: str | None
    claims: tuple[Claim, ...]

    @property
    def found(self) -> bool:
        """Whether the article's telling was found."""
        return bool(self.claims)


def dates(gold: Gold, known: Knowledge, found: Match) -> Iterator[Dated]:
    """Yield the pairs of dated event and article."""
    affairs = days(known)
    events = {event.id: event for event in known.events}
    by_claim = {claim.id: claim for claim in known.claims}
    for name, event in gold.events.items():
        ours = events.get(found.events.get(name, ""))
        for doc in sorted({m["doc"] for m in event["mentions"]}) if event["date"] else ():
            article = gold.raws[doc].article
            claims = [c for (n, a, _), c in found.claims.items() if (n, a) == (name, article.id)]
            told = tuple(c for c in claims if ours and c.id in ours.claims)
            day = date(ours, [by_claim[c] for c in ours.claims], affairs) if ours and told else None
            published = article.published.edtf if article.published else ""
            yield Dated(event=name, doc=doc, gold=event["date"], published=published, ours=day, claims=told)


def _dates(pairs: list[Dated]) -> dict[str, float]:
    found = [p for p in pairs if p.found]
    return {
        "dated pairs": len(pairs),
        "dated pairs found": len(found),
        "dates right": _share(sum(p.ours == p.gold for p in found), len(found)),
        "dates right by publication": _share(sum(p.published == p.gold for p in found), len(found)),
    }


def _participants(gold: Gold, known: Knowledge, found: Match) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the (event, entity) pairs of the gold events that were found, and ours."""
    events = {event.id: event for event in known.events}
    right, ours = set(), set()
    for name, event in found.events.items():
        mentioned = (p["entity"] for m in gold.events[name]["mentions"] for p in m["participants"])
        right |= {(name, entity) for entity in mentioned}
        parts = {actor.entity for actor in events[event].actors} | set(events[event].places)
        ours |= {(name, found.entities.get(entity, entity)) for entity in parts}
    return right, ours


def _coreference(known: Knowledge, found: Match) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs of found mentions, by the ids of their claims, that denote one event: the gold ones, and ours."""
    home = {claim: event.id for event in known.events for claim in event.claims}
    claims = sorted((claim.id, name) for (name, _, _), claim in found.claims.items())
    couples = list(combinations(claims, 2))
    return (
        {(a, b) for (a, one), (b, other) in couples if one == other},
        {(a, b) for (a, _), (b, _) in couples if home[a] == home[b]},
    )


def _measures(name: str, gold: Iterable[tuple[str, str]], ours: Iterable[tuple[str, str]]) -> dict[str, float]:
    right, told = set(gold), set(ours)
    both = len(right & told)
    return {
        f"{name} precision": _share(both, len(told)),
        f"{name} recall": _share(both, len(right)),
        f"{name} F1": _share(2 * both, len(told) + len(right)),
    }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def wrong(gold: Gold, known: Knowledge) -> Iterator[str]:
    """Yield a line for each found pair with a wrong date: where, which words, the right date, ours, and what ours rests on."""
    texts = {article.id: article.text for article in known.articles}
    home = {claim: event for event in known.events for claim in event.claims}
    for p in dates(gold, known, match(gold, known)):
        if p.found and p.ours != p.gold:
            claim = p.claims[0]
            words = claim.trigger.of(texts[claim.article])
            basis = home[claim.id].when
            yield f"{p.doc} {words!r} {p.gold} / {p.ours} ({basis.basis}: {basis.text}): {claim.quote.of(texts[claim.article])}"


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.instances", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list the wrong dates")
    given = parser.parse_args(arguments)
    gold = read(given.folder)
    known = knowledge(list(gold.raws.values()))
    figures = score(gold, known)
    print(json.dumps(figures, indent=2) if given.json else "\n".join(f"{k:30}{v:8g}" for k, v in figures.items()))
    if given.errors:
        print("\n".join(wrong(gold, known)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
