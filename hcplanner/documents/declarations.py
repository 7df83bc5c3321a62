"""A document as its folder declares it: title, audience, page sizes, whether the case is inside, what *final* needs."""

from __future__ import annotations

import tomllib
from enum import Enum
from pathlib import Path
from typing import Literal

import msgspec

from hcplanner.errors import UnknownDocument

DECLARATION = "document.toml"
TEMPLATE = "document.xml.j2"


class Kind(Enum):
    """How a document is issued."""

    DRAFT = "draft"
    FINAL = "final"
    EMERGENCY = "emergency"


class FinalNeeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a final needs: fields that must be recorded, named conditions, and the least number of signature boxes."""

    required: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    signatures: int = 0


class Declaration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One document.

    order: its place in lists; version: that of its wording; emergency: at most 12 fields
    content: what it prints of the shipped content besides its own wording, each approved for itself
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


class Document(msgspec.Struct, frozen=True):
    """A document: its name (that of its folder), where it stands, and its declaration."""

    name: str
    folder: Path
    declared: Declaration


def documents(root: Path) -> tuple[Document, ...]:
    """All documents declared below `root`, in their declared order.

    Raises msgspec.ValidationError for a declaration with a wrong or unknown entry.
    """
    found = [
        Document(path.parent.name, path.parent, msgspec.convert(tomllib.loads(path.read_text("utf-8")), Declaration))
        for path in root.glob(f"*/{DECLARATION}")
    ]
    return tuple(sorted(found, key=lambda document: (document.declared.order, document.name)))


def document(root: Path, name: str) -> Document:
    """The document of that name; UnknownDocument names those there are."""
    known = documents(root)
    for one in known:
        if one.name == name:
            return one
    raise UnknownDocument(name, [one.name for one in known])
