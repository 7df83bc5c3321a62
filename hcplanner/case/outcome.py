"""What came of it: done against planned, pathology with its zones, complications, follow-up."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import Vertebra
from .assessment import Diagnosis
from .imaging import Curve
from .plan_operation import Procedure, ResectionExtent


class DuraFound(Choice):
    """The dura at operation."""

    INTACT = "intact", "Intact"
    OPENED = "opened", "Opened as planned"
    TORN = "torn", "Torn and repaired"
    OSSIFIED = "ossified", "Ossified"


class ZoneOrder(Choice):
    """Order of the zones in the oriented specimen."""

    MATURE_OUTSIDE = "mature_outside", "Mature bone outside"
    MATURE_INSIDE = "mature_inside", "Bone in the core"
    MIXED = "mixed", "Mixed"
    NONE = "none", "No zones"
    NOT_JUDGED = "not_judged", "Could not be judged"


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


class Deviation(Item, frozen=True):
    """One thing done otherwise than planned."""

    planned: Annotated[str, field("Planned")] = ""
    done: Annotated[str, field("Done")] = ""
    reason: Annotated[str, field("Why")] = ""
    family_told: Annotated[Answer | None, field("Family told")] = None


class Complication(Item, frozen=True):
    """One complication."""

    complication: Annotated[ComplicationKind | None, field("Complication")] = None
    on: Annotated[PartialDate | None, field("Date")] = None
    grade: Annotated[str, field("Grade (Clavien\N{EN DASH}Dindo)")] = ""
    action: Annotated[str, field("Action")] = ""


class FollowUp(Item, frozen=True):
    """One follow-up visit."""

    point: Annotated[FollowUpPoint | None, field("Follow-up")] = None
    on: Annotated[PartialDate | None, field("Date")] = None
    examiner: Annotated[str, field("Examined by", privacy=Privacy.STAFF)] = ""
    neurology: Annotated[str, field("Power, walking, sphincters", lines=2)] = ""
    c2_7_direction: Annotated[Curve | None, field("C2\N{EN DASH}C7 curve")] = None
    c2_7_angle_deg: Annotated[
        float | None, field("C2\N{EN DASH}C7 angle", unit="\N{DEGREE SIGN}", low=0, high=90, decimals=1)
    ] = None
    regrowth: Annotated[str, field("Residual or regrowth on imaging")] = ""
    next_visit: Annotated[str, field("Next visit")] = ""


class PathologyResult(Group, frozen=True):
    """The pathologist's answer, zone by zone."""

    number: Annotated[str, field("Laboratory number", privacy=Privacy.IDENTITY)] = ""
    on: Annotated[PartialDate | None, field("Reported on")] = None
    final: Annotated[Answer | None, field("Final report")] = None
    diagnosis: Annotated[Diagnosis | None, field("Pathological diagnosis", essential=True)] = None
    words: Annotated[str, field("As worded by the pathologist", lines=3)] = ""
    outer_zone: Annotated[str, field("Outer zone")] = ""
    middle_zone: Annotated[str, field("Middle zone")] = ""
    inner_zone: Annotated[str, field("Inner zone")] = ""
    zone_order: Annotated[ZoneOrder | None, field("Order of the zones")] = None
    atypia: Annotated[Answer | None, field("Atypia or atypical mitoses")] = None
    margins: Annotated[str, field("Margins, dura, bone")] = ""
    second_opinion: Annotated[Answer | None, field("Second opinion asked")] = None


class Done(Group, frozen=True):
    """The operation as done."""

    on: Annotated[PartialDate | None, field("Operated on", time=True, essential=True)] = None
    surgeon: Annotated[str, field("Surgeon", privacy=Privacy.STAFF)] = ""
    procedures: Annotated[frozenset[Procedure], field("Operation done", essential=True)] = frozenset()
    levels: Annotated[frozenset[Vertebra], field("Laminae opened or removed", essential=True)] = frozenset()
    extent: Annotated[ResectionExtent | None, field("Resection done", essential=True)] = None
    residual: Annotated[str, field("What was left, and where")] = ""
    dura: Annotated[DuraFound | None, field("Dura found")] = None
    findings: Annotated[str, field("Findings", lines=3)] = ""
    blood_loss_ml: Annotated[int | None, field("Blood loss", unit="mL", low=0, high=20000)] = None
    monitoring_events: Annotated[str, field("Monitoring events", lines=2)] = ""
    implants: Annotated[str, field("Implants with serial numbers", lines=2)] = ""
    deviations: Annotated[tuple[Deviation, ...], field("Done otherwise than planned")] = ()


class Outcome(Group, frozen=True):
    """The section Outcome."""

    done: Annotated[Done, field("Operation done")] = Done()
    pathology: Annotated[PathologyResult, field("Pathology")] = PathologyResult()
    complications: Annotated[tuple[Complication, ...], field("Complications")] = ()
    follow_up: Annotated[tuple[FollowUp, ...], field("Follow-up")] = ()
