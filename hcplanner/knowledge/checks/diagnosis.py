"""Checks of what leads to the operation: imaging, urgency, what the mass may be, pathology."""

from hcplanner.case.anatomy import Limb, Vertebra
from hcplanner.case.assessment import Diagnosis, Urgency
from hcplanner.case.history import LabTest, Region, ToeFinding
from hcplanner.case.imaging import Contrast, Modality
from hcplanner.case.imaging import Severity as Compression
from hcplanner.case.plan_operation import Procedure, ResectionExtent
from hcplanner.case.presentation import Tempo, Trigger
from hcplanner.fields import Answer, PartialDate
from hcplanner.knowledge.ages import first_day
from hcplanner.knowledge.checks.theatre import has_motor_deficit
from hcplanner.knowledge.checks.truth import (
    Asked,
    Verdict,
    before,
    below,
    blank,
    every,
    has,
    no,
    one_of,
    raised_to,
    some,
    within,
    yes,
    younger,
)
from hcplanner.knowledge.facts import fusion_levels, mass_levels, operation_levels
from hcplanner.knowledge.findings import Severity
from hcplanner.knowledge.neurology import baseline_examination, limb_power, mjoa_total
from hcplanner.knowledge.tags import is_mineralised, toes_unanswered

_TUMOURS = (
    Diagnosis.MENINGIOMA, Diagnosis.NERVE_SHEATH, Diagnosis.OSTEOBLASTOMA, Diagnosis.TERATOMA, Diagnosis.OSTEOSARCOMA,
    Diagnosis.CAPNON,
)  # fmt: skip


def neuraxis_mri_incomplete(asked: Asked) -> Verdict:
    """A long-standing deficit, brain and whole spine never imaged, no reason written."""
    old = asked.case.history.long_standing
    seen = old.mri_ever | frozenset(
        region for study in asked.case.imaging.studies if study.modality is Modality.MRI for region in study.regions
    )
    gap = seen != frozenset(Region) and blank(old.not_imaged_reason)
    return every(yes(old.present), gap, asked.case.assessment.urgency.urgency is not Urgency.IMMEDIATE)


def urgency_too_low(asked: Asked) -> Verdict:
    """An elective date in spite of severe compression with weakness, fresh worsening or a low mJOA."""
    examination = baseline_examination(asked.case)
    total = None if examination is None else mjoa_total(examination)
    return every(
        one_of(asked.case.assessment.urgency.urgency, Urgency.ELECTIVE),
        some(
            every(one_of(asked.case.imaging.cord.severity, Compression.SEVERE), has_motor_deficit(asked)),
            within(asked.case.presentation.last_worsening, asked.now, 7),
            every(no(younger(asked, 18)), below(total, 12)),
        ),
    )


def acute_worsening_within_days(asked: Asked) -> Verdict:
    """An acute worsening of the last days, and an operation within days and not hours."""
    return every(
        one_of(asked.case.assessment.urgency.urgency, Urgency.EXPEDITED),
        one_of(asked.case.presentation.tempo, Tempo.ACUTE, Tempo.ACUTE_ON_CHRONIC),
        within(asked.case.presentation.last_worsening, asked.now, 7),
    )


def ct_missing_for_calcified_lesion(asked: Asked) -> Verdict:
    """A mass that is or may be calcified, and no dated CT."""
    ct = any(study.modality in (Modality.CT, Modality.CTA) and study.on for study in asked.case.imaging.studies)
    return bool(asked.case.imaging.lesions) and is_mineralised(asked.case) is not False and not ct


def measure_without_study(asked: Asked) -> Verdict:
    """A typed length or angle without the study it was read from."""
    imaging = asked.case.imaging
    lengths: list[tuple[str, tuple[float | None, ...]]] = [
        (one.measured_on, (one.size_ap_mm, one.size_transverse_mm, one.size_length_mm, one.canal_ap_mm))
        for one in imaging.lesions
    ]
    cord, angles = imaging.cord, imaging.alignment
    lengths.append((cord.measured_on, (cord.cord_worst_mm, cord.cord_above_mm, cord.cord_below_mm)))
    lengths.append((cord.measured_on, (cord.canal_worst_mm, cord.canal_above_mm, cord.canal_below_mm)))
    lengths.append((angles.measured_on, (angles.local_angle_deg, angles.c2_7_angle_deg, angles.adi_mm, angles.padi_mm)))
    return any(blank(study) and any(one is not None for one in figures) for study, figures in lengths)


