"""How fast the screen is: shell and first form against a bare window, and how long it stalls while paper is made.

Each start is a fresh process; bare windows and ours run in turn, so that a busy machine slows both alike.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

_TICK_MS: Final = 4
_RENDERS: Final = 30

_BARE: Final = """
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
import sys, time

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.monotonic(), flush=True)
            watched.removeEventFilter(self)
            application.exit()
        return False

application = QApplication(["bare"])
window = QMainWindow()
window.resize(1320, 740)
filter = Painted()
window.installEventFilter(filter)
window.show()
application.exec()
"""

_OURS: Final = """
import sys, time
from ui import app

def painted(window):
    print(time.monotonic(), flush=True)
    if sys.argv[1] == "shell":
        return leave(window)
    window.do_new()
    page = window.view.stack.currentWidget()
    page.viewport().repaint()
    print(time.monotonic(), flush=True)
    leave(window)

def leave(window):
    window.close()
    application.exit()

application = app.application(["hcplanner"])
window = app.open_window(application, painted)
application.exec()
"""


class Starts(NamedTuple):
    """Medians in seconds from the start of the process: a bare window, our shell, our first form."""

    bare: float
    shell: float
    first_form: float

    @property
    def shell_ratio(self) -> float:
        """Shell against bare window; wanted at most 1.5."""
        return self.shell / self.bare

    @property
    def first_form_ratio(self) -> float:
        """First form against bare window; wanted at most 2.3."""
        return self.first_form / self.bare


class Stall(NamedTuple):
    """Gaps in the screen's own thread while documents are made one after the other, in milliseconds."""

    p99: float
    worst: float
    renders: int


def starts(rounds: int = 11) -> Starts:
    """Start a bare window and ours in turn, `rounds` times each after one unmeasured round."""
    found: list[tuple[float, float, float]] = []
    for _ in range(rounds + 1):
        (bare,) = _run(_BARE)
        shell, form = _run(_OURS, "form")
        found.append((bare, shell, form))
    return Starts(*(statistics.median(column) for column in zip(*found[1:], strict=True)))


def _run(program: str, *arguments: str) -> list[float]:
    root = Path(__file__).resolve().parents[2]
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root), **os.environ}
    # Installed programs have their modules compiled; the first, unmeasured round compiles ours.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=root,
    )
    return [float(line) - begun for line in ran.stdout.split()]


def stall(renders: int = _RENDERS) -> Stall:
    """Type into the sample case while its plan is made again and again; needs no application to be there yet."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QElapsedTimer, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from hcplanner.i18n import Words
    from ui import app
    from ui.memory import Memory
    from ui.window import MainWindow

    held = QApplication.instance()
    application = held if isinstance(held, QApplication) else app.application(["bench"])
    window = MainWindow(Words.load(), Memory())
    window.show()
    window.do_sample()
    view = window.view
    assert view is not None
    _wait_for(application, lambda: view.preview.paper is not None and not window.jobs.busy)
    gaps: list[float] = []
    made: list[int] = []
    clock, tick = QElapsedTimer(), QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_TICK_MS)

    def beat() -> None:
        gaps.append(clock.nsecsElapsed() / 1e6)
        clock.start()

    def next_render() -> None:
        made.append(1)
        view.preview._make()

    tick.timeout.connect(beat)
    view.preview.shown.connect(next_render)
    clock.start()
    tick.start()
    view.preview._make()
    _wait_for(application, lambda: len(made) >= renders)
    tick.stop()
    window.clear()
    window.close()
    return Stall(statistics.quantiles(gaps, n=100)[98], max(gaps), len(made))


def _wait_for(application: object, done: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    assert isinstance(application, QApplication)
    until = time.monotonic() + 120
    while not done():
        if time.monotonic() > until:
            raise TimeoutError("the preview never came")
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


if __name__ == "__main__":
    print(starts())
    print(stall())
