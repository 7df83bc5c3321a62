"""The Qt in use keeps its promises to Python: some releases lose references and abort the process long after."""

import subprocess
import sys

import PySide6

_MANY = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal()

application = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(lambda: heard.append(None))
for _ in range(20_000):
    bell.rung.emit()
    bell.setObjectName("bell")
print(len(heard))
"""


def test_twenty_thousand_signals_leave_the_process_alive():
    done = subprocess.run([sys.executable, "-c", _MANY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "20000"), done.stderr[-500:]


def test_the_release_is_one_of_those_that_were_tried():
    assert (6, 11, 1) <= PySide6.__version_info__[:3] < (6, 12)
