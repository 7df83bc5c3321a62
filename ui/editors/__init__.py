"""One editor for each kind of value; `make_editor` chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hcplanner.fields import Kind
from hcplanner.fields.values import Level
from ui.editors.base import Editor
from ui.editors.choice import ChipsEditor, ComboEditor, SegmentedEditor, fits_side_by_side
from ui.editors.date import DatedNumberEditor, DateEditor
from ui.editors.levels import LevelsEditor
from ui.editors.number import NumberEditor
from ui.editors.text import LineEditor, TextEditor

if TYPE_CHECKING:
    from hcplanner.fields import Declared
    from hcplanner.i18n import Words

__all__ = ["Editor", "make_editor"]

_MOST_CELLS = 20


def make_editor(member: Declared, words: Words) -> Editor:
    """The editor for a field that holds a value (grades, lists and groups have parts of their own)."""
    return _editor_class(member, words)(member, words)


def _editor_class(member: Declared, words: Words) -> type[Editor]:
    if member.kind is Kind.TEXT:
        return TextEditor if member.field.lines > 1 else LineEditor
    if member.kind in (Kind.NUMBER, Kind.INTEGER):
        return NumberEditor
    if member.kind is Kind.DATE:
        return DateEditor
    if member.kind is Kind.DATED_NUMBER:
        return DatedNumberEditor
    assert member.choices is not None, member.path
    levels = issubclass(member.choices, Level)
    if member.kind is Kind.CHOICES:
        return LevelsEditor if levels else ChipsEditor
    if levels and len(member.choices) <= _MOST_CELLS:
        return LevelsEditor
    return SegmentedEditor if fits_side_by_side(member, words) else ComboEditor
