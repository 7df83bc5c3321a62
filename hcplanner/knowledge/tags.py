"""What kind of operation on what kind of patient a plan is: the tags and techniques by which risks are chosen."""

from typing import NamedTuple

from hcplanner.case import Case
from hcplanner.case.anatomy import Vertebra
from hcplanner.case.assessment import Diagnosis
from hcplanner.case.history import GeneTest, ToeFinding
from hcplanner.case.imaging import Density
from hcplanner.case.plan_operation import ApproachKind, DuraStrategy, FixationPlan, Procedure, Technique
from hcplanner.case.plan_theatre import BodyPosition, HeadHolder, Signal
from hcplanner.fields import Answer, PartialDate
from hcplanner.knowledge.ages import age, is_child
from hcplanner.knowledge.facts import (
    LAMINA_PROCEDURES,
    UPPER_CERVICAL,
    fusion_levels,
    is_fused,
    mass_levels,
    touched_levels,
)

FOP_AGE = 30
"""Below this age bone without an earlier injury raises the question of fibrodysplasia: a choice, no published limit."""
_MINERAL = frozenset({Density.CALCIFIED, Density.OSSIFIED, Density.MIXED})
_FROM_BEHIND = frozenset({ApproachKind.POSTERIOR, ApproachKind.COMBINED})


class Traits(NamedTuple):
    """What a plan is, in the words of the catalogue of risks.

    child: None when the age is not known; levels: vertebrae opened or fixed; fused: vertebrae fixed
    """

    tags: frozenset[str]
    techniques: frozenset[str]
    child: bool | None
    levels: frozenset[Vertebra]
    fused: frozenset[Vertebra]


def traits(case: Case, on: PartialDate | None = None) -> Traits:
    """The tags, techniques, age group and levels of a plan; what is not recorded gives no tag."""
    child = is_child(case, on)
    return Traits(_tags(case, on, child), _techniques(case), child, touched_levels(case), fusion_levels(case))


def is_posterior(case: Case) -> bool:
    """Whether the operation comes from the back of the neck, by its approach or by what is done to the laminae."""
    return case.plan.operation.approach in _FROM_BEHIND or bool(LAMINA_PROCEDURES & case.plan.operation.procedures)


def is_upper_cervical(case: Case) -> bool:
    """Whether occiput, C1 or C2 are involved, by the operation's levels or those of the mass."""
    named = any(lesion.upper_cervical is Answer.YES for lesion in case.imaging.lesions)
    return named or bool(UPPER_CERVICAL & (touched_levels(case) | mass_levels(case)))


def is_mineralised(case: Case) -> bool | None:
    """Whether any mass is calcified or ossified; None when the density of none is known to be so and one is open."""
    held = [lesion.density for lesion in case.imaging.lesions]
    if any(density in _MINERAL for density in held):
        return True
    return False if held and all(density is Density.SOFT for density in held) else None


def fop_possible(case: Case, on: PartialDate | None = None) -> bool:
    """Whether fibrodysplasia ossificans progressiva is suspected, or is a question that nobody has answered.

    A negative gene test answers it. Bone under the age of 30 without an earlier injury, toes not looked at, raises it.
    """
    bone = case.history.bone
    if bone.gene_test is GeneTest.NEGATIVE:
        return False
    considered = {entry.diagnosis for entry in case.assessment.differential} | {case.assessment.working_diagnosis}
    suspected = (
        bone.great_toes is ToeFinding.ABNORMAL,
        bone.other_bone is Answer.YES,
        bone.family is Answer.YES,
        bone.gene_test in (GeneTest.SENT, GeneTest.POSITIVE),
        Diagnosis.FOP in considered,
    )
    return any(suspected) or toes_unanswered(case, on) is True


def toes_unanswered(case: Case, on: PartialDate | None = None) -> bool | None:
    """Bone under the age of 30, no earlier injury at the site, toes not looked at; None when age or bone is open."""
    toes_open = case.history.bone.great_toes in (None, ToeFinding.NOT_EXAMINED)
    if not toes_open or case.history.earlier.injury is Answer.YES:
        return False
    mineral, known = is_mineralised(case), age(case, on)
    young = None if known is None else known.under(FOP_AGE)
    if mineral is False or young is False:
        return False
    return True if mineral and young else None


def _tags(case: Case, on: PartialDate | None, child: bool | None) -> frozenset[str]:
    done = case.plan.operation.procedures
    held = {
        "any_surgery": True,
        "general_anaesthesia": True,
        "prone": case.plan.positioning.position is BodyPosition.PRONE,
        "posterior_cervical": is_posterior(case),
        "upper_cervical": is_upper_cervical(case),
        "laminoplasty": bool({Procedure.LAMINOPLASTY, Procedure.LAMINOTOMY} & done),
        "laminectomy": bool({Procedure.LAMINECTOMY, Procedure.HEMILAMINECTOMY} & done),
        "resection": Procedure.RESECTION in done,
        "durotomy": opens_dura(case),
        "fusion": is_fused(case),
        "child": child is True,
        "adult": child is False,
        "neuromonitoring": bool(case.plan.monitoring.modalities - {Signal.NONE}),
        "skull_pins": case.plan.positioning.head_holder in (HeadHolder.PINS, HeadHolder.HALO, HeadHolder.TONGS),
        "fop_possible": fop_possible(case, on),
    }
    return frozenset(tag for tag, holds in held.items() if holds)


def opens_dura(case: Case) -> bool:
    """Whether opening the dura is planned."""
    return Procedure.DUROTOMY in case.plan.operation.procedures or case.plan.dura.strategy is DuraStrategy.PLANNED


def _techniques(case: Case) -> frozenset[str]:
    done, technique = case.plan.operation.procedures, case.plan.laminoplasty.technique
    plasty = Procedure.LAMINOPLASTY in done
    removed = bool({Procedure.LAMINECTOMY, Procedure.HEMILAMINECTOMY} & done)
    fused = is_fused(case)
    held = {
        "open_door": plasty and technique is Technique.OPEN_DOOR,
        "double_door": plasty and technique is Technique.DOUBLE_DOOR,
        "osteoplastic_laminotomy": Procedure.LAMINOTOMY in done or (plasty and technique is Technique.EN_BLOC),
        "laminectomy": removed and not fused,
        "laminectomy_fusion": removed and fused,
        "resection": Procedure.RESECTION in done,
        "durotomy": opens_dura(case),
        "fusion": fused and case.plan.fixation.plan is not FixationPlan.LAMINA_PLATES,
    }
    return frozenset(technique for technique, holds in held.items() if holds)
