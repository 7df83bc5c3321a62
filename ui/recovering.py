"""Keeps what is typed within two seconds of the last key, and offers after a start what was left behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from hcplanner.errors import HcplannerError
from ui.dialogs import Occupation, show_error, show_notices, show_text
from ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.actions.recovering import Found, Keeper
    from ui.desk import Desk

PAUSE_MS: Final = 1_000
LONGEST_MS: Final = 8_000
"""While somebody types without a pause, a copy is kept this often."""


class Recovery(QObject):
    """Follows the open case of a window. It has a thread of its own, so that no long work delays a copy."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._jobs = Jobs(self)
        self._keeper: Keeper | None = None
        self._leaving: list[Keeper] = []
        self._since = QElapsedTimer()
        self._told = self._asked = False
        self._older: Found | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._keep)

    def case_changed(self) -> None:
        """The open case changed: keep it shortly, or take the copy away when there is nothing unsaved."""
        view = self._desk.view
        if view is None:
            return
        if not view.open_case.dirty:
            self._timer.stop()
            self._since.invalidate()
            self._submit(self._drop)
            return
        if not self._since.isValid():
            self._since.start()
        left = LONGEST_MS - self._since.elapsed()
        self._timer.start(int(max(0, min(PAUSE_MS, left))))

    def goes_on(self, older: Found) -> None:
        """The open case was taken out of an older copy, which goes once there is a new one."""
        self._older = older
        self.case_changed()

    def look(self) -> None:
        """Look for what was left behind, and offer it."""
        from hcplanner.actions import recovering

        work = partial(recovering.found, self._desk.words, self._desk.ring)
        self._jobs.submit("look", work, self._found, self._failed)

    def _found(self, found: tuple[Found, ...]) -> None:
        from hcplanner.actions import recovering

        offer(self._desk, found)
        # Asked once: who leaves the question is not held up, and what waits is left where it is.
        if not self._asked and recovering.waits_for_key(self._desk.ring):
            from ui import unlocking

            self._asked = True
            show_text(self._desk, self._desk.words("Work on an encrypted case was kept when the program last ended."))
            if unlocking.unlocked(self._desk):
                self.look()

    def keep_aside(self) -> None:
        """Keep the case as it is now in a copy of its own, which is offered at the next start. Raises CannotWrite."""
        from hcplanner.actions.recovering import Keeper

        view = self._desk.view
        assert view is not None
        aside, opened = Keeper(), view.open_case
        aside.keep(opened.case, self._desk.source, dict(opened.attachments), self._desk.seal_for)
        aside.leave()

    def left(self) -> None:
        """The case was put away, with its changes saved or given up."""
        self._timer.stop()
        self._since.invalidate()
        self._jobs.forget()
        keeper, self._keeper, self._older = self._keeper, None, None
        if keeper is not None:
            # Noted too: the window may close before the thread comes to it, and a copy would be offered for nothing.
            self._leaving.append(keeper)
            self._submit(self._drop_left)

    def keep_now(self) -> None:
        """Keep the case at once, in this thread: the program is being ended from outside."""
        self._timer.stop()
        self._jobs.stop()
        view = self._desk.view
        if view is not None and view.open_case.dirty:
            self._work()()

    def keep_soon(self) -> None:
        """Keep the case without waiting for a pause, in the thread of its own."""
        view = self._desk.view
        if view is not None and view.open_case.dirty:
            self._timer.stop()
            self._keep()

    def stop(self) -> None:
        """End the thread; what was to be taken away is taken away first."""
        self._timer.stop()
        self._jobs.stop()
        self._drop_left()
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None

    def _keep(self) -> None:
        self._since.invalidate()
        if self._desk.view is not None:
            self._jobs.submit("keep", self._work(), self._kept, self._failed)

    def _kept(self, _none: None) -> None:
        from hcplanner.actions import recovering

        if self._older is not None:
            recovering.give_up(self._older)
            self._older = None

    def _work(self) -> Callable[[], None]:
        from hcplanner.actions.recovering import Keeper

        view = self._desk.view
        assert view is not None
        self._keeper = self._keeper or Keeper()
        opened = view.open_case
        held = dict(opened.attachments)
        return partial(self._keeper.keep, opened.case, self._desk.source, held, self._desk.seal_for)

    def _drop_left(self) -> None:
        while self._leaving:
            self._leaving.pop().drop()

    def _drop(self) -> None:
        if self._keeper is not None:
            self._keeper.drop()
        if self._older is not None:
            from hcplanner.actions import recovering

            recovering.give_up(self._older)
            self._older = None

    def _submit(self, work: Callable[[], None]) -> None:
        self._jobs.submit("keep", work, lambda _none: None, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, HcplannerError):
            raise error
        if not self._told:  # once: a full disk would otherwise tell it every second
            self._told = True
            show_error(self._desk, error, self._desk.words)


