"""The International Standards classification: worked cases, what must hold of any examination, and its words."""

import json
import random
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.scores.isncsci import (
    LIMITS,
    Circumstances,
    Exam,
    Results,
    Side,
    ais_withheld,
    cautions,
    classify_exam,
    explain,
    summary,
)
from hcplanner.knowledge.scores.isncsci.ais import ais_grades
from hcplanner.knowledge.scores.isncsci.exam import readings
from hcplanner.knowledge.scores.isncsci.exchange import Unreadable, read_exam, write_results
from hcplanner.knowledge.scores.isncsci.grades import LEVELS, MOTOR_GRADES, SENSORY_GRADES
from hcplanner.knowledge.scores.isncsci.listed import listed_grades
from tests.knowledge.scores.exams import count_fillings, fillings, normal_side, odd_exams, plain, plain_exams

_CASES = json.loads((Path(__file__).parent / "isncsci-cases.json").read_text("utf-8"))
_NAMED = {case["name"]: case for case in _CASES}


@pytest.mark.requirement("R52")
@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_the_worked_cases(case: dict[str, Any]):
    assert write_results(classify_exam(read_exam(case["exam"]))) == case["expected"]


def _found(name: str) -> Results:
    return classify_exam(read_exam(_NAMED[name]["exam"])).found


# What the worked cases are there to show, so that nobody has to read 28 grades to see it.
@pytest.mark.requirement("R52")
@pytest.mark.parametrize(
    ("name", "ais"),
    [
        ("everything normal", "E"),
        ("one wrist extensor at 3", "D"),
        ("one wrist extensor not tested", "D,E"),
        ("nothing below C4", "A"),
        ("nothing below C4, anal contraction not tested", "A,C"),
        ("nothing below C4, deep anal pressure not tested", "A,B"),
        ("nothing below C4 but anal contraction", "C"),
        ("movement three levels below the motor level", "B"),
        ("movement four levels below the motor level", "C"),
        ("legs move but nothing is kept at the sacral end", "A"),
        ("a non-key muscle far below turns B into C", "C"),
        ("a non-key muscle near the level leaves B", "B"),
        ("a non-key muscle far below leaves A", "A"),
        ("half of the muscles below the level at 3", "D"),
        ("one less than half of the muscles below the level at 3", "C"),
        ("conus: no key muscle below the level", "D"),
        ("left hemiplegia of a brain cause, rated as normal", "E"),
        ("left hemiplegia without a mark", "D"),
        ("nothing tested", "A,B,C,D,E"),
    ],
)
def test_the_grade_of_a_worked_case(name: str, ais: str):
    assert ",".join(_found(name).ais) == ais


def test_what_may_be_written():
    assert MOTOR_GRADES == (
        "0", "1", "2", "3", "4", "5", "NT",
        "0*", "0**", "1*", "1**", "2*", "2**", "3*", "3**", "4*", "4**", "NT*", "NT**",
    )  # fmt: skip
    assert SENSORY_GRADES == ("0", "1", "2", "NT", "0*", "0**", "1*", "1**", "NT*", "NT**")


# --- what holds of any examination -----------------------------------------------------------------------------------


def _answers(found: Results) -> list[tuple[str, tuple[str, ...]]]:
    told: list[tuple[str, tuple[str, ...]]] = []
    for name in found.__struct_fields__:
        held = getattr(found, name)
        told += [(name, held)] if isinstance(held, tuple) else [(f"{name}.r", held.right), (f"{name}.l", held.left)]
    return told


@pytest.mark.requirement("R52")
@given(plain_exams)
def test_a_whole_examination_has_one_answer_each(exam: Exam):
    assert all(len(answers) == 1 for _, answers in _answers(classify_exam(exam).found))


@pytest.mark.requirement("R52")
@given(odd_exams)
def test_the_answers_are_exactly_those_of_every_completion(exam: Exam):
    assume(count_fillings(exam) <= 250)
    together: dict[str, set[str]] = {}
    for filled in fillings(exam):
        for name, answers in _answers(classify_exam(filled).found):
            together.setdefault(name, set()).update(answers)
    assert {name: set(answers) for name, answers in _answers(classify_exam(exam).found)} == together


