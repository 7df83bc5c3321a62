"""What the consent form says in words of its own is said only where the case says it."""

import msgspec
import pytest

from hcplanner import content
from hcplanner.actions.examples import example_names, load_example
from hcplanner.actions.printing import documents, make
from hcplanner.case import Case
from hcplanner.case.consent_who import Decider
from hcplanner.case.imaging import Density
from hcplanner.documents.render import Issue
from hcplanner.documents.risk_rows import published_sources, risk_groups
from hcplanner.fields import PartialDate
from hcplanner.i18n import Words
from hcplanner.knowledge.risks import LocalFigure
from tests.documents.consent_cases import changed, complete
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


@pytest.mark.requirement("R46")
def test_a_plan_whose_hinge_is_its_open_side_is_not_told_as_if_it_were_settled():
    text = form(changed(load_example("adult-ossified-ligament"), {"plan.laminoplasty.hinge_side": "right"}))
    assert "which is which is not yet settled" in text
    assert "acts as the hinge. Sides are" not in text


def test_the_patient_is_told_that_tissue_goes_to_a_laboratory_whenever_a_pot_is_planned():
    case = load_example("staged-operation")
    assert case.plan.pathology.specimens
    assert "goes to a laboratory" in form(case)
    assert "goes to a laboratory" not in form(changed(case, {"plan.pathology.specimens": []}))


def test_each_parent_signs_under_a_statement():
    text = form(load_example("young-child-interpreter"))
    second = text.split("Second parent or guardian", 1)[1]
    assert second.index("I agree to the operation named on this form.") < second.index("Signature")


@pytest.mark.parametrize("decider", [Decider.BEST_INTERESTS, Decider.EMERGENCY, Decider.COURT])
def test_a_record_without_consent_offers_no_copy_to_one_who_cannot_take_it(decider: Decider):
    text = form(complete(decider))
    assert "A copy is kept for the patient." in text
    assert "offered and not wanted" not in text


def test_a_record_about_a_child_does_not_wait_for_the_child_to_decide():
    assert "the patient's own agreement" not in form(complete(Decider.COURT))
    assert "the patient's own agreement" in form(complete(Decider.EMERGENCY))


def test_death_and_paralysis_head_their_parts_of_the_list():
    groups = risk_groups(load_example("adult-ossified-ligament"), content.risks(), Words.load("en"), {})
    assert [group.rows[0].name for group in groups[:2]] == ["Death", "New weakness or paralysis"]


@pytest.mark.requirement("R44")
@pytest.mark.parametrize("name", example_names())
def test_each_published_figure_names_its_source_by_a_number_that_is_listed(name: str):
    case = load_example(name)
    groups = risk_groups(case, content.risks(), Words.load("en"), {})
    listed = published_sources(groups)
    rows = [row for group in groups for row in group.rows]
    assert all((row.reference is None) is (not row.figure) for row in rows)
    assert all(listed[row.reference - 1] == row.source for row in rows if row.reference)
    text = form(case)
    for row in rows:
        if row.reference:
            assert squeezed(f"{row.population}. Source: {row.reference}.") in squeezed(text)
            assert squeezed(f"{row.reference} {row.source}") in squeezed(text)


def test_a_figure_of_the_hospital_stands_with_its_own_source_and_has_no_number():
    figure = LocalFigure(
        events=4, people=150, measure="people with a leak", source="Spine audit EXAMPLE",
        counted_to=PartialDate.parse("2026-03-02"),
    )  # fmt: skip
    groups = risk_groups(
        load_example("adult-ossified-ligament"), content.risks(), Words.load("en"), {"dural_tear_csf_leak": figure}
    )
    [row] = [row for group in groups for row in group.rows if row.local]
    assert row.reference is None
    assert row.source.startswith("Spine audit EXAMPLE")
    assert row.source not in published_sources(groups)


def test_levels_beyond_the_seven_bones_are_explained():
    skull = form(changed(load_example("index-case"), {"plan.decompression.levels": ["C0", "C1"]}))
    assert "C0 is the base of the skull." in skull
    chest = form(changed(load_example("index-case"), {"plan.decompression.levels": ["C7", "T1"]}))
    assert "T1 is the first bone below the neck." in chest
    assert "The seven bones" not in form(load_example("blank"))


def test_in_large_print_each_risk_stands_whole_on_a_page():
    case = load_example("adult-ossified-ligament")
    pages = [squeezed(text) for text in page_texts(make(case, "consent", Issue(large_print=True)))]
    rows = [row for group in risk_groups(case, content.risks(), Words.load("en"), {}) for row in group.rows]
    for row in rows:
        ends = squeezed(f"{row.population}. Source: {row.reference}." if row.figure else row.text)
        assert any(all(squeezed(part) in page for part in (row.name, row.text, ends)) for page in pages), row.name


def squeezed(text: str) -> str:
    """The text without blanks: where a line breaks is no matter."""
    return "".join(text.split())
