"""What a sentence names, mended: whole words, no bare titles, events or "and" inside firms; a storm, ship or firm is nobody's given name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kb import gazetteer
from kb.extract.clauses import is_hyphen
from kb.extract.lexicon import event_type, words
from kb.model import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.model import Sentence, Token

STORMS: Final = frozenset({"storm", "hurricane", "cyclone", "typhoon"})
_TITLES: Final = frozenset(
    ["speaker", "secretary-general", "president", "senator", "governor", "ombudsman", "gen", "cmdr", "minister", "councillor", "commissioner", "chairman", "justice"]
)  # fmt: skip
_NAMING: Final = frozenset({"appos", "flat", "compound", "nmod:desc"})


def names_of(sentence: Sentence) -> list[Name]:
    """Return a sentence's names where countries are places whatever the network took them for, and events are nobody.

    Of "the Vilnius Summit" Vilnius alone is a name.
    """
    tokens = sentence.tokens
    written = [
        n
        for n in _whole(sentence)
        if any(t.text[:1].isupper() or t.text[:1].isdigit() for t in tokens[n.first : n.last])
    ]
    events = {i for n in written if event_type(tokens[n.last - 1].lemma.lower()) for i in range(n.first, n.last)}
    names = [_kinded(tokens, n) for n in written if n.first not in events and not _is_title(tokens, n)]
    covered = {i for name in names for i in range(name.first, name.last)}
    for i, token in enumerate(tokens):
        known = i not in covered and token.upos == "PROPN" and gazetteer.place(token.text)
        if known and (known.kind == "country" or i in events):
            names.append(Name(first=i, last=i + 1, kind="LOC"))
    return sorted(names, key=lambda name: name.first)


def _whole(sentence: Sentence) -> list[Name]:
    """Return names with all of a hyphenated word, "Port-au-Prince", and both sides of an "&"; two lands joined stay two."""
    tokens, found = sentence.tokens, list[Name]()
    for name in sorted(sentence.names, key=lambda name: name.first):
        first, last = name.first, name.last
        if found and found[-1].last == first - 1 and tokens[first - 1].text == "&":
            found[-1] = Name(first=found[-1].first, last=last, kind="ORG")
            continue
        if found and first < found[-1].last:
            continue
        while first > 1 and is_hyphen(tokens, first - 1) and not _is_land(tokens, first - 2, first):
            first -= 2
        while last + 1 <= len(tokens) and is_hyphen(tokens, last if tokens[last - 1].text != "-" else last - 1):
            end = last + (1 if tokens[last - 1].text == "-" else 2)
            if _is_land(tokens, end - 1, name.last - 1) or not (
                tokens[end - 1].text[:1].isupper() or is_hyphen(tokens, end)
            ):
                break
            last = end
        found.append(replace(name, first=max(first, found[-1].last if found else 0), last=last))
    return found


def _is_land(tokens: Sequence[Token], *ends: int) -> bool:
    """Say whether any of some words is a place or people of its own: "US-China talks"."""
    return any(
        gazetteer.people(tokens[i].text) or gazetteer.place(tokens[i].text) for i in ends if 0 <= i < len(tokens)
    )


def _is_title(tokens: Sequence[Token], name: Name) -> bool:
    """Say whether the network took a mere title for somebody's name: "the Senator"."""
    text = "".join(token.text for token in tokens[name.first : name.last]).lower()
    return name.kind == "PER" and text in _TITLES


def _kinded(tokens: Sequence[Token], name: Name) -> Name:
    """Return a name as the kind that the word beside it says: "Storm Leslie", "the ferry Helena", "the haulier, Stroy"."""
    at = name.first - 1
    if at >= 0 and tokens[at].text == ",":
        at -= 1
    if at < 0 or name.kind == "ORG":
        return name
    lemma, own = tokens[at].lemma.lower(), range(name.first, name.last)
    if lemma in STORMS and at == name.first - 1:
        return replace(name, first=at if tokens[at].text[:1].isupper() else name.first, kind="MISC")
    tied = (tokens[at].head in own and tokens[at].deprel in _NAMING) or any(
        tokens[i].head == at and tokens[i].deprel in _NAMING for i in own
    )
    if not tied or tokens[at].upos != "NOUN" or "Number=Plur" in tokens[at].feats:
        return name
    if lemma in words("roles", "craft"):
        return replace(name, kind="MISC")
    single = name.last - name.first == 1
    firm = name.kind == "PER" and single and lemma in words("roles", "organisation", "trader")
    return replace(name, kind="ORG") if firm else name
