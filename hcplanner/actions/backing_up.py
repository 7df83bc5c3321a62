"""Backups of a case: one made at every saving, those there are, and the case that one of them holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hcplanner import settings
from hcplanner.case import Case
from hcplanner.errors import BackupUnreadable, CannotWrite, FileMissing, HcplannerError, NotACase, NotBackedUp
from hcplanner.storage import atomic, backups, container, files, recovery
from hcplanner.storage.backups import Backup
from hcplanner.storage.files import Source
from hcplanner.storage.sealing import Secrets

__all__ = ["Backup", "back_up", "backups_of", "opened", "replaced_by"]


def back_up(source: Source, now: datetime, data: bytes | None = None) -> NotBackedUp | None:
    """Back the file of a case up as it stands now; gives why that was not possible, for it must not fail the saving.

    data: other bytes than those in the file, which are about to be replaced
    """
    folder = _folder(source.case.id)
    try:
        held = data if data is not None else files.read_bytes(source.path)
        public = recovery.own_key(settings.state_folder()).public
        backups.add(folder, held, source.case.revision, public, now)
    except (CannotWrite, FileMissing) as error:  # the file may go from under us
        return NotBackedUp(folder, error.values["reason"])
    except OSError as error:
        return NotBackedUp(folder, atomic.reason_of(error))
    return None


def replaced_by(source: Source | None, path: Path) -> bytes | None:
    """The bytes at `path` that saving there replaces and that did not come from the open case; None without any."""
    try:
        there = files.read_bytes(path)
    except HcplannerError:
        return None
    known = source is not None and atomic.digest(there) == source.digest
    return None if known or len(there) > container.LARGEST_FILE else there


def backups_of(case: Case) -> tuple[Backup, ...]:
    """The backups of a case on this computer, newest first; none is opened."""
    return backups.listed(_folder(case.id))


def opened(backup: Backup, secrets: Secrets) -> tuple[Case, Source]:
    """The case in a backup, and what came with it; the file that is named there is the backup itself.

    secrets: gives the secret keys at hand, should the file that was backed up be encrypted

    Raises:
        BackupUnreadable: it is damaged or made with another key; it is left where it is.
        FileMissing, CaseInvalid, CannotUnseal, KeyClosed: as for a case file.
    """
    key = recovery.own_key(settings.state_folder())
    data = backups.read(backup, [key.secret])
    try:
        case, source, _ = files.load_bytes(data, backup.place, secrets)
    except NotACase as error:
        backups.mark_damaged(backup)
        raise BackupUnreadable(backup.place, error.values["reason"]) from error
    return case, source


def _folder(case_id: str) -> Path:
    return backups.folder_of(settings.state_folder() / "backups", case_id)
