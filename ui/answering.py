"""The question for the reason when a finding is set aside, and for the name of who gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hcplanner.i18n import Words
    from hcplanner.knowledge.answers import Weighed


class SetAside(QDialog):
    """Asks why a finding does not count. It can be accepted only with a reason and a name."""

    def __init__(self, parent: QWidget, weighed: Weighed, who: str, words: Words) -> None:
        super().__init__(parent)
        finding, answer = weighed.finding, weighed.answer
        self.setWindowTitle(words("Set a finding aside"))
        self.setMinimumWidth(520)
        self.reason = QPlainTextEdit(answer.reason if answer else "")
        self.reason.setAccessibleName(words("Reason"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(96)
        self.who = QLineEdit(who)
        self.who.setAccessibleName(words("Name and role"))
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(words("&Set aside"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        column.addWidget(_text(finding.title, "finding-title"))
        column.addWidget(_text(finding.message, "finding-text"))
        column.addSpacing(6)
        column.addWidget(_text(words("Reason"), "label"))
        column.addWidget(self.reason)
        column.addWidget(_text(words("Name and role"), "label"))
        column.addWidget(self.who)
        column.addWidget(
            _text(words("Printed on the plan. It counts only while what the finding is about stays as it is."), "muted")
        )
        column.addSpacing(6)
        column.addWidget(buttons)
        self.reason.textChanged.connect(self._look)
        self.who.textChanged.connect(self._look)
        self._look()
        self.reason.setFocus()

    def _look(self) -> None:
        given = bool(self.reason.toPlainText().strip() and self.who.text().strip())
        self.accept_button.setEnabled(given)


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
