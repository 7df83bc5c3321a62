"""What a help desk asks first, about this computer and this installation: nothing of any patient, person or file."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from hcplanner import __version__, settings
from hcplanner.actions.preferences import load_settings, settings_file, usable_profile

_LIBRARIES = (
    "PySide6-Essentials", "msgspec", "Jinja2", "reportlab", "pypdfium2", "pillow", "svglib", "pyrage", "keyring",
    "pydicom",
)  # fmt: skip
_COUNTED = {"recovery copies": ("recovery", "*.recovery"), "backups": ("backups", "*/*.backup")}


def report() -> str:
    """One line for each thing, in English, for somebody who helps: versions, folders, room, profile, keys, language.

    Folders below the person's own are told from `~` on, so that the name of the login does not stand in them.
    """
    told = [*_program(), *_folders(), *_state()]
    width = max(len(name) for name, _ in told)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in told)


def _program() -> list[tuple[str, str]]:
    return [
        ("hcplanner", __version__),
        ("Python", f"{platform.python_version()} {platform.python_implementation()}"),
        ("System", f"{platform.system()} {platform.release()} {platform.machine()}"),
        *((name, _version(name)) for name in _LIBRARIES),
        ("Locale", ".".join(part or "-" for part in locale.getlocale())),
        ("File names", sys.getfilesystemencoding()),
    ]


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _folders() -> list[tuple[str, str]]:
    places = {
        "Settings folder": settings.folder(),
        "State folder": settings.state_folder(),
        "Temporary folder": Path(tempfile.gettempdir()),
        "Program folder": Path(__file__).parents[1],
    }
    return [(name, f"{_short(place)}: {_condition(place)}") for name, place in places.items()]


def _short(place: Path) -> str:
    try:
        return str(Path("~") / place.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(place)


def _condition(place: Path) -> str:
    """Whether a folder is there and may be written, with the room on its drive."""
    if not place.is_dir():
        return "not made yet"
    told = ["may be written" if os.access(place, os.W_OK) else "may only be read"]
    try:
        told.append(f"{shutil.disk_usage(place).free // 1_000_000} MB free")
    except OSError as error:
        told.append(f"free room not known ({error.strerror})")
    return ", ".join(told)


def _state() -> list[tuple[str, str]]:
    chosen, state = load_settings(), settings.state_folder()
    _, refused = usable_profile()
    profile = "followed, or none is set" if refused is None else f"not followed ({type(refused).__name__})"
    return [
        ("Settings file", "there" if settings_file().is_file() else "not there: everything as it came"),
        ("Language", f"{chosen.language}, paper {chosen.page.value}, colours {chosen.theme.value}"),
        ("Profile", profile),
        ("Key for kept copies", "there" if (state / "key.txt").is_file() else "not made yet"),
        ("Own key", _own_key()),
        *((f"Number of {name}", str(len(list((state / at).glob(like))))) for name, (at, like) in _COUNTED.items()),
    ]


def _own_key() -> str:
    from hcplanner.actions import keys

    held = keys.own()
    return "none" if held is None else f"there, kept in: {held.kept.value}"
