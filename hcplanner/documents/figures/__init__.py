"""Drawings made from a case, each in a file of its own: the same on screen and on paper, with its facts in words.

A drawing is declared once, in `FIGURES`: the name that templates use, and what makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hcplanner.case import Case
from hcplanner.documents.figures.axial import axial
from hcplanner.documents.figures.body import body
from hcplanner.documents.figures.drawing import Figure
from hcplanner.documents.figures.follow_up import follow_up_chart
from hcplanner.documents.figures.from_behind import from_behind
from hcplanner.documents.figures.laminoplasty import laminoplasty
from hcplanner.documents.figures.side import side
from hcplanner.documents.figures.timeline import timeline_figure
from hcplanner.i18n import Words

__all__ = ["FIGURES", "Figure", "Figures"]

FIGURES: Mapping[str, Callable[[Case, Words], Figure | None]] = MappingProxyType(
    {
        "from-behind": from_behind,
        "side": side,
        "axial": axial,
        "laminoplasty": laminoplasty,
        "body": body,
        "timeline": timeline_figure,
        "follow-up": follow_up_chart,
    }
)
"""Every drawing by its name; it gives None for a case that holds nothing to draw."""


class Figures:
    """The drawings of one case as a template asks for them, each made when first asked for."""

    def __init__(self, case: Case, words: Words) -> None:
        self._case = case
        self._words = words
        self._made: dict[str, Figure | None] = {}

    def __getitem__(self, name: str) -> Figure | None:
        """The drawing of that name, None where the case holds nothing to draw. KeyError: there is none of that name."""
        if name not in self._made:
            self._made[name] = FIGURES[name](self._case, self._words)
        return self._made[name]

    @property
    def svg(self) -> Mapping[str, str]:
        """The drawings asked for so far, by name."""
        return {name: figure.svg for name, figure in self._made.items() if figure is not None}