@given(odd_exams, st.data())
def test_the_answers_hold_those_of_any_completion(exam: Exam, data: st.DataObject):
    chance = data.draw(st.randoms(use_true_random=False))
    found = dict(_answers(classify_exam(exam).found))
    for name, answers in _answers(classify_exam(_completed(exam, chance)).found):
        assert set(answers) <= set(found[name]), name


def _completed(exam: Exam, chance: random.Random) -> Exam:
    may = readings(exam)

    def row(possible: tuple[frozenset[int], ...]) -> tuple[str, ...]:
        return tuple(str(chance.choice(sorted(one))) for one in possible)

    right, left = (
        Side(motor=row(m.motor), light_touch=row(m.light_touch), pin_prick=row(m.pin_prick), non_key=side.non_key)
        for m, side in zip(may.sides, exam.sides, strict=True)
    )
    said = ("Yes" if chance.choice(sorted(one)) else "No" for one in (may.contraction, may.pressure))
    return Exam(right=right, left=left, contraction=next(said), pressure=next(said))


@given(odd_exams)
def test_the_grades_shown_are_among_those_that_the_reference_lists(exam: Exam):
    assert set(ais_grades(readings(exam))) <= set(listed_grades(readings(exam)))


@given(odd_exams)
def test_right_and_left_change_places_together(exam: Exam):
    one = classify_exam(exam)
    other = classify_exam(msgspec.structs.replace(exam, right=exam.left, left=exam.right))
    assert (one.found.level, one.found.ais, one.found.completeness) == (
        other.found.level, other.found.ais, other.found.completeness,
    )  # fmt: skip
    for name in ("sensory", "motor", "sensory_zone", "motor_zone"):
        here, there = getattr(one.found, name), getattr(other.found, name)
        assert (here.right, here.left) == (there.left, there.right)


@given(plain_exams)
def test_the_level_of_injury_is_the_highest_of_the_four(exam: Exam):
    found = classify_exam(msgspec.structs.replace(exam, contraction="Yes")).found
    four = [found.sensory.right, found.sensory.left, found.motor.right, found.motor.left]
    assert LEVELS.index(found.level[0]) == min(LEVELS.index(answers[0]) for answers in four)
    assert classify_exam(exam).found.level == found.level


@given(plain_exams, st.sampled_from(["motor", "light_touch", "pin_prick"]), st.integers(0, 27))
def test_a_better_grade_never_raises_a_level(exam: Exam, row: str, place: int):
    normal = "5" if row == "motor" else "2"
    grades = list(getattr(exam.right, row))
    place %= len(grades)
    grades[place] = min(str(int(grades[place]) + 1), normal)
    right = msgspec.structs.replace(exam.right, **{row: tuple(grades)})
    before, after = classify_exam(exam).found, classify_exam(msgspec.structs.replace(exam, right=right)).found
    for held, now in ((before.sensory, after.sensory), (before.motor, after.motor)):
        assert LEVELS.index(held.right[0]) <= LEVELS.index(now.right[0])
        assert held.left == now.left
    assert LEVELS.index(before.level[0]) <= LEVELS.index(after.level[0])


@given(odd_exams)
def test_a_sum_counts_what_was_found_or_is_not_determinable(exam: Exam):
    sums = classify_exam(exam).totals
    for total, rows in (
        (sums.upper_motor, [side.motor[:5] for side in exam.sides]),
        (sums.lower_motor, [side.motor[5:] for side in exam.sides]),
        (sums.light_touch, [side.light_touch for side in exam.sides]),
        (sums.pin_prick, [side.pin_prick for side in exam.sides]),
    ):
        for value, row in zip((total.right, total.left), rows, strict=True):
            found = [grade.rstrip("*") for grade in row]
            assert value == (None if "NT" in found else sum(map(int, found)))
        both = None if total.right is None or total.left is None else total.right + total.left
        assert total.both == both


@given(odd_exams)
def test_an_examination_survives_the_exchange(exam: Exam):
    assert read_exam(json.loads(json.dumps(plain(exam)))) == exam


# --- words -----------------------------------------------------------------------------------------------------------


