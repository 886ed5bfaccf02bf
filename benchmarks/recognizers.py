"""One expression against a reference date: the English date and time cases of Recognizers-Text.

    python -m benchmarks.recognizers DIR [--json] [--wrong N]

DIR holds that project's specification files. Each expression of each input counts once; what news tagging by TimeML cannot
express is left out, class by class, with its reason and count. Where a case gives a past and a future reading, either counts
as right: which of them is meant is the tense's matter, not the expression's.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.temporal import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Day, Timex

_SEASONS = {"SP", "SU", "FA", "WI"}
_HOUR = re.compile(r"(?<=T)([0-9]{2})(?![0-9:])")
_RANGE = re.compile(r"\(([^,]*),([^,]*),([^)]*)\)")


@dataclass(frozen=True)
class Case:
    """An expression in an input: its words, span, kind ("date", "set" …), TIMEX, and the days that it may mean."""

    input: str
    reference: date
    text: str
    start: int
    end: int
    kind: str
    timex: str
    days: tuple[str, ...]
    source: str


def cases(folder: Path) -> Iterator[Case]:
    """Yield each expression of each distinct input with a reference date; for an input without any, one of kind "none"."""
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.json")):
        for entry in json.loads(path.read_text("utf-8-sig")):
            reference = entry.get("Context", {}).get("ReferenceDateTime")
            if reference is None or (entry["Input"], reference) in seen:
                continue
            seen.add((entry["Input"], reference))
            yield from _entry(entry, date.fromisoformat(reference[:10]), path.stem)


def _entry(entry: dict[str, Any], reference: date, source: str) -> Iterator[Case]:
    if not entry["Results"]:
        yield Case(entry["Input"], reference, "", 0, len(entry["Input"]), "none", "", (), source)
    for result in entry["Results"]:
        found = result.get("Resolution") or result.get("Value") or {}
        values = found.get("values") or [found]
        kind = str(result.get("TypeName") or result.get("Type")).removeprefix("datetimeV2.")
        end = result["Start"] + result["Length"] if "Length" in result else result.get("End", 0) + 1
        days = tuple(sorted({text for value in values for text in _resolved(value)}))
        timex = str(values[0].get("timex") or values[0].get("Timex") or "")
        yield Case(entry["Input"], reference, result["Text"], result.get("Start", 0), end, kind, timex, days, source)


def _resolved(value: dict[str, Any]) -> Iterator[str]:
    """Yield "2016-11-07", "2016-11-07T16:00" or "start/end" for each reading that the case gives."""
    for reading in (value, value.get("FutureResolution") or {}, value.get("PastResolution") or {}):
        plain = {key.lower(): str(text).replace(" ", "T") for key, text in reading.items() if isinstance(text, str)}
        single = plain.get("value") or plain.get("date") or plain.get("datetime") or plain.get("time")
        first = plain.get("start") or plain.get("startdate") or plain.get("startdatetime")
        last = plain.get("end") or plain.get("enddate") or plain.get("enddatetime")
        if first and last:
            yield f"{first}/{last}"
        elif single and single != "notTresolved":
            yield single


# --- what is left out, and why


@dataclass(frozen=True)
class Class:
    """Cases that are left out: those that all of its patterns are found in (`kind` as a whole, the others anywhere)."""

    name: str
    reason: str
    kind: str = "(?!none).*"
    timex: str = ""
    text: str = ""  # in lower case
    written: str = ""  # as the input has it
    source: str = ""

    def holds(self, case: Case) -> bool:
        """Say whether the case is one of these."""
        return bool(
            re.fullmatch(self.kind, case.kind)
            and re.search(self.timex, case.timex)
            and re.search(self.text, case.text.lower())
            and re.search(self.written, case.input[case.start : case.end])
            and re.search(self.source, case.source)
        )


_DAY = "date|daterange|datetime"
_CLOCKED = "date|daterange|datetime|datetimerange|time"
_UNIT = r"(?:years?|months?|weeks?|days?|hours?|minutes?|quarter)"
_CHAT = "shorthand, answers and slips of chat: in news a score, a fraction, a version or another word"
_MOMENT = "counted in hours and minutes: a publication date has no hour to count from"
_CODE = "values that TIMEX3 has not: school years, business hours and days, meals, weeks of a month"

LEFT_OUT = (
    Class(
        "other modes",
        "switches of that project under which the same words mean something else",
        kind=".*",
        source="CalendarMode|ComplexCalendar|ExperimentalMode|TasksMode|SplitDateAndTime|ExtendedTypes",
    ),
    Class("no value", "the case says where, not what", timex=r"\A\Z"),
    Class("time zones", "a zone without a time is no TIMEX3", kind="timezone"),
    Class(
        "stretches of hours", "5 to 6 pm: TIMEX3 has no value between two hours", kind="(?:date)?timerange", timex=r"\("
    ),
    Class("moments", _MOMENT, kind="(?!none|duration|set).*", timex=r"\bPT|[0-9]T[0-9]{2}:[0-9]{2}:[0-9]{2}\b"),
    Class("moments", _MOMENT, kind=_CLOCKED, text=r"\b(?:hours?|minutes?|seconds?|h|min)\b"),
    Class("chat", _CHAT, text=r"[0-9](?!st|nd|rd|th|s\b|[ap]\.?m\b|t[0-9])[a-z]|[a-z](?<!q)(?<!fy)(?<![0-9]t)[0-9]"),
    Class(
        "chat",
        _CHAT,
        text=r"p \. m|\boclock\b|[0-9]\.[ap]m|[0-9] s$|day [0-9]{1,2}$|[0-9]/[0-9]{1,2} ?- ?[0-9]{1,2}/[0-9]",
    ),
    Class(
        "chat",
        _CHAT,
        text=r"\b(?:tmrw?|tdy|tonite|noonish|eod|eom|eoy|asap|mins?|hrs?|secs?|wks?|yrs?|thanks giving|mid night)\b|½|[0-9] h$",
    ),
    Class(
        "chat",
        _CHAT,
        kind=_DAY,
        text=r"(?<![0-9/.-])[0-9]{1,2} ?[/.-] ?(?:[0-9]{1,2}|[a-z]{3})(?![0-9/.:-]|-?[0-9]{2})",
    ),
    Class(
        "chat",
        _CHAT,
        text=r"(?<![0-9])[0-9]{4} ?[-/.] ?[0-9]{1,2}$|(?<![0-9/-])[0-9]{1,2} ?[-.] ?[0-9]{4}$|[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}$|[0-9]{8}",
    ),
    Class("chat", _CHAT, text=r"[a-z]{3}[-/][0-9]|[a-z][.,] ?[0-9]+(?:st|nd|rd|th)|[0-9]-[a-z]+-|\b[0-9]0 ?'?s$"),
    Class("chat", _CHAT, written=r"\b(?:may|march|august|dec|sep|sept|nov|oct|jan|mar|mon|tue|wed|thu|fri|sat|sun)\b"),
    Class(
        "chat",
        _CHAT,
        kind="date",
        text=r"^(?:the )?(?:[0-9]{1,2}(?:st|nd|rd|th)?|[a-z]+(?:[ -][a-z]+)?(?<=th|st|nd|rd))$",
    ),
    Class(
        "chat",
        _CHAT,
        kind="time|datetime",
        text=r"^(?!.*(?:[0-9]:[0-9]|[ap]\.? ?m\b|clock|noon|night|morning|evening|half|quarter|now|present|t[0-9])).*[0-9a-z]$",
    ),
    Class("codes", _CODE, timex=r"SY|FY|TBH|TME|BD\b|-W0[0-9]$|#|XXXX-WXX-WE|ref_undef"),
    Class("codes", _CODE, text="business day"),
    Class(
        "invented days",
        "the middle of 2007 is 2 July there, the end of March 1 April: precision that nobody said",
        kind="daterange",
        text=r"(?:end|middle) of .*(?:\bto\b|\band\b|\buntil\b)",
    ),
    Class(
        "invented counts",
        "a few, several and some are three there: numbers that nobody said",
        text=r"\b(?:few|several|some)\b",
    ),
    Class(
        "other calendars",
        "feasts of the moon, and feasts that only some keep",
        text=r"\b(?:eid|ramad|ramaz|ramz|diwali|deepavali|hanuk|chanuk|passover|chinese|lunar|islamic|hijri|sacrifice|yuandan|teacher|girls|singles|tree|arbor|inaug|baptiste|jubilee|freedom|emancipation|vatertag|maosong|white lover|guy|rosh|yom|lantern|cyber)",
    ),
    Class(
        "other dates",
        "2 weeks before Christmas: TimeML annotates a duration and a date",
        kind=_DAY,
        text=_UNIT + r"\W+(?:before|after|from|since|following) (?!now|today)",
    ),
    Class(
        "no date",
        "the day, my week, alone: in news no date",
        text=r"^(?:(?:on|in|for|rest|rest of) )?(?:the |my |current )?(?:day|week|month|hour)$",
    ),
    Class(
        "next and last weekday",
        "next Friday is next week's there, in news the coming one",
        text=r"\b(?:next|last|previous|past|following) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    ),
    Class(
        "weeks by number",
        "week 31, the second week of: in news mostly a season's or a plan's",
        text=r"\bweek ?[0-9]|[0-9](?:st|nd|rd|th) week|(?:first|second|third|fourth|last) week (?:of|in)",
    ),
    Class("no such day", "February 30", timex=r"-(?:02-3[0-9]|0[469]-31|11-31)|201[0-57-9]-02-29"),
    Class(
        "compound lengths",
        "2 years 1 month 21 days: not so in news",
        kind="duration|date|daterange|datetimerange",
        text=rf"(?:[0-9]|\b(?:one|two|three|four|five)) {_UNIT}\W.*\b{_UNIT}\b(?<!year)(?<!month)|{_UNIT},? (?:and )?(?:[0-9]+|one|two|three|four|five|a) {_UNIT}",
    ),
)


def left_out(case: Case) -> Class | None:
    """Return the class for which a case is left out, if any."""
    return next((left for left in LEFT_OUT if left.holds(case)), None)


# --- right or wrong


def right(case: Case) -> bool:
    """Say whether the tagger gives the expression a value that the case allows; for kind "none", that it finds nothing."""
    found = [t for t in tag(case.input, case.reference) if t.span.start < case.end and case.start < t.span.end]
    if case.kind == "none":
        return not found
    return any(_same(case, timex) for timex in found) or (bool(found) and _both_ends(case, found))


def _same(case: Case, timex: Timex) -> bool:
    ours, accepted = _normal(timex.value), _accepted(case)
    if timex.type in {"DURATION", "SET"} and ours.startswith("P"):
        return _length(ours) in {_length(text) for text in accepted}
    by_hour = case.kind in {"time", "timerange", "set"} and _clock(ours) in {_clock(text) for text in accepted} - {""}
    if ours in accepted or by_hour or (case.kind == "date" and ours[:10] in accepted):
        return True
    if _counted(case, timex):
        return True
    if case.timex in _SEASONS or not case.days:
        return bool(case.timex) and bool(re.fullmatch(f"(?:[0-9]{{4}}-)?{case.timex.replace('X', '.')}", ours))
    return any(_within(timex.bounds.earliest_begin, timex.bounds.latest_end, text) for text in case.days if "/" in text)


def _counted(case: Case, timex: Timex) -> bool:
    """Say whether the day lies in our week, month or year: what is counted in years is dated by years in TimeML."""
    first, last = timex.bounds.earliest_begin, timex.bounds.latest_end
    if (
        case.kind != "date"
        or not first
        or not last
        or not re.search("week|month|year|decade|fortnight", case.text.lower())
    ):
        return False
    return any(str(first) <= day <= str(last) for day in case.days)


def _accepted(case: Case) -> set[str]:
    """Return the values that count: the TIMEX, the length of a stretch, the days it is resolved to, as finely as it is."""
    ranged = _RANGE.fullmatch(case.timex)
    stated = {case.timex, ranged[3] if ranged else ""}
    coarse = {text.partition("/")[0][: len(case.timex)] for text in case.days} if "X" in case.timex else set()
    return {_normal(text) for text in stated | coarse | set(case.days)} - {""}


def _length(value: str) -> tuple[float, float] | str:
    """Return months and minutes, so that P1Y is P12M and PT2.5H is PT2H30M; the value itself if it has no number."""
    parts = re.fullmatch(r"P((?:[0-9.]+[YQMWD]|[0-9.]+WE)*)(?:T((?:[0-9.]+[HMS])*))?", value)
    if parts is None:
        return value
    dates = {unit: float(count) for count, unit in re.findall(r"([0-9.]+)(WE|[A-Z])", parts[1])}
    clock = {unit: float(count) for count, unit in re.findall(r"([0-9.]+)([A-Z])", parts[2] or "")}
    months = sum(dates.get(unit, 0) * size for unit, size in {"Y": 12, "Q": 3, "M": 1}.items())
    days = sum(dates.get(unit, 0) * size for unit, size in {"W": 7, "D": 1, "WE": 2}.items())
    return months, 1440 * days + sum(clock.get(unit, 0) * size for unit, size in {"H": 60, "M": 1, "S": 1 / 60}.items())


def _both_ends(case: Case, found: list[Timex]) -> bool:
    first, last = found[0].bounds.earliest_begin, found[-1].bounds.latest_end
    begin, until = (_begin(found[at].value.split("/")[at], case.reference) for at in (0, -1))
    for text in case.days:
        start, _, end = text.partition("/")
        if _within(first, last, text) or (begin, until) == (start[:10], end[:10]):
            return True
    return False


def _begin(value: str, reference: date) -> str:
    """Return the first day of a year, quarter, month or day: that project ends "from May to June" on June's first."""
    if value == "PRESENT_REF":
        return reference.isoformat()
    quarter = re.fullmatch(r"([0-9]{4})-Q([1-4])", value)
    if quarter:
        return f"{quarter[1]}-{3 * int(quarter[2]) - 2:02d}-01"
    return f"{value}-01-01"[:10] if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", value) else ""


