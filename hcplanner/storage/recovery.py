"""Recovery copies: what is typed and not yet saved, sealed in a folder of the person's own, until it is saved.

One opening of a case has one copy, bound to the file it came from by that file's hash. A copy whose program still runs
is left alone; one that cannot be opened is moved aside, never deleted.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from hcplanner.case import Case
from hcplanner.errors import CannotWrite, HcplannerError
from hcplanner.storage import atomic, container, lock, sealing, vault
from hcplanner.storage.files import Source
from hcplanner.storage.reading import json_of, read_case
from hcplanner.storage.sealing import Recipient

SUFFIX: Final = ".recovery"
ASIDE: Final = "aside"
_RECORD: Final = "recovery.json"
_NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy says of itself: when it was made, and the file and state that the case came from.

    file, digest: path of the case file and SHA-256 of it as it was opened or last saved; empty for a case without one
    """

    made_at: str
    file: str = ""
    digest: str = ""


class Recovered(NamedTuple):
    """What a copy holds; `recipients`: for whom its case was to be sealed, None for as its file is."""

    place: Path
    record: Record
    case: Case
    attachments: Mapping[str, bytes] = _NOTHING
    unknown: Mapping[str, Any] = _NOTHING
    recipients: tuple[Recipient, ...] | None = None


class Copy:
    """The one copy of one opening of a case; the first `keep` makes it, `drop` takes it away."""

    def __init__(self, folder: Path, public: str, who: str) -> None:
        self._folder = folder
        self._public = public
        self._who = who
        self._place = folder / f"{secrets.token_hex(8)}{SUFFIX}"
        self._lock: lock.Lock | None = None

    def keep(
        self, case: Case, source: Source | None, now: datetime, attachments: Mapping[str, bytes] = _NOTHING, *,
        recipients: Sequence[Recipient] | None = None, public: str = "",
    ) -> None:  # fmt: skip
        """Write the case as it is now, sealed; what the file has of pictures already is not written again.

        recipients: for whom the case is to be sealed when it is saved, None for as its file is
        public: the key that this copy is sealed for, where it is not the usual one

        Raises CannotWrite.
        """
        if self._lock is None:
            _make_folder(self._folder)
            self._lock = lock.take(self._place, self._who, now)
        unknown = source.unknown if source else _NOTHING
        record = Record(
            made_at=now.isoformat(timespec="seconds"), file=str(source.path) if source else "",
            digest=source.digest if source else "",
        )  # fmt: skip
        contents = container.Contents(
            case=json.dumps(json_of(case, unknown), ensure_ascii=False).encode(),
            attachments={
                name: data for name, data in attachments.items() if not source or name not in source.attachments
            },
            others={_RECORD: msgspec.json.encode(record), **_listed(recipients)},
        )
        atomic.write(self._place, vault.seal(container.pack(contents), [public or self._public]))

    def leave(self) -> None:
        """Let go of the copy, which stays to be offered at the next start."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def drop(self) -> None:
        """Take the copy away: the case is saved, or its changes were given up."""
        with contextlib.suppress(OSError):  # the next start finds it and asks, which is the safe side
            self._place.unlink(missing_ok=True)
        self.leave()


def _listed(recipients: Sequence[Recipient] | None) -> dict[str, bytes]:
    return {} if recipients is None else {sealing.MEMBER: msgspec.json.encode(list(recipients))}


def waiting(folder: Path, secret: Sequence[str], *, more_to_come: bool = False) -> tuple[Recovered, ...]:
    """What programs that ended left behind, newest first.

    A copy that is damaged, or that none of the keys opens, is moved aside; the latter is left where it is when there
    are more keys to come, such as one still behind its passphrase.
    """
    found = []
    for place in sorted(folder.glob(f"*{SUFFIX}")):
        if _in_use(place):
            continue
        try:
            found.append(_read(place, secret))
        except vault.CannotOpen as error:
            if not (more_to_come and str(error) == vault.WRONG_KEY):
                set_aside(place)
        except (HcplannerError, container.BadContainer, msgspec.MsgspecError, OSError, KeyError):
            set_aside(place)
    return tuple(sorted(found, key=lambda one: one.record.made_at, reverse=True))


def closed(folder: Path, secret: Sequence[str]) -> bool:
    """Whether something was left behind that none of these keys opens."""
    for place in folder.glob(f"*{SUFFIX}"):
        if _in_use(place):
            continue
        try:
            vault.unseal(place.read_bytes(), secret)
        except vault.CannotOpen as error:
            if str(error) == vault.WRONG_KEY:
                return True
        except OSError:
            continue
    return False


def set_aside(place: Path) -> Path:
    """Move a copy out of the way, where it is not asked about again; gives its new place."""
    target = place.parent / ASIDE / place.name
    target.parent.mkdir(exist_ok=True, mode=0o700)
    place.replace(target)
    with contextlib.suppress(OSError):
        lock.lock_path(place).unlink(missing_ok=True)
    return target


def forget(place: Path) -> None:
    """Take a copy away whose content is saved, or that the person gave up."""
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)
        lock.lock_path(place).unlink(missing_ok=True)


def _read(place: Path, secret: Sequence[str]) -> Recovered:
    contents = container.unpack(vault.unseal(place.read_bytes(), secret))
    record = msgspec.json.decode(contents.others[_RECORD], type=Record)
    read = read_case(contents.case, place)
    listed = contents.others.get(sealing.MEMBER)
    recipients = None if listed is None else tuple(msgspec.json.decode(listed, type=list[Recipient]))
    return Recovered(place, record, read.case, contents.attachments, read.unknown, recipients)


def _in_use(place: Path) -> bool:
    """Whether the program that writes the copy still runs, as far as this machine can know."""
    holder = lock.holder_of(place)
    return holder is not None and not lock.is_left_behind(place)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWrite(folder, atomic.reason_of(error)) from error


def own_key(folder: Path) -> vault.Key:
    """This person's key on this computer, made when first needed; readable by this person alone.

    Raises CannotWrite.
    """
    place = folder / "key.txt"
    with contextlib.suppress(FileNotFoundError, ValueError):
        return vault.key_of(place.read_text("ascii"))
    _make_folder(folder)
    made = vault.new_key()
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        # Another window was faster, or what is there is no key: it is kept beside, never written over.
        with contextlib.suppress(ValueError):
            return vault.key_of(place.read_text("ascii"))
        place.rename(place.with_name(f"key-{secrets.token_hex(4)}.txt"))
        return own_key(folder)
    except OSError as error:
        raise CannotWrite(place, atomic.reason_of(error)) from error
    with os.fdopen(descriptor, "w") as stream:
        stream.write(made.secret + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return made
