"""Which year a date means that names none: that of its sentence, of the story that it goes on with, or the one nearest to publication."""

from __future__ import annotations

from dataclasses import replace

from kb.temporal.days import days_in
from kb.temporal.period import RANK, Period
from kb.temporal.reading import FUTURE, PAST, UNKNOWN, Context, Mention, Reading

FAR = 300  # days: whoever means a month that is further off than this says "last" or names the year, whatever the tense
_BACK = 330  # days: in a past tense it may be so far off, "In January" in November; 345 moves days ahead whose tense is misread
_AHEAD = (
    2  # without tense, news looks back: what lies ahead counts as so many times further off (2 … 5 are equally good)
)
_DATED = {"day", "month", "year"}
_GOES_ON = 3  # sentences over which a story goes on from its last day or month; from a year only into the next one
_NEWS = 31  # days
_SOON = 183  # days: so long after its last date a story goes on in the same breath
_KINDS = {"day": "monthday"}
_SEASON = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def floating(unit: str, within: tuple[int, int], context: Context, *, kind: str = "") -> Reading | None:
    """Return the unit around (month, day) of the year that publication, tense or the same sentence point to."""
    if within[1] > days_in(2000, within[0]):
        return None
    unresolved = Reading(kind=kind or _KINDS.get(unit, unit), unit=unit, within=within, value=_template(unit, within))
    story = context.story
    if story and context.moved and story.explicit and story.sentence == context.sentence:
        return _in_year(unresolved, _next_year(unit, within, story.period), story.anchor)
    if story and _same_breath(story, context):
        return _in_year(unresolved, story.period.first.year, story.anchor)
    published = context.published
    if published is None or RANK[published.unit] > RANK["month"]:
        return unresolved
    if unit in {"quarter", "half"} and context.direction == FUTURE:
        context = replace(context, direction=UNKNOWN)  # "will report third-quarter results": of the one that is over
    years = [published.first.year + n for n in (-1, 0, 1)]
    latest = _in_year(unresolved, _nearest(unit, within, years, context), "published")
    told = _in_year(unresolved, story.period.first.year, story.anchor) if story else latest
    return told if story and _goes_on(story, told, latest, context) else latest


def _next_year(unit: str, within: tuple[int, int], old: Period) -> int | None:
    """Return the year of what comes next after a date: "planned for December 2022, were postponed to April"."""
    years = (old.first.year, old.first.year + 1)
    return next((y for y in years if (period := Period.at(unit, y, *within)) and period.first > old.first), None)


def _same_breath(story: Mention, context: Context) -> bool:
    """Say whether a date of the same sentence gives its year on; not to what is still to come, from what is over."""
    fine = RANK[story.period.unit] <= RANK["month"] or story.period.unit == "season"
    given = story.explicit and fine and story.sentence == context.sentence
    past = context.published is not None and story.period.last < context.published.first
    return given and not (past and context.direction == FUTURE)


def _goes_on(story: Mention, told: Reading, latest: Reading, context: Context) -> bool:
    """Say whether a story of some earlier year goes on to a day or month that names none: "in March 1986 … On 3 May".

    It moves forward; what lies in the weeks before publication is news all the same, but for the next sentence of the paragraph and the months
    that follow. A month after a mere year is as often that of the news.
    """
    published, unit = context.published, story.period.unit
    if published is None or told.period is None or latest.period is None or context.direction != PAST or not story.told:
        return False
    coarse = RANK[unit] > RANK["month"]
    reach = 1 if coarse else _GOES_ON
    fits = unit in _DATED and (told.unit == "day" or not coarse) and context.sentence - story.sentence <= reach
    forward = told.period.first >= story.period.first and story.period.last.year < published.first.year
    near = context.paragraph <= story.sentence == context.sentence - 1
    soon = near and not coarse and told.unit == "month" and (told.period.first - story.period.last).days <= _SOON
    return fits and forward and (soon or (published.first - latest.period.first).days > _NEWS)


def _in_year(reading: Reading, year: int | None, anchor: str) -> Reading:
    month, day = reading.within or (1, 1)
    period = Period.at(reading.unit, year, month, day) if year is not None else None
    return replace(reading, period=period, anchor=anchor) if period else reading


def _nearest(unit: str, within: tuple[int, int], years: list[int], context: Context) -> int | None:
    published = context.published
    found = {year: Period.at(unit, year, *within) for year in years}
    known = {year: period for year, period in found.items() if period}
    if published is None or not known:
        return None
    ahead = _AHEAD if context.direction == UNKNOWN else 1
    distance = {year: _distance(period, published, ahead) for year, period in known.items()}
    closest = min(distance, key=lambda year: distance[year])
    if context.direction == PAST:
        chosen = max((y for y, p in known.items() if p.first <= published.last), default=closest)
    elif context.direction == FUTURE:
        chosen = min((y for y, p in known.items() if p.last >= published.first), default=closest)
    else:
        return closest
    far = _BACK if unit == "month" and context.direction == PAST else FAR
    return chosen if distance[chosen] <= far else closest


def _distance(period: Period, published: Period, ahead: int) -> int:
    """Return the days between publication and the first day of a month, the nearer end of anything longer."""
    days = (period.first - published.first).days
    if days > 0:
        return days * ahead
    return -days if RANK[period.unit] <= RANK["month"] else max((published.first - period.last).days, 0)


def _template(unit: str, within: tuple[int, int]) -> str:
    month, day = within
    return {
        "day": f"XXXX-{month:02d}-{day:02d}",
        "month": f"XXXX-{month:02d}",
        "season": f"XXXX-{_SEASON[month // 3 * 3 or 12]}",
        "quarter": f"XXXX-Q{(month + 2) // 3}",
        "half": f"XXXX-H{1 + month // 7}",
    }[unit]


def of_year(reading: Reading, year: int, *, kind: str = "", anchor: str = "") -> Reading | None:
    """Return the reading that lacked its year, in that year; `None` if the calendar has no such day."""
    month, day = reading.within or (1, 1)
    period = Period.at(reading.unit, year, month, day)
    return replace(reading, kind=kind or reading.kind, period=period, anchor=anchor) if period else None
