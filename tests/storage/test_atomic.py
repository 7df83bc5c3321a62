"""A file is the old one or the new one, links and modes stay, and nothing is left behind when writing fails."""

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hcplanner.errors import CannotWrite
from hcplanner.storage import atomic

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are those of POSIX systems")


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    yield
    os.umask(before)


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_is_as_open_as_the_persons_umask_says(tmp_path: Path, mask: int, mode: int):
    with _umask(mask):
        atomic.write(tmp_path / "new", b"1")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o644])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, mode: int):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(mode)
    with _umask(0o077):
        atomic.write(path, b"new")
    assert (stat.S_IMODE(path.stat().st_mode), path.read_bytes()) == (mode, b"new")


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path):
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    atomic.write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_link_to_nothing_yet_makes_its_target(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    atomic.write(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_reader_that_has_the_old_file_open_goes_on_reading_it(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with path.open("rb") as stream:
        atomic.write(path, b"new")
        assert stream.read() == b"old"


@pytest.mark.requirement("R58")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone/file", "the folder is not there"), ("file/inside", "the folder is not there"), ("n" * 300, "too long"),
        ("folder", "folder of that name|not an ordinary file"), ("circle", "circle"), ("a\0b", "cannot be used"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_says_why_and_leaves_nothing(tmp_path: Path, name: str, said: str):
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "circle").symlink_to("circle")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CannotWrite, match=said):
        atomic.write(tmp_path / name, b"new")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_bytes() == b"old"


@contextmanager
def _no_more_than(size: int) -> Iterator[None]:
    """No file of this process may grow further: the kernel fails the write as it does on a full disk."""
    import resource
    import signal

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, before)


@pytest.mark.requirement("R58")
def test_a_disk_without_room_leaves_the_old_file_whole_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with _no_more_than(1000), pytest.raises(CannotWrite, match="larger than this drive allows"):
        atomic.write(path, bytes(2000))
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


@contextmanager
def _nobody_at(folder: Path) -> Iterator[None]:
    """A person without rights who can reach the folder: even a test that runs as root finds it closed."""
    if os.getuid() != 0:
        yield
        return
    modes = {above: above.stat().st_mode for above in (folder, *folder.parents)}
    for above, mode in modes.items():
        above.chmod(mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for above, mode in modes.items():
            above.chmod(mode)


@pytest.mark.requirement("R58")
def test_a_folder_that_may_only_be_read_is_told_as_such(tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "file").write_bytes(b"old")
    closed.chmod(0o555)
    with _nobody_at(tmp_path), pytest.raises(CannotWrite, match="may not write there"):
        atomic.write(closed / "file", b"new")
    closed.chmod(0o755)
    assert (closed / "file").read_bytes() == b"old"


def test_what_a_killed_process_left_goes_after_a_day_and_nothing_else(tmp_path: Path):
    old, young, other = (tmp_path / name for name in (".hcplan-1.tmp", ".hcplan-2.tmp", "mine.tmp"))
    for path in (old, young, other):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    atomic.sweep(tmp_path, now=time.time())
    assert sorted(tmp_path.iterdir()) == [young, other]
    atomic.sweep(tmp_path / "gone")
