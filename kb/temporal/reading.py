"""What a rule makes of its words, before it becomes a Timex, and what it may be resolved against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.model import Bounds
    from kb.temporal.period import Period

PAST, UNKNOWN, FUTURE = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Mention:
    """A date of the narration: its period, its span as "start:end", and the sentence that it stands in.

    `explicit`: it needs no other date; `told`: something came about in it that does not lean on the day of publication.
    """

    period: Period
    anchor: str
    sentence: int
    explicit: bool
    told: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What relative expressions lean on: the publication date, the last date mentioned, and the tense around them.

    `figures` is what the last business figures are of: a quarter, half or year that was named with them; `day` the last day mentioned;
    `paragraph` the first sentence of this one's paragraph; `moved`: "postponed to" stands right before the expression.
    """

    published: Period | None
    story: Mention | None
    direction: int
    sentence: int
    figures: Mention | None = None
    day: Mention | None = None
    paragraph: int = 0
    moved: bool = False

    @property
    def compared(self) -> Mention | None:
        """What figures are of, unless the story has gone on to a date of its own."""
        figures, story = self.figures, self.story
        moved = figures and story and story.explicit and story.sentence > figures.sentence
        return None if moved else figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One expression, read.

    `kind` is what joins ask for. A resolved date has a `period`; otherwise `value` holds the TIMEX3 value or template.
    `within` is the (month, day) in a year whose unit is `unit`, for expressions that lack only the year. `edtf` and
    `bounds`, when given, override what follows from the period.
    """

    kind: str
    type: str = "DATE"
    unit: str = ""
    value: str = ""
    period: Period | None = None
    within: tuple[int, int] | None = None
    clock: str = ""
    mod: str = ""
    quant: str = ""
    freq: str = ""
    begin: str = ""
    end: str = ""
    edtf: str | None = None
    bounds: Bounds | None = None
    anchor: str = ""
    aside: bool = False  # a comparison: not what the story goes on from

    @property
    def timex_value(self) -> str:
        """The TIMEX3 value with its time of day, or with the template that stands for what is not known."""
        return (self.period.value if self.period else self.value) + self.clock
