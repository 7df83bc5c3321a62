"""Attached files are found in PDFs of any maker; strange ones are refused in words, in bounded time and memory."""

import io
import random
import tracemalloc
import zlib
from contextlib import suppress
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.documents.about import Attachment
from hcplanner.documents.pdf import reader
from hcplanner.documents.pdf.reader import BadPdf
from tests.documents.paper import doc, made

MOST = 16 << 20
BODY = bytes(range(256)) * 40
FILES = (
    Attachment(name="case.json", mime="application/json", description="The case", data=b'{"format":1}'),
    Attachment(name="b (1) \\ é.bin", mime="application/octet-stream", description="Odd", data=BODY),
)
WHOLE = made(doc("<p>Text</p>"), attachments=FILES)
HELD = {one.name: one.data for one in FILES}


def attached_files(data: bytes, most: int) -> dict[str, bytes]:
    return reader.found_in(data, most).files


def rewritten(data: bytes, **how: Any) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, **how)
    return target.getvalue()


def test_every_attached_file_is_found_by_its_name():
    assert attached_files(WHOLE, MOST) == HELD


@pytest.mark.parametrize(
    "how",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"linearize": True},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
        {"qdf": True},
    ],
    ids=["plain objects", "packed objects", "linearised", "uncompressed", "readable"],
)
def test_they_are_found_after_another_program_rewrote_the_file(how):
    assert attached_files(rewritten(WHOLE, **how), MOST) == HELD


def test_a_file_replaced_later_counts_in_its_last_form():
    with pikepdf.open(io.BytesIO(WHOLE)) as pdf:
        number = pdf.Root.AF[0].EF.F.objgen[0]
    added = b"\n%d 0 obj\n<< /Type /EmbeddedFile /Length 3 >>\nstream\nnew\nendstream\nendobj\n" % number
    assert attached_files(WHOLE + added, MOST)["b (1) \\ é.bin"] == b"new"


def test_a_locked_file_is_named_as_such():
    locked = rewritten(WHOLE, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(BadPdf, match="password"):
        attached_files(locked, MOST)


def attachment_of(data: bytes, more: bytes = b"") -> bytes:
    """A small hand-made PDF with one attached file, packed."""
    packed = zlib.compress(data, 9) + more
    return (
        b"%%PDF-1.7\n1 0 obj\n<</Type /Filespec /F (case.json) /EF <</F 2 0 R>> >>\nendobj\n"
        b"2 0 obj\n<</Type /EmbeddedFile /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (len(packed), packed)
    )


@pytest.mark.requirement("R57")
def test_a_bomb_is_stopped_before_it_unpacks():
    bomb = attachment_of(bytes(300 << 20))
    assert len(bomb) < 400_000
    tracemalloc.start()
    with pytest.raises(BadPdf, match="unpacks"):
        attached_files(bomb, MOST)
    assert tracemalloc.get_traced_memory()[1] < 4 * MOST
    tracemalloc.stop()


STRANGE = {
    "empty": b"",
    "another kind": b"PK\x03\x04" + WHOLE[4:],
    "only a beginning": WHOLE[:4000],
    "a name alone": b"%PDF-1.7\n",
    "objects without end": b"%PDF-1.4\n" + b"1 0 obj " * 300_000,
    "too many objects": b"%PDF-1.4\n" + b"1 0 obj<<>>endobj\n" * 300_000,
    "a stream without end": b"%PDF-1.4\n1 0 obj<</Length 9>>stream\n" + bytes(100_000),
    "spaces": b"%PDF-1.4\n" + b" " * 3_000_000,
    "digits": b"%PDF-1.4\n" + b"1 " * 1_500_000,
    "a torn packing": attachment_of(b"x" * 1000).replace(b"\nendstream", b"", 1)[:-30] + b"endstream endobj",
    "a filter of no kind": attachment_of(b"x").replace(b"FlateDecode", b"Unheard"),
    "a file that is not there": b"%PDF-1.4\n1 0 obj<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>endobj",
    "an index of nonsense": b"%PDF-1.4\n1 0 obj<</Type/ObjStm/First 9>>stream\nx y /Filespec\nendstream endobj",
}


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_a_strange_file_is_refused_in_words(data):
    with pytest.raises(BadPdf) as refused:
        attached_files(data, MOST)
    assert str(refused.value)


@pytest.mark.requirement("R57")
def test_a_mutated_file_gives_its_files_or_is_refused(full):
    chance = random.Random(5)
    for _ in range(2000 if full else 200):
        data = bytearray(WHOLE)
        for _ in range(chance.choice((1, 3, 40))):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 60)]
                case _:
                    data[at:at] = chance.choice((b"endobj", b"stream\n", b"<<", b">>", b"1 0 obj", bytes(9)))
        try:
            found = attached_files(bytes(data), MOST)
        except BadPdf:
            continue
        assert all(isinstance(content, bytes) for content in found.values())


@pytest.mark.requirement("R57")
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    for text in (data, b"%PDF-1.7\n" + data, attachment_of(b"x", data)):
        with suppress(BadPdf):
            assert all(isinstance(content, bytes) for content in attached_files(text, MOST).values())


def test_the_metadata_is_found_also_when_packed():
    for data in (WHOLE, rewritten(WHOLE)):
        assert b"pdfuaid:part" in reader.found_in(data, MOST).metadata
