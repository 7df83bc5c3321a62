"""The application's settings, kept; and how documents are issued under them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from hcplanner import settings
from hcplanner.errors import CannotWrite
from hcplanner.settings import PageSize, Settings, Theme, with_recent, without_recent

# What writes files and knows the institution is loaded when first used: a first paint needs the colours alone.
if TYPE_CHECKING:
    from hcplanner.actions.printing import Issue, Kind
    from hcplanner.profile import Profile

__all__ = [
    "PageSize", "Settings", "Theme", "issue", "load_profile", "load_settings", "save_settings", "settings_file",
    "with_recent", "without_recent",
]  # fmt: skip


def settings_file() -> Path:
    """Where the settings are kept."""
    return settings.folder() / "settings.json"


def load_settings() -> Settings:
    """The settings as kept; what is missing or cannot be read is as if never chosen."""
    with contextlib.suppress(OSError):
        return settings.read(settings_file().read_bytes())
    return Settings()


def save_settings(chosen: Settings) -> None:
    """Keep the settings. Raises CannotWrite."""
    from hcplanner.storage import atomic

    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWrite(path, atomic.reason_of(error)) from error
    atomic.write(path, settings.written(chosen))


def load_profile() -> Profile:
    """The institution's profile; none can be set up yet, so it is the one without a name and without approvals."""
    from hcplanner import profile

    return profile.DEFAULT


def issue(kind: Kind, *, saved: bool = True) -> Issue:
    """How documents are issued under the settings and the profile."""
    from hcplanner.actions.printing import Issue

    chosen, ours = load_settings(), load_profile()
    return Issue(
        kind=kind, language=chosen.language, page="letter" if chosen.page is PageSize.LETTER else "a4", saved=saved,
        institution=ours.letterhead,
    )  # fmt: skip
