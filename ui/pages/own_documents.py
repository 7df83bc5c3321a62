"""The institution's own documents: copy a shipped one, change it with the paper beside it, put the shipped one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from hcplanner.errors import HcplannerError
from hcplanner.i18n import N_
from ui.dialogs import Leaving, ask_leaving, show_error, show_text, shown
from ui.parts.document_files import DocumentFiles, SetAside
from ui.preview import Press
from ui.widgets.preview import PageView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QCloseEvent, QImage

    from hcplanner.actions.own_documents import Document, Place, Trial
    from hcplanner.case import Case
    from ui.desk import Desk
    from ui.preview import Paper

_PAUSE_MS: Final = 300
_OPEN_CASE: Final = ""


class OwnDocuments(QDialog):
    """Left the documents, in the middle the files of the chosen one, right what they print of a case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._words = desk, desk.words
        self._press = Press()
        self._document: Document | None = None
        self._place: Place | None = None
        self.paper: Paper | None = None
        self._closed = False
        self.setWindowTitle(self._words("Documents of your own"))
        self.setSizeGripEnabled(True)
        self.list = QListWidget()
        self.what = QLabel()
        self.copy = QPushButton(self._words("&Make a copy of our own"))
        self.back = QPushButton(self._words("&Put the shipped one back"))
        self.files = DocumentFiles(self._words)
        self.fault = QPushButton()
        self.untold = QLabel()
        self.save_button = QPushButton(self._words("&Save"))
        self.guide = QPushButton(self._words("&Guide…"))
        self.cases = QComboBox()
        self.pages = PageView(self._words)
        self.empty = QLabel(self._words("Choose a document on the left."))
        self.stack = QStackedWidget()
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._try)
        self._connect()
        aside, desk.set_aside = desk.set_aside, None
        self._list_documents(aside.document if aside else "")
        if aside is not None:
            self.files.take_up(aside.texts)
        space = desk.size()
        self.resize(max(900, space.width() - 60), max(560, space.height() - 60))

    def _lay_out(self) -> None:
        words = self._words
        self.list.setAccessibleName(words("Documents"))
        self.list.setMinimumWidth(190)
        self.cases.setAccessibleName(words("Case it is tried on"))
        for label in (self.what, self.empty, self.untold):
            label.setWordWrap(True)
            label.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fault.setProperty("role", "fault")
        self.fault.setFlat(True)
        self.fault.hide()
        for button in (self.copy, self.back, self.fault, self.save_button, self.guide):
            button.setAutoDefault(False)
        left = _column(self.list, self.what, self.copy, self.back)
        foot = QHBoxLayout()
        foot.addWidget(self.fault, 1)
        foot.addStretch()
        foot.addWidget(self.guide)
        foot.addWidget(self.save_button)
        middle = _column(self.files)
        middle_column = middle.layout()
        assert isinstance(middle_column, QVBoxLayout)
        middle_column.addWidget(self.untold)
        middle_column.addLayout(foot)
        right = _column(self.cases, self.pages)
        split = QSplitter()
        for part, share in ((left, 0), (middle, 3), (right, 2)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, share)
            split.setCollapsible(split.count() - 1, False)
        split.setSizes([220, 560, 420])
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.addWidget(split)
        self._fill_cases()

    def _fill_cases(self) -> None:
        from hcplanner.actions.examples import example_names

        if self._desk.view is not None:
            self.cases.addItem(self._words("The open case"), _OPEN_CASE)
        for name in example_names():
            self.cases.addItem(self._words("Example: {name}").format(name=name.replace("-", " ")), name)
        self.cases.setCurrentIndex(max(0, self.cases.findData("index-case")))

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._chosen)
        self.files.edited.connect(self._edited)
        self.copy.clicked.connect(self._copy)
        self.back.clicked.connect(self._put_back)
        self.save_button.clicked.connect(self.save)
        self.guide.clicked.connect(self._show_guide)
        self.fault.clicked.connect(self._go_to_fault)
        self.cases.currentIndexChanged.connect(self._try)
        self.pages.wanted.connect(self._draw)

    # --- which documents there are -------------------------------------------------------------------------------

    def _list_documents(self, chosen: str = "") -> None:
        from hcplanner.actions import own_documents

        self.list.clear()
        for document in own_documents.every_document(self._desk.memory.profile):
            title = self._words(document.declared.title)
            item = QListWidgetItem(self._words("{title} (own)").format(title=title) if document.own else title)
            item.setData(Qt.ItemDataRole.UserRole, document)
            self.list.addItem(item)
            if document.name == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)

    def _chosen(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if item is None:
            return
        if before is not None and not self._may_leave():
            self.list.blockSignals(True)
            self.list.setCurrentItem(before)
            self.list.blockSignals(False)
            return
        self._show(item.data(Qt.ItemDataRole.UserRole))

    def _show(self, document: Document) -> None:
        from hcplanner.actions import own_documents

        self._document = document
        try:
            files = own_documents.files_of(document)
        except HcplannerError as error:
            files = {}
            show_error(self, error, self._words)
        self.files.show_document(document, files)
        # The editors are made anew with each document, and would be reached last.
        before: QWidget = self.files.tabBar()
        for place in range(self.files.count()):
            QWidget.setTabOrder(before, editor := self.files.editor(place))
            before = editor
        told = self._words(document.declared.about)
        kind = (
            self._words("Your own; it is printed in place of the shipped one as soon as it is saved.")
            if document.own
            else self._words("Shipped; to change it, make a copy of your own. This one stays as it is.")
        )
        version = self._words("Version for the approval: {version}").format(version=document.version)
        self.what.setText(f"{told}.\n{kind}\n{version}")
        self.copy.setEnabled(not document.own)
        self.back.setEnabled(document.own)
        self._edited()
        self._try()

    def _copy(self) -> None:
        from hcplanner.actions import own_documents

        if self._document is None:
            return
        name = self._document.name
        try:
            own_documents.copy_document(name, self._desk.memory.profile)
        except HcplannerError as error:
            show_error(self, error, self._words)
        self._list_documents(name)

    def _put_back(self) -> None:
        from hcplanner.actions import own_documents

        if self._document is None or not self._may_leave():
            return
        name = self._document.name
        try:
            kept = own_documents.put_back(self._document)
        except HcplannerError as error:
            show_error(self, error, self._words)
        else:
            told = self._words("The shipped document is printed again. Yours is kept in {folder}.")
            show_text(self, told.format(folder=kept))
        self._document = None
        self._list_documents(name)

    # --- changing and trying -------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self.save_button.setEnabled(self.files.changed)
        # Allowed, and said: where the institution says nothing, nothing of its own is printed.
        untold = self.files.untold
        self.untold.setVisible(bool(untold))
        self.untold.setText(self._words("No text of your own in: {languages}").format(languages=", ".join(untold)))
        self._timer.start()

    def _try(self) -> None:
        self._timer.stop()
        if self._document is None or not self.files.count():
            return
        document = replace(self._document, texts=self.files.told)
        work = partial(_trial, document, self.files.files, self._case(), self._attachments(), self._desk)
        self._desk.jobs.submit("trial", work, self._tried, self._failed)

    def _case(self) -> Case:
        from hcplanner.actions.examples import load_example

        name = self.cases.currentData()
        if name == _OPEN_CASE and self._desk.view is not None:
            return self._desk.view.open_case.case
        return load_example(name)

    def _attachments(self) -> Mapping[str, bytes]:
        from hcplanner.actions.examples import example_pictures

        name = self.cases.currentData()
        if name == _OPEN_CASE and self._desk.view is not None:
            return self._desk.view.open_case.attachments
        return example_pictures(name)

    def _tried(self, trial: Trial) -> None:
        if self._closed:
            return
        self._mark(trial)
        if not trial.data:
            return
        work = partial(self._press.read, "trial", trial.data)
        self._desk.jobs.submit("trial pages", work, self._show_paper, self._failed)

    def _mark(self, trial: Trial) -> None:
        place, reason = trial.place, self._words(trial.fault)
        self._place = place
        where = f"{place.file}, {place.line}: " if place else ""
        said = reason if place and reason.startswith(f"{place.file}, line") else where + reason
        self.fault.setText(said if trial.fault else "")
        self.fault.setToolTip(said)
        self.fault.setVisible(bool(trial.fault))
        self.files.mark(place, reason)

    def _go_to_fault(self) -> None:
        if self._place is not None:
            self.files.go_to(self._place)

    def _show_paper(self, paper: Paper) -> None:
        if self._closed:
            return
        self.paper = paper
        self.pages.show_sizes(paper.sizes)

    def _draw(self, pages: list[int], scale: float) -> None:
        if self.paper is None:
            return
        for page in pages:
            shown = partial(self._drawn, self.paper, page, scale)
            work = partial(self._press.draw, self.paper, page, scale)
            self._desk.jobs.submit(f"trial page {page}", work, shown, self._failed)

    def _drawn(self, paper: Paper, page: int, scale: float, image: QImage) -> None:
        if paper is self.paper and not self._closed:
            self.pages.show_image(page, image, scale)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, HcplannerError):
            raise error
        if not self._closed:
            show_error(self, error, self._words)

    def save(self) -> bool:
        """Write what was changed; gives whether all of it is written."""
        from hcplanner.actions import own_documents

        if self._document is None:
            return False
        try:
            if files := self.files.changed_files:
                own_documents.save_files(self._document, files)
            for language, text in self.files.changed_texts.items():
                own_documents.save_text(self._document, language, text, self._desk.memory.profile)
        except HcplannerError as error:
            show_error(self, error, self._words)
            return False
        self.files.kept()
        self._list_documents(self._document.name)
        return True

    def _may_leave(self) -> bool:
        """Whether the files may be left, after asking what becomes of changes."""
        if self._document is None or not self.files.changed:
            return True
        answer = ask_leaving(self, self._words, N_("Save the changes to this document?"))
        return answer is Leaving.DISCARD or (answer is Leaving.SAVE and self.save())

    def _show_guide(self) -> None:
        from ui.parts.guide import TemplateGuide

        TemplateGuide(self, self._words).show()

    def reject(self) -> None:
        """Close, after asking; Escape and the window's own button come here too."""
        if self._may_leave():
            self._timer.stop()
            self._closed = True
            super().reject()

    def leave_unasked(self) -> None:
        """Close without a question; what is not saved is there again when this is opened next."""
        if self._document is not None and self.files.changed:
            self._desk.set_aside = SetAside(self._document.name, self.files.texts)
        self._timer.stop()
        self._closed = True
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()


def _trial(
    document: Document, texts: dict[str, str], case: Case, attachments: Mapping[str, bytes], desk: Desk
) -> Trial:
    from hcplanner.actions import own_documents

    return own_documents.tried(document, texts, case, desk.memory.profile, desk.words.language, attachments=attachments)


def _column(*widgets: Any) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def show(desk: Desk) -> None:
    """Show the institution's own documents until the list is left."""
    shown(OwnDocuments(desk))
