"""What a final consent form needs beyond single fields: that who decides, why and how fit together."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from hcplanner.case import Case
from hcplanner.case.assessment import OptionKind
from hcplanner.case.consent import BloodView, Unexpected
from hcplanner.case.consent_who import (
    MINORS,
    AdvocateUse,
    AttorneySearch,
    Capacity,
    ChildView,
    Decider,
    ParentsAgree,
)
from hcplanner.fields import Answer
from hcplanner.i18n import N_
from hcplanner.knowledge.ages import age, is_child

Lack = tuple[str, str] | None
"""None when a condition holds, else the path to mend and the message id of what is lacking."""

_WITHOUT_CAPACITY = (Decider.REPRESENTATIVE, Decider.BEST_INTERESTS)


def alternatives_with_none(case: Case) -> Lack:
    """The alternatives hold doing nothing and one more."""
    named = {one.option for one in case.assessment.alternatives}
    if OptionKind.NONE not in named:
        return "assessment.alternatives", N_("The alternative of no operation is not recorded.")
    if not named - {OptionKind.NONE, None}:
        return "assessment.alternatives", N_("No alternative besides no operation is recorded.")
    return None


def no_operation_explained(case: Case) -> Lack:
    """What no operation would mean is written down."""
    told = [one.meaning for one in case.assessment.alternatives if one.option is OptionKind.NONE]
    if any(text.strip() for text in (*told, case.assessment.without_operation)):
        return None
    return "assessment.alternatives", N_("What no operation would mean is not recorded.")


def benefit_named(case: Case) -> Lack:
    """At least one benefit has words."""
    if any(benefit.words.strip() for benefit in case.consent.benefits):
        return None
    return "consent.benefits", N_("No intended benefit is recorded.")


def decider_fits(case: Case) -> Lack:
    """Who decides fits the patient's age, and a parent's basis is recorded."""
    signer, where = case.consent.signer, "consent.signer.decider"
    known, child = age(case), is_child(case)
    if signer.decider is Decider.PATIENT and child:
        return where, N_("The patient is a child, yet the form is for a patient who decides alone.")
    if signer.decider in (Decider.PARENT, *MINORS) and child is False:
        return where, N_("The patient is an adult, yet the form is for a person under 18.")
    if signer.decider in _WITHOUT_CAPACITY and child:
        return where, N_("The patient is a child, yet the form is for an adult who cannot decide.")
    if known is not None and signer.decider in MINORS:
        if signer.decider is Decider.YOUNG_PERSON and known.under(16):
            return where, N_("The patient is under 16, yet the form is for a young person of 16 or 17.")
        if signer.decider is Decider.COMPETENT_MINOR and known.under(16) is False:
            return where, N_("The patient is 16 or 17, yet the form is for a competent minor under 16.")
    if signer.decider in (Decider.PARENT, Decider.REPRESENTATIVE) and signer.basis is None:
        return "consent.signer.basis", N_("On what basis this person may decide is not recorded.")
    return None


def child_heard(case: Case) -> Lack:
    """A child's view is recorded, or why there is none."""
    child = case.consent.child
    if not is_child(case):
        return None
    if child.view is None:
        return "consent.child.view", N_("The child's view is not recorded.")
    if child.view in (ChildView.NOT_ASKED, ChildView.NOT_ABLE) and not child.not_asked_reason.strip():
        return "consent.child.not_asked_reason", N_("Why the child was not asked is not recorded.")
    return None


def parents_settled(case: Case) -> Lack:
    """Whether the parents are of one mind is recorded; a disagreement has its advice."""
    parents = case.consent.parents
    if parents.agree is None:
        return "consent.parents.agree", N_("Whether the parents are of one mind is not recorded.")
    if parents.agree is ParentsAgree.DISAGREE and not parents.advice.strip():
        return "consent.parents.advice", N_("The parents disagree, yet no legal advice is recorded.")
    return None


