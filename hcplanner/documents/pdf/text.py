"""Text that notes which structure element it belongs to while it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.textobject import PDFTextObject

if TYPE_CHECKING:
    from hcplanner.documents.pdf.canvas import TaggedCanvas
    from hcplanner.documents.pdf.structure import Element, Target


class TaggedText(PDFTextObject):
    """A text object that wraps what it shows in marked content, switching at inline elements.

    With `element` None everything shown is an artifact. `close_first` ends an artifact that the caller
    opened for lines and backgrounds drawn before the text.
    """

    def __init__(
        self, canvas: TaggedCanvas, x: float, y: float, element: Element | None, close_first: bool = False
    ) -> None:
        super().__init__(canvas, x, y)
        self._element = element
        self._inline: Element | None = None
        self._segments: list[tuple[int, Element | None]] = []
        self._close_first = close_first
        self._last_shown = False

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 - ReportLab's names
        self._last_shown = bool(text)
        if text:
            self._segments.append((len(self._code), self._inline))
        super()._textOut(text, TStar)

    def _linkRecord(self, link: tuple[int, Target], what: str) -> None:  # noqa: N802 - ReportLab's name
        """Follow ReportLab's notice that a link starts (just after its first text) or ends."""
        if what == "start":
            self._inline = link[1].element
            if self._last_shown:  # a fragment may be empty: then the text before it is not part of the link
                self._segments[-1] = (self._segments[-1][0], self._inline)
        else:
            self._inline = None

    def getCode(self) -> Any:  # noqa: N802 - ReportLab's name
        """The operators, with BDC and EMC placed between BT and ET."""
        if self._segments:
            self._code = self._marked_code()
        if self._close_first:
            self._code.insert(0, "EMC")
        return super().getCode()

    def _marked_code(self) -> list[str]:
        code, canvas, base = self._code, self._canvas, self._element
        out: list[str] = []
        position = 0
        current: Element | None = None
        opened = False
        for index, inline in self._segments:
            element = None if base is None else inline or base
            if not opened or element is not current:
                out += code[position:index]
                position = index
                if opened:
                    out.append("EMC")
                out.append(canvas.artifact_operator() if element is None else canvas.mark_operator(element))
                current, opened = element, True
        out += code[position:]
        out.append("EMC")
        return out
