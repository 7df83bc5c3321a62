"""Two versions of the open case side by side: what each changed is taken, and where they clash the surgeon chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from hcplanner.actions import merging
from hcplanner.actions.merging import Side, State
from hcplanner.i18n import N_

if TYPE_CHECKING:
    from hcplanner.actions.merging import Row, Together
    from hcplanner.case import Case
    from ui.desk import Desk

_COLUMNS: Final = (N_("Field"), N_("As opened"), N_("Theirs"), N_("Mine"), N_("Taken"))
_TAKEN: Final = 4
_WORDS: Final = {
    State.OURS: N_("mine"),
    State.THEIRS: N_("theirs"),
    State.ALIKE: N_("the same"),
    State.CONFLICT: N_("choose"),
}
_PATH: Final = Qt.ItemDataRole.UserRole


class Merging(QDialog):
    """Every place that either side changed; `result_case` is the merged case once all was chosen and accepted."""

    def __init__(self, desk: Desk, two: Together) -> None:
        super().__init__(desk)
        self._words, self._two = desk.words, two
        self._rows = merging.rows(two, desk.words)
        self._chosen: dict[str, Side] = {}
        self.result_case: Case | None = None
        words = self._words
        self.setWindowTitle(words("Compare and merge"))
        self.resize(1000, 620)
        self.tree = QTreeWidget()
        self.told = QLabel()
        self.theirs = QPushButton(words("Take &theirs"))
        self.mine = QPushButton(words("Take &mine"))
        self.save = QPushButton(words("&Save the merged case"))
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        words, saved = self._words, self._two.theirs.case
        told = words(
            "{who} saved revision {n} of this case while it was open here. What only one of you changed is taken; "
            "where you both changed the same, choose."
        )
        if self._two.theirs.digest == self._two.source.digest:
            told = words("The file is as it was when it was opened here: nothing was saved by anybody else.")
        about = QLabel(told.format(who=saved.saved_by or words("Somebody"), n=saved.revision))
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self.told.setProperty("role", "heading")
        tree = self.tree
        tree.setHeaderLabels([words(name) for name in _COLUMNS])
        tree.setAccessibleName(words("What each side changed"))
        tree.setProperty("role", "made")
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.currentItemChanged.connect(self._usable)
        choose = QHBoxLayout()
        for button, side in ((self.theirs, Side.THEIRS), (self.mine, Side.OURS)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, taken=side: self.choose(taken))
            choose.addWidget(button)
        choose.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.told)
        column.addWidget(tree, 1)
        column.addLayout(choose)
        column.addWidget(buttons)

    def _fill(self) -> None:
        for row in self._rows:
            self.tree.addTopLevelItem(self._item(row))
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in range(self.tree.columnCount()):
            self.tree.resizeColumnToContents(column)
            header.resizeSection(column, min(header.sectionSize(column) + 8, 270))
        header.setStretchLastSection(True)
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self.tree.setFocus()
        self._usable()

    def _item(self, row: Row) -> QTreeWidgetItem:
        nothing = self._words("not recorded")
        texts = [row.label, *(text or nothing for text in (row.base, row.theirs, row.ours))]
        item = QTreeWidgetItem([*(" ".join(text.split()) for text in texts), self._words(_WORDS[row.state])])
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
        if row.state is State.CONFLICT:
            item.setData(0, _PATH, row.path)
            self._embolden(item, bold=True)
        return item

    def choose(self, side: Side) -> None:
        """Take one side's version at the place that is selected, and go to the next that is to be chosen."""
        item = self.tree.currentItem()
        path = item.data(0, _PATH) if item is not None else None
        if item is None or path is None:
            return
        self._chosen[path] = side
        item.setText(_TAKEN, self._words(_WORDS[State.OURS if side is Side.OURS else State.THEIRS]))
        self._embolden(item, bold=False)
        if (following := self._next()) is not None:
            self.tree.setCurrentItem(following)
        self._usable()

    @staticmethod
    def _embolden(item: QTreeWidgetItem, *, bold: bool) -> None:
        for column in (0, _TAKEN):
            font = item.font(column)
            font.setBold(bold)
            item.setFont(column, font)

    def _next(self) -> QTreeWidgetItem | None:
        for place in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(place)
            if item is not None and (path := item.data(0, _PATH)) is not None and path not in self._chosen:
                return item
        return None

    def _usable(self) -> None:
        item = self.tree.currentItem()
        asked = item is not None and item.data(0, _PATH) is not None
        self.theirs.setEnabled(asked)
        self.mine.setEnabled(asked)
        left = sum(row.state is State.CONFLICT and row.path not in self._chosen for row in self._rows)
        self.save.setEnabled(left == 0)
        words = self._words
        if left:
            self.told.setText(words("Still to be chosen: {n}").format(n=left))
        elif self._chosen:
            self.told.setText(words("Everything is chosen."))
        else:
            self.told.setText(words("Nothing clashes: both sides’ changes are taken."))

    def _accept(self) -> None:
        if self._next() is None:
            self.result_case, _ = merging.result(self._two, self._words, self._chosen)
            self.accept()
