"""Cord compression (MSCC), canal compromise (MCC) and canal occupying ratio, as instruments."""

from typing import Final

import msgspec

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.fields.show import with_unit
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.facts import marked
from hcplanner.knowledge.measures import (
    DECIMALS,
    Measure,
    Quantity,
    canal_compromise,
    cord_compression,
    occupying_ratios,
)
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Direction, Instrument, Made, Part, Question, Score, score

_CORD: Final = "imaging.cord"
_FORMULA: Final = N_("(1 \N{MINUS SIGN} worst / mean of above and below) \N{MULTIPLICATION SIGN} 100")


def _questions(what: str) -> tuple[Question, ...]:
    labels = (N_("at the worst level"), N_("above"), N_("below"))
    places = ("worst", "above", "below")
    return tuple(Question(label, f"{_CORD}.{what}_{place}_mm") for label, place in zip(labels, places, strict=True))


MSCC: Final = Instrument(
    id="mscc",
    name=N_("Maximum spinal cord compression (MSCC)"),
    version=N_("midsagittal T2 MRI"),
    source=N_(
        "Formula: Miyanji 2007, Radiology 243:820-827 (as cited by public software); Furlan 2011, Spine 36:784-793"
    ),
    rights=NOT_CHECKED,
    questions=_questions("cord"),
    scoring=_FORMULA,
    direction=Direction.HIGHER_IS_WORSE,
    made=Made.WORKED_OUT,
    path=_CORD,
)
MCC: Final = msgspec.structs.replace(
    MSCC,
    id="mcc",
    name=N_("Maximum canal compromise (MCC)"),
    version=N_("midsagittal CT or T1 MRI"),
    questions=_questions("canal"),
)
OCCUPYING: Final = Instrument(
    id="occupying_ratio",
    name=N_("Canal occupying ratio"),
    version=N_("by thickness, axial CT"),
    source=N_("Neurospine review of the occupying ratio in ossified ligament disease, adults (read)"),
    rights=NOT_CHECKED,
    questions=(
        Question(N_("mass"), "imaging.lesions[].size_ap_mm"),
        Question(N_("canal"), "imaging.lesions[].canal_ap_mm"),
    ),
    scoring=N_("mass / canal on the same slice \N{MULTIPLICATION SIGN} 100"),
    direction=Direction.HIGHER_IS_WORSE,
    made=Made.WORKED_OUT,
    path="imaging.lesions[]",
)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:  # noqa: ARG001 - age changes nothing
    """Every one of the three that the recorded figures give."""
    compressions = ((MSCC, cord_compression(case)), (MCC, canal_compromise(case)))
    found = [_score(case, instrument, measure, _CORD, w) for instrument, measure in compressions if measure]
    ratios = [
        _score(case, OCCUPYING, measure, measure.parts[0].path.rpartition(".")[0], w)
        for measure in occupying_ratios(case)
    ]
    return (*found, *ratios)


def _score(case: Case, instrument: Instrument, measure: Measure, path: str, w: Words) -> Score:
    parts = [Part(w(part.label), millimetres(part.value, w), part.path) for part in measure.parts]
    shown = marked(measure.shown(w), case, *(part.path for part in parts))
    return score(
        instrument,
        w,
        shown,
        parts,
        path=path,
        limits=measure.notes,
        number=float(measure.value),
        scoring=measure.formula,
    )


def millimetres(value: float, w: Words) -> str:
    """A length with the decimals of its quantity and its unit."""
    return with_unit(w.number(value, DECIMALS[Quantity.LENGTH]), Quantity.LENGTH.value)
