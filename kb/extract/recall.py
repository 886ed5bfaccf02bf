"""Words that look back: whether a paragraph tells what had gone before, and whether a date only measures how rare a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.extract.limits import moved_by

if TYPE_CHECKING:
    from kb.extract.clauses import Clauses
    from kb.extract.scene import Scene
    from kb.model import Bounds

_NEWS: Final = 14  # days
_RANKS: Final = frozenset({"first", "second", "third", "last"})


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
