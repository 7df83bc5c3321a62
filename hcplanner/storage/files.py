"""Case files on the disk: opening one, and saving one so that nothing is lost and nobody is overwritten."""

from __future__ import annotations

import stat
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from hcplanner.case import FORMAT, Case
from hcplanner.errors import CannotWrite, ChangedOnDisk, FileExists, FileMissing, NewerVersion
from hcplanner.fields import laid_out
from hcplanner.i18n import N_
from hcplanner.storage import atomic, container, history, sealing
from hcplanner.storage.reading import Read, json_of, read_case
from hcplanner.storage.sealing import Recipient, Secrets, no_keys

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Source(NamedTuple):
    """Where an open case comes from, and what must come back when it is saved.

    digest: SHA-256 of the file as it was opened; case: what it held; format: the format it was written in
    written: `case.json` as it stands in the file
    unknown: keys of `case.json` that this version does not know, where they stood; others: such members of the zip
    attachments: contents by SHA-256; damaged: attachments that could not be read
    recipients: for whom the file is sealed, and will be again; nobody for a plain one
    """

    path: Path
    digest: str
    case: Case
    format: int = FORMAT
    unknown: Mapping[str, Any] = _NOTHING
    attachments: Mapping[str, bytes] = _NOTHING
    others: Mapping[str, bytes] = _NOTHING
    history: bytes = b""
    damaged: tuple[str, ...] = ()
    protected: bool = False
    written: bytes = b""
    recipients: tuple[Recipient, ...] = ()


class Notice(NamedTuple):
    """Something the reader should know about an opened file: a message id, and what fills its holes."""

    message: str
    values: Mapping[str, object] = _NOTHING


NEWER: Final = N_(
    "This file was written by a newer version (format {found}; this version knows {known}). It is opened for reading "
    "only, and something in it may not be shown."
)
UNKNOWN: Final = N_("The file holds fields that this version does not know. They are kept as they are: {names}.")
DAMAGED: Final = N_(
    "Attached files that are damaged: {count}. The case itself is whole. It is opened for reading only; save it under "
    "another name to go on working without them."
)
CHAIN: Final = N_("The history in this file does not fit the case: it was changed by another program.")
PROTECTED: Final = N_("The file is write-protected. It is opened for reading only; it can be saved under another name.")

UNLISTED: Final = N_(
    "The file was encrypted by another program and does not say for whom. Saving it encrypts it for the key that "
    "opened it; choose the others again under Encrypt."
)


def load(path: Path, secrets: Secrets = no_keys) -> tuple[Case, Source, tuple[Notice, ...]]:
    """The case in a file, where it came from, and what the reader should know.

    secrets: gives the secret keys at hand, should the file be sealed

    Raises:
        FileMissing: there is no such file, or it may not be read.
        NotACase: it is damaged or something else.
        CaseInvalid: it holds values that no case can hold.
        CannotUnseal: it is sealed, and none of the keys opens it.
    """
    return load_bytes(read_bytes(path), path, secrets)


def load_bytes(data: bytes, path: Path, secrets: Secrets = no_keys) -> tuple[Case, Source, tuple[Notice, ...]]:
    """The same from the bytes of a case file, which come from `path`."""
    contents, recipients, unlisted = sealing.unpacked(data, path, secrets)
    read = read_case(contents.case, path)
    digest = atomic.digest(data)
    # A file made by hand may lack an id; the same file must always give the same paper.
    case = read.case if read.case.id else msgspec.structs.replace(read.case, id=digest[:32])
    source = Source(
        path=path.absolute(), digest=digest, case=case, format=read.format, unknown=read.unknown,
        attachments=contents.attachments, others=contents.others, history=contents.history,
        damaged=contents.damaged, protected=_protected(path), written=contents.case,
        recipients=recipients,
    )  # fmt: skip
    told = _notices(source, read, contents)
    return case, source, (*told, Notice(UNLISTED)) if unlisted else tuple(told)


def read_only(source: Source) -> bool:
    """Whether the file must not be replaced by what this version would write."""
    return source.format > FORMAT or bool(source.damaged) or source.protected


def case_json(path: Path, secrets: Secrets = no_keys) -> bytes:
    """`case.json` of a file exactly as it stands there; errors as in `load`."""
    return sealing.unpacked(read_bytes(path), path, secrets).contents.case


