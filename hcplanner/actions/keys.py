"""The keys that a person works with: one's own, opened once per run, and those of colleagues and the department."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from hcplanner import settings
from hcplanner.actions.saving import system_user
from hcplanner.errors import FileMissing, KeyClosed, NoSuchKey
from hcplanner.i18n import N_
from hcplanner.profile import Encryption, Profile
from hcplanner.storage import files, keys, vault
from hcplanner.storage.files import Source
from hcplanner.storage.keys import SHORTEST, Kept, Own
from hcplanner.storage.sealing import Recipient, each_once
from hcplanner.storage.vault import Stopped, never

__all__ = [
    "KEPT_WORDS", "LOSS", "SHORTEST", "Kept", "Own", "Recipient", "Ring", "at_hand", "colleagues", "departments",
    "each_once", "identity", "make", "named",
    "needs_encryption", "own", "own_recipient", "passphrase_from_file", "recipients_to_save", "take_back", "usual",
]  # fmt: skip

PASSPHRASE_FILE: Final = "HCPLANNER_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
KEPT_WORDS: Final = {
    Kept.PASSPHRASE: N_("Behind your passphrase: whoever takes this computer or its disk cannot use it."),
    Kept.KEYRING: N_("In this system’s keyring: open while you are logged in, closed to others and on a stolen disk."),
    Kept.FILE: N_(
        "In a file that only your login may read: it keeps out other people on this computer and whoever finds a case "
        "file, but not somebody who takes this computer or its disk. A passphrase would."
    ),
}
LOSS: Final = N_(
    "An encrypted case can be opened only with the key of somebody it is encrypted for. Nobody, also not the makers of "
    "this program, can recover a lost passphrase or key. Print the recovery sheet and keep it locked away."
)


class Ring:
    """One's own key for the time of a run: asked for when something sealed is met, kept until it is locked again."""

    def __init__(self, ask: Callable[[], str] | None = None, also: Sequence[str] = ()) -> None:
        """`ask` gives the passphrase when one is needed; `also`: secret keys that are at hand besides."""
        self._ask = ask
        self._also = tuple(also)
        self._opened: vault.Key | None = None

    @property
    def own(self) -> Own | None:
        """One's own key as it is known without opening it."""
        return own()

    @property
    def closed(self) -> bool:
        """Whether a passphrase has to be given before one's own key can be used."""
        held = self.own
        return held is not None and held.kept is Kept.PASSPHRASE and not self._holds(held)

    def secrets(self) -> tuple[str, ...]:
        """The secret keys at hand. Raises KeyClosed: one's own is behind a passphrase that is not given."""
        held = self.own
        if held is None or (self._also and self.closed):
            return self._also  # what was given for this file is tried before anybody is asked
        if not self._holds(held):
            self.open(self._ask() if self._ask is not None and held.kept is Kept.PASSPHRASE else "")
        return (*self._also, self._opened.secret if self._opened else "")

    def open(self, passphrase: str, stopped: Stopped = never) -> None:
        """Open one's own key; behind a passphrase this takes seconds. Raises KeyClosed."""
        if (held := self.own) is not None:
            self._opened = vault.key_of(keys.secret_of(_folder(), held, passphrase, stopped))

    def close(self) -> None:
        """Forget the opened key."""
        self._opened = None

    def protect(self, passphrase: str, stopped: Stopped = never) -> Own:
        """Put one's own key, made now if there is none, behind this passphrase. Raises KeyClosed, CannotWrite."""
        _refuse_short(passphrase)
        if self.own is not None and self._opened is None:
            self.open("")
        key = self._opened or vault.new_key()
        kept = keys.keep(_folder(), key.secret, passphrase, stopped)
        self._opened = key
        return kept

    def sheet_secret(self) -> str:
        """The secret half of one's own key, for the recovery sheet alone. Raises KeyClosed."""
        held = self.own or make()
        if not self._holds(held):
            self.open(self._ask() if self._ask is not None and held.kept is Kept.PASSPHRASE else "")
        assert self._opened is not None  # it was opened, or its refusal was raised
        return self._opened.secret

    def _holds(self, held: Own) -> bool:
        return self._opened is not None and self._opened.public == held.public


def at_hand() -> Sequence[str]:
    """The secret keys that can be used without asking anybody."""
    return Ring().secrets()


def own() -> Own | None:
    """The person's own key as it is known without opening it; None when none was made yet."""
    return keys.find(_folder())


