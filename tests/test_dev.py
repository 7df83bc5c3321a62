"""The one file that sets everything up: what it needs, what it says, and that it does nothing twice."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from msgspec import Struct

import dev
from hcplanner.case import Case
from hcplanner.errors import FAMILY
from hcplanner.fields.declare import Declared, members

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings its libraries")


def _dev(checkout: Path, *arguments: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    """Runs dev.py in a process of its own, after `before`."""
    start = f"import sys, runpy; sys.argv = {['dev.py', *arguments]!r}"
    script = f"{start}; {before}; runpy.run_path('dev.py', run_name='__main__')"
    return subprocess.run([sys.executable, "-c", script], cwd=checkout, capture_output=True, text=True, check=False)


def test_it_needs_nothing_but_the_standard_library_and_parses_on_old_pythons(checkout: Path):
    source = (checkout / "dev.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    source.encode("ascii")  # an old console shows nothing else


def test_an_old_python_is_told_plainly(checkout: Path):
    done = _dev(checkout, "run", before="import os; os.environ['PATH'] = ''; sys.version_info = (3, 9, 2)")
    assert done.returncode == 5
    assert "needs Python 3.11 or newer, and this is 3.9" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["dance"], 2)])
def test_it_says_what_it_can_do(checkout: Path, arguments: list[str], code: int):
    done = _dev(checkout, *arguments)
    assert done.returncode == code
    assert all(f"  {name} " in done.stdout + done.stderr for name in dev.COMMANDS)


def test_the_readme_and_the_build_server_give_the_commands_that_there_are(checkout: Path):
    readme = (checkout / "README.md").read_text("utf-8")
    told = re.findall(r"^    python3 dev\.py (\w+)", readme, re.MULTILINE)
    assert told[:2] == ["run", "test"]
    assert set(told) <= set(dev.COMMANDS)
    script = (checkout / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"python3 dev\.py.*", script) == ["python3 dev.py test"]


@linux_only
def test_every_system_library_that_qt_needs_is_known():
    """The names stand in the dynamic string table of each shared object, between zero bytes."""
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    root = Path(spec.submodule_search_locations[0])
    plugins = root / "Qt" / "plugins"
    parts = [*(plugins / "platforms").glob("libq[oxw]*.so"), *(plugins / "printsupport").glob("*.so")]
    parts += [*(plugins / "xcbglintegrations").glob("*.so"), *(plugins / "imageformats").glob("*.so")]
    modules = ("Core", "DBus", "Gui", "OpenGL", "PrintSupport", "Svg", "WaylandClient", "Widgets", "XcbQpa")
    parts += [root / "Qt" / "lib" / f"libQt6{name}.so.6" for name in modules]
    assert {"libQt6XcbQpa.so.6", "libQt6Widgets.so.6", "libqoffscreen.so"} <= {part.name for part in parts}
    needed = {name for part in parts for name in _needed(part)}
    # Qt's own, and the C and C++ libraries that Python itself or every Debian system stands on.
    others = re.compile(r"libQt6|libicu|lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+)\.so|ld-linux")
    assert {name for name in needed if not others.match(name)} <= set(dev.LIBRARIES)
    assert "libEGL.so.1" in needed


def _needed(path: Path) -> set[str]:
    """The NEEDED entries of a 64-bit ELF file."""
    import struct

    data = path.read_bytes()
    sections, _, _, _, _, size, count, _ = struct.unpack_from("<QIHHHHHH", data, 40)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, sections + n * size) for n in range(count)]
    dynamic = next(header for header in headers if header[1] == 6)
    strings = headers[dynamic[6]][4]
    entries = struct.iter_unpack("<qQ", data[dynamic[4] : dynamic[4] + dynamic[5]])
    offsets = [strings + value for tag, value in entries if tag == 1]
    return {data[offset : data.index(b"\0", offset)].decode() for offset in offsets}


@linux_only
def test_a_machine_without_a_library_is_told_its_package(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(dev.LIBRARIES, "libno-such-thing.so.7", "libno-such-thing7")
    assert dev.missing_packages("run") == ["libno-such-thing7"]


@pytest.mark.skipif(os.name != "posix", reason="packages of the system are a matter of Linux")
def test_who_may_not_install_gets_the_line_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for program in ("apt-get", "sudo"):
        (tmp_path / program).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Stop, match="sudo apt-get install -y --no-install-recommends libegl1 xvfb") as stopped:
        dev.install_packages(["libegl1", "xvfb"], essential=True)
    assert stopped.value.code == 3


@pytest.mark.skipif(os.name != "posix", reason="packages of the system are a matter of Linux")
def test_a_machine_without_apt_gets_the_names_of_what_it_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dev.Stop, match=r"libEGL\.so\.1, Xvfb"):
        dev.install_packages(["libegl1", "xvfb"], essential=True)


def test_what_only_a_window_needs_does_not_stop_a_machine_without_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(tmp_path))
    dev.install_packages(["libegl1"], essential=False)
    assert "libEGL.so.1" in capsys.readouterr().out


def test_an_environment_that_is_ready_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    python = Path(dev.program("python"))
    python.parent.mkdir()
    python.touch()
    assert not dev.ready("run")
    dev.STAMP.write_text(dev.stamp("test"), "utf-8")
    assert dev.ready("run")
    assert dev.ready("test")
    dev.STAMP.write_text(dev.stamp("run"), "utf-8")
    assert dev.ready("run")
    assert not dev.ready("test")


def test_a_changed_lock_file_makes_the_environment_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text("old")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    before = dev.stamp("run")
    (tmp_path / "uv.lock").write_text("new")
    assert dev.stamp("run") != before


def test_every_word_of_a_declaration_reaches_the_translators(checkout: Path, tmp_path: Path):
    template = tmp_path / "words.pot"
    subprocess.run([sys.executable, *dev.extraction(str(template))], cwd=checkout, check=True)
    with template.open("rb") as file:
        collected = {text for message in read_po(file) for text in _forms(message.id)}
    declared = list(_declared(Case))
    said = {text for member in declared for text in (member.field.label, member.field.help, member.field.unit)} - {""}
    said |= {choice.words for member in declared if member.choices for choice in member.choices}
    assert len(said) > 250
    assert said - collected == set()
    assert {kind.to_do for kind in FAMILY} <= collected


def _declared(struct: type[Struct]) -> Iterator[Declared]:
    for member in members(struct):
        yield member
        if member.struct is not None:
            yield from _declared(member.struct)


def _forms(message: str | Sequence[str]) -> Sequence[str]:
    return [message] if isinstance(message, str) else message
