"""Editors of text: one line, or several that grow with what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.editors.base import Editor

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from hcplanner.fields import Declared
    from hcplanner.i18n import Words

_COMES_BACK: Final = (
    Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason,
)  # fmt: skip


def leaves_undo(event: QEvent) -> bool:
    """Whether the event asks a text box for its own undo: that belongs to the case."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class Line(QLineEdit):
    """A line whose undo is that of the case, and which shows how its text begins unless somebody writes in it."""

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window."""
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning; the cursor of somebody who writes in it goes to the end."""
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning again, unless it is only another window that is looked at."""
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            self.setCursorPosition(0)


class GrowingText(QPlainTextEdit):
    """A text box as high as its text, at least `lines` high; Tab moves on."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window."""
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew and take the height that needs."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        # A plain text document measures its height in lines.
        lines = max(self._lines, round(self.document().size().height()))
        margins = self.contentsMargins()
        height = lines * self.fontMetrics().lineSpacing() + margins.top() + margins.bottom() + 2
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        self.box = Line()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.textEdited.connect(lambda text: self.edited.emit(text, True))

    def show_value(self, value: Any, unread: str) -> None:
        """Show a text."""
        text = unread or value
        if self.box.text() != text:
            self.box.show_text(text)

    def inputs(self) -> list[QWidget]:
        """The line."""
        return [self.box]


class TextEditor(Editor):
    """Several lines of text."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        self.box = GrowingText(member.field.lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)
        self._showing = False
        self.box.textChanged.connect(self._typed)

    def show_value(self, value: Any, unread: str) -> None:
        """Show a text."""
        text = unread or value
        if self.box.toPlainText() != text:
            self._showing = True
            self.box.setPlainText(text)
            self._showing = False

    def inputs(self) -> list[QWidget]:
        """The box."""
        return [self.box]

    def _typed(self) -> None:
        if not self._showing:
            self.edited.emit(self.box.toPlainText(), True)
