"""Article → Document: the network's scores become tokens, trees, names, predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from kb.language import tree
from kb.language.lemmas import Lemmas
from kb.language.names import names, tags
from kb.language.network import WEIGHTS, Network, Scored
from kb.language.tokens import sentences
from kb.model import Article, Document, Predicate, Role, Sentence, Span, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    _Cut = tuple[int, list[Span]]  # the section of a sentence, and its tokens

_CHUNK: Final = 256  # sentences scored at once: bounds the memory for articles of any length

_PRESENT = frozenset({"VBP", "VBZ"})
_TAGS: Final = ("upos", "xpos", "feats", "lemma")


class Language:
    """The language stage, loaded. Calling it is a pure function of the article."""

    def __init__(self, *, threads: int = 1) -> None:
        self._network = Network(threads=threads)
        self._lemmas = Lemmas(WEIGHTS / "lemmas.tsv")
        self._types = [name.lower().replace("_", "-") for name in self._network.labels["event_type"]]

    def __call__(self, article: Article) -> Document:
        """Annotate the article's narration; captions, credits and navigation are left alone."""
        found = [
            (at, spans)
            for at, section in enumerate(article.sections)
            if section.block.narration
            for spans in sentences(article.text, section.span)
        ]
        done: list[Sentence] = []
        for start in range(0, len(found), _CHUNK):
            done += self._annotate(article.text, found[start : start + _CHUNK])
        return Document(article=article, sentences=tuple(done))

    def _annotate(self, text: str, found: list[_Cut]) -> list[Sentence]:
        """Annotate what the rules cut, and cut again where the network sees a sentence open inside."""
        made: dict[int, list[Sentence]] = {}
        forms = [[span.of(text) for span in spans] for _, spans in found]
        for at, scored in self._network(forms):
            section, spans = found[at]
            made[at] = [
                self._sentence(section, spans[first:end], forms[at][first:end], part)
                for first, end, part in scored.sentences()
            ]
        return [sentence for at in range(len(found)) for sentence in made[at]]

    def _sentence(self, section: int, spans: list[Span], forms: list[str], scored: Scored) -> Sentence:
        tokens = self._tokens(spans, forms, scored)
        return Sentence(
            span=Span(spans[0].start, spans[-1].end),
            section=section,
            tokens=tokens,
            predicates=self._predicates(tokens, scored),
            names=tuple(names(tags(scored.entity, self._network.labels["entity"]))),
        )

    def _tokens(self, spans: list[Span], forms: list[str], scored: Scored) -> tuple[Token, ...]:
        labels = self._network.labels
        heads = tree.heads(scored.arcs)
        relations = self._network.relations(scored, heads).tolist()
        best = {head: [labels[head][i] for i in scored.best[head].tolist()] for head in _TAGS}
        lemmas = [self._lemmas(form, best["upos"][i], best["lemma"][i]) for i, form in enumerate(forms)]
        for i, form in enumerate(forms):
            if best["upos"][i] == "VERB" and best["xpos"][i] in _PRESENT and self._lemmas.is_past(form, lemmas[i]):
                best["xpos"][i], best["feats"][i] = "VBD", best["feats"][i].replace("Tense=Pres", "Tense=Past")
        return tuple(
            Token(
                span=spans[i], text=form, lemma=lemmas[i], upos=best["upos"][i], xpos=best["xpos"][i],
                feats=best["feats"][i], head=head, deprel="root" if head < 0 else labels["relations"][relations[i]],
            )
            for i, (form, head) in enumerate(zip(forms, heads.tolist(), strict=True))
        )  # fmt: skip

    def _predicates(self, tokens: Sequence[Token], scored: Scored) -> tuple[Predicate, ...]:
        nominal = np.array([token.upos in {"NOUN", "PROPN"} for token in tokens])
        predicate, noun, trigger, _ = scored.yes.T
        at = np.flatnonzero((predicate > 0) | (nominal & (noun > 0))).tolist()
        if not at:
            return ()
        eventive = _chance(np.where(nominal, np.minimum(noun, predicate + 1.0), predicate)[at])
        chances = zip(eventive, _chance(trigger[at]), scored.fact[at].tolist(), strict=True)
        types = scored.best["event_type"][at].tolist()
        roles = self._network.roles(scored, at).tolist()
        labels = self._network.labels["roles"]
        return tuple(
            Predicate(
                token=i,
                type=self._types[type_],
                factuality=round(fact, 3),
                eventive=round(eventive, 3),
                news=round(news, 3),
                roles=tuple([Role(label=labels[k - 1], head=j) for j, k in enumerate(row) if k and j != i]),
            )
            for i, type_, (eventive, news, fact), row in zip(at, types, chances, roles, strict=True)
        )


def _chance(odds: np.ndarray) -> list[float]:
    chances: list[float] = (1 / (1 + np.exp(-odds.astype(np.float64)))).tolist()
    return chances
