"""The `.hcplan` file as a container: a zip of `mimetype`, `case.json`, `history.jsonl` and attachments by hash."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from hcplanner.i18n import N_

SUFFIX: Final = ".hcplan"
MIMETYPE: Final = b"application/x-hcplanner-case"
CASE, HISTORY, ATTACHMENTS = "case.json", "history.jsonl", "attachments/"

LARGEST_FILE: Final = 256 << 20
"""Bytes of the largest file that is opened or written."""
LARGEST_CASE: Final = 16 << 20
"""Bytes of the largest `case.json`."""
MOST_MEMBERS: Final = 2000
"""Parts of a file, everything counted."""
_LARGEST_OTHER: Final = 16 << 20
_COMPRESSED_ABOVE: Final = 64 << 10
_LONGEST_NAME: Final = 200

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SAFE_NAME: Final = re.compile(r"(?!.*\.\.)[\w][\w .-]*(/[\w][\w .-]*)*")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})


class Contents(NamedTuple):
    """What a container holds. Attachments are known by their SHA-256; `others` are members of a later version.

    damaged: hashes of attachments whose bytes are not what their name says; their bytes are left out.
    """

    case: bytes
    history: bytes = b""
    attachments: Mapping[str, bytes] = _NOTHING
    others: Mapping[str, bytes] = _NOTHING
    damaged: tuple[str, ...] = ()


class BadContainer(Exception):
    """The bytes are not a container that may be read; the text says why, in words that end a sentence."""


def pack(contents: Contents) -> bytes:
    """The bytes of a container: the same contents give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, "mimetype", MIMETYPE)
        _add(archive, CASE, contents.case)
        _add(archive, HISTORY, contents.history)
        for name in sorted(contents.others):
            _add(archive, name, contents.others[name])
        for name in sorted(contents.attachments):
            _add(archive, ATTACHMENTS + name, contents.attachments[name])
    return target.getvalue()


def size(contents: Contents) -> int:
    """Bytes of everything in it, unpacked."""
    parts = (contents.case, contents.history, *contents.attachments.values(), *contents.others.values())
    return len(MIMETYPE) + sum(len(part) for part in parts)


def members(contents: Contents) -> int:
    """How many parts the file has."""
    return 3 + len(contents.attachments) + len(contents.others)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    # Short texts stand as they are: saving is faster, and even a torn-off piece of a file can be read by eye.
    large = len(content) > _COMPRESSED_ABOVE and not name.startswith(ATTACHMENTS)
    member.compress_type = zipfile.ZIP_DEFLATED if large else zipfile.ZIP_STORED
    member.create_system = 3
    member.external_attr = 0o600 << 16
    archive.writestr(member, content, compresslevel=1)


def unpack(data: bytes) -> Contents:
    """What the container holds, each member bounded before it is unpacked.

    Raises:
        BadContainer: the bytes are no zip, a damaged one, not a case, or one made to do harm.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except BadContainer:
        raise
    except NotImplementedError as error:
        raise BadContainer(N_("it is packed in a way that is not used for cases")) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
        raise BadContainer(N_("the file is damaged or incomplete")) from error


def _check_directory(data: bytes) -> None:
    """Look at the end of the zip alone: how many members it claims to have, before anything is made of them."""
    if len(data) > LARGEST_FILE:
        raise BadContainer(N_("it is too large to be a case"))
    if not data:
        raise BadContainer(N_("the file is empty"))
    if not data.startswith(b"PK\x03\x04"):
        raise BadContainer(N_("it is a file of another kind"))
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        raise BadContainer(N_("its end is missing, as after an interrupted copy"))
    members, size = struct.unpack_from("<HI", data, end + 10)
    if members > MOST_MEMBERS or size > MOST_MEMBERS * 512 or data[max(0, end - 20) :].startswith(b"PK\x06\x07"):
        raise BadContainer(N_("it has more parts than a case can have"))


def _read(archive: zipfile.ZipFile) -> Contents:
    found: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        _check_member(member, found)
        found[member.filename] = member
    if sum(member.file_size for member in found.values()) > LARGEST_FILE:
        raise BadContainer(N_("it unpacks to more than a case can be"))
    if "mimetype" not in found or _bytes(archive, found.pop("mimetype"), 200) != MIMETYPE:
        raise BadContainer(N_("it is a zip file of another kind"))
    if CASE not in found:
        raise BadContainer(N_("the part that holds the case is missing"))
    case = _bytes(archive, found.pop(CASE), LARGEST_CASE)
    history = _bytes(archive, found.pop(HISTORY), LARGEST_FILE) if HISTORY in found else b""
    attachments: dict[str, bytes] = {}
    others: dict[str, bytes] = {}
    damaged: list[str] = []
    for name, member in found.items():
        folder, _, digest = name.rpartition("/")
        if name.endswith("/"):
            continue
        if f"{folder}/" != ATTACHMENTS or not _HASH.fullmatch(digest):
            others[name] = _bytes(archive, member, _LARGEST_OTHER)
        elif (content := _attachment(archive, member, digest)) is None:
            damaged.append(digest)
        else:
            attachments[digest] = content
    return Contents(case, history, MappingProxyType(attachments), MappingProxyType(others), tuple(damaged))


def _check_member(member: zipfile.ZipInfo, found: Mapping[str, zipfile.ZipInfo]) -> None:
    name = member.filename
    if name in found:
        raise BadContainer(N_("it has two parts of the same name"))
    if len(name) > _LONGEST_NAME or not _SAFE_NAME.fullmatch(name.removesuffix("/")):
        raise BadContainer(N_("it has a part with a name that no case has"))
    if member.flag_bits & 0x1:
        raise BadContainer(N_("it is locked with a zip password, which cases never are"))


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    # The size in the directory may lie: never unpack more than the bound.
    with archive.open(member) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise BadContainer(N_("it unpacks to more than a case can be"))
    return content


def _attachment(archive: zipfile.ZipFile, member: zipfile.ZipInfo, digest: str) -> bytes | None:
    try:
        content = _bytes(archive, member, LARGEST_FILE)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
