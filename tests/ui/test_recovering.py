"""What was typed and not saved comes back after the program ended, over the file it came from."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hcplanner import settings
from hcplanner.actions.opening import open_file
from hcplanner.actions.recovering import found
from hcplanner.i18n import ENGLISH
from tests.ui.test_window import case_file, type_surname
from ui import files, recovering
from ui.window import MainWindow

# A real application in a process of its own: opens a file, types into it, then waits to be ended.
TYPING = """
import sys
from PySide6.QtCore import QTimer
from hcplanner import settings
from ui import app

def type_it(window):
    if "--shown" in sys.argv and window.view.preview.paper is None:
        QTimer.singleShot(20, lambda: type_it(window))
        return
    window.view.open_case.set("patient.surname", "Changed")
    tell()

def tell():
    if "--at-once" in sys.argv or any((settings.state_folder() / "recovery").glob("*.recovery")):
        print("typed", flush=True)
    else:
        QTimer.singleShot(20, tell)

start = app.MainWindow.start
def begin(window, paths):
    start(window, paths)
    QTimer.singleShot(0, window, lambda: type_it(window))
app.MainWindow.start = begin
sys.exit(app.main([sys.argv[1]]))
"""


def copies():
    return list((settings.state_folder() / "recovery").glob("*.recovery"))


def ended(path, with_signal, *more):
    """The exit code of an application that was ended by a signal after something was typed."""
    process = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(path), *more],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOME": str(path.parent)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "typed\n"
        process.send_signal(with_signal)
        process.communicate(timeout=30)
    finally:
        process.kill()
    return process.returncode


@pytest.mark.requirement("R7", "R8")
def test_what_was_typed_in_a_killed_program_is_offered_and_saved_back_to_its_file(window, tmp_path, answering, qtbot):
    path = case_file(tmp_path / "a.hcplan")
    assert ended(path, signal.SIGKILL) == -signal.SIGKILL
    assert open_file(path).case.patient.surname == "Example"
    said = []

    def go_on(dialog):
        said.append(dialog.list.item(0).text())
        dialog.go_on.click()

    told = answering(go_on, "OK")  # the OK is for the mark that the killed program left beside the file
    window.recovery.look()
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    assert "a.hcplan" in said[0]
    assert "Surname" in said[0]
    assert window.view.open_case.case.patient.surname == "Changed"
    assert window.path == path
    assert window.view.open_case.dirty
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    files.save(window)
    assert open_file(path).case.patient.surname == "Changed"
    qtbot.waitUntil(lambda: copies() == [], timeout=20_000)


@pytest.mark.requirement("R6", "R7")
def test_a_program_asked_to_end_keeps_even_the_last_key_and_asks_nothing(tmp_path):
    path = case_file(tmp_path / "a.hcplan")
    assert ended(path, signal.SIGTERM, "--at-once") == 143
    (one,) = found(ENGLISH)
    assert one.recovered.case.patient.surname == "Changed"
    assert one.file == path


@pytest.mark.requirement("R7")
def test_a_copy_is_kept_shortly_after_the_last_key_and_goes_with_the_save(window, tmp_path, qtbot):
    path = case_file(tmp_path / "a.hcplan")
    files.open_path(window, path)
    assert recovering.PAUSE_MS <= 2_000
    assert recovering.LONGEST_MS <= 10_000
    type_surname(window, "Changed")
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=20_000)
    window.do_save()
    qtbot.waitUntil(lambda: copies() == [], timeout=20_000)


def test_undone_changes_need_no_copy(window, tmp_path, qtbot):
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    type_surname(window, "Changed")
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=20_000)
    window.do_undo()
    qtbot.waitUntil(lambda: copies() == [], timeout=20_000)


def test_changes_given_up_leave_no_copy(window, tmp_path, answering, qtbot):
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    type_surname(window, "Changed")
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=20_000)
    answering("Don’t save")
    window.do_home()
    qtbot.waitUntil(lambda: copies() == [], timeout=20_000)


def test_changes_given_up_leave_no_copy_however_fast_the_window_closes(window, tmp_path, answering, qtbot):
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    type_surname(window, "Changed")
    window.recovery.keep_soon()
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=20_000)
    answering("Don’t save")
    window.do_home()
    window.close()
    assert copies() == []


def test_another_windows_copy_is_not_offered_while_it_runs(window, tmp_path, qtbot):
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    type_surname(window, "Changed")
    qtbot.waitUntil(lambda: len(copies()) == 1, timeout=20_000)
    assert found(ENGLISH) == ()


@pytest.mark.requirement("R6", "R7")
def test_a_program_asked_to_end_leaves_no_thread_behind_that_would_make_it_crash(tmp_path):
    """A crash would write a core file, and with it what the case holds."""
    assert ended(case_file(tmp_path / "a.hcplan"), signal.SIGTERM, "--shown") == 143


@pytest.mark.requirement("R8", "R17")
def test_a_file_saved_by_somebody_since_is_not_overwritten_by_what_is_recovered(window, tmp_path, answering, qtbot):
    path = case_file(tmp_path / "a.hcplan")
    ended(path, signal.SIGTERM)
    other = open_file(path)
    from hcplanner.actions.saving import save

    save(other.case, other.source, path, "somebody else")
    told = answering(lambda dialog: dialog.go_on.click(), "OK", "Cancel")
    window.recovery.look()
    qtbot.waitUntil(lambda: window.view is not None and len(told) == 2, timeout=20_000)
    assert not files.save(window)
    assert "changed by somebody else" in told[-1]
    assert open_file(path).case.saved_by == "somebody else"
    assert window.view.open_case.dirty


def test_work_is_thrown_away_only_when_said_twice(window, tmp_path, answering, qtbot):
    path = case_file(tmp_path / "a.hcplan")
    ended(path, signal.SIGTERM)
    (one,) = found(ENGLISH)
    dialog = recovering.LeftBehind(window, (one,))
    answering("Keep it", "Throw away")
    dialog.give_up.click()
    assert len(copies()) == 1
    dialog.give_up.click()
    assert copies() == []
    dialog.deleteLater()


def test_a_copy_whose_file_is_gone_opens_without_one(window, tmp_path, answering, qtbot):
    path = case_file(tmp_path / "a.hcplan")
    ended(path, signal.SIGTERM)
    Path(path).unlink()
    told = answering(lambda dialog: dialog.go_on.click(), "OK")
    window.recovery.look()
    qtbot.waitUntil(lambda: window.view is not None and len(told) == 2, timeout=20_000)
    assert window.path is None
    assert window.view.open_case.case.patient.surname == "Changed"
    assert isinstance(window, MainWindow)
