"""Consent: who decides on what basis, what was explained, risks, refusals, the child's view, withdrawal."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .patient import ResponsibilityBasis


class Decider(Choice):
    """Who decides."""

    PATIENT = "patient", "Patient"
    PARENT = "parent", "Parent or guardian"
    COMPETENT_MINOR = "competent_minor", "Competent minor"
    REPRESENTATIVE = "representative", "Legal representative"
    BEST_INTERESTS = "best_interests", "Best interests, adult without capacity"
    EMERGENCY = "emergency", "Emergency, nobody can consent in time"
    COURT = "court", "Court"


class Capacity(Choice):
    """Capacity for this decision."""

    PRESUMED = "presumed", "Presumed"
    TESTED_YES = "tested_yes", "Tested: has capacity"
    TESTED_NO = "tested_no", "Tested: lacks capacity"
    CHILD = "child", "Child, not able to decide alone"
    DOUBT = "doubt", "In doubt"


class ChildView(Choice):
    """What the child thinks of it."""

    AGREES = "agrees", "Agrees"
    UNSURE = "unsure", "Unsure"
    OBJECTS = "objects", "Objects"
    NOT_ABLE = "not_able", "Not able to say"
    NOT_ASKED = "not_asked", "Not asked"


class InterpreterUse(Choice):
    """Whether an interpreter took part."""

    NOT_NEEDED = "not_needed", "Not needed"
    PRESENT = "present", "Took part"
    REFUSED = "refused", "Offered and refused"


class BloodView(Choice):
    """What the person accepts."""

    ALL = "accepts", "Accepts blood products"
    LIMITS = "limits", "Accepts with limits"
    REFUSES = "refuses", "Refuses blood products"


class RiskChange(Choice):
    """What the surgeon changed in the proposed list of risks."""

    ADDED = "added", "Added"
    REMOVED = "removed", "Left out, with reason"
    REWORDED = "reworded", "Reworded for this person"


class RiskEdit(Item, frozen=True):
    """One change to the list of risks that the plan brings."""

    risk: Annotated[str, field("Risk", "Its name in the catalogue, or a name of one's own")] = ""
    change: Annotated[RiskChange | None, field("Change")] = None
    words: Annotated[str, field("Words for this person", lines=2)] = ""
    reason: Annotated[str, field("Reason")] = ""


class Benefit(Item, frozen=True):
    """One intended benefit, in plain words."""

    words: Annotated[str, field("Benefit, in plain words", essential=True)] = ""


class ExtraProcedure(Item, frozen=True):
    """One further procedure that may become needed."""

    procedure: Annotated[str, field("Further procedure, in plain words", essential=True)] = ""
    accepted: Annotated[Answer | None, field("Accepted")] = None


class Signer(Group, frozen=True):
    """Who decides, and on what basis."""

    decider: Annotated[Decider | None, field("Who decides", quick=25, safety=True)] = None
    name: Annotated[str, field("Name of the person who signs", essential=True, privacy=Privacy.IDENTITY)] = ""
    relationship: Annotated[str, field("Relationship to the patient", privacy=Privacy.IDENTITY)] = ""
    basis: Annotated[ResponsibilityBasis | None, field("Basis of responsibility")] = None
    document_seen: Annotated[Answer | None, field("Document seen")] = None
    capacity: Annotated[Capacity | None, field("Capacity for this decision")] = None
    capacity_details: Annotated[str, field("How capacity was judged; who was consulted", lines=2)] = ""
    second_clinician: Annotated[str, field("Second clinician", privacy=Privacy.STAFF)] = ""


class Talk(Group, frozen=True):
    """What was explained, by whom and when."""

    explained_by: Annotated[str, field("Explained by", "Name and grade", essential=True, privacy=Privacy.STAFF)] = ""
    explainer_contact: Annotated[str, field("How to reach them", privacy=Privacy.STAFF)] = ""
    first_talk: Annotated[PartialDate | None, field("First talk", time=True, essential=True)] = None
    leaflet: Annotated[str, field("Leaflet given, with version")] = ""
    understood: Annotated[str, field("In their own words", "What the person said back", lines=2)] = ""
    matters: Annotated[str, field("What matters to them", essential=True, lines=2)] = ""
    questions: Annotated[str, field("Questions asked", lines=2)] = ""
    anaesthetist_talk: Annotated[PartialDate | None, field("Talk with the anaesthetist", time=True)] = None


class Child(Group, frozen=True):
    """The child's own view."""

    view: Annotated[ChildView | None, field("Child's view", essential=True)] = None
    not_asked_reason: Annotated[
        str, field("Why not asked or not able", only_if=("view", (ChildView.NOT_ASKED, ChildView.NOT_ABLE)))
    ] = ""
    own_words: Annotated[str, field("In the child's own words", lines=2)] = ""
    explained: Annotated[str, field("Who explained it to the child, and how", privacy=Privacy.STAFF)] = ""


class Interpreting(Group, frozen=True):
    """The interpreter."""

    used: Annotated[InterpreterUse | None, field("Interpreter", essential=True)] = None
    name: Annotated[
        str, field("Interpreter's name", privacy=Privacy.STAFF, only_if=("used", (InterpreterUse.PRESENT,)))
    ] = ""
    language: Annotated[str, field("Language", only_if=("used", (InterpreterUse.PRESENT,)))] = ""
    number: Annotated[
        str, field("Agency or number, in person or by telephone", only_if=("used", (InterpreterUse.PRESENT,)))
    ] = ""


class Permissions(Group, frozen=True):
    """Each a question of its own; a no is as easy as a yes."""

    blood: Annotated[BloodView | None, field("Blood", essential=True)] = None
    blood_details: Annotated[str, field("Limits, advance document, plan if bleeding threatens life", lines=2)] = ""
    tissue_storage: Annotated[Answer | None, field("Tissue kept after diagnosis", essential=True)] = None
    tissue_research: Annotated[Answer | None, field("Tissue for research")] = None
    genetic_test: Annotated[Answer | None, field("Genetic test")] = None
    photographs: Annotated[Answer | None, field("Photographs or video", essential=True)] = None
    teaching: Annotated[Answer | None, field("Use in teaching")] = None
    trainees: Annotated[Answer | None, field("Trainees take part or examine")] = None
    refused: Annotated[str, field("Procedures refused", lines=2)] = ""


class Consent(Group, frozen=True):
    """The section Consent. Ticks, signatures and their times are made by hand on the paper."""

    signer: Annotated[Signer, field("Who decides")] = Signer()
    talk: Annotated[Talk, field("The talk")] = Talk()
    benefits: Annotated[tuple[Benefit, ...], field("Intended benefits", essential=True)] = ()
    risks: Annotated[tuple[RiskEdit, ...], field("Changes to the list of risks")] = ()
    extra: Annotated[tuple[ExtraProcedure, ...], field("Further procedures that may be needed")] = ()
    child: Annotated[Child, field("Child's view")] = Child()
    interpreter: Annotated[Interpreting, field("Interpreter")] = Interpreting()
    permissions: Annotated[Permissions, field("Blood, tissue, pictures, teaching")] = Permissions()
    signed_on: Annotated[PartialDate | None, field("Form signed on", time=True)] = None
    confirmed_on: Annotated[PartialDate | None, field("Confirmed on the day", time=True)] = None
    withdrawn_on: Annotated[PartialDate | None, field("Withdrawn on", time=True)] = None
    withdrawn_details: Annotated[str, field("Withdrawal: by whom, to whom, what next")] = ""
