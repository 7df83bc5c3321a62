from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.fields import PartialDate
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.ages import age, age_between, is_child
from tests.knowledge.cases import case_of


@pytest.mark.parametrize(
    ("born", "on", "words"),
    [
        ("2015-04-03", "2026-11-24", "11 years 7 months"),
        ("2015-04-03", "2026-04-03", "11 years"),
        ("2015-04-03", "2026-04-02", "10 years 11 months"),
        ("2015-04", "2026-11-24", "11 years"),
        ("2015", "2026-06-15", "10 to 11 years"),
        ("2025-05-24", "2026-11-24", "18 months"),
        ("2025-05", "2026-11-24", "17 to 18 months"),
        ("2024-11-24", "2026-11-24", "2 years"),
        ("2024-11-25", "2026-11-24", "23 months"),
        ("2026-10-28", "2026-11-24", "27 days"),
        ("2026-10-27", "2026-11-24", "0 months"),
        ("2026-11-23", "2026-11-24", "1 day"),
        ("2026-11-24", "2026-11-24", "0 days"),
        ("2024-02-29", "2026-02-28", "23 months"),
        ("2024-02-29", "2026-03-01", "2 years"),
    ],
)
def test_the_age_is_told_as_exactly_as_the_dates_allow(born: str, on: str, words: str):
    known = age_between(PartialDate.parse(born), PartialDate.parse(on))
    assert known is not None
    assert known.words(ENGLISH) == words


def test_nobody_has_an_age_before_birth():
    assert age_between(PartialDate.parse("2026-11-25"), PartialDate.parse("2026-11-24")) is None


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def _partial(day: date, parts: int) -> PartialDate:
    return PartialDate(*(day.year, day.month, day.day)[:parts])


@given(days, st.integers(0, 40_000), st.integers(1, 3), st.integers(1, 3))
def test_a_coarser_date_never_excludes_the_true_age(born: date, lived: int, born_parts: int, on_parts: int):
    on = born + timedelta(days=lived)
    true = age_between(_partial(born, 3), _partial(on, 3))
    told = age_between(_partial(born, born_parts), _partial(on, on_parts))
    assert true is not None
    assert told is not None
    assert true.least_months == true.most_months
    assert told.least_months <= true.least_months <= told.most_months
    for years in (5, 18):
        assert told.under(years) in (None, true.under(years))


def test_the_planned_day_counts_then_the_revision_then_today():
    born = {"patient.born": "2008-11-24"}
    assert is_child(case_of(born)) is None
    assert is_child(case_of({**born, "saved_at": "2026-11-23T09:00:00+01:00"})) is True
    both = case_of({**born, "saved_at": "2026-11-23T09:00:00+01:00", "team.planned_for": "2026-11-24T08:00"})
    assert is_child(both) is False
    assert age(case_of(born), PartialDate(2020, 1, 1)) is not None
