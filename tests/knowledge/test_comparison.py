"""Examinations side by side: what is compared with what, and what never is."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from hcplanner.case import Case
from hcplanner.case.anatomy import DERMATOMES, KEY_MUSCLES
from hcplanner.case.examination import (
    ExaminationRecord,
    Instruments,
    Isncsci,
    LimbPower,
    MjoaArm,
    MjoaLeg,
    MjoaSensation,
    MjoaSphincter,
    Power,
    Purpose,
    Sign,
)
from hcplanner.fields import PartialDate
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.comparison import Cell, comparison


def grid(**changed: Any) -> Isncsci:
    """A normal grid but for what is named."""
    muscles, points = dict.fromkeys(KEY_MUSCLES, "5"), dict.fromkeys(DERMATOMES, "2")
    rows: dict[str, Any] = {
        f"{name}_{side}": muscles if name == "motor" else points
        for name in ("motor", "light_touch", "pin_prick")
        for side in ("right", "left")
    }
    for name, some in changed.items():
        rows[name] = {**rows[name], **some}
    return Isncsci(**rows, anal_contraction=Sign.PRESENT, deep_anal_pressure=Sign.PRESENT)


def scale(arm: MjoaArm | None) -> Instruments:
    return Instruments(
        mjoa_arm=arm, mjoa_leg=MjoaLeg.G7, mjoa_sensation=MjoaSensation.G3, mjoa_sphincter=MjoaSphincter.G3
    )


def case_of(*made: ExaminationRecord, **changed: Any) -> Case:
    case = Case(**changed)
    return msgspec.structs.replace(case, examination=msgspec.structs.replace(case.examination, examinations=made))


def one(ident: str, day: int, **held: Any) -> ExaminationRecord:
    return ExaminationRecord(id=ident, when=PartialDate(2026, 10, day), **held)


def cells(case: Case, label: str) -> tuple[Cell, ...]:
    found = comparison(case, ENGLISH)
    assert found is not None
    return next(line.cells for line in found.lines if line.label == label)


def test_one_examination_or_two_empty_ones_compare_nothing():
    assert comparison(case_of(one("a", 1, isncsci=grid())), ENGLISH) is None
    assert comparison(case_of(one("a", 1), one("b", 2)), ENGLISH) is None
    assert comparison(case_of(one("a", 1, isncsci=grid()), one("b", 2)), ENGLISH) is None


def test_the_first_baseline_is_what_later_ones_are_held_against_and_earlier_ones_never():
    def power(grade: Power) -> LimbPower:
        return LimbPower(right_arm=grade)

    case = case_of(
        one("after", 20, power=power(Power.P4_PLUS), purpose=Purpose.AFTER),
        one("referral", 1, power=power(Power.P5), purpose=Purpose.REFERRAL),
        one("change", 9, power=power(Power.P3), purpose=Purpose.CHANGE),
        one("baseline", 5, power=power(Power.P4), purpose=Purpose.BASELINE),
    )
    found = comparison(case, ENGLISH)
    assert found is not None
    assert [(column.ident, column.baseline) for column in found.columns] == [
        ("referral", False), ("baseline", True), ("change", False), ("after", False),
    ]  # fmt: skip
    assert cells(case, "Right arm, power") == (
        Cell("5"), Cell("4"), Cell("3", "worse", better=False), Cell("4+", "better", better=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "before", "after", "told"),
    [
        ("Neurological level of injury", "C5", "C7", Cell("C7", "better by 2", better=True)),
        ("Motor level, left", "INT (intact)", "INT (intact)", Cell("INT (intact)", "unchanged")),
        ("Light touch (of 112)", "111", "111", Cell("111", "unchanged")),
    ],
)
def test_levels_grades_and_sums_tell_the_direction(label: str, before: str, after: str, told: Cell):
    case = case_of(
        one("a", 1, isncsci=grid(light_touch_right={"C6": "1"})),
        one("b", 2, isncsci=grid(light_touch_right={"C8": "1"})),
    )
    assert [cell.value for cell in cells(case, label)] == [before, after]
    assert cells(case, label)[1] == told


def test_a_more_rostral_level_a_lower_sum_and_an_earlier_letter_are_worse():
    case = case_of(
        one("a", 1, isncsci=grid(motor_left={"L5": "4"})),
        one("b", 2, isncsci=grid(motor_left=dict.fromkeys(KEY_MUSCLES[1:], "1"))),
    )
    assert cells(case, "ASIA Impairment Scale")[1] == Cell("D", "unchanged")
    assert cells(case, "Upper extremity motor score (of 50)")[1] == Cell("34", "worse by 16", better=False)
    assert cells(case, "Neurological level of injury")[1].better is False


def test_what_is_not_determined_is_not_compared():
    case = case_of(
        one("a", 1, isncsci=grid()),
        one("b", 2, isncsci=grid(motor_left={"C6": "NT"})),
        one("c", 3, isncsci=Isncsci(motor_left={"C6": "4"})),
    )
    assert cells(case, "Upper extremity motor score (of 50)") == (Cell("50"), Cell("ND"), Cell("grid incomplete"))
    assert all(not cell.change for cell in cells(case, "Neurological level of injury"))


def test_a_grade_that_is_withheld_is_neither_shown_nor_compared():
    young = Case().patient
    case = case_of(
        one("a", 1, isncsci=grid(motor_left={"C6": "4"})),
        one("b", 2, isncsci=grid(motor_left={"C6": "3"})),
        patient=msgspec.structs.replace(young, born=PartialDate(2022, 1, 1)),
    )
    assert {cell.value for cell in cells(case, "ASIA Impairment Scale")} == {"none shown"}
    assert {cell.change for cell in cells(case, "ASIA Impairment Scale")} == {""}


def test_the_scale_needs_all_its_items_and_an_age_for_which_it_is_made():
    both = one("a", 1, instruments=scale(MjoaArm.G3)), one("b", 2, instruments=scale(MjoaArm.G5))
    assert cells(case_of(*both), "mJOA (of 18)")[1] == Cell("18", "better by 2", better=True)
    assert comparison(case_of(both[0], one("b", 2, instruments=scale(None))), ENGLISH) is None
    infant = msgspec.structs.replace(Case().patient, born=PartialDate(2024, 1, 1))
    assert comparison(case_of(*both, patient=infant), ENGLISH) is None


def test_an_invented_value_carries_its_dagger():
    case = case_of(
        one("a", 1, power=LimbPower(left_leg=Power.P4)), one("b", 2, power=LimbPower(left_leg=Power.P4)),
        invented=("examination.examinations[b].power",),
    )  # fmt: skip
    assert [cell.value for cell in cells(case, "Left leg, power")] == ["4", "4 †"]
