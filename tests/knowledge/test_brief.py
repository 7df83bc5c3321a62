"""The lines of the theatre brief: what is recorded in order, what is missing said, nothing made up."""

import pytest

from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge import brief


@pytest.fixture(scope="module")
def adult() -> Case:
    return load_example("adult-ossified-ligament")


def with_items(case: Case, path: str, *items: dict[str, str]) -> Case:
    return set_at(case, path, [{"id": f"n{place}", **item} for place, item in enumerate(items)])


@pytest.mark.parametrize(
    "line",
    [
        brief.illness_line, brief.antibiotic_line, brief.blood_line, brief.position_line, brief.equipment_line,
        brief.implants_line, brief.bed_line, brief.monitoring_line, brief.stop_line,
    ],
)  # fmt: skip
def test_nothing_recorded_gives_nothing(line):
    assert line(Case(), ENGLISH) == ""


def test_pressure_says_what_is_missing(adult: Case):
    assert brief.pressure_line(Case(), ENGLISH) == "target not recorded, floor not recorded, rescue not recorded"
    rows = dict(brief.pressure_rows(adult, ENGLISH))
    assert rows == {"MAP target, mmHg": "80\N{EN DASH}90", "MAP floor, mmHg": "75", "Rescue MAP, mmHg": "95"}
    assert all(value == "" for _, value in brief.pressure_rows(Case(), ENGLISH))


def test_an_antibiotic_without_dose_or_time_says_so():
    case = set_at(Case(), "plan.medicines.antibiotic", "Cefazolin")
    assert brief.antibiotic_line(case, ENGLISH) == "Cefazolin dose not recorded, time not recorded"


def test_what_is_not_in_the_house_is_said_loudly(adult: Case):
    case = with_items(
        adult,
        "team.implants",
        {"system": "Plates", "ready": "no"},
        {"system": "Rods"},
        {"system": "Screws", "ready": "yes"},
    )
    told = brief.implants_line(case, ENGLISH)
    assert told == "Plates (NOT IN HOUSE); Rods (in house: not recorded); Screws (in house)"


def test_what_was_agreed_about_blood_stands_with_what_is_ordered():
    case = set_at(Case(), "consent.permissions.blood", "refuses")
    case = set_at(case, "plan.blood.order", "none")
    assert brief.blood_line(case, ENGLISH) == (
        "Expected loss not recorded; no blood ordered; agreed: refuses blood products"
    )


def test_no_other_illness_and_no_entry_are_told_apart():
    assert brief.illness_line(set_at(Case(), "patient.health.comorbidity", "no"), ENGLISH) == "No other illness"
    assert (
        brief.illness_line(set_at(Case(), "patient.health.comorbidity", "yes"), ENGLISH) == "other illness: not listed"
    )


def test_traction_of_nothing_is_no_traction():
    assert "no traction" in brief.position_line(set_at(Case(), "plan.positioning.traction_kg", 0), ENGLISH)
    assert brief.position_line(set_at(Case(), "plan.positioning.position", "prone"), ENGLISH) == "Prone"


def test_a_contingency_without_its_first_action_says_so():
    case = with_items(Case(), "plan.contingencies", {"event": "bleeding"}, {"first_action": "Pack and wait"}, {})
    assert brief.contingency_lines(case, ENGLISH) == (
        ("Bleeding", "First action not recorded"),
        ("Event not recorded", "Pack and wait"),
    )


def test_what_must_not_be_done_is_told_entry_by_entry():
    case = with_items(
        Case(), "plan.must_not",
        {"what": "traction", "details": "At no time"}, {"what": "drug", "details": "Amoxicillin"}, {"what": "other"},
    )  # fmt: skip
    assert brief.prohibitions(case, ENGLISH) == ("Traction: at no time", "Amoxicillin", "Other")


def test_the_surgeon_comes_first_and_empty_places_stay_empty(adult: Case):
    told = brief.people(adult, ENGLISH)
    assert told[0] == ("Responsible surgeon", "Dr EXAMPLE Surgeon", "000 000 010")
    assert told[-1] == ("Scrub practitioner", "Mr EXAMPLE Scrub", "")
    assert brief.people(Case(), ENGLISH) == (("Responsible surgeon", "", ""),)
