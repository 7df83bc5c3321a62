"""The frame of a drawing and the lines of words below it, broken to its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hcplanner.documents.figures.drawing import ACCENT, INK, text

SIZE = 10.0
"""Size of the words below a drawing: 7 pt when 240 units are printed 60 mm wide."""
LEAD = 11.6


@dataclass(frozen=True, slots=True)
class Told:
    """One line below a drawing; `strong` for what must not be overlooked."""

    words: str
    strong: bool = False


def broken(said: str, width: float, size: float = SIZE) -> list[str]:
    """The words in lines that fit the width."""
    most = max(8, int(width / (size * 0.475)))
    lines = [""]
    for word in said.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def below(told: Iterable[Told], top: float, left: float, width: float, size: float = SIZE) -> tuple[str, float]:
    """The lines from `top` on, and where they end."""
    lead = size * LEAD / SIZE
    parts, y = [], top
    for one in told:
        for number, said in enumerate(broken(one.words, width - (0 if not one.strong else 6), size)):
            y += lead
            colour = ACCENT if one.strong else INK
            x = left + (0 if number == 0 else 8)
            parts.append(
                text(round(x, 1), round(y, 1), said, size=size, anchor="start", colour=colour, bold=one.strong)
            )
        y += 1.5
    return "".join(parts), y


def framed(width: float, height: float, parts: Sequence[str]) -> str:
    """The drawing as a whole."""
    size = f'width="{width:g}" height="{height:.0f}" viewBox="0 0 {width:g} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def sides(width: float, y: float, left: str, right: str) -> str:
    """The patient's sides, large, at both edges of a drawing."""
    return "".join(
        text(x, y, said, size=17, anchor=anchor, colour=ACCENT, bold=True)
        for x, said, anchor in ((3, left, "start"), (width - 3, right, "end"))
    )
