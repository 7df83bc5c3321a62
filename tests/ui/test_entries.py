"""Lists: entries are added, moved and taken away; undo brings them back as they were."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from hcplanner.case.patient import AllergyStatus
from tests.ui.forms import Opener, new_case, row_at
from ui.form import FormPage
from ui.parts.entries import Card, Entries


def entries(page: FormPage, path: str) -> Entries:
    found = page.body.reveal(path)
    assert isinstance(found, Entries)
    return found


def cards(part: Entries) -> list[Card]:
    return [card for card in part.parts() if isinstance(card, Card)]


def add(part: Entries) -> QPushButton:
    return next(b for b in part.findChildren(QPushButton) if b.property("role") == "add")


def test_adding_gives_the_keyboard_to_the_new_entry(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "team")
    part = entries(page, "team.equipment")
    assert add(part).accessibleName() == "Add: Equipment"
    qtbot.mouseClick(add(part), Qt.MouseButton.LeftButton)
    focused = page.window().focusWidget()
    assert isinstance(focused, QLineEdit)
    qtbot.keyClicks(focused, "Microscope")
    assert [item.name for item in open_case.case.team.equipment] == ["Microscope"]
    assert add(part).text() == "Add another"


def test_moving_keeps_the_id_and_the_widgets_and_can_be_undone(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    for name in ("one", "two", "three"):
        ident = open_case.add_item("team.equipment")
        open_case.set(f"team.equipment[{ident}].name", name)
    page = opened(open_case, "team")
    part = entries(page, "team.equipment")
    before = cards(part)
    qtbot.mouseClick(before[2].up, Qt.MouseButton.LeftButton)
    assert [item.name for item in open_case.case.team.equipment] == ["one", "three", "two"]
    assert cards(part) == [before[0], before[2], before[1]]
    assert [card.up.isEnabled() for card in cards(part)] == [False, True, True]
    assert [card.down.isEnabled() for card in cards(part)] == [True, True, False]
    assert cards(part)[1].up.accessibleName() == "Move up: Equipment 2"
    open_case.undo()
    assert cards(part) == before


def test_removing_asks_nothing_and_undo_brings_it_back_whole(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    open_case.set("patient.allergies.status", AllergyStatus.KNOWN)
    ident = open_case.add_item("patient.allergies.entries")
    open_case.set(f"patient.allergies.entries[{ident}].substance", "Penicillin")
    page = opened(open_case, "patient")
    part = entries(page, "patient.allergies.entries")
    page.go_to(f"patient.allergies.entries[{ident}].reaction")
    qtbot.mouseClick(cards(part)[0].away, Qt.MouseButton.LeftButton)
    assert not open_case.case.patient.allergies.entries
    assert cards(part) == []
    assert page.window().focusWidget() is add(part)
    open_case.undo()
    (card,) = cards(part)
    assert card.scope.ident == ident
    assert [box.text() for box in card.findChildren(QLineEdit)][:1] == ["Penicillin"]
    qtbot.keyClicks(card.findChildren(QLineEdit)[1], "Rash")
    assert open_case.case.patient.allergies.entries[0].reaction == "Rash"


def test_more_than_two_entries_show_one_line_each(opened: Opener):
    open_case = new_case()
    for name in ("one", "two", "three"):
        ident = open_case.add_item("patient.guardians")
        open_case.set(f"patient.guardians[{ident}].name", f"EXAMPLE {name}")
    page = opened(open_case, "patient")
    part = entries(page, "patient.guardians")
    assert [list(card.parts()) for card in cards(part)] == [[], [], []]
    told = [card.title.text().split(maxsplit=1)[1] for card in cards(part)]
    assert told == ["EXAMPLE one", "EXAMPLE two", "EXAMPLE three"]
    assert cards(part)[1].title.accessibleName() == "Parents, guardians or representatives 2: EXAMPLE two"
    cards(part)[1].title.click()
    assert [len(list(card.parts())) for card in cards(part)] == [0, 1, 0]
    path = f"patient.guardians[{cards(part)[1].scope.ident}].phone"
    assert row_at(page, path).isVisible()
    open_case.set(f"patient.guardians[{cards(part)[1].scope.ident}].name", "EXAMPLE & two")
    assert cards(part)[1].title.text().endswith("EXAMPLE && two")
    cards(part)[1].title.click()
    assert not row_at(page, path).isVisible() or cards(part)[1].title.property("open")


def test_a_list_that_hangs_on_an_answer_comes_and_stays_while_filled(opened: Opener):
    open_case = new_case()
    page = opened(open_case, "patient")
    part = next(p for p in page.findChildren(Entries) if p.path() == "patient.allergies.entries")
    assert part.isHidden()
    open_case.set("patient.allergies.status", AllergyStatus.KNOWN)
    assert part.isVisible()
    open_case.add_item("patient.allergies.entries")
    open_case.set("patient.allergies.status", AllergyStatus.NONE)
    assert part.isVisible()
    open_case.undo()
    open_case.undo()
    open_case.undo()
    assert part.isHidden()


def test_every_button_of_a_list_says_what_it_is_about(opened: Opener):
    open_case = new_case()
    open_case.add_item("imaging.studies")
    page = opened(open_case, "imaging")
    part = entries(page, "imaging.studies")
    card = cards(part)[0]
    assert isinstance(card.away, QAbstractButton)
    assert card.away.accessibleName() == "Remove: Studies 1"
    assert not card.up.isVisible()


def test_a_list_that_makes_a_useful_plan_has_its_first_entry_ready(opened: Opener, qtbot: QtBot):
    open_case = new_case()
    page = opened(open_case, "examination")
    part = entries(page, "examination.examinations")
    (card,) = cards(part)
    assert not card.title.isVisible()
    assert not card.away.isVisible()
    page.go_to("examination.examinations")
    qtbot.keyClicks(page.window().focusWidget(), "2024")
    (examination,) = open_case.case.examination.examinations
    assert str(examination.when) == "2024"
    assert cards(part) == [card]
    assert card.title.isVisible()
    assert card.away.isVisible()
    card.away.click()
    assert not open_case.case.examination.examinations
    assert [one.findChildren(QLineEdit)[0].text() for one in cards(part)] == [""]
