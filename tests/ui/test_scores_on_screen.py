"""Scores, measures and the features of diagnoses below the fields they rest on, following each of them at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hcplanner.actions.scoring import derived_text, scored_groups
from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord
from hcplanner.case.assessment import Diagnosis
from hcplanner.case.examination import MjoaArm, MjoaLeg, MjoaSensation, MjoaSphincter
from hcplanner.case.imaging import Density
from hcplanner.fields import members
from hcplanner.i18n import ENGLISH
from tests.ui.forms import new_case
from ui.pages.section import SCORED, SectionPage


def told(page: QWidget) -> str:
    lines = [w for w in page.findChildren(QLabel) if w.property("role") == "derived" and w.isVisibleTo(page)]
    return "\n".join(line.text() for line in lines)


@pytest.mark.requirement("R33")
def test_the_mjoa_follows_its_items_at_once_with_its_parts_and_limits(dressed: QApplication, qtbot: QtBot):
    open_case = new_case()
    ident = open_case.add_item("examination.examinations")
    page = SectionPage(open_case, "examination", ENGLISH)
    qtbot.addWidget(page)
    page.show()
    page.unfold_all()
    at = f"examination.examinations[{ident}].instruments."
    open_case.set("patient.age_stated", 11)
    open_case.set(at + "mjoa_arm", MjoaArm.G3)
    open_case.set(at + "mjoa_leg", MjoaLeg.G4)
    open_case.set(at + "mjoa_sensation", MjoaSensation.G2)
    assert "mJOA: incomplete, 3 of 4 items" in told(page)
    open_case.set(at + "mjoa_sphincter", MjoaSphincter.G3)
    assert "mJOA: 12 of 18, moderate (arm and hand 3, leg 4, sensation of the hand 2, bladder 3)." in told(page)
    assert "not validated" in told(page)
    open_case.undo()
    assert "incomplete" in told(page)


def test_a_diagnosis_shows_its_features_as_the_case_has_them(dressed: QApplication, qtbot: QtBot):
    open_case = new_case()
    ident = open_case.add_item("assessment.differential")
    page = SectionPage(open_case, "assessment", ENGLISH)
    qtbot.addWidget(page)
    page.show()
    assert told(page) == ""
    open_case.set(f"assessment.differential[{ident}].diagnosis", Diagnosis.MENINGIOMA)
    assert "For it, not recorded: dural tail (58 to 64 %)" in told(page)
    lesion = open_case.add_item("imaging.lesions")
    open_case.set(f"imaging.lesions[{lesion}].density", Density.CALCIFIED)
    open_case.set(f"imaging.lesions[{lesion}].position", frozenset({AroundCord.DORSAL}))
    assert "For it, present: calcium on CT (58 % of 36). Not recorded:" in told(page)
    open_case.set(f"assessment.differential[{ident}].diagnosis", Diagnosis.OTHER)
    assert told(page) == ""


def test_an_empty_case_shows_nothing_anywhere():
    for path in sorted(scored_groups()):
        assert derived_text(Case(), path.replace("[]", "[x]")) == ""
    assert {path.partition(".")[0] for path in scored_groups()} == SCORED <= {member.name for member in members(Case)}
