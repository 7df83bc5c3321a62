"""Starts the application: its looks, its window, and what happens when something goes wrong in it."""

from __future__ import annotations

import contextlib
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hcplanner.i18n import Words

# isort: split
# From here on Qt's bindings read the source of every module that is loaded: what needs no Qt came before.
import PySide6
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from ui import dialogs, files, theme
from ui.jobs import Jobs
from ui.memory import Memory
from ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from PySide6.QtGui import QSessionManager

STYLE = ("-style", "Fusion")
_EXIT_UNUSABLE = 70
_EXIT_ENDED = 143


def unusable(qt: Sequence[Any], python: Sequence[Any]) -> bool:
    """Whether this Qt loses references to None and True, which ends a Python before 3.12 after some hundred signals."""
    return tuple(qt[:2]) >= (6, 12) and tuple(python[:2]) < (3, 12)


def main(paths: list[str]) -> int:
    """Show the application, with the first of these files opened; gives the exit code."""
    if unusable(PySide6.__version_info__, sys.version_info):
        sys.stderr.write(
            f"hcplanner cannot run with PySide6 {PySide6.__version__} on Python {sys.version_info.major}."
            f"{sys.version_info.minor}. No case was touched. Install PySide6-Essentials below 6.12.\n"
        )
        return _EXIT_UNUSABLE
    app = application(sys.argv[:1])
    with contextlib.ExitStack() as running:

        def begin(window: MainWindow) -> None:
            running.enter_context(_ended_from_outside(window))
            window.start(paths)

        window = open_window(app, begin)
        sys.excepthook = LastResort(window).caught
        return app.exec()


def application(arguments: list[str]) -> QApplication:
    """The application in its own style: named at its birth, for setting it later loads all that Qt knows of styles."""
    return prepare(QApplication([*arguments, *STYLE]))


def prepare(app: QApplication) -> QApplication:
    """Give the application its name and typeface."""
    app.setApplicationName("hcplanner")
    app.setOrganizationName("hcplanner")
    app.setDesktopFileName("hcplanner")
    theme.load_fonts(app)
    return app


def open_window(app: QApplication, then: Callable[[MainWindow], None]) -> MainWindow:
    """Show the window; `then` runs once it has been painted, so that the shell is seen first."""
    memory = Memory()
    window = MainWindow(Words.load(memory.language), memory)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: window.dress())
    _AfterPaint(window, lambda: then(window))
    app.commitDataRequest.connect(lambda manager: log_off(window, manager))
    show_fitting(window)
    return window


def show_fitting(window: MainWindow) -> None:
    """Show the window as large as it likes, or filling the screen where that is smaller."""
    room = window.screen().availableSize()
    wanted = window.size()
    window.resize(wanted.boundedTo(room))
    if wanted.width() > room.width() or wanted.height() > room.height():
        window.showMaximized()
    else:
        window.show()


def log_off(window: MainWindow, manager: QSessionManager) -> None:
    """The session ends: ask about unsaved changes, or keep the session open where no question can be asked."""
    view = window.view
    if view is not None:
        view.flush()
    if view is None or not view.open_case.dirty:
        return
    if not manager.allowsInteraction():
        manager.cancel()
        return
    may_go = files.may_leave(window)
    manager.release()
    if not may_go:
        manager.cancel()


@contextlib.contextmanager
def _ended_from_outside(window: MainWindow) -> Iterator[None]:
    """Asked by the system to end (SIGTERM, SIGHUP), keep what is not saved and go; no question can be answered then."""
    import socket

    wakes, woken = socket.socketpair()
    for end in (wakes, woken):
        end.setblocking(False)
    notifier = QSocketNotifier(woken.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: end_now(window))
    before = signal.set_wakeup_fd(wakes.fileno())
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for name in names:
        signal.signal(getattr(signal, name), lambda _number, _frame: None)
    try:
        yield
    finally:
        for name in names:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        wakes.close()
        woken.close()


def end_now(window: MainWindow) -> None:
    """Keep what is not saved, so that the next start offers it, and end without a question."""
    if window.view is not None:
        window.view.flush()
    try:
        window.recovery.keep_now()
    finally:
        window.let_go()
        # A thread still running would make the program crash at its end, and a core file hold what the case holds.
        for jobs in window.findChildren(Jobs):
            jobs.stop()
        QApplication.exit(_EXIT_ENDED)


class _AfterPaint(QObject):
    """Calls back once, when a window has been painted for the first time."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then = then
        window.home.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.home.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._then)
        return False


class LastResort:
    """What happens to an exception nobody expected: the case stays as it is, and the user may save it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._telling = False

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The hook for exceptions in slots and events. What is written down names places in the program alone."""
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        where = places(kind, trace)
        sys.stderr.write(where + "\n")
        if not self._telling:
            self._telling = True
            # Told once the fault has unwound: inside it the case may still be telling its watchers and cannot be saved.
            QTimer.singleShot(0, self._window, lambda: self._tell(where))

    def _tell(self, where: str) -> None:
        try:
            if dialogs.show_fault(self._window, where, self._window.words) and self._window.view is not None:
                files.save(self._window)
        finally:
            self._telling = False


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where an exception came from: its kind and the places passed, without its message, which may quote a patient."""
    import traceback

    frames = traceback.extract_tb(trace)
    told = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([kind.__name__, *told])
