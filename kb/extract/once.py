"""Questions that many rules ask about the same word, answered once."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Asked(Protocol):
    """What questions are about: it does not change, and keeps the answers."""

    known: dict[Hashable, Any]


_Asked = TypeVar("_Asked", bound=Asked)
_At = TypeVarTuple("_At")
_Answer = TypeVar("_Answer")


def once(question: Callable[[_Asked, *_At], _Answer]) -> Callable[[_Asked, *_At], _Answer]:
    """Make a question keep its answer with what it is about; nobody may change an answer. The rest of its arguments say which word."""

    @wraps(question)
    def answer(asked: _Asked, *at: *_At) -> _Answer:
        key = (question, at)
        try:
            found: _Answer = asked.known[key]
        except KeyError:
            found = asked.known[key] = question(asked, *at)
        return found

    return answer
