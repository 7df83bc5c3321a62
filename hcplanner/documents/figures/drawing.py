"""What every drawing is made of: the pair of picture and words, the colours, and text on a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

INK: Final = "#1c2b33"
ACCENT: Final = "#0b5563"
MASS: Final = "#8a2f0b"
BONE: Final = "#f4f1ea"
PLANNED: Final = "#cfe5e7"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG, and the same facts in words for those who do not see it.

    caption: what must stand in print below it, such as what could not be drawn; empty where nothing must
    """

    svg: str
    alt: str
    caption: str = ""


class Photo(NamedTuple):
    """A picture as it is embedded in paper (JPEG bytes in RGB), and an SVG drawing of its proportions laid over it."""

    data: bytes
    overlay: str


Source = str | bytes | Photo
"""What a figure is painted from: SVG text, the bytes of a PNG or JPEG picture, or a picture with marks."""


def text(x: float, y: float, said: str, *, size: float, anchor: str, colour: str, bold: bool = False) -> str:
    """A text on a drawing; `anchor` is start, middle or end."""
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
    look = f'font-family="Source Sans 3" font-size="{size:g}"{weight} fill="{colour}"'
    return f"<text {place} {look}>{escape(said)}</text>"
