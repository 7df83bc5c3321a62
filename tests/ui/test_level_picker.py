"""Levels are picked by click, drag, Shift and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hcplanner.case.anatomy import NeuroLevel, Vertebra
from hcplanner.i18n import ENGLISH
from ui.widgets.level_picker import LevelPicker

V = Vertebra


@pytest.fixture
def picker(dressed: QApplication, qtbot: QtBot) -> LevelPicker:
    made = LevelPicker(Vertebra, ENGLISH)
    qtbot.addWidget(made)
    made.resize(700, 80)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_levels(frozenset())
    return made


def cell(picker: LevelPicker, words: str) -> QPushButton:
    return next(b for b in picker.findChildren(QPushButton) if b.text() == words)


def drag(picker: LevelPicker, start: str, end: str) -> None:
    first = cell(picker, start)
    QTest.mousePress(first, Qt.MouseButton.LeftButton)
    to = first.mapFromGlobal(cell(picker, end).mapToGlobal(QPoint(6, 6)))
    QTest.mouseMove(first, to)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to)


def test_a_click_adds_and_a_second_takes_away(picker: LevelPicker, qtbot: QtBot):
    heard: list[frozenset[Vertebra]] = []
    picker.picked.connect(heard.append)
    for words in ("C3", "C5", "C3"):
        qtbot.mouseClick(cell(picker, words), Qt.MouseButton.LeftButton)
    assert heard == [{V.C3}, {V.C3, V.C5}, {V.C5}]


def test_a_drag_is_a_run_and_one_choice(picker: LevelPicker):
    heard: list[frozenset[Vertebra]] = []
    picker.picked.connect(heard.append)
    drag(picker, "C1", "C4")
    assert heard == [{V.C1, V.C2, V.C3, V.C4}]
    assert [w.text() for w in picker.findChildren(QLabel) if w.isVisible()] == ["C1\N{EN DASH}C4"]
    drag(picker, "C4", "C3")
    assert heard[1:] == [{V.C1, V.C2}]


def test_shift_and_click_is_a_run_from_the_last_one(picker: LevelPicker, qtbot: QtBot):
    qtbot.mouseClick(cell(picker, "C2"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(picker.picked) as heard:
        qtbot.mouseClick(cell(picker, "C5"), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    assert heard.args == [{V.C2, V.C3, V.C4, V.C5}]


@pytest.mark.requirement("R49")
def test_all_by_keyboard(picker: LevelPicker, qtbot: QtBot):
    heard: list[frozenset[Vertebra]] = []
    picker.picked.connect(heard.append)
    cell(picker, "C0").setFocus()
    qtbot.keyClick(cell(picker, "C0"), Qt.Key.Key_Right)
    assert cell(picker, "C1").hasFocus()
    qtbot.keyClick(cell(picker, "C1"), Qt.Key.Key_Space)
    qtbot.keyClick(cell(picker, "C1"), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(cell(picker, "C2"), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(cell(picker, "C3"), Qt.Key.Key_Delete)
    assert heard == [{V.C1}, {V.C1, V.C2}, {V.C1, V.C2, V.C3}, frozenset()]


def test_levels_far_down_are_shown_when_asked_for_or_chosen(picker: LevelPicker, qtbot: QtBot):
    assert not cell(picker, "T5").isVisible()
    qtbot.mouseClick(cell(picker, "More levels"), Qt.MouseButton.LeftButton)
    assert cell(picker, "T5").isVisible()
    roots = LevelPicker(NeuroLevel, ENGLISH)
    qtbot.addWidget(roots)
    roots.show()
    assert not cell(roots, "L1").isVisible()
    roots.show_levels(frozenset({NeuroLevel.L1}))
    assert cell(roots, "L1").isVisible()


def test_showing_tells_nothing(picker: LevelPicker, qtbot: QtBot):
    with qtbot.assertNotEmitted(picker.picked):
        picker.show_levels(frozenset({V.C1, V.C2}))
    assert cell(picker, "C1").isChecked()


def test_a_single_level_replaces_the_one_before(dressed: QApplication, qtbot: QtBot):
    one = LevelPicker(Vertebra, ENGLISH, single=True)
    qtbot.addWidget(one)
    one.resize(700, 80)
    one.show()
    one.show_levels(frozenset())
    heard: list[frozenset[Vertebra]] = []
    one.picked.connect(heard.append)
    for words in ("C2", "C4", "C4"):
        qtbot.mouseClick(cell(one, words), Qt.MouseButton.LeftButton)
    drag(one, "C1", "C3")
    assert heard == [{V.C2}, {V.C4}, frozenset(), {V.C3}]
