"""What annotators write, without counting offsets: one mention a line, fields between bars. GUIDE.md describes it.

sentence | trigger | status | time | by: source; source | agent: words; patient: words; other: words | key | opt
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from benchmarks.gold.mention import CLASSES, Mention, Part, Phrase, phrase
from kb.model import Bounds, Day, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.gold.articles import Story

_WORDS: Final = re.compile(r"(?:(?P<sentence>\d+):)?\s*(?P<words>.+?)(?:#(?P<nth>\d+))?")
_ROLE: Final = re.compile(rf"({'|'.join(CLASSES)})\s*:\s*")
_POINT: Final = re.compile(r"P(?P<shift>[+-]\d+)?|(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file of annotation says of one article: mentions in the order of their triggers, errors, and what to look at again."""

    mentions: tuple[Mention, ...]
    errors: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Fields:
    """The fields of a line after the first two, told apart by their form."""

    status: str = ""
    time: str = ""
    by: str = ""
    parts: str = ""
    key: str = ""
    optional: bool = False
    extra: list[str] = field(default_factory=list)


def parse(story: Story, lines: str) -> Sheet:
    """Read a file of annotation; lines that are empty or begin with # are passed over."""
    found: dict[Span, Mention] = {}
    errors, notes, times = [], [], dict[str, Bounds]()
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            mention = _mention(story, line, times)
        except ValueError as error:
            errors.append(f"{story.entry.id}:{number}: {error}: {line.strip()}")
            continue
        clash = next((span for span in found if span.meets(mention.trigger)), None)
        if clash:
            errors.append(f"{story.entry.id}:{number}: the trigger is taken by another line: {line.strip()}")
            continue
        notes += [f"{story.entry.id}:{number}: {note}: {line.strip()}" for note in _doubts(story, mention, times)]
        times.setdefault(mention.event, mention.bounds)
        found[mention.trigger] = mention
    return Sheet(tuple(found[span] for span in sorted(found)), tuple(errors), tuple(notes))


def _mention(story: Story, line: str, times: dict[str, Bounds]) -> Mention:
    number, trigger, *rest = (part.strip() for part in line.split("|"))
    sentence = _sentence(story, number)
    span = _find(story, sentence, trigger)
    fields = _fields(rest)
    if fields.extra:
        raise ValueError(f"more fields than there are: {fields.extra}")
    bare = Mention(article=story.entry.id, trigger=span, optional=fields.optional)
    if fields.optional and not fields.key:
        return bare
    if not fields.key:
        raise ValueError("no key of the event; write - for one that is mentioned once")
    if fields.status not in set(Status):
        raise ValueError(f"no status {fields.status!r}; there are {', '.join(Status)}")
    return replace(
        bare,
        status=Status(fields.status),
        bounds=_same(times, fields.key) if fields.time == "=" else bounds(fields.time, story.entry.published),
        sources=tuple(_phrase(story, sentence, item, span) for item in _items(fields.by)),
        parts=tuple(_parts(story, sentence, fields.parts, span)),
        event=f"{story.entry.id}@{span.start}" if fields.key == "-" else fields.key,
    )


def _same(times: dict[str, Bounds], key: str) -> Bounds:
    if key not in times:
        raise ValueError(f"no line above has the key {key}, so '=' says nothing")
    return times[key]


def _fields(rest: list[str]) -> _Fields:
    """Tell the fields apart: status and time by their place, the others by what they begin with."""
    found = _Fields()
    positional = [part for part in rest if part != "opt" and not part.startswith("by:") and not _ROLE.match(part)]
    found.optional = "opt" in rest
    found.by = next((part.removeprefix("by:") for part in rest if part.startswith("by:")), "")
    found.parts = next((part for part in rest if _ROLE.match(part)), "")
    named = [part for part in positional if part]
    if named:
        found.status, found.time = [*positional, ""][:2]
        found.key, *found.extra = [part for part in positional[2:] if part] or [""]
    return found


def _sentence(story: Story, number: str) -> int:
    if not number.isdigit() or not 1 <= int(number) <= len(story.sentences):
        raise ValueError(f"no sentence {number!r}; there are {len(story.sentences)}")
    if not story.told[int(number) - 1]:
        raise ValueError(f"sentence {number} is a caption or dateline, which is not annotated")
    return int(number)


def _find(story: Story, sentence: int, item: str, near: Span | None = None) -> Span:
    """Return where words stand in a sentence: the nth time as "#n" says, else the nearest to `near`, else the only time."""
    match = _WORDS.fullmatch(item)
    if not match:
        raise ValueError("no words")
    at = _sentence(story, match["sentence"]) if match["sentence"] else sentence
    places = list(_places(story, at, match["words"]))
    if not places:
        raise ValueError(f"sentence {at} does not hold {match['words']!r}")
    if match["nth"]:
        if not 1 <= int(match["nth"]) <= len(places):
            raise ValueError(f"{match['words']!r} stands {len(places)} times in sentence {at}")
        return places[int(match["nth"]) - 1]
    if near is None and len(places) > 1:
        raise ValueError(f"{match['words']!r} stands {len(places)} times in sentence {at}: say which, as {item}#1")
    return min(places, key=lambda span: abs(span.start - (near or span).start))