@given(odd_exams)
def test_every_step_says_what_was_found_and_why(exam: Exam):
    found = classify_exam(exam)
    steps = explain(found, W)
    assert len(steps) == 15
    assert all(step.what and step.found and step.because.endswith(".") for step in steps)
    assert not any("{" in step.because or "  " in step.because for step in steps)
    # A level stands on the level below it; a reader must find it named among the reasons.
    for step, answers in zip(steps, (found.found.sensory.right, found.found.sensory.left), strict=False):
        for answer in answers:
            below = LEVELS[LEVELS.index(answer) + 1] if answer != "INT" else "S4-5" if len(answers) == 1 else "INT"
            assert below in step.because


def _step(exam: Exam, what: str) -> str:
    return next(step.because for step in explain(classify_exam(exam), W) if step.what == what)


def _case(name: str) -> Exam:
    return read_exam(_NAMED[name]["exam"])


_REASONS = """
one wrist extensor at 3
    Motor level, right
    C6 is 3: at least 3, and everything above it is normal.
movement three levels below the motor level
    Motor level, right
    C6 is 4: at least 3, and everything above it is normal.
strong arms, sensation lost from C5
    Motor level, left
    No key muscle stands for T2, and sensation is normal only down to C4.
touch altered at C2
    Sensory level, right
    C2: light touch 1, pin prick 2; the first level that is not normal. The level above it counts.
one wrist extensor not tested
    Motor level, right
    C5 if C6 is below 3 (not tested); C6 if C6 is 3 or 4 (not tested);
    INT if everything is normal and the anus contracts voluntarily (Yes).
half of the muscles below the level at 3
    ASIA Impairment Scale
    Motor incomplete: voluntary anal contraction. Below C6, 8 of 16 key muscles reach grade 3; D needs 8.
a non-key muscle far below turns B into C
    ASIA Impairment Scale
    Voluntary anal contraction: No.
    Right: movement more than three levels below the motor level C6 (non-key muscle L3): motor incomplete.
    Left: nothing moves more than three levels below the motor level C6.
    Below C6, 0 of 16 key muscles reach grade 3; D needs 8.
nothing felt anywhere
    Sensory zone of partial preservation, right
    Deep anal pressure: No; S4-5: light touch 0, pin prick 0. Nothing is felt from C2 down.
nothing below C4
    Motor zone of partial preservation, right
    Voluntary anal contraction: No. No key muscle moves lower than the motor level C4.
one wrist extensor at 4 from an old fracture, rated as normal
    Motor level, right
    All key muscles and all points are normal, and the anus contracts voluntarily.
    Passed as normal: C6 is 4, rated as normal.
"""


def _reasons() -> list[tuple[str, str, str]]:
    blocks = [block.split("\n    ") for block in re.split(r"\n(?=\S)", _REASONS.strip())]
    return [(name, what, " ".join(because)) for name, what, *because in blocks]


@pytest.mark.parametrize(("name", "what", "because"), _reasons())
def test_the_reason_of_a_worked_case(name: str, what: str, because: str):
    assert _step(_case(name), what) == because


def test_the_summary_ends_with_the_limits_and_calls_the_grade_descriptive():
    lines = summary(classify_exam(_case("central cord: arms weaker than legs")), W)
    assert lines[:4] == (
        "Sensory level: right C4, left C4",
        "Motor level: right C5, left C5",
        "Neurological level of injury: C4",
        "ASIA Impairment Scale, used descriptively: D, incomplete",
    )
    assert lines[-len(LIMITS) :] == LIMITS
    assert "Upper extremity motor score: right 11, left 11, together 22" in lines


def test_the_summary_says_what_the_marks_change():
    lines = summary(classify_exam(_case("left hemiplegia of a brain cause, rated as normal")), W)
    assert "Had the cord lesion caused every grade: neurological level C5, grade D" in lines
    assert "ASIA Impairment Scale, used descriptively: E, incomplete (E only after an earlier deficit)" in lines


