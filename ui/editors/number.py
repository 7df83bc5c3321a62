"""Editors of what is typed and read: numbers, and the line they share with dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from hcplanner.fields.parse import parse
from hcplanner.fields.show import show_plain
from ui.editors.base import Editor
from ui.editors.text import Line

if TYPE_CHECKING:
    from hcplanner.fields import Declared
    from hcplanner.i18n import Words


class ReadLine(Line):
    """A line that is read as the value of a field: what it says, as far as it can be read."""

    def __init__(self, member: Declared, words: Words, width: int) -> None:
        super().__init__()
        self._member = member
        self._words = words
        self.setMaximumWidth(width)
        self.setMinimumWidth(min(width, 72))

    def read(self) -> object:
        """The value of the text; ValueError when it is none."""
        return parse(self._member, self.text())

    def show_value(self, value: object, unread: str) -> None:
        """Show a value or an unreadable text; a text that already says so is left as it was typed."""
        wanted = unread or show_plain(self._member, value, self._words)
        if self.text() == wanted or (not unread and self.hasFocus() and self._says(value)):
            return
        self.setText(wanted)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def tidy(self) -> None:
        """Write a readable text in the house style."""
        try:
            tidy = show_plain(self._member, self.read(), self._words)
        except ValueError:
            return
        if tidy != self.text():
            self.setText(tidy)

    def _says(self, value: object) -> bool:
        try:
            return self.read() == value
        except ValueError:
            return False


class ReadEditor(Editor):
    """A line that is read as a value: written while readable, kept as text when left unreadable."""

    box_width = 120

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        self.box = ReadLine(member, words, self.box_width)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.box, 100)
        self.setFocusProxy(self.box)
        self._pending = False
        self.box.textEdited.connect(self._typed)

    def show_value(self, value: Any, unread: str) -> None:
        """Show a value or the text kept in its place."""
        self._pending = False
        self.box.show_value(value, unread)

    def inputs(self) -> list[QWidget]:
        """The line."""
        return [self.box]

    def leave(self) -> None:
        """Say what cannot be read; write the rest in the house style."""
        if self._pending:
            self._pending = False
            self.unreadable.emit(self.box.text())
        else:
            self.box.tidy()

    def _typed(self) -> None:
        try:
            value = self.box.read()
        except ValueError:
            self._pending = True
        else:
            self._pending = False
            self.edited.emit(value, True)


class NumberEditor(ReadEditor):
    """A number with its unit; it may be blank."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        add_unit(self.row, member, words)
        self.row.addStretch(1)


def add_unit(row: QHBoxLayout, member: Declared, words: Words) -> None:
    """Put the field's unit behind its number."""
    if member.field.unit:
        unit = QLabel(words(member.field.unit))
        unit.setProperty("role", "unit")
        row.addWidget(unit)
