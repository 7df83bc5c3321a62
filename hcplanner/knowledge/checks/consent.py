"""Checks of consent: what was talked through, what is left out of the form, the child's own view."""

from hcplanner.case import Case
from hcplanner.case.assessment import OptionKind
from hcplanner.case.consent import Decider, RiskChange
from hcplanner.fields import declared_at, get_at
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.checks.truth import Asked, Verdict, blank, every, no, one_of, yes, younger

_ASKED = (
    "consent.talk.first_talk",
    "consent.talk.explained_by",
    "consent.benefits",
    "consent.signer.decider",
    "consent.interpreter.used",
    "consent.permissions.blood",
)
_YES_OR_NO = ("consent.permissions.tissue_storage", "consent.permissions.photographs")


def consent_incomplete(asked: Asked) -> Verdict:
    """An operation with a point of consent that is not recorded; never where nobody can consent in time."""
    emergency = one_of(asked.case.consent.signer.decider, Decider.EMERGENCY) is True
    return bool(asked.case.plan.operation.procedures) and not emergency and bool(_missing(asked.case))


def consent_missing(case: Case, w: Words) -> str:
    """The points of consent that are not recorded, by their labels; empty when none is missing."""
    labels = [w(declared_at(Case, path).field.label) for path in _missing(case)]
    return "; ".join(lower_first(label, w) for label in labels)


def _missing(case: Case) -> tuple[str, ...]:
    empty = [path for path in _ASKED if declared_at(Case, path).is_empty(get_at(case, path))]
    empty += [path for path in _YES_OR_NO if yes(get_at(case, path)) is None]
    signer = case.consent.signer
    if signer.decider is Decider.PARENT and signer.basis is None:
        empty.append("consent.signer.basis")
    weighed = {entry.option for entry in case.assessment.alternatives}
    if OptionKind.NONE not in weighed or len(weighed) == 1:
        empty.append("assessment.alternatives")
    return tuple(empty)


def alternatives_without_none(asked: Asked) -> Verdict:
    """An operation without "no operation" among the alternatives."""
    weighed = {entry.option for entry in asked.case.assessment.alternatives}
    return bool(asked.case.plan.operation.procedures) and OptionKind.NONE not in weighed


def risk_left_out_without_reason(asked: Asked) -> Verdict:
    """A risk is to be left out of the form, and no reason is written."""
    return any(edit.change is RiskChange.REMOVED and blank(edit.reason) for edit in asked.case.consent.risks)


def child_view_missing(asked: Asked) -> Verdict:
    """A child of about 7 years or more whose view is not written down."""
    return every(younger(asked, 18), no(younger(asked, 7)), asked.case.consent.child.view is None)
