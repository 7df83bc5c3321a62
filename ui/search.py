"""The command search: a few letters find any field or command, Enter goes there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)  # fmt: skip

from ui import theme
from ui.commands import every
from ui.dialogs import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hcplanner.i18n import Words
    from ui.desk import Desk
    from ui.window import MainWindow

_SHOWN = 40


class Target(NamedTuple):
    """Something that can be found: its words, where it belongs, and what choosing it does."""

    title: str
    place: str
    run: Callable[[], None]
    icon: str = ""


class SearchBox(QDialog):
    """Typing narrows the list; the arrow keys move in it while the cursor stays in the line."""

    def __init__(self, desk: Desk, targets: Sequence[Target]) -> None:
        super().__init__(desk)
        words = desk.words
        self._targets = targets
        self.setWindowTitle(words("Find a field or command"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.resize(560, 420)
        self.line = QLineEdit()
        self.line.setAccessibleName(words("Find a field or command"))
        self.line.setPlaceholderText(words("Find a field or command"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(words("Found"))
        self.list.setProperty("role", "found")
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        # The cursor stays in the line: what is chosen is said there.
        self.list.currentItemChanged.connect(self._tell)
        self._narrow("")
        middle = desk.geometry()
        self.move(middle.center().x() - self.width() // 2, middle.top() + 90)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if step := steps.get(Qt.Key(event.key())):
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.list.count():
                    self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        self.list.clear()
        colour = theme.tokens_of(self)["muted"]
        for target in found(self._targets, text)[:_SHOWN]:
            item = QListWidgetItem(target.title)
            item.setData(Qt.ItemDataRole.UserRole, target)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{target.title}, {target.place}")
            if target.icon:
                item.setIcon(theme.icon(target.icon, colour))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _tell(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(Qt.ItemDataRole.AccessibleTextRole) if item is not None else ""
        self.line.setAccessibleDescription(chosen)
        QAccessible.updateAccessibility(QAccessibleEvent(self.line, QAccessible.Event.DescriptionChanged))

    def _run(self, item: QListWidgetItem) -> None:
        target: Target = item.data(Qt.ItemDataRole.UserRole)
        # The box goes first: what is run may open a dialog or move the cursor.
        self.accept()
        target.run()


class _Row(QStyledItemDelegate):
    """Draws a target: its icon, its words, and at the far end where it belongs or its key."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.height() + 13)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = theme.tokens_of(self.parent())  # type: ignore[arg-type]  # the list it was made for
        target: Target = index.data(Qt.ItemDataRole.UserRole)
        box = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens["accent-soft"]))
            painter.drawRoundedRect(box, 6, 6)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            icon.paint(painter, box.left() + 10, box.center().y() - 8, 18, 18)
        text = box.adjusted(38, 0, -12, 0)
        painter.setPen(QColor(tokens["text"]))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, target.title)
        rest = text.adjusted(option.fontMetrics.horizontalAdvance(target.title) + 16, 0, 0, 0)
        place = option.fontMetrics.elidedText(target.place, Qt.TextElideMode.ElideLeft, max(0, rest.width()))
        painter.setPen(QColor(tokens["muted"]))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, place)
        painter.restore()


def found(targets: Sequence[Target], text: str) -> list[Target]:
    """The targets that hold every word typed, those that begin with it first."""
    typed = text.casefold().split()
    hits = [t for t in targets if all(word in f"{t.title} {t.place}".casefold() for word in typed)]
    return sorted(hits, key=lambda t: not t.title.casefold().startswith(" ".join(typed)))


def commands(run: Callable[[str], None], enabled: Callable[[str], bool], words: Words) -> list[Target]:
    """Every command that can be carried out now."""
    return [
        Target(words(c.label).replace("&", "").rstrip("…"), ", ".join(c.keys[:1]), partial(run, c.name), c.icon)
        for c in every()
        if enabled(c.name)
    ]


def fields(go_to: Callable[[str], None], words: Words) -> list[Target]:
    """Every field of a case, by its label and the sections above it; a field of list entries leads to its list."""
    from hcplanner.case import Case
    from hcplanner.fields import declared_at, leaves

    made = []
    for leaf in leaves(Case):
        if leaf.field.internal:
            continue
        steps = leaf.path.replace("[]", "").split(".")
        above = [words(declared_at(Case, ".".join(steps[:n])).field.label) for n in range(1, len(steps))]
        path = leaf.path.partition("[]")[0]
        made.append(Target(words(leaf.field.label), " › ".join(above), partial(go_to, path)))
    return made


def show(window: MainWindow) -> None:
    """Ask for a field or a command of the window, and go there or do it."""
    actions = window.actions_by_name
    targets = commands(lambda name: actions[name].trigger(), lambda name: actions[name].isEnabled(), window.words)
    if window.view is not None:
        targets += fields(window.view.go_to, window.words)
    shown(SearchBox(window, targets))
