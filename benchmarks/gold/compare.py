"""The arithmetic of `benchmarks.claims`: gold mentions against other mentions of the same article.

Mentions are paired one to one where their triggers share a character. An optional mention, on either side, takes what it is paired with out of the count, and so does
everything else that touches it; a plain verb of saying that stands alone counts for nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from kb.model import Bounds, Day, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.gold.mention import Mention, Part, Phrase

Events: TypeAlias = "Mapping[tuple[str, Span], str]"  # article and trigger of a mention -> its event

_SAYING: Final = re.compile(
    r"say|says|said|saying|tell|tells|told|telling|add|adds|added|adding|state|states|stated|according", re.IGNORECASE
)
_PRONOUN: Final = re.compile(
    r"i|me|my|we|us|our|you|your|he|him|his|she|her|it|its|they|them|their|who|whom|whose|this|that|these|those",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s*(?:,|;|:|\(|\s(?:of|in|at|on|from|for|to|with|by|near|who|whom|whose|which|that|and|or|as)\s|\s[-–—])"
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_FIRST: Final = Day(-9999, 1, 1)
_LAST: Final = Day(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold mention and the other side's mention of the same event."""

    gold: Mention
    other: Mention


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs that count, and what stands alone: gold mentions that were missed, others that are not in the gold."""

    pairs: tuple[Pair, ...]
    missed: tuple[Mention, ...]
    spurious: tuple[Mention, ...]


def align(gold: Sequence[Mention], others: Sequence[Mention], text: str) -> Alignment:
    """Pair the mentions of one article. A mention that must be found is paired before an optional one, then the leftmost first."""
    touching = [(g.optional, g.trigger, o.trigger, g, o) for g in gold for o in others if g.trigger.meets(o.trigger)]
    taken: set[tuple[bool, Span]] = set()
    pairs = []
    for _, _, _, one, other in sorted(touching, key=lambda item: item[:3]):
        if (True, one.trigger) not in taken and (False, other.trigger) not in taken:
            taken |= {(True, one.trigger), (False, other.trigger)}
            pairs.append(Pair(one, other))
    free = [m.trigger for m in (*gold, *others) if m.optional]

    def counts(mention: Mention) -> bool:
        return not any(mention.trigger.meets(span) for span in free)

    return Alignment(
        pairs=tuple(pair for pair in pairs if counts(pair.gold) and counts(pair.other)),
        missed=tuple(g for g in gold if (True, g.trigger) not in taken and counts(g)),
        spurious=tuple(
            o for o in others
            if (False, o.trigger) not in taken and counts(o) and not _SAYING.fullmatch(o.trigger.of(text))
        ),
    )  # fmt: skip


def head(words: str) -> str:
    """Return the head word of a noun phrase: the last one before a comma, preposition or relative pronoun.

    >>> head("the leader of the party"), head("Latvia's minister"), head("Robert Fico, 59"), head("Sweden's")
    ('leader', 'minister', 'Fico', 'Sweden')
    """
    cut = _TAIL.search(words)
    found = _WORD.findall(words[: cut.start()] if cut and cut.start() else words)
    return re.sub(r"['’]s?$", "", found[-1]) if found else words


def same(gold: Phrase, other: Phrase) -> bool:
    """Say whether two phrases mean the same one: by their head words in place, or by name; a pronoun of known meaning by name only."""
    mine, yours = head(gold.name).casefold(), head(other.name).casefold()
    named = mine == yours or mine in _folded(other.name) or yours in _folded(gold.name)
    if _PRONOUN.fullmatch(gold.words) and gold.name_span:
        return named
    return _in_place(gold, other) or (mine == yours and not _PRONOUN.fullmatch(mine))


def _folded(words: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(words)}


def _in_place(one: Phrase, other: Phrase) -> bool:
    return _head_span(one).meets(_head_span(other))


def _head_span(found: Phrase) -> Span:
    word = head(found.words)
    start = found.span.start + found.words.index(word)
    return Span(start, start + len(word))


def compatible(gold: Bounds, other: Bounds) -> bool:
    """Say whether both can be true: begins meet and ends meet. Bounds that say nothing fit only bounds that say nothing."""
    if gold.open or other.open:
        return gold == other

    def meet(a: Day | None, b: Day | None, c: Day | None, d: Day | None) -> bool:
        return (a or _FIRST) <= (d or _LAST) and (c or _FIRST) <= (b or _LAST)

    return meet(gold.earliest_begin, gold.latest_begin, other.earliest_begin, other.latest_begin) and meet(
        gold.earliest_end, gold.latest_end, other.earliest_end, other.latest_end
    )


def dated(bounds: Bounds) -> bool:
    """Say whether bounds enclose the event on both sides."""
    return bounds.earliest_begin is not None and bounds.latest_end is not None


def tally(found: Alignment, published: Day) -> Counter[str]:
    """Count what `figures` divides, for one article."""
    counts = Counter(
        gold=len(found.pairs) + len(found.missed),
        system=len(found.pairs) + len(found.spurious),
        matched=len(found.pairs),
    )
    for pair in found.pairs:
        counts["status"] += pair.gold.status is pair.other.status
        counts.update(_times(pair, Bounds.within(published, published)))
        counts.update(_phrases("by", pair.gold.sources, pair.other.sources))
        counts.update(_parts(pair.gold.parts, pair.other.parts))
    return counts


def _times(pair: Pair, baseline: Bounds) -> Counter[str]:
    """Count right bounds, of all pairs and of those that the gold dates on both sides."""
    gold, counts = pair.gold.bounds, Counter[str]()
    groups = ["", "dated "] if dated(gold) else [""]
    for group in groups:
        counts[f"{group}times"] += 1
        for name, bounds in (("bounds", pair.other.bounds), ("baseline", baseline)):
            counts[group + name] += gold == bounds
            counts[f"{group}{name} compatible"] += compatible(gold, bounds)
    return counts


def _phrases(name: str, gold: Iterable[Phrase], others: Iterable[Phrase]) -> Counter[str]:
    """Count phrases and how many of them are the same, each used once."""
    left, found, wanted = list(others), 0, list(gold)
    total = len(left)
    for phrase in wanted:
        twin = next((other for other in left if same(phrase, other)), None)
        if twin:
            left.remove(twin)
            found += 1
    return Counter({f"{name} gold": len(wanted), f"{name} system": total, f"{name} matched": found})


def _parts(gold: Sequence[Part], others: Sequence[Part]) -> Counter[str]:
    counts = _phrases("unlabelled", (part.phrase for part in gold), (part.phrase for part in others))
    left = list(others)
    for part in gold:
        twin = next((o for o in left if _fits(part.role, o.role) and same(part.phrase, o.phrase)), None)
        if twin:
            left.remove(twin)
            counts["parts matched"] += 1
    return counts + Counter({"parts gold": len(gold), "parts system": len(others)})


def _fits(gold: str, other: str) -> bool:
    core = {"agent", "patient", "theme"}
    return gold == other or ("theme" in {gold, other} and {gold, other} <= core)


def b_cubed(pairs: Iterable[Pair], gold: Events, system: Events) -> dict[str, float]:
    """Return B-cubed's precision, recall and F1 in percent over paired mentions (Bagga and Baldwin 1998); nothing else is in a cluster."""
    keys = [(gold[p.gold.article, p.gold.trigger], system[p.other.article, p.other.trigger]) for p in pairs]
    if not keys:
        return {}
    golden, told = Counter(g for g, _ in keys), Counter(s for _, s in keys)
    shared = Counter(keys).items()
    precision = sum(n * n / told[s] for (_, s), n in shared) / len(keys)
    recall = sum(n * n / golden[g] for (g, _), n in shared) / len(keys)
    return {"p": 100 * precision, "r": 100 * recall, "f1": 200 * precision * recall / (precision + recall)}


