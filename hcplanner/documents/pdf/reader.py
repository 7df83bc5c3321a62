"""Finds attached files and metadata in a PDF that somebody else may have made or rewritten; nothing is drawn or run.

The file is walked once from its beginning, object by object, without trusting its table of contents, and
every size is bounded before anything is unpacked. So an object that was replaced later, as a signature
does, counts in its last form.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from hcplanner.i18n import N_

MAGIC: Final = b"%PDF-"
_MAGIC_WITHIN: Final = 1024  # bytes before it that mail programs and scanners put there
_MOST_OBJECTS: Final = 200_000
_MOST_UNPACKED: Final = 128 << 20  # of everything that is looked into
_LONGEST_HEAD: Final = 16 << 10

_OBJECT: Final = re.compile(rb"(\d{1,9})[ \t\r\n]{1,4}\d{1,5}[ \t\r\n]{1,4}obj$")
_LOCKED: Final = re.compile(rb"/Encrypt\s{0,4}(\d{1,9}\s\d{1,5}\sR|<<)")
_BODY: Final = re.compile(rb"(?<=>>)[ \t\r\n]{0,8}stream\r?\n|\bendobj\b")
_LENGTH: Final = re.compile(rb"/Length[ \t\r\n]+(\d{1,10})(?![ \t\r\n]+\d+[ \t\r\n]+R)")
_END: Final = re.compile(rb"[ \t\r\n]{0,4}endstream")
_SPEC: Final = re.compile(rb"/Type\s*/Filespec\b")
_FILE: Final = re.compile(rb"/EF\s*<<[^<>]*?/U?F\s+(\d{1,9})\s+\d{1,5}\s+R")
_COUNT: Final = re.compile(rb"/N[ \t\r\n]+(\d{1,6})")
_FIRST: Final = re.compile(rb"/First[ \t\r\n]+(\d{1,9})")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_FILTERED: Final = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")


class BadPdf(Exception):
    """The file is no PDF that may be read; the text says why, in words that end a sentence."""


class _Stream(NamedTuple):
    head: bytes
    start: int
    end: int


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does."""
    return MAGIC in data[:_MAGIC_WITHIN]


class Found(NamedTuple):
    """What a PDF holds besides its pages: the attached files by their names, and the metadata, empty without any."""

    files: dict[str, bytes]
    metadata: bytes


def found_in(data: bytes, most: int) -> Found:
    """The files attached to a PDF, together at most `most` bytes, and its metadata.

    Raises:
        BadPdf: it is damaged, locked with a password, or made to do harm.
    """
    if not is_pdf(data):
        raise BadPdf(N_("it is a file of another kind"))
    if _LOCKED.match(data, max(0, data.find(b"/Encrypt"))):
        raise BadPdf(N_("it is locked with a password"))
    streams: dict[int, _Stream] = {}
    specs: list[bytes] = []
    left = _MOST_UNPACKED
    for number, found in _objects(data):
        if isinstance(found, bytes):
            if _SPEC.search(found):
                specs.append(found)
            continue
        streams[number] = found
        kind = found.head
        if b"/ObjStm" in kind:
            inside = _unpacked(data, found, left)
            left -= len(inside)
            specs += _specs_within(inside, kind)
    if not streams and not specs:
        raise BadPdf(N_("the file is damaged or incomplete"))
    described = [one for one in streams.values() if b"/Metadata" in one.head and b"/XML" in one.head]
    return Found(_taken(data, specs, streams, most), _unpacked(data, described[-1], most) if described else b"")


def _taken(data: bytes, specs: list[bytes], streams: dict[int, _Stream], most: int) -> dict[str, bytes]:
    taken: dict[str, bytes] = {}
    for spec in specs:
        name, file = _name(spec), _FILE.search(spec)
        if not name or file is None:
            continue
        stream = streams.get(int(file[1]))
        if stream is None:
            raise BadPdf(N_("the file is damaged or incomplete"))
        content = _unpacked(data, stream, most)
        most -= len(content)
        taken[name] = content
    return taken


