"""PDF objects that are already bytes, and how strings, dates and streams are written."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFObject

if TYPE_CHECKING:
    from datetime import datetime

_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r", "\n": r"\n"})


class Raw(PDFObject):
    """An indirect object whose bytes are written as they are."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"null") -> None:
        self.data = data

    def format(self, _document: object) -> bytes:
        """The bytes of the object."""
        return self.data


def stream(head: str, content: bytes, *, level: int = 4) -> Raw:
    """A stream object with the given dictionary entries; `level` 0 leaves it uncompressed.

    The usual level takes a third of the time of the highest, for files a twentieth longer.

    The end-of-line before `endstream` is CRLF: with LF alone, data that ends in CR contradicts /Length.
    """
    if level:
        content = zlib.compress(content, level)
        head += " /Filter /FlateDecode"
    return Raw(b"<< %s /Length %d >>\nstream\n%s\r\nendstream\n" % (head.encode("ascii"), len(content), content))


def pdf_string(text: str) -> str:
    """The text as a PDF string object: literal when ASCII, else UTF-16 in hexadecimal."""
    if text.isascii():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def pdf_date(moment: datetime) -> str:
    """A PDF date with the moment's own offset, such as D:20250314091500+01'00'."""
    offset = moment.strftime("%z") or "+0000"
    return f"{moment:D:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
