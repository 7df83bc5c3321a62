"""The same input makes the same bytes, whatever happened before, wherever and beside whatever it is made."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.documents import paper

_PROGRAM = (
    "import hashlib; from tests.documents import paper; print(hashlib.sha256(paper.made(paper.WHOLE)).hexdigest())"
)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.requirement("R51")
def test_twice_and_after_another_document():
    first = _digest(paper.whole())
    paper.made(paper.doc("<p>Something else: Ωмега 😀</p>"), language="pl", page="letter")
    assert _digest(paper.made(paper.WHOLE)) == first


@pytest.mark.requirement("R51")
@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Kathmandu"), ("7", "America/St_Johns")])
def test_in_another_process_with_other_hashes_and_time_zone(seed, zone, checkout):
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], cwd=checkout, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == _digest(paper.whole())


@pytest.mark.requirement("R51")
def test_in_threads_at_the_same_time():
    """Threads take turns far more often than usual, so that whatever they share shows."""
    alone = _digest(paper.whole())
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(lambda _: _digest(paper.made(paper.WHOLE)), range(16)))
    finally:
        sys.setswitchinterval(interval)
    assert set(made) == {alone}


@pytest.mark.requirement("R51")
def test_when_the_first_documents_of_a_process_are_made_together(checkout):
    program = (
        "import sys, hashlib; from concurrent.futures import ThreadPoolExecutor; from tests.documents import paper; "
        "sys.setswitchinterval(1e-5); pool = ThreadPoolExecutor(4); "
        "made = pool.map(lambda _: hashlib.sha256(paper.made(paper.WHOLE)).hexdigest(), range(4)); print(*set(made))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == _digest(paper.whole())


def test_another_revision_makes_another_file():
    later = paper.ABOUT.created.replace(year=2026)
    assert paper.made(paper.WHOLE, created=later) != paper.whole()
