"""Facts derived from a case and stored nowhere: the one source of levels, sides, operation and masses."""

from collections.abc import Sequence

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.assessment import Diagnosis
from hcplanner.case.imaging import Lesion
from hcplanner.case.plan_operation import FixationPlan, Procedure, ResectionExtent, Technique
from hcplanner.fields import Answer, declared_at, get_at, level_range
from hcplanner.fields.show import lower_first, show
from hcplanner.i18n import Audience, Words

LAMINA_PROCEDURES = frozenset(
    {Procedure.LAMINOPLASTY, Procedure.LAMINOTOMY, Procedure.LAMINECTOMY, Procedure.HEMILAMINECTOMY}
)
UPPER_CERVICAL = frozenset({Vertebra.C0, Vertebra.C1, Vertebra.C2})


def said(case: Case, path: str, w: Words, audience: Audience = "clinician") -> str:
    """The value at a path in words, with its unit; empty text when nothing is recorded."""
    return show(declared_at(Case, path), get_at(case, path), w, audience)


def not_recorded(w: Words) -> str:
    """The words for what nobody recorded."""
    return w("Not recorded")


def join(parts: Sequence[str], between: str = "; ") -> str:
    """The parts that say something, in one line."""
    return between.join(part for part in parts if part)


# --- levels and sides ------------------------------------------------------------------------------------------------


def operation_levels(case: Case) -> frozenset[Vertebra]:
    """The vertebrae whose laminae are opened, removed or put back."""
    return case.plan.decompression.levels


def fusion_levels(case: Case) -> frozenset[Vertebra]:
    """The vertebrae that are fixed; none when no fixation beyond laminoplasty plates is planned."""
    return case.plan.fixation.levels if is_fused(case) else frozenset()


def touched_levels(case: Case) -> frozenset[Vertebra]:
    """Every vertebra that the operation opens, removes or fixes."""
    return operation_levels(case) | fusion_levels(case)


def mass_levels(case: Case) -> frozenset[Vertebra]:
    """The vertebrae behind or beside which any mass lies."""
    return frozenset(level for lesion in case.imaging.lesions for level in lesion.levels)


def levels_line(case: Case, w: Words) -> str:
    """The laminae of the operation, such as `laminae C1-C3` with an en dash."""
    levels = operation_levels(case)
    if not levels:
        return w("laminae not recorded")
    one = len(levels) == 1
    return (w("lamina {levels}") if one else w("laminae {levels}")).format(levels=level_range(levels))


def open_side(case: Case) -> Side | None:
    """The open side of an open-door laminoplasty, as recorded."""
    return case.plan.laminoplasty.open_side if is_open_door(case) else None


def hinge_side(case: Case) -> Side | None:
    """The hinge side of an open-door laminoplasty, as recorded."""
    return case.plan.laminoplasty.hinge_side if is_open_door(case) else None


def is_open_door(case: Case) -> bool:
    """Whether an open-door laminoplasty is planned."""
    return case.plan.laminoplasty.technique is Technique.OPEN_DOOR


def is_fused(case: Case) -> bool:
    """Whether the plan fixes or fuses vertebrae; laminoplasty plates alone do not."""
    plates_at_most = (None, FixationPlan.NONE, FixationPlan.LAMINA_PLATES)
    return Procedure.FUSION in case.plan.operation.procedures or case.plan.fixation.plan not in plates_at_most


def side_words(side: Side | SideOrBoth | None, w: Words) -> str:
    """A side of the patient in words: `patient's left`; empty text when none is recorded."""
    if side is None:
        return ""
    return {
        "right": w("patient's right"), "left": w("patient's left"), "both": w("both sides"), "midline": w("midline"),
    }[side.value]  # fmt: skip


def mass_sides(lesion: Lesion) -> frozenset[Side]:
    """The sides of the patient on which a mass lies: as recorded, else from its place around the cord."""
    if lesion.side is SideOrBoth.BOTH:
        return frozenset(Side)
    if lesion.side is not None:
        return frozenset(side for side in Side if side.value == lesion.side.value)
    around = {Side.RIGHT: AroundCord.RIGHT, Side.LEFT: AroundCord.LEFT}
    return frozenset(side for side in Side if around[side] in lesion.position)


def sides_line(case: Case, w: Words) -> str:
    """Open side and hinge side, or why there is none."""
    plan = case.plan.laminoplasty
    if plan.technique is None:
        planned = case.plan.operation.procedures
        if planned and Procedure.LAMINOPLASTY not in planned:
            return w("no laminoplasty planned")
        return w("open side not recorded; hinge side not recorded") if planned else ""
    if plan.technique is not Technique.OPEN_DOOR:
        return w("{technique}: no open side or hinge side").format(technique=lower_first(w(plan.technique.words), w))
    return w("open {open}; hinge {hinge}").format(
        open=side_words(plan.open_side, w) or w("side not recorded"),
        hinge=side_words(plan.hinge_side, w) or w("side not recorded"),
    )


# --- the operation ---------------------------------------------------------------------------------------------------


def operation_line(case: Case, w: Words) -> str:
    """The operation in one line with its laminae, made from the choices alone; empty text when none is recorded."""
    named = procedures_in_words(case, w)
    if not named:
        return ""
    line = join([*named, levels_line(case, w)], ", ")
    return line[0].upper() + line[1:]


