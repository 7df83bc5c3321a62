"""The product by itself: without a network, other programs, the system's fonts or a screen, and light to start."""

import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests import conftest

_PAPER = {"reportlab", "jinja2", "pypdfium2", "svglib", "PIL", "lxml"}
_QT = {"PySide6", "shiboken6"}


def _cut_off(checkout: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": "", "HOME": str(folder), "XDG_DATA_DIRS": str(folder), "FONTCONFIG_PATH": str(folder)}
    if sys.platform == "win32":
        # Windows loads its own libraries from there.
        bare["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    script = str(checkout / "tests" / "cut_off.py")
    line = [sys.executable, script, *command]
    return subprocess.run(line, cwd=folder, env=bare, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.requirement("R15")
@pytest.mark.requirement("R24")
@pytest.mark.requirement("R53")
def test_every_sample_document_is_made_with_nothing_but_the_product(checkout: Path, tmp_path: Path):
    done = _cut_off(checkout, tmp_path, "hcplanner", "demo", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr[-2000:]
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"index-case.hcplan", "index-case-operative-plan.pdf", "index-case-consent.pdf"} <= made
    assert all(path.read_bytes().startswith(b"%PDF-") for path in (tmp_path / "out").glob("*.pdf"))


@pytest.mark.requirement("R53")
@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_being_cut_off_is_noticed(checkout: Path, tmp_path: Path, reach: str):
    (tmp_path / "reaching.py").write_text(f"try:\n    {reach}\nexcept BaseException:\n    pass\n")
    line = [sys.executable, str(checkout / "tests" / "cut_off.py"), "reaching"]
    done = subprocess.run(line, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, check=False)
    assert done.returncode == 99


@pytest.mark.requirement("R53")
def test_the_suite_itself_notices_the_network():
    with pytest.raises(conftest.NetworkForbiddenError), socket.socket() as reaching:
        reaching.connect(("127.0.0.1", 9))
    assert conftest.attempts == ["socket.connect"]
    conftest.attempts.clear()


@cache
def _loaded_by(*command: str) -> frozenset[str]:
    """The top-level packages that a Python command loads; `importtime` writes down every one."""
    line = [sys.executable, "-X", "importtime", *command]
    ran = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    written = [entry for entry in ran.stderr.splitlines() if entry.startswith("import time:")]
    said = [entry for entry in ran.stderr.splitlines() if entry not in written]
    assert ran.returncode == 0, said[-5:]
    return frozenset(entry.rpartition("|")[2].strip().split(".")[0] for entry in written)


@pytest.mark.parametrize("entry", ["hcplanner", "ui"])
@pytest.mark.parametrize("subcommand", ["fields", "--help"])
def test_the_command_line_starts_light(entry: str, subcommand: str):
    loaded = _loaded_by("-m", entry, subcommand)
    assert "hcplanner" in loaded
    assert loaded.isdisjoint(_QT | _PAPER)


@pytest.mark.parametrize("entry", ["hcplanner", "ui"])
def test_a_whole_case_on_the_command_line_needs_no_screen(entry: str, tmp_path: Path):
    case = str(tmp_path / "case.hcplan")
    for command in (["new", case], ["show", case], ["show", case, "--json"], ["print", case, "--to", str(tmp_path)]):
        assert _loaded_by("-m", entry, *command).isdisjoint(_QT)


def test_the_screen_opens_without_the_paper_workshop():
    loaded = _loaded_by("-c", "import ui.app")
    assert loaded >= {"PySide6"}
    assert loaded.isdisjoint(_PAPER)
