"""The International Standards on the form: the chart, what belongs to it, and what it amounts to as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from hcplanner.fields import Kind
from hcplanner.knowledge.scores import isncsci
from ui.parts.grades import GradeTable
from ui.parts.part import Part
from ui.parts.row import FieldRow
from ui.widgets.isncsci_chart import IsncsciChart
from ui.widgets.isncsci_results import IsncsciResults, Told, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QResizeEvent

    from hcplanner.fields import Declared
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope

_SIDE_BY_SIDE = 750
"""From this width on the results stand beside the chart, below it on a narrower page."""
_AT_ONCE = 6
"""Up to so many grades with several possible values a classification takes less than a millisecond."""


class ChartTable(GradeTable):
    """The six fields of grades as the chart."""

    grid: IsncsciChart

    def make_grid(self) -> IsncsciChart:
        """The chart."""
        return IsncsciChart(self.fields, self.scope.words)

    def hint(self) -> str:
        """How the chart is filled in."""
        return self.scope.words(
            "0\N{EN DASH}5 or 0\N{EN DASH}2, N not tested, * changes the mark (* rated not normal, ** rated normal). "
            "Enter and Tab go down, Escape leaves the chart."
        )

    def rename(self) -> None:
        """Name the chart."""
        super().rename()
        place = self.scope.context()
        words = self.scope.words("Chart of the International Standards")
        self.grid.setAccessibleName(f"{words}, {place}" if place else words)
        self.grid.setAccessibleDescription(self.hint())


class IsncsciSheet(Part):
    """The whole group of fields, with its classification."""

    def __init__(self, scope: Scope, run: Sequence[Declared]) -> None:
        super().__init__()
        self._scope = scope
        grades = [member for member in run if member.kind is Kind.GRADES]
        self.table = ChartTable(scope, grades)
        self._rows = [FieldRow(scope, member) for member in run if member.kind is not Kind.GRADES]
        self.results = IsncsciResults(scope.words)
        self._shown: tuple[Any, Any] | None = None
        # On a narrow page the results lie far below the cells one types in: level and grade stand here too.
        self._beside = True
        self.live = QLabel()
        self.live.setProperty("role", "levels")
        self.live.setWordWrap(True)
        self.table.column.insertWidget(1, self.live)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table)
        for row in self._rows:
            column.addWidget(row)
        column.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(18)
        self._box.addWidget(left, 7)
        self._box.addWidget(self.results, 4)
        self._classify()

    def parts(self) -> Iterator[Part]:
        """The chart, and the fields that belong to it."""
        yield self.table
        yield from self._rows

    def hear(self, change: Change | None) -> None:
        """Show what changed, and what it now amounts to."""
        super().hear(change)
        self._classify()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the results beside the chart where there is room."""
        super().resizeEvent(event)
        beside = event.size().width() >= _SIDE_BY_SIDE
        self._beside = beside
        self.live.setVisible(not beside and bool(self.live.text()))
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _classify(self) -> None:
        case = self._scope.open_case.case
        assert self._scope.above is not None
        record = self._scope.owner(case)
        about = isncsci.circumstances(case, self._scope.above.owner(case))
        if self._shown == (record, about):
            return
        self._shown = (record, about)
        words = self._scope.words
        if isncsci.uncertain(record) <= _AT_ONCE:
            self._tell((record, about), tell(record, about, words))
            return
        self._show(Told(headline=words("Working it out\N{HORIZONTAL ELLIPSIS}")))
        asked = self._shown
        self._scope.later(
            f"isncsci {self._scope.prefix()}",
            lambda: tell(record, about, words),
            lambda told: self._tell(asked, told),
        )

    def _tell(self, asked: tuple[Any, Any], told: Told) -> None:
        """Show an answer, unless the grades have changed or the sheet is gone since it was asked for."""
        if isValid(self) and self._shown == asked:
            self._show(told)

    def _show(self, told: Told) -> None:
        self.results.show_told(told)
        self.table.grid.grades.mark_level(told.level)
        self.live.setText(" \N{MIDDLE DOT} ".join(filter(None, (told.headline, told.grade))))
        self.live.setVisible(not self._beside and bool(told.headline))
