"""Time in whole numbers, which thousands of comparisons need, and days, which events have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kb.model import Bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.model import Day

OPEN: Final = 10**9  # later than any day; its negative is earlier


class Window(NamedTuple):
    """`Bounds` by the numbers of their days; open ones are ±`OPEN`."""

    earliest_begin: int
    latest_begin: int
    earliest_end: int
    latest_end: int


def number(day: Day) -> int:
    """Return a number that orders as days do; it counts no days, since each month has 31."""
    return (day.year * 12 + day.month) * 31 + day.day


_NEVER: Final = Window(OPEN + 1, -OPEN - 1, OPEN + 1, -OPEN - 1)


def window(bounds: Bounds) -> Window:
    """Return the bounds in numbers; those that contradict themselves give a window that is `apart` from all others."""
    first, latest = bounds.earliest_begin, bounds.latest_begin
    earliest, last = bounds.earliest_end, bounds.latest_end
    found = Window(
        -OPEN if first is None else number(first),
        OPEN if latest is None else number(latest),
        -OPEN if earliest is None else number(earliest),
        OPEN if last is None else number(last),
    )
    return _NEVER if apart(found, found) else found


def apart(a: Window, b: Window) -> bool:
    """Say whether the two contradict each other: what begins, or ends, after it has to have begun or ended."""
    a_first, a_latest, a_earliest, a_last = a
    b_first, b_latest, b_earliest, b_last = b
    begins = a_first > b_latest or b_first > a_latest or a_first > b_last or b_first > a_last
    return begins or a_earliest > b_last or b_earliest > a_last


def common(a: Window, b: Window) -> Window:
    """Return what two windows that are not `apart` both allow.

    Windows of which no two are apart have something in common all together: one window stands for those of many claims.
    """
    return Window(max(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), min(a[3], b[3]))


def overlap(bounds: Sequence[Bounds]) -> Bounds | None:
    """Return the bounds that all agree on, or `None` when they contradict each other."""
    agreed = Bounds(
        earliest_begin=max((b.earliest_begin for b in bounds if b.earliest_begin), default=None),
        latest_begin=min((b.latest_begin for b in bounds if b.latest_begin), default=None),
        earliest_end=max((b.earliest_end for b in bounds if b.earliest_end), default=None),
        latest_end=min((b.latest_end for b in bounds if b.latest_end), default=None),
    )
    return None if window(agreed) is _NEVER else agreed
