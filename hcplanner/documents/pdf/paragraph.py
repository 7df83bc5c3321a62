"""A paragraph that belongs to a structure element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from hcplanner.documents.pdf.text import TaggedText

if TYPE_CHECKING:
    from hcplanner.documents.pdf.structure import Element


_DROP = 0.4  # of what a label is larger than the text: a large box stands beside its line, not above


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: a bullet, a number or a tick box; `x` is from the left edge."""

    element: Element
    text: str
    font: str
    size: float
    x: float
    color: Any


class Broken(NamedTuple):
    """A text broken into lines for a width, as ReportLab keeps it: all of it is only read from then on."""

    lines: Any
    frags: Any
    widest: float


_MOST_BROKEN: Final = 4096  # a few documents
_broken: dict[tuple[Any, ...], Broken] = {}  # most edits leave the lines of nearly every paragraph as they are


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading's place in the outline; `level` counts from 0."""

    key: str
    title: str
    level: int


class Para(Paragraph):
    """A paragraph that belongs to an element.

    Parts split off share the element. Drawn a second time, as a table header is on later pages, the
    paragraph is an artifact.
    """

    element: Element | None = None
    frags: Any
    label: Label | None = None
    bookmark: Bookmark | None = None
    decorated = False  # draws lines besides text
    leads = False  # a heading or caption: never last on a page
    _drawn = False
    _width_max: float
    _wrapped_to: float | None = None
    _shift = (0.0, 0.0)

    @classmethod
    def of(cls, frags: list[Any], style: Any, element: Element, *, decorated: bool = False) -> Para:
        """The paragraph of ready fragments; ReportLab's own constructor stays as its splitting calls it."""
        para = cls(None, style, frags=frags)
        para.element = element
        para.decorated = decorated
        return para

    def wrap(self, room: float, depth: float) -> tuple[float, float]:
        """The size, computed once for a width."""
        if self._wrapped_to != room or not hasattr(self, "blPara"):  # a split that fails drops the lines
            self._wrapped_to = room
            super().wrap(room, depth)
            if not self.blPara.lines:
                self.height = self.style.leading  # an empty cell keeps the height of a line
        return self.width, self.height

    def breakLines(self, width: list[float]) -> Any:  # noqa: N802 - ReportLab's name
        """The lines for the widths of the first and the later ones; those of a text known from before are kept."""
        if self.decorated or not all(map(_is_new, self.frags)):
            return super().breakLines(width)
        key = (self.style, *width, *map(_looks, self.frags))
        known = _broken.get(key)
        if known is None:
            lines = super().breakLines(width)
            known = Broken(lines, self.frags, self._width_max)
            if len(_broken) >= _MOST_BROKEN:
                _broken.clear()
            _broken[key] = known
        self.frags, self._width_max = known.frags, known.widest
        return known.lines

    def split(self, room: float, depth: float) -> list[Para]:
        """The parts before and after a page break."""
        parts: list[Para] = super().split(room, depth)
        for index, part in enumerate(parts):
            if part is not self:
                part.element, part.decorated = self.element, self.decorated
                part._drawn = self._drawn  # noqa: SLF001
                if index == 0:
                    part.label, part.bookmark = self.label, self.bookmark
        return parts

    def beginText(self, x: float, y: float) -> TaggedText:  # noqa: N802 - ReportLab's name
        """The text object that marks what it shows."""
        dx, dy = self._shift
        return TaggedText(self.canv, x + dx, y + dy, None if self._drawn else self.element, self.decorated)

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw with the lower left corner at a point; plain text needs no transformation of its own."""
        if self.decorated or self.label is not None or self.bookmark is not None:
            self.drawOn(canvas, x, y)
            return
        self.canv = canvas
        self._shift = (x, y)
        self.draw()
        self._shift = (0.0, 0.0)
        del self.canv

    def draw(self) -> None:
        """Draw label and text, each under its element."""
        lines = self.blPara.lines
        if self.bookmark is not None:
            self.canv.bookmarkHorizontal(self.bookmark.key, 0, self.height)
            self.canv.addOutlineEntry(self.bookmark.title, self.bookmark.key, self.bookmark.level)
        if self.label is not None:
            self._draw_label(self.label)
        if self.decorated and lines:
            self.canv.begin_artifact()  # closed by the text, drawn last
        self.drawPara(self.debug)
        self._drawn = True

    def _draw_label(self, label: Label) -> None:
        lines = self.blPara.lines
        first = self.blPara if self.blPara.kind == 0 or not lines else lines[0]
        baseline = self.height - getattr(first, "ascent", getattr(first, "fontSize", self.style.fontSize))
        baseline -= max(0.0, label.size - self.style.fontSize) * _DROP
        text = TaggedText(self.canv, label.x, baseline, None if self._drawn else label.element)
        text.setFont(label.font, label.size)
        text.setFillColor(label.color)
        text._textOut(label.text)  # noqa: SLF001 - as ReportLab writes its own lines
        self.canv.drawText(text)


def _is_new(frag: Any) -> bool:
    """Whether a fragment is a text as it was written, not what was split off another paragraph."""
    return type(frag) is ParaFrag and hasattr(frag, "text")


def _looks(frag: Any) -> tuple[Any, ...]:
    """All of a fragment that decides about lines and how they look; its colour lives as long as what is kept of it."""
    ends_line = hasattr(frag, "lineBreak")
    return frag.text, frag.fontName, frag.fontSize, id(frag.textColor), frag.rise, ends_line