@pytest.mark.parametrize(
    ("name", "about", "reason"),
    [
        ("nothing below C4", Circumstances(), ""),
        ("nothing below C4", Circumstances(too_young=True), "not applicable under 6 years"),
        ("nothing below C4", Circumstances(too_young=False), ""),
        ("left hemiplegia without a mark", Circumstances(not_separable=True), "cord and brain parts not separable"),
        ("everything normal but no anal contraction", Circumstances(),
         "everything normal but no certain anal contraction: check the anorectal examination"),
        ("everything normal", Circumstances(), ""),
    ],
)  # fmt: skip
def test_the_grade_is_withheld_where_it_would_mislead(name: str, about: Circumstances, reason: str):
    found = classify_exam(_case(name))
    assert ais_withheld(found, about, W) == reason
    (line,) = [line for line in summary(found, W, about) if line.startswith("ASIA")]
    assert (f"none ({reason})" in line) == bool(reason)
    assert ("descriptively" in line) != bool(reason)


_NOTHING = ("2",) * 27 + ("0",)


@pytest.mark.parametrize(
    ("exam", "about", "told"),
    [
        (Exam(right=normal_side(), left=normal_side(), contraction="Yes", pressure="Yes"), Circumstances(), []),
        (Exam(right=normal_side(pin_prick=_NOTHING), left=normal_side(), contraction="Yes", pressure="Yes"),
         Circumstances(), ["touch or pin at S4-5 is 0"]),
        (Exam(right=normal_side(pin_prick=_NOTHING), left=normal_side(), contraction="No", pressure="Yes"),
         Circumstances(), []),
        (Exam(right=normal_side(light_touch=_NOTHING, pin_prick=_NOTHING),
              left=normal_side(light_touch=_NOTHING, pin_prick=_NOTHING), contraction="No", pressure="Yes"),
         Circumstances(), ["everything at S4-5 is 0"]),
        (Exam(right=normal_side(), left=normal_side(motor=tuple("5505555555")), contraction="Yes", pressure="Yes"),
         Circumstances(), ["left C8 is 5 below a 0 at C7"]),
        (Exam(right=normal_side(motor=tuple("5555055555")), left=normal_side(), contraction="Yes", pressure="Yes"),
         Circumstances(), []),
        (Exam(right=normal_side(motor=tuple("5554555555")), left=normal_side(), contraction="Yes", pressure="Yes"),
         Circumstances(brain_possible=True), ["may come from the brain"]),
        (Exam(right=normal_side(motor=("5", "4**", *tuple("55555555"))), left=normal_side(), contraction="Yes",
              pressure="Yes"), Circumstances(brain_possible=True), []),
        (Exam(right=normal_side(motor=("5", "4**", *tuple("55555555"))), left=normal_side(), contraction="Yes",
              pressure="Yes"), Circumstances(commented=False), ["without a comment"]),
    ],
)  # fmt: skip
def test_what_is_hard_to_believe_is_told(exam: Exam, about: Circumstances, told: list[str]):
    found = cautions(classify_exam(exam), about, W)
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))


# --- what cannot be read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"vac": "yes"}, ["vac"]),
        ({"vac": None, "dap": True}, ["vac", "dap"]),
        ({"right": None}, ["right"]),
        ({"right.motor": "5 5 5"}, ["right.motor"]),
        ({"right.motor": "5 5 5 5 5 5 5 5 5 6"}, ["right.motor"]),
        ({"right.motor": "5* 5 5 5 5 5 5 5 5 5"}, ["right.motor"]),
        ({"right.motor": "4- 5 5 5 5 5 5 5 5 5"}, ["right.motor"]),
        ({"right.motor": None, "left.lt": 2}, ["right.motor", "left.lt"]),
        ({"left.pp": " ".join(["3"] * 28)}, ["left.pp"]),
        ({"left.nonKey": "T5"}, ["left.nonKey"]),
        ({"left.nonKey": []}, ["left.nonKey"]),
    ],
)
def test_what_is_no_examination_is_named(change: dict[str, Any], places: list[str]):
    exam = json.loads(json.dumps(_NAMED["everything normal"]["exam"]))
    for path, value in change.items():
        *above, last = path.split(".")
        (exam[above[0]] if above else exam)[last] = value
    with pytest.raises(Unreadable) as caught:
        read_exam(exam)
    assert [place for place, _ in caught.value.faults] == places


@pytest.mark.parametrize("held", [None, [], "exam", 3, {}])
def test_what_has_another_shape_is_refused(held: object):
    with pytest.raises(Unreadable):
        read_exam(held)