def procedures_in_words(case: Case, w: Words) -> tuple[str, ...]:
    """What is done, in the order in which it is said: decompression, resection, dura, laminae, fixation."""
    planned = case.plan.operation.procedures
    said_with = {
        Procedure.RESECTION: _resection, Procedure.LAMINOPLASTY: _laminoplasty, Procedure.FORAMINOTOMY: _foraminotomy,
        Procedure.FUSION: _fusion,
    }  # fmt: skip
    return tuple(
        said_with[procedure](case, w) if procedure in said_with else lower_first(w(procedure.words), w)
        for procedure in _ORDER
        if procedure in planned
    )


_ORDER = (
    Procedure.DECOMPRESSION, Procedure.RESECTION, Procedure.BIOPSY, Procedure.DUROTOMY, Procedure.LAMINOPLASTY,
    Procedure.LAMINOTOMY, Procedure.LAMINECTOMY, Procedure.HEMILAMINECTOMY, Procedure.FORAMINOTOMY, Procedure.FUSION,
)  # fmt: skip


def _resection(case: Case, w: Words) -> str:
    what = w("the masses") if len(case.imaging.lesions) > 1 else w("the mass")
    extent = case.plan.resection.extent
    if extent is None:
        return w("resection of {what} (extent not recorded)").format(what=what)
    if extent is ResectionExtent.COMPLETE:
        return w("complete resection of {what}").format(what=what)
    if extent is ResectionExtent.NEAR_COMPLETE:
        return w("near-complete resection of {what} (more than 95 %)").format(what=what)
    if extent is ResectionExtent.SUBTOTAL:
        return w("subtotal resection of {what}").format(what=what)
    return w("resection of {what} (extent: {extent})").format(what=what, extent=lower_first(w(extent.words), w))


def _laminoplasty(case: Case, w: Words) -> str:
    return {
        None: w("laminoplasty (technique not recorded)"),
        Technique.OPEN_DOOR: w("open-door laminoplasty"),
        Technique.DOUBLE_DOOR: w("double-door laminoplasty"),
        Technique.EN_BLOC: w("en-bloc laminoplasty"),
        Technique.SKIP: w("skip laminoplasty"),
        Technique.LIFT_UP: w("lift-up laminoplasty"),
        Technique.OTHER: w("laminoplasty"),
    }[case.plan.laminoplasty.technique]


def _foraminotomy(case: Case, w: Words) -> str:
    plan = case.plan.decompression
    where = join([level_range(plan.foraminotomy_levels), side_words(plan.foraminotomy_side, w)], ", ")
    return w("foraminotomy {where}").format(where=where or w("(level not recorded)"))


def _fusion(case: Case, w: Words) -> str:
    levels = case.plan.fixation.levels
    return w("fusion {levels}").format(levels=level_range(levels) if levels else w("(levels not recorded)"))


# --- the masses ------------------------------------------------------------------------------------------------------


def mass_lines(case: Case, w: Words) -> tuple[str, ...]:
    """One line for each mass: side of the patient, place around the cord, vertebrae, compartment, density."""
    return tuple(
        w("Mass {number}: {words}").format(number=number, words=mass_words(lesion, w))
        for number, lesion in enumerate(case.imaging.lesions, 1)
    )


def mass_words(lesion: Lesion, w: Words) -> str:
    """Where one mass lies and what it is, side and levels said also when they are missing."""
    around = [lower_first(w(place.words), w) for place in sorted(lesion.position, key=lambda place: place.rank)]
    where = join([side_words(lesion.side, w) or w("side not recorded"), *around, mass_levels_words(lesion, w)], ", ")
    compartment = "" if lesion.compartment is None else lower_first(w(lesion.compartment.words), w)
    density = "" if lesion.density is None else lower_first(w(lesion.density.words), w)
    return join([where, compartment or w("compartment not recorded"), density])


def mass_levels_words(lesion: Lesion, w: Words) -> str:
    """The vertebrae of a mass; a report that says no more than "upper cervical" is not made more exact than it is."""
    if lesion.levels:
        return level_range(lesion.levels)
    if lesion.segments:
        return w("segment {levels}").format(levels=level_range(lesion.segments))
    if lesion.upper_cervical is Answer.YES:
        return w("upper cervical spine (vertebrae not recorded)")
    return w("vertebrae not recorded")


# --- why and how urgent ----------------------------------------------------------------------------------------------


def urgency_line(case: Case, w: Words) -> str:
    """Why now, the urgency, when it was decided and by whom; what is missing is said."""
    path = "assessment.urgency."
    urgency = said(case, path + "urgency", w) or w("urgency not recorded")
    when = said(case, path + "decided_at", w) or w("time not recorded")
    who = said(case, path + "decided_by", w) or w("person not recorded")
    reason = said(case, path + "reason", w).rstrip(". ") or w("reason not recorded")
    return join([reason, urgency, w("decided {when} by {who}").format(when=when, who=who)])


def diagnosis_words(case: Case, w: Words) -> str:
    """The working diagnosis and how sure it is; empty text when none is recorded."""
    path = "assessment."
    named = said(case, path + "working_diagnosis", w)
    if case.assessment.working_diagnosis is Diagnosis.OTHER:
        named = said(case, path + "working_other", w) or named
    sure = lower_first(said(case, path + "certainty", w), w)
    return w("{diagnosis} ({certainty})").format(diagnosis=named, certainty=sure) if named and sure else named
