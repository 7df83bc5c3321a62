"""The commands that encrypt: encrypt, decrypt, keys. A passphrase is typed at a prompt, never an argument."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hcplanner.errors import KeyClosed, UsageError
from hcplanner.i18n import N_, Words

if TYPE_CHECKING:
    from hcplanner.actions.keys import Own, Recipient, Ring
    from hcplanner.actions.preferences import Profile

COMMANDS: Final = ("encrypt", "decrypt", "keys")


def add_commands(add: Callable[..., argparse.ArgumentParser], path: Callable[[str], Path]) -> None:
    """Declare the commands. `add` makes one by name, function and help; `path` reads a path as typed."""
    encrypt = add("encrypt", _encrypt, "Encrypt a case file, in its place, for yourself and the people named.")
    encrypt.add_argument("file", type=path, metavar="FILE")
    told = "a public key (age1…) or a name of the profile's; may be repeated"
    encrypt.add_argument("--to", nargs="+", action="extend", default=[], metavar="KEY", help=told)
    decrypt = add("decrypt", _decrypt, "Write a plain copy of an encrypted case file; nothing is overwritten.")
    decrypt.add_argument("file", type=path, metavar="FILE")
    decrypt.add_argument("--to", type=path, required=True, metavar="OUT", help="the plain case file to make")
    told = "a file with a secret key, such as the department's recovery key"
    decrypt.add_argument("--identity", type=path, metavar="KEYFILE", help=told)
    keys = add("keys", _keys, "Tell of your own key, or make it; print its recovery sheet.")
    what = keys.add_mutually_exclusive_group()
    what.add_argument("--new", action="store_true", help="make your key, if you have none; asks for a passphrase")
    what.add_argument("--public", action="store_true", help="your public key alone, to be given to colleagues")
    what.add_argument("--passphrase", action="store_true", help="put your key behind a (new) passphrase")
    what.add_argument("--restore", action="store_true", help="type your secret key in from its recovery sheet")
    what.add_argument("--sheet", type=path, metavar="PDF", help="write the recovery sheet, to be printed and deleted")


def ring(*also: str) -> Ring:
    """The keys at hand; the passphrase is asked for when one is needed."""
    from hcplanner.actions.keys import Ring

    return Ring(_passphrase, also)


def seal_new(ours: Profile, who: str) -> tuple[Recipient, ...]:
    """For whom the profile has a new case encrypted, nobody for a plain one; what is lost with a key is said before."""
    from hcplanner.actions import keys

    if keys.own() is None and keys.needs_encryption(ours, None):
        _told_of_loss(_words())
    return keys.recipients_to_save(None, None, ours, who)


def _encrypt(asked: argparse.Namespace) -> None:
    from hcplanner.actions import encrypting, keys, opening

    words, ours = _words(), _profile()
    chosen = keys.named(asked.to, ours)
    opened = opening.open_file(asked.file, words, ring().secrets)
    if opened.copy:
        raise UsageError("A document is not encrypted; save the case it carries as a case file first.")
    if not opened.source.recipients:
        _told_of_loss(words)
    sealed = encrypting.encrypt(opened.source, keys.usual(ours, _who(), chosen))
    print(asked.file)
    print(encrypting.recipients_text(sealed.recipients, words))


def _decrypt(asked: argparse.Namespace) -> None:
    from hcplanner.actions import encrypting, keys, opening

    also = keys.identity(asked.identity) if asked.identity else ()
    opened = opening.open_file(asked.file, _words(), ring(*also).secrets)
    encrypting.decrypt_to(opened.source, asked.to)
    print(asked.to)


def _keys(asked: argparse.Namespace) -> None:
    from hcplanner.actions import keys

    words = _words()
    if asked.new:
        if keys.own() is not None:
            raise UsageError("You have a key already: “hcplanner keys” tells of it.")
        _told_of_loss(words)
        _tell_key(keys.make(_new_passphrase(words, may_be_none=True)), words)
    elif asked.passphrase:
        held = ring()
        held.secrets()
        _tell_key(held.protect(_new_passphrase(words)), words)
    elif asked.restore:
        typed = _prompt(words(N_("Secret key, as on the recovery sheet: ")))
        _tell_key(keys.take_back(typed, _new_passphrase(words, may_be_none=True)), words)
    elif asked.public:
        if keys.own() is None:
            _told_of_loss(words)
        print(keys.make().public)
    elif asked.sheet:
        from hcplanner.actions import recovery_sheet

        recovery_sheet.write(asked.sheet, ring().sheet_secret(), _who())
        print(asked.sheet)
        print(words(recovery_sheet.DELETE), file=sys.stderr)
    else:
        held_key = keys.own()
        if held_key is None:
            print(words(N_("You have no key yet; “hcplanner keys --new” makes it.")))
        else:
            _tell_key(held_key, words)
        for one in (*keys.colleagues(ours := _profile()), *keys.departments(ours)):
            print(f"{one.name}  {one.key}")


def _tell_key(own: Own, words: Words) -> None:
    from hcplanner.actions.keys import KEPT_WORDS

    print(own.public)
    print(words(KEPT_WORDS[own.kept]), file=sys.stderr)


def _told_of_loss(words: Words) -> None:
    from hcplanner.actions.keys import LOSS

    print("hcplanner:", words(LOSS), "“hcplanner keys --sheet PDF”", file=sys.stderr)


def _passphrase() -> str:
    from hcplanner.actions.keys import passphrase_from_file

    return passphrase_from_file() or _prompt(_words()(N_("Passphrase of your key: ")))


def _new_passphrase(words: Words, *, may_be_none: bool = False) -> str:
    from hcplanner.actions.keys import passphrase_from_file

    if given := passphrase_from_file():
        return given
    if may_be_none and not _at_a_terminal():
        return ""
    told = N_("New passphrase (empty: none): ") if may_be_none else N_("New passphrase: ")
    first = _prompt(words(told))
    if first and _prompt(words(N_("The same again: "))) != first:
        raise UsageError("The two passphrases differ.")
    return first


def _prompt(words: str) -> str:
    """What is typed at the terminal, not shown. Raises KeyClosed: nobody sits there."""
    import getpass

    if not _at_a_terminal():
        raise KeyClosed
    try:
        return getpass.getpass(words)
    except EOFError as error:
        raise KeyClosed from error


def _at_a_terminal() -> bool:
    stdin: Any = sys.stdin
    return stdin is not None and bool(stdin.isatty())


def _words() -> Words:
    from hcplanner.actions.preferences import load_settings

    return Words.load(load_settings().language)


def _who() -> str:
    from hcplanner.actions.preferences import load_settings

    return load_settings().signature


def _profile() -> Profile:
    from hcplanner.actions.preferences import load_profile

    return load_profile()
