"""Who may know whom: the rooms of the house, their arrows, and what the quiet rooms may not touch.

Every import counts, also one inside a function and one for types alone; only a cycle is none where one side names the
other for types alone.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

_GROUND: Final = {"fields", "errors", "i18n"}
_CORE: Final = {"knowledge", "case", "shipped", *_GROUND}
MAY_IMPORT: Final[dict[str, set[str]]] = {
    "shipped": set(),
    "spelling": set(),
    "i18n": {"shipped", "spelling"},
    "telling": {"i18n"},
    "errors": {"telling", "i18n"},
    "fields": {"errors", "i18n"},
    "case": _GROUND,
    "knowledge": {"case", *_GROUND},
    "storage": _CORE,
    "documents": _CORE,
    "exchange": _CORE,
    "content": {"spelling", *_CORE},
    "settings": _CORE,
    "profile": _CORE,
    "opencase": {"case", *_GROUND},
    "actions": {"storage", "documents", "exchange", "content", "settings", "profile", "opencase", *_CORE},
    "cli": {"cli_doctor", "cli_history", "cli_keys", "cli_merge", "actions", "errors", "i18n"},
    "cli_doctor": {"actions"},
    "cli_history": {"actions", "errors", "i18n"},
    "cli_keys": {"actions", "errors", "i18n"},
    "cli_merge": {"actions", "errors", "i18n"},
    "__main__": {"cli"},
    "ui": {"actions", "opencase", "case", "knowledge", "shipped", *_GROUND},
    "ui.__main__": {"cli", "ui"},
}
# Third-party libraries, by the rooms that may use them.
_LIBRARIES: Final[dict[str, set[str]]] = {
    "documents": {"msgspec", "jinja2", "markupsafe", "reportlab", "svglib", "pypdfium2", "PIL", "lxml", "fontTools"},
    # Pillow decodes pictures; pydicom, where it is installed, hands DICOM's over as arrays of numpy.
    "exchange": {"msgspec", "PIL", "pydicom", "numpy"},
    # keyring, where it is installed, is the system's own store of secrets.
    "storage": {"msgspec", "pyrage", "keyring"},
    # PDFium draws the pages that the core made.
    "ui": {"PySide6", "shiboken6", "pypdfium2", "msgspec"},  # shiboken6 tells whether Qt has deleted a widget
    "ui.__main__": set(),
}
_QUIET: Final = {"case", "knowledge"}
# Files, clock, chance, processes, network.
_NOISE: Final = {
    "glob", "http", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "platform", "random", "secrets",
    "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
    "zipfile",
}  # fmt: skip
_NOISY_CALLS: Final = {"now", "today", "utcnow", "open", "input", "print"}
_NO_DRAWERS: Final = {"utils", "util", "misc", "helpers", "common"}
_LONGEST: Final = 400


class Module(NamedTuple):
    """A module of the product: its dotted name, its room, and its source."""

    name: str
    room: str
    path: Path
    tree: ast.Module


def modules(root: Path) -> list[Module]:
    """Every module below `hcplanner/` and `ui/`."""
    found = []
    for path in sorted([*root.glob("hcplanner/**/*.py"), *root.glob("ui/**/*.py")]):
        parts = list(path.relative_to(root).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        if parts[0] == "hcplanner":
            room = parts[1] if len(parts) > 1 else ""
        else:
            room = "ui.__main__" if parts == ["ui", "__main__"] else "ui"
        found.append(Module(".".join(parts), room, path, ast.parse(path.read_text("utf-8"))))
    return found


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Every dotted name a module imports, with its line; `from a import b` gives `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                stem = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
                above = stem.split(".")[: len(stem.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)


def room_of(name: str) -> str | None:
    """The room an imported name of ours lies in ("" for hcplanner itself), or None for a library."""
    first, _, rest = name.partition(".")
    if first == "ui":
        return "ui"
    if first != "hcplanner":
        return None
    room = rest.partition(".")[0]
    return room if room in MAY_IMPORT else ""


def complaints(root: Path) -> list[str]:
    """Everything in the tree at `root` that breaks a wall."""
    everything = modules(root)
    told = []
    for module in everything:
        told += [f"{module.path.relative_to(root)}{said}" for said in _module_complaints(module)]
    told += [f"import cycle: {' > '.join(cycle)}" for cycle in cycles(everything)]
    return told


def _module_complaints(module: Module) -> Iterator[str]:
    if module.room and module.room not in MAY_IMPORT:
        yield f": {module.room!r} is no room of the house"
        return
    if _NO_DRAWERS & {module.path.stem, module.path.parent.name}:
        yield ": a drawer is not a room"
    if (length := len(module.path.read_text("utf-8").splitlines())) > _LONGEST:
        yield f": {length} lines"
    allowed = MAY_IMPORT.get(module.room, set()) | {module.room, ""}
    libraries = sys.stdlib_module_names | _LIBRARIES.get(module.room, {"msgspec"})
    for name, line in imports(module):
        room = room_of(name)
        first = name.split(".")[0]
        if room is not None and room not in allowed:
            yield f":{line}: {module.room} may not import {room}"
        if room is None and first not in libraries:
            yield f":{line}: {module.room or 'hcplanner'} may not use {first}"
        if module.room in _QUIET and first in _NOISE:
            yield f":{line}: {module.room} touches no file, clock, chance or network, and {first} does"
    if module.room in _QUIET:
        yield from _noisy_calls(module)


def _noisy_calls(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in _NOISY_CALLS:
                yield f":{node.lineno}: {module.room} calls {name}()"


def _for_types_alone(module: Module) -> set[int]:
    """The lines inside `if TYPE_CHECKING:`."""
    conditions = [node for node in ast.walk(module.tree) if isinstance(node, ast.If)]
    blocks = [node for node in conditions if ast.unparse(node.test) == "TYPE_CHECKING"]
    return {line for block in blocks for line in range(block.lineno, (block.end_lineno or block.lineno) + 1)}


def cycles(everything: list[Module]) -> list[list[str]]:
    """The import cycles among modules, each as the names along it."""
    names = {module.name for module in everything}

    def known(name: str) -> str | None:
        while name and name not in names:
            name = name.rpartition(".")[0]
        return name or None

    graph = {}
    for module in everything:
        typing = _for_types_alone(module)
        targets = {known(name) for name, line in imports(module) if line not in typing}
        graph[module.name] = sorted(target for target in targets if target and target != module.name)
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            found.append([*trail[trail.index(name) :], name])
            return
        if name not in done:
            for target in graph[name]:
                visit(target, [*trail, name])
            done.add(name)

    for name in graph:
        visit(name, [])
    return found


def test_the_walls_stand(checkout: Path):
    assert complaints(checkout) == []


_BAD: Final = {
    "Qt in the core": ("hcplanner/storage/files.py", "def f():\n    import PySide6.QtCore\n", "may not use PySide6"),
    "a room above": ("hcplanner/case/patient.py", "import hcplanner.actions\n", "case may not import actions"),
    "a neighbour": ("hcplanner/storage/a.py", "import hcplanner.documents\n", "storage may not import documents"),
    "the screen": ("hcplanner/actions/a.py", "import ui.app\n", "actions may not import ui"),
    "past the actions": ("ui/app.py", "from hcplanner import storage\n", "ui may not import storage"),
    "a relative import": ("hcplanner/case/a.py", "from ..storage import files\n", "case may not import storage"),
    "the clock": ("hcplanner/knowledge/a.py", "import time\n", "time does"),
    "today": ("hcplanner/case/a.py", "from datetime import date\nd = date.today()\n", "calls today()"),
    "a file": ("hcplanner/case/a.py", "def f():\n    return open('x')\n", "calls open()"),
    "a drawer": ("hcplanner/documents/utils.py", "", "a drawer is not a room"),
    "a new room": ("hcplanner/cellar.py", "", "is no room"),
    "too long": ("hcplanner/settings.py", "\n" * 401, "401 lines"),
    "a library": ("hcplanner/case/a.py", "import jinja2\n", "case may not use jinja2"),
}


@pytest.mark.parametrize("sin", _BAD)
def test_the_walls_bite(sin: str, tmp_path: Path):
    name, source, said = _BAD[sin]
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(source)
    assert any(said in complaint for complaint in complaints(tmp_path)), complaints(tmp_path)


def test_a_cycle_is_found(tmp_path: Path):
    room = tmp_path / "hcplanner" / "case"
    room.mkdir(parents=True)
    for one, other in ("ab", "bc", "ca"):
        (room / f"{one}.py").write_text(f"def f():\n    from hcplanner.case import {other}\n")
    around = " > ".join(f"hcplanner.case.{name}" for name in "abca")
    assert complaints(tmp_path) == [f"import cycle: {around}"]
