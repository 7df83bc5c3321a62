"""What every editor of one value is: it shows a value, says what was entered, and knows nothing of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from hcplanner.fields import Declared
    from hcplanner.i18n import Words


class Editor(QWidget):
    """Edits one value of one declared field.

    edited(value, going_on): the person entered a value; `going_on` while one is typing, so that steps may join
    unreadable(text): the person left a text that is no value of this field
    Showing a value emits neither.
    """

    edited = Signal(object, bool)
    unreadable = Signal(str)

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__()
        self.member = member
        self.words = words

    def show_value(self, value: Any, unread: str) -> None:
        """Show what the case holds: a value, or a text kept beside the field."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """Everything in it that takes the keyboard; the first is where the focus goes."""
        raise NotImplementedError

    def leave(self) -> None:
        """The person left: what cannot be read is said as `unreadable`, the rest written in the house style."""

    def name(self, label: str, description: str) -> None:
        """Give every input its name for those who hear the screen."""
        for widget in self.inputs():
            own = widget.property("own_name")
            widget.setAccessibleName(f"{label}: {own}" if own else label)
            if description:
                widget.setAccessibleDescription(description)
