"""Recovery copies between real processes: what was typed comes back, sealed, bound to its file, never thrown away."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from hcplanner.actions.opening import new_case, open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.fields import set_at
from hcplanner.storage import recovery, vault
from hcplanner.storage.recovery import ASIDE, SUFFIX, Copy, own_key, waiting

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
KEY = vault.new_key()
TYPING = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from hcplanner.case import Case
from hcplanner.fields import set_at
from hcplanner.storage.recovery import Copy
copy = Copy(Path(sys.argv[1]), sys.argv[2], "tester")
for n in range(1, 1_000_000):
    copy.keep(set_at(Case(id="a"), "patient.surname", f"Example {n}"), None, datetime.now(UTC))
    print(n, flush=True)
"""


def typed(surname: str, case: Case | None = None) -> Case:
    return set_at(case or new_case(), "patient.surname", surname)


def left(folder: Path, case: Case, source=None, attachments=None) -> None:
    """A copy as a program leaves it that was killed."""
    copy = Copy(folder, KEY.public, "tester")
    copy.keep(case, source, NOW, attachments or {})
    assert copy._lock is not None
    copy._lock._stream.close()


@pytest.mark.requirement("R7")
@pytest.mark.parametrize("after", [1, 2, 7, 20])
def test_what_a_killed_program_had_kept_comes_back(tmp_path, after):
    command = [sys.executable, "-c", TYPING, str(tmp_path), KEY.public]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(after)][-1]
    assert waiting(tmp_path, [KEY.secret]) == ()  # while it runs, it is nobody else's
    process.kill()
    process.communicate()
    (found,) = waiting(tmp_path, [KEY.secret])
    assert int(found.case.patient.surname.split()[1]) >= told


@pytest.mark.requirement("R8")
def test_a_copy_names_the_file_it_came_from_as_it_was(tmp_path):
    path = tmp_path / "a.hcplan"
    saved = save(typed("Example"), None, path, "tester")
    left(tmp_path / "recovery", typed("Changed", saved.case), saved.source)
    (found,) = waiting(tmp_path / "recovery", [KEY.secret])
    assert Path(found.record.file) == path
    assert found.record.digest == open_file(path).source.digest
    assert found.case == typed("Changed", saved.case)


@pytest.mark.requirement("R54")
def test_nothing_of_the_patient_can_be_read_from_a_copy_or_its_name(tmp_path):
    left(tmp_path, typed("Plantedname"), attachments={"0" * 64: b"Plantedpicture"})
    for path in tmp_path.rglob("*"):
        assert b"Planted" not in path.name.encode() + (path.read_bytes() if path.is_file() else b"")
    assert stat.S_IMODE(tmp_path.stat().st_mode) & 0o077 == 0


def test_new_pictures_come_back_and_those_of_the_file_are_not_written_again(tmp_path):
    old, new = b"old picture", b"new picture"
    digest = {content: recovery.atomic.digest(content) for content in (old, new)}
    saved = save(typed("Example"), None, tmp_path / "a.hcplan", "tester", attach={digest[old]: old})
    both = {digest[old]: old, digest[new]: new}
    left(tmp_path / "recovery", typed("Changed", saved.case), saved.source, both)
    (found,) = waiting(tmp_path / "recovery", [KEY.secret])
    assert dict(found.attachments) == {digest[new]: new}


def test_keys_of_a_later_version_are_kept(tmp_path):
    saved = save(typed("Example"), None, tmp_path / "a.hcplan", "tester")
    source = saved.source._replace(unknown={"patient": {"nickname": "Ex"}})
    left(tmp_path / "recovery", saved.case, source)
    (found,) = waiting(tmp_path / "recovery", [KEY.secret])
    assert found.unknown == {"patient": {"nickname": "Ex"}}


def test_a_saved_case_leaves_no_copy(tmp_path):
    copy = Copy(tmp_path, KEY.public, "tester")
    copy.keep(typed("Example"), None, NOW)
    copy.drop()
    copy.drop()
    assert list(tmp_path.iterdir()) == []
    copy.keep(typed("Again"), None, NOW)
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 1
    copy.drop()


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_what_cannot_be_opened_is_moved_aside_and_never_deleted(tmp_path, damage):
    left(tmp_path, typed("Example"))
    (place,) = tmp_path.glob(f"*{SUFFIX}")
    content = place.read_bytes() if damage is None else damage
    place.write_bytes(content)
    assert waiting(tmp_path, [vault.new_key().secret]) == ()
    assert (tmp_path / ASIDE / place.name).read_bytes() == content
    assert waiting(tmp_path, [KEY.secret]) == ()


def test_a_key_is_made_once_and_read_by_its_person_alone(tmp_path):
    key = own_key(tmp_path / "state")
    assert own_key(tmp_path / "state") == key
    assert stat.S_IMODE((tmp_path / "state" / "key.txt").stat().st_mode) == 0o600
    (tmp_path / "state" / "key.txt").write_text("nonsense")
    assert own_key(tmp_path / "state") != key
    assert [path.read_text() for path in (tmp_path / "state").glob("key-*.txt")] == ["nonsense"]


def test_copies_stand_newest_first(tmp_path):
    for surname, minute in (("First", 1), ("Second", 2)):
        copy = Copy(tmp_path, KEY.public, "tester")
        copy.keep(typed(surname), None, NOW.replace(minute=minute))
        copy._lock._stream.close()
    assert [one.case.patient.surname for one in waiting(tmp_path, [KEY.secret])] == ["Second", "First"]
    assert msgspec.json.encode(waiting(tmp_path, [KEY.secret])[0].record)
