"""Checks of consent: what was talked through, what is left out of the form, the child's own view."""

from hcplanner.case import Case
from hcplanner.case.assessment import OptionKind, Urgency
from hcplanner.case.consent import BloodView, RiskChange
from hcplanner.case.consent_who import MINORS, NOBODY_SIGNS, Capacity, ChildView, Decider, ParentsAgree
from hcplanner.fields import PartialDate, declared_at, get_at
from hcplanner.fields.show import lower_first
from hcplanner.i18n import Words
from hcplanner.knowledge.ages import first_day, last_day
from hcplanner.knowledge.checks.truth import (
    Asked,
    Known,
    Verdict,
    blank,
    every,
    no,
    one_of,
    some,
    yes,
    younger,
)
from hcplanner.knowledge.findings import Severity

_ASKED = (
    "consent.talk.first_talk",
    "consent.talk.explained_by",
    "consent.benefits",
    "consent.signer.decider",
    "consent.interpreter.used",
    "consent.permissions.blood",
)
# Asked only where somebody answers for the patient.
_ASKED_OF_SOMEBODY = (
    "consent.talk.first_talk",
    "consent.talk.explained_by",
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
    signer = case.consent.signer
    nobody = signer.decider in NOBODY_SIGNS
    asked = [path for path in _ASKED if not (nobody and path in _ASKED_OF_SOMEBODY)]
    empty = [path for path in asked if declared_at(Case, path).is_empty(get_at(case, path))]
    empty += [path for path in _YES_OR_NO if not nobody and yes(get_at(case, path)) is None]
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


def parents_disagree(asked: Asked) -> Verdict:
    """Those who share responsibility for a child disagree: without an emergency the operation waits."""
    disagree = one_of(asked.case.consent.parents.agree, ParentsAgree.DISAGREE)
    if disagree is not True:
        return disagree
    return Severity.CAUTION if _is_emergency(asked.case) else True


def child_objects(asked: Asked) -> Verdict:
    """The child objects; critical where the operation rests on the young person's own agreement."""
    consent = asked.case.consent
    objects = one_of(consent.child.view, ChildView.OBJECTS)
    if objects is not True:
        return objects
    return Severity.CRITICAL if consent.signer.decider in MINORS else True


def capacity_in_doubt(asked: Asked) -> Verdict:
    """Capacity for this decision is in doubt and was not tested."""
    return one_of(asked.case.consent.signer.capacity, Capacity.DOUBT)


def blood_refused_without_plan(asked: Asked) -> Verdict:
    """Not all blood is accepted, and what is done if bleeding threatens life is not written."""
    held = asked.case.consent.permissions
    return every(one_of(held.blood, BloodView.LIMITS, BloodView.REFUSES), blank(held.blood_plan))


def anaesthetist_talk_missing(asked: Asked) -> Verdict:
    """A consent talk was held, and none with the anaesthetist is recorded."""
    talk = asked.case.consent.talk
    return talk.first_talk is not None and talk.anaesthetist_talk is None and not _is_emergency(asked.case)


def consent_signed_on_first_day(asked: Asked) -> Verdict:
    """First talk and signature on one day, without an emergency: no time to think."""
    first, signed = asked.case.consent.talk.first_talk, asked.case.consent.signed_on
    return every(_same_day(first, signed), not _is_emergency(asked.case))


def consent_withdrawn(asked: Asked) -> Verdict:
    """The agreement was taken back, and the operation is not cancelled."""
    withdrawn = asked.case.consent.is_withdrawn
    return withdrawn and yes(asked.case.team.cancelled) is not True


def _same_day(one: PartialDate | None, other: PartialDate | None) -> Known:
    if one is None or other is None:
        return None
    if not (one.complete and other.complete):
        return None if first_day(one) <= last_day(other) and first_day(other) <= last_day(one) else False
    return first_day(one) == first_day(other)


def _is_emergency(case: Case) -> bool:
    urgent = one_of(case.assessment.urgency.urgency, Urgency.IMMEDIATE)
    return some(urgent, case.consent.signer.decider is Decider.EMERGENCY) is True
