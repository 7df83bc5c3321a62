"""The tab Figures: every drawing of the open case, as wide as there is room, made only while somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtSvg import QSvgRenderer

    from hcplanner.actions.drawing import Drawn
    from hcplanner.case import Case
    from hcplanner.i18n import Words
    from ui.jobs import Jobs

_AFTER_MS: Final = 120
_MARGIN: Final = 14
_LARGEST: Final = 2.1  # times its size on paper; larger, its words would shout
_ROUND: Final = 8


class FigureCard(QWidget):
    """One drawing on a ground as white as paper; it is read aloud in words."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__()
        self.drawn = drawn
        self._renderer: QSvgRenderer | None = None
        self._size = QSize(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_drawn(drawn)

    def show_drawn(self, drawn: Drawn) -> None:
        """Show a drawing in the place of the one before."""
        from PySide6.QtSvg import QSvgRenderer

        self.drawn = drawn
        self._renderer = QSvgRenderer(QByteArray(drawn.svg.encode("utf-8")))
        assert self._renderer.isValid(), drawn.name
        self._size = self._renderer.defaultSize()
        self.setAccessibleName(drawn.title)
        self.setAccessibleDescription(drawn.alt)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow and shrink with the width there is."""
        super().resizeEvent(event)
        self._fit()

    def _drawn_width(self) -> float:
        return max(1.0, min(self.width() - 2.0 * _MARGIN, self._size.width() * _LARGEST))

    def _fit(self) -> None:
        self.setFixedHeight(round(self._drawn_width() * self._size.height() / self._size.width()) + 2 * _MARGIN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper and drawing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self.palette().highlight().color() if self.hasFocus() else QColor("#c6cfd8")
        painter.setPen(QPen(ring, 2 if self.hasFocus() else 1))
        painter.setBrush(QColor("#ffffff"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        if self._renderer is not None:
            width = self._drawn_width()
            height = width * self._size.height() / self._size.width()
            self._renderer.render(painter, QRectF((self.width() - width) / 2, _MARGIN, width, height))
        painter.end()


class FiguresTab(QWidget):
    """All drawings of the case below one another, each under its heading."""

    def __init__(self, words: Words, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        self._jobs = jobs
        self._case: Case | None = None
        self._stale = False
        self._wants_focus = False
        self.cards: dict[str, FigureCard] = {}
        self.told: dict[str, QLabel] = {}
        self.empty = QLabel(
            words("No figure yet: masses, levels and the operation are drawn as soon as they are recorded.")
        )
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        self.empty.hide()
        self._holder = QWidget()
        self._holder.setProperty("role", "page")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(6)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._holder)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(words("Figures"))
        self.area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._make)

    def show_case(self, case: Case) -> None:
        """Draw this case, at once if the tab is seen, else when it comes to be."""
        self._case = case
        self._stale = True
        if self.isVisible():
            self._timer.start(_AFTER_MS)

    def take_focus(self) -> None:
        """Put the cursor on the first drawing; where none is made yet, as soon as there is one."""
        card = next(iter(self.cards.values()), None)
        self._wants_focus = card is None
        if card is not None:
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stop(self) -> None:
        """Draw no more."""
        self._timer.stop()
        self._case = None

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the drawings up to the case."""
        super().showEvent(event)
        if self._stale:
            self._timer.start(0)

    def _make(self) -> None:
        case, language = self._case, self._words.language
        if case is None:
            return
        self._stale = False

        def work() -> tuple[Drawn, ...]:
            from hcplanner.actions import drawing

            return drawing.drawings(case, language)

        self._jobs.submit("figures", work, self.show_drawings, self._failed)

    def _failed(self, error: Exception) -> None:
        raise error

    def show_drawings(self, drawn: tuple[Drawn, ...]) -> None:
        """Put the drawings in order; a card whose drawing is as before stays as it is."""
        if list(self.cards) != [one.name for one in drawn]:
            self._rebuild(drawn)
            return
        for one in drawn:
            if self.cards[one.name].drawn != one:
                self.cards[one.name].show_drawn(one)
                self.told[one.name].setText(one.alt)

    def _rebuild(self, drawn: tuple[Drawn, ...]) -> None:
        while self._column.count() > 2:
            item = self._column.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.cards, self.told = {}, {}
        for place, one in enumerate(drawn):
            heading = QLabel(one.title)
            heading.setContentsMargins(0, 10 if place else 0, 0, 0)
            heading.setProperty("role", "subheading")
            card = FigureCard(one)
            told = QLabel(one.alt)
            told.setWordWrap(True)
            told.setProperty("role", "help")
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.cards[one.name] = card
            self.told[one.name] = told
            for below, widget in enumerate((heading, card, told)):
                self._column.insertWidget(1 + 3 * place + below, widget)
        self.empty.setVisible(not drawn)
        if self._wants_focus and drawn:
            self.take_focus()
