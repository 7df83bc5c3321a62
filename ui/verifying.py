"""Asks whether a document or a case file is whole, and shows the plain answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QGridLayout, QLabel, QVBoxLayout

from hcplanner.actions import verifying
from hcplanner.actions.verifying import Mark
from hcplanner.errors import HcplannerError, KeyClosed
from hcplanner.i18n import N_
from ui import files
from ui.dialogs import show_error, shown

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from hcplanner.actions.verifying import Verified
    from ui.desk import Desk

# What stands before an answer; its meaning is also said, for colour and sign alone tell nothing aloud.
_SIGNS: Final = {
    Mark.GOOD: ("✓", N_("good"), "good"),
    Mark.NOTE: ("–", N_("note"), ""),
    Mark.MOVED: ("!", N_("moved on"), "changed"),
    Mark.BAD: ("✕", N_("not good"), "locked"),
}
_VERDICT_TONES: Final = {
    verifying.Verdict.GOOD: "good",
    verifying.Verdict.MOVED: "changed",
    verifying.Verdict.BAD: "locked",
}
_WIDTH: Final = 640


def choose_and_verify(window: Desk) -> None:
    """Ask for a document or case file, look at it off the user's thread, and show what was found."""
    words = window.words
    name, _ = QFileDialog.getOpenFileName(
        window,
        words("Verify a document"),
        str(window.folder),
        words("Documents and cases") + f" (*.pdf *{files.SUFFIX});;" + words("All files") + " (*)",
    )
    if name:
        _verify(window, Path(name))


def _verify(window: Desk, path: Path) -> None:
    work = partial(verifying.verify, path, window.words, near=window.path, secrets=window.secrets)
    window.jobs.submit("verify", work, partial(_show, window), partial(_failed, window, path))


def _show(window: Desk, found: Verified) -> None:
    shown(Answers(window, found))


def _failed(window: Desk, path: Path, error: Exception) -> None:
    if isinstance(error, KeyClosed) and window.ring.closed:
        from ui import unlocking

        if unlocking.unlocked(window):
            _verify(window, path)
        return
    if not isinstance(error, HcplannerError):
        raise error
    show_error(window, error, window.words)


class Answers(QDialog):
    """The verdict, and below it each answer with its sign."""

    def __init__(self, window: Desk, found: Verified) -> None:
        super().__init__(window)
        words = window.words
        self.setWindowTitle(words("Verify a document"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        self.verdict = _label(words(found.verdict.value), "verdict")
        self.verdict.setProperty("tone", _VERDICT_TONES[found.verdict])
        self.verdict.setAccessibleName(f"{words('Verdict')}: {words(found.verdict.value)}")
        column.addWidget(_label(found.path.name, "muted"))
        column.addWidget(self.verdict)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for row, line in enumerate(found.lines):
            shown, said, tone = _SIGNS[line.mark]
            sign, text = _label(shown, "sign"), _label(line.text.replace(":", ":\u200b"), "")
            sign.setProperty("tone", tone)
            sign.setAccessibleName(words(said))
            text.setAccessibleName(f"{words(said)}: {line.text}")
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        about = words(
            "The digest tells of damage and of every later change. It is no signature: whoever forges a document on "
            "purpose can make a new one. Finals are therefore held against the list kept in their case file."
        )
        column.addWidget(_label(about, "muted"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(words("Close"))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setFixedWidth(_WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The height of wrapped words is known only in their final type and width.
        layout = self.layout()
        assert layout is not None
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "sign")
    if role:
        label.setProperty("role", role)
    return label
