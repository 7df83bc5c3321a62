"""Two who open one file: the second is told and chooses; nobody is shut out, and nothing is overwritten unseen."""

import msgspec
import pytest

from hcplanner.actions.locking import claim
from hcplanner.actions.opening import open_file
from hcplanner.storage.lock import Holder, holder_of, lock_path
from tests.ui.test_window import case_file, drop, type_surname
from ui import files


@pytest.fixture
def held(tmp_path):
    """A case file that another opening has taken, as another window of this program would."""
    path = case_file(tmp_path / "a.hcplan")
    other = claim(path, "Dr B. Example").lock
    assert other is not None
    yield path, other
    other.release()


@pytest.mark.requirement("R18")
def test_an_open_file_carries_our_mark_and_loses_it_when_it_is_put_away(window, tmp_path):
    path = case_file(tmp_path / "a.hcplan")
    files.open_path(window, path)
    assert holder_of(path).user
    window.do_home()
    assert holder_of(path) is None
    files.open_path(window, path)
    files.open_path(window, path)  # once more, over itself: nobody else is there
    assert window.path == path
    window.close()
    assert holder_of(path) is None


@pytest.mark.requirement("R18")
def test_the_second_opener_reads_only_and_saves_elsewhere(window, held, answering):
    path, other = held
    said = answering("Open read only")
    files.open_path(window, path)
    assert "Dr B. Example" in said[0]
    assert window.read_only
    assert "Read only" in window.line.guard.text()
    assert other.ours


@pytest.mark.requirement("R18")
def test_the_second_opener_may_have_a_copy(window, held, answering):
    path, other = held
    answering("Open a copy")
    drop(window, path)
    assert window.path is None
    assert window.view.open_case.case.patient.surname == "Example"
    assert other.ours


def test_whoever_would_rather_not_keeps_what_was_open(window, held, tmp_path, answering):
    before = case_file(tmp_path / "before.hcplan", "Before")
    files.open_path(window, before)
    answering("Cancel")
    assert not files.open_path(window, held[0])
    assert window.path == before
    assert holder_of(before) is not None


@pytest.mark.requirement("R18", "R17")
def test_taking_over_is_a_choice_and_the_other_one_learns_of_it_when_saving(window, held, tmp_path, answering):
    path, other = held
    answering("Take over")
    files.open_path(window, path)
    assert not window.read_only
    assert not other.ours
    window.lock, ours = other, window.lock  # as the other window sees it
    type_surname(window, "Changed")
    said = answering("Cancel")
    window.do_save()
    assert "taken this file over" in said[-1]
    assert window.view.open_case.dirty
    assert open_file(path).case.revision == 1
    window.lock = ours
    window.do_save()
    assert open_file(path).case.revision == 2


@pytest.mark.requirement("R19")
def test_a_stale_lock_never_keeps_anybody_from_saving(window, tmp_path, answering):
    path = case_file(tmp_path / "a.hcplan")
    forged = Holder("00", "Dr C. Example", "elsewhere", "", "2019-01-01T10:00:00+00:00")
    lock_path(path).write_bytes(msgspec.json.encode(forged))
    answering("Open read only")
    files.open_path(window, path)
    type_surname(window, "Changed")
    assert window.view.open_case.dirty
    assert files._write(window, tmp_path / "b.hcplan")
    assert not window.view.open_case.dirty
    assert open_file(tmp_path / "b.hcplan").case.patient.surname == "Changed"
    assert holder_of(tmp_path / "b.hcplan").user
    assert not window.read_only


@pytest.mark.requirement("R18")
def test_a_mark_left_behind_by_a_program_that_ended_is_taken_over_and_told(window, tmp_path, answering):
    path = case_file(tmp_path / "a.hcplan")
    claimed = claim(path, "Dr B. Example").lock
    claimed._stream.close()  # as when its process is killed: the file stays, the system's own lock is gone
    said = answering("OK")
    files.open_path(window, path)
    assert said
    assert window.lock is not None
    assert not window.read_only
