"""Words in their language, and dates, numbers and lists as they are written for their reader."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.i18n import ENGLISH, Words


def partial(year: int, month: int | None = None, day: int | None = None, **time: int | None) -> SimpleNamespace:
    return SimpleNamespace(year=year, month=month, day=day, **time)


@pytest.mark.parametrize(
    ("value", "clinician", "patient"),
    [
        (partial(2015, 4, 3), "03-Apr-2015", "3 April 2015"),
        (partial(2014, 3), "Mar 2014", "March 2014"),
        (partial(2014), "2014", "2014"),
        (partial(2026, 12, 31, hour=9, minute=5), "31-Dec-2026 09:05", "31 December 2026 09:05"),
        (partial(2026, 12, 31, hour=9, minute=None), "31-Dec-2026 09 h", "31 December 2026 09 h"),
        (partial(2026, 12, 31, hour=None, minute=None), "31-Dec-2026", "31 December 2026"),
        (date(2015, 5, 11), "11-May-2015", "11 May 2015"),
    ],
)
def test_a_date_is_written_for_its_reader(value: SimpleNamespace, clinician: str, patient: str):
    assert ENGLISH.date(value) == clinician
    assert ENGLISH.date(value, "patient") == patient


@pytest.mark.requirement("R36")
@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (2.5, 0, "3"), (0.125, 2, "0.13"), (-2.5, 0, "−3"), (-0.04, 1, "0.0"), (12, None, "12"), (12, 1, "12.0"),
        (1.50, None, "1.5"), (1e21, None, "1000000000000000000000"), (1e-7, None, "0.0000001"), (100, None, "100"),
        (2.675, 2, "2.68"),
    ],
)  # fmt: skip
def test_a_number_rounds_as_on_paper(value: float, decimals: int | None, written: str):
    assert ENGLISH.number(value, decimals) == written


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_a_number_never_strays_further_than_its_last_digit(value: float, decimals: int):
    written = ENGLISH.number(value, decimals)
    assert abs(float(written.replace("−", "-")) - value) <= 0.5 * 10**-decimals * (1 + 1e-6) + 1e-9
    assert len(written.partition(".")[2]) == decimals


@pytest.mark.parametrize(
    ("items", "phrase"), [([], ""), (["C2"], "C2"), (["C2", "C3"], "C2 and C3"), (["C2", "C3", "C4"], "C2, C3 and C4")]
)
def test_a_list_reads_as_a_phrase(items: list[str], phrase: str):
    assert ENGLISH.list(items) == phrase


@pytest.fixture
def translated(tmp_path: Path) -> Callable[..., Words]:
    """Words of a made language, from a catalogue written as a translator's would be."""

    def make(plural: tuple[str, str] = ("", ""), **messages: str) -> Words:
        catalogue = Catalog("de")
        for message, words in messages.items():
            catalogue.add(message.replace("_", " "), words)
        if any(plural):
            catalogue.add(("{n} level", "{n} levels"), plural)
        path = tmp_path / "de" / "LC_MESSAGES" / "hcplanner.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, catalogue)
        return Words.load("de", tmp_path)

    return make


def test_another_language_has_its_own_words_months_marks_and_plurals(translated: Callable[..., Words]):
    words = translated(("{n} Ebene", "{n} Ebenen"), May="Mai", Weight="Gewicht", decimal_mark=",")
    assert words("Weight") == "Gewicht"
    assert words.date(partial(2015, 5, 11), "patient") == "11 Mai 2015"
    assert words.number(1.25, 1) == "1,3"
    assert [words.n("{n} level", "{n} levels", n) for n in (1, 2)] == ["1 Ebene", "2 Ebenen"]


def test_a_spanish_date_is_written_as_it_is_said():
    words = Words.load("es")
    assert words.date(partial(2015, 5, 11), "patient") == "11 de mayo de 2015"
    assert words.date(partial(2015, 4), "patient") == "abril de 2015"
    assert words.date(partial(2015, 4, 3)) == "03-abr-2015"
    assert words.number(1.25, 1) == "1,3"


def test_english_stands_in_for_what_is_not_translated(translated: Callable[..., Words], tmp_path: Path):
    assert translated(Weight="Gewicht")("Height") == "Height"
    assert Words.load("xx", tmp_path)("Height") == "Height"
    assert ENGLISH.n("{n} level", "{n} levels", 1) == "1 level"


def test_the_empty_text_stays_empty(translated: Callable[..., Words]):
    # A catalogue keeps its own header under the empty message.
    assert translated(Weight="Gewicht")("") == ""
