"""One complete case for each of those who can decide: what a consent form has to fit."""

from collections.abc import Mapping
from typing import Any, Final

from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.case.consent_who import Decider
from hcplanner.fields import set_at

_TALK: Final = {
    "explained_by": "Dr EXAMPLE Surgeon, consultant", "explainer_contact": "000 000 010",
    "first_talk": "2026-11-18T10:00", "leaflet": "Neck operation, version 2",
    "matters": "That he can sit with us again", "anaesthetist_talk": "2026-11-18T11:00",
}  # fmt: skip
_PERMISSIONS: Final = {
    "blood": "accepts", "tissue_storage": "no", "photographs": "no", "unexpected": "nothing", "advance_decision": "no",
}  # fmt: skip

# Each from an example, with what makes it the case of another decider.
_MADE: Final[Mapping[Decider, tuple[str, Mapping[str, Any]]]] = {
    Decider.PATIENT: ("adult-ossified-ligament", {}),
    Decider.PARENT: ("young-child-interpreter", {}),
    Decider.COMPETENT_MINOR: ("competent-teenager", {}),
    Decider.YOUNG_PERSON: (
        "competent-teenager", {"consent.signer.decider": "young_person", "patient.born": "2009-03-08"},
    ),
    Decider.REPRESENTATIVE: (
        "emergency-without-capacity",
        {
            "consent.signer.decider": "representative", "consent.signer.name": "EXAMPLE Brother",
            "consent.signer.relationship": "Brother", "consent.signer.basis": "attorney",
            "consent.signer.document_seen": "yes", "consent.talk": _TALK, "consent.permissions": _PERMISSIONS,
            "consent.interpreter.used": "not_needed",
        },
    ),
    Decider.BEST_INTERESTS: (
        "emergency-without-capacity",
        {
            "consent.signer.decider": "best_interests", "consent.incapacity.advocate": "not_needed",
            "consent.incapacity.consulted": [
                {"id": "c", "name": "EXAMPLE Brother", "relationship": "Brother", "view": "He never gives up"}
            ],
        },
    ),
    Decider.EMERGENCY: ("emergency-without-capacity", {}),
    Decider.COURT: (
        "young-child-interpreter",
        {
            "consent.signer.decider": "court", "consent.signer.court_order": "EXAMPLE Court, 12-Nov-2026, number 0",
            "consent.signer.second_clinician": "Dr EXAMPLE Colleague", "consent.permissions.advance_decision": "no",
            "consent.incapacity.wishes": "Wants her rabbit with her",
        },
    ),
}  # fmt: skip


def complete(decider: Decider) -> Case:
    """A case whose consent form can be final, decided by this person."""
    example, values = _MADE[decider]
    return changed(load_example(example), values)


def changed(case: Case, values: Mapping[str, Any]) -> Case:
    """The case with these values, written as in a file."""
    for path, value in values.items():
        case = set_at(case, path, value)
    return case
