from decimal import Decimal
from itertools import chain, combinations
from typing import Any, TypeAlias

import pytest

from hcplanner import content
from hcplanner.case.anatomy import Vertebra
from hcplanner.case.consent import RiskChange
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.risks import (
    GROUPS,
    TOLERANCE,
    Figure,
    Risk,
    applies,
    chosen_risks,
    figure_of,
    figure_words,
    fits,
    in_people,
    left_out_risks,
    rate_to_print,
)
from hcplanner.knowledge.tags import Traits, traits
from tests.knowledge.cases import case_of

Values: TypeAlias = dict[str, Any]
CATALOGUE = content.risks()
RATES = [(risk, rate) for risk in CATALOGUE.risks for rate in risk.rates]
CHILD: Values = {"patient.born": "2015-04-03", "team.planned_for": "2026-11-24"}
ADULT: Values = {"patient.born": "1961-04-03", "team.planned_for": "2026-11-24"}
OPEN_DOOR: Values = {
    "plan.operation.procedures": ["laminoplasty"],
    "plan.operation.approach": "posterior",
    "plan.laminoplasty.technique": "open_door",
    "plan.decompression.levels": ["C3", "C4", "C5", "C6"],
}


def _ids(values: Values) -> set[str]:
    return {risk.id for risk in chosen_risks(case_of(values), CATALOGUE)}


def _risk(name: str) -> Risk:
    return next(risk for risk in CATALOGUE.risks if risk.id == name)


def _figure(values: Values, name: str) -> Figure | None:
    return next(risk.figure for risk in chosen_risks(case_of(values), CATALOGUE) if risk.id == name)


@pytest.mark.parametrize(
    ("percent", "told"),
    [
        (24, (24, 100, True)),
        (10.1, (10, 100, False)),
        (1.57, (16, 1_000, False)),
        (1.35, (14, 1_000, False)),
        (0.4, (4, 1_000, True)),
        (0.08, (8, 10_000, True)),
        (0.0051, (5, 100_000, False)),
        (9.77, (10, 100, False)),
        (7.5, (75, 1_000, True)),
        (0.01, (1, 10_000, True)),
        (0.0001, (1, 100_000, False)),
    ],
)
def test_a_percentage_becomes_whole_people(percent: float, told: tuple[int, int, bool]):
    assert in_people(percent) == told


@pytest.mark.parametrize("percent", [0, 100, -1, 101])
def test_nothing_and_everything_are_no_figures(percent: float):
    with pytest.raises(ValueError, match="no figure"):
        in_people(percent)


def test_every_rate_of_the_catalogue_is_told_within_a_twentieth():
    for _, rate in RATES:
        if rate.percent and 0 < rate.percent < 100:
            number, group, exact = in_people(rate.percent)
            true = Decimal(str(rate.percent)) / 100 * group
            assert group in GROUPS
            assert number >= 1
            assert abs(number - true) <= TOLERANCE * true or group == GROUPS[-1]
            assert exact == (number == true)


def test_no_figure_reaches_a_form_that_may_not():
    """Over every plan that the catalogue's own tags, techniques and age groups can make."""
    techniques = list(CATALOGUE.techniques)
    some = chain(combinations(techniques, 1), combinations(techniques, 2))
    plans = [
        Traits(frozenset(CATALOGUE.tags), frozenset(chosen), child, levels, levels)
        for chosen in some
        for child in (True, False, None)
        for levels in (frozenset(), frozenset({Vertebra.C1}), frozenset(Vertebra))
    ]
    for plan in plans:
        for risk in CATALOGUE.risks:
            rate = rate_to_print(risk, plan)
            if rate is None:
                continue
            assert rate.printable
            assert rate.verified
            assert rate.preferred
            assert rate.unit == "people"
            assert rate.source
            assert rate.population
            assert rate.measure
            assert rate.age_group in {"mixed", {True: "child", False: "adult", None: "mixed"}[plan.child]}
            assert fits(rate, plan)


def test_a_child_is_told_childrens_figures_and_an_adult_adults():
    resection: Values = {"plan.operation.procedures": ["resection"]}
    child, adult = _figure(CHILD | resection, "death"), _figure(ADULT | OPEN_DOOR, "death")
    assert child is not None
    assert adult is not None
    assert (child.number, child.group, child.rate.age_group) == (4, 1_000, "child")
    assert (adult.number, adult.group, adult.rate.age_group) == (8, 10_000, "adult")
    assert _figure(ADULT | resection, "death") is None
    assert _figure(resection, "death") is None  # the age is not known


def test_a_mixed_figure_stands_in_only_where_the_own_group_has_none():
    sick = "anaesthetic_minor_effects"
    child, adult = _figure(CHILD, sick), _figure(ADULT, sick)
    assert child is not None
    assert adult is not None
    assert (child.rate.age_group, adult.rate.age_group) == ("child", "mixed")


def test_two_techniques_that_differ_give_no_number():
    both = traits(case_of(ADULT | OPEN_DOOR))._replace(techniques=frozenset({"open_door", "double_door"}))
    assert figure_of(_risk("axial_neck_pain"), both) is None


