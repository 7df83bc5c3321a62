"""Saving a case as a new revision."""

from __future__ import annotations

import getpass
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hcplanner.actions import backing_up
from hcplanner.case import Case, stamped
from hcplanner.errors import NotBackedUp
from hcplanner.storage import files
from hcplanner.storage.files import Source
from hcplanner.storage.sealing import Recipient


class Saved(NamedTuple):
    """What is on the disk now: the case with its new stamp, and where it comes from.

    not_backed_up: why no backup of it could be kept, which does not undo the saving
    """

    case: Case
    source: Source
    not_backed_up: NotBackedUp | None = None


def save(
    case: Case, source: Source | None, path: Path, who: str, now: datetime | None = None, *, overwrite: bool = False,
    attach: Mapping[str, bytes] | None = None, drop: Collection[str] = (), seal_for: Sequence[Recipient] | None = None,
    backup: bool = True,
) -> Saved:  # fmt: skip
    """Write the case to `path` as its next revision, by `who` (else the system's user), at `now`.

    source: what the case was opened from or last saved as; None for a new case
    attach, drop: attachments to put in by their SHA-256, and those to take out knowingly
    seal_for: for whom the file is sealed from now on, nobody for a plain one; None: as it was
    overwrite: replace knowingly a file that is in the way or was changed by somebody else; it is backed up before
    backup: keep a sealed backup of what was written

    Raises:
        NewerVersion: the case came from a newer format.
        ChangedOnDisk: the file was changed by somebody else since it was opened.
        FileExists: another file is in the way.
        CannotWrite: writing there is not possible; the open case is as it was.
    """
    user = system_user()
    at = (now or datetime.now().astimezone()).astimezone()
    time = at.isoformat(timespec="seconds")
    replaced = backing_up.replaced_by(source, path) if overwrite and backup else None
    revision = max(case.revision, source.case.revision if source else 0) + 1
    case = stamped(case, revision=revision, saved_at=time, saved_by=who.strip() or user)
    stored = files.store(
        case, source, path, system_user=user, overwrite=overwrite, attach=attach or {}, drop=drop, seal_for=seal_for
    )
    failed = backing_up.back_up(stored, at, replaced) if replaced is not None else None
    return Saved(case, stored, (backing_up.back_up(stored, at) if backup else None) or failed)


def system_user() -> str:
    """The name under which the operating system knows the person, or nothing when it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