def _places(story: Story, sentence: int, words: str) -> Iterator[Span]:
    span = story.sentences[sentence - 1]
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    for match in re.finditer(pattern, span.of(story.article.text)):
        yield Span(span.start + match.start(), span.start + match.end())


def _items(listed: str) -> list[str]:
    return [item.strip() for item in listed.split(";") if item.strip()]


def _parts(story: Story, sentence: int, listed: str, trigger: Span) -> Iterator[Part]:
    role = ""
    for item in _items(listed):
        match = _ROLE.match(item)
        role = match[1] if match else role
        yield Part(role, _phrase(story, sentence, item[match.end() if match else 0 :], trigger))


def _phrase(story: Story, sentence: int, item: str, trigger: Span) -> Phrase:
    """Read "words" or "words=name": the name may stand in any sentence, by default the first that holds it."""
    words, _, name = (part.strip() for part in item.partition("="))
    span = _find(story, sentence, words, trigger)
    return phrase(story.article.text, span, _name(story, name) if name else None)


def _name(story: Story, item: str) -> Span:
    if re.match(r"\d+:", item):
        return _find(story, 0, item, Span(0, 0))
    for number in range(1, len(story.sentences) + 1):
        found = next(_places(story, number, item), None)
        if found:
            return found
    raise ValueError(f"no sentence holds {item!r}")


def bounds(written: str, published: str) -> Bounds:
    """Read a time as GUIDE.md describes it; P is the day of publication.

    >>> print(bounds("2023-02", "2023-06-16").latest_end, bounds("..P", "2023-06-16").latest_begin)
    2023-02-28 2023-06-16
    >>> bounds("2022>", "2023-06-16") == Bounds(earliest_begin=Day(2022, 1, 1), latest_begin=Day(2022, 12, 31), earliest_end=Day(2022, 1, 1))
    True
    """
    if written in {"?", ""}:
        if not written:
            raise ValueError("no time; write ? where nothing is known")
        return Bounds()
    begin, apart, end = ("..P>P.." if written == "now" else written).partition(">")
    first, last = _window(begin.strip(), published)
    low, high = _window(end.strip(), published) if apart else (first, last)
    if not apart:
        return _ordered(Bounds.within(first, last))
    low = max((day for day in (first, low) if day), default=None)  # nothing ends before it began
    last = min((day for day in (last, high) if day), default=None)
    return _ordered(Bounds(earliest_begin=first, latest_begin=last, earliest_end=low, latest_end=high))


def _ordered(found: Bounds) -> Bounds:
    for first, last in ((found.earliest_begin, found.latest_begin), (found.earliest_end, found.latest_end)):
        if first and last and first > last:
            raise ValueError(f"{first} lies after {last}")
    return found


def _window(written: str, published: str) -> tuple[Day | None, Day | None]:
    if not written:
        return None, None
    begin, apart, end = written.partition("..")
    return _point(begin, published, last=False), _point(end if apart else begin, published, last=True)


def _point(written: str, published: str, *, last: bool) -> Day | None:
    """Return the first or last day of a date, `None` for an open side."""
    if not written.strip():
        return None
    match = _POINT.fullmatch(written.strip())
    if not match:
        raise ValueError(f"no date {written!r}; write YYYY, YYYY-MM, YYYY-MM-DD, P, P-1 …")
    if written.strip().startswith("P"):
        moved = date.fromisoformat(published) + timedelta(days=int(match["shift"] or 0))
        return Day(moved.year, moved.month, moved.day)
    year = int(match["year"])
    month = int(match["month"] or (12 if last else 1))
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    longest = calendar.monthrange(year, month)[1]
    day = int(match["day"] or (longest if last else 1))
    if not 1 <= day <= longest:
        raise ValueError(f"no day {day} in {year}-{month:02d}")
    return Day(year, month, day)


def _doubts(story: Story, mention: Mention, times: dict[str, Bounds]) -> Iterator[str]:
    """Yield what is allowed but seldom meant."""
    published = Day(*map(int, story.entry.published.split("-")))
    first, last = mention.bounds.earliest_begin, mention.bounds.latest_end
    if mention.status in {Status.OCCURRED, Status.ONGOING} and first and first > published:
        yield "occurred, but after publication"
    if mention.status is Status.PLANNED and last and last < published:
        yield "planned, but before publication"
    if mention.event and times.get(mention.event, mention.bounds) != mention.bounds:
        yield "another time than the lines above give to this key"
