"""The operation as done: what was done item by item, the course in theatre, the first examination awake."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import Side, Vertebra
from .assessment import Urgency
from .examination import Power
from .plan import Place
from .plan_operation import (
    ApproachKind,
    DuraRepair,
    FixationPlan,
    LaminaFixation,
    Procedure,
    ResectionExtent,
    Technique,
)
from .plan_theatre import BodyPosition, HeadHolder, Signal


class DuraFound(Choice):
    """The dura at operation."""

    INTACT = "intact", "Intact"
    OPENED = "opened", "Opened as planned"
    TORN = "torn", "Torn and repaired"
    OSSIFIED = "ossified", "Ossified"


class PlannedItem(Choice):
    """What is held against the plan, one by one."""

    DATE = "date", "Date"
    URGENCY = "urgency", "Urgency"
    SURGEON = "surgeon", "Surgeon"
    POSITION = "position", "Position"
    HEAD_HOLDER = "head_holder", "Head holder"
    APPROACH = "approach", "Approach"
    LEVEL_CHECK = "level_check", "Level shown before bone was removed"
    OPERATION = "operation", "Operation"
    LEVELS = "levels", "Laminae"
    TECHNIQUE = "technique", "Laminoplasty technique"
    OPEN_SIDE = "open_side", "Open side"
    HINGE_SIDE = "hinge_side", "Hinge side"
    LAMINA_FIXATION = "lamina_fixation", "Laminae held by"
    EXTENT = "extent", "Resection"
    DURA = "dura", "Dura"
    FIXATION = "fixation", "Fixation"
    FIXED_LEVELS = "fixed_levels", "Fixed levels"
    MONITORING = "monitoring", "Neuromonitoring"
    PRESSURE = "pressure", "Lowest MAP"
    BLOOD_LOSS = "blood_loss", "Blood loss"
    ANTIBIOTIC = "antibiotic", "Antibiotic"
    DURATION = "duration", "Duration, skin to skin"
    PLACE = "place", "Bed afterwards"
    OTHER = "other", "Other"


class NeurologyThen(Choice):
    """How the first examination compares with the baseline, as the examiner put it."""

    BETTER = "better", "Better than the baseline"
    SAME = "same", "As the baseline"
    WORSE = "worse", "Worse than the baseline"
    NOT_TESTED = "not_tested", "Not tested"


class Deviation(Item, frozen=True):
    """One thing done otherwise than planned."""

    about: Annotated[PlannedItem | None, field("Item of the plan")] = None
    planned: Annotated[str, field("Planned")] = ""
    done: Annotated[str, field("Done")] = ""
    reason: Annotated[str, field("Why")] = ""
    family_told: Annotated[Answer | None, field("Family told")] = None
    told_on: Annotated[PartialDate | None, field("Told on", time=True)] = None


class MonitoringEvent(Item, frozen=True):
    """One alert of the monitoring, and what became of it."""

    at: Annotated[PartialDate | None, field("Time", time=True)] = None
    signal: Annotated[str, field("Signal and change", "Which signal, which limb, by how much")] = ""
    map_before: Annotated[int | None, field("MAP before", unit="mmHg", low=20, high=160)] = None
    map_after: Annotated[int | None, field("MAP after", unit="mmHg", low=20, high=160)] = None
    action: Annotated[str, field("Action")] = ""
    recovery_percent: Annotated[int | None, field("Recovered to", unit="%", low=0, high=100)] = None


class Done(Group, frozen=True):
    """The operation as done, item by item."""

    on: Annotated[PartialDate | None, field("Operated on", time=True, essential=True)] = None
    surgeon: Annotated[str, field("Surgeon", essential=True, privacy=Privacy.STAFF)] = ""
    procedures: Annotated[frozenset[Procedure], field("Operation done", essential=True)] = frozenset()
    levels: Annotated[frozenset[Vertebra], field("Laminae opened or removed", essential=True)] = frozenset()
    extent: Annotated[ResectionExtent | None, field("Resection done", essential=True)] = None
    residual: Annotated[str, field("What was left, and where")] = ""
    removed_percent: Annotated[
        float | None, field("Removed by volume, on CT afterwards", unit="%", low=0, high=100, decimals=0)
    ] = None
    dura: Annotated[DuraFound | None, field("Dura found", essential=True)] = None
    dura_repair: Annotated[frozenset[DuraRepair], field("Dura repaired with")] = frozenset()
    leak: Annotated[Answer | None, field("Leak seen at closure")] = None
    findings: Annotated[str, field("Findings", lines=3, essential=True)] = ""
    technique: Annotated[Technique | None, field("Laminoplasty technique done")] = None
    open_side: Annotated[Side | None, field("Side opened", only_if=("technique", (Technique.OPEN_DOOR,)))] = None
    hinge_side: Annotated[Side | None, field("Side of the hinge", only_if=("technique", (Technique.OPEN_DOOR,)))] = None
    lamina_fixation: Annotated[LaminaFixation | None, field("Laminae held by")] = None
    fixation: Annotated[FixationPlan | None, field("Fixation done")] = None
    fixed_levels: Annotated[frozenset[Vertebra], field("Levels fixed")] = frozenset()
    implants: Annotated[str, field("Implants with serial numbers", lines=2, essential=True)] = ""
    urgency: Annotated[Urgency | None, field("Urgency at the operation")] = None
    assistant: Annotated[str, field("Assistant", privacy=Privacy.STAFF)] = ""
    anaesthetist: Annotated[str, field("Anaesthetist", privacy=Privacy.STAFF)] = ""
    present: Annotated[str, field("Who else was present", privacy=Privacy.STAFF)] = ""
    position: Annotated[BodyPosition | None, field("Position")] = None
    head_holder: Annotated[HeadHolder | None, field("Head holder")] = None
    approach: Annotated[ApproachKind | None, field("Approach")] = None
    incision: Annotated[str, field("Incision")] = ""
    level_shown: Annotated[Answer | None, field("Level shown on an image before bone was removed")] = None
    level_confirmed_by: Annotated[str, field("Level confirmed by", privacy=Privacy.STAFF)] = ""
    extra: Annotated[str, field("Further procedure, and why")] = ""
    pulsation: Annotated[Answer | None, field("Cord pulsates at the end")] = None
    ultrasound: Annotated[str, field("Ultrasound in the wound, after")] = ""
    specimens: Annotated[str, field("Tissue removed and sent")] = ""
    deviations: Annotated[tuple[Deviation, ...], field("Done otherwise than planned", essential=True)] = ()
    blood_loss_ml: Annotated[int | None, field("Blood loss", unit="mL", low=0, high=20000, essential=True)] = None
    monitoring_events: Annotated[str, field("Monitoring events", lines=2, essential=True)] = ""


class Course(Group, frozen=True):
    """In theatre: times, signals, pressure, blood, medicines, closure, counts, and where the patient went."""

    in_theatre: Annotated[PartialDate | None, field("In theatre at", time=True)] = None
    incision_at: Annotated[PartialDate | None, field("Incision at", time=True, essential=True)] = None
    closed_at: Annotated[PartialDate | None, field("Closed at", time=True, essential=True)] = None
    modalities: Annotated[frozenset[Signal], field("Monitored with")] = frozenset()
    signals_at_start: Annotated[str, field("Signals at the start")] = ""
    signals_at_end: Annotated[str, field("Signals at the end", essential=True)] = ""
    alerts: Annotated[tuple[MonitoringEvent, ...], field("Alerts")] = ()
    lowest_map: Annotated[int | None, field("Lowest MAP", unit="mmHg", low=20, high=130, essential=True)] = None
    minutes_below: Annotated[int | None, field("Time under the MAP floor", unit="min", low=0, high=900)] = None
    transfusion: Annotated[str, field("Transfusion", "Products and amounts, or none", essential=True)] = ""
    salvaged_ml: Annotated[int | None, field("Cell salvage given back", unit="mL", low=0, high=20000)] = None
    antibiotic: Annotated[str, field("Antibiotic given")] = ""
    antibiotic_at: Annotated[PartialDate | None, field("Given at", time=True)] = None
    thrombosis: Annotated[str, field("Thrombosis: what was done")] = ""
    closure: Annotated[str, field("Closure and drain", essential=True)] = ""
    counts: Annotated[Answer | None, field("Counts complete", essential=True)] = None
    photographs: Annotated[Answer | None, field("Photographs taken")] = None
    place: Annotated[Place | None, field("Bed afterwards")] = None
    orders: Annotated[str, field("Orders that differ from the plan", lines=2)] = ""


class FirstAwake(Group, frozen=True):
    """The first examination awake, on the scale of the baseline."""

    when: Annotated[PartialDate | None, field("Examined on", time=True, essential=True)] = None
    examiner: Annotated[str, field("Examined by", privacy=Privacy.STAFF, essential=True)] = ""
    right_arm: Annotated[Power | None, field("Right arm", essential=True)] = None
    right_leg: Annotated[Power | None, field("Right leg", essential=True)] = None
    left_arm: Annotated[Power | None, field("Left arm", essential=True)] = None
    left_leg: Annotated[Power | None, field("Left leg", essential=True)] = None
    compared: Annotated[NeurologyThen | None, field("Against the baseline")] = None
    note: Annotated[str, field("Sensation, breathing, speech, swallowing")] = ""
