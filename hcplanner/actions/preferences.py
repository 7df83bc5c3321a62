"""The application's settings, kept; and how documents are issued under them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hcplanner import settings
from hcplanner.errors import CannotWrite
from hcplanner.settings import PageSize, Settings, Theme, with_recent, without_recent

# What writes files and knows the institution is loaded when first used: a first paint needs the colours alone.
if TYPE_CHECKING:
    from collections.abc import Mapping

    from hcplanner.actions.paper_options import PaperOptions
    from hcplanner.actions.printing import Issue, Kind
    from hcplanner.errors import HcplannerError
    from hcplanner.knowledge.past import Past
    from hcplanner.profile import Profile

__all__ = [
    "PageSize", "Profile", "Settings", "Theme", "issue", "load_profile", "load_settings", "profile_file",
    "save_settings", "settings_file", "usable_profile", "with_recent",
    "without_recent",
]  # fmt: skip


_TEMPLATES: Final = "templates"


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


def profile_file(chosen: Settings) -> Path:
    """Where the institution's profile is kept: where the settings say, else beside them."""
    return Path(chosen.profile).expanduser() if chosen.profile.strip() else settings.folder() / "profile.json"


def load_profile() -> Profile:
    """The institution's profile; where none was set up, the one without a name, choices and approvals.

    Raises:
        BadProfile: it holds entries that cannot be followed; all of them are named.
        FileMissing: the settings name a file that cannot be read.
    """
    from msgspec.structs import replace

    from hcplanner import profile
    from hcplanner.actions.approving import approvable
    from hcplanner.content import checks, risks
    from hcplanner.errors import FileMissing
    from hcplanner.storage import vault
    from hcplanner.storage.atomic import reason_of

    chosen = load_settings()
    path = profile_file(chosen)
    try:
        data = path.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not chosen.profile.strip():
            return replace(profile.DEFAULT, templates=str(path.parent / _TEMPLATES))
        raise FileMissing(path, reason_of(error)) from error
    # A department keeps its documents beside its profile, unless it says where else; approvals may name them.
    own = replace(profile.DEFAULT, templates=str(path.parent / (profile.templates_named(data) or _TEMPLATES)))
    names = approvable(ours=own)
    known = profile.Known(
        {entry.id for entry in checks().checks}, names, {risk.id for risk in risks().risks}, vault.is_public
    )
    return replace(profile.read(data, path, known), templates=own.templates)


def usable_profile() -> tuple[Profile, HcplannerError | None]:
    """The profile to work under, and why it is not the one that was set up, if it is not.

    A slip in that file must not keep a surgeon from printing; without a profile every page says that nothing is
    approved.
    """
    from hcplanner import profile
    from hcplanner.errors import BadProfile, FileMissing

    try:
        return load_profile(), None
    except (BadProfile, FileMissing) as refused:
        return profile.DEFAULT, refused


def issue(
    kind: Kind, *, saved: bool = True, past: Past | None = None, pictures: Mapping[str, bytes] | None = None,
    paper: PaperOptions | None = None, attach_case: bool | None = None,
) -> Issue:  # fmt: skip
    """How documents are issued under the settings, today.

    past: what was issued from the case before; pictures: its key pictures by their SHA-256
    paper: what was chosen for this print; attach_case: whether the case travels inside, None: as is usual
    """
    from hcplanner.actions.clock import today
    from hcplanner.actions.paper_options import AS_USUAL
    from hcplanner.actions.printing import Issue
    from hcplanner.knowledge.past import NOTHING

    chosen, paper = load_settings(), paper or AS_USUAL
    return Issue(
        kind=kind, language=chosen.language, page=paper.page or ("letter" if chosen.page is PageSize.LETTER else "a4"),
        saved=saved, today=today(), past=past or NOTHING, pictures=pictures or {}, patient_language=paper.language,
        beside=paper.beside, large_print=paper.large_print, attach_case=attach_case,
    )  # fmt: skip
