"""The sheet from which documents go to PDF files or paper: which ones, how issued, and where."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from hcplanner.actions import issuing, opening, pictures, preferences, printing
from hcplanner.actions.printing import Kind
from hcplanner.errors import HcplannerError
from hcplanner.i18n import N_
from ui import files, on_paper
from ui.dialogs import FRAME, show_error
from ui.parts.print_options import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QShowEvent
    from PySide6.QtPrintSupport import QPrinter

    from hcplanner.actions.issuing import IssuedNow
    from hcplanner.actions.printing import Issue
    from hcplanner.case import Case
    from hcplanner.errors import Reason
    from ui.desk import Desk

_KINDS: Final = (
    (Kind.DRAFT, N_("&Draft"), N_("At any time; marked as a draft on every page.")),
    (Kind.FINAL, N_("&Final"), N_("Only when nothing it needs is missing.")),
    (Kind.EMERGENCY, N_("&Emergency"), N_("Issued with its gaps, which are listed on the page.")),
)
_PATH: Final = Qt.ItemDataRole.UserRole
_WIDTH: Final = 820
_NAMED: Final = 3
"""So many files are named; of more the number is told."""


class PrintSheet(QDialog):
    """Chooses documents, kind and place. Nothing is written before a button says so."""

    def __init__(self, desk: Desk, *, final: bool = False, paper: bool = False) -> None:
        super().__init__(desk)
        assert desk.view is not None  # the sheet is offered for an open case only
        self._desk = desk
        self._words = desk.words
        self._view = desk.view
        self._view.flush()
        self._documents = printing.documents(desk.words.language, desk.memory.profile)
        self.setWindowTitle(self._words("Print and save as PDF"))
        shown = self._view.preview.document or self._documents[0].name
        # Paper begins with what is looked at; the PDF key always means the plan.
        chosen = shown if paper else self._documents[0].name
        self.boxes = {info.name: QCheckBox(self._words(info.title)) for info in self._documents}
        for info in self._documents:
            self.boxes[info.name].setChecked(info.name == chosen)
            self.boxes[info.name].setToolTip(self._words(info.about))
        self.kinds = {kind: QRadioButton(self._words(label)) for kind, label, _ in _KINDS}
        self.folder = QLineEdit(str(desk.folder))
        self.missing_label, self.missing = QLabel(), QListWidget()
        self.pdf = QPushButton(self._words("&Save PDF"))
        self.paper = QPushButton(self._words("&Print…"))
        self.options = PrintOptions(self._words, self._view.preview.paper_options)
        self.options.changed.connect(self._paper_chosen)
        # Out of an encrypted case it travels only when the surgeon asks.
        self.attach = QCheckBox(self._words("&Put the case into the PDF: whoever has the PDF can read it there"))
        self.attach.setVisible(bool(desk.sealed_for))
        self._lay_out(first=self.paper if paper else self.pdf)
        usual = Kind.EMERGENCY if self._view.emergency else Kind.DRAFT
        self.kinds[Kind.FINAL if final else usual].setChecked(True)
        self._changed()

    def _lay_out(self, first: QPushButton) -> None:
        words = self._words
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 18, 22, 18)
        # Side by side, so that the whole set and all that a final lacks are seen on the smallest screen.
        panes, documents, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._inside = QWidget()
        self._inside.setLayout(panes)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(28)
        for pane, share in ((documents, 0), (column, 1)):
            pane.setSpacing(6)
            panes.addLayout(pane, share)
        # Where the screen is lower still, what is above the buttons is scrolled.
        self.above = QScrollArea()
        self.above.setWidgetResizable(True)
        self.above.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.above.setWidget(self._inside)
        whole.addWidget(self.above, 1)
        self._lay_out_documents(documents)
        self._lay_out_kinds(column)
        column.addWidget(_heading(words("On paper")))
        column.addWidget(self.options)
        column.addWidget(self.attach)
        column.addSpacing(8)
        choose = self._lay_out_place(column)
        self.names = _muted("")
        self.names.setWordWrap(True)
        column.addWidget(self.names)
        self.kept = _muted("")
        self.kept.setWordWrap(True)
        column.addWidget(self.kept)
        column.addStretch(1)
        whole.addSpacing(10)
        buttons = QDialogButtonBox()
        buttons.addButton(self.pdf, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.paper, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (choose, close):
            button.setAutoDefault(False)
        self.pdf.clicked.connect(self._save)
        self.paper.clicked.connect(self._print)
        buttons.rejected.connect(self.reject)
        whole.addWidget(buttons)
        first.setDefault(True)
        first.setFocus()

    def _lay_out_documents(self, column: QVBoxLayout) -> None:
        """What there is to choose from."""
        column.addWidget(_heading(self._words("Documents")))
        for box in self.boxes.values():
            column.addWidget(box)
            box.toggled.connect(self._changed)
        column.addStretch(1)

    def _lay_out_kinds(self, column: QVBoxLayout) -> None:
        """How they are issued, and what keeps them from it."""
        words = self._words
        column.addWidget(_heading(words("Issued as")))
        group = QButtonGroup(self)
        for kind, _, what in _KINDS:
            row = QHBoxLayout()
            group.addButton(self.kinds[kind])
            self.kinds[kind].setMinimumWidth(130)
            self.kinds[kind].toggled.connect(self._changed)
            self.kinds[kind].setAccessibleDescription(words(what))
            row.addWidget(self.kinds[kind])
            row.addWidget(_muted(words(what)), 1)
            column.addLayout(row)
        self.missing_label.setWordWrap(True)
        self.missing.setAccessibleName(words("Missing for a final document"))
        self.missing.setProperty("role", "recent")
        self.missing.setWordWrap(True)
        self.missing.setMinimumHeight(130)
        self.missing.itemActivated.connect(self._go_to)
        self.missing.itemClicked.connect(self._go_to)
        column.addWidget(self.missing_label)
        column.addWidget(self.missing, 9)
        column.addSpacing(8)

    def _lay_out_place(self, column: QVBoxLayout) -> QPushButton:
        """Where the files go; gives the button that looks for another folder."""
        words = self._words
        column.addWidget(_heading(words("PDF files go to")))
        self.folder.setAccessibleName(words("Folder for the PDF files"))
        choose = QPushButton(words("&Choose…"))
        choose.clicked.connect(self._choose_folder)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        column.addLayout(place)
        return choose

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the documents chosen."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    @property
    def kind(self) -> Kind:
        """How they are issued."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    @property
    def stem(self) -> str:
        """What the names of the files begin with: the case file's name, or a word without meaning."""
        return self._desk.path.stem if self._desk.path else "case"

    @property
    def _case(self) -> Case:
        return self._view.open_case.case

    def lacking(self) -> tuple[Reason, ...]:
        """What keeps the chosen documents from being final, each thing once."""
        if self.kind is not Kind.FINAL:
            return ()
        return issuing.lacking(self._case, self.chosen, self._how(), self._desk.memory.profile, self._view.past)

    def _how(self) -> Issue:
        """How the documents are issued, as chosen here."""
        opened = self._view.open_case
        shown = pictures.contents(opened.case, opened.attachments)
        how = preferences.issue(
            self.kind, saved=not opened.dirty, past=self._view.past, pictures=shown, paper=self.options.options,
            attach_case=self.attach.isChecked() if self._desk.sealed_for else None,
        )  # fmt: skip
        return opening.carrying(how, opened.case, self._desk.source)

    def _paper_chosen(self) -> None:
        """The preview follows, so that what is seen is what is saved."""
        self._view.preview.options.show_options(self.options.options)
        self._changed()

    def _changed(self) -> None:
        lacking = self.lacking()
        self.missing.clear()
        for reason in lacking:
            item = QListWidgetItem(f"{reason.label}: {reason.reason}", self.missing)
            item.setData(_PATH, reason.path)
        final = self.kind is Kind.FINAL
        self.missing.setVisible(bool(lacking))
        self.missing_label.setVisible(final)
        self.missing_label.setText(
            self._words("Still missing ({n}). Choose one to go to its field:").format(n=len(lacking))
            if lacking
            else self._words("Nothing that a final needs is missing.")
        )
        usable = bool(self.chosen) and not lacking
        self.pdf.setEnabled(usable)
        self.paper.setEnabled(usable)
        names = [f"{self.stem}-{name}.pdf" for name in self.chosen]
        more = len(names) - _NAMED
        told = ", ".join(names[:_NAMED])
        self.names.setText(self._words("{names} and {n} more").format(names=told, n=more) if more > 0 else told)
        self.names.setToolTip("\n".join(names))
        self.kept.setVisible(self.kind is not Kind.DRAFT)
        self.kept.setText(
            self._words("The case is saved first, because what is issued is kept in it.")
            if self._to_be_saved
            else self._words("What is issued is kept in the case.")
        )
        self._fit()

    def _fit(self) -> None:
        """As high as what stands in it, which wraps: a dialog does not ask for the height that goes with its width."""
        whole, inside = self.layout(), self._inside.layout()
        assert whole is not None
        assert inside is not None
        inside.activate()
        margins, room = whole.contentsMargins(), self.screen().availableSize() - FRAME
        width = _WIDTH - margins.left() - margins.right()
        needed = max(inside.totalMinimumHeightForWidth(width), inside.totalHeightForWidth(width))
        around = whole.totalMinimumSize().height() - self.above.minimumSizeHint().height()
        self.resize(min(_WIDTH, room.width()), min(needed + around, room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _go_to(self, item: QListWidgetItem) -> None:
        if path := item.data(_PATH):
            self.reject()
            self._view.go_to(path)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._words("Folder for the PDF files"), self.folder.text())
        if name:
            self.folder.setText(name)

    def _save(self) -> None:
        if self.kind is not Kind.DRAFT:
            self._issue(self._write_out)
            return
        ours, folder = self._desk.memory.profile, Path(self.folder.text())
        work = partial(printing.export, self._case, self.chosen, folder, self.stem, self._how(), ours=ours)
        self._busy(work, self._saved)

    def _write_out(self, issued: IssuedNow) -> None:
        self._busy(partial(issuing.write_out, issued, Path(self.folder.text()), self.stem), self._saved)

    def _saved(self, written: tuple[Path, ...]) -> None:
        told = self._words("Written: {files}").format(files=", ".join(path.name for path in written))
        self._desk.statusBar().showMessage(told, 8000)
        self.accept()

    def _print(self) -> None:
        printer = on_paper.chosen_printer(self)
        if printer is None:
            return
        dpi, done = on_paper.fineness(printer), partial(self._print_sheets, printer)
        if self.kind is not Kind.DRAFT:
            self._issue(lambda issued: self._busy(
                partial(on_paper.sheets, [data for _, data in issued.documents], dpi), done
            ))  # fmt: skip
            return
        work = partial(on_paper.drafts, self._case, self.chosen, self._how(), dpi, self._desk.memory.profile)
        self._busy(work, done)

    def _print_sheets(self, printer: QPrinter, sheets: list[tuple[QImage, tuple[float, float]]]) -> None:
        on_paper.put_on_paper(printer, sheets)
        self.accept()

    def _issue(self, then: Callable[[IssuedNow], None]) -> None:
        """Issue the documents into the file of the case, which is saved first if it has to be; then go on."""
        desk = self._desk
        if self._to_be_saved and not files.save(desk):
            return
        assert desk.source is not None  # it was saved
        work = partial(issuing.issue, desk.source, self.chosen, self._how(), desk.memory.who, ours=desk.memory.profile)
        self._busy(work, partial(self._issued, then))

    @property
    def _to_be_saved(self) -> bool:
        """Whether the file does not hold the case as it is, or may not be written."""
        return self._desk.path is None or self._desk.read_only or self._view.open_case.dirty

    def _issued(self, then: Callable[[IssuedNow], None], issued: IssuedNow) -> None:
        desk = self._desk
        desk.took_place(issued.source.path, issued.source)
        desk.refresh_state()
        self._view.refresh()
        then(issued)

    def _busy(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.setEnabled(False)
        self._desk.jobs.submit("print", work, partial(self._finished, done), self._failed)

    def _finished(self, done: Callable[..., None], result: object) -> None:
        self.setEnabled(True)
        done(result)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if not isinstance(error, HcplannerError):
            raise error
        show_error(self, error, self._words)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
