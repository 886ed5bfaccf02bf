"""Words → scores, through the int8 network. The only module that knows the files in weights/."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kb.errors import KbError
from kb.language.encode import BOUNDARY_SHAPE, START, STOP, Pieces, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "weights"
_BATCH: Final = 1500  # padded word pieces a run: larger batches measured no faster, and cost memory
_START: Final = 12  # word pieces that could be read in the time that a run takes to start
_POSITIONS: Final = 512  # the encoder has no more
OPENS: Final = 3  # the column of `Scored.yes` that says whether a word opens another sentence
_HEADS: Final = ("upos", "xpos", "feats", "lemma", "event_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What the network says of one sentence of w words.

    `best`: head name → (w,) indices into `Network.labels`. `entity`: (w, labels). `yes`: (w, 4) log odds of being a predicate,
    an eventive noun, a news event, and of opening another sentence, above the thresholds chosen in training. `fact`: (w,). `arcs`: (w, 1 + w), see `tree.heads`.
    The four vectors of each word feed `Network.relations` and `Network.roles`; `dependent` is one for each relation, end to end.
    """

    best: dict[str, NDArray[np.int32]]
    entity: Floats
    yes: Floats
    fact: Floats
    arcs: Floats
    dependent: Floats
    head: Floats
    predicate: Floats
    argument: Floats

    def sentences(self) -> Iterator[tuple[int, int, Scored]]:
        """Yield first word, end and scores of each sentence: more than one where the network sees another open inside."""
        opens = (np.flatnonzero(self.yes[1:, OPENS] > 0) + 1).tolist()
        if not opens:
            yield 0, len(self.fact), self
            return
        for first, end in pairwise([0, *opens, len(self.fact)]):
            words, rooted = slice(first, end), [0, *range(first + 1, end + 1)]
            yield (
                first,
                end,
                Scored(
                    best={head: rows[words] for head, rows in self.best.items()},
                    entity=self.entity[words],
                    yes=self.yes[words],
                    fact=self.fact[words],
                    arcs=self.arcs[words, rooted],
                    dependent=self.dependent[words],
                    head=self.head[rooted],
                    predicate=self.predicate[words],
                    argument=self.argument[words],
                ),
            )


