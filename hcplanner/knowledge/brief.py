"""What the team hears before the operation: one line for each item of the theatre brief, from the recorded facts."""

from hcplanner.case import Case
from hcplanner.case.plan import Forbidden
from hcplanner.fields import Answer
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import join, marked, said
from hcplanner.knowledge.theatre_lines import target_words


def illness_line(case: Case, w: Words) -> str:
    """Other illness, implanted devices and agreed limits of treatment; empty when nothing is recorded."""
    health, path = case.patient.health, "patient.health."
    ill = [
        _with_note(said(case, f"{path}illnesses[{one.id}].name", w), said(case, f"{path}illnesses[{one.id}].state", w))
        for one in health.illnesses
    ]
    devices = [
        _with_note(
            said(case, f"{path}devices[{one.id}].device", w),
            join([said(case, f"{path}devices[{one.id}].{name}", w) for name in ("site", "settings")], ", "),
        )
        for one in health.devices
    ]
    limits = said(case, path + "treatment_limits", w)
    return join([
        join(ill) or _answered(health.comorbidity, w("No other illness"), w("other illness: not listed"), w),
        join(devices) or _answered(health.implanted, w("no implanted device"), w("device: not listed"), w),
        w("limits of treatment: {words}").format(words=limits) if limits else "",
    ])  # fmt: skip


def _answered(answer: Answer | None, none: str, some: str, w: Words) -> str:
    if answer is None:
        return ""
    return {Answer.NO: none, Answer.YES: some}.get(answer, w(answer.words))


def _with_note(name: str, note: str) -> str:
    return f"{name} ({note})" if name and note else name or note


def antibiotic_line(case: Case, w: Words) -> str:
    """Antibiotic, dose, when before incision, when again; empty when no antibiotic is recorded."""
    path = "plan.medicines."
    name = said(case, path + "antibiotic", w)
    if not name:
        return ""
    before, again = said(case, path + "antibiotic_minutes", w), said(case, path + "antibiotic_repeat_h", w)
    return join([
        join([name, said(case, path + "antibiotic_dose_mg", w) or w("dose not recorded")], " "),
        w("{time} before incision").format(time=before) if before else w("time not recorded"),
        w("again after {time}").format(time=again) if again else "",
    ], ", ")  # fmt: skip


def blood_line(case: Case, w: Words) -> str:
    """Expected loss, what is ordered, what shed blood becomes, what was agreed about blood, the number to call."""
    path = "plan.blood."
    loss, order = said(case, path + "expected_loss_ml", w), lower_first(said(case, path + "order", w), w)
    salvage, call = said(case, path + "salvage", w), said(case, path + "massive_call", w)
    view = said(case, "consent.permissions.blood", w)
    details = said(case, "consent.permissions.blood_details", w)
    told = join([
        join([order, said(case, path + "units", w)], ", "),
        w("cell salvage: {answer}").format(answer=lower_first(salvage, w)) if salvage else "",
        w("agreed: {words}").format(words=join([lower_first(view, w), lower_first(details, w)], ", ")) if view else "",
        w("massive bleeding: call {number}").format(number=call) if call else "",
    ])  # fmt: skip
    if not loss and not told:
        return ""
    return join([w("Expected loss {volume}").format(volume=loss or w("not recorded")), told])


def position_line(case: Case, w: Words) -> str:
    """Position, what holds the head, the neck, traction, eyes, how the patient is turned."""
    path = "plan.positioning."
    neck, eyes = said(case, path + "neck", w), said(case, path + "eyes", w)
    traction = said(case, path + "traction_kg", w)
    told = join([
        said(case, path + "position", w),
        lower_first(said(case, path + "head_holder", w), w),
        said(case, path + "pins", w),
        said(case, path + "skull_cautions", w),
        w("neck: {words}").format(words=lower_first(neck, w)) if neck else "",
        _traction(case, traction, w),
        w("eyes: {words}").format(words=lower_first(eyes, w)) if eyes else "",
    ])  # fmt: skip
    turning, points = said(case, path + "turning", w), said(case, path + "pressure_points", w)
    return join([told, lower_first(turning, w), lower_first(points, w)])


def _traction(case: Case, weight: str, w: Words) -> str:
    if case.plan.positioning.traction_kg == 0:
        return marked(w("no traction"), case, "plan.positioning.traction_kg")
    return w("traction: {weight}").format(weight=weight) if weight else ""


def equipment_line(case: Case, w: Words) -> str:
    """Adjuncts of the operation and the equipment listed, each saying when it is not in the house."""
    listed = [
        _ready(said(case, f"team.equipment[{one.id}].name", w), one.ready, w) for one in case.team.equipment if one.name
    ]
    known = {one.name.strip().casefold() for one in case.team.equipment}
    adjuncts = [
        marked(lower_first(w(one.words), w), case, "plan.operation.adjuncts")
        for one in sorted(case.plan.operation.adjuncts, key=lambda each: each.value)
        if w(one.words).casefold() not in known
    ]
    return _capital(join([*(lower_first(one, w) for one in listed), *adjuncts]))


