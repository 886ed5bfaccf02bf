"""Summaries of affairs as timelines: choosing the days that mattered, and sentences for each.

    python -m benchmarks.tls DIR OUT [--topic mj] [--after DAYS] [--scorer score_tls.py] [--json]

DIR holds a folder a topic, with `articles.jsonl` ("id", "time", "text" of one tokenised sentence a line) and `timelines.jsonl`
(a reference a line: [[day, [sentence, …]], …]). The product reads and links the articles of the reference's period; it is told of
the reference only that period, the number of days and the mean number of sentences a day. Days are those of the events that matter
most, in the order of `kb timeline --top`; only the sentences are chosen here. OUT gets TOPIC/timelines.jsonl, which the scorer reads.

`--after` reads articles of so many days after the period too: some topics close with a look back that holds the reference itself.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kb import pipeline
from kb.link import link
from kb.link.salience import day
from kb.model import Article, Basis, Block, Claim, Event, Knowledge, Section, Span
from kb.pipeline import Told
from kb.read import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Timeline: TypeAlias = list[tuple[str, list[str]]]

_BRACKETS: Final = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_QUOTES: Final = {"``": '"', "''": '"', "`": "'"}
_GLUED_LEFT = re.compile(r"[.,;:!?%)\]}]|''|n't|'(?:s|re|ve|ll|d|m)?", re.IGNORECASE)
_GLUED_RIGHT = re.compile(r"[($£€\[{]|``|`")
_WORD = re.compile(r"[a-z0-9]+")
_NAMED: Final = 0.5  # points for a sentence that names its day
_LEAD: Final = 5  # sentences that open an article: they may stand for its day, though they date nothing
_OPENS: Final = 0.8  # points for the first of them: a lead tells the news of its day
_REPORTS: Final = 1  # days: news is of its day or of the day before
_SAME: Final = 0.5  # likeness: what is more alike says nothing new


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One article: as the product reads it, and the sentences of the data with the characters where they begin."""

    article: Article
    published: date
    starts: tuple[int, ...]
    sentences: tuple[str, ...]

    def sentence(self, at: int) -> str:
        """Return the sentence that a character stands in."""
        return self.sentences[bisect_right(self.starts, at) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a system is told of a reference: its period, its number of days and the mean number of sentences a day."""

    first: date
    last: date
    days: int
    sentences: int

    @classmethod
    def of(cls, reference: Timeline) -> Task:
        """Return what may be told of a reference timeline."""
        dates = sorted(date.fromisoformat(when[:10]) for when, _ in reference)
        number = sum(len(sentences) for _, sentences in reference)
        return cls(first=dates[0], last=dates[-1], days=len(dates), sentences=round(number / len(dates)))


def lines(path: Path) -> list[Any]:
    """Return the values of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def written(sentence: str) -> str:
    """Return tokens as people write them.

    >>> print(written("Murray 's lawyer -LRB- left -RRB- said : `` No . ''"))
    Murray's lawyer (left) said: "No."
    """
    text, opened = "", True
    for token in sentence.split():
        word = _BRACKETS.get(token, token)
        text += "" if opened or _GLUED_LEFT.fullmatch(word) else " "
        text += _QUOTES.get(word, word)
        opened = bool(_GLUED_RIGHT.fullmatch(word))
    return text


def raw(record: dict[str, str]) -> Raw | None:
    """Read one article, a paragraph for each sentence; `None` where there is nothing to read."""
    sentences = [line for line in record["text"].split("\n") if line.strip()]
    starts, text = [], ""
    for sentence in sentences:
        starts.append(len(text))
        text += written(sentence) + "\n\n"
    article = read(text.encode("utf8"), Source(name=record["id"], published=record["time"][:10])).article
    published = date.fromisoformat(record["time"][:10])
    if article is None:
        return None
    return Raw(article=article, published=published, starts=tuple(starts), sentences=tuple(sentences))


def timeline(known: Knowledge, raws: Sequence[Raw], task: Task) -> Timeline:
    """Return the days that mattered most, in order, each with what is said of it."""
    candidates, rarity = told(known, raws), rarities(raws)
    return [(str(when), summary(candidates[when], task.sentences, rarity)) for when in days(known, task)]


def days(known: Knowledge, task: Task) -> list[date]:
    """Return the first days of the period that the events of most salience lie on, in order."""
    chosen: dict[date, None] = {}
    for event in sorted(known.events, key=lambda event: (-event.salience, event.order)):
        when = _date(event)
        if when and task.first <= when <= task.last and len(chosen) < task.days:
            chosen[when] = None
    return sorted(chosen)


def _date(event: Event) -> date | None:
    when = day(event)
    return date(*when) if when and date.min.year <= when.year <= date.max.year else None


def told(known: Knowledge, raws: Iterable[Raw]) -> dict[date, dict[str, float]]:
    """Return day → sentence → what speaks for its standing for that day.

    That is the salience of the event of that day that it tells of, and half a point more, if it names the day; else what its
    own article makes of it, since what many tell without a date is mostly the background. For the first sentences of the
    articles of the day or of the next, unless they name other days, it is less and less.
    """
    found: dict[date, dict[str, float]] = defaultdict(dict)
    by_id, claims = {one.article.id: one for one in raws}, {claim.id: claim for claim in known.claims}
    named: dict[str, set[date]] = defaultdict(set)
    for event in known.events:
        when = _date(event)
        if when is None:
            continue
        for claim in (claims[name] for name in event.claims):
            sentence = by_id[claim.article].sentence(claim.trigger.start)
            dated = claim.when.basis is not Basis.REPORTED
            _raise(found[when], sentence, event.salience + _NAMED if dated else claim.salience)
            named[sentence].update({when} if dated else ())
    for one in by_id.values():
        for at, sentence in enumerate(one.sentences[:_LEAD]):
            for ago in range(_REPORTS + 1):
                when = one.published - timedelta(ago)
                if not named[sentence] or when in named[sentence]:
                    _raise(found[when], sentence, _OPENS * (1 - at / _LEAD) / (1 + ago))
    return found


def _raise(points: dict[str, float], sentence: str, to: float) -> None:
    points[sentence] = max(points.get(sentence, 0.0), to)


def summary(points: Mapping[str, float], number: int, rarity: Mapping[str, float]) -> list[str]:
    """Return the sentences with most points that are near what all say, and unlike each other."""
    vectors = {sentence: _unit({w: rarity.get(w, 1.0) for w in words(sentence)}) for sentence in points}
    centre: dict[str, float] = defaultdict(float)
    for sentence, vector in sorted(vectors.items()):
        for word, value in vector.items():
            centre[word] += points[sentence] * value
    middle = _unit(centre)
    chosen: list[str] = []
    for sentence in sorted(points, key=lambda s: (-points[s] - _likeness(vectors[s], middle), s)):
        if len(chosen) < number and all(_likeness(vectors[sentence], vectors[other]) < _SAME for other in chosen):
            chosen.append(sentence)
    return chosen


def words(sentence: str) -> list[str]:
    """Return the different words of a sentence, lower-case, sorted."""
    return sorted(set(_WORD.findall(sentence.lower())))


def rarities(raws: Iterable[Raw]) -> dict[str, float]:
    """Return word → logarithm of one in how many sentences has it."""
    every = [sentence for one in raws for sentence in one.sentences]
    counts = Counter(word for sentence in every for word in words(sentence))
    return {word: math.log(len(every) / count) for word, count in counts.items()}


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(value * value for value in vector.values())) or 1.0
    return {word: value / length for word, value in vector.items()}


