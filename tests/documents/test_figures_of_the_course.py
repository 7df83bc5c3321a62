"""Body, events in time, follow-up chart: the facts of the case, sides as seen, gaps left open."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import msgspec
import pytest

from hcplanner.actions.examples import example_names, load_example
from hcplanner.case import Case
from hcplanner.case.anatomy import Limb
from hcplanner.case.examination import ExaminationRecord, LimbPower, Power, Purpose
from hcplanner.case.imaging import Curve
from hcplanner.case.outcome import FollowUp, FollowUpPoint
from hcplanner.documents.figures import FIGURES, Figure
from hcplanner.documents.figures.body import body
from hcplanner.documents.figures.follow_up import follow_up_chart
from hcplanner.documents.figures.timeline import timeline_figure
from hcplanner.fields import Answer, PartialDate, set_at
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.timeline import timeline
from tests.cases import random_case

ADULT = load_example("adult-ossified-ligament")
MINE = {"body": body, "timeline": timeline_figure, "follow-up": follow_up_chart}
SVG = "{http://www.w3.org/2000/svg}"


def texts(figure: Figure) -> list[tuple[float, float, str]]:
    return [
        (float(one.get("x", "0")), float(one.get("y", "0")), one.text or "")
        for one in ET.fromstring(figure.svg).iter(f"{SVG}text")
    ]


def examined(power: LimbPower, **more: object) -> Case:
    one = ExaminationRecord(id="e1", when=PartialDate(2026, 3, 4), purpose=Purpose.BASELINE, power=power, **more)  # type: ignore[arg-type]
    return msgspec.structs.replace(Case(), examination=msgspec.structs.replace(Case().examination, examinations=(one,)))


def followed(*visits: FollowUp) -> Case:
    return msgspec.structs.replace(Case(), outcome=msgspec.structs.replace(Case().outcome, follow_up=visits))


@pytest.mark.parametrize("name", MINE)
def test_a_case_that_holds_nothing_to_draw_has_no_drawing(name):
    assert FIGURES[name](Case(), ENGLISH) is None


@pytest.mark.parametrize("name", MINE)
def test_every_drawing_keeps_to_what_screen_and_paper_draw_alike(name):
    cases = [load_example(one) for one in example_names()] + [random_case(seed) for seed in range(12)]
    for case in cases:
        figure = FIGURES[name](case, ENGLISH)
        if figure is not None:
            assert not re.search(r"<(pattern|marker|clipPath|tspan|style|image)", figure.svg)
            box = ET.fromstring(figure.svg).get("viewBox", "").split()
            assert all(0 <= x <= float(box[2]) and 0 <= y <= float(box[3]) for x, y, _ in texts(figure))
            assert figure.alt.endswith(".")


@pytest.mark.requirement("R46")
def test_the_grade_of_a_limb_stands_on_the_side_of_the_patient_as_seen_from_the_front():
    figure = body(examined(LimbPower(right_arm=Power.P2, left_leg=Power.P3)), ENGLISH)
    assert figure is not None
    letters = [(x, said) for x, _, said in texts(figure) if said in ("R", "L")]
    assert [said for _, said in sorted(letters)] == ["R", "L", "L", "R"]
    middle = sum(x for x, _ in sorted(letters)[:2]) / 2
    grades = {said: x for x, _, said in texts(figure) if said in ("2", "3")}
    assert grades["2"] < middle < grades["3"]
    assert "right arm 2" in figure.alt
    assert "left leg 3" in figure.alt


@pytest.mark.requirement("R48")
def test_a_limb_without_a_grade_is_never_drawn_as_strong_or_weak():
    figure = body(examined(LimbPower(right_arm=Power.P4, right_leg=Power.NOT_TESTED)), ENGLISH)
    assert figure is not None
    said = [told for _, _, told in texts(figure)]
    assert said.count("not rec.") == 2
    assert said.count("not tested") == 1
    assert "5" not in said
    assert "weak; new or old not recorded" in said


@pytest.mark.parametrize("both", [False, True])
def test_new_and_old_weakness_are_told_apart_without_colour(both):
    old = frozenset({Limb.LEFT_ARM, *({Limb.RIGHT_ARM} if both else ())})
    figure = body(examined(LimbPower(right_arm=Power.P3, new_in=frozenset({Limb.RIGHT_ARM}), old_in=old)), ENGLISH)
    assert figure is not None
    said = [told for _, _, told in texts(figure)]
    assert {"new deficit", "old deficit"} <= set(said)
    assert "New deficit: right arm." in figure.alt
    lines = [one.get("d", "") for one in ET.fromstring(figure.svg).iter(f"{SVG}path") if one.get("fill") == "none"]
    slopes = {_rising(d) for d in lines if re.match(r"M[\d.]+ [\d.]+L[\d.]+ [\d.]+", d)}
    assert slopes == {True, False}


def _rising(d: str) -> bool:
    x1, y1, x2, y2 = (float(n) for n in re.match(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", d).groups())  # type: ignore[union-attr]
    return (y2 - y1) * (x2 - x1) < 0


def test_loss_of_feeling_names_its_dermatomes_and_its_side():
    case = set_at(examined(LimbPower(right_arm=Power.P5)), "examination.examinations[e1].isncsci.pin_prick_left",
                  {"C6": "1", "C7": "0", "C8": "NT", "T1": "2"})  # fmt: skip
    figure = body(case, ENGLISH)
    assert figure is not None
    assert "Pin prick, left: altered C6, absent C7." in figure.alt
    assert {"altered feeling", "no feeling"} <= {told for _, _, told in texts(figure)}
    assert "C8" not in figure.alt


def test_events_stand_in_the_order_of_time_and_none_hides_another():
    for case in (ADULT, *(random_case(seed) for seed in range(20))):
        figure, events = timeline_figure(case, ENGLISH), timeline(case, ENGLISH)
        if figure is None:
            assert len(events) < 2
            continue
        dates = [(y, told) for x, y, told in texts(figure) if x == 40]
        assert [told for _, told in dates] == [one.when for one in events]
        heights = [y for y, _ in dates]
        assert all(later - earlier >= 11 for earlier, later in pairwise(heights))


def test_a_date_known_in_part_is_a_stretch_and_a_day_is_a_point():
    case = set_at(set_at(Case(), "presentation.onset", "2026-02"), "team.planned_for", "2026-03-10T08:00")
    figure = timeline_figure(case, ENGLISH)
    assert figure is not None
    root = ET.fromstring(figure.svg)
    assert len(list(root.iter(f"{SVG}rect"))) == 1
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert "Operation planned, still to come: 10 March 2026 08:00" in figure.alt


def test_a_long_gap_is_cut_and_said_to_be():
    dates = {"presentation.onset": "2019-05-01", "presentation.last_worsening": "2026-03-01",
             "presentation.referral.seen_on": "2026-03-04", "team.planned_for": "2026-03-09"}  # fmt: skip
    case = Case()
    for path, day in dates.items():
        case = set_at(case, path, day)
    figure = timeline_figure(case, ENGLISH)
    assert figure is not None
    assert "To scale; long gaps cut short" in [told for _, _, told in texts(figure)]
    circles = [float(one.get("cy", "0")) for one in ET.fromstring(figure.svg).iter(f"{SVG}circle")]
    first, second, third = (later - earlier for earlier, later in pairwise(circles))
    assert third == pytest.approx(second * 5 / 3, abs=0.3)
    assert first < 15


@pytest.mark.requirement("R48")
def test_a_follow_up_without_a_value_leaves_a_gap():
    angles = {"c2_7_direction": Curve.KYPHOSIS, "c2_7_angle_deg": 12.0}
    figure = follow_up_chart(
        followed(
            FollowUp(id="a", point=FollowUpPoint.WEEKS_6, **angles),
            FollowUp(id="b", point=FollowUpPoint.MONTHS_3),
            FollowUp(id="c", point=FollowUpPoint.MONTHS_6, lost=Answer.YES),
        ),
        ENGLISH,
    )
    assert figure is not None
    said = [told for _, _, told in texts(figure)]
    assert said.count("12.0°") == 1
    assert said.count("not rec.") == 2  # the baseline and the visit at 3 months
    assert said.count("lost") == 1
    assert "6 weeks: 12.0° kyphosis; 3 months: not recorded; 6 months: lost to follow-up." in figure.alt


def test_an_angle_without_its_direction_is_not_drawn():
    assert follow_up_chart(followed(FollowUp(id="a", c2_7_angle_deg=12.0)), ENGLISH) is None


def test_follow_ups_are_drawn_in_the_order_of_time_however_they_were_entered():
    visits = [FollowUp(id=f"v{n}", point=point, c2_7_direction=Curve.LORDOSIS, c2_7_angle_deg=float(n + 1))
              for n, point in enumerate(FollowUpPoint)]  # fmt: skip
    figure = follow_up_chart(followed(*reversed(visits)), ENGLISH)
    assert figure is not None
    drawn = [told for x, _, told in sorted(texts(figure)) if re.fullmatch(r"\d\.0°", told)]
    assert drawn == [f"{n + 1}.0°" for n in range(len(visits))]
