"""What stands on every page around the text: running header, footer, page numbers, draft mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase.pdfmetrics import stringWidth

from hcplanner.documents.fonts import BOLD, REGULAR, SEMIBOLD, coverage, drawable, one_line
from hcplanner.documents.markup.context import MM
from hcplanner.documents.markup.styles import ACCENT, GHOST, HAIRLINE, INK, MUTED, RED

if TYPE_CHECKING:
    from hcplanner.documents.about import About
    from hcplanner.documents.pdf.canvas import TaggedCanvas

LEFT = 20 * MM  # room for punched holes
RIGHT = 16 * MM
_HEADER = 11 * MM  # baseline below the upper edge
_TOP = 19 * MM
_FOOTER = 9 * MM  # lowest baseline
_FOOTER_ROW = 9.6
_ELLIPSIS = "\u2026"


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The page and the box that the text fills, in points."""

    size: tuple[float, float]
    width: float
    height: float
    bottom: float


def page_frame(about: About) -> PageFrame:
    """The frame that leaves room for this document's header and footer."""
    size = letter if about.page == "letter" else A4
    bottom = _FOOTER + len(_footer_rows(about)) * _FOOTER_ROW + 3 * MM
    return PageFrame(size, size[0] - LEFT - RIGHT, size[1] - _TOP - bottom, bottom)


def _footer_rows(about: About) -> list[tuple[str, str]]:
    """The rows of the footer; the last one has room for the page number at its right."""
    rows = list(about.footer)
    if not rows or rows[-1][1]:
        rows.append(("", ""))
    return rows


def draw_behind(canvas: TaggedCanvas, about: About, frame: PageFrame) -> None:
    """The pale draft word across the page, below everything else."""
    word = drawable(one_line(about.draft_mark or ""), BOLD)
    if not word:
        return
    coverage(BOLD)
    size = min(150.0, 460 / max(stringWidth(word, BOLD, 1), 0.1))
    canvas.begin_artifact("Watermark")
    canvas.saveState()
    canvas.translate(LEFT + frame.width / 2, frame.bottom + frame.height / 2)
    canvas.rotate(52)
    canvas.setStrokeColor(GHOST)
    canvas.setLineWidth(0.8)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size * 0.33, word, mode=1)
    canvas.restoreState()
    canvas.end()


def draw_furniture(canvas: TaggedCanvas, about: About, frame: PageFrame, number: int, total: int) -> None:
    """Header and footer of a page, as artifacts."""
    for name in (REGULAR, SEMIBOLD, BOLD):
        coverage(name)
    canvas.begin_artifact("Header")
    _draw_header(canvas, about, frame)
    canvas.end()
    canvas.begin_artifact("Footer")
    _draw_footer(canvas, about, frame, number, total)
    canvas.end()


def _draw_header(canvas: TaggedCanvas, about: About, frame: PageFrame) -> None:
    y = frame.size[1] - _HEADER
    edge = LEFT + frame.width
    mark = drawable(one_line(about.draft_mark or ""), BOLD)[:40]
    middle = 0.0
    if mark:
        middle = stringWidth(mark, BOLD, 10.5) + 14
        x = LEFT + frame.width / 2 - middle / 2
        canvas.setFillColor(RED)
        canvas.setStrokeColor(RED)
        canvas.roundRect(x, y - 4.5, middle, 15, 2.5, stroke=1, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont(BOLD, 10.5)
        canvas.drawCentredString(x + middle / 2, y - 0.9, mark)
    half = (frame.width - middle) / 2 - 8
    _text(canvas, LEFT, y, about.header_left, SEMIBOLD, 8.6, INK, half if mark else frame.width * 0.6)
    _text(canvas, edge, y, about.header_right, REGULAR, 8.6, MUTED, half if mark else frame.width * 0.38, right=True)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, y - 7, edge, y - 7)


def _draw_footer(canvas: TaggedCanvas, about: About, frame: PageFrame, number: int, total: int) -> None:
    edge = LEFT + frame.width
    rows = _footer_rows(about)
    top = _FOOTER + (len(rows) - 1) * _FOOTER_ROW
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, top + _FOOTER_ROW, edge, top + _FOOTER_ROW)
    for index, (left, right) in enumerate(rows):
        y = top - index * _FOOTER_ROW
        share = 0.97 if not right else 0.66
        if index == len(rows) - 1:
            right = about.words.page_of.format(page=number, pages=total)
            used = _text(canvas, edge, y, right, SEMIBOLD, 7.8, INK, frame.width * 0.3, right=True)
            _text(canvas, LEFT, y, left, REGULAR, 7.4, MUTED, frame.width - used - 12)
            continue
        _text(canvas, LEFT, y, left, REGULAR, 7.4, MUTED, frame.width * share)
        _text(canvas, edge, y, right, REGULAR, 7.4, MUTED, frame.width * 0.32, right=True)


def _text(
    canvas: TaggedCanvas,
    x: float,
    y: float,
    text: str,
    font: str,
    size: float,
    color: Any,
    room: float,
    *,
    right: bool = False,
) -> float:
    """One line of text cut to the room it has; gives its width."""
    text = clipped(drawable(one_line(text[:400]), font), font, size, room)
    if not text:
        return 0.0
    canvas.setFillColor(color)
    canvas.setFont(font, size)
    (canvas.drawRightString if right else canvas.drawString)(x, y, text)
    return float(stringWidth(text, font, size))


def clipped(text: str, font: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(text + _ELLIPSIS, font, size) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS
