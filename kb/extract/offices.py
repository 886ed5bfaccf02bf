"""For whom people speak: the body that stands beside a person's name, "Volvo chairwoman Anna Berg", "Anna Berg, head of Volvo"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kb.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.extract.clauses import Clauses
    from kb.extract.names import Meant, Names

_TITLE: Final = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "PART"})
_WITHIN: Final = 7  # words between a name and its body


def bodies(clauses: Sequence[Clauses], names: Names) -> dict[str, Meant]:
    """Return person → body, for the first that the article names beside each."""
    found: dict[str, Meant] = {}
    for s, clause in enumerate(clauses):
        for name in names.people(s):
            person = names.at(s, name.first)
            body = next(_beside(clause, names, s, name.first, name.last), None)
            if person and body:
                found.setdefault(person.name, body)
    return found


def _beside(clause: Clauses, names: Names, s: int, first: int, last: int) -> Iterator[Meant]:
    """Yield organisations whose name runs into the person's through words of a title, before it or in an apposition after it."""
    for i in range(first - 1, max(-1, first - _WITHIN), -1):
        body = names.at(s, i, kind=Kind.ORGANISATION)
        if body and clause[max(0, names.begins(s, i) - 1)].text.lower() != "of":  # "Secretary of State Antony Blinken"
            yield body
        if clause[i].upos not in _TITLE:
            break
    if last + 1 < len(clause) and clause[last].text == ",":
        for i in range(last + 1, min(len(clause), last + 1 + _WITHIN)):
            body = names.at(s, i, kind=Kind.ORGANISATION)
            if body and clause[i].head != first:
                yield body
            if clause[i].upos not in _TITLE | {"DET", "ADP"}:
                break
