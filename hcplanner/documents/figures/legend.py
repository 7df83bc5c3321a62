"""The frame of a drawing, the patient's sides on it, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hcplanner.documents.figures.drawing import ACCENT, Figure, text


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about a drawing; `printed` for one that must also stand below it on paper."""

    words: str
    printed: bool = False


def figure(svg: str, told: Iterable[Told]) -> Figure:
    """The drawing with all that is told of it, and with what must be printed below it."""
    every = [Told(one.words.rstrip(".") + ".", one.printed) for one in told]
    return Figure(svg, " ".join(one.words for one in every), " ".join(one.words for one in every if one.printed))


def framed(width: float, height: float, parts: Sequence[str]) -> str:
    """The drawing as a whole."""
    size = f'width="{width:g}" height="{height:.0f}" viewBox="0 0 {width:g} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def sides(width: float, y: float, left: str, right: str, start: float = 0.0) -> str:
    """The patient's sides, large, at both edges of a drawing."""
    return "".join(
        text(x, y, said, size=17, anchor=anchor, colour=ACCENT, bold=True)
        for x, said, anchor in ((start + 3, left, "start"), (start + width - 3, right, "end"))
    )
