"""Strange files: whatever stands in a file, it opens or is refused in words, bounded in time and memory, untouched."""

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.actions.opening import Opened, open_file
from hcplanner.actions.saving import save
from hcplanner.case import Case
from hcplanner.errors import CaseInvalid, HcplannerError, NotACase
from hcplanner.fields import plain
from hcplanner.storage import container
from hcplanner.storage.reading import case_from
from tests.cases import random_case


def _open(path: Path) -> Opened | None:
    """The case, or nothing when it was refused in words that say what to do."""
    before = path.read_bytes()
    try:
        return open_file(path)
    except (NotACase, CaseInvalid) as error:
        _told(error)
        return None
    finally:
        assert path.read_bytes() == before


def _told(error: HcplannerError) -> None:
    assert all((error.what_happened, error.what_is_safe, error.what_to_do))


def _mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at] = chance.randrange(256)
            case 2:
                del changed[at : at + chance.randint(1, 60)]
            case 3:
                changed[at:at] = changed[at : at + chance.randint(1, 60)]
            case _:
                changed[at : at + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"PK\x01\x02", b"PK\x05\x06"))
        if not changed:
            break
    return bytes(changed)


@pytest.mark.requirement("R12", "R57")
@pytest.mark.timeout(3600)
def test_a_mutated_file_opens_or_is_refused(path: Path, full: bool):
    chance = random.Random(12)
    data = path.read_bytes()
    unpacked = container.unpack(data)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", container.MIMETYPE)
        archive.writestr("case.json", unpacked.case)
        archive.writestr("history.jsonl", unpacked.history)
    bases = (data, target.getvalue())
    for _ in range(100_000 if full else 400):
        path.write_bytes(_mutated(chance.choice(bases), chance))
        _open(path)


@pytest.mark.requirement("R57")
def test_a_file_cut_off_anywhere_is_refused(path: Path):
    data = path.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 200)):
        path.write_bytes(data[:end])
        assert _open(path) is None


@pytest.mark.requirement("R12", "R57")
@pytest.mark.timeout(3600)
def test_a_case_with_mutated_text_opens_or_is_refused(path: Path, full: bool):
    """The check sums are right, so that it is the text that arrives."""
    chance = random.Random(57)
    held = container.unpack(path.read_bytes())
    for _ in range(20_000 if full else 200):
        path.write_bytes(container.pack(held._replace(case=_mutated(held.case, chance), history=b"")))
        if (opened := _open(path)) and not opened.read_only:
            saved = save(opened.case, opened.source, path, "Dr Example")
            assert open_file(path).case == saved.case


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(["yes", "2014-03", "C1", ""])
_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
_KEYS = st.sampled_from(["id", "value", "on", "x"])
_ODD = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
)


@pytest.mark.requirement("R57")
@given(seed=st.integers(0, 50), odd=_ODD, data=st.data())
def test_an_odd_value_anywhere_is_read_or_named(seed: int, odd: Any, data: st.DataObject):
    raw = plain(random_case(seed))
    held, key = data.draw(st.sampled_from(list(_places(raw))))
    held[key] = odd
    try:
        read = case_from(json.loads(json.dumps(raw)), "x")
    except (CaseInvalid, NotACase) as error:
        _told(error)
    else:
        assert isinstance(read.case, Case)


def _places(raw: Any):
    for key, part in raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ():
        yield raw, key
        yield from _places(part)


def _filler(size: int) -> bytes:
    return b'{"presentation":{"note":"' + b"x" * size + b'"}}'


_HARMFUL = {
    "sixteen million brackets": b"[" * (15 << 20),
    "seven million lists": b"[" + b"[]," * (5 << 20) + b"[]]",
    "many empty entries": b'{"imaging":{"lesions":[' + b"{}," * 400_000 + b"{}]}}",
    "many wrong entries": b'{"imaging":{"lesions":[' + b'{"id":1,"size_ap_mm":[]},' * 14_000 + b"{}]}}",
    "a text too long": _filler(17 << 20),
    "many members": b"{" + b",".join(b'"k%d":0' % n for n in range(59_000)) + b"}",
    "many unread": b'{"unread":{' + b",".join(b'"p%d":"x"' % n for n in range(50_000)) + b"}}",
}
_OPENS_BOUNDED = """
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


@pytest.mark.requirement("R12", "R57")
@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX systems")
@pytest.mark.parametrize("what", _HARMFUL)
def test_a_harmful_file_is_answered_within_seconds_and_a_gigabyte(path: Path, what: str, checkout: Path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", container.MIMETYPE)
        archive.writestr("case.json", _HARMFUL[what])
    path.write_bytes(target.getvalue())
    ran = subprocess.run(
        [sys.executable, "-c", _OPENS_BOUNDED, path], capture_output=True, text=True, cwd=checkout, check=False
    )
    assert ran.returncode == 0, ran.stderr[-500:]
    assert ran.stdout.strip()


def test_a_long_text_within_bounds_is_kept_whole(path: Path):
    case = Case(id="x", unread={}, presentation=random_case(1).presentation)
    held = container.Contents(_filler(4 << 20))
    path.write_bytes(container.pack(held))
    opened = open_file(path)
    assert len(opened.case.presentation.note) == 4 << 20
    assert save(case, None, path, "Dr Example", overwrite=True).case.revision == 1
