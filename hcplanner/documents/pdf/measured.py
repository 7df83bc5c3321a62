"""Lays a document out without drawing it: on how many pages it comes, in a fraction of the time."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Frame

from hcplanner.documents.pdf.canvas import TaggedCanvas


class MeasuredFrame(Frame):
    """A frame that gives each flowable its place and draws none."""

    def add(self, flowable: Any, canv: Any, trySplit: int = 0) -> int:  # noqa: N803 - ReportLab's name
        """Take the flowable in; 0 when it does not fit."""
        flowable.drawOn = _nothing
        fits: int = super().add(flowable, canv, trySplit)
        return fits


class MeasuredCanvas(TaggedCanvas):
    """The canvas of a document that is never written."""

    def save(self) -> None:
        """Nothing."""


def _nothing(*_place: Any, **_more: Any) -> None:
    """Draws nothing."""
