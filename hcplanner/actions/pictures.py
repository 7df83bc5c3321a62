"""Key pictures: taking one in, its marks, and which contents go into the file and onto paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hcplanner.case.imaging import KeyPicture, Mark
from hcplanner.errors import FileMissing
from hcplanner.i18n import N_, Words

if TYPE_CHECKING:
    from hcplanner.case import Case
    from hcplanner.exchange.pictures import Clean
    from hcplanner.opencase import OpenCase
    from hcplanner.storage.files import Source

__all__ = [
    "LIST", "SUFFIXES", "Clean", "add", "contents", "covered", "in_words", "marks_path", "named",
    "names_somebody_else", "notices", "overlay", "put_mark", "removed", "replace_content", "take_bytes", "take_file",
]  # fmt: skip

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".dcm", ".dicom")
"""How the names of files end that are taken for pictures when they are dropped."""
LIST = "imaging.pictures"
_SOMEBODY_ELSE = N_(
    "This file names another name, number or birth date than the case does. Make sure that it is this patient’s "
    "picture; if it is not, undo takes it out again."
)


def named(case: Case) -> frozenset[str]:
    """The SHA-256 of every picture that the case names."""
    return frozenset(one.digest for one in case.imaging.pictures if one.digest)


def contents(case: Case, attachments: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that the case names, by their SHA-256, as far as they are there; for paper."""
    return {digest: attachments[digest] for digest in sorted(named(case)) if digest in attachments}


def removed(case: Case, source: Source | None) -> frozenset[str]:
    """The pictures that the file held and the case no longer names: they leave the file at the next saving.

    Somebody took them out, perhaps because they show another person. What is no picture is none of this.
    """
    return frozenset() if source is None else named(source.case) - named(case)


def take_file(path: Path, page: int | None = None) -> Clean:
    """The picture in a file, clean. Raises FileMissing and PictureRefused; may take a second."""
    from hcplanner.exchange.pictures import LARGEST_FILE, taken

    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        from hcplanner.storage.atomic import reason_of

        raise FileMissing(path, reason_of(error)) from error
    return taken(data, page)


def take_bytes(data: bytes) -> Clean:
    """A picture from the clipboard, clean. Raises PictureRefused."""
    from hcplanner.exchange.pictures import taken

    return taken(data)


def notices(clean: Clean, case: Case, words: Words) -> tuple[str, ...]:
    """What to know about a picture that was taken in, first whether its file names somebody else than the case."""
    told = tuple(words(one.message).format_map(one.values) for one in clean.notices)
    return (words(_SOMEBODY_ELSE), *told) if names_somebody_else(clean, case) else told


def names_somebody_else(clean: Clean, case: Case) -> bool:
    """Whether the file of a picture names a birth date, a number or a surname other than the patient's.

    What either side does not say tells nothing.
    """
    person, patient = clean.person, case.patient
    born = patient.born
    if born is not None and born.complete and len(person.born) == 8 and person.born != str(born)[:10].replace("-", ""):
        return True
    numbers = {_bare(patient.identifier), _bare(patient.other_identifier)} - {""}
    if numbers and (ours := _bare(person.identifier)) and ours not in numbers:
        return True
    surname, theirs = _bare(patient.surname), _bare(person.name)
    return bool(surname and theirs and surname not in theirs)


def _bare(said: str) -> str:
    """Letters and digits alone, without accents and case."""
    plain = unicodedata.normalize("NFKD", said)
    return "".join(one for one in plain.casefold() if one.isalnum())


def add(open_case: OpenCase, clean: Clean) -> str:
    """Put a picture at the end of the case's list, as one undo step; gives the entry's id."""
    ident = open_case.new_ident(LIST)
    entry = KeyPicture(
        id=ident, source=clean.modality, on=clean.on, digest=open_case.attach(clean.data), width_px=clean.width,
        height_px=clean.height,
    )  # fmt: skip
    open_case.put_items(LIST, (*open_case.case.imaging.pictures, entry))
    return ident


def covered(data: bytes, boxes: Iterable[tuple[float, float, float, float]]) -> Clean:
    """A kept picture with boxes blackened for good, each two corners as shares of width and height."""
    from hcplanner.exchange import pictures

    return pictures.covered(data, boxes)


def replace_content(open_case: OpenCase, ident: str, clean: Clean) -> None:
    """Give an entry another content, such as the covered one, as one undo step; its marks and words stay."""
    digest = open_case.attach(clean.data)
    changed = {"digest": digest, "width_px": clean.width, "height_px": clean.height}
    open_case.put_items(
        LIST,
        tuple(
            msgspec.structs.replace(one, **changed) if one.id == ident else one
            for one in open_case.case.imaging.pictures
        ),
    )


def put_mark(open_case: OpenCase, ident: str, mark: Mark) -> None:
    """Draw a mark on a picture, or put it in the place of the one with the same id, as one undo step."""
    held = next(one.marks for one in open_case.case.imaging.pictures if one.id == ident)
    kept = tuple(mark if one.id == mark.id else one for one in held)
    open_case.put_items(marks_path(ident), kept if any(one.id == mark.id for one in held) else (*held, mark))


def marks_path(ident: str) -> str:
    """The path of the list of marks of a picture."""
    return f"{LIST}[{ident}].marks"


def overlay(picture: KeyPicture, scale: float = 1.0) -> str:
    """The marks of a picture as an SVG drawing of its proportions, the same that paper shows."""
    from hcplanner.documents.figures.marks import overlay as drawn

    return drawn(picture, scale=scale)


def in_words(picture: KeyPicture, words: Words) -> str:
    """What a picture shows, for those who do not see it: its caption and its marks."""
    from hcplanner.documents.figures.marks import as_alt
    from hcplanner.documents.figures.marks import in_words as told

    return as_alt(picture.caption, told(picture, words), words)
