"""A grid of grades filled in by keyboard: type a grade, move with the arrows, fill the rest of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from hcplanner.fields import Declared
    from hcplanner.i18n import Words

_ROW_HEIGHT = 28
Index = QModelIndex | QPersistentModelIndex


def next_grade(grades: Sequence[str], current: str, key: str) -> str | None:
    """The grade a key makes of the one in the cell: going on (`4` and `*` give `4*`) or starting anew; else None."""
    for wanted in (current + key, key):
        found = next((grade for grade in grades if grade.lower() == wanted.lower()), None)
        if found is not None:
            return found
    return next((grade for grade in grades if grade.lower().startswith(key.lower())), None)


class GradeModel(QAbstractTableModel):
    """The grades of several fields, a column each; a field that has no such row has an empty, closed cell there."""

    def __init__(self, fields: Sequence[Declared], words: Words) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.rows = max((member.field.rows for member in fields), key=len)
        self._words = words
        self._values: tuple[Mapping[str, str], ...] = tuple({} for _ in fields)

    def show(self, values: Sequence[Mapping[str, str]]) -> None:
        """Show these grades."""
        if tuple(values) != self._values:
            self._values = tuple(values)
            last = self.index(len(self.rows) - 1, len(self.fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def grade(self, index: Index) -> str:
        """The grade in a cell, or nothing."""
        return self._values[index.column()].get(self.rows[index.row()], "")

    def values(self, column: int) -> Mapping[str, str]:
        """The grades of one field."""
        return self._values[column]

    def is_open(self, index: Index) -> bool:
        """Whether the field has this row."""
        return self.rows[index.row()] in self.fields[index.column()].field.rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as the longest field has."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """A column for each field."""
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Closed cells take nothing."""
        if not index.isValid() or not self.is_open(index):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The grade, in the middle of its cell."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.grade(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            label = self._words(self.fields[index.column()].field.label)
            grade = self.grade(index) or self._words("Not recorded")
            return f"{label}, {self._words(self.rows[index.row()])}: {grade}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The fields across, their rows down."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._words(self.fields[section].field.label)
        return self._words(self.rows[section])


class GradeGrid(QTableView):
    """The grid itself. graded(column, grades): a field was given these grades; moved(): another cell is current."""

    graded = Signal(int, object)
    moved = Signal()

    def __init__(self, fields: Sequence[Declared], words: Words) -> None:
        super().__init__()
        self.grades = GradeModel(fields, words)
        self.setModel(self.grades)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        header_height = self.fontMetrics().lineSpacing() * (2 if len(fields) < 3 else 3) + 8
        across.setFixedHeight(header_height)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW_HEIGHT)
        down.setFixedWidth(26 + max(self.fontMetrics().horizontalAdvance(words(row)) for row in self.grades.rows))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(header_height + _ROW_HEIGHT * len(self.grades.rows) + 2)
        self.setMaximumWidth(down.width() + (150 if len(fields) < 3 else 100) * len(fields))
        first = next(row for row in range(len(self.grades.rows)) if self.grades.is_open(self.grades.index(row, 0)))
        self.selectionModel().setCurrentIndex(self.grades.index(first, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.Select)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Select nothing while the keyboard is elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A grade is typed, cleared, or filled down; Enter goes down; the rest moves."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_D:
            self.fill_down()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give("")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        elif not control and len(event.text()) == 1 and event.text().isprintable():
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def fill_down(self) -> None:
        """Give every cell below the current one, in its column, the same grade."""
        at = self.currentIndex()
        grade = self.grades.grade(at) if at.isValid() else ""
        if not grade:
            return
        rows = self.grades.rows[at.row() :]
        open_rows = [row for row in rows if row in self.grades.fields[at.column()].field.rows]
        self.graded.emit(at.column(), {**self.grades.values(at.column()), **dict.fromkeys(open_rows, grade)})

    def _type(self, key: str) -> None:
        at = self.currentIndex()
        if at.isValid() and self.grades.is_open(at):
            grade = next_grade(self.grades.fields[at.column()].field.grades, self.grades.grade(at), key)
            if grade is not None:
                self._give(grade)

    def _give(self, grade: str) -> None:
        """Give the grade to every selected cell whose field knows it."""
        cells = [cell for cell in self.selectionModel().selectedIndexes() if self.grades.is_open(cell)]
        by_column: dict[int, list[str]] = {}
        for cell in cells or [self.currentIndex()]:
            if not grade or grade in self.grades.fields[cell.column()].field.grades:
                by_column.setdefault(cell.column(), []).append(self.grades.rows[cell.row()])
        for column, rows in sorted(by_column.items()):
            held = dict(self.grades.values(column))
            for row in rows:
                if grade:
                    held[row] = grade
                else:
                    held.pop(row, None)
            self.graded.emit(column, held)

    def _go_down(self) -> None:
        at = self.currentIndex()
        for row in range(at.row() + 1, len(self.grades.rows)):
            below = self.grades.index(row, at.column())
            if self.grades.is_open(below):
                self.setCurrentIndex(below)
                return
