"""Partial dates, and reaching into a case by its paths."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.case import Case
from hcplanner.fields import (
    Kind,
    NoSuchField,
    PartialDate,
    asked,
    declared_at,
    get_at,
    item_type,
    leaves,
    members,
    owner_of,
    put_items,
    recorded,
    set_at,
)
from tests.cases import random_case
from tests.fields.strategies import dates


@given(dates())
def test_a_date_is_written_and_read_as_it_is(date: PartialDate):
    assert PartialDate.parse(str(date)) == date
    assert date.complete == (date.day is not None)


@given(st.text(max_size=16))
def test_any_text_is_a_date_or_refused(text: str):
    with contextlib.suppress(ValueError):
        assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "parts",
    [
        (1849,), (2201,), (2014, 0), (2014, 13), (2014, None, 3), (2015, 2, 29), (2014, 4, 31), (2014, 3, 12, 24, 0),
        (2014, 3, 12, 12), (2014, 3, 12, None, 30), (2014, 3, None, 12, 30), (2014, 3, 12, 12, 60),
    ],
)  # fmt: skip
def test_a_date_that_is_none_cannot_be_made(parts: tuple[int | None, ...]):
    with pytest.raises(ValueError, match=r"\w+"):
        PartialDate(*parts)  # type: ignore[arg-type]


@given(st.integers(0, 3000))
def test_whatever_is_recorded_is_found_under_its_path(seed: int):
    case = random_case(seed)
    for member, value in recorded(case):
        assert get_at(case, member.path) == value
        assert getattr(owner_of(case, member.path), member.name) == value
        assert not declared_at(Case, member.path).is_empty(value)
        assert set_at(case, member.path, value) == case


def test_an_empty_case_has_nothing_recorded():
    assert list(recorded(Case())) == []


def test_every_field_is_found_by_its_path():
    for member in leaves(Case):
        found = declared_at(Case, member.path)
        assert (found.path, found.kind, found.field) == (member.path, member.kind, member.field)


@pytest.mark.parametrize("path", ["", ".", "patient.", "Patient", "patient.nobody", "patient.surname.x", "a[b", "a[!]"])
def test_a_path_that_leads_nowhere_is_a_fault(path: str):
    with pytest.raises(NoSuchField):
        declared_at(Case, path)


def test_an_entry_that_is_not_there_is_a_fault():
    with pytest.raises(NoSuchField):
        get_at(Case(), "imaging.lesions[m1].size_ap_mm")
    with pytest.raises(NoSuchField):
        set_at(Case(), "imaging.lesions[m1].size_ap_mm", 3)
    with pytest.raises(NoSuchField):
        put_items(Case(), "patient.surname", ())


def test_setting_one_entry_leaves_the_others_as_they_are():
    lesion = item_type(declared_at(Case, "imaging.lesions"))
    case = put_items(Case(), "imaging.lesions", (lesion(id="a"), lesion(id="b")))
    changed = set_at(case, "imaging.lesions[b].size_ap_mm", 4)
    assert changed.imaging.lesions[0] is case.imaging.lesions[0]
    assert changed.imaging.lesions[1].size_ap_mm == 4.0
    assert case.imaging.lesions[1].size_ap_mm is None


def test_a_field_is_asked_when_its_neighbour_says_so():
    """Every condition is met by each value it names, and by nothing when the neighbour is empty."""
    conditioned = [m for m in leaves(Case) if m.field.only_if]
    assert conditioned
    for member in conditioned:
        assert member.field.only_if is not None
        name, wanted = member.field.only_if
        struct = _owner(member.path)
        ident = {} if not hasattr(struct, "id") else {"id": "x"}
        neighbour = next(m for m in members(struct) if m.name == name)
        assert not asked(member, struct(**ident))
        for value in wanted:
            held = frozenset({value}) if neighbour.kind is Kind.CHOICES else value
            assert asked(member, struct(**ident, **{name: held}))


def _owner(path: str):
    above = path.rpartition(".")[0].removesuffix("[]")
    return declared_at(Case, above).struct
