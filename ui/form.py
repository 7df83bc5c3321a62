"""A page that is a form over an open case: shows every change, says where the focus is, finds a field by its path.

Parts of the form use no colours of their own. The style sheet `style-form.qss` styles them by these properties:

- `role` of labels: title, lead, heading, subheading, number, label, help, unit, mark, levels, derived
- `role` of frames: page, card, group, plain, entry, popup
- `role` of buttons: chip, level, disclosure, entry-title, add, quiet, help, flag (with `severity`)
- `seg` of the joined buttons of an answer or choice: left, middle, right, single; `quiet` when said more softly
- `state` of a mark: unread, unusual, copied; `empty` of a list box; `open` of what folds
- `glyph` of a button that has a drawing in the place of words
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.parts.part import Part
from ui.parts.row import FieldRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from hcplanner.i18n import Words
    from hcplanner.knowledge.findings import Finding
    from hcplanner.opencase import Change, OpenCase

_WIDEST = 880


class FormPage(QScrollArea):
    """A scrolling form. It watches the case until it is deleted (`deleteLater`).

    focused_path(path): the keyboard came to the field at this path
    finding_asked(id): the mark of a finding beside a field was pressed
    """

    focused_path = Signal(str)
    finding_asked = Signal(str)

    def __init__(self, open_case: OpenCase, words: Words, title: str) -> None:
        super().__init__()
        self.open_case = open_case
        self.words = words
        self._narrow = False
        self._roomy = 0
        self._styled = False
        self._at: Part | None = None
        self._findings: Mapping[str, Finding] = {}
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        content = QWidget()
        content.setProperty("role", "page")
        across = QHBoxLayout(content)
        across.setContentsMargins(18, 20, 18, 40)
        sheet = QWidget()
        sheet.setMaximumWidth(_WIDEST)
        across.setSpacing(0)
        across.addWidget(sheet, 1000)
        across.addStretch(1)
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        self._column.addWidget(heading)
        self.body = self.make_body()
        self._column.addWidget(self.body)
        self._column.addStretch(1)
        self.setWidget(content)
        self.destroyed.connect(open_case.watch(self._hear))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def make_body(self) -> Part:
        """What stands under the title."""
        raise NotImplementedError

    def go_to(self, path: str) -> None:
        """Scroll to the field at `path`, unfold what hides it, and give it the keyboard."""
        found = self.body.reveal(path)
        if found is None:
            return
        target = found.first_input()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        # What was just unfolded has its place only after the next layout.
        QTimer.singleShot(0, self, lambda: self._scroll_to(found))

    def show_findings(self, by_path: Mapping[str, Finding]) -> None:
        """Mark the fields that a finding is about, the gravest for each path; also those that are unfolded later."""
        self._findings = by_path
        self._flag()

    def _flag(self) -> None:
        for row in self.findChildren(FieldRow):
            row.flag(self._findings.get(row.path()), self.finding_asked.emit)

    def flush(self) -> None:
        """Put what is still being typed into the case, as before saving."""
        self.body.leave()

    def unfold_all(self) -> None:
        """Show every field that is folded away."""
        self.body.unfold_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the form into the new width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the form into the width it came to be shown in."""
        super().showEvent(event)
        if not self._styled:
            self._styled = True
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the form anew in other colours or another type: everything in it may have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self._styled:
            QTimer.singleShot(0, self, self._measure)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the form anew when something in it was unfolded."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
            if self._findings:
                self._flag()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on to the next field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focusNextPrevChild(not back)
            return
        super().keyPressEvent(event)

    def _measure(self) -> None:
        """Find out how much room the form needs with labels beside their editors, and fit it."""
        self._narrow = False
        self.body.set_narrow(False)
        for layout in self.findChildren(QLayout):
            layout.invalidate()
        self._fit()

    def _fit(self) -> None:
        """Put labels above their editors when side by side they need more than there is."""
        content = self.widget()
        if content is None or not self._styled:
            return
        room = self.viewport().width()
        if self._narrow and room < self._roomy:
            return
        if not self._narrow:
            self._roomy = content.minimumSizeHint().width()
        narrow = room < self._roomy
        if narrow != self._narrow:
            self._narrow = narrow
            self.body.set_narrow(narrow)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Move the keyboard in the order of the page; Qt's own is that in which things were made.

        What was unfolded or added later would come last there.
        """
        content = self.widget()
        inside = list(stops(content.layout())) if content is not None else []
        at = self.window().focusWidget()
        if at not in inside:
            return super().focusNextPrevChild(onward)
        to = inside.index(at) + (1 if onward else -1)
        target = inside[to] if 0 <= to < len(inside) else self._beyond(at, onward)
        target.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
        return True

    def _beyond(self, at: QWidget, onward: bool) -> QWidget:
        """The next stop of the window that is not on the page; where there is none, the one it started from."""
        to = at
        while True:
            further = to.nextInFocusChain() if onward else to.previousInFocusChain()
            if further is None or further is at:
                return at
            if takes_tab(further) and not self.isAncestorOf(further):
                return further
            to = further

    def _hear(self, change: Change) -> None:
        self.body.hear(change)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        at = self._part_of(new)
        if at is self._at:
            return
        left, self._at = self._at, at
        if left is not None:
            left.leave()
            left.was_left()
        if at is not None:
            self._scroll_to(at)
            self.focused_path.emit(at.field_path())

    def _part_of(self, widget: QWidget | None) -> Part | None:
        while widget is not None and not (isinstance(widget, Part) and widget.field_path()):
            widget = widget.parentWidget()
        return widget if isinstance(widget, Part) and self.isAncestorOf(widget) else None

    def _scroll_to(self, part: Part) -> None:
        content = self.widget()
        assert content is not None
        place = QRect(part.mapTo(content, part.rect().topLeft()), part.size())
        height = min(place.height(), self.viewport().height() - 80)
        self.ensureVisible(place.left(), place.top() + height, 0, 40)
        self.ensureVisible(place.left(), place.top(), 0, 40)


def takes_tab(widget: QWidget) -> bool:
    """Whether the Tab key stops at a widget."""
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return by_tab and widget.isVisible() and widget.isEnabled()


def stops(layout: QLayout | None) -> Iterator[QWidget]:
    """The stops of the Tab key below a layout, in the order in which they are laid out."""
    for index in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(index) if layout is not None else None
        widget = item.widget() if item is not None else None
        if item is not None and widget is None:
            yield from stops(item.layout())
        elif widget is not None and widget.isVisible():
            if takes_tab(widget):
                yield widget
            yield from stops(widget.layout())
