"""The case as it was at an earlier saved revision, worked backward through its history and proved by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from hcplanner.case import Case, stamped
from hcplanner.case.answers import FindingAnswer
from hcplanner.fields import Kind, NoSuchField, declared_at, get_at, item_type, put_items, set_at
from hcplanner.storage import history
from hcplanner.storage.history import Entry
from hcplanner.storage.reading import json_of

Json = Any
_NOTHING: Final[Mapping[str, Json]] = MappingProxyType({})
_BESIDE: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "example": bool,
        "invented": tuple[str, ...],
        "unread": dict[str, str],
        "answers": tuple[FindingAnswer, ...],
    }
)


class NotTold(ValueError):
    """The history does not give the case as it was: it is not there, was pruned, or fits no case that was saved."""


def state_at(case: Case, lines: bytes, revision: int, unknown: Mapping[str, Json] = _NOTHING) -> Case:
    """The case as it was saved as that revision.

    case: what the last line of the history gave, as it stands in the file; unknown: the keys this version knows not

    Raises:
        NotTold: no line tells of that revision, or what it tells gives another case than the one it names.
    """
    try:
        entries = history.entries(lines)
    except ValueError as error:
        raise NotTold("a line of the history is not an entry") from error
    place = next((place for place, one in enumerate(entries) if one.revision == revision), None)
    if place is None:
        raise NotTold(f"no line tells of revision {revision}")
    wanted = entries[place]
    for later in reversed(entries[place + 1 :]):
        case = _before(case, later)
    case = stamped(case, revision=wanted.revision, saved_at=wanted.saved_at, saved_by=wanted.saved_by)
    # A file made by hand may have had no id of its own then.
    nameless = msgspec.structs.replace(case, id="")
    if wanted.case not in {history.canonical_hash(json_of(one, unknown)) for one in (case, nameless)}:
        raise NotTold(f"revision {revision} is not the case that its line names")
    return case


def _before(case: Case, entry: Entry) -> Case:
    """The case before one saving, without its stamp."""
    try:
        # A list stands before the fields of its entries, so that an entry that went is there again for its fields.
        for path, (old, _new) in entry.changed.items():
            case = _put_back(case, path, old)
    except (ValueError, TypeError, LookupError, msgspec.ValidationError) as error:
        raise NotTold(f"what revision {entry.revision} changed cannot be taken back") from error
    return case


def _put_back(case: Case, path: str, old: Json) -> Case:
    if path in _BESIDE:
        kind = _BESIDE[path]
        return msgspec.structs.replace(case, **{path: kind() if old is None else msgspec.convert(old, kind)})
    if not _there(case, path):
        return case  # of an entry that did not exist then
    member = declared_at(Case, path)
    if member.kind is Kind.LIST:
        held = {item.id: item for item in get_at(case, path)}
        make = item_type(member)
        return put_items(case, path, tuple(held.get(ident) or make(id=ident) for ident in old or ()))
    return set_at(case, path, member.default if old is None else old)


def _there(case: Case, path: str) -> bool:
    try:
        get_at(case, path)
    except NoSuchField:
        declared_at(Case, path)  # a field that this version does not know is another matter
        return False
    return True
