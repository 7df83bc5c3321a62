"""A process killed in the middle of saving: the file opens as the old or the new revision, never as part of one."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save

_SAVES_FOR_EVER = """
import sys
from pathlib import Path
from hcplanner.actions.opening import open_file
from hcplanner.actions.saving import save
from hcplanner.fields import set_at
path = Path(sys.argv[1])
opened = open_file(path)
case, source = opened.case, opened.source
while True:
    n = case.revision + 1
    case, source, *_ = save(set_at(case, "presentation.note", f"{n} " * (n % 300)), source, path, "Dr Example")[:2]
    print(n, flush=True)
"""


@pytest.mark.requirement("R58")
@pytest.mark.timeout(3600)
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_killed_saving_leaves_the_old_or_the_new_file(path: Path, full: bool, checkout: Path):
    chance = random.Random(58)
    opened = open_file(path)
    for _ in range(1000 if full else 20):
        process = subprocess.Popen(
            [sys.executable, "-c", _SAVES_FOR_EVER, path], stdout=subprocess.PIPE, text=True, cwd=checkout
        )
        assert process.stdout is not None
        for _ in range(chance.randint(1, 3)):
            process.stdout.readline()
        try:
            # The moment of death is any moment of the saving after those that were told.
            process.wait(chance.uniform(0, 0.01))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        told = [int(line) for line in process.stdout]
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        opened = open_file(path)
        assert opened.notices == ()
        assert opened.case.presentation.note == f"{opened.case.revision} " * (opened.case.revision % 300)
        assert not told or opened.case.revision >= told[-1]
    left = [entry.name for entry in path.parent.iterdir() if entry != path]
    assert all(name.startswith(".hcplan-") and name.endswith(".tmp") for name in left)
    assert save(opened.case, opened.source, path, "Dr Example").case.revision == opened.case.revision + 1
