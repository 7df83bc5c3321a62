"""The Quick page: the declared quick fields, each in its row, the same fields as in the sections."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from hcplanner.case import Case
from hcplanner.case.patient import AllergyStatus
from hcplanner.fields import Kind, leaves
from hcplanner.i18n import ENGLISH
from tests.ui.forms import Opener, full_case, new_case, row_at
from ui.pages.quick import HEADINGS, TITLES, QuickRow
from ui.pages.section import SectionPage
from ui.parts.entries import Entries
from ui.parts.row import FieldRow

_QUICK = [leaf for leaf in leaves(Case) if leaf.field.quick]


def _patterns(page: Any) -> dict[str, int]:
    """The paths of the fields shown, without ids, and the row each stands in."""
    import re

    found: dict[str, int] = {}
    for row in page.findChildren(QuickRow):
        number = int(row.findChildren(QLabel)[0].text().split("\N{EN DASH}")[0])
        for part in row.findChildren(FieldRow):
            found[re.sub(r"\[[^]]*\]", "[]", part.path())] = number
    return found


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "full"])
def test_every_quick_field_is_on_the_page_in_its_row(opened: Opener, filled: bool):
    page = opened(full_case() if filled else new_case(), "quick")
    found = _patterns(page)
    declared = {leaf.path: leaf.field.quick for leaf in _QUICK}
    assert {path: found.get(path) for path in declared} == declared
    # Beside them there is only the "which other" of a quick choice.
    assert all(path.endswith("other") for path in found.keys() - declared.keys())


def test_rows_stand_in_order_under_their_headings(opened: Opener):
    page = opened(new_case(), "quick")
    numbers = [label.text() for row in page.findChildren(QuickRow) for label in row.findChildren(QLabel)[:1]]
    assert numbers == [*map(str, range(1, 13)), "13\N{EN DASH}14", *map(str, range(15, 26))]
    assert [n for _, span in HEADINGS for n in span if n != 14] == sorted(TITLES)
    headings = [w.text() for w in page.findChildren(QLabel) if w.property("role") == "heading"]
    assert headings == [title for title, _ in HEADINGS]


def test_the_quick_page_and_a_section_edit_the_same_field(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    quick, section = opened(open_case, "quick"), SectionPage(open_case, "patient", ENGLISH)
    qtbot.addWidget(section)
    qtbot.keyClicks(row_at(quick, "patient.surname").findChildren(QLineEdit)[0], "EXAMPLE")
    assert row_at(section, "patient.surname").findChildren(QLineEdit)[0].text() == "EXAMPLE"


def test_looking_makes_no_entries_and_typing_makes_the_first(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "quick")
    assert open_case.case == new_case().case
    rows = {part.path(): part for part in page.findChildren(FieldRow)}
    report = rows["imaging.studies[].report"].findChildren(QPlainTextEdit)[0]
    qtbot.keyClicks(report, "Mass at C2")
    assert [study.report for study in open_case.case.imaging.studies] == ["Mass at C2"]
    while open_case.can_undo:
        open_case.undo()
    assert not open_case.case.imaging.studies
    assert report.toPlainText() == ""
    qtbot.keyClicks(report, "again")
    assert [study.report for study in open_case.case.imaging.studies] == ["again"]


def test_fields_of_one_entry_in_several_rows_are_the_same_entry(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "quick")
    rows = {part.path(): part for part in page.findChildren(FieldRow)}
    examiner = rows["examination.examinations[].examiner"].findChildren(QLineEdit)[0]
    qtbot.keyClicks(examiner, "Dr EXAMPLE")
    arm = rows["examination.examinations[].power.right_arm"]
    five = next(b for b in arm.findChildren(QPushButton) if b.text() == "5")
    qtbot.mouseClick(five, Qt.MouseButton.LeftButton)
    (examination,) = open_case.case.examination.examinations
    assert examination.examiner == "Dr EXAMPLE"
    assert examination.power.right_arm is not None
    # A second examination has fields of its own, and moving it first brings it into the rows.
    add = next(b for b in page.findChildren(QPushButton) if b.text() == "Add another: Examinations")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    second = open_case.case.examination.examinations[1].id
    open_case.set(f"examination.examinations[{second}].examiner", "Dr SAMPLE")
    assert examiner.text() == "Dr EXAMPLE"
    open_case.move_item("examination.examinations", second, 0)
    assert examiner.text() == "Dr SAMPLE"
    open_case.remove_item("examination.examinations", second)
    assert examiner.text() == "Dr EXAMPLE"


def test_a_list_in_one_row_has_another_entry_on_demand(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    open_case.set("patient.allergies.status", AllergyStatus.KNOWN)
    page = opened(open_case, "quick")
    part = next(p for p in page.findChildren(Entries) if p.path() == "patient.allergies.entries")
    add = next(b for b in part.findChildren(QPushButton) if b.property("role") == "add")
    assert not add.isVisible(), "the first entry is there to type into"
    qtbot.keyClicks(part.findChildren(QLineEdit)[0], "Latex")
    assert add.isVisible()
    add.click()
    assert len(open_case.case.patient.allergies.entries) == 2
    boxes = [box.accessibleName() for box in part.findChildren(QLineEdit)]
    assert boxes == [f"{label}, Allergy list {number}" for number in (1, 2) for label in ("Allergic to", "Reaction")]


@pytest.mark.requirement("R49")
def test_tab_and_enter_lead_through_the_page_from_top_to_bottom(opened: Opener, qtbot: QtBot):
    page = opened(new_case(), "quick")
    page.go_to("patient.surname")
    came: list[str] = ["patient.surname"]
    page.focused_path.connect(came.append)
    for turn in range(160):
        focused = page.window().focusWidget()
        assert focused is not None
        key = Qt.Key.Key_Tab if turn % 2 or isinstance(focused, QPlainTextEdit) else Qt.Key.Key_Return
        qtbot.keyClick(focused, key)
        if came[-1] == "consent.signer.decider":
            break
    patterns = _patterns(page)
    numbers = [patterns[path] for path in came]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(TITLES)
    assert len(came) == len(set(came))


def test_grades_are_never_on_the_quick_page():
    assert all(leaf.kind is not Kind.GRADES for leaf in _QUICK)