class Network:
    """The session and its labels. What it says of a sentence does not depend on the sentences beside it.

    Raises `KbError` when a file of weights is missing or damaged.
    """

    def __init__(self, *, threads: int = 1) -> None:
        try:
            self.labels: dict[str, Any] = json.loads((WEIGHTS / "labels.json").read_text("utf8"))
            biaffine = np.load(WEIGHTS / "biaffine.npz")
            self._role = _flat(biaffine["role"])
            self._pieces = Pieces(WEIGHTS / "tokenizer.json")
            self._session = onnxruntime.InferenceSession(
                str(WEIGHTS / "model.onnx"), _options(), ["CPUExecutionProvider"]
            )
        except Exception as error:  # the libraries raise bare Exceptions of their own
            raise KbError("cannot load the language model", WEIGHTS, error) from error
        thresholds = self.labels["thresholds"]
        self._thresholds = np.array(
            [thresholds[name] for name in ("predicate", "noun", "trigger", "opens")], np.float32
        )
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def __call__(self, sentences: Sequence[Sequence[str]]) -> Iterator[tuple[int, Scored]]:
        """Score sentences, each a non-empty list of words; yield index and scores, sentences of like length together.

        With several threads the network reads on while the caller works.
        """
        encoded = [self._encode(words) for words in sentences]
        groups = _batches([len(ids) for ids, _, _ in encoded])
        run = self._pool.map if self._pool else map
        for group, scored in zip(
            groups, run(self._run, [[encoded[i] for i in group] for group in groups]), strict=True
        ):
            yield from zip(group, scored, strict=True)

    def _encode(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Return piece ids, their shapes, and the index of each word's first piece."""
        pieces = [self._pieces(word) for word in words]
        if sum(map(len, pieces)) > _POSITIONS - 2:
            pieces = [ids[: max(1, (_POSITIONS - 2) // len(words))] for ids in pieces]
        ids, shapes, first = [START], [BOUNDARY_SHAPE], []
        for word, parts in zip(words, pieces, strict=True):
            first.append(len(ids))
            ids += parts
            shapes += [shape(word)] * len(parts)
        return [*ids, STOP], [*shapes, BOUNDARY_SHAPE], first

    def _run(self, group: list[tuple[list[int], list[int], list[int]]]) -> list[Scored]:
        lengths = [len(first) for _, _, first in group]
        fed = {
            name: _pad([item[i] for item in group], fill)
            for i, (name, fill) in enumerate((("pieces", 0), ("shapes", BOUNDARY_SHAPE), ("first", 0)))
        }
        best, entity, yes, fact, arcs, dependent, head, predicate, argument = self._session.run(None, fed)
        return [
            Scored(
                best={name: best[row, :n, i] for i, name in enumerate(_HEADS)},
                entity=entity[row, :n], yes=yes[row, :n] - self._thresholds, fact=fact[row, :n], arcs=arcs[row, :n, : n + 1],
                dependent=dependent[row, :n], head=head[row, : n + 1], predicate=predicate[row, :n], argument=argument[row, :n],
            )
            for row, n in enumerate(lengths)
        ]  # fmt: skip

    def relations(self, scored: Scored, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the index of each word's relation to its head, (w,), given `tree.heads`."""
        forms = scored.dependent.reshape(len(heads), -1, scored.head.shape[1])
        best: NDArray[np.int64] = (forms @ scored.head[heads + 1][:, :, None])[:, :, 0].argmax(1)
        return best

    def roles(self, scored: Scored, at: Sequence[int]) -> NDArray[np.int64]:
        """Return, for the predicates `at`, (predicates, w) indices: 0 no argument, k the role `labels["roles"][k - 1]`."""
        words, d = scored.argument.shape
        left = (scored.predicate[list(at)] @ self._role).reshape(-1, d)
        best: NDArray[np.int64] = (left @ scored.argument.T).reshape(len(at), -1, words).argmax(1)
        return best


def _flat(tensor: NDArray[np.float16]) -> Floats:
    """Lay a biaffine tensor (labels, left, right) out for one product: (left, labels × right) float32."""
    labels, left, right = tensor.shape
    return np.ascontiguousarray(tensor.astype(np.float32).transpose(1, 0, 2).reshape(left, labels * right))


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several threads each run batches of their own: measured better than sharing one
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def _batches(lengths: list[int]) -> list[list[int]]:
    """Group sentences of like length, each group within `_BATCH` padded pieces, so that padding and starts together cost least.

    The longest come first: what is left for the last of several threads is then short.

    >>> _batches([30, 5, 31, 5])
    [[0, 2], [1, 3]]
    """
    order = sorted(range(len(lengths)), key=lambda at: (lengths[at], at))
    ends = [0]  # a boundary between equal lengths would save nothing
    for _, same in groupby(order, key=lengths.__getitem__):
        ends.append(ends[-1] + sum(1 for _ in same))
    least, cut = [0], [0]
    for k in range(1, len(ends)):
        width = lengths[order[ends[k] - 1]]
        costs = [least[j] + width * (ends[k] - ends[j]) + _START for j in range(k)]
        least.append(min(costs))
        cut.append(costs.index(least[-1]))
    groups, k = [], len(ends) - 1
    while k:
        group = order[ends[cut[k]] : ends[k]]
        size = max(1, _BATCH // lengths[group[-1]])
        groups += [group[at : at + size] for at in range(0, len(group), size)]
        k = cut[k]
    return groups


def _pad(rows: list[list[int]], value: int) -> NDArray[np.int64]:
    width = max(map(len, rows))
    return np.array([row + [value] * (width - len(row)) for row in rows], np.int64)
