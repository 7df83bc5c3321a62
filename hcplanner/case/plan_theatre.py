"""What surrounds the operation: position, level check, monitoring, anaesthesia, pressure, blood, medicines."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, PartialDate, Privacy, field


class BodyPosition(Choice):
    """Position on the table."""

    PRONE = "prone", "Prone"
    SITTING = "sitting", "Sitting"
    SUPINE = "supine", "Supine"
    LATERAL = "lateral", "Lateral"


class HeadHolder(Choice):
    """What holds the head."""

    PINS = "pins", "Skull pins"
    HORSESHOE = "horseshoe", "Horseshoe or face pad"
    HALO = "halo", "Halo"
    TONGS = "tongs", "Tongs"


class CountFrom(Choice):
    """The landmark from which levels are counted in theatre."""

    DENS = "dens", "Dens of C2"
    C2_SPINOUS = "c2_spinous", "Spinous process of C2"
    C7_SPINOUS = "c7_spinous", "Spinous process of C7"
    FIRST_RIB = "first_rib", "First rib"
    OTHER = "other", "Other"


class LevelImage(Choice):
    """The picture that proves the level."""

    FLUOROSCOPY = "fluoroscopy", "Fluoroscopy"
    RADIOGRAPH = "radiograph", "Radiograph"
    CT = "intraoperative_ct", "CT in theatre"
    NAVIGATION = "navigation", "Navigation"


class Signal(Choice):
    """Modalities of neuromonitoring."""

    MEP = "mep", "MEP"
    SSEP = "ssep", "SSEP"
    EMG = "emg", "EMG"
    D_WAVE = "d_wave", "D-wave"
    BCR = "bcr", "Bulbocavernosus reflex"
    NONE = "none", "No monitoring"


class MepCaution(Choice):
    """Conditions that need thought before motor evoked potentials."""

    EPILEPSY = "epilepsy", "Epilepsy"
    SKULL_DEFECT = "skull_defect", "Skull defect"
    BRAIN_LESION = "brain_lesion", "Brain lesion"
    DEVICE = "device", "Implanted electronic device"


class Intubation(Choice):
    """How the airway is secured."""

    VIDEO = "video", "Video laryngoscope"
    FIBREOPTIC = "fibreoptic", "Fibreoptic"
    AWAKE = "awake_fibreoptic", "Awake fibreoptic"
    DIRECT = "direct", "Direct laryngoscope"
    TRACHEOSTOMY = "tracheostomy", "Tracheostomy"


class BloodOrder(Choice):
    """What blood is ordered."""

    NONE = "none", "No blood ordered"
    GROUP = "group_and_save", "Group and save"
    CROSSMATCH = "cross_matched", "Cross-matched"


class CellSalvage(Choice):
    """Whether shed blood is given back; a recorded choice without a default."""

    YES = "yes", "Yes"
    FILTER = "yes_filter", "Yes, with a leucocyte filter"
    NO = "no", "No"


class SteroidPlan(Choice):
    """Whether a steroid is given."""

    NO = "no", "No steroid"
    YES = "yes", "Given"
    CONTINUE = "continue", "Regular steroid carried on"


class Positioning(Group, frozen=True):
    """Position, head, eyes and pressure points."""

    position: Annotated[BodyPosition | None, field("Position", essential=True, safety=True)] = None
    head_holder: Annotated[HeadHolder | None, field("Head holder", essential=True, safety=True)] = None
    pins: Annotated[str, field("Pin sites and force")] = ""
    skull_cautions: Annotated[str, field("Skull", "Hydrocephalus, shunt, thin or altered skull")] = ""
    traction_kg: Annotated[float | None, field("Traction", unit="kg", low=0, high=20, decimals=1)] = None
    neck: Annotated[str, field("Neck position, as tried awake", essential=True, safety=True)] = ""
    turning: Annotated[str, field("Turning", "Log-roll, who holds the head")] = ""
    eyes: Annotated[str, field("Eye protection", "How, looked at how often, by whom", essential=True, safety=True)] = ""
    pressure_points: Annotated[str, field("Arms, face and pressure points")] = ""


class LevelCheck(Group, frozen=True):
    """How the level is proven before bone is removed."""

    count_from: Annotated[CountFrom | None, field("Count from", quick=23, safety=True)] = None
    count_other: Annotated[str, field("Which landmark", only_if=("count_from", (CountFrom.OTHER,)))] = ""
    image: Annotated[LevelImage | None, field("Image", quick=23, safety=True)] = None
    before_bone: Annotated[Answer | None, field("Before bone is removed", essential=True)] = None
    stored: Annotated[Answer | None, field("Image stored", essential=True)] = None
    confirmed_by: Annotated[str, field("Level confirmed by", quick=23, safety=True, privacy=Privacy.STAFF)] = ""
    second_check: Annotated[str, field("Second check before closing")] = ""


class Monitoring(Group, frozen=True):
    """Neuromonitoring and its alert limits."""

    modalities: Annotated[frozenset[Signal], field("Neuromonitoring", quick=24, safety=True)] = frozenset()
    person: Annotated[str, field("Neurophysiologist", privacy=Privacy.STAFF)] = ""
    none_reason: Annotated[str, field("Why a usual part is left out")] = ""
    baseline_before: Annotated[Answer | None, field("Baseline before turning", essential=True)] = None
    baseline_after: Annotated[Answer | None, field("Baseline after turning")] = None
    alarm: Annotated[str, field("Alarm at", "Agreed alert limits", quick=24, safety=True)] = ""
    bite_block: Annotated[Answer | None, field("Bite blocks")] = None
    cautions: Annotated[frozenset[MepCaution], field("Cautions for MEP")] = frozenset()
    cautions_plan: Annotated[str, field("How each caution is dealt with")] = ""
    fallback: Annotated[str, field("If no baseline can be had")] = ""


class Anaesthesia(Group, frozen=True):
    """Airway and anaesthetic; doses are those the anaesthetist types."""

    airway_plan: Annotated[str, field("Airway plan (A, B, C)", essential=True, safety=True, lines=2)] = ""
    intubation: Annotated[Intubation | None, field("Intubation")] = None
    intravenous: Annotated[Answer | None, field("Total intravenous anaesthesia", essential=True)] = None
    relaxant: Annotated[str, field("Relaxant for intubation", "And that it has worn off before baseline MEP")] = ""
    lines: Annotated[str, field("Lines and temperature")] = ""
    antispastic: Annotated[str, field("Antispastic medicine around the operation")] = ""
    extubation: Annotated[str, field("Extubation")] = ""
    latex_free: Annotated[Answer | None, field("Latex-free theatre", "Also everything the anaesthetist uses")] = None
    note: Annotated[str, field("Anaesthetist's remarks", lines=2)] = ""


class Pressure(Group, frozen=True):
    """Mean arterial pressure: fields without defaults; no agreed target exists for children."""

    baseline: Annotated[int | None, field("MAP awake", unit="mmHg", low=30, high=130)] = None
    floor: Annotated[int | None, field("MAP floor", unit="mmHg", low=30, high=130, essential=True)] = None
    target_low: Annotated[
        int | None, field("MAP target from", unit="mmHg", low=30, high=130, quick=24, safety=True)
    ] = None
    target_high: Annotated[int | None, field("MAP target to", unit="mmHg", low=30, high=130, quick=24)] = None
    rescue: Annotated[int | None, field("MAP on signal loss", unit="mmHg", low=30, high=130, quick=24, safety=True)] = (
        None
    )
    after: Annotated[int | None, field("MAP after the operation", unit="mmHg", low=30, high=130)] = None
    after_hours: Annotated[float | None, field("For", unit="h", low=0, high=168, decimals=0)] = None


class Blood(Group, frozen=True):
    """Blood: what is there, what may be lost, what is ready."""

    haemoglobin: Annotated[
        float | None, field("Haemoglobin", unit="g/L", low=30, high=250, decimals=0, essential=True)
    ] = None
    haematocrit: Annotated[float | None, field("Haematocrit", unit="%", low=10, high=70, decimals=0)] = None
    lowest_haematocrit: Annotated[
        float | None,
        field("Lowest haematocrit accepted", "Typed by the team; no default", unit="%", low=10, high=70, decimals=0),
    ] = None
    platelets: Annotated[
        float | None,
        field("Platelets", unit="\N{MULTIPLICATION SIGN}10\N{SUPERSCRIPT NINE}/L", low=1, high=1500, decimals=0),
    ] = None
    clotting: Annotated[str, field("Clotting")] = ""
    expected_loss_ml: Annotated[
        int | None, field("Expected blood loss", unit="mL", low=0, high=10000, quick=24, safety=True)
    ] = None
    order: Annotated[BloodOrder | None, field("Blood ordered", quick=24, safety=True)] = None
    units: Annotated[str, field("Units and products")] = ""
    salvage: Annotated[CellSalvage | None, field("Cell salvage")] = None
    salvage_reason: Annotated[str, field("Reason")] = ""
    tranexamic: Annotated[str, field("Tranexamic acid", "Dose as typed by the anaesthetist, or none")] = ""
    trigger: Annotated[str, field("Transfuse when")] = ""
    massive_call: Annotated[str, field("Massive bleeding: number to call")] = ""


class Medicines(Group, frozen=True):
    """Antibiotic, steroid, thrombosis."""

    antibiotic: Annotated[str, field("Antibiotic", essential=True, safety=True)] = ""
    antibiotic_dose_mg: Annotated[
        float | None, field("Dose", unit="mg", low=1, high=6000, decimals=0, essential=True)
    ] = None
    antibiotic_minutes: Annotated[int | None, field("Before incision", unit="min", low=0, high=180)] = None
    antibiotic_repeat_h: Annotated[float | None, field("Repeat after", unit="h", low=1, high=24, decimals=0)] = None
    antibiotic_stop_h: Annotated[float | None, field("Stop within", unit="h", low=0, high=168, decimals=0)] = None
    steroid: Annotated[SteroidPlan | None, field("Steroid", essential=True)] = None
    steroid_details: Annotated[
        str,
        field("Steroid: name, dose, reason, duration", only_if=("steroid", (SteroidPlan.YES, SteroidPlan.CONTINUE))),
    ] = ""
    thrombosis: Annotated[str, field("Thrombosis: risk and plan", essential=True)] = ""


class Approval(Group, frozen=True):
    """With whom the plan was discussed and who approved it."""

    discussed_with: Annotated[str, field("Discussed with", privacy=Privacy.STAFF)] = ""
    approved_by: Annotated[str, field("Approved by", essential=True, safety=True, privacy=Privacy.STAFF)] = ""
    approved_at: Annotated[PartialDate | None, field("Approved at", time=True, essential=True)] = None
