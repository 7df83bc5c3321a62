"""What the preview shows, without a widget: the bytes of a document and images of its pages, made in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QImage

from hcplanner.knowledge.past import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hcplanner.actions.opening import Source
    from hcplanner.actions.paper_options import PaperOptions
    from hcplanner.case import Case
    from hcplanner.knowledge.past import Past
    from ui.memory import Memory


class Paper(NamedTuple):
    """A finished document: the very bytes that are saved, and the size of each page in points."""

    name: str
    data: bytes
    sizes: tuple[tuple[float, float], ...]


class Press:
    """Makes documents and draws their pages; every call must come from one and the same thread (PDFium)."""

    def __init__(self) -> None:
        self._data: bytes = b""
        self._pages: Any = None

    def make(
        self, case: Case, name: str, *, saved: bool, memory: Memory, past: Past = NOTHING,
        attachments: Mapping[str, bytes] | None = None, paper: PaperOptions | None = None, source: Source | None = None,
    ) -> Paper:  # fmt: skip
        """The draft of the document `name` for this case, byte for byte what saving it as PDF writes.

        memory: knows the institution's profile; past: what was issued from the case before
        attachments: contents by SHA-256, its pictures among them; paper: what was chosen for this print
        source: the file that the case came from, whose `case.json` travels in the document

        Raises:
            HcplannerError: it cannot be printed; the sentences say what to do.
        """
        from hcplanner.actions import opening, pictures, preferences, printing

        shown = pictures.contents(case, attachments or {})
        issue = preferences.issue(printing.Kind.DRAFT, saved=saved, past=past, pictures=shown, paper=paper)
        return self.read(name, printing.make(case, name, opening.carrying(issue, case, source), memory.profile))

    def read(self, name: str, data: bytes) -> Paper:
        """Finished bytes as paper."""
        pages = self._opened(data)
        return Paper(name, data, tuple(pages.get_page_size(number) for number in range(len(pages))))

    def draw(self, paper: Paper, page: int, scale: float) -> QImage:
        """An image of a page; `scale` in pixels per point."""
        drawn = self._opened(paper.data)[page]
        bitmap = drawn.render(scale=scale, prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        drawn.close()
        return image

    def _opened(self, data: bytes) -> Any:
        if self._data is not data:
            import pypdfium2

            if self._pages is not None:
                self._pages.close()
            self._pages, self._data = pypdfium2.PdfDocument(data), data
        return self._pages
