"""The list of documents issued from the open case, each to be saved or printed again exactly as it was."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from hcplanner.actions import issuing
from hcplanner.errors import HcplannerError
from hcplanner.i18n import N_
from ui import on_paper
from ui.dialogs import show_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.actions.issuing import Made
    from hcplanner.actions.opening import Source
    from ui.desk import Desk

_COLUMNS: Final = (N_("No."), N_("Document"), N_("Issued as"), N_("Revision"), N_("Time"), N_("By"), N_("State"))
_NUMBER: Final = Qt.ItemDataRole.UserRole


class DocumentsMade(QDialog):
    """Every final and emergency issue of the case, the newest first. Nothing here changes the case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._words = desk.words
        self.setWindowTitle(self._words("Documents made"))
        self.resize(900, 420)
        self.list = QTreeWidget()
        self.none = QLabel(self._words("No document was issued from this case."))
        self.save = QPushButton(self._words("&Save again…"))
        self.print = QPushButton(self._words("&Print again…"))
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        words = self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        about = QLabel(words("Each is kept in the case as it was issued, and comes out again byte for byte."))
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        column.addWidget(about)
        self.none.setProperty("role", "muted")
        column.addWidget(self.none)
        self.list.setHeaderLabels([words(name) for name in _COLUMNS])
        self.list.setAccessibleName(words("Documents made"))
        self.list.setProperty("role", "made")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Return in the list is that of the default button.
        self.list.itemDoubleClicked.connect(self._save_again)
        self.list.currentItemChanged.connect(self._chosen)
        column.addWidget(self.list, 1)
        if not (self._desk.source and issuing.made(self._desk.source)):
            column.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.print, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.save.setDefault(True)
        self.save.clicked.connect(self._save_again)
        self.print.clicked.connect(self._print_again)
        column.addWidget(buttons)

    def _fill(self) -> None:
        every = issuing.made(self._desk.source) if self._desk.source else ()
        for one in reversed(every):
            self.list.addTopLevelItem(self._row(one))
        self.none.setVisible(not every)
        self.list.setVisible(bool(every))
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.setFocus()
        self._chosen()

    def _row(self, one: Made) -> QTreeWidgetItem:
        words, entry = self._words, one.entry
        state = words("current") if one.current else words("superseded")
        row = QTreeWidgetItem([
            str(one.number), words(entry.title), issuing.kind_words(entry.kind, words), str(entry.revision),
            issuing.time_words(entry.made_at, words), entry.made_by,
            state if one.kept else words("{state}, not kept").format(state=state),
        ])  # fmt: skip
        row.setData(0, _NUMBER, one.number)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, issuing.made_words(one, words))
        row.setDisabled(not one.kept)
        return row

    def _chosen(self) -> None:
        row = self.list.currentItem()
        usable = row is not None and not row.isDisabled()
        self.save.setEnabled(usable)
        self.print.setEnabled(usable)

    def _which(self) -> tuple[Source, int] | None:
        row, source = self.list.currentItem(), self._desk.source
        return (source, int(row.data(0, _NUMBER))) if row is not None and source is not None else None

    def _save_again(self) -> None:
        chosen = self._which()
        folder = QFileDialog.getExistingDirectory(self, self._words("Folder for the PDF files"), str(self._desk.folder))
        if chosen is None or not folder:
            return
        source, number = chosen
        work = partial(issuing.reprint, source, number, Path(folder), source.path.stem)
        self._busy(work, lambda path: self._told(self._words("Written: {files}").format(files=path.name)))

    def _print_again(self) -> None:
        chosen, printer = self._which(), on_paper.chosen_printer(self)
        if chosen is None or printer is None:
            return
        source, number = chosen
        dpi = on_paper.fineness(printer)

        def work() -> object:
            return on_paper.sheets([issuing.bytes_of(source, number)[1]], dpi)

        self._busy(work, partial(on_paper.put_on_paper, printer))

    def _told(self, text: str) -> None:
        self._desk.statusBar().showMessage(text, 8000)

    def _busy(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.setEnabled(False)

        def finished(result: object) -> None:
            self.setEnabled(True)
            done(result)

        self._desk.jobs.submit("print", work, finished, self._failed)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if not isinstance(error, HcplannerError):
            raise error
        show_error(self, error, self._words)