def _objects(data: bytes) -> Iterator[tuple[int, bytes | _Stream]]:
    """Every object in the order of the file: a stream with its place, anything else as its bytes."""
    place = count = 0
    while (word := data.find(b"obj", place)) >= 0:
        place = word + 3
        count += 1
        if count > _MOST_OBJECTS:
            raise BadPdf(N_("it has more parts than a document of this program can have"))
        opening = _OBJECT.search(data, max(0, word - 24), place)
        if opening is None:
            continue
        body = _BODY.search(data, place)
        if body is None:
            return
        head = data[place : min(body.start(), place + _LONGEST_HEAD)]
        place = body.end()
        if body[0] == b"endobj":
            yield int(opening[1]), head
            continue
        end = _end_of(data, head, body.end())
        yield int(opening[1]), _Stream(head, body.end(), end)
        place = end


def _end_of(data: bytes, head: bytes, start: int) -> int:
    said = _LENGTH.search(head)
    if said is not None and _END.match(data, end := start + int(said[1])):
        return end
    end = data.find(b"endstream", start)
    if end < 0:
        raise BadPdf(N_("the file is damaged or incomplete"))
    return end


def _unpacked(data: bytes, stream: _Stream, most: int) -> bytes:
    raw = data[stream.start : stream.end]
    filters = _FILTERED.search(stream.head)
    if filters is None:
        if len(raw) > most:
            raise BadPdf(N_("it unpacks to more than a case can be"))
        return raw
    if filters[1].strip(b"[] \t\r\n") != b"/FlateDecode" or b"/Predictor" in stream.head:
        raise BadPdf(N_("it was rewritten by another program in a way that cannot be read here"))
    engine = zlib.decompressobj()
    try:
        content = engine.decompress(raw, most + 1)
    except zlib.error as error:
        raise BadPdf(N_("the file is damaged or incomplete")) from error
    if len(content) > most:
        raise BadPdf(N_("it unpacks to more than a case can be"))
    if not engine.eof:
        raise BadPdf(N_("the file is damaged or incomplete"))
    return content


def _specs_within(inside: bytes, head: bytes) -> list[bytes]:
    """The descriptions of attached files among the objects of a stream of objects."""
    first, count = _FIRST.search(head), _COUNT.search(head)
    if first is None or count is None:
        raise BadPdf(N_("the file is damaged or incomplete"))
    body = int(first[1])
    index = inside[:body].split(maxsplit=2 * _MOST_OBJECTS)[: 2 * int(count[1])]
    if len(index) % 2 or not all(each.isdigit() and len(each) < 10 for each in index):
        raise BadPdf(N_("the file is damaged or incomplete"))
    starts = [body + int(each) for each in index[1::2]]
    ends = [*starts[1:], len(inside)]
    return [part for start, end in zip(starts, ends, strict=True) if _SPEC.search(part := inside[start:end])]


def _name(spec: bytes) -> str:
    found = re.search(rb"/UF\s*(?=[(<])", spec) or re.search(rb"/F\s*(?=[(<])", spec)
    if found is None:
        return ""
    return _text(spec[found.end() :])


def _text(after: bytes) -> str:
    """The text string that stands at the beginning."""
    if after.startswith(b"("):
        literal = re.match(rb"\(((?:\\.|[^\\()])*)\)", after, re.DOTALL)
        raw = _ESCAPE.sub(_unescaped, literal[1]) if literal else b""
    else:
        digits = re.match(rb"<([0-9A-Fa-f]{2,2000})>", after)
        raw = bytes.fromhex(digits[1].decode()) if digits and len(digits[1]) % 2 == 0 else b""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit() and code[:1] < b"8":
        return bytes([int(code, 8) & 0xFF])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(code, code)
