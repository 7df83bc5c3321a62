"""One field on the form: its label, its editor, its help on demand, and what is to be said of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from hcplanner.errors import BadValue
from hcplanner.fields import DatedNumber, Kind, asked
from hcplanner.fields.parse import parse
from hcplanner.fields.show import show_number, with_unit
from hcplanner.i18n import N_
from ui.editors import Editor, make_editor
from ui.editors.choice import ComboEditor
from ui.editors.text import LineEditor, TextEditor
from ui.parts.flag import Flag
from ui.parts.part import LABEL_WIDTH, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.fields import Declared
    from hcplanner.knowledge.findings import Finding
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope


_HELP_WIDTH = 30
_ENTRY_MARGIN = 15
# Two shapes, so that the mark does not hang on its colour.
_MARKS = ("\N{BLACK CIRCLE}", "\N{CHECK MARK}")


class FieldRow(Part):
    """A field, two ways: what is entered goes into the case, and what changes there is shown without writing."""

    def __init__(self, scope: Scope, member: Declared) -> None:
        super().__init__()
        self.scope = scope
        self.member = member
        self.editor: Editor | None = None
        self._narrow = False
        self._typing = False
        self._ensuring = False
        self._needed = False
        self._left = False
        self._finding: Finding | None = None
        self._pressed: Callable[[str], None] | None = None
        self._flag: Flag | None = None
        words = scope.words
        self._label = QLabel(words(member.field.label))
        self._label.setProperty("role", "label")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._ask = self._help_button() if member.field.help else None
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._help: QLabel | None = None
        self._mark: QLabel | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._place()
        self.hear(None)

    def field_path(self) -> str:
        """The path of the field."""
        return self.path()

    def path(self) -> str:
        """The path of the field."""
        return self.scope.path(self.member.name)

    def hear(self, change: Change | None) -> None:
        """Show the field's value if it changed, and itself only if it is asked."""
        if self._ensuring or (change is not None and not self._concerns(change)):
            return
        case = self.scope.open_case.case
        owner = self.scope.owner(case)
        value = getattr(owner, self.member.name)
        unread = case.unread.get(self.path(), "") if case.unread else ""
        self._tell_needed(self.member.is_empty(value))
        self._tell_invented(self.path() in case.invented)
        wanted = asked(self.member, owner) or bool(unread) or not self.member.is_empty(value)
        if wanted or self.editor is not None:
            self._built().show_value(value, unread)
            self._say(self._remark(value, unread))
        self.want(wanted)

    def reveal(self, path: str) -> Part | None:
        """Itself, if the path is the field's; shown even when it is not asked."""
        if path != self.path():
            return None
        self.want(True)
        if self.editor is None:
            self._built()
            self.hear(None)
            self.want(True)
        return self

    def set_narrow(self, narrow: bool) -> None:
        """Label above or beside."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def rename(self) -> None:
        """Name the inputs."""
        if self.editor is not None:
            self.editor.name(self.scope.heard_as(self.member.field.label), self.scope.words(self.member.field.help))
        if self._ask is not None:
            heard = self.scope.heard_as(self.member.field.label)
            self._ask.setAccessibleName(self.scope.words("Help: {label}").format(label=heard))

    def leave(self) -> None:
        """Keep what is unfinished; say now what is to be said of the value."""
        self._typing = False
        if self.editor is not None:
            self.editor.leave()
            self.hear(None)

    def first_input(self) -> QWidget | None:
        """The first input of the editor."""
        return self.editor.inputs()[0] if self.editor is not None else None

    def was_left(self) -> None:
        """From now on the field may be marked although it is empty."""
        self._left = True
        self._show_flag()

    def flag(self, finding: Finding | None, pressed: Callable[[str], None]) -> None:
        """Mark the field with a finding about it, once it holds something or was left; None takes the mark away."""
        if finding is not self._finding:
            self._finding, self._pressed = finding, pressed
            self._show_flag()

    def _show_flag(self) -> None:
        finding = self._finding
        if self._flag is None:
            if finding is None:
                return
            self._flag = Flag()
            self._grid.addWidget(self._flag, 0, 3, Qt.AlignmentFlag.AlignTop)
        if finding is not None and not self._left:
            value = getattr(self.scope.owner(self.scope.open_case.case), self.member.name)
            if self.member.is_empty(value) or self._typing:
                finding = None
        self._flag.show_finding(finding, self._pressed)

    def need(self) -> None:
        """Mark the field as one that is needed now; the mark goes hollow when something is recorded."""
        self._needed = True
        self.hear(None)

    def _tell_needed(self, empty: bool) -> None:
        state = ("open" if empty else "given") if self._needed else ""
        if (self._label.property("needed") or "") != state:
            self._label.setProperty("needed", state)
            self._label.style().polish(self._label)
            told = {"open": N_("Needed for the emergency plan"), "given": N_("Needed, and recorded")}
            self._label.setToolTip(self.scope.words(told[state]))
            self._label.setAccessibleDescription(self.scope.words(told[state]))

    def _tell_invented(self, invented: bool) -> None:
        label, words = self.scope.words(self.member.field.label), self.scope.words
        text = f"{label} \N{DAGGER}" if invented else label
        if self._needed:
            text = f"{_MARKS[self._label.property('needed') == 'given']} {text}"
        if self._label.text() != text:
            self._label.setText(text)
            if invented or not self._needed:
                self._label.setToolTip(words("Invented for this example") if invented else "")

    def _concerns(self, change: Change) -> bool:
        if self.path() in change.paths:
            return True
        condition = self.member.field.only_if
        return condition is not None and self.scope.path(condition[0]) in change.paths

    def _built(self) -> Editor:
        if self.editor is None:
            self.editor = editor = make_editor(self.member, self.scope.words)
            editor.edited.connect(self._edited)
            editor.unreadable.connect(self._unreadable)
            self._column.insertWidget(0, editor)
            if self._ask is None and isinstance(editor, LineEditor | TextEditor | ComboEditor):
                # The room of the help button stays free, so that long boxes end in one line too.
                self._grid.setColumnMinimumWidth(2, _HELP_WIDTH)
            if self.isVisible():
                editor.show()
            self.rename()
        return self.editor

    def _edited(self, value: Any, going_on: bool) -> None:
        self._typing = going_on
        self._ensure()
        try:
            self.scope.open_case.set(self.path(), value, merge=going_on)
        except BadValue as refused:
            self.scope.open_case.set_unread(self.path(), refused.text)

    def _ensure(self) -> None:
        # While the entry is being made, the case still lacks what was just typed: it is not to be shown.
        self._ensuring = True
        try:
            self.scope.ensure()
        finally:
            self._ensuring = False

    def _unreadable(self, text: str) -> None:
        self._ensure()
        self.scope.open_case.set_unread(self.path(), text)

    def _remark(self, value: Any, unread: str) -> tuple[str, str]:
        """What is to be said of the value, and in which state it is; nothing while one is typing."""
        if self._typing:
            return "", ""
        if unread:
            return self._why_unread(unread), "unread"
        return self._unusual(value), "unusual"

    def _why_unread(self, unread: str) -> str:
        words = self.scope.words
        reason = words("this cannot be read")
        if self.member.kind in (Kind.NUMBER, Kind.INTEGER, Kind.DATE):
            try:
                parse(self.member, unread)
            except ValueError as error:
                reason = words(str(error))
        return words("“{text}” is kept as written, not as a value: {reason}.").format(text=unread, reason=reason)

    def _unusual(self, value: Any) -> str:
        field, words = self.member.field, self.scope.words
        number = value.value if isinstance(value, DatedNumber) else value
        if self.member.kind not in (Kind.NUMBER, Kind.INTEGER, Kind.DATED_NUMBER) or number is None:
            return ""
        if (field.low is None or number >= field.low) and (field.high is None or number <= field.high):
            return ""
        low, high = (words.number(limit) if limit is not None else "" for limit in (field.low, field.high))
        typed = with_unit(show_number(self.member, number, words), words(field.unit))
        return words("{value} is outside the usual range, {low} to {high}. It is kept as typed.").format(
            value=typed, low=low, high=with_unit(high, words(field.unit))
        )

    def _say(self, remark: tuple[str, str]) -> None:
        text, state = remark
        if self._mark is None:
            if not text:
                return
            self._mark = QLabel()
            self._mark.setProperty("role", "mark")
            self._mark.setWordWrap(True)
            self._column.insertWidget(1, self._mark)
        if self._mark.property("state") != state:
            self._mark.setProperty("state", state)
            self._mark.style().polish(self._mark)
        self._mark.setText(text)
        self._mark.setVisible(bool(text))

    def _help_button(self) -> QToolButton:
        button = QToolButton()
        button.setText("?")
        button.setProperty("role", "help")
        button.setToolTip(self.scope.words(self.member.field.help))
        button.setAccessibleDescription(self.scope.words(self.member.field.help))
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(self._toggle_help)
        return button

    def _toggle_help(self) -> None:
        if self._help is None:
            self._help = QLabel(self.scope.words(self.member.field.help))
            self._help.setProperty("role", "help")
            self._help.setWordWrap(True)
            self._column.insertWidget(self._column.count() - 1, self._help)
            self._help.show()
            return
        self._help.setVisible(self._help.isHidden())

    def _place(self) -> None:
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for item in (self._label, self._ask, self._column):
            if isinstance(item, QWidget):
                grid.removeWidget(item)
            elif item is not None:
                grid.removeItem(item)
        if self._narrow:
            self._label.setMinimumWidth(0)
            self._label.setMaximumWidth(16777215)
            grid.addWidget(self._label, 0, 0, 1, 2, top)
            grid.addLayout(self._column, 1, 0, 1, 2)
        else:
            # Inside the frame of an entry the label gives way, so that editors line up across the page.
            self._label.setFixedWidth(LABEL_WIDTH - (_ENTRY_MARGIN if self.scope.framed() else 0))
            grid.addWidget(self._label, 0, 0, top)
            grid.addLayout(self._column, 0, 1)
        self._label.setContentsMargins(0, 0 if self._narrow else 7, 0, 0)
        if self._ask is not None:
            grid.addWidget(self._ask, 1 if self._narrow else 0, 2, top)
