"""What surrounds the operation, in one line each: level check, pressure and monitoring, prohibitions, blood and bed."""

from hcplanner.case import Case
from hcplanner.case.imaging import NumberingVariant
from hcplanner.case.plan import Forbidden
from hcplanner.fields.show import lower_first, with_unit
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import any_recorded, join, marked, said


def level_check_line(case: Case, w: Words) -> str:
    """How the level is proven, and how the vertebrae were counted."""
    check, counting = "plan.level_check.", "imaging.counting."
    if not any_recorded(case, "plan.level_check", "imaging.counting"):
        return ""
    landmark = said(case, check + "count_other", w) or lower_first(said(case, check + "count_from", w), w)
    image = lower_first(said(case, check + "image", w), w)
    variant = lower_first(said(case, counting + "variant", w), w)
    details = said(case, counting + "variant_details", w)
    if case.imaging.counting.variant is not NumberingVariant.NONE:
        variant = w("variant: {words}").format(words=join([variant, details], ", ") or w("not recorded"))
    return join([
        w("Count from {landmark}").format(landmark=landmark or w("(not recorded)")),
        image or w("image not recorded"),
        w("confirmed by {name}").format(name=said(case, check + "confirmed_by", w) or w("(not recorded)")),
        w("counted on imaging: {method}").format(
            method=lower_first(said(case, counting + "method", w), w) or w("not recorded")
        ),
        variant,
    ])  # fmt: skip


def target_words(case: Case, w: Words) -> str:
    """The target of the mean arterial pressure as a range with its unit; empty when none is recorded."""
    low, high = case.plan.pressure.target_low, case.plan.pressure.target_high
    if low is not None and high is not None:
        text = with_unit(f"{low}\N{EN DASH}{high}", "mmHg")
        return marked(text, case, "plan.pressure.target_low", "plan.pressure.target_high")
    if low is not None:
        return w("from {pressure}").format(pressure=said(case, "plan.pressure.target_low", w))
    return w("to {pressure}").format(pressure=said(case, "plan.pressure.target_high", w)) if high is not None else ""


def pressure_line(case: Case, w: Words) -> str:
    """Target and rescue pressure, monitoring and its alarm."""
    if not any_recorded(case, "plan.pressure", "plan.monitoring"):
        return ""
    rescue = said(case, "plan.pressure.rescue", w)
    return join([
        w("MAP {target}").format(target=target_words(case, w) or w("target not recorded")),
        w("rescue {pressure}").format(pressure=rescue or w("not recorded")),
        w("monitoring: {signals}").format(signals=said(case, "plan.monitoring.modalities", w) or w("not recorded")),
        w("alarm: {limits}").format(limits=said(case, "plan.monitoring.alarm", w) or w("not recorded")),
    ])  # fmt: skip


def must_not_line(case: Case, w: Words) -> str:
    """What must not be done, the neck's position, traction."""
    told = []
    for entry in case.plan.must_not:
        what = "" if entry.what in (None, Forbidden.OTHER, Forbidden.DRUG) else w(entry.what.words)
        details = entry.details.strip()
        text = f"{lower_first(what, w)} ({lower_first(details, w)})" if what and details else what or details
        told.append(marked(text, case, f"plan.must_not[{entry.id}].what", f"plan.must_not[{entry.id}].details"))
    neck = said(case, "plan.positioning.neck", w)
    traction = said(case, "plan.positioning.traction_kg", w)
    if not join(told) and not neck and not traction:
        return ""
    pulled = w("traction: {weight}").format(weight=traction or w("not recorded"))
    forbidden = any(entry.what is Forbidden.TRACTION for entry in case.plan.must_not)
    return join([
        join(told) or w("nothing listed"),
        w("neck position: {words}").format(words=lower_first(neck, w) or w("not recorded")),
        "" if forbidden and not case.plan.positioning.traction_kg else pulled,
    ])  # fmt: skip


def blood_airway_bed_line(case: Case, w: Words) -> str:
    """Expected loss, blood, airway plan, bed afterwards."""
    blood, bed = "plan.blood.", "plan.after_care."
    if not any_recorded(case, "plan.blood", "plan.anaesthesia.airway_plan", bed + "place"):
        return ""
    airway = said(case, "plan.anaesthesia.airway_plan", w)
    order = join([lower_first(said(case, blood + "order", w), w), said(case, blood + "units", w)], ", ")
    return join([
        w("Expected loss {volume}").format(volume=said(case, blood + "expected_loss_ml", w) or w("not recorded")),
        order or w("blood not recorded"),
        w("airway: {plan}").format(plan=airway or w("not recorded")),
        w("bed: {place}").format(place=lower_first(said(case, bed + "place", w), w) or w("not recorded")),
    ])  # fmt: skip
