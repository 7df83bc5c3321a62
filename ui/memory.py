"""What the application remembers between runs: the person's settings, recent files, window sizes. Nothing of a case."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QByteArray, QSettings

from hcplanner.actions import preferences
from hcplanner.errors import CannotWrite

if TYPE_CHECKING:
    from hcplanner.actions.preferences import Settings, Theme


class Memory:
    """The settings as kept on this computer, read once and written with every change."""

    def __init__(self) -> None:
        self.settings: Settings = preferences.load_settings()
        place = preferences.settings_file().with_name("window.ini")
        self._sizes = QSettings(str(place), QSettings.Format.IniFormat)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved of late, the newest first; only those still there."""
        return tuple(path for name in self.settings.recent if (path := Path(name)).is_file())

    def used(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        self._keep(preferences.with_recent(self.settings, path))

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._keep(preferences.without_recent(self.settings))

    @property
    def who(self) -> str:
        """The name and role stamped on what is saved; empty until they were given."""
        return self.settings.signature

    def signed(self, name: str, role: str) -> None:
        """Remember who works here."""
        self._keep(msgspec.structs.replace(self.settings, name=name.strip(), role=role.strip()))

    def coloured(self, theme: Theme) -> None:
        """Remember the colours chosen."""
        self._keep(msgspec.structs.replace(self.settings, theme=theme))

    def size(self, name: str) -> QByteArray | None:
        """The stored geometry of a window or splitter."""
        held = self._sizes.value(f"size/{name}")
        return held if isinstance(held, QByteArray) else None

    def keep_size(self, name: str, state: QByteArray) -> None:
        """Store the geometry of a window or splitter."""
        self._sizes.setValue(f"size/{name}", state)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        # A full disk must not stand between a person and the case; the choice holds for this run.
        with contextlib.suppress(CannotWrite):
            preferences.save_settings(settings)
