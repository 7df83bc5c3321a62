"""The window as the place where one case lies: which case, from which file, and the page in the middle."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QMainWindow, QScrollArea, QStackedWidget

from hcplanner.errors import TakenOver
from ui.jobs import Jobs
from ui.pages.home import HomePage
from ui.recovering import Recovery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hcplanner.actions.keys import Recipient, Ring
    from hcplanner.actions.locking import Lock
    from hcplanner.actions.opening import Source
    from hcplanner.case import Case
    from hcplanner.errors import HcplannerError
    from hcplanner.i18n import Words
    from ui.caseview import CaseView
    from ui.memory import Memory
    from ui.parts.document_files import SetAside


class Desk(QMainWindow):
    """Holds no case (home) or exactly one. Its subclass adds menus and state."""

    def __init__(self, words: Words, memory: Memory) -> None:
        super().__init__()
        self.words = words
        self.memory = memory
        self.jobs = Jobs(self)
        self.view: CaseView | None = None
        self.source: Source | None = None
        self.path: Path | None = None
        self.read_only = False
        self.lock: Lock | None = None
        self.set_aside: SetAside | None = None
        self.seal_for: tuple[Recipient, ...] | None = None
        self.recovery = Recovery(self)
        self._profile_told = False
        self.told_of_backups = False
        self.home = HomePage(words)
        self.middle = QStackedWidget()
        # On a small screen home is scrolled rather than making the window larger than the screen.
        front = QScrollArea()
        front.setWidgetResizable(True)
        front.setFrameShape(QScrollArea.Shape.NoFrame)
        front.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        front.setWidget(self.home)
        self.front = front
        self.middle.addWidget(front)
        self.setCentralWidget(self.middle)

    @cached_property
    def ring(self) -> Ring:
        """The keys of the person at this window; one's own is opened once and kept until the window closes."""
        from hcplanner.actions.keys import Ring

        return Ring()

    def secrets(self) -> Sequence[str]:
        """The secret keys at hand, asked for when something sealed is met. Raises KeyClosed."""
        return self.ring.secrets()

    @property
    def sealed_for(self) -> tuple[Recipient, ...]:
        """For whom the open case is encrypted, or will be when it is saved; nobody for a plain one."""
        return self.seal_for if self.seal_for is not None else self.source.recipients if self.source else ()

    @property
    def folder(self) -> Path:
        """Where file dialogs begin: beside the open case, else beside the last one, else in the documents."""
        near = self.path or (self.source.path if self.source else next(iter(self.memory.recent), None))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return near.parent if near else Path(documents)

    @property
    def is_copy(self) -> bool:
        """Whether the open case was taken out of a document and has no file of its own."""
        return self.source is not None and self.path is None

    def show_case(
        self,
        case: Case,
        source: Source | None = None,
        path: Path | None = None,
        *,
        read_only: bool = False,
        changed: bool = False,
        page: str = "",
        attachments: Mapping[str, bytes] | None = None,
        lock: Lock | None = None,
    ) -> None:
        """Show this case in place of the one before, which is gone without a question: ask before.

        page: the section it opens on; none is the Quick page
        changed: it holds what was never saved
        attachments: contents by SHA-256 of a case without a file; a file has its own
        lock: our mark beside the file, taken away when the case is put away
        """
        from hcplanner.opencase import OpenCase
        from ui.caseview import CaseView

        self.clear()
        held = attachments or (source.attachments if source else {})
        self.source, self.path, self.read_only, self.lock = source, path, read_only, lock
        opened = OpenCase(case, attachments=held, changed=changed)
        self.view = CaseView(opened, self.words, self.jobs, self.memory, page)
        self._look_back()
        self.view.changed.connect(self.refresh_state)
        self.view.changed.connect(self.recovery.case_changed)
        self.view.profile_refused.connect(self.tell_profile)
        self.middle.addWidget(self.view)
        self.middle.setCurrentWidget(self.view)
        self.refresh_state()
        self.recovery.case_changed()

    def clear(self) -> None:
        """Put the case away and show home."""
        if self.view is not None:
            self.view.leave()
            # It stays in the stack until it goes: taken out, it would end at once, perhaps in its own event.
            self.view.deleteLater()
        self.recovery.left()
        self.let_go()
        self.view = self.source = self.path = self.seal_for = None
        self.read_only = False
        self.home.show_recent(self.memory.recent)
        self.middle.setCurrentWidget(self.front)
        self.home.setFocus()

    def let_go(self) -> None:
        """Take our mark beside the open file away."""
        if self.lock is not None:
            self.lock.release()
            self.lock = None

    def taken_over(self, path: Path) -> TakenOver | None:
        """That somebody else took over the file that is open here, if somebody did."""
        from hcplanner.actions import locking

        if self.lock is None or path != self.path or self.lock.ours:
            return None
        if (holder := self.lock.now_held_by) is None:
            return None
        return TakenOver(locking.occupied_words(holder, self.words, locking.TAKEN_OVER))

    def took_place(self, path: Path, source: Source) -> None:
        """The case was written to this file, which is its own from now on."""
        if path != self.path or self.lock is None or not self.lock.ours:
            from hcplanner.actions import locking

            self.let_go()
            self.lock = locking.claim(path, self.memory.who).lock
        self.path, self.source, self.read_only, self.seal_for = path, source, False, None
        self._look_back()

    def _look_back(self) -> None:
        """Tell the view where its case came from and what was issued from that file."""
        if self.view is not None and self.source is not None:
            from hcplanner.actions.past import past_of

            self.view.preview.source = self.source
            self.view.show_past(past_of(self.source))

    def do_report(self) -> None:
        """Put what a help desk asks first on the clipboard, and show it: nothing of a patient."""
        from PySide6.QtWidgets import QApplication

        from hcplanner.actions.diagnosing import report
        from ui.dialogs import show_report

        text = report()
        QApplication.clipboard().setText(text)
        show_report(self, text, self.words)

    def tell_profile(self, refused: HcplannerError) -> None:
        """Tell, once, that the institution's profile is not followed."""
        from ui.dialogs import show_error

        if not self._profile_told:
            self._profile_told = True
            show_error(self, refused, self.words)

    def refresh_state(self) -> None:
        """Show what changed about the case as a whole; the subclass knows where."""
