"""A case file that is sealed: the very container of a plain one, which only the holders of its keys can read.

The age format hides for whom a file is sealed; so that saving keeps them, they are listed inside, with their names.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

import msgspec

from hcplanner.errors import CannotUnseal, NotACase
from hcplanner.i18n import N_
from hcplanner.storage import container, vault
from hcplanner.storage.container import Contents

MEMBER: Final = "recipients.json"
MOST: Final = 100
"""For how many a case can be sealed."""
_LONGEST_HEADER: Final = 12 << 10
_PASSPHRASE: Final = N_("it is encrypted with a passphrase of its own, not for people’s keys")

Secrets: TypeAlias = Callable[[], Sequence[str]]
"""Gives the secret keys at hand; asked only when a file is sealed."""


class Recipient(msgspec.Struct, frozen=True):
    """Somebody for whom a case is sealed: a name that people know, and the public key."""

    name: str
    key: str


class Unpacked(NamedTuple):
    """What a case file holds, and for whom it is sealed; for nobody when it is plain.

    unlisted: it was sealed by another program, so that only the keys at hand are known to open it
    """

    contents: Contents
    recipients: tuple[Recipient, ...] = ()
    unlisted: bool = False


def no_keys() -> Sequence[str]:
    """No key is at hand."""
    return ()


def unpacked(data: bytes, path: object, secrets: Secrets = no_keys) -> Unpacked:
    """What the bytes of a case file hold, plain or sealed; `path` is only named in errors.

    Raises:
        NotACase: it is damaged or something else.
        CannotUnseal: it is sealed, and the keys at hand do not open it.
    """
    if not vault.is_sealed(data):
        return Unpacked(_without_list(_unpack(data, path)))
    held = secrets()
    contents = _unpack(_unsealed(data, path, held), path)
    # Another program seals without a list; and who opened it must be able to open what is saved.
    recipients, own = _listed(contents), [vault.key_of(one).public for one in held]
    known = bool(recipients) and any(one.key in own for one in recipients)
    if not known:
        recipients = (*recipients, *(Recipient("", key) for key in own))
    return Unpacked(_without_list(contents), recipients, unlisted=not known)


def packed(contents: Contents, recipients: Sequence[Recipient]) -> bytes:
    """The bytes of a case file: sealed for these, or plain when there are none."""
    if not recipients:
        return container.pack(contents)
    listed = msgspec.json.encode(list(recipients))
    whole = contents._replace(others={**contents.others, MEMBER: listed})
    return vault.seal(container.pack(whole), [one.key for one in recipients])


def each_once(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """The same without a second entry of a key; the first named one stays."""
    found: dict[str, Recipient] = {}
    for one in recipients:
        if one.key not in found or not found[one.key].name:
            found[one.key] = one
    return tuple(found.values())


def _unpack(data: bytes, path: object) -> Contents:
    try:
        return container.unpack(data)
    except container.BadContainer as error:
        raise NotACase(path, str(error)) from error


def _unsealed(data: bytes, path: object, secrets: Sequence[str]) -> bytes:
    if len(data) > container.LARGEST_FILE:
        raise NotACase(path, N_("it is too large to be a case"))
    try:
        data = vault.dearmoured(data)
    except (binascii.Error, ValueError) as error:
        raise CannotUnseal(path, vault.BROKEN) from error
    # Each entry of the header costs time with each key: a header made to do harm is not walked.
    end = data.find(b"\n---", 0, _LONGEST_HEADER)
    if end < 0:
        raise CannotUnseal(path, vault.BROKEN)
    if b"\n-> scrypt " in data[:end]:
        raise CannotUnseal(path, _PASSPHRASE)
    try:
        return vault.unseal(data, secrets)
    except vault.CannotOpen as error:
        raise CannotUnseal(path, str(error)) from error


def _listed(contents: Contents) -> tuple[Recipient, ...]:
    """For whom the file says it is sealed; nobody when it does not say so in a way that can be followed."""
    try:
        found = msgspec.json.decode(contents.others.get(MEMBER, b"[]"), type=list[Recipient])
    except msgspec.MsgspecError:
        return ()
    return each_once(one for one in found[:MOST] if vault.is_public(one.key))


def _without_list(contents: Contents) -> Contents:
    if MEMBER not in contents.others:
        return contents
    left = {name: data for name, data in contents.others.items() if name != MEMBER}
    return contents._replace(others=MappingProxyType(left))
