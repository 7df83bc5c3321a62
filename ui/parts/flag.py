"""The small mark beside a field that a finding is about: its shape and colour tell how grave, a press shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.knowledge.findings import Finding

# A shape each, so that the mark does not hang on its colour.
_SHAPES: Final = {"critical": "\N{BLACK DIAMOND}", "caution": "\N{BLACK UP-POINTING TRIANGLE}", "info": "i"}


class Flag(QToolButton):
    """Shows one finding, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self._pressed: Callable[[str], None] | None = None
        self.setProperty("role", "flag")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self._press)
        self.hide()

    def show_finding(self, finding: Finding | None, pressed: Callable[[str], None] | None) -> None:
        """Stand for this finding; a press hands over its id."""
        if finding == self._finding:
            return
        self._finding, self._pressed = finding, pressed
        if finding is not None:
            self.setText(_SHAPES[finding.severity.value])
            self.setToolTip(finding.title)
            self.setAccessibleName(finding.title)
            self.setProperty("severity", finding.severity.value)
            self.style().polish(self)
        self.setVisible(finding is not None)

    def _press(self) -> None:
        if self._finding is not None and self._pressed is not None:
            self._pressed(self._finding.id)
