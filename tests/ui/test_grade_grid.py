"""Grades are typed cell by cell; only grades of the field are taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hcplanner.case import Case
from hcplanner.case.examination import Isncsci
from hcplanner.fields import Kind, declared_at, leaves
from hcplanner.opencase import OpenCase
from tests.ui.forms import Opener, new_case
from ui.parts.grades import GradeTable
from ui.widgets.grade_grid import GradeGrid, next_grade

_GRADES = [leaf for leaf in leaves(Case) if leaf.kind is Kind.GRADES]


@pytest.mark.parametrize("member", _GRADES, ids=lambda member: member.name)
def test_every_grade_can_be_typed_and_nothing_else(member):
    grades = member.field.grades
    for grade in grades:
        held = ""
        for key in grade.lower():
            held = next_grade(grades, held, key) or held
        assert held in {grade, *(g for g in grades if g.startswith(grade))}, grade
    reachable = {next_grade(grades, held, key) for held in ("", *grades) for key in "0123456789+*nx -"}
    assert reachable <= {*grades, None}
    assert reachable >= set(grades)


def _table(page: object, path: str) -> GradeTable:
    found = page.body.reveal(path)  # type: ignore[attr-defined]
    assert isinstance(found, GradeTable)
    return found


@pytest.fixture
def isncsci(opened: Opener) -> Callable[[], tuple[OpenCase, GradeGrid, str]]:
    """The grid of an examination, with the keyboard in it."""

    def make() -> tuple[OpenCase, GradeGrid, str]:
        open_case = new_case()
        ident = open_case.add_item("examination.examinations")
        page = opened(open_case, "examination")
        path = f"examination.examinations[{ident}].isncsci.motor_right"
        page.go_to(path)
        QApplication.processEvents()  # what was unfolded takes its place
        return open_case, _table(page, path).grid, path

    return make


def _held(open_case: OpenCase) -> Isncsci:
    return open_case.case.examination.examinations[0].isncsci


def test_grades_of_both_sides_stand_side_by_side_and_are_typed(isncsci, qtbot: QtBot):
    open_case, grid, _ = isncsci()
    assert grid.grades.columnCount() == 6
    assert grid.hasFocus()
    assert grid.grades.rows[grid.currentIndex().row()] == "C5"
    qtbot.keyClicks(grid, "4*")
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(grid, "n")
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClicks(grid, "5")
    qtbot.keyClicks(grid, "7x")
    isncsci_now = _held(open_case)
    assert isncsci_now.motor_right == {"C5": "4*", "C6": "NT"}
    assert isncsci_now.motor_left == {"C6": "5"}
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert _held(open_case).motor_left == {}
    open_case.undo()
    assert grid.grades.grade(grid.currentIndex()) == "5"


def test_a_cell_whose_field_has_no_such_row_is_closed(isncsci, qtbot: QtBot):
    open_case, grid, _ = isncsci()
    closed = grid.grades.index(0, 0)
    assert grid.grades.rows[0] == "C2"
    assert grid.grades.flags(closed) == Qt.ItemFlag.NoItemFlags
    grid.setCurrentIndex(closed)
    assert grid.currentIndex() != closed
    grid.selectAll()
    qtbot.keyClicks(grid, "NT")
    assert set(_held(open_case).motor_right) == set(grid.grades.fields[0].field.rows)


def test_filling_down_gives_the_rest_of_the_column_the_same_grade(isncsci, qtbot: QtBot):
    open_case, grid, path = isncsci()
    qtbot.keyClicks(grid, "5")
    qtbot.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert _held(open_case).motor_right == dict.fromkeys(declared_at(Case, path).field.rows, "5")
    open_case.undo()
    assert _held(open_case).motor_right == {"C5": "5"}
    button = next(b for b in grid.parentWidget().findChildren(QPushButton) if b.text() == "Fill down")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(_held(open_case).motor_right) == 10


def test_a_grade_is_given_to_every_selected_cell_that_knows_it(isncsci, qtbot: QtBot):
    open_case, grid, _ = isncsci()
    grid.selectAll()
    qtbot.keyClicks(grid, "5")
    now = _held(open_case)
    assert len(now.motor_right) == len(now.motor_left) == 10
    assert now.light_touch_left == {}


def test_the_page_follows_the_current_cell(isncsci, qtbot: QtBot):
    _, grid, _ = isncsci()
    for _ in range(9):
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.grades.rows[grid.currentIndex().row()] == "S1"
    page = grid.window()
    at = grid.viewport().mapTo(page.viewport(), grid.visualRect(grid.currentIndex()).center())
    assert page.viewport().rect().contains(at)


def test_tab_leaves_the_grid(isncsci, qtbot: QtBot):
    _, grid, _ = isncsci()
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert not grid.hasFocus()
