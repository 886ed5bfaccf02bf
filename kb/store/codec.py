"""The nouns as JSON and back, without loss, by their type hints.

Dataclasses become objects, tuples and named tuples arrays, enumerations their values. Fields that have their default
are left out: smaller by half, and a field added to a noun later reads as its default. Lone surrogates survive, because
the JSON is pure ASCII.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def dumps(noun: object) -> str:
    """Return a noun, or a tuple of nouns, as one line of ASCII JSON with sorted keys: equal nouns give equal text."""
    return dump(encode(noun))


def dump(plain: object) -> str:
    """Return what `encode` made, or a part of it, as text."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def loads(kind: type[T], text: str) -> T:
    """Return the noun of the given type, for example `Article` or `tuple[Claim, ...]`, that `dumps` wrote.

    Raises `ValueError`, `TypeError` or `KeyError` when the text is something else.
    """
    return decode(kind, json.loads(text))


def decode(kind: type[T], plain: object) -> T:
    """Return the noun that `encode` made plain. Raises as `loads` does."""
    hint: Any = kind
    noun: T = _decoder(hint)(plain)
    return noun


def encode(noun: Any) -> Any:
    """Return a noun as what `json` can write."""
    kind: Any = type(noun)
    if hasattr(kind, "__dataclass_fields__"):
        return {name: encode(value) for name, default in _defaults(kind) if (value := getattr(noun, name)) != default}
    if isinstance(noun, tuple):
        return [encode(item) for item in noun]
    return noun.value if isinstance(noun, Enum) else noun


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    def default(field: Any) -> object:
        return field.default if field.default_factory is MISSING else field.default_factory()

    return tuple((field.name, default(field)) for field in fields(kind))


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes a `kind` of parsed JSON; made once a type."""
    if is_dataclass(kind):
        return _object(kind)
    if get_origin(kind) is tuple:
        item = _decoder(get_args(kind)[0])
        return lambda value: tuple(item(part) for part in value)
    if get_origin(kind) is UnionType:
        (some,) = (part for part in get_args(kind) if part is not NoneType)
        inner = _decoder(some)
        return lambda value: None if value is None else inner(value)
    if hasattr(kind, "_make"):
        return kind._make  # type: ignore[no-any-return]
    return kind if issubclass(kind, Enum) else lambda value: value


def _object(kind: Any) -> Callable[[Any], Any]:
    parts = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}
    return lambda value: kind(**{name: parts[name](part) for name, part in value.items()})
