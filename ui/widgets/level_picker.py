"""Levels of the spine as a row of cells: click, drag or Shift for a run, all by keyboard too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hcplanner.fields.values import Level, level_range
from ui.widgets.buttons import Roving
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QMouseEvent

    from hcplanner.i18n import Words

_SHOWN_FIRST = 10


class _Cell(QPushButton):
    """One level. The mouse is handed to the picker, so that a press can become a drag across cells."""

    pressed_at = Signal(QPoint, bool)
    dragged_to = Signal(QPoint)
    let_go = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pressed_at.emit(event.globalPosition().toPoint(), shift)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged_to.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.let_go.emit()


class LevelPicker(QWidget):
    """Chooses a set of levels, or one with `single`. picked(set) tells what the person chose; showing tells nothing."""

    picked = Signal(object)

    def __init__(self, levels: Iterable[Level], words: Words, *, single: bool = False) -> None:
        super().__init__()
        self._levels = tuple(levels)
        self._single = single
        self._chosen: frozenset[Level] = frozenset()
        self._anchor = 0
        self._drag: tuple[int, frozenset[Level], bool] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        flow = FlowLayout(gap=3)
        column.addLayout(flow)
        self._cells = [self._cell(level) for level in self._levels]
        for cell in self._cells:
            flow.addWidget(cell)
        self._more = QPushButton(words("More levels"))
        self._more.setProperty("role", "quiet")
        self._more.clicked.connect(self._unfold)
        flow.addWidget(self._more)
        self._said = QLabel()
        self._said.setProperty("role", "levels")
        flow.addWidget(self._said)
        self._folded = len(self._levels) > _SHOWN_FIRST + 1
        self._fold()
        self._roving = Roving(self._cells, self)
        self._roving.cleared.connect(lambda: self._pick(frozenset()))
        self._roving.extended.connect(self._extend)

    def show_levels(self, chosen: frozenset[Level]) -> None:
        """Show these levels as chosen."""
        self._chosen = chosen
        if self._folded and any(level in chosen for level in self._levels[_SHOWN_FIRST:]):
            self._unfold()
        self._draw(chosen)
        self._roving.settle()
        self.setFocusProxy(self._roving.stop())

    def inputs(self) -> list[QWidget]:
        """The cells, the stop of the Tab key first, and the button that shows the rest."""
        stop = self._roving.stop()
        return [stop, *(cell for cell in self._cells if cell is not stop), self._more]

    def _cell(self, level: Level) -> _Cell:
        cell = _Cell(level.words)
        cell.setCheckable(True)
        cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        cell.setProperty("role", "level")
        cell.setProperty("own_name", level.words)
        cell.pressed_at.connect(self._press)
        cell.dragged_to.connect(self._move)
        cell.let_go.connect(self._release)
        cell.clicked.connect(lambda on, at=level: self._toggle(at, on))  # by keyboard: the mouse never gets there
        return cell

    def _toggle(self, level: Level, on: bool) -> None:
        self._anchor = self._levels.index(level)
        if self._single:
            self._pick(frozenset({level}) if on else frozenset())
        else:
            self._pick(self._chosen | {level} if on else self._chosen - {level})

    def _extend(self, start: int, end: int) -> None:
        if self._single:
            return
        self._pick(self._chosen | {self._levels[start], self._levels[end]})

    def _press(self, at: QPoint, shift: bool) -> None:
        index = self._index_at(at)
        if index is None:
            return
        if shift and not self._single:
            self._pick(self._chosen | self._run(self._anchor, index))
            return
        self._anchor = index
        adds = self._levels[index] not in self._chosen
        self._drag = (index, frozenset() if self._single else self._chosen, adds)
        self._draw(self._dragged(index))

    def _move(self, at: QPoint) -> None:
        index = self._index_at(at)
        if self._drag is not None and index is not None:
            self._draw(self._dragged(index))

    def _release(self) -> None:
        if self._drag is None:
            return
        self._drag = None
        self._pick(frozenset(level for level, cell in zip(self._levels, self._cells, strict=True) if cell.isChecked()))

    def _dragged(self, to: int) -> frozenset[Level]:
        assert self._drag is not None
        start, before, adds = self._drag
        run = frozenset({self._levels[to]}) if self._single else self._run(start, to)
        return before | run if adds else before - run

    def _run(self, start: int, end: int) -> frozenset[Level]:
        return frozenset(self._levels[min(start, end) : max(start, end) + 1])

    def _index_at(self, at: QPoint) -> int | None:
        below = self.childAt(self.mapFromGlobal(at))
        return next((i for i, cell in enumerate(self._cells) if cell is below), None)

    def _pick(self, chosen: frozenset[Level]) -> None:
        self._draw(chosen)
        if chosen != self._chosen:
            self._chosen = chosen
            self.picked.emit(chosen)

    def _draw(self, chosen: frozenset[Level]) -> None:
        for level, cell in zip(self._levels, self._cells, strict=True):
            cell.setChecked(level in chosen)
        self._said.setText(level_range(chosen) if len(chosen) > 1 else "")
        self._said.setVisible(len(chosen) > 1)

    def _fold(self) -> None:
        for cell in self._cells[_SHOWN_FIRST:]:
            cell.setVisible(not self._folded)
        self._more.setVisible(self._folded)

    def _unfold(self) -> None:
        had_focus = self._more.hasFocus()
        self._folded = False
        self._fold()
        if had_focus:
            self._cells[_SHOWN_FIRST].setFocus(Qt.FocusReason.OtherFocusReason)
