"""Every field as declared: it has words, a sound range, choices that differ, and three states for a question."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from hcplanner.case import Case
from hcplanner.fields import (
    Answer,
    Choice,
    Declared,
    Group,
    Item,
    Kind,
    Privacy,
    get_at,
    leaves,
    members,
    plain,
    recorded,
    set_at,
)

ALL = leaves(Case)
_EMPTY = {Kind.TEXT: "", Kind.CHOICES: frozenset(), Kind.GRADES: {}, Kind.LIST: ()}
_CHOICES = sorted({m.choices for m in ALL if m.choices}, key=lambda choices: choices.__name__)
# What the program writes itself; everything else is declared.
_BOOKKEEPING = {"format", "id", "revision", "saved_at", "saved_by", "example", "invented", "unread", "answers"}


def _everything(struct: type[msgspec.Struct] = Case, above: str = "") -> Iterator[Declared]:
    for member in members(struct):
        path = member.at(above)
        yield msgspec.structs.replace(member, path=path)
        if member.struct is not None and member.kind in (Kind.GROUP, Kind.LIST):
            yield from _everything(member.struct, path)


_EVERY = list(_everything())
_STRUCTS = [Case, *{m.struct for m in _EVERY if m.struct and m.kind in (Kind.GROUP, Kind.LIST)}]


def test_the_case_is_whole():
    assert 250 <= len(ALL)
    assert [m.name for m in members(Case)] == [
        "patient", "presentation", "history", "examination", "imaging", "assessment", "plan", "team", "consent",
        "outcome",
    ]  # fmt: skip


def test_every_member_is_declared():
    for struct in _STRUCTS:
        undeclared = {i.name for i in msgspec.structs.fields(struct)} - {m.name for m in members(struct)}
        assert undeclared == (_BOOKKEEPING if struct is Case else {"id"} if issubclass(struct, Item) else set())


def test_every_group_and_every_entry_is_frozen_and_says_what_it_is():
    for struct in _STRUCTS:
        assert struct is Case or issubclass(struct, Group | Item)
        assert struct.__struct_config__.frozen
        assert struct.__doc__


def test_every_member_has_words():
    for member in _EVERY:
        label, said = member.field.label, member.field.help
        assert label == label.strip()
        assert label[0].isupper() or label[0].isdigit() or label.split()[0] in {"mJOA", "pH"}
        assert not label.endswith((".", ":", ";", ","))
        assert len(label) <= 70
        assert said == said.strip()
        assert said != label
        assert not re.search(r"[{}<>]", label + said)


def test_labels_within_a_group_differ():
    for struct in _STRUCTS:
        told = Counter(m.field.label for m in members(struct))
        assert told == Counter(set(told)), struct


def test_a_plausible_range_is_ordered_and_a_unit_belongs_to_a_number():
    for member in ALL:
        field = member.field
        counted = member.kind in (Kind.NUMBER, Kind.INTEGER, Kind.DATED_NUMBER)
        assert (field.low is None) == (field.high is None)
        if field.low is not None and field.high is not None:
            assert counted
            assert field.low < field.high
            assert member.kind is not Kind.INTEGER or (field.low == int(field.low) and field.high == int(field.high))
        if not counted:
            assert (field.unit, field.decimals) == ("", None)
        assert field.decimals is None or 0 <= field.decimals <= 3
        assert field.unit == field.unit.strip()


_FREE = {"history.bone.labs[].result"}  # its unit is written beside it, so that nothing is plausible or rounded


@pytest.mark.requirement("R36")
def test_every_quantity_has_its_decimals_and_what_is_plausible():
    for member in ALL:
        if member.kind in (Kind.NUMBER, Kind.DATED_NUMBER) and member.path not in _FREE:
            assert member.field.decimals is not None
            assert member.field.low is not None
        if member.kind is Kind.INTEGER:
            assert member.field.low is not None


@pytest.mark.parametrize("choices", _CHOICES, ids=lambda c: c.__name__)
def test_choices_differ_in_value_and_in_words(choices: type[Choice]):
    assert len(choices) > 1
    assert len(set(choices.__members__.values())) == len(choices.__members__)
    words = [choice.words for choice in choices]
    assert len(set(words)) == len(words)
    assert all(word and word == word.strip() for word in words)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_/+*-]*", choice.value) for choice in choices)
    assert [choice.rank for choice in choices] == list(range(len(choices)))
    assert choices.__doc__


def test_tables_have_rows_and_grades_and_nothing_else_has():
    for member in ALL:
        rows, grades = member.field.rows, member.field.grades
        assert bool(rows) == bool(grades) == (member.kind is Kind.GRADES)
        assert len(set(rows)) == len(rows)
        assert len(set(grades)) == len(grades)


def test_no_clinical_code_without_a_source():
    """No code system's source has been opened yet."""
    for member in ALL:
        assert member.field.code == ""


def test_a_condition_names_a_neighbour_and_values_it_can_have():
    for member in ALL:
        if member.field.only_if is None:
            continue
        name, wanted = member.field.only_if
        neighbour = next(m for m in ALL if m.path == f"{member.path.rpartition('.')[0]}.{name}")
        assert neighbour.choices is not None
        assert wanted
        assert set(wanted) <= set(neighbour.choices)


def test_a_whole_group_hangs_on_a_field_that_is_there():
    hanging = [m for m in _EVERY if m.kind is Kind.GROUP and m.field.only_if is not None]
    assert hanging
    for member in hanging:
        assert member.field.only_if is not None
        name, wanted = member.field.only_if
        neighbour = next(m for m in ALL if m.path == f"{member.path.rpartition('.')[0]}.{name}")
        assert neighbour.choices is not None
        assert set(wanted) <= set(neighbour.choices)


@pytest.mark.requirement("R48")
def test_a_field_begins_empty_and_empty_is_no_answer():
    for member in ALL:
        assert member.default == _EMPTY.get(member.kind)
        assert member.is_empty(member.default)
        if member.kind in (Kind.NUMBER, Kind.INTEGER):
            assert not member.is_empty(0)
        if member.choices and member.kind is not Kind.CHOICES:
            assert not any(member.is_empty(choice) for choice in member.choices)


@pytest.mark.requirement("R48")
def test_a_question_has_yes_no_and_nobody_asked_each_written_differently():
    for member in [m for m in ALL if m.kind is Kind.ANSWER and "[]" not in m.path]:
        assert member.choices is Answer
        blank = Case()
        states = [blank, *(set_at(blank, member.path, answer) for answer in Answer)]
        assert len({str(plain(state)) for state in states}) == 5
        assert get_at(blank, member.path) is None
        assert [len(list(recorded(state))) for state in states] == [0, 1, 1, 1, 1]


def test_what_identifies_a_person_is_marked():
    """Fields whose words ask for a name, an address or a telephone are never mere clinical data."""
    for member in ALL:
        asks = re.search(
            r"\b(sur|fore|first )?name of|surname|forename|address|^telephone\b", member.field.label, re.IGNORECASE
        )
        if asks and member.kind is Kind.TEXT:
            assert member.field.privacy in (Privacy.IDENTITY, Privacy.STAFF)


def test_the_quick_page_has_its_rows():
    rows = {m.field.quick for m in _EVERY if m.field.quick}
    # Rows 13 and 14, MRI and CT, are entries of one list.
    assert rows == set(range(1, 26)) - {14}
    assert all(m.field.essential for m in _EVERY if m.field.quick)
