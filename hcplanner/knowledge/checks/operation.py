"""Checks of the operation itself: sides, levels, alignment, extent, dura."""

from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Compartment, Curve, DuraSign, KLine
from hcplanner.case.plan_operation import ApproachKind, DuraStrategy, Procedure, ResectionExtent
from hcplanner.knowledge.checks.truth import (
    Asked,
    Known,
    Verdict,
    below,
    blank,
    denies,
    every,
    has,
    no,
    one_of,
    over,
    raised_to,
    some,
    yes,
    younger,
)
from hcplanner.knowledge.facts import (
    LAMINA_PROCEDURES,
    hinge_side,
    is_fused,
    is_open_door,
    mass_levels,
    mass_sides,
    open_side,
    operation_levels,
)
from hcplanner.knowledge.findings import Severity
from hcplanner.knowledge.tags import opens_dura

_REPLACED = (Procedure.LAMINOPLASTY, Procedure.LAMINOTOMY)


def hinge_is_open_side(asked: Asked) -> Verdict:
    """Open side and hinge side of an open-door laminoplasty are the same."""
    if not is_open_door(asked.case):
        return False
    opened, hinged = open_side(asked.case), hinge_side(asked.case)
    return None if opened is None or hinged is None else opened is hinged


def open_door_sides_missing(asked: Asked) -> Verdict:
    """An open-door laminoplasty without open side or hinge side."""
    return is_open_door(asked.case) and None in (open_side(asked.case), hinge_side(asked.case))


def hinge_on_lesion_side(asked: Asked) -> Verdict:
    """The hinge lies on the only side of the mass."""
    hinge = hinge_side(asked.case)
    if not is_open_door(asked.case):
        return False
    sides = frozenset[Side]().union(*(mass_sides(lesion) for lesion in asked.case.imaging.lesions))
    known = any(lesion.side is not None or lesion.position for lesion in asked.case.imaging.lesions)
    return None if hinge is None or not known else sides == {hinge}


def c2_c7_muscle_attachments(asked: Asked) -> Verdict:
    """Muscles are detached from C2, or the spinous process of C7 is removed."""
    plan = asked.case.plan.operation
    return some(yes(plan.c2_muscles_detached), yes(plan.c7_process_removed))


def mass_side_contradiction(asked: Asked) -> Verdict:
    """A mass whose side differs from its place around the cord."""
    around = {Side.RIGHT: AroundCord.RIGHT, Side.LEFT: AroundCord.LEFT}
    other = {SideOrBoth.RIGHT: AroundCord.LEFT, SideOrBoth.LEFT: AroundCord.RIGHT}
    for lesion in asked.case.imaging.lesions:
        beside = lesion.position & frozenset(around.values())
        if lesion.side is not None and len(beside) == 1 and other.get(lesion.side) in beside:
            return True
    return False


def levels_do_not_cover_lesion(asked: Asked) -> Verdict:
    """The mass reaches a vertebra whose lamina is not opened."""
    mass, laminae = mass_levels(asked.case), operation_levels(asked.case)
    return not mass <= laminae if mass and laminae else None


def lamina_at_occiput(asked: Asked) -> Verdict:
    """The occiput is among the laminae; it has none."""
    return has(asked.case.plan.decompression.levels, Vertebra.C0)


def lamina_step_elsewhere(asked: Asked) -> Verdict:
    """The list level by level names a lamina that is not among those of the operation."""
    levels = operation_levels(asked.case)
    steps = {step.level for step in asked.case.plan.decompression.steps if step.level is not None}
    return not steps <= levels if levels and steps else None


def specimen_elsewhere(asked: Asked) -> Verdict:
    """A specimen from a level or a side where neither a mass nor the operation is."""
    levels = mass_levels(asked.case) | operation_levels(asked.case)
    sides = frozenset[Side]().union(*(mass_sides(lesion) for lesion in asked.case.imaging.lesions))
    other = {SideOrBoth.RIGHT: Side.RIGHT, SideOrBoth.LEFT: Side.LEFT}
    judged = []
    for specimen in asked.case.plan.pathology.specimens:
        side = other.get(specimen.side) if specimen.side else None
        judged.append(None if specimen.level is None or not levels else specimen.level not in levels)
        judged.append(None if side is None or not sides else side not in sides)
    return some(*judged)


def level_check_plan_missing(asked: Asked) -> Verdict:
    """An operation without landmark, image or person for the level check."""
    check = asked.case.plan.level_check
    missing = check.count_from is None or check.image is None or blank(check.confirmed_by)
    return bool(asked.case.plan.operation.procedures) and missing


def numbering_not_recorded(asked: Asked) -> Verdict:
    """Levels are named, but not from where they were counted or whether a variant makes miscounting likely."""
    counting = asked.case.imaging.counting
    named = bool(operation_levels(asked.case) or mass_levels(asked.case))
    return named and (counting.method is None or counting.variant is None)


def extent_without_resection(asked: Asked) -> Verdict:
    """Extent of resection and the list of procedures contradict each other."""
    removed = (ResectionExtent.COMPLETE, ResectionExtent.NEAR_COMPLETE, ResectionExtent.SUBTOTAL)
    extent, procedures = asked.case.plan.resection.extent, asked.case.plan.operation.procedures
    if extent is None or not procedures:
        return None
    return (extent in removed) is not (Procedure.RESECTION in procedures)


