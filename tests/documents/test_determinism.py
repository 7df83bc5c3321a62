"""The same input makes the same bytes, whatever happened before, wherever and beside whatever it is made."""

import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from hcplanner.documents.markup import pictures
from hcplanner.documents.pdf import paragraph
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


@pytest.mark.requirement("R51", "R26")
def test_what_is_kept_of_earlier_paper_changes_nothing():
    """Lines that were broken before, also of paragraphs parted by the end of a page, and drawings."""
    text = "One <strong>thing</strong> after another, <em>and so on</em>. " * 90
    markup = paper.doc(f"<p>{text}</p>" * 4 + "<p>Plain words of one kind only. </p>" * 60)
    paragraph._broken.clear()
    pictures._drawing_painter.cache_clear()
    first = _digest(paper.made(markup))
    assert paragraph._broken
    assert _digest(paper.made(markup)) == first
    paper.made(paper.doc(f"<p>{text}</p>"), page="letter")
    assert _digest(paper.made(markup)) == first


def test_a_drawing_that_shines_through_is_drawn_in_the_states_of_its_document():
    square = '<rect width="9" height="9" fill-opacity="0.25"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{square}</svg>'
    for _ in range(2):
        data = paper.made(paper.doc('<figure src="scheme" alt="A pale square"/>'), figures={"scheme": svg})
        with pikepdf.open(io.BytesIO(data)) as pdf:
            (states,) = [page.Resources.ExtGState for page in pdf.pages]
            assert float(next(iter(states.values())).ca) == 0.25
