"""The features for and against each diagnosis: every one looked at true, false and not known; no order of ours."""

import json
import re
from typing import Any

import pytest

from hcplanner import content
from hcplanner.actions.examples import load_example
from hcplanner.case import Case
from hcplanner.case.assessment import Diagnosis
from hcplanner.knowledge.checks.truth import asked_of
from hcplanner.knowledge.differential import LOOKS, Held, considered, weighed
from hcplanner.shipped import resources
from tests.knowledge.cases import case_of

BOOK = content.differential()


def mass(**values: Any) -> dict[str, Any]:
    return {"imaging.lesions": [{"id": "m", **values}]}


def history(group: str, **values: Any) -> dict[str, Any]:
    return {f"history.{group}": values}


def signs(**values: Any) -> dict[str, Any]:
    return {"examination.examinations": [{"id": "e", "signs": values}]}


def aged(years: int) -> dict[str, Any]:
    return {"patient.age_stated": years}


def person(sex: str, years: int) -> dict[str, Any]:
    return {"patient": {"sex": sex, "age_stated": years}}


YES_NO: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "age_50_to_70": (aged(70), aged(71)),
    "age_7_to_10": (aged(7), aged(11)),
    "at_c1_or_c2": (mass(levels=["C1"]), mass(levels=["C3"])),
    "at_c2": (mass(levels=["C2", "C3"]), mass(levels=["C1"])),
    "bleed_or_infection": (history("earlier", bleeding="yes"), history("earlier", bleeding="no", infection="no")),
    "bleeding_tendency": (
        history("medicines", bleeding_tendency="yes"),
        history("medicines", bleeding_tendency="no"),
    ),
    "bone_link": (mass(bone_link="Stalk to the lamina of C2"), mass(bone_link="None")),
    "cervical": (mass(levels=["C7"]), mass(levels=["T1"])),
    "child": (aged(17), aged(18)),
    "disc_link": (mass(disc_link="yes"), mass(disc_link="no")),
    "dorsal": (mass(position=["dorsal", "left"]), mass(position=["left"])),
    "dorsal_only": (mass(position=["dorsal"]), mass(position=["dorsal", "left"])),
    "double_layer": (mass(dura_sign="double_layer"), mass(dura_sign="none")),
    "dura_involved": (mass(dura_sign="no_plane"), mass(dura_sign="none")),
    "dural_tail": (mass(dural_tail="yes"), mass(dural_tail="no")),
    "earlier_event": (
        history("earlier", injury="yes"),
        history("earlier", injury="no", bleeding="no", infection="no"),
    ),
    "even_enhancement": (mass(enhancement="even"), mass(enhancement="rim")),
    "even_with_tail": (mass(enhancement="even", dural_tail="yes"), mass(enhancement="even", dural_tail="no")),
    "extradural": (mass(compartment="extradural"), mass(compartment="intramedullary")),
    "foramen": (mass(in_foramen="yes"), mass(in_foramen="no")),
    "instability": ({"imaging.alignment.instability": "yes"}, {"imaging.alignment.instability": "no"}),
    "intradural": (mass(compartment="intradural_extramedullary"), mass(compartment="extradural")),
    "little_enhancement": (mass(enhancement="none"), mass(enhancement="even")),
    "mature_inside": (mass(zones="mature_inside"), mass(zones="uniform")),
    "mature_outside": (mass(zones="mature_outside"), mass(zones="uniform")),
    "mineral": (mass(density="calcified"), mass(density="soft")),
    "neck_pain": ({"presentation.pain_score": 3}, {"presentation.pain_score": 0}),
    "no_bleed_or_infection": (history("earlier", bleeding="no", infection="no"), history("earlier", infection="yes")),
    "no_bone_link": (mass(bone_link="No link"), mass(bone_link="Lamina of C2")),
    "no_disc_link": (mass(disc_link="no"), mass(disc_link="yes")),
    "not_middle_aged_woman": (person("female", 11), person("female", 50)),
    "not_ventral": (mass(position=["dorsal"]), mass(position=["ventral"])),
    "older_woman": (person("female", 60), person("male", 60)),
    "ossified": (mass(density="ossified"), mass(density="calcified")),
    "other_bone": (history("bone", other_bone="yes"), history("bone", other_bone="no")),
    "painless": ({"presentation": {"pain_score": 0, "night_pain": "no"}}, {"presentation.night_pain": "yes"}),
    "pyramidal": (signs(plantar_left="extensor", hoffmann_left="absent"), signs(plantar_left="flexor")),
    "rim_enhancement": (mass(enhancement="rim"), mass(enhancement="none")),
    "second_decade": (aged(19), aged(20)),
    "skin_signs": (history("bone", skin_or_nerve_signs="Brown spots"), history("bone", skin_or_nerve_signs="None")),
    "toes_abnormal": (history("bone", great_toes="abnormal"), history("bone", great_toes="normal")),
    "ventral": (mass(position=["ventral"]), mass(position=["dorsal"])),
    "ventral_only": (mass(position=["ventral"]), mass(position=["ventral", "right"])),
    "young_child": (aged(5), aged(6)),
}  # fmt: skip
# Answers that were asked for and are not known, which is no "no".
OPEN = {
    "dural_tail": mass(dural_tail="not_known"),
    "extradural": mass(compartment="uncertain"),
    "mineral": mass(density="uncertain"),
    "mature_outside": mass(zones="uncertain"),
    "rim_enhancement": mass(enhancement="not_assessed"),
    "double_layer": mass(dura_sign="uncertain"),
    "bleed_or_infection": history("earlier", bleeding="no"),
    "toes_abnormal": history("bone", great_toes="not_examined"),
    "pyramidal": signs(plantar_left="not_tested"),
    "older_woman": person("indeterminate", 60),
    "second_decade": {},
}


