"""A person's own key is kept as safely as this computer can, and never lost when another takes its place."""

import os
import stat
import sys
import threading

import pytest

from hcplanner.errors import CannotWrite, KeyClosed
from hcplanner.storage import vault
from hcplanner.storage.keys import Kept, Own, find, keep, secret_of

KEY, ANOTHER = vault.new_key(), vault.new_key()
WORD = "correct horse"


def test_without_a_passphrase_only_this_login_can_read_it(tmp_path):
    folder = tmp_path / "keys"
    own = keep(folder, KEY.secret)
    assert own == find(folder) == Own(KEY.public, Kept.FILE)
    assert secret_of(folder, own) == KEY.secret
    if sys.platform != "win32":
        assert all(stat.S_IMODE(left.stat().st_mode) & 0o077 == 0 for left in (folder, *folder.iterdir()))


def test_behind_a_passphrase_the_secret_is_nowhere_in_the_folder(tmp_path):
    keep(tmp_path, KEY.secret)
    own = keep(tmp_path, KEY.secret, WORD)
    assert own == find(tmp_path) == Own(KEY.public, Kept.PASSPHRASE)
    assert not [left for left in tmp_path.iterdir() if KEY.secret.encode() in left.read_bytes()]
    assert secret_of(tmp_path, own, WORD) == KEY.secret
    with pytest.raises(KeyClosed, match="not given"):
        secret_of(tmp_path, own)
    with pytest.raises(KeyClosed, match="another"):
        secret_of(tmp_path, own, "correct house")


def test_another_key_puts_the_one_before_aside_and_deletes_nothing(tmp_path):
    keep(tmp_path, KEY.secret)
    own = keep(tmp_path, ANOTHER.secret)
    assert secret_of(tmp_path, own) == ANOTHER.secret
    assert [left for left in tmp_path.glob("own-key-*.txt") if KEY.secret in left.read_text()]


def test_a_slow_step_that_is_not_wanted_any_more_stops_and_changes_nothing(tmp_path):
    own, left = keep(tmp_path, KEY.secret), threading.Event()
    left.set()
    with pytest.raises(KeyClosed, match="stopped"):
        keep(tmp_path, KEY.secret, WORD, left.is_set)
    assert find(tmp_path) == own


@pytest.mark.parametrize("torn", [b"", b"AGE-SECRET-KEY-1", b"\xff\xfe"])
def test_what_is_no_key_counts_as_none(tmp_path, torn):
    (tmp_path / "own-key.txt").write_bytes(torn)
    assert find(tmp_path) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWrite):
        keep(tmp_path, KEY.secret)
    tmp_path.chmod(0o700)


def test_the_keyring_of_the_system_keeps_it_where_there_is_one(tmp_path):
    keyring = pytest.importorskip("keyring")
    held: dict[tuple[str, str], str] = {}

    class InMemory(keyring.backend.KeyringBackend):
        priority = 5

        def get_password(self, service, username):
            return held.get((service, username))

        def set_password(self, service, username, password):
            held[service, username] = password

        def delete_password(self, service, username):
            del held[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    try:
        own = keep(tmp_path, KEY.secret)
        assert own == find(tmp_path) == Own(KEY.public, Kept.KEYRING)
        assert not [left for left in tmp_path.iterdir() if KEY.secret.encode() in left.read_bytes()]
        assert secret_of(tmp_path, own) == KEY.secret
        assert keep(tmp_path, KEY.secret, WORD).kept is Kept.PASSPHRASE
        assert not held
    finally:
        keyring.set_keyring(before)


def test_a_key_that_the_keyring_lost_is_told(tmp_path):
    (tmp_path / "own-key.pub").write_text(KEY.public)
    own = find(tmp_path)
    assert own == Own(KEY.public, Kept.KEYRING)
    with pytest.raises(KeyClosed, match="keyring"):
        secret_of(tmp_path, own)
