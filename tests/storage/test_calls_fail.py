"""Every call that writes fails once in turn: the file is old or new, and the open case can be saved elsewhere."""

import errno
import io
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hcplanner import settings
from hcplanner.actions import issuing, preferences, recovering
from hcplanner.actions.opening import open_file
from hcplanner.actions.printing import Kind
from hcplanner.actions.saving import save
from hcplanner.errors import CannotWrite, HcplannerError
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.storage import recovery

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the calls are those of POSIX systems")

_CALLS = ("open", "fdopen", "fsync", "fchmod", "fchown", "replace", "rename", "close", "mkdir", "link")


class Failing:
    """Counts the calls that write, and makes the one of a number fail with an error of the system."""

    def __init__(self, which: int, number: int) -> None:
        self.count, self.which, self.number = 0, which, number
        self.said = ""

    def step(self, name: str) -> None:
        self.count += 1
        if self.count == self.which:
            self.said = name
            raise OSError(self.number, os.strerror(self.number))

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY):
                return call(*args, **kwargs)
            try:
                self.step(name)
            except OSError:
                if name == "close":
                    call(*args)  # the system gives the number back even when closing fails
                raise
            return call(*args, **kwargs)

        return failing

    def stream(self, descriptor: int, mode: str = "r", *_more: Any) -> Any:
        """What os.fdopen gives, with every write and the closing counted."""
        raw = _Raw(descriptor, mode.replace("b", ""))
        raw.shim = self
        buffered = io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered)


