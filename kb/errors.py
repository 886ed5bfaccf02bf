"""What can go wrong: a broken set-up raises `KbError`; bad input is a `Problem` beside the results (see `kb.model`)."""

from __future__ import annotations


class KbError(Exception):
    """Text "what: which: cause". The command line prints it and exits with status 2."""

    def __init__(self, what: str, which: object, cause: object) -> None:
        super().__init__(f"{what}: {which}: {cause}")
        self.what, self.which, self.cause = what, str(which), str(cause)


class UsageError(KbError):
    """Asked for something that does not exist or cannot be: the cause names the choices."""


class StoreError(KbError):
    """The knowledge base cannot be opened, read or written."""


class LockedError(StoreError):
    """Another process is writing to this knowledge base."""


class QueryError(KbError):
    """A query that cannot be parsed, bound, run in its limits, or reached."""


class EdtfError(ValueError):
    """Text that is not EDTF. `position` is the index of the character where reading stopped."""

    def __init__(self, text: str, position: int, expected: str) -> None:
        super().__init__(f"not EDTF: {text!r}: at character {position}: expected {expected}")
        self.text, self.position, self.expected = text, position, expected
