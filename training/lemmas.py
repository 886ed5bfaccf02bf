"""Treebanks, PropBank and irregular.tsv → weights/lemmas.tsv: the forms that they spell out, and the verbs there are.

Rows: form, part of speech, lemma; verbs that are only known to exist have no form.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from training.data import conllu_blocks

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
    verbs = {name.rsplit(".", 1)[0] for name in types["roleset2type"]} | {
        lemma for _, upos, lemma in found if upos == "VERB"
    }
    found |= {("", "VERB", verb) for verb in verbs if verb.isalpha()}
    spelt = {(form, upos) for form, upos, _ in found}
    irregular = (line.split("\t") for line in (Path(__file__).parent / "irregular.tsv").read_text("utf8").splitlines())
    found |= {
        (form, "VERB", verb) for verb, forms in irregular for form in forms.split(" ") if (form, "VERB") not in spelt
    }
    return sorted(found)
