"""One open case: what can be set, taken back and done again, who is told, and what counts as saved."""

from itertools import count, pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from hcplanner.case import Case, stamped
from hcplanner.errors import BadValue
from hcplanner.fields import Answer, Kind, NoSuchField, PartialDate, get_at, leaves, owner_of
from hcplanner.opencase import Change, OpenCase, changed_paths

LESIONS = "imaging.lesions"
SURNAME = "patient.surname"


@pytest.fixture
def opened() -> OpenCase:
    numbers = count(1)
    return OpenCase(Case(id="example"), new_id=lambda: f"n{next(numbers)}")


def test_a_value_is_set_taken_back_and_set_again(opened: OpenCase):
    opened.set(SURNAME, "EXAMPLE")
    opened.set("presentation.myelopathy", "yes")
    assert (opened.case.patient.surname, opened.case.presentation.myelopathy) == ("EXAMPLE", Answer.YES)
    assert (opened.undo_label, opened.redo_label) == ("Symptoms or signs of myelopathy", "")
    opened.undo()
    assert (opened.case.presentation.myelopathy, opened.undo_label) == (None, "Surname")
    assert opened.redo_label == "Symptoms or signs of myelopathy"
    opened.undo()
    assert opened.case == Case(id="example")
    assert (opened.can_undo, opened.can_redo, opened.undo_label) == (False, True, "")
    opened.redo()
    opened.redo()
    assert opened.case.presentation.myelopathy is Answer.YES
    assert not opened.can_redo


def test_a_finding_is_set_aside_and_taken_back_as_steps(opened: OpenCase):
    opened.answer("k_line_negative", "f1", " known and accepted ", "Dr EXAMPLE", "2026-11-22T18:05:00+01:00")
    (given,) = opened.case.answers
    assert (given.finding, given.facts, given.reason, given.who) == (
        "k_line_negative", "f1", "known and accepted", "Dr EXAMPLE",
    )  # fmt: skip
    assert (opened.dirty, opened.undo_label) == (True, "Answer to a check")
    opened.answer("k_line_negative", "f2", "again", "Dr EXAMPLE", "2026-11-22T18:06:00+01:00")
    assert [one.facts for one in opened.case.answers] == ["f2"]
    opened.withdraw_answer("k_line_negative")
    opened.withdraw_answer("no_such_finding")
    assert not opened.case.answers
    opened.undo()
    opened.undo()
    assert opened.case.answers == (given,)
    opened.undo()
    assert not opened.dirty


@pytest.mark.parametrize(("reason", "who"), [("", "Dr EXAMPLE"), (" \n", "Dr EXAMPLE"), ("because", " ")])
def test_an_answer_without_reason_or_name_is_none(opened: OpenCase, reason: str, who: str):
    with pytest.raises(ValueError, match="reason and the name"):
        opened.answer("k_line_negative", "f", reason, who, "2026-11-22T18:05:00+01:00")
    assert opened.case == Case(id="example")


def test_undo_and_redo_with_nothing_left_do_nothing(opened: OpenCase):
    seen: list[Change] = []
    opened.watch(seen.append)
    opened.undo()
    opened.redo()
    assert seen == []


def test_a_new_step_ends_what_could_be_done_again(opened: OpenCase):
    opened.set(SURNAME, "ONE")
    opened.undo()
    opened.set(SURNAME, "TWO")
    assert not opened.can_redo


def test_typing_in_one_field_is_one_step(opened: OpenCase):
    for text in ("E", "EX", "EXA"):
        opened.set(SURNAME, text, merge=True)
    opened.set("patient.forename", "A", merge=True)
    opened.set(SURNAME, "EXAM", merge=True)
    opened.undo()
    opened.undo()
    assert opened.case.patient.surname == "EXA"
    opened.undo()
    assert opened.case.patient.surname == ""
    assert not opened.can_undo


def test_typing_and_deleting_again_leaves_no_step(opened: OpenCase):
    opened.set(SURNAME, "E", merge=True)
    opened.set(SURNAME, "", merge=True)
    assert not opened.can_undo
    assert not opened.dirty


def test_a_step_that_does_not_ask_to_join_does_not(opened: OpenCase):
    opened.set(SURNAME, "E", merge=True)
    opened.set(SURNAME, "EX")
    opened.undo()
    assert opened.case.patient.surname == "E"


