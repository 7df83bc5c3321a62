"""What stands on every page around the text: running header, footer, page numbers, draft mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

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


class _Ink(NamedTuple):
    """How a line of the furniture is set."""

    font: str
    size: float
    color: Any


_WHO = _Ink(SEMIBOLD, 8.8, INK)
_TITLE = _Ink(REGULAR, 8.8, MUTED)
_NOTE = _Ink(REGULAR, 7.4, MUTED)
_NUMBER = _Ink(SEMIBOLD, 7.8, INK)


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
    canvas.setFillColor(GHOST)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size * 0.33, word)
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
    _draw_footer(canvas, about, frame, about.words.page_of.format(page=number, pages=total))
    canvas.end()


def _draw_header(canvas: TaggedCanvas, about: About, frame: PageFrame) -> None:
    y = frame.size[1] - _HEADER
    edge = LEFT + frame.width
    used = _draw_badge(canvas, edge, y, one_line(about.draft_mark or "")[:40])
    used += _write(canvas, (edge - used, y), about.header_right, _TITLE, frame.width * 0.34 - used, right=True)
    lines = _two_lines(drawable(one_line(about.header_left[:400]), SEMIBOLD), _WHO, frame.width - used - 14)
    for place, line in enumerate(reversed(lines)):
        _write(canvas, (LEFT, y + place * 10), line, _WHO, frame.width - used - 14)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, y - 7, edge, y - 7)


def _draw_badge(canvas: TaggedCanvas, edge: float, y: float, mark: str) -> float:
    """The draft word, white on red, ending at `edge`; gives the room it takes."""
    word = drawable(mark, BOLD)
    if not word:
        return 0.0
    width = stringWidth(word, BOLD, 10.5) + 14
    canvas.setFillColor(RED)
    canvas.roundRect(edge - width, y - 4.2, width, 15, 2.5, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(BOLD, 10.5)
    canvas.drawCentredString(edge - width / 2, y - 0.4, word)
    return float(width) + 9


def _draw_footer(canvas: TaggedCanvas, about: About, frame: PageFrame, page_of: str) -> None:
    edge = LEFT + frame.width
    *rows, (last, _) = _footer_rows(about)
    top = _FOOTER + len(rows) * _FOOTER_ROW
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, top + _FOOTER_ROW, edge, top + _FOOTER_ROW)
    for place, (left, right) in enumerate(rows):
        y = top - place * _FOOTER_ROW
        used = _write(canvas, (edge, y), right, _NOTE, frame.width * 0.4, right=True)
        _write(canvas, (LEFT, y), left, _NOTE, frame.width - used - 12)
    used = _write(canvas, (edge, _FOOTER), page_of, _NUMBER, frame.width * 0.3, right=True)
    _write(canvas, (LEFT, _FOOTER), last, _NOTE, frame.width - used - 12)


def _write(
    canvas: TaggedCanvas, at: tuple[float, float], text: str, ink: _Ink, room: float, *, right: bool = False
) -> float:
    """One line of text cut to its room, starting (or, `right`, ending) at a point; gives its width."""
    text = clipped(drawable(one_line(text[:400]), ink.font), ink, room)
    if not text:
        return 0.0
    canvas.setFillColor(ink.color)
    canvas.setFont(ink.font, ink.size)
    (canvas.drawRightString if right else canvas.drawString)(*at, text)
    return float(stringWidth(text, ink.font, ink.size))


def _two_lines(text: str, ink: _Ink, room: float) -> list[str]:
    """The text on one line or, when it is too long, parted at a space into two."""
    if stringWidth(text, ink.font, ink.size) <= room:
        return [text]
    words = text.split(" ")
    fit = 0
    while fit < len(words) and stringWidth(" ".join(words[: fit + 1]), ink.font, ink.size) <= room:
        fit += 1
    return [" ".join(words[:fit]), " ".join(words[fit:])] if fit else [text]


def clipped(text: str, ink: _Ink, room: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if stringWidth(text, ink.font, ink.size) <= room:
        return text
    while text and stringWidth(text + _ELLIPSIS, ink.font, ink.size) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS
