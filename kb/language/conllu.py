"""Document → CoNLL-U, the treebanks' own form; names and predicates stand in MISC."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.model import Document, Sentence


def write(document: Document) -> Iterator[str]:
    """Yield one block a sentence, its tokens with their spans in the article as `Start` and `End`."""
    text = document.article.text
    for number, sentence in enumerate(document.sentences, 1):
        yield f"# sent_id = {number}\n# text = {' '.join(sentence.span.of(text).split())}\n"
        yield from _rows(sentence)
        yield "\n"


def _rows(sentence: Sentence) -> Iterator[str]:
    names = {i: ("B-" if i == n.first else "I-") + n.kind for n in sentence.names for i in range(n.first, n.last)}
    predicates = {p.token: p for p in sentence.predicates}
    for i, token in enumerate(sentence.tokens):
        misc = [f"Start={token.span.start}", f"End={token.span.end}"]
        if i in names:
            misc.append(f"Name={names[i]}")
        if i in predicates:
            roles = ",".join(f"{role.label}:{role.head + 1}" for role in predicates[i].roles)
            misc += [
                f"Event={predicates[i].type}",
                f"Factuality={predicates[i].factuality}",
                *([f"Roles={roles}"] if roles else []),
            ]
        columns = (
            i + 1,
            token.text,
            token.lemma,
            token.upos,
            token.xpos,
            token.feats,
            token.head + 1,
            token.deprel,
            "_",
            "|".join(misc),
        )
        yield "\t".join(map(str, columns)) + "\n"
