"""What stands on every page around the text: running header, footer, page numbers, draft mark.

The draft mark and the footer are read aloud once, from the first page; elsewhere, and all the rest, they are
artifacts.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase.pdfmetrics import stringWidth

from hcplanner.documents.fonts import BOLD, REGULAR, SEMIBOLD, coverage, drawable, one_line
from hcplanner.documents.markup.context import MM
from hcplanner.documents.markup.styles import ACCENT, GHOST, HAIRLINE, INK, MUTED, RED
from hcplanner.documents.pdf.structure import Element

if TYPE_CHECKING:
    from hcplanner.documents.about import About
    from hcplanner.documents.pdf.canvas import TaggedCanvas

LEFT = 20 * MM  # room for punched holes
RIGHT = 16 * MM
_HEADER = 11 * MM  # baseline below the upper edge
_TOP = 17.5 * MM
_FOOTER = 9 * MM  # lowest baseline
_FOOTER_ROW = 9.6
_ELLIPSIS = "\u2026"
_DOT = " \u00b7 "


class _Ink(NamedTuple):
    """How a line of the furniture is set."""

    font: str
    size: float
    color: Any


_WHO = _Ink(SEMIBOLD, 8.8, INK)
_REST = _Ink(REGULAR, 8.8, INK)
_TITLE = _Ink(REGULAR, 8.8, MUTED)
_NOTE = _Ink(REGULAR, 7.4, MUTED)
_NUMBER = _Ink(SEMIBOLD, 7.8, INK)
_BADGE = _Ink(BOLD, 10.5, white)
_NOTICE = _Ink(SEMIBOLD, 8.6, RED)
_NOTICE_ROW = 10.4
_LONGEST = 400  # characters of one line
_TITLE_SHARE = 0.52  # of the header at most, with the draft word; a long identity takes two lines beside it
_TITLE_LEAST = 0.24  # of the header, however long the identity is


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the furniture and the room it has; `right` lines end where they are put."""

    text: str
    ink: _Ink
    room: float
    right: bool = False

    def shown(self) -> str:
        """The text, or as much of its beginning as fits with an ellipsis."""
        return clipped(_shown(self.text, self.ink.font), self.ink, self.room)

    def width(self) -> float:
        """The width of what is shown, in points."""
        return float(stringWidth(self.shown(), self.ink.font, self.ink.size))


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
    width = size[0] - LEFT - RIGHT
    top = _TOP + len(_notice_lines(about, width)) * _NOTICE_ROW
    return PageFrame(size, width, size[1] - top - bottom, bottom)


def _notice_lines(about: About, width: float) -> list[str]:
    """The notice on one line or two."""
    text = _shown(about.notice, _NOTICE.font)
    return _two_lines(text, _NOTICE, width) if text else []


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


class Spoken(NamedTuple):
    """The elements of what is said aloud once although it stands on every page: draft mark, notice and footer."""

    mark: Element | None
    notice: Element | None
    footer: tuple[tuple[Element | None, Element | None], ...]


SILENT = Spoken(None, None, ())


def draft_element(tree: Element, about: About) -> Element | None:
    """The element of the draft mark; made first, it is heard first."""
    return Element("P", tree) if _shown(about.draft_mark or "", _BADGE.font) else None


def notice_element(tree: Element, about: About) -> Element | None:
    """The element of the notice; made before the text, it is heard before it."""
    return Element("P", tree) if _shown(about.notice, _NOTICE.font) else None


def footer_elements(tree: Element, about: About) -> tuple[tuple[Element | None, Element | None], ...]:
    """The elements of each row's left and right text; made last, they are heard last."""
    return tuple(
        (Element("P", tree) if left else None, Element("P", tree) if right else None)
        for left, right in ((_shown(left, _NOTE.font), _shown(right, _NOTE.font)) for left, right in about.footer)
    )


def draw_furniture(
    canvas: TaggedCanvas, about: About, frame: PageFrame, spoken: Spoken, number_of: tuple[int, int]
) -> None:
    """Header and footer of a page: artifacts, except for what `spoken` has an element for."""
    for name in (REGULAR, SEMIBOLD, BOLD):
        coverage(name)
    _draw_header(canvas, about, frame, spoken.mark)
    _draw_notice(canvas, about, frame, spoken.notice)
    number, total = number_of
    _draw_footer(canvas, about, frame, spoken.footer, about.words.page_of.format(page=number, pages=total))


