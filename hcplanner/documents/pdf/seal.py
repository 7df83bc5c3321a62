"""The record in a document's metadata: which case it shows, and a digest over all its bytes.

The digest tells of damage and of every later change. It keeps nobody from forging: who rewrites a file can
compute it anew, as a signature could not.
"""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from html import escape, unescape
from typing import Final, NamedTuple

NAMESPACE: Final = "urn:hcplanner:document:1#"

_ZEROS: Final = "0" * 64
_LENGTH: Final = 12  # digits
_SEAL: Final = re.compile(rb"<hcp:Length>(\d{12})</hcp:Length><hcp:SHA256>([0-9a-f]{64})</hcp:SHA256>")
_ENTRY: Final = re.compile(rb"<hcp:(Document|Kind|Case|Revision|Unsaved|Fingerprint)>([^<]{0,200})</hcp:")
_NEAR: Final = 4096  # bytes before the seal in which the record stands
_LONGEST_METADATA: Final = 1 << 20
_ENDING: Final = b"%%EOF\n"
_MOST_SEALS: Final = 2  # a document that carries another inside has that one's too; each costs a whole digest

_PROPERTIES: Final = (
    ("Document", "Text", "Name of the document"),
    ("Kind", "Text", "Draft, final or emergency"),
    ("Case", "Text", "Random name of the case that it shows"),
    ("Revision", "Integer", "Revision of that case"),
    ("Unsaved", "Boolean", "Whether the case had changes after that revision"),
    ("Fingerprint", "Text", "SHA-256 of the canonical form of the case"),
    ("Length", "Text", "Bytes of the whole file"),
    ("SHA256", "Text", "SHA-256 of the whole file, with zeros in the place of this value"),
)


class Record(NamedTuple):
    """What a document says about where it comes from; nothing of the patient.

    kind: draft, final or emergency; unsaved: the case had changes after that revision
    """

    document: str
    kind: str
    case: str
    revision: int
    unsaved: bool
    fingerprint: str


class Standing(Enum):
    """How the bytes of a file stand to the digest inside."""

    WHOLE = "every byte is as it was made"
    ADDED = "what was made is whole, and something follows it"
    CHANGED = "bytes were changed or are missing"
    NONE = "no digest of this program is inside"


class Seal(NamedTuple):
    """What a file says about itself: how it stands, its record, and how many of its first bytes were made by us."""

    standing: Standing
    record: Record | None = None
    length: int = 0


def schema() -> str:
    """The entry that declares our properties, as PDF/A asks for every property of a schema of one's own."""
    told = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{words}</pdfaProperty:description></rdf:li>"
        for name, kind, words in _PROPERTIES
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>hcplanner document record</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>hcp</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{told}</rdf:Seq>"
        "</pdfaSchema:property></rdf:li>"
    )


def entries(record: Record | None) -> str:
    """The record as properties of the metadata, ending with the place of the digest."""
    told = ""
    if record is not None:
        held = (
            record.document, record.kind, record.case, str(record.revision),
            "True" if record.unsaved else "False", record.fingerprint,
        )  # fmt: skip
        told = "".join(
            f"<hcp:{name}>{escape(value[:180])}</hcp:{name}>"
            for (name, _, _), value in zip(_PROPERTIES, held, strict=False)
        )
    return f"{told}<hcp:Length>{'0' * _LENGTH}</hcp:Length><hcp:SHA256>{_ZEROS}</hcp:SHA256>"


def sealed(data: bytes, packet: bytes) -> bytes:
    """The finished file with its length and digest in the place that `packet`, its metadata, keeps for them."""
    place = data.index(packet) + packet.index(b"<hcp:Length>") + len(b"<hcp:Length>")
    written = data[:place] + b"%0*d" % (_LENGTH, len(data)) + data[place + _LENGTH :]
    at = place + _LENGTH + len(b"</hcp:Length><hcp:SHA256>")
    return written[:at] + _digest(written, at, len(written)) + written[at + 64 :]


def seal_of(data: bytes) -> Seal:
    """What the file says about itself, and whether that is true."""
    found = Seal(Standing.CHANGED if NAMESPACE.encode() in data else Standing.NONE)
    for number, match in enumerate(_SEAL.finditer(data)):
        length, at = int(match[1]), match.start(2)
        seal = Seal(Standing.CHANGED, _record(data[max(0, match.start() - _NEAR) : match.start()]), length)
        ended = at + 64 <= length <= len(data) and data[length - len(_ENDING) : length] == _ENDING
        if ended and _digest(data, at, length) == match[2]:
            return seal._replace(standing=Standing.WHOLE if length == len(data) else Standing.ADDED)
        if found.record is None:
            found = seal
        if number == _MOST_SEALS:
            break
    return found


def record_in(metadata: bytes) -> Record | None:
    """The record in the metadata of a file that another program rewrote, perhaps packed; None when it left none."""
    return _record(metadata[:_LONGEST_METADATA])


def _digest(data: bytes, at: int, length: int) -> bytes:
    view = memoryview(data)
    state = hashlib.sha256(view[:at])
    state.update(_ZEROS.encode())
    state.update(view[at + 64 : length])
    return state.hexdigest().encode()


def _record(before: bytes) -> Record | None:
    held = {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _ENTRY.findall(before)}
    if len(held) < 6 or not held["Revision"].isdecimal() or len(held["Revision"]) > 9:
        return None
    return Record(
        held["Document"], held["Kind"], held["Case"], int(held["Revision"]), held["Unsaved"] == "True",
        held["Fingerprint"],
    )  # fmt: skip
