"""How the paper looks: colours, type sizes and spacing, for clinical and for patient documents."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paraparser import ParaFrag

from hcplanner.documents.fonts import BOLD, ITALIC, REGULAR, SEMIBOLD

INK: Color = HexColor("#17222b")
ACCENT: Color = HexColor("#0b5563")
MUTED: Color = HexColor("#4d5b66")
HAIRLINE: Color = HexColor("#b9c8cc")
PALE: Color = HexColor("#eef5f6")
AMBER: Color = HexColor("#8a4b00")
AMBER_PALE: Color = HexColor("#fff6e5")
RED: Color = HexColor("#a11d1d")
RED_PALE: Color = HexColor("#fdeeee")
GHOST: Color = HexColor("#ecf1f3")

# Size and leading of running text in points.
SIZES = {"clinical": (9.3, 12.0), "patient": (11.0, 15.4), "large": (18.0, 24.0), "wall": (13.5, 17.5)}
# Colour, ground and weight of the frame: in grey the kinds differ by their frame.
CALLOUTS = {"note": (ACCENT, PALE, 0.0), "warn": (AMBER, AMBER_PALE, 0.5), "danger": (RED, RED_PALE, 1.2)}


class Style(ParagraphStyle):
    """A paragraph style with the fragment that its texts are cloned from."""

    frag: Any


def make_style(name: str, font: str, size: float, leading: float, **more: Any) -> Style:
    """A left-aligned style; further arguments are ReportLab's."""
    settings: dict[str, Any] = {
        "fontName": font,
        "fontSize": size,
        "leading": leading,
        "textColor": INK,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "bulletFontName": font,
    }
    style = Style(name, **(settings | more))
    style.frag = ParaFrag(
        fontName=font,
        fontSize=size,
        textColor=style.textColor,
        rise=0,
        us_lines=[],
        link=[],
        greek=0,
        bold=0,
        italic=0,
        text="",
    )
    return style


class StyleSheet:
    """The styles of one document size, each made once."""

    def __init__(self, base: float, leading: float) -> None:
        self.base = base
        self.leading = leading
        self.larger = max(1.0, base / SIZES["patient"][0]) if base > SIZES["wall"][0] else 1.0
        b, ld = base, leading
        small = round(b * 0.86, 1)
        self.h1 = make_style("h1", BOLD, b * 2.15, b * 2.5, textColor=ACCENT, spaceAfter=2)
        self.h2 = make_style("h2", BOLD, b * 1.34, b * 1.6, textColor=ACCENT, spaceBefore=b * 0.66, spaceAfter=1)
        self.h3 = make_style("h3", SEMIBOLD, b * 1.08, b * 1.45, spaceBefore=b * 0.7, spaceAfter=1.5)
        self.p = make_style("p", REGULAR, b, ld, spaceAfter=b * 0.42)
        self.lead = make_style("lead", REGULAR, b * 1.16, b * 1.55, textColor=MUTED, spaceAfter=b * 0.6)
        self.huge = make_style("huge", BOLD, b * 1.2 + 16, b * 1.44 + 19.2, spaceAfter=b * 0.2 + 2)
        self.small = make_style("small", REGULAR, small, small * 1.3, spaceAfter=b * 0.3)
        note, record = max(b * 0.77, min(7.0, b)), max(b * 0.885, min(8.0, b))
        self.note = make_style("note", REGULAR, note, note * 1.175, textColor=MUTED, spaceAfter=b * 0.2)
        self.record = make_style("record", REGULAR, record, record * 1.18, spaceAfter=b * 0.1)
        self.record_label = make_style("record-label", SEMIBOLD, record, record * 1.18, textColor=ACCENT)
        self.muted = make_style("muted", REGULAR, small, small * 1.3, textColor=MUTED, spaceAfter=b * 0.3)
        self.dense = make_style("dense", REGULAR, b * 0.97, ld * 0.94, spaceAfter=b * 0.25)
        self.missing = make_style("missing", ITALIC, b, ld, textColor=MUTED, spaceAfter=b * 0.42)
        self.cell = make_style("cell", REGULAR, b * 0.97, ld * 0.94)
        self.head = make_style("head", SEMIBOLD, b * 0.9, ld * 0.9, textColor=ACCENT)
        self.row_head = make_style("row-head", SEMIBOLD, b * 0.97, ld * 0.94)
        self.label = make_style("label", SEMIBOLD, b * 0.97, ld * 0.94, textColor=ACCENT)
        self.line_label = make_style("line-label", SEMIBOLD, b * 0.97, ld * 0.92, leftIndent=b * 1.75)
        self.line_value = make_style("line-value", REGULAR, b * 0.97, ld * 0.92)
        self.caption = make_style("caption", REGULAR, small, small * 1.32, textColor=MUTED, spaceBefore=2, spaceAfter=3)
        self.callout_title = make_style("callout-title", BOLD, b, ld, spaceAfter=1)
        self.tiny = make_style("tiny", REGULAR, *((7.4, 9) if b < 16 else (b * 0.62, b * 0.76)), textColor=MUTED)
        self.role = make_style("role", SEMIBOLD, b * 0.95, ld)
        self._derived: dict[tuple[str, int], Style] = {}

    def list_item(self, depth: int) -> Style:
        """The style of list items at a depth, from 0."""
        return self._derive("list", depth, leftIndent=self.base * 1.35 * (depth + 1), spaceAfter=self.base * 0.2)

    def check_item(self, depth: int, *, large: bool = False) -> Style:
        """The style of checklist items at a depth, from 0; with `large` boxes."""
        if large:
            indent = self.base * (2.5 + 1.35 * depth)
            return self._derive(
                "large-check", depth, leftIndent=indent, spaceBefore=self.base * 0.35, spaceAfter=self.base * 0.55
            )
        indent = self.base * (1.75 + 1.35 * depth)
        return self._derive("check", depth, leftIndent=indent, spaceAfter=self.base * 0.32)

    def aligned(self, style: Style, alignment: int) -> Style:
        """The style, centred (1) or aligned right (2)."""
        if not alignment:
            return style
        key = (style.name, alignment)
        if key not in self._derived:
            self._derived[key] = make_style(
                f"{style.name}-{alignment}",
                style.fontName,
                style.fontSize,
                style.leading,
                textColor=style.textColor,
                alignment=alignment,
                spaceBefore=style.spaceBefore,
                spaceAfter=style.spaceAfter,
            )
        return self._derived[key]

    def _derive(self, name: str, depth: int, **more: Any) -> Style:
        key = (name, depth)
        if key not in self._derived:
            self._derived[key] = make_style(f"{name}{depth}", REGULAR, self.base, self.leading, **more)
        return self._derived[key]


@cache
def style_sheet(size: str, scale: float = 1.0) -> StyleSheet:
    """The styles of a document size: `clinical`, `patient` or `wall`, made smaller by a scale."""
    base, leading = SIZES[size]
    return StyleSheet(base * scale, leading * scale)
