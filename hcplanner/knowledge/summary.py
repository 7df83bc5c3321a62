"""The case at one glance: fifteen numbered lines, the same words on paper, on screen and as copied text."""

import re
from collections.abc import Callable

import msgspec

from hcplanner.case import Case
from hcplanner.case.history import AntithromboticUse, GeneTest
from hcplanner.case.patient import AllergyStatus, LatexRisk
from hcplanner.case.plan import Forbidden
from hcplanner.fields import PartialDate, declared_at, get_at
from hcplanner.fields.show import lower_first, with_unit
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import age, day_of
from hcplanner.knowledge.facts import join, mass_lines, not_recorded, operation_line, said, sides_line, urgency_line
from hcplanner.knowledge.neurology import baseline_line


class Line(msgspec.Struct, frozen=True):
    """One line of the summary. `recorded` is false when nothing of it stands in the case."""

    number: int
    label: str
    text: str
    recorded: bool


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What the case itself cannot know about the paper it is printed on.

    supersedes: the revision of the last final, if there was one; changed: what differs since, in words
    unsaved: the case differs from its last saved revision; today: the day, for a case never saved and without a date
    outstanding: titles of the critical findings that have no answer; None when the checks were not run
    """

    supersedes: int | None = None
    changed: tuple[str, ...] = ()
    unsaved: bool = False
    today: PartialDate | None = None
    outstanding: tuple[str, ...] | None = None


def one_glance(case: Case, w: Words, issue: Issue | None = None) -> tuple[Line, ...]:
    """The fifteen lines, in order; a line or part without a record says so."""
    about = issue or Issue()
    told = (
        (w("Patient"), _patient(case, w, about)),
        (w("Allergy, latex, antithrombotic"), _cautions(case, w)),
        (w("Revision"), _revision(case, w, about)),
        (w("Operation and levels"), operation_line(case, w)),
        (w("Mass"), " ".join(f"{line}." for line in mass_lines(case, w))),
        (w("Open side, hinge side"), _capital(sides_line(case, w))),
        (w("Why now, urgency"), _if_any(case, w, urgency_line, "assessment.urgency")),
        (w("Baseline"), _capital(baseline_line(case, w))),
        (w("Aim; stop if"), _aim(case, w)),
        (w("Level check"), _level_check(case, w)),
        (w("Pressure and monitoring"), _pressure(case, w)),
        (w("Must not"), _must_not(case, w)),
        (w("Blood, airway, bed"), _blood_airway_bed(case, w)),
        (w("Surgeon, approved by, telephone"), _surgeon(case, w)),
        (w("Outstanding"), _capital(_outstanding(case, w, about))),
    )
    return tuple(
        Line(number, label, text or not_recorded(w), bool(text)) for number, (label, text) in enumerate(told, 1)
    )


def as_text(lines: tuple[Line, ...]) -> str:
    """The lines as plain text, one below the other, for another program's record."""
    return "\n".join(f"{line.number}. {line.label}: {line.text}" for line in lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _missing(case: Case, path: str, w: Words, what: str) -> str:
    """The value at a path, or `what` followed by "not recorded"."""
    return said(case, path, w) or w("{what} not recorded").format(what=what)


def _any(case: Case, *paths: str) -> bool:
    return any(not declared_at(Case, path).is_empty(get_at(case, path)) for path in paths)


def _if_any(case: Case, w: Words, line: Callable[[Case, Words], str], path: str) -> str:
    return line(case, w) if _any(case, path) else ""


def _patient(case: Case, w: Words, issue: Issue) -> str:
    one = case.patient
    who = ("patient.surname", "patient.forename", "patient.born", "patient.identifier", "patient.size.weight")
    if not _any(case, *who):
        return ""
    surname, forename = one.surname.strip().upper(), one.forename.strip()
    name = join([surname, forename], ", ") or w("name not recorded")
    title = f" ({one.title.strip()})" if one.title.strip() else ""
    on = age(case, day_of(case, issue.today))
    born = w("born {day}").format(day=w.date(one.born)) if one.born else w("birth date not recorded")
    aged = f" ({on.words(w)})" if on else ""
    kind = lower_first(said(case, "patient.identifier_type", w), w) or w("number")
    number = f"{kind} {one.identifier.strip()}" if one.identifier.strip() else w("number not recorded")
    weight = said(case, "patient.size.weight", w)
    weighed = w("weight {weight}").format(weight=weight) if weight else w("weight not recorded")
    return join([name + title, born + aged, number, weighed])


def _cautions(case: Case, w: Words) -> str:
    if not _any(case, "patient.allergies", "history.medicines.antithrombotic", "history.medicines.antithrombotics"):
        return ""
    return join([allergies_line(case, w), latex_line(case, w), antithrombotic_line(case, w)])


def allergies_line(case: Case, w: Words) -> str:
    """The allergies with their reactions, that there are none known, or that nobody recorded it."""
    held = case.patient.allergies
    if held.status is AllergyStatus.NONE:
        return w("No known allergies")
    if held.status is None:
        return w("Allergies not recorded")
    if held.status is not AllergyStatus.KNOWN:
        return w("Allergies: {words}").format(words=lower_first(w(held.status.words), w))
    named = [
        w("{substance} ({reaction})").format(
            substance=entry.substance.strip() or w("substance not recorded"),
            reaction=lower_first(entry.reaction.strip(), w) or w("reaction not recorded"),
        )
        for entry in held.entries
    ]
    return w("Allergies: {words}").format(words=", ".join(named) or w("known, but not listed"))


def latex_line(case: Case, w: Words) -> str:
    """What raises the concern about latex, that nothing does, or that nobody recorded it."""
    raised = case.patient.allergies.latex
    if not raised:
        return w("latex not recorded")
    words = lower_first(said(case, "patient.allergies.latex", w), w)
    return words if raised == {LatexRisk.NONE} else w("latex: {words}").format(words=words)


def antithrombotic_line(case: Case, w: Words) -> str:
    """Each medicine that hinders clotting with last dose and plan, that none is taken, or that nobody recorded it."""
    held = case.history.medicines
    if held.antithrombotic is AntithromboticUse.NONE:
        return w("no antithrombotic")
    if held.antithrombotic is None and not held.antithrombotics:
        return w("antithrombotic not recorded")
    if held.antithrombotic is AntithromboticUse.NOT_KNOWN:
        return w("antithrombotic: {words}").format(words=lower_first(w(held.antithrombotic.words), w))
    told = []
    for entry in held.antithrombotics:
        path = f"history.medicines.antithrombotics[{entry.id}]."
        plan = join([lower_first(said(case, path + "plan", w), w), entry.plan_details.strip()], " ")
        told.append(
            w("{medicine}, last dose {day}, plan: {plan}").format(
                medicine=entry.medicine.strip() or w("medicine not recorded"),
                day=said(case, path + "last_dose", w) or w("not recorded"),
                plan=plan or w("not recorded"),
            )
        )
    return w("antithrombotic: {words}").format(words=join(told) or w("taken, but not listed"))


_SAVED = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::[\d.]+)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def saved_words(case: Case, w: Words) -> str:
    """The time of the last saved revision with its offset; empty for a case never saved."""
    match = _SAVED.fullmatch(case.saved_at)
    if match is None:
        return case.saved_at
    offset = {None: "", "Z": " UTC"}.get(match[2], f" UTC{match[2]}")
    return w.date(PartialDate.parse(match[1])) + offset


