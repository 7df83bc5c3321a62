"""Two versions of a case brought together: no change is lost, and nobody wins unasked."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.case import Case
from hcplanner.case.answers import FindingAnswer
from hcplanner.case.merging import Side, merge
from hcplanner.fields import get_at, put_items, recorded, set_at
from hcplanner.fields.differences import differences
from hcplanner.opencase import OpenCase
from tests.cases import random_case, random_value

_SEEDS = st.integers(0, 400)


def _edited(case: Case, paths: list[Any], seed: int) -> Case:
    chance = random.Random(seed)
    for member in paths:
        case = set_at(case, member.path, random_value(member, chance))
    return case


@st.composite
def _edits(draw: st.DrawFn) -> tuple[Case, list[Any], list[Any]]:
    """A case, and the fields that each of two people edits."""
    case = random_case(draw(_SEEDS))
    fields = [member for member, _ in recorded(case)]
    chosen = st.lists(st.sampled_from(fields), max_size=12, unique_by=lambda one: one.path) if fields else st.just([])
    return case, draw(chosen), draw(chosen)


def _changes(before: Case, after: Case) -> dict[str, object]:
    return {one.path: one.after for one in differences(before, after)}


@pytest.mark.requirement("R17")
@given(_edits(), _SEEDS, _SEEDS)
def test_no_change_is_lost_and_there_is_a_conflict_where_both_changed_differently(edits, one, other):
    base, mine, yours = edits
    ours, theirs = _edited(base, mine, one), _edited(base, yours, other)
    merged = merge(base, ours, theirs)
    here, there = _changes(base, ours), _changes(base, theirs)
    clash = {path for path in here.keys() & there.keys() if here[path] != there[path]}
    assert {one.path for one in merged.conflicts} == clash
    for path, value in {**here, **there}.items():
        if path not in clash:
            assert get_at(merged.case, path) == value
    assert _changes(base, merged.case).keys() <= here.keys() | there.keys()


@given(_edits(), _SEEDS, _SEEDS)
def test_disjoint_edits_come_together_the_same_from_either_side(edits, one, other):
    base, mine, yours = edits
    taken = {member.path for member in mine}
    ours = _edited(base, mine, one)
    theirs = _edited(base, [member for member in yours if member.path not in taken], other)
    first, second = merge(base, ours, theirs), merge(base, theirs, ours)
    assert first.conflicts == second.conflicts == ()
    assert first.case == second.case


@given(_edits(), _SEEDS)
def test_equal_edits_and_edits_of_one_side_are_no_conflict(edits, one):
    base, mine, _ = edits
    ours = _edited(base, mine, one)
    for merged in (merge(base, ours, ours), merge(base, ours, base), merge(base, base, ours)):
        assert merged.conflicts == ()
        assert merged.case == ours


@given(_edits(), _SEEDS, _SEEDS, st.sampled_from(Side))
def test_what_is_chosen_settles_every_conflict(edits, one, other, side):
    base, mine, yours = edits
    ours, theirs = _edited(base, mine, one), _edited(base, yours, other)
    chosen = {one.path: side for one in merge(base, ours, theirs).conflicts}
    merged = merge(base, ours, theirs, chosen)
    assert merged.conflicts == ()
    held = ours if side is Side.OURS else theirs
    assert all(get_at(merged.case, path) == get_at(held, path) for path in chosen)


def _steps(opened: OpenCase, chance: random.Random) -> Case:
    """What somebody does at a window: entries come, go, move, are written in; texts that cannot be read."""
    at = "imaging.lesions"
    for _ in range(chance.randint(1, 6)):
        ids = [item.id for item in get_at(opened.case, at)]
        match chance.randrange(6):
            case 0:
                opened.add_item(at)
            case 1 if ids:
                opened.remove_item(at, chance.choice(ids))
            case 2 if len(ids) > 1:
                opened.move_item(at, chance.choice(ids), chance.randrange(len(ids)))
            case 3 if ids:
                opened.set(f"{at}[{chance.choice(ids)}].size_ap_mm", chance.randint(1, 9))
            case 4 if ids:
                opened.set_unread(f"{at}[{chance.choice(ids)}].size_ap_mm", chance.choice(("about", "some")))
            case _:
                opened.set("patient.surname", chance.choice(("ONE", "TWO", "THREE")))
    return opened.case


@pytest.mark.requirement("R17")
@given(_SEEDS, _SEEDS, _SEEDS, st.sampled_from(Side))
def test_lists_and_unread_texts_come_together_whole(start, one, other, side):
    chance = random.Random(start)
    ids = iter(range(10_000))

    def named() -> str:
        return f"n{next(ids)}"

    base = _steps(OpenCase(Case(id="x"), named), chance)
    ours, theirs = (_steps(OpenCase(base, named), random.Random(seed)) for seed in (one, other))
    assert merge(base, ours, base).case == ours
    assert merge(base, base, theirs).case == theirs
    open_still = merge(base, ours, theirs).conflicts
    merged = merge(base, ours, theirs, {one.path: side for one in open_still})
    assert merged.conflicts == ()
    was, here, there, now = ({i.id: i for i in case.imaging.lesions} for case in (base, ours, theirs, merged.case))
    assert len(now) == len(merged.case.imaging.lesions)
    for ident in now.keys() | here.keys() | there.keys():
        if ident not in was or (ident in here and ident in there):
            assert ident in now  # what came, or what nobody took out, is there
        elif ident in now:
            assert f"imaging.lesions[{ident}]" in {one.path for one in open_still}
    for path in merged.case.unread:
        get_at(merged.case, path)
    for ident in now:
        path = f"imaging.lesions[{ident}].size_ap_mm"
        three = [_held(case, path) for case in (ours, theirs)]
        assert _held(merged.case, path) in three


def _held(case: Case, path: str) -> object:
    try:
        return get_at(case, path), case.unread.get(path, "")
    except LookupError:
        return None


def _lesions(*ids: str) -> Case:
    opened = OpenCase(Case(id="x"), iter(ids).__next__)
    for _ in ids:
        opened.add_item("imaging.lesions")
    return opened.case


def test_an_entry_taken_out_here_and_written_in_there_is_asked_about():
    base = _lesions("a", "b")
    ours = put_items(base, "imaging.lesions", base.imaging.lesions[1:])
    theirs = set_at(base, "imaging.lesions[a].size_ap_mm", 4)
    (asked,) = merge(base, ours, theirs).conflicts
    assert (asked.path, asked.ours) == ("imaging.lesions[a]", None)
    kept = merge(base, ours, theirs, {asked.path: Side.THEIRS}).case
    assert [one.id for one in kept.imaging.lesions] == ["a", "b"]
    gone = merge(base, ours, theirs, {asked.path: Side.OURS}).case
    assert [one.id for one in gone.imaging.lesions] == ["b"]


def test_a_text_left_unread_here_against_a_value_there_is_asked_about():
    base = _lesions("a")
    path = "imaging.lesions[a].size_ap_mm"
    here = OpenCase(base)
    here.set_unread(path, "about 4")
    theirs = set_at(base, path, 5)
    assert [one.path for one in merge(base, here.case, theirs).conflicts] == [path]
    chosen = merge(base, here.case, theirs, {path: Side.OURS}).case
    assert (chosen.unread, get_at(chosen, path)) == ({path: "about 4"}, None)
    other = merge(base, here.case, theirs, {path: Side.THEIRS}).case
    assert (other.unread, get_at(other, path)) == ({}, 5)


def test_entries_added_by_both_stand_where_each_put_them():
    base = _lesions("a", "b")
    ours = put_items(base, "imaging.lesions", _lesions("a", "mine", "b").imaging.lesions)
    theirs = put_items(base, "imaging.lesions", _lesions("b", "yours", "a").imaging.lesions)
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert [one.id for one in merged.case.imaging.lesions] == ["b", "yours", "a", "mine"]


def test_answers_to_findings_come_together_one_by_one():
    def answer(finding: str, reason: str) -> FindingAnswer:
        return FindingAnswer(finding=finding, reason=reason, who="Dr EXAMPLE", when="", facts="")

    base = Case(id="x", answers=(answer("one", "base"), answer("two", "base")))
    ours = msgspec.structs.replace(base, answers=(answer("one", "ours"), answer("three", "ours")))
    theirs = msgspec.structs.replace(base, answers=(answer("one", "theirs"), answer("two", "base")))
    merged = merge(base, ours, theirs)
    assert [one.path for one in merged.conflicts] == ["answers[one]"]
    chosen = merge(base, ours, theirs, {"answers[one]": Side.OURS}).case
    assert [(one.finding, one.reason) for one in chosen.answers] == [("one", "ours"), ("three", "ours")]


def test_a_mark_is_lifted_or_set_with_its_value():
    path = "patient.surname"
    base = set_at(Case(id="x", invented=(path, "no.such.field")), path, "EXAMPLE")
    ours = msgspec.structs.replace(set_at(base, path, "REAL"), invented=("no.such.field",))
    merged = merge(base, ours, set_at(base, "patient.forename", "E"))
    assert merged.conflicts == ()
    assert merged.case.invented == ("no.such.field",)
    assert merged.case.patient.surname == "REAL"
