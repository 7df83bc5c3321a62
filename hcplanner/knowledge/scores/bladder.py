"""Residual urine held against the expected bladder capacity and against the limits published for children."""

from typing import Final

from hcplanner.case import Case
from hcplanner.case.examination import ExaminationRecord
from hcplanner.fields import PartialDate
from hcplanner.fields.show import with_unit
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import Age
from hcplanner.knowledge.facts import join, marked, said
from hcplanner.knowledge.measures import DECIMALS, Quantity
from hcplanner.knowledge.scores.instrument import (
    NOT_CHECKED,
    Instrument,
    Made,
    Part,
    Question,
    Score,
    age_then,
    in_order,
    score,
)

_GROUP: Final = "examination.examinations[].functions"
INSTRUMENT: Final = Instrument(
    id="residual_urine",
    name=N_("Residual urine"),
    version=N_("single value"),
    source=N_(
        "Limits: Chang 2013, Neurourol Urodyn 32:1014-1018, 1,128 healthy children of 4 to 12 years (abstract read); "
        "capacity: Holmdahl 1996 (abstract read), from 1 year the ICCS formula (not opened)"
    ),
    rights=NOT_CHECKED,
    questions=(Question(N_("residual"), f"{_GROUP}.residual_ml"), Question(N_("voided"), f"{_GROUP}.voided_ml")),
    scoring=N_(
        "Residual / (voided + residual) and residual / expected capacity; one value over 30 mL or 21 % up to 6 years, "
        "over 20 mL or 15 % from 7 years, is raised."
    ),
    limits=(N_("A delay after voiding overstates it; a raised single value asks for a second one."),),
    made=Made.WORKED_OUT,
    path=_GROUP,
)
NO_LIMIT: Final = N_("Limits were found for 4 to 12 years only; none is named here.")
LITTLE_VOIDED: Final = N_("The limits were found with at least 50 mL voided.")
_LEAST_VOIDED: Final = 50


def expected_capacity_ml(known: Age) -> float | None:
    """Expected bladder capacity in mL: under 1 year 38 + 2.5 x months, to 12 years 30 x (years + 1), else None.

    Holmdahl 1996 for infants; the ICCS formula for children was not read in its source.
    """
    if known.months is not None and known.most_months < 12:
        return 38 + 2.5 * known.most_months
    years = known.years
    return 30 * (years + 1) if years is not None and 1 <= years <= 12 else None


def raised_limits(known: Age) -> tuple[int, int] | None:
    """The limits of a single residual for the age as (mL, percent of voided plus residual); None if none is known."""
    if known.under(4) is not False or known.under(13) is not True or known.under(7) is None:
        return None
    return (30, 21) if known.under(7) else (20, 15)


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """The residual of each examination that has one."""
    return tuple(
        _score(case, one, w, on, float(one.functions.residual_ml))
        for one in in_order(case)
        if one.functions.residual_ml is not None
    )


def _score(case: Case, one: ExaminationRecord, w: Words, on: PartialDate | None, residual: float) -> Score:
    group = f"examination.examinations[{one.id}].functions"
    known, voided = age_then(case, one.when, on), one.functions.voided_ml
    told = [said(case, f"{group}.residual_ml", w)]
    parts = [Part(w("residual"), told[0], f"{group}.residual_ml")]
    if voided is not None:
        parts.append(Part(w("voided"), said(case, f"{group}.voided_ml", w), f"{group}.voided_ml"))
    capacity = None if known is None else expected_capacity_ml(known)
    if capacity is not None:
        text = w("{share} of the expected {capacity}")
        told.append(text.format(share=_percent(residual / capacity, w), capacity=_volume(capacity, w)))
    share = None if voided is None or voided + residual <= 0 else residual / (voided + residual)
    if share is not None:
        told.append(w("{share} of voided plus residual").format(share=_percent(share, w)))
    limits = None if known is None else raised_limits(known)
    if limits is not None:
        over = residual > limits[0] or (share is not None and share * 100 > limits[1])
        words = w("over the limit of {ml} mL or {percent} %") if over else w("within {ml} mL and {percent} %")
        told.append(words.format(ml=limits[0], percent=limits[1]))
    notes = (NO_LIMIT,) if limits is None else (LITTLE_VOIDED,) if voided is None or voided < _LEAST_VOIDED else ()
    value = marked(join(told), case, "patient.born", f"{group}.residual_ml", f"{group}.voided_ml")
    return score(INSTRUMENT, w, value, parts, path=group, limits=notes, number=residual, when=one.when)


def _percent(share: float, w: Words) -> str:
    return with_unit(w.number(share * 100, DECIMALS[Quantity.PERCENT]), Quantity.PERCENT.value)


def _volume(volume: float, w: Words) -> str:
    return with_unit(w.number(volume, DECIMALS[Quantity.VOLUME]), Quantity.VOLUME.value)
