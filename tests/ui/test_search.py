import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hcplanner.case import Case
from hcplanner.fields import leaves
from hcplanner.i18n import ENGLISH
from ui import search
from ui.commands import every


def test_every_field_and_every_command_can_be_found():
    went = []
    targets = search.fields(went.append, ENGLISH)
    assert len(targets) == len([leaf for leaf in leaves(Case) if not leaf.field.internal])
    for target in targets:
        target.run()
    assert {path.partition(".")[0] for path in went} >= {"patient", "plan", "consent", "outcome"}
    assert not [path for path in went if "[" in path]
    commands = search.commands(went.append, lambda _name: True, ENGLISH)
    assert {target.title for target in commands} == {c.title.rstrip("…") for c in every()}


def test_all_words_count_in_any_order_and_beginnings_come_first():
    targets = [search.Target(title, place, lambda: None) for title, place in (
        ("Other surname", "Patient"), ("Surname", "Patient"), ("Side", "Plan › Laminoplasty"),
    )]  # fmt: skip
    assert [t.title for t in search.found(targets, "surname")] == ["Surname", "Other surname"]
    assert [t.title for t in search.found(targets, "LAMINO side")] == ["Side"]
    assert search.found(targets, "surname side") == []
    assert len(search.found(targets, "")) == 3


@pytest.mark.requirement("R49")
def test_a_field_is_reached_from_the_keyboard(window, answering):
    window.do_new()

    def look(box):
        QTest.keyClicks(box.line, "bladder")
        assert "Bladder" in box.line.accessibleDescription(), "what is chosen is not said"
        QTest.keyClick(box.line, Qt.Key.Key_Down)
        QTest.keyClick(box.line, Qt.Key.Key_Up)
        QTest.keyClick(box.line, Qt.Key.Key_Return)

    answering(look)
    before = window.view.contents.current
    window.do_search()
    assert window.view.contents.current != before


def test_commands_run_from_the_search(window, answering):
    def look(box):
        QTest.keyClicks(box.line, "new case")
        QTest.keyClick(box.line, Qt.Key.Key_Return)

    answering(look)
    window.do_search()
    assert window.view is not None
