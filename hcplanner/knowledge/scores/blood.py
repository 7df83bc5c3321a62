"""Estimated blood volume, allowable blood loss and the loss the WHO checklist asks about, each with its parts."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hcplanner.case import Case
from hcplanner.fields import PartialDate
from hcplanner.fields.show import with_unit
from hcplanner.i18n import N_, Words
from hcplanner.knowledge.ages import age
from hcplanner.knowledge.facts import join, marked, said
from hcplanner.knowledge.measures import DECIMALS, Quantity, allowable_loss_ml, blood_volume_ml, blood_volume_per_kg
from hcplanner.knowledge.scores.instrument import NOT_CHECKED, Instrument, Made, Part, Question, Score, score

_GROUP: Final = "plan.blood"
_WEIGHT: Final = "patient.size.weight"
_HELD: Final = ("patient.born", "patient.age_stated", _WEIGHT)
VOLUME: Final = Instrument(
    id="blood_volume",
    name=N_("Estimated blood volume"),
    source=N_("Iowa Protocols; from 12 to 17 years a public calculator (both read)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("weight"), _WEIGHT), Question(N_("born"), "patient.born")),
    scoring=N_("mL/kg of the age \N{MULTIPLICATION SIGN} weight, to 10 mL; low and usual figure."),
    limits=(N_("Sources differ by up to 15 %; other figures hold in prematurity and obesity."),),
    made=Made.WORKED_OUT,
    path=_GROUP,
)
ALLOWABLE: Final = Instrument(
    id="allowable_loss",
    name=N_("Maximum allowable blood loss"),
    version=N_("divided by the first haematocrit"),
    source=N_("Iowa Protocols; ASA Monitor 2020;84(9):21 (both read)"),
    rights=NOT_CHECKED,
    questions=(
        *VOLUME.questions,
        Question(N_("haematocrit"), f"{_GROUP}.haematocrit"),
        Question(N_("lowest accepted"), f"{_GROUP}.lowest_haematocrit"),
    ),
    scoring=N_("volume \N{MULTIPLICATION SIGN} (haematocrit \N{MINUS SIGN} lowest) / haematocrit, down to 10 mL."),
    limits=(N_("The low figure is the cautious one. Dividing by the mean of both gives more and is not used."),),
    made=Made.WORKED_OUT,
    path=_GROUP,
)
WHO_LINE: Final = Instrument(
    id="who_blood_loss",
    name=N_("Loss the WHO checklist asks about"),
    version=N_("7 mL/kg in a child, 500 mL in an adult"),
    source=N_("WHO surgical safety checklist, as told by Medical Algorithms (read)"),
    rights=NOT_CHECKED,
    questions=(Question(N_("weight"), _WEIGHT), Question(N_("expected loss"), f"{_GROUP}.expected_loss_ml")),
    scoring=N_("Above this expected loss the checklist asks about access and fluids."),
    made=Made.WORKED_OUT,
    path=_GROUP,
)
CHILD_ML_PER_KG: Final = 7
ADULT_ML: Final = 500


def of(case: Case, w: Words, on: PartialDate | None = None) -> tuple[Score, ...]:
    """Volume, allowable loss and the WHO line, each as far as its parts are recorded."""
    found = (_volume(case, w, on), _allowable(case, w, on), _who_line(case, w, on))
    return tuple(one for one in found if one is not None)


def _volume(case: Case, w: Words, on: PartialDate | None) -> Score | None:
    both = blood_volume_ml(case, on)
    if both is None:
        return None
    low, usual = (_to_10(one) for one in both)
    return score(VOLUME, w, _marked(case, _range(low, usual, w)), _of_volume(case, w, on), path=_GROUP, number=low)


def _of_volume(case: Case, w: Words, on: PartialDate | None) -> list[Part]:
    known = age(case, on)
    per_kg = None if known is None else blood_volume_per_kg(known)
    if known is None or per_kg is None:
        return []
    told = w("{low} to {high}").format(low=per_kg[0], high=per_kg[1])
    weight = case.patient.size.weight
    kg = "" if weight is None or weight.value is None else with_unit(w.number(weight.value), "kg")
    return [Part(w("weight"), kg, _WEIGHT), Part(known.words(w), with_unit(told, "mL/kg"), "patient.born")]


def _allowable(case: Case, w: Words, on: PartialDate | None) -> Score | None:
    both = allowable_loss_ml(case, on)
    if both is None:
        return None
    paths = (f"{_GROUP}.haematocrit", f"{_GROUP}.lowest_haematocrit")
    labels = (w("haematocrit"), w("lowest accepted"))
    parts = [*_of_volume(case, w, on), *(Part(a, said(case, p, w), p) for a, p in zip(labels, paths, strict=True))]
    value = marked(_range(*both, w), case, *_HELD, *paths)
    return score(ALLOWABLE, w, value, parts, path=_GROUP, number=both[0])


def _who_line(case: Case, w: Words, on: PartialDate | None) -> Score | None:
    known, weight = age(case, on), case.patient.size.weight
    child = None if known is None else known.under(18)
    if child is None or (child and (weight is None or weight.value is None)):
        return None
    kg = None if weight is None else weight.value
    line = Decimal(str(kg)) * CHILD_ML_PER_KG if child else Decimal(ADULT_ML)
    shown = with_unit(w.number(float(line), DECIMALS[Quantity.VOLUME]), "mL")
    parts = [Part(w("weight"), with_unit(w.number(kg), "kg"), _WEIGHT)] if child and kg is not None else []
    expected = case.plan.blood.expected_loss_ml
    compared = ""
    if expected is not None:
        parts.append(
            Part(w("expected loss"), said(case, f"{_GROUP}.expected_loss_ml", w), f"{_GROUP}.expected_loss_ml")
        )
        compared = w("the expected loss is over it") if expected > line else w("the expected loss is not over it")
    value = marked(join([shown, compared]), case, *_HELD, f"{_GROUP}.expected_loss_ml")
    return score(WHO_LINE, w, value, parts, path=_GROUP, number=float(line))


def _marked(case: Case, text: str) -> str:
    return marked(text, case, *_HELD)


def _range(low: int, usual: int, w: Words) -> str:
    text = str(low) if low == usual else w("{low} to {high}").format(low=low, high=usual)
    return with_unit(text, "mL")


def _to_10(volume: Decimal) -> int:
    return int((volume / 10).quantize(Decimal(1), ROUND_HALF_UP)) * 10
