"""The history of a case: a line of JSON for each saved revision and each document issued, bound to the line before."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from hcplanner.case import Case
from hcplanner.fields import compact, plain
from hcplanner.fields.differences import differences
from hcplanner.i18n import N_

Json = Any
_NO_LINE = "0" * 64
_DEEPEST = 20  # merged versions within merged versions
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


class DocumentEntry(msgspec.Struct, frozen=True, kw_only=True, tag_field="entry", tag="document"):
    """One document issued as final or emergency; its bytes are the attachment of the hash `pdf`.

    document, title, version: which one, in which wording; kind: final or emergency
    options: how it was asked for besides; revision, case: the state it shows
    previous: SHA-256 of the line before, which the footer of the document shows as the head of the history
    """

    document: str
    title: str
    version: str
    kind: str
    language: str
    page: str
    options: dict[str, Json]
    revision: int
    made_at: str
    made_by: str
    system_user: str
    pdf: str
    size: int
    previous: str
    case: str


class MergeEntry(msgspec.Struct, frozen=True, kw_only=True, tag_field="entry", tag="merge"):
    """Another version of the case was brought together with this one: the lines of its history that this one lacks.

    Its changes stand in the revision saved next; the documents that were issued from it count among those of the case.
    """

    lines: tuple[str, ...]
    previous: str
    case: str = ""


class LaterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a kind that this version does not know: kept, chained, passed over."""

    entry: str
    previous: str
    case: str = ""


AnyEntry: TypeAlias = Entry | DocumentEntry | MergeEntry | LaterEntry


class _Kind(msgspec.Struct):
    entry: str = ""


_KINDS: Final[Mapping[str, type[AnyEntry]]] = {"": Entry, "document": DocumentEntry, "merge": MergeEntry}


class Break(NamedTuple):
    """Where a history does not hold: the number of the line, counted from 1, and why, as a message id."""

    line: int
    reason: str


def canonical_hash(raw: Json) -> str:
    """SHA-256 of the canonical form of `case.json`: sorted keys, no white space, UTF-8."""
    return hashlib.sha256(compact(raw)).hexdigest()


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
    return with_entry(lines, Entry(
        revision=after.revision, saved_at=after.saved_at, saved_by=after.saved_by, system_user=system_user,
        changed=changes(before, after), previous=head(lines), case=canonical_hash(raw),
    ))  # fmt: skip


def with_entry(lines: bytes, entry: Entry | DocumentEntry | MergeEntry) -> bytes:
    """The history with this entry as its last line; its `previous` must be the head."""
    lines = lines if not lines or lines.endswith(b"\n") else lines + b"\n"
    return lines + msgspec.json.encode(entry) + b"\n"


def common(ours: bytes, theirs: bytes) -> bytes:
    """The lines, from the first on, that two histories share: up to where one case became two."""
    pairs = zip(_lines(ours), _lines(theirs), strict=False)
    return b"".join(one + b"\n" for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def with_lines_of(theirs: bytes, ours: bytes) -> bytes:
    """The history `theirs`, with what only `ours` tells kept in one further line; as it is where there is nothing."""
    known = set(_lines(theirs)) | {line.encode() for one in _merges(theirs) for line in one.lines}
    lacking = [line for line in _lines(ours) if line not in known]
    if not lacking:
        return theirs
    told = tuple(line.decode("utf-8", "replace") for line in lacking)
    return with_entry(theirs, MergeEntry(lines=told, previous=head(theirs)))


def _merges(lines: bytes) -> list[MergeEntry]:
    found = []
    for line in _lines(lines):
        if b'"merge"' in line:
            with contextlib.suppress(ValueError):
                found.append(_read(line))
    return [one for one in found if isinstance(one, MergeEntry)]


def head(lines: bytes) -> str:
    """SHA-256 of the last line, without its line break; zeros for a history without any."""
    last = lines.rstrip(b"\n").rpartition(b"\n")[2]
    return hashlib.sha256(last).hexdigest() if last else _NO_LINE


def every_entry(lines: bytes) -> tuple[AnyEntry, ...]:
    """The entries of every kind, oldest first.

    Raises:
        ValueError: a line is not an entry.
    """
    return tuple(_read(line) for line in _lines(lines))


def _read(line: bytes) -> AnyEntry:
    try:
        # Nearly every line is a revision, which says nothing of its kind.
        named = msgspec.json.decode(line, type=_Kind).entry if b'"entry"' in line else ""
        return msgspec.json.decode(line, type=_KINDS.get(named, LaterEntry))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("a line of the history is not an entry") from error


def entries(lines: bytes) -> tuple[Entry, ...]:
    """The saved revisions, oldest first.

    Raises:
        ValueError: a line is not an entry.
    """
    return tuple(one for one in every_entry(lines) if isinstance(one, Entry))


def up_to(lines: bytes, revision: int) -> bytes:
    """The history as it was just after that revision was saved; the whole when no line tells of it.

    Raises:
        ValueError: a line is not an entry.
    """
    kept: list[bytes] = []
    for line in _lines(lines):
        kept.append(line)
        one = _read(line)
        if isinstance(one, Entry) and one.revision == revision:
            return b"\n".join(kept) + b"\n"
    return lines


def documents_made(lines: bytes) -> tuple[DocumentEntry, ...]:
    """The documents issued, oldest first, those of other versions where these were merged.

    Lines that are no entries are passed over.
    """
    return tuple(_documents(_lines(lines), deep=1))


def _documents(lines: Iterable[bytes], deep: int) -> Iterator[DocumentEntry]:
    for line in lines:
        if b"document" not in line:
            continue
        try:
            read = _read(line)
        except ValueError:
            continue
        if isinstance(read, DocumentEntry):
            yield read
        elif isinstance(read, MergeEntry) and deep < _DEEPEST:
            yield from _documents((one.encode() for one in read.lines), deep + 1)


def tells(lines: bytes, case: str) -> bool:
    """Whether the last line that names a case names this one, by its hash."""
    for line in reversed(_lines(lines)):
        try:
            named = _read(line).case
        except ValueError:
            return False
        if named:
            return named == case
    return False


def first_break(lines: bytes, raw: Json) -> Break | None:
    """The first line that does not hold: no entry, not following from the one before, or not of this case.

    A history without any line is whole: the case was made by hand. A line cut off at the end shows too: the last one
    that names a case must name this one.
    """
    previous, known = _NO_LINE, ""
    every = _lines(lines)
    for number, line in enumerate(every, 1):
        try:
            entry = _read(line)
        except ValueError:
            return Break(number, N_("it is not an entry"))
        if entry.previous != previous:
            return Break(number, N_("it does not follow from the line before"))
        if isinstance(entry, DocumentEntry) and known and entry.case != known:
            return Break(number, N_("it names another case than the revision before it"))
        previous, known = hashlib.sha256(line).hexdigest(), entry.case or known
    if known and known != canonical_hash(raw):
        return Break(len(every), N_("it names another case than the one in the file"))
    return None


def broken(lines: bytes, raw: Json) -> bool:
    """Whether the chain does not hold; of a very long history only the last line is looked at."""
    if len(lines) <= _WALKED:
        return first_break(lines, raw) is not None
    try:
        last = _read(_lines(lines)[-1])
    except ValueError:
        return True
    return bool(last.case) and last.case != canonical_hash(raw)


def _lines(lines: bytes) -> list[bytes]:
    return [line for line in lines.split(b"\n") if line]
