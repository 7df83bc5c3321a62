"""The form builds itself from the declarations: every field is there, named, found, and shown without writing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from hcplanner.case import Case
from hcplanner.fields import declared_at, get_at
from hcplanner.i18n import ENGLISH
from hcplanner.opencase import OpenCase
from tests.ui.forms import SECTIONS, Opener, fields_of, full_case, new_case, row_at, sample
from ui import theme
from ui.form import FormPage
from ui.pages.section import SectionPage
from ui.parts.block import Block
from ui.parts.grades import GradeTable
from ui.parts.part import Part
from ui.parts.row import FieldRow

_TYPED = (QLineEdit, QPlainTextEdit, QComboBox, QTableView)


def inputs(page: QWidget) -> list[QWidget]:
    """Everything on a page that takes the keyboard or the mouse."""
    kinds = (*_TYPED, QAbstractButton)
    inner = {QAbstractButton: QTableView}  # the corner of a table, which takes neither
    found = [widget for widget in page.findChildren(QWidget) if isinstance(widget, kinds)]
    return [w for w in found if not any(type(w) is a and isinstance(w.parentWidget(), b) for a, b in inner.items())]


def shown(page: FormPage) -> list[Part]:
    """The parts that show a field."""
    return [part for part in page.findChildren(QWidget) if isinstance(part, Part) and part.field_path()]


@pytest.mark.parametrize("name", [*SECTIONS, "quick"])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "full"])
@pytest.mark.requirement("R41")
def test_every_input_has_a_name_and_no_list_can_be_typed_into(opened: Opener, name: str, filled: bool):
    page = opened(full_case() if filled else new_case(), name)
    page.unfold_all()
    found = inputs(page)
    assert found
    heard = {widget: QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) for widget in found}
    assert [widget for widget, name in heard.items() if not name.strip()] == []
    assert [w for w in found if isinstance(w, _TYPED) and not w.accessibleName().strip()] == []
    assert [box for box in page.findChildren(QComboBox) if box.isEditable()] == []


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.requirement("R41")
def test_no_two_inputs_of_a_page_are_called_the_same(opened: Opener, name: str):
    page = opened(full_case(), name)
    page.unfold_all()
    names = [widget.accessibleName() for widget in inputs(page) if isinstance(widget, _TYPED)]
    assert sorted({one for one in names if names.count(one) > 1}) == []


@pytest.mark.parametrize("name", SECTIONS)
def test_every_field_of_a_section_is_found_by_its_path(opened: Opener, name: str):
    open_case = new_case()
    fields = fields_of(open_case, type(getattr(open_case.case, name)), name)
    page = opened(open_case, name)
    for path, _ in fields:
        found = page.body.reveal(path)
        assert isinstance(found, FieldRow | GradeTable), path
        assert not found.isHidden()
        assert found.first_input() is not None


@pytest.mark.parametrize("name", [*SECTIONS, "quick"])
def test_showing_never_writes(opened: Opener, dressed: QApplication, name: str):
    open_case = full_case()
    before = open_case.case
    page = opened(open_case, name)
    page.unfold_all()
    page.resize(420, 700)
    dressed.processEvents()
    page.flush()
    assert open_case.case is before
    assert not open_case.can_undo


@pytest.mark.parametrize("name", SECTIONS)
def test_a_change_from_outside_is_shown_and_nothing_more_is_written(opened: Opener, name: str):
    open_case = new_case()
    fields = fields_of(open_case, type(getattr(open_case.case, name)), name)
    page = opened(open_case, name)
    page.unfold_all()
    for path, member in fields:
        page.body.reveal(path)
        before = open_case.case
        looked = _looks(page, path)
        open_case.set(path, sample(member))
        after = open_case.case
        assert _looks(page, path) != looked, path
        page.flush()
        assert open_case.case is after, path
        open_case.undo()
        assert open_case.case == before, path
        assert _looks(page, path) == looked, path


def _looks(page: FormPage, path: str) -> Any:
    """What a field shows, as far as a person can tell."""
    part = page.body.reveal(path)
    assert part is not None
    if isinstance(part, GradeTable):
        return tuple(dict(part.grid.grades.values(member)) for member in part.grid.grades.fields)
    return (
        [line.text() for line in part.findChildren(QLineEdit)],
        [box.toPlainText() for box in part.findChildren(QPlainTextEdit)],
        [box.currentText() for box in part.findChildren(QComboBox)],
        [button.isChecked() for button in part.findChildren(QPushButton)],
    )


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.requirement("R32")
def test_opening_a_section_builds_that_section_alone_and_leaves_folded_fields_unbuilt(opened: Opener, name: str):
    page = opened(new_case(), name)
    built = shown(page)
    assert all(part.field_path().startswith(f"{name}.") for part in built)
    folded = [block for block in page.findChildren(Block) if block.isVisible() and not block._open()]
    page.unfold_all()
    assert not folded or len(shown(page)) > len(built)


@pytest.mark.requirement("R32")
def test_a_field_that_is_not_asked_has_no_editor_yet(opened: Opener):
    from hcplanner.case.assessment import Diagnosis

    open_case = new_case()
    page = opened(open_case, "assessment")
    other = next(row for row in page.findChildren(FieldRow) if row.path() == "assessment.working_other")
    assert other.editor is None
    assert other.isHidden()
    open_case.set("assessment.working_diagnosis", Diagnosis.OTHER)
    assert not other.isHidden()
    open_case.set("assessment.working_other", "Osteoma")
    open_case.set("assessment.working_diagnosis", Diagnosis.FOP)
    assert not other.isHidden(), "what is recorded stays in sight"
    open_case.set("assessment.working_other", "")
    assert other.isHidden()


def test_a_group_that_is_not_asked_is_out_of_sight_until_it_is_or_holds_something(opened: Opener):
    from hcplanner.case.consent_who import Decider

    open_case = new_case()
    page = opened(open_case, "consent")
    emergency = next(b for b in page.findChildren(Block) if b.reveal("consent.emergency") is b)
    open_case.set("consent.signer.decider", Decider.PATIENT)
    assert emergency.isHidden()
    open_case.set("consent.signer.decider", Decider.EMERGENCY)
    assert not emergency.isHidden()
    open_case.set("consent.emergency.reason", "EXAMPLE")
    open_case.set("consent.signer.decider", Decider.PATIENT)
    assert not emergency.isHidden(), "what is recorded stays in sight"
    open_case.set("consent.emergency.reason", "")
    assert emergency.isHidden()


def test_what_is_filled_is_never_folded_away(opened: Opener):
    open_case = new_case()
    open_case.set("patient.contact.phone", "000 EXAMPLE")
    page = opened(open_case, "patient")
    assert any(row.path() == "patient.contact.phone" and row.isVisible() for row in page.findChildren(FieldRow))
    assert not any(row.path() == "patient.title" for row in page.findChildren(FieldRow))
    open_case.set("patient.title", "Dr")
    assert row_at(page, "patient.title").isVisible()
    open_case.undo()
    open_case.set_unread("patient.handedness", "both?")
    assert row_at(page, "patient.handedness").isVisible()


def test_go_to_unfolds_and_gives_the_keyboard(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    ident = open_case.add_item("imaging.lesions")
    page = opened(open_case, "imaging")
    paths = [f"imaging.lesions[{ident}].size_ap_mm", "imaging.alignment.k_line", "imaging.note"]
    for path in paths:
        with qtbot.waitSignal(page.focused_path) as heard:
            page.go_to(path)
        assert heard.args == [path]
        widget = page.window().focusWidget()
        assert widget is not None
        assert row_at(page, path).isAncestorOf(widget)
    qtbot.waitUntil(lambda: page.viewport().rect().intersects(_on_screen(page, row_at(page, paths[-1]))))


def _on_screen(page: FormPage, part: Part) -> Any:
    return QRect(part.mapTo(page.viewport(), part.rect().topLeft()), part.size())


def test_a_path_that_is_not_on_the_page_is_no_fault(opened: Opener):
    page = opened(new_case(), "imaging")
    page.go_to("patient.surname")


def test_labels_stand_above_their_editors_where_there_is_little_room(opened: Opener, dressed: QApplication):
    page = opened(new_case(), "presentation")
    row = row_at(page, "presentation.tempo")

    def beside() -> bool:
        assert row.editor is not None
        return row.editor.mapTo(row, row.editor.rect().topLeft()).x() > 100

    assert beside()
    page.resize(560, 700)
    dressed.processEvents()
    assert not beside()
    late = row_at(page, "presentation.referral.referred_on")
    dressed.processEvents()
    assert late.editor is not None
    assert late.editor.mapTo(late, late.editor.rect().topLeft()).x() < 100
    page.resize(900, 700)
    dressed.processEvents()
    assert beside()


def test_other_colours_leave_labels_where_they_were(opened: Opener, dressed: QApplication):
    page = opened(new_case(), "presentation")
    page.resize(640, 700)
    row = row_at(page, "presentation.tempo")
    assert row.editor is not None
    place = row.editor.pos()
    page.setStyleSheet("")
    dressed.processEvents()
    page.setStyleSheet(theme.sheet(theme.DARK))
    dressed.processEvents()
    dressed.processEvents()
    assert row.editor.pos() == place


@pytest.mark.parametrize("name", [*SECTIONS, "quick"])
def test_nothing_is_cut_off_on_a_narrow_page(opened: Opener, dressed: QApplication, name: str):
    page = opened(full_case(), name)
    page.unfold_all()
    for width in (660, 520):
        page.resize(width, 700)
        dressed.processEvents()
        content = page.widget()
        assert content is not None
        assert content.minimumSizeHint().width() <= page.viewport().width()


def test_a_deleted_page_is_told_nothing_more(dressed: QApplication):
    open_case = new_case()
    page = SectionPage(open_case, "patient", ENGLISH)
    page.deleteLater()
    dressed.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    open_case.set("patient.surname", "EXAMPLE")
    assert get_at(open_case.case, "patient.surname") == "EXAMPLE"


def test_help_is_shown_on_demand(opened: Opener):
    page = opened(new_case(), "patient")
    row = row_at(page, "patient.identifier")
    words = declared_at(Case, "patient.identifier").field.help
    ask = next(b for b in row.findChildren(QToolButton) if b.text() == "?")
    assert ask.toolTip() == words
    assert ask.accessibleName() == "Help: Number"
    assert row.first_input().accessibleDescription() == words  # type: ignore[union-attr]
    ask.click()
    told = [label for label in row.findChildren(QLabel) if label.text() == words]
    assert [label.isVisible() for label in told] == [True]
    ask.click()
    assert not told[0].isVisible()


def test_a_line_worked_out_from_a_group_follows_its_fields(dressed: QApplication, qtbot: QtBot):
    open_case = new_case()

    def floor(case: Case, path: str) -> str:
        pressure = get_at(case, path)
        return f"{pressure.floor} to {pressure.target_high}" if pressure.floor else ""

    told = {"plan.pressure": floor}
    page = SectionPage(open_case, "plan", ENGLISH, told)
    qtbot.addWidget(page)
    page.show()

    def lines() -> list[str]:
        return [w.text() for w in page.findChildren(QLabel) if w.property("role") == "derived" and w.isVisible()]

    assert lines() == []
    open_case.set("plan.pressure.floor", 60)
    assert lines() == ["60 to None"]


def test_tab_follows_the_page_also_through_what_came_later(opened: Opener, dressed: QApplication, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "assessment")
    open_case.add_item("assessment.alternatives")
    last = open_case.add_item("assessment.differential")
    open_case.add_item("assessment.differential")
    open_case.move_item("assessment.differential", last, 1)
    page.unfold_all()
    dressed.processEvents()
    rows = [part for part in shown(page) if part.isVisible()]
    content = page.widget()
    assert content is not None
    rows.sort(key=lambda part: part.mapTo(content, part.rect().topLeft()).y())
    page.go_to(rows[0].field_path())
    came = [rows[0].field_path()]
    page.focused_path.connect(came.append)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        for _ in range(3 * len(rows)):
            focused = page.window().focusWidget()
            assert focused is not None
            qtbot.keyClick(focused, key)
            if came[-1] == (rows[-1] if key == Qt.Key.Key_Tab else rows[0]).field_path():
                break
        if key == Qt.Key.Key_Tab:
            assert came == [row.field_path() for row in rows]
    assert came[len(rows) :] == [row.field_path() for row in reversed(rows[:-1])]


def test_an_invented_value_says_so(opened: Opener):
    invented = msgspec.structs.replace(new_case().case, invented=("patient.surname",))
    page = opened(OpenCase(invented), "patient")
    labels = {w.text(): w.toolTip() for w in page.findChildren(QLabel) if w.property("role") == "label"}
    assert labels["Surname \N{DAGGER}"] == "Invented for this example"
    assert "Forename" in labels


def test_enter_and_tab_move_on_in_the_order_of_the_page(opened: Opener, qtbot: QtBot):
    page = opened(new_case(), "patient")
    page.go_to("patient.surname")
    came: list[str] = []
    page.focused_path.connect(came.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        focused = page.window().focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
    assert came[:2] == ["patient.forename", "patient.born"]