def test_saving_ends_a_step_so_that_undo_stops_at_what_was_saved(opened: OpenCase):
    opened.set(SURNAME, "E", merge=True)
    opened.mark_saved(_stamped(opened.case, 1))
    opened.set(SURNAME, "EX", merge=True)
    assert opened.dirty
    opened.undo()
    assert (opened.case.patient.surname, opened.dirty) == ("E", False)
    opened.undo()
    assert opened.dirty


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("patient.born", "31 Feb"), ("patient.sex", "blue"), ("presentation.myelopathy", True),
        ("patient.size.weight", {"value": "many"}), ("presentation.pain_score", 2.5), ("presentation.symptoms", ()),
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused_and_changes_nothing(opened: OpenCase, path: str, value: object):
    seen: list[Change] = []
    opened.watch(seen.append)
    with pytest.raises((BadValue, NoSuchField)):
        opened.set(path, value)
    assert (opened.case, opened.can_undo, seen) == (Case(id="example"), False, [])


def test_a_refusal_names_the_field_and_the_text(opened: OpenCase):
    with pytest.raises(BadValue) as caught:
        opened.set("patient.born", "soon")
    assert (caught.value.path, caught.value.label, caught.value.text) == ("patient.born", "Born", "soon")
    assert "2014-03" in caught.value.reason


@pytest.mark.parametrize("path", ["patient", "nobody.knows", "imaging.lesions[x].kind", "imaging.lesions", "", "a..b"])
def test_a_path_to_no_field_is_a_fault_of_the_caller(opened: OpenCase, path: str):
    with pytest.raises(NoSuchField):
        opened.set(path, "x")
    with pytest.raises(NoSuchField):
        opened.set_unread(path, "x")


def test_a_text_that_cannot_be_read_stays_beside_its_field(opened: OpenCase):
    opened.set("patient.born", "2014-03")
    opened.set_unread("patient.born", "spring of 14")
    assert opened.case.unread == {"patient.born": "spring of 14"}
    # What was typed over must not be printed as if it still stood.
    assert get_at(opened.case, "patient.born") is None
    opened.undo()
    assert opened.case.unread == {}
    assert opened.case.patient.born == PartialDate(2014, 3)
    opened.redo()
    opened.set("patient.born", PartialDate(2014))
    assert opened.case.unread == {}
    assert opened.case.patient.born == PartialDate(2014)


def test_setting_the_same_value_again_still_clears_the_unread_text(opened: OpenCase):
    opened.set_unread("patient.born", "soon")
    opened.set("patient.born", None)
    assert opened.case.unread == {}
    opened.set_unread("patient.born", "soon")
    opened.set_unread("patient.born", "")
    assert opened.case.unread == {}


def test_half_a_character_is_kept_as_a_mark_that_can_be_saved(opened: OpenCase):
    opened.set_unread("patient.born", "so\ud83don \ud83d\ude00")
    opened.set(SURNAME, "a\udc00")
    assert opened.case.unread == {"patient.born": "so\ufffdon \U0001f600"}
    assert opened.case.patient.surname == "a\ufffd"


def test_entries_come_move_and_go(opened: OpenCase):
    one, two, three = (opened.add_item(LESIONS) for _ in range(3))
    assert [item.id for item in opened.case.imaging.lesions] == [one, two, three] == ["n1", "n2", "n3"]
    opened.move_item(LESIONS, three, 0)
    assert [item.id for item in opened.case.imaging.lesions] == [three, one, two]
    opened.move_item(LESIONS, three, 99)
    assert [item.id for item in opened.case.imaging.lesions] == [one, two, three]
    opened.remove_item(LESIONS, two)
    assert [item.id for item in opened.case.imaging.lesions] == [one, three]
    for _ in range(3):
        opened.undo()
    assert [item.id for item in opened.case.imaging.lesions] == [one, two, three]


def test_an_entry_takes_what_was_kept_beside_its_fields_with_it_and_brings_it_back(opened: OpenCase):
    one = opened.add_item("presentation.symptoms")
    opened.set_unread(f"presentation.symptoms[{one}].since", "long ago")
    opened.remove_item("presentation.symptoms", one)
    assert opened.case.unread == {}
    opened.undo()
    assert opened.case.unread == {f"presentation.symptoms[{one}].since": "long ago"}


