"""Telling people of each other: who has a case file open, and our own mark beside it while we do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hcplanner.actions.saving import system_user
from hcplanner.fields import PartialDate
from hcplanner.i18n import N_, Words
from hcplanner.storage import lock
from hcplanner.storage.lock import Held, Holder, Lock

__all__ = ["Claim", "Holder", "Lock", "Occupied", "claim", "left_behind_words", "occupied_words"]

LEFT_BEHIND = N_(
    "{who} had this file open on this computer since {since}, in a program that ended without closing it. The mark it "
    "left beside the file was taken over."
)
OCCUPIED = N_("{who} has this file open on {host} since {since}.")
TAKEN_OVER = N_("{who} has taken this file over on {host} since {since}.")


class Occupied(NamedTuple):
    """Somebody else has the file open, or a program that ended left its mark there."""

    holder: Holder
    left_behind: bool


class Claim(NamedTuple):
    """Our mark beside a file, if one could be made; or who is there before us."""

    lock: Lock | None = None
    occupied: Occupied | None = None


def claim(path: Path, who: str, *, over: Holder | None = None, now: datetime | None = None) -> Claim:
    """Put our mark beside a file, or tell who is there.

    who: the name in the settings, else the system's user; over: the holder from whom it is taken over knowingly
    """
    name = who.strip() or system_user()
    try:
        return Claim(lock.take(path, name, now or datetime.now().astimezone(), over=over))
    except Held as held:
        return Claim(occupied=Occupied(held.holder, held.left_behind))


def occupied_words(holder: Holder, words: Words, message: str = OCCUPIED) -> str:
    """Who has the file, where and since when, in one sentence."""
    return words(message).format(
        who=holder.user or words("Somebody"), host=holder.host or words("another computer"),
        since=_moment(holder.since, words),
    )  # fmt: skip


def left_behind_words(holder: Holder, words: Words) -> str:
    """That a program which ended had the file open."""
    return occupied_words(holder, words, LEFT_BEHIND)


def _moment(since: str, words: Words) -> str:
    try:
        time = datetime.fromisoformat(since)
    except ValueError:
        return words("a time not known")
    return words.date(PartialDate(time.year, time.month, time.day, time.hour, time.minute))