def _within(first: Day | None, last: Day | None, text: str) -> bool:
    """Say whether two days are the ends of "start/end", whose end may count or not."""
    start, _, end = text.partition("/")
    if first is None or last is None or len(start) < 10 or len(end) < 10:
        return False
    ends = {end[:10], (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()}
    return str(first) == start[:10] and str(last) in ends


def _clock(text: str) -> str:
    return text[text.find("T") :] if "T" in text else ""


def _normal(value: str) -> str:
    value = re.sub(r"^XXXX-XX-XX(?=T)", "", value)
    """Write hours with minutes, no seconds of zero, durations in their smallest whole unit, unknown years alike."""
    text = _HOUR.sub(r"\1:00", value) if re.match(r"[0-9X]{4}-|T[0-9]", value) else value
    return re.sub(r"(T[0-9]{2}:[0-9]{2}):00$", r"\1", text)


def run(folder: Path) -> dict[str, Any]:
    """Return applicable and right cases, in all and by kind; the cases left out by class; the wrong ones."""
    kinds: dict[str, Counter[str]] = {}
    out, wrong = Counter[str](), list[Case]()
    for case in cases(folder):
        left = left_out(case)
        if left:
            out[left.name] += 1
            continue
        good = right(case)
        kinds.setdefault(case.kind, Counter()).update(applicable=1, right=good)
        wrong += [] if good else [case]
    applicable, good = (sum(counts[name] for counts in kinds.values()) for name in ("applicable", "right"))
    share = good / max(applicable, 1)
    return {
        "applicable": applicable,
        "right": good,
        "share": share,
        "kinds": kinds,
        "left_out": dict(out),
        "wrong": wrong,
    }


def main(argv: list[str] | None = None) -> int:
    """Run the cases; print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="also print the first N wrong cases")
    args = parser.parse_args(argv)
    figures = run(args.dir)
    wrong = figures.pop("wrong")[: args.wrong]
    print(json.dumps(figures, indent=1) if args.json else _table(figures))
    for case in wrong:
        ours = [(timex.span.of(case.input), timex.value) for timex in tag(case.input, case.reference)]
        print(
            f"{case.reference} {case.input!r}: {case.text!r} is {case.timex or case.kind} {case.days[:2]}, not {ours}"
        )
    return 0


def _table(figures: dict[str, Any]) -> str:
    rows = [f"{'right':16}{figures['right']:6} of {figures['applicable']}: {100 * figures['share']:.1f} %"]
    rows += [f"{kind:16}{n['right']:6} of {n['applicable']}" for kind, n in sorted(figures["kinds"].items())]
    reasons = {left.name: left.reason for left in LEFT_OUT}
    rows += ["", "left out"] + [f"{count:5}  {name}: {reasons[name]}" for name, count in figures["left_out"].items()]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