def read_bytes(path: Path) -> bytes:
    """The bytes of an ordinary file, as many as a case file may have and one more.

    Raises:
        FileMissing: there is no such file, or it may not be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileMissing(path, N_("it is a folder") if path.is_dir() else N_("it is not an ordinary file"))
        with path.open("rb") as stream:
            data = stream.read(container.LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        raise FileMissing(path, N_("it is not there") if missing else _why(error)) from error
    return data


def _why(error: Exception) -> str:
    return N_("you may not read it") if isinstance(error, PermissionError) else atomic.reason_of(error)


def _protected(path: Path) -> bool:
    return not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def _notices(source: Source, read: Read, contents: container.Contents) -> list[Notice]:
    told = []
    if source.format > FORMAT:
        told.append(Notice(NEWER, {"found": source.format, "known": FORMAT}))
    if source.unknown or source.others:
        told.append(Notice(UNKNOWN, {"names": ", ".join([*_names(read.unknown), *sorted(source.others)])}))
    if source.damaged:
        told.append(Notice(DAMAGED, {"count": len(source.damaged)}))
    if source.protected:
        told.append(Notice(PROTECTED))
    if history.broken(contents.history, read.raw):
        told.append(Notice(CHAIN))
    return told


def _names(unknown: Mapping[str, Any], prefix: str = "") -> list[str]:
    """The whole path of each unknown key, such as `patient.surnam`."""
    return sorted(
        name
        for key, value in unknown.items()
        for name in (_names(value, f"{prefix}{key}.") if isinstance(value, dict) and value else [prefix + key])
    )


def store(
    case: Case, source: Source | None, path: Path, *, system_user: str, overwrite: bool = False,
    attach: Mapping[str, bytes] = _NOTHING, drop: Collection[str] = (), seal_for: Sequence[Recipient] | None = None,
) -> Source:  # fmt: skip
    """Write a case, already stamped with its new revision, to `path`; gives where it now comes from.

    source: where the open case came from, None for a new one; overwrite: replace whatever is there knowingly
    attach: further attachments by their SHA-256; drop: those that are knowingly taken out, such as removed pictures
    seal_for: for whom the file is sealed from now on, nobody for a plain one; None: as it was

    Raises:
        NewerVersion: the open case came from a newer format, and this version would lose part of it.
        ChangedOnDisk: somebody else changed the file since it was opened.
        FileExists: another file is in the way.
        CannotWrite: it is not possible there.
    """
    before = source or Source(path=path, digest="", case=Case(id=case.id))
    raw = _writable(case, before)
    lines = history.appended(before.history, before.case, case, raw, system_user)
    _check_place(before if source else None, path, overwrite=overwrite)
    # What was issued stays, whatever else goes: it is somewhere on paper, perhaps signed.
    gone = set(drop) - {entry.pdf for entry in history.documents_made(before.history)}
    kept = {name: held for name, held in before.attachments.items() if name not in gone}
    if seal_for is not None:
        before = before._replace(recipients=sealing.each_once(seal_for))
    return _write(before, path, case, container.Contents(laid_out(raw), lines, {**kept, **attach}, before.others))


def keep(source: Source, lines: bytes, attach: Mapping[str, bytes]) -> Source:
    """Write further lines of history and attachments into the file of a case that stays as it is.

    lines: the whole history, longer than before; attach: attachments by their SHA-256

    Raises:
        NewerVersion, ChangedOnDisk, CannotWrite: as in `store`; the file is as it was.
    """
    raw = _writable(source.case, source)
    _check_place(source, source.path, overwrite=False)
    attachments = {**source.attachments, **attach}
    return _write(
        source, source.path, source.case, container.Contents(laid_out(raw), lines, attachments, source.others)
    )


def rewrap(source: Source, path: Path, seal_for: Sequence[Recipient]) -> Source:
    """Write the case as it stands, same revision and history, to `path`: sealed for these, or plain for nobody.

    Raises:
        NewerVersion, ChangedOnDisk, FileExists, CannotWrite: as in `store`; what is there stays as it is.
    """
    _writable(source.case, source)
    _check_place(source, path, overwrite=False)
    same = container.Contents(source.written, source.history, source.attachments, source.others)
    return _write(source._replace(recipients=sealing.each_once(seal_for)), path, source.case, same)


def hash_of(source: Source) -> str:
    """The fingerprint of `case.json` as this version writes it, with what it does not know."""
    return history.canonical_hash(json_of(source.case, source.unknown))


def _writable(case: Case, source: Source) -> Any:
    """The plain values to write; refuses what this version would lose part of."""
    if source.format > FORMAT:
        raise NewerVersion(source.path, source.format, FORMAT)
    return json_of(case, source.unknown)


def _write(before: Source, path: Path, case: Case, written: container.Contents) -> Source:
    if len(before.recipients) > sealing.MOST:
        raise CannotWrite(path, N_("a case can be encrypted for at most 100 keys"))
    # What could not be opened again is not written.
    if len(written.case) > container.LARGEST_CASE or container.size(written) > container.LARGEST_FILE - (1 << 20):
        raise CannotWrite(path, N_("the case is larger than a file may be"))
    if container.members(written) > container.MOST_MEMBERS:
        raise CannotWrite(path, N_("the case holds more pictures and documents than a file may"))
    data = sealing.packed(written, before.recipients)
    atomic.write(path, data)
    atomic.sweep(path.parent)
    return before._replace(
        path=path.absolute(), digest=atomic.digest(data), case=case, attachments=written.attachments,
        history=written.history, damaged=(), protected=False, written=written.case,
    )  # fmt: skip


def _check_place(source: Source | None, path: Path, *, overwrite: bool) -> None:
    """Whether `path` may be replaced: by what was opened there, or knowingly."""
    try:
        there = atomic.digest_on_disk(path)
        if there is None:
            return
        if _protected(path):
            raise CannotWrite(path, N_("the file is write-protected"))
    except (OSError, ValueError) as error:
        raise CannotWrite(path, atomic.reason_of(error)) from error
    same = source is not None and _same(source.path, path)
    if same and source is not None and source.damaged:
        raise CannotWrite(path, N_("it has damaged attachments, which saving over it would lose"))
    if overwrite:
        return
    if not same:
        raise FileExists(path)
    if source is not None and there != source.digest:
        raise ChangedOnDisk(path)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other
