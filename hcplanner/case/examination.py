"""What was found on examination, each dated and signed so that change shows; instruments with all their items."""

from typing import Annotated

from hcplanner.fields import Answer, Choice, Group, Item, PartialDate, Privacy, field

from .anatomy import DERMATOMES, KEY_MUSCLES, Limb, NeuroLevel


class Purpose(Choice):
    """When in the course an examination was made."""

    REFERRAL = "referral", "At referral"
    BASELINE = "baseline", "Baseline before the operation"
    CHANGE = "change", "After a change"
    AFTER = "after", "After the operation"


class Power(Choice):
    """Power of a whole limb, Medical Research Council grades (its weakest group)."""

    P0 = "0", "0"
    P1 = "1", "1"
    P2 = "2", "2"
    P3 = "3", "3"
    P4_MINUS = "4-", "4\N{MINUS SIGN}"
    P4 = "4", "4"
    P4_PLUS = "4+", "4+"
    P5 = "5", "5"
    NOT_TESTED = "not_tested", "Not tested"


class Sign(Choice):
    """Whether a sign was found."""

    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    EQUIVOCAL = "equivocal", "Equivocal"
    NOT_TESTED = "not_tested", "Not tested"


class Plantar(Choice):
    """The plantar response (Babinski)."""

    FLEXOR = "flexor", "Flexor"
    EXTENSOR = "extensor", "Extensor"
    EQUIVOCAL = "equivocal", "Equivocal"
    MUTE = "mute", "Mute"
    NOT_TESTED = "not_tested", "Not tested"


class Clonus(Choice):
    """Ankle clonus."""

    NONE = "none", "No clonus"
    FEW = "few", "A few beats"
    SUSTAINED = "sustained", "Sustained"
    NOT_TESTED = "not_tested", "Not tested"


class Gait(Choice):
    """How the patient walks."""

    NORMAL = "normal", "Normal"
    UNSTEADY = "unsteady", "Unsteady, unaided"
    AID = "aid", "With an aid"
    HELP = "help", "With another person's help"
    WHEELCHAIR = "wheelchair", "Wheelchair"
    BED = "bed", "In bed"
    NOT_YET = "not_yet", "Not yet walking (age)"
    NOT_TESTED = "not_tested", "Not tested"


class Bladder(Choice):
    """Bladder as found."""

    NORMAL = "normal", "Normal"
    URGENCY = "urgency", "Urgency"
    HESITANCY = "hesitancy", "Hesitancy"
    RETENTION = "retention", "Retention"
    INCONTINENT = "incontinent", "Incontinent"
    CATHETER = "catheter", "Catheter"
    NOT_YET = "not_yet_continent", "Not yet continent (age)"
    NOT_TESTED = "not_tested", "Not asked or tested"


class Breathing(Choice):
    """Breathing and cough as found."""

    NORMAL = "normal", "Normal"
    WEAK_COUGH = "weak_cough", "Weak cough"
    SHALLOW = "shallow", "Shallow or fast"
    SUPPORT = "support", "Needs support"
    NOT_TESTED = "not_tested", "Not tested"


class Swallowing(Choice):
    """Swallowing as found."""

    NORMAL = "normal", "Normal"
    DIFFICULT = "difficult", "Difficult"
    UNSAFE = "unsafe", "Unsafe"
    NOT_TESTED = "not_tested", "Not tested"


class CordDeficit(Choice):
    """The worst motor deficit put down to the cord."""

    NONE = "none", "No deficit"
    MILD = "mild", "Mild (MRC 4)"
    SEVERE = "severe", "Severe (MRC 3 or less)"
    NOT_SEPARABLE = "not_separable", "Cord and brain parts not separable"


class MjoaArm(Choice):
    """mJOA (Benzel 1991, 18 points), motor function of arm and hand."""

    G0 = "0", "0: hands cannot be moved"
    G1 = "1", "1: hands move, cannot feed self with a spoon"
    G2 = "2", "2: feeds self with a spoon, cannot fasten shirt buttons"
    G3 = "3", "3: fastens buttons with great difficulty"
    G4 = "4", "4: fastens buttons with slight difficulty"
    G5 = "5", "5: no difficulty"


class MjoaLeg(Choice):
    """mJOA (Benzel 1991, 18 points), motor function of the leg."""

    G0 = "0", "0: no movement and no feeling"
    G1 = "1", "1: feeling kept, legs cannot be moved"
    G2 = "2", "2: legs move, cannot walk"
    G3 = "3", "3: walks on the flat with an aid"
    G4 = "4", "4: stairs with a handrail"
    G5 = "5", "5: stairs without a handrail, but clearly unsteady"
    G6 = "6", "6: slightly unsteady, walks unaided with an even step"
    G7 = "7", "7: no difficulty"


class MjoaSensation(Choice):
    """mJOA (Benzel 1991, 18 points), sensation of the hand."""

    G0 = "0", "0: no feeling in the hands"
    G1 = "1", "1: severe loss, or pain"
    G2 = "2", "2: mild loss"
    G3 = "3", "3: normal"


