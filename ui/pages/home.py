"""The first page: start a case, open one, go on with a recent one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from hcplanner.i18n import N_
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hcplanner.i18n import Words

_CARDS: Final = (
    ("new", "new", N_("New case"), N_("Findings, plan and consent from the start")),
    ("emergency", "emergency", N_("Emergency"), N_("A new case on the Quick page")),
    ("open", "open", N_("Open…"), N_("A case file, or drag one in here")),
    ("sample", "sample", N_("Try the sample case"), N_("A fictional child, filled in")),
)


class HomePage(QWidget):
    """`asked` carries the name of a command, `file_chosen` the path of a recent file."""

    asked = Signal(str)
    file_chosen = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cards = [_Card(*card, words) for card in _CARDS]
        for card, (name, *_rest) in zip(self.cards, _CARDS, strict=True):
            card.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
        self.recent = QListWidget()
        self.recent.setProperty("role", "recent")
        self.recent.setAccessibleName(words("Recent cases"))
        self.recent.itemActivated.connect(self._open)
        self.recent.itemClicked.connect(self._open)
        self.none_yet = _label(words("Cases you open or save appear here, by the name of their file."), "muted")
        self._lay_out()
        self.setFocusProxy(self.cards[0])

    def _lay_out(self) -> None:
        words = self._words
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(2)
        column.addWidget(_label("hcplanner", "home-title"))
        column.addWidget(_label(words("Cervical decompression: findings, plan and consent in one file"), "home-lead"))
        column.addSpacing(24)
        grid = QGridLayout()
        grid.setSpacing(14)
        for number, card in enumerate(self.cards):
            grid.addWidget(card, number // 2, number % 2)
        column.addLayout(grid)
        column.addSpacing(26)
        column.addWidget(_label(words("Recent cases"), "home-heading"))
        column.addSpacing(4)
        column.addWidget(self.none_yet)
        column.addWidget(self.recent, 4)
        column.addStretch(2)
        column.addWidget(_label(words("Records and prints what the surgeon decided. Needs no network."), "muted"))
        column.addSpacing(10)
        frame = QWidget()
        frame.setLayout(column)
        frame.setMaximumWidth(760)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.addStretch(1)
        row.addWidget(frame, 1000)
        row.addStretch(1)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List these files: name and folder, nothing of what is in them."""
        self.recent.clear()
        icon = theme.icon("file", theme.tokens_of(self)["accent"], 22)
        self.recent.setIconSize(QSize(22, 22))
        for path in paths:
            item = QListWidgetItem(icon, f"{path.name}\n{path.parent}", self.recent)
            item.setData(Qt.ItemDataRole.UserRole, path)
        self.none_yet.setVisible(not paths)
        self.recent.setVisible(bool(paths))

    def paint_icons(self) -> None:
        """(Re)draw the icons in the colours the window has now."""
        tokens = theme.tokens_of(self)
        for card in self.cards:
            card.paint_icon(tokens["danger" if card.icon_name == "emergency" else "accent"])

    def _open(self, item: QListWidgetItem) -> None:
        self.file_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class _Card(QPushButton):
    """A large button: an icon, a name, and what it is for."""

    def __init__(self, name: str, icon: str, title: str, what: str, words: Words) -> None:
        super().__init__()
        self.setObjectName(name)
        self.icon_name = icon
        self.setProperty("role", "card")
        self.setAccessibleName(words(title))
        self.setAccessibleDescription(words(what))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(84)
        self.setAutoDefault(True)
        self._picture = QLabel()
        told = QVBoxLayout()
        told.setSpacing(1)
        told.addStretch(1)
        told.addWidget(_label(words(title), "name"))
        use = _label(words(what), "what")
        use.setWordWrap(True)
        told.addWidget(use)
        told.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(16)
        row.addWidget(self._picture)
        row.addLayout(told, 1)

    def paint_icon(self, colour: str) -> None:
        self._picture.setPixmap(theme.icon(self.icon_name, colour, 30).pixmap(30, 30))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
