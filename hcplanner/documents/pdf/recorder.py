"""Records what a drawing puts on a page, so that it is worked out once and written into any number of documents."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

Step = str | tuple[str, tuple[Any, ...]]
"""Operators as they are written, or what only the document itself can write: a method of its canvas, and arguments."""


class Recorder(Canvas):
    """A canvas of no document. Text and transparency are left to the document: it numbers its own fonts and states."""

    def __init__(self, font: str) -> None:
        super().__init__(io.BytesIO(), invariant=1, initialFontName=font)
        self._code: list[Any] = []

    def drawString(self, x: float, y: float, text: str, mode: int | None = None, **_more: Any) -> None:  # noqa: N802 - ReportLab's name
        """Text at a place, in the font selected now."""
        self._code.append(("setFont", (self._fontname, self._fontsize)))
        self._code.append(("drawString", (x, y, text, mode)))

    def setFillAlpha(self, a: float) -> None:  # noqa: N802 - ReportLab's name
        """How opaque areas are."""
        self._code.append(("setFillAlpha", (a,)))

    def setStrokeAlpha(self, a: float) -> None:  # noqa: N802 - ReportLab's name
        """How opaque lines are."""
        self._code.append(("setStrokeAlpha", (a,)))


def recorded(font: str, draw: Callable[[Canvas], None]) -> tuple[Step, ...]:
    """What `draw` puts on a canvas whose first font is `font`."""
    recorder = Recorder(font)
    draw(recorder)
    steps: list[Step] = []
    for step in recorder._code:  # noqa: SLF001
        if steps and isinstance(step, str) and isinstance(steps[-1], str):
            steps[-1] += f"\n{step}"
        else:
            steps.append(step)
    return tuple(steps)


def replay(steps: tuple[Step, ...], canvas: Any) -> None:
    """Put on the canvas of a document what was recorded."""
    for step in steps:
        if isinstance(step, str):
            canvas.addLiteral(step)
        else:
            getattr(canvas, step[0])(*step[1])
