"""An advisory lock beside a case file: who has it open, where and since when. It is never taken over silently.

It only tells people of each other. What keeps work from being overwritten is the comparison before a file is replaced.
"""

from __future__ import annotations

import contextlib
import os
import platform
import secrets
from datetime import datetime
from pathlib import Path
from typing import IO, Final

import msgspec

from hcplanner.storage import atomic

PREFIX, SUFFIX = ".~lock.", "#"
_LARGEST: Final = 4096
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


class Holder(msgspec.Struct, frozen=True):
    """Who has a file open. Empty texts: the lock cannot be read, and somebody has it open for all we know.

    id: random, of this one opening; boot: of the machine's run, so that a lock from before a restart is known as such
    """

    id: str = ""
    user: str = ""
    host: str = ""
    boot: str = ""
    since: str = ""


class Held(Exception):
    """Somebody else has the file open. `left_behind`: the program that had it ended without closing it."""

    def __init__(self, holder: Holder, *, left_behind: bool) -> None:
        super().__init__(holder.user)
        self.holder = holder
        self.left_behind = left_behind


class Lock:
    """A lock that we hold, until `release`."""

    def __init__(self, path: Path, holder: Holder, stream: IO[bytes]) -> None:
        self._path = path
        self._stream = stream
        self.holder = holder

    @property
    def ours(self) -> bool:
        """Whether the lock beside the file is still this one: somebody may have taken it over, or swept it away."""
        return read(self._path) == self.holder

    def covers(self, path: Path) -> bool:
        """Whether this is the lock of that file."""
        return lock_path(path) == self._path

    @property
    def now_held_by(self) -> Holder | None:
        """Who stands in the lock beside the file now; None when it was taken away."""
        return read(self._path)

    def release(self) -> None:
        """Take the lock away, if it is still ours; calling it again does nothing."""
        if self._stream.closed:
            return
        if self.ours:
            with contextlib.suppress(OSError):  # the folder may be gone; a lock left there is known as left behind
                self._path.unlink()
        self._stream.close()


def lock_path(path: Path) -> Path:
    """Where the lock of a file lies, named as office programs name theirs."""
    real = path.resolve()
    return real.with_name(f"{PREFIX}{real.name}{SUFFIX}")


def holder_of(path: Path) -> Holder | None:
    """Who has the file open; None for nobody."""
    return read(lock_path(path))


def take(path: Path, user: str, now: datetime, *, over: Holder | None = None) -> Lock | None:
    """Our lock on a file; None where none can be written, such as on a write-protected medium.

    over: the holder from whom it is taken over knowingly; a lock of anybody else is respected all the same

    Raises:
        Held: somebody else has it, or left it behind.
    """
    place = lock_path(path)
    mine = Holder(secrets.token_hex(8), user, platform.node(), boot_id(), now.isoformat(timespec="seconds"))
    found = read(place)
    if found is not None and found != over:
        raise Held(found, left_behind=_left_behind(found, place))
    try:
        if found is not None:
            atomic.write(place, msgspec.json.encode(mine))
        else:
            _create(place, msgspec.json.encode(mine))
        stream = place.open("rb")
    except FileExistsError as error:
        raise Held(read(place) or Holder(), left_behind=False) from error
    except OSError:
        return None
    _hold(stream)
    return Lock(place, mine, stream)


def is_left_behind(path: Path) -> bool:
    """Whether it is certain that the program that has the file ended without closing it."""
    place = lock_path(path)
    holder = read(place)
    return holder is not None and _left_behind(holder, place)


def read(place: Path) -> Holder | None:
    """Who stands in a lock; None when there is none, a holder without words when it cannot be read."""
    try:
        with place.open("rb") as stream:
            return msgspec.json.decode(stream.read(_LARGEST), type=Holder)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Holder()


def boot_id() -> str:
    """A name for this run of the machine; empty where the system has none."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""


def _create(place: Path, content: bytes) -> None:
    """Make the lock, and fail if somebody was faster."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
    except OSError:
        # A lock without words would be somebody unknown, for ever.
        with contextlib.suppress(OSError):
            place.unlink()
        raise


def _left_behind(holder: Holder, place: Path) -> bool:
    """Whether it is certain that the program that took the lock has ended: only a machine knows its own."""
    if not holder.boot or holder.host != platform.node():
        return False
    if holder.boot != boot_id():
        return True
    try:
        with place.open("rb") as stream:
            return _hold(stream)
    except OSError:
        return False


def _hold(stream: IO[bytes]) -> bool:
    """Hold the lock's own file for as long as it stays open, as the system knows it; gives whether that was free."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing is certain, so whoever opens is asked
        return False
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
