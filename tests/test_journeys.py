"""The main job from beginning to end with nothing but keys: new case, typing, save, reopen, plan and consent as PDF."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from hcplanner.actions.opening import open_file
from tests.ui.conftest import answering, dressed, window
from ui.window import MainWindow

__all__ = ["answering", "dressed", "window"]

# The screenless platform says this of every dialog.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True)

_CONTROL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier


def press(key, modifier=_NONE):
    """A key as the desktop sends it: to the window with the focus, wherever in it the cursor is."""
    QApplication.processEvents()
    shown = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    main = next(top for top in shown if isinstance(top, MainWindow))  # a tool tip has no keys
    asked = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    steady = 0
    for _ in range(200):
        focused = QApplication.focusWindow()
        held = focused is not None and focused.isVisible() and (asked or focused is main.windowHandle())
        steady = steady + 1 if held else 0
        if steady == 5:
            break
        if not held:
            # A desktop gives the focus back when a dialog has closed; the screenless platform has to be told.
            (asked or main).activateWindow()
        # A closed dialog takes the focus with it only when it is deleted.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    QTest.keyClick(QApplication.focusWindow(), key, modifier)


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def names_file(path):
    """Answers a file dialog by typing a name and pressing Enter."""

    def answer(dialog):
        assert isinstance(dialog, QFileDialog)
        press(Qt.Key.Key_A, _CONTROL)
        write(str(path))
        press(Qt.Key.Key_Return)

    return answer


def exports(folder, *, also_consent):
    """Answers the sheet with keys alone: the folder, the second document, Save PDF by Enter on its button."""

    def answer(dialog):
        assert isinstance(dialog, QDialog)
        dialog.folder.setFocus(Qt.FocusReason.TabFocusReason)
        press(Qt.Key.Key_A, _CONTROL)
        write(str(folder))
        if also_consent:
            for _ in range(40):
                if QApplication.focusWidget() is dialog.boxes["consent"]:
                    break
                press(Qt.Key.Key_Tab)
            press(Qt.Key.Key_Space)
        for _ in range(40):
            if QApplication.focusWidget() is dialog.pdf:
                break
            press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Space)

    return answer


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=30_000)


@pytest.fixture
def at_home(window) -> Iterator:
    window.activateWindow()
    QApplication.processEvents()
    return window


@pytest.mark.requirement("R49", "R16")
def test_from_a_new_case_to_printed_plan_and_consent_by_keys_alone(at_home, qtbot, tmp_path, answering):
    window, path = at_home, tmp_path / "journey.hcplan"
    assert QApplication.focusWidget() is window.home.cards[0]
    press(Qt.Key.Key_Return)
    assert window.view is not None
    write("Example")
    press(Qt.Key.Key_Tab)
    write("Ada")
    press(Qt.Key.Key_Tab)
    write("3 apr 2015")
    press(Qt.Key.Key_Tab)
    case = window.view.open_case.case
    assert (case.patient.surname, case.patient.forename, str(case.patient.born)) == ("Example", "Ada", "2015-04-03")
    assert window.view.banner.name.text() == "EXAMPLE, Ada"

    press(Qt.Key.Key_PageDown, _CONTROL)
    assert window.view.contents.current == "presentation"

    answering(names_file(path))
    press(Qt.Key.Key_S, _CONTROL)
    assert open_file(path).case.patient.surname == "Example"
    assert not window.view.open_case.dirty

    press(Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.view is None
    answering(names_file(path))
    press(Qt.Key.Key_O, _CONTROL)
    assert window.view.open_case.case.patient.forename == "Ada"

    answering(exports(tmp_path, also_consent=True))
    press(Qt.Key.Key_F5)
    settled(qtbot, window)
    assert {found.name for found in tmp_path.glob("*.pdf")} == {"journey-operative-plan.pdf", "journey-consent.pdf"}
    assert all(found.read_bytes().startswith(b"%PDF") for found in tmp_path.glob("*.pdf"))


@pytest.mark.requirement("R16", "R49")
def test_the_plan_is_one_key_and_enter_away_from_any_field(at_home, qtbot, tmp_path, answering):
    window = at_home
    press(Qt.Key.Key_Return)
    answering(names_file(tmp_path / "a.hcplan"))
    write("Example")
    press(Qt.Key.Key_S, _CONTROL)
    answering(lambda _dialog: press(Qt.Key.Key_Return))
    press(Qt.Key.Key_F5)
    settled(qtbot, window)
    assert (tmp_path / "a-operative-plan.pdf").is_file()


@pytest.mark.requirement("R49")
def test_undo_is_one_for_the_whole_case_also_inside_an_editor(at_home):
    window = at_home
    press(Qt.Key.Key_Return)
    write("Example")
    press(Qt.Key.Key_Tab)
    write("Ada")
    open_case = window.view.open_case
    press(Qt.Key.Key_Z, _CONTROL)
    assert (open_case.case.patient.surname, open_case.case.patient.forename) == ("Example", "")
    press(Qt.Key.Key_Z, _CONTROL)
    assert open_case.case.patient.surname == ""
    assert not open_case.dirty
    press(Qt.Key.Key_Y, _CONTROL)
    assert open_case.case.patient.surname == "Example"


@pytest.mark.requirement("R49")
def test_the_search_opens_from_inside_an_editor(at_home, answering):
    window = at_home
    press(Qt.Key.Key_Return)

    def look(_box):
        write("hinge side")
        press(Qt.Key.Key_Return)

    answering(look)
    press(Qt.Key.Key_K, _CONTROL)
    assert window.view.contents.current == "plan"
    assert window.view.stack.isAncestorOf(window.focusWidget())


@pytest.mark.requirement("R49")
def test_the_emergency_page_is_two_keys_away(at_home):
    window = at_home
    press(Qt.Key.Key_N, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.view.contents.current == "quick"
    write("Example")
    assert window.view.open_case.case.patient.surname == "Example"
