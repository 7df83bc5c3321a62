from datetime import date

import msgspec
import pytest

from hcplanner.case import Case
from hcplanner.case.patient import AllergyStatus, IdentifierType, Sex
from hcplanner.fields import PartialDate
from hcplanner.i18n import ENGLISH
from hcplanner.opencase import OpenCase
from ui.widgets.banner import PatientBanner, banner_allergies, banner_born, banner_gender, banner_name


def case_with(**values):
    open_case = OpenCase(Case())
    for path, value in values.items():
        open_case.set("patient." + path.replace("__", "."), value)
    return open_case.case


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"surname": "Example", "forename": "Ada", "title": "Ms"}, "EXAMPLE, Ada (Ms)"),
        ({"surname": "Example", "forename": "Ada"}, "EXAMPLE, Ada"),
        ({"forename": "Ada"}, "Ada"),
        ({"surname": "  "}, "Name not recorded"),
        ({}, "Name not recorded"),
    ],
)
def test_the_name(values, shown):
    assert banner_name(case_with(**values).patient, ENGLISH) == shown


def test_the_birth_date_with_the_age_today():
    today = date.today()  # noqa: DTZ011 - the day of the person reading
    born = PartialDate(today.year - 11, 1, 1)
    assert banner_born(case_with(born=born), ENGLISH) == f"01-Jan-{born.year} (11y)"
    assert banner_born(case_with(born=PartialDate(today.year, today.month, today.day)), ENGLISH).endswith("(0d)")
    assert banner_born(case_with(born=PartialDate(1990)), ENGLISH).startswith("1990 (")
    assert banner_born(case_with(), ENGLISH) == "Not recorded"
    assert banner_born(case_with(born=PartialDate(2199)), ENGLISH) == "2199"


def test_a_birth_date_that_cannot_be_read_is_shown_as_typed_and_as_unread():
    open_case = OpenCase(Case())
    open_case.set_unread("patient.born", "31.2.2015")
    assert banner_born(open_case.case, ENGLISH) == "“31.2.2015” (not read as a date)"


def test_the_banner_follows_a_birth_date_that_cannot_be_read(window):
    window.show_case(Case())
    window.view.open_case.set_unread("patient.born", "spring 2015")
    assert "spring 2015" in window.view.banner.born.text()
    window.view.open_case.set("patient.born", PartialDate(2015))
    assert window.view.banner.born.text().startswith("2015 (")


def test_gender_is_the_recorded_one():
    assert banner_gender(case_with(sex=Sex.MALE).patient, ENGLISH) == "Male"
    assert banner_gender(case_with(sex=Sex.MALE, gender="Female").patient, ENGLISH) == "Female"
    assert banner_gender(case_with().patient, ENGLISH) == "Not recorded"


@pytest.mark.parametrize(
    ("status", "words", "state"),
    [
        (None, "Allergies not recorded", "unrecorded"),
        (AllergyStatus.NONE, "No known allergies", "none"),
        (AllergyStatus.NOT_KNOWN, "Allergies not known (asked)", "unrecorded"),
        (AllergyStatus.KNOWN, "Allergies: not named", "known"),
    ],
)
def test_allergies_are_told_in_words_with_a_sign_before_them(status, words, state):
    told, shown = banner_allergies(case_with(allergies__status=status).patient, ENGLISH)
    assert (told[2:], shown) == (words, state)
    assert not told[0].isalnum()


def test_known_allergies_are_named():
    open_case = OpenCase(case_with(allergies__status=AllergyStatus.KNOWN))
    for name in ("Penicillin", "Latex"):
        ident = open_case.add_item("patient.allergies.entries")
        open_case.set(f"patient.allergies.entries[{ident}].substance", name)
    assert banner_allergies(open_case.case.patient, ENGLISH)[0].endswith("Allergies: Penicillin, Latex")


def test_the_whole_banner(dressed, qtbot):
    banner = PatientBanner(ENGLISH)
    qtbot.addWidget(banner)
    case = case_with(surname="Example", identifier="X-1", identifier_type=IdentifierType.NHS)
    banner.show_case(case)
    assert banner.in_words() == (
        "EXAMPLE  Born Not recorded  Gender Not recorded  NHS no. X-1  ○ Allergies not recorded"
    )
    assert banner.example.isHidden()
    banner.show_case(msgspec.structs.replace(case, example=True))
    assert not banner.example.isHidden()


def test_markup_in_a_name_is_shown_as_it_was_typed(dressed, qtbot):
    banner = PatientBanner(ENGLISH)
    qtbot.addWidget(banner)
    banner.show_case(case_with(surname="<b>Ex</b>", identifier="<i>1</i>"))
    assert banner.name.text() == "<B>EX</B>"
    assert banner.number.textFormat().name == "PlainText"