def test_every_look_is_asked_for_and_tried():
    asked = {feature.asks for entry in BOOK.diagnoses for feature in (*entry.supports, *entry.against)} - {""}
    assert asked == set(LOOKS) == set(YES_NO)


@pytest.mark.requirement("R48")
@pytest.mark.parametrize("name", YES_NO)
def test_a_look_is_true_false_or_not_known(name: str):
    present, absent = YES_NO[name]
    assert LOOKS[name](asked_of(case_of(present))) is True
    assert LOOKS[name](asked_of(case_of(absent))) is False
    assert LOOKS[name](asked_of(Case())) is None
    assert LOOKS[name](asked_of(case_of(OPEN.get(name, {})))) is None


def test_the_book_names_diagnoses_of_the_case_and_sources_that_are_listed():
    assert {entry.id for entry in BOOK.diagnoses} == {one.value for one in Diagnosis} - {"other", "fop"}
    assert [source.number for source in BOOK.sources] == list(range(1, len(BOOK.sources) + 1))
    assert {number for entry in BOOK.diagnoses for number in entry.sources} == {s.number for s in BOOK.sources}
    for source in BOOK.sources:
        assert source.url or source.doi or source.pmid
    for entry in BOOK.diagnoses:
        assert entry.supports
        assert entry.against
        for feature in (*entry.supports, *entry.against):
            assert not feature.figure or feature.mark == "published", "a figure is published or not told"
            assert not re.search(r"\d+ ?%", feature.words)


def test_the_file_is_written_one_way():
    text = resources("content", "differential.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


def test_the_order_is_the_surgeons():
    listed = [
        {"id": "a", "diagnosis": "olf"},
        {"id": "b", "diagnosis": "meningioma"},
        {"id": "c", "diagnosis": "other"},
    ]
    case = case_of({"assessment": {"differential": listed, "working_diagnosis": "capnon"}})
    assert considered(case) == (Diagnosis.OLF, Diagnosis.MENINGIOMA, Diagnosis.OTHER, Diagnosis.CAPNON)
    assert [one.diagnosis for one in weighed(case, BOOK)] == [Diagnosis.OLF, Diagnosis.MENINGIOMA, Diagnosis.CAPNON]
    again = case_of({"assessment": {"differential": listed[::-1]}})
    assert [one.diagnosis for one in weighed(again, BOOK)] == [Diagnosis.MENINGIOMA, Diagnosis.OLF]


def test_all_of_them_on_demand():
    assert len(weighed(Case(), BOOK, Diagnosis)) == len(BOOK.diagnoses)
    assert weighed(Case(), BOOK) == ()


def test_the_index_case_has_what_its_abstract_tells():
    found = {one.diagnosis: one for one in weighed(load_example("index-case"), BOOK)}

    def state(held: tuple[Held, ...], asks: str) -> bool | None:
        return next(one.present for one in held if one.feature.asks == asks)

    assert state(found[Diagnosis.HETEROTOPIC].supports, "extradural") is True
    assert state(found[Diagnosis.MENINGIOMA].supports, "mineral") is True
    assert state(found[Diagnosis.MENINGIOMA].against, "child") is True
    assert state(found[Diagnosis.MENINGIOMA].supports, "dural_tail") is None
