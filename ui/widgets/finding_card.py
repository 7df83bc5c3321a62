"""One finding on the screen: what it says, where it goes, what was answered; source and limits on demand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from hcplanner.fields import PartialDate
from hcplanner.i18n import N_
from hcplanner.knowledge.answers import Standing

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from hcplanner.i18n import Words
    from hcplanner.knowledge.answers import Weighed

SEVERITIES: Final = {"critical": N_("Critical"), "caution": N_("Caution"), "info": N_("Note")}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FindingCard(QFrame):
    """A finding with its buttons. A click anywhere else, or Enter, goes to its field.

    chosen: go to the field; asked: a reason is to be given; withdrawn: the answer is to be taken back
    stepped(by): an arrow key asks for the next card or the one before
    """

    chosen = Signal()
    asked = Signal()
    withdrawn = Signal()
    stepped = Signal(int)

    def __init__(self, weighed: Weighed, words: Words) -> None:
        super().__init__()
        self.weighed = weighed
        self._words = words
        finding = weighed.finding
        self.quiet = weighed.standing is Standing.ANSWERED
        self.setProperty("role", "finding")
        self.setProperty("severity", "answered" if self.quiet else finding.severity.value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        severity = words(SEVERITIES[finding.severity.value])
        self.setAccessibleName(f"{severity}: {finding.title}")
        self.setAccessibleDescription(". ".join(filter(None, (self._status(), finding.message))))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 8)
        column.setSpacing(4)
        column.addWidget(_label(finding.title, "finding-title"))
        self.message = _label(finding.message, "finding-text")
        self.message.setHidden(self.quiet)
        if status := self._status():
            column.addWidget(_label(status, "finding-answer"))
        column.addWidget(self.message)
        self.details = self._details()
        for label in self.details:
            column.addWidget(label)
        column.addLayout(self._buttons())

    def _status(self) -> str:
        answer = self.weighed.answer
        if answer is None:
            return ""
        told = (
            self._words("The facts have changed since {who} set this aside, {when}: {reason}")
            if self.weighed.standing is Standing.LAPSED
            else self._words("Set aside by {who}, {when}: {reason}")
        )
        return told.format(who=answer.who, when=_moment(answer.when, self._words), reason=answer.reason)

    def _details(self) -> list[QLabel]:
        finding, words = self.weighed.finding, self._words
        told = [
            words("Source: {text}").format(text=finding.source) if finding.source else "",
            words("Limits: {text}").format(text=finding.limits) if finding.limits else "",
            "" if finding.verified else words("No published claim of this was verified by reading it."),
        ]
        labels = [_label(text, "finding-source") for text in filter(None, told)]
        for label in labels:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.hide()
        return labels

    def _buttons(self) -> QHBoxLayout:
        words, answer = self._words, self.weighed.answer
        self.more = self._button(words("Details") if self.quiet else words("Source and limits"), self._unfold)
        self.more.setProperty("role", "disclosure")
        self.aside = self._button(words("Answer again…") if answer else words("Set aside…"), self.asked.emit)
        self.aside.setHidden(self.quiet)
        self.withdraw = self._button(words("Withdraw"), self.withdrawn.emit)
        self.withdraw.setHidden(answer is None)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.setContentsMargins(-8, 0, 0, 0)
        for button in (self.more, self.aside, self.withdraw):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setAccessibleName(f"{text} ({self.weighed.finding.title})")
        button.clicked.connect(run)
        return button

    def _unfold(self) -> None:
        shown = not self.more.property("open")
        for label in [*self.details, *([self.message] if self.quiet else [])]:
            label.setVisible(shown)
        self.more.setProperty("open", shown)
        self.more.style().polish(self.more)

    def holds_focus(self) -> bool:
        """Whether the keyboard is at the card or at one of its buttons."""
        return self.hasFocus() or any(button.hasFocus() for button in self.findChildren(QPushButton))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the field."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the field, arrows to the neighbours."""
        if event.key() in _ENTER:
            self.chosen.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _moment(text: str, words: Words) -> str:
    time = datetime.fromisoformat(text)
    return words.date(PartialDate(time.year, time.month, time.day, time.hour, time.minute))
