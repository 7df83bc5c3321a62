"""A grid of cells: tables, field rows, callouts and cells side by side.

Rows are measured only as far as the page reaches, so a long table costs its length once. A row stays
whole unless it is tall; header rows are drawn again, as artifacts, on every further page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from hcplanner.documents.pdf.stack import draw_stack, split_stack, stack_height

TALL = 150.0  # points; a row higher than this may be cut at the end of a page
LEAST_PART = 44.0  # points; room below which a tall row is not begun
TOO_NEAR = 12.0  # points by which a cell must be lower than its neighbour to begin on the next page
HIGHEST_HEAD = 150.0  # points; a higher head is not repeated

Stroke = tuple[Any, float]  # colour and weight of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class GridStyle:
    """Padding and decoration. Rules are horizontal; `bar` and `border` make a callout."""

    padding: tuple[float, float, float, float] = (0, 0, 0, 0)  # top, right, bottom, left
    flush: bool = True  # no padding at the outer edges, so that text stands on the margins
    rule: Stroke | None = None  # below each row
    top_rule: Stroke | None = None
    head_rule: Stroke | None = None
    background: Any = None
    bar: Stroke | None = None
    border: Stroke | None = None
    valign: float = 0.0  # 0 top, 0.5 middle, 1 bottom
    tall: float = TALL
    least: float = LEAST_PART


@dataclass(slots=True)
class Cell:
    """Flowables in one or several columns and rows."""

    items: list[Any]
    column: int
    columns: int = 1
    rows: int = 1
    height: float = 0.0


@dataclass(slots=True)
class Row:
    """Cells beside each other; `bound` following rows cannot be parted from it by a page break."""

    cells: list[Cell]
    bound: int = 0
    height: float | None = None
    continues: bool = False  # its rest is on the next page


class Grid(Flowable):
    """Rows under a head that is repeated after page breaks."""

    def __init__(
        self,
        widths: list[float],
        head: list[Row],
        rows: list[Row],
        style: GridStyle,
        *,
        before: float = 0,
        after: float = 0,
        together: int = 0,
    ) -> None:
        super().__init__()
        self.widths, self.head, self.rows, self.style = widths, head, rows, style
        self.together = together  # so many first rows stay on one page
        self.spaceBefore, self.spaceAfter = before, after
        self.hAlign = "LEFT"
        self.width = sum(widths)
        self.height = 0.0

    # -- size ------------------------------------------------------------------------------------
    def wrap(self, _room: float, depth: float) -> tuple[float, float]:
        """The size; rows beyond the available height are not measured."""
        height = self._measure(self.head)
        index = 0
        while index < len(self.rows) and height <= depth:
            unit = self.rows[index : index + 1 + self.rows[index].bound]
            height += self._measure(unit)
            index += len(unit)
        self.height = height
        return self.width, height

    def start(self) -> tuple[float, list[tuple[Any, float]]]:
        """What must stand together at the beginning.

        The height of the head and the first row (two below a head); for a row that may be cut, that of the
        head alone with the first item of each cell and its width. A drawing beside a text that is higher does not
        count: the text may begin without it and go on beside it on the next page.
        """
        unit = self.rows[: max(2 if self.head else 1, 1 + (self.rows[0].bound if self.rows else 0))]
        head, height = self._measure(self.head), self._measure(unit)
        if height <= self.style.tall:
            return head + height, []
        top, _, bottom, _ = self.style.padding
        cells = [cell for cell in unit[0].cells if cell.items]
        firsts = [(cell.items[0], self._inner(cell)[1]) for cell in cells if cell.height >= height - TOO_NEAR]
        return head + top + bottom, firsts

    def _measure(self, rows: list[Row]) -> float:
        """Heights of rows that belong together, computed once."""
        if any(row.height is None for row in rows):
            top, _, bottom, _ = self.style.padding
            for row in rows:
                for cell in row.cells:
                    cell.height = stack_height(cell.items, self._inner(cell)[1]) + top + bottom
                row.height = max((cell.height for cell in row.cells if cell.rows == 1), default=top + bottom)
            for index, row in enumerate(rows):
                for cell in row.cells:
                    if cell.rows > 1:
                        covered = rows[index : index + cell.rows]
                        missing = cell.height - sum(each.height or 0 for each in covered)
                        if missing > 0:
                            covered[-1].height = (covered[-1].height or 0) + missing
        return sum(row.height or 0 for row in rows)

    def _inner(self, cell: Cell) -> tuple[float, float]:
        """Left edge and width of what a cell holds."""
        _, right, _, left = self.style.padding
        start = sum(self.widths[: cell.column])
        stop = start + sum(self.widths[cell.column : cell.column + cell.columns])
        if not (self.style.flush and cell.column == 0):
            start += left
        if not (self.style.flush and cell.column + cell.columns >= len(self.widths)):
            stop -= right
        return start, max(stop - start, 1.0)

    # -- page breaks -----------------------------------------------------------------------------
    def split(self, room: float, depth: float) -> list[Flowable]:
        """The part for this page and the rest, under the same head; nothing when all goes to the next page."""
        head_height = self._measure(self.head)
        if head_height > HIGHEST_HEAD:
            whole = Grid(
                self.widths, [], [*self.head, *self.rows], self.style, before=self.spaceBefore, after=self.spaceAfter
            )
            return whole.split(room, depth)
        index, spare = self._fitting(depth - head_height)
        first, rest = self.rows[:index], self.rows[index:]
        if not rest:
            return [self]
        if index < self.together:
            return []
        bound, together = 1 + rest[0].bound, 0
        if spare >= self.style.least and self._measure(rest[:bound]) > self.style.tall:
            first, rest = self._cut(first, rest, bound, spare)
        elif len(rest) == 1 and len(first) > 3 and not any(row.bound for row in first[-2:]):
            first, rest = first[:-1], [first[-1], *rest]  # one row alone would look lost on the next page
            # nor does it begin anew below, under a second head
            together = 2 if self._measure(rest) <= self.style.tall else 0
        if not first:
            return []
        return [
            Grid(self.widths, self.head, first, self.style, before=self.spaceBefore),
            Grid(self.widths, self.head, rest, self.style, after=self.spaceAfter, together=together),
        ]

    def _fitting(self, room: float) -> tuple[int, float]:
        """How many rows fit, and the room they leave."""
        index = 0
        while index < len(self.rows):
            unit = self.rows[index : index + 1 + self.rows[index].bound]
            height = self._measure(unit)
            if height > room:
                break
            room -= height
            index += len(unit)
        return index, room

    def _cut(self, first: list[Row], rest: list[Row], bound: int, room: float) -> tuple[list[Row], list[Row]]:
        """Cut the tall unit that `rest` starts with so that `first` fills the page."""
        if bound > 1:  # give up the common height of rows that were too tall together
            loose = [Row([Cell(cell.items, cell.column, cell.columns) for cell in row.cells]) for row in rest[:bound]]
            rest = [*loose, *rest[bound:]]
            while rest and (height := self._measure(rest[:1])) <= room:
                room -= height
                first, rest = [*first, rest[0]], rest[1:]
            if not rest or self._measure(rest[:1]) <= self.style.tall or room < self.style.least:
                return first, rest
        top, _, bottom, _ = self.style.padding
        upper, lower = [], []
        for cell in rest[0].cells:
            above, below = split_stack(cell.items, self._inner(cell)[1], room - top - bottom)
            upper.append(Cell(above, cell.column, cell.columns))
            lower.append(Cell(below, cell.column, cell.columns))
        if not any(cell.items for cell in upper):
            return first, rest
        lacking = any(cell.items and not kept.items for cell, kept in zip(rest[0].cells, upper, strict=True))
        if lacking and self.style.rule is not None:
            return first, rest  # the text of a table's row does not stand on a page without the row's name
        return [*first, Row(upper, continues=True)], [Row(lower), *rest[1:]]

    # -- drawing ---------------------------------------------------------------------------------
    def draw(self) -> None:
        """Decoration as an artifact, then the cells, which mark themselves."""
        canvas = self.canv
        rows = [*self.head, *self.rows]
        tops = [self.height]
        for row in rows:
            tops.append(tops[-1] - (row.height or 0))
        self._decorate(rows, tops)
        top = self.style.padding[0]
        for index, row in enumerate(rows):
            for cell in row.cells:
                x, width = self._inner(cell)
                spare = tops[index] - tops[index + cell.rows] - cell.height
                valign = 1.0 if index < len(self.head) else self.style.valign
                draw_stack(cell.items, canvas, x, tops[index] - top - spare * valign, width)

    def _decorate(self, rows: list[Row], tops: list[float]) -> None:
        style, canvas = self.style, self.canv
        rules = self._rules(rows, tops)
        if not (rules or style.background or style.bar or style.border):
            return
        canvas.begin_artifact()
        if style.background is not None:
            canvas.setFillColor(style.background)
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if style.bar is not None:
            canvas.setFillColor(style.bar[0])
            canvas.rect(0, 0, style.bar[1], self.height, stroke=0, fill=1)
        if style.border is not None:
            canvas.setStrokeColor(style.border[0])
            canvas.setLineWidth(style.border[1])
            canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        for (color, weight), strokes in rules.items():
            canvas.setStrokeColor(color)
            canvas.setLineWidth(weight)
            canvas.lines([(left, y, right, y) for left, right, y in strokes])
        canvas.end()

    def _rules(self, rows: list[Row], tops: list[float]) -> dict[Stroke, list[tuple[float, float, float]]]:
        """The horizontal lines of each colour and weight, as left, right and height."""
        style = self.style
        rules: dict[Stroke, list[tuple[float, float, float]]] = {}
        if style.top_rule is not None:
            rules.setdefault(style.top_rule, []).append((0, self.width, tops[0]))
        if style.rule is not None:
            for index, row in enumerate(rows):
                if index != len(self.head) - 1 and not row.continues:
                    stretches = self._open_stretches(rows, index)
                    rules.setdefault(style.rule, []).extend((*each, tops[index + 1]) for each in stretches)
        if self.head and style.head_rule is not None:
            rules.setdefault(style.head_rule, []).append((0, self.width, tops[len(self.head)]))
        return rules

    def _open_stretches(self, rows: list[Row], index: int) -> list[tuple[float, float]]:
        """Where a rule can run below a row: everywhere but through cells that reach further down."""
        start = index
        while start > 0 and rows[start - 1].bound:
            start -= 1
        closed = {
            column
            for place in range(start, index + 1)
            for cell in rows[place].cells
            if cell.rows > index - place + 1
            for column in range(cell.column, cell.column + cell.columns)
        }
        if not closed:
            return [(0.0, self.width)]
        stretches: list[tuple[float, float]] = []
        x = 0.0
        for column, width in enumerate(self.widths):
            if column not in closed:
                if stretches and stretches[-1][1] == x:
                    stretches[-1] = (stretches[-1][0], x + width)
                else:
                    stretches.append((x, x + width))
            x += width
        return stretches
