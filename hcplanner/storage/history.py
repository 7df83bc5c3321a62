"""The history of a case: one line of JSON per saved revision, each bound to the one before and to the case it gave."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec

from hcplanner.case import Case
from hcplanner.fields import plain
from hcplanner.fields.differences import differences

Json = Any
_NO_LINE = "0" * 64
_WALKED = 16 << 20  # bytes of history whose every line is looked at when a file is opened; of more, only the last line


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One saved revision: its number and time, who saved it, what changed as path to [before, after].

    previous: SHA-256 of the line before (zeros for the first); case: SHA-256 of the canonical form of `case.json`
    """

    revision: int
    saved_at: str
    saved_by: str
    system_user: str
    changed: dict[str, Json]
    previous: str
    case: str


def canonical_hash(raw: Json) -> str:
    """SHA-256 of the canonical form of `case.json`: sorted keys, no white space, UTF-8."""
    written = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(written.encode()).hexdigest()


def changes(before: Case, after: Case) -> dict[str, Json]:
    """What changed, as path to [before, after] in stored form; lists stand with the ids of their entries."""
    told = {d.path: [_stored(d.before), _stored(d.after)] for d in differences(before, after)}
    for name in ("example", "invented", "unread", "answers"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            told[name] = [_stored(old), _stored(new)]
    return told


def _stored(value: object) -> Json:
    # A struct is written as its own JSON; its wrapping keeps an empty one from being left out.
    return plain(value) if value not in ((), frozenset(), {}) else None


def appended(lines: bytes, before: Case, after: Case, raw: Json, system_user: str) -> bytes:
    """The history with one more line, for the revision `after` whose `case.json` is `raw`."""
    lines = lines if not lines or lines.endswith(b"\n") else lines + b"\n"
    entry = Entry(
        revision=after.revision, saved_at=after.saved_at, saved_by=after.saved_by, system_user=system_user,
        changed=changes(before, after), previous=_line_hash(lines), case=canonical_hash(raw),
    )  # fmt: skip
    return lines + msgspec.json.encode(entry) + b"\n"


def _line_hash(lines: bytes) -> str:
    told = _lines(lines)
    return hashlib.sha256(told[-1]).hexdigest() if told else _NO_LINE


def entries(lines: bytes) -> tuple[Entry, ...]:
    """The entries, oldest first.

    Raises:
        ValueError: a line is not an entry.
    """
    try:
        return tuple(msgspec.json.decode(line, type=Entry) for line in _lines(lines))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("a line of the history is not an entry") from error


def broken(lines: bytes, raw: Json) -> bool:
    """Whether the chain does not hold: a line does not follow from the one before, or the last is not of this case.

    A case without any history is whole: it was made by hand.
    """
    whole = len(lines) <= _WALKED
    try:
        told = entries(lines if whole else b"".join(_lines(lines)[-1:]))
    except ValueError:
        return True
    if whole:
        follows = [_NO_LINE, *(hashlib.sha256(line).hexdigest() for line in _lines(lines))]
        if any(entry.previous != before for entry, before in zip(told, follows, strict=False)):
            return True
    return bool(told) and told[-1].case != canonical_hash(raw)


def _lines(lines: bytes) -> list[bytes]:
    return [line for line in lines.split(b"\n") if line]
