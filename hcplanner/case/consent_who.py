"""Consent: who decides and on what basis; the parents, the child, the adult who cannot, the emergency."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .patient import ResponsibilityBasis


class Decider(Choice):
    """Who decides."""

    PATIENT = "patient", "Patient"
    PARENT = "parent", "Parent or guardian"
    YOUNG_PERSON = "young_person", "Young person of 16 or 17"
    COMPETENT_MINOR = "competent_minor", "Competent minor"
    REPRESENTATIVE = "representative", "Legal representative"
    BEST_INTERESTS = "best_interests", "Best interests, adult without capacity"
    EMERGENCY = "emergency", "Emergency, nobody can consent in time"
    COURT = "court", "Court"


MINORS = (Decider.YOUNG_PERSON, Decider.COMPETENT_MINOR)
NOBODY_SIGNS = (Decider.BEST_INTERESTS, Decider.EMERGENCY, Decider.COURT)
"""Where nobody agrees by a signature: clinicians record why they treat all the same."""


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


class ParentsAgree(Choice):
    """Whether those who share responsibility for a child are of one mind."""

    ALL = "all", "All of them agree"
    ONE = "one", "One decides, nobody objects"
    DISAGREE = "disagree", "They disagree"


class Inability(Choice):
    """What a person cannot do who lacks capacity for a decision (Mental Capacity Act 2005, section 3)."""

    UNDERSTAND = "understand", "Understand what matters for it"
    RETAIN = "retain", "Keep it in mind long enough"
    WEIGH = "weigh", "Use it or weigh it"
    COMMUNICATE = "communicate", "Make the decision known by any means"


class AttorneySearch(Choice):
    """Whether anybody holds authority to decide for the adult."""

    NONE = "none_found", "None found after a search"
    EXISTS = "exists", "Somebody has authority"
    NOT_LOOKED = "not_looked", "Not looked for"


class AdvocateUse(Choice):
    """Whether an independent advocate was called in where nobody close can be consulted."""

    NOT_NEEDED = "not_needed", "Not needed: somebody close was consulted"
    INSTRUCTED = "instructed", "Called in"
    NO_TIME = "no_time", "No time: treatment cannot wait"


class Consulted(Item, frozen=True):
    """One person who was asked what the adult would want."""

    name: Annotated[str, field("Name", privacy=Privacy.IDENTITY)] = ""
    relationship: Annotated[str, field("Relationship or role", privacy=Privacy.IDENTITY)] = ""
    on: Annotated[PartialDate | None, field("Consulted on", time=True)] = None
    view: Annotated[str, field("What they said the person would want", lines=2)] = ""


class Attempt(Item, frozen=True):
    """One attempt to reach somebody who may decide."""

    whom: Annotated[str, field("Whom", privacy=Privacy.IDENTITY)] = ""
    on: Annotated[PartialDate | None, field("Tried on", time=True)] = None
    how: Annotated[str, field("How, and what came of it")] = ""
    by: Annotated[str, field("Tried by", privacy=Privacy.STAFF)] = ""


class Signer(Group, frozen=True):
    """Who decides, and on what basis."""

    decider: Annotated[Decider | None, field("Who decides", quick=25, safety=True)] = None
    name: Annotated[str, field("Name of the person who signs", essential=True, privacy=Privacy.IDENTITY)] = ""
    relationship: Annotated[
        str,
        field(
            "Relationship to the patient",
            privacy=Privacy.IDENTITY,
            only_if=("decider", (Decider.PARENT, Decider.REPRESENTATIVE, *MINORS)),
        ),
    ] = ""
    basis: Annotated[
        ResponsibilityBasis | None,
        field("Basis of responsibility", only_if=("decider", (Decider.PARENT, Decider.REPRESENTATIVE))),
    ] = None
    document_seen: Annotated[
        Answer | None,
        field("Document seen", only_if=("decider", (Decider.PARENT, Decider.REPRESENTATIVE, Decider.COURT))),
    ] = None
    minor_basis: Annotated[
        str,
        field("Why the young person may decide alone", "Competence judged, or local law", only_if=("decider", MINORS)),
    ] = ""
    parent_name: Annotated[
        str, field("Parent or guardian beside them", privacy=Privacy.IDENTITY, only_if=("decider", MINORS))
    ] = ""
    court_order: Annotated[
        str, field("Court, reference and day of the order", lines=2, only_if=("decider", (Decider.COURT,)))
    ] = ""
    capacity: Annotated[Capacity | None, field("Capacity for this decision")] = None
    capacity_details: Annotated[str, field("How capacity was judged; who was consulted", lines=2)] = ""
    second_clinician: Annotated[
        str, field("Second clinician", privacy=Privacy.STAFF, only_if=("decider", NOBODY_SIGNS))
    ] = ""
    cannot_write: Annotated[Answer | None, field("Agrees but cannot write")] = None
    witness: Annotated[str, field("Witness", privacy=Privacy.STAFF, only_if=("cannot_write", (Answer.YES,)))] = ""


class Parents(Group, frozen=True):
    """Those who share responsibility for a child."""

    agree: Annotated[ParentsAgree | None, field("Are the parents of one mind")] = None
    second_name: Annotated[
        str,
        field(
            "Second parent or guardian",
            privacy=Privacy.IDENTITY,
            only_if=("agree", (ParentsAgree.ALL, ParentsAgree.DISAGREE)),
        ),
    ] = ""
    second_basis: Annotated[
        ResponsibilityBasis | None,
        field("Basis of the second's responsibility", only_if=("agree", (ParentsAgree.ALL, ParentsAgree.DISAGREE))),
    ] = None
    disagreement: Annotated[
        str, field("What they disagree on", lines=2, only_if=("agree", (ParentsAgree.DISAGREE,)))
    ] = ""
    advice: Annotated[
        str, field("Legal advice: by whom, when, what", lines=2, only_if=("agree", (ParentsAgree.DISAGREE,)))
    ] = ""


class Child(Group, frozen=True):
    """The child's own view."""

    view: Annotated[ChildView | None, field("Child's view", essential=True)] = None
    not_asked_reason: Annotated[
        str, field("Why not asked or not able", only_if=("view", (ChildView.NOT_ASKED, ChildView.NOT_ABLE)))
    ] = ""
    own_words: Annotated[str, field("In the child's own words", lines=2)] = ""
    explained: Annotated[str, field("Who explained it to the child, and how", privacy=Privacy.STAFF)] = ""


