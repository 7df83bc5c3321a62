"""A whole day with planted names and numbers: nothing of them stands anywhere but in the case, its paper and seals."""

import base64
import contextlib
import io
import json
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from hcplanner import settings
from hcplanner.actions.opening import open_file
from hcplanner.actions.preferences import load_settings, save_settings
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.cli import main
from hcplanner.fields import Kind, PartialDate, leaves, plain
from hcplanner.fields.declare import Privacy
from hcplanner.storage import lock
from tests.cases import filled
from tests.exchange.files import NAMES, png_with_names
from tests.test_cli_merge import change
from tests.test_journeys import settled
from tests.ui.conftest import answering, dressed, window
from ui import app, files
from ui.printing import PrintSheet

__all__ = ["answering", "dressed", "window"]

pytestmark = [
    pytest.mark.requirement("R54"),
    pytest.mark.qt_no_exception_capture,
    pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True),
]

_PLANTED: dict[str, str] = {}


def _token(path: str) -> str:
    """A name or number for a path that occurs nowhere else."""
    return _PLANTED.setdefault(path, f"Zqx{len(_PLANTED):03}vw{7_310_000 + 37 * len(_PLANTED)}")


def _planted_case() -> Case:
    """Every field that can identify somebody holds a name of its own, in lists too."""

    def fill(member: Any, path: str) -> Any:
        if member.field.privacy not in {Privacy.IDENTITY, Privacy.STAFF} and not path.endswith((".caption", ".note")):
            return None
        if member.kind is Kind.TEXT:
            return _token(path)
        return PartialDate(1951, 3, 7) if member.kind is Kind.DATE else None

    return filled(fill)


def test_there_is_enough_to_be_found():
    _planted_case()
    identity = [leaf for leaf in leaves(Case) if leaf.field.privacy is Privacy.IDENTITY and leaf.kind is Kind.TEXT]
    assert len(_PLANTED) >= 30
    assert len(_PLANTED) > len(identity)


