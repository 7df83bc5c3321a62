"""What the builders of blocks share while one document is compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hcplanner.documents.markup.parse import Fault
from hcplanner.documents.markup.vocabulary import CELL_BLOCKS

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable, Mapping

    from hcplanner.documents.about import PaperWords
    from hcplanner.documents.figures.drawing import Source
    from hcplanner.documents.markup.inline import InlineCompiler
    from hcplanner.documents.markup.styles import Style, StyleSheet
    from hcplanner.documents.pdf.structure import Element

MM = 72 / 25.4
_NARROW, _MIDDLING, _A_LITTLE = 30 * MM, 60 * MM, 1.3
_NARROWEST = 16.0  # points; less holds no word
_WIDTH = re.compile(r"(\d{1,4}(?:\.\d+)?)(mm|%)|(\d{0,3}(?:\.\d+)?)(\*)")
_ALIGNMENTS = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


@dataclass(slots=True)
class Context:
    """The document being compiled. `blocks` compiles the block children of a node into flowables."""

    styles: StyleSheet
    inline: InlineCompiler
    words: PaperWords
    figures: Mapping[str, Source]
    page_height: float
    blocks: Callable[[ET.Element, Element, float], list[Any]]
    heading_level: int = 0
    bookmarks: int = 0

    def cell(self, node: ET.Element, style: Style, element: Element, width: float) -> list[Any]:
        """The flowables of a cell: blocks when it holds any, else one paragraph."""
        if not any(child.tag in CELL_BLOCKS for child in node):
            return [self.inline.paragraph(node, style, element)]
        if (node.text and not node.text.isspace()) or any(
            child.tag not in CELL_BLOCKS or (child.tail and not child.tail.isspace()) for child in node
        ):
            raise Fault(node, f"<{node.tag}> holds either text or blocks, not both")
        return self.blocks(node, element, width)


def column_widths(node: ET.Element, spec: str | None, width: float, columns: int, larger: float = 1.0) -> list[float]:
    """The widths in points that `spec` asks for; equal ones without it. They never exceed `width`.

    larger: how much larger the type is than that for which the widths were thought out
    """
    found = _measured(node, spec, width, columns, larger) if spec else [width / columns] * columns
    if min(found) < _NARROWEST:
        raise Fault(node, "the column widths leave no room")
    return found


def _measured(node: ET.Element, spec: str, width: float, columns: int, larger: float) -> list[float]:
    fixed: list[float] = []
    shares: list[float] = []
    for word in spec.split():
        match = _WIDTH.fullmatch(word)
        if match is None:
            raise Fault(node, f"not a column width: {word!r}")
        size, unit, share, _star = match.groups()
        wide = 0.0 if unit is None else float(size) * (MM if unit == "mm" else width / 100)
        # A narrow column was measured for the one word it holds; one of a few words only wraps them sooner.
        if unit == "mm" and wide < _MIDDLING:
            wide *= larger if wide < _NARROW else min(larger, _A_LITTLE)
        fixed.append(wide)
        shares.append(0.0 if unit else float(share or 1))
    if len(fixed) != columns:
        raise Fault(node, f"{len(fixed)} column widths for {columns} columns")
    spare = width - sum(fixed)
    if spare < 0 and not sum(shares):
        return [each * width / sum(fixed) for each in fixed]
    total = sum(shares) or 1
    return [each + spare * share / total for each, share in zip(fixed, shares, strict=True)]


def number(node: ET.Element, name: str, default: float, least: float, most: float) -> float:
    """A numeric attribute within bounds; a Fault otherwise. A per cent sign is allowed."""
    text = node.get(name)
    if text is None:
        return default
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError:
        raise Fault(node, f"{name}={text[:40]!r} is not a number") from None
    if not least <= value <= most:
        raise Fault(node, f"{name}={text[:40]!r} is not between {least:g} and {most:g}")
    return value


def whole(node: ET.Element, name: str, default: int, most: int) -> int:
    """A whole number from 1 in an attribute; a Fault otherwise."""
    value = number(node, name, default, 1, most)
    if value != int(value):
        raise Fault(node, f"{name}={node.get(name)!r} is not a whole number")
    return int(value)


def choice(node: ET.Element, name: str, default: str, allowed: Mapping[str, Any] | tuple[str, ...]) -> str:
    """An attribute with few values; a Fault for any other."""
    value = node.get(name, default)
    if value not in allowed:
        raise Fault(node, f"{name}={value[:40]!r}: one of {', '.join(allowed)}")
    return value


def alignment(node: ET.Element, default: str) -> str:
    """The `align` attribute in ReportLab's words."""
    return _ALIGNMENTS[choice(node, "align", default, _ALIGNMENTS)]


def described(node: ET.Element) -> str:
    """The `alt` text of a figure; a Fault when there is none."""
    alt = (node.get("alt") or "").strip()
    if not alt:
        raise Fault(node, f"<{node.tag}> needs alt, its content in words")
    return alt[:2000]
