import os
import subprocess
import sys

import pytest

from ui.app import unusable

_HEAVY = "jinja2 reportlab pikepdf pypdfium2 svglib babel PIL lxml sqlite3 asyncio msgspec hcplanner.case".split()

_SHELL = """
import sys
from ui import app

def painted(window):
    print(" ".join(name for name in sys.argv[1:] if name in sys.modules), flush=True)
    window.close()
    application.exit()

application = app.application(["hcplanner"])
window = app.open_window(application, painted)
sys.exit(application.exec())
"""

_CASE = """
import sys
from ui import app

def painted(window):
    window.do_new()
    before = set(sys.modules)
    window.view.preview.shown.connect(lambda: (print("paper", flush=True), window.close(), application.exit()))
    print(" ".join(name for name in sys.argv[1:] if name in sys.modules), flush=True)

application = app.application(["hcplanner"])
window = app.open_window(application, painted)
sys.exit(application.exec())
"""


def run(program, *names):
    ran = subprocess.run(
        [sys.executable, "-c", program, *names], capture_output=True, text=True, timeout=60, check=False, env=os.environ
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.requirement("R24")
def test_after_the_first_paint_nothing_heavy_is_loaded():
    assert run(_SHELL, *_HEAVY) == [""]


@pytest.mark.requirement("R24", "R32")
def test_the_first_form_is_there_before_the_paper_workshop_is_loaded():
    heavy = [name for name in _HEAVY if name not in ("hcplanner.case", "msgspec")]
    assert run(_CASE, *heavy) == ["", "paper"]


def test_a_qt_that_ends_this_python_is_refused():
    assert unusable((6, 12, 0, "", ""), (3, 11, 7))
    assert not unusable((6, 12, 0, "", ""), (3, 12, 1))
    assert not unusable((6, 11, 3, "", ""), (3, 11, 7))
