"""The command line encrypts, decrypts and keeps keys; a passphrase is never an argument and nothing is overwritten."""

import json
import subprocess
import sys

import pytest

from hcplanner import cli
from hcplanner.actions import keys
from hcplanner.actions.preferences import settings_file
from hcplanner.errors import CannotUnseal, FileExists, KeyClosed, NoSuchKey, UsageError
from hcplanner.storage import vault

WORD = "correct horse"


@pytest.fixture
def case(tmp_path):
    data, path = tmp_path / "data.json", tmp_path / "a.hcplan"
    data.write_text('{"format": 1, "patient": {"surname": "Planted"}}')
    assert cli.main(["new", str(path), "--from", str(data)]) == 0
    data.unlink()
    return path


@pytest.fixture
def behind_passphrase(tmp_path, monkeypatch):
    """One's own key behind a passphrase, which a file named in the environment holds."""
    keys.Ring().protect(WORD)
    held = tmp_path / "passphrase"
    held.write_text(WORD + "\n")
    monkeypatch.setenv("HCPLANNER_PASSPHRASE_FILE", str(held))
    return held


def profile(**entries):
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().with_name("profile.json").write_text(json.dumps(entries))


@pytest.mark.requirement("R59")
def test_encrypt_show_print_check_verify_decrypt(case, tmp_path, capsys):
    plain = case.read_bytes()
    assert cli.main(["encrypt", str(case)]) == 0
    told = capsys.readouterr()
    assert "Nobody" in told.err  # said before the first encrypted save
    assert keys.own().public in told.out
    assert vault.is_sealed(case.read_bytes())
    for command in (["show"], ["show", "--json"], ["check"], ["documents"], ["verify"]):
        assert cli.main([command[0], str(case), *command[1:]]) == 0
    assert "Planted" in capsys.readouterr().out
    out = tmp_path / "out.hcplan"
    assert cli.main(["decrypt", str(case), "--to", str(out)]) == 0
    assert out.read_bytes() == plain
    assert cli.main(["decrypt", str(case), "--to", str(out)]) == FileExists.exit_code


def test_colleagues_and_the_department_are_named_by_the_profile(case, capsys):
    colleague, department, third = (vault.new_key() for _ in range(3))
    profile(recipients={"Dr B. Example": colleague.public}, recovery={"EXAMPLE department": department.public})
    assert cli.main(["encrypt", str(case), "--to", "Dr B. Example", third.public]) == 0
    for key in (colleague, department, third):
        assert vault.unseal(case.read_bytes(), [key.secret]).startswith(b"PK")
    assert cli.main(["encrypt", str(case), "--to", "Dr C. Example"]) == NoSuchKey.exit_code
    assert cli.main(["keys"]) == 0
    assert "Dr B. Example" in capsys.readouterr().out


def test_a_passphrase_comes_from_the_file_that_the_environment_names(case, behind_passphrase, monkeypatch, capsys):
    assert cli.main(["encrypt", str(case)]) == 0
    assert cli.main(["show", str(case)]) == 0
    behind_passphrase.write_text("another one")
    assert cli.main(["show", str(case)]) == KeyClosed.exit_code
    monkeypatch.delenv("HCPLANNER_PASSPHRASE_FILE")
    monkeypatch.setattr(sys, "stdin", None)
    capsys.readouterr()
    assert cli.main(["show", str(case)]) == KeyClosed.exit_code
    assert "passphrase was not given" in capsys.readouterr().err


def test_the_departments_key_opens_what_its_owner_cannot(case, tmp_path):
    department = vault.new_key()
    profile(recovery={"EXAMPLE department": department.public})
    assert cli.main(["encrypt", str(case)]) == 0
    keys.take_back(vault.new_key().secret)  # another computer, another key
    assert cli.main(["show", str(case)]) == CannotUnseal.exit_code
    held = tmp_path / "department.txt"
    held.write_text(f"# created: 2026-03-02\n{department.secret}\n")
    out = tmp_path / "out.hcplan"
    assert cli.main(["decrypt", str(case), "--to", str(out), "--identity", str(held)]) == 0
    assert cli.main(["show", str(out)]) == 0


@pytest.mark.requirement("R59")
def test_a_profile_that_requires_it_has_every_new_case_encrypted(tmp_path, capsys):
    profile(encryption="required")
    path = tmp_path / "a.hcplan"
    assert cli.main(["new", str(path)]) == 0
    assert "Nobody" in capsys.readouterr().err
    assert vault.is_sealed(path.read_bytes())


@pytest.mark.parametrize(
    "entries", [{"encryption": "yes"}, {"recipients": {"x": "age1nobody"}}, {"recovery": ["age1"]}], ids=str
)
def test_a_slip_in_the_profile_about_keys_is_refused(case, entries, capsys):
    profile(**entries)
    assert cli.main(["check", str(case)]) == 14
    assert next(iter(entries)) in capsys.readouterr().err


def test_what_is_printed_from_an_encrypted_case_carries_it_only_when_asked(case, tmp_path):
    assert cli.main(["encrypt", str(case)]) == 0
    pdf = tmp_path / "a-operative-plan.pdf"
    assert cli.main(["print", str(case), "--to", str(tmp_path)]) == 0
    assert b"/EmbeddedFile" not in pdf.read_bytes()
    assert cli.main(["verify", str(pdf)]) == 0
    assert cli.main(["print", str(case), "--to", str(tmp_path), "--attach-case"]) == 0
    assert cli.main(["show", str(pdf)]) == 0


@pytest.mark.requirement("R59")
def test_the_recovery_sheet_shows_the_key_and_is_for_this_person_alone(tmp_path, capsys):
    public = keys.make().public
    secret = keys.Ring().sheet_secret()
    sheet = tmp_path / "sheet.pdf"
    assert cli.main(["keys", "--sheet", str(sheet)]) == 0
    assert "delete the file" in capsys.readouterr().err
    assert sheet.stat().st_mode & 0o077 == 0
    text = subprocess.run(["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    groups = [secret[k : k + 4] for k in range(len("AGE-SECRET-KEY-1"), len(secret), 4)]
    assert [word for word in text.split() if word in groups] == groups
    assert public in "".join(text.split())
    assert cli.main(["keys", "--sheet", str(sheet)]) == FileExists.exit_code
    # Typed back from paper, in groups and in any letters, it is the same key.
    rest = secret.removeprefix("AGE-SECRET-KEY-1")
    typed = "age-secret-key-1 " + " ".join(rest[k : k + 4] for k in range(0, len(rest), 4)).lower()
    keys.take_back(vault.new_key().secret)
    assert keys.take_back(typed).public == public


def test_keys_are_made_once_and_a_passphrase_can_be_set_later(behind_passphrase, capsys):
    assert cli.main(["keys", "--new"]) == UsageError.exit_code
    assert cli.main(["keys", "--public"]) == 0
    assert capsys.readouterr().out.strip() == keys.own().public
    behind_passphrase.write_text("short")
    assert cli.main(["keys", "--passphrase"]) == KeyClosed.exit_code


def test_no_command_takes_a_passphrase_as_an_argument():
    for command in ("encrypt", "decrypt", "keys"):
        told = subprocess.run(
            [sys.executable, "-m", "hcplanner", command, "--help"], capture_output=True, text=True, check=True
        ).stdout
        assert "--passphrase PASS" not in told
        assert "--passphrase [" not in told