class MjoaSphincter(Choice):
    """mJOA (Benzel 1991, 18 points), bladder."""

    G0 = "0", "0: cannot pass urine at will"
    G1 = "1", "1: marked difficulty"
    G2 = "2", "2: mild to moderate difficulty"
    G3 = "3", "3: normal"


class Nurick(Choice):
    """Nurick grade (1972); higher is worse."""

    G0 = "0", "0: root signs only, no sign of cord disease"
    G1 = "1", "1: signs of cord disease, walking not affected"
    G2 = "2", "2: slight trouble walking, full-time work"
    G3 = "3", "3: trouble walking stops full-time work, no help needed"
    G4 = "4", "4: walks only with help or a frame"
    G5 = "5", "5: chair-bound or bedridden"


class MobilityLevel(Choice):
    """GMFCS-style mobility level; not validated outside cerebral palsy."""

    I = "I", "I: walks without limits"  # noqa: E741 - the scale's own name
    II = "II", "II: walks in most settings, rail on stairs"
    III = "III", "III: walks with a hand-held aid"
    IV = "IV", "IV: needs adult help or powered mobility"
    V = "V", "V: carried or pushed by others"


class McCormick(Choice):
    """Modified McCormick scale."""

    I = "I", "I: intact or mild deficit, normal walking"  # noqa: E741 - the scale's own name
    II = "II", "II: mild deficit, independent"
    III = "III", "III: moderate deficit, walks with an aid, independent"
    IV = "IV", "IV: severe deficit, wheelchair or dependent"
    V = "V", "V: paraplegia or tetraplegia, even if a flicker remains"


_MOTOR = ("0", "1", "2", "3", "4", "5", "NT")
_MOTOR_GRADES = tuple(g + mark for g in _MOTOR for mark in ("", "*", "**"))
_SENSORY_GRADES = tuple(g + mark for g in ("0", "1", "2", "NT") for mark in ("", "*", "**"))
_REFLEX_ROWS = ("Biceps", "Brachioradialis", "Triceps", "Knee", "Ankle")
_REFLEX_GRADES = ("0", "1+", "2+", "3+", "4+", "NT")
_TONE_ROWS = (
    "Elbow flexors",
    "Wrist and finger flexors",
    "Hip adductors",
    "Knee extensors",
    "Knee flexors",
    "Ankle plantar flexors",
)
_TONE_GRADES = ("0", "1", "1+", "2", "3", "4", "NT")


class LimbPower(Group, frozen=True):
    """Power of each limb; which limbs are newly and which are of old weak is kept apart."""

    right_arm: Annotated[Power | None, field("Right arm", quick=10, safety=True)] = None
    right_leg: Annotated[Power | None, field("Right leg", quick=10, safety=True)] = None
    left_arm: Annotated[Power | None, field("Left arm", quick=10, safety=True)] = None
    left_leg: Annotated[Power | None, field("Left leg", quick=10, safety=True)] = None
    new_in: Annotated[frozenset[Limb], field("New deficit in", quick=10)] = frozenset()
    old_in: Annotated[frozenset[Limb], field("Old deficit in", quick=9)] = frozenset()
    not_tested_reason: Annotated[str, field("Why a limb was not tested")] = ""


class Isncsci(Group, frozen=True):
    """The examination grid of the International Standards; grades 0-5 or 0-2, NT, with the marks * and ** of 2019."""

    motor_right: Annotated[dict[str, str], field("Key muscles, right", rows=KEY_MUSCLES, grades=_MOTOR_GRADES)] = {}
    motor_left: Annotated[dict[str, str], field("Key muscles, left", rows=KEY_MUSCLES, grades=_MOTOR_GRADES)] = {}
    light_touch_right: Annotated[
        dict[str, str], field("Light touch, right", rows=DERMATOMES, grades=_SENSORY_GRADES)
    ] = {}
    light_touch_left: Annotated[
        dict[str, str], field("Light touch, left", rows=DERMATOMES, grades=_SENSORY_GRADES)
    ] = {}
    pin_prick_right: Annotated[dict[str, str], field("Pin prick, right", rows=DERMATOMES, grades=_SENSORY_GRADES)] = {}
    pin_prick_left: Annotated[dict[str, str], field("Pin prick, left", rows=DERMATOMES, grades=_SENSORY_GRADES)] = {}
    anal_contraction: Annotated[Sign | None, field("Voluntary anal contraction")] = None
    deep_anal_pressure: Annotated[Sign | None, field("Deep anal pressure")] = None
    non_key_right: Annotated[NeuroLevel | None, field("Lowest non-key muscle with function, right")] = None
    non_key_left: Annotated[NeuroLevel | None, field("Lowest non-key muscle with function, left")] = None
    comments: Annotated[
        str, field("Comments", "What was altered by something other than the cord, and how it was rated", lines=2)
    ] = ""


