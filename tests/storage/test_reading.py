"""From `case.json` to a case and back: every wrong value is named, unknown keys stay, a newer format is kept whole."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.case import FORMAT, Case
from hcplanner.errors import CaseInvalid, NotACase
from hcplanner.fields import PartialDate, fingerprint, plain, put_items, set_at
from hcplanner.storage.history import canonical_hash
from hcplanner.storage.reading import case_from, json_of, read_case
from tests.cases import random_case

_LESION = {"imaging": {"lesions": [{"id": "m1", "size_ap_mm": 9.0}]}}


@given(st.integers(0, 10_000))
def test_a_case_comes_back_equal(seed: int):
    case = random_case(seed)
    written = json_of(case, {})
    read = read_case(json.dumps(written).encode(), "x")
    assert (read.case, read.format, read.unknown, read.raw) == (case, FORMAT, {}, written)
    assert canonical_hash(written) == fingerprint(case)


@pytest.mark.requirement("R14")
def test_every_wrong_value_is_named_with_its_path_its_label_and_why():
    raw = {
        "patient": {"surname": 5, "born": "2014-02-30", "sex": "blue", "size": {"weight": {"value": "heavy"}}},
        "imaging": {"lesions": [{"id": "m1", "size_ap_mm": True}, {"size_ap_mm": 3}, {"id": "m1"}, {"id": "a.b"}]},
        "consent": [],
        "revision": -1,
        "saved_at": "yesterday",
        "id": "one two",
        "unread": {"patient.nobody": "x"},
    }
    with pytest.raises(CaseInvalid) as caught:
        case_from(raw, "data.json")
    told = {reason.path: reason for reason in caught.value.reasons}
    assert {
        "patient.surname", "patient.born", "patient.sex", "patient.size.weight", "imaging.lesions[m1].size_ap_mm",
        "imaging.lesions[1].id", "imaging.lesions", "consent", "revision", "saved_at", "id", "patient.nobody",
    } == set(told)  # fmt: skip
    assert told["patient.born"].label == "Born"
    assert "no such day" in told["patient.born"].reason
    assert all(reason.reason and reason.label for reason in told.values())


@pytest.mark.parametrize(
    "raw", [[], "text", 3, None, {"format": "1"}, {"format": True}, {"format": 0}, {"format": 1.5}]
)
def test_what_has_not_the_shape_of_a_case_is_refused(raw: Any):
    with pytest.raises(NotACase):
        case_from(raw, "data.json")


@pytest.mark.requirement("R31")
def test_unknown_keys_stay_where_they_stood():
    raw: dict[str, Any] = {
        "format": 1, "id": "x", "colour": {"deep": [1, None]},
        "patient": {"surname": "EXAMPLE", "blood_group": "0"},
        "imaging": {"cord": {"shape": "round"}, "lesions": [{"id": "m1", "taste": "salt"}, {"id": "m2"}]},
    }  # fmt: skip
    read = case_from(copy.deepcopy(raw), "x")
    assert json_of(read.case, read.unknown) == raw
    changed = set_at(read.case, "imaging.lesions[m2].size_ap_mm", 9)
    changed = put_items(changed, "imaging.lesions", tuple(reversed(changed.imaging.lesions)))
    expected = copy.deepcopy(raw)
    expected["imaging"]["lesions"] = [{"id": "m2", "size_ap_mm": 9.0}, {"id": "m1", "taste": "salt"}]
    assert json_of(changed, read.unknown) == expected


def test_an_entry_taken_out_takes_its_unknown_keys_along():
    raw = {"format": 1, "imaging": {"lesions": [{"id": "m1", "taste": "salt"}]}}
    read = case_from(raw, "x")
    emptied = put_items(read.case, "imaging.lesions", ())
    written = json_of(emptied, read.unknown)
    assert written == {"format": 1}
    assert case_from(written, "x").case == emptied


@given(st.integers(0, 500), st.data())
def test_unknown_keys_anywhere_survive(seed: int, data: st.DataObject):
    raw = plain(random_case(seed))
    places = [raw, *_objects(raw)]
    place = data.draw(st.sampled_from(range(len(places))))
    places[place]["zz_unknown"] = {"kept": ["as", 1, None]}
    read = case_from(copy.deepcopy(raw), "x")
    assert json_of(read.case, read.unknown) == raw


def _objects(raw: Any) -> list[dict[str, Any]]:
    """The objects of a case that are groups or entries."""
    found: list[dict[str, Any]] = []
    for key, part in raw.items() if isinstance(raw, dict) else ():
        inner = part if isinstance(part, list) else [part]
        for one in inner:
            free = key not in {"unread", "weight", "height"} and not key.endswith(("_right", "_left"))
            if isinstance(one, dict) and free:
                found += [one, *_objects(one)]
    return found


@pytest.mark.requirement("R31")
def test_what_a_newer_format_says_in_our_fields_stands_beside_them():
    raw = {
        "format": FORMAT + 1,
        "patient": {"surname": "EXAMPLE", "sex": "newly_named", "born": "Easter 2014"},
        "assessment": {"goals": ["decompress", "a_new_goal"]},
        **_LESION,
    }
    raw["imaging"]["lesions"][0]["density"] = "newer"
    read = case_from(raw, "x")
    assert read.format == FORMAT + 1
    assert read.case.unread == {
        "patient.sex": "newly_named", "patient.born": "Easter 2014", "assessment.goals": "decompress, a_new_goal",
        "imaging.lesions[m1].density": "newer",
    }  # fmt: skip
    assert read.case.patient.surname == "EXAMPLE"


def test_what_cannot_even_be_shown_of_a_newer_format_is_named():
    with pytest.raises(CaseInvalid, match="Weight and height"):
        case_from({"format": FORMAT + 1, "patient": {"size": [1, 2]}}, "x")


def test_text_from_outside_is_data_whatever_it_holds():
    case = Case(id="x", unread={"patient.born": "{{ 7 * 7 }}\x00"})
    assert read_case(json.dumps(json_of(case, {})).encode(), "x").case == case


def test_partial_dates_are_texts():
    case = set_at(Case(), "patient.born", PartialDate(2014, 3))
    assert json_of(case, {}) == {"format": 1, "patient": {"born": "2014-03"}}


ANSWER = {
    "finding": "k_line_negative", "reason": "EXAMPLE", "who": "Dr EXAMPLE", "when": "2026-11-22T18:05:00+01:00",
    "facts": "ab",
}  # fmt: skip


def test_answers_to_findings_come_back():
    read = case_from({"answers": [ANSWER]}, "x")
    assert [one.reason for one in read.case.answers] == ["EXAMPLE"]
    assert json_of(read.case, read.unknown)["answers"] == [ANSWER]


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ([ANSWER, ANSWER], "answers"),
        ([{**ANSWER, "when": "yesterday"}], "answers[k_line_negative].when"),
        ([{**ANSWER, "when": "2026-11-22T18:05:00"}], "answers[k_line_negative].when"),
        ([{key: value for key, value in ANSWER.items() if key != "who"}], "answers"),
        ([{**ANSWER, "reason": 3}], "answers"),
        ({"finding": "x"}, "answers"),
    ],
)
def test_answers_that_cannot_be_held_are_named(answers: Any, path: str):
    with pytest.raises(CaseInvalid) as caught:
        case_from({"answers": answers}, "data.json")
    assert path in {reason.path for reason in caught.value.reasons}
