"""Backups: each saved state of a case file, sealed in a folder of the person's own, at most ten for each case.

The name of a backup says when it was made, which revision it holds and which key opens it, so that listing opens none.
One that cannot be read is never deleted, and one sealed for another key is nobody's to thin out.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from hcplanner.errors import BackupUnreadable, CannotWrite, FileMissing
from hcplanner.i18n import N_
from hcplanner.storage import atomic, vault

MOST: Final = 10
SUFFIX: Final = ".backup"
DAMAGED: Final = ".damaged"
_LAST: Final = 3
_DAYS: Final = 4
_WEEKS: Final = 4
_MONTHS: Final = 3
_TIME: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME: Final = re.compile(
    r"(?P<time>\d{8}T\d{6}\.\d{6}Z)-r(?P<revision>\d{1,9})-(?P<key>[0-9a-f]{12})\.(?P<state>backup|damaged)", re.ASCII
)
_PLAIN_ID: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Backup(NamedTuple):
    """One backup as its name tells: when it was made (UTC), which revision it holds, its size in bytes, for which key.

    damaged: it was found not to be whole
    """

    place: Path
    made_at: datetime
    revision: int
    size: int
    key: str
    damaged: bool


def folder_of(folder: Path, case_id: str) -> Path:
    """Where the backups of a case lie: by its id, which says nothing of the patient unless somebody chose it."""
    name = case_id if _PLAIN_ID.fullmatch(case_id) else hashlib.sha256(case_id.encode()).hexdigest()[:32]
    return folder / name


def add(folder: Path, data: bytes, revision: int, public: str, now: datetime) -> Backup:
    """Seal the bytes of a case file for this key as its newest backup, and take away what is too many.

    Raises CannotWrite; nothing is taken away then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWrite(folder, atomic.reason_of(error)) from error
    mine = _key(public)
    # A clock that was set back must not make the newest look old.
    newest = max((one.made_at for one in listed(folder)), default=None)
    made_at = now.astimezone(UTC)
    if newest is not None and made_at <= newest:
        made_at = newest + timedelta(microseconds=1)
    place = folder / f"{made_at.strftime(_TIME)}-r{revision}-{mine}{SUFFIX}"
    atomic.write(place, vault.seal(data, [public]))
    atomic.sweep(folder)
    _thin(folder, mine)
    return Backup(place, made_at, revision, place.stat().st_size, mine, damaged=False)


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first; nothing is opened."""
    found = []
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            if (named := _NAME.fullmatch(place.name)) is not None:
                with contextlib.suppress(OSError, ValueError):  # gone meanwhile; no time of any calendar
                    made_at = datetime.strptime(named["time"], _TIME).replace(tzinfo=UTC)
                    size, damaged = place.stat().st_size, named["state"] == DAMAGED[1:]
                    found.append(Backup(place, made_at, int(named["revision"]), size, named["key"], damaged))
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def read(backup: Backup, secret: Sequence[str]) -> bytes:
    """The bytes of the case file that a backup holds.

    Raises:
        BackupUnreadable: none of the keys opens it, or it is damaged; it is marked so and left where it is.
        FileMissing: it is gone.
    """
    try:
        data = backup.place.read_bytes()
    except OSError as error:
        raise FileMissing(backup.place, atomic.reason_of(error)) from error
    try:
        return vault.unseal(data, secret)
    except vault.CannotOpen as error:
        if str(error) == vault.BROKEN:
            mark_damaged(backup)
        why = N_("it was made with another key") if _other(error) else str(error)
        raise BackupUnreadable(backup.place, why) from error


def mark_damaged(backup: Backup) -> None:
    """Say in its name that it is not whole, so that it is told in the list and never thinned out."""
    if not backup.damaged:
        with contextlib.suppress(OSError):
            backup.place.rename(backup.place.with_suffix(DAMAGED))


def kept(times: Iterable[datetime], most: int = MOST) -> frozenset[datetime]:
    """Which of these times are kept: the last few, then one for each day, week and month, at most `most` in all.

    As many are kept as there may be; the newest always is.
    """
    newest_first = sorted(set(times), reverse=True)
    chosen = list(newest_first[:_LAST])
    for many, period in ((_DAYS, _day), (_WEEKS, _week), (_MONTHS, _month)):
        chosen += _newest_of_each(newest_first, period)[:many]
    # Where days, weeks and months coincide, or there are few, what is left goes to the newest others.
    return frozenset(list(dict.fromkeys([*chosen, *newest_first]))[:most])


def _newest_of_each(newest_first: Sequence[datetime], period: Callable[[datetime], tuple[int, ...]]) -> list[datetime]:
    found: dict[tuple[int, ...], datetime] = {}
    for one in newest_first:
        found.setdefault(period(one), one)
    return list(found.values())


def _day(time: datetime) -> tuple[int, ...]:
    return (time.toordinal(),)


def _week(time: datetime) -> tuple[int, ...]:
    return tuple(time.isocalendar())[:2]


def _month(time: datetime) -> tuple[int, ...]:
    return (time.year, time.month)


def _thin(folder: Path, mine: str) -> None:
    ours = [one for one in listed(folder) if one.key == mine and not one.damaged]
    stay = kept(one.made_at for one in ours)
    for one in ours:
        if one.made_at not in stay:
            with contextlib.suppress(OSError):  # the next saving tries again
                one.place.unlink(missing_ok=True)


def _key(public: str) -> str:
    return hashlib.sha256(public.encode()).hexdigest()[:12]


def _other(error: vault.CannotOpen) -> bool:
    return str(error) == vault.WRONG_KEY