def _revision(case: Case, w: Words, issue: Issue) -> str:
    if not case.revision:
        stamp = w("not saved yet")
    else:
        by = case.saved_by.strip()
        stamp = w("revision {number} of {time}").format(number=case.revision, time=saved_words(case, w))
        stamp += w(" by {name}").format(name=by) if by else ""
    after = issue.unsaved and case.revision > 0
    changes = w("changes after revision {number}").format(number=case.revision) if after else ""
    if issue.supersedes is None:
        replaced = w("no earlier final")
    else:
        what = ", ".join(issue.changed) or w("nothing recorded")
        replaced = w("supersedes revision {number}; changed: {what}").format(number=issue.supersedes, what=what)
    return _capital(join([stamp, changes, replaced]))


def _aim(case: Case, w: Words) -> str:
    aim = join([said(case, "assessment.goals", w), case.assessment.goals_note.strip()], ": ")
    stop = join([lower_first(said(case, "plan.resection.stop_rules", w), w), case.plan.resection.stop_other.strip()])
    if not aim and not stop:
        return ""
    return join([aim or w("Aim not recorded"), w("stop if: {rules}").format(rules=stop or w("not recorded"))])


def _level_check(case: Case, w: Words) -> str:
    check, counting = "plan.level_check.", "imaging.counting."
    if not _any(case, "plan.level_check", "imaging.counting"):
        return ""
    landmark = case.plan.level_check.count_other.strip() or lower_first(said(case, check + "count_from", w), w)
    image = lower_first(said(case, check + "image", w), w)
    variant = join(
        [lower_first(said(case, counting + "variant", w), w), said(case, counting + "variant_details", w)], ", "
    )
    return join([
        w("Count from {landmark}").format(landmark=landmark or w("(not recorded)")),
        image or w("image not recorded"),
        w("confirmed by {name}").format(name=said(case, check + "confirmed_by", w) or w("(not recorded)")),
        w("counted on imaging: {method}").format(
            method=lower_first(said(case, counting + "method", w), w) or w("not recorded")
        ),
        w("variant: {variant}").format(variant=variant or w("not recorded")),
    ])  # fmt: skip


