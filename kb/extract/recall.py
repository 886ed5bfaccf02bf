"""Words that look back: where a text is at the news, what tells what had gone before, and whether a date only measures how rare a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.attach import is_vague
from kb.extract.limits import moved_by
from kb.model import Block

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene
    from kb.model import Bounds, Day, Timex

_NEWS: Final = 14  # days
_RANKS: Final = frozenset({"first", "second", "third", "last"})


def at_news(scene: Scene, published: Bounds) -> frozenset[int]:
    """Return the sentences in which a text is at the news: the last time named before is of those days, and none of their paragraph is older.

    On invented texts of which readers dated every event, nine in ten of what such sentences tell in the simple past came in the days of the news, of
    what the others tell one in three.
    """
    today = published.latest_end
    news = moved_by(today, -_NEWS) if today else None
    found: set[int] = set()
    recent, old, section = False, False, -1
    for s, clause in enumerate(scene.clauses):
        old = old and clause.sentence.section == section
        section = clause.sentence.section
        here = [
            of
            for t in scene.timexes[s]
            if today and news and (of := _is_of(t, news, today)) is not None and not _is_rank(clause, t)
        ]
        old = old or False in here
        recent = recent and scene.block(s) is Block.PARAGRAPH  # a heading opens another story
        if recent and not old:
            found.add(s)
        recent = here[-1] if here else recent
    return frozenset(found)


def _is_of(timex: Timex, first: Day, last: Day) -> bool | None:
    """Say whether a time lies between two days or is over before; `None` for what is vague, longer, or lies ahead."""
    begin, end = timex.bounds.earliest_begin, timex.bounds.latest_end or timex.bounds.earliest_begin
    if end is None or is_vague(timex) or timex.type in {"DURATION", "SET"}:
        return None
    if end < first:
        return False
    return True if begin and first <= begin <= last else None


def _is_rank(clause: Clauses, timex: Timex) -> bool:
    words = (i for i, token in enumerate(clause.sentence.tokens) if timex.span.meets(token.span))
    return any(ranks(clause, i) for i in words)


def recalls(scene: Scene, s: int, published: Bounds) -> bool:
    """Say whether a sentence, or one before it in its paragraph, names a time weeks or years back."""
    section, today = scene.clauses[s].sentence.section, published.latest_end
    news = moved_by(today, -_NEWS) if today else None
    for at in range(s, -1, -1):
        if scene.clauses[at].sentence.section != section:
            return False
        ends = [t.bounds.latest_end for t in scene.timexes[at] if not t.value.endswith("_REF")]
        if news and any(end < news for end in ends if end):
            return True
    return False


def ranks(clause: Clauses, at: int) -> bool:
    """Say whether "since" only measures how rare a thing is by a word: "the biggest protests since the fall"."""
    head = clause[at].head
    if head < 0 or "since" not in clause.introduces(at):
        return False
    verb = clause[head].upos == "VERB"  # the tree may hang it there: "saw the biggest protests since the fall"
    ranked = range(head + 1, at) if verb else (head, *clause.children[head])
    return any(clause[i].xpos in {"JJS", "RBS"} or clause[i].lemma.lower() in _RANKS for i in ranked)
