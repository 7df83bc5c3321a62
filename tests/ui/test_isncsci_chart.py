"""The chart of the International Standards: typed by real keys, heard by name, classified as one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.case.anatomy import DERMATOMES, KEY_MUSCLES
from hcplanner.case.examination import Isncsci, Sign
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.scores import isncsci
from hcplanner.opencase import OpenCase
from tests.ui.forms import Opener, new_case, numbered
from ui.form import FormPage
from ui.parts.comparison import ExaminationsCompared
from ui.parts.isncsci import IsncsciSheet
from ui.widgets.isncsci_chart import ChartModel, IsncsciChart, look_of, next_mark

GRIDS = tuple(f"{name}_{side}" for side in ("right", "left") for name in ("motor", "light_touch", "pin_prick"))


@dataclass(frozen=True)
class Sheet:
    """One open examination with the keyboard in its chart."""

    open_case: OpenCase
    page: FormPage
    sheet: IsncsciSheet
    path: str

    @property
    def chart(self) -> IsncsciChart:
        return self.sheet.table.grid

    @property
    def held(self) -> Isncsci:
        return self.open_case.case.examination.examinations[0].isncsci

    def go(self, level: str, field: str) -> None:
        model = self.chart.grades
        self.chart.setCurrentIndex(model.index(model.rows.index(level), model.column_of(field)))

    def at(self) -> tuple[str, str]:
        index, model = self.chart.currentIndex(), self.chart.grades
        member = model.field_at(index.column())
        assert member is not None
        return model.rows[index.row()], member.name


@pytest.fixture
def sheet(opened: Opener) -> Callable[..., Sheet]:
    """The chart of the first examination of a case, shown."""

    def make(open_case: OpenCase | None = None) -> Sheet:
        case = open_case or new_case()
        held = case.case.examination.examinations
        ident = held[0].id if held else case.add_item("examination.examinations")
        page = opened(case, "examination")
        path = f"examination.examinations[{ident}].isncsci"
        page.go_to(f"{path}.motor_right")
        QApplication.processEvents()  # what was unfolded takes its place
        found = page.findChild(IsncsciSheet)
        assert found is not None
        return Sheet(case, page, found, path)

    return make


def normal_case() -> OpenCase:
    """An examination with everything normal."""
    making = new_case()
    path = f"examination.examinations[{making.add_item('examination.examinations')}].isncsci"
    for name in GRIDS:
        normal = dict.fromkeys(KEY_MUSCLES, "5") if "motor" in name else dict.fromkeys(DERMATOMES, "2")
        making.set(f"{path}.{name}", normal)
    making.set(f"{path}.anal_contraction", Sign.PRESENT)
    making.set(f"{path}.deep_anal_pressure", Sign.PRESENT)
    return OpenCase(making.case, numbered())


def test_the_chart_is_mirrored_about_the_levels(sheet):
    model: ChartModel = sheet().chart.grades
    names = [member.name if (member := model.field_at(at)) else "" for at in range(model.columnCount())]
    right = ["", "motor_right", "light_touch_right", "pin_prick_right"]
    assert names == [*right, "", "light_touch_left", "pin_prick_left", "motor_left", ""]
    row = model.rows.index("C5")
    assert [model.index(row, at).data() for at in (0, 4, 8)] == ["elbow flexors", "C5", "elbow flexors"]
    assert model.rows == DERMATOMES


def test_a_whole_examination_is_typed_without_the_mouse(sheet, qtbot: QtBot):
    one = sheet()
    assert one.at() == ("C5", "motor_right")
    assert one.chart.hasFocus()
    for grade in ("5", "5", "5", "2", "0", "0", "0", "0", "0", "0"):
        qtbot.keyClicks(one.chart, grade)
        qtbot.keyClick(one.chart, Qt.Key.Key_Return)
    for field in ("light_touch_right", "pin_prick_right", "light_touch_left", "pin_prick_left"):
        assert one.at() == ("C2", field)
        qtbot.keyClicks(one.chart, "2")
        qtbot.keyClick(one.chart, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(one.chart, Qt.Key.Key_End)
        assert one.at() == ("S4-5", field)
        qtbot.keyClick(one.chart, Qt.Key.Key_Tab)
    assert one.at() == ("C5", "motor_left")
    qtbot.keyClicks(one.chart, "5")
    qtbot.keyClick(one.chart, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert one.held.motor_right == dict(zip(KEY_MUSCLES, "5552000000", strict=True))
    assert one.held.motor_left == dict.fromkeys(KEY_MUSCLES, "5")
    assert one.held.pin_prick_left == dict.fromkeys(DERMATOMES, "2")
    assert isncsci.gaps(one.held) == isncsci.gaps(Isncsci(**{name: getattr(one.held, name) for name in GRIDS}))
    assert [gap.field for gap in isncsci.gaps(one.held)] == ["anal_contraction", "deep_anal_pressure"]


def test_the_asterisk_goes_from_mark_to_mark_and_a_normal_grade_takes_none(sheet, qtbot: QtBot):
    one = sheet()
    seen = []
    qtbot.keyClicks(one.chart, "4")
    for _ in range(3):
        qtbot.keyClicks(one.chart, "*")
        seen.append(one.held.motor_right["C5"])
    assert seen == ["4*", "4**", "4"]
    qtbot.keyClicks(one.chart, "n*")
    assert one.held.motor_right["C5"] == "NT*"
    qtbot.keyClicks(one.chart, "5*")
    assert one.held.motor_right["C5"] == "5"
    one.go("C3", "pin_prick_left")
    qtbot.keyClicks(one.chart, "*")
    assert one.held.pin_prick_left == {}
    qtbot.keyClicks(one.chart, "5")
    assert one.held.pin_prick_left == {}
    assert next_mark("5**", "5") == "5"


def test_keys_move_over_what_is_closed(sheet, qtbot: QtBot):
    one = sheet()
    one.go("T1", "motor_right")
    qtbot.keyClick(one.chart, Qt.Key.Key_Down)
    assert one.at() == ("L2", "motor_right")
    one.go("C5", "pin_prick_right")
    qtbot.keyClick(one.chart, Qt.Key.Key_Right)
    assert one.at() == ("C5", "light_touch_left")
    qtbot.keyClick(one.chart, Qt.Key.Key_Home)
    assert one.at() == ("C2", "light_touch_left")
    qtbot.keyClick(one.chart, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert one.at() == ("S1", "motor_left")
    qtbot.keyClick(one.chart, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert one.at() == ("C5", "motor_right")
    one.go("C6", "motor_right")
    qtbot.keyClick(one.chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert one.at() == ("C5", "motor_right")


def test_the_keyboard_is_never_caught_in_the_chart(sheet, qtbot: QtBot):
    one = sheet()
    qtbot.keyClick(one.chart, Qt.Key.Key_Escape)
    assert not one.chart.hasFocus()
    one.chart.setFocus()
    one.go("S1", "motor_left")
    qtbot.keyClick(one.chart, Qt.Key.Key_Tab)
    assert not one.chart.hasFocus()
    one.chart.setFocus()
    one.go("C5", "motor_right")
    qtbot.keyClick(one.chart, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not one.chart.hasFocus()


def test_a_grade_is_given_to_every_selected_cell_that_knows_it_and_each_can_be_undone(sheet, qtbot: QtBot):
    one = sheet()
    one.chart.selectAll()
    qtbot.keyClicks(one.chart, "5")
    assert len(one.held.motor_right) == len(one.held.motor_left) == 10
    assert one.held.light_touch_left == {}
    qtbot.keyClicks(one.chart, "2")
    assert isncsci.gaps_in_words(isncsci.gaps(one.held), ENGLISH) == (
        "Voluntary anal contraction: not recorded", "Deep anal pressure: not recorded",
    )  # fmt: skip
    while one.open_case.can_undo and one.held != Isncsci():
        one.open_case.undo()
    assert one.held == Isncsci()
    assert all(one.chart.grades.grade(one.chart.grades.index(*cell)) == "" for cell in one.chart.order())


def test_every_cell_is_heard_by_its_full_name(sheet, qtbot: QtBot):
    one = sheet()
    qtbot.keyClicks(one.chart, "3*")
    table = QAccessible.queryAccessibleInterface(one.chart)
    assert "Chart of the International Standards" in table.text(QAccessible.Text.Name)
    model = one.chart.grades

    def heard(level: str, field: str) -> str:
        index = model.index(model.rows.index(level), model.column_of(field))
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    assert heard("C5", "motor_right") == "Right C5 motor, elbow flexors: 3, rated as not normal"
    assert heard("S4-5", "pin_prick_left") == "Left S4-5 pin prick: Not recorded"
    names = {str(model.index(*cell).data(Qt.ItemDataRole.AccessibleTextRole)) for cell in one.chart.order()}
    assert len(names) == len(one.chart.order()) == 2 * (10 + 28 + 28)


@pytest.mark.parametrize(
    ("grade", "look"),
    [("", "empty"), ("5", "normal"), ("4*", "altered"), ("0", "absent"), ("0**", "absent"), ("NT*", "untested")],
)
def test_what_is_not_normal_looks_it(grade: str, look: str):
    assert look_of(grade, "5") == look


def test_cells_differ_without_their_colours_and_text(sheet):
    """In shades of grey, with the same digits, a frame or hatching still tells what is not normal."""
    one = sheet(normal_case())
    pictures = {}
    for name, grade in (("normal", "2"), ("altered", "1"), ("absent", "0"), ("untested", "NT")):
        one.open_case.set(f"{one.path}.light_touch_right", {**one.held.light_touch_right, "T6": grade})
        QApplication.processEvents()
        model = one.chart.grades
        rect = one.chart.visualRect(model.index(model.rows.index("T6"), model.column_of("light_touch_right")))
        picture = one.chart.viewport().grab(rect).toImage()
        # Above the digit: the frame of an absent answer, the hatching of one that was not tested.
        ink = {picture.pixelColor(x, 3).name() for x in range(6, picture.width() - 6)}
        across = {picture.pixelColor(x, 5).name() for x in range(6, picture.width() - 6)}
        pictures[name] = (len(ink), len(across), next(iter(sorted(ink))))
    assert pictures["untested"][1] > 1
    assert pictures["altered"][1] == pictures["normal"][1] == 1
    assert pictures["absent"][2] not in (pictures["altered"][2], pictures["normal"][2])


def _results(one: Sheet) -> str:
    return "\n".join(label.text() for label in one.sheet.results.findChildren(QLabel) if not label.isHidden())


def test_the_classification_follows_every_key(sheet, qtbot: QtBot):
    one = sheet(normal_case())
    assert "E, incomplete" in _results(one)
    one.go("C6", "motor_left")
    qtbot.keyClicks(one.chart, "3")
    c = isncsci.classify(one.held)
    assert c is not None
    assert c.found.level == ("C6",)
    told = one.sheet.results.told
    assert told.rows == isncsci.result_rows(c, ENGLISH)
    assert told.headline == "Neurological level of injury: C6"
    assert one.chart.grades.level == "C6"
    one.page.resize(640, 700)
    qtbot.waitUntil(one.sheet.live.isVisible)
    assert one.sheet.live.text() == f"{told.headline} · {told.grade}"
    for text in ("Neurological level of injury: C6", "used descriptively: D", "Motor level"):
        assert text in _results(one)
    one.go("C7", "motor_left")
    qtbot.keyClicks(one.chart, "n")
    assert "ND: not determinable" in _results(one)
    qtbot.keyClick(one.chart, Qt.Key.Key_Delete)
    assert "Key muscles, left: C7 not recorded" in _results(one)
    assert "used descriptively" not in _results(one)
    assert one.chart.grades.level == ""
    one.open_case.undo()
    one.open_case.undo()
    assert one.sheet.results.told == told


def test_the_reasons_are_shown_when_asked_for(sheet, qtbot: QtBot):
    one = sheet(normal_case())
    one.go("C6", "light_touch_right")
    qtbot.keyClicks(one.chart, "1")
    results = one.sheet.results
    assert results.reasons.isHidden()
    results.why.setFocus()
    qtbot.keyClick(results.why, Qt.Key.Key_Space)
    c = isncsci.classify(one.held)
    assert c is not None
    for step in isncsci.explain(c, ENGLISH):
        assert step.because.split(":")[0] in results.reasons.text()
    assert "not for compression by a mass" in results.reasons.text()
    qtbot.keyClick(results.why, Qt.Key.Key_Space)
    assert results.reasons.isHidden()


def test_no_grade_is_shown_where_it_would_mislead(sheet, qtbot: QtBot):
    one = sheet(normal_case())
    one.go("C6", "motor_left")
    qtbot.keyClicks(one.chart, "3")
    assert "used descriptively: D" in _results(one)
    record = f"examination.examinations[{one.open_case.case.examination.examinations[0].id}]"
    one.open_case.set(f"{record}.cord_deficit", "not_separable")
    assert "none (cord and brain parts not separable)" in _results(one)
    assert "used descriptively: D" not in _results(one)
    one.sheet.results.why.click()
    assert "ASIA Impairment Scale:" not in one.sheet.results.reasons.text()


def test_what_takes_long_is_worked_out_elsewhere_and_an_old_answer_is_not_shown(sheet, qtbot: QtBot, monkeypatch):
    one = sheet(normal_case())
    waiting = []
    scope = one.sheet.table.scope
    monkeypatch.setattr(scope, "later", lambda topic, work, done: waiting.append((topic, work, done)))
    one.chart.selectAll()
    qtbot.keyClicks(one.chart, "n")
    assert "Working it out" in _results(one)
    assert len({topic for topic, _, _ in waiting}) == 1
    _, work, done = waiting[-1]
    answer = work()
    one.go("C5", "motor_right")
    one.chart.clearSelection()
    qtbot.keyClicks(one.chart, "4")
    done(answer)
    assert "Working it out" in _results(one)
    _, work, done = waiting[-1]
    done(work())
    c = isncsci.classify(one.held)
    assert c is not None
    assert one.sheet.results.told.rows == isncsci.result_rows(c, ENGLISH)


def test_showing_a_chart_writes_nothing(sheet):
    case = load_example("adult-ossified-ligament")
    open_case = OpenCase(case, numbered())
    one = sheet(open_case)
    one.page.unfold_all()
    one.page.flush()
    assert open_case.case is case


def _compared(page: FormPage) -> str:
    found = page.findChild(ExaminationsCompared)
    assert found is not None
    return "\n".join(label.text() for label in found.findChildren(QLabel)) if found.wanted else ""


def test_examinations_stand_side_by_side_with_what_changed(opened: Opener):
    case = load_example("adult-ossified-ligament")
    before, baseline, after = case.examination.examinations
    grids = {name: getattr(baseline.isncsci, name) for name in baseline.isncsci.__struct_fields__}
    weaker = msgspec.structs.replace(
        baseline.isncsci,
        motor_left={**grids["motor_left"], "L2": "1"},
        light_touch_left={**grids["light_touch_left"], "C3": "1"},
    )
    case = set_at(case, f"examination.examinations[{after.id}].power.left_leg", "5")
    open_case = OpenCase(case, numbered())
    page = opened(open_case, "examination")
    assert "Left leg, power" in _compared(page)
    assert "better" in _compared(page)
    assert "Neurological" not in _compared(page)
    for name in weaker.__struct_fields__:
        open_case.set(f"examination.examinations[{after.id}].isncsci.{name}", getattr(weaker, name))
    shown = _compared(page)
    assert "Neurological level of injury" in shown
    assert "C2, worse by 3" in shown
    for one in (after, before):
        open_case.remove_item("examination.examinations", one.id)
    assert _compared(page) == ""
    open_case.undo()
    assert "Left leg, power" in _compared(page)


def test_a_case_without_examinations_compares_nothing(opened: Opener):
    assert _compared(opened(OpenCase(Case(), numbered()), "examination")) == ""


def test_in_the_window_the_worker_classifies_what_takes_long(window, qtbot: QtBot):
    window.show_case(normal_case().case)
    view = window.view
    open_case = view.open_case
    path = f"examination.examinations[{open_case.case.examination.examinations[0].id}].isncsci"
    view.go_to(f"{path}.motor_right")
    sheet = view.findChild(IsncsciSheet)
    chart = sheet.table.grid
    qtbot.waitUntil(chart.hasFocus)
    chart.selectAll()
    qtbot.keyClicks(chart, "n")
    assert sheet.results.told.rows == ()  # the keys come first, the answer when it is there
    qtbot.waitUntil(lambda: sheet.results.told.rows != (), timeout=20_000)
    c = isncsci.classify(open_case.case.examination.examinations[0].isncsci)
    assert c is not None
    assert sheet.results.told.rows == isncsci.result_rows(c, ENGLISH)
