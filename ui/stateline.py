"""The line below a case: saved or not, which revision, which file, and how it may be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStatusBar

    from ui.desk import Desk


class StateLine:
    """Three labels in a status bar; `show` brings them up to what the desk holds."""

    def __init__(self, bar: QStatusBar) -> None:
        self.state, self.place, self.guard = QLabel(), QLabel(), QLabel()
        for label in (self.state, self.place, self.guard):
            bar.addWidget(label)
            label.setTextFormat(Qt.TextFormat.PlainText)

    def clear(self) -> None:
        """Say nothing."""
        for label in (self.state, self.place, self.guard):
            label.clear()
            label.setToolTip("")

    def show(self, desk: Desk) -> str:
        """Show the state of the open case; gives it in a few words that say nothing of the patient."""
        assert desk.view is not None  # the line is seen with a case only
        words, open_case = desk.words, desk.view.open_case
        dirty, revision = open_case.dirty, open_case.case.revision
        if dirty:
            told = words("Changes not saved")
        elif desk.is_copy:
            told = words("Copy, not saved as a case")
        else:
            told = words("Saved") if revision else words("New, nothing to save yet")
        stamp = words("Revision {n}").format(n=revision) if revision else ""
        _say(self.state, f"● {told}" if dirty else told, "changed" if dirty or desk.is_copy else "")
        self.place.setText("  ·  ".join(filter(None, (stamp, _place(desk)))))
        self.place.setToolTip(str(desk.path or ""))
        guard = [words("Read only: save under another name")] if desk.read_only else []
        _say(self.guard, "  ·  ".join([*guard, _sealed(desk)]), "locked" if desk.read_only else "")
        return f"{stamp}, {told}" if stamp else told


def _place(desk: Desk) -> str:
    """The file's name; nothing yet, or the document the case was taken out of."""
    if desk.path:
        return desk.path.name
    if desk.source is None or not desk.is_copy:
        return desk.words("No file yet")
    return desk.words("Copy out of {name}, no file yet").format(name=desk.source.path.name)


def _sealed(desk: Desk) -> str:
    """For how many keys the case is encrypted, or will be once it is saved."""
    count = len(desk.sealed_for)
    if desk.seal_for:
        return desk.words("Will be encrypted for {n}").format(n=count)
    return desk.words("Encrypted for {n}").format(n=count) if count else desk.words("Not encrypted")


def _say(label: QLabel, text: str, tone: str) -> None:
    label.setText(text)
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().polish(label)
