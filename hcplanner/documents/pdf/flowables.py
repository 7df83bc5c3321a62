"""Blocks that are neither paragraphs nor grids: rules, figures, QR codes, label frames, breaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from hcplanner.documents.pdf.grid import Grid
from hcplanner.documents.pdf.paragraph import Para
from hcplanner.documents.pdf.stack import UNBOUNDED, draw_stack, stack_height

if TYPE_CHECKING:
    from hcplanner.documents.pdf.structure import Element

Painter = Callable[[Any, float, float], None]
_LINES_AFTER_HEADING = 3


class Rule(Flowable):
    """A horizontal line across the column."""

    def __init__(self, color: Any, weight: float, before: float = 0, after: float = 4) -> None:
        super().__init__()
        self.color, self.weight = color, weight
        self.spaceBefore, self.spaceAfter = before, after
        self.leads = True

    def wrap(self, room: float, _depth: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width, self.height = room, self.weight
        return room, self.weight

    def draw(self) -> None:
        """An artifact."""
        self.canv.begin_artifact()
        self.canv.setStrokeColor(self.color)
        self.canv.setLineWidth(self.weight)
        self.canv.line(0, self.weight / 2, self.width, self.weight / 2)
        self.canv.end()


class Figure(Flowable):
    """Anything painted as one Figure element."""

    def __init__(self, element: Element, width: float, height: float, paint: Painter, align: str = "CENTER") -> None:
        super().__init__()
        self.element, self.width, self.height, self.paint, self.hAlign = element, width, height, paint, align
        self.spaceBefore, self.spaceAfter = 4, 4

    def wrap(self, _room: float, _depth: float) -> tuple[float, float]:
        """A fixed size."""
        return self.width, self.height

    def draw(self) -> None:
        """Paint under the element, which learns where it stands on the page."""
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        right, top = canvas.absolutePosition(self.width, self.height)
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox [{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]>>"
        canvas.begin(self.element)
        canvas.saveState()
        self.paint(canvas, self.width, self.height)
        canvas.restoreState()
        canvas.end()


class Together(Flowable):
    """Blocks that are never parted, such as a figure and its caption; lower than a page by their making."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__()
        self.items = items
        self.spaceBefore, self.spaceAfter = items[0].getSpaceBefore(), items[-1].getSpaceAfter()

    def wrap(self, room: float, _depth: float) -> tuple[float, float]:
        """The height of all of them."""
        self.width, self.height = room, stack_height(self.items, room)
        return room, self.height

    def draw(self) -> None:
        """Each marks itself."""
        draw_stack(self.items, self.canv, 0, self.height, self.width)


class Frame(Flowable):
    """An empty frame with its name small inside, for a label to be stuck on."""

    def __init__(self, name: Para, width: float, height: float, color: Any, align: str) -> None:
        super().__init__()
        self.name, self.width, self.height, self.color, self.hAlign = name, width, height, color, align
        self.spaceBefore, self.spaceAfter = 2, 4

    def wrap(self, room: float, _depth: float) -> tuple[float, float]:
        """A fixed size, no wider than the column."""
        self.width = min(self.width, room)
        return self.width, self.height

    def draw(self) -> None:
        """A dashed frame, and the name at its lower left."""
        canvas = self.canv
        canvas.saveState()
        canvas.begin_artifact()
        canvas.setStrokeColor(self.color)
        canvas.setLineWidth(0.7)
        canvas.setDash(3, 2)
        canvas.roundRect(0, 0, self.width, self.height, 4)
        canvas.end()
        canvas.restoreState()
        inner = self.width - 12
        height = self.name.wrap(inner, UNBOUNDED)[1]
        self.name.draw_at(canvas, 6, min(4, self.height - height))


