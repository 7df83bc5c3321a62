"""Figures worked out from typed ones, each with its formula, parts and limits; rounded half up and only when shown."""

from decimal import ROUND_DOWN, Decimal
from enum import Enum
from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.case.anatomy import Vertebra
from hcplanner.fields import PartialDate
from hcplanner.fields.show import with_unit
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age, age
from hcplanner.knowledge.facts import mass_levels


class Quantity(Enum):
    """What a figure is; chooses the decimals it is printed with."""

    LENGTH = "mm"
    ANGLE = "\N{DEGREE SIGN}"
    RATIO = ""
    PERCENT = "%"
    VOLUME = "mL"


DECIMALS: Final = {
    Quantity.LENGTH: 1, Quantity.ANGLE: 1, Quantity.RATIO: 2, Quantity.PERCENT: 1, Quantity.VOLUME: 0,
}  # fmt: skip
"""Decimals by quantity: the one table for worked-out figures."""


class Part(msgspec.Struct, frozen=True):
    """One typed figure that went into a result, and where it stands in the case."""

    label: str
    value: float
    path: str


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A result with what it was made of. `value` is unrounded; `notes` say what limits it, for whom it was made."""

    name: str
    formula: str
    value: Decimal
    quantity: Quantity
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    def shown(self, w: Words) -> str:
        """The value in words, rounded half up to the decimals of its quantity, with its unit."""
        return with_unit(w.number(float(self.value), DECIMALS[self.quantity]), self.quantity.value)


ONE_SIDED: Final = N_("One-sided reference: there is no normal level above, or none was measured.")
ONE_SIDED_ABOVE: Final = N_("One-sided reference: no normal level below was measured.")
WIDER: Final = N_("Negative: wider at the worst level than at the reference.")
OUTSIDE: Final = N_("A typed figure or the result lies outside the usual range; look at the figures again.")
ADULT_LIGAMENT: Final = N_("Limits for this ratio come from adults with an ossified ligament.")
_CORD: Final = (1.0, 15.0)
_CANAL: Final = (3.0, 35.0)


def compression(worst: float, above: float | None, below: float | None) -> Decimal | None:
    """Percentage by which a diameter falls short of the mean of its references; of one where the other is missing.

    Formula after Miyanji 2007 (Radiology 243:820-827). None without a reference, or when one is not over zero.
    """
    references = [Decimal(str(one)) for one in (above, below) if one is not None]
    if not references or worst <= 0 or any(one <= 0 for one in references):
        return None
    mean = sum(references, Decimal(0)) / len(references)
    return (1 - Decimal(str(worst)) / mean) * 100


def occupying_ratio(thickness: float, canal: float) -> Decimal | None:
    """Percentage of the canal's depth taken by the mass on one axial slice; None when a figure is not over zero."""
    if thickness <= 0 or canal <= 0:
        return None
    return Decimal(str(thickness)) / Decimal(str(canal)) * 100


def cord_compression(case: Case) -> Measure | None:
    """Maximum spinal cord compression (MSCC), from the midsagittal T2 image."""
    return _compression(case, "cord", N_("Maximum spinal cord compression (MSCC)"), _CORD)


def canal_compromise(case: Case) -> Measure | None:
    """Maximum canal compromise (MCC), from the midsagittal CT or T1 image."""
    return _compression(case, "canal", N_("Maximum canal compromise (MCC)"), _CANAL)


def no_normal_level_above(case: Case) -> bool:
    """Whether a mass reaches C1 or the occiput, so that there is no normal level above it to compare with."""
    return bool({Vertebra.C0, Vertebra.C1} & mass_levels(case))


