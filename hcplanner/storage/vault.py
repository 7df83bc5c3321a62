"""Sealing: bytes that only the holders of named keys can read, in the age format that any age program opens.

A passphrase protects a person's own key, never a case: its slow step runs in a process of its own, for it would keep
every other thread of this one waiting.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

from hcplanner.i18n import N_

HEADER: Final = b"age-encryption.org/v1"
"""What every sealed file begins with."""
_ARMOUR: Final = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ARMOUR_END: Final = b"-----END AGE ENCRYPTED FILE-----"
_SLOW: Final = """
import sys
from pyrage import passphrase
what, word, data = sys.stdin.buffer.readline(), sys.stdin.buffer.readline(), sys.stdin.buffer.read()
work = passphrase.encrypt if what == b"lock\\n" else passphrase.decrypt
sys.stdout.buffer.write(work(data, bytes.fromhex(word.decode()).decode()))
"""
_PATIENCE_S: Final = 120
_LOOK_UP_S: Final = 0.1

WRONG_KEY: Final = N_("none of your keys opens it")
BROKEN: Final = N_("it is damaged, or was changed")
WRONG_PASSPHRASE: Final = N_("the passphrase is another")
STOPPED: Final = N_("it was stopped")

Stopped: TypeAlias = Callable[[], bool]


def never() -> bool:
    """Nothing is to be stopped."""
    return False


class CannotOpen(Exception):
    """Sealed bytes that cannot be opened; the text says why, as the end of a sentence (a message id)."""


class Key(NamedTuple):
    """A pair of keys: the secret one opens, the public one may be given to anybody who is to seal for it."""

    secret: str
    public: str


def new_key() -> Key:
    """A new pair."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return Key(str(made), str(made.to_public()))


def key_of(secret: str) -> Key:
    """The pair of a secret key. Raises ValueError: it is none."""
    from pyrage import IdentityError, x25519

    try:
        held = x25519.Identity.from_str(secret.strip())
    except IdentityError as error:
        raise ValueError(str(error)) from error
    return Key(str(held), str(held.to_public()))


def is_public(text: str) -> bool:
    """Whether the text is a public key that can be sealed for."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text.strip())
    except RecipientError:
        return False
    return True


def is_sealed(data: bytes) -> bool:
    """Whether the bytes are sealed."""
    return data.startswith((HEADER, _ARMOUR))


def dearmoured(data: bytes) -> bytes:
    """Sealed bytes without the lines of text that a program may have wrapped around them. Raises ValueError."""
    import binascii

    if not data.startswith(_ARMOUR):
        return data
    lines = data[len(_ARMOUR) : data.rindex(_ARMOUR_END)]
    return binascii.a2b_base64(lines.translate(None, b"\r\n"), strict_mode=True)


def seal(data: bytes, public: Sequence[str]) -> bytes:
    """The bytes, sealed for the holders of these public keys, of which there must be one at least.

    Raises ValueError: a key is none.
    """
    from pyrage import RecipientError, encrypt, x25519

    try:
        sealed: bytes = encrypt(data, [x25519.Recipient.from_str(one.strip()) for one in dict.fromkeys(public)])
    except RecipientError as error:
        raise ValueError(str(error)) from error
    return sealed


def unseal(data: bytes, secret: Sequence[str]) -> bytes:
    """What the bytes hold, opened with whichever of these secret keys fits.

    Raises:
        CannotOpen: none fits, or the bytes are damaged.
    """
    from pyrage import DecryptError, decrypt, x25519

    try:
        opened: bytes = decrypt(data, [x25519.Identity.from_str(one.strip()) for one in secret])
    except DecryptError as error:
        raise CannotOpen(WRONG_KEY if "No matching keys" in str(error) else BROKEN) from error
    return opened


def lock_key(secret: str, passphrase: str, stopped: Stopped = never) -> bytes:
    """A secret key behind a passphrase; takes seconds on purpose, so that guessing does too.

    stopped: asked now and then meanwhile whether the answer is no longer wanted; raises CannotOpen then
    """
    return _slowly("lock", secret.encode(), passphrase, stopped)


def unlock_key(locked: bytes, passphrase: str, stopped: Stopped = never) -> str:
    """The secret key behind a passphrase. Raises CannotOpen: the passphrase is another, or stopped."""
    return _slowly("unlock", locked, passphrase, stopped).decode()


def _slowly(what: str, data: bytes, passphrase: str, stopped: Stopped) -> bytes:
    words = f"{what}\n{passphrase.encode().hex()}\n".encode()
    command = [sys.executable, "-I", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{_SLOW}"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and words
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        made = _awaited(child, words + data, stopped)
    if child.returncode:
        raise CannotOpen(WRONG_PASSPHRASE)
    return made


def _awaited(child: subprocess.Popen[bytes], said: bytes, stopped: Stopped) -> bytes:
    waited, told = 0.0, said
    while True:
        try:
            return child.communicate(told, timeout=_LOOK_UP_S)[0]
        except subprocess.TimeoutExpired:
            waited, told = waited + _LOOK_UP_S, b""
        if stopped() or waited > _PATIENCE_S:
            child.kill()
            raise CannotOpen(STOPPED)
