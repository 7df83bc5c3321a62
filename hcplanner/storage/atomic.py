"""Writes a file so that it is always the old one or the new one, never part of either."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import time
from pathlib import Path
from typing import Final

from hcplanner.errors import CannotWrite
from hcplanner.i18n import N_

_BESIDE: Final = ".hcplan-"
_DAY: Final = 24 * 3600.0
# What says that a folder cannot be synced at all, as on some network drives: nothing more can be done there.
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF})


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`: written beside it, synced, put in its place, and the folder synced.

    A link stays a link and its target is replaced. An existing file keeps its mode and, where that is allowed, its
    group; a new one gets what the person's umask says, as every other program's files do, because a department's
    shared folder decides who may read. Nothing is left behind when it fails.

    Raises:
        CannotWrite: the folder is missing or may not be written, the disk is full, or the drive is gone.
    """
    beside: Path | None = None
    try:
        target = path.resolve()
        beside = target.with_name(f"{_BESIDE}{secrets.token_hex(8)}.tmp")
        _write_beside(beside, target, content)
        _replace(beside, target)
        beside = None
        _sync_folder(target.parent)
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotWrite(path, reason_of(error)) from error
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink()


def _write_beside(beside: Path, target: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(beside, flags, 0o666), "wb") as stream:
        if sys.platform != "win32":
            _take_over_mode(stream.fileno(), target)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _take_over_mode(descriptor: int, target: Path) -> None:
    try:
        there = target.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(there.st_mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    # Drives that know no owners or modes refuse both, and have nothing to take over.
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, -1, there.st_gid)
    with contextlib.suppress(PermissionError):
        os.fchmod(descriptor, stat.S_IMODE(there.st_mode))


def _replace(beside: Path, target: Path) -> None:
    # On Windows a virus scanner may hold the old file for a moment.
    for _ in range(10 if sys.platform == "win32" else 0):
        with contextlib.suppress(PermissionError):
            beside.replace(target)
            return
        time.sleep(0.1)
    beside.replace(target)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def sweep(folder: Path, now: float | None = None) -> None:
    """Take away what killed processes left in a folder: our own half-written files older than a day."""
    oldest = (time.time() if now is None else now) - _DAY
    with contextlib.suppress(OSError), os.scandir(folder) as there:
        for left in there:
            ours = left.name.startswith(_BESIDE) and left.name.endswith(".tmp")
            if ours and left.stat(follow_symlinks=False).st_mtime < oldest:
                Path(left.path).unlink()


def digest(content: bytes) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_on_disk(path: Path) -> str | None:
    """SHA-256 of the file that stands at `path` now; None when there is none.

    Raises:
        OSError: there is one that cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


_WORDS: Final = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is full"),
    errno.EFBIG: N_("it is larger than this drive allows"),
    errno.EROFS: N_("the drive can only be read"),
    errno.EACCES: N_("you may not write there"),
    errno.EPERM: N_("you may not write there"),
    errno.ENOENT: N_("the folder is not there"),
    errno.ENOTDIR: N_("the folder is not there"),
    errno.EISDIR: N_("there is a folder of that name"),
    errno.EEXIST: N_("there is a file of that name, not a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the drive reports a fault"),
    errno.ESTALE: N_("the drive is gone"),
    errno.ENOTCONN: N_("the drive is gone"),
    errno.ELOOP: N_("its links lead in a circle"),
}


def reason_of(error: Exception) -> str:
    """What an error of the operating system means, in words that end a sentence."""
    if isinstance(error, OSError):
        return _WORDS.get(error.errno or 0) or (error.strerror or N_("the system refused")).lower()
    return N_("the name cannot be used for a file")
