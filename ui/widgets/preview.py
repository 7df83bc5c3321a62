"""The live preview: the very document that would be saved, following the case while it is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from hcplanner.actions.paper_options import PaperOptions
from hcplanner.errors import HcplannerError
from hcplanner.knowledge.past import NOTHING
from ui import theme
from ui.parts.print_options import PrintOptions
from ui.preview import Paper, Press

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hcplanner.actions.opening import Source
    from hcplanner.case import Case
    from hcplanner.i18n import Words
    from ui.jobs import Jobs
    from ui.memory import Memory

_DEBOUNCE_MS: Final = 50
_GAP: Final = 14
_ZOOMS: Final = (0.3, 6.0)


class PageView(QAbstractScrollArea):
    """The pages of a document in a column. `wanted` names pages in sight that need drawing, with their scale."""

    wanted = Signal(list, float)
    zoomed = Signal(float)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setAccessibleName(words("Pages of the document"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sizes: tuple[tuple[float, float], ...] = ()
        self._images: dict[int, tuple[QImage, float]] = {}
        self._stale: set[int] = set()
        self._zoom: float | None = None
        self.verticalScrollBar().valueChanged.connect(self._ask)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)

    @property
    def zoom(self) -> float:
        """Screen pixels (independent of their density) per point of paper."""
        if self._zoom is not None:
            return self._zoom
        widest = max((w for w, _ in self.sizes), default=595.0)
        return max(_ZOOMS[0], (self.viewport().width() - 2 * _GAP) / widest)

    def set_zoom(self, zoom: float | None) -> None:
        """Zoom to a factor, or with None to the width of the pane; what is in the middle stays there."""
        bar = self.verticalScrollBar()
        share = (bar.value() + self.viewport().height() / 2) / max(1.0, self._height())
        self._zoom = None if zoom is None else max(_ZOOMS[0], min(_ZOOMS[1], zoom))
        self._stale |= set(self._images)
        self._measure()
        bar.setValue(round(share * self._height() - self.viewport().height() / 2))
        self._ask()
        self.zoomed.emit(self.zoom)

    def show_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Take over a new state of the document; its old images stay until new ones come."""
        self.sizes = sizes
        self._images = {page: held for page, held in self._images.items() if page < len(sizes)}
        self._stale = set(range(len(sizes)))
        self._measure()
        self._ask()

    def show_image(self, page: int, image: QImage, scale: float) -> None:
        """Show the image of a page, drawn at `scale` device pixels per point."""
        if page < len(self.sizes):
            self._images[page] = (image, scale)
            self._stale.discard(page)
            self.viewport().update()

    def in_sight(self) -> list[int]:
        """The pages that are seen, wholly or in part."""
        seen = QRectF(self.viewport().rect())
        return [n for n in range(len(self.sizes)) if self._box(n).intersects(seen)]

    @property
    def settled(self) -> bool:
        """Whether every page in sight shows the newest state."""
        return not any(page in self._stale for page in self.in_sight())

    def _ask(self) -> None:
        if pages := [page for page in self.in_sight() if page in self._stale]:
            self.wanted.emit(pages, self.zoom * self.devicePixelRatioF())
        self.viewport().update()

    def _box(self, page: int) -> QRectF:
        zoom = self.zoom
        top = _GAP + sum(height * zoom + _GAP for _, height in self.sizes[:page]) - self.verticalScrollBar().value()
        width, height = self.sizes[page][0] * zoom, self.sizes[page][1] * zoom
        spare = self.viewport().width() - width
        left = spare / 2 if spare >= 0 else _GAP - self.horizontalScrollBar().value()
        return QRectF(left, top, width, height)

    def _height(self) -> float:
        return _GAP + sum(height * self.zoom + _GAP for _, height in self.sizes)

    def _measure(self) -> None:
        port = self.viewport().size()
        widest = max((w for w, _ in self.sizes), default=0.0) * self.zoom + 2 * _GAP
        self.verticalScrollBar().setRange(0, max(0, round(self._height() - port.height())))
        self.verticalScrollBar().setPageStep(port.height())
        self.horizontalScrollBar().setRange(0, max(0, round(widest - port.width())))
        self.horizontalScrollBar().setPageStep(port.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens["sunken"]))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        for page in self.in_sight():
            box = self._box(page)
            painter.setPen(QPen(QColor(tokens["border"]), 1))
            painter.setBrush(QColor("#ffffff"))
            painter.drawRect(box)
            held = self._images.get(page)
            if held is None:
                continue
            image, scale = held
            if abs(scale - self.zoom * ratio) < 1e-6:
                # Pixel for pixel, on whole device pixels: scaled text would be blurred.
                corner = QPointF(round(box.left() * ratio) / ratio, round(box.top() * ratio) / ratio)
                painter.drawImage(QRectF(corner.x(), corner.y(), image.width() / ratio, image.height() / ratio), image)
            else:
                painter.drawImage(box, image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._stale |= set(self._images)
        self._measure()
        self._ask()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.0015 ** event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if (where := ends.get(Qt.Key(event.key()))) is not None:
            bar.setValue(where)
        else:
            super().keyPressEvent(event)


class PreviewPane(QWidget):
    """The tab Preview: a document is chosen, made in the worker and shown page by page."""

    shown = Signal()

    def __init__(self, words: Words, jobs: Jobs, memory: Memory) -> None:
        super().__init__()
        self._words = words
        self._jobs = jobs
        self._memory = memory
        self.past = NOTHING
        self.attachments: Mapping[str, bytes] = {}
        self.source: Source | None = None
        self._press = Press()
        self._wanted: tuple[Case, bool] | None = None
        self.paper: Paper | None = None
        self.pages = PageView(words)
        self.failure = QLabel()
        self.chooser = QComboBox()
        self.state = QLabel()
        self.options = PrintOptions(
            words, PaperOptions(language=memory.language, page="letter" if memory.page == "letter" else "a4")
        )
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._timer.timeout.connect(self._make)
        self.chooser.currentIndexChanged.connect(self._chosen)
        self.pages.wanted.connect(self._draw)

    def _lay_out(self) -> None:
        words = self._words
        self.chooser.setAccessibleName(words("Document"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.state.setProperty("role", "state")
        self.failure.setProperty("role", "failure")
        self.failure.setWordWrap(True)
        self.failure.setTextFormat(Qt.TextFormat.PlainText)
        self.failure.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.failure.setContentsMargins(20, 20, 20, 20)
        self.failure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bar = QWidget()
        bar.setProperty("role", "bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 6, 8, 6)
        row.addWidget(self.chooser)
        row.addWidget(self.state, 1)
        for name, tip, run in (
            ("minus", words("Zoom out"), partial(self.zoom_by, 1 / 1.2)),
            ("plus", words("Zoom in"), partial(self.zoom_by, 1.2)),
            ("fit", words("Fit width"), self.fit),
            ("options", words("Language, large print, paper"), self._show_options),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setAccessibleName(tip)
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        self._bar = bar
        self.options.setContentsMargins(12, 6, 12, 8)
        self.options.hide()
        self.options.changed.connect(self._paper_chosen)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pages)
        self.stack.addWidget(self.failure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.options)
        column.addWidget(self.stack, 1)
        self.paint_icons()

    def paint_icons(self) -> None:
        """(Re)draw the icons in the colours the window has now."""
        colour = theme.tokens_of(self)["text"]
        for button in self._bar.findChildren(QToolButton):
            button.setIcon(theme.icon(button.objectName(), colour, 18))

    def ask_documents(self) -> None:
        """Find out which documents there are; in the worker, for what prints is large to load."""

        def work() -> list[tuple[str, str]]:
            from hcplanner.actions import printing

            return [(info.name, info.title) for info in printing.documents(self._words.language, self._memory.profile)]

        self._jobs.submit("documents", work, self._show_documents, self._failed)

    def _show_documents(self, documents: list[tuple[str, str]]) -> None:
        shown = self.document
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for name, title in documents:
            self.chooser.addItem(title, name)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(shown)))
        self.chooser.blockSignals(False)
        self._make()

    @property
    def document(self) -> str:
        """The name of the document chosen."""
        return str(self.chooser.currentData() or "")

    def choose(self, name: str) -> None:
        """Show another document."""
        self.chooser.setCurrentIndex(self.chooser.findData(name))

    def show_case(self, case: Case, *, saved: bool) -> None:
        """Follow the case: the pages are made anew shortly after the last call."""
        self._wanted = (case, saved)
        self.state.setText(self._words("updating…"))
        self._timer.start()

    def zoom_by(self, factor: float) -> None:
        """Make the pages larger or smaller."""
        self.pages.set_zoom(self.pages.zoom * factor)

    def fit(self) -> None:
        """Make the pages as wide as the pane."""
        self.pages.set_zoom(None)

    def cover(self) -> None:
        """Let go of every page, drawn or made; showing a case makes them anew."""
        self.stop()
        self.paper = None
        self.pages.show_sizes(())

    def stop(self) -> None:
        """Ask for nothing more."""
        self._timer.stop()
        self._wanted = None

    @property
    def paper_options(self) -> PaperOptions:
        """What is chosen for this case's paper."""
        return self.options.options

    def _show_options(self) -> None:
        self.options.setVisible(self.options.isHidden())

    def _paper_chosen(self) -> None:
        self._memory.papered(self.paper_options.page)
        self._make()

    def _chosen(self) -> None:
        self.pages.verticalScrollBar().setValue(0)
        self._make()

    def _make(self) -> None:
        if self._wanted is None:
            return
        if not self.document:
            self.ask_documents()
            return
        case, saved = self._wanted
        # Until it is made, the pages in sight are those of the document or the choice before.
        self.state.setText(self._words("updating…"))
        work = partial(
            self._press.make, case, self.document, saved=saved, memory=self._memory, past=self.past,
            attachments=self.attachments, paper=self.paper_options, source=self.source,
        )  # fmt: skip
        self._jobs.submit("paper", work, self._made, self._failed)

    def _made(self, paper: Paper) -> None:
        self.paper = paper
        self.stack.setCurrentWidget(self.pages)
        self.pages.show_sizes(paper.sizes)
        if self.pages.settled:
            self._told()

    def _draw(self, pages: list[int], scale: float) -> None:
        if self.paper is None:
            return
        for page in pages:
            work = partial(self._press.draw, self.paper, page, scale)
            self._jobs.submit(f"page {page}", work, partial(self._drawn, self.paper, page, scale), self._failed)

    def _drawn(self, paper: Paper, page: int, scale: float, image: QImage) -> None:
        if paper is not self.paper:
            return
        self.pages.show_image(page, image, scale)
        if self.pages.settled:
            self._told()

    def _told(self) -> None:
        if not self._timer.isActive():
            self.state.setText(self._words.n("{n} page", "{n} pages", len(self.pages.sizes)))
        self.shown.emit()

    def _failed(self, error: Exception) -> None:
        self.state.setText("")
        if isinstance(error, HcplannerError):
            self.failure.setText("\n\n".join(error.sentences(self._words)))
        else:
            self.failure.setText(
                self._words("The preview could not be made: a fault of the program.")
                + "\n\n"
                + self._words("The case is unchanged and can be saved.")
            )
        self.stack.setCurrentWidget(self.failure)
        if not isinstance(error, HcplannerError):
            raise error
