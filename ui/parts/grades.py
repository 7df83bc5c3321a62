"""Tables of grades on the form: the fields that share their rows stand side by side, right beside left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.parts.part import Part
from ui.widgets.grade_grid import GradeGrid, GradeModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hcplanner.fields import Declared
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope


def tables(fields: Sequence[Declared]) -> Iterator[list[Declared]]:
    """The fields that stand in one table: neighbours of which one has all the rows of the other."""
    table: list[Declared] = []
    for member in fields:
        rows = set(member.field.rows)
        together = bool(table) and (rows <= set(table[0].field.rows) or rows >= set(table[0].field.rows))
        if table and not together:
            yield table
            table = []
        table.append(member)
    if table:
        yield table


class GradeTable(Part):
    """Several fields of grades as one grid."""

    def __init__(self, scope: Scope, fields: Sequence[Declared]) -> None:
        super().__init__()
        self.scope = scope
        self.fields = tuple(fields)
        words = scope.words
        self.grid = self.make_grid()
        self.grid.graded.connect(self._graded)
        self.grid.moved.connect(self._follow)
        fill = QPushButton(words("Fill down"))
        fill.setProperty("role", "quiet")
        fill.setAutoDefault(False)
        fill.setToolTip(words("Gives the cells below the grade of this one (Ctrl+D)"))
        fill.clicked.connect(self.grid.fill_down)
        self._fill = fill
        hint = QLabel(self.hint())
        hint.setProperty("role", "help")
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(fill, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.grid)
        self.column.addLayout(foot)
        self.rename()
        self.hear(None)

    def make_grid(self) -> GradeGrid:
        """The grid."""
        return GradeGrid(GradeModel(self.fields, self.scope.words))

    def hint(self) -> str:
        """How the grid is filled in."""
        grades = ", ".join(grade for grade in self.fields[0].field.grades if not grade.endswith("*"))
        return self.scope.words("Type a grade: {grades}. Arrows move.").format(grades=grades)

    def hear(self, change: Change | None) -> None:
        """Show the grades."""
        if change is None or any(self.scope.path(member.name) in change.paths for member in self.fields):
            owner = self.scope.owner(self.scope.open_case.case)
            self.grid.grades.show({member.name: getattr(owner, member.name) for member in self.fields})

    def reveal(self, path: str) -> Part | None:
        """Itself, with the column of the field current."""
        for member in self.fields:
            if path == self.scope.path(member.name):
                row = self.grid.grades.rows.index(member.field.rows[0])
                self.grid.setCurrentIndex(self.grid.grades.index(row, self.grid.grades.column_of(member.name)))
                return self
        return None

    def rename(self) -> None:
        """Name the grid after its fields."""
        labels = ", ".join(self.scope.words(member.field.label) for member in self.fields)
        place = self.scope.context()
        self.grid.setAccessibleName(f"{labels}, {place}" if place else labels)
        self.grid.setAccessibleDescription(self.scope.words("Type a grade; arrows move; Ctrl+D fills down"))
        self._fill.setAccessibleName(f"{self._fill.text()}: {labels}")

    def first_input(self) -> QWidget | None:
        """The grid."""
        return self.grid

    def field_path(self) -> str:
        """The path of the field whose column is current."""
        member = self.grid.grades.field_at(self.grid.currentIndex().column())
        return self.scope.path((member or self.fields[0]).name)

    def _follow(self) -> None:
        """Scroll the page to the current cell: the grid itself is as high as its rows."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        content = above.widget() if above is not None else None
        if above is None or content is None or not self.grid.hasFocus():
            return
        cell = self.grid.visualRect(self.grid.currentIndex())
        at = self.grid.viewport().mapTo(content, cell.center())
        above.ensureVisible(at.x(), at.y(), 0, 3 * cell.height())

    def _graded(self, name: str, grades: dict[str, str]) -> None:
        self.scope.ensure()
        self.scope.open_case.set(self.scope.path(name), grades)
