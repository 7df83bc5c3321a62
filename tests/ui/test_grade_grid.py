"""Grades are typed cell by cell; only grades of the field are taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hcplanner.case import Case
from hcplanner.case.examination import Reflexes
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
def reflexes(opened: Opener) -> Callable[[], tuple[OpenCase, GradeGrid, str]]:
    """The grid of the tendon reflexes, with the keyboard in it."""

    def make() -> tuple[OpenCase, GradeGrid, str]:
        open_case = new_case()
        ident = open_case.add_item("examination.examinations")
        page = opened(open_case, "examination")
        path = f"examination.examinations[{ident}].signs.reflexes_right"
        page.go_to(path)
        QApplication.processEvents()  # what was unfolded takes its place
        return open_case, _table(page, path).grid, path

    return make


def _held(open_case: OpenCase) -> Reflexes:
    return open_case.case.examination.examinations[0].signs


def test_grades_of_both_sides_stand_side_by_side_and_are_typed(reflexes, qtbot: QtBot):
    open_case, grid, _ = reflexes()
    assert grid.grades.columnCount() == 2
    assert grid.hasFocus()
    assert grid.grades.rows[grid.currentIndex().row()] == "Biceps"
    qtbot.keyClicks(grid, "4+")
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(grid, "n")
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClicks(grid, "2")
    qtbot.keyClicks(grid, "7x")
    now = _held(open_case)
    assert now.reflexes_right == {"Biceps": "4+", "Brachioradialis": "NT"}
    assert now.reflexes_left == {"Brachioradialis": "2+"}
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert _held(open_case).reflexes_left == {}
    open_case.undo()
    assert grid.grades.grade(grid.currentIndex()) == "2+"


def test_filling_down_gives_the_rest_of_the_column_the_same_grade(reflexes, qtbot: QtBot):
    open_case, grid, path = reflexes()
    qtbot.keyClicks(grid, "3")
    qtbot.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert _held(open_case).reflexes_right == dict.fromkeys(declared_at(Case, path).field.rows, "3+")
    open_case.undo()
    assert _held(open_case).reflexes_right == {"Biceps": "3+"}
    button = next(b for b in grid.parentWidget().findChildren(QPushButton) if b.text() == "Fill down")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(_held(open_case).reflexes_right) == 5


def test_tab_leaves_the_grid(reflexes, qtbot: QtBot):
    _, grid, _ = reflexes()
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert not grid.hasFocus()
