"""Rows of buttons that are one stop of the Tab key: arrows move inside, a letter jumps, Space presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_FORTH = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def choice_button(text: str, **properties: object) -> QPushButton:
    """A button that stays pressed; the properties are those the style sheet knows (seg, role, quiet)."""
    button = QPushButton(text)
    button.setCheckable(True)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for name, value in properties.items():
        button.setProperty(name, value)
    return button


class Roving(QObject):
    """Keyboard of a row of buttons. Only one of them is a stop of the Tab key: the pressed one, else the first.

    cleared: Delete or Backspace was pressed
    extended(from, to): an arrow was pressed with Shift
    """

    cleared = Signal()
    extended = Signal(int, int)

    def __init__(self, buttons: Sequence[QAbstractButton], parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = list(buttons)
        for button in self._buttons:
            button.installEventFilter(self)
        self.settle()

    def settle(self) -> None:
        """Choose the stop of the Tab key anew."""
        stop = self.stop()
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != policy:
                button.setFocusPolicy(policy)

    def stop(self) -> QAbstractButton:
        """The button that the Tab key comes to."""
        shown = [button for button in self._buttons if not button.isHidden()] or self._buttons
        return next((button for button in shown if button.isChecked()), shown[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move among the buttons."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        at = next((i for i, button in enumerate(self._buttons) if button is watched), -1)
        return at >= 0 and self._key(at, event)

    def _key(self, at: int, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key in (*_BACK, *_FORTH) and (plain or shifted):
            to = self._neighbour(at, -1 if key in _BACK else 1)
            self._buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
            if shifted and to != at:
                self.extended.emit(at, to)
            return True
        if key in _CLEAR and plain:
            self.cleared.emit()
            return True
        return plain and self._jump(at, event.text())

    def _neighbour(self, at: int, step: int) -> int:
        to = at + step
        while 0 <= to < len(self._buttons) and self._buttons[to].isHidden():
            to += step
        return to if 0 <= to < len(self._buttons) else at

    def _jump(self, at: int, letter: str) -> bool:
        if not letter.isalnum():
            return False
        order = [*range(at + 1, len(self._buttons)), *range(at + 1)]
        for to in order:
            button = self._buttons[to]
            if not button.isHidden() and button.text().lower().startswith(letter.lower()):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False
