"""What stands between a draft and a final: required fields that are empty, named conditions that do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from hcplanner.case import Case
from hcplanner.case.assessment import OptionKind
from hcplanner.case.consent import ChildView, Decider
from hcplanner.case.patient import AllergyStatus
from hcplanner.case.plan_operation import Procedure, Technique
from hcplanner.documents.declarations import Declaration
from hcplanner.errors import Reason
from hcplanner.fields import NoSuchField, declared_at, get_at
from hcplanner.fields.declare import Kind
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import is_child
from hcplanner.knowledge.answers import Checked
from hcplanner.knowledge.findings import Finding
from hcplanner.knowledge.neurology import baseline_examination

Condition = Callable[[Case], tuple[str, str] | None]
"""Gives None when it holds, else the path to mend and the message id of what is lacking."""


def _nothing_unread(case: Case) -> tuple[str, str] | None:
    path = next(iter(case.unread), None)
    return None if path is None else (path, N_("A text could not be read as a value."))


def _levels_named(case: Case) -> tuple[str, str] | None:
    if case.plan.decompression.levels or not _opens_laminae(case):
        return None
    return "plan.decompression.levels", N_("The operation opens laminae, yet no level is named.")


def _opens_laminae(case: Case) -> bool:
    opening = {
        Procedure.LAMINOPLASTY,
        Procedure.LAMINOTOMY,
        Procedure.LAMINECTOMY,
        Procedure.HEMILAMINECTOMY,
        Procedure.DECOMPRESSION,
    }
    return bool(case.plan.operation.procedures & opening)


def _technique_named(case: Case) -> tuple[str, str] | None:
    if Procedure.LAMINOPLASTY not in case.plan.operation.procedures or case.plan.laminoplasty.technique is not None:
        return None
    return "plan.laminoplasty.technique", N_("A laminoplasty is planned, yet its technique is not recorded.")


def _sides_named(case: Case) -> tuple[str, str] | None:
    plan = case.plan.laminoplasty
    if plan.technique is not Technique.OPEN_DOOR:
        return None
    if plan.open_side is None:
        return "plan.laminoplasty.open_side", N_("An open-door laminoplasty needs its open side.")
    if plan.hinge_side is None:
        return "plan.laminoplasty.hinge_side", N_("An open-door laminoplasty needs its hinge side.")
    if plan.hinge_side is plan.open_side:
        return "plan.laminoplasty.hinge_side", N_("Open side and hinge side are the same.")
    return None


def _masses_placed(case: Case) -> tuple[str, str] | None:
    if not case.imaging.lesions:
        return "imaging.lesions", N_("No mass is recorded.")
    for lesion in case.imaging.lesions:
        where = f"imaging.lesions[{lesion.id}]"
        if not lesion.levels and not lesion.segments:
            return f"{where}.levels", N_("A mass has no level.")
        if lesion.side is None:
            return f"{where}.side", N_("A mass has no side.")
    return None


def _allergies_told(case: Case) -> tuple[str, str] | None:
    allergies = case.patient.allergies
    if allergies.status is AllergyStatus.KNOWN and not any(one.substance.strip() for one in allergies.entries):
        return "patient.allergies.entries", N_("Allergies are known, yet none is named.")
    return None


def _baseline_recorded(case: Case) -> tuple[str, str] | None:
    baseline = baseline_examination(case)
    if baseline is None:
        return "examination.examinations", N_("No examination is recorded.")
    where = f"examination.examinations[{baseline.id}]"
    if baseline.when is None:
        return f"{where}.when", N_("The examination has no date.")
    if not baseline.examiner.strip():
        return f"{where}.examiner", N_("The examination has no examiner.")
    return None


def _has_mri(case: Case) -> tuple[str, str] | None:
    from hcplanner.case.imaging import Modality

    if any(study.modality is Modality.MRI and study.on is not None for study in case.imaging.studies):
        return None
    return "imaging.studies", N_("No dated MRI is recorded.")


def _alternatives_with_none(case: Case) -> tuple[str, str] | None:
    named = {one.option for one in case.assessment.alternatives}
    if OptionKind.NONE not in named:
        return "assessment.alternatives", N_("The alternative of no operation is not recorded.")
    if not named - {OptionKind.NONE, None}:
        return "assessment.alternatives", N_("No alternative besides no operation is recorded.")
    return None


def _benefit_named(case: Case) -> tuple[str, str] | None:
    if any(benefit.words.strip() for benefit in case.consent.benefits):
        return None
    return "consent.benefits", N_("No intended benefit is recorded.")


def _decider_fits(case: Case) -> tuple[str, str] | None:
    signer = case.consent.signer
    if signer.decider in (None, Decider.PATIENT, Decider.COMPETENT_MINOR):
        if signer.decider is Decider.PATIENT and is_child(case):
            return "consent.signer.decider", N_(
                "The patient is a child, yet the form is for a patient who decides alone."
            )
        return None
    if signer.decider is Decider.PARENT and signer.basis is None:
        return "consent.signer.basis", N_("The basis of the parent's responsibility is not recorded.")
    return None


def _child_heard(case: Case) -> tuple[str, str] | None:
    child = case.consent.child
    if not is_child(case):
        return None
    if child.view is None:
        return "consent.child.view", N_("The child's view is not recorded.")
    if child.view in (ChildView.NOT_ASKED, ChildView.NOT_ABLE) and not child.not_asked_reason.strip():
        return "consent.child.not_asked_reason", N_("Why the child was not asked is not recorded.")
    return None


def _identity_prints(case: Case) -> tuple[str, str] | None:
    from hcplanner.documents.fonts import unprintable

    for name in ("surname", "forename", "identifier"):
        if unprintable(getattr(case.patient, name)):
            return f"patient.{name}", N_("This holds a character that cannot be printed.")
    return None


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "nothing-unread": _nothing_unread,
        "identity-prints": _identity_prints,
        "levels-named": _levels_named,
        "technique-named": _technique_named,
        "sides-named": _sides_named,
        "masses-placed": _masses_placed,
        "allergies-told": _allergies_told,
        "baseline-recorded": _baseline_recorded,
        "mri-dated": _has_mri,
        "alternatives-with-none": _alternatives_with_none,
        "benefit-named": _benefit_named,
        "decider-fits": _decider_fits,
        "child-heard": _child_heard,
    }
)


def _about_consent(found: Finding) -> bool:
    return any(path.startswith(("consent.", "assessment.alternatives")) for path in found.paths)


CHECK_CONDITIONS: Mapping[str, Callable[[Finding], bool]] = MappingProxyType(
    {
        "critical-answered": lambda _found: True,
        "consent-critical-answered": _about_consent,
    }
)
"""Conditions on the checks: which critical findings need an answer."""


def _unanswered(checked: Checked | None, concerns: Callable[[Finding], bool], words: Words) -> Iterable[Reason]:
    if checked is None:
        return [Reason("", words(N_("Checks")), words(N_("were not run")))]
    return [
        Reason(next(iter(found.paths), ""), found.title, words(N_("this critical finding has no answer")))
        for found in checked.awaiting
        if concerns(found)
    ]


def lacking(case: Case, declaration: Declaration, words: Words, checked: Checked | None) -> tuple[Reason, ...]:
    """Everything that keeps this document from being final: path, label and reason, in the order declared.

    checked: what the checks gave for this case; None when they were not run, which no final passes
    """
    reasons = [_empty(path, words) for path in declaration.final.required if is_empty(case, path)]
    for name in declaration.final.conditions:
        if name in CHECK_CONDITIONS:
            reasons += _unanswered(checked, CHECK_CONDITIONS[name], words)
            continue
        failed = CONDITIONS[name](case)
        if failed is not None:
            path, message = failed
            reasons.append(Reason(path, _label(path, words), words(message)))
    return tuple(reasons)


def gaps(case: Case, declaration: Declaration, words: Words, checked: Checked | None) -> tuple[Reason, ...]:
    """What an emergency issue has to list: its own required fields that are empty, then all that a final would need."""
    own = [_empty(path, words) for path in declaration.emergency if is_empty(case, path)]
    seen = {reason.path for reason in own}
    rest = lacking(case, declaration, words, checked)
    return (*own, *(reason for reason in rest if reason.path not in seen or reason.label != _label(reason.path, words)))


def is_empty(case: Case, path: str) -> bool:
    """Whether nothing is recorded at the path; text that could not be read does not count."""
    member = declared_at(Case, path)
    held = get_at(case, path)
    return not held if member.kind is Kind.LIST else member.is_empty(held)


def _empty(path: str, words: Words) -> Reason:
    return Reason(path, _label(path, words), words(N_("is not recorded")))


def _label(path: str, words: Words) -> str:
    try:
        return words(declared_at(Case, path).field.label)
    except NoSuchField:
        return path
