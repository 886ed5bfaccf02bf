"""The language stage: Article → Document, by one small neural network that ships with the package.

`load(threads=1)` returns a callable that takes an article and returns what the network saw in its narration: sentences,
tokens, trees, names, predicates with their roles. It raises `KbError` when the weights are missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from kb.model import Article, Document

Annotate = Callable[[Article], Document]


def load(*, threads: int = 1) -> Annotate:
    """Load the network (about half a second) and return the stage."""
    # The products after the network are small: OpenBLAS' own threads doubled the time of a run. Only heard before NumPy loads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from kb.language.parse import Language  # noqa: PLC0415 - importing the stage must not load onnxruntime

    return Language(threads=threads)
