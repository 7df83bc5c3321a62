import re

import pytest
from hypothesis import given

from hcplanner.case import Case
from hcplanner.case.anatomy import Segment, Side, Vertebra
from hcplanner.case.plan_operation import Procedure, Technique
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.checks import judge
from hcplanner.knowledge.facts import (
    levels_line,
    mass_levels,
    mass_lines,
    mass_sides,
    operation_levels,
    operation_line,
    sides_line,
    touched_levels,
    urgency_line,
)
from hcplanner.knowledge.summary import one_glance
from hcplanner.knowledge.tags import traits
from tests.knowledge.cases import case_of, cases

_RANGE = re.compile(r"\b([CT]\d{1,2})(?:\N{EN DASH}([CT]\d{1,2}))?(?![\d/])")


def named(text: str) -> set[Vertebra]:
    """Every vertebra that a text names, ranges taken apart; segments such as C4/5 are not vertebrae."""
    bare = re.sub(r"[CT]\d{1,2}/T?\d{1,2}(\N{EN DASH}[CT]\d{1,2}/T?\d{1,2})?", "", text)
    order = list(Vertebra)
    found: set[Vertebra] = set()
    for first, last in _RANGE.findall(bare):
        start = order.index(Vertebra(first))  # type: ignore[call-arg]  # by its stored value
        end = order.index(Vertebra(last)) if last else start  # type: ignore[call-arg]
        found |= set(order[start : end + 1])
    return found


@pytest.mark.requirement("R46")
@given(cases)
def test_every_line_names_the_levels_of_the_case_and_no_other(case: Case):
    assert named(levels_line(case, W)) == operation_levels(case)
    fused = case.plan.fixation.levels if Procedure.FUSION in case.plan.operation.procedures else set()
    line = operation_line(case, W)
    assert named(line) == (operation_levels(case) | fused if line else set())
    glance = {one.number: one.text for one in one_glance(case, W)}
    assert named(glance[4]) == named(line)
    assert named(glance[5]) == mass_levels(case)
    assert traits(case).levels == touched_levels(case) >= operation_levels(case)


@pytest.mark.requirement("R46")
@given(cases)
def test_every_line_names_the_sides_of_the_case_and_no_other(case: Case):
    plan = case.plan.laminoplasty
    line = sides_line(case, W)
    words = {Side.RIGHT: "patient's right", Side.LEFT: "patient's left", None: "side not recorded"}
    if plan.technique is Technique.OPEN_DOOR:
        assert line == f"open {words[plan.open_side]}; hinge {words[plan.hinge_side]}"
    else:
        assert "patient's" not in line
    verdicts = dict(judge(case))
    both = plan.open_side is not None and plan.open_side is plan.hinge_side
    assert (verdicts["hinge_is_open_side"] is True) == (plan.technique is Technique.OPEN_DOOR and both)
    for lesion, told in zip(case.imaging.lesions, mass_lines(case, W), strict=True):
        if lesion.side is None:
            assert "side not recorded" in told
        for side in Side:
            if f"patient's {side.value}" in told:
                assert mass_sides(lesion) == {side}


def test_the_operation_is_said_in_the_order_of_its_steps():
    case = case_of({
        "plan.operation.procedures": ["laminoplasty", "resection", "decompression"],
        "plan.resection.extent": "complete",
        "plan.laminoplasty.technique": "open_door",
        "plan.decompression.levels": ["C3", "C1", "C2"],
    })  # fmt: skip
    told = "Decompression of the cord, complete resection of the mass, open-door laminoplasty, laminae C1\N{EN DASH}C3"
    assert operation_line(case, W) == told


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"plan.operation.procedures": ["resection"]},
            "Resection of the mass (extent not recorded), laminae not recorded",
        ),
        (
            {"plan.operation.procedures": ["resection"], "plan.resection.extent": "biopsy_only"},
            "Resection of the mass (extent: biopsy only), laminae not recorded",
        ),
        (
            {"plan.operation.procedures": ["laminectomy", "fusion"], "plan.decompression.levels": ["C7"],
             "plan.fixation.levels": ["C6", "C7", "T1"]},
            "Laminectomy, fusion C6\N{EN DASH}T1, lamina C7",
        ),
        (
            {"plan.operation.procedures": ["foraminotomy"], "plan.decompression.foraminotomy_levels": ["C4/5"],
             "plan.decompression.foraminotomy_side": "right", "plan.decompression.levels": ["C4", "C5"]},
            "Foraminotomy C4/5 patient's right, laminae C4\N{EN DASH}C5",
        ),
        (
            {"plan.operation.procedures": ["resection"], "plan.resection.extent": "near_complete",
             "imaging.lesions": [{"id": "a"}, {"id": "b"}], "plan.decompression.levels": ["C4"]},
            "Near-complete resection of the masses (more than 95 %), lamina C4",
        ),
        ({"plan.decompression.levels": ["C4"]}, ""),
    ],
)  # fmt: skip
def test_what_is_missing_in_the_operation_is_said(values: dict[str, object], said: str):
    assert operation_line(case_of(values), W) == said


def test_a_mass_is_told_with_side_place_and_levels():
    case = case_of({"imaging.lesions": [
        {"id": "a", "levels": ["C1", "C2", "C3"], "side": "left", "position": ["dorsal"], "compartment": "extradural",
         "density": "calcified"},
        {"id": "b", "upper_cervical": "yes"},
        {"id": "c", "segments": ["C3/4"], "side": "midline"},
    ]})  # fmt: skip
    assert mass_lines(case, W) == (
        "Mass 1: patient's left, behind the cord, C1\N{EN DASH}C3; extradural; calcified",
        "Mass 2: side not recorded, upper cervical spine (vertebrae not recorded); compartment not recorded",
        "Mass 3: midline, segment C3/4; compartment not recorded",
    )
    assert Segment.C3_4 in case.imaging.lesions[2].segments


def test_the_sides_of_another_technique_are_not_shown():
    values = {"plan.operation.procedures": ["laminoplasty"], "plan.laminoplasty.open_side": "left"}
    case = case_of({**values, "plan.laminoplasty.technique": "double_door"})
    assert sides_line(case, W) == "double door (midline split): no open side or hinge side"
    assert sides_line(case_of({"plan.operation.procedures": ["laminectomy"]}), W) == "no laminoplasty planned"


def test_urgency_says_each_part_that_is_missing():
    case = case_of({"assessment.urgency.reason": "Arm weaker since the fall."})
    assert urgency_line(case, W) == (
        "Arm weaker since the fall; urgency not recorded; decided time not recorded by person not recorded"
    )
