"""What stands beside a case may be strange too: documents, histories, locks, copies, settings, profiles, keys."""

import json
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner import profile, settings
from hcplanner.actions import backing_up, issuing, keys, preferences, printing, recovering
from hcplanner.actions.opening import open_file
from hcplanner.actions.preferences import load_profile
from hcplanner.actions.saving import save
from hcplanner.errors import BackupUnreadable, BadProfile, HcplannerError
from hcplanner.fields import set_at
from hcplanner.i18n import ENGLISH
from hcplanner.storage import container, files, history, lock, vault
from hcplanner.storage.sealing import Recipient
from tests.cases import random_case
from tests.storage.test_strange_files import _mutated, _told

_BYTES = st.binary(max_size=400)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["revision", "entry", "document", "merge", "lines", "previous", "case", "changed", "recent", "name"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@pytest.fixture
def full_file(path: Path) -> Path:
    """A file with an issued document, so that its history has every kind of line."""
    opened = open_file(path)
    issuing.issue(opened.source, ["handover"], preferences.issue(printing.Kind.EMERGENCY), "Dr Example")
    return path


@pytest.mark.requirement("R57")
@given(st.lists(_JSON | _BYTES, max_size=6))
def test_lines_of_a_history_are_entries_or_passed_over(parts: list[Any]):
    lines = b"\n".join(part if isinstance(part, bytes) else json.dumps(part).encode() for part in parts)
    for look in (history.every_entry, history.entries, lambda one: history.up_to(one, 1)):
        try:
            look(lines)
        except ValueError:
            continue
    for always in (history.documents_made, history.head, lambda one: history.with_lines_of(one, lines + b"\n{}\n")):
        always(lines)
    history.broken(lines, {})
    history.tells(lines, "")
    assert history.common(lines, lines).split(b"\n") == [*(part for part in lines.split(b"\n") if part), b""]


def test_merged_versions_within_merged_versions_end():
    lines = b""
    for _ in range(40):
        entry = history.MergeEntry(lines=tuple(lines.decode().splitlines()), previous=history.head(lines))
        lines = history.with_entry(b"", entry)
        if len(lines) > 1 << 20:
            break
    assert history.documents_made(lines) == ()


@pytest.mark.requirement("R12", "R57")
@given(seed=st.integers(0, 10_000))
def test_a_mutated_history_in_a_whole_file_opens_and_says_so(seed: int, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("h") / "x.hcplan"
    save(random_case(seed % 20), None, path, "Dr Example", backup=False)
    held = container.unpack(path.read_bytes())
    path.write_bytes(container.pack(held._replace(history=_mutated(held.history, random.Random(seed)))))
    opened = open_file(path)
    kept = save(opened.case, opened.source, path, "Dr Example", backup=False)
    assert open_file(path).case == kept.case


@pytest.mark.requirement("R12", "R57")
@pytest.mark.timeout(3600)
def test_a_mutated_document_gives_its_case_or_is_refused(path: Path, tmp_path: Path, full: bool):
    chance = random.Random(14)
    opened = open_file(path)
    (made,) = printing.export(opened.case, ["operative-plan"], tmp_path, "x", preferences.issue(printing.Kind.DRAFT))
    data = made.read_bytes()
    for _ in range(10_000 if full else 60):
        made.write_bytes(_mutated(data, chance))
        _opens_or_tells(made)
    for end in range(0, len(data), len(data) // 40):
        made.write_bytes(data[:end])
        _opens_or_tells(made)


def _opens_or_tells(path: Path, secrets: Any = None) -> None:
    before = path.read_bytes()
    try:
        open_file(path, ENGLISH, secrets)
    except HcplannerError as error:
        _told(error)
    assert path.read_bytes() == before


@pytest.mark.requirement("R57")
@pytest.mark.timeout(3600)
def test_a_mutated_sealed_file_opens_or_is_refused(path: Path, full: bool):
    chance, key = random.Random(20), vault.new_key()
    source = open_file(path).source
    files.rewrap(source, path, [Recipient("Dr Example", key.public)])
    data = path.read_bytes()
    ring = keys.Ring(also=[key.secret])
    for _ in range(20_000 if full else 150):
        path.write_bytes(_mutated(data, chance))
        _opens_or_tells(path, ring.secrets)


@pytest.mark.requirement("R57")
@given(_BYTES | _JSON.map(lambda raw: json.dumps(raw).encode()))
def test_strange_settings_and_profiles_are_as_if_never_chosen_or_refused(data: bytes):
    assert isinstance(settings.read(data), settings.Settings)
    try:
        profile.read(data, "x", _known())
    except BadProfile as error:
        _told(error)


def _known() -> Any:
    """What the profile is read against, taken from the program itself."""
    seen: list[Any] = []
    before = profile.read

    def caught(data: bytes, path: object, known: Any) -> Any:
        seen.append(known)
        return before(data, path, known)

    place = preferences.settings_file().parent / "profile.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"{}")
    profile.read = caught
    try:
        load_profile()
    finally:
        profile.read = before
        place.unlink()
    return seen[0]


@pytest.mark.requirement("R57")
@given(data=_BYTES | _JSON.map(lambda raw: json.dumps(raw).encode()))
def test_a_strange_lock_is_somebody_and_never_a_fault(data: bytes, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("l") / "x.hcplan"
    path.write_bytes(b"")
    lock.lock_path(path).write_bytes(data)
    assert lock.holder_of(path) is not None
    assert not lock.is_left_behind(path)


@pytest.mark.requirement("R57", "R8")
@pytest.mark.timeout(3600)
def test_a_mutated_recovery_copy_is_offered_or_moved_aside(path: Path, full: bool):
    chance = random.Random(7)
    opened = open_file(path)
    keeper = recovering.Keeper()
    keeper.keep(set_at(opened.case, "presentation.note", "typed"), opened.source, {})
    keeper.leave()
    folder = settings.state_folder() / "recovery"
    (place,) = folder.glob("*.recovery")
    data = place.read_bytes()
    key = vault.key_of((settings.state_folder() / "key.txt").read_text("ascii").strip())
    inner = vault.unseal(data, [key.secret])
    for number in range(2_000 if full else 60):
        # Half of them hold strange things in a whole seal.
        strange = _mutated(data, chance) if number % 2 else vault.seal(_mutated(inner, chance), [key.public])
        place.write_bytes(strange)
        held = recovering.found(ENGLISH)
        aside = folder / "aside" / place.name
        assert len(held) + aside.exists() == 1
        if aside.exists():
            assert aside.read_bytes() == strange
            aside.unlink()


@pytest.mark.requirement("R57")
def test_a_mutated_backup_opens_or_is_marked_and_never_deleted(path: Path, full: bool):
    chance = random.Random(9)
    opened = open_file(path)
    (one,) = backing_up.backups_of(opened.case)
    data = one.place.read_bytes()
    for _ in range(2_000 if full else 60):
        one.place.write_bytes(_mutated(data, chance))
        try:
            backing_up.opened(one, list)
        except (BackupUnreadable, HcplannerError) as error:
            _told(error)
        (left,) = backing_up.backups_of(opened.case)
        left.place.rename(one.place)


_BOUNDED = """
import resource, sys
from pathlib import Path
from hcplanner.actions.opening import open_file
from hcplanner.errors import HcplannerError
used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 3, int(used) + 3))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    open_file(Path(sys.argv[1]))
except HcplannerError as error:
    print(error)
else:
    print("opened")
"""


def _bomb() -> bytes:
    packed = zlib.compress(b"\0" * (200 << 20), 9)
    head = b"<< /Type /EmbeddedFile /Filter /FlateDecode /Length %d >>" % len(packed)
    return _pdf(head + b"\nstream\n" + packed + b"\nendstream")


def _pdf(*objects: bytes) -> bytes:
    spec = b"<< /Type /Filespec /F (case.json) /UF (case.json) /EF << /F 1 0 R >> >>"
    told = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate((*objects, spec), 1))
    return b"%PDF-1.7\n" + told + b"trailer << /Root 2 0 R >>\n%%EOF\n"


_HARMFUL: dict[str, Callable[[], bytes]] = {
    "a stream that unpacks to much": _bomb,
    "a million objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 1_000_000,
    "objects that never end": lambda: b"%PDF-1.7\n" + b"1 0 obj << " * 2_000_000,
    "streams that never end": lambda: b"%PDF-1.7\n" + b"1 0 obj << /Length 9 >>\nstream\n" * 500_000,
    "brackets in brackets": lambda: _pdf(b"<<" * 3_000_000),
    "names that never end": lambda: _pdf(b"<< /F (" + b"\\(" * 5_000_000),
    "a stream of many streams": lambda: _pdf(*[b"<< /Filter [" + b"/FlateDecode " * 9_000 + b"] >>\nstream\n"] * 300),
}


@pytest.mark.requirement("R12", "R57")
@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX systems")
@pytest.mark.parametrize("what", _HARMFUL)
def test_a_harmful_document_is_answered_within_seconds_and_a_gigabyte(what: str, tmp_path: Path, checkout: Path):
    path = tmp_path / "x.pdf"
    path.write_bytes(_HARMFUL[what]())
    ran = subprocess.run(
        [sys.executable, "-c", _BOUNDED, path], capture_output=True, text=True, cwd=checkout, check=False
    )
    assert ran.returncode == 0, (ran.returncode, ran.stderr[-500:])
    assert ran.stdout.strip()
