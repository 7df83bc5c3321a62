"""What is entered reaches the case, what cannot be read is kept, and undo shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from hcplanner.case import Case
from hcplanner.case.imaging import Modality
from hcplanner.case.patient import LatexRisk, Sex
from hcplanner.fields import Answer, DatedNumber, Kind, PartialDate, declared_at, get_at, leaves, members
from hcplanner.fields.parse import parse
from hcplanner.i18n import ENGLISH
from hcplanner.opencase import OpenCase
from tests.ui.forms import Opener, new_case, row_at
from ui.editors.number import ReadLine
from ui.form import FormPage
from ui.parts.row import FieldRow
from ui.parts.scope import EntryScope, Scope


def box(row: FieldRow, which: int = 0) -> QLineEdit:
    return row.findChildren(QLineEdit)[which]


def press(row: FieldRow, words: str) -> QAbstractButton:
    return next(b for b in row.findChildren(QPushButton) if b.text() == words)


def mark(row: FieldRow) -> tuple[str, str]:
    """What is said under the editor, and in which state."""
    said = [w for w in row.findChildren(QLabel) if w.property("role") == "mark" and w.isVisible()]
    return (said[0].text(), said[0].property("state")) if said else ("", "")


def enter(page: FormPage, path: str) -> FieldRow:
    page.go_to(path)
    return row_at(page, path)


def test_a_text_is_in_the_case_with_every_key_and_is_one_step_to_undo(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "patient")
    row = enter(page, "patient.surname")
    for typed in ("E", "EX", "EXA"):
        qtbot.keyClicks(box(row), typed[-1])
        assert open_case.case.patient.surname == typed
    open_case.undo()
    assert open_case.case.patient.surname == ""
    assert box(row).text() == ""
    open_case.redo()
    assert box(row).text() == "EXA"


def test_the_cursor_stays_where_one_types(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    open_case.set("patient.surname", "EXPLE")
    page = opened(open_case, "patient")
    row = enter(page, "patient.surname")
    box(row).setCursorPosition(2)
    qtbot.keyClicks(box(row), "AM")
    assert open_case.case.patient.surname == "EXAMPLE"
    assert box(row).cursorPosition() == 4


def test_a_long_line_shows_how_it_begins_unless_somebody_writes_in_it(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    open_case.set("patient.surname", "EXAMPLE-" + "Long " * 60)
    page = opened(open_case, "patient")
    line = box(row_at(page, "patient.surname"))
    assert line.cursorPosition() == 0
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "er")
    assert line.cursorPosition() == len(line.text())
    box(row_at(page, "patient.forename")).setFocus()
    assert line.cursorPosition() == 0
    open_case.undo()
    assert line.cursorPosition() == 0


def test_long_text_grows_and_tab_leaves_it(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "presentation")
    row = enter(page, "presentation.note")
    text = row.findChildren(QPlainTextEdit)[0]
    low = text.height()
    for _ in range(8):
        qtbot.keyClicks(text, "line")
        qtbot.keyClick(text, Qt.Key.Key_Return)
    assert open_case.case.presentation.note == "line\n" * 8
    assert text.height() > low
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()


def test_text_boxes_leave_undo_to_the_case(opened: Opener, qtbot: QtBot):
    page = opened(new_case(), "presentation")
    for path in ("presentation.trigger_details", "presentation.last_worsening"):
        row = enter(page, path)
        widget = row.first_input()
        assert widget is not None
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.setAccepted(False)
        QApplication.sendEvent(widget, event)
        assert not event.isAccepted()


@pytest.mark.parametrize(("typed", "value"), [("12,5", 12.5), ("12.5", 12.5), ("7", 7.0), ("", None)])
def test_a_number_takes_comma_and_point(opened: Opener, qtbot: QtBot, typed: str, value: float | None):
    open_case = new_case()
    page = opened(open_case, "imaging")
    row = enter(page, "imaging.cord.cord_worst_mm")
    qtbot.keyClicks(box(row), typed or "1")
    if not typed:
        qtbot.keyClick(box(row), Qt.Key.Key_Backspace)
    assert open_case.case.imaging.cord.cord_worst_mm == value
    enter(page, "imaging.cord.measured_on")
    assert box(row).text() == ("" if value is None else ENGLISH.number(value))


def test_an_unreadable_number_is_kept_as_text_when_left_and_said_only_then(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "imaging")
    path = "imaging.cord.cord_worst_mm"
    row = enter(page, path)
    qtbot.keyClicks(box(row), "about 5")
    assert open_case.case.unread == {}
    assert mark(row) == ("", "")
    enter(page, "imaging.cord.measured_on")
    assert open_case.case.unread == {path: "about 5"}
    assert mark(row)[1] == "unread"
    assert "about 5" in mark(row)[0]
    assert box(row).text() == "about 5"
    row = enter(page, path)
    box(row).selectAll()
    qtbot.keyClicks(box(row), "5")
    assert open_case.case.unread == {}
    assert open_case.case.imaging.cord.cord_worst_mm == 5
    assert mark(row) == ("", "")


def test_saving_takes_in_what_is_still_being_typed(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "imaging")
    row = enter(page, "imaging.cord.cord_worst_mm")
    qtbot.keyClicks(box(row), "5 or 6")
    page.flush()
    assert open_case.case.unread == {"imaging.cord.cord_worst_mm": "5 or 6"}


def test_an_unusual_number_is_kept_and_marked_once_left(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "plan")
    row = enter(page, "plan.pressure.target_low")
    qtbot.keyClicks(box(row), "850")
    assert open_case.case.plan.pressure.target_low == 850
    assert mark(row) == ("", "")
    enter(page, "plan.pressure.rescue")
    said, state = mark(row)
    assert state == "unusual"
    assert "850 mmHg" in said
    assert "30 to 130 mmHg" in said
    open_case.set("plan.pressure.target_low", 85)
    assert mark(row) == ("", "")


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("3 apr 2015", PartialDate(2015, 4, 3), "03-Apr-2015"),
        ("2015-04", PartialDate(2015, 4), "Apr 2015"),
        ("2014", PartialDate(2014), "2014"),
        ("3.4.2015", PartialDate(2015, 4, 3), "03-Apr-2015"),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_known(
    opened: Opener, qtbot: QtBot, typed: str, value: PartialDate, shown: str
):
    open_case = new_case()
    page = opened(open_case, "patient")
    row = enter(page, "patient.born")
    qtbot.keyClicks(box(row), typed)
    assert open_case.case.patient.born == value
    assert box(row).text() == typed, "nobody's typing is rewritten under the fingers"
    enter(page, "patient.identifier")
    assert box(row).text() == shown


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_is_picked_from_a_calendar_that_is_made_when_asked_for(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    open_case.set("presentation.last_worsening", PartialDate(2024, 2, 29, 14, 30))
    page = opened(open_case, "presentation")
    row = enter(page, "presentation.last_worsening")
    assert row.findChildren(QCalendarWidget) == []
    next(b for b in row.findChildren(QToolButton) if b.property("glyph") == "calendar").click()
    (calendar,) = row.findChildren(QCalendarWidget)
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2024-02-29"
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert open_case.case.presentation.last_worsening == PartialDate(2024, 3, 1, 14, 30)
    assert box(row).text() == "01-Mar-2024 14:30"
    assert box(row).hasFocus()


def test_a_dated_number_keeps_both_texts_when_one_cannot_be_read(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "patient")
    row = enter(page, "patient.size.weight")
    qtbot.keyClicks(box(row, 0), "30,5")
    assert open_case.case.patient.size.weight == DatedNumber(30.5, None)
    qtbot.keyClicks(box(row, 1), "12-Mar-2024")
    assert open_case.case.patient.size.weight == DatedNumber(30.5, PartialDate(2024, 3, 12))
    box(row, 1).selectAll()
    qtbot.keyClicks(box(row, 1), "last week")
    page.flush()
    assert open_case.case.unread == {"patient.size.weight": "30,5 @ last week"}
    assert (box(row, 0).text(), box(row, 1).text()) == ("30,5", "last week")
    box(row, 1).selectAll()
    qtbot.keyClicks(box(row, 1), "2024")
    assert open_case.case.patient.size.weight == DatedNumber(30.5, PartialDate(2024))
    assert open_case.case.unread == {}


@pytest.mark.requirement("R48")
def test_an_answer_has_four_words_and_can_be_blank_again(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "presentation")
    row = enter(page, "presentation.myelopathy")
    assert [b.text() for b in row.findChildren(QPushButton)] == ["Yes", "No", "Not applicable", "Not known"]
    for answer in Answer:
        button = press(row, answer.words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert open_case.case.presentation.myelopathy is answer
        assert [b.text() for b in row.findChildren(QPushButton) if b.isChecked()] == [answer.words]
    qtbot.mouseClick(press(row, "Not known"), Qt.MouseButton.LeftButton)
    assert open_case.case.presentation.myelopathy is None
    assert not any(b.isChecked() for b in row.findChildren(QPushButton))


@pytest.mark.requirement("R49")
def test_a_row_of_buttons_is_one_stop_and_goes_by_keyboard(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "patient")
    row = enter(page, "patient.sex")
    stops = [b for b in row.findChildren(QPushButton) if b.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert [b.text() for b in stops] == ["Female"]
    qtbot.keyClick(press(row, "Female"), Qt.Key.Key_Right)
    assert press(row, "Male").hasFocus()
    assert open_case.case.patient.sex is None, "moving alone answers nothing"
    qtbot.keyClick(press(row, "Male"), Qt.Key.Key_Space)
    assert open_case.case.patient.sex is Sex.MALE
    assert press(row, "Male").focusPolicy() == Qt.FocusPolicy.StrongFocus
    qtbot.keyClick(press(row, "Male"), Qt.Key.Key_I)
    assert press(row, "Indeterminate").hasFocus()
    qtbot.keyClick(press(row, "Indeterminate"), Qt.Key.Key_Delete)
    assert open_case.case.patient.sex is None
    qtbot.keyClick(press(row, "Indeterminate"), Qt.Key.Key_Tab)
    assert not any(b.hasFocus() for b in row.findChildren(QPushButton))


def test_a_long_choice_is_a_list_whose_first_line_blanks_it_and_the_wheel_changes_nothing(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    ident = open_case.add_item("imaging.studies")
    page = opened(open_case, "imaging")
    row = enter(page, f"imaging.studies[{ident}].modality")
    (combo,) = row.findChildren(QComboBox)
    assert combo.itemText(0) == "Not recorded"
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert open_case.case.imaging.studies[0].modality is Modality.MRI
    before = open_case.case
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert open_case.case is before
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    assert open_case.case.imaging.studies[0].modality is None


def test_several_choices_are_chips(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "patient")
    row = enter(page, "patient.allergies.latex")
    for words in ("Spina bifida", "Latex allergy", "Spina bifida"):
        qtbot.mouseClick(press(row, words), Qt.MouseButton.LeftButton)
    assert open_case.case.patient.allergies.latex == {LatexRisk.ALLERGY}
    open_case.undo()
    assert press(row, "Spina bifida").isChecked()


_READ = [leaf for leaf in leaves(Case) if leaf.kind in (Kind.NUMBER, Kind.INTEGER, Kind.DATE)]


_NEARLY = st.from_regex(r"[0-9]{1,4}[.,-][0-9]{1,2}([.-][0-9]{1,4})?", fullmatch=True)


@given(st.sampled_from(_READ), st.text(max_size=14) | _NEARLY)
def test_whatever_is_typed_is_in_the_case_as_value_or_as_text(dressed: QApplication, member: Any, typed: str):
    """Nothing that was typed is ever lost, whatever it was."""
    typed = "".join(c for c in typed if c.isprintable())
    path = member.path.replace("[]", "[i1]")
    open_case = new_case()
    if "[" in path:
        open_case.add_item(path.partition("[")[0])
    section, *steps, name = path.split(".")
    scope: Scope = Scope.of_section(open_case, ENGLISH, section)
    for step in steps:
        bare, _, ident = step.partition("[")
        inner = next(m for m in _members(scope) if m.name == bare)
        scope = EntryScope(scope, inner, ident.rstrip("]")) if ident else scope.inside(inner)
    row = FieldRow(scope, next(m for m in _members(scope) if m.name == name))
    stop = open_case.watch(row.hear)
    row.reveal(path)
    line = row.findChildren(ReadLine)[0]
    line.setText(typed)
    line.textEdited.emit(typed)
    row.leave()
    declared = declared_at(Case, path)
    try:
        value = parse(declared, typed)
    except ValueError:
        assert open_case.case.unread == {path: typed}
    else:
        assert get_at(open_case.case, path) == value
        assert open_case.case.unread == {}
    stop()
    row.close()
    row.deleteLater()


def _members(scope: Any) -> Any:
    return members(scope.struct)


def test_a_refused_value_is_kept_as_text(opened: Opener, qtbot: QtBot):
    open_case: OpenCase = new_case()
    page = opened(open_case, "patient")
    row = enter(page, "patient.born")
    qtbot.keyClicks(box(row), "31-Feb-2015")
    page.flush()
    assert open_case.case.unread == {"patient.born": "31-Feb-2015"}
    assert "this month has no such day" in mark(row)[0]
