"""Builds callouts, figures, QR codes, signature boxes and label frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hcplanner.documents.fonts import one_line
from hcplanner.documents.markup.context import MM, Context, alignment, choice, described, number, whole
from hcplanner.documents.markup.fitting import CUT, SHORTENED, WHEN
from hcplanner.documents.markup.inline import plain
from hcplanner.documents.markup.parse import Fault
from hcplanner.documents.markup.pictures import painter
from hcplanner.documents.markup.styles import CALLOUTS, HAIRLINE, INK, MUTED
from hcplanner.documents.pdf.flowables import Figure, Frame, Together, WritingLines, qr_painter
from hcplanner.documents.pdf.grid import Cell, Grid, GridStyle, Row
from hcplanner.documents.pdf.signatures import Box, Line, SignatureRow
from hcplanner.documents.pdf.structure import Element

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

_HIGHEST_FIGURE = 0.52  # of the page
_CAPTION_ALIGNED = {"LEFT": 0, "CENTER": 1, "RIGHT": 2}
_LINES = ("name", "signature", "date", "time")
_LONGEST_QR = 1000
_LONGEST_CAPTION = 600  # characters; a longer one may be parted from its figure
_LONGEST_NAME = 200  # characters; a box to sign in cannot be cut by a page break


def callout(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    """A box with a coloured bar; the graver its kind, the heavier its frame, so that it stands out in grey."""
    cut = node.get(CUT)
    if node.get(WHEN) == SHORTENED and cut is None:
        return []
    kind = choice(node, "kind", "note", CALLOUTS)
    color, pale, frame = CALLOUTS[kind]
    element = Element("Div", parent)
    inner: list[Any] = []
    title = one_line(f"{node.get('title', '')} {cut or ''}")
    if title:
        inner.append(plain(title, context.styles.callout_title, Element("P", element)))
    inner += context.blocks(node, element, width - 20)
    style = GridStyle(
        padding=(5, 8, 6, 12),
        flush=False,
        background=pale,
        bar=(color, 3.5),
        border=(color, frame) if frame else None,
    )
    return [Grid([width], [], [Row([Cell(inner, 0)])], style, before=4, after=context.styles.base * 0.8)]


def figure(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    """A figure with its caption; never higher than about half a page."""
    name = node.get("src", "")
    source = context.figures.get(name)
    if source is None:
        raise Fault(node, f"there is no figure {name!r}")
    element = Element("Figure", parent, alt=described(node))
    try:
        paint, ratio = painter(source)
    except ValueError as error:
        raise Fault(node, f"{name}: {error}") from error
    wide = width * number(node, "width", 100, 5, 100) / 100
    wide = min(wide, context.page_height * _HIGHEST_FIGURE / ratio)
    out: list[Any] = [Figure(element, wide, wide * ratio, paint, alignment(node, "center"))]
    caption = node.find("figcaption")
    if caption is None:
        return out
    style = context.styles.aligned(context.styles.caption, _CAPTION_ALIGNED[out[0].hAlign])
    out.append(context.inline.paragraph(caption, style, Element("P", parent)))
    if len("".join(caption.itertext())) > _LONGEST_CAPTION:
        return out  # may reach on to the next page
    return [Together(out)]


def qr(node: ET.Element, _context: Context, parent: Element, width: float) -> list[Any]:
    """A QR code."""
    data = node.get("data", "")
    if not data or len(data) > _LONGEST_QR:
        raise Fault(node, f"a QR code holds 1 to {_LONGEST_QR} characters")
    size = min(number(node, "size", 22, 8, 80) * MM, width)
    element = Element("Figure", parent, alt=described(node))
    return [Figure(element, size, size, qr_painter(data), alignment(node, "left"))]


def signatures(node: ET.Element, context: Context, parent: Element, _width: float) -> list[Any]:
    """Boxes to sign in, as many on a row as asked for."""
    columns = whole(node, "cols", 2, 3)
    boxes = [_box(signer, context, parent) for signer in node]
    return [
        SignatureRow(boxes[start : start + columns], columns, MUTED, INK) for start in range(0, len(boxes), columns)
    ]


def _box(node: ET.Element, context: Context, parent: Element) -> Box:
    styles, words = context.styles, context.words
    element = Element("Div", parent)
    role = plain(_clipped(node.text or ""), styles.role, Element("P", element))
    lines = []
    wanted = node.get("lines", " ".join(_LINES)).split()
    for kind in _LINES:
        if kind not in wanted:
            continue
        line = Element("P", element)
        caption = plain(getattr(words, kind), styles.tiny, line)
        known = _clipped(node.get("name", "")) if kind == "name" else ""
        lines.append(Line(kind, caption, plain(f" {known}", styles.cell, line) if known else None))
    if len(lines) != len(wanted):
        raise Fault(node, f"lines: some of {' '.join(_LINES)}")
    return Box(role, tuple(lines))


def _clipped(text: str) -> str:
    """One line of text, cut with an ellipsis when it is longer than a box can take."""
    text = one_line(text)
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "\u2026"


def label_box(node: ET.Element, context: Context, parent: Element, width: float) -> list[Any]:
    """An empty frame for the hospital's label."""
    wide = min(number(node, "width", 70, 20, 180) * MM, width)
    high = number(node, "height", 30, 10, 120) * MM
    name = plain(_clipped(node.text or ""), context.styles.tiny, Element("P", parent))
    return [Frame(name, wide, high, HAIRLINE, alignment(node, "left"))]


def writing_lines(node: ET.Element, context: Context, parent: Element, _width: float) -> list[Any]:
    """Empty lines to write on, below what they are for."""
    text = one_line(node.text or "")
    name = plain(text, context.styles.role, Element("P", parent)) if text else None
    step = context.styles.leading * 1.35 + 3
    ruled = parent.tag == "TD"  # the cell's own rule is the last line: all look alike
    return [WritingLines(name, whole(node, "count", 2, 30), step, HAIRLINE if ruled else MUTED, ruled=ruled)]
