"""What the language and time stages saw in one article, for `kb annotate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kb import temporal
from kb.export import dates
from kb.export.jsonl import as_json
from kb.language import conllu
from kb.temporal import timeml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Document, Sentence, Timex

FORMATS: Final = ("timeml", "conllu", "jsonl")


def write(format_: str, document: Document) -> Iterator[str]:
    """Yield the annotations: TimeML and JSON Lines with times, CoNLL-U with syntax, names and predicates."""
    if format_ == "conllu":
        yield from conllu.write(document)
        return
    timexes = temporal.annotate(document)
    if format_ == "timeml":
        published = document.article.published
        yield timeml.write(document.article.text, timexes, published.edtf if published else None)
        return
    for sentence in document.sentences:
        yield as_json(_record(document, sentence, timexes)) + "\n"


def _record(document: Document, sentence: Sentence, timexes: tuple[Timex, ...]) -> dict[str, Any]:
    text = document.article.text
    return {
        "start": sentence.span.start,
        "end": sentence.span.end,
        "text": sentence.span.of(text),
        "tokens": [
            {"start": t.span.start, "end": t.span.end, "text": t.text, "lemma": t.lemma, "upos": t.upos, "xpos": t.xpos, "feats": t.feats,
             "head": t.head, "deprel": t.deprel}
            for t in sentence.tokens
        ],
        "names": [{"first": n.first, "last": n.last, "kind": n.kind} for n in sentence.names],
        "predicates": [
            {"token": p.token, "type": p.type, "factuality": p.factuality, "eventive": p.eventive, "news": p.news,
             "roles": [{"label": r.label, "head": r.head} for r in p.roles]}
            for p in sentence.predicates
        ],
        "times": [_timex(text, timex) for timex in timexes if sentence.span.covers(timex.span)],
    }  # fmt: skip


def _timex(text: str, timex: Timex) -> dict[str, Any]:
    days = dates(timex.bounds)
    named = {
        "mod": timex.mod,
        "quant": timex.quant,
        "freq": timex.freq,
        "beginPoint": timex.begin,
        "endPoint": timex.end,
    }
    return {
        "start": timex.span.start, "end": timex.span.end, "text": timex.span.of(text), "type": timex.type, "value": timex.value,
        "edtf": timex.edtf, "bounds": {"begin": days[:2], "end": days[2:]}, "anchor": timex.anchor, "rule": timex.rule, **{k: v for k, v in named.items() if v},
    }  # fmt: skip