def contrast_mri_missing(asked: Asked) -> Verdict:
    """A tumour is considered, and no MRI with contrast was made."""
    mri = [study.contrast for study in asked.case.imaging.studies if study.modality is Modality.MRI]
    without = Contrast.GIVEN not in mri and Contrast.CONTRAINDICATED not in mri
    return every(has(_considered(asked), *_TUMOURS), without)


def planning_mri(asked: Asked) -> PartialDate | None:
    """The date of the latest MRI of the neck."""
    dates = [
        study.on
        for study in asked.case.imaging.studies
        if study.modality is Modality.MRI and study.on and (not study.regions or Region.CERVICAL in study.regions)
    ]
    return max(dates, key=first_day) if dates else None


def imaging_older_than_last_change(asked: Asked) -> Verdict:
    """The MRI was made before the last worsening or the injury."""
    mri, told = planning_mri(asked), asked.case.presentation
    nothing_happened = told.trigger is Trigger.NONE and told.trigger_date is None
    return some(before(mri, told.last_worsening), False if nothing_happened else before(mri, told.trigger_date))


def imaging_older_than_12_weeks(asked: Asked) -> Verdict:
    """The MRI is more than twelve weeks old at the operation."""
    old = no(within(planning_mri(asked), asked.on, 84))
    return every(old, imaging_older_than_last_change(asked) is not True)


def vertebral_artery_not_mapped(asked: Asked) -> Verdict:
    """Work near the vertebral artery without a picture of its course."""
    pictures = (Modality.CTA, Modality.MRA, Modality.ANGIOGRAPHY)
    mapped = any(study.modality in pictures for study in asked.case.imaging.studies)
    upper = (Vertebra.C0, Vertebra.C1, Vertebra.C2)
    levels = mass_levels(asked.case) | operation_levels(asked.case)
    near = some(
        has(levels, *upper),
        *(yes(lesion.in_foramen) for lesion in asked.case.imaging.lesions),
        bool(fusion_levels(asked.case) & {Vertebra.C1, Vertebra.C2}),
    )
    screws = bool(fusion_levels(asked.case) & {Vertebra.C1, Vertebra.C2})
    return raised_to(Severity.CRITICAL, every(near, not mapped), screws)


def calcified_disc_child(asked: Asked) -> Verdict:
    """A child's calcified disc without weakness, and an operation planned."""
    disc = some(*(yes(lesion.disc_link) for lesion in asked.case.imaging.lesions))
    planned = bool(asked.case.plan.operation.procedures)
    return every(younger(asked, 18), disc, is_mineralised(asked.case), no(has_motor_deficit(asked)), planned)


def fop_signs(asked: Asked) -> Verdict:
    """A sign of fibrodysplasia ossificans progressiva, or bone in the young with toes that nobody looked at."""
    bone = asked.case.history.bone
    signs = some(one_of(bone.great_toes, ToeFinding.ABNORMAL), yes(bone.other_bone))
    return True if signs else some(toes_unanswered(asked.case, asked.on), signs)


def mineral_blood_tests_missing(asked: Asked) -> Verdict:
    """A calcified mass without the blood tests of bone and mineral disease."""
    wanted = {LabTest.CALCIUM, LabTest.PHOSPHATE, LabTest.PTH, LabTest.ALP, LabTest.CREATININE}
    done = {lab.test for lab in asked.case.history.bone.labs if lab.result is not None}
    return every(is_mineralised(asked.case), not wanted <= done)


def resection_without_pathology_plan(asked: Asked) -> Verdict:
    """A resection without specimens or a pathologist; critical when it is meant to be complete."""
    plan = asked.case.plan.pathology
    tumour = has(_considered(asked), *_TUMOURS) is True
    gap = not plan.specimens or plan.informed is not Answer.YES or (tumour and blank(plan.frozen_reason))
    base = every(has(asked.case.plan.operation.procedures, Procedure.RESECTION), gap)
    complete = asked.case.plan.resection.extent is ResectionExtent.COMPLETE
    return raised_to(Severity.CRITICAL, base, complete and not plan.specimens)


def _considered(asked: Asked) -> frozenset[Diagnosis]:
    told = [entry.diagnosis for entry in asked.case.assessment.differential]
    return frozenset(one for one in (*told, asked.case.assessment.working_diagnosis) if one is not None)


def baseline_power_missing(asked: Asked) -> Verdict:
    """An operation without the power of each limb from before."""
    return bool(asked.case.plan.operation.procedures) and not _graded(asked)


def _graded(asked: Asked) -> bool:
    examination = baseline_examination(asked.case)
    return examination is not None and all(limb_power(examination, limb) is not None for limb in Limb)
