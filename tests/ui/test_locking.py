"""A locked window shows and tells nothing of the case, and gives it back as it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog

from hcplanner import settings
from hcplanner.actions import keys
from hcplanner.actions.recovering import found
from hcplanner.i18n import ENGLISH
from tests.ui.test_window import case_file, type_surname
from ui import files
from ui.memory import Memory
from ui.pages.own_documents import OwnDocuments
from ui.window import MainWindow

WORD = "correct horse"
PLANTED = "Zyzzyva"


@pytest.fixture
def guarded(window, tmp_path):
    """A window with a case that has unsaved changes, and a passphrase."""
    keys.Ring().protect(WORD)
    files.open_path(window, case_file(tmp_path / f"{PLANTED}.hcplan", surname=PLANTED))
    type_surname(window, PLANTED + " changed")
    return window


def told_of(interface):
    """Every text that whoever reads the screen aloud can reach."""
    yield interface.text(QAccessible.Text.Name)
    yield interface.text(QAccessible.Text.Value)
    yield interface.text(QAccessible.Text.Description)
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from told_of(child)


def reachable():
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return "\n".join(text for one in windows for text in told_of(QAccessible.queryAccessibleInterface(one)))


def give(window, qtbot, passphrase):
    page = window.app_lock._page
    page.passphrase.setText(passphrase)
    page.unlock.click()
    qtbot.waitUntil(lambda: window.app_lock._page is None or bool(page.said.text()), timeout=60_000)


@pytest.mark.requirement("R42", "R54")
def test_locked_nothing_of_the_patient_is_seen_or_told_and_unlocked_the_case_is_as_it_was(guarded, qtbot):
    before = guarded.view.open_case.case
    assert PLANTED in reachable()
    guarded.actions_by_name["lock"].trigger()
    assert guarded.app_lock.locked
    assert PLANTED not in reachable()
    assert guarded.windowTitle() == "hcplanner"
    assert not guarded.view.isVisible()
    assert guarded.view.preview.paper is None
    assert not any(action.isEnabled() for action in guarded.actions_by_name.values())
    give(guarded, qtbot, WORD)
    assert not guarded.app_lock.locked
    assert guarded.view.open_case.case == before
    assert guarded.view.isVisible()
    assert guarded.view.open_case.dirty
    assert PLANTED in reachable()
    assert guarded.actions_by_name["save"].isEnabled()
    assert files.save(guarded)


@pytest.mark.requirement("R42")
def test_a_wrong_passphrase_leaves_it_locked(guarded, qtbot):
    guarded.app_lock.lock()
    give(guarded, qtbot, "correct house")
    assert guarded.app_lock.locked
    assert guarded.ring.closed
    assert PLANTED not in reachable()
    give(guarded, qtbot, WORD)
    assert not guarded.app_lock.locked


@pytest.mark.requirement("R42")
def test_what_is_being_typed_when_it_locks_is_kept(guarded, qtbot):
    guarded.view.go_to("patient.forename")
    qtbot.keyClicks(QApplication.focusWidget(), "Typed")
    guarded.app_lock.lock()
    case = guarded.view.open_case.case
    assert case.patient.forename == "Typed"
    qtbot.waitUntil(lambda: any((settings.state_folder() / "recovery").glob("*.recovery")))
    give(guarded, qtbot, WORD)
    assert guarded.view.open_case.case == case


@pytest.mark.requirement("R42")
def test_it_locks_by_itself_and_leaves_open_dialogs(guarded, qtbot):
    guarded.app_lock.arm()
    shown = QDialog(guarded)
    shown.setWindowTitle(PLANTED)
    shown.show()
    guarded.app_lock._idle.timeout.emit()
    assert guarded.app_lock.locked
    assert not shown.isVisible()
    assert PLANTED not in reachable()


@pytest.mark.requirement("R42")
def test_unsaved_texts_of_a_document_of_ones_own_hold_no_lock_up_and_are_there_afterwards(guarded, qtbot):
    dialog = OwnDocuments(guarded)
    dialog.show()
    qtbot.waitExposed(dialog)
    ours = dialog.files.editor(dialog.files.count() - 1)
    ours.setPlainText("A text not yet saved")
    guarded.app_lock.lock()
    assert guarded.app_lock.locked
    assert not dialog.isVisible()
    assert PLANTED not in reachable()
    give(guarded, qtbot, WORD)
    again = OwnDocuments(guarded)
    assert "A text not yet saved" in again.files.texts
    assert again.files.changed
    for one in (dialog, again):
        one.files.kept()
        one.reject()
        one.deleteLater()


def test_a_click_or_key_begins_the_idle_time_anew_and_0_switches_it_off(guarded, qtbot):
    guarded.app_lock.arm()
    idle = guarded.app_lock._idle
    assert idle.interval() == 10 * 60_000
    for act in (
        lambda: qtbot.mouseClick(guarded.windowHandle(), Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(guarded.windowHandle(), Qt.Key.Key_Shift),
    ):
        counting = idle.timerId()
        act()
        assert idle.timerId() not in (counting, -1)
    guarded.memory.locking_after(0)
    guarded.app_lock.arm()
    assert not idle.isActive()


def test_without_a_passphrase_no_lock_is_offered(window, tmp_path, answering):
    keys.make()
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    answering("Cancel")
    window.actions_by_name["lock"].trigger()
    assert not window.app_lock.locked
    window.app_lock._idle.timeout.emit()
    assert not window.app_lock.locked


@pytest.mark.requirement("R42")
def test_closing_a_locked_window_asks_nobody_and_the_next_start_offers_what_was_not_saved(dressed, qtbot, tmp_path):
    keys.Ring().protect(WORD)
    window = MainWindow(ENGLISH, Memory())
    window.show()
    qtbot.waitExposed(window)
    files.open_path(window, case_file(tmp_path / "a.hcplan"))
    type_surname(window, "Typed")
    window.app_lock.lock()
    assert window.close()
    window.recovery._keeper._copy._lock.release()  # as the end of the program does
    (one,) = found(ENGLISH)
    assert one.recovered.case.patient.surname == "Typed"
    window.clear()
    window.deleteLater()
