"""Everything that can be used says what it is, and can be reached with the Tab key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget

from hcplanner.case import Case
from hcplanner.fields import members
from tests.ui.test_theme import contrast
from ui import theme
from ui.printing import PrintSheet

_USABLE = {
    QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox, QAccessible.Role.List, QAccessible.Role.ListItem, QAccessible.Role.PageTab,
    QAccessible.Role.MenuItem, QAccessible.Role.Table, QAccessible.Role.SpinBox,
}  # fmt: skip


def nameless(widget):
    """The usable things below a widget that say nothing of what they are."""
    found = []

    def walk(node, trail):
        if node is None or not node.isValid() or node.state().invisible:
            return
        here = [*trail, node.role().name]
        if node.role() in _USABLE and not node.text(QAccessible.Text.Name).strip():
            thing = node.object()
            found.append(f"{' > '.join(here)} {type(thing).__name__} {thing.objectName() if thing else ''}")
        for number in range(node.childCount()):
            walk(node.child(number), here)

    walk(QAccessible.queryAccessibleInterface(widget), [])
    return found


@pytest.mark.requirement("R41")
def test_home_has_no_nameless_thing(window):
    assert nameless(window) == []


@pytest.mark.requirement("R41")
@pytest.mark.parametrize("section", ["quick", *(member.name for member in members(Case))])
def test_no_page_has_a_nameless_thing(window, section):
    window.do_sample()
    window.view.show_page(section)
    assert nameless(window) == []


@pytest.mark.requirement("R41")
def test_the_sheets_have_no_nameless_thing(window, qtbot):
    window.do_sample()
    sheet = PrintSheet(window, final=True)
    qtbot.addWidget(sheet)
    sheet.show()
    assert nameless(sheet) == []


@pytest.mark.requirement("R49")
@pytest.mark.parametrize("backwards", [False, True], ids=["Tab", "Shift+Tab"])
def test_the_tab_key_reaches_every_part_of_the_window_and_comes_round(window, backwards, qtbot):
    window.activateWindow()
    window.do_new()
    view = window.view
    start, parts = QApplication.focusWidget(), {"contents": view.contents, "stack": view.stack, "side": view.side}
    assert view.stack.isAncestorOf(start)
    reached, shift = set(), Qt.KeyboardModifier.ShiftModifier if backwards else Qt.KeyboardModifier.NoModifier
    for _ in range(600):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab, shift)
        at = QApplication.focusWidget()
        reached |= {name for name, part in parts.items() if part is at or part.isAncestorOf(at)}
        if at is start:
            break
    assert QApplication.focusWidget() is start, "the Tab key never came round"
    assert reached == set(parts)


def test_what_has_the_focus_can_be_seen_to_have_it(window):
    """A focused card, button, list and editor looks different from one that is not."""
    window.activateWindow()
    card, other = window.home.cards[:2]

    def look(widget: QWidget):
        return widget.grab().toImage()

    card.setFocus()
    with_focus = look(card)
    other.setFocus()
    assert look(card) != with_focus


@pytest.mark.requirement("R41")
def test_an_empty_box_can_be_seen_on_either_ground(window, qtbot):
    """The edge of a box without a tick stands out, thin and smoothed as it is."""
    for change, tokens in ((window.do_scheme_light, theme.LIGHT), (window.do_scheme_dark, theme.DARK)):
        change()
        for kind in (QCheckBox, QRadioButton):
            box = kind(window)
            box.show()
            image = box.grab().toImage()
            along = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
            assert max(contrast(colour, tokens["window"]) for colour in along) > 2, kind.__name__
            box.deleteLater()
