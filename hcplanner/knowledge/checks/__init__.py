"""The consistency checks: one function each, named as its entry among the words; every one is advice.

A check looks at a case and answers true, false or not known; the words, severity and sources of it are content.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.checks import consent, diagnosis, operation, reconfirm, theatre, weight
from hcplanner.knowledge.checks.derived import derived_words
from hcplanner.knowledge.checks.truth import Asked, Verdict, asked_of
from hcplanner.knowledge.findings import CheckBook, Finding, Policy, Severity, by_severity, value_findings, worded
from hcplanner.knowledge.past import NOTHING, Past

CHECKS: Final[tuple[Callable[[Asked], Verdict], ...]] = (
    reconfirm.plan_changed_after_consent,
    operation.level_check_plan_missing,
    operation.numbering_not_recorded,
    operation.levels_do_not_cover_lesion,
    operation.lamina_at_occiput,
    operation.lamina_step_elsewhere,
    operation.mass_side_contradiction,
    operation.open_door_sides_missing,
    operation.hinge_is_open_side,
    operation.c2_c7_muscle_attachments,
    operation.hinge_on_lesion_side,
    operation.extent_without_resection,
    operation.intradural_without_durotomy_plan,
    operation.dura_may_be_ossified,
    operation.alignment_not_measured,
    operation.kyphosis_laminoplasty_alone,
    operation.k_line_negative,
    operation.ventral_lesion_posterior_only,
    operation.child_laminectomy_without_reconstruction,
    operation.child_alignment_followup_missing,
    operation.involuntary_neck_movement_no_fusion,
    operation.atlantoaxial_instability_no_fusion,
    operation.c1_canal_narrow,
    operation.instability_without_fixation,
    diagnosis.baseline_power_missing,
    diagnosis.urgency_too_low,
    diagnosis.acute_worsening_within_days,
    diagnosis.neuraxis_mri_incomplete,
    diagnosis.ct_missing_for_calcified_lesion,
    diagnosis.measure_without_study,
    diagnosis.contrast_mri_missing,
    diagnosis.imaging_older_than_last_change,
    diagnosis.imaging_older_than_12_weeks,
    diagnosis.vertebral_artery_not_mapped,
    diagnosis.calcified_disc_child,
    diagnosis.fop_signs,
    diagnosis.mineral_blood_tests_missing,
    operation.specimen_elsewhere,
    diagnosis.resection_without_pathology_plan,
    theatre.skull_pins_in_child,
    theatre.eye_protection_not_recorded,
    theatre.prone_without_baseline_after_turning,
    theatre.no_monitoring_with_cord_compression,
    theatre.monitoring_plan_details,
    theatre.pressure_target_missing,
    theatre.rescue_pressure_too_low,
    theatre.steroid_plan_outside_guideline,
    theatre.suxamethonium_with_motor_deficit,
    theatre.suxamethonium_forbidden_but_planned,
    theatre.baclofen_not_continued,
    theatre.high_cervical_airway_plan,
    theatre.age_differs_from_stated,
    weight.weight_missing,
    weight.weight_implausible,
    theatre.blood_loss_over_allowable,
    theatre.antithrombotic_not_stopped,
    theatre.valproate_bleeding_note,
    theatre.antibiotic_allergy_conflict,
    theatre.antibiotic_dose_or_timing,
    theatre.latex_precautions_missing,
    theatre.pregnancy_status_unknown,
    theatre.haematoma_watch_missing,
    consent.alternatives_without_none,
    consent.risk_left_out_without_reason,
    consent.child_view_missing,
    consent.child_objects,
    consent.parents_disagree,
    consent.capacity_in_doubt,
    consent.blood_refused_without_plan,
    consent.anaesthetist_talk_missing,
    consent.consent_signed_on_first_day,
    consent.consent_withdrawn,
    consent.consent_incomplete,
)
"""Every check, in the order in which a surgeon reads them."""


_PLACES: Final[Mapping[str, Callable[[Asked], tuple[str, ...]]]] = MappingProxyType(
    {reconfirm.plan_changed_after_consent.__name__: reconfirm.changed_places}
)
"""Checks whose finding stands at other fields each time."""

EVERYTHING: Final = Policy()
"""All checks on, each at its own severity: what holds where no institution chose otherwise."""


class Judged(NamedTuple):
    """What one check answered."""

    id: str
    verdict: Verdict


def judge(case: Case, today: PartialDate | None = None, past: Past = NOTHING) -> tuple[Judged, ...]:
    """What every check answers for this case. `today` counts where the case itself names no day."""
    asked = asked_of(case, today, past)
    return tuple(Judged(check.__name__, check(asked)) for check in CHECKS)


def findings(
    case: Case, book: CheckBook, w: Words, today: PartialDate | None = None, policy: Policy = EVERYTHING,
    *, past: Past = NOTHING,
) -> tuple[Finding, ...]:  # fmt: skip
    """Everything raised for this case, critical first: texts and values that stand out, then the checks that are on."""
    entries = {entry.id: entry for entry in book.checks if policy.uses(entry)}
    asked = asked_of(case, today, past)
    derived = derived_words(asked)
    raised = []
    for judged in judge(case, today, past):
        if judged.id in entries and (judged.verdict is True or isinstance(judged.verdict, Severity)):
            entry = entries[judged.id]
            own = judged.verdict if isinstance(judged.verdict, Severity) else entry.severity
            severity = policy.severities.get(entry.id) or own
            if judged.id in _PLACES:
                entry = msgspec.structs.replace(entry, paths=_PLACES[judged.id](asked))
            raised.append(worded(entry, severity, case, derived, w, evidence=policy.evidence))
    return by_severity((*raised, *value_findings(case, w)))


def switched_off(book: CheckBook, policy: Policy) -> tuple[str, ...]:
    """The titles of the checks that the institution has switched off one by one, in order."""
    return tuple(entry.title for entry in book.checks if policy.severities.get(entry.id, entry.severity) is None)
