"""A case in words: marks, empties, and nothing lost on the way to paper."""

from __future__ import annotations

import msgspec
import pytest

from hcplanner.case import Case
from hcplanner.documents.view import Shown, printed_sections, view
from hcplanner.fields import Answer, Kind, declared_at, leaves, members, recorded, set_at
from hcplanner.fields.show import show
from hcplanner.i18n import ENGLISH
from tests.cases import filled, random_case, random_value


def _pairs(case: Case) -> list[Shown]:
    parts = [part for section in printed_sections(case, ENGLISH) for row in section.rows for part in row.parts]
    return [pair for part in parts for pair in ((part.name,) if part.name else ()) + part.pairs]


@pytest.mark.requirement("R2")
@pytest.mark.parametrize("seed", range(12))
def test_every_recorded_value_stands_in_its_section(seed: int) -> None:
    case = random_case(seed)
    printed = {pair.path: pair.text for pair in _pairs(case)}
    for member, value in recorded(case):
        if member.field.internal:
            continue
        assert show(member, value, ENGLISH) in printed[member.path]


@pytest.mark.requirement("R5")
def test_a_blank_case_says_not_recorded_where_it_matters_and_names_all_the_rest() -> None:
    case = Case()
    in_place = {pair.path for pair in _pairs(case)}
    assert all(not pair.recorded and "Not recorded" in pair.__html__() for pair in _pairs(case))
    assert {
        "patient.surname",
        "plan.laminoplasty.technique",
        "imaging.lesions",
        "plan.decompression.levels",
    } <= in_place
    missing = [entry for section in printed_sections(case, ENGLISH) for entry in section.missing]
    named = {label for _, labels in missing for label in labels} | {group for group, labels in missing if not labels}
    for leaf in leaves(Case):
        if "[]" not in leaf.path and not leaf.field.only_if:
            above = declared_at(Case, leaf.path.rpartition(".")[0]).field
            if not above.only_if:
                assert leaf.path in in_place or leaf.field.label in named or above.label in named, leaf.path


def test_a_group_that_is_not_asked_is_not_told_as_missing() -> None:
    def missing(case: Case) -> set[str]:
        [consent] = [one for one in printed_sections(case, ENGLISH) if one.name == "consent"]
        return {group for group, labels in consent.missing if not labels}

    assert "Nobody can consent in time" not in missing(set_at(Case(), "consent.signer.decider", "patient"))
    assert "Nobody can consent in time" in missing(set_at(Case(), "consent.signer.decider", "emergency"))


@pytest.mark.requirement("R48")
def test_no_answer_is_not_a_no() -> None:
    for leaf in leaves(Case):
        if leaf.kind is Kind.ANSWER:
            shown = {show(leaf, answer, ENGLISH) for answer in Answer}
            assert shown == {"Yes", "No", "Not applicable", "Not known"}
            assert show(leaf, None, ENGLISH) == ""


def test_an_invented_value_carries_a_dagger_and_so_does_what_stands_inside() -> None:
    case = msgspec.structs.replace(Case(), invented=("patient.surname", "plan.laminoplasty"))
    case = set_at(case, "patient.surname", "EXAMPLE")
    case = set_at(case, "plan.laminoplasty.technique", "open_door")
    case = set_at(case, "patient.forename", "Real")
    shown = view(case, ENGLISH)
    assert shown.patient.surname.text == "EXAMPLE †"
    assert shown.plan.laminoplasty.technique.text.endswith("†")
    assert "†" not in shown.patient.forename.text


def test_unread_text_is_shown_as_typed_and_marked() -> None:
    case = msgspec.structs.replace(Case(), unread={"plan.pressure.floor": "about 70"})
    text = view(case, ENGLISH).plan.pressure.floor.text
    assert "about 70" in text
    assert "could not be read" in text


def test_a_value_outside_its_range_is_kept_and_marked() -> None:
    case = set_at(Case(), "plan.pressure.floor", 20)
    assert view(case, ENGLISH).plan.pressure.floor.text == "20 mmHg (outside the usual range)"


@pytest.mark.requirement("R36")
def test_decimals_come_from_the_declaration() -> None:
    case = set_at(Case(), "imaging.cord.cord_worst_mm", 4)
    assert view(case, ENGLISH).imaging.cord.cord_worst_mm.text == "4.0 mm"
    case = set_at(case, "plan.blood.haematocrit", 38.0)
    assert view(case, ENGLISH).plan.blood.haematocrit.text == "38 %"


def test_markup_in_a_value_stays_text() -> None:
    shown = Shown("p", "L", "<b>&", "Not recorded")
    assert shown.__html__() == "&lt;b&gt;&amp;"


def test_patients_read_dates_in_full() -> None:
    case = set_at(Case(), "patient.born", "2015-04-03")
    assert view(case, ENGLISH, "patient").patient.born.text == "3 April 2015"
    assert view(case, ENGLISH).patient.born.text == "03-Apr-2015"


def test_a_view_has_every_member_of_the_case() -> None:
    import random

    chance = random.Random(3)
    shown = view(filled(lambda member, _: random_value(member, chance)), ENGLISH)
    assert set(vars(shown)) == {member.name for member in members(Case)}
