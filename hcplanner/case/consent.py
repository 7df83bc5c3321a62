"""Consent: who decides on what basis, what was explained, risks, refusals, the child's view, withdrawal."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .consent_who import (
    MINORS,
    NOBODY_SIGNS,
    Child,
    Decider,
    Emergency,
    Incapacity,
    Parents,
    Signer,
    Telephone,
)


class InterpreterUse(Choice):
    """Whether an interpreter took part."""

    NOT_NEEDED = "not_needed", "Not needed"
    PRESENT = "present", "Took part"
    REFUSED = "refused", "Offered and refused"


class InterpreterMode(Choice):
    """How the interpreter took part."""

    IN_PERSON = "in_person", "In person"
    TELEPHONE = "telephone", "By telephone"
    VIDEO = "video", "By video"


class InterpreterKind(Choice):
    """Who interpreted; a relative is no professional."""

    PROFESSIONAL = "professional", "Professional interpreter"
    STAFF = "bilingual_staff", "Bilingual member of staff"
    RELATIVE = "relative", "Relative or friend"


class BloodView(Choice):
    """What the person accepts."""

    ALL = "accepts", "Accepts blood products"
    LIMITS = "limits", "Accepts with limits"
    REFUSES = "refuses", "Refuses blood products"


class BloodPart(Choice):
    """What is asked one by one where not everything is accepted."""

    RED_CELLS = "red_cells", "Red cells"
    PLASMA = "plasma", "Plasma"
    PLATELETS = "platelets", "Platelets"
    SALVAGE = "cell_salvage", "Own blood, collected and given back"
    ALBUMIN = "albumin", "Albumin"
    CLOTTING = "clotting_products", "Clotting products"


class Unexpected(Choice):
    """What may be done without waking first when something unexpected is found."""

    NAMED = "named", "Only the further procedures named here"
    NOTHING = "nothing", "Nothing more without asking first"


class WithdrawnHow(Choice):
    """How an agreement was taken back."""

    SPOKEN = "spoken", "Spoken"
    WRITTEN = "written", "Written"


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

    words: Annotated[str, field("Benefit, in plain words", essential=True, lines=2)] = ""


class ExtraProcedure(Item, frozen=True):
    """One further procedure that may become needed."""

    procedure: Annotated[str, field("Further procedure, in plain words", essential=True)] = ""
    accepted: Annotated[Answer | None, field("Accepted")] = None


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


class Interpreting(Group, frozen=True):
    """The interpreter."""

    used: Annotated[InterpreterUse | None, field("Interpreter", essential=True)] = None
    name: Annotated[
        str, field("Interpreter's name", privacy=Privacy.STAFF, only_if=("used", (InterpreterUse.PRESENT,)))
    ] = ""
    language: Annotated[str, field("Language", only_if=("used", (InterpreterUse.PRESENT,)))] = ""
    kind: Annotated[InterpreterKind | None, field("Who interpreted", only_if=("used", (InterpreterUse.PRESENT,)))] = (
        None
    )
    mode: Annotated[
        InterpreterMode | None, field("How they took part", only_if=("used", (InterpreterUse.PRESENT,)))
    ] = None
    number: Annotated[str, field("Agency or number", only_if=("used", (InterpreterUse.PRESENT,)))] = ""
    refused: Annotated[
        str, field("Why refused, and how the talk was held", only_if=("used", (InterpreterUse.REFUSED,)))
    ] = ""


class Permissions(Group, frozen=True):
    """Each a question of its own; a no is as easy as a yes."""

    blood: Annotated[BloodView | None, field("Blood", essential=True)] = None
    blood_details: Annotated[str, field("Limits on blood, in words", lines=2)] = ""
    blood_parts: Annotated[
        frozenset[BloodPart], field("Accepted of it", only_if=("blood", (BloodView.LIMITS, BloodView.REFUSES)))
    ] = frozenset()
    blood_document: Annotated[
        Answer | None,
        field("Advance document about blood seen", only_if=("blood", (BloodView.LIMITS, BloodView.REFUSES))),
    ] = None
    blood_plan: Annotated[
        str, field("Plan if bleeding threatens life", lines=2, only_if=("blood", (BloodView.LIMITS, BloodView.REFUSES)))
    ] = ""
    unexpected: Annotated[Unexpected | None, field("If something unexpected is found")] = None
    tissue_storage: Annotated[Answer | None, field("Tissue kept after diagnosis", essential=True)] = None
    tissue_research: Annotated[Answer | None, field("Tissue for research")] = None
    genetic_test: Annotated[Answer | None, field("Genetic test")] = None
    photographs: Annotated[Answer | None, field("Photographs or video", essential=True)] = None
    teaching: Annotated[Answer | None, field("Use in teaching")] = None
    trainees: Annotated[Answer | None, field("Trainees take part")] = None
    examined_asleep: Annotated[Answer | None, field("Examined for training while asleep")] = None
    refused: Annotated[str, field("Procedures refused", lines=2)] = ""
    advance_decision: Annotated[Answer | None, field("Advance decision or directive")] = None
    advance_details: Annotated[
        str, field("What it says, its day, copy seen", lines=2, only_if=("advance_decision", (Answer.YES,)))
    ] = ""


class Stage(Group, frozen=True):
    """Which of several operations this form is for."""

    number: Annotated[int | None, field("This form is for stage", low=1, high=6)] = None
    of: Annotated[int | None, field("Stages in all", low=2, high=6)] = None
    others: Annotated[str, field("The other stages, and when", lines=2)] = ""
    stopping: Annotated[str, field("What it means to stop between stages", lines=2)] = ""


class Consent(Group, frozen=True):
    """The section Consent. Ticks, signatures and their times are made by hand on the paper."""

    signer: Annotated[Signer, field("Who decides")] = Signer()
    parents: Annotated[
        Parents,
        field(
            "Parents or guardians",
            only_if=("signer.decider", (Decider.PARENT, *MINORS, Decider.EMERGENCY, Decider.COURT)),
        ),
    ] = Parents()
    incapacity: Annotated[
        Incapacity,
        field("Adult who cannot decide", only_if=("signer.decider", (Decider.REPRESENTATIVE, *NOBODY_SIGNS))),
    ] = Incapacity()
    emergency: Annotated[
        Emergency, field("Nobody can consent in time", only_if=("signer.decider", (Decider.EMERGENCY,)))
    ] = Emergency()
    telephone: Annotated[
        Telephone,
        field(
            "Agreement by telephone",
            only_if=("signer.decider", (Decider.PARENT, Decider.REPRESENTATIVE, Decider.EMERGENCY)),
        ),
    ] = Telephone()
    talk: Annotated[Talk, field("The talk")] = Talk()
    benefits: Annotated[tuple[Benefit, ...], field("Intended benefits", essential=True)] = ()
    risks: Annotated[tuple[RiskEdit, ...], field("Changes to the list of risks")] = ()
    extra: Annotated[tuple[ExtraProcedure, ...], field("Further procedures that may be needed")] = ()
    child: Annotated[Child, field("Child's view")] = Child()
    interpreter: Annotated[Interpreting, field("Interpreter")] = Interpreting()
    permissions: Annotated[Permissions, field("Blood, tissue, pictures, teaching")] = Permissions()
    stage: Annotated[Stage, field("Operation in stages")] = Stage()
    signed_on: Annotated[PartialDate | None, field("Form signed on", time=True)] = None
    confirmed_on: Annotated[PartialDate | None, field("Confirmed on the day", time=True)] = None
    withdrawn: Annotated[Answer | None, field("Agreement withdrawn")] = None
    withdrawn_on: Annotated[
        PartialDate | None, field("Withdrawn on", time=True, only_if=("withdrawn", (Answer.YES,)))
    ] = None
    withdrawn_by: Annotated[
        str, field("Withdrawn by", privacy=Privacy.IDENTITY, only_if=("withdrawn", (Answer.YES,)))
    ] = ""
    withdrawn_how: Annotated[WithdrawnHow | None, field("Withdrawn how", only_if=("withdrawn", (Answer.YES,)))] = None
    withdrawn_to: Annotated[
        str, field("Withdrawal told to", privacy=Privacy.STAFF, only_if=("withdrawn", (Answer.YES,)))
    ] = ""
    withdrawn_details: Annotated[
        str, field("What happens next, after the withdrawal", lines=2, only_if=("withdrawn", (Answer.YES,)))
    ] = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether the agreement was taken back."""
        return self.withdrawn is Answer.YES or self.withdrawn_on is not None
