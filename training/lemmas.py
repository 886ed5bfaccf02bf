"""Treebanks, PropBank and irregular.tsv → weights/lemmas.tsv: the forms that they spell out, and the verbs there are.

Rows: form, part of speech, lemma; verbs that are only known to exist have no form. Treebanks mend what writers misspelt, "insured" for "ensured", and err
themselves ("fled" of "flead"): a verb's form has to be a regular one of its lemma or stand in irregular.tsv.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from training.data import conllu_blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPEN = {"VERB", "NOUN", "AUX", "ADJ", "ADV"}


def rows(data: Path) -> list[tuple[str, str, str]]:
    """Return the rows, sorted: each form with the lemma that it has most often."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in (data / "ewt/ewt_train.jsonl").read_text("utf8").splitlines():
        sentence = json.loads(line)
        for form, upos, lemma in zip(sentence["tok"], sentence["upos"], sentence["lemma"], strict=True):
            seen[form.lower(), upos][lemma.lower()] += 1
    for block in conllu_blocks(data / "gum/gum_clean_train.conllu"):
        for row in block:
            seen[row[1].lower(), row[3]][row[2].lower()] += 1
    found = {
        (form, upos, max(sorted(lemmas), key=lambda lemma: lemmas[lemma]))
        for (form, upos), lemmas in seen.items()
        if upos in _OPEN and form.isalpha()
    }
    types = json.loads((data / "propbank_frames/event_types_starter.json").read_text("utf8"))
    verbs = {name.rsplit(".", 1)[0] for name in types["roleset2type"]}
    irregular = _irregular()
    found = {
        row for row in (_mended(row, verbs) for row in found) if row[1] != "VERB" or _may_be(row[0], row[2], irregular)
    }
    verbs |= {lemma for _, upos, lemma in found if upos == "VERB"}
    found |= {("", "VERB", verb) for verb in verbs if verb.isalpha()}
    spelt = {(form, upos) for form, upos, _ in found}
    found |= {
        (form, "VERB", verb) for form, known in irregular.items() for verb in known if (form, "VERB") not in spelt
    }
    return sorted(found)


def _irregular() -> dict[str, list[str]]:
    """Return form → verbs, of irregular.tsv."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (Path(__file__).parent / "irregular.tsv").read_text("utf8").splitlines():
        verb, forms = line.split("\t")
        for form in forms.split(" "):
            found[form].append(verb)
    return found


def _mended(row: tuple[str, str, str], verbs: set[str]) -> tuple[str, str, str]:
    """Return a row with the verb that there is: "freed" is of "free", not of "fre"."""
    form, upos, lemma = row
    short = upos == "VERB" and form != lemma and lemma not in verbs and lemma + "e" in verbs
    return (form, upos, lemma + "e") if short and form in _regular(lemma + "e") else row


def _may_be(form: str, lemma: str, irregular: Mapping[str, list[str]]) -> bool:
    """Say whether a form is a regular one of a verb, or an irregular one, also behind a prefix: "overheard"."""
    if form in irregular and form != lemma:
        return lemma in irregular[form]
    shared = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
    prefixed = any(lemma[i:] in irregular.get(form[i:], ()) for i in range(2, shared + 1))
    return prefixed or form in _regular(lemma) or lemma in {"be", "have", "do"}


def _regular(lemma: str) -> set[str]:
    stem, last = lemma[:-1], lemma[-1]
    doubled = lemma + ("k" if last == "c" else last)
    forms = {
        lemma,
        *(lemma + ending for ending in ("s", "es", "ed", "d", "ing", "t", "n")),
        doubled + "ed",
        doubled + "ing",
    }
    if last == "e":
        forms |= {stem + "ing", lemma[:-2] + "ying"}
    return forms | {stem + "ies", stem + "ied"} if last == "y" else forms
