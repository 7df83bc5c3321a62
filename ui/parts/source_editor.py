"""An editor for the text of a template: numbered lines, tags and expressions in colour, the line of a fault marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QPainter,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextDocument

_COLOURED: Final = (
    (re.compile(r"</?[\w-]+|/?>"), "accent"),
    (re.compile(r'"[^"]*"'), "ok"),
    (re.compile(r"\{\{.*?\}\}"), "info"),
    (re.compile(r"\{%.*?%\}"), "warn"),
    (re.compile(r"\{#.*?#\}"), "muted"),
)


class _Colours(QSyntaxHighlighter):
    """Colours one line at a time; a later rule is the stronger."""

    def __init__(self, document: QTextDocument, widget: QWidget) -> None:
        super().__init__(document)
        tokens = theme.tokens_of(widget)
        self._formats = []
        for pattern, token in _COLOURED:
            made = QTextCharFormat()
            made.setForeground(QColor(tokens[token]))
            self._formats.append((pattern, made))

    def highlightBlock(self, text: str) -> None:
        for pattern, made in self._formats:
            for found in pattern.finditer(text):
                self.setFormat(found.start(), found.end() - found.start(), made)


class _Numbers(QWidget):
    """The margin with the numbers of the lines."""

    def __init__(self, editor: SourceEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.margin, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(self, event)


class SourceEditor(QPlainTextEdit):
    """One file of a template. Tab leaves the editor, as everywhere in the window."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._colours = _Colours(self.document(), self)
        self._numbers = _Numbers(self)
        self._fault = 0
        self.setPlainText(text)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._moved)
        self._fit()

    @property
    def margin(self) -> int:
        """The width of the margin in pixels."""
        return 14 + self.fontMetrics().horizontalAdvance("9") * max(3, len(str(self.blockCount())))

    def mark_fault(self, line: int, told: str) -> None:
        """Mark the line of a fault, counted from 1, and say it; 0 marks none."""
        self._fault = line
        self.setAccessibleDescription(told)
        marks = []
        block = self.document().findBlockByNumber(line - 1) if line else None
        if block is not None and block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            made = QTextCharFormat()
            made.setBackground(QColor(theme.tokens_of(self)["danger-soft"]))
            made.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.format = made
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def go_to_line(self, line: int) -> None:
        """Put the cursor into a line, counted from 1, and show it in the middle."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
            self.setFocus()

    def paint_numbers(self, margin: QWidget, event: QPaintEvent) -> None:
        """Paint the numbers of the lines in sight into the margin."""
        tokens = theme.tokens_of(self)
        painter = QPainter(margin)
        painter.setFont(self.font())
        painter.fillRect(event.rect(), QColor(tokens["window"]))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            number = block.blockNumber() + 1
            wrong = number == self._fault
            painter.setPen(QColor(tokens["danger" if wrong else "muted"]))
            where = QRect(0, round(top), self.margin - 7, round(height))
            painter.drawText(where, Qt.AlignmentFlag.AlignRight, f"▸{number}" if wrong else str(number))
            top += height
            block = block.next()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.margin, inside.height()))

    def _fit(self) -> None:
        self.setViewportMargins(self.margin, 0, 0, 0)

    def _moved(self, rect: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())
