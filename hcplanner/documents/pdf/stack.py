"""Flowables on top of each other in a given width, as in the cell of a grid."""

from __future__ import annotations

from typing import Any

from hcplanner.documents.pdf.paragraph import Para

UNBOUNDED = 1e6


def stack_height(items: list[Any], width: float) -> float:
    """The height of the items in the width, with the larger of two neighbouring spaces between them."""
    height = 0.0
    after: float | None = None
    for item in items:
        tall = _height(item, width)
        if after is not None:
            height += max(after, item.getSpaceBefore())
        height += tall
        after = item.getSpaceAfter()
    return height


def draw_stack(items: list[Any], canvas: Any, x: float, top: float, width: float) -> None:
    """Draw the items downwards from `top`; their height in this width has been asked before."""
    after: float | None = None
    for item in items:
        if after is not None:
            top -= max(after, item.getSpaceBefore())
        tall = item.wrap(width, UNBOUNDED)[1] if isinstance(item, Para) else item.wrapOn(canvas, width, UNBOUNDED)[1]
        top -= tall
        if isinstance(item, Para):
            item.draw_at(canvas, x, top)
        else:
            item.drawOn(canvas, x, top, _sW=width - item.width)
        after = item.getSpaceAfter()


def split_stack(items: list[Any], width: float, height: float) -> tuple[list[Any], list[Any]]:
    """What fits into the height, and the rest."""
    used = 0.0
    after: float | None = None
    for index, item in enumerate(items):
        if after is not None:
            used += max(after, item.getSpaceBefore())
        tall = _height(item, width)
        if used + tall > height:
            parts = item.splitOn(None, width, height - used) if height > used else []
            if len(parts) > 1:
                return [*items[:index], parts[0]], [*parts[1:], *items[index + 1 :]]
            return items[:index], items[index:]
        used += tall
        after = item.getSpaceAfter()
    return items, []


def _height(item: Any, width: float) -> float:
    tall: float = item.wrapOn(None, width, UNBOUNDED)[1]
    return tall
