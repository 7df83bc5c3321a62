"""Editors of dates: typed as far as known, or picked from a calendar that is made when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hcplanner.fields import DatedNumber, Kind, PartialDate
from ui.editors.base import Editor
from ui.editors.number import ReadEditor, ReadLine, add_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.fields import Declared
    from hcplanner.i18n import Words


def calendar_button(words: Words, line: ReadLine, picked: Callable[[PartialDate], None], *, timed: bool) -> QToolButton:
    """The button that opens a calendar under a line; `picked` is given the day, with the time that stood there."""
    button = QToolButton()
    button.setProperty("own_name", words("calendar"))
    button.setToolTip(words("Pick from a calendar"))
    button.setProperty("glyph", "calendar")
    button.clicked.connect(lambda: _open(words, button, line, picked, timed))
    return button


def _open(
    words: Words, button: QToolButton, line: ReadLine, picked: Callable[[PartialDate], None], timed: bool
) -> None:
    popup = QFrame(button, Qt.WindowType.Popup)
    popup.setProperty("role", "popup")
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = QCalendarWidget(popup)
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())  # no red: that is for warnings
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setAccessibleName(words("Calendar"))
    held = _held(line)
    if held is not None:
        calendar.setSelectedDate(QDate(held.year, held.month or 1, held.day or 1))

    def take(day: QDate, time: QTime | None = None) -> None:
        hour, minute = (held.hour, held.minute) if held is not None else (None, None)
        if time is not None:
            hour, minute = time.hour(), time.minute()
        popup.close()
        picked(PartialDate(day.year(), day.month(), day.day(), hour, minute))
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    calendar.clicked.connect(take)
    calendar.activated.connect(take)
    now = QPushButton(words("Now") if timed else words("Today"))
    now.setProperty("role", "quiet")
    now.clicked.connect(lambda: take(QDate.currentDate(), QTime.currentTime() if timed else None))
    column = QVBoxLayout(popup)
    column.setContentsMargins(10, 10, 10, 10)
    column.addWidget(calendar)
    column.addWidget(now, 0, Qt.AlignmentFlag.AlignRight)
    popup.move(button.mapToGlobal(QPoint(0, button.height() + 4)))
    popup.show()
    calendar.setFocus()


def _held(line: ReadLine) -> PartialDate | None:
    try:
        value = line.read()
    except ValueError:
        return None
    return value if isinstance(value, PartialDate) else None


def date_hint(words: Words, *, timed: bool) -> str:
    """How a date is written, for an empty line."""
    return words("dd-Mmm-yyyy hh:mm") if timed else words("dd-Mmm-yyyy")


class DateEditor(ReadEditor):
    """A date as far as it is known, with the time where that is asked."""

    def __init__(self, member: Declared, words: Words) -> None:
        self.box_width = 210 if member.field.time else 160
        super().__init__(member, words)
        self.box.setPlaceholderText(date_hint(words, timed=member.field.time))
        self._button = calendar_button(words, self.box, self._picked, timed=member.field.time)
        self.row.addWidget(self._button)
        self.row.addStretch(1)

    def inputs(self) -> list[QWidget]:
        """The line and the button."""
        return [self.box, self._button]

    def _picked(self, value: PartialDate) -> None:
        self.edited.emit(value, False)


class DatedNumberEditor(Editor):
    """A number with its unit and the day it was measured."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        on = words("on")
        self._number = ReadLine(msgspec.structs.replace(member, kind=Kind.NUMBER, default=None), words, 96)
        self._day = ReadLine(msgspec.structs.replace(member, kind=Kind.DATE, default=None), words, 150)
        self._day.setProperty("own_name", words("day"))
        self._day.setPlaceholderText(date_hint(words, timed=False))
        self._button = calendar_button(words, self._day, self._picked, timed=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._number, 60)
        add_unit(row, member, words)
        label = QLabel(on)
        label.setProperty("role", "unit")
        row.addWidget(label)
        row.addWidget(self._day, 100)
        row.addWidget(self._button)
        row.addStretch(1)
        self.setFocusProxy(self._number)
        self._pending = False
        for line in (self._number, self._day):
            line.textEdited.connect(self._typed)

    def show_value(self, value: Any, unread: str) -> None:
        """Show number and day, or the two texts kept in their place."""
        self._pending = False
        if unread:
            # The number stands before the first "@": no number or date holds one.
            number, _, day = unread.partition(" @ ")
            self._number.show_value(None, number)
            self._day.show_value(None, day)
            return
        self._number.show_value(value.value if value else None, "")
        self._day.show_value(value.on if value else None, "")

    def inputs(self) -> list[QWidget]:
        """Number, day and calendar."""
        return [self._number, self._day, self._button]

    def leave(self) -> None:
        """Say what cannot be read; both texts are kept, so that a bad day never costs the number."""
        if self._pending:
            self._pending = False
            number, day = self._number.text().strip(), self._day.text().strip()
            self.unreadable.emit(f"{number} @ {day}" if day else number)
        else:
            self._number.tidy()
            self._day.tidy()

    def _typed(self) -> None:
        try:
            number, day = self._number.read(), self._day.read()
        except ValueError:
            self._pending = True
            return
        self._pending = False
        empty = number is None and day is None
        self.edited.emit(None if empty else DatedNumber(number, day), True)  # type: ignore[arg-type]  # read as these kinds

    def _picked(self, value: PartialDate) -> None:
        self._day.show_value(value, "")
        self._typed()
