"""Two versions of one case that were both made from a third, brought together so that no change is lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from hcplanner.case import Case
from hcplanner.fields import members
from hcplanner.fields.merging import Meeting, Merging, Side, winner
from hcplanner.fields.merging import merge as merge_fields

__all__ = ["ANSWERS", "Meeting", "Merged", "Side", "merge"]

_NOTHING: Final[Mapping[str, Side]] = MappingProxyType({})
_STAMP: Final = frozenset({"format", "id", "revision", "saved_at", "saved_by"})
ANSWERS: Final = "answers"
"""An answer to a finding is told as `answers[FINDING]`."""


class Merged(NamedTuple):
    """The case with the changes of both sides, and what is still to be chosen: while anything is, it is no result.

    taken: by path, whose value it holds where something of the field's three states differed
    """

    case: Case
    conflicts: tuple[Meeting, ...]
    taken: Mapping[str, Side]


def merge(base: Case, ours: Case, theirs: Case, chosen: Mapping[str, Side] = _NOTHING) -> Merged:
    """What both sides made of `base`, field by field, list entries by their ids; the stamp is theirs.

    A field counts with its text kept unread and its marks as one: a value typed here and a text left unread there are
    a conflict. `chosen` settles conflicts by their paths.
    """
    three = base, ours, theirs
    how = Merging(chosen, *(_notes(one) for one in three))
    case = merge_fields(base, ours, theirs, how)
    beside = {name: _bookkeeping(name, three, how) for name in _beside_fields()}
    case = msgspec.structs.replace(case, **beside)
    return Merged(case, tuple(how.conflicts), how.taken)


@cache
def _beside_fields() -> tuple[str, ...]:
    """What a case holds beside its sections and its stamp, whatever it is."""
    sections = {member.name for member in members(Case)} | _STAMP
    return tuple(name for name in Case.__struct_fields__ if name not in sections)


def _by_path(name: str) -> bool:
    return name == "unread" or (name != ANSWERS and isinstance(getattr(Case(), name), tuple))


def _notes(case: Case) -> Callable[[str], object]:
    held = [_mapping(getattr(case, name)) for name in _beside_fields() if _by_path(name)]
    return lambda path: [one.get(path) for one in held]


def _bookkeeping(name: str, three: tuple[Case, Case, Case], how: Merging) -> object:
    if name == ANSWERS:
        return _answers(three, how)
    if not _by_path(name):
        return _one(name, three, how)
    kept = _beside(name, three, how)
    return kept if name == "unread" else tuple(kept)


def _one(name: str, three: tuple[Case, Case, Case], how: Merging) -> Any:
    base, ours, theirs = (getattr(one, name) for one in three)
    side = winner(base, ours, theirs) or how.conflict(Meeting(name, base, ours, theirs))
    return ours if side is Side.OURS else theirs


def _beside(name: str, three: tuple[Case, Case, Case], how: Merging) -> dict[str, Any]:
    """Texts and marks of the side whose value was taken; of what is no field, what either side changed."""
    base, ours, theirs = (_mapping(getattr(one, name)) for one in three)
    kept: dict[str, Any] = {}
    for path in {**theirs, **ours}:
        side = how.taken.get(path)
        if side is None:
            if any(path.startswith(f"{gone}.") for gone in how.gone):
                continue
            held = base.get(path), ours.get(path), theirs.get(path)
            side = winner(*held) or how.conflict(Meeting(f"{name}:{path}", *held))
        from_side = ours if side is Side.OURS else theirs
        if path in from_side:
            kept[path] = from_side[path]
    return kept


def _mapping(held: Mapping[str, str] | Iterable[str]) -> dict[str, Any]:
    return dict(held) if isinstance(held, Mapping) else dict.fromkeys(held, True)


def _answers(three: tuple[Case, Case, Case], how: Merging) -> tuple[Any, ...]:
    base, ours, theirs = ({one.finding: one for one in case.answers} for case in three)
    kept = []
    for finding in {**theirs, **ours}:
        held = base.get(finding), ours.get(finding), theirs.get(finding)
        side = winner(*held) or how.conflict(Meeting(f"{ANSWERS}[{finding}]", *held))
        if (answer := held[1] if side is Side.OURS else held[2]) is not None:
            kept.append(answer)
    return tuple(kept)
