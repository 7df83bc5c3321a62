"""The recovery sheet of one's own key: made on demand, for paper; nothing of it is kept."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Final

from hcplanner.actions.preferences import PageSize, load_settings
from hcplanner.actions.saving import system_user
from hcplanner.documents.recovery_sheet import recovery_sheet
from hcplanner.errors import CannotWrite, FileExists
from hcplanner.i18n import N_, Words
from hcplanner.storage import atomic, vault

__all__ = ["DELETE", "make", "write"]

DELETE: Final = N_("Print the sheet and delete the file: whoever has it can open every case that is encrypted for you.")


def make(secret: str, name: str, now: datetime | None = None) -> bytes:
    """The sheet as PDF, in the language and on the paper of the settings."""
    chosen = load_settings()
    key, time = vault.key_of(secret), now or datetime.now().astimezone()
    return recovery_sheet(
        key.secret, key.public, name.strip() or system_user(), Words.load(chosen.language),
        page="letter" if chosen.page is PageSize.LETTER else "a4", printed=time,
    )  # fmt: skip


def write(path: Path, secret: str, name: str) -> None:
    """Write the sheet to a new file that this person alone may read. Raises FileExists, CannotWrite."""
    data = make(secret, name)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise FileExists(path) from error
    except OSError as error:
        raise CannotWrite(path, atomic.reason_of(error)) from error
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
