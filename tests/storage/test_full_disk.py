"""A disk that is truly full: a small file system of its own, where it may be made."""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.errors import CannotWrite
from hcplanner.fields import set_at


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("a small file system is made on Linux only")
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this person may not mount a file system")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.requirement("R58")
def test_a_full_disk_keeps_the_old_file_and_the_case_is_saved_elsewhere(small: Path, tmp_path: Path):
    path = small / "x.hcplan"
    saved = save(Case(id="x"), None, path, "Dr Example")
    chance = random.Random(1)
    large = set_at(saved.case, "presentation.note", "".join(chance.choices("abcdefghijklmnop", k=300_000)))
    with pytest.raises(CannotWrite, match="the disk is full"):
        save(large, saved.source, path, "Dr Example")
    assert [entry.name for entry in small.iterdir()] == ["x.hcplan"]
    assert open_file(path).case == saved.case
    elsewhere = save(large, saved.source, tmp_path / "x.hcplan", "Dr Example")
    assert open_file(tmp_path / "x.hcplan").case == elsewhere.case
    assert save(saved.case, saved.source, path, "Dr Example").case.revision == 2


@pytest.mark.requirement("R58")
def test_a_drive_that_can_only_be_read_is_told_as_such(small: Path):
    path = small / "x.hcplan"
    saved = save(Case(id="x"), None, path, "Dr Example")
    subprocess.run(["mount", "-o", "remount,ro", small], check=True, capture_output=True)
    assert open_file(path).case == saved.case
    with pytest.raises(CannotWrite, match="the drive can only be read"):
        save(saved.case, saved.source, path, "Dr Example")
    assert open_file(path).case == saved.case
