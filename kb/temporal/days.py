"""Which years, months and days the digits of an EDTF date allow: proleptic Gregorian, of any astronomical year."""

from __future__ import annotations

from calendar import isleap

from kb.model import Day

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# (first month, first day, last month, last day) of each sub-year group; a last month above 12 lies in the next year.
# News uses seasons both by the month (March) and by the sun (21 June): these are the unions. "Winter 2023" may be its
# first or its last months.
_NORTH = {1: (3, 1, 6, 21), 2: (6, 1, 9, 23), 3: (9, 1, 12, 22), 4: (1, 1, 15, 21)}
_SOUTH = {1: (9, 1, 12, 22), 2: (1, 1, 15, 21), 3: (3, 1, 6, 21), 4: (6, 1, 9, 23)}
GROUPS = {
    **{20 + n: span for n, span in _NORTH.items()},
    **{24 + n: span for n, span in _NORTH.items()},
    **{28 + n: span for n, span in _SOUTH.items()},
    **{33 + n: (3 * n + 1, 1, 3 * n + 3, 31 if n in {0, 3} else 30) for n in range(4)},
    **{37 + n: (4 * n + 1, 1, 4 * n + 4, (30, 31, 31)[n]) for n in range(3)},
    40: (1, 1, 6, 30),
    41: (7, 1, 12, 31),
}


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month, 1 … 12, of any astronomical year."""
    return 29 if month == 2 and isleap(year) else _DAYS[month - 1]


def outer_days(low: int, high: int, within: range, day: str) -> tuple[Day | None, Day | None]:
    """Return the first and last day that exist: 31 in an unspecified month is one in January and December."""
    fits = filled(day, 1, 31)
    firsts = ((y, m) for y in range(low, min(high, low + 8) + 1) for m in within)
    lasts = ((y, m) for y in range(high, max(low, high - 8) - 1, -1) for m in reversed(within))
    first = next((Day(y, m, fits[0]) for y, m in firsts if fits[0] <= days_in(y, m)), None)
    last = next((Day(y, m, min(fits[-1], days_in(y, m))) for y, m in lasts if fits[0] <= days_in(y, m)), None)
    return first, last


def day_range(year: str, month: str, day: str) -> range:
    """Return the days that the digits allow in that month, empty when there is none."""
    leap = "X" in year or isleap(int(year))
    longest = max(29 if m == 2 and leap else _DAYS[m - 1] for m in months(month))
    return filled(day, 1, longest)


def months(digits: str) -> range:
    """Return the months that the digits allow, empty when there is none."""
    return filled(digits, 1, 12)


def filled(digits: str, least: int, most: int) -> range:
    """Return the numbers that `digits` can mean, within [least, most]; between them all are taken as possible."""
    if digits.isdigit():
        number = int(digits)
        return range(number, number + 1) if least <= number <= most else range(0)
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return range(max(low, least), min(high, most) + 1)


def years(digits: str, significant: str = "") -> tuple[int | None, int | None]:
    """Return the first and last astronomical year that the digits allow."""
    if digits.startswith("Y"):
        mantissa, _, exponent = digits[1:].partition("E")
        low = high = int(mantissa) * 10 ** int(exponent or 0)
    elif digits.lstrip("-") == "XXXX":
        return None, None
    else:
        ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        low, high = min(ends), max(ends)
    if not significant:
        return low, high
    unit = 10 ** max(len(str(abs(low))) - int(significant[1:4]), 0)
    return low // unit * unit, low // unit * unit + unit - 1