class LeftBehind(QDialog):
    """Lists what was typed and not saved when the program last ended, and lets the user go on with it."""

    def __init__(self, desk: Desk, found: tuple[Found, ...]) -> None:
        super().__init__(desk)
        words = desk.words
        self.chosen: Found | None = None
        self._words = words
        self.setWindowTitle("hcplanner")
        self.resize(620, 340)
        told = QLabel(words("Work was not saved when the program last ended. It was kept on this computer."))
        told.setWordWrap(True)
        told.setProperty("role", "heading")
        self.list = QListWidget()
        self.list.setAccessibleName(words("Work that was not saved"))
        self.list.setProperty("role", "recent")
        self.list.setWordWrap(True)
        for one in found:
            item = QListWidgetItem(_described(one, desk), self.list)
            item.setData(Qt.ItemDataRole.UserRole, one)
        self.list.setCurrentRow(0)
        self.go_on = QPushButton(words("&Go on with it"))
        self.give_up = QPushButton(words("&Throw it away…"))
        later = QPushButton(words("&Later"))
        self.go_on.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.give_up)
        row.addStretch(1)
        row.addWidget(later)
        row.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.go_on.clicked.connect(self._go_on)
        self.list.itemActivated.connect(self._go_on)
        self.give_up.clicked.connect(self._give_up)
        later.clicked.connect(self.reject)

    def _current(self) -> Found | None:
        item = self.list.currentItem()
        one: Found | None = item.data(Qt.ItemDataRole.UserRole) if self.list.count() else None
        return one

    def _go_on(self) -> None:
        self.chosen = self._current()
        self.accept()

    def _give_up(self) -> None:
        from hcplanner.actions import recovering
        from ui.dialogs import ask_throw_away

        one = self._current()
        if one is None or not ask_throw_away(self, self._words):
            return
        recovering.give_up(one)
        self.list.takeItem(self.list.currentRow())
        if self.list.count() == 0:
            self.reject()


def offer(desk: Desk, found: tuple[Found, ...]) -> None:
    """Show what was left behind and open what the user goes on with; the rest is offered again at the next start."""
    from hcplanner.actions import recovering
    from ui import files

    if not found:
        return
    dialog = LeftBehind(desk, found)
    dialog.exec()
    one = dialog.chosen
    dialog.deleteLater()
    if one is None or not files.may_leave(desk):
        return
    taken = recovering.take_up(one, desk.words, desk.ring)
    notices, lock = list(taken.notices), None
    path = taken.path
    if path is not None:
        entry = files.enter(desk, path, notices)
        if entry is None:
            return
        lock, how = entry
        if how is not Occupation.TAKE_OVER:
            path = None
    desk.show_case(taken.case, taken.source, path, changed=True, attachments=taken.attachments, lock=lock)
    desk.seal_for = taken.recipients
    desk.refresh_state()
    desk.recovery.goes_on(one)
    if notices:
        show_notices(desk, tuple(notices), desk.words)


def _described(one: Found, desk: Desk) -> str:
    words = desk.words
    name = one.file.name if one.file else words("A case without a file")
    differs = ", ".join(one.differs_in) or words("nothing that a field holds")
    return words("{name}, kept {time}\nNot in the file: {fields}").format(name=name, time=one.made_at, fields=differs)
