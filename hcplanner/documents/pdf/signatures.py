"""Boxes with room to sign: who signs, and lines for name, signature, date and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable

from hcplanner.documents.pdf.stack import UNBOUNDED

if TYPE_CHECKING:
    from hcplanner.documents.pdf.paragraph import Para

_PADDING = 7.0
_GAP = 12.0  # between boxes
_WRITING = 25.0  # room to write above a line
_SHARES = {"name": 1.0, "signature": 1.0, "date": 0.52, "time": 0.4}


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write on, its caption below it and what is already known on it."""

    kind: str
    caption: Para
    value: Para | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One signer."""

    role: Para
    lines: tuple[Line, ...]


class SignatureRow(Flowable):
    """Boxes side by side, `columns` of equal width; a row is never cut."""

    def __init__(self, boxes: list[Box], columns: int, rule: Any, ink: Any) -> None:
        super().__init__()
        self.boxes, self.columns, self.rule, self.ink = boxes, columns, rule, ink
        self.spaceBefore, self.spaceAfter = 5, 5

    def wrap(self, room: float, _depth: float) -> tuple[float, float]:
        """As high as the highest box."""
        self.width = room
        self._box_width = (room - _GAP * (self.columns - 1)) / self.columns
        self.height = max(self._box_height(box) for box in self.boxes)
        return room, self.height

    def _rows(self, box: Box) -> list[tuple[Line, ...]]:
        """One row of lines in a wide box; in a narrow one the name has its own."""
        if self.columns == 1 or len(box.lines) < 3:
            return [box.lines] if box.lines else []
        names = tuple(line for line in box.lines if line.kind == "name")
        others = tuple(line for line in box.lines if line.kind != "name")
        return [row for row in (names, others) if row]

    def _box_height(self, box: Box) -> float:
        inner = self._box_width - 2 * _PADDING
        height = 2 * _PADDING + box.role.wrap(inner, UNBOUNDED)[1]
        for row in self._rows(box):
            height += self._row_height(row, inner)
        return height

    @staticmethod
    def _spans(row: tuple[Line, ...], inner: float) -> list[tuple[float, float]]:
        """Left edge and width of each line."""
        total = sum(_SHARES[line.kind] for line in row)
        usable = inner - 8 * (len(row) - 1)
        spans, x = [], 0.0
        for line in row:
            width = usable * _SHARES[line.kind] / total
            spans.append((x, width))
            x += width + 8
        return spans

    def _row_height(self, row: tuple[Line, ...], inner: float) -> float:
        spans = self._spans(row, inner)
        captions = max(line.caption.wrap(width, UNBOUNDED)[1] for line, (_, width) in zip(row, spans, strict=True))
        values = max(
            (line.value.wrap(width, UNBOUNDED)[1] for line, (_, width) in zip(row, spans, strict=True) if line.value),
            default=0,
        )
        return max(_WRITING, values + 6) + captions

    def draw(self) -> None:
        """Frames and lines as artifacts, words under their elements."""
        for index, box in enumerate(self.boxes):
            self._draw_box(box, index * (self._box_width + _GAP))

    def _draw_box(self, box: Box, left: float) -> None:
        canvas, inner = self.canv, self._box_width - 2 * _PADDING
        canvas.begin_artifact()
        canvas.setStrokeColor(self.rule)
        canvas.setLineWidth(0.7)
        canvas.roundRect(left, 0, self._box_width, self.height, 3)
        canvas.end()
        x = left + _PADDING
        y = self.height - _PADDING - box.role.wrap(inner, UNBOUNDED)[1]
        box.role.draw_at(canvas, x, y)
        for row in self._rows(box):
            y -= self._row_height(row, inner)
            spans = self._spans(row, inner)
            captions = max(line.caption.height for line in row)
            for line, (offset, width) in zip(row, spans, strict=True):
                line.caption.draw_at(canvas, x + offset, y + captions - line.caption.height)
                if line.value is not None:
                    line.value.draw_at(canvas, x + offset, y + captions + 2)
                canvas.begin_artifact()
                canvas.setStrokeColor(self.ink)
                canvas.setLineWidth(0.6)
                canvas.line(x + offset, y + captions + 0.5, x + offset + width, y + captions + 0.5)
                canvas.end()
