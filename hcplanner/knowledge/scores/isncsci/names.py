"""What the key muscles are called, by the level that each stands for."""

from collections.abc import Mapping
from typing import Final

from hcplanner.i18n import N_

KEY_MUSCLE_NAMES: Final[Mapping[str, str]] = {
    "C5": N_("elbow flexors"),
    "C6": N_("wrist extensors"),
    "C7": N_("elbow extensors"),
    "C8": N_("finger flexors"),
    "T1": N_("finger abductors"),
    "L2": N_("hip flexors"),
    "L3": N_("knee extensors"),
    "L4": N_("ankle dorsiflexors"),
    "L5": N_("long toe extensors"),
    "S1": N_("ankle plantar flexors"),
}
"""Message ids, as the worksheet of the standard names them."""
