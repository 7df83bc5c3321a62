"""Encrypting a case file for people's keys, and writing a plain copy of an encrypted one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hcplanner.errors import FileExists
from hcplanner.i18n import Words
from hcplanner.storage import files
from hcplanner.storage.files import Source
from hcplanner.storage.sealing import Recipient

__all__ = ["decrypt_to", "encrypt", "recipients_text"]


def encrypt(source: Source, recipients: Sequence[Recipient]) -> Source:
    """Seal the file of a case for these people, in its place; the case, its revision and its history stay.

    Raises NewerVersion, ChangedOnDisk, CannotWrite: the file is as it was.
    """
    return files.rewrap(source, source.path, recipients)


def decrypt_to(source: Source, target: Path) -> Source:
    """Write the case of an encrypted file to another as a plain one, which must not be there yet.

    Raises NewerVersion, FileExists, CannotWrite.
    """
    if target.exists():
        raise FileExists(target)
    return files.rewrap(source, target, ())


def recipients_text(recipients: Sequence[Recipient], words: Words) -> str:
    """A line for each recipient: name and public key."""
    return "\n".join(f"{one.name or words('without a name')}  {one.key}" for one in recipients)