def target_words(case: Case, w: Words) -> str:
    """The target of the mean arterial pressure as a range with its unit; empty when none is recorded."""
    low, high = case.plan.pressure.target_low, case.plan.pressure.target_high
    if low is not None and high is not None:
        return with_unit(f"{low}\N{EN DASH}{high}", "mmHg")
    if low is not None:
        return w("from {pressure}").format(pressure=with_unit(str(low), "mmHg"))
    return w("to {pressure}").format(pressure=with_unit(str(high), "mmHg")) if high is not None else ""


def _pressure(case: Case, w: Words) -> str:
    if not _any(case, "plan.pressure", "plan.monitoring"):
        return ""
    rescue = said(case, "plan.pressure.rescue", w)
    return join([
        w("MAP {target}").format(target=target_words(case, w) or w("target not recorded")),
        w("rescue {pressure}").format(pressure=rescue or w("not recorded")),
        w("monitoring: {signals}").format(signals=said(case, "plan.monitoring.modalities", w) or w("not recorded")),
        w("alarm: {limits}").format(limits=said(case, "plan.monitoring.alarm", w) or w("not recorded")),
    ])  # fmt: skip


def _must_not(case: Case, w: Words) -> str:
    told = []
    for entry in case.plan.must_not:
        what = "" if entry.what in (None, Forbidden.OTHER, Forbidden.DRUG) else w(entry.what.words)
        details = entry.details.strip()
        told.append(f"{lower_first(what, w)} ({lower_first(details, w)})" if what and details else what or details)
    neck = case.plan.positioning.neck.strip()
    traction = said(case, "plan.positioning.traction_kg", w)
    if not join(told) and not neck and not traction:
        return ""
    pulled = w("traction: {weight}").format(weight=traction or w("not recorded"))
    forbidden = any(entry.what is Forbidden.TRACTION for entry in case.plan.must_not)
    return _capital(join([
        join(told) or w("nothing listed"),
        w("neck position: {words}").format(words=lower_first(neck, w) or w("not recorded")),
        "" if forbidden and not case.plan.positioning.traction_kg else pulled,
    ]))  # fmt: skip


def _blood_airway_bed(case: Case, w: Words) -> str:
    blood, bed = "plan.blood.", "plan.after_care."
    if not _any(case, "plan.blood", "plan.anaesthesia.airway_plan", bed + "place"):
        return ""
    airway = said(case, "plan.anaesthesia.airway_plan", w).rstrip(". ")
    order = join([lower_first(said(case, blood + "order", w), w), case.plan.blood.units.strip()], ", ")
    return join([
        w("Expected loss {volume}").format(volume=said(case, blood + "expected_loss_ml", w) or w("not recorded")),
        w("blood: {order}").format(order=order or w("not recorded")),
        w("airway: {plan}").format(plan=airway or w("not recorded")),
        w("bed: {place}").format(place=lower_first(said(case, bed + "place", w), w) or w("not recorded")),
    ])  # fmt: skip


def _surgeon(case: Case, w: Words) -> str:
    if not _any(case, "team.surgeon", "team.surgeon_phone", "plan.approval.approved_by"):
        return ""
    when = said(case, "plan.approval.approved_at", w)
    approved = join([said(case, "plan.approval.approved_by", w) or w("not recorded"), when], ", ")
    return join([
        _missing(case, "team.surgeon", w, w("Surgeon")),
        w("approved by: {words}").format(words=approved),
        w("telephone: {number}").format(number=said(case, "team.surgeon_phone", w) or w("not recorded")),
    ])  # fmt: skip


_MOST = 5  # more than these are counted, not named: the line is read standing


def _outstanding(case: Case, w: Words, issue: Issue) -> str:
    open_ones = issue.outstanding or ()
    shown = [
        *open_ones[:_MOST],
        *([w("and {n} more").format(n=len(open_ones) - _MOST)] if len(open_ones) > _MOST else []),
    ]
    told = join([*shown, *awaited(case, w)])
    if told or issue.outstanding is None:
        return told
    return w("no critical finding open, no result awaited")


def awaited(case: Case, w: Words) -> tuple[str, ...]:
    """Results that the case says are awaited."""
    found = []
    if case.history.bone.gene_test is GeneTest.SENT:
        found.append(w("gene test awaited"))
    found += [
        w("{test}: result not recorded").format(test=w(lab.test.words))
        for lab in case.history.bone.labs
        if lab.test is not None and lab.result is None
    ]
    return tuple(found)
