"""Making a case file that was not there before: empty, or from data of the shape of `case.json`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from hcplanner.actions.opening import new_case
from hcplanner.actions.saving import Saved, save
from hcplanner.case import FORMAT
from hcplanner.errors import NewerVersion
from hcplanner.storage import files
from hcplanner.storage.files import Source
from hcplanner.storage.reading import read_case
from hcplanner.storage.sealing import Recipient


def create(
    path: Path, who: str = "", data: Path | None = None, now: datetime | None = None, *,
    seal_for: Sequence[Recipient] | None = None,
) -> Saved:  # fmt: skip
    """Write a new case file, with what the file `data` holds or empty; nothing is ever overwritten.

    seal_for: for whom the file is sealed, nobody for a plain one
    Keys of the data that this version does not know are kept. Data without an id get a new one.

    Raises:
        FileMissing, NotACase, CaseInvalid, NewerVersion: the data cannot be used; all wrong values are named.
        FileExists, CannotWrite: the file cannot be made.
    """
    if data is None:
        return save(new_case(), None, path, who, now, seal_for=seal_for)
    read = read_case(files.read_bytes(data), data)
    if read.format > FORMAT:
        raise NewerVersion(data, read.format, FORMAT)
    case = msgspec.structs.replace(read.case, id=read.case.id or secrets.token_hex(16))
    source = Source(path=path, digest="", case=new_case(), unknown=read.unknown)
    return save(case, source, path, who, now, seal_for=seal_for)
