"""The documents there are: those that come with the program, and the institution's own."""

from __future__ import annotations

from pathlib import Path

from hcplanner import profile, shipped
from hcplanner.documents import declarations
from hcplanner.documents.declarations import Document
from hcplanner.profile import Profile

__all__ = ["Document", "document_named", "every_document", "own_folder"]


def own_folder(ours: Profile) -> Path | None:
    """The institution's folder of documents; None when it has none."""
    return Path(ours.templates) if ours.templates else None


def every_document(ours: Profile = profile.DEFAULT) -> tuple[Document, ...]:
    """Every document that can be printed here; one of the institution's own takes the place of that of its name."""
    return declarations.documents(shipped.templates(), own_folder(ours))


def document_named(name: str, ours: Profile = profile.DEFAULT) -> Document:
    """The document of that name. Raises UnknownDocument, which names those there are."""
    return declarations.document(shipped.templates(), name, own_folder(ours))
