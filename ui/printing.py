"""The sheet from which documents go to PDF files or paper: which ones, how issued, and where."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
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
    QVBoxLayout,
)  # fmt: skip

from hcplanner.actions import preferences, printing
from hcplanner.actions.clock import today
from hcplanner.actions.printing import Kind
from hcplanner.errors import HcplannerError
from hcplanner.i18n import N_
from ui.dialogs import show_error
from ui.preview import Paper, Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

    from hcplanner.actions.preferences import Profile
    from hcplanner.case import Case
    from hcplanner.errors import Reason
    from ui.desk import Desk

_KINDS: Final = (
    (Kind.DRAFT, N_("&Draft"), N_("At any time; marked as a draft on every page.")),
    (Kind.FINAL, N_("&Final"), N_("Only when nothing it needs is missing.")),
    (Kind.EMERGENCY, N_("&Emergency"), N_("Issued with its gaps, which are listed on the page.")),
)
_PATH: Final = Qt.ItemDataRole.UserRole
_MOST_DPI: Final = 600


class PrintSheet(QDialog):
    """Chooses documents, kind and place. Nothing is written before a button says so."""

    def __init__(self, desk: Desk, *, final: bool = False, paper: bool = False) -> None:
        super().__init__(desk)
        assert desk.view is not None  # the sheet is offered for an open case only
        self._desk = desk
        self._words = desk.words
        self._view = desk.view
        self._view.flush()
        self._documents = printing.documents(desk.words.language)
        self.setWindowTitle(self._words("Print and save as PDF"))
        self.resize(560, 0)
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
        self._lay_out(first=self.paper if paper else self.pdf)
        usual = Kind.EMERGENCY if self._view.emergency else Kind.DRAFT
        self.kinds[Kind.FINAL if final else usual].setChecked(True)
        self._changed()

    def _lay_out(self, first: QPushButton) -> None:
        words = self._words
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.setContentsMargins(22, 18, 22, 18)
        column.addWidget(_heading(words("Documents")))
        for box in self.boxes.values():
            column.addWidget(box)
            box.toggled.connect(self._changed)
        column.addSpacing(8)
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
        self.missing.setMinimumHeight(150)
        self.missing.itemActivated.connect(self._go_to)
        self.missing.itemClicked.connect(self._go_to)
        column.addWidget(self.missing_label)
        column.addWidget(self.missing, 1)
        column.addSpacing(8)
        column.addWidget(_heading(words("PDF files go to")))
        self.folder.setAccessibleName(words("Folder for the PDF files"))
        choose = QPushButton(words("&Choose…"))
        choose.clicked.connect(self._choose_folder)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        column.addLayout(place)
        self.names = _muted("")
        self.names.setWordWrap(True)
        column.addWidget(self.names)
        column.addSpacing(10)
        buttons = QDialogButtonBox()
        buttons.addButton(self.pdf, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.paper, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (choose, close):
            button.setAutoDefault(False)
        self.pdf.clicked.connect(self._save)
        self.paper.clicked.connect(self._print)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        first.setDefault(True)
        first.setFocus()

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
        language = self._words.language
        ours = self._desk.memory.profile
        told = (r for n in self.chosen for r in printing.missing_for_final(self._case, n, language, ours, today()))
        return tuple(dict.fromkeys(told))

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
        self.names.setText(", ".join(f"{self.stem}-{name}.pdf" for name in self.chosen))
        self.adjustSize()

    def _go_to(self, item: QListWidgetItem) -> None:
        if path := item.data(_PATH):
            self.reject()
            self._view.go_to(path)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._words("Folder for the PDF files"), self.folder.text())
        if name:
            self.folder.setText(name)

    def _save(self) -> None:
        issue = preferences.issue(self.kind, saved=not self._view.open_case.dirty)
        ours = self._desk.memory.profile
        work = partial(printing.export, self._case, self.chosen, Path(self.folder.text()), self.stem, issue, ours=ours)
        self._busy(work, self._saved)

    def _saved(self, written: tuple[Path, ...]) -> None:
        told = self._words("Written: {files}").format(files=", ".join(path.name for path in written))
        self._desk.statusBar().showMessage(told, 8000)
        self.accept()

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # A job's name is read by whoever passes the printer's queue.
        printer.setDocName("hcplanner")
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        issue = preferences.issue(self.kind, saved=not self._view.open_case.dirty)
        dpi = min(_MOST_DPI, printer.resolution())
        work = partial(_sheets, self._case, self.chosen, issue, dpi, self._desk.memory.profile)
        self._busy(work, partial(self._print_sheets, printer))

    def _print_sheets(self, printer: QPrinter, sheets: list[tuple[QImage, tuple[float, float]]]) -> None:
        put_on_paper(printer, sheets)
        self.accept()

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


def _sheets(
    case: Case, names: Iterable[str], issue: printing.Issue, dpi: int, ours: Profile
) -> list[tuple[QImage, tuple[float, float]]]:
    """Every page of the documents as an image for the printer, with its size in points. Runs in the worker."""
    press = Press()
    papers = [press.read(name, printing.make(case, name, issue, ours)) for name in names]
    return [page for paper in papers for page in _pages(press, paper, dpi)]


def _pages(press: Press, paper: Paper, dpi: int) -> list[tuple[QImage, tuple[float, float]]]:
    return [(press.draw(paper, number, dpi / 72), size) for number, size in enumerate(paper.sizes)]


def put_on_paper(printer: QPrinter, sheets: list[tuple[QImage, tuple[float, float]]]) -> None:
    """Print page images at their true size, each on its own sheet; the chosen range of pages is respected."""
    painter = QPainter(printer)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sheets)
    dpi = printer.resolution()
    # The pages carry their own margins: the origin is the corner of the sheet, not of the printable part.
    corner = printer.pageLayout().paintRectPixels(dpi).topLeft()
    wanted = sheets[first - 1 : last]
    for number, (image, (width, height)) in enumerate(wanted):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(-corner.x(), -corner.y(), width / 72 * dpi, height / 72 * dpi), image)
    painter.end()


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
