"""Levels, sides and limbs. Vertebrae, the segments between them and neurological levels are kept apart."""

from hcplanner.fields import Choice, Level


class Vertebra(Level):
    """A vertebra and its lamina, or the occiput. There is no C8."""

    C0 = "C0", "C0"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    C3 = "C3", "C3"
    C4 = "C4", "C4"
    C5 = "C5", "C5"
    C6 = "C6", "C6"
    C7 = "C7", "C7"
    T1 = "T1", "T1"
    T2 = "T2", "T2"
    T3 = "T3", "T3"
    T4 = "T4", "T4"
    T5 = "T5", "T5"
    T6 = "T6", "T6"
    T7 = "T7", "T7"
    T8 = "T8", "T8"
    T9 = "T9", "T9"
    T10 = "T10", "T10"
    T11 = "T11", "T11"
    T12 = "T12", "T12"


class Segment(Level):
    """The motion segment between two vertebrae; a disc lies in a segment (none at C0/1 and C1/2)."""

    C0_1 = "C0/1", "C0/1"
    C1_2 = "C1/2", "C1/2"
    C2_3 = "C2/3", "C2/3"
    C3_4 = "C3/4", "C3/4"
    C4_5 = "C4/5", "C4/5"
    C5_6 = "C5/6", "C5/6"
    C6_7 = "C6/7", "C6/7"
    C7_T1 = "C7/T1", "C7/T1"
    T1_2 = "T1/2", "T1/2"
    T2_3 = "T2/3", "T2/3"
    T3_4 = "T3/4", "T3/4"


class NeuroLevel(Level):
    """A neurological level or root; only here is there a C8."""

    C1 = "C1", "C1"
    C2 = "C2", "C2"
    C3 = "C3", "C3"
    C4 = "C4", "C4"
    C5 = "C5", "C5"
    C6 = "C6", "C6"
    C7 = "C7", "C7"
    C8 = "C8", "C8"
    T1 = "T1", "T1"
    T2 = "T2", "T2"
    T3 = "T3", "T3"
    T4 = "T4", "T4"
    T5 = "T5", "T5"
    T6 = "T6", "T6"
    T7 = "T7", "T7"
    T8 = "T8", "T8"
    T9 = "T9", "T9"
    T10 = "T10", "T10"
    T11 = "T11", "T11"
    T12 = "T12", "T12"
    L1 = "L1", "L1"
    L2 = "L2", "L2"
    L3 = "L3", "L3"
    L4 = "L4", "L4"
    L5 = "L5", "L5"
    S1 = "S1", "S1"
    S2 = "S2", "S2"
    S3 = "S3", "S3"
    S4_5 = "S4-5", "S4-5"


KEY_MUSCLES = ("C5", "C6", "C7", "C8", "T1", "L2", "L3", "L4", "L5", "S1")
DERMATOMES = tuple(level.value for level in NeuroLevel if level is not NeuroLevel.C1)


class Side(Choice):
    """A side of the patient."""

    RIGHT = "right", "Right"
    LEFT = "left", "Left"


class SideOrBoth(Choice):
    """Where something is, seen from the patient."""

    RIGHT = "right", "Right"
    LEFT = "left", "Left"
    BOTH = "both", "Both sides"
    MIDLINE = "midline", "Midline"


class AroundCord(Choice):
    """The position of a mass around the cord; sides are the patient's."""

    VENTRAL = "ventral", "In front of the cord"
    DORSAL = "dorsal", "Behind the cord"
    RIGHT = "right", "Right of the cord"
    LEFT = "left", "Left of the cord"


class Limb(Choice):
    """A limb of the patient."""

    RIGHT_ARM = "right_arm", "Right arm"
    RIGHT_LEG = "right_leg", "Right leg"
    LEFT_ARM = "left_arm", "Left arm"
    LEFT_LEG = "left_leg", "Left leg"
