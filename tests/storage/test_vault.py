"""What is sealed opens for its keys alone, and for any age program."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.storage import vault
from hcplanner.storage.vault import CannotOpen, is_sealed, key_of, new_key, seal, unseal

ONE, OTHER, THIRD = new_key(), new_key(), new_key()
SEALED = seal(b"the case", [ONE.public])
AGE = shutil.which("age")


@given(st.binary(max_size=5000))
def test_what_is_sealed_for_several_opens_for_each_of_them_alone(data):
    sealed = seal(data, [ONE.public, OTHER.public])
    assert is_sealed(sealed)
    assert unseal(sealed, [ONE.secret]) == data
    assert unseal(sealed, [THIRD.secret, OTHER.secret]) == data
    with pytest.raises(CannotOpen, match="keys"):
        unseal(sealed, [THIRD.secret])


def test_nothing_of_the_content_can_be_seen_and_no_two_are_alike():
    sealed = [seal(b"EXAMPLE, Ana" * 50, [ONE.public]) for _ in range(2)]
    assert all(b"EXAMPLE" not in one for one in sealed)
    assert sealed[0] != sealed[1]


@given(st.data())
def test_any_changed_bit_and_any_missing_end_is_noticed(data):
    sealed = bytearray(SEALED)
    place = data.draw(st.integers(0, len(sealed) - 1))
    if data.draw(st.booleans()):
        sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del sealed[place:]
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), [ONE.secret])


def test_a_key_comes_back_from_its_secret_and_nonsense_is_none():
    assert key_of(ONE.secret) == ONE
    assert vault.is_public(ONE.public)
    assert not vault.is_public(ONE.secret)
    with pytest.raises(ValueError, match=r"\w"):
        key_of("AGE-SECRET-KEY-1")
    with pytest.raises(ValueError, match=r"\w"):
        seal(b"", ["age1nobody"])


def test_a_passphrase_of_any_letters_protects_a_key_and_another_does_not_open_it():
    word = "Grüße, 手術\n \"'$"
    locked = vault.lock_key(ONE.secret, word)
    assert vault.unlock_key(locked, word) == ONE.secret
    with pytest.raises(CannotOpen, match="passphrase"):
        vault.unlock_key(locked, word + "x")


@pytest.mark.skipif(AGE is None, reason="the age command is not installed")
def test_the_age_command_opens_what_is_sealed_here_and_the_other_way_round(tmp_path):
    secret = tmp_path / "key.txt"
    secret.write_text(ONE.secret)
    opened = subprocess.run(
        [str(AGE), "-d", "-i", str(secret)], input=seal(b"case", [ONE.public]), capture_output=True, check=True
    )
    assert opened.stdout == b"case"
    sealed = subprocess.run([str(AGE), "-r", ONE.public], input=b"case", capture_output=True, check=True)
    assert unseal(sealed.stdout, [ONE.secret]) == b"case"
