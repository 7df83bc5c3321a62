"""A document as its folder declares it: title, audience, page sizes, whether the case is inside, what *final* needs.

An institution's own folder may hold documents too; one of the name of a shipped document takes its place.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from hcplanner.errors import UnknownDocument
from hcplanner.i18n import N_

DECLARATION = "document.toml"
TEMPLATE = "document.xml.j2"
SHARED = "shared"
TEXTS = "texts"


class Kind(Enum):
    """How a document is issued."""

    DRAFT = "draft"
    FINAL = "final"
    EMERGENCY = "emergency"


class FinalNeeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a final needs: fields that must be recorded, named conditions, and the least number of signature boxes.

    elements: the table of elements that it has to hold besides, by where the institution is
    """

    required: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    signatures: int = 0
    elements: Literal["", "consent"] = ""


class Declaration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One document.

    order: its place in lists; version: that of its wording; emergency: at most 12 fields
    content: what it prints of the shipped content besides its own wording, each approved for itself
    titles: its title where somebody else than the patient decides, by who decides
    """

    title: str
    about: str
    version: str
    order: int
    audience: Literal["clinician", "patient"] = "clinician"
    pages: tuple[Literal["a4", "letter"], ...] = ("a4", "letter")
    attach_case: bool = False
    content: tuple[Literal["evidence", "risks"], ...] = ()
    final: FinalNeeds = FinalNeeds()
    emergency: tuple[str, ...] = ()
    titles: Mapping[str, str] = {}

    def title_for(self, decider: str) -> str:
        """The title where this person decides."""
        return self.titles.get(decider, self.title)


class Document(msgspec.Struct, frozen=True):
    """A document: its name (that of its folder), where it stands, and its declaration.

    parts: folders in which the parts it includes are looked for, after its own
    own: it is the institution's; fault: why its folder declares nothing that can be printed, a message id
    texts: the institution's own text that is printed in it, by language
    """

    name: str
    folder: Path
    declared: Declaration
    parts: tuple[Path, ...] = ()
    own: bool = False
    fault: str = ""
    texts: Mapping[str, str] = {}

    @property
    def search(self) -> tuple[Path, ...]:
        """Where its template and the parts of it are looked for, in that order."""
        return (self.folder, *self.parts)

    @property
    def version(self) -> str:
        """The version of its wording. Where the institution's own files or text come into it, it ends in a mark of what
        they hold, so that an approval given to one wording is never taken for that of another.
        """
        told = [f"{language}:{self.texts[language]}" for language in sorted(self.texts) if self.texts[language].strip()]
        if not self.own and not told:
            return self.declared.version
        held = hashlib.sha256("\0".join(told).encode())
        # The last folder is the shipped one, which the version of the product tells.
        for folder in self.search[:-1] if self.own else ():
            for path in sorted(folder.glob("*")) if folder.is_dir() else ():
                if path.is_file():
                    held.update(f"{path.name}:{path.stat().st_size}:".encode() + path.read_bytes())
        return f"{self.declared.version}+{held.hexdigest()[:8]}"


def documents(root: Path, own: Path | None = None) -> tuple[Document, ...]:
    """All documents declared below `root` and in the institution's folder `own`, in their declared order.

    Raises msgspec.ValidationError for a shipped declaration with a wrong or unknown entry; one of the institution's
    own folder is told by `fault`, and the document cannot be printed until it is mended.
    """
    shipped = {
        path.parent.name: Document(path.parent.name, path.parent, declaration(path), (root / SHARED,))
        for path in root.glob(f"*/{DECLARATION}")
    }
    found = shipped
    if own is not None:
        every = shipped | _own(root, own, shipped)
        found = {name: _with_texts(one, own) for name, one in every.items()}
    return tuple(sorted(found.values(), key=lambda document: (document.declared.order, document.name)))


def declaration(path: Path) -> Declaration:
    """What a `document.toml` declares. Raises OSError, and ValueError for a wrong or unknown entry."""
    return _declared(path.read_text("utf-8"))


@lru_cache(128)
def _declared(text: str) -> Declaration:
    return msgspec.convert(tomllib.loads(text), Declaration)


def _own(root: Path, own: Path, shipped: dict[str, Document]) -> dict[str, Document]:
    """The institution's own documents, also those whose declaration cannot be followed."""
    found = {}
    for path in sorted(own.glob(f"*/{DECLARATION}")):
        name, fault = path.parent.name, ""
        try:
            declared = declaration(path)
        except (OSError, ValueError, RecursionError) as error:
            known = shipped.get(name)
            declared = known.declared if known else Declaration(title=name, about="", version="0", order=99)
            fault = str(error) or N_("it cannot be read")
        found[name] = Document(name, path.parent, declared, (own / SHARED, root / SHARED), own=True, fault=fault)
    return found


def text_file(own: Path, name: str, language: str) -> Path:
    """Where the institution's own text for a document stands, in a language."""
    return own / TEXTS / f"{name}.{language}.txt"


def _with_texts(document: Document, own: Path) -> Document:
    """The document with the institution's own texts; one that cannot be read is a fault: it may be about safety."""
    texts = {}
    for path in sorted((own / TEXTS).glob(f"{document.name}.*.txt")):
        try:
            texts[path.name.removeprefix(f"{document.name}.").removesuffix(".txt")] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            return msgspec.structs.replace(document, fault=document.fault or f"{path.name}: {error}")
    return msgspec.structs.replace(document, texts=texts) if texts else document


def document(root: Path, name: str, own: Path | None = None) -> Document:
    """The document of that name; UnknownDocument names those there are."""
    known = documents(root, own)
    for one in known:
        if one.name == name:
            return one
    raise UnknownDocument(name, [one.name for one in known])
