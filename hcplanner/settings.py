"""The application's settings on this computer: who works here, language, paper, look. Nothing of any patient."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec

from hcplanner.fields import Choice, Group, Privacy, decode, field, plain

_MOST_RECENT: Final = 10


class PageSize(Choice):
    """The paper in the printer."""

    A4 = "a4", "A4"
    LETTER = "letter", "US Letter"


class Theme(Choice):
    """The colours of the window."""

    SYSTEM = "system", "As the system"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Settings(Group, frozen=True, omit_defaults=True):
    """What the person at this computer has chosen. Recent files are names the person gave, and nothing from inside."""

    name: Annotated[str, field("Your name", "Stands with every revision you save", privacy=Privacy.STAFF)] = ""
    role: Annotated[str, field("Your role", "Such as consultant neurosurgeon", privacy=Privacy.STAFF)] = ""
    language: Annotated[str, field("Language", privacy=Privacy.NONE)] = "en"
    page: Annotated[PageSize, field("Paper", privacy=Privacy.NONE)] = PageSize.A4
    theme: Annotated[Theme, field("Look", privacy=Privacy.NONE)] = Theme.SYSTEM
    profile: Annotated[
        str, field("Institution’s profile", "The path of its file; empty for profile.json here", privacy=Privacy.NONE)
    ] = ""
    lock_after: Annotated[
        int, field("Lock after", "Minutes without a key or click, when your key has a passphrase; 0 for never",
                   unit="min", low=0, high=240, privacy=Privacy.NONE)
    ] = 10  # fmt: skip
    recent: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """Name and role as they stand with a saved revision; empty when no name was given."""
        name, role = self.name.strip(), self.role.strip()
        return f"{name} ({role})" if name and role else name


def with_recent(settings: Settings, path: Path) -> Settings:
    """The settings with a file at the top of the recent ones, at most ten."""
    told = str(path.absolute())
    rest = [other for other in settings.recent if other != told]
    return msgspec.structs.replace(settings, recent=(told, *rest)[:_MOST_RECENT])


def without_recent(settings: Settings, path: Path | None = None) -> Settings:
    """The settings without one recent file, or without any."""
    left = () if path is None else tuple(other for other in settings.recent if other != str(path.absolute()))
    return msgspec.structs.replace(settings, recent=left)


def folder() -> Path:
    """The folder where this system keeps a program's settings for this person."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"
    elif sys.platform == "darwin" and "XDG_CONFIG_HOME" not in os.environ:
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "hcplanner"


def state_folder() -> Path:
    """The folder where this system keeps what a program remembers of its work for this person: sealed copies, key."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin" and "XDG_STATE_HOME" not in os.environ:
        return folder() / "state"
    else:
        base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "hcplanner"


def read(data: bytes) -> Settings:
    """The settings written in `data`; what cannot be read there is as if never chosen."""
    try:
        raw: Any = json.loads(data)
    except (ValueError, RecursionError):
        raw = {}
    held: Settings = decode(Settings, raw if isinstance(raw, dict) else {}).value
    return msgspec.structs.replace(held, recent=tuple(held.recent)[:_MOST_RECENT])


def written(settings: Settings) -> bytes:
    """The settings as they are kept."""
    # Escaped, because the name of a file may hold bytes that are no character.
    return json.dumps(plain(settings), indent=2).encode() + b"\n"