def test_levels_technique_default_and_conditions_choose():
    upper: Values = OPEN_DOOR | {"plan.decompression.levels": ["C1", "C2"]}
    assert "c5_palsy" in _ids(OPEN_DOOR)
    assert "c5_palsy" not in _ids(upper)
    assert "c2_numbness" in _ids(upper)
    assert "c2_numbness" not in _ids(OPEN_DOOR)
    assert "hinge_fracture" in _ids(OPEN_DOOR)
    assert "hinge_fracture" not in _ids(OPEN_DOOR | {"plan.laminoplasty.technique": "osteoplastic_laminotomy"})
    assert "child_neck_deformity" in _ids(OPEN_DOOR | CHILD)
    assert "child_neck_deformity" not in _ids(OPEN_DOOR | ADULT)
    assert "adult_neck_deformity" in _ids(OPEN_DOOR | ADULT)
    assert not {"child_neck_deformity", "adult_neck_deformity"} & _ids(OPEN_DOOR)
    assert "wrong_level_surgery" not in _ids(OPEN_DOOR)
    assert "visual_loss" not in _ids(OPEN_DOOR)
    assert "visual_loss" in _ids(OPEN_DOOR | {"plan.positioning.position": "prone"})
    assert "skull_pin_injury" in _ids({"plan.positioning.head_holder": "pins"})


def test_new_bone_is_a_risk_while_the_question_is_open():
    mass: Values = {"imaging.lesions": [{"id": "m", "density": "ossified"}]}
    assert "new_bone_fop" in _ids(CHILD | mass)
    assert "new_bone_fop" not in _ids(ADULT | mass)
    assert "new_bone_fop" not in _ids(CHILD | mass | {"history.bone.great_toes": "normal"})
    assert "new_bone_fop" not in _ids(CHILD | mass | {"history.bone.gene_test": "negative"})
    assert "new_bone_fop" in _ids(ADULT | mass | {"history.bone.great_toes": "abnormal"})


def test_a_figure_of_screws_needs_screws_at_those_levels():
    artery = "vertebral_artery_injury"
    fused: Values = {"plan.operation.procedures": ["laminectomy", "fusion"], "plan.fixation.plan": "lateral_mass"}
    upper: Values = ADULT | fused | {"plan.fixation.levels": ["C1", "C2"]}
    lower: Values = ADULT | fused | {"plan.fixation.levels": ["C4", "C5"], "plan.decompression.levels": ["C1", "C2"]}
    told = _figure(upper, artery)
    assert told is not None
    assert (told.number, told.group) == (14, 1_000)
    assert _figure(lower, artery) is None


def test_high_operations_have_their_own_words_and_parents_theirs():
    name = "breathing_or_chest_problem_after_surgery"
    risk = _risk(name)
    low: Values = OPEN_DOOR | {"plan.decompression.levels": ["C6", "C7"]}
    parent: Values = {"consent.signer.decider": "parent"}

    def told(values: Values):
        return next(one for one in chosen_risks(case_of(values), CATALOGUE) if one.id == name)

    assert (told(low).words, told(low).seriousness) == (risk.plain_text, "serious")
    assert told(OPEN_DOOR).words == risk.at_levels[0].plain_text
    assert told(OPEN_DOOR | parent).words == risk.at_levels[0].plain_text_parent
    assert told(OPEN_DOOR).seriousness == "life_changing"


def test_the_surgeon_adds_rewords_and_leaves_out_with_a_reason():
    edits = [
        {"id": "1", "risk": "wrong_level_surgery", "change": "added", "reason": "Two joined vertebrae"},
        {"id": "2", "risk": "visual_loss", "change": "removed", "reason": "Sitting position"},
        {"id": "3", "risk": "venous_thromboembolism", "change": "removed"},
        {"id": "4", "risk": "c5_palsy", "change": "reworded", "words": "You play the violin: the arm may be weak."},
        {"id": "5", "risk": "Loss of the singing voice", "change": "added", "words": "Your voice may change."},
    ]
    case = case_of(OPEN_DOOR | {"plan.positioning.position": "prone", "consent.risks": edits})
    listed = {risk.id or risk.name: risk for risk in chosen_risks(case, CATALOGUE)}
    assert listed["wrong_level_surgery"].change is RiskChange.ADDED
    assert listed["wrong_level_surgery"].reason == "Two joined vertebrae"
    assert "visual_loss" not in listed
    assert [(one.id, one.reason) for one in left_out_risks(case, CATALOGUE)] == [("visual_loss", "Sitting position")]
    assert "venous_thromboembolism" in listed  # nothing is left out without a reason
    assert listed["c5_palsy"].words == "You play the violin: the arm may be weak."
    assert listed["c5_palsy"].change is RiskChange.REWORDED
    own = listed["Loss of the singing voice"]
    assert (own.words, own.figure, own.seriousness) == ("Your voice may change.", None, None)


@pytest.mark.parametrize("called", ["c5_palsy", "C5 nerve palsy", " c5 Nerve  palsy", "Weak shoulder or arm lift"])
def test_a_risk_is_meant_by_any_of_its_names(called: str):
    removed = {"id": "1", "risk": called, "change": "removed", "reason": "Nothing at C5 is opened"}
    case = case_of(OPEN_DOOR | {"consent.risks": [removed]})
    assert "c5_palsy" not in _ids(OPEN_DOOR | {"consent.risks": [removed]})
    assert [one.id for one in left_out_risks(case, CATALOGUE)] == ["c5_palsy"]


def test_the_figure_in_words_says_when_it_is_rounded():
    leak = _figure(CHILD | {"plan.operation.procedures": ["resection"]}, "dural_tear_csf_leak")
    clot = _figure(ADULT | OPEN_DOOR, "venous_thromboembolism")
    assert leak is not None
    assert clot is not None
    assert figure_words(leak, W) == "11 in 1,000 people"
    assert figure_words(clot, W) == "About 16 in 1,000 people"


def test_each_risk_needs_one_tag_and_all_conditions():
    fop = _risk("new_bone_fop")
    plan = traits(case_of({}))
    assert not applies(fop, plan)
    assert applies(fop, plan._replace(tags=plan.tags | {"fop_possible"}))
