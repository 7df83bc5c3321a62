"""The plan: the operation, what surrounds it, what must not be done, what if it goes wrong, specimens, after-care."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import SideOrBoth, Vertebra
from .imaging import Compartment
from .plan_operation import Decompression, Dura, Fixation, Laminoplasty, Operation, Resection
from .plan_theatre import Anaesthesia, Approval, Blood, LevelCheck, Medicines, Monitoring, Positioning, Pressure


class Forbidden(Choice):
    """What must not be done."""

    EXTENSION = "extension", "Neck extension"
    FLEXION = "flexion", "Neck flexion"
    ROTATION = "rotation", "Neck rotation"
    TRACTION = "traction", "Traction"
    SUXAMETHONIUM = "suxamethonium", "Suxamethonium"
    INTRAMUSCULAR = "intramuscular", "Injection into muscle"
    LATEX = "latex", "Latex"
    DRUG = "drug", "A medicine"
    OTHER = "other", "Other"


class Event(Choice):
    """What may go wrong."""

    SIGNAL_LOSS = "signal_loss", "Loss of evoked potentials"
    DURAL_TEAR = "dural_tear", "Dural tear"
    BLEEDING = "bleeding", "Bleeding"
    ARTERY = "vertebral_artery", "Vertebral artery injury"
    NO_PLANE = "no_plane", "No plane to the dura"
    INSTABILITY = "instability", "Instability"
    MALIGNANT = "malignant", "Malignant frozen section"
    AIRWAY = "airway", "Lost airway"
    WRONG_LEVEL = "wrong_level", "Wrong level found"
    EQUIPMENT = "equipment", "Power or equipment failure"
    OTHER = "other", "Other"


class SpecimenTest(Choice):
    """How a specimen is sent."""

    FORMALIN = "formalin", "Formalin"
    FRESH = "fresh", "Fresh"
    FROZEN = "frozen", "Frozen section"
    CULTURE = "culture", "Sterile, for culture"
    GLUTARALDEHYDE = "glutaraldehyde", "Glutaraldehyde"
    GENETIC = "genetic", "Genetic test"
    UNDECALCIFIED = "undecalcified", "Part undecalcified"


class SpecimenKind(Choice):
    """What a specimen is."""

    EXCISION = "excision", "Excision"
    BIOPSY = "biopsy", "Biopsy"
    FLUID = "fluid", "Fluid"


class Zone(Choice):
    """A zone of a maturing mass of bone, from inside to outside."""

    INNER = "inner", "Inner zone"
    MIDDLE = "middle", "Middle zone"
    OUTER = "outer", "Outer zone"


class Place(Choice):
    """Where the patient goes afterwards."""

    WARD = "ward", "Ward"
    HDU = "high_dependency", "High dependency unit"
    ICU = "intensive_care", "Intensive care"
    PICU = "paediatric_intensive_care", "Paediatric intensive care"


class Prohibition(Item, frozen=True):
    """One thing that must not be done."""

    what: Annotated[Forbidden | None, field("Must not", essential=True, safety=True)] = None
    details: Annotated[str, field("In words", essential=True, safety=True)] = ""


class Contingency(Item, frozen=True):
    """One thing that may go wrong: trigger, first action, who, limit."""

    event: Annotated[Event | None, field("If", essential=True)] = None
    first_action: Annotated[str, field("First action", essential=True)] = ""
    who: Annotated[str, field("Who", privacy=Privacy.STAFF)] = ""
    limit: Annotated[str, field("Limit", "When to stop or change the plan")] = ""


class Specimen(Item, frozen=True):
    """One pot: the text here is the text on the pot."""

    site: Annotated[str, field("Specimen and site", essential=True)] = ""
    level: Annotated[Vertebra | None, field("Level")] = None
    side: Annotated[SideOrBoth | None, field("Side")] = None
    compartment: Annotated[Compartment | None, field("Compartment")] = None
    kind: Annotated[SpecimenKind | None, field("Type")] = None
    pieces: Annotated[int | None, field("Pieces expected", low=1, high=99)] = None
    size: Annotated[str, field("Size expected", "In millimetres")] = ""
    tests: Annotated[frozenset[SpecimenTest], field("Sent as", essential=True)] = frozenset()
    orientation: Annotated[str, field("Orientation mark")] = ""
    zones: Annotated[frozenset[Zone], field("Zones to look for")] = frozenset()
    question: Annotated[str, field("Question to the pathologist")] = ""


class Pathology(Group, frozen=True):
    """Pathology is part of the plan."""

    informed: Annotated[Answer | None, field("Pathologist informed", essential=True)] = None
    frozen_reason: Annotated[str, field("Frozen section: planned, or why not")] = ""
    margin: Annotated[str, field("Margins: the question, or why none")] = ""
    wanted_by: Annotated[str, field("Result wanted by", "How urgent, and for what")] = ""
    meeting_on: Annotated[PartialDate | None, field("Discussed at the team meeting on")] = None
    copy_to: Annotated[str, field("Copy of the report to", privacy=Privacy.STAFF)] = ""
    ward: Annotated[str, field("Ward and telephone for the result", privacy=Privacy.STAFF)] = ""
    earlier_reports: Annotated[str, field("Earlier pathology reports")] = ""
    specimens: Annotated[tuple[Specimen, ...], field("Specimens")] = ()


class AfterCare(Group, frozen=True):
    """After the operation."""

    place: Annotated[Place | None, field("Bed afterwards", quick=25, safety=True)] = None
    bed_confirmed: Annotated[Answer | None, field("Bed confirmed")] = None
    checks_every_h: Annotated[
        float | None, field("Neurological checks every", unit="h", low=0.25, high=24, decimals=1, essential=True)
    ] = None
    checks_for_h: Annotated[float | None, field("For", unit="h", low=1, high=168, decimals=0)] = None
    call_triggers: Annotated[str, field("Call the surgeon if", essential=True, safety=True, lines=2)] = ""
    position: Annotated[str, field("Position in bed and getting up")] = ""
    drain: Annotated[str, field("Drain, and when it comes out")] = ""
    pain: Annotated[str, field("Pain plan")] = ""
    bladder: Annotated[str, field("Catheter, residual check, bowels")] = ""
    swallow: Annotated[str, field("Swallow check, feeding")] = ""
    imaging: Annotated[str, field("Imaging afterwards")] = ""
    rehabilitation: Annotated[str, field("Physiotherapy, school or work")] = ""
    alignment_follow_up: Annotated[str, field("Follow-up of alignment")] = ""
    family_call: Annotated[str, field("Who calls the family", privacy=Privacy.STAFF)] = ""
    discharge: Annotated[str, field("Discharge when")] = ""


class Plan(Group, frozen=True):
    """The section Plan."""

    operation: Annotated[Operation, field("Operation")] = Operation()
    decompression: Annotated[Decompression, field("Levels")] = Decompression()
    laminoplasty: Annotated[Laminoplasty, field("Laminoplasty")] = Laminoplasty()
    resection: Annotated[Resection, field("Resection")] = Resection()
    dura: Annotated[Dura, field("Dura")] = Dura()
    fixation: Annotated[Fixation, field("Fixation and support")] = Fixation()
    must_not: Annotated[tuple[Prohibition, ...], field("What must not be done", essential=True)] = ()
    level_check: Annotated[LevelCheck, field("Level check")] = LevelCheck()
    positioning: Annotated[Positioning, field("Position")] = Positioning()
    monitoring: Annotated[Monitoring, field("Neuromonitoring")] = Monitoring()
    pressure: Annotated[Pressure, field("Blood pressure (MAP)")] = Pressure()
    anaesthesia: Annotated[Anaesthesia, field("Anaesthesia and airway")] = Anaesthesia()
    blood: Annotated[Blood, field("Blood")] = Blood()
    medicines: Annotated[Medicines, field("Antibiotic, steroid, thrombosis")] = Medicines()
    contingencies: Annotated[tuple[Contingency, ...], field("If it goes wrong", essential=True)] = ()
    pathology: Annotated[Pathology, field("Pathology")] = Pathology()
    after_care: Annotated[AfterCare, field("After-care")] = AfterCare()
    approval: Annotated[Approval, field("Discussed and approved")] = Approval()
    note: Annotated[str, field("In the surgeon's own words", lines=4)] = ""
