"""A pure function over many values in processes that may die: killed, out of memory, crashed in a library."""

from __future__ import annotations

import gc
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")

_CHUNK: Final = 8  # values handed over at a time: enough to keep a process busy, few enough to do again
_AHEAD: Final = 2  # chunks for each process: one that it works on, one that waits for it


def each(function: Callable[[T], R], values: Iterable[T], *, workers: int) -> Iterator[tuple[T, R | None]]:
    """Yield each value with what the function returns for it, in any order; `values` are taken as they are needed.

    What was at work when a process died is tried once more, one by one; a value that ends its process again comes with
    `None`. What the function raises is raised here. Function and values must pickle; processes are spawned, so that a
    script that calls this needs the usual `if __name__ == "__main__":`.
    """
    queue = iter(values)
    while lost := (yield from _until_death(function, queue, workers=workers, chunks=workers * _AHEAD, size=_CHUNK)):
        again = iter(lost)
        while dead := (yield from _until_death(function, again, workers=1, chunks=1, size=1)):
            yield from ((value, None) for value in dead)


def _until_death(
    function: Callable[[T], R], queue: Iterator[T], *, workers: int, chunks: int, size: int
) -> Generator[tuple[T, R], None, list[T]]:
    """Work through the queue, and return what was at work when a process died: nothing if none did."""
    at_work: dict[Future[list[R]], list[T]] = {}
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, gc.get_threshold())
    try:
        while True:
            while len(at_work) < chunks and (chunk := list(islice(queue, size))):
                at_work[_submit(pool, function, chunk)] = chunk
            if not at_work:
                return []
            for job in wait(at_work, return_when=FIRST_COMPLETED).done:
                results = job.result()
                yield from zip(at_work.pop(job), results, strict=True)
    except BrokenProcessPool:
        return [value for chunk in at_work.values() for value in chunk]
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, function: Callable[[T], R], chunk: list[T]) -> Future[list[R]]:
    try:
        return pool.submit(_run, function, chunk)
    except BrokenProcessPool as error:
        broken: Future[list[R]] = Future()
        broken.set_exception(error)
        return broken


def _run(function: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [function(value) for value in chunk]


def _begin(*garbage: int) -> None:
    """Leave Ctrl-C to the parent, and end with it: the pool's own processes would outlive a parent that is killed.

    `garbage`: when the parent looks for any, as `gc.set_threshold` takes it.
    """
    gc.set_threshold(*garbage)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
