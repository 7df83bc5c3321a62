"""Two values that both came from a third, brought together field by field; what both changed differently is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeVar

import msgspec

from .declare import Kind, members
from .values import Item

S = TypeVar("S", bound=msgspec.Struct)
T = TypeVar("T")
Note = Callable[[str], object]
"""What stands beside the field at a path, such as its text kept unread: it is merged with the value, as one."""


class Side(Enum):
    """One of the two that are brought together."""

    OURS = "ours"
    THEIRS = "theirs"


class Meeting(NamedTuple):
    """Something that both sides changed: its path, and what each holds. An entry one side took out is None there."""

    path: str
    base: Any
    ours: Any
    theirs: Any


class Merging:
    """One merging: what was chosen, the notes beside the fields of each side, the conflicts and sides found so far.

    taken: by path, the side whose value and notes the result holds; gone: entries that it holds no more
    """

    def __init__(self, chosen: Mapping[str, Side], base: Note, ours: Note, theirs: Note) -> None:
        self.chosen = chosen
        self.conflicts: list[Meeting] = []
        self.taken: dict[str, Side] = {}
        self.gone: list[str] = []
        self.notes = base, ours, theirs

    def value(self, path: str, base: T, ours: T, theirs: T) -> T:
        """The value that one field comes to hold. An open conflict is noted and holds theirs, which nobody may keep."""
        side = winner(*((held, note(path)) for held, note in zip((base, ours, theirs), self.notes, strict=True)))
        side = side or self.conflict(Meeting(path, base, ours, theirs))
        self.taken[path] = side
        return ours if side is Side.OURS else theirs

    def conflict(self, meeting: Meeting) -> Side:
        """The side chosen where both changed something differently; an open conflict is noted."""
        if (side := self.chosen.get(meeting.path)) is None:
            self.conflicts.append(meeting)
            return Side.THEIRS
        return side


def winner(base: object, ours: object, theirs: object) -> Side | None:
    """The side that alone changed something, theirs when both hold the same; None when both changed it differently."""
    if ours in (base, theirs):
        return Side.THEIRS
    return Side.OURS if theirs == base else None


def merge(base: S, ours: S, theirs: S, how: Merging, prefix: str = "") -> S:
    """Every declared field of the two, each from the side that changed it; lists by the ids of their entries."""
    merged: dict[str, object] = {}
    for member in members(type(base)):
        path = member.at(prefix)
        was, here, there = (getattr(one, member.name) for one in (base, ours, theirs))
        if member.kind is Kind.GROUP:
            merged[member.name] = merge(was, here, there, how, path)
        elif member.kind is Kind.LIST:
            merged[member.name] = _list(was, here, there, how, path)
        else:
            merged[member.name] = how.value(path, was, here, there)
    return msgspec.structs.replace(theirs, **merged)


def _list(
    base: Sequence[Item], ours: Sequence[Item], theirs: Sequence[Item], how: Merging, path: str
) -> tuple[Item, ...]:
    was, here, there = ({item.id: item for item in items} for items in (base, ours, theirs))
    kept: dict[str, Item] = {}
    for ident in {**was, **there, **here}:
        item = _entry(was.get(ident), here.get(ident), there.get(ident), how, f"{path}[{ident}]")
        if item is not None:
            kept[ident] = item
    ids = Meeting(path, list(was), list(here), list(there))
    return tuple(kept[ident] for ident in _order(ids, set(kept), how))


def _entry(base: Item | None, ours: Item | None, theirs: Item | None, how: Merging, path: str) -> Item | None:
    if ours is not None and theirs is not None:
        return merge(base or type(ours)(id=ours.id), ours, theirs, how, path)
    left, side = (ours, Side.OURS) if ours is not None else (theirs, Side.THEIRS)
    if left is not None and base is not None:
        # One side took the entry out; the other may have written into it.
        written = _written(base, left, how, path, side)
        if not written or how.conflict(Meeting(path, base, ours, theirs)) is not side:
            left = None
    if left is None:
        how.gone.append(path)
    else:
        how.taken.update(dict.fromkeys(paths(left, path), side))
    return left


def _written(base: Item, item: Item, how: Merging, path: str, side: Side) -> bool:
    """Whether one side wrote into an entry, or into what stands beside its fields."""
    before, after = how.notes[0], how.notes[1] if side is Side.OURS else how.notes[2]
    return base != item or any(before(one) != after(one) for one in paths(item, path))


def paths(value: msgspec.Struct, prefix: str) -> Iterable[str]:
    """The path of every field of a struct that stands at `prefix`, whether it holds something or not."""
    for member in members(type(value)):
        path, held = member.at(prefix), getattr(value, member.name)
        if member.kind is Kind.GROUP:
            yield from paths(held, path)
        elif member.kind is Kind.LIST:
            for item in held:
                yield from paths(item, f"{path}[{item.id}]")
        else:
            yield path


def _order(ids: Meeting, kept: set[str], how: Merging) -> list[str]:
    """The ids of what is kept, in the order of the side that moved entries; the other's own stand behind theirs."""
    base, ours, theirs = ids.base, ids.ours, ids.theirs
    known = [[ident for ident in side if ident in kept and ident in base] for side in (base, ours, theirs)]
    # What one side took out and the other kept changes no order.
    both = set(known[1]) & set(known[2])
    side = winner(*([ident for ident in order if ident in both] for order in known)) or how.conflict(ids)
    first, second = (ours, theirs) if side is Side.OURS else (theirs, ours)
    order = [ident for ident in first if ident in kept]
    for place, ident in enumerate(second):
        if ident in kept and ident not in order:
            order.insert(_behind(second[:place], order), ident)
    return order


def _behind(before: Sequence[str], order: Sequence[str]) -> int:
    """The place behind the nearest entry that stood before it."""
    return next((order.index(ident) + 1 for ident in reversed(before) if ident in order), 0)
