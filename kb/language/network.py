"""Words → scores, through the int8 network. The only module that knows the files in weights/."""

from __future__ import annotations

import json
from dataclasses import dataclass
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
_POSITIONS: Final = 512  # the encoder has no more
_HEADS: Final = ("upos", "xpos", "feats", "lemma", "event_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What the network says of one sentence of w words.

    `best`: head name → (w,) indices into `Network.labels`. `entity`: (w, labels). `yes`: (w, 3) log odds of being a predicate,
    an eventive noun, a news event, above the thresholds chosen in training. `fact`: (w,). `arcs`: (w, 1 + w), see `tree.heads`.
    The four vectors of each word feed `Network.relations` and `Network.roles`.
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


class Network:
    """The session and its labels.

    Raises `KbError` when a file of weights is missing or damaged.
    """

    def __init__(self, *, threads: int = 1) -> None:
        try:
            self.labels: dict[str, Any] = json.loads((WEIGHTS / "labels.json").read_text("utf8"))
            biaffine = np.load(WEIGHTS / "biaffine.npz")
            self._relation, self._role = (_flat(biaffine[name]) for name in ("relation", "role"))
            self._pieces = Pieces(WEIGHTS / "tokenizer.json")
            self._session = onnxruntime.InferenceSession(
                str(WEIGHTS / "model.onnx"), _options(threads), ["CPUExecutionProvider"]
            )
        except Exception as error:  # the libraries raise bare Exceptions of their own
            raise KbError("cannot load the language model", WEIGHTS, error) from error
        thresholds = self.labels["thresholds"]
        self._thresholds = np.array([thresholds[name] for name in ("predicate", "noun", "trigger")], np.float32)

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Scored]:
        """Score sentences, each a non-empty list of words. Batches depend on these sentences alone, so results do too."""
        encoded = [self._encode(words) for words in sentences]
        scored: dict[int, Scored] = {}
        for group in _batches([len(ids) for ids, _, _ in encoded]):
            scored.update(zip(group, self._run([encoded[i] for i in group]), strict=True))
        return [scored[i] for i in range(len(sentences))]

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

    def _run(self, group: list[tuple[list[int], list[int], list[int]]]) -> Iterator[Scored]:
        lengths = [len(first) for _, _, first in group]
        fed = {
            name: _pad([item[i] for item in group], fill)
            for i, (name, fill) in enumerate((("pieces", 0), ("shapes", BOUNDARY_SHAPE), ("first", 0)))
        }
        best, entity, yes, fact, arcs, dependent, head, predicate, argument = self._session.run(None, fed)
        for row, n in enumerate(lengths):
            yield Scored(
                best={name: best[row, :n, i] for i, name in enumerate(_HEADS)},
                entity=entity[row, :n], yes=yes[row, :n] - self._thresholds, fact=fact[row, :n], arcs=arcs[row, :n, : n + 1],
                dependent=dependent[row, :n], head=head[row, : n + 1], predicate=predicate[row, :n], argument=argument[row, :n],
            )  # fmt: skip

    def relations(self, scored: Scored, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the index of each word's relation to its head, (w,), given `tree.heads`."""
        d = scored.dependent.shape[1]
        left = (scored.dependent @ self._relation).reshape(len(heads), -1, d)
        best: NDArray[np.int64] = np.einsum("nrd,nd->nr", left, scored.head[heads + 1]).argmax(1)
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


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # idle threads would take a core from other workers
    return options


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Yield indices of sentences of like length, each group within `_BATCH` padded pieces."""
    group: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if group and lengths[at] * (len(group) + 1) > _BATCH:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _pad(rows: list[list[int]], value: int) -> NDArray[np.int64]:
    width = max(map(len, rows))
    return np.array([row + [value] * (width - len(row)) for row in rows], np.int64)