class WritingLines(Flowable):
    """Empty lines to write on, below what they are for. They stay together; in a cell its own rule is the last."""

    def __init__(self, name: Para | None, count: int, step: float, color: Any, *, ruled: bool = False) -> None:
        super().__init__()
        self.name, self.count, self.step, self.color, self.drawn = name, count, step, color, count - ruled
        self.spaceBefore, self.spaceAfter = 2, 0 if ruled else step * 0.45

    def wrap(self, room: float, _depth: float) -> tuple[float, float]:
        """As wide as the column, a step for each line."""
        self.width = room
        self._named = self.name.wrap(room, UNBOUNDED)[1] if self.name else 0.0
        self.height = self._named + self.count * self.step
        return room, self.height

    def draw(self) -> None:
        """The name first, then hairlines as artifacts."""
        canvas = self.canv
        if self.name is not None:
            self.name.draw_at(canvas, 0, self.height - self._named)
        canvas.begin_artifact()
        canvas.setStrokeColor(self.color)
        canvas.setLineWidth(0.5)
        for place in range(self.drawn):
            y = self.height - self._named - (place + 1) * self.step + 0.5
            canvas.line(0, y, self.width, y)
        canvas.end()


class Gap(Flowable):
    """Empty space that never reaches over the end of a page and vanishes at the top of one."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.wanted = height

    def wrap(self, room: float, depth: float) -> tuple[float, float]:
        """At most what the page has left."""
        at_top = getattr(getattr(self, "_frame", None), "_atTop", False)
        self.width, self.height = room, 0 if at_top else min(self.wanted, depth)
        return room, self.height

    def draw(self) -> None:
        """Nothing."""


class NewPage(CondPageBreak):
    """Starts a new page unless the page is still empty, so no empty page is ever made.

    `ended` is the page that it ended and the height left on it, once laid out.
    """

    ended: tuple[int, float] | None = None

    def __init__(self) -> None:
        super().__init__(UNBOUNDED)

    def wrap(self, room: float, depth: float) -> tuple[float, float]:
        """Asks for a new page when something stands on this one."""
        if self._frame._atTop:  # noqa: SLF001 - the only sign ReportLab gives
            return 0, 0
        self.ended = self.canv.getPageNumber(), depth
        size: tuple[float, float] = super().wrap(room, depth)
        return size


class NeedSpace(CondPageBreak):
    """Starts a new page unless headings and the start of what follows them fit.

    ReportLab's keepWithNext would move a whole long table to the next page and lay everything out twice.
    """

    def __init__(self, leads: list[Any], following: Any) -> None:
        super().__init__(0)
        self.leads, self.following = leads, following

    def wrap(self, room: float, depth: float) -> tuple[float, float]:
        """Measures, then asks for a new page, unless this one is still empty."""
        if self._frame._atTop:  # noqa: SLF001
            return 0, 0
        self.height = sum(
            lead.wrapOn(None, room, depth)[1] + lead.getSpaceBefore() + lead.getSpaceAfter() for lead in self.leads
        )
        if self.following is not None:
            self.height += start_height(self.following, room, self._frame.height)
        size: tuple[float, float] = super().wrap(room, depth)
        return size


def start_height(item: Any, width: float, page: float) -> float:
    """The room the beginning of a flowable needs: all of it when it cannot be parted."""
    height: float
    if isinstance(item, Grid):
        height, firsts = item.start()
        if firsts:
            height += max(item.style.least, *(start_height(each, wide, page) for each, wide in firsts))
    elif isinstance(item, KeepTogether):
        kept = item._content  # noqa: SLF001
        height = stack_height(kept, width)
        if height > page:  # then it is parted after all
            height = sum(start_height(each, width, page) for each in kept[:2])
    else:
        height = item.wrapOn(None, width, UNBOUNDED)[1]
        if isinstance(item, Para):
            height = min(height, _LINES_AFTER_HEADING * item.style.leading)
    before: float = item.getSpaceBefore()
    return height + before


@lru_cache(64)
def _qr_runs(data: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The code's size in modules and its dark runs as (column, row, length)."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    size = code.getModuleCount()
    runs = []
    for row, modules in enumerate(code.modules):
        column = 0
        while column < size:
            start = column
            while column < size and modules[column]:
                column += 1
            if column > start:
                runs.append((start, row, column - start))
            column += 1
    return size, tuple(runs)


def qr_painter(data: str) -> Painter:
    """Paints a QR code of the data, black on white with a quiet zone of four modules."""
    size, runs = _qr_runs(data)

    def paint(canvas: Any, width: float, height: float) -> None:
        module = width / (size + 8)
        path = canvas.beginPath()
        for column, row, length in runs:
            path.rect((column + 4) * module, height - (row + 5) * module, length * module, module)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawPath(path, stroke=0, fill=1)

    return paint
