"""Every instrument against its worked cases, which are kept as data beside this file, one file an instrument."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hcplanner.actions.examples import example_names, load_example
from hcplanner.case import Case
from hcplanner.case.examination import ExaminationRecord, MjoaArm, MjoaLeg, MjoaSensation, MjoaSphincter
from hcplanner.fields import declared_at, get_at, set_at
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.facts import DAGGER
from hcplanner.knowledge.scores import mjoa
from hcplanner.knowledge.scores.every import INSTRUMENTS, scores
from tests.knowledge.cases import case_of

WORKED = Path(__file__).parent / "worked"
EACH = [
    pytest.param(path.stem, worked, id=f"{path.stem}: {worked['about']}")
    for path in sorted(WORKED.glob("*.json"))
    for worked in json.loads(path.read_text("utf-8"))
]


@pytest.mark.requirement("R52")
@pytest.mark.parametrize(("name", "worked"), EACH)
def test_a_worked_case(name: str, worked: dict[str, Any]):
    found = [one for one in scores(case_of(worked["case"]), W) if one.id == name]
    assert [one.value for one in found] == worked["value"]
    for one in found:
        assert one.parts
        assert one.source
        assert one.rights
    if "limit" in worked:
        assert any(worked["limit"] in limit for one in found for limit in one.limits)
    if "parts" in worked:
        assert [part.value for one in found for part in one.parts] == worked["parts"]


@pytest.mark.requirement("R52")
def test_every_instrument_has_worked_cases_and_every_file_of_them_an_instrument():
    assert {path.stem for path in WORKED.glob("*.json")} == {one.id for one in INSTRUMENTS}
    assert len({one.id for one in INSTRUMENTS}) == len(INSTRUMENTS)


def test_what_an_instrument_asks_stands_in_the_case_as_declared():
    for instrument in INSTRUMENTS:
        for question in instrument.questions:
            member = declared_at(Case, question.path)
            if member.choices is not None and question.answers:
                assert set(question.answers) <= {one.value for one in member.choices}


# Severity by total, written out.
_BANDS = (
    *["severe"] * 12,  # 0 to 11
    *["moderate"] * 3,  # 12 to 14
    *["mild"] * 3,  # 15 to 17
    "no impairment",  # 18
)


@pytest.mark.requirement("R33")
def test_all_768_combinations_of_the_mjoa_give_the_total_and_band_of_the_table():
    case = case_of({"patient.age_stated": 50, "examination.examinations": [{"id": "e"}]})
    told = 0
    for arm, leg, sensation, bladder in product(range(6), range(8), range(4), range(4)):
        scale = msgspec.structs.replace(
            ExaminationRecord(id="e").instruments,
            mjoa_arm=MjoaArm(str(arm)),
            mjoa_leg=MjoaLeg(str(leg)),
            mjoa_sensation=MjoaSensation(str(sensation)),
            mjoa_sphincter=MjoaSphincter(str(bladder)),
        )
        points = arm + leg + sensation + bladder
        (found,) = mjoa.of(set_at(case, "examination.examinations[e].instruments", scale), W)
        assert (found.number, found.value) == (points, f"{points} of 18, {_BANDS[points]}")
        assert [part.value for part in found.parts] == [str(arm), str(leg), str(sensation), str(bladder)]
        told += 1
    assert told == 768


@pytest.mark.requirement("R48")
def test_a_missing_item_gives_no_total_whichever_it_is():
    full = {"mjoa_arm": "5", "mjoa_leg": "7", "mjoa_sensation": "3", "mjoa_sphincter": "3"}
    for name in full:
        rest = {key: value for key, value in full.items() if key != name}
        (found,) = mjoa.of(case_of({"examination.examinations": [{"id": "e", "instruments": rest}]}), W)
        assert (found.number, found.value) == (None, "incomplete, 3 of 4 items")


def test_an_empty_case_gives_nothing():
    assert scores(Case(), W) == ()


@pytest.mark.requirement("R33")
@pytest.mark.parametrize("name", example_names())
def test_parts_point_at_recorded_fields_and_what_is_invented_is_marked(name: str):
    case = load_example(name)
    for one in scores(case, W):
        for part in one.parts:
            declared_at(Case, part.path)
            assert get_at(case, part.path) not in (None, "", {})
        everything = msgspec.structs.replace(case, invented=tuple({part.path for part in one.parts}))
        again = next(other for other in scores(everything, W) if (other.id, other.path) == (one.id, one.path))
        assert DAGGER in again.value
