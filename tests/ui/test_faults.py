"""A fault of the program in any slot leaves the case whole, offers to save it, and writes no word of a patient down."""

import sys

import pytest
from PySide6.QtWidgets import QApplication

from hcplanner.actions.opening import open_file
from hcplanner.case import Case
from hcplanner.fields import leaves
from hcplanner.fields.declare import Kind
from ui import app, files

# The application's own hook is what is tested here.
pytestmark = pytest.mark.qt_no_exception_capture

_PLANTED = "Plantedname"
_FIELDS = [leaf.path for leaf in leaves(Case) if leaf.kind is Kind.TEXT and "[" not in leaf.path][:30]


@pytest.fixture
def hooked(window, monkeypatch):
    """The window with the hook for what nobody expected, as the application sets it."""
    monkeypatch.setattr(sys, "excepthook", app.LastResort(window).caught)
    return window


@pytest.mark.requirement("R11")
@pytest.mark.parametrize("path", _FIELDS)
def test_a_fault_in_a_slot_after_a_change(hooked, path, tmp_path, answering, capsys, qtbot):  # noqa: PLR0917
    window = hooked
    window.do_new()
    window.path = tmp_path / "a.hcplan"
    open_case = window.view.open_case

    def faulty():
        raise RuntimeError(f"{_PLANTED} was in hand")

    window.view.changed.connect(faulty)
    said = answering("Save the case now")
    open_case.set(path, _PLANTED)
    qtbot.waitUntil(lambda: bool(said) and not open_case.dirty)
    assert open_file(tmp_path / "a.hcplan").case == open_case.case
    assert not open_case.dirty
    told = capsys.readouterr()
    assert "RuntimeError" in told.err
    assert _PLANTED not in told.err + told.out + window.windowTitle()


@pytest.mark.requirement("R11")
def test_a_fault_while_a_fault_is_told_does_not_bury_the_window_in_questions(hooked, answering, qtbot):
    hook = app.LastResort(hooked)

    def again(dialog):
        hook.caught(ValueError, ValueError("x"), None)
        dialog.reject()

    said = answering(again)
    hook.caught(ValueError, ValueError("x"), None)
    qtbot.waitUntil(lambda: bool(said))
    QApplication.processEvents()
    assert len(said) == 1


def test_the_keyboards_interrupt_is_no_fault(hooked, capsys):
    app.LastResort(hooked).caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert files.may_leave(hooked)
