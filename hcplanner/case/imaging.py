"""What the pictures show: studies, masses, cord, alignment, vessels, how levels were counted. Nothing is measured."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import AroundCord, NeuroLevel, Segment, SideOrBoth, Vertebra
from .history import Region


class Modality(Choice):
    """Kind of imaging study."""

    MRI = "mri", "MRI"
    CT = "ct", "CT"
    CTA = "ct_angiography", "CT angiography"
    MRA = "mr_angiography", "MR angiography"
    ANGIOGRAPHY = "angiography", "Catheter angiography"
    RADIOGRAPH = "radiograph", "Radiograph"
    DYNAMIC = "dynamic_radiograph", "Flexion and extension radiographs"
    BONE_SCAN = "bone_scan", "Bone scan"
    OTHER = "other", "Other"


class Contrast(Choice):
    """Whether contrast medium was given."""

    GIVEN = "given", "Given"
    NOT_GIVEN = "not_given", "Not given"
    CONTRAINDICATED = "contraindicated", "Contraindicated"


class Compartment(Choice):
    """Where in the canal the mass lies."""

    EXTRADURAL = "extradural", "Extradural"
    INTRADURAL_EXTRAMEDULLARY = "intradural_extramedullary", "Intradural extramedullary"
    INTRAMEDULLARY = "intramedullary", "Intramedullary"
    DUMBBELL = "dumbbell", "Dumbbell"
    PARASPINAL = "paraspinal", "Paraspinal"
    UNCERTAIN = "uncertain", "Uncertain"


class Density(Choice):
    """What the mass is made of on CT."""

    CALCIFIED = "calcified", "Calcified"
    OSSIFIED = "ossified", "Bone with cortex and marrow"
    MIXED = "mixed", "Calcified and soft tissue"
    SOFT = "soft", "Soft tissue, no calcium"
    UNCERTAIN = "uncertain", "Uncertain"


class Zones(Choice):
    """Zonal look on CT."""

    MATURE_OUTSIDE = "mature_outside", "Denser outside"
    MATURE_INSIDE = "mature_inside", "Denser inside"
    UNIFORM = "uniform", "Uniform"
    UNCERTAIN = "uncertain", "Uncertain"


class Enhancement(Choice):
    """Contrast uptake on MRI."""

    NONE = "none", "No enhancement"
    RIM = "rim", "Rim"
    EVEN = "even", "Even"
    UNEVEN = "uneven", "Uneven"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class DuraSign(Choice):
    """What CT and MRI say of the dura."""

    NONE = "none", "No sign of ossified dura"
    SINGLE = "single_layer", "Single layer sign"
    DOUBLE = "double_layer", "Double layer sign"
    NO_PLANE = "no_plane", "No plane between mass and dura"
    UNCERTAIN = "uncertain", "Uncertain"


class Severity(Choice):
    """How badly the cord is compressed, as read on MRI."""

    NONE = "none", "Not compressed"
    MILD = "mild", "Mild"
    MODERATE = "moderate", "Moderate"
    SEVERE = "severe", "Severe"


class T2Signal(Choice):
    """Bright T2 signal in the cord: intensity."""

    NONE = "none", "No bright signal"
    FAINT = "faint", "Faint or blurred"
    BRIGHT = "bright", "Bright or sharp"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class Extent(Choice):
    """Over how many levels."""

    NONE = "none", "No level"
    ONE = "one", "One level"
    SEVERAL = "several", "Several levels"


class KangGrade(Choice):
    """Kang grade of cervical canal stenosis on sagittal T2 images, at the worst level."""

    G0 = "0", "0: no stenosis"
    G1 = "1", "1: more than half of the fluid space gone, cord shape normal"
    G2 = "2", "2: cord deformed, no signal change"
    G3 = "3", "3: bright T2 signal in the cord at that level"


class Curve(Choice):
    """Direction of a sagittal angle; there is no sign."""

    LORDOSIS = "lordosis", "Lordosis"
    STRAIGHT = "straight", "Straight"
    KYPHOSIS = "kyphosis", "Kyphosis"


class KLine(Choice):
    """K-line; meaningful only for a mass in front of the cord between C2 and C7."""

    POSITIVE = "positive", "Positive (mass stays in front)"
    NEGATIVE = "negative", "Negative (mass crosses)"
    NOT_DRAWN = "not_drawn", "Not drawn"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class DominantArtery(Choice):
    """The larger vertebral artery."""

    RIGHT = "right", "Right"
    LEFT = "left", "Left"
    EQUAL = "equal", "Equal"
    NOT_KNOWN = "not_known", "Not known"


class ArchVariant(Choice):
    """Variants of the arch of C1."""

    NONE = "none", "No variant"
    OPEN_ARCH = "open_posterior_arch", "Open posterior arch"
    JOINED_OCCIPUT = "joined_to_occiput", "Joined to the occiput"
    BONY_CANAL = "bony_canal", "Bony canal of the artery"
    OTHER = "other", "Other"


class NumberingMethod(Choice):
    """From where the vertebrae were counted."""

    FROM_C2 = "from_c2", "Down from the dens of C2"
    FROM_C1 = "from_c1", "Down from the arch of C1"
    FROM_T1 = "from_t1", "Up from T1 and the first rib"
    WHOLE_SPINE = "whole_spine", "On a whole-spine localiser"


class NumberingVariant(Choice):
    """A variant that makes miscounting likely."""

    NONE = "none", "No variant seen"
    CERVICAL_RIB = "cervical_rib", "Cervical rib"
    EXTRA_OR_MISSING = "extra_or_missing", "Extra or missing vertebra"
    JOINED = "joined", "Joined vertebrae"
    OTHER = "other", "Other"


class Study(Item, frozen=True):
    """One imaging study."""

    modality: Annotated[Modality | None, field("Study", quick=13, safety=True)] = None
    regions: Annotated[frozenset[Region], field("Regions", essential=True)] = frozenset()
    on: Annotated[PartialDate | None, field("Date", quick=13, safety=True)] = None
    contrast: Annotated[Contrast | None, field("Contrast")] = None
    reported_by: Annotated[str, field("Reported by", privacy=Privacy.STAFF)] = ""
    level_in_report: Annotated[str, field("Level as worded in the report", essential=True)] = ""
    report: Annotated[str, field("What it shows", lines=3, quick=13)] = ""


class Lesion(Item, frozen=True):
    """One mass. Sides are the patient's."""

    levels: Annotated[frozenset[Vertebra], field("Lies behind or beside", "Vertebrae", quick=15, safety=True)] = (
        frozenset()
    )
    upper_cervical: Annotated[
        Answer | None, field("In the upper cervical spine", "For a report that names no vertebra")
    ] = None
    segments: Annotated[frozenset[Segment], field("Centred on the segment", "For a mass centred on a disc")] = (
        frozenset()
    )
    position: Annotated[frozenset[AroundCord], field("Around the cord", quick=16, safety=True)] = frozenset()
    side: Annotated[SideOrBoth | None, field("Side", quick=16, safety=True)] = None
    compartment: Annotated[Compartment | None, field("Compartment", quick=16)] = None
    density: Annotated[Density | None, field("Calcified or ossified", essential=True)] = None
    zones: Annotated[Zones | None, field("Zones")] = None
    enhancement: Annotated[Enhancement | None, field("Enhancement")] = None
    dural_tail: Annotated[Answer | None, field("Dural tail")] = None
    dura_sign: Annotated[DuraSign | None, field("Dura", quick=17, safety=True)] = None
    in_foramen: Annotated[Answer | None, field("Enters a foramen")] = None
    roots: Annotated[frozenset[NeuroLevel], field("Roots touched")] = frozenset()
    bone_link: Annotated[str, field("Link to parent bone", "None, or which part of which vertebra")] = ""
    disc_link: Annotated[Answer | None, field("Centred on a disc")] = None
    artery_link: Annotated[str, field("Relation to the vertebral artery")] = ""
    size_ap_mm: Annotated[float | None, field("Front to back", unit="mm", low=0.5, high=60, decimals=1)] = None
    size_transverse_mm: Annotated[float | None, field("Side to side", unit="mm", low=0.5, high=80, decimals=1)] = None
    size_length_mm: Annotated[float | None, field("Top to bottom", unit="mm", low=0.5, high=200, decimals=1)] = None
    canal_ap_mm: Annotated[
        float | None, field("Canal, front to back, on that slice", unit="mm", low=3, high=35, decimals=1)
    ] = None
    measured_on: Annotated[str, field("Read from", "Study, plane and date")] = ""


