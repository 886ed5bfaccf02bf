"""Questions that are answered once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.extract.once import once

if TYPE_CHECKING:
    from collections.abc import Hashable


class _Text:
    def __init__(self) -> None:
        self.known: dict[Hashable, Any] = {}
        self.asked: list[int] = []

    @once
    def double(self, at: int) -> int:
        """Return twice a number."""
        self.asked.append(at)
        return 2 * at

    @once
    def half(self, at: int) -> int | None:
        """Return half of an even number."""
        self.asked.append(at)
        return None if at % 2 else at // 2


def test_once() -> None:
    """A question is put once about each word, whatever its answer, and no other question's answer is taken for its own."""
    text, other = _Text(), _Text()
    assert [text.double(4), text.double(4), text.half(4), text.double(3), other.double(4)] == [8, 8, 2, 6, 8]
    assert [text.half(3), text.half(3)] == [None, None]
    assert text.asked == [4, 4, 3, 3]
    assert other.asked == [4]
