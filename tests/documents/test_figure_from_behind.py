"""The drawing from behind says the sides and levels that the words say, and says what it leaves out."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.actions.examples import load_example
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Lesion
from hcplanner.case.plan_operation import Technique
from hcplanner.documents.figures.from_behind import DRAWN, STEP, TOP, from_behind
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH

LABEL = re.compile(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(open|hinge)(?: †)?<')


def planned(case: Case, **changed: object) -> Case:
    plan = msgspec.structs.replace(case.plan, laminoplasty=msgspec.structs.replace(case.plan.laminoplasty, **changed))
    return msgspec.structs.replace(case, plan=plan)


def labels(case: Case) -> dict[str, tuple[float, float]]:
    return {word: (float(x), float(y)) for x, y, word in LABEL.findall(from_behind(case, ENGLISH).svg)}


@pytest.mark.requirement("R46")
def test_the_patients_right_is_drawn_on_the_right():
    case = planned(load_example("index-case"), open_side=Side.RIGHT, hinge_side=Side.LEFT)
    told = labels(case)
    assert told["open"][0] > 100 > told["hinge"][0]


@pytest.mark.requirement("R46")
def test_a_door_is_drawn_only_for_an_open_door_laminoplasty():
    case = planned(load_example("index-case"), technique=Technique.DOUBLE_DOOR)
    assert labels(case) == {}
    assert "Open side" not in from_behind(case, ENGLISH).alt


def test_open_and_hinge_recorded_on_one_side_are_both_legible():
    told = labels(planned(load_example("index-case"), open_side=Side.LEFT, hinge_side=Side.LEFT))
    assert abs(told["open"][1] - told["hinge"][1]) >= 9


@pytest.mark.requirement("R46")
def test_a_planned_lamina_beyond_the_drawing_is_named():
    case = load_example("index-case")
    assert "Not drawn" not in from_behind(case, ENGLISH).svg
    low = msgspec.structs.replace(case.plan.decompression, levels=frozenset({Vertebra.T2, Vertebra.T3}))
    case = msgspec.structs.replace(case, plan=msgspec.structs.replace(case.plan, decompression=low))
    assert "Not drawn: T3" in from_behind(case, ENGLISH).svg


DOOR = re.compile(r'<line x1="[\d.]+" y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)"[^>]*stroke-width="2.2"')
OUTLINE = re.compile(r'<ellipse cx="[\d.]+" cy="([\d.]+)" rx="12" ry="([\d.]+)"')


@pytest.mark.requirement("R46")
def test_no_mark_runs_over_a_level_between_two_that_are_named():
    case = load_example("index-case")
    apart = frozenset({Vertebra.C1, Vertebra.C2, Vertebra.C6})
    case = set_at(case, "plan.decompression.levels", apart)
    case = set_at(case, f"imaging.lesions[{case.imaging.lesions[0].id}].levels", apart)
    svg = from_behind(case, ENGLISH).svg
    doors = {(float(top), float(bottom)) for top, bottom in DOOR.findall(svg)}
    outlines = {(float(y) - float(r), float(y) + float(r)) for y, r in OUTLINE.findall(svg)}
    heights = dict(zip(DRAWN, (TOP + STEP * (place + 0.6) for place in range(len(DRAWN))), strict=True))
    for marks in (doors, outlines):
        assert len(marks) == 2
        covered = {v for v, y in heights.items() if any(top < y < bottom for top, bottom in marks)}
        assert covered == apart


LEVELS = st.frozensets(st.sampled_from(list(Vertebra)), max_size=5)
SIDES = st.none() | st.sampled_from(list(Side))
MASSES = st.builds(
    Lesion,
    id=st.sampled_from(("m1", "m2", "m3")),
    levels=LEVELS,
    position=st.frozensets(st.sampled_from(list(AroundCord))),
    side=st.none() | st.sampled_from(list(SideOrBoth)),
)


@pytest.mark.requirement("R13")
@given(LEVELS, SIDES, SIDES, st.lists(MASSES, max_size=3, unique_by=lambda mass: mass.id))
def test_marks_and_drawing_are_the_same_after_saving_and_opening(
    tmp_path_factory: pytest.TempPathFactory,
    levels: frozenset[Vertebra],
    opened: Side | None,
    hinged: Side | None,
    masses: list[Lesion],
):
    case = planned(load_example("index-case"), technique=Technique.OPEN_DOOR, open_side=opened, hinge_side=hinged)
    case = set_at(case, "plan.decompression.levels", levels)
    case = set_at(case, "imaging.lesions", tuple(masses))
    path = tmp_path_factory.mktemp("drawn") / "x.hcplan"
    save(case, None, path, "Dr EXAMPLE")
    again = open_file(path).case
    assert again.imaging.lesions == case.imaging.lesions
    assert again.plan == case.plan
    assert from_behind(again, ENGLISH) == from_behind(case, ENGLISH)
