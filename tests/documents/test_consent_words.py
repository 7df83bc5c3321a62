"""What the consent form says in words of its own is said only where the case says it."""

import msgspec
import pytest

from hcplanner import content
from hcplanner.actions.examples import example_names, load_example
from hcplanner.actions.printing import documents, make
from hcplanner.case import Case
from hcplanner.case.imaging import Density
from tests.documents.test_tables import page_texts


def form(case: Case) -> str:
    """The consent form as running text."""
    return " ".join(" ".join(page_texts(make(case, "consent"))).split())


@pytest.mark.requirement("R5")
def test_a_blank_form_tells_of_no_lump_no_operation_and_no_laboratory():
    text = form(load_example("blank"))
    for claim in ("lump lies", "presses on", "asleep all through", "laboratory", "Only a test of a piece"):
        assert claim not in text


def test_a_lump_is_called_hard_only_when_it_holds_calcium():
    case = load_example("adult-ossified-ligament")
    assert "A hard lump lies" in form(case)
    [mass] = case.imaging.lesions
    soft = msgspec.structs.replace(mass, density=Density.SOFT)
    case = msgspec.structs.replace(case, imaging=msgspec.structs.replace(case.imaging, lesions=(soft,)))
    assert "A lump lies" in form(case)


@pytest.mark.requirement("R45")
def test_what_is_invented_carries_its_dagger_in_the_consent_form_too():
    text = form(load_example("index-case"))
    assert "EXAMPLE, Index Case (Master) †" in text
    assert "its nature open until pathology †" in text
    assert "Within days. †" in text


def test_the_place_of_the_lump_is_told_without_the_words_of_the_trade():
    text = form(load_example("index-case"))
    assert "Where the lump is: patient's left" in text
    assert "extradural" not in text.split("What will be done", 1)[1].split("What it may bring")[0]


def test_each_of_several_lumps_has_its_place():
    case = load_example("index-case")
    [mass] = case.imaging.lesions
    other = msgspec.structs.replace(mass, id="m2")
    case = msgspec.structs.replace(case, imaging=msgspec.structs.replace(case.imaging, lesions=(mass, other)))
    text = form(case)
    assert "Where lump 1 is: patient's left" in text
    assert "Where lump 2 is: patient's left" in text


def test_the_figures_are_not_said_to_be_of_adults_in_a_form_for_a_child():
    assert "counted in adults with a worn neck" not in form(load_example("index-case"))


@pytest.mark.requirement("R1")
@pytest.mark.parametrize("example", example_names())
@pytest.mark.parametrize("name", [one.name for one in documents()])
def test_no_example_prints_the_key_of_a_risk(example, name):
    text = " ".join(page_texts(make(load_example(example), name)))
    assert [risk.id for risk in content.risks().risks if "_" in risk.id and risk.id in text] == []