class _Raw(io.FileIO):
    shim: Failing

    def write(self, data: Any, /) -> int:
        self.shim.step("write")
        # As a disk that is nearly full does: only part of it.
        return super().write(memoryview(data)[: max(1, len(data) // 2)]) or 0

    def close(self) -> None:
        closed = self.closed
        super().close()
        if not closed:
            self.shim.step("close")


@contextmanager
def failing(which: int, number: int) -> Iterator[Failing]:
    """The process with the call of that number failing; Python's own streams go through the same descriptors."""
    shim = Failing(which, number)
    before = {name: getattr(os, name) for name in _CALLS}
    try:
        for name, call in before.items():
            setattr(os, name, shim.stream if name == "fdopen" else shim.wrapped(name, call))
        yield shim
    finally:
        for name, call in before.items():
            setattr(os, name, call)


_NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES)


def _every_call(reset: Callable[[], object], act: Callable[[], object]) -> Iterator[tuple[str, HcplannerError | None]]:
    """Each call of an action failing in turn, with each error, until the action makes no more calls."""
    for number in _NUMBERS:
        for which in range(1, 200):
            reset()
            told = None
            with failing(which, number) as shim:
                try:
                    act()
                except CannotWrite as error:
                    told = error
            if not shim.said:
                break
            yield f"{shim.said} {errno.errorcode[number]}", told
        else:
            pytest.fail("the action never came to its end")


@pytest.mark.requirement("R58")
def test_saving_with_any_call_failing(path: Path, tmp_path: Path):
    seen = set()
    opened = open_file(path)
    case, source, old = opened.case, opened.source, path.read_bytes()

    def reset() -> None:
        path.write_bytes(old)

    def act() -> None:
        save(set_at(case, "presentation.note", "new"), source, path, "Dr Example")

    for call, told in _every_call(reset, act):
        seen.add(call.split()[0])
        after = open_file(path)
        assert after.notices == (), call
        assert after.case == case or after.case.presentation.note == "new", call
        assert told is not None or after.case.presentation.note == "new", call
        elsewhere = tmp_path / "elsewhere.hcplan"
        kept = save(set_at(case, "presentation.note", "new"), source, elsewhere, "Dr Example")
        assert open_file(elsewhere).case == kept.case
        elsewhere.unlink()
        assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith(".hcplan-")] == [], call
    assert {"open", "fsync"} <= seen


@pytest.mark.requirement("R58")
def test_issuing_with_any_call_failing(path: Path):
    opened = open_file(path)
    old = path.read_bytes()
    how = preferences.issue(Kind.EMERGENCY)

    def reset() -> None:
        path.write_bytes(old)

    def act() -> None:
        issuing.issue(opened.source, ["handover"], how, "Dr Example")

    act()
    for call, told in _every_call(reset, act):
        after = open_file(path)
        assert after.notices == (), call
        assert after.case == opened.case, call
        made = issuing.made(after.source)
        assert len(made) == 1 if told is None else len(made) in {0, 1}, call
        assert all(one.kept for one in made), call


@pytest.mark.requirement("R58", "R7")
def test_a_recovery_copy_with_any_call_failing_is_whole_or_not_there(path: Path):
    opened = open_file(path)
    changed = set_at(opened.case, "presentation.note", "typed")
    folder = settings.state_folder() / "recovery"
    recovery.own_key(settings.state_folder())
    keepers = [recovering.Keeper()]

    def reset() -> None:
        keepers[0].drop()
        keepers[0] = recovering.Keeper()

    def act() -> None:
        keepers[0].keep(changed, opened.source, {})

    for call, told in _every_call(reset, act):
        keepers[0].leave()
        held = recovering.found(ENGLISH)
        assert len(held) == 1 if told is None else len(held) <= 1, call
        assert all(one.recovered.case.presentation.note == "typed" for one in held), call
        assert not list((folder / "aside").glob("*")), call
        for one in held:
            recovering.give_up(one)
    keepers[0].drop()


_BUSY = {
    "issuing": """
opened = open_file(path)
how = preferences.issue(Kind.EMERGENCY)
source = opened.source
while True:
    source = issuing.issue(source, ["handover"], how, "Dr Example").source
    print(len(issuing.made(source)), flush=True)
""",
    "keeping": """
opened = open_file(path)
keeper, n = recovering.Keeper(), 0
while True:
    n += 1
    keeper.keep(set_at(opened.case, "presentation.note", f"{n} " * (n % 300)), opened.source, {})
    print(n, flush=True)
""",
    "backing up": """
opened = open_file(path)
case, source = opened.case, opened.source
while True:
    n = case.revision + 1
    saved = save(set_at(case, "presentation.note", f"{n} " * (n % 300)), source, path, "Dr Example")
    case, source = saved.case, saved.source
    print(n, flush=True)
""",
}
_HEAD = """
import sys
from pathlib import Path
from hcplanner.actions import issuing, preferences, recovering
from hcplanner.actions.opening import open_file
from hcplanner.actions.printing import Kind
from hcplanner.actions.saving import save
from hcplanner.fields import set_at
path = Path(sys.argv[1])
"""


@pytest.mark.requirement("R58")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("what", _BUSY)
def test_killed_at_any_moment_of(what: str, path: Path, full: bool, checkout: Path):
    chance = random.Random(what)
    for _ in range(1000 if full else 5):
        process = subprocess.Popen(
            [sys.executable, "-c", _HEAD + _BUSY[what], path], stdout=subprocess.PIPE, text=True, cwd=checkout
        )
        assert process.stdout is not None
        for _ in range(chance.randint(1, 3)):
            process.stdout.readline()
        try:
            process.wait(chance.uniform(0, 0.15 if what == "issuing" else 0.02))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        told = [int(line) for line in process.stdout]
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        opened = open_file(path)
        assert opened.notices == ()
        if what == "issuing":
            made = issuing.made(opened.source)
            assert all(one.kept for one in made)
            assert not told or len(made) >= told[-1]
        if what == "keeping":
            (kept,) = recovering.found(ENGLISH)
            note = kept.recovered.case.presentation.note
            assert len(set(note.split())) <= 1
            assert len(note.split()) == int((note.split() or ["0"])[0]) % 300
            recovering.give_up(kept)
        if what == "backing up":
            _backups_are_whole(opened.source)


def _backups_are_whole(source: Any) -> None:
    from hcplanner.actions import backing_up

    listed = backing_up.backups_of(source.case)
    assert 1 <= len(listed) <= 11  # one may have come before the oldest went
    for one in listed:
        case, _ = backing_up.opened(one, list)
        assert case.revision == one.revision


@pytest.mark.requirement("R58")
@pytest.mark.parametrize("gone", ["folder gone", "folder read-only", "file read-only"])
def test_a_folder_that_went_or_was_closed_keeps_the_open_case(
    gone: str, path: Path, tmp_path_factory: pytest.TempPathFactory
):
    if gone == "folder read-only" and os.geteuid() == 0:
        pytest.skip("the administrator may write everywhere")
    opened = open_file(path)
    changed = set_at(opened.case, "presentation.note", "new")
    if gone == "folder gone":
        shutil.rmtree(path.parent)
    elif gone == "folder read-only":
        path.parent.chmod(0o500)
    else:
        path.chmod(0o400)
    try:
        with pytest.raises(CannotWrite):
            save(changed, opened.source, path, "Dr Example")
        there = tmp_path_factory.mktemp("there")
        assert save(changed, opened.source, there / "x.hcplan", "Dr Example").case.presentation.note == "new"
    finally:
        if path.parent.exists():
            path.parent.chmod(0o700)