def make(passphrase: str = "") -> Own:
    """The person's own key, made now if there is none. Raises CannotWrite."""
    if passphrase:
        _refuse_short(passphrase)
    return own() or keys.keep(_folder(), vault.new_key().secret, passphrase)


def take_back(secret: str, passphrase: str = "", stopped: Stopped = never) -> Own:
    """Take a key from its recovery sheet as one's own; another that was kept is put aside.

    Raises NoSuchKey, KeyClosed, CannotWrite.
    """
    if passphrase:
        _refuse_short(passphrase)
    typed = "".join(secret.split()).upper()
    try:
        vault.key_of(typed)
    except ValueError as error:
        # What was typed may be nearly the key: it is not repeated where somebody else may read it.
        raise NoSuchKey("…", N_("it is not the secret key of a recovery sheet, or was not copied whole")) from error
    return keys.keep(_folder(), typed, passphrase, stopped)


def identity(path: Path) -> tuple[str, ...]:
    """The secret keys in a key file of any age program, such as the department's. Raises FileMissing, NoSuchKey."""
    lines = files.read_bytes(path).decode("utf-8", "replace").splitlines()
    found = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        return tuple(vault.key_of(line).secret for line in found)
    except ValueError as error:
        raise NoSuchKey(str(path), N_("it holds no secret key")) from error


def passphrase_from_file() -> str:
    """The passphrase in the file that the environment names; empty when it names none. Raises FileMissing."""
    named_file = os.environ.get(PASSPHRASE_FILE, "")
    if not named_file:
        return ""
    try:
        return Path(named_file).read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise FileMissing(named_file, N_("it cannot be read as a passphrase")) from error


def own_recipient(who: str = "") -> Recipient:
    """Oneself as somebody a case is sealed for; the key is made now if there is none. Raises CannotWrite."""
    return Recipient(who.strip() or system_user(), make().public)


def colleagues(ours: Profile) -> tuple[Recipient, ...]:
    """The people whose public keys the profile names."""
    return tuple(Recipient(name, key) for name, key in ours.recipients.items())


def departments(ours: Profile) -> tuple[Recipient, ...]:
    """The department's recovery keys: every encrypted case can be opened with them."""
    return tuple(Recipient(name, key) for name, key in ours.recovery.items())


def named(texts: Sequence[str], ours: Profile) -> tuple[Recipient, ...]:
    """Recipients by their public key or by their name in the profile. Raises NoSuchKey."""
    known = {one.name: one for one in (*colleagues(ours), *departments(ours))}
    by_key = {one.key: one for one in known.values()}
    told = []
    for text in (one.strip() for one in texts):
        if text in known:
            told.append(known[text])
        elif vault.is_public(text):
            told.append(by_key.get(text, Recipient("", text)))
        else:
            raise NoSuchKey(text, N_("it is not a public key, and nobody of this name stands in the profile"))
    return tuple(told)


def usual(ours: Profile, who: str = "", also: Sequence[Recipient] = ()) -> tuple[Recipient, ...]:
    """For whom a case is encrypted: oneself, those chosen, and the department's recovery keys. Raises CannotWrite."""
    return each_once((own_recipient(who), *also, *departments(ours)))


def needs_encryption(ours: Profile, source: Source | None) -> bool:
    """Whether the profile has this case saved encrypted: every one, or only those without a file so far."""
    new = source is None or not source.digest
    return ours.encryption is Encryption.REQUIRED or (ours.encryption is Encryption.ON and new)


def recipients_to_save(
    source: Source | None, chosen: Sequence[Recipient] | None, ours: Profile, who: str = ""
) -> tuple[Recipient, ...]:
    """For whom the case is sealed when it is saved now, nobody for a plain file. Raises CannotWrite.

    chosen: what the person chose for this case; None: as its file is, or as the profile says
    """
    if chosen is not None and (chosen or ours.encryption is not Encryption.REQUIRED):
        return tuple(chosen)
    if source is not None and source.recipients and chosen is None:
        return source.recipients
    return usual(ours, who) if needs_encryption(ours, source) else ()


def _refuse_short(passphrase: str) -> None:
    if len(passphrase.strip()) < SHORTEST:
        raise KeyClosed(N_("a passphrase has at least 8 characters"))


def _folder() -> Path:
    return settings.state_folder() / "keys"
