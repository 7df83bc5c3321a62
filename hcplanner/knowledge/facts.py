"""Facts derived from a case and stored nowhere: the one source of levels, sides, operation and masses."""

from collections.abc import Sequence

from hcplanner.case import Case
from hcplanner.case.anatomy import AroundCord, Side, SideOrBoth, Vertebra
from hcplanner.case.imaging import Lesion
from hcplanner.case.plan_operation import FixationPlan, LaminaFixation, Procedure, ResectionExtent, Technique
from hcplanner.fields import Answer, declared_at, get_at, level_range
from hcplanner.fields.show import lower_first, show
from hcplanner.i18n import Audience, Words

LAMINA_PROCEDURES = frozenset(
    {Procedure.LAMINOPLASTY, Procedure.LAMINOTOMY, Procedure.LAMINECTOMY, Procedure.HEMILAMINECTOMY}
)
UPPER_CERVICAL = frozenset({Vertebra.C0, Vertebra.C1, Vertebra.C2})


DAGGER = "\N{DAGGER}"
"""Stands after what is invented in a demonstration case."""


def marked(text: str, case: Case, *paths: str) -> str:
    """The text, with a dagger when the value at one of the paths is invented."""
    made_up = any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in case.invented for path in paths)
    return f"{text} {DAGGER}" if text and made_up else text


def said(case: Case, path: str, w: Words, audience: Audience = "clinician") -> str:
    """The value at a path in words, with its unit and its dagger; empty text when nothing is recorded."""
    return marked(show(declared_at(Case, path), get_at(case, path), w, audience), case, path)


def any_recorded(case: Case, *paths: str) -> bool:
    """Whether a field or group at any of the paths holds something."""
    return any(not declared_at(Case, path).is_empty(get_at(case, path)) for path in paths)


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
    text = w("lamina {levels}") if len(levels) == 1 else w("laminae {levels}")
    return marked(text.format(levels=level_range(levels)), case, "plan.decompression.levels")


def open_side(case: Case) -> Side | None:
    """The open side of an open-door laminoplasty, as recorded."""
    return case.plan.laminoplasty.open_side if is_open_door(case) else None


def hinge_side(case: Case) -> Side | None:
    """The hinge side of an open-door laminoplasty, as recorded."""
    return case.plan.laminoplasty.hinge_side if is_open_door(case) else None


def lamina_fixation(case: Case, level: Vertebra) -> LaminaFixation | None:
    """What holds the lamina of one level: its own record, else that of all."""
    own = {step.fixation for step in case.plan.decompression.steps if step.level is level and step.fixation}
    return own.pop() if len(own) == 1 else None if own else case.plan.laminoplasty.fixation


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
        technique = lower_first(said(case, "plan.laminoplasty.technique", w), w)
        return w("{technique}: no open side or hinge side").format(technique=technique)
    opened = marked(side_words(plan.open_side, w), case, "plan.laminoplasty.open_side")
    hinged = marked(side_words(plan.hinge_side, w), case, "plan.laminoplasty.hinge_side")
    return w("open {open}; hinge {hinge}").format(
        open=opened or w("side not recorded"), hinge=hinged or w("side not recorded")
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
    return marked(_resection_words(case, w), case, "plan.resection.extent")


def _resection_words(case: Case, w: Words) -> str:
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
    named = {
        None: w("laminoplasty (technique not recorded)"),
        Technique.OPEN_DOOR: w("open-door laminoplasty"),
        Technique.DOUBLE_DOOR: w("double-door laminoplasty"),
        Technique.EN_BLOC: w("en-bloc laminoplasty"),
        Technique.SKIP: w("skip laminoplasty"),
        Technique.LIFT_UP: w("lift-up laminoplasty"),
        Technique.OTHER: w("laminoplasty"),
    }[case.plan.laminoplasty.technique]
    return marked(named, case, "plan.laminoplasty.technique")


def _foraminotomy(case: Case, w: Words) -> str:
    plan = case.plan.decompression
    where = join([level_range(plan.foraminotomy_levels), side_words(plan.foraminotomy_side, w)], " ")
    paths = ("plan.decompression.foraminotomy_levels", "plan.decompression.foraminotomy_side")
    return marked(w("foraminotomy {where}").format(where=where or w("(level not recorded)")), case, *paths)


def _fusion(case: Case, w: Words) -> str:
    levels = case.plan.fixation.levels
    text = w("fusion {levels}").format(levels=level_range(levels) if levels else w("(levels not recorded)"))
    return marked(text, case, "plan.fixation.levels")


# --- the masses ------------------------------------------------------------------------------------------------------


def mass_lines(case: Case, w: Words) -> tuple[str, ...]:
    """One line for each mass: side of the patient, place around the cord, vertebrae, compartment, density."""
    return tuple(
        w("Mass {number}: {words}").format(number=number, words=mass_words(case, lesion, w))
        for number, lesion in enumerate(case.imaging.lesions, 1)
    )


def mass_words(case: Case, lesion: Lesion, w: Words) -> str:
    """Where one mass lies and what it is, side and levels said also when they are missing."""
    path = f"imaging.lesions[{lesion.id}]."
    where = mass_place_words(case, lesion, w)
    compartment = lower_first(said(case, path + "compartment", w), w) or w("compartment not recorded")
    return join([where, compartment, lower_first(said(case, path + "density", w), w)])


def mass_place_words(case: Case, lesion: Lesion, w: Words) -> str:
    """Where one mass lies: side of the patient, place around the cord, vertebrae; a missing side or level is said."""
    path = f"imaging.lesions[{lesion.id}]."
    around = ", ".join(lower_first(w(place.words), w) for place in AroundCord if place in lesion.position)
    return join([
        marked(side_words(lesion.side, w), case, path + "side") or w("side not recorded"),
        marked(around, case, path + "position"),
        mass_levels_words(case, lesion, w),
    ], ", ")  # fmt: skip


def mass_levels_words(case: Case, lesion: Lesion, w: Words) -> str:
    """The vertebrae of a mass; a report that says no more than "upper cervical" is not made more exact than it is."""
    path = f"imaging.lesions[{lesion.id}]."
    if lesion.levels:
        return marked(level_range(lesion.levels), case, path + "levels")
    if lesion.segments:
        segment = w("segment {levels}").format(levels=level_range(lesion.segments))
        return marked(segment, case, path + "segments")
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
    reason = marked(case.assessment.urgency.reason.strip().rstrip("."), case, path + "reason")
    reason = reason or w("reason not recorded")
    return join([reason, urgency, w("decided {when} by {who}").format(when=when, who=who)])