def capacity_fits(case: Case) -> Lack:
    """A doubt about capacity is settled, and the result fits who decides."""
    signer, where = case.consent.signer, "consent.signer.capacity"
    if signer.capacity is Capacity.DOUBT and signer.decider is not Decider.EMERGENCY:
        return where, N_("Capacity is in doubt and was not tested.")
    if signer.decider in _WITHOUT_CAPACITY and signer.capacity not in (None, Capacity.TESTED_NO):
        return where, N_("Somebody else decides, yet no test shows that the patient cannot.")
    own = signer.decider in (Decider.PATIENT, *MINORS)
    if own and signer.capacity in (Capacity.TESTED_NO, Capacity.CHILD):
        return where, N_("The patient decides, yet lacks capacity as recorded.")
    if signer.capacity in (Capacity.TESTED_YES, Capacity.TESTED_NO):
        said = (signer.capacity_details, case.consent.incapacity.impairment)
        if not any(text.strip() for text in said):
            return "consent.signer.capacity_details", N_("How capacity was judged is not recorded.")
    return None


def best_interests_recorded(case: Case) -> Lack:
    """The record for an adult who cannot decide: test, authority, consultation, reason, second clinician."""
    held, where = case.consent.incapacity, "consent.incapacity"
    if held.attorney is AttorneySearch.EXISTS:
        return f"{where}.attorney", N_("Somebody has authority to decide: the form is for them to sign.")
    if not held.consulted and held.advocate not in (AdvocateUse.INSTRUCTED, AdvocateUse.NO_TIME):
        return f"{where}.consulted", N_("Nobody was consulted and no advocate called in.")
    return _first_empty(
        (f"{where}.impairment", held.impairment),
        (f"{where}.cannot", held.cannot),
        (f"{where}.judged_by", held.judged_by),
        (f"{where}.conclusion", held.conclusion),
        ("consent.signer.second_clinician", case.consent.signer.second_clinician),
    )


def emergency_recorded(case: Case) -> Lack:
    """The record of an emergency: reason, evidence, attempts, second clinician; two who heard a telephone call."""
    held, call = case.consent.emergency, case.consent.telephone
    lack = _first_empty(
        ("consent.emergency.reason", held.reason),
        ("consent.emergency.evidence", held.evidence),
        ("consent.emergency.attempts", held.attempts),
        ("consent.signer.second_clinician", case.consent.signer.second_clinician),
    )
    return lack or (telephone_heard(case) if call.used is not None else None)


def telephone_heard(case: Case) -> Lack:
    """An agreement by telephone has its time and two who heard it."""
    call = case.consent.telephone
    if call.used is not Answer.YES:
        return None
    return _first_empty(
        ("consent.telephone.given_by", call.given_by),
        ("consent.telephone.at", call.at),
        ("consent.telephone.first", call.first),
        ("consent.telephone.second", call.second),
    )


def further_answered(case: Case) -> Lack:
    """A further procedure is named, or it is settled that nothing more is done without asking."""
    if any(one.procedure.strip() for one in case.consent.extra):
        return None
    if case.consent.permissions.unexpected is Unexpected.NOTHING:
        return None
    return "consent.extra", N_("No further procedure is named, nor is it settled that none is done.")


def blood_planned(case: Case) -> Lack:
    """Where not all blood is accepted, what is done if bleeding threatens life is recorded."""
    held = case.consent.permissions
    if held.blood in (BloodView.LIMITS, BloodView.REFUSES) and not held.blood_plan.strip():
        return "consent.permissions.blood_plan", N_("The plan if bleeding threatens life is not recorded.")
    return None


def _first_empty(*held: tuple[str, object]) -> Lack:
    empty: Iterable[str] = (path for path, value in held if not (value.strip() if isinstance(value, str) else value))
    path = next(iter(empty), None)
    return None if path is None else (path, N_("is not recorded"))


CONSENT_CONDITIONS = MappingProxyType(
    {
        "alternatives-with-none": alternatives_with_none,
        "no-operation-explained": no_operation_explained,
        "benefit-named": benefit_named,
        "decider-fits": decider_fits,
        "child-heard": child_heard,
        "parents-settled": parents_settled,
        "capacity-fits": capacity_fits,
        "best-interests-recorded": best_interests_recorded,
        "emergency-recorded": emergency_recorded,
        "telephone-heard": telephone_heard,
        "further-answered": further_answered,
        "blood-planned": blood_planned,
    }
)
"""The conditions of consent by their names."""
