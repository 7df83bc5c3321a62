"""The contents of a case: its pages, how complete each is, and how many findings it has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hcplanner.i18n import Words
    from hcplanner.knowledge.completeness import Completeness
    from hcplanner.knowledge.findings import Finding

QUICK: Final = "quick"
_NAME, _FILLED, _ASKED, _COUNT, _WORST = (Qt.ItemDataRole.UserRole + n for n in range(5))
_TICK: Final = (QPointF(-3.5, 0.2), QPointF(-1, 2.8), QPointF(3.7, -2.6))
_TONES: Final = {"critical": "danger", "caution": "warn", "info": "info"}


class ContentsList(QListWidget):
    """One row per page. `chosen` carries the name of the page that was asked for."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str]], words: Words) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words("Contents"))
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setSpacing(1)
        for name, label in ((QUICK, words("Quick page")), *sections):
            item = QListWidgetItem(label, self)
            item.setData(_NAME, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, label)
        self.currentItemChanged.connect(self._moved)
        # Also the page that is marked already: in a narrow window the paper may stand in its place.
        self.itemClicked.connect(self._moved)

    @property
    def names(self) -> list[str]:
        """The names of the pages, in order."""
        return [self.item(row).data(_NAME) for row in range(self.count())]

    @property
    def current(self) -> str:
        """The page marked as shown."""
        return str(self.item(max(0, self.currentRow())).data(_NAME))

    def mark(self, name: str) -> None:
        """Mark a page as the one shown."""
        self.blockSignals(True)
        self.setCurrentRow(self.names.index(name))
        self.blockSignals(False)

    def show_state(self, completeness: Mapping[str, Completeness], findings: Iterable[Finding]) -> None:
        """Show how complete each section is and what was found in it."""
        counts: Counter[str] = Counter()
        worst: dict[str, str] = {}
        order = list(_TONES)
        for finding in findings:
            severity = finding.severity.value
            for section in {path.partition(".")[0] for path in finding.paths}:
                counts[section] += 1
                worst[section] = min(worst.get(section, severity), severity, key=order.index)
        for row in range(self.count()):
            item = self.item(row)
            name = item.data(_NAME)
            state = completeness.get(name)
            filled, asked = (state.filled, state.asked) if state else (0, 0)
            held = {_FILLED: filled, _ASKED: asked, _COUNT: counts[name], _WORST: worst.get(name, "")}
            for role, value in held.items():
                item.setData(role, value)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(item.text(), filled, asked, counts[name]))
            item.setToolTip(self._spoken(item.text(), filled, asked, counts[name]))

    def _spoken(self, label: str, filled: int, asked: int, findings: int) -> str:
        told = [label]
        if asked:
            told.append(self._words("{filled} of {asked} filled").format(filled=filled, asked=asked))
        if findings:
            told.append(self._words.n("{n} finding", "{n} findings", findings))
        return ", ".join(told)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_NAME))


class _Row(QStyledItemDelegate):
    """Draws a row: a ring for completeness, the name, a badge with the number of findings."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, option.fontMetrics.height() + 17)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = theme.tokens_of(self.parent())  # type: ignore[arg-type]  # the list it was made for
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(tokens["accent-soft" if chosen else "hover"]))
            painter.drawRoundedRect(box, 7, 7)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens["focus"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 7, 7)
        ring = QRectF(box.left() + 11, box.center().y() - 8, 16, 16)
        _draw_ring(painter, ring, index.data(_FILLED) or 0, index.data(_ASKED) or 0, tokens)
        text = box.adjusted(37, 0, -36, 0)
        font = option.font
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(tokens["accent" if chosen else "text"]))
        label = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if count := index.data(_COUNT):
            tone = _TONES[index.data(_WORST)]
            badge = QRectF(box.right() - 34, box.center().y() - 10, 26, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens[f"{tone}-soft"]))
            painter.drawRoundedRect(badge, 10, 10)
            font.setBold(True)
            font.setPointSizeF(option.font.pointSizeF() - 1.5)
            painter.setFont(font)
            painter.setPen(QColor(tokens[tone]))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))
        painter.restore()


def _draw_ring(painter: QPainter, box: QRectF, filled: int, asked: int, tokens: Mapping[str, str]) -> None:
    """A ring filled clockwise from the top; a full one is a disc with a tick; nothing asked is a dot."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if asked == 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens["border-strong"]))
        painter.drawEllipse(box.center(), 2.5, 2.5)
        return
    if filled >= asked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens["ok"]))
        painter.drawEllipse(box)
        painter.setPen(QPen(QColor(tokens["surface"]), 2))
        centre = box.center()
        painter.drawPolyline([centre + p for p in _TICK])
        return
    painter.setPen(QPen(QColor(tokens["border"]), 3))
    painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))
    painter.setPen(QPen(QColor(tokens["accent"]), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(box.adjusted(1.5, 1.5, -1.5, -1.5), 90 * 16, -round(360 * 16 * filled / asked))
