"""Where two values of one struct differ, field by field: for undo, for the history of a case, for comparing files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from .declare import Kind, members


class Difference(NamedTuple):
    """One field that differs: its path, what it held before and what it holds after.

    A list whose entries came, went or moved stands here too, under its own path, with its ids; the fields of its
    entries follow one by one.
    """

    path: str
    before: object
    after: object


def differences(before: msgspec.Struct, after: msgspec.Struct, prefix: str = "") -> Iterator[Difference]:
    """Every field that differs, in the order of declaration. Both must be of one struct."""
    if before is after:
        return
    for member in members(type(after)):
        old, new, path = getattr(before, member.name), getattr(after, member.name), member.at(prefix)
        if old is new:
            continue
        if member.kind is Kind.GROUP:
            yield from differences(old, new, path)
        elif member.kind is Kind.LIST:
            yield from _in_lists(old, new, path)
        elif old != new:
            yield Difference(path, old, new)


def _in_lists(old: tuple[msgspec.Struct, ...], new: tuple[msgspec.Struct, ...], path: str) -> Iterator[Difference]:
    was, now = ({_ident(item): item for item in items} for items in (old, new))
    if tuple(was) != tuple(now):
        yield Difference(path, tuple(was), tuple(now))
    for ident in {**was, **now}:
        blank = type(was.get(ident) or now[ident])(id=ident)
        yield from differences(was.get(ident, blank), now.get(ident, blank), f"{path}[{ident}]")


def _ident(item: msgspec.Struct) -> str:
    ident: str = getattr(item, "id")  # noqa: B009 - every entry of a list is an Item, which has one
    return ident
