"""One worker thread for everything slow: paper, page images, checks. It alone calls PDFium, which knows no threads."""

from __future__ import annotations

import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# While the worker computes, the interpreter offers the screen its turn every millisecond instead of every five.
_SWITCH_INTERVAL: Final = 0.001


class _Job(NamedTuple):
    topic: str
    generation: int
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


class _Queue:
    """Jobs waiting, shared by the two threads; the newest job of a topic replaces an older one still waiting."""

    def __init__(self) -> None:
        self.jobs: deque[_Job] = deque()
        self.changed = threading.Condition()
        self.stopped = False

    def put(self, job: _Job) -> None:
        with self.changed:
            self.jobs = deque(waiting for waiting in self.jobs if waiting.topic != job.topic)
            self.jobs.append(job)
            self.changed.notify()

    def drop(self) -> None:
        with self.changed:
            self.jobs.clear()

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            self.changed.notify()

    def take(self) -> _Job | None:
        with self.changed:
            self.changed.wait_for(lambda: self.jobs or self.stopped)
            return None if self.stopped else self.jobs.popleft()


class _Worker(QThread):
    """Runs jobs one after the other and hands back what they gave or raised."""

    finished_job = Signal(object, object, object)

    def __init__(self, queue: _Queue) -> None:
        super().__init__()
        self._queue = queue

    def run(self) -> None:
        usual = sys.getswitchinterval()
        while (job := self._queue.take()) is not None:
            sys.setswitchinterval(_SWITCH_INTERVAL)
            result, error = None, None
            try:
                result = job.work()
            except Exception as raised:  # noqa: BLE001 - handed to the screen's thread, which shows it
                error = raised
            sys.setswitchinterval(usual)
            self.finished_job.emit(job, result, error)


class Jobs(QObject):
    """Work off the user's thread. Of each topic only the newest answer is delivered; callbacks run in this thread."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = _Queue()
        self._newest: dict[str, int] = {}
        self._generation = 0
        self._worker: _Worker | None = None
        self._stopped = False

    def submit(
        self, topic: str, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run `work` in the worker, then `done` with its value or `failed` with its exception in this thread.

        A later submission under the same topic makes this one's answer be discarded.
        """
        if self._stopped:
            return
        if self._worker is None:
            self._worker = _Worker(self._queue)
            self._worker.finished_job.connect(self._deliver)
            self._worker.start(QThread.Priority.LowPriority)
        self._generation += 1
        self._newest[topic] = self._generation
        self._queue.put(_Job(topic, self._generation, work, done, failed))

    @property
    def busy(self) -> bool:
        """Whether an answer is still awaited."""
        return bool(self._newest)

    def forget(self) -> None:
        """Discard everything waiting or under way: nobody awaits the answers any more."""
        self._queue.drop()
        self._newest.clear()

    def stop(self) -> None:
        """End the worker for good; the job under way is finished first, and nothing submitted later begins."""
        self._stopped = True
        self.forget()
        if self._worker is not None:
            self._queue.stop()
            self._worker.wait()
            self._worker = None

    @Slot(object, object, object)
    def _deliver(self, job: _Job, result: object, error: Exception | None) -> None:
        if self._newest.get(job.topic) != job.generation:
            return
        del self._newest[job.topic]
        if error is None:
            job.done(result)
        else:
            job.failed(error)
        if not self._newest:
            self.idle.emit()