def mixed(pairs: Iterable[Pair], gold: Events, system: Events) -> list[list[Pair]]:
    """Return the false merges: the pairs of each system event that holds more than one gold event."""
    events: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        events[system[pair.other.article, pair.other.trigger]].append(pair)
    return [group for group in events.values() if len({gold[p.gold.article, p.gold.trigger] for p in group}) > 1]


def figures(counts: Mapping[str, float]) -> dict[str, float]:
    """Return the figures in percent; a ratio without a denominator is left out."""
    found = {"gold": counts["gold"], "system": counts["system"], "matched": counts["matched"]}
    for name, keys in (
        ("trigger", ""),
        ("attribution", "by "),
        ("participants", "parts "),
        ("participants unlabelled", "unlabelled "),
    ):
        found.update(_prf(name, counts[f"{keys}matched"], counts[f"{keys}system"], counts[f"{keys}gold"]))
    found.update(_share("status", counts["status"], counts["matched"]))
    for group in ("", "dated "):
        for name in ("bounds", "bounds compatible", "baseline", "baseline compatible"):
            found.update(_share(group + name, counts[group + name], counts[f"{group}times"]))
    return found


def _prf(name: str, matched: float, system: float, gold: float) -> dict[str, float]:
    found = {**_share(f"{name} p", matched, system), **_share(f"{name} r", matched, gold)}
    return found | _share(f"{name} f1", 2 * matched, system + gold)


def _share(name: str, part: float, whole: float) -> dict[str, float]:
    return {name: 100 * part / whole} if whole else {}
