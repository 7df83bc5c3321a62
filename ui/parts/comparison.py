"""The examinations side by side below their list: read only, each later one with its change since the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from hcplanner.knowledge.comparison import comparison
from hcplanner.knowledge.scores import isncsci
from ui.parts.part import Part

if TYPE_CHECKING:
    from hcplanner.case import Case
    from hcplanner.knowledge.comparison import Cell, Column, Comparison
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope

_AT_ONCE = 6


class ExaminationsCompared(Part):
    """Two or more examinations of the case, one beside the other."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope
        self._shown: Comparison | None = None
        self._asked: Case | None = None
        heading = QLabel(scope.words("Compared"))
        heading.setProperty("role", "subheading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(heading)
        self._table: QWidget | None = None
        self.hear(None)

    def hear(self, change: Change | None) -> None:
        """Compare anew when an examination changed, or the age at it."""
        if change is not None and not any(path.startswith(("examination.", "patient.born")) for path in change.paths):
            return
        self._asked = case = self._scope.open_case.case
        words = self._scope.words
        if sum(isncsci.uncertain(one.isncsci) for one in case.examination.examinations) <= _AT_ONCE:
            self._tell(case, comparison(case, words))
            return
        self._scope.later(
            "examinations compared", lambda: comparison(case, words), lambda found: self._tell(case, found)
        )

    def _tell(self, case: Case, found: Comparison | None) -> None:
        if not isValid(self) or case is not self._asked:
            return
        if found != self._shown:
            self._shown = found
            self._rebuild(found)
        self.want(found is not None)

    def _rebuild(self, found: Comparison | None) -> None:
        if self._table is not None:
            self._column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        if found is None:
            return
        self._table = QWidget()
        self._table.setAccessibleName(self._scope.words("Examinations compared"))
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, column in enumerate(found.columns, 1):
            grid.addWidget(self._head(column), 0, place)
            grid.setColumnStretch(place, 1)
        for row, line in enumerate(found.lines, 1):
            grid.addWidget(_text(line.label, "label"), row, 0)
            for place, cell in enumerate(line.cells, 1):
                grid.addWidget(self._cell(line.label, found.columns[place - 1], cell), row, place)
        self._column.addWidget(self._table)
        if self.isVisible():
            self._table.show()

    def _head(self, column: Column) -> QLabel:
        purpose = self._scope.words("Changes are since this one") if column.baseline else ""
        return _text("\n".join(part for part in (column.when, column.purpose, purpose) if part), "label")

    def _cell(self, label: str, column: Column, cell: Cell) -> QLabel:
        text = f"{cell.value}, {cell.change}" if cell.change else cell.value
        made = _text(text, "" if cell.known else "label")
        if cell.better is not None:
            made.setProperty("change", "better" if cell.better else "worse")
        made.setAccessibleName(f"{label}, {column.when}: {text}")
        return made


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label
