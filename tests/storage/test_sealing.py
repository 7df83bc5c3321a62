"""A sealed case file is a case file: opened, saved and refused like a plain one, and any age program reads it."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.actions.encrypting import decrypt_to, encrypt
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.errors import CannotUnseal, CannotWrite, ChangedOnDisk, FileExists, HcplannerError, NotACase
from hcplanner.storage import container, files, history, sealing, vault
from hcplanner.storage.sealing import Recipient
from tests.cases import random_case

ONE, OTHER, THIRD = vault.new_key(), vault.new_key(), vault.new_key()
BOTH = (Recipient("Dr A. Example", ONE.public), Recipient("EXAMPLE department", OTHER.public))
CASE = random_case(7)
PLAIN = container.pack(container.Contents(b'{"format": 1, "id": "a"}'))
SEALED = sealing.packed(container.unpack(PLAIN), BOTH)
AGE = shutil.which("age")


def mine():
    return [ONE.secret]


def other():
    return [OTHER.secret]


@pytest.fixture
def path(tmp_path):
    target = tmp_path / "a case.hcplan"
    save(CASE, None, target, "Dr Example", seal_for=BOTH)
    return target


def test_what_is_sealed_opens_for_each_recipient_with_everything_it_held(path):
    for secrets in (mine, other):
        opened = open_file(path, secrets=secrets)
        assert opened.case.patient == CASE.patient
        assert opened.source.recipients == BOTH
        assert opened.notices == ()
        assert len(history.entries(opened.source.history)) == 1


def test_saving_keeps_for_whom_it_is_sealed_and_its_history(path):
    opened = open_file(path, secrets=mine)
    saved = save(opened.case, opened.source, path, "Dr Example")
    again = open_file(path, secrets=other)
    assert again.source.recipients == BOTH
    assert again.case == saved.case
    assert history.first_break(again.source.history, json.loads(again.source.written)) is None
    assert len(history.entries(again.source.history)) == 2


def test_nothing_of_the_case_stands_in_the_folder(path):
    words = [CASE.patient.surname, "format", "recipients", "Dr A. Example", "PK\x03\x04"]
    for left in path.parent.iterdir():
        data = left.read_bytes()
        assert not [word for word in words if word and word.encode() in data]


def test_a_file_changed_by_somebody_else_is_not_replaced(path):
    opened, elsewhere = (open_file(path, secrets=mine) for _ in range(2))
    save(elsewhere.case, elsewhere.source, path, "Dr B")
    with pytest.raises(ChangedOnDisk):
        save(opened.case, opened.source, path, "Dr A")


def test_without_a_key_it_is_refused_in_words_and_untouched(path):
    before = path.read_bytes()
    for secrets in (tuple, lambda: [THIRD.secret]):
        with pytest.raises(CannotUnseal, match="none of your keys opens it"):
            files.load(path, secrets)
    assert path.read_bytes() == before


def test_encrypting_and_decrypting_leave_case_revision_history_and_attachments_as_they_are(tmp_path):
    path, plain = tmp_path / "a.hcplan", tmp_path / "b.hcplan"
    picture = b"picture"
    digest = hashlib.sha256(picture).hexdigest()
    save(CASE, None, path, "Dr Example", attach={digest: picture})
    before = path.read_bytes()
    sealed = encrypt(open_file(path).source, BOTH)
    assert vault.is_sealed(path.read_bytes())
    opened = open_file(path, secrets=other)
    assert (opened.case, opened.source.history) == (sealed.case, sealed.history)
    decrypt_to(opened.source, plain)
    assert plain.read_bytes() == before
    with pytest.raises(FileExists):
        decrypt_to(opened.source, plain)
    with pytest.raises(FileExists):
        decrypt_to(opened.source, path)


@given(st.data())
@pytest.mark.requirement("R57")
def test_any_changed_bit_and_any_missing_end_is_refused_kindly(data):
    sealed = bytearray(SEALED)
    place = data.draw(st.integers(0, len(sealed) - 1))
    if data.draw(st.booleans()):
        sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del sealed[place:]
    with pytest.raises(HcplannerError) as refused:
        sealing.unpacked(bytes(sealed), "a.hcplan", mine)
    assert isinstance(refused.value, CannotUnseal | NotACase)
    assert "{" not in str(refused.value)


def test_a_case_can_be_sealed_for_as_many_as_may_be_and_not_for_more(tmp_path):
    many = [Recipient("", vault.new_key().public) for _ in range(sealing.MOST)]
    path = tmp_path / "a.hcplan"
    save(CASE, None, path, "Dr Example", seal_for=[*many[1:], BOTH[0]])
    assert len(open_file(path, secrets=mine).source.recipients) == sealing.MOST
    with pytest.raises(CannotWrite, match="at most 100"):
        save(CASE, None, tmp_path / "b.hcplan", "Dr Example", seal_for=[*many, BOTH[0]])


STRANGE = {
    "no container": vault.seal(b"not a zip at all", [ONE.public]),
    "a cut container": vault.seal(PLAIN[:-30], [ONE.public]),
    "sealed twice": vault.seal(SEALED, [ONE.public]),
    "an endless header": vault.HEADER + b"\n" + b"-> X25519 " + b"A" * 43 + b"\n" + b"-> x\n" * 100_000,
    "no header at all": vault.HEADER,
    "a passphrase of its own": vault.HEADER + b"\n-> scrypt AAAA 10\nAAAA\n--- AAAA\n",
    "armour of nonsense": b"-----BEGIN AGE ENCRYPTED FILE-----\n\xc4%%\n-----END AGE ENCRYPTED FILE-----\n",
}


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("name", STRANGE)
def test_strange_sealed_files_are_refused_in_words(name):
    with pytest.raises((CannotUnseal, NotACase)) as refused:
        sealing.unpacked(STRANGE[name], "a.hcplan", mine)
    assert refused.value.what_to_do


@pytest.mark.requirement("R57")
def test_a_bomb_inside_is_refused_as_in_a_plain_file():
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", container.MIMETYPE)
        archive.writestr("case.json", b" " * (container.LARGEST_CASE + 1))
    with pytest.raises(NotACase, match="unpacks to more"):
        sealing.unpacked(vault.seal(whole.getvalue(), [ONE.public]), "a.hcplan", mine)


@pytest.mark.parametrize("listed", [b"", b"{", b"[1]", b'[{"name": "x", "key": "age1nobody"}]', b"[]"])
def test_a_list_of_recipients_that_cannot_be_followed_never_makes_the_file_plain(listed, tmp_path):
    contents = container.Contents(b'{"format": 1, "id": "a"}', others={sealing.MEMBER: listed})
    path = tmp_path / "a.hcplan"
    path.write_bytes(vault.seal(container.pack(contents), [ONE.public]))
    opened = open_file(path, secrets=mine)
    assert [one.key for one in opened.source.recipients] == [ONE.public]
    assert "by another program" in opened.notices[0]
    save(opened.case, opened.source, path, "Dr Example")
    assert vault.is_sealed(path.read_bytes())
    assert open_file(path, secrets=mine).notices == ()


@pytest.mark.skipif(AGE is None, reason="the age command is not installed")
def test_the_age_command_opens_a_whole_case_file_and_the_other_way_round(path, tmp_path):
    secret = tmp_path / "key.txt"
    secret.write_text(OTHER.secret)
    done = subprocess.run([str(AGE), "-d", "-i", str(secret), str(path)], capture_output=True, check=True)
    with zipfile.ZipFile(BytesIO(done.stdout)) as archive:
        assert json.loads(archive.read("case.json"))["patient"]["surname"] == CASE.patient.surname
    plain = tmp_path / "plain.hcplan"
    plain.write_bytes(done.stdout)
    assert open_file(plain).case == open_file(path, secrets=mine).case
    assert open_file(plain).notices == ()
    for more in ([], ["-a"]):
        sealed = tmp_path / f"by age{len(more)}.hcplan"
        subprocess.run([str(AGE), *more, "-r", ONE.public, "-o", str(sealed), str(plain)], check=True)
        assert open_file(sealed, secrets=mine).case == open_file(plain).case
