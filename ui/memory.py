"""What the application remembers between runs: the person's settings, recent files, window sizes. Nothing of a case."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from hcplanner.errors import CannotWrite

if TYPE_CHECKING:
    from hcplanner.actions.preferences import Profile, Settings, Theme
    from hcplanner.errors import HcplannerError


class Memory:
    """The settings as kept on this computer, and a copy of the few that the first paint needs.

    Reading the settings themselves loads more than a first paint has time for, so colours, language and recent files
    also stand with the window's sizes; `catch_up` puts the copy right.
    """

    def __init__(self) -> None:
        places = QStandardPaths.StandardLocation.GenericConfigLocation
        place = Path(QStandardPaths.writableLocation(places)) / "hcplanner" / "window.ini"
        self._window = QSettings(str(place), QSettings.Format.IniFormat)

    @cached_property
    def settings(self) -> Settings:
        """The settings, read when first asked for."""
        from hcplanner.actions import preferences

        return preferences.load_settings()

    @cached_property
    def _institution(self) -> tuple[Profile, HcplannerError | None]:
        from hcplanner.actions import preferences

        return preferences.usable_profile()

    @property
    def profile(self) -> Profile:
        """The institution's profile, read once; loads much, so ask for it in the worker."""
        return self._institution[0]

    @property
    def profile_refused(self) -> HcplannerError | None:
        """Why the institution's profile could not be followed, so that none is."""
        return self._institution[1]

    def catch_up(self) -> bool:
        """Put the copy for the first paint right; gives whether it was wrong."""
        before = (self.theme, self.language, self.page, self.recent)
        self._copy()
        return before != (self.theme, self.language, self.page, self.recent)

    @property
    def theme(self) -> str:
        """The colours chosen: system, light or dark."""
        return str(self._window.value("first/theme", "system"))

    @property
    def language(self) -> str:
        """The language of the screen."""
        return str(self._window.value("first/language", "en"))

    @property
    def page(self) -> str:
        """The size of the paper: a4 or letter."""
        return str(self._window.value("first/page", "a4"))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved of late, the newest first; only those still there."""
        held = self._window.value("first/recent", [])
        names = held if isinstance(held, list) else [str(held)]
        return tuple(path for name in names if (path := Path(name)).is_file())

    def used(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        from hcplanner.actions import preferences

        self._keep(preferences.with_recent(self.settings, path))

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        from hcplanner.actions import preferences

        self._keep(preferences.without_recent(self.settings))

    @property
    def who(self) -> str:
        """The name and role stamped on what is saved; empty until they were given."""
        return self.settings.signature

    def signed(self, name: str, role: str) -> None:
        """Remember who works here."""
        import msgspec

        self._keep(msgspec.structs.replace(self.settings, name=name.strip(), role=role.strip()))

    def coloured(self, theme: Theme) -> None:
        """Remember the colours chosen."""
        import msgspec

        self._keep(msgspec.structs.replace(self.settings, theme=theme))

    def locking_after(self, minutes: int) -> None:
        """Remember after how many idle minutes the window locks; 0 for never."""
        import msgspec

        self._keep(msgspec.structs.replace(self.settings, lock_after=minutes))

    def papered(self, page: str) -> None:
        """Remember the size of the paper chosen."""
        import msgspec

        from hcplanner.actions.preferences import PageSize

        size = PageSize.LETTER if page == "letter" else PageSize.A4
        if size is not self.settings.page:
            self._keep(msgspec.structs.replace(self.settings, page=size))

    def size(self, name: str) -> QByteArray | None:
        """The stored geometry of a window or splitter."""
        held = self._window.value(f"size/{name}")
        return held if isinstance(held, QByteArray) else None

    def keep_size(self, name: str, state: QByteArray) -> None:
        """Store the geometry of a window or splitter."""
        self._window.setValue(f"size/{name}", state)

    def _keep(self, settings: Settings) -> None:
        from hcplanner.actions import preferences

        self.settings = settings
        self._copy()
        # A full disk must not stand between a person and the case; the choice holds for this run.
        with contextlib.suppress(CannotWrite):
            preferences.save_settings(settings)

    def _copy(self) -> None:
        self._window.setValue("first/theme", self.settings.theme.value)
        self._window.setValue("first/language", self.settings.language)
        self._window.setValue("first/page", self.settings.page.value)
        self._window.setValue("first/recent", list(self.settings.recent))
