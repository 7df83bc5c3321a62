"""A figure as dots: one for each of 100 or 1,000 people, the affected ones dark, so that it is seen at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hcplanner.i18n import Words
from hcplanner.knowledge.risks import Figure

AFFECTED: Final = "#0b5563"
OTHERS: Final = "#ccd8da"
_STEP: Final = 10.0  # from dot to dot
_BLOCK: Final = 10  # dots along a block's edge
_GAP: Final = 5.0  # between blocks of a hundred
_WIDTH: Final = {100: 37, 1_000: 100}  # per cent of the column; dots of a hundred are a little larger
_BLOCKS: Final = {100: (1, 1), 1_000: (5, 2)}  # across, down


@dataclass(frozen=True, slots=True)
class DotPicture:
    """The drawing under its name, its width in per cent of its column, and the same in words."""

    name: str
    svg: str
    width: int
    alt: str


def dot_picture(figure: Figure, told: str, words: Words) -> DotPicture | None:
    """The picture of a figure that counts people in a group of 100 or 1,000; None for any other.

    told: the figure in words
    """
    if figure.rate.unit != "people" or figure.group not in _BLOCKS:
        return None
    across, down = _BLOCKS[figure.group]
    edge = _BLOCK * _STEP
    width, height = across * edge + (across - 1) * _GAP, down * edge + (down - 1) * _GAP
    body = "".join(_block(place, across, figure.number) for place in range(across * down))
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'
    alt = words("One dot for each person in a group. The dark dots are the people to whom it happens: {told}.")
    return DotPicture(f"dots-{figure.number}-{figure.group}", svg, _WIDTH[figure.group], alt.format(told=told))


def _block(place: int, across: int, affected: int) -> str:
    """A hundred dots; the affected ones fill the first blocks, row by row, and blocks are counted line by line."""
    left = place % across * (_BLOCK * _STEP + _GAP)
    top = place // across * (_BLOCK * _STEP + _GAP)
    here = max(0, min(_BLOCK * _BLOCK, affected - place * _BLOCK * _BLOCK))
    lines = []
    for row in range(_BLOCK):
        dark = max(0, min(_BLOCK, here - row * _BLOCK))
        y = top + (row + 0.5) * _STEP
        lines += [_dots(left, y, 0, dark, AFFECTED), _dots(left, y, dark, _BLOCK, OTHERS)]
    return "".join(lines)


def _dots(left: float, y: float, first: int, end: int, colour: str) -> str:
    """Neighbouring dots of one row: a line whose dashes have no length and round ends."""
    if first == end:
        return ""
    x1, x2 = left + (first + 0.5) * _STEP, left + (end - 0.5) * _STEP + 0.02
    return (
        f'<line x1="{x1:g}" y1="{y:g}" x2="{x2:g}" y2="{y:g}" stroke="{colour}" stroke-width="7.4" '
        f'stroke-linecap="round" stroke-dasharray="0.01 {_STEP - 0.01:g}"/>'
    )
