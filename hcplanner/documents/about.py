"""What a document says about itself besides its markup: title, running header, footer, attachments, words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from hcplanner.documents.archive import Attachment
from hcplanner.documents.pdf.seal import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hcplanner.documents.figures.drawing import Source

__all__ = ["About", "Attachment", "PaperWords", "Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """The words the engine itself prints, in the document's language."""

    page_of: str = "Page {page} of {pages}"
    checked: str = "checked"
    not_checked: str = "not checked"
    name: str = "Name"
    signature: str = "Signature"
    date: str = "Date"
    time: str = "Time"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Everything besides the markup that a document is made from.

    `created` is the time of the revision, with its offset. The running header shows `header_left` (who
    the patient is) and `header_right` (what the document is); each row of `footer` is its left and its
    right text. `draft_mark` is the word printed on every page of a draft, `notice` a line below the header.
    `figures` holds SVG text or the bytes of a PNG or JPEG picture, or one with marks over it, by the name
    that the markup uses.
    `template` names the markup in errors. `record` is what the file says of where it comes from, for programs.
    """

    title: str
    created: datetime
    language: str = "en"
    author: str = ""
    subject: str = ""
    keywords: str = ""
    creator: str = "hcplanner"
    page: Literal["a4", "letter"] = "a4"
    header_left: str = ""
    header_right: str = ""
    notice: str = ""
    footer: tuple[tuple[str, str], ...] = ()
    draft_mark: str | None = None
    attachments: tuple[Attachment, ...] = ()
    record: Record | None = None
    figures: Mapping[str, Source] = field(default_factory=dict)
    words: PaperWords = PaperWords()
    template: str = "document"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document needs a title")
        if self.created.tzinfo is None:
            raise ValueError("the time of a document needs its offset")