class Watched:
    """What was written outside the folder of the cases, also what was taken away again, and what was said."""

    def __init__(self, inside: Path) -> None:
        self.inside = str(inside)
        self.places: set[str] = set()
        self.removed: dict[str, bytes] = {}
        self.said: list[str] = []
        self.on = False

    def event(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open" and isinstance(args[0], str | bytes) and args[2] & (os.O_WRONLY | os.O_RDWR):
            self._note(os.fsdecode(args[0]))
        elif event in {"os.rename", "os.link", "os.symlink"}:
            self._note(os.fsdecode(args[1]))
        elif event in {"os.mkdir", "os.remove"} and isinstance(args[0], str | bytes | os.PathLike):
            path = os.fsdecode(args[0])
            self._note(path)
            if event == "os.remove" and not path.startswith(self.inside) and os.path.isfile(path):  # noqa: PTH113
                self.on = False
                self.removed[path] = Path(path).read_bytes()
                self.on = True

    def _note(self, path: str) -> None:
        if not os.path.abspath(path).startswith(self.inside):  # noqa: PTH100
            self.places.add(os.path.abspath(path))  # noqa: PTH100


_watched: list[Watched] = []
sys.addaudithook(lambda event, args: _watched[-1].event(event, args) if _watched else None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders, and those for temporary files, where everything lands that is not a case."""
    home = tmp_path / "person"
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        place = home / name.lower()
        place.mkdir(parents=True)
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def watched(tmp_path: Path, home: Path) -> Iterator[Watched]:
    """Watches from here on; `home` comes first, so that the window is born in it."""
    (tmp_path / "cases").mkdir()
    made = Watched(tmp_path / "cases")
    _watched.append(made)
    made.on = True
    yield made
    _watched.pop()


def _forms(text: str) -> Iterator[bytes]:
    """The ways in which a text may stand in a file."""
    for coded in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield coded
        yield coded.hex().encode()
        for shift in range(3):
            # Base64 of the middle, whatever stands before and behind.
            inner = base64.b64encode(b"\0" * shift + coded)
            yield inner[4 if shift else 0 : -4]


def _decoded(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The content, and whatever is packed in it."""
    yield content
    if depth > 2:
        return
    for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b"):
        at = content.find(start)
        while at >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj(47).decompress(content[at:], 1 << 22)
            at = content.find(start, at + 1)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _decoded(archive.read(name), depth + 1)


def found(content: bytes, tokens: Iterable[str]) -> set[str]:
    """The planted texts that stand in a content, however they are written."""
    told = set()
    for layer in _decoded(content):
        low = layer.lower()
        told |= {token for token in tokens if any(form.lower() in low for form in _forms(token))}
    return told


@pytest.mark.parametrize("how", ["utf-8", "utf-16-le", "base64", "zlib", "zip"])
def test_the_search_finds_what_is_hidden(how: str):
    text = b"name=" + b"Zqx001vw7310037 and more"
    hidden = {
        "utf-8": text,
        "utf-16-le": text.decode().encode("utf-16-le"),
        "base64": base64.b64encode(text),
        "zlib": b"head" + zlib.compress(text),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", text)
    assert found(hidden.get(how) or target.getvalue(), ["Zqx001vw7310037"]) == {"Zqx001vw7310037"}
    assert found(hidden.get(how) or target.getvalue(), ["Zqx002vw7310074"]) == set()


def test_a_whole_day_leaves_nothing_outside(  # noqa: PLR0917 - one day, one thing after the other
    home: Path, watched: Watched, window: Any, answering: Any, qtbot: Any, monkeypatch: Any, capfd: Any
):
    cases = Path(watched.inside)
    names: list[str] = []
    titles: set[str] = set()
    monkeypatch.setattr(sys, "excepthook", app.LastResort(window).caught)

    def offered(*given: Any, **_named: Any) -> tuple[str, str]:
        names.append(str(given[2]))
        return "", ""

    def looked_at(sheet: Any) -> None:
        look()
        sheet.accept()

    def look() -> None:
        titles.update(top.windowTitle() for top in QApplication.topLevelWidgets())
        titles.update(top.title() for top in QApplication.topLevelWindows())

    monkeypatch.setattr(QFileDialog, "getSaveFileName", offered)
    case = _planted_case()
    (cases / "data.json").write_text(json.dumps(plain(case)))
    path, other = cases / "a.hcplan", cases / "b.hcplan"
    # The command line, with what goes wrong there too; what `show` prints is what was asked for.
    assert main(["new", str(path), "--from", str(cases / "data.json")]) == 0
    other.write_bytes(path.read_bytes())
    for line in (
        ["check", path], ["verify", path], ["history", path], ["diff", path, "1"], ["documents", path],
        ["print", path, "--all", "--to", cases / "paper"], ["print", path, "--emergency", "--to", cases / "paper"],
        ["print", path, "--final", "--to", cases / "paper"], ["text", path, "handover"], ["show", path],
        ["merge", path, other, "--to", cases / "merged.hcplan"], ["doctor"],
    ):  # fmt: skip
        main([str(part) for part in line])
    capfd.readouterr()
    errors = []
    (cases / "broken.hcplan").write_bytes(path.read_bytes()[:-40])
    (cases / "wrong.json").write_text(json.dumps({"patient": {"born": _token("wrong"), _token("key"): 1}}))
    for line in (
        ["show", cases / "broken.hcplan"],
        ["print", path, "--final"],
        ["verify", cases / "paper"],
        ["doctor"],
    ):
        main([str(part) for part in line])
        errors.append(capfd.readouterr())

    # The window: open, type, be kept, add a picture, look at every page, preview, copy, print, fail, lock, save.
    assert files.open_path(window, path)
    look()
    opened = window.view.open_case
    opened.set("patient.surname", _token("typed"))
    opened.set_unread("patient.born", _token("unread"))
    (cases / "picture.png").write_bytes(png_with_names())
    answering(looked_at)
    window.view.pictures().take([cases / "picture.png"])
    qtbot.waitUntil(lambda: bool(opened.case.imaging.pictures), timeout=20_000)
    for step in (window.do_next_section, window.do_show_preview, window.do_show_checks, window.do_show_figures):
        step()
        settled(qtbot, window)
        look()
    folder = settings.state_folder() / "recovery"
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.recovery"))), timeout=20_000)
    kept = next(iter(folder.glob("*.recovery"))).read_bytes()
    lock_text = b"".join(one.read_bytes() for one in cases.glob(f"{lock.PREFIX}*"))
    files.save_as(window)
    sheet = PrintSheet(window)
    qtbot.addWidget(sheet)
    sheet.show()
    look()
    suggested = sheet.folder.text()
    sheet.reject()

    def faulty() -> None:
        raise RuntimeError(f"{_token('typed')} was in hand")

    stop = opened.watch(lambda _change: faulty())
    said = answering("Continue")
    QTimer.singleShot(0, window, lambda: opened.set("patient.forename", _token("fault")))
    qtbot.waitUntil(lambda: any("fault" in one for one in said), timeout=20_000)
    stop()
    assert files.save(window)
    change(path, ("patient.surname", _token("theirs")))
    opened.set("patient.surname", _token("mine"))
    answering("Keep theirs")
    files.save(window)
    look()
    window.do_home()
    look()
    settled(qtbot, window)
    watched.on = False

    tokens = [*_PLANTED.values(), *NAMES, "1951-03-07"]
    assert len(tokens) > 30
    allowed = os.path.realpath(home)
    strays = [place for place in watched.places if not os.path.realpath(place).startswith((allowed, "/dev/null"))]
    assert strays == [], "written outside the person's folders"
    every = {str(one): one.read_bytes() for one in home.rglob("*") if one.is_file()} | watched.removed
    assert any(name.endswith(".backup") for name in every)
    assert any(name.endswith(".recovery") for name in every)
    told = {name: found(content, tokens) for name, content in every.items()}
    assert {name: held for name, held in told.items() if held} == {}
    listed = [*every, *watched.places, *titles, *names, suggested]
    assert found("\n".join(listed).encode(), tokens) == set()
    assert titles - {""}
    assert names
    assert found(kept, tokens) == set()
    assert lock_text
    assert found(lock_text, tokens) == set()
    out, err = capfd.readouterr()
    assert "faulty" in err  # where it was, and nothing of what it held
    assert found((out + err).encode(), tokens) == set()
    for one in errors:
        assert found((one.out + one.err).encode(), tokens) == set()
    held = open_file(path)
    assert held.case.patient.surname == _token("theirs")
    assert found(path.read_bytes(), NAMES) == set()  # a picture brings only its pixels


def test_the_report_for_a_help_desk_tells_of_no_patient_person_or_file(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    save(_planted_case(), None, tmp_path / "Zqxfile.hcplan", "Zqxsurgeon")
    chosen = msgspec.structs.replace(load_settings(), name="Zqxsurgeon")
    save_settings(settings.with_recent(chosen, tmp_path / "Zqxfile.hcplan"))
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "Zqx" not in told
    for line in ("hcplanner", "Python", "Settings folder", "State folder", "Profile", "Own key", "Number of backups"):
        assert any(one.startswith(line) for one in told.splitlines()), line
    assert "MB free" in told
