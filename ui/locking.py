"""The lock of the window: after idle time or at once nothing of a case can be seen, and everything is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hcplanner.errors import KeyClosed
from ui.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from hcplanner.i18n import Words
    from ui.window import MainWindow

_MINUTE_MS: Final = 60_000
_DONE_BY_SOMEBODY: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
     QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)  # fmt: skip


class LockPage(QWidget):
    """Stands in the place of everything while the window is locked; says nothing of the case."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        title = QLabel(words("hcplanner is locked"))
        title.setProperty("role", "home-title")
        told = QLabel(words("The case is kept as it was. Give the passphrase of your key to go on."))
        told.setWordWrap(True)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(words("Passphrase"))
        self.unlock = QPushButton(words("&Unlock"))
        self.unlock.setDefault(True)
        self.said = QLabel()
        self.going = QProgressBar()
        self.going.setRange(0, 0)
        self.going.setTextVisible(False)
        self.going.setFixedHeight(8)
        self.going.setAccessibleName(words("Working"))
        self.going.hide()
        row = QHBoxLayout()
        row.addWidget(self.passphrase, 1)
        row.addWidget(self.unlock)
        inner = QVBoxLayout()
        inner.setSpacing(12)
        for widget in (title, told):
            inner.addWidget(widget)
        inner.addLayout(row)
        inner.addWidget(self.going)
        inner.addWidget(self.said)
        box = QWidget()
        box.setFixedWidth(460)
        box.setLayout(inner)
        whole = QVBoxLayout(self)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)

    def busy(self, *, on: bool) -> None:
        """Show that the passphrase is being tried."""
        self.going.setVisible(on)
        self.passphrase.setEnabled(not on)
        self.unlock.setEnabled(not on)


class AppLock(QObject):
    """Locks and unlocks a window. Only a passphrase makes a lock: without one none is offered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = Jobs(self)
        self._page: LockPage | None = None
        self._before: QWidget | None = None
        self._focus: QWidget | None = None
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._left_alone)
        self._watched: set[int] = set()

    @property
    def locked(self) -> bool:
        """Whether the window is locked now."""
        return self._page is not None

    @property
    def possible(self) -> bool:
        """Whether there is a passphrase that would open the lock again."""
        from hcplanner.actions import keys

        held = keys.own()
        return held is not None and held.kept is keys.Kept.PASSPHRASE

    def arm(self) -> None:
        """Begin, or begin anew, to count the idle time that the settings allow."""
        minutes = self._window.memory.settings.lock_after
        self._idle.setInterval(minutes * _MINUTE_MS)
        if minutes <= 0:
            self._idle.stop()
            return
        self._idle.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        if not self._watched:
            # What a person does reaches the window of the screen first: one filter there, and not on every widget.
            app.focusWindowChanged.connect(self._watch)
            self._watch(self._window.windowHandle())

    def lock(self) -> None:
        """Keep what is not saved, close the key and cover everything; does nothing where no passphrase is set."""
        window = self._window
        if self.locked or not self.possible:
            return
        if window.view is not None:
            window.view.flush()
        window.recovery.keep_soon()
        self._focus = window.focusWidget()
        window.ring.close()
        self._page = LockPage(window.words)
        self._before = window.middle.currentWidget()
        window.middle.addWidget(self._page)
        window.middle.setCurrentWidget(self._page)
        if window.view is not None:
            # Out of the window it is out of reach for whoever reads the screen aloud, too.
            window.view.setParent(None)
            window.view.preview.cover()
        self._around(covered=True)
        # After the window is covered: a dialog that asked something on the way out would keep the case in sight.
        self._close_dialogs()
        self._page.unlock.clicked.connect(self._try)
        self._page.passphrase.returnPressed.connect(self._try)
        self._page.passphrase.setFocus()

    def _around(self, *, covered: bool) -> None:
        """Take everything around the middle away that tells of a case or acts on one, or bring it back."""
        window = self._window
        window.menuBar().setVisible(not covered)
        window.setAcceptDrops(not covered)
        for action in window.actions_by_name.values():
            action.setEnabled(not covered)
        if covered:
            window.tools.hide()
            window.statusBar().hide()
            window.line.clear()
            window.recent_menu.clear()
            window.setWindowTitle("hcplanner")
        window.home.show_recent(() if covered else window.memory.recent)
        window.refresh_state()

    def _try(self) -> None:
        page = self._page
        if page is None or not page.passphrase.text():
            return
        page.said.clear()
        page.busy(on=True)
        work = partial(self._window.ring.open, page.passphrase.text())
        self._jobs.submit("unlock", work, lambda _none: self._unlock(), self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KeyClosed):
            raise error
        if self._page is not None:
            self._page.busy(on=False)
            self._page.said.setText(error.sentences(self._window.words)[0])
            self._page.passphrase.selectAll()
            self._page.passphrase.setFocus()

    def _unlock(self) -> None:
        window, page = self._window, self._page
        if page is None:
            return
        self._page = None
        page.passphrase.clear()
        if window.view is not None:
            window.middle.addWidget(window.view)
            window.middle.setCurrentWidget(window.view)
        elif self._before is not None:
            window.middle.setCurrentWidget(self._before)
        window.middle.removeWidget(page)
        page.deleteLater()
        self._around(covered=False)
        if window.view is not None:
            window.view.refresh()
            if self._focus is not None and window.view.isAncestorOf(self._focus):
                self._focus.setFocus()
        self._focus = self._before = None
        self.arm()

    def stop(self) -> None:
        """Count no more, and end the thread."""
        self._idle.stop()
        self._jobs.stop()

    def _left_alone(self) -> None:
        if self._window.view is not None:
            self.lock()
        elif self.possible:
            self._window.ring.close()

    def _watch(self, shown: QWindow | None) -> None:
        if shown is not None and id(shown) not in self._watched:
            self._watched.add(id(shown))
            shown.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _DONE_BY_SOMEBODY and self._idle.isActive():
            self._idle.start()
        return False

    def _close_dialogs(self) -> None:
        """Leave every dialog as by Cancel: what it shows may be of the patient, and nothing saved is lost by that."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible():
                if isinstance(widget, QDialog):
                    # A dialog with texts of its own sets them aside; no question may stay open under a lock.
                    getattr(widget, "leave_unasked", widget.reject)()
                else:
                    widget.close()