def test_an_id_already_taken_is_not_given_again():
    ids = iter(["a", "a", "a", "b"])
    opened = OpenCase(Case(), new_id=lambda: next(ids))
    assert [opened.add_item(LESIONS), opened.add_item(LESIONS)] == ["a", "b"]


@pytest.mark.parametrize("what", ["remove", "move"])
def test_an_entry_that_is_not_there_is_a_fault_of_the_caller(opened: OpenCase, what: str):
    with pytest.raises(NoSuchField):
        opened.remove_item(LESIONS, "zz") if what == "remove" else opened.move_item(LESIONS, "zz", 0)
    with pytest.raises(TypeError):
        opened.add_item(SURNAME)


def test_watchers_hear_what_changed_until_they_stop(opened: OpenCase):
    seen: list[Change] = []
    stop = opened.watch(seen.append)
    opened.set(SURNAME, "EXAMPLE")
    one = opened.add_item(LESIONS)
    opened.set(f"{LESIONS}[{one}].size_ap_mm", 9.5)
    opened.undo()
    assert [change.paths for change in seen] == [
        {SURNAME}, {LESIONS}, {f"{LESIONS}[{one}].size_ap_mm"}, {f"{LESIONS}[{one}].size_ap_mm"},
    ]  # fmt: skip
    assert all(earlier.after == later.before for earlier, later in pairwise(seen))
    stop()
    stop()
    opened.set(SURNAME, "")
    assert len(seen) == 4


def test_setting_what_is_there_already_tells_nobody(opened: OpenCase):
    opened.set(SURNAME, "EXAMPLE")
    seen: list[Change] = []
    opened.watch(seen.append)
    opened.set(SURNAME, "EXAMPLE")
    assert seen == []
    opened.undo()
    assert not opened.can_undo


def test_showing_never_writes(opened: OpenCase):
    opened.watch(lambda _: opened.set("patient.forename", "X"))
    with pytest.raises(RuntimeError, match="showing never writes"):
        opened.set(SURNAME, "EXAMPLE")
    assert (opened.case.patient.surname, opened.case.patient.forename) == ("EXAMPLE", "")


def test_the_fault_of_one_watcher_keeps_no_other_from_hearing(opened: OpenCase):
    seen: list[Change] = []
    stops = [opened.watch(_fails), opened.watch(seen.append)]
    with pytest.raises(ZeroDivisionError):
        opened.set(SURNAME, "A")
    opened.watch(_fails)
    with pytest.raises(ExceptionGroup):
        opened.set(SURNAME, "B")
    assert [change.after.patient.surname for change in seen] == ["A", "B"]
    stops[0]()
    assert opened.case.patient.surname == "B"


def test_a_watcher_may_stop_watching_while_it_is_told(opened: OpenCase):
    seen: list[Change] = []
    stops: list[object] = []

    def once(change: Change) -> None:
        seen.append(change)
        stop()

    stop = opened.watch(once)
    stops.append(stop)
    opened.set(SURNAME, "A")
    opened.set(SURNAME, "B")
    assert len(seen) == 1


def test_the_stamp_of_a_saving_is_no_step_and_undo_keeps_the_newest(opened: OpenCase):
    opened.set(SURNAME, "A")
    seen: list[Change] = []
    opened.watch(seen.append)
    opened.mark_saved(_stamped(opened.case, 7))
    assert (opened.case.revision, opened.dirty) == (7, False)
    assert [change.paths for change in seen] == [frozenset()]
    opened.undo()
    assert (opened.case.revision, opened.case.patient.surname, opened.dirty) == (7, "", True)
    opened.redo()
    assert (opened.case.revision, opened.dirty) == (7, False)


def test_what_was_typed_while_the_file_was_written_is_still_to_be_saved(opened: OpenCase):
    opened.set(SURNAME, "A")
    written = _stamped(opened.case, 1)
    opened.set(SURNAME, "AB")
    opened.mark_saved(written)
    assert opened.dirty
    assert opened.case.patient.surname == "AB"


