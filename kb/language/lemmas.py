"""Dictionary forms: what treebanks spell out, then English inflection undone where that gives a known word, then the network's edit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_MUTE: Final = re.compile(r"(?:[aiy][sz]|v|[aeiou]c|[nr]c|u|[^aeo]a[dt]|[dr]g)\Z")  # a verb takes an e after these

_PREFIX: Final = re.compile(r"(?:over|under|out|re|mis|fore|un)(?=...)")  # "overran" is inflected as "ran"
_SHORT: Final = 3  # letters: what is no longer is found in too many words


class Lemmas:
    """The words of weights/lemmas.tsv: form, part of speech, lemma; rows without a form only say that a word exists."""

    def __init__(self, table: Path) -> None:
        rows = [line.split("\t") for line in table.read_text("utf8").splitlines()]
        self._spelt = {(form, upos): lemma for form, upos, lemma in rows if form}
        self._words = {(lemma, upos) for _, upos, lemma in rows}
        self._any = {lemma for lemma, _ in self._words}
        self._remembered = lru_cache(maxsize=65536)(self._lemma)  # news repeats its words

    def __call__(self, form: str, upos: str, rule: str) -> str:
        """Return the lemma of a word form; `rule` is the network's edit, see `edited`."""
        return self._remembered(form, upos, rule)

    def _lemma(self, form: str, upos: str, rule: str) -> str:
        low = form.lower()
        spelt = self._spelt.get((low, upos))
        if spelt:
            return spelt
        guess = edited(form, rule)
        if upos in {"VERB", "NOUN"} and (guess.lower(), upos) not in self._words:
            behind = self._behind_prefix(low) if upos == "VERB" else ""
            if behind:
                return behind
            known = [stem for stem in stems(low) if (stem, upos) in self._words]
            if not known and guess.lower() != low:
                known = [stem for stem in stems(low) if stem in self._any and len(stem) > _SHORT]
            return known[0] if known else _restored(guess, verb=upos == "VERB" and guess.lower() != low)
        return guess

    def is_past(self, form: str, lemma: str) -> bool:
        """Say whether a verb's form is known, and can be no present: neither the verb itself nor with an -s, "overran"."""
        low = form.lower()
        known = (low, "VERB") in self._spelt or self._behind_prefix(low)
        return bool(known) and low != lemma and not low.endswith(("s", "ing"))

    def _behind_prefix(self, low: str) -> str:
        """Return the verb of a form that is inflected as another one behind a prefix, "overran", or nothing."""
        prefix = _PREFIX.match(low)
        bare = prefix and self._spelt.get((low[prefix.end() :], "VERB"))
        return prefix[0] + bare if prefix and bare else ""


def _restored(stem: str, *, verb: bool) -> str:
    """Return a stem without the consonant that its ending had doubled, a verb's with the e that its ending had taken.

    >>> _restored("snubb", verb=True), _restored("press", verb=True), _restored("weaponiz", verb=True)
    ('snub', 'press', 'weaponize')
    """
    if verb and _MUTE.search(stem):
        return stem + "e"
    return stem[:-1] if stem[-2:] in {"bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"} and len(stem) > 3 else stem


def stems(form: str) -> Iterator[str]:
    """Yield what an English word form may be the inflection of.

    >>> list(stems("snubbed"))[:3], list(stems("voicing"))[:2]
    (['snubb', 'snubbe', 'snub'], ['voic', 'voice'])
    """
    for ending in ("ing", "ed", "es", "s"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form.removesuffix(ending)
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"


def edited(form: str, rule: str) -> str:
    """Apply an edit "characters cut|suffix added" (with "=" in front: keep capitals) to a word form.

    >>> edited("Meetings", "1|"), edited("was", "3|be"), edited("NATO", "=0|")
    ('meeting', 'be', 'NATO')
    """
    kept = rule.startswith("=")
    cut, _, suffix = rule.removeprefix("=").partition("|")
    word = form if kept else form.lower()
    return word[: len(word) - int(cut)] + suffix if int(cut) <= len(word) else word
