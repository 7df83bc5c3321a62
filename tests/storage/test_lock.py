"""Locks between real processes: who has a file is told, nothing is taken silently, a stale lock stops nobody."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.storage import lock
from hcplanner.storage.lock import Held, Holder, holder_of, lock_path, take

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
OTHER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from hcplanner.storage.lock import take
held = take(Path(sys.argv[1]), "Dr B. Example", datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
print("held", flush=True)
sys.stdin.readline()
held.release()
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "some case.hcplan"
    path.write_bytes(b"case")
    return path


@pytest.fixture
def other(case: Path):
    """Another process that has the case open."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(case)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.requirement("R18")
def test_a_second_opener_is_told_who_has_the_file_where_and_since_when(case, other):
    with pytest.raises(Held) as held:
        take(case, "Dr A. Example", NOW)
    assert held.value.holder.user == "Dr B. Example"
    assert held.value.holder.since.startswith("2026-03-02T09:00")
    assert held.value.holder.host
    assert not held.value.left_behind
    other.communicate("\n")
    assert holder_of(case) is None
    taken = take(case, "Dr A. Example", NOW)
    assert taken is not None
    taken.release()


@pytest.mark.requirement("R18", "R19")
def test_a_lock_of_a_killed_program_is_known_as_left_behind_and_still_not_taken_silently(case, other):
    other.kill()
    other.communicate()
    with pytest.raises(Held) as held:
        take(case, "Dr A. Example", NOW)
    assert held.value.left_behind
    ours = take(case, "Dr A. Example", NOW, over=held.value.holder)
    assert ours is not None
    assert ours.ours
    ours.release()
    assert holder_of(case) is None


@pytest.mark.requirement("R20")
@pytest.mark.parametrize(
    ("host", "boot", "left_behind"),
    [("", "", False), ("elsewhere", "same", False), ("elsewhere", "other", False), ("here", "other", True)],
)
def test_only_what_this_machine_can_know_counts_as_left_behind(case, host, boot, left_behind):
    here = lock.platform.node()
    forged = Holder("00", "Dr B. Example", here if host == "here" else host, lock.boot_id() if boot == "same" else boot)
    lock_path(case).write_bytes(msgspec.json.encode(forged))
    with pytest.raises(Held) as held:
        take(case, "Dr A. Example", NOW)
    assert held.value.left_behind is left_behind


def test_a_take_over_from_somebody_who_is_gone_does_not_take_from_the_next(case):
    lock_path(case).write_bytes(msgspec.json.encode(Holder("1", "Dr B. Example")))
    lock_path(case).write_bytes(msgspec.json.encode(Holder("2", "Dr C. Example")))
    with pytest.raises(Held) as held:
        take(case, "Dr A. Example", NOW, over=Holder("1", "Dr B. Example"))
    assert held.value.holder.user == "Dr C. Example"


def test_the_one_it_was_taken_from_notices_and_takes_nothing_away(case):
    first = take(case, "Dr A. Example", NOW)
    assert first is not None
    second = take(case, "Dr B. Example", NOW, over=first.holder)
    assert second is not None
    assert not first.ours
    first.release()
    assert holder_of(case) == second.holder
    second.release()
    second.release()
    assert holder_of(case) is None


@given(st.binary(max_size=200))
def test_an_unreadable_lock_is_somebodys(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("locks") / "a.hcplan"
    lock_path(path).write_bytes(content)
    with pytest.raises(Held):
        take(path, "Dr A. Example", NOW)


def test_where_no_lock_can_be_written_work_goes_on(tmp_path):
    assert take(tmp_path / "gone" / "a.hcplan", "Dr A. Example", NOW) is None


def test_a_link_and_its_target_have_one_lock(case, tmp_path):
    link = tmp_path / "link.hcplan"
    link.symlink_to(case)
    assert lock_path(link) == lock_path(case)
