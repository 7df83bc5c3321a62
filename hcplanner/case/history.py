"""What was there before: the old deficit, injury and surgery, bone and mineral questions, medicines, anaesthesia."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import SideOrBoth


class DeficitPattern(Choice):
    """The pattern of a long-standing deficit."""

    SPASTIC_HEMIPLEGIA = "spastic_hemiplegia", "Spastic hemiplegia"
    SPASTIC_DIPLEGIA = "spastic_diplegia", "Spastic diplegia"
    SPASTIC_QUADRIPLEGIA = "spastic_quadriplegia", "Spastic quadriplegia"
    MONOPLEGIA = "monoplegia", "Weakness of one limb"
    GAIT = "gait", "Unsteady or stiff walking"
    SENSORY = "sensory", "Loss of feeling"
    OTHER = "other", "Other"


class DeficitCause(Choice):
    """The cause that a long-standing deficit was put down to."""

    BIRTH_HYPOXIA = "birth_hypoxia", "Lack of oxygen around birth"
    PREMATURITY = "prematurity", "Prematurity"
    STROKE = "stroke", "Stroke or bleed in the brain"
    BRAIN_INJURY = "brain_injury", "Brain injury"
    CORD = "cord", "Spinal cord disease"
    GENETIC = "genetic", "Genetic disease"
    NOT_EXPLAINED = "not_explained", "No cause found"
    OTHER = "other", "Other"


class Region(Choice):
    """A region of the neuroaxis."""

    BRAIN = "brain", "Brain"
    CERVICAL = "cervical", "Cervical spine"
    THORACIC = "thoracic", "Thoracic spine"
    LUMBAR = "lumbar", "Lumbar spine"


class ToeFinding(Choice):
    """What the great toes look like; a question about fibrodysplasia ossificans progressiva."""

    NORMAL = "normal", "Normal"
    ABNORMAL = "abnormal", "Short or bent inwards"
    NOT_EXAMINED = "not_examined", "Not looked at"


class GeneTest(Choice):
    """State of a gene test."""

    NOT_DONE = "not_done", "Not done"
    SENT = "sent", "Sent, awaited"
    NEGATIVE = "negative", "Negative"
    POSITIVE = "positive", "Positive"


class LabTest(Choice):
    """Blood tests that bear on bone and mineral disease."""

    CALCIUM = "calcium", "Calcium"
    PHOSPHATE = "phosphate", "Phosphate"
    ALP = "alkaline_phosphatase", "Alkaline phosphatase"
    PTH = "parathyroid_hormone", "Parathyroid hormone"
    VITAMIN_D = "vitamin_d", "Vitamin D"
    CREATININE = "creatinine", "Creatinine"
    CRP = "crp", "C-reactive protein"
    ESR = "esr", "Erythrocyte sedimentation rate"
    OTHER = "other", "Other"


class AntithromboticUse(Choice):
    """Whether a medicine that hinders clotting is taken."""

    NONE = "none", "Takes none"
    TAKING = "taking", "Taken now"
    STOPPED = "stopped", "Stopped for the operation"
    NOT_KNOWN = "not_known", "Not known (asked)"


class AntithromboticPlan(Choice):
    """What is done about it."""

    STOP = "stop", "Stop"
    BRIDGE = "bridge", "Bridge"
    REVERSE = "reverse", "Reverse"
    CARRY_ON = "carry_on", "Carry on"


class LabResult(Item, frozen=True):
    """One blood result, with the unit as the laboratory gave it."""

    test: Annotated[LabTest | None, field("Test")] = None
    result: Annotated[float | None, field("Result")] = None
    unit: Annotated[str, field("Unit")] = ""
    reference: Annotated[str, field("Reference range")] = ""
    on: Annotated[PartialDate | None, field("Date")] = None


class EarlierOperation(Item, frozen=True):
    """One earlier operation."""

    operation: Annotated[str, field("Operation")] = ""
    on: Annotated[PartialDate | None, field("Date")] = None
    site: Annotated[str, field("Site, implants left in place")] = ""


class Medicine(Item, frozen=True):
    """One regular medicine."""

    medicine: Annotated[str, field("Medicine")] = ""
    dose: Annotated[str, field("Dose and how often")] = ""
    route: Annotated[str, field("Route")] = ""
    reason: Annotated[str, field("For")] = ""


class Antithrombotic(Item, frozen=True):
    """One medicine that hinders clotting, its last dose and the written plan."""

    medicine: Annotated[str, field("Medicine", quick=6, safety=True)] = ""
    last_dose: Annotated[PartialDate | None, field("Last dose", time=True, quick=6, safety=True)] = None
    plan: Annotated[AntithromboticPlan | None, field("Plan", quick=6, safety=True)] = None
    plan_details: Annotated[str, field("Plan in words", "Times, bridging, reversal")] = ""
    agreed_by: Annotated[str, field("Agreed with", privacy=Privacy.STAFF)] = ""


class LongStanding(Group, frozen=True):
    """The old deficit, kept apart from the new one."""

    present: Annotated[Answer | None, field("Long-standing weakness or stiffness", quick=9, safety=True)] = None
    pattern: Annotated[DeficitPattern | None, field("Pattern", quick=9, only_if=("present", (Answer.YES,)))] = None
    side: Annotated[SideOrBoth | None, field("Side", quick=9, only_if=("present", (Answer.YES,)))] = None
    since: Annotated[PartialDate | None, field("Since", only_if=("present", (Answer.YES,)))] = None
    cause: Annotated[DeficitCause | None, field("Put down to", quick=9, only_if=("present", (Answer.YES,)))] = None
    cause_details: Annotated[
        str, field("Who said so, and on what grounds", lines=2, only_if=("present", (Answer.YES,)))
    ] = ""
    function_before: Annotated[
        str, field("What the patient could do before", "Walking, hands, school or work", lines=2)
    ] = ""
    mri_ever: Annotated[frozenset[Region], field("Regions ever imaged by MRI", essential=True)] = frozenset()
    mri_years: Annotated[str, field("Years of those scans")] = ""
    not_imaged_reason: Annotated[str, field("Why brain or whole spine is not imaged")] = ""


class Earlier(Group, frozen=True):
    """Earlier events at the site."""

    injury: Annotated[
        Answer | None,
        field(
            "Earlier injury, operation or injection at the site", "Before the bone was first seen; not the fresh injury"
        ),
    ] = None
    injury_date: Annotated[PartialDate | None, field("Date", only_if=("injury", (Answer.YES,)))] = None
    injury_details: Annotated[str, field("What happened", only_if=("injury", (Answer.YES,)))] = ""
    infection: Annotated[Answer | None, field("Earlier infection of the spine or brain")] = None
    infection_details: Annotated[str, field("Which infection", only_if=("infection", (Answer.YES,)))] = ""
    bleeding: Annotated[Answer | None, field("Earlier bleed in the spine or brain")] = None
    bleeding_details: Annotated[str, field("Which bleed", only_if=("bleeding", (Answer.YES,)))] = ""
    radiotherapy: Annotated[Answer | None, field("Radiotherapy to the neck")] = None
    operations: Annotated[tuple[EarlierOperation, ...], field("Earlier operations")] = ()


class BoneDisease(Group, frozen=True):
    """Questions about inherited or metabolic bone formation."""

    great_toes: Annotated[ToeFinding | None, field("Great toes", essential=True, safety=True)] = None
    other_bone: Annotated[Answer | None, field("Bone or lumps elsewhere outside the skeleton", essential=True)] = None
    family: Annotated[Answer | None, field("Family history of extra bone")] = None
    gene_test: Annotated[GeneTest | None, field("Gene test")] = None
    fop_note: Annotated[str, field("Fibrodysplasia question: reason if not answered")] = ""
    skin_or_nerve_signs: Annotated[str, field("Skin, finger or nerve sheath signs")] = ""
    labs: Annotated[tuple[LabResult, ...], field("Blood results")] = ()


class Medicines(Group, frozen=True):
    """Medicines, with those that bear on bleeding, tone and the cord set apart."""

    antithrombotic: Annotated[AntithromboticUse | None, field("Antithrombotic medicine", quick=6, safety=True)] = None
    antithrombotics: Annotated[
        tuple[Antithrombotic, ...],
        field(
            "Antithrombotics",
            quick=6,
            only_if=("antithrombotic", (AntithromboticUse.TAKING, AntithromboticUse.STOPPED)),
        ),
    ] = ()
    bleeding_tendency: Annotated[Answer | None, field("Bleeding tendency", quick=6, safety=True)] = None
    bleeding_details: Annotated[str, field("Which bleeding tendency", only_if=("bleeding_tendency", (Answer.YES,)))] = (
        ""
    )
    valproate: Annotated[Answer | None, field("Takes valproate")] = None
    antispastic: Annotated[str, field("Medicines against spasticity, with route")] = ""
    steroid_now: Annotated[str, field("Steroid in the last three months")] = ""
    regular: Annotated[tuple[Medicine, ...], field("Regular medicines")] = ()


class AnaestheticHistory(Group, frozen=True):
    """What the anaesthetist needs from the past."""

    previous: Annotated[Answer | None, field("Earlier general anaesthetic")] = None
    problems: Annotated[str, field("Problems with it")] = ""
    family_problems: Annotated[str, field("Anaesthetic problems in the family")] = ""
    difficult_airway: Annotated[Answer | None, field("Known difficult airway", essential=True)] = None
    airway_details: Annotated[str, field("Airway, mouth opening, teeth, neck movement", lines=2)] = ""
    sleep_apnoea: Annotated[Answer | None, field("Snoring or sleep apnoea")] = None
    epilepsy: Annotated[Answer | None, field("Epilepsy")] = None


class History(Group, frozen=True):
    """The section History."""

    long_standing: Annotated[LongStanding, field("Long-standing deficit")] = LongStanding()
    earlier: Annotated[Earlier, field("Earlier events")] = Earlier()
    bone: Annotated[BoneDisease, field("Bone and mineral questions")] = BoneDisease()
    medicines: Annotated[Medicines, field("Medicines and bleeding")] = Medicines()
    anaesthetic: Annotated[AnaestheticHistory, field("Anaesthesia and airway")] = AnaestheticHistory()
    social: Annotated[str, field("Home, school or work", lines=2)] = ""
    birth: Annotated[str, field("Birth and development", lines=2)] = ""
