"""From the emergency key to an emergency plan on paper: few fields, plainly marked, few keys, its gaps on the page."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hcplanner.actions.printing import emergency_fields, missing_for_final
from hcplanner.case.anatomy import Vertebra
from hcplanner.fields import get_at
from tests.documents import oracle
from tests.documents.test_documents import folded
from tests.test_journeys import press, settled
from tests.ui.conftest import answering, dressed, window
from ui.parts.row import FieldRow

__all__ = ["answering", "dressed", "window"]

pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True)

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """Types, and counts the keys; names and free text are typed without being counted."""

    def __init__(self) -> None:
        self.keys = 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.keys += 1
        press(key, modifier)

    def type(self, text):
        self.keys += len(text)
        QTest.keyClicks(QApplication.focusWidget(), text)

    def name(self, text):
        QTest.keyClicks(QApplication.focusWidget(), text)

    def next(self):
        self.press(Qt.Key.Key_F8)


@pytest.mark.requirement("R23")
def test_at_most_twelve_fields_are_needed_and_plainly_marked(window):
    assert 0 < len(emergency_fields()) <= 12
    window.do_emergency()
    page = window.view.show_page("quick")
    rows = {row.path(): row for row in page.findChildren(FieldRow)}
    for path in emergency_fields():
        row = rows[path]
        assert row.isVisibleTo(page)
        assert row._label.text().startswith("●")
        assert row._label.accessibleDescription() == "Needed for the emergency plan"
    marked = {path for path, row in rows.items() if row._label.text().startswith("●")}
    assert marked == set(emergency_fields())
    assert f"the {len(marked)} fields marked ●. Recorded: 0." in page._needs.text()
    window.view.open_case.set("patient.surname", "EXAMPLE")
    assert rows["patient.surname"]._label.text().startswith("✓")
    assert "Recorded: 1." in page._needs.text()


def test_a_case_begun_otherwise_is_not_marked(window):
    window.do_new()
    page = window.view.show_page("quick")
    assert not any(row._label.text().startswith("●") for row in page.findChildren(FieldRow))
    window.do_next_needed()
    assert window.view.emergency
    assert any(row._label.text().startswith("●") for row in page.findChildren(FieldRow))


@pytest.mark.requirement("R23", "R49")
def test_sixty_keys_lead_from_nothing_to_an_emergency_plan(window, qtbot, tmp_path: Path, answering):
    hand = Hand()
    window.activateWindow()
    hand.press(Qt.Key.Key_N, CONTROL | SHIFT)
    hand.name("Example")
    hand.next()
    hand.type("3.4.2015")
    hand.next()
    hand.type("E12345")
    hand.next()
    hand.type("n")  # No known allergies
    hand.next()
    hand.type("h")  # Heterotopic calcification or ossification
    hand.next()
    hand.press(Qt.Key.Key_2)  # Urgent (hours)
    if get_at(window.view.open_case.case, "assessment.urgency.urgency") is None:
        hand.press(Qt.Key.Key_Space)
    hand.next()
    for letter in (Qt.Key.Key_L, Qt.Key.Key_D, Qt.Key.Key_R):  # laminoplasty, decompression, resection
        hand.press(letter)
        hand.press(Qt.Key.Key_Space)
    hand.next()
    hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Right, SHIFT)
    hand.press(Qt.Key.Key_Right, SHIFT)
    hand.next()
    hand.type("c")  # Complete
    hand.next()
    hand.type("d")  # Dens of C2
    hand.next()
    hand.name("Dr EXAMPLE")
    hand.next()
    hand.type("pp")  # Parent or guardian
    case = window.view.open_case.case
    assert not any(get_at(case, path) in (None, "", frozenset()) for path in emergency_fields())
    assert len(case.plan.operation.procedures) == 3
    assert case.plan.decompression.levels == {Vertebra.C1, Vertebra.C2, Vertebra.C3}

    def sheet(dialog):
        dialog.folder.setText(str(tmp_path))
        # The next dialog comes up inside this key; it is answered once this function has returned.
        QTimer.singleShot(0, lambda: hand.press(Qt.Key.Key_Return))

    def where_to_save(dialog):
        # What is issued is kept in the case, so the case needs a file; the name offered will do.
        dialog.setDirectory(str(tmp_path))
        hand.press(Qt.Key.Key_Return)

    answering(sheet, where_to_save)
    hand.press(Qt.Key.Key_F5)
    settled(qtbot, window)
    plan = tmp_path / "case-operative-plan.pdf"
    with pikepdf.open(BytesIO(plan.read_bytes())) as pdf:
        words = oracle.inspect(pdf).text
    assert "EMERGENCYISSUE" in words
    for reason in missing_for_final(window.view.open_case.case, "operative-plan"):
        assert folded(f"{reason.label}: {reason.reason}".rstrip(".")) in words
    assert hand.keys <= 60, f"{hand.keys} keys"