class Cord(Group, frozen=True):
    """The cord and the canal at the worst level; figures are typed from the named study."""

    severity: Annotated[Severity | None, field("Cord compression", essential=True, safety=True)] = None
    worst_level: Annotated[Vertebra | None, field("Worst at")] = None
    t2_signal: Annotated[T2Signal | None, field("T2 signal in the cord")] = None
    t2_extent: Annotated[Extent | None, field("T2 signal extends over")] = None
    kang: Annotated[KangGrade | None, field("Kang grade")] = None
    other_change: Annotated[str, field("Other change in the cord", "T1 signal, bleeding, syrinx, oedema length")] = ""
    cord_worst_mm: Annotated[float | None, field("Cord at the worst level", unit="mm", low=1, high=15, decimals=1)] = (
        None
    )
    cord_above_mm: Annotated[
        float | None, field("Cord, nearest normal level above", unit="mm", low=1, high=15, decimals=1)
    ] = None
    cord_below_mm: Annotated[
        float | None, field("Cord, nearest normal level below", unit="mm", low=1, high=15, decimals=1)
    ] = None
    canal_worst_mm: Annotated[
        float | None, field("Canal at the worst level", unit="mm", low=3, high=35, decimals=1)
    ] = None
    canal_above_mm: Annotated[
        float | None, field("Canal, nearest normal level above", unit="mm", low=3, high=35, decimals=1)
    ] = None
    canal_below_mm: Annotated[
        float | None, field("Canal, nearest normal level below", unit="mm", low=3, high=35, decimals=1)
    ] = None
    measured_on: Annotated[str, field("Read from", "Study, plane and date")] = ""