class Incapacity(Group, frozen=True):
    """An adult who cannot decide: what was tested, who was asked, why the operation serves this person."""

    impairment: Annotated[str, field("Why the person cannot decide now", lines=2)] = ""
    cannot: Annotated[frozenset[Inability], field("What the person cannot do")] = frozenset()
    judged_by: Annotated[str, field("Capacity judged by", privacy=Privacy.STAFF)] = ""
    judged_on: Annotated[PartialDate | None, field("Capacity judged on", time=True)] = None
    may_return: Annotated[str, field("May capacity return, and why it cannot wait", lines=2)] = ""
    wishes: Annotated[str, field("Known wishes, feelings and values", lines=2)] = ""
    attorney: Annotated[AttorneySearch | None, field("Attorney or deputy for health")] = None
    consulted: Annotated[tuple[Consulted, ...], field("Who was consulted")] = ()
    advocate: Annotated[AdvocateUse | None, field("Independent advocate")] = None
    advocate_name: Annotated[
        str,
        field(
            "Advocate's name, and when called", privacy=Privacy.STAFF, only_if=("advocate", (AdvocateUse.INSTRUCTED,))
        ),
    ] = ""
    conclusion: Annotated[str, field("Why the operation serves this person best", lines=2)] = ""


class Emergency(Group, frozen=True):
    """Treatment when nobody can consent in time."""

    reason: Annotated[str, field("Why it cannot wait", lines=2)] = ""
    evidence: Annotated[str, field("What shows it", "Findings and scans, with their times", lines=2)] = ""
    attempts: Annotated[tuple[Attempt, ...], field("Attempts to reach somebody who may decide")] = ()


class Telephone(Group, frozen=True):
    """Agreement by telephone, heard by two members of staff."""

    used: Annotated[Answer | None, field("Agreed by telephone")] = None
    given_by: Annotated[
        str, field("Given by", "Name and relationship", privacy=Privacy.IDENTITY, only_if=("used", (Answer.YES,)))
    ] = ""
    at: Annotated[PartialDate | None, field("Given at", time=True, only_if=("used", (Answer.YES,)))] = None
    first: Annotated[str, field("Heard by, first", privacy=Privacy.STAFF, only_if=("used", (Answer.YES,)))] = ""
    second: Annotated[str, field("Heard by, second", privacy=Privacy.STAFF, only_if=("used", (Answer.YES,)))] = ""
