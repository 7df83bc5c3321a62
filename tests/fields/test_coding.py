"""Structs to JSON and back: nothing is lost, one value has one written form, and wrong values are refused in words."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.case import Case
from hcplanner.fields import (
    Answer,
    DatedNumber,
    Declared,
    Kind,
    canonical,
    compact,
    convert,
    declared_at,
    decode,
    fingerprint,
    leaves,
    plain,
    set_at,
)
from hcplanner.fields.differences import differences
from tests.fields.strategies import cases, values

ALL = leaves(Case)
BY_KIND = {m.kind: m for m in reversed(ALL)}
SINGLE = [m for m in ALL if "[]" not in m.path]


@given(cases())
def test_a_case_comes_back_equal(case: Case):
    decoded = decode(Case, json.loads(canonical(case)))
    assert (decoded.value, decoded.problems, decoded.unknown) == (case, (), {})
    assert canonical(decoded.value) == canonical(case)


@pytest.mark.parametrize("kind", BY_KIND, ids=lambda kind: kind.value)
@given(data=st.data())
def test_every_value_of_every_kind_of_field_comes_back_equal(kind: Kind, data: st.DataObject):
    member = data.draw(st.sampled_from([m for m in ALL if m.kind is kind]))
    value = data.draw(values(member))
    assert convert(member, json.loads(json.dumps(plain(value)))) == value
    assert convert(member, value) == value


def test_every_field_counts_in_the_fingerprint_and_leaves_no_trace_when_emptied():
    empty = Case()
    for member in SINGLE:
        filled = set_at(empty, member.path, _example(member))
        assert fingerprint(filled) != fingerprint(empty)
        assert canonical(set_at(filled, member.path, member.default)) == canonical(empty)


def _example(member: Declared) -> Any:
    if member.kind is Kind.GRADES:
        return {member.field.rows[0]: member.field.grades[0]}
    if member.kind is Kind.CHOICES and member.choices:
        return [next(iter(member.choices))]
    if member.choices:
        return next(iter(member.choices))
    return {Kind.DATE: "2014-03", Kind.DATED_NUMBER: {"value": 0}, Kind.TEXT: "x"}.get(member.kind, 0)


def test_the_written_form_has_one_order_and_no_white_space():
    case = Case(id="x", unread={"b": "1", "a": "é"})
    assert canonical(case) == '{"format":1,"id":"x","unread":{"a":"é","b":"1"}}'.encode()
    assert canonical(Case(unread={"a": "1", "b": "2"})) == canonical(Case(unread={"b": "2", "a": "1"}))
    goals = declared_at(Case, "assessment.goals").choices
    assert goals is not None
    backwards = set_at(Case(), "assessment.goals", [goal.value for goal in reversed(goals)])
    assert plain(backwards)["assessment"]["goals"] == sorted(goal.value for goal in goals)


def test_nothing_recorded_is_written_as_nothing():
    assert plain(Case()) == {"format": 1}


@pytest.mark.requirement("R48")
def test_no_and_zero_are_written_and_nothing_is_not():
    case = set_at(set_at(Case(), "presentation.myelopathy", Answer.NO), "presentation.pain_score", 0)
    assert plain(case)["presentation"] == {"myelopathy": "no", "pain_score": 0}


_WRONG: dict[Kind, list[Any]] = {
    Kind.TEXT: [3, None, [], {}],
    Kind.NUMBER: ["3", True, [], math.inf, math.nan, 10**400],
    Kind.INTEGER: ["3", 1.5, True, math.inf, 2**53 + 1, -(10**20)],
    Kind.ANSWER: [True, False, "maybe", "", "Yes", 1, []],
    Kind.CHOICE: ["", "no such choice", 1, []],
    Kind.CHOICES: ["C1", ["no such"], {}, 1, None],
    Kind.DATE: [
        "",
        "soon",
        "2014-13",
        "2014-02-30",
        "14-03-12",
        2014,
        "2014-03-12T25:00",
        "1066",
        "２０１４",
        "2014-03-12 ",
    ],
    Kind.DATED_NUMBER: [3, "3", {"value": "3"}, {"on": "soon"}, {"worth": 3}, {"value": math.inf}],
    Kind.GRADES: [{"no such row": "0"}, {"": ""}, "x", [], None],
}


@pytest.mark.parametrize(("kind", "wrong"), [(kind, wrong) for kind, some in _WRONG.items() for wrong in some])
def test_what_a_field_cannot_hold_is_refused_in_words(kind: Kind, wrong: Any):
    with pytest.raises(ValueError, match=r"\w") as caught:
        convert(BY_KIND[kind], wrong)
    assert "$" not in str(caught.value)
    assert "`" not in str(caught.value)
    assert not str(caught.value).startswith(("Expected", "Invalid", "Object"))


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        (Kind.TEXT, None, "a text is expected, not nothing"),
        (Kind.NUMBER, "3", "a number is expected, not a text"),
        (Kind.CHOICES, ["blue"], "'blue' is not one of its choices"),
        (Kind.CHOICE, "blue", "'blue' is not one of its choices"),
        (Kind.DATED_NUMBER, {"worth": 3}, "it has no part named worth"),
    ],
)
def test_a_refusal_says_what_is_expected(kind: Kind, wrong: Any, said: str):
    with pytest.raises(ValueError, match=said):
        convert(BY_KIND[kind], wrong)


def test_the_wrong_values_are_of_every_kind():
    assert _WRONG.keys() == BY_KIND.keys()


def test_half_a_character_becomes_a_mark():
    assert convert(BY_KIND[Kind.TEXT], "a\ud800b") == "a\ufffdb"


@given(cases(), cases())
def test_differences_are_all_there_are(one: Case, other: Case):
    found = list(differences(one, other))
    assert (not found) == (_without_bookkeeping(one) == _without_bookkeeping(other))
    assert len({difference.path for difference in found}) == len(found)
    back = list(differences(other, one))
    assert {(d.path, d.before, str(d.after)) for d in found if isinstance(d.before, str)} >= {
        (d.path, d.after, str(d.before)) for d in back if isinstance(d.after, str)
    }
    assert {d.path for d in back} == {d.path for d in found}


def _without_bookkeeping(case: Case) -> dict[str, Any]:
    return {key: part for key, part in plain(case).items() if isinstance(part, dict) and key != "unread"}


@given(cases(), cases())
def test_differences_lead_from_one_case_to_the_other(one: Case, other: Case):
    reached = one
    for difference in differences(one, other):
        if "[" not in difference.path and declared_at(Case, difference.path).kind is not Kind.LIST:
            reached = set_at(reached, difference.path, difference.after)
    left = list(differences(reached, other))
    assert all("[" in d.path or declared_at(Case, d.path).kind is Kind.LIST for d in left)


def test_a_dated_number_keeps_either_part():
    weight = declared_at(Case, "patient.size.weight")
    assert convert(weight, DatedNumber()) is None
    assert convert(weight, {"value": 30}) == DatedNumber(30.0)
    assert plain(convert(weight, {"on": "2014-03"})) == {"on": "2014-03"}


_JSON = st.recursive(
    st.text() | st.integers(-(2**53), 2**53) | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), _JSON, max_size=3))
def test_the_written_form_that_fingerprints_rest_on_is_the_one_of_pythons_own_json(raw):
    try:
        wanted = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    except ValueError as refused:
        with pytest.raises(type(refused)):
            compact(raw)
    else:
        assert compact(raw) == wanted


@pytest.mark.parametrize("number", [1e-05, 1e-04, 5e-324, 1e15, 1e16, 1e22, 123456789012345680.0, -0.0, 2**53, 0.1])
def test_numbers_are_written_as_python_writes_them(number):
    assert compact({"a": [number], "b": number}) == b'{"a":[%b],"b":%b}' % ((repr(number).encode(),) * 2)
