"""From the grid recorded in a case to its classification: a gap is a gap and never a 0."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.case.examination import Isncsci
from hcplanner.fields import decode
from hcplanner.knowledge.scores.isncsci import Circumstances, Exam, circumstances, classify, classify_exam, gaps
from hcplanner.knowledge.scores.isncsci.grades import MUSCLES, POINTS
from hcplanner.knowledge.scores.isncsci.record import begun
from tests.knowledge.cases import case_of
from tests.knowledge.scores.exams import odd_exams

_SIGNS = {"Yes": "present", "No": "absent", "NT": "not_tested"}


def _recorded(exam: Exam) -> dict[str, Any]:
    held: dict[str, Any] = {
        "anal_contraction": _SIGNS[exam.contraction], "deep_anal_pressure": _SIGNS[exam.pressure],
    }  # fmt: skip
    for name, side in zip(("right", "left"), exam.sides, strict=True):
        held[f"motor_{name}"] = dict(zip(MUSCLES, side.motor, strict=True))
        held[f"light_touch_{name}"] = dict(zip(POINTS, side.light_touch, strict=True))
        held[f"pin_prick_{name}"] = dict(zip(POINTS, side.pin_prick, strict=True))
        held[f"non_key_{name}"] = side.non_key or None
    return held


def _record(held: dict[str, Any]) -> Isncsci:
    read = decode(Isncsci, held)
    assert not read.problems
    return read.value


@pytest.mark.requirement("R52")
@given(odd_exams)
def test_a_recorded_grid_is_classified_as_the_examination_it_is(exam: Exam):
    record = _record(_recorded(exam))
    assert gaps(record) == ()
    assert classify(record) == classify_exam(exam)


@given(odd_exams, st.data())
def test_one_gap_anywhere_and_there_is_no_classification(exam: Exam, data: st.DataObject):
    held = _recorded(exam)
    field = data.draw(st.sampled_from([name for name in held if not name.startswith("non_key")]))
    if isinstance(held[field], dict):
        row = data.draw(st.sampled_from(list(held[field])))
        del held[field][row]
        expected: tuple[str, ...] = (row,)
    else:
        held[field], expected = None, ()
    record = _record(held)
    assert classify(record) is None
    (gap,) = gaps(record)
    assert (gap.field, gap.rows, gap.why) == (field, expected, "not recorded")


def test_nothing_recorded_is_nothing_begun():
    assert not begun(Isncsci())
    assert classify(Isncsci()) is None
    assert begun(_record({"motor_right": {"C5": "0"}}))


@given(odd_exams)
def test_an_equivocal_finding_may_be_either(exam: Exam):
    held = _recorded(exam) | {"anal_contraction": "equivocal"}
    assert classify(_record(held)) == classify(_record(held | {"anal_contraction": "not_tested"}))


@given(odd_exams)
def test_a_mark_on_a_normal_grade_is_no_grade(exam: Exam):
    held = _recorded(exam)
    held["motor_left"]["L2"] = "5*"
    record = _record(held)
    assert classify(record) is None
    assert [(gap.field, gap.rows) for gap in gaps(record)] == [("motor_left", ("L2",))]


@given(odd_exams)
def test_a_non_key_level_without_a_muscle_is_no_level(exam: Exam):
    record = _record(_recorded(exam) | {"non_key_right": "T5"})
    assert classify(record) is None
    assert [gap.field for gap in gaps(record)] == ["non_key_right"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Circumstances(too_young=None, commented=False)),
        ({"born": "2021-01-05"}, Circumstances(too_young=True, commented=False)),
        ({"born": "2020-11-20"}, Circumstances(too_young=False, commented=False)),
        ({"born": "2020"}, Circumstances(too_young=None, commented=False)),
        ({"comments": "C6: old fracture, rated as normal"}, Circumstances(commented=True)),
        ({"cord_deficit": "not_separable"}, Circumstances(not_separable=True, commented=False)),
        ({"old": {"present": "yes", "cause": "birth_hypoxia"}}, Circumstances(brain_possible=True, commented=False)),
        ({"old": {"present": "yes"}}, Circumstances(brain_possible=True, commented=False)),
        ({"old": {"present": "yes", "cause": "cord"}}, Circumstances(commented=False)),
        ({"old": {"present": "no"}}, Circumstances(commented=False)),
    ],
)
def test_what_the_case_tells_beside_the_grades(values: dict[str, Any], expected: Circumstances):
    examination: dict[str, Any] = {"id": "a", "when": "2026-11-21", "isncsci": {"comments": values.get("comments", "")}}
    if "cord_deficit" in values:
        examination["cord_deficit"] = values["cord_deficit"]
    held: dict[str, Any] = {"examination.examinations": [examination]}
    if "born" in values:
        held["patient.born"] = values["born"]
    if "old" in values:
        held["history.long_standing"] = values["old"]
    case = case_of(held)
    assert circumstances(case, case.examination.examinations[0]) == expected
