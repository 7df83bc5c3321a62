"""Whether the weight of a child fits its age: every dose and the allowable blood loss hang on that number."""

from typing import Final

from hcplanner.case.patient import Sex
from hcplanner.fields import DatedNumber
from hcplanner.knowledge.checks.truth import Asked, Verdict, blank, raised_to
from hcplanner.knowledge.findings import Severity

Band = tuple[float, float]
# 3rd and 97th centile of weight in kg in the middle of each year of age, boys and girls: CDC growth charts 2000,
# weight for age, 2 to 20 years.
BANDS: Final[dict[int, dict[Sex, Band]]] = {
    years: {Sex.MALE: male, Sex.FEMALE: female}
    for years, male, female in (
        (2, (11.1, 16.8), (10.7, 16.5)),
        (3, (12.5, 19.5), (12.1, 19.6)),
        (4, (14.1, 22.7), (13.5, 23.1)),
        (5, (15.7, 26.3), (15.2, 26.9)),
        (6, (17.4, 30.3), (16.9, 31.1)),
        (7, (19.2, 34.9), (18.6, 35.8)),
        (8, (21.1, 40.1), (20.5, 41.4)),
        (9, (23.1, 46.2), (22.7, 47.9)),
        (10, (25.3, 52.8), (25.4, 55.1)),
        (11, (28.0, 59.8), (28.4, 62.4)),
        (12, (31.1, 66.8), (31.7, 69.3)),
        (13, (35.0, 73.7), (35.1, 75.2)),
        (14, (39.3, 80.2), (38.2, 79.8)),
        (15, (43.7, 86.2), (40.8, 83.1)),
        (16, (47.7, 91.5), (42.7, 85.4)),
        (17, (50.6, 95.7), (43.9, 86.8)),
    )
}


def weight_missing(asked: Asked) -> Verdict:
    """A child without a weight, or a figure that no person weighs."""
    weight = _kilograms(asked)
    if weight is None:
        return None if asked.age is None else asked.age.under(18)
    return not 0.3 <= weight <= 250


def weight_implausible(asked: Asked) -> Verdict:
    """A child's weight outside the band of its age and sex, not looked at again; critical when a slip explains it."""
    weight, band = _kilograms(asked), band_of(asked)
    if not blank(asked.case.patient.size.weight_confirmed):
        return False
    if weight is None or band is None:
        return None
    outside = not band[0] <= weight <= band[1]
    return raised_to(Severity.CRITICAL, outside, any(band[0] <= one <= band[1] for one in slips(weight)))


def band_of(asked: Asked) -> Band | None:
    """The band of weights for age and sex; both sexes together when the sex is not one of the charts."""
    if asked.age is None or asked.age.years not in BANDS:
        return None
    bands = BANDS[asked.age.years]
    sex = asked.case.patient.sex
    if sex in (Sex.MALE, Sex.FEMALE):
        return bands[sex]
    return min(low for low, _ in bands.values()), max(high for _, high in bands.values())


def slips(weight: float) -> tuple[float, ...]:
    """What the figure becomes with its decimal point moved by one place, or its two digits exchanged."""
    moved = (weight / 10, weight * 10)
    digits = f"{weight:g}"
    return (*moved, float(digits[::-1])) if len(digits) == 2 and digits.isdecimal() else moved


def _kilograms(asked: Asked) -> float | None:
    held: DatedNumber | None = asked.case.patient.size.weight
    return None if held is None else held.value
