"""What a field shows can be typed again, and what people type is read or refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.case import Case
from hcplanner.fields import Kind, PartialDate, declared_at, leaves
from hcplanner.fields.parse import parse
from hcplanner.fields.show import lower_first, show, show_plain
from hcplanner.i18n import ENGLISH, Words
from tests.fields.strategies import values

_TYPED = [m for m in leaves(Case) if m.kind in (Kind.TEXT, Kind.NUMBER, Kind.INTEGER, Kind.DATE)]
BORN = declared_at(Case, "patient.born")
HEIGHT = declared_at(Case, "imaging.lesions.size_ap_mm")


@given(st.data())
def test_what_stands_in_an_editor_is_read_as_the_value_it_shows(data: st.DataObject):
    member = data.draw(st.sampled_from(_TYPED))
    value = data.draw(values(member))
    shown = show_plain(member, value, ENGLISH)
    if member.kind is Kind.TEXT:
        assert parse(member, shown) == value.strip()
    else:
        assert parse(member, shown) == value


@pytest.mark.requirement("R1", "R48")
@given(st.data())
def test_shown_words_are_words(data: st.DataObject):
    member = data.draw(st.sampled_from(leaves(Case)))
    value = data.draw(values(member))
    told = show(member, value, ENGLISH)
    assert bool(told) == (not member.is_empty(value))
    if member.kind is not Kind.TEXT:
        assert not {"None", "nan", "True", "False", "frozenset"} & set(told.replace("(", " ").split())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014", (2014,)), ("April 2014", (2014, 4)), ("apr 2014", (2014, 4)), ("2014-04", (2014, 4)),
        ("3 apr 2015", (2015, 4, 3)), ("03-Apr-2015", (2015, 4, 3)), ("3.4.2015", (2015, 4, 3)),
        ("2015-04-03", (2015, 4, 3)), ("03-Apr-2015 14:30", (2015, 4, 3, 14, 30)),
        ("2015-04-03T14:30", (2015, 4, 3, 14, 30)),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, date: tuple[int, ...]):
    assert parse(BORN, text) == PartialDate(*date)


@pytest.mark.parametrize(
    "text", ["soon", "31 Feb 2014", "2014-13", "13/2014", "3 4", "1 2 3 4", "14", "2015-04-03 25:00"]
)
def test_a_text_that_is_no_date_is_refused(text: str):
    with pytest.raises(ValueError, match=r"\w"):
        parse(BORN, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("9", 9.0), ("9,5", 9.5), (" 9.50 ", 9.5), ("-3", -3.0), ("\u22123", -3.0), (".5", 0.5), ("", None)],
)
def test_numbers_with_comma_or_point(text: str, number: float | None):
    assert parse(HEIGHT, text) == number


@pytest.mark.parametrize("number", [1e27, -1e27, 1.7e308, 5e-324, -0.0])
def test_an_absurd_number_is_shown(number: float):
    for member in leaves(Case):
        if member.kind is Kind.NUMBER:
            assert parse(member, show_plain(member, number, ENGLISH)) == number
            assert show(member, number, ENGLISH)


@pytest.mark.parametrize("text", ["nine", "9 mm", "1.000,5", "1e5", "nan", "inf", "--3", "9" * 400, "٣"])
def test_a_text_that_is_no_number_is_refused(text: str):
    with pytest.raises(ValueError, match=r"\w"):
        parse(HEIGHT, text)


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Behind the cord", "behind the cord"), ("A la derecha", "a la derecha"), ("CT", "CT"), ("C5 root", "C5 root"),
        ("X", "X"), ("", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "en_US", "es"])
def test_a_first_letter_is_small_within_a_sentence_and_abbreviations_stay(text: str, small: str, language: str):
    assert lower_first(text, Words.load(language)) == small


def test_a_language_that_may_write_nouns_with_a_capital_keeps_it():
    assert lower_first("Hinter dem Mark", Words.load("de")) == "Hinter dem Mark"
