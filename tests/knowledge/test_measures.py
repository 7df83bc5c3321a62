from decimal import Decimal
from typing import Any

import pytest

from hcplanner.case import Case
from hcplanner.fields import Kind, leaves
from hcplanner.i18n import ENGLISH as W
from hcplanner.knowledge.measures import (
    ADULT_LIGAMENT,
    DECIMALS,
    ONE_SIDED,
    ONE_SIDED_ABOVE,
    OUTSIDE,
    WIDER,
    Quantity,
    allowable_loss,
    allowable_loss_ml,
    blood_volume_ml,
    canal_compromise,
    compression,
    cord_compression,
    occupying_ratios,
)
from tests.knowledge.cases import case_of

CORD: dict[str, Any] = {"imaging.cord": {"cord_worst_mm": 4.6, "cord_above_mm": 7.8, "cord_below_mm": 8.2}}
BOY: dict[str, Any] = {
    "patient.born": "2015-04-03",
    "team.planned_for": "2026-11-24",
    "patient.size.weight": {"value": 36},
}


def test_the_worked_example_of_cord_compression():
    found = cord_compression(case_of(CORD))
    assert found is not None
    assert found.shown(W) == "42.5 %"
    assert [(part.value, part.path) for part in found.parts] == [
        (4.6, "imaging.cord.cord_worst_mm"), (7.8, "imaging.cord.cord_above_mm"), (8.2, "imaging.cord.cord_below_mm"),
    ]  # fmt: skip
    assert found.notes == ()


def test_the_worked_example_of_canal_compromise():
    canal = {"canal_worst_mm": 6.3, "canal_above_mm": 14.0, "canal_below_mm": 13.0}
    found = canal_compromise(case_of({"imaging.cord": canal}))
    assert found is not None
    assert found.shown(W) == "53.3 %"


def test_the_worked_example_of_the_occupying_ratio():
    (found,) = occupying_ratios(case_of({"imaging.lesions": [{"id": "a", "size_ap_mm": 7.4, "canal_ap_mm": 12.9}]}))
    assert found.shown(W) == "57.4 %"
    assert found.notes == (ADULT_LIGAMENT,)


@pytest.mark.parametrize("level", ["C0", "C1"])
def test_a_mass_at_the_top_has_no_normal_level_above(level: str):
    found = cord_compression(case_of(CORD | {"imaging.lesions": [{"id": "a", "levels": [level, "C2"]}]}))
    assert found is not None
    assert found.notes == (ONE_SIDED,)
    assert found.shown(W) == "43.9 %"  # 1 - 4.6 / 8.2
    assert "imaging.cord.cord_above_mm" not in {part.path for part in found.parts}


def test_one_missing_reference_is_said():
    above = cord_compression(case_of({"imaging.cord": {"cord_worst_mm": 4.0, "cord_above_mm": 8.0}}))
    below = cord_compression(case_of({"imaging.cord": {"cord_worst_mm": 4.0, "cord_below_mm": 8.0}}))
    assert above is not None
    assert below is not None
    assert (above.notes, below.notes) == ((ONE_SIDED_ABOVE,), (ONE_SIDED,))
    assert above.value == below.value == 50


@pytest.mark.requirement("R48")
def test_without_figures_there_is_no_result():
    assert cord_compression(Case()) is None
    assert compression(4.0, None, None) is None
    assert compression(4.0, 0, 8.0) is None
    assert cord_compression(case_of({"imaging.cord": {"cord_above_mm": 8.0, "cord_below_mm": 8.0}})) is None


def test_what_cannot_be_is_marked():
    wider = cord_compression(case_of({"imaging.cord": {"cord_worst_mm": 8.4, "cord_above_mm": 8, "cord_below_mm": 8}}))
    slip = cord_compression(case_of({"imaging.cord": {"cord_worst_mm": 46, "cord_above_mm": 8, "cord_below_mm": 8}}))
    assert wider is not None
    assert slip is not None
    assert wider.notes == (WIDER,)
    assert wider.shown(W) == "\N{MINUS SIGN}5.0 %"
    assert slip.notes == (WIDER, OUTSIDE)


@pytest.mark.requirement("R36")
def test_decimals_by_quantity_hold_for_fields_and_results_alike():
    by_unit = {quantity.value: decimals for quantity, decimals in DECIMALS.items() if quantity.value != "%"}
    assert set(DECIMALS) == set(Quantity)
    checked = 0
    for member in leaves(Case):
        if member.kind is Kind.NUMBER and member.field.unit in by_unit and member.field.unit:
            assert member.field.decimals == by_unit[member.field.unit], member.path
            checked += 1
    assert checked > 15


@pytest.mark.requirement("R36")
def test_halves_are_rounded_up_and_only_for_show():
    found = cord_compression(
        case_of({"imaging.cord": {"cord_worst_mm": 7.9956, "cord_above_mm": 8, "cord_below_mm": 8}})
    )
    assert found is not None
    assert found.value == Decimal("0.0550")
    assert found.shown(W) == "0.1 %"


def test_the_worked_example_of_the_allowable_loss():
    blood: dict[str, Any] = {"plan.blood": {"haematocrit": 38, "lowest_haematocrit": 25}}
    assert allowable_loss(Decimal(2700), 38, 25) == pytest.approx(Decimal("923.7"), abs=Decimal("0.1"))
    assert blood_volume_ml(case_of(BOY)) == (Decimal(2520), Decimal(2700))
    assert allowable_loss_ml(case_of(BOY | blood)) == (860, 920)


@pytest.mark.requirement("R48")
@pytest.mark.parametrize("missing", ["patient.born", "patient.size.weight", "plan.blood"])
def test_the_allowable_loss_guesses_nothing(missing: str):
    values = BOY | {"plan.blood": {"haematocrit": 38, "lowest_haematocrit": 25}}
    del values[missing]
    assert allowable_loss_ml(case_of(values)) is None


@pytest.mark.parametrize(("first", "last"), [(25, 25), (25, 38), (75, 25), (38, 5)])
def test_a_lowest_haematocrit_that_is_not_lower_gives_none(first: float, last: float):
    assert allowable_loss(Decimal(2700), first, last) is None