def _likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length one."""
    return math.fsum(value * b[word] for word, value in a.items() if word in b)


def answer(topic: Path, out: Path, after: int = 0) -> dict[str, float]:
    """Write the timelines of a topic; return the number of articles, and the seconds that one took, of the wall's clock and of CPU.

    The clock runs from reading to writing; only the model is loaded before.
    """
    _ready()
    started, worked = perf_counter(), process_time()
    records = lines(topic / "articles.jsonl")
    tasks = [Task.of(reference) for reference in lines(topic / "timelines.jsonl")]
    ends = [(str(task.first), str(task.last + timedelta(after))) for task in tasks]
    used = [record for record in records if any(first <= record["time"][:10] <= last for first, last in ends)]
    raws = [one for record in used if (one := raw(record))]
    understood = dict(understand(raws))
    rows = []
    for task, (first, last) in zip(tasks, ends, strict=True):
        inside = [one for one in raws if first <= str(one.published) <= last and one.article.id in understood]
        claims = [claim for one in inside for claim in understood[one.article.id]]
        rows.append(timeline(link([one.article for one in inside], claims), inside, task))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    number = max(1, len(raws))
    return {
        "articles": len(raws),
        "seconds": (perf_counter() - started) / number,
        "cpu": (process_time() - worked) / number,
    }


def understand(raws: Iterable[Raw]) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield article id and claims; what could not be understood is said on stderr."""
    for found in pipeline.understand_all(one.article for one in raws):
        for problem in found.problems if isinstance(found, Told) else (found,):
            print(problem, file=sys.stderr)
        if isinstance(found, Told):
            yield found.article.id, found.claims


def _ready() -> None:
    """Load the model."""
    article = Article(text="Ministers met.", sections=(Section(span=Span(0, 14), block=Block.PARAGRAPH),))
    list(pipeline.understand_all([article]))


def score(scorer: Path, gold: Path, system: Path) -> dict[str, float]:
    """Return date F1, AR-1 and AR-2, F1 both, as the scorer has them."""
    ran = subprocess.run([sys.executable, scorer, gold, system, "--json"], check=True, capture_output=True, text=True)
    return {name: value["f1"] for name, value in json.loads(ran.stdout)["overall"].items()}


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--topic", help="only this one")
    parser.add_argument(
        "--after", type=int, default=0, metavar="DAYS", help="read articles of so many days after the period"
    )
    parser.add_argument("--scorer", type=Path, help="a program that scores two files, with JSON on demand")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    args = parser.parse_args(argv)
    figures = {}
    for path in sorted(args.dir.glob("*/timelines.jsonl")):
        topic = path.parent.name
        if args.topic in {None, topic}:
            system = args.out / topic / "timelines.jsonl"
            figures[topic] = answer(path.parent, system, args.after)
            figures[topic] |= score(args.scorer, path, system) if args.scorer else {}
    if not figures:
        parser.error(f"{args.dir}: no topic {args.topic or ''}")
    for topic, found in figures.items() if not args.json else ():
        print(f"{topic:12}" + "  ".join(f"{name} {value:.3f}".removesuffix(".000") for name, value in found.items()))
    if args.json:
        print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
