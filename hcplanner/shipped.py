"""Finds the shipped folders, templates/ and resources/, from a checkout, an installed wheel or a frozen app."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
# An installed package carries its data inside; a checkout has it beside the package.
_BASES: Final = (_PACKAGE / "_data", _PACKAGE.parent)


def folder(name: str) -> Path:
    """The shipped folder `name` ("templates" or "resources").

    Raises:
        FileNotFoundError: the installation is incomplete, which no user action can cause.
    """
    for base in _BASES:
        if (found := base / name).is_dir():
            return found
    raise FileNotFoundError(f"the installation is incomplete: its folder {name!r} is missing")


def templates() -> Path:
    """The folder of document templates."""
    return folder("templates")


def resources(*parts: str) -> Path:
    """The path of a shipped resource, e.g. `resources("fonts", "SourceSans3_400Regular.ttf")`."""
    return folder("resources").joinpath(*parts)
