"""A picture to draw marks on: by mouse or keys, zoomed or fitted; it shows marks exactly as paper does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractScrollArea

from hcplanner.actions import pictures
from hcplanner.case.imaging import Mark, MarkKind
from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from hcplanner.case.imaging import KeyPicture
    from hcplanner.i18n import Words

SELECT: Final = "select"
COVER: Final = "cover"
_KINDS: Final = {kind.value: kind for kind in MarkKind}
_GAP: Final = 12
_NEAR: Final = 9.0  # screen pixels within which a mark is taken hold of
_SMALLEST: Final = 0.01
_STEP: Final = 0.01
_FIRST: Final = (0.4, 0.4, 0.6, 0.6)  # where a mark begins that is drawn by the keyboard
_ZOOMS: Final = (0.05, 8.0)
_DRAFT: Final = "draft"


class MarkingCanvas(QAbstractScrollArea):
    """The picture with its marks. It changes nothing itself: it tells what was drawn, moved and chosen.

    drawn(mark): a mark without an id; changed(mark): one that was moved; covered(box): a box to be blackened
    picked(id): the mark chosen, empty for none; removed(id): it is to go
    """

    drawn = Signal(object)
    changed = Signal(object)
    covered = Signal(tuple)
    picked = Signal(str)
    removed = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._picture: KeyPicture | None = None
        self._image = QImage()
        self._overlay: QSvgRenderer | None = None
        self._zoom: float | None = None
        self._from: QPointF | None = None
        self._draft: Mark | None = None
        self._grip = ""
        self.tool = SELECT
        self.chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 260)
        self.viewport().setMouseTracking(True)

    def show_picture(self, picture: KeyPicture, image: QImage | None) -> None:
        """Show the picture as the case holds it; without an image, the one already shown."""
        self._picture = picture
        if image is not None:
            self._image = image
            self._measure()
        if self.chosen not in {mark.id for mark in picture.marks}:
            self.choose("")
        self.setAccessibleName(self._words("Picture to draw on"))
        self._describe()
        self._redraw()

    def _describe(self) -> None:
        """Say what the picture shows, and which mark is chosen."""
        if self._picture is None:
            return
        told, mark = pictures.in_words(self._picture, self._words), self._mark(self.chosen)
        if mark is not None and mark.kind is not None:
            name = ": ".join(part for part in (self._words(mark.kind.words), mark.text.strip()) if part)
            told = self._words("{picture}. Chosen: {mark}").format(picture=told, mark=name)
        self.setAccessibleDescription(told)

    def use(self, tool: str) -> None:
        """Take a tool in hand; it stays until another is taken."""
        self.tool = tool
        self._drop_draft()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if tool == SELECT else Qt.CursorShape.CrossCursor)

    def choose(self, ident: str) -> None:
        """Choose a mark, or none."""
        if ident != self.chosen:
            self.chosen = ident
            self._describe()
            self.picked.emit(ident)
        self.viewport().update()

    def choose_next(self, by: int) -> None:
        """Choose the mark drawn after this one, or before."""
        idents = [mark.id for mark in self._marks()]
        if idents:
            at = idents.index(self.chosen) + by if self.chosen in idents else (0 if by > 0 else -1)
            self.choose(idents[at % len(idents)])

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the picture."""
        if self._zoom is not None or self._image.isNull():
            return self._zoom or 1.0
        room = self.viewport().size()
        across = (room.width() - 2 * _GAP) / self._image.width()
        down = (room.height() - 2 * _GAP) / self._image.height()
        return max(_ZOOMS[0], min(across, down, 4.0))

    def set_zoom(self, zoom: float | None) -> None:
        """Zoom to a factor, or with None so that the whole picture is seen."""
        self._zoom = None if zoom is None else max(_ZOOMS[0], min(_ZOOMS[1], zoom))
        self._measure()
        self.viewport().update()

    def put_in_the_middle(self) -> None:
        """Draw with the tool in hand without a mouse: in the middle, to be moved by the arrow keys."""
        if self.tool == COVER:
            self.covered.emit(_FIRST)
        elif self.tool != SELECT:
            self.drawn.emit(_made(_KINDS[self.tool], _FIRST))

    # Where things are.

    def _box(self) -> QRectF:
        wide, high = self._image.width() * self.zoom, self._image.height() * self.zoom
        room = self.viewport().size()
        left = (room.width() - wide) / 2 if wide < room.width() else _GAP - self.horizontalScrollBar().value()
        top = (room.height() - high) / 2 if high < room.height() else _GAP - self.verticalScrollBar().value()
        return QRectF(left, top, wide, high)

    def at(self, x: float, y: float) -> QPointF:
        """Where on the screen a place of the picture is."""
        box = self._box()
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    def _place(self, spot: QPointF) -> tuple[float, float]:
        box = self._box()
        across, down = (spot.x() - box.left()) / box.width(), (spot.y() - box.top()) / box.height()
        return round(min(1.0, max(0.0, across)), 3), round(min(1.0, max(0.0, down)), 3)

    def _measure(self) -> None:
        box = self._box()
        room = self.viewport().size()
        for bar, needed, there in (
            (self.horizontalScrollBar(), box.width(), room.width()),
            (self.verticalScrollBar(), box.height(), room.height()),
        ):
            bar.setRange(0, max(0, round(needed + 2 * _GAP - there)))
            bar.setPageStep(there)
            bar.setSingleStep(30)

    def _marks(self) -> tuple[Mark, ...]:
        return self._picture.marks if self._picture is not None else ()

    def _mark(self, ident: str) -> Mark | None:
        return next((mark for mark in self._marks() if mark.id == ident), None)

    # Painting.

    def _redraw(self) -> None:
        if self._picture is None:
            return
        shown = self._picture
        if self._draft is not None:
            kept = tuple(mark for mark in shown.marks if mark.id != self._draft.id)
            shown = msgspec.structs.replace(shown, marks=(*kept, self._draft))
        self._overlay = QSvgRenderer(QByteArray(pictures.overlay(shown, 0.75).encode("utf-8")))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens["sunken"]))
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        box = self._box()
        if self._image.isNull():
            painter.setPen(QColor(tokens["muted"]))
            said = self._words("This picture is not in the case file, or it is damaged.")
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), said)
            painter.end()
            return
        painter.drawImage(box, self._image)
        if self._overlay is not None:
            self._overlay.render(painter, box)
        if self.tool == COVER and self._draft is not None:
            painter.fillRect(self._between(self._draft), QColor(0, 0, 0))
        elif (mark := self._draft or self._mark(self.chosen)) is not None:
            self._paint_grips(painter, mark, QColor(tokens["focus"]))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens["focus"]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_grips(self, painter: QPainter, mark: Mark, colour: QColor) -> None:
        painter.setPen(QPen(QColor("white"), 2))
        painter.setBrush(colour)
        for spot in self._grips(mark).values():
            painter.drawEllipse(spot, 6, 6)

    def _grips(self, mark: Mark) -> dict[str, QPointF]:
        x, y, far, low = _places(mark)
        grips = {"from": self.at(x, y)}
        if mark.kind is not MarkKind.LABEL:
            grips["to"] = self.at(far, low)
        return grips

    def _between(self, mark: Mark) -> QRectF:
        x, y, far, low = _places(mark)
        return QRectF(self.at(x, y), self.at(far, low)).normalized()

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._image.isNull():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        spot = event.position()
        self._from = spot
        if self.tool == SELECT:
            self._take_hold(spot)
            return
        x, y = self._place(spot)
        kind = _KINDS.get(self.tool, MarkKind.LINE)
        self._grip = "to"
        self._draft = _made(kind, (x, y, x, y), _DRAFT)
        self._redraw()

    def _take_hold(self, spot: QPointF) -> None:
        held = self._mark(self.chosen)
        grip = next((n for n, g in self._grips(held).items() if _apart(g, spot) <= _NEAR), "") if held else ""
        if not grip:
            held = next((mark for mark in reversed(self._marks()) if self._is_near(mark, spot)), None)
            grip = "whole" if held is not None else ""
        self._grip = grip
        self._draft = None
        self.choose(held.id if held is not None else "")

    def _is_near(self, mark: Mark, spot: QPointF) -> bool:
        x, y, far, low = _places(mark)
        one, other = self.at(x, y), self.at(far, low)
        if mark.kind is MarkKind.OUTLINE:
            return self._between(mark).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(spot)
        if mark.kind is MarkKind.LABEL:
            return QRectF(one, one + QPointF(120, 34)).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(spot)
        return _from_line(spot, one, other) <= _NEAR

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or not self._grip:
            return
        held = self._draft if self._draft is not None else self._mark(self.chosen)
        if held is None:
            return
        if self._grip == "whole":
            start, now = self._place(self._from), self._place(event.position())
            base = self._mark(self.chosen) or held
            self._draft = _moved(base, now[0] - start[0], now[1] - start[1])
        else:
            x, y = self._place(event.position())
            places = {"from": {"x": x, "y": y}, "to": {"to_x": x, "to_y": y}}[self._grip]
            self._draft = msgspec.structs.replace(held, **places)
        self._redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        draft, self._from = self._draft, None
        if event.button() is not Qt.MouseButton.LeftButton or draft is None:
            return
        self._drop_draft()
        x, y, far, low = _places(draft)
        large = abs(far - x) > _SMALLEST or abs(low - y) > _SMALLEST
        if self.tool == COVER:
            if large:
                self.covered.emit((x, y, far, low))
        elif draft.id != _DRAFT:
            self.changed.emit(draft)
        elif draft.kind is MarkKind.LABEL:
            self.drawn.emit(_made(MarkKind.LABEL, (x, y, x, y)))
        elif large:
            # An arrow is drawn towards what it shows: its tip is where the mouse was let go.
            self.drawn.emit(msgspec.structs.replace(draft, id=""))

    def _drop_draft(self) -> None:
        self._draft, self._grip = None, ""
        self._redraw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.15 if event.angleDelta().y() > 0 else 1 / 1.15))
            event.accept()
            return
        super().wheelEvent(event)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key, mark = Qt.Key(event.key()), self._mark(self.chosen)
        if key in steps and mark is not None:
            across, down = steps[key]
            only_tip = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.changed.emit(_moved(mark, across * _STEP, down * _STEP, only_tip=only_tip))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and mark is not None:
            self.removed.emit(mark.id)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.choose_next(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.tool != SELECT:
            self.put_in_the_middle()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _made(kind: MarkKind, box: tuple[float, float, float, float], ident: str = "") -> Mark:
    x, y, far, low = box
    return Mark(id=ident, kind=kind, x=x, y=y, to_x=far, to_y=low)


def _places(mark: Mark) -> tuple[float, float, float, float]:
    x, y = mark.x or 0.0, mark.y or 0.0
    return x, y, x if mark.to_x is None else mark.to_x, y if mark.to_y is None else mark.to_y


def _moved(mark: Mark, across: float, down: float, *, only_tip: bool = False) -> Mark:
    """The mark at another place, as far as the picture reaches; with `only_tip`, its second place alone."""
    x, y, far, low = _places(mark)
    if only_tip and mark.kind is not MarkKind.LABEL:
        return msgspec.structs.replace(mark, to_x=_inside(far + across), to_y=_inside(low + down))
    across = min(max(across, -min(x, far)), 1 - max(x, far))
    down = min(max(down, -min(y, low)), 1 - max(y, low))
    return msgspec.structs.replace(
        mark, x=_inside(x + across), y=_inside(y + down), to_x=_inside(far + across), to_y=_inside(low + down)
    )


def _inside(share: float) -> float:
    return round(min(1.0, max(0.0, share)), 3)


def _apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _from_line(spot: QPointF, one: QPointF, other: QPointF) -> float:
    """How far a place is from the line between two others."""
    along = other - one
    length = along.x() ** 2 + along.y() ** 2
    share = 0.0 if not length else ((spot.x() - one.x()) * along.x() + (spot.y() - one.y()) * along.y()) / length
    share = min(1.0, max(0.0, share))
    return _apart(spot, QPointF(one.x() + share * along.x(), one.y() + share * along.y()))
