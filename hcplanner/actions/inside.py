"""The case inside a document: taken out of its PDF as it was printed, with where it comes from."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from hcplanner.case import FORMAT, Case
from hcplanner.documents import facts, stamp
from hcplanner.documents.pdf import reader, seal
from hcplanner.documents.travels import CASE_FILE
from hcplanner.errors import NoCaseInside
from hcplanner.fields import fingerprint
from hcplanner.i18n import N_, Words
from hcplanner.storage import container, history
from hcplanner.storage.files import NEWER, Source
from hcplanner.storage.reading import Read, case_from
from hcplanner.storage.strict_json import BadJson, loads

_PICTURE: Final = re.compile(r"([0-9a-f]{64})\.[a-z0-9]{1,5}")

COPY: Final = N_(
    "This is a copy of the case that {name} was printed from: {document}, {revision}. It has no file of its own until "
    "it is saved under a name, and its history begins anew."
)
ADDED: Final = N_(
    "Something was added to the PDF after it was printed, such as a signature or remarks. It is not part of the case."
)
CHANGED: Final = N_(
    "The PDF was changed or damaged after it was printed. The case inside is the one that its pages name, unchanged."
)
UNMARKED: Final = N_(
    "The PDF was rewritten by another program: it no longer says which revision it was printed from, and whether the "
    "case inside is unchanged cannot be told."
)
PICTURES: Final = N_("Key pictures that are not in the PDF, or damaged there: {count}.")


class Inside(NamedTuple):
    """What a document carries.

    read: how the case was read; written: `case.json` exactly as it is attached; pictures: by their SHA-256
    seal: what the document says of itself
    """

    case: Case
    read: Read
    written: bytes
    pictures: dict[str, bytes]
    seal: seal.Seal


def taken_out(data: bytes, path: object, known: seal.Seal | None = None) -> Inside:
    """The case inside a PDF, which must be the one that its record names; `path` is only named in errors.

    known: what the document says of itself, where that was asked before

    Raises:
        NoCaseInside: there is none, it is not ours or not as it was printed, or the PDF is damaged or locked.
        CaseInvalid: what is attached holds values that no case can hold.
    """
    if len(data) > container.LARGEST_FILE:
        raise NoCaseInside(path, N_("it is too large to be a document of this program"))
    written, others, metadata = _attached(data, path)
    said = known or seal.seal_of(data)
    if said.record is None:
        said = said._replace(record=seal.record_in(metadata))
    try:
        raw = loads(written)
    except BadJson as error:
        raise NoCaseInside(path, str(error)) from error
    if not isinstance(raw, dict) or "format" not in raw:
        raise NoCaseInside(path, N_("what is attached to it is not a case of this program"))
    read = case_from(raw, path)
    case = read.case
    if said.record is not None:
        # A file made by hand may lack an id; its paper had one.
        case = msgspec.structs.replace(case, id=case.id or said.record.case)
        if not names(said.record, case, raw):
            raise NoCaseInside(path, N_("the case in it was changed after printing: it is not what its pages say"))
    pictures = {
        match[1]: content
        for name, content in others.items()
        if (match := _PICTURE.fullmatch(name)) and hashlib.sha256(content).hexdigest() == match[1]
    }
    return Inside(case, read, written, pictures, said)


def names(record: seal.Record, case: Case, raw: Any) -> bool:
    """Whether the record is of this case; `raw` its plain values, with what this version does not know."""
    return record.fingerprint in (fingerprint(case), history.canonical_hash(raw))


def _attached(data: bytes, path: object) -> tuple[bytes, dict[str, bytes], bytes]:
    try:
        files, metadata = reader.found_in(data, container.LARGEST_FILE)
    except reader.BadPdf as error:
        raise NoCaseInside(path, str(error)) from error
    written = files.pop(CASE_FILE, None)
    if written is None:
        raise NoCaseInside(path, N_("it carries no case"))
    if len(written) > container.LARGEST_CASE:
        raise NoCaseInside(path, N_("it unpacks to more than a case can be"))
    return written, files, metadata


def source_of(inside: Inside, path: Path) -> Source:
    """Where the copy comes from: a place that nothing is ever saved to unasked, with what must come back on saving."""
    return Source(
        path=path.absolute(), digest="", case=Case(id=inside.case.id), format=inside.read.format,
        unknown=inside.read.unknown, attachments=inside.pictures,
    )  # fmt: skip


def notices(inside: Inside, path: Path, words: Words) -> tuple[str, ...]:
    """What the reader should know: where the copy comes from, and what happened to the PDF since."""
    record, standing = inside.seal.record, inside.seal.standing
    told = []
    if record is not None:
        revision = revision_words(inside.case, record, words)
        told.append(words(COPY).format(name=path.name, document=title_of(record.document, words), revision=revision))
    if inside.read.format > FORMAT:
        told.append(words(NEWER).format(found=inside.read.format, known=FORMAT))
    if record is None:
        told.append(words(UNMARKED))
    elif standing is not seal.Standing.WHOLE:
        told.append(words(ADDED if standing is seal.Standing.ADDED else CHANGED))
    missing = {picture.digest for picture in inside.case.imaging.pictures} - {"", *inside.pictures}
    if missing:
        told.append(words(PICTURES).format(count=len(missing)))
    return tuple(told)


def title_of(name: str, words: Words) -> str:
    """The title of a document by its name; of one that another site made for itself, its name."""
    from hcplanner.actions.printing import documents

    return next((one.title for one in documents(words.language) if one.name == name), name)


def revision_words(case: Case, record: seal.Record, words: Words) -> str:
    """Which state of the case a document shows, with its time where there is one."""
    if not record.revision:
        return words("not saved yet")
    pattern = words("changes after revision {n}") if record.unsaved else words("revision {n}")
    told = pattern.format(n=record.revision)
    if not case.saved_at:
        return told
    return words("{revision}, {time}").format(revision=told, time=facts.moment(stamp.time_of(case), words))
