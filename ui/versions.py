"""The earlier states of the open case, saved revisions and backups: what differs from now, as a copy, printed, back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hcplanner.actions import backing_up, opening, pictures, preferences, versions
from hcplanner.actions.printing import Kind
from hcplanner.errors import HcplannerError
from hcplanner.i18n import N_
from ui import files, on_paper
from ui.dialogs import ask_restore, show_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.actions.backing_up import Backup
    from hcplanner.actions.opening import Source
    from hcplanner.actions.versions import Version
    from ui.desk import Desk

_STATES: Final = (N_("State"), N_("Saved"), N_("By"), N_("What changed"))
_CHANGES: Final = (N_("Field"), N_("Then"), N_("Now"))
_HELD: Final = Qt.ItemDataRole.UserRole
_PLAN: Final = "operative-plan"


class _Shown(NamedTuple):
    """The state that is looked at: its case with what came with it, and how it is called."""

    source: Source
    title: str


class Versions(QDialog):
    """Every saved revision and every backup, the newest first. Looking changes nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        assert desk.view is not None  # offered for an open case only
        self._desk, self._words, self._view = desk, desk.words, desk.view
        self._shown: _Shown | None = None
        words = self._words
        self.setWindowTitle(words("Versions"))
        self.resize(940, 640)
        self.list = _tree(words("Versions"), [words(name) for name in _STATES])
        self.changes = _tree(words("What differs from now"), [words(name) for name in _CHANGES])
        self.told = QLabel()
        self.open_copy = QPushButton(words("&Open as a copy"))
        self.print = QPushButton(words("&Print the plan…"))
        self.restore = QPushButton(words("&Restore…"))
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        words = self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        about = QLabel(words(
            "Every saved state stays in the file’s history; the backups lie sealed on this computer. Choose one to "
            "see what differs from the case as it is now."
        ))  # fmt: skip
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        column.addWidget(about)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        self.told.setProperty("role", "heading")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        lower.addWidget(self.told)
        lower.addWidget(self.changes, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(below)
        parts.setChildrenCollapsible(False)
        column.addWidget(parts, 1)
        buttons = QDialogButtonBox()
        for button in (self.open_copy, self.print, self.restore):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
        buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.list.currentItemChanged.connect(self._choose)
        self.open_copy.clicked.connect(self._open_copy)
        self.print.clicked.connect(self._print)
        self.restore.clicked.connect(self._restore)
        column.addWidget(buttons)

    def _fill(self) -> None:
        words, source = self._words, self._desk.source
        try:
            saved = versions.versions(source, words) if source is not None else ()
        except HcplannerError as error:
            saved = ()
            self.told.setText(error.sentences(words)[0])
        self._group(words("In the file"), [self._version_row(one) for one in reversed(saved)])
        kept = backing_up.backups_of(self._view.open_case.case)
        self._group(words("Backups on this computer"), [self._backup_row(one) for one in kept])
        _fit(self.list)
        first = self.list.topLevelItem(0)
        newest = first.child(0) if first is not None else None
        if newest is not None:
            self.list.setCurrentItem(newest)
        self.list.setFocus()
        self._usable()

    def _group(self, title: str, rows: list[QTreeWidgetItem]) -> None:
        group = QTreeWidgetItem([title if rows else self._words("{group}: none").format(group=title)])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setFirstColumnSpanned(True)
        group.addChildren(rows)
        self.list.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        group.setExpanded(True)

    def _version_row(self, one: Version) -> QTreeWidgetItem:
        words, entry = self._words, one.entry
        name = words("Revision {n}").format(n=entry.revision)
        told = words("{revision}, as saved last").format(revision=name) if one.current else name
        changed = "; ".join(one.labels) or words("no field changed")
        return _row([told, versions.time_words(entry.saved_at, words), entry.saved_by, changed], one)

    def _backup_row(self, one: Backup) -> QTreeWidgetItem:
        words = self._words
        name = words("Backup of revision {n}").format(n=one.revision)
        size = QLocale(words.tag).formattedDataSize(one.size)
        state = words("{size}, damaged").format(size=size) if one.damaged else size
        time = versions.time_words(one.made_at.astimezone().isoformat(timespec="seconds"), words)
        return _row([name, time, "", state], one)

    def _choose(self) -> None:
        item = self.list.currentItem()
        held = item.data(0, _HELD) if item is not None else None
        self._shown = None
        self.changes.clear()
        self._usable()
        if item is None or held is None:
            self.told.clear()
            return
        work = partial(_state, self._desk, held)
        self._desk.jobs.submit("versions", work, partial(self._show, item.text(0)), self._failed)

    def _show(self, title: str, source: Source) -> None:
        words, now = self._words, self._view.open_case.case
        self._shown = _Shown(source, title)
        found = versions.compared(source.case, now, words)
        nothing = words("not recorded")
        for one in found:
            told = [one.label, one.before or nothing, one.after or nothing]
            row = _row(told, None)
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, versions.change_words(one, words))
            self.changes.addTopLevelItem(row)
        said = words("{state} differs from now in {n} places") if found else words("{state} is as the case is now")
        self.told.setText(said.format(state=title, n=len(found)))
        _fit(self.changes)
        self._usable()

    def _usable(self) -> None:
        shown = self._shown is not None
        self.open_copy.setEnabled(shown)
        self.print.setEnabled(shown)
        self.restore.setEnabled(shown and self.changes.topLevelItemCount() > 0)

    def _open_copy(self) -> None:
        shown = self._shown
        if shown is None or not files.may_leave(self._desk):
            return
        source = shown.source
        self.accept()
        self._desk.show_case(source.case, versions.as_copy(source), changed=True, attachments=source.attachments)

    def _print(self) -> None:
        shown, printer = self._shown, on_paper.chosen_printer(self)
        if shown is None or printer is None:
            return
        source, desk = shown.source, self._desk
        case = source.case
        latest = desk.source.case.revision if desk.source is not None else 0
        how = preferences.issue(Kind.DRAFT, pictures=pictures.contents(case, source.attachments))
        how = opening.carrying(replace(how, latest=latest), case, source)
        work = partial(on_paper.drafts, case, [_PLAN], how, on_paper.fineness(printer), desk.memory.profile)
        self._busy(work, partial(on_paper.put_on_paper, printer))

    def _restore(self) -> None:
        shown, count = self._shown, self.changes.topLevelItemCount()
        if shown is None or not ask_restore(self, shown.title, count, self._words):
            return
        opened = self._view.open_case
        for content in shown.source.attachments.values():
            opened.attach(content)
        opened.put_case(shown.source.case, N_("Earlier state"))
        self.accept()
        files.save(self._desk)

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
        self.told.setText(error.sentences(self._words)[0])
        show_error(self, error, self._words)


def _state(desk: Desk, held: Version | Backup) -> Source:
    """The case as it was, with what came with it. Runs in the worker."""
    if isinstance(held, backing_up.Backup):
        return backing_up.opened(held, desk.ring.secrets)[1]
    assert desk.source is not None  # a revision is listed for a case with a file
    return versions.source_at(desk.source, held.entry.revision)


def _row(texts: list[str], held: object) -> QTreeWidgetItem:
    row = QTreeWidgetItem([" ".join(text.split()) for text in texts])
    row.setData(0, _HELD, held)
    for column, text in enumerate(texts):
        row.setToolTip(column, text)
    return row


def _tree(name: str, columns: list[str]) -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderLabels(columns)
    made.setAccessibleName(name)
    made.setProperty("role", "made")
    made.setRootIsDecorated(False)
    made.setIndentation(14)
    made.setUniformRowHeights(True)
    made.setAlternatingRowColors(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return made


def _fit(tree: QTreeWidget) -> None:
    header = tree.header()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column in range(tree.columnCount() - 1):
        tree.resizeColumnToContents(column)
        header.resizeSection(column, min(header.sectionSize(column), 340))
    header.setStretchLastSection(True)
