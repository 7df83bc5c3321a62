"""The digest in every document: any changed byte shows, and the record tells which case it is of and nothing more."""

import random
import subprocess
import sys
from functools import cache

import msgspec
import pytest

from hcplanner import shipped
from hcplanner.actions import printing
from hcplanner.actions.examples import load_example
from hcplanner.documents import declarations
from hcplanner.documents.pdf.seal import Record, Standing, seal_of
from hcplanner.fields import fingerprint
from tests.documents.paper import doc, made

NAMES = [one.name for one in declarations.documents(shipped.templates())]
CASE = msgspec.structs.replace(
    load_example("index-case"), id="0e" * 16, revision=3, saved_at="2026-03-04T10:20:00+01:00", saved_by="Dr EXAMPLE"
)


@cache
def document(name: str) -> bytes:
    return printing.make(CASE, name)


@pytest.mark.requirement("R39")
@pytest.mark.parametrize("name", NAMES)
def test_a_flip_of_any_bit_is_noticed(name, full):
    data = document(name)
    assert seal_of(data).standing is Standing.WHOLE
    chance = random.Random(name)
    for at in range(len(data)) if full else chance.sample(range(len(data)), 500):
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        assert seal_of(bytes(flipped)).standing is not Standing.WHOLE, at


@pytest.mark.parametrize("name", NAMES)
def test_every_bit_of_the_record_counts(name):
    data = document(name)
    start = data.index(b"<hcp:Document>")
    for at in range(start, data.index(b"</hcp:SHA256>") + 13):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[at] ^= 1 << bit
            assert seal_of(bytes(flipped)).standing is not Standing.WHOLE, (at, bit)


def test_what_is_cut_off_or_put_before_or_in_between_shows():
    data = document("consent")
    for other in (data[:-1], data[: len(data) // 2], b"\n" + data, data[:9000] + b"x" + data[9000:], data[:9000]):
        assert seal_of(other).standing in (Standing.CHANGED, Standing.NONE)


def test_what_was_added_later_is_told_apart_from_what_was_made():
    said = seal_of(document("consent") + b"\n8 0 obj\n<<>>\nendobj\n")
    assert said.standing is Standing.ADDED
    assert said.length == len(document("consent"))


def test_a_file_of_another_program_has_no_digest():
    assert seal_of(b"%PDF-1.7\n%%EOF\n").standing is Standing.NONE
    assert seal_of(b"").standing is Standing.NONE


@pytest.mark.parametrize("name", NAMES)
def test_the_record_names_the_case_and_nothing_of_the_patient(name):
    record = seal_of(document(name)).record
    assert record == Record(name, "draft", CASE.id, 3, False, fingerprint(CASE))


def test_a_case_with_changes_is_recorded_as_such():
    record = seal_of(printing.make(CASE, "consent", printing.Issue(saved=False))).record
    assert record is not None
    assert record.unsaved


def test_words_that_look_like_a_digest_are_words():
    odd = "</hcp:SHA256><hcp:Length>000000000010</hcp:Length><hcp:SHA256>" + "0" * 64 + "</hcp:SHA256>"
    data = made(doc("<p>Text</p>"), title=odd, author=odd, subject=odd, record=Record(odd, odd, odd, 1, True, odd))
    said = seal_of(data)
    assert said.standing is Standing.WHOLE
    assert said.record is not None
    assert said.record.case == odd[:180]


def test_a_document_that_carries_another_inside_is_judged_by_its_own_digest():
    inner = document("consent")
    outer = inner[:-200] + inner + inner[-200:]
    assert seal_of(outer).standing is not Standing.WHOLE


@pytest.mark.requirement("R14")
def test_the_script_in_the_documentation_tells_whole_from_changed(checkout, tmp_path):
    script = (checkout / "docs" / "case-file.md").read_text("utf-8").rpartition("```python\n")[2].partition("```")[0]
    data = document("consent")
    for content, said in ((data, "whole"), (data[:-9] + b"x" + data[-8:], "changed"), (data + b" ", "changed")):
        path = tmp_path / "document.pdf"
        path.write_bytes(content)
        done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == said
