"""Painters for the figures of a document: SVG drawings and PNG or JPEG pictures."""

from __future__ import annotations

import io
import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hcplanner.documents.figures.drawing import Photo
from hcplanner.documents.fonts import BOLD, REGULAR, coverage, drawable

if TYPE_CHECKING:
    from hcplanner.documents.figures.drawing import Source
    from hcplanner.documents.pdf.flowables import Painter

_REACHES_OUT = re.compile(r"<!DOCTYPE|<!ENTITY|<image\b|@import|url\(\s*['\"]?(?!#)|href\s*=\s*['\"](?!#)")
_WIDEST = 2400  # pixels; more cannot be seen on paper
_drawing = threading.Lock()  # svglib and drawing share state between documents


def painter(source: Source) -> tuple[Painter, float]:
    """How to paint the figure into a box, and its height divided by its width.

    Raises ValueError for a source that is no picture, or a drawing that refers to anything outside itself.
    """
    if isinstance(source, Photo):
        return _photo(source)
    return _picture(source) if isinstance(source, bytes) else _drawing_painter(source)


def _photo(source: Photo) -> tuple[Painter, float]:
    """A picture embedded as it is, its marks drawn over it as lines that stay sharp at any size."""
    from reportlab.lib.utils import ImageReader

    reader = ImageReader(io.BytesIO(source.data))
    wide, high = reader.getSize()
    marks, _ = _drawing_painter(source.overlay)

    def paint(canvas: Any, width: float, height: float) -> None:
        canvas.drawImage(reader, 0, 0, width, height)
        marks(canvas, width, height)

    return paint, high / wide


@lru_cache(128)  # most edits leave the figures as they are
def _drawing_painter(svg: str) -> tuple[Painter, float]:
    if _REACHES_OUT.search(svg):
        raise ValueError("a figure must not refer to anything outside itself")
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    from hcplanner.documents.pdf.recorder import recorded, replay

    with _drawing:
        drawing = svg2rlg(io.BytesIO(svg.encode("utf-8")))
    if drawing is None or drawing.width <= 0 or drawing.height <= 0:
        raise ValueError("a figure is not a drawing that can be read")
    coverage(REGULAR)
    coverage(BOLD)
    _use_own_fonts(drawing)
    drawing.initialFontName = REGULAR  # ReportLab would select Times, which is never embedded
    wide, high = drawing.width, drawing.height
    with _drawing:
        steps = recorded(REGULAR, lambda canvas: renderPDF.draw(drawing, canvas, 0, 0))

    def paint(canvas: Any, width: float, height: float) -> None:
        canvas.scale(width / wide, height / high)
        replay(steps, canvas)

    return paint, high / wide


def _use_own_fonts(node: Any) -> None:
    if hasattr(node, "fontName"):
        node.fontName = BOLD if "Bold" in str(node.fontName) else REGULAR
        if isinstance(getattr(node, "text", None), str):
            node.text = drawable(node.text, node.fontName)
    for child in getattr(node, "contents", ()):
        _use_own_fonts(child)


def _picture(data: bytes) -> tuple[Painter, float]:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.thumbnail((_WIDEST, _WIDEST))
            # One colour space on paper, and nothing transparent.
            solid = Image.new("RGB", opened.size, "white")
            layer = opened.convert("RGBA")
            solid.paste(layer, mask=layer.getchannel("A"))
    except (OSError, Image.DecompressionBombError) as error:
        raise ValueError("a picture cannot be read") from error
    reader = ImageReader(solid)

    def paint(canvas: Any, width: float, height: float) -> None:
        canvas.drawImage(reader, 0, 0, width, height)

    return paint, solid.height / solid.width