def _compression(case: Case, what: str, name: str, usual: tuple[float, float]) -> Measure | None:
    held = {
        place: getattr(case.imaging.cord, f"{what}_{place}_mm")
        for place in ("worst", "above", "below")
        if not (place == "above" and no_normal_level_above(case))
    }
    worst, above, below = (held.get(place) for place in ("worst", "above", "below"))
    value = None if worst is None else compression(worst, above, below)
    if value is None:
        return None
    labels = {"worst": N_("at the worst level"), "above": N_("above"), "below": N_("below")}
    parts = tuple(
        Part(labels[place], figure, f"imaging.cord.{what}_{place}_mm")
        for place, figure in held.items()
        if figure is not None
    )
    notes = [ONE_SIDED] if above is None else [ONE_SIDED_ABOVE] if below is None else []
    if value < 0:
        notes.append(WIDER)
    if value < -20 or any(not usual[0] <= part.value <= usual[1] for part in parts):
        notes.append(OUTSIDE)
    formula = "(1 \N{MINUS SIGN} worst / ((above + below) / 2)) \N{MULTIPLICATION SIGN} 100"
    if len(parts) < 3:
        formula = f"(1 \N{MINUS SIGN} worst / {'below' if above is None else 'above'}) \N{MULTIPLICATION SIGN} 100"
    return Measure(name=name, formula=formula, value=value, quantity=Quantity.PERCENT, parts=parts, notes=tuple(notes))


def occupying_ratios(case: Case) -> tuple[Measure, ...]:
    """The canal occupying ratio of each mass whose thickness and canal were typed."""
    found = []
    for lesion in case.imaging.lesions:
        if lesion.size_ap_mm is None or lesion.canal_ap_mm is None:
            continue
        value = occupying_ratio(lesion.size_ap_mm, lesion.canal_ap_mm)
        if value is None:
            continue
        path = f"imaging.lesions[{lesion.id}]."
        parts = (
            Part(N_("mass"), lesion.size_ap_mm, path + "size_ap_mm"),
            Part(N_("canal"), lesion.canal_ap_mm, path + "canal_ap_mm"),
        )
        found.append(
            Measure(
                name=N_("Canal occupying ratio, by thickness"),
                formula="mass / canal \N{MULTIPLICATION SIGN} 100",
                value=value,
                quantity=Quantity.PERCENT,
                parts=parts,
                notes=(ADULT_LIGAMENT, OUTSIDE) if value > 100 else (ADULT_LIGAMENT,),
            )
        )
    return tuple(found)


# --- blood -----------------------------------------------------------------------------------------------------------


def blood_volume_per_kg(known: Age) -> tuple[int, int] | None:
    """Estimated blood volume in mL/kg as (low, high); None when the age band is open.

    Bands of the Iowa protocols (maximum allowable blood loss); adolescents after a public calculator. A preterm child
    or one with obesity has other figures, which the case does not tell apart.
    """
    least, most = known.least_months, known.most_months
    bands = ((1, (80, 90)), (12, (70, 80)), (144, (70, 75)), (216, (65, 75)), (10_000, (65, 70)))
    of_least = next(figures for limit, figures in bands if least < limit)
    of_most = next(figures for limit, figures in bands if most < limit)
    if of_least != of_most:
        return None
    return of_least


def blood_volume_ml(case: Case, on: PartialDate | None = None) -> tuple[Decimal, Decimal] | None:
    """Estimated blood volume in mL as (low, high); None without weight or age."""
    known, weight = age(case, on), case.patient.size.weight
    if known is None or weight is None or weight.value is None:
        return None
    per_kg = blood_volume_per_kg(known)
    if per_kg is None:
        return None
    kg = Decimal(str(weight.value))
    return kg * per_kg[0], kg * per_kg[1]


def allowable_loss(volume: Decimal, haematocrit: float, lowest: float) -> Decimal | None:
    """Allowable blood loss: volume x (haematocrit - lowest) / haematocrit; None when the lowest is not lower.

    The form of the Iowa protocols; the form that divides by the mean of both gives a larger figure and is not used.
    """
    if not 10 <= lowest < haematocrit <= 70:
        return None
    first, last = Decimal(str(haematocrit)), Decimal(str(lowest))
    return volume * (first - last) / first


def allowable_loss_ml(case: Case, on: PartialDate | None = None) -> tuple[int, int] | None:
    """Allowable blood loss in mL as (low, high), rounded down to 10 mL; None when a part of it lacks."""
    volume = blood_volume_ml(case, on)
    blood = case.plan.blood
    if volume is None or blood.haematocrit is None or blood.lowest_haematocrit is None:
        return None
    both = [allowable_loss(one, blood.haematocrit, blood.lowest_haematocrit) for one in volume]
    if both[0] is None or both[1] is None:
        return None
    return _down_to_10(both[0]), _down_to_10(both[1])


def _down_to_10(volume: Decimal) -> int:
    return int((volume / 10).quantize(Decimal(1), ROUND_DOWN)) * 10
