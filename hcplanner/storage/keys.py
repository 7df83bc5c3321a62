"""A person's own key on this computer: made once, kept behind a passphrase, in the system's keyring, or in a file.

What is kept is never deleted when another key takes its place: cases may wait that only the old one opens.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from enum import Enum
from pathlib import Path
from typing import Any, Final, NamedTuple

from hcplanner.errors import CannotWrite, KeyClosed
from hcplanner.i18n import N_
from hcplanner.storage import atomic, vault
from hcplanner.storage.vault import Stopped, never

_PUBLIC, _LOCKED, _OPEN = "own-key.pub", "own-key.age", "own-key.txt"
_SERVICE: Final = "hcplanner"
_LARGEST: Final = 4096
SHORTEST: Final = 8
"""Characters of the shortest passphrase that is taken."""


class Kept(Enum):
    """Where the secret half of a key is kept."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a word, not a secret
    KEYRING = "keyring"
    FILE = "file"


class Own(NamedTuple):
    """The person's key as it is known without opening it."""

    public: str
    kept: Kept


def find(folder: Path) -> Own | None:
    """The person's key; None when none was made yet."""
    public = _read(folder / _PUBLIC).decode("ascii", "replace").strip()
    if not vault.is_public(public):
        public = ""
    if public and (folder / _LOCKED).is_file():
        return Own(public, Kept.PASSPHRASE)
    with contextlib.suppress(ValueError):
        return Own(vault.key_of(_read(folder / _OPEN).decode("ascii", "replace")).public, Kept.FILE)
    return Own(public, Kept.KEYRING) if public else None


def keep(folder: Path, secret: str, passphrase: str = "", stopped: Stopped = never) -> Own:
    """Keep a secret key as the person's own: behind the passphrase, else as safely as this computer can.

    Another key that was kept before is put aside in the same folder. Raises CannotWrite, KeyClosed (stopped).
    """
    key, before = vault.key_of(secret), find(folder)
    locked = _locked(key.secret, passphrase, stopped) if passphrase else b""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if before is not None and before.public != key.public:
            _set_aside(folder)
        # The new form stands before the old one goes: the key is never nowhere.
        if locked:
            _write(folder / _LOCKED, locked)
        elif not _into_keyring(key):
            _write(folder / _OPEN, f"{key.secret}\n".encode())
        _write(folder / _PUBLIC, f"{key.public}\n".encode())
        kept = Kept.PASSPHRASE if locked else Kept.FILE if (folder / _OPEN).is_file() else Kept.KEYRING
        if kept is not Kept.FILE:
            (folder / _OPEN).unlink(missing_ok=True)
        if kept is not Kept.PASSPHRASE:
            (folder / _LOCKED).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(folder, atomic.reason_of(error)) from error
    if kept is Kept.PASSPHRASE and before == Own(key.public, Kept.KEYRING):
        _out_of_keyring(key.public)
    return Own(key.public, kept)


def secret_of(folder: Path, own: Own, passphrase: str = "", stopped: Stopped = never) -> str:
    """The secret half; behind a passphrase this takes seconds, unless `stopped` says that it is not wanted any more.

    Raises KeyClosed: the passphrase is missing or another, or the key is not where it was kept.
    """
    if own.kept is Kept.PASSPHRASE:
        if not passphrase:
            raise KeyClosed
        try:
            return vault.unlock_key(_read(folder / _LOCKED), passphrase, stopped)
        except vault.CannotOpen as error:
            raise KeyClosed(str(error)) from error
    if own.kept is Kept.FILE:
        return vault.key_of(_read(folder / _OPEN).decode("ascii", "replace")).secret
    found = _from_keyring(own.public)
    if not found:
        raise KeyClosed(N_("the system’s keyring does not give it"))
    return found


def _locked(secret: str, passphrase: str, stopped: Stopped) -> bytes:
    try:
        return vault.lock_key(secret, passphrase, stopped)
    except vault.CannotOpen as error:
        raise KeyClosed(str(error)) from error


def _set_aside(folder: Path) -> None:
    mark = secrets.token_hex(4)
    for name in (_LOCKED, _OPEN, _PUBLIC):
        with contextlib.suppress(FileNotFoundError):
            stem, _, ending = name.partition(".")
            (folder / name).rename(folder / f"{stem}-{mark}.{ending}")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST)
    except OSError:
        return b""


def _write(path: Path, content: bytes) -> None:
    """Write what only this person may read, whole or not at all."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _keyring() -> Any | None:
    """The system's keyring; None where the optional part is not installed, or no safe keyring answers."""
    try:
        import keyring
    except ImportError:
        return None
    held = keyring.get_keyring()
    # Below 1 stand those that keep nothing, or keep it in plain text.
    return held if held.priority >= 1 else None


def _into_keyring(key: vault.Key) -> bool:
    held = _keyring()
    if held is None:
        return False
    from keyring.errors import KeyringError

    try:
        held.set_password(_SERVICE, key.public, key.secret)
        return bool(held.get_password(_SERVICE, key.public) == key.secret)
    except KeyringError:
        return False


def _from_keyring(public: str) -> str:
    held = _keyring()
    if held is None:
        return ""
    from keyring.errors import KeyringError

    try:
        return str(held.get_password(_SERVICE, public) or "")
    except KeyringError:
        return ""


def _out_of_keyring(public: str) -> None:
    held = _keyring()
    if held is None:
        return
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        held.delete_password(_SERVICE, public)
