"""What travels in a document for programs: the case itself with its pictures, and the record of where it comes from."""

from __future__ import annotations

from typing import Final

from hcplanner.case import Case
from hcplanner.documents.about import Attachment, Record
from hcplanner.documents.declarations import Document
from hcplanner.documents.issue import Issue
from hcplanner.fields import fingerprint, laid_out, plain
from hcplanner.i18n import Words

CASE_FILE: Final = "case.json"
"""The name under which a case travels."""

# What a picture begins with; another kind travels as plain bytes.
_KINDS: Final = ((b"\x89PNG", "png", "image/png"), (b"\xff\xd8\xff", "jpg", "image/jpeg"))


def record(case: Case, document: Document, issue: Issue) -> Record:
    """Which state of which case the document shows; nothing of the patient."""
    return Record(
        document=document.name,
        kind=issue.kind.value,
        case=case.id,
        revision=case.revision,
        unsaved=not issue.saved,
        fingerprint=fingerprint(case),
    )


def attachments(case: Case, document: Document, issue: Issue, words: Words) -> tuple[Attachment, ...]:
    """The case as it stands in its file, and its pictures by their SHA-256, for documents declared to carry it."""
    if not document.declared.attach_case or issue.attach_case is False:
        return ()
    written = Attachment(
        name=CASE_FILE,
        mime="application/json",
        description=words("The case this document was printed from"),
        data=issue.case_json or laid_out(plain(case)),
        relationship="Source",
    )
    named = sorted({picture.digest for picture in case.imaging.pictures} & set(issue.pictures))
    return (written, *(_picture(digest, issue.pictures[digest], words) for digest in named))


def _picture(digest: str, data: bytes, words: Words) -> Attachment:
    ending, mime = next(
        ((ending, mime) for start, ending, mime in _KINDS if data.startswith(start)),
        ("bin", "application/octet-stream"),
    )
    return Attachment(name=f"{digest}.{ending}", mime=mime, description=words("A key picture of the case"), data=data)
