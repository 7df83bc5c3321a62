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
        self.words = words
        self._values: Mapping[str, Mapping[str, str]] = {}

    def show(self, values: Mapping[str, Mapping[str, str]]) -> None:
        """Show these grades, by the names of their fields."""
        if values != self._values:
            self._values = dict(values)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def field_at(self, column: int) -> Declared | None:
        """The field of a column; None for one that holds names alone."""
        return self.fields[column] if 0 <= column < len(self.fields) else None

    def column_of(self, name: str) -> int:
        """The column of a field."""
        columns = range(self.columnCount())
        return next(at for at in columns if (member := self.field_at(at)) is not None and member.name == name)

    def grade(self, index: Index) -> str:
        """The grade in a cell, or nothing."""
        member = self.field_at(index.column())
        return self.values(member).get(self.rows[index.row()], "") if member is not None else ""

    def values(self, member: Declared) -> Mapping[str, str]:
        """The grades of one field."""
        return self._values.get(member.name, {})

    def is_open(self, index: Index) -> bool:
        """Whether the field has this row."""
        member = self.field_at(index.column())
        return member is not None and self.rows[index.row()] in member.field.rows

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
        if role == Qt.ItemDataRole.AccessibleTextRole and (member := self.field_at(index.column())) is not None:
            grade = self.grade(index) or self.words("Not recorded")
            return f"{self.words(member.field.label)}, {self.words(self.rows[index.row()])}: {grade}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The fields across, their rows down."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.words(self.fields[section].field.label)
        return self.words(self.rows[section])


class GradeGrid(QTableView):
    """The grid itself. graded(name, grades): a field was given these grades; moved(): another cell is current."""

    graded = Signal(str, object)
    moved = Signal()

    def __init__(self, grades: GradeModel) -> None:
        super().__init__()
        self.grades = grades
        self.setModel(grades)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.lay_out()
        row, column = self.order()[0]
        first = self.grades.index(row, column)
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def lay_out(self) -> None:
        """Give rows, columns and headers their sizes."""
        across, down, count = self.horizontalHeader(), self.verticalHeader(), len(self.grades.fields)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        header_height = self.fontMetrics().lineSpacing() * (2 if count < 3 else 3) + 8
        across.setFixedHeight(header_height)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW_HEIGHT)
        names = map(self.grades.words, self.grades.rows)
        down.setFixedWidth(26 + max(map(self.fontMetrics().horizontalAdvance, names)))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(header_height + _ROW_HEIGHT * len(self.grades.rows) + 2)
        self.setMaximumWidth(down.width() + (150 if count < 3 else 100) * count)

    def order(self) -> list[tuple[int, int]]:
        """Row and column of every open cell: down each column, one column after the other."""
        model = self.grades
        cells = ((row, column) for column in range(model.columnCount()) for row in range(model.rowCount()))
        return [(row, column) for row, column in cells if model.is_open(model.index(row, column))]

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
            self.go_down()
        elif not control and len(event.text()) == 1 and event.text().isprintable():
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def fill_down(self) -> None:
        """Give every cell below the current one, in its column, the same grade."""
        at = self.currentIndex()
        grade = self.grades.grade(at) if at.isValid() else ""
        member = self.grades.field_at(at.column())
        if not grade or member is None:
            return
        below = [row for row in self.grades.rows[at.row() :] if row in member.field.rows]
        self.graded.emit(member.name, {**self.grades.values(member), **dict.fromkeys(below, grade)})

    def typed(self, grades: Sequence[str], current: str, key: str) -> str | None:
        """The grade that a key makes of the one in the cell, None when none."""
        return next_grade(grades, current, key)

    def _type(self, key: str) -> None:
        at = self.currentIndex()
        member = self.grades.field_at(at.column())
        if member is not None and self.grades.is_open(at):
            grade = self.typed(member.field.grades, self.grades.grade(at), key)
            if grade is not None:
                self._give(grade)

    def _give(self, grade: str) -> None:
        """Give the grade to every selected cell whose field knows it."""
        cells = [cell for cell in self.selectionModel().selectedIndexes() if self.grades.is_open(cell)]
        rows_of: dict[int, list[str]] = {}
        for cell in cells or [self.currentIndex()]:
            rows_of.setdefault(cell.column(), []).append(self.grades.rows[cell.row()])
        for column, rows in sorted(rows_of.items()):
            member = self.grades.field_at(column)
            if member is None or (grade and grade not in member.field.grades):
                continue
            held = dict(self.grades.values(member))
            for row in rows:
                if grade:
                    held[row] = grade
                else:
                    held.pop(row, None)
            self.graded.emit(member.name, held)

    def go_down(self) -> None:
        """The next open cell below becomes current; at the end of the column nothing happens."""
        at = self.currentIndex()
        below = (row for row, column in self.order() if column == at.column() and row > at.row())
        if (row := next(below, None)) is not None:
            self.setCurrentIndex(self.grades.index(row, at.column()))
