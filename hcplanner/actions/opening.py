"""Starting a case: a new one, or one from a file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hcplanner.case import Case
from hcplanner.i18n import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hcplanner.actions.printing import Issue
    from hcplanner.storage.files import Source
    from hcplanner.storage.sealing import Secrets

__all__ = ["Opened", "Source", "carrying", "document_bytes", "new_case", "open_file"]


class Opened(NamedTuple):
    """An opened case: what it holds, where it comes from, whether it may be saved over, what the reader should know.

    copy: it was taken out of a document and has no file of its own; changed: it has changes after its revision
    """

    case: Case
    source: Source
    read_only: bool
    notices: tuple[str, ...]
    copy: bool = False
    changed: bool = False


def new_case() -> Case:
    """An empty case with a random id."""
    return Case(id=os.urandom(16).hex())


def open_file(path: Path, words: Words = ENGLISH, secrets: Secrets | None = None) -> Opened:
    """The case in a file, or inside a document that carries it; the notices are in the language of `words`.

    secrets: gives the secret keys at hand, should the file be sealed; None: those that need no passphrase

    Raises:
        FileMissing: there is no such file, or it may not be read.
        NotACase: it is damaged or something else; NoCaseInside for a PDF.
        CaseInvalid: it holds values that no case can hold; all are named.
        CannotUnseal, KeyClosed: it is encrypted, and the keys at hand do not open it.
    """
    # A new case, the first thing many see, needs nothing of the files.
    from hcplanner.storage import files

    if (document := document_bytes(path)) is not None:
        return _from_document(document, path, words)
    case, source, notices = files.load(path, secrets or _at_hand)
    told = tuple(words(notice.message).format_map(notice.values) for notice in notices)
    return Opened(case, source, files.read_only(source), told)


def _at_hand() -> Sequence[str]:
    from hcplanner.actions.keys import at_hand

    return at_hand()


def document_bytes(path: Path) -> bytes | None:
    """The bytes of a file that is a PDF, None for any other. Raises FileMissing."""
    from hcplanner.documents.pdf.reader import is_pdf
    from hcplanner.storage import files

    data = files.read_bytes(path)
    return data if is_pdf(data) else None


def _from_document(data: bytes, path: Path, words: Words) -> Opened:
    from hcplanner.actions import inside
    from hcplanner.storage import files

    taken = inside.taken_out(data, path)
    record = taken.seal.record
    source = inside.source_of(taken, path)
    told = inside.notices(taken, path, words)
    changed = record is not None and record.unsaved
    return Opened(taken.case, source, files.read_only(source), told, copy=True, changed=changed)


def carrying(issue: Issue, case: Case, source: Source | None) -> Issue:
    """The issue with what travels in its documents: `case.json` as it stands in the file, and the key pictures.

    Out of an encrypted case nothing travels unless that was asked for.
    Of a case changed since, `case.json` is as saving would write it, with the keys that this version does not know.
    """
    if source is None:
        return issue
    if source.recipients and issue.attach_case is None:
        return replace(issue, attach_case=False)
    named = {picture.digest for picture in case.imaging.pictures}
    pictures = {digest: content for digest, content in source.attachments.items() if digest in named}
    return replace(issue, case_json=_written(case, source), pictures={**pictures, **issue.pictures})


def _written(case: Case, source: Source) -> bytes:
    from hcplanner.fields import laid_out
    from hcplanner.storage.reading import json_of

    return source.written if source.written and case == source.case else laid_out(json_of(case, source.unknown))