class Reflexes(Group, frozen=True):
    """Tendon reflexes, tone and long-tract signs."""

    reflexes_right: Annotated[
        dict[str, str], field("Tendon reflexes, right", rows=_REFLEX_ROWS, grades=_REFLEX_GRADES)
    ] = {}
    reflexes_left: Annotated[
        dict[str, str], field("Tendon reflexes, left", rows=_REFLEX_ROWS, grades=_REFLEX_GRADES)
    ] = {}
    tone_right: Annotated[
        dict[str, str], field("Tone, right (modified Ashworth)", rows=_TONE_ROWS, grades=_TONE_GRADES)
    ] = {}
    tone_left: Annotated[
        dict[str, str], field("Tone, left (modified Ashworth)", rows=_TONE_ROWS, grades=_TONE_GRADES)
    ] = {}
    hoffmann_right: Annotated[Sign | None, field("Hoffmann, right", essential=True)] = None
    hoffmann_left: Annotated[Sign | None, field("Hoffmann, left", essential=True)] = None
    plantar_right: Annotated[Plantar | None, field("Plantar response (Babinski), right", essential=True)] = None
    plantar_left: Annotated[Plantar | None, field("Plantar response (Babinski), left", essential=True)] = None
    clonus_right: Annotated[Clonus | None, field("Ankle clonus, right")] = None
    clonus_left: Annotated[Clonus | None, field("Ankle clonus, left")] = None
    lhermitte: Annotated[Sign | None, field("Lhermitte")] = None


class Functions(Group, frozen=True):
    """Walking, hands, sphincters, breathing and swallowing."""

    gait: Annotated[Gait | None, field("Walking", essential=True, safety=True)] = None
    walking_aid: Annotated[str, field("Which aid")] = ""
    hands: Annotated[str, field("Hand function", "Buttons, cutlery, pencil; grip and release in 10 seconds")] = ""
    bladder: Annotated[Bladder | None, field("Bladder", quick=11, safety=True)] = None
    residual_ml: Annotated[int | None, field("Residual urine", unit="mL", low=0, high=2000)] = None
    voided_ml: Annotated[int | None, field("Voided volume", unit="mL", low=0, high=2000)] = None
    bowel: Annotated[str, field("Bowel and saddle sensation")] = ""
    breathing: Annotated[Breathing | None, field("Breathing and cough", quick=11, safety=True)] = None
    saturation_percent: Annotated[int | None, field("Oxygen saturation", unit="%", low=50, high=100)] = None
    swallowing: Annotated[Swallowing | None, field("Swallowing and voice", essential=True)] = None


class Instruments(Group, frozen=True):
    """Scored scales with every item kept; totals are worked out, never typed."""

    mjoa_arm: Annotated[MjoaArm | None, field("mJOA arm and hand")] = None
    mjoa_leg: Annotated[MjoaLeg | None, field("mJOA leg")] = None
    mjoa_sensation: Annotated[MjoaSensation | None, field("mJOA sensation of the hand")] = None
    mjoa_sphincter: Annotated[MjoaSphincter | None, field("mJOA bladder")] = None
    nurick: Annotated[Nurick | None, field("Nurick grade")] = None
    mobility: Annotated[
        MobilityLevel | None, field("Mobility level (GMFCS style)", "Not validated outside cerebral palsy")
    ] = None
    mccormick: Annotated[McCormick | None, field("Modified McCormick grade")] = None


class ExaminationRecord(Item, frozen=True):
    """One examination by one examiner at one time."""

    when: Annotated[PartialDate | None, field("Examined on", quick=12, time=True, safety=True)] = None
    examiner: Annotated[str, field("Examined by", "Name and grade", quick=12, safety=True, privacy=Privacy.STAFF)] = ""
    purpose: Annotated[Purpose | None, field("Purpose", essential=True)] = None
    limited_by: Annotated[str, field("Limited by", "Pain, age, collar, sedation")] = ""
    power: Annotated[LimbPower, field("Power by limb")] = LimbPower()
    cord_deficit: Annotated[CordDeficit | None, field("Worst motor deficit put down to the cord", essential=True)] = (
        None
    )
    sensation: Annotated[str, field("Sensation", "Level and pattern, right and left", essential=True)] = ""
    functions: Annotated[Functions, field("Walking, sphincters, breathing")] = Functions()
    signs: Annotated[Reflexes, field("Reflexes, tone and signs")] = Reflexes()
    neck: Annotated[str, field("Neck posture, movement and safe range")] = ""
    instruments: Annotated[Instruments, field("Scales")] = Instruments()
    isncsci: Annotated[Isncsci, field("International Standards grid (ISNCSCI)")] = Isncsci()
    note: Annotated[str, field("Note", lines=3)] = ""


class Examination(Group, frozen=True):
    """The section Examination."""

    examinations: Annotated[tuple[ExaminationRecord, ...], field("Examinations", quick=10)] = ()
    involuntary_movement: Annotated[str, field("Involuntary neck movement", "None, dystonia, athetosis or other")] = ""
    recording_agreed: Annotated[Answer | None, field("Photograph or video of the examination agreed")] = None