def test_every_field_can_be_set_told_and_taken_back():
    for member in leaves(Case):
        opened = OpenCase(Case(id="example"))
        path = member.path
        while "[]" in path:
            lists, _, rest = path.partition("[]")
            path = f"{lists}[{opened.add_item(lists)}]{rest}"
        seen: list[Change] = []
        opened.watch(seen.append)
        value = _some_value(member)
        opened.set(path, value)
        assert get_at(opened.case, path) == value
        assert getattr(owner_of(opened.case, path), member.name) == value
        assert seen[0].paths == {path}
        opened.undo()
        assert get_at(opened.case, path) == member.default


def _some_value(member) -> object:
    if member.kind is Kind.GRADES:
        return {member.field.rows[0]: member.field.grades[0]}
    if member.kind is Kind.CHOICES:
        return frozenset(list(member.choices)[:2])
    if member.choices:
        return next(iter(member.choices))
    if member.kind is Kind.DATED_NUMBER:
        return member.type.__origin__.__args__[0](value=1.5, on=PartialDate(2020, 2))
    return {Kind.TEXT: "a text", Kind.NUMBER: 1.5, Kind.INTEGER: 3, Kind.DATE: PartialDate(2020)}[member.kind]


def _stamped(case: Case, revision: int) -> Case:
    return stamped(case, revision=revision, saved_at="2026-03-02T14:30:00+01:00", saved_by="Dr Example")


def _fails(_: Change) -> None:
    raise ZeroDivisionError


_TEXTS = st.sampled_from(["", "A", "AB", "31"])
_TEXT_PATHS = st.sampled_from([SURNAME, "patient.forename"])


class Session(RuleBasedStateMachine):
    """Any order of steps against a plain list of the states there were."""

    entries = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        numbers = count(1)
        self.opened = OpenCase(Case(id="example"), new_id=lambda: f"i{next(numbers)}")
        self.past: list[Case] = []
        self.future: list[Case] = []
        self.saved = self.shown = self.opened.case
        self.revision = 0
        self.opened.watch(self._follow)

    def _follow(self, change: Change) -> None:
        assert change.before == self.shown
        assert change.paths == changed_paths(change.before, change.after)
        self.shown = change.after

    def _did(self, before: Case) -> None:
        if self.opened.case != before:
            self.past.append(before)
            self.future.clear()

    @rule(path=_TEXT_PATHS, text=_TEXTS)
    def set_text(self, path, text):
        before = self.opened.case
        self.opened.set(path, text)
        self._did(before)

    @rule(text=_TEXTS)
    def set_unread(self, text):
        before = self.opened.case
        self.opened.set_unread("patient.born", text)
        self._did(before)

    @rule(target=entries)
    def add(self):
        before = self.opened.case
        ident = self.opened.add_item(LESIONS)
        self._did(before)
        return ident

    @rule(ident=entries, to=st.integers(0, 4))
    def move(self, ident, to):
        before = self.opened.case
        if any(item.id == ident for item in before.imaging.lesions):
            self.opened.move_item(LESIONS, ident, to)
            self._did(before)

    @rule(ident=consumes(entries))
    def remove(self, ident):
        before = self.opened.case
        if any(item.id == ident for item in before.imaging.lesions):
            self.opened.remove_item(LESIONS, ident)
            self._did(before)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        self.future.append(self.opened.case)
        self.opened.undo()
        assert _plain(self.opened.case) == _plain(self.past.pop())

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.past.append(self.opened.case)
        self.opened.redo()
        assert _plain(self.opened.case) == _plain(self.future.pop())

    @rule()
    def save(self):
        self.revision += 1
        self.saved = _stamped(self.opened.case, self.revision)
        self.opened.mark_saved(self.saved)

    @invariant()
    def agrees(self):
        assert self.shown == self.opened.case
        assert (self.opened.can_undo, self.opened.can_redo) == (bool(self.past), bool(self.future))
        assert self.opened.dirty == (_plain(self.opened.case) != _plain(self.saved))
        assert self.opened.case.revision == self.revision


def _plain(case: Case) -> Case:
    return stamped(case, revision=0, saved_at="", saved_by="")


TestSession = Session.TestCase
TestSession.settings = settings(stateful_step_count=30)