def _draw_header(canvas: TaggedCanvas, about: About, frame: PageFrame, mark: Element | None) -> None:
    y = frame.size[1] - _HEADER
    edge = LEFT + frame.width
    used = _draw_badge(canvas, (edge, y), about.draft_mark or "", mark)
    spared = frame.width - 14 - _rest_width(about.header_left)  # the title is cut before the patient's number
    share = max(frame.width * _TITLE_LEAST, min(frame.width * _TITLE_SHARE, spared))
    title = _Line(about.header_right, _TITLE, share - used, right=True)
    _write(canvas, (edge - used, y), title, "Header")
    room = frame.width - used - title.width() - 14
    for place, line in enumerate(reversed(_identity(about.header_left, room))):
        _write(canvas, (LEFT, y + place * 10.4), line, "Header")
    canvas.begin_artifact("Header")
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, y - 7, edge, y - 7)
    canvas.end()


def _rest_width(text: str) -> float:
    """The width of what stands below the name: birth date and number."""
    _, dot, rest = _shown(text, _WHO.font).partition(_DOT)
    return stringWidth(rest, _REST.font, _REST.size) if dot else 0.0


def _identity(text: str, room: float) -> list[_Line]:
    """Who the paper is about on one line or, when that is too long, the name above and the rest below it."""
    shown = _shown(text, _WHO.font)
    name, dot, rest = shown.partition(_DOT)
    if not dot or stringWidth(shown, _WHO.font, _WHO.size) <= room:
        return [_Line(line, _WHO, room) for line in _two_lines(shown, _WHO, room)]
    return [_Line(name, _WHO, room), _Line(rest, _REST, room)]


def _draw_notice(canvas: TaggedCanvas, about: About, frame: PageFrame, element: Element | None) -> None:
    lines = _notice_lines(about, frame.width)
    y = frame.size[1] - _HEADER - 7 - _NOTICE_ROW
    for place, text in enumerate(lines):
        line = _Line(text, _NOTICE, frame.width)
        owner = Element("Span", element) if element is not None else "Header"
        _write(canvas, (LEFT, y - place * _NOTICE_ROW), line, owner)


def _draw_badge(canvas: TaggedCanvas, at: tuple[float, float], mark: str, element: Element | None) -> float:
    """The draft word, white on red, ending at a point; gives the room it takes."""
    word = _shown(mark, _BADGE.font)[:40]
    if not word:
        return 0.0
    edge, y = at
    width = stringWidth(word, _BADGE.font, _BADGE.size) + 14
    canvas.begin_artifact("Header")
    canvas.setFillColor(RED)
    canvas.roundRect(edge - width, y - 4.2, width, 15, 2.5, stroke=0, fill=1)
    canvas.end()
    _write(canvas, (edge - 7, y - 0.4), _Line(mark, _BADGE, width - 13, right=True), element or "Header")
    return float(width) + 9


def _draw_footer(
    canvas: TaggedCanvas,
    about: About,
    frame: PageFrame,
    spoken: tuple[tuple[Element | None, Element | None], ...],
    page_of: str,
) -> None:
    edge = LEFT + frame.width
    rows = _footer_rows(about)
    top = _FOOTER + (len(rows) - 1) * _FOOTER_ROW
    canvas.begin_artifact("Footer")
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, top + _FOOTER_ROW, edge, top + _FOOTER_ROW)
    canvas.end()
    for place, (left, right) in enumerate(rows):
        y = top - place * _FOOTER_ROW
        said = spoken[place] if place < len(spoken) else (None, None)
        if place == len(rows) - 1:
            ending = _Line(page_of, _NUMBER, frame.width * 0.3, right=True)
        else:
            ending = _Line(right, _NOTE, frame.width * 0.4, right=True)
        room = frame.width - ending.width() - 12
        _write(canvas, (LEFT, y), _Line(left, _NOTE, room), said[0] or "Footer")
        _write(canvas, (edge, y), ending, said[1] or "Footer")


def _shown(text: str, font: str) -> str:
    return drawable(one_line(text[:_LONGEST]), font)


def _write(canvas: TaggedCanvas, at: tuple[float, float], line: _Line, owner: Element | str) -> None:
    """A line starting (or ending) at a point, under its element or as an artifact of a kind.

    What is cut is still said in full.
    """
    whole = _shown(line.text, line.ink.font)
    text = line.shown()
    if not text:
        return
    if isinstance(owner, Element):
        owner.actual = whole if text != whole else None
        canvas.begin(owner)
    else:
        canvas.begin_artifact(owner)
    canvas.setFillColor(line.ink.color)
    canvas.setFont(line.ink.font, line.ink.size)
    (canvas.drawRightString if line.right else canvas.drawString)(*at, text)
    canvas.end()


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

    def too_wide(length: int) -> bool:
        return bool(stringWidth(text[:length] + _ELLIPSIS, ink.font, ink.size) > room)

    fitting = bisect_left(range(1, len(text) + 1), True, key=too_wide)
    return text[:fitting].rstrip() + _ELLIPSIS