def intradural_without_durotomy_plan(asked: Asked) -> Verdict:
    """A mass inside the dura, and nothing planned for the dura."""
    inside = (Compartment.INTRADURAL_EXTRAMEDULLARY, Compartment.INTRAMEDULLARY, Compartment.DUMBBELL)
    lies = some(*(one_of(lesion.compartment, *inside) for lesion in asked.case.imaging.lesions))
    strategy = asked.case.plan.dura.strategy
    return every(lies, not opens_dura(asked.case), strategy in (None, DuraStrategy.NONE, DuraStrategy.IF_TORN))


def dura_may_be_ossified(asked: Asked) -> Verdict:
    """A sign that mass and dura are one, and no plan for opening the dura."""
    signs = (DuraSign.DOUBLE, DuraSign.NO_PLANE)
    seen = some(*(one_of(lesion.dura_sign, *signs) for lesion in asked.case.imaging.lesions))
    ready = opens_dura(asked.case) or asked.case.plan.dura.strategy is DuraStrategy.IF_STUCK
    return every(seen, not ready)


def alignment_not_measured(asked: Asked) -> Verdict:
    """A posterior opening of laminae is planned without the angles of the neck."""
    angles = asked.case.imaging.alignment
    known = _measured(angles.local_direction, angles.local_angle_deg) and _measured(
        angles.c2_7_direction, angles.c2_7_angle_deg
    )
    return every(has(asked.case.plan.operation.procedures, *LAMINA_PROCEDURES), not known)


def _measured(direction: Curve | None, angle: float | None) -> bool:
    return direction is Curve.STRAIGHT or (direction is not None and angle is not None)


def kyphosis_laminoplasty_alone(asked: Asked) -> Verdict:
    """Local kyphosis over 13 degrees, laminae opened from behind, no fusion."""
    angles = asked.case.imaging.alignment
    return every(
        one_of(angles.local_direction, Curve.KYPHOSIS),
        over(angles.local_angle_deg, 13),
        _laminae_opened(asked),
        _posterior(asked),
        not is_fused(asked.case),
    )


def k_line_negative(asked: Asked) -> Verdict:
    """A mass in front that crosses the K-line, decompressed from behind without fusion."""
    in_front = some(*(has(lesion.position, AroundCord.VENTRAL) for lesion in asked.case.imaging.lesions))
    crossed = one_of(asked.case.imaging.alignment.k_line, KLine.NEGATIVE)
    return every(crossed, in_front, _posterior(asked), not is_fused(asked.case))


def ventral_lesion_posterior_only(asked: Asked) -> Verdict:
    """A mass in front of the cord and not behind it, to be removed from behind."""
    ventral = [
        every(has(lesion.position, AroundCord.VENTRAL), no(has(lesion.position, AroundCord.DORSAL)))
        for lesion in asked.case.imaging.lesions
    ]
    return every(some(*ventral), _posterior(asked), has(asked.case.plan.operation.procedures, Procedure.RESECTION))


def child_laminectomy_without_reconstruction(asked: Asked) -> Verdict:
    """Two or more laminae of a child taken out for good, without fusion."""
    procedures, levels = asked.case.plan.operation.procedures, operation_levels(asked.case)
    base = every(
        younger(asked, 18),
        has(procedures, Procedure.LAMINECTOMY),
        len(levels) >= 2 if levels else None,
        no(has(procedures, *_REPLACED)),
        not is_fused(asked.case),
    )
    kyphosis = one_of(asked.case.imaging.alignment.local_direction, Curve.KYPHOSIS)
    return raised_to(Severity.CRITICAL, base, some(kyphosis, len(levels) > 5))


def child_alignment_followup_missing(asked: Asked) -> Verdict:
    """Laminae of a child opened, and no later look at the shape of the neck planned."""
    return every(younger(asked, 18), _laminae_opened(asked), blank(asked.case.plan.after_care.alignment_follow_up))


def involuntary_neck_movement_no_fusion(asked: Asked) -> Verdict:
    """Involuntary neck movement, laminae opened, no fusion."""
    text = asked.case.examination.involuntary_movement
    moves = None if blank(text) else not denies(text)
    return every(moves, _laminae_opened(asked), not is_fused(asked.case))


def atlantoaxial_instability_no_fusion(asked: Asked) -> Verdict:
    """A wide atlantodental interval, C1 or C2 opened, no fusion."""
    return every(_wide_interval(asked), _upper_two_opened(asked), not is_fused(asked.case))


def c1_canal_narrow(asked: Asked) -> Verdict:
    """A narrow canal at C1 without a wide atlantodental interval, C1 or C2 opened, no fusion."""
    narrow = below(asked.case.imaging.alignment.padi_mm, 13)
    return every(narrow, _wide_interval(asked) is not True, _upper_two_opened(asked), not is_fused(asked.case))


def _wide_interval(asked: Asked) -> Known:
    interval = asked.case.imaging.alignment.adi_mm
    young = every(younger(asked, 8), over(interval, 5))
    return some(young, every(no(younger(asked, 8)), over(interval, 3)))


def _upper_two_opened(asked: Asked) -> Known:
    return has(operation_levels(asked.case), Vertebra.C1, Vertebra.C2)


def _laminae_opened(asked: Asked) -> Known:
    return has(asked.case.plan.operation.procedures, *LAMINA_PROCEDURES)


def _posterior(asked: Asked) -> Known:
    return one_of(asked.case.plan.operation.approach, ApproachKind.POSTERIOR)


def instability_without_fixation(asked: Asked) -> Verdict:
    """Instability is recorded, and no fixation planned."""
    return every(yes(asked.case.imaging.alignment.instability), not is_fused(asked.case))
