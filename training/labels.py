"""The label sets of the heads, and how each public set's labels map onto them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

IGNORE = "?"
ROLES = ["ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "TMP", "LOC", "NEG", "MOD", "ADV", "MNR", "CAU", "PRP", "DIR", "DIS", "EXT", "GOL", "PRD", "OTHER"]  # fmt: skip
ENTITIES = ["O"] + [position + kind for kind in ("PER", "ORG", "LOC", "MISC") for position in ("B-", "I-")]
_KINDS = {
    "PER": ("per", "person", "politician", "scientist", "writer", "musicalartist", "researcher"),
    "ORG": ("org", "organisation", "organization", "politicalparty", "university", "band"),
    "LOC": ("loc", "country", "location"),
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names}


def entity_kind(name: str, *, other: str = "MISC") -> str:
    """Return PER, ORG, LOC or MISC for a set's own entity label; TIME and NUM become `other`."""
    return _KIND.get(name.lower()) or ("MISC" if name.upper() == "MISC" else other)


def role(label: str) -> str:
    """Return the role of a PropBank label: continuations and references count as what they continue."""
    name = label.removeprefix("C-").removeprefix("R-").removeprefix("ARGM-")
    return name if name in ROLES else "OTHER"


def lemma_rule(word: str, lemma: str) -> str:
    """Return the edit from form to lemma as "characters cut|suffix added", on lower case unless the lemma keeps its capitals.

    >>> lemma_rule("Meetings", "meeting"), lemma_rule("was", "be"), lemma_rule("NATO", "NATO")
    ('1|', '3|be', '=0|')
    """
    keep = "=" if lemma != lemma.lower() else ""
    form = word if keep else word.lower()
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return f"{keep}{len(form) - shared}|{lemma[shared:]}"


def event_types(root: Path) -> dict[str, str]:
    """Return roleset → news event type."""
    table = json.loads((root / "propbank_frames/event_types_starter.json").read_text("utf8"))
    return dict(table["roleset2type"])


def vocabulary(labels: Iterable[str], *, at_least: int = 1) -> list[str]:
    """Return the labels seen at least that often, most frequent first, ties by name."""
    counts = Counter(labels)
    return [label for label, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= at_least]
