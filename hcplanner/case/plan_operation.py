"""The operation itself: procedures, approach, decompression, laminoplasty, resection, dura, fixation."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, field

from .anatomy import Segment, Side, SideOrBoth, Vertebra


class Procedure(Choice):
    """What is done."""

    LAMINOPLASTY = "laminoplasty", "Laminoplasty"
    LAMINOTOMY = "osteoplastic_laminotomy", "Osteoplastic laminotomy (lift-out and put back)"
    LAMINECTOMY = "laminectomy", "Laminectomy"
    HEMILAMINECTOMY = "hemilaminectomy", "Hemilaminectomy"
    DECOMPRESSION = "decompression", "Decompression of the cord"
    RESECTION = "resection", "Resection of the mass"
    BIOPSY = "biopsy", "Biopsy"
    DUROTOMY = "durotomy", "Planned opening and repair of the dura"
    FORAMINOTOMY = "foraminotomy", "Foraminotomy"
    FUSION = "fusion", "Fusion"


class ApproachKind(Choice):
    """The way in."""

    POSTERIOR = "posterior", "Midline posterior"
    LATERAL = "lateral", "Lateral"
    FAR_LATERAL = "far_lateral", "Far lateral"
    ANTERIOR = "anterior", "Anterior"
    COMBINED = "combined", "Front and back"
    STAGED = "staged", "In stages"


class Removal(Choice):
    """How much of a lamina is taken or opened."""

    WHOLE = "whole", "Whole lamina"
    PARTIAL_UPPER = "partial_upper", "Upper part (dome)"
    PARTIAL_LOWER = "partial_lower", "Lower part"
    UNDERCUT = "undercut", "Undercut"


class Technique(Choice):
    """Technique of laminoplasty."""

    OPEN_DOOR = "open_door", "Open door (one hinge)"
    DOUBLE_DOOR = "double_door", "Double door (midline split)"
    EN_BLOC = "osteoplastic_laminotomy", "En-bloc lift-out, put back"
    SKIP = "skip", "Skip, muscle-sparing"
    LIFT_UP = "lift_up_c1", "Lift-up of the arch of C1"
    OTHER = "other", "Other"


class LaminaFixation(Choice):
    """How an opened lamina is held."""

    PLATE = "plate", "Plate"
    SUTURE = "suture", "Suture"
    ANCHOR = "anchor", "Suture anchor"
    SPACER = "spacer", "Spacer"
    NONE = "none", "Not held"


class ResectionExtent(Choice):
    """How much of the mass is meant to be removed."""

    COMPLETE = "complete", "Complete"
    NEAR_COMPLETE = "near_complete", "Near-complete (more than 95 %)"
    SUBTOTAL = "subtotal", "Subtotal"
    DECOMPRESSION = "decompression_only", "Decompression only"
    BIOPSY = "biopsy_only", "Biopsy only"
    NONE = "none", "No resection"


class ResectionMethod(Choice):
    """How the mass is removed."""

    EN_BLOC = "en_bloc", "In one piece"
    PIECEMEAL = "piecemeal", "Piecemeal"
    THIN_AND_FLOAT = "thin_and_float", "Thinned and left floating"


class StopRule(Choice):
    """Findings at which the resection stops."""

    SIGNAL_LOSS = "signal_loss", "Loss of evoked potentials"
    NO_PLANE_DURA = "no_plane_dura", "No plane to the dura"
    NO_PLANE_ARTERY = "no_plane_artery", "No plane to the vertebral artery"
    BLOOD_LOSS = "blood_loss", "Blood loss beyond the agreed limit"
    VITAL_SIGNS = "vital_signs", "Unstable heart, pressure or breathing"
    MALIGNANT = "malignant_frozen", "Malignant frozen section"


class DuraStrategy(Choice):
    """What is planned for the dura."""

    NONE = "none", "Stays closed"
    PLANNED = "planned", "Planned opening"
    IF_STUCK = "if_stuck", "Opened only if the mass is stuck to it"
    IF_TORN = "if_torn", "Repair only if torn"


class DuraRepair(Choice):
    """Means of repair."""

    SUTURE = "suture", "Suture"
    PATCH = "patch", "Patch"
    SEALANT = "sealant", "Sealant"
    DRAIN = "lumbar_drain", "Lumbar drain"


class Posture(Choice):
    """Posture after a repair; there is no default."""

    FLAT = "flat", "Flat"
    HEAD_UP = "head_up", "Head up"
    FREE = "free", "Free"


class FixationPlan(Choice):
    """Whether and how the spine is fixed."""

    NONE = "none", "No fixation"
    LAMINA_PLATES = "lamina_plates", "Laminoplasty plates only"
    LATERAL_MASS = "lateral_mass", "Lateral mass screws"
    PEDICLE = "pedicle", "Pedicle or translaminar screws"
    C1_C2 = "c1_c2", "C1\N{EN DASH}C2 screws"
    OCCIPUT = "occiput", "Occiput to C2"


class Support(Choice):
    """Support from outside."""

    NONE = "none", "No support"
    SOFT_COLLAR = "soft_collar", "Soft collar"
    HARD_COLLAR = "hard_collar", "Rigid collar"
    HALO = "halo", "Halo vest"


class Adjunct(Choice):
    """Equipment and means used at the operation."""

    MICROSCOPE = "microscope", "Microscope"
    LOUPES = "loupes", "Loupes"
    DIAMOND = "diamond_drill", "Diamond drill next to the cord"
    BONE_SCALPEL = "ultrasonic_bone", "Ultrasonic bone cutter"
    ASPIRATOR = "ultrasonic_aspirator", "Ultrasonic aspirator"
    ULTRASOUND = "ultrasound", "Ultrasound in the wound"
    NAVIGATION = "navigation", "Navigation"
    STIMULATOR = "nerve_stimulator", "Nerve stimulator"


class LaminaStep(Item, frozen=True):
    """What is done at one level, where it differs from the rest."""

    level: Annotated[Vertebra | None, field("Level")] = None
    removal: Annotated[Removal | None, field("Done to the lamina")] = None
    fixation: Annotated[LaminaFixation | None, field("Held by")] = None
    implant: Annotated[str, field("Implant and size")] = ""


class Operation(Group, frozen=True):
    """What is done, and by which way."""

    procedures: Annotated[frozenset[Procedure], field("Operation", quick=21, safety=True)] = frozenset()
    approach: Annotated[ApproachKind | None, field("Approach", essential=True, safety=True)] = None
    title: Annotated[str, field("Operation in the surgeon's own words", "Added to the line made from the choices")] = ""
    incision: Annotated[str, field("Incision and exposed levels")] = ""
    muscles_kept: Annotated[str, field("Muscles kept or put back", "C2 and C7 attachments")] = ""
    c2_muscles_detached: Annotated[Answer | None, field("Muscles detached from C2")] = None
    c7_process_removed: Annotated[Answer | None, field("Spinous process of C7 removed")] = None
    stages: Annotated[str, field("Order of steps", lines=4)] = ""
    adjuncts: Annotated[frozenset[Adjunct], field("Adjuncts")] = frozenset()


class Decompression(Group, frozen=True):
    """Which laminae are opened or removed; bone levels are vertebrae."""

    levels: Annotated[
        frozenset[Vertebra], field("Laminae", "Laminae opened, removed or put back", quick=21, safety=True)
    ] = frozenset()
    steps: Annotated[tuple[LaminaStep, ...], field("Level by level")] = ()
    foraminotomy_levels: Annotated[frozenset[Segment], field("Foraminotomy at")] = frozenset()
    foraminotomy_side: Annotated[SideOrBoth | None, field("Foraminotomy side")] = None
    facet_right_percent: Annotated[
        float | None, field("Facet removed, right", unit="%", low=0, high=100, decimals=0)
    ] = None
    facet_left_percent: Annotated[float | None, field("Facet removed, left", unit="%", low=0, high=100, decimals=0)] = (
        None
    )


class Laminoplasty(Group, frozen=True):
    """How the laminae are opened and held."""

    technique: Annotated[Technique | None, field("Laminoplasty technique", quick=21, safety=True)] = None
    open_side: Annotated[
        Side | None, field("Open side", quick=21, safety=True, only_if=("technique", (Technique.OPEN_DOOR,)))
    ] = None
    hinge_side: Annotated[
        Side | None, field("Hinge side", quick=21, safety=True, only_if=("technique", (Technique.OPEN_DOOR,)))
    ] = None
    side_reason: Annotated[str, field("Why this side")] = ""
    opening_mm: Annotated[float | None, field("Opening", unit="mm", low=1, high=25, decimals=1)] = None
    fixation: Annotated[LaminaFixation | None, field("Laminae held by", essential=True)] = None
    implant: Annotated[str, field("Plate, spacer or suture")] = ""
    ligaments: Annotated[str, field("Ligaments kept, pieces, bone lost")] = ""


class Resection(Group, frozen=True):
    """How much of the mass is removed, how, and when to stop."""

    extent: Annotated[ResectionExtent | None, field("Resection", quick=22, safety=True)] = None
    extent_details: Annotated[str, field("What is left on purpose")] = ""
    method: Annotated[ResectionMethod | None, field("Method")] = None
    stop_rules: Annotated[frozenset[StopRule], field("Stop if", quick=22, safety=True)] = frozenset()
    stop_other: Annotated[str, field("Stop also if")] = ""
    order: Annotated[
        str, field("Order of the resection", "Normal dura found above and below first, and so on", lines=3)
    ] = ""


class Dura(Group, frozen=True):
    """What is planned for the dura."""

    strategy: Annotated[DuraStrategy | None, field("Dura", essential=True, safety=True)] = None
    repair: Annotated[frozenset[DuraRepair], field("Repair with")] = frozenset()
    posture: Annotated[Posture | None, field("Posture after a repair", "No default: a recorded choice")] = None
    posture_hours: Annotated[float | None, field("For", unit="h", low=0, high=240, decimals=0)] = None


class Fixation(Group, frozen=True):
    """Whether the spine is fixed, and what would change the plan."""

    plan: Annotated[FixationPlan | None, field("Fixation", essential=True, safety=True)] = None
    levels: Annotated[frozenset[Vertebra], field("Fixed levels")] = frozenset()
    trigger: Annotated[str, field("Convert to fixation if")] = ""
    growth: Annotated[str, field("Growing spine: what was decided")] = ""
    graft: Annotated[str, field("Bone graft")] = ""
    support: Annotated[Support | None, field("Collar or halo")] = None
    support_weeks: Annotated[float | None, field("For", unit="weeks", low=0, high=52, decimals=0)] = None
