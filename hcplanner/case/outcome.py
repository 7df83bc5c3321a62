"""What came of it: done against planned, pathology with its zones, complications, follow-up."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .assessment import Diagnosis
from .examination import Bladder, Gait, Instruments, Power
from .imaging import Curve
from .outcome_operation import Course, Done, FirstAwake


class ZoneFound(Choice):
    """Whether a zone was in the specimen."""

    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    NOT_SAMPLED = "not_sampled", "Not sampled"


class ZoneOrder(Choice):
    """Order of the zones in the oriented specimen."""

    MATURE_OUTSIDE = "mature_outside", "Mature bone outside"
    MATURE_INSIDE = "mature_inside", "Bone in the core"
    MIXED = "mixed", "Mixed"
    NONE = "none", "No zones"
    NOT_JUDGED = "not_judged", "Could not be judged"


class Pointer(Choice):
    """What the pathologist saw that points one way or another; a list of findings, not a diagnosis."""

    RIMMING = "osteoblast_rimming", "Osteoblast rimming"
    MARROW = "marrow", "Marrow"
    CARTILAGE = "cartilage", "Cartilage"
    GRANULAR = "granular_cores", "Amorphous granular cores"
    PALISADING = "palisading", "Palisading spindle or epithelioid cells"
    GIANT_CELLS = "giant_cells", "Giant cells"
    PSAMMOMA = "psammoma", "Psammoma bodies"
    CRYSTALS = "crystals", "Crystals under polarised light"
    LACE_OSTEOID = "lace_osteoid", "Lace-like osteoid"
    ATYPICAL_MITOSES = "atypical_mitoses", "Atypical mitoses"
    INVASION = "invasion", "Invasion of neighbouring tissue"
    NECROSIS = "necrosis", "Necrosis"


class ComplicationKind(Choice):
    """Kind of complication."""

    HAEMATOMA = "haematoma", "Haematoma"
    INFECTION = "infection", "Infection"
    LEAK = "csf_leak", "CSF leak"
    C5 = "c5_palsy", "C5 weakness"
    NEUROLOGICAL = "neurological", "Other new deficit"
    KYPHOSIS = "kyphosis", "Kyphosis"
    IMPLANT = "implant", "Implant problem"
    RECURRENCE = "recurrence", "Residual or regrowth"
    READMISSION = "readmission", "Readmission or re-operation"
    DEATH = "death", "Death"
    OTHER = "other", "Other"


class FollowUpPoint(Choice):
    """When a follow-up took place."""

    DISCHARGE = "discharge", "Discharge"
    WEEKS_6 = "6_weeks", "6 weeks"
    MONTHS_3 = "3_months", "3 months"
    MONTHS_6 = "6_months", "6 months"
    MONTHS_12 = "12_months", "12 months"
    MONTHS_24 = "24_months", "24 months"
    LATER = "later", "Later"


class Rating(Choice):
    """How patient or parent rate the result."""

    BETTER = "better", "Better than before"
    SAME = "same", "As before"
    WORSE = "worse", "Worse than before"
    NOT_ASKED = "not_asked", "Not asked"


class Complication(Item, frozen=True):
    """One complication."""

    complication: Annotated[ComplicationKind | None, field("Complication")] = None
    on: Annotated[PartialDate | None, field("Date")] = None
    grade: Annotated[str, field("Grade (Clavien\N{EN DASH}Dindo)")] = ""
    action: Annotated[str, field("Action")] = ""
    family_told: Annotated[Answer | None, field("Family told")] = None


class FollowUpPower(Group, frozen=True):
    """Power of each limb at a follow-up, on the scale of the baseline."""

    right_arm: Annotated[Power | None, field("Right arm")] = None
    right_leg: Annotated[Power | None, field("Right leg")] = None
    left_arm: Annotated[Power | None, field("Left arm")] = None
    left_leg: Annotated[Power | None, field("Left leg")] = None


class FollowUp(Item, frozen=True):
    """One follow-up visit; a whole examination of that day stands under Examination."""

    point: Annotated[FollowUpPoint | None, field("Follow-up", essential=True)] = None
    on: Annotated[PartialDate | None, field("Date", essential=True)] = None
    lost: Annotated[Answer | None, field("Lost to follow-up")] = None
    examiner: Annotated[str, field("Examined by", privacy=Privacy.STAFF)] = ""
    neurology: Annotated[str, field("Power, walking, sphincters", lines=2, essential=True)] = ""
    power: Annotated[FollowUpPower, field("Power by limb")] = FollowUpPower()
    instruments: Annotated[Instruments, field("Scales")] = Instruments()
    gait: Annotated[Gait | None, field("Walking")] = None
    bladder: Annotated[Bladder | None, field("Bladder")] = None
    hands: Annotated[str, field("Hand function")] = ""
    pain_score: Annotated[int | None, field("Neck pain, 0 to 10", low=0, high=10)] = None
    school_work: Annotated[str, field("School or work")] = ""
    c2_7_direction: Annotated[Curve | None, field("C2\N{EN DASH}C7 curve")] = None
    c2_7_angle_deg: Annotated[
        float | None, field("C2\N{EN DASH}C7 angle", unit="\N{DEGREE SIGN}", low=0, high=90, decimals=1)
    ] = None
    local_direction: Annotated[Curve | None, field("Local curve")] = None
    local_angle_deg: Annotated[
        float | None, field("Local angle", unit="\N{DEGREE SIGN}", low=0, high=90, decimals=1)
    ] = None
    unstable: Annotated[Answer | None, field("Unstable on imaging")] = None
    regrowth: Annotated[str, field("Residual or regrowth on imaging")] = ""
    regrowth_mm: Annotated[
        float | None, field("Largest residual or regrowth", unit="mm", low=0, high=100, decimals=1)
    ] = None
    cord_signal: Annotated[str, field("Cord on MRI")] = ""
    rating: Annotated[Rating | None, field("Rated by patient or parent")] = None
    next_visit: Annotated[str, field("Next visit")] = ""


class PathologyResult(Group, frozen=True):
    """The pathologist's answer, zone by zone."""

    number: Annotated[str, field("Laboratory number", privacy=Privacy.IDENTITY)] = ""
    received_on: Annotated[PartialDate | None, field("Received on")] = None
    on: Annotated[PartialDate | None, field("Reported on", essential=True)] = None
    final: Annotated[Answer | None, field("Final report", essential=True)] = None
    diagnosis: Annotated[Diagnosis | None, field("Pathological diagnosis", essential=True)] = None
    words: Annotated[str, field("As worded by the pathologist", lines=3, essential=True)] = ""
    size: Annotated[str, field("Pieces and size")] = ""
    decalcified: Annotated[str, field("Decalcified how")] = ""
    oriented: Annotated[Answer | None, field("Oriented well enough to judge")] = None
    zone_order: Annotated[ZoneOrder | None, field("Order of the zones", essential=True)] = None
    outer_found: Annotated[ZoneFound | None, field("Outer zone", essential=True)] = None
    outer_percent: Annotated[float | None, field("Outer zone, extent", unit="%", low=0, high=100, decimals=0)] = None
    outer_seen: Annotated[str, field("Outer zone, what was seen")] = ""
    middle_found: Annotated[ZoneFound | None, field("Middle zone", essential=True)] = None
    middle_percent: Annotated[float | None, field("Middle zone, extent", unit="%", low=0, high=100, decimals=0)] = None
    middle_seen: Annotated[str, field("Middle zone, what was seen")] = ""
    inner_found: Annotated[ZoneFound | None, field("Inner zone", essential=True)] = None
    inner_percent: Annotated[float | None, field("Inner zone, extent", unit="%", low=0, high=100, decimals=0)] = None
    inner_seen: Annotated[str, field("Inner zone, what was seen")] = ""
    blending: Annotated[Answer | None, field("Zones blend at their borders")] = None
    atypia: Annotated[Answer | None, field("Atypia or atypical mitoses", essential=True)] = None
    mitoses: Annotated[str, field("Count of mitoses")] = ""
    pointers: Annotated[frozenset[Pointer], field("Seen under the microscope")] = frozenset()
    stains: Annotated[str, field("Stains")] = ""
    genes: Annotated[str, field("Genetic tests")] = ""
    margins: Annotated[str, field("Margins, dura, bone", essential=True)] = ""
    code: Annotated[str, field("Code (ICD-O or SNOMED CT)")] = ""
    second_opinion: Annotated[Answer | None, field("Second opinion asked")] = None
    discussed: Annotated[Answer | None, field("Discussed by the team")] = None
    changes_management: Annotated[Answer | None, field("Changes what is done next")] = None
    family_told: Annotated[Answer | None, field("Family told the result")] = None


class Outcome(Group, frozen=True):
    """The section Outcome."""

    done: Annotated[Done, field("Operation done")] = Done()
    course: Annotated[Course, field("In theatre")] = Course()
    awake: Annotated[FirstAwake, field("First examination awake")] = FirstAwake()
    pathology: Annotated[PathologyResult, field("Pathology")] = PathologyResult()
    complications: Annotated[tuple[Complication, ...], field("Complications")] = ()
    follow_up: Annotated[tuple[FollowUp, ...], field("Follow-up")] = ()
