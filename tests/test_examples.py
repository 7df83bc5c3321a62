"""The example cases: readable, plainly fictional, and the index case held to its published abstract fact by fact."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest

from hcplanner.actions.checking import completeness, findings
from hcplanner.actions.examples import example_names, load_example
from hcplanner.case import Case
from hcplanner.fields import Declared, Kind, declared_at, get_at, members, plain, recorded
from hcplanner.i18n import ENGLISH
from hcplanner.knowledge.ages import age
from hcplanner.knowledge.findings import Severity
from hcplanner.knowledge.neurology import baseline_examination

# What the abstract says of the patient, each in its own field; texts here are put together from these facts alone.
ABSTRACT: Final[dict[str, Any]] = {
    "patient.sex": "male",
    "patient.age_stated": 11,
    "presentation.tempo": "acute_on_chronic",
    "presentation.myelopathy": "yes",
    "presentation.trigger": "minor_injury",
    "presentation.symptoms[s1].symptom": "weakness",
    "presentation.symptoms[s2].symptom": "tingling",
    "history.long_standing.present": "yes",
    "history.long_standing.pattern": "spastic_hemiplegia",
    "history.long_standing.cause": "birth_hypoxia",
    "imaging.lesions[m1].upper_cervical": "yes",
    "imaging.lesions[m1].compartment": "extradural",
    "imaging.lesions[m1].density": "calcified",
    "imaging.cord.severity": "severe",
    "imaging.alignment.local_direction": "kyphosis",
    "assessment.differential[d1].diagnosis": "meningioma",
    "assessment.differential[d2].diagnosis": "nerve_sheath_tumour",
    "assessment.differential[d3].diagnosis": "heterotopic_calcification",
    "plan.operation.procedures": ["decompression", "laminoplasty", "resection"],
    "plan.resection.extent": "complete",
    "outcome.done.procedures": ["decompression", "laminoplasty", "resection"],
    "outcome.done.extent": "complete",
    "outcome.pathology.diagnosis": "heterotopic_calcification",
}
RESTATED: Final = {"assessment.indication", "assessment.urgency.reason"}
# What the abstract leaves out and nobody may guess: it is empty, or marked as invented.
UNKNOWN: Final = (
    "history.long_standing.side", "imaging.alignment.local_angle_deg", "imaging.lesions[m1].size_ap_mm",
    "imaging.lesions[m1].size_transverse_mm", "imaging.lesions[m1].size_length_mm", "imaging.cord.cord_worst_mm",
    "history.bone.labs", "examination.examinations", "outcome.done.blood_loss_ml", "outcome.done.dura",
    "outcome.complications", "outcome.follow_up", "outcome.done.levels", "presentation.trigger_date",
)  # fmt: skip


@pytest.fixture(scope="module")
def index_case() -> Case:
    return load_example("index-case")


@pytest.mark.requirement("R45")
@pytest.mark.parametrize("path", ABSTRACT)
def test_each_fact_of_the_abstract_has_its_own_field(index_case: Case, path: str):
    assert plain(get_at(index_case, path)) == ABSTRACT[path]
    assert path not in index_case.invented


@pytest.mark.requirement("R45")
def test_the_boy_is_eleven_at_the_operation(index_case: Case):
    known = age(index_case)
    assert known is not None
    assert known.years == 11
    assert known.words(ENGLISH) == "11 years"


@pytest.mark.requirement("R45")
def test_everything_else_is_marked_as_invented(index_case: Case):
    held = {member.path for member, _ in recorded(index_case)}
    assert held - set(ABSTRACT) - RESTATED == set(index_case.invented)
    assert len(index_case.invented) == len(set(index_case.invented))


@pytest.mark.requirement("R45")
@pytest.mark.parametrize("path", UNKNOWN)
def test_what_the_abstract_leaves_out_is_left_out(index_case: Case, path: str):
    assert declared_at(Case, path).is_empty(get_at(index_case, path))


def test_the_restated_texts_add_nothing(index_case: Case):
    facts = {"acute-on-chronic", "myelopathy", "weakness", "tingling", "minor", "injury", "severe", "compression",
             "cord", "extradural", "calcified", "mass", "focal", "kyphosis", "new"}  # fmt: skip
    joints = {"with", "and", "of", "the", "by", "an", "after", "a"}
    for path in RESTATED:
        said = str(get_at(index_case, path)).lower().replace(";", "").split()
        assert set(said) <= facts | joints


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_a_case_and_plainly_fictional(name: str):
    case = load_example(name)
    assert not case.id
    assert not case.revision
    assert not case.unread
    if name != "blank":
        assert case.example
        assert case.patient.surname == "EXAMPLE"
        assert "EXAMPLE" in case.patient.identifier
        people = [value for member, value in recorded(case) if member.field.privacy.value in {"identity", "staff"}]
        named = [str(value) for value in people if isinstance(value, str) and "Dr" in value]
        assert named
        assert all("EXAMPLE" in one for one in named)


def test_the_blank_example_is_a_new_case():
    assert load_example("blank") == Case()


def test_there_is_no_other_example():
    with pytest.raises(LookupError):
        load_example("../../pyproject")


def test_the_adult_example_is_whole_and_contradicts_itself_nowhere():
    case = load_example("adult-ossified-ligament")
    assert findings(case) == ()
    for section, part in completeness(case).items():
        assert part.filled >= 0.85 * part.asked, section
    levels = case.plan.decompression.levels
    assert {step.level for step in case.plan.decompression.steps} == levels == case.outcome.done.levels
    assert {lesion.levels for lesion in case.imaging.lesions} == {levels}
    baseline = baseline_examination(case)
    assert baseline is not None
    for side in ("right", "left"):
        for grid in ("motor", "light_touch", "pin_prick"):
            member = declared_at(Case, f"examination.examinations.isncsci.{grid}_{side}")
            assert set(getattr(baseline.isncsci, f"{grid}_{side}")) == set(member.field.rows)
    empty = {member.path for member in _lists(case) if not get_at(case, member.path)}
    # She decides herself, for which nobody else is asked, and has no device.
    others = {"consent.incapacity.consulted", "consent.emergency.attempts"}
    assert empty - others == {"patient.guardians", "patient.health.devices"}


def test_the_index_case_leaves_the_questions_open_that_its_report_leaves():
    titles = {one.id for one in findings(load_example("index-case")) if one.severity is Severity.CRITICAL}
    assert titles == {"baseline_power_missing", "fop_signs"}


def _lists(owner: msgspec.Struct, prefix: str = "") -> Iterator[Declared]:
    for member in members(type(owner)):
        path = member.at(prefix)
        if member.kind is Kind.GROUP:
            yield from _lists(getattr(owner, member.name), path)
        elif member.kind is Kind.LIST:
            yield msgspec.structs.replace(member, path=path)
