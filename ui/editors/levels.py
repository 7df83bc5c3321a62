"""Editors of levels: a set of them, or one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hcplanner.fields import Kind
from ui.editors.base import Editor
from ui.widgets.level_picker import LevelPicker

if TYPE_CHECKING:
    from hcplanner.fields import Declared
    from hcplanner.fields.values import Level
    from hcplanner.i18n import Words


class LevelsEditor(Editor):
    """Levels picked on a row of cells; a set, or a single one where the field holds one."""

    def __init__(self, member: Declared, words: Words) -> None:
        super().__init__(member, words)
        self._single = member.kind is Kind.CHOICE
        assert member.choices is not None
        levels: tuple[Level, ...] = tuple(member.choices)
        self._picker = LevelPicker(levels, words, single=self._single)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._picker)
        self.setFocusProxy(self._picker)
        self._picker.picked.connect(self._picked)

    def show_value(self, value: Any, unread: str) -> None:  # noqa: ARG002 - nothing is typed here
        """Show the levels."""
        self._picker.show_levels(value if not self._single else frozenset() if value is None else frozenset({value}))

    def inputs(self) -> list[QWidget]:
        """The cells."""
        return self._picker.inputs()

    def _picked(self, chosen: frozenset[Level]) -> None:
        self.edited.emit(chosen if not self._single else next(iter(chosen), None), False)
