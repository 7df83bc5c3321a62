"""The container: what goes in comes out, any zip tool reads it, and a harmful zip is refused before it is unpacked."""

import hashlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcplanner.storage import container
from hcplanner.storage.container import BadContainer, Contents, pack, unpack

_HOLDS = b'{"format":1}'


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def _case(*members: tuple[str, bytes]) -> bytes:
    return _zip(("mimetype", container.MIMETYPE), ("case.json", _HOLDS), *members)


@given(case=st.binary(), history=st.binary(), pieces=st.lists(st.binary(max_size=200), max_size=4))
def test_what_goes_in_comes_out(case: bytes, history: bytes, pieces: list[bytes]):
    attachments = {hashlib.sha256(piece).hexdigest(): piece for piece in pieces}
    contents = Contents(case, history, attachments, {"later/part.json": b"{}"})
    packed = pack(contents)
    assert unpack(packed) == contents
    assert pack(contents) == packed


def test_any_zip_tool_reads_it_and_the_first_bytes_tell_what_it_is():
    digest = hashlib.sha256(b"picture").hexdigest()
    packed = pack(Contents(_HOLDS, b"{}\n", {digest: b"picture"}))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["mimetype", "case.json", "history.jsonl", f"attachments/{digest}"]
        stored = {member.filename for member in archive.infolist() if member.compress_type == zipfile.ZIP_STORED}
        assert stored == set(archive.namelist())
    with zipfile.ZipFile(io.BytesIO(pack(Contents(bytes(1 << 20), attachments={digest: bytes(1 << 20)})))) as archive:
        packed_small = {
            member.filename for member in archive.infolist() if member.compress_type == zipfile.ZIP_DEFLATED
        }
        assert packed_small == {"case.json"}
    assert packed[30:66] == b"mimetype" + container.MIMETYPE


def test_a_file_packed_again_by_another_tool_is_read():
    again = _zip(
        ("attachments/", b""), ("case.json", _HOLDS), ("mimetype", container.MIMETYPE), compression=zipfile.ZIP_DEFLATED
    )
    assert unpack(again).case == _HOLDS


def test_a_damaged_attachment_is_named_and_the_rest_is_read():
    good, bad = hashlib.sha256(b"good").hexdigest(), "ab" * 32
    contents = unpack(_case((f"attachments/{good}", b"good"), (f"attachments/{bad}", b"bad")))
    assert (dict(contents.attachments), contents.damaged) == ({good: b"good"}, (bad,))


def test_an_attachment_with_flipped_bits_is_named_too():
    digest = hashlib.sha256(b"a picture").hexdigest()
    packed = pack(Contents(_HOLDS, attachments={digest: b"a picture"})).replace(b"a picture", b"a Picture")
    assert unpack(packed).damaged == (digest,)


def _twice() -> bytes:
    return _case(("other", b"a"), ("othes", b"b")).replace(b"othes", b"other")


def _locked() -> bytes:
    data = bytearray(_case())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _many() -> bytes:
    return _case(*((f"m{n}", b"") for n in range(2001)))


def _huge_claim() -> bytes:
    """A member that says it unpacks to four gigabytes."""
    data = bytearray(_case(("big", b"x" * 50)))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 0xFFFFFFF0)
    return bytes(data)


def _packed_strangely() -> bytes:
    data = bytearray(_case())
    for mark, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        struct.pack_into("<H", data, data.find(mark) + offset, 99)
    return bytes(data)


def _bomb(name: str, size: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", container.MIMETYPE)
        if name != "case.json":
            archive.writestr("case.json", _HOLDS)
        archive.writestr(name, b" " * size)
    return target.getvalue()


def _lying_bomb() -> bytes:
    """Says 10 bytes and unpacks to many."""
    data = bytearray(_bomb("case.json", 40 << 20))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.rfind(mark) + offset, 10)
    return bytes(data)


_REFUSED = {
    "nothing at all": (lambda: b"", "empty"),
    "a text": (lambda: b"Dear colleague", "another kind"),
    "a PDF": (lambda: b"%PDF-1.7\n", "another kind"),
    "a document of another program": (lambda: _zip(("mimetype", b"application/epub+zip")), "another kind"),
    "a zip without a kind": (lambda: _zip(("case.json", _HOLDS)), "another kind"),
    "no case in it": (lambda: _zip(("mimetype", container.MIMETYPE)), "missing"),
    "cut off": (lambda: _case()[:-30], "end is missing"),
    "its middle missing": (lambda: _case()[:60] + _case()[90:], "damaged"),
    "climbing out": (lambda: _case(("../../outside", b"x")), "a name that no case has"),
    "an absolute name": (lambda: _case(("/etc/outside", b"x")), "a name that no case has"),
    "a drive": (lambda: _case(("C:/outside", b"x")), "a name that no case has"),
    "a backward name": (lambda: _case(("a/..\\b", b"x")), "a name that no case has"),
    "an endless name": (lambda: _case(("n" * 201, b"x")), "a name that no case has"),
    "two of one name": (_twice, "same name"),
    "a zip password": (_locked, "password"),
    "very many parts": (_many, "more parts"),
    "a false size": (_huge_claim, "more than a case"),
    "a bomb for a case": (lambda: _bomb("case.json", 40 << 20), "more than a case"),
    "a bomb that lies": (_lying_bomb, "damaged|more than a case"),
    "a bomb beside it": (lambda: _bomb("later.json", 40 << 20), "more than a case"),
    "a strange packing": (_packed_strangely, "packed in a way"),
}  # fmt: skip


@pytest.mark.requirement("R57")
@pytest.mark.parametrize("what", _REFUSED)
def test_what_is_no_case_is_refused_with_a_reason(what: str):
    made, said = _REFUSED[what]
    with pytest.raises(BadContainer, match=said):
        unpack(made())


def test_a_zip_with_a_second_directory_of_the_large_kind_is_refused():
    whole = _case()
    end = whole.rfind(b"PK\x05\x06")
    with pytest.raises(BadContainer, match="more parts"):
        unpack(whole[:end] + b"PK\x06\x07" + bytes(16) + whole[end:])
