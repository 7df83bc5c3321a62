"""Reaching into a frozen case: the value at a path, the declaration behind it, and a new case with one value changed.

A path names members with dots and list items by their id: `imaging.lesions[a1].size_ap_mm`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from .coding import convert
from .declare import Declared, Kind, members
from .values import Item

S = TypeVar("S", bound=msgspec.Struct)
_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[([A-Za-z0-9_-]*)\])?", re.ASCII)


class NoSuchField(LookupError):
    """A path that names nothing: a fault of the caller, not of the user."""


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[tuple[str, str | None], ...]:
    """The path taken apart into (member, item id or None)."""
    found = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise NoSuchField(path)
        found.append((match[1], match[2]))
    return tuple(found)


def declared_at(struct: type[msgspec.Struct], path: str) -> Declared:
    """The declaration at a path (with or without item ids), carrying the whole path."""
    inner: type[msgspec.Struct] | None = struct
    member: Declared | None = None
    for name, _ in steps(path):
        if inner is None:
            raise NoSuchField(path)
        member = next((m for m in members(inner) if m.name == name), None)
        if member is None:
            raise NoSuchField(path)
        inner = member.struct
    assert member is not None
    return msgspec.structs.replace(member, path=path)


def get_at(value: msgspec.Struct, path: str) -> Any:
    """The value at a path; NoSuchField when the member or the item is not there."""
    held: Any = value
    for name, ident in steps(path):
        try:
            held = getattr(held, name)
        except AttributeError:
            raise NoSuchField(path) from None
        if ident is not None:
            held = _item(held, ident, path)
    return held


def owner_of(value: msgspec.Struct, path: str) -> msgspec.Struct:
    """The struct that holds the member at a path."""
    above, _, _ = path.rpartition(".")
    owner: msgspec.Struct = get_at(value, above) if above else value
    return owner


def set_at(value: S, path: str, new: object) -> S:
    """A copy of `value` with the field at `path` holding `new`, validated; ValueError says why it was refused."""
    member = declared_at(type(value), path)
    changed: S = _replaced(value, steps(path), convert(member, new))
    return changed


def put_items(value: S, path: str, items: tuple[Item, ...]) -> S:
    """A copy of `value` with the whole list at `path` replaced (adding, removing and moving items)."""
    if declared_at(type(value), path).kind is not Kind.LIST:
        raise NoSuchField(path)
    changed: S = _replaced(value, steps(path), items)
    return changed


def _replaced(value: Any, way: tuple[tuple[str, str | None], ...], new: object) -> Any:
    (name, ident), rest = way[0], way[1:]
    held = getattr(value, name)
    if ident is not None:
        item = _item(held, ident, name)
        changed = _replaced(item, rest, new)
        return msgspec.structs.replace(value, **{name: tuple(changed if i is item else i for i in held)})
    return msgspec.structs.replace(value, **{name: _replaced(held, rest, new) if rest else new})


def _item(held: Any, ident: str, path: str) -> Any:
    for item in held:
        if item.id == ident:
            return item
    raise NoSuchField(path)
