"""The institution's own documents: copying a shipped one, changing it, trying it, putting the shipped one back."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from hcplanner import shipped
from hcplanner.actions.pictures import contents
from hcplanner.actions.printing import Issue, make_document
from hcplanner.actions.templates import document_named, every_document, own_folder
from hcplanner.case import Case
from hcplanner.documents import declarations
from hcplanner.documents.declarations import DECLARATION, TEMPLATE, Document
from hcplanner.errors import CannotWrite, FileExists, FileMissing, NotFinal, TemplateFault
from hcplanner.profile import Profile
from hcplanner.storage import atomic

__all__ = [
    "Document", "Place", "Trial", "copy_document", "document_named", "every_document", "files_of", "guide", "put_back",
    "save_files", "save_text", "tried",
]  # fmt: skip

_KEPT: Final = ".put-back"
_NAMED_LINE: Final = re.compile(r"(?:(?P<file>[\w.-]+), )?line (?P<line>\d+): ")
_TAGS: Final = re.compile(r"</?\w[\w-]*")
_TAG: Final = re.compile(r"<(\w[\w-]*)>")


class Place(NamedTuple):
    """Where in a document's files a fault lies, as far as it is known: the file, and the line counted from 1."""

    file: str
    line: int


class Trial(NamedTuple):
    """What a changed template gives: the PDF, or why there is none and where that lies."""

    data: bytes
    fault: str = ""
    place: Place | None = None


def copy_document(name: str, ours: Profile) -> Document:
    """The institution's own copy of a shipped document, which from now on is printed in its place.

    Raises:
        UnknownDocument: there is no shipped document of that name.
        FileExists: the institution has its own already.
        CannotWrite: its folder cannot be written.
    """
    document = declarations.document(shipped.templates(), name)
    folder = own_folder(ours)
    if folder is None:
        raise CannotWrite("templates", "no folder is set for the institution's own documents")
    target = folder / name
    if target.exists():
        raise FileExists(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Complete before it has its name: a half-copied document would be printed.
        beside = Path(tempfile.mkdtemp(prefix=".copy-", dir=folder))
        for path in document.folder.iterdir():
            shutil.copyfile(path, beside / path.name)
        beside.chmod(0o755)
        beside.rename(target)
    except OSError as error:
        raise CannotWrite(target, atomic.reason_of(error)) from error
    return document_named(name, ours)


def put_back(document: Document) -> Path:
    """Let the shipped document be printed again; the institution's own is kept aside, and its new place is given.

    Raises CannotWrite.
    """
    kept = document.folder.parent / _KEPT
    number = 1
    while (target := kept / f"{document.name}-{number}").exists():
        number += 1
    try:
        kept.mkdir(exist_ok=True)
        document.folder.rename(target)
    except OSError as error:
        raise CannotWrite(document.folder, atomic.reason_of(error)) from error
    return target


def files_of(document: Document) -> dict[str, str]:
    """The texts of a document's files by name: the template first, its declaration last.

    Raises FileMissing when one cannot be read as text.
    """
    last = {TEMPLATE: 0, DECLARATION: 2}
    there = [path for path in document.folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    return {path.name: _text(path) for path in sorted(there, key=lambda path: (last.get(path.name, 1), path.name))}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileMissing(path, atomic.reason_of(error)) from error


def save_files(document: Document, texts: Mapping[str, str]) -> None:
    """Write changed files of an own document; the next printing uses them. Raises CannotWrite."""
    if not document.own:
        raise CannotWrite(document.folder, "a document that came with the program is never changed")
    for name, text in texts.items():
        atomic.write(document.folder / name, text.encode())


def save_text(document: Document, language: str, text: str, ours: Profile) -> None:
    """Keep the institution's own text for a document in a language; an empty one is taken away. Raises CannotWrite."""
    folder = own_folder(ours)
    if folder is None:
        raise CannotWrite("templates", "no folder is set for the institution's own documents")
    path = declarations.text_file(folder, document.name, language)
    try:
        if text.strip():
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(path, text.encode())
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path, atomic.reason_of(error)) from error


def tried(
    document: Document, texts: Mapping[str, str], case: Case, ours: Profile, language: str = "en", *,
    attachments: Mapping[str, bytes] | None = None,
) -> Trial:  # fmt: skip
    """What the document would print of the case with these texts in place of its files; nothing of it is kept.

    attachments: contents by SHA-256, the case's pictures among them
    """
    issue = Issue(language=language, saved=True, pictures=contents(case, attachments or {}))
    with tempfile.TemporaryDirectory(prefix="hcplanner-") as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, "utf-8")
        try:
            declared = declarations.declaration(Path(folder) / DECLARATION)
            changed = replace(document, folder=Path(folder), declared=declared, fault="", own=True)
            return Trial(make_document(case, changed, issue, ours))
        except TemplateFault as fault:
            return Trial(b"", fault.reason, place_of(fault, texts))
        except NotFinal as refused:
            return Trial(b"", str(refused))
        except (OSError, ValueError, RecursionError) as error:
            return Trial(b"", f"{DECLARATION}: {error}", Place(DECLARATION, _line_named(str(error))))


def place_of(fault: TemplateFault, texts: Mapping[str, str]) -> Place | None:
    """Where in the files the fault lies: as it says, else at the line that looks most like the one it names."""
    found = _NAMED_LINE.match(fault.reason)
    if found is None:
        return None
    if found["file"] in texts:
        return Place(found["file"], int(found["line"]))
    return _looks_like(fault, texts)


def _looks_like(fault: TemplateFault, texts: Mapping[str, str]) -> Place | None:
    """A fault of the markup is found in what the template gave; its line is looked for in the template itself."""
    tag = _TAG.search(fault.reason)
    lines = [(name, number, line) for name, text in texts.items() if name != DECLARATION
             for number, line in enumerate(text.splitlines(), 1)]  # fmt: skip
    named = [one for one in lines if tag is not None and f"<{tag[1]}" in one[2]]
    likely = named or (lines if fault.near else [])
    if not likely:
        return None
    best = max(likely, key=lambda one: _likeness(one[2], fault.near))
    return Place(best[0], best[1])


def _likeness(written: str, given: str) -> tuple[float, float]:
    """How like a template's line is to what it gave: its tags first, for they stand there as they come out."""
    tags = SequenceMatcher(None, _TAGS.findall(written), _TAGS.findall(given)).ratio()
    return tags, SequenceMatcher(None, written.strip(), given.strip()).ratio()


def guide() -> str:
    """What a template may hold and name, as Markdown: the markup, the names, the drawings."""
    from hcplanner.documents.guide import guide as whole

    return whole()


def _line_named(reason: str) -> int:
    found = re.search(r"line (\d+)", reason)
    return int(found[1]) if found else 1
