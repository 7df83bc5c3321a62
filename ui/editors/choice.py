"""Editors of answers and choices: a few words side by side, many in a list, several at once as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from hcplanner.fields import Answer
from ui.editors.base import Editor
from ui.widgets.buttons import Roving, choice_button
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from hcplanner.fields import Choice, Declared
    from hcplanner.i18n import Words

_QUIET = (Answer.NOT_APPLICABLE, Answer.NOT_KNOWN)
_MOST_SEGMENTS = 9
_WIDEST_ROW = 345


def choices_of(member: Declared) -> tuple[Choice, ...]:
    """The members of a field's set of choices, in their order."""
    assert member.choices is not None
    return tuple(member.choices)


def fits_side_by_side(member: Declared, words: Words) -> bool:
    """Whether a choice has few enough and short enough words for buttons in a row (rough pixels, no font is asked)."""
    texts = [words(choice.words) for choice in choices_of(member)]
    width = sum(7 * len(text) + (18 if _is_terse(text) else 26) for text in texts)
    return len(texts) <= _MOST_SEGMENTS and width <= _WIDEST_ROW


def _is_terse(text: str) -> bool:
    return len(text) <= 2


def _seg(index: int, count: int) -> str:
    if count == 1:
        return "single"
    return "left" if index == 0 else "right" if index == count - 1 else "middle"


class SegmentedEditor(Editor):
    """One of a few, as joined buttons; pressing the chosen one again blanks the field."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        choices = choices_of(member)
        loud = [choice for choice in choices if choice not in _QUIET]
        quiet = [choice for choice in choices if choice in _QUIET]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons: list[QPushButton] = []
        self._choices: list[Choice] = [*loud, *quiet]
        for group in (loud, quiet):
            for index, choice in enumerate(group):
                button = choice_button(words(choice.words), seg=_seg(index, len(group)), quiet=group is quiet)
                button.setProperty("terse", _is_terse(button.text()))
                button.setProperty("own_name", words(choice.words))
                row.addWidget(button)
                self._buttons.append(button)
            if group is loud and quiet:
                row.addSpacing(10)
        row.addStretch(1)
        self._roving = Roving(self._buttons, self)
        self._roving.cleared.connect(lambda: self.edited.emit(None, False))
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.clicked.connect(lambda on, c=choice: self.edited.emit(c if on else None, False))

    def show_value(self, value: Any, unread: str) -> None:  # noqa: ARG002 - nothing is typed here
        """Press the button of the value."""
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.setChecked(choice is value)
        self._roving.settle()
        self.setFocusProxy(self._roving.stop())

    def inputs(self) -> list[QWidget]:
        """The buttons, the stop of the Tab key first."""
        stop = self._roving.stop()
        return [stop, *(button for button in self._buttons if button is not stop)]


class _Box(QComboBox):
    """A list that the wheel scrolls past: a page that is scrolled changes no field."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ComboEditor(Editor):
    """One of many, from a list whose first line blanks the field."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        self.box = _Box()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices: list[Choice | None] = [None, *choices_of(member)]
        self.box.addItem(words("Not recorded"))
        self.box.addItems([words(choice.words) for choice in choices_of(member)])
        longest = max(len(self.box.itemText(i)) for i in range(self.box.count()))
        self.box.setMinimumContentsLength(min(longest, 16))
        self.box.setMaximumWidth(max(200, min(460, 9 * longest + 50)))
        self.box.setMaxVisibleItems(16)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addStretch(0)
        self.setFocusProxy(self.box)
        self.box.activated.connect(self._chosen)

    def show_value(self, value: Any, unread: str) -> None:  # noqa: ARG002 - nothing is typed here
        """Show the line of the value."""
        index = self._choices.index(value)
        if index != self.box.currentIndex():
            self.box.setCurrentIndex(index)
        self._mark_empty(index == 0)

    def inputs(self) -> list[QWidget]:
        """The list."""
        return [self.box]

    def _chosen(self, index: int) -> None:
        self._mark_empty(index == 0)
        self.edited.emit(self._choices[index], False)

    def _mark_empty(self, empty: bool) -> None:
        if self.box.property("empty") != empty:
            self.box.setProperty("empty", empty)
            self.box.style().polish(self.box)


class ChipsEditor(Editor):
    """Several of a set, as chips that wrap."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        self._choices = choices_of(member)
        self._chosen: frozenset[Choice] = frozenset()
        flow = FlowLayout(self)
        self._buttons: list[QPushButton] = []
        for choice in self._choices:
            button = choice_button(words(choice.words), role="chip")
            button.setProperty("own_name", words(choice.words))
            button.clicked.connect(lambda on, c=choice: self._toggled(c, on))
            flow.addWidget(button)
            self._buttons.append(button)
        self._roving = Roving(self._buttons, self)
        self._roving.cleared.connect(lambda: self.edited.emit(frozenset(), False))

    def show_value(self, value: Any, unread: str) -> None:  # noqa: ARG002 - nothing is typed here
        """Press the chips of the set."""
        self._chosen = value
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.setChecked(choice in value)
        self._roving.settle()
        self.setFocusProxy(self._roving.stop())

    def inputs(self) -> list[QWidget]:
        """The chips, the stop of the Tab key first."""
        stop = self._roving.stop()
        return [stop, *(button for button in self._buttons if button is not stop)]

    def _toggled(self, choice: Choice, on: bool) -> None:
        self.edited.emit(self._chosen | {choice} if on else self._chosen - {choice}, False)
