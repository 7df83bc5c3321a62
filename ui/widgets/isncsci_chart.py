"""The chart of the International Standards as examiners know it: right and left mirrored about the levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QTableView

from hcplanner.i18n import N_
from hcplanner.knowledge.scores.isncsci import KEY_MUSCLE_NAMES
from ui.theme import tokens_of
from ui.widgets.grade_grid import GradeGrid, GradeModel, Index, next_grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from hcplanner.fields import Declared
    from hcplanner.i18n import Words

_COLUMNS: Final = (
    "", "motor_right", "light_touch_right", "pin_prick_right", "", "light_touch_left", "pin_prick_left", "motor_left",
    "",
)  # fmt: skip
_LEVELS: Final = 4
_HEADINGS: Final = {"motor": N_("Motor"), "light_touch": N_("Light touch"), "pin_prick": N_("Pin prick")}
_HEARD: Final = {
    "motor_right": N_("Right {level} motor, {muscle}"), "motor_left": N_("Left {level} motor, {muscle}"),
    "light_touch_right": N_("Right {level} light touch"), "light_touch_left": N_("Left {level} light touch"),
    "pin_prick_right": N_("Right {level} pin prick"), "pin_prick_left": N_("Left {level} pin prick"),
}  # fmt: skip
_MARKS: Final = {"": "*", "*": "**", "**": ""}
_LAST_OF_REGION: Final = ("C8", "T12", "L5")
_ROW_HEIGHT: Final = 23
_WIDEST: Final = 48
_NARROWEST: Final = 40
_NARROWEST_NAME: Final = 54
_MARGIN: Final = 12

Look = Literal["closed", "empty", "normal", "altered", "absent", "untested"]


def look_of(grade: str, normal: str) -> Look:
    """How a grade is to be shown, by what was found, whatever its mark."""
    found = grade.rstrip("*")
    if found in ("", "NT"):
        return "untested" if found else "empty"
    if found == normal:
        return "normal"
    return "absent" if found == "0" else "altered"


def next_mark(current: str, normal: str) -> str | None:
    """The grade with its next mark: none, `*`, `**`, none again. A normal grade takes none; an empty cell neither."""
    found = current.rstrip("*")
    if found == normal:
        return found if current != found else None
    return found + _MARKS[current[len(found) :]] if found else None


def normal_of(member: Declared) -> str:
    """The normal grade of a field: 5 for power, 2 for sensation."""
    return max(grade for grade in member.field.grades if grade.isdigit())


class ChartModel(GradeModel):
    """The six fields of grades, mirrored: names of muscles outside, levels in the middle."""

    def __init__(self, fields: Sequence[Declared], words: Words) -> None:
        super().__init__(fields, words)
        by_name = {member.name: member for member in fields}
        self._at = tuple(by_name.get(name) for name in _COLUMNS)
        self.level = ""

    def mark_level(self, level: str) -> None:
        """Point out the neurological level among the rows; with an empty text none."""
        if level != self.level:
            self.level = level
            self.dataChanged.emit(self.index(0, _LEVELS), self.index(self.rowCount() - 1, _LEVELS))

    def field_at(self, column: int) -> Declared | None:
        """The field of a column; None for muscles and levels."""
        return self._at[column] if 0 <= column < len(self._at) else None

    def columnCount(self, parent: Index = QPersistentModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Three columns of grades a side, the levels, and the muscles of either side."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def look(self, index: Index) -> Look:
        """How a cell is to be shown."""
        member = self.field_at(index.column())
        if member is None or not self.is_open(index):
            return "closed"
        return look_of(self.grade(index), normal_of(member))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Grades, levels and muscles; each cell of grades by its full name for those who hear the screen."""
        level, member = self.rows[index.row()], self.field_at(index.column())
        if member is None:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
            if role not in shown:
                return None
            return level if index.column() == _LEVELS else self.words(KEY_MUSCLE_NAMES.get(level, ""))
        if role == Qt.ItemDataRole.AccessibleTextRole and self.is_open(index):
            muscle = self.words(KEY_MUSCLE_NAMES.get(level, ""))
            place = self.words(_HEARD[member.name]).format(level=level, muscle=muscle)
            return f"{place}: {self._grade_heard(self.grade(index))}"
        return super().data(index, role)

    def _grade_heard(self, grade: str) -> str:
        if not grade:
            return self.words("Not recorded")
        found = grade.rstrip("*")
        heard = self.words("not tested") if found == "NT" else found
        rated = {"*": self.words("rated as not normal"), "**": self.words("rated as normal")}.get(grade[len(found) :])
        return f"{heard}, {rated}" if rated else heard

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The tests across, the side above its muscles."""
        if role == Qt.ItemDataRole.FontRole and self.field_at(section) is None:
            font = QFont()
            font.setBold(True)
            return font
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section]
        if (name := _COLUMNS[section]) == "":
            return self.words("Level") if section == _LEVELS else self.words("Left" if section else "Right")
        return self.words(_HEADINGS[name.rpartition("_")[0]])


class IsncsciChart(GradeGrid):
    """The chart. Enter and Tab go down and on to the next column; Escape leaves it."""

    grades: ChartModel

    def __init__(self, fields: Sequence[Declared], words: Words) -> None:
        super().__init__(ChartModel(fields, words))
        self.setItemDelegate(_Painter(self))
        self.setShowGrid(False)
        self.moved.connect(self.viewport().update)

    def lay_out(self) -> None:
        """Give rows, columns and headers their sizes; the names of muscles take what is left."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(_ROW_HEIGHT)
        down.setDefaultSectionSize(_ROW_HEIGHT)
        across.setMinimumSectionSize(30)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        header_height = self.fontMetrics().lineSpacing() * 2 + 10
        across.setFixedHeight(header_height)
        for column, name in enumerate(_COLUMNS):
            outside = not name and column != _LEVELS
            resize = QHeaderView.ResizeMode.Stretch if outside else QHeaderView.ResizeMode.Fixed
            across.setSectionResizeMode(column, resize)
        self.setFixedHeight(header_height + _ROW_HEIGHT * self.grades.rowCount() + 2)
        names = map(self.grades.words, KEY_MUSCLE_NAMES.values())
        self._names = max(map(self.fontMetrics().horizontalAdvance, names)) + _MARGIN
        self.setMinimumWidth(7 * _NARROWEST + 2 * _NARROWEST_NAME)
        self.setMaximumWidth(7 * _WIDEST + 2 * (self._names + _MARGIN))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new width."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Grades have their full width when the names have theirs; the names are shortened last."""
        width = max(_NARROWEST, min(_WIDEST, (self.viewport().width() - 2 * self._names) // 7))
        for column, name in enumerate(_COLUMNS):
            if name or column == _LEVELS:
                self.horizontalHeader().resizeSection(column, width)

    def typed(self, grades: Sequence[str], current: str, key: str) -> str | None:
        """As in any grid; the asterisk goes from one mark to the next."""
        if key == "*":
            return next_mark(current, max(grade for grade in grades if grade.isdigit()))
        return next_grade(grades, "", key)

    def go_down(self) -> None:
        """The next cell down, at the end of a column the first of the next one."""
        self._step(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends of the column, with Ctrl to those of the chart; Shift+Enter goes up."""
        key, modifiers = event.key(), event.modifiers()
        order, at = self.order(), self.currentIndex()
        whole = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        cells = order if whole else [cell for cell in order if cell[1] == at.column()]
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and cells:
            self.setCurrentIndex(self.grades.index(*cells[0 if key == Qt.Key.Key_Home else -1]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._step(-1)
        elif key == Qt.Key.Key_Escape:
            super().focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes through the cells, and leaves the chart after the last."""
        return self._step(1 if onward else -1) or super().focusNextPrevChild(onward)

    def _step(self, by: int) -> bool:
        at, order = self.currentIndex(), self.order()
        to = order.index((at.row(), at.column())) + by
        if not 0 <= to < len(order):
            return False
        self.setCurrentIndex(self.grades.index(*order[to]))
        return True


class _Painter(QStyledItemDelegate):
    """Draws the cells. What is not normal is told twice: by colour, and by weight, frame or hatching."""

    def __init__(self, chart: QTableView) -> None:
        super().__init__(chart)
        self._chart = chart

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        assert isinstance(model, ChartModel)
        colours = tokens_of(self._chart)
        painter.save()
        if model.field_at(index.column()) is None:
            self._name(painter, option.rect, index, colours)
        elif (look := model.look(index)) != "closed":
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._grade(painter, option.rect, model.grade(index), look, colours, chosen=chosen)
            if index == self._chart.currentIndex() and self._chart.hasFocus():
                painter.setPen(QPen(QColor(colours["focus"]), 2))
                painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        if model.rows[index.row()] in _LAST_OF_REGION:
            painter.setPen(QColor(colours["border-strong"]))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _grade(
        self, painter: QPainter, rect: QRect, grade: str, look: Look, colours: Mapping[str, str], *, chosen: bool
    ) -> None:
        ground, ink = {
            "altered": ("warn-soft", "warn"), "absent": ("danger-soft", "danger"), "untested": ("info-soft", "info"),
            "empty": ("surface", "muted"),
        }.get(look, ("surface", "text"))  # fmt: skip
        painter.fillRect(rect, QColor(colours["accent-soft" if chosen else ground]))
        if look == "untested":
            hatch = QColor(colours["info"])
            hatch.setAlpha(70)
            painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(colours["border"]))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(colours["text" if chosen else ink]))
        if look == "absent":
            painter.drawRect(rect.adjusted(3, 3, -4, -4))
        font = QFont(self._chart.font())
        font.setBold(look in ("altered", "absent"))
        font.setItalic(look == "untested")
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, grade or "\N{MIDDLE DOT}")

    def _name(self, painter: QPainter, rect: QRect, index: Index, colours: Mapping[str, str]) -> None:
        model = index.model()
        assert isinstance(model, ChartModel)
        here = index.row() == self._chart.currentIndex().row() and self._chart.hasFocus()
        marked = index.column() == _LEVELS and model.rows[index.row()] == model.level
        if marked:
            painter.fillRect(rect.adjusted(3, 2, -3, -2), QColor(colours["accent"]))
        font = QFont(self._chart.font())
        font.setBold(marked or here)
        painter.setFont(font)
        painter.setPen(QColor(colours["on-accent" if marked else "text" if here else "muted"]))
        edge = {0: Qt.AlignmentFlag.AlignRight, _LEVELS: Qt.AlignmentFlag.AlignHCenter}
        where = edge.get(index.column(), Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        room = rect.adjusted(2, 0, -6, 0) if index.column() == 0 else rect.adjusted(6, 0, -2, 0)
        room = rect if index.column() == _LEVELS else room
        text = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, where, text)