def implants_line(case: Case, w: Words) -> str:
    """Implant systems with their sizes, each saying when it is not in the house."""
    path = "team.implants"
    named = [
        _ready(
            join([said(case, f"{path}[{one.id}].system", w), said(case, f"{path}[{one.id}].sizes", w)], ", "),
            one.ready,
            w,
        )
        for one in case.team.implants
        if one.system or one.sizes
    ]
    planned = said(case, "plan.laminoplasty.implant", w)
    return join(named) or planned


def _ready(name: str, ready: Answer | None, w: Words) -> str:
    if ready is Answer.YES:
        return w("{thing} (in house)").format(thing=name)
    if ready is Answer.NO:
        return w("{thing} (NOT IN HOUSE)").format(thing=name)
    return w("{thing} (in house: not recorded)").format(thing=name)


def bed_line(case: Case, w: Words) -> str:
    """Where the patient goes and whether the bed is confirmed; empty when no place is recorded."""
    place = said(case, "plan.after_care.place", w)
    confirmed = said(case, "plan.after_care.bed_confirmed", w)
    if not place and not confirmed:
        return ""
    bed = w("bed confirmed: {answer}").format(answer=lower_first(confirmed, w) or w("not recorded"))
    return join([place or w("Place not recorded"), bed])


def pressure_rows(case: Case, w: Words) -> tuple[tuple[str, str], ...]:
    """Label and value of target, floor and rescue of the mean arterial pressure; an empty value is not recorded."""
    unit = "mmHg"
    told = (
        (w("MAP target, {unit}"), target_words(case, w)),
        (w("MAP floor, {unit}"), said(case, "plan.pressure.floor", w)),
        (w("Rescue MAP, {unit}"), said(case, "plan.pressure.rescue", w)),
    )
    return tuple((label.format(unit=unit), " ".join(value.replace(unit, "").split())) for label, value in told)


def pressure_line(case: Case, w: Words) -> str:
    """Target, floor and rescue of the mean arterial pressure in one line, each saying when it is not recorded."""
    none = w("not recorded")
    return join([
        w("target {pressure}").format(pressure=target_words(case, w) or none),
        w("floor {pressure}").format(pressure=said(case, "plan.pressure.floor", w) or none),
        w("rescue {pressure}").format(pressure=said(case, "plan.pressure.rescue", w) or none),
    ], ", ")  # fmt: skip


def monitoring_line(case: Case, w: Words) -> str:
    """What is monitored, why something usual is left out, and the baselines around turning."""
    path = "plan.monitoring."
    signals = said(case, path + "modalities", w)
    reason = said(case, path + "none_reason", w)
    if not signals and not reason:
        return ""
    before, after = said(case, path + "baseline_before", w), said(case, path + "baseline_after", w)
    return join([
        signals or w("Not recorded"),
        w("left out because: {words}").format(words=lower_first(reason, w)) if reason else "",
        w("baseline planned before turning: {answer}").format(answer=lower_first(before, w)) if before else "",
        w("planned after turning: {answer}").format(answer=lower_first(after, w)) if after else "",
    ])  # fmt: skip


def prohibitions(case: Case, w: Words) -> tuple[str, ...]:
    """What must not be done, one text for each entry."""
    told = []
    for entry in case.plan.must_not:
        path = f"plan.must_not[{entry.id}]."
        details = said(case, path + "details", w)
        what = "" if details and entry.what in (Forbidden.OTHER, Forbidden.DRUG) else said(case, path + "what", w)
        told.append(join([what, lower_first(details, w) if what else details], ": "))
    return tuple(one for one in told if one)


def stop_line(case: Case, w: Words) -> str:
    """The findings at which the resection stops."""
    also = said(case, "plan.resection.stop_other", w)
    return join([said(case, "plan.resection.stop_rules", w), also])


def contingency_lines(case: Case, w: Words) -> tuple[tuple[str, str], ...]:
    """For each thing that may go wrong: what it is; first action, who and limit."""
    told = []
    for entry in case.plan.contingencies:
        path = f"plan.contingencies[{entry.id}]."
        event, action = said(case, path + "event", w), said(case, path + "first_action", w)
        who, limit = said(case, path + "who", w), said(case, path + "limit", w)
        if not join([event, action, who, limit]):
            continue
        told.append((
            event or w("Event not recorded"),
            join([
                action or w("First action not recorded"),
                w("who: {names}").format(names=lower_first(who, w)) if who else "",
                w("limit: {words}").format(words=lower_first(limit, w)) if limit else "",
            ]),
        ))  # fmt: skip
    return tuple(told)


def people(case: Case, w: Words) -> tuple[tuple[str, str, str], ...]:
    """Role, name and telephone of the surgeon and of everyone listed; an empty text where it is not recorded."""
    surgeon = (
        w("Responsible surgeon"), said(case, "team.surgeon", w), said(case, "team.surgeon_phone", w),
    )  # fmt: skip
    others = [
        (
            said(case, f"team.people[{one.id}].role", w) or w("Role not recorded"),
            said(case, f"team.people[{one.id}].name", w),
            said(case, f"team.people[{one.id}].phone", w),
        )
        for one in case.team.people
    ]
    return (surgeon, *others)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
