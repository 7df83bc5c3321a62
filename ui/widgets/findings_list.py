"""The findings of the checks, the gravest first; choosing one goes to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from hcplanner.i18n import N_
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hcplanner.i18n import Words
    from hcplanner.knowledge.findings import Finding

SEVERITIES: Final = {
    "critical": (N_("Critical"), "danger"), "caution": (N_("Caution"), "warn"), "info": (N_("Note"), "info"),
}  # fmt: skip
_PATHS, _SEVERITY, _SOURCE = (Qt.ItemDataRole.UserRole + n for n in range(3))


class FindingsList(QWidget):
    """The tab Checks. `chosen` carries the path of the field to go to."""

    chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.summary = QLabel(words("Checking…"))
        self.summary.setProperty("role", "muted")
        self.summary.setContentsMargins(16, 10, 16, 8)
        self.summary.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(words("Checks"))
        self.list.setProperty("role", "findings")
        self.list.setWordWrap(True)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Row(self.list, words))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, the gravest first, otherwise in the order given."""
        order = list(SEVERITIES)
        ordered = sorted(findings, key=lambda f: order.index(f.severity.value))
        row, scroll = self.list.currentRow(), self.list.verticalScrollBar().value()
        self.list.clear()
        for finding in ordered:
            label = self._words(SEVERITIES[finding.severity.value][0])
            item = QListWidgetItem(finding.message, self.list)
            item.setData(_PATHS, list(finding.paths))
            item.setData(_SEVERITY, finding.severity.value)
            item.setData(_SOURCE, finding.source or "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label}: {finding.message}")
            item.setToolTip("\n\n".join(part for part in (finding.message, finding.limits, finding.source) if part))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.verticalScrollBar().setValue(scroll)
        self._summarise(ordered)

    def show_failure(self, text: str) -> None:
        """Say that there are no current findings to show."""
        self.summary.setText(text)

    def _summarise(self, findings: Sequence[Finding]) -> None:
        if not findings:
            self.summary.setText(self._words("Nothing found. Absence of a finding is no statement about the plan."))
            return
        counts = [
            f"{sum(f.severity.value == name for f in findings)} {self._words(label).lower()}"
            for name, (label, _) in SEVERITIES.items()
            if any(f.severity.value == name for f in findings)
        ]
        self.summary.setText(" · ".join(counts) + "   " + self._words("Choose one to go to its field."))

    def _choose(self, item: QListWidgetItem) -> None:
        if paths := item.data(_PATHS):
            self.chosen.emit(paths[0])


class _Row(QStyledItemDelegate):
    """Draws a finding: a bar and a word for its severity, the message, where it was published."""

    def __init__(self, parent: QListWidget, words: Words) -> None:
        super().__init__(parent)
        self._list = parent
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._list.viewport().width() - 8
        metrics = option.fontMetrics
        height = metrics.height() + 4 + _height(metrics, index.data(), width - 40)
        if index.data(_SOURCE):
            height += metrics.height() + 3
        return QSize(width, height + 24)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = theme.tokens_of(self._list)
        label, tone = SEVERITIES[index.data(_SEVERITY)]
        state = option.state
        box = option.rect.adjusted(6, 4, -6, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        focused = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(tokens["focus" if focused else "border"]), 2 if focused else 1))
        painter.setBrush(QColor(tokens["hover" if hovered else "surface"]))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens[tone]))
        painter.drawRoundedRect(QRect(box.left() + 6, box.top() + 8, 4, box.height() - 16), 2, 2)
        metrics = option.fontMetrics
        left, width = box.left() + 20, box.width() - 30
        font = option.font
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens[tone]))
        top = box.top() + 7
        painter.drawText(left, top, width, metrics.height(), Qt.AlignmentFlag.AlignLeft, self._words(label))
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(tokens["text"]))
        top += metrics.height() + 3
        height = _height(metrics, index.data(), width)
        painter.drawText(QRect(left, top, width, height), Qt.TextFlag.TextWordWrap, index.data())
        if source := index.data(_SOURCE):
            painter.setPen(QColor(tokens["muted"]))
            told = metrics.elidedText(source, Qt.TextElideMode.ElideRight, width)
            painter.drawText(left, top + height + 2, width, metrics.height(), Qt.AlignmentFlag.AlignLeft, told)
        painter.restore()


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text).height()
