"""Settings come back as they were kept and hold nothing of a patient; a broken file keeps nobody from working."""

import os
import stat
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hcplanner import profile, settings
from hcplanner.actions.preferences import (
    issue,
    load_profile,
    load_settings,
    save_settings,
    settings_file,
    with_recent,
    without_recent,
)
from hcplanner.actions.printing import Kind
from hcplanner.errors import CannotWrite
from hcplanner.fields import Privacy, members
from hcplanner.settings import PageSize, Settings, Theme

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_SETTINGS = st.builds(
    Settings,
    name=_TEXT,
    role=_TEXT,
    language=st.sampled_from(["en", "es"]),
    page=st.sampled_from(PageSize),
    theme=st.sampled_from(Theme),
    recent=st.lists(_TEXT, max_size=10).map(tuple),
)


def test_without_a_file_everything_is_as_shipped():
    assert load_settings() == Settings()
    assert not settings_file().exists()
    assert (Settings().language, Settings().page, Settings().theme) == ("en", PageSize.A4, Theme.SYSTEM)


@given(_SETTINGS)
def test_settings_are_kept(chosen: Settings):
    save_settings(chosen)
    assert load_settings() == chosen


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_recent_file_may_have_a_name_that_is_no_text():
    chosen = with_recent(Settings(), Path(os.fsdecode(b"/cases/\xff.hcplan")))
    save_settings(chosen)
    assert load_settings() == chosen


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX systems")
def test_the_folder_is_the_persons_own():
    save_settings(Settings(name="Dr Example"))
    assert stat.S_IMODE(settings_file().parent.stat().st_mode) & 0o077 == 0


def test_a_place_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    with pytest.raises(CannotWrite):
        save_settings(Settings())
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        (b"", Settings()),
        (b"\xff\xfe", Settings()),
        (b"[]", Settings()),
        (b"[" * 100_000, Settings()),
        (b'{"page": "a0", "name": "Dr Example"}', Settings(name="Dr Example")),
        (b'{"recent": 3, "theme": "dark", "later": true}', Settings(theme=Theme.DARK)),
    ],
)
def test_what_cannot_be_read_is_as_if_never_chosen(kept: bytes, read: Settings):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_bytes(kept)
    assert load_settings() == read


def test_recent_files_are_ten_at_most_each_once_the_latest_first():
    chosen = Settings()
    for number in [*range(12), 5]:
        chosen = with_recent(chosen, Path(f"/cases/{number}.hcplan"))
    numbers = [int(Path(path).stem) for path in chosen.recent]
    assert numbers == [5, 11, 10, 9, 8, 7, 6, 4, 3, 2]
    assert Path("/cases/5.hcplan") not in map(Path, without_recent(chosen, Path("/cases/5.hcplan")).recent)
    assert without_recent(chosen).recent == ()


def test_no_setting_is_meant_for_anything_of_a_patient():
    for struct in (Settings, profile.Profile, profile.Approval):
        for member in members(struct):
            assert member.field.privacy in (Privacy.STAFF, Privacy.NONE), member.path
    undeclared = {info.name for info in msgspec.structs.fields(Settings)} - {m.name for m in members(Settings)}
    assert undeclared == {"recent"}


@pytest.mark.parametrize(
    ("name", "role", "signature"), [("", "", ""), ("A", "", "A"), (" A ", " B ", "A (B)"), ("", "B", "")]
)
def test_a_signature_needs_a_name(name: str, role: str, signature: str):
    assert Settings(name=name, role=role).signature == signature


@pytest.mark.parametrize(
    ("platform", "env", "folder"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/x"}, "/x/hcplanner"),
        ("linux", {"XDG_CONFIG_HOME": "", "HOME": "/h"}, "/h/.config/hcplanner"),
        ("win32", {"APPDATA": "/roaming"}, "/roaming/hcplanner"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/hcplanner"),
    ],
)
def test_each_system_has_its_own_place(
    monkeypatch: pytest.MonkeyPatch, platform: str, env: dict[str, str], folder: str
):
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.delenv("XDG_CONFIG_HOME")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert settings.folder() == Path(folder)


def test_documents_are_issued_under_settings_and_profile():
    save_settings(Settings(page=PageSize.LETTER, language="es"))
    made: Any = issue(Kind.DRAFT, saved=False)
    assert (made.kind, made.page, made.language, made.saved) == (Kind.DRAFT, "letter", "es", False)
    assert (made.institution, made.approval) == ("", ())


def test_nothing_is_approved_until_somebody_approves_it():
    assert replace(load_profile(), templates="") == profile.DEFAULT
    assert load_profile().approvals == {}
    named = profile.Profile(institution="EXAMPLE Hospital", department="Neurosurgery")
    assert named.letterhead == "EXAMPLE Hospital, Neurosurgery"