class Alignment(Group, frozen=True):
    """Sagittal alignment and stability."""

    local_direction: Annotated[Curve | None, field("Local curve at the mass", quick=18, safety=True)] = None
    local_angle_deg: Annotated[
        float | None, field("Local angle", unit="\N{DEGREE SIGN}", low=0, high=90, decimals=1, quick=18)
    ] = None
    local_between: Annotated[str, field("Measured between")] = ""
    c2_7_direction: Annotated[Curve | None, field("C2\N{EN DASH}C7 curve", essential=True)] = None
    c2_7_angle_deg: Annotated[
        float | None, field("C2\N{EN DASH}C7 angle", unit="\N{DEGREE SIGN}", low=0, high=90, decimals=1)
    ] = None
    instability: Annotated[Answer | None, field("Instability", quick=18, safety=True)] = None
    instability_details: Annotated[str, field("Where, and how it was seen")] = ""
    adi_mm: Annotated[float | None, field("Atlantodental interval, flexion", unit="mm", low=0, high=20, decimals=1)] = (
        None
    )
    padi_mm: Annotated[
        float | None, field("Posterior atlantodental interval", unit="mm", low=0, high=35, decimals=1)
    ] = None
    k_line: Annotated[KLine | None, field("K-line")] = None
    measured_on: Annotated[str, field("Read from", "Study, posture and date")] = ""


class Vessels(Group, frozen=True):
    """Vertebral arteries and the arch of C1."""

    dominant: Annotated[DominantArtery | None, field("Dominant vertebral artery", essential=True)] = None
    course: Annotated[str, field("Course of the arteries near the operation")] = ""
    c1_arch: Annotated[ArchVariant | None, field("Arch of C1")] = None


class Counting(Group, frozen=True):
    """How the levels were counted, and the second look that confirms them."""

    method: Annotated[NumberingMethod | None, field("Levels counted", essential=True, safety=True)] = None
    variant: Annotated[NumberingVariant | None, field("Numbering variant", essential=True, safety=True)] = None
    variant_details: Annotated[str, field("How the variant was counted")] = ""
    checked_by: Annotated[
        str, field("Images and level checked by a second person", essential=True, safety=True, privacy=Privacy.STAFF)
    ] = ""
    checked_at: Annotated[PartialDate | None, field("Checked at", time=True)] = None


class MarkKind(Choice):
    """What is drawn on a picture."""

    ARROW = "arrow", "Arrow"
    LINE = "line", "Line"
    OUTLINE = "outline", "Outline"
    LABEL = "label", "Label"


class Mark(Item, frozen=True):
    """One mark on a picture. Its places are shares of the picture's width and height, from its upper left corner.

    An arrow points from the first place to the second; an outline is the ellipse in the box between the two.
    """

    kind: Annotated[MarkKind | None, field("Mark")] = None
    text: Annotated[str, field("What it shows")] = ""
    x: Annotated[float | None, field("From, across", low=0, high=1, decimals=3, internal=True)] = None
    y: Annotated[float | None, field("From, down", low=0, high=1, decimals=3, internal=True)] = None
    to_x: Annotated[float | None, field("To, across", low=0, high=1, decimals=3, internal=True)] = None
    to_y: Annotated[float | None, field("To, down", low=0, high=1, decimals=3, internal=True)] = None


class KeyPicture(Item, frozen=True):
    """One picture that the plan is explained with. Nothing is ever measured on it."""

    caption: Annotated[str, field("Caption", essential=True)] = ""
    source: Annotated[str, field("Taken from", "Study, plane and level", essential=True)] = ""
    on: Annotated[PartialDate | None, field("Date of the study", essential=True)] = None
    marks: Annotated[tuple[Mark, ...], field("Marks", "Arrows, lines, outlines and labels", essential=True)] = ()
    digest: Annotated[str, field("Attached file", "SHA-256 of the picture in the case file", internal=True)] = ""
    width_px: Annotated[int | None, field("Width in pixels", low=1, high=4000, internal=True)] = None
    height_px: Annotated[int | None, field("Height in pixels", low=1, high=4000, internal=True)] = None


class Imaging(Group, frozen=True):
    """The section Imaging."""

    studies: Annotated[tuple[Study, ...], field("Studies", quick=13)] = ()
    lesions: Annotated[tuple[Lesion, ...], field("Masses", quick=15)] = ()
    cord: Annotated[Cord, field("Cord and canal")] = Cord()
    alignment: Annotated[Alignment, field("Alignment and stability")] = Alignment()
    vessels: Annotated[Vessels, field("Vessels and the arch of C1")] = Vessels()
    counting: Annotated[Counting, field("Counting the levels")] = Counting()
    pictures: Annotated[tuple[KeyPicture, ...], field("Key pictures")] = ()
    note: Annotated[str, field("In the surgeon's own words", lines=3)] = ""
