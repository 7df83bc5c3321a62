"""What everyone in theatre must know of a patient first: allergies, latex, medicines that hinder clotting."""

from hcplanner.case import Case
from hcplanner.case.history import AntithromboticUse
from hcplanner.case.patient import AllergyStatus, LatexRisk
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.facts import any_recorded, join, marked, said


def cautions_line(case: Case, w: Words) -> str:
    """Allergies, latex and antithrombotics, each saying so when it is not recorded; empty without any record."""
    if not any_recorded(
        case, "patient.allergies", "history.medicines.antithrombotic", "history.medicines.antithrombotics"
    ):
        return ""
    return join([allergies_line(case, w), latex_line(case, w), antithrombotic_line(case, w)])


def allergies_line(case: Case, w: Words) -> str:
    """The allergies with their reactions, that there are none known, or that nobody recorded it."""
    held = case.patient.allergies
    if held.status is AllergyStatus.NONE:
        return marked(w("No known allergies"), case, "patient.allergies.status")
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
    if not named:
        return w("Allergies known, but not listed")
    return w("Allergic to {words}").format(words=marked(", ".join(named), case, "patient.allergies.entries"))


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
        return marked(w("no antithrombotic"), case, "history.medicines.antithrombotic")
    if held.antithrombotic is None and not held.antithrombotics:
        return w("antithrombotic not recorded")
    if held.antithrombotic is AntithromboticUse.NOT_KNOWN:
        return w("antithrombotic: {words}").format(words=lower_first(w(held.antithrombotic.words), w))
    told = []
    for entry in held.antithrombotics:
        path = f"history.medicines.antithrombotics[{entry.id}]."
        plan = join([lower_first(said(case, path + "plan", w), w), said(case, path + "plan_details", w)], " ")
        told.append(
            w("{medicine}, last dose {day}, plan: {plan}").format(
                medicine=said(case, path + "medicine", w) or w("medicine not recorded"),
                day=said(case, path + "last_dose", w) or w("not recorded"),
                plan=plan or w("not recorded"),
            )
        )
    return w("antithrombotic: {words}").format(words=join(told) or w("taken, but not listed"))
