"""Case files: what is saved comes back, nobody's work is overwritten, and a failed saving changes nothing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.actions.opening import Opened, new_case, open_file
from hcplanner.actions.saving import save
from hcplanner.actions.showing import case_json
from hcplanner.case import FORMAT, Case
from hcplanner.errors import CannotWrite, ChangedOnDisk, FileExists, FileMissing, NewerVersion, NotACase
from hcplanner.fields import set_at
from hcplanner.fields.differences import differences
from hcplanner.opencase import OpenCase
from hcplanner.storage import container
from tests.cases import random_case
from tests.fields.strategies import cases, texts

NOON = datetime(2026, 3, 2, 12, 0, 30, 999, tzinfo=timezone(timedelta(hours=1)))


def _repacked(path: Path, change) -> None:
    contents = container.unpack(path.read_bytes())
    path.write_bytes(container.pack(change(contents)))


def _with_json(path: Path, **keys: object) -> None:
    _repacked(path, lambda held: held._replace(case=json.dumps(json.loads(held.case) | keys).encode()))


@pytest.mark.requirement("R13")
@given(st.integers(0, 100_000))
def test_what_is_saved_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, seed: int):
    case = random_case(seed)
    path = tmp_path_factory.mktemp("saved") / "x.hcplan"
    saved = save(case, None, path, "Dr Example", NOON)
    opened = open_file(path)
    assert opened.case == saved.case
    assert (opened.read_only, opened.notices) == (False, ())
    again = save(opened.case, opened.source, path, "Dr Other", NOON)
    assert open_file(path).case == again.case
    assert again.case.revision == case.revision + 2


@given(cases(), texts)
def test_whatever_can_be_entered_can_be_opened_again(
    tmp_path_factory: pytest.TempPathFactory, entered: Case, unread: str
):
    """Numbers at the edge of what a computer holds, odd characters, dates known in part."""
    path = tmp_path_factory.mktemp("saved") / "x.hcplan"
    window = OpenCase(entered)
    window.set_unread("patient.born", unread)
    saved = save(window.case, None, path, "Dr Example")
    opened = open_file(path)
    assert list(differences(saved.case, opened.case)) == []
    assert opened.case == msgspec.structs.replace(saved.case, id=opened.case.id)
    assert opened.notices == ()


def test_a_revision_is_stamped_with_number_person_and_time_with_its_offset(tmp_path: Path, case: Case):
    saved = save(case, None, tmp_path / "x.hcplan", " Dr Example ", NOON).case
    assert (saved.revision, saved.saved_by) == (2, "Dr Example")
    told = datetime.fromisoformat(saved.saved_at)
    assert told == NOON.replace(microsecond=0)
    assert told.tzinfo is not None
    assert save(saved, None, tmp_path / "y.hcplan", "", NOON.astimezone(UTC)).case.saved_by


def test_the_same_case_saved_at_the_same_moment_gives_the_same_bytes(tmp_path: Path, case: Case):
    for name in ("a", "b"):
        save(case, None, tmp_path / name, "Dr Example", NOON)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_file_reads_well_for_people_too(path: Path):
    text = case_json(path).decode()
    assert text.startswith('{\n  "format": 1,\n  "id": ')
    assert text.endswith("}\n")


@pytest.mark.requirement("R10")
def test_a_new_case_is_empty_after_fifty_others_as_after_none(tmp_path: Path):
    first = new_case()
    for seed in range(50):
        save(random_case(seed), None, tmp_path / f"{seed}.hcplan", "Dr Example")
    last = new_case()
    assert first == Case(id=first.id)
    assert last == Case(id=last.id)
    assert first.id != last.id


@pytest.mark.requirement("R17")
def test_a_file_changed_by_somebody_else_is_not_replaced_unasked(path: Path, opened: Opened):
    theirs = save(set_at(opened.case, "patient.surname", "THEIRS"), opened.source, path, "Dr Other")
    mine = set_at(opened.case, "patient.surname", "MINE")
    before = path.read_bytes()
    with pytest.raises(ChangedOnDisk):
        save(mine, opened.source, path, "Dr Example")
    assert path.read_bytes() == before
    assert save(mine, opened.source, path.with_name("b.hcplan"), "Dr Example").case.patient.surname == "MINE"
    replaced = save(mine, opened.source, path, "Dr Example", overwrite=True)
    assert open_file(path).case == replaced.case != theirs.case


def test_the_same_bytes_written_anew_are_no_change(path: Path, opened: Opened):
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    assert save(opened.case, opened.source, path, "Dr Example").case.revision == opened.case.revision + 1


def test_a_file_that_vanished_is_written_again(path: Path, opened: Opened):
    path.unlink()
    saved = save(opened.case, opened.source, path, "Dr Example")
    assert open_file(path).case == saved.case


def test_another_file_in_the_way_is_never_overwritten_unasked(tmp_path: Path, case: Case, opened: Opened):
    other = tmp_path / "other.hcplan"
    other.write_bytes(b"somebody's")
    for source in (None, opened.source):
        with pytest.raises(FileExists):
            save(case, source, other, "Dr Example")
    assert other.read_bytes() == b"somebody's"
    save(case, opened.source, other, "Dr Example", overwrite=True)
    assert open_file(other).case.patient == case.patient


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes rights there")
def test_a_link_to_the_opened_file_is_the_opened_file(path: Path, opened: Opened):
    link = path.with_name("link.hcplan")
    link.symlink_to(path)
    save(opened.case, opened.source, link, "Dr Example")
    assert link.is_symlink()
    assert open_file(path).case.revision == opened.case.revision + 1


@pytest.mark.requirement("R58", "R19")
def test_a_saving_that_fails_leaves_the_case_open_and_still_to_be_saved(path: Path, opened: Opened, tmp_path: Path):
    window = OpenCase(opened.case)
    window.set("patient.surname", "EXAMPLE")
    with pytest.raises(CannotWrite):
        save(window.case, opened.source, tmp_path / "gone" / "x.hcplan", "Dr Example")
    assert window.dirty
    assert open_file(path).case == opened.case
    shutil.rmtree(tmp_path)
    with pytest.raises(CannotWrite, match="folder is not there"):
        save(window.case, opened.source, path, "Dr Example")
    assert window.dirty
    tmp_path.mkdir()
    saved = save(window.case, opened.source, path, "Dr Example")
    window.mark_saved(saved.case)
    assert not window.dirty
    assert open_file(path).case == window.case


@pytest.mark.requirement("R31")
def test_a_newer_format_is_read_told_and_never_written(path: Path, tmp_path: Path):
    _with_json(path, format=FORMAT + 1, later={"x": 1})
    before = path.read_bytes()
    opened = open_file(path)
    assert opened.read_only
    assert any("newer version" in notice for notice in opened.notices)
    assert any("later" in notice for notice in opened.notices)
    for target in (path, tmp_path / "copy.hcplan"):
        with pytest.raises(NewerVersion):
            save(opened.case, opened.source, target, "Dr Example", overwrite=True)
    assert path.read_bytes() == before
    assert not (tmp_path / "copy.hcplan").exists()


@pytest.mark.requirement("R31")
def test_what_is_not_known_in_our_own_format_is_told_and_kept(path: Path):
    _with_json(path, shoe_size=43)
    _repacked(path, lambda held: held._replace(others={"later/part.json": b"{}"}))
    opened = open_file(path)
    assert not opened.read_only
    assert any("shoe_size, later/part.json" in notice for notice in opened.notices)
    save(opened.case, opened.source, path, "Dr Example")
    assert json.loads(case_json(path))["shoe_size"] == 43
    assert container.unpack(path.read_bytes()).others == {"later/part.json": b"{}"}


def test_attachments_travel_with_the_case(path: Path, opened: Opened, tmp_path: Path):
    digest = hashlib.sha256(b"a picture").hexdigest()
    saved = save(opened.case, opened.source, path, "Dr Example", attach={digest: b"a picture"})
    save(saved.case, saved.source, tmp_path / "copy.hcplan", "Dr Example")
    assert open_file(tmp_path / "copy.hcplan").source.attachments == {digest: b"a picture"}


def test_a_case_with_a_damaged_picture_opens_and_its_file_is_left_as_it_is(path: Path, opened: Opened, tmp_path: Path):
    digest = hashlib.sha256(b"a picture").hexdigest()
    save(opened.case, opened.source, path, "Dr Example", attach={digest: b"a picture"})
    path.write_bytes(path.read_bytes().replace(b"a picture", b"a Picture"))
    damaged = open_file(path)
    assert damaged.read_only
    assert damaged.case.patient == opened.case.patient
    assert "damaged: 1" in damaged.notices[0]
    with pytest.raises(CannotWrite, match="damaged"):
        save(damaged.case, damaged.source, path, "Dr Example", overwrite=True)
    saved = save(damaged.case, damaged.source, tmp_path / "copy.hcplan", "Dr Example")
    assert not open_file(tmp_path / "copy.hcplan").read_only
    save(saved.case, saved.source, tmp_path / "copy.hcplan", "Dr Example")


def test_a_write_protected_file_is_opened_for_reading_and_saved_elsewhere(path: Path, tmp_path: Path):
    path.chmod(0o444)
    opened = open_file(path)
    assert opened.read_only
    assert "write-protected" in opened.notices[0]
    with pytest.raises(CannotWrite, match="write-protected"):
        save(opened.case, opened.source, path, "Dr Example", overwrite=True)
    saved = save(opened.case, opened.source, tmp_path / "copy.hcplan", "Dr Example")
    save(saved.case, saved.source, tmp_path / "copy.hcplan", "Dr Example")


def test_a_file_made_by_hand_opens(tmp_path: Path):
    path = tmp_path / "by hand.hcplan"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", container.MIMETYPE)
        archive.writestr("case.json", '{"patient": {"surname": "EXAMPLE"}}')
    opened = open_file(path)
    assert (opened.case.patient.surname, opened.notices, opened.read_only) == ("EXAMPLE", (), False)
    assert opened.case.id
    assert open_file(path).case == opened.case
    assert save(opened.case, opened.source, path, "Dr Example").case.revision == 1


def test_a_case_opened_under_a_short_name_is_saved_there_wherever_one_goes(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(path.parent)
    opened = open_file(Path(path.name))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert opened.source.path == path
    save(opened.case, opened.source, opened.source.path, "Dr Example")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_is_not_there_or_no_file_says_so(tmp_path: Path):
    for name in ("gone.hcplan", "gone/x.hcplan"):
        with pytest.raises(FileMissing, match="not there"):
            open_file(tmp_path / name)
    with pytest.raises(FileMissing, match="folder"):
        open_file(tmp_path)
    (tmp_path / "empty.hcplan").touch()
    with pytest.raises(NotACase, match="empty"):
        open_file(tmp_path / "empty.hcplan")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileMissing, match="not an ordinary file"):
        open_file(tmp_path / "pipe")


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_unzip_finds_no_fault_in_it(path: Path):
    assert subprocess.run(["unzip", "-tq", path], capture_output=True, check=False).returncode == 0
