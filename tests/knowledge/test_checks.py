"""Each check on a case that raises it, on one edit that clears it, and on cases that leave it open."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given

from hcplanner import content
from hcplanner.actions.checking import completeness, critical_titles, findings, not_judged
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.fields import Answer, Kind, PartialDate, declared_at, leaves, members, set_at
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.checks import CHECKS, judge
from hcplanner.knowledge.checks.derived import derived_words
from hcplanner.knowledge.checks.truth import asked_of, before, every, no, some, within, yes
from hcplanner.knowledge.findings import Severity, filled, holes, places
from tests.cases import random_case
from tests.knowledge.cases import case_of, cases

Values = dict[str, Any]
BOOK: Final = content.checks()
ENTRIES: Final = {entry.id: entry for entry in BOOK.checks}
CHILD: Values = {"patient.born": "2015-04-03", "team.planned_for": "2026-11-24"}
TODDLER: Values = {"patient.born": "2023-04-03", "team.planned_for": "2026-11-24"}
ADULT: Values = {"patient.born": "1961-04-03", "team.planned_for": "2026-11-24"}
POSTERIOR: Values = {"plan.operation.procedures": ["laminoplasty", "resection"], "plan.operation.approach": "posterior"}
FRESH: Values = {"presentation.last_worsening": "2026-11-21", "assessment.urgency.decided_at": "2026-11-22T09:00"}

CONSENT: Values = {
    "consent.signer.decider": "patient", "consent.interpreter.used": "not_needed",
    "consent.talk": {"first_talk": "2026-11-20", "explained_by": "Dr EXAMPLE"},
    "consent.benefits": [{"id": "b", "words": "To take pressure off the cord"}],
    "consent.permissions": {"blood": "accepts", "tissue_storage": "no", "photographs": "no"},
    "assessment.alternatives": [{"id": "a", "option": "no_operation"}, {"id": "w", "option": "watch"}],
}  # fmt: skip


def mass(**values: Any) -> Values:
    return {"imaging.lesions": [{"id": "m", **values}]}


def examined(**values: Any) -> Values:
    return {"examination.examinations": [{"id": "e", "when": "2026-11-22", "purpose": "baseline", **values}]}


def mri(on: str, **values: Any) -> Values:
    return {"imaging.studies": [{"id": "s", "modality": "mri", "on": on, **values}]}


# id of the check, a case that raises it, an edit that clears it
TRIED: Final[list[tuple[str, Values, Values]]] = [
    ("level_check_plan_missing", POSTERIOR,
     {"plan.level_check": {"count_from": "dens", "image": "fluoroscopy", "confirmed_by": "Dr EXAMPLE"}}),
    ("numbering_not_recorded", {"plan.decompression.levels": ["C3"], "imaging.counting.method": "from_c2"},
     {"imaging.counting": {"method": "from_c2", "variant": "none"}}),
    ("levels_do_not_cover_lesion", {**mass(levels=["C1", "C2"]), "plan.decompression.levels": ["C2", "C3"]},
     {"plan.decompression.levels": ["C1", "C2", "C3"]}),
    ("lamina_at_occiput", {"plan.decompression.levels": ["C0", "C1"]}, {"plan.decompression.levels": ["C1"]}),
    ("lamina_step_elsewhere",
     {"plan.decompression": {"levels": ["C1", "C2"], "steps": [{"id": "s", "level": "C3"}]}},
     {"plan.decompression": {"levels": ["C1", "C2"], "steps": [{"id": "s", "level": "C2"}]}}),
    ("specimen_elsewhere", {**mass(side="left"), "plan.pathology.specimens": [{"id": "p", "side": "right"}]},
     {"plan.pathology.specimens": [{"id": "p", "side": "left"}]}),
    ("measure_without_study", {"imaging.cord.cord_worst_mm": 4.6},
     {"imaging.cord": {"cord_worst_mm": 4.6, "measured_on": "MRI of 20-Nov-2026, midsagittal T2"}}),
    ("mass_side_contradiction", mass(side="left", position=["right", "dorsal"]), mass(side="left", position=["left"])),
    ("open_door_sides_missing", {"plan.laminoplasty": {"technique": "open_door", "open_side": "left"}},
     {"plan.laminoplasty": {"technique": "open_door", "open_side": "left", "hinge_side": "right"}}),
    ("hinge_is_open_side",
     {"plan.laminoplasty": {"technique": "open_door", "open_side": "left", "hinge_side": "left"}},
     {"plan.laminoplasty": {"technique": "open_door", "open_side": "left", "hinge_side": "right"}}),
    ("c2_c7_muscle_attachments", {"plan.operation.c7_process_removed": "yes"},
     {"plan.operation": {"c2_muscles_detached": "no", "c7_process_removed": "no"}}),
    ("hinge_on_lesion_side",
     {**mass(side="left"), "plan.laminoplasty": {"technique": "open_door", "hinge_side": "left"}},
     mass(side="both")),
    ("extent_without_resection", {"plan.operation.procedures": ["laminoplasty"], "plan.resection.extent": "complete"},
     {"plan.resection.extent": "decompression_only"}),
    ("intradural_without_durotomy_plan", mass(compartment="intramedullary"), {"plan.dura.strategy": "planned"}),
    ("dura_may_be_ossified", mass(dura_sign="double_layer"), {"plan.dura.strategy": "if_stuck"}),
    ("alignment_not_measured", {**POSTERIOR, "imaging.alignment.local_direction": "kyphosis"},
     {"imaging.alignment": {"local_direction": "straight", "c2_7_direction": "lordosis", "c2_7_angle_deg": 9}}),
    ("kyphosis_laminoplasty_alone",
     {**POSTERIOR, "imaging.alignment": {"local_direction": "kyphosis", "local_angle_deg": 13.1}},
     {"imaging.alignment": {"local_direction": "kyphosis", "local_angle_deg": 13}}),
    ("k_line_negative", {**POSTERIOR, **mass(position=["ventral"]), "imaging.alignment.k_line": "negative"},
     {"plan.fixation.plan": "lateral_mass"}),
    ("ventral_lesion_posterior_only", {**POSTERIOR, **mass(position=["ventral"])},
     mass(position=["ventral", "dorsal"])),
    ("child_laminectomy_without_reconstruction",
     {**CHILD, "plan.operation.procedures": ["laminectomy"], "plan.decompression.levels": ["C3", "C4"]}, ADULT),
    ("child_alignment_followup_missing", {**CHILD, **POSTERIOR},
     {"plan.after_care.alignment_follow_up": "Every year until growth ends"}),
    ("involuntary_neck_movement_no_fusion", {**POSTERIOR, "examination.involuntary_movement": "Dystonia"},
     {"examination.involuntary_movement": "None"}),
    ("atlantoaxial_instability_no_fusion",
     {**CHILD, "imaging.alignment.adi_mm": 3.2, "plan.decompression.levels": ["C1"]}, TODDLER),
    ("c1_canal_narrow",
     {**CHILD, "imaging.alignment": {"padi_mm": 12.6, "adi_mm": 2}, "plan.decompression.levels": ["C1"]},
     {"imaging.alignment": {"padi_mm": 13, "adi_mm": 2}}),
    ("instability_without_fixation", {"imaging.alignment.instability": "yes"}, {"plan.fixation.plan": "c1_c2"}),
    ("baseline_power_missing", {**POSTERIOR, **examined(power={"right_arm": "5"})},
     examined(power={"right_arm": "5", "right_leg": "5", "left_arm": "4", "left_leg": "not_tested"})),
    ("urgency_too_low", {"assessment.urgency.urgency": "elective", "imaging.cord.severity": "severe",
                         **examined(cord_deficit="mild")}, {"assessment.urgency.urgency": "urgent"}),
    ("acute_worsening_within_days",
     {"assessment.urgency": {"urgency": "expedited", "decided_at": "2026-11-22T09:00"},
      "presentation": {"tempo": "acute_on_chronic", "last_worsening": "2026-11-15"}},
     {"presentation": {"tempo": "acute_on_chronic", "last_worsening": "2026-11-14"}}),
    ("neuraxis_mri_incomplete", {"history.long_standing": {"present": "yes", "mri_ever": ["brain"]}},
     {"history.long_standing": {"present": "yes", "not_imaged_reason": "No scanner within reach"}}),
    ("ct_missing_for_calcified_lesion", mass(compartment="extradural"),
     {"imaging.studies": [{"id": "c", "modality": "ct", "on": "2026-11"}]}),
    ("contrast_mri_missing", {"assessment.working_diagnosis": "meningioma"}, mri("2026-11-20", contrast="given")),
    ("imaging_older_than_last_change", {**mri("2026-11-10"), "presentation.last_worsening": "2026-11-11T08:00"},
     {**mri("2026-11-11"), "presentation.trigger_date": "2026-11-01"}),
    ("imaging_older_than_12_weeks", {**mri("2026-08-31"), **CHILD}, mri("2026-09-01")),
    ("vertebral_artery_not_mapped", mass(in_foramen="yes"),
     {"imaging.studies": [{"id": "a", "modality": "ct_angiography"}]}),
    ("calcified_disc_child", {**CHILD, **POSTERIOR, **mass(disc_link="yes", density="calcified"),
                              **examined(cord_deficit="none")}, examined(cord_deficit="severe")),
    ("fop_signs", {**CHILD, **mass(density="ossified")},
     {"history.bone": {"great_toes": "normal", "other_bone": "no"}}),
    ("mineral_blood_tests_missing", mass(density="calcified"),
     {"history.bone.labs": [{"id": test, "test": test, "result": 1.0} for test in (
         "calcium", "phosphate", "parathyroid_hormone", "alkaline_phosphatase", "creatinine")]}),
    ("resection_without_pathology_plan", {**POSTERIOR, "plan.pathology.informed": "yes"},
     {"plan.pathology": {"informed": "yes", "specimens": [{"id": "p", "site": "Mass"}]}}),
    ("skull_pins_in_child", {**TODDLER, "plan.positioning.head_holder": "pins"}, CHILD | {"plan.positioning": {
        "head_holder": "pins", "skull_cautions": "None"}}),
    ("eye_protection_not_recorded", {"plan.positioning.position": "prone"},
     {"plan.positioning": {"position": "prone", "eyes": "Face free, looked at every 30 min"}}),
    ("prone_without_baseline_after_turning",
     {"plan.positioning.position": "prone", "plan.monitoring": {"modalities": ["mep"], "baseline_after": "no"}},
     {"plan.monitoring": {"modalities": ["mep"], "baseline_after": "yes"}}),
    ("no_monitoring_with_cord_compression",
     {"imaging.cord.severity": "moderate", "plan.monitoring.modalities": ["mep"]},
     {"plan.monitoring.modalities": ["mep", "ssep"]}),
    ("monitoring_plan_details", {"plan.monitoring.modalities": ["mep"]},
     {"plan.monitoring": {"modalities": ["mep"], "baseline_before": "yes", "bite_block": "yes", "fallback": "Go on"}}),
    ("pressure_target_missing", FRESH, {"plan.pressure.target_low": 75}),
    ("rescue_pressure_too_low", {"plan.pressure": {"target_low": 80, "rescue": 75}},
     {"plan.pressure": {"floor": 70, "target_low": 80, "target_high": 90, "rescue": 85}}),
    ("steroid_plan_outside_guideline",
     {"plan.medicines": {"steroid": "yes", "steroid_details": "Methylprednisolone 30 mg/kg"}},
     {"plan.medicines": {"steroid": "yes", "steroid_details": "Dexamethasone"}}),
    ("suxamethonium_with_motor_deficit",
     {"history.long_standing.present": "yes", "plan.anaesthesia.relaxant": "Suxamethonium"},
     {"plan.anaesthesia.relaxant": "Rocuronium, no suxamethonium"}),
    ("suxamethonium_forbidden_but_planned",
     {"plan.must_not": [{"id": "x", "what": "suxamethonium"}], "plan.anaesthesia.relaxant": "succinylcholine"},
     {"plan.anaesthesia.relaxant": "Rocuronium"}),
    ("baclofen_not_continued", {"history.medicines.antispastic": "Baclofen 10 mg by mouth"},
     {"plan.anaesthesia.antispastic": "Given on the morning, by tube afterwards"}),
    ("high_cervical_airway_plan",
     {**mass(levels=["C2"]), **examined(cord_deficit="mild"), "plan.after_care.place": "ward"},
     {"plan.after_care.place": "intensive_care"}),
    ("weight_implausible", {**CHILD, "patient.sex": "male", "patient.size.weight": {"value": 61}},
     {"patient.size.weight_confirmed": "Ms EXAMPLE, 23-Nov-2026"}),
    ("age_differs_from_stated", {**CHILD, "patient.age_stated": 12}, {"patient.age_stated": 11}),
    ("weight_missing", CHILD, {"patient.size.weight": {"value": 36}}),
    ("blood_loss_over_allowable",
     {**CHILD, "patient.size.weight": {"value": 36},
      "plan.blood": {"expected_loss_ml": 861, "haematocrit": 38, "lowest_haematocrit": 25}},
     {"plan.blood": {"expected_loss_ml": 860, "haematocrit": 38, "lowest_haematocrit": 25}}),
    ("antithrombotic_not_stopped",
     {"history.medicines": {"antithrombotic": "taking", "antithrombotics": [
         {"id": "a", "medicine": "Aspirin", "plan": "stop", "last_dose": "2026-11-14"}]}},
     {"history.medicines": {"antithrombotic": "stopped", "antithrombotics": [
         {"id": "a", "medicine": "Aspirin", "plan": "stop", "last_dose": "2026-11-14T08:00"}]}}),
    ("valproate_bleeding_note", {"history.medicines.valproate": "yes"},
     {"plan.blood.clotting": "Platelet function normal"}),
    ("antibiotic_allergy_conflict",
     {"patient.allergies": {"status": "known", "entries": [{"id": "a", "substance": "Amoxicillin"}]},
      "plan.medicines.antibiotic": "Cefazolin"}, {"plan.medicines.antibiotic": "Clindamycin"}),
    ("antibiotic_dose_or_timing",
     {**CHILD, "patient.size.weight": {"value": 36},
      "plan.medicines": {"antibiotic": "Cefazolin", "antibiotic_dose_mg": 2001}},
     {"plan.medicines": {"antibiotic": "Cefazolin", "antibiotic_dose_mg": 1080}}),
    ("latex_precautions_missing",
     {"patient.allergies.latex": ["spina_bifida"], "plan.anaesthesia.latex_free": "no"},
     {"plan.anaesthesia.latex_free": "yes"}),
    ("pregnancy_status_unknown", {**ADULT, "patient.sex": "female", "patient.born": "1990-04-03"},
     {"patient.health.pregnancy_test": "Negative, 23-Nov-2026"}),
    ("haematoma_watch_missing", POSTERIOR, {"plan.after_care.checks_every_h": 1}),
    ("alternatives_without_none", {**POSTERIOR, "assessment.alternatives": []},
     {"assessment.alternatives": [{"id": "a", "option": "no_operation"}]}),
    ("risk_left_out_without_reason", {"consent.risks": [{"id": "a", "risk": "death", "change": "removed"}]},
     {"consent.risks": [{"id": "a", "risk": "death", "change": "removed", "reason": "Already told"}]}),
    ("child_view_missing", CHILD, {"consent.child.view": "agrees"}),
    ("child_objects", {"consent.child.view": "objects"}, {"consent.child.view": "unsure"}),
    ("parents_disagree", {"consent.parents.agree": "disagree"}, {"consent.parents.agree": "all"}),
    ("capacity_in_doubt", {"consent.signer.capacity": "doubt"}, {"consent.signer.capacity": "tested_yes"}),
    ("blood_refused_without_plan", {"consent.permissions.blood": "refuses"},
     {"consent.permissions": {"blood": "refuses", "blood_plan": "Stop and close"}}),
    ("anaesthetist_talk_missing", {"consent.talk.first_talk": "2026-11-20"},
     {"consent.talk": {"first_talk": "2026-11-20", "anaesthetist_talk": "2026-11-21"}}),
    ("consent_signed_on_first_day",
     {"consent.talk.first_talk": "2026-11-20T09:00", "consent.signed_on": "2026-11-20T15:00"},
     {"consent.signed_on": "2026-11-21"}),
    ("consent_withdrawn", {"consent.withdrawn": "yes"}, {"team.cancelled": "yes"}),
    ("consent_incomplete", POSTERIOR, CONSENT),
]  # fmt: skip

# id, a case that raises it to critical though its entry is milder
RAISED: Final[list[tuple[str, Values]]] = [
    ("weight_implausible", {**CHILD, "patient.sex": "male", "patient.size.weight": {"value": 63}}),
    ("weight_implausible", {**CHILD, "patient.sex": "female", "patient.size.weight": {"value": 3.6}}),
    ("weight_implausible", {**CHILD, "patient.size.weight": {"value": 360}}),
    ("eye_protection_not_recorded", {"plan.positioning": {"position": "prone", "head_holder": "horseshoe"}}),
    ("vertebral_artery_not_mapped", {"plan.fixation": {"plan": "c1_c2", "levels": ["C1", "C2"]}}),
    ("resection_without_pathology_plan", {**POSTERIOR, "plan.resection.extent": "complete"}),
    ("child_laminectomy_without_reconstruction",
     {**CHILD, "plan.operation.procedures": ["laminectomy"],
      "plan.decompression.levels": ["C2", "C3", "C4", "C5", "C6", "C7"]}),
]  # fmt: skip


def _severity(name: str, case: Case) -> Severity | None:
    return next((one.severity for one in findings(case) if one.id == name), None)


# What looks at the file of the case too is tried in tests/actions/test_reconfirm.py.
OF_THE_PAST: Final = {"plan_changed_after_consent"}


def test_every_check_is_tried_and_worded_once():
    names = [check.__name__ for check in CHECKS]
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(ENTRIES) == sorted({name for name, _, _ in TRIED} | OF_THE_PAST)


def test_the_decisions_list_every_check_once(checkout: Path):
    told = (checkout / "docs" / "decisions.md").read_text("utf-8").partition("## What the checks look at")[2]
    listed = re.findall(r"`([a-z0-9_]+)`", told.partition("\n## ")[0])
    assert sorted(listed) == sorted(ENTRIES)


@pytest.mark.parametrize(("name", "values", "clearing"), TRIED, ids=[name for name, _, _ in TRIED])
def test_a_check_is_raised_and_cleared(name: str, values: Values, clearing: Values):
    assert _severity(name, case_of(values)) is ENTRIES[name].severity
    assert _severity(name, case_of({**values, **clearing})) is None


@pytest.mark.parametrize(("name", "values"), RAISED, ids=[f"{name}{n}" for n, (name, _) in enumerate(RAISED)])
def test_a_check_is_raised_to_critical(name: str, values: Values):
    assert ENTRIES[name].severity is Severity.CAUTION
    assert _severity(name, case_of(values)) is Severity.CRITICAL


@pytest.mark.requirement("R43")
@pytest.mark.parametrize("group", ["imaging.cord", "imaging.alignment", "imaging.lesions"])
def test_every_measured_figure_wants_its_study(group: str):
    struct = declared_at(Case, group).struct
    assert struct is not None
    figures = [one for one in members(struct) if one.kind is Kind.NUMBER]
    assert len(figures) >= 4
    for member in figures:
        for study, severity in (("", Severity.CAUTION), ("CT of 20-Nov-2026", None)):
            held = {member.name: 5.0, "measured_on": study}
            case = case_of({group: [{"id": "m", **held}] if group == "imaging.lesions" else held})
            assert _severity("measure_without_study", case) is severity, member.name


@pytest.mark.requirement("R35")
@pytest.mark.parametrize("held", [{}, {"method": "from_c2"}, {"variant": "none"}])
def test_levels_want_numbering_method_and_variant(held: Values):
    case = case_of({"imaging.counting": held, **mass(levels=["C2"])})
    assert _severity("numbering_not_recorded", case) is Severity.CRITICAL


@pytest.mark.requirement("R48")
def test_a_blank_case_raises_nothing():
    """What nobody recorded is not known; a missing plan is missed once there is an operation."""
    assert findings(Case()) == ()
    assert all(judged.verdict in (False, None) for judged in judge(Case()))


@pytest.mark.requirement("R48")
def test_not_known_is_read_as_an_empty_field_and_not_as_no():
    """Walks every yes-or-no field under every check: "not known" judges as the empty field does."""
    paths = [member.path for member in leaves(Case) if member.kind is Kind.ANSWER and "[]" not in member.path]
    # Here an answer of any kind is what is asked for.
    asking = {"plan.monitoring.baseline_before", "plan.monitoring.bite_block"}
    assert len(set(paths) - asking) > 40
    tried = {name: case_of(values) for name, values, _ in TRIED}
    for check in CHECKS:
        case = tried.get(check.__name__, Case())
        for path in set(paths) - asking:
            empty, unknown = set_at(case, path, None), set_at(case, path, Answer.NOT_KNOWN.value)
            assert check(asked_of(empty)) == check(asked_of(unknown)), (check.__name__, path)


@pytest.mark.requirement("R48")
@pytest.mark.parametrize(("name", "values", "open_path"), [
    ("skull_pins_in_child", {"plan.positioning.head_holder": "pins"}, "patient.born"),
    ("kyphosis_laminoplasty_alone", {**POSTERIOR, "imaging.alignment.local_direction": "kyphosis"}, "angle"),
    ("suxamethonium_with_motor_deficit", {"plan.anaesthesia.relaxant": "Suxamethonium"}, "deficit"),
    ("imaging_older_than_last_change", mri("2026-11-10"), "last_worsening"),
    ("imaging_older_than_last_change", {**mri("2026-11"), "presentation.last_worsening": "2026-11-11"},
     "day of the MRI"),
    ("fop_signs", mass(density="ossified"), "age"),
    ("c2_c7_muscle_attachments", {"plan.operation.c2_muscles_detached": "no"}, "C7"),
    ("latex_precautions_missing", {"plan.anaesthesia.latex_free": "no"}, "latex"),
    ("lamina_at_occiput", POSTERIOR, "laminae"),
])  # fmt: skip
def test_what_cannot_be_judged_is_said(name: str, values: Values, open_path: str):
    case = case_of(values)
    assert dict(judge(case))[name] is None, open_path
    assert ENTRIES[name].title in not_judged(case)


@pytest.mark.parametrize(("edit", "label"), [
    ({"consent.benefits": []}, "intended benefits"),
    ({"assessment.alternatives": []}, "alternatives, including no operation"),
    ({"assessment.alternatives": [{"id": "w", "option": "watch"}]}, "alternatives, including no operation"),
    ({"assessment.alternatives": [{"id": "a", "option": "no_operation"}]}, "alternatives, including no operation"),
    ({"consent.signer": {"name": "EXAMPLE"}}, "who decides"),
    ({"consent.signer": {"decider": "parent"}}, "basis of responsibility"),
    ({"consent.interpreter": {}}, "interpreter"),
    ({"consent.permissions": {"tissue_storage": "no", "photographs": "no"}}, "blood"),
    ({"consent.permissions": {"blood": "refuses", "photographs": "no"}}, "tissue kept after diagnosis"),
    ({"consent.permissions": {"blood": "limits", "tissue_storage": "yes", "photographs": "not_known"}},
     "photographs or video"),
    ({"consent.talk": {"explained_by": "Dr EXAMPLE"}}, "first talk"),
    ({"consent.talk": {"first_talk": "2026-11-20"}}, "explained by"),
])  # fmt: skip
def test_incomplete_consent_names_each_missing_point_alone(edit: Values, label: str):
    found = [one for one in findings(case_of({**POSTERIOR, **CONSENT, **edit})) if one.id == "consent_incomplete"]
    assert [one.message.partition("without an entry: ")[2].partition(". Published")[0] for one in found] == [label]


def test_what_consent_asks_of_the_calm_is_milder_in_an_emergency():
    disagree = {"consent.parents.agree": "disagree"}
    now: Values = {"assessment.urgency.urgency": "immediate"}
    assert _severity("parents_disagree", case_of(disagree)) is Severity.CRITICAL
    assert _severity("parents_disagree", case_of({**disagree, **now})) is Severity.CAUTION
    assert _severity("child_objects", case_of({"consent.child.view": "objects"})) is Severity.CAUTION
    alone: Values = {"consent.child.view": "objects", "consent.signer.decider": "competent_minor"}
    assert _severity("child_objects", case_of(alone)) is Severity.CRITICAL
    talked: Values = {"consent.talk.first_talk": "2026-11-20", "consent.signed_on": "2026-11-20"}
    for name in ("consent_signed_on_first_day", "anaesthetist_talk_missing"):
        assert _severity(name, case_of(talked)) is Severity.CAUTION
        assert _severity(name, case_of({**talked, **now})) is None
    half_known = case_of({**talked, "consent.signed_on": "2026-11"})
    assert _severity("consent_signed_on_first_day", half_known) is None


@pytest.mark.parametrize("decider", ["best_interests", "court"])
def test_where_nobody_answers_for_the_patient_no_talk_is_asked_for(decider: str):
    case = case_of({**POSTERIOR, "consent.signer.decider": decider})
    [found] = [one for one in findings(case) if one.id == "consent_incomplete"]
    assert "intended benefits" in found.message
    assert not any(label in found.message for label in ("first talk", "interpreter", "blood"))


def test_consent_is_not_asked_of_anyone_without_an_operation_or_without_time():
    assert _severity("consent_incomplete", case_of({"consent.talk.leaflet": "Version 2"})) is None
    assert _severity("consent_incomplete", case_of({**POSTERIOR, "consent.signer.decider": "emergency"})) is None


@pytest.mark.parametrize(("values", "verdict"), [
    ({"patient.allergies": {"latex": ["none"]}}, False),
    ({"patient.allergies": {"latex": ["many_operations"]}}, True),
    ({"patient.allergies": {"status": "known", "entries": [{"id": "a", "substance": "Latex gloves"}]}}, True),
    ({"patient.allergies": {"latex": ["none"]}, "plan.anaesthesia.latex_free": "no"}, False),
    ({"patient.allergies": {"latex": ["latex_allergy"]}, "plan.anaesthesia.latex_free": "not_known"}, True),
])  # fmt: skip
def test_latex_is_asked_about_where_there_is_a_concern(values: Values, verdict: bool):
    assert dict(judge(case_of(values)))["latex_precautions_missing"] is verdict


@pytest.mark.parametrize("entry", BOOK.checks, ids=lambda entry: entry.id)
def test_words_ask_only_for_what_there_is(entry):
    derived = derived_words(asked_of(Case()))
    for hole in holes(entry.message):
        if hole not in derived:
            declared_at(Case, hole.replace("[]", ""))
    for path in entry.paths:
        declared_at(Case, path.replace("[]", ""))
    assert "{" not in filled(entry.message, Case(), derived, W)


@pytest.mark.requirement("R1")
@pytest.mark.parametrize(("name", "values"), [(name, values) for name, values, _ in TRIED])
def test_a_finding_tells_records_in_words(name: str, values: Values):
    case = case_of(values)
    found = next(one for one in findings(case) if one.id == name)
    assert found.message.startswith("Recorded: ")
    assert " Published: " in found.message
    assert "?" in found.message
    assert not re.search(r"[{}<>]|\b(None|True|False)\b|_", found.message)
    assert found.source or not found.verified
    for path in found.paths:
        declared_at(Case, path)


@given(cases)
def test_findings_come_critical_first_and_point_into_the_case(case: Case):
    found = findings(case)
    order = [Severity.CRITICAL, Severity.CAUTION, Severity.INFO]
    assert [order.index(one.severity) for one in found] == sorted(order.index(one.severity) for one in found)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        for path in one.paths:
            declared_at(Case, path)


@pytest.mark.parametrize("seed", range(12))
def test_any_case_can_be_checked(seed: int):
    case = random_case(seed)
    findings(case)
    assert set(critical_titles(case)) <= {one.title for one in findings(case)}


def test_values_outside_the_usual_range_are_told_and_unread_texts_are_critical():
    case = case_of({
        "patient.size.weight": {"value": 360}, "plan.blood.haemoglobin": 12,
        "imaging.lesions": [{"id": "m", "size_ap_mm": 61}], "unread": {"patient.born": "third of April"},
    })  # fmt: skip
    found = {one.id: one for one in findings(case)}
    assert found["unread:patient.born"].severity is Severity.CRITICAL
    assert "third of April" in found["unread:patient.born"].message
    weight = found["outside_range:patient.size.weight"]
    assert weight.severity is Severity.INFO
    assert weight.message == (
        "Recorded: Weight 360.0 kg. Usual range here: from 0.3 kg to 250 kg. Is the figure as meant?"
    )
    assert "outside_range:plan.blood.haemoglobin" in found
    assert found["outside_range:imaging.lesions[m].size_ap_mm"].paths == ("imaging.lesions[m].size_ap_mm",)
    assert not [one for one in findings(case_of({"plan.blood.haemoglobin": 30})) if one.id.startswith("outside")]


def test_a_list_is_pointed_at_entry_by_entry_or_as_a_whole():
    two = case_of({"imaging.lesions": [{"id": "a"}, {"id": "b"}]})
    assert places(two, "imaging.lesions[].side") == ("imaging.lesions[a].side", "imaging.lesions[b].side")
    assert places(Case(), "imaging.lesions[].side") == ("imaging.lesions",)


def test_completeness_counts_what_is_asked():
    empty, index = completeness(Case()), completeness(load_example("index-case"))
    assert all(part.filled == 0 < part.asked for part in empty.values())
    assert set(index) == set(empty)
    assert all(0 <= part.filled <= part.asked for part in index.values())
    assert index["plan"].filled > 40
    known = completeness(case_of({"patient.allergies.status": "known"}))["patient"]
    none = completeness(case_of({"patient.allergies.status": "none_known"}))["patient"]
    assert known.asked == none.asked + 1  # the list of allergies is asked only when there are some
    assert known.filled == none.filled == 1


def test_three_values():
    assert every(True, None) is None
    assert every(False, None) is False
    assert every(True, True) is True
    assert some(False, None) is None
    assert some(True, None) is True
    assert some(False, False) is False
    assert no(None) is None
    assert yes(Answer.NOT_KNOWN) is None
    assert yes(Answer.NOT_APPLICABLE) is False


@pytest.mark.parametrize(("one", "other", "verdict"), [
    ("2026-11-10", "2026-11-11", True),
    ("2026-11-11", "2026-11-11", False),
    ("2026-11", "2026-11-11", None),
    ("2026-10", "2026-11-11", True),
    ("2026", "2026-11", None),
])  # fmt: skip
def test_coarse_dates_are_compared_only_as_far_as_they_go(one: str, other: str, verdict: bool | None):
    assert before(PartialDate.parse(one), PartialDate.parse(other)) is verdict


def test_a_week_has_seven_days():
    end = PartialDate(2026, 11, 22)
    assert within(PartialDate(2026, 11, 15), end, 7) is True
    assert within(PartialDate(2026, 11, 14), end, 7) is False
    assert within(PartialDate(2026, 11), end, 7) is None
    assert within(PartialDate(2026, 10), end, 7) is False
