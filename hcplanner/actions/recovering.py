"""Keeping what is typed before it is saved, and giving it back after a program or a machine stopped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from hcplanner import settings
from hcplanner.actions import keys
from hcplanner.actions.keys import Recipient, Ring
from hcplanner.actions.saving import system_user
from hcplanner.case import Case
from hcplanner.errors import HcplannerError, KeyClosed
from hcplanner.fields import PartialDate, declared_at
from hcplanner.fields.differences import differences
from hcplanner.i18n import N_, Words
from hcplanner.storage import files, history, recovery, states
from hcplanner.storage.files import Source
from hcplanner.storage.recovery import Recovered

__all__ = ["Found", "Keeper", "Source", "TakenUp", "found", "give_up", "take_up", "waits_for_key"]

_MOST_NAMED = 6
CHANGED_SINCE = N_(
    "The file {name} was saved by somebody after this copy was kept. Nothing is overwritten: when you save, you are "
    "asked."
)
GONE = N_(
    "The file {name} that this copy came from is not there any more, or cannot be read. Save the case under a name."
)


class Found(NamedTuple):
    """A copy that was left behind: whose file, when it was kept, and what it holds that the file does not."""

    recovered: Recovered
    file: Path | None
    made_at: str
    differs_in: tuple[str, ...]


class TakenUp(NamedTuple):
    """A recovered case, ready to go on with: as changes over the file it came from, if that is still there."""

    case: Case
    source: Source | None
    path: Path | None
    attachments: Mapping[str, bytes]
    notices: tuple[str, ...]
    recipients: tuple[Recipient, ...] | None = None


class Keeper:
    """Keeps one open case; made new for each. Nothing is written before something is kept."""

    def __init__(self) -> None:
        self._copy: recovery.Copy | None = None

    def keep(
        self, case: Case, source: Source | None, attachments: Mapping[str, bytes],
        recipients: Sequence[Recipient] | None = None,
    ) -> None:  # fmt: skip
        """Keep the case as it is now; `recipients`: for whom it will be sealed, None for as its file is.

        The copy of a case that is encrypted opens with one's own key alone. Raises CannotWrite.
        """
        sealed = recipients if recipients is not None else source.recipients if source else ()
        held = keys.own() if sealed else None
        if self._copy is None:
            key = recovery.own_key(settings.state_folder())
            self._copy = recovery.Copy(_folder(), key.public, system_user())
        self._copy.keep(case, source, datetime.now().astimezone(), attachments, recipients=recipients,
                        public=held.public if held else "")  # fmt: skip

    def leave(self) -> None:
        """Let go of what was kept, which is offered at the next start."""
        if self._copy is not None:
            self._copy.leave()
            self._copy = None

    def drop(self) -> None:
        """Nothing needs keeping any more: the case is saved, or its changes were given up."""
        if self._copy is not None:
            self._copy.drop()


def found(words: Words, ring: Ring | None = None) -> tuple[Found, ...]:
    """What was left behind on this computer, newest first.

    What waits for a key that is still behind its passphrase is left where it is. Raises CannotWrite.
    """
    ring = ring or Ring()
    secrets = _secrets(ring)
    left = recovery.waiting(_folder(), secrets, more_to_come=ring.closed) if secrets else ()
    return tuple(_found(one, words, ring) for one in left)


def waits_for_key(ring: Ring) -> bool:
    """Whether work was left behind that only one's own key opens, which is still behind its passphrase."""
    return ring.closed and bool(secrets := _secrets(ring)) and recovery.closed(_folder(), secrets)


def _secrets(ring: Ring) -> list[str]:
    """The keys at hand for what was left behind; none when nothing was."""
    if not any(_folder().glob(f"*{recovery.SUFFIX}")):
        return []
    key = recovery.own_key(settings.state_folder())
    with contextlib.suppress(KeyClosed):
        return [key.secret, *ring.secrets()]
    return [key.secret]


def take_up(one: Found, words: Words, ring: Ring | None = None) -> TakenUp:
    """The recovered case over its file; a file that is gone or changed since is told. The copy stays for now."""
    recovered, path = one.recovered, one.file
    sealed = recovered.recipients
    if path is None:
        return TakenUp(recovered.case, None, None, recovered.attachments, (), sealed)
    try:
        _, source, _ = files.load(path, (ring or Ring()).secrets)
    except HcplannerError:
        return TakenUp(recovered.case, None, None, recovered.attachments, (words(GONE).format(name=path.name),), sealed)
    told: tuple[str, ...] = ()
    if source.digest != recovered.record.digest:
        # What saving compares with is the file as it was when this was typed, so that it asks.
        source = _as_it_was(source, recovered.case.revision)._replace(digest=recovered.record.digest)
        told = (words(CHANGED_SINCE).format(name=path.name),)
    source = source._replace(unknown=recovered.unknown or source.unknown)
    return TakenUp(recovered.case, source, path, {**source.attachments, **recovered.attachments}, told, sealed)


def _as_it_was(source: Source, revision: int) -> Source:
    """The file at the revision that something was typed over; an empty case where its history does not give it.

    From there a merging sees what was typed here and what was saved by others; from an empty case it asks about more.
    """
    try:
        case = states.state_at(source.case, source.history, revision, source.unknown)
    except states.NotTold:
        return source._replace(case=Case(id=source.case.id), history=b"", written=b"")
    return source._replace(case=case, history=history.up_to(source.history, revision), written=b"")


def give_up(one: Found) -> None:
    """Take the copy away for good: the person said so, or its content is in a file now."""
    recovery.forget(one.recovered.place)


def _folder() -> Path:
    return settings.state_folder() / "recovery"


def _found(recovered: Recovered, words: Words, ring: Ring) -> Found:
    path = Path(recovered.record.file) if recovered.record.file else None
    before = Case(id=recovered.case.id)
    if path is not None:
        try:
            before = files.load(path, ring.secrets)[0]
        except HcplannerError:
            path = Path(recovered.record.file)
    stamp = {"revision": 0, "saved_at": "", "saved_by": ""}
    labels = _labels(
        (one.path for one in differences(replace(before, **stamp), replace(recovered.case, **stamp))), words
    )
    time = datetime.fromisoformat(recovered.record.made_at)
    made_at = words.date(PartialDate(time.year, time.month, time.day, time.hour, time.minute))
    return Found(recovered, path, made_at, labels)


def _labels(paths: Iterable[str], words: Words) -> tuple[str, ...]:
    """What the paths are called, each once; more than a few are counted."""
    told = list(dict.fromkeys(words(declared_at(Case, path).field.label) for path in paths))
    more = len(told) - _MOST_NAMED
    return (*told[:_MOST_NAMED], words("and {n} more").format(n=more)) if more > 0 else tuple(told)
