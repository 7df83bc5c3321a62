"""Makes a document: markup and what is about it in, the bytes of a tagged, archivable PDF out.

The markup is a small XHTML-like vocabulary (the table in `markup/vocabulary.py`, `vocabulary_guide()`
prints it). The file satisfies PDF/UA-1 and PDF/A-3a at once, embeds its fonts, and is the same bytes for
the same input. ReportLab is imported when the first document is made.
"""

from __future__ import annotations

import gc
import io
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from hcplanner.documents.about import About, Attachment, PaperWords
from hcplanner.documents.fonts import drawable, one_line, unprintable
from hcplanner.documents.markup.parse import Fault, MarkupError, located, parse

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from hcplanner.documents.pdf.canvas import TaggedCanvas

__all__ = ["About", "Attachment", "MarkupError", "PaperWords", "make_pdf", "nothing_collected", "unprintable"]

_LITTLE = 0.3  # of the last page
_SMALLER = {"clinical": (0.985, 0.97, 0.95, 0.93, 0.91), "patient": (0.985, 0.97, 0.955)}
"""Sizes of type that are tried to spare a last page with little on it; large print keeps its size."""
_HOPE = 0.7  # of what is too much, what a size has to spare to be worth trying
_MOST_PAGES = 30  # longer ones are not laid out again
_LONGEST = 500  # characters of a metadata entry
_PRODUCER = "hcplanner with ReportLab"


def make_pdf(markup: str, about: About) -> bytes:
    """The document as a PDF file, the same bytes whenever markup and `about` are the same.

    Raises MarkupError, with the line, for markup outside the vocabulary and for a figure that is missing, has
    no text alternative or cannot be read.
    """
    with nothing_collected():
        return _made(markup, about)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Leaves the collector of garbage alone for a while.

    Of what a document is made from, nothing is garbage before it is written: walking all of it again and again costs
    a fifth of the time, and of long tables more with each row.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Laid(NamedTuple):
    """A document laid out: its bytes, its pages, and how much of the last one is filled, from 0 to 1.

    A break asked for in the document ends a part, whose last page counts as well; a part of one page does not.
    """

    data: bytes
    pages: int
    filled: float


def _made(markup: str, about: About) -> bytes:
    """The document, a little smaller where that spares a page with little on it."""
    root = parse(markup, about.template)
    first = _laid_out(root, markup, about, 1.0)
    if not 1 < first.pages <= _MOST_PAGES or first.filled > _LITTLE:
        return first.data
    too_much = first.filled / (first.pages - 1 + first.filled)
    scales = [each for each in _SMALLER.get(root.get("size", "clinical"), ()) if each**2 < 1 - _HOPE * too_much]

    def spares(scale: float) -> bool:
        return _laid_out(root, markup, about, scale, measured=True).pages < first.pages

    found = bisect_left(scales, True, key=spares)  # what one size spares, every smaller one does
    return first.data if found == len(scales) else _laid_out(root, markup, about, scales[found]).data


def _laid_out(root: ET.Element, markup: str, about: About, scale: float, *, measured: bool = False) -> _Laid:
    """The document at this scale; only `measured`, it is not drawn and has no bytes."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    from hcplanner.documents import page
    from hcplanner.documents.fonts import REGULAR, coverage
    from hcplanner.documents.markup.compiler import compile_document
    from hcplanner.documents.pdf.canvas import TaggedCanvas
    from hcplanner.documents.pdf.flowables import NewPage
    from hcplanner.documents.pdf.measured import MeasuredCanvas, MeasuredFrame
    from hcplanner.documents.pdf.structure import Element

    coverage(REGULAR)
    frame = page.page_frame(about)
    tree = Element("Document")
    mark, notice = page.draft_element(tree, about), page.notice_element(tree, about)
    try:
        story = compile_document(
            root,
            tree,
            width=frame.width,
            page_height=frame.size[1],
            room=frame.height,
            words=about.words,
            figures=about.figures,
            scale=scale,
        )
    except Fault as fault:
        raise located(fault, root, markup, about.template) from None
    breaks = [each for each in story if isinstance(each, NewPage)]
    spoken = page.Spoken(mark, notice, page.footer_elements(tree, about))

    def behind(canvas: TaggedCanvas, _number: int, _total: int) -> None:
        page.draw_behind(canvas, about, frame)

    def furniture(canvas: TaggedCanvas, number: int, total: int) -> None:
        page.draw_furniture(canvas, about, frame, spoken if number == 1 else page.SILENT, (number, total))

    def canvas_maker(file: Any, **_settings: Any) -> TaggedCanvas:
        return (MeasuredCanvas if measured else TaggedCanvas)(
            file,
            _metadata(about),
            tree,
            pagesize=frame.size,
            font=REGULAR,
            behind=behind,
            finish=furniture,
        )

    buffer = io.BytesIO()
    template = BaseDocTemplate(buffer, pagesize=frame.size)
    framed = MeasuredFrame if measured else Frame
    box = framed(page.LEFT, frame.bottom, frame.width, frame.height, 0, 0, 0, 0, id="text")
    template.addPageTemplates([PageTemplate("page", [box])])
    template.build(story, canvasmaker=canvas_maker)
    ends = [each.ended for each in breaks if each.ended is not None]
    ends.append((template.page, box._y - frame.bottom))  # noqa: SLF001 - how far down the text of the last page reaches
    starts = (0, *(number for number, _ in ends))
    filled = [
        1 - left / frame.height for before, (number, left) in zip(starts, ends, strict=False) if number > before + 1
    ]
    return _Laid(buffer.getvalue(), template.page, min(filled, default=1.0))


def _metadata(about: About) -> Any:
    from hcplanner.documents.archive import Metadata

    return Metadata(
        title=_entry(about.title),
        language=about.language,
        author=_entry(about.author),
        subject=_entry(about.subject),
        keywords=_entry(about.keywords),
        creator=_entry(about.creator),
        producer=_PRODUCER,
        created=about.created.replace(microsecond=0),
        attachments=about.attachments,
        record=about.record,
    )


def _entry(text: str) -> str:
    """A text as it can stand in the file's metadata."""
    from hcplanner.documents.fonts import REGULAR

    return drawable(one_line(text), REGULAR)[:_LONGEST]
