"""The sheet on which a key picture is marked: arrow, line, outline, label and cover, and what is said about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from hcplanner.actions import pictures
from hcplanner.case.imaging import Mark
from hcplanner.errors import HcplannerError
from hcplanner.fields import members
from hcplanner.i18n import N_
from ui.dialogs import show_error
from ui.parts.row import FieldRow
from ui.widgets.flow import FlowLayout
from ui.widgets.marking import COVER, SELECT, MarkingCanvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hcplanner.actions.pictures import Clean
    from hcplanner.case.imaging import KeyPicture
    from hcplanner.opencase import Change
    from ui.parts.scope import EntryScope

TOOLS: Final = (
    (SELECT, "V", N_("Select"), N_("Choose and move marks; Delete takes one away")),
    ("arrow", "A", N_("Arrow"), N_("Draw from the text towards what it shows")),
    ("line", "L", N_("Line"), N_("Draw a line; nothing is measured")),
    ("outline", "O", N_("Outline"), N_("Draw an ellipse around something")),
    ("label", "T", N_("Label"), N_("Put words on the picture")),
    (COVER, "C", N_("Cover"), N_("Blacken a box for good, such as a name in the corner")),
)
"""Every tool: its name, its key, its words, what it does. It stays in hand until another is taken."""


class PictureSheet(QDialog):
    """One picture of the open case, large. Every step goes through the open case, so that undo takes it back.

    told: what is to be known about a picture just taken in
    """

    def __init__(self, parent: QWidget, scope: EntryScope, told: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._scope, self._above = scope, parent
        self._open_case = scope.open_case
        self._words = words = scope.words
        self._shown_digest = ""
        self._naming = False
        self.setWindowTitle(words("Key picture"))
        self.resize(1080, 720)
        self.canvas = MarkingCanvas(words)
        self.tools = {name: self._tool(name, key, label, what) for name, key, label, what in TOOLS}
        self.mark_text = QLineEdit()
        fields = [m for m in members(scope.struct) if not m.field.internal and m.struct is None]
        self.rows = [FieldRow(scope, member) for member in fields]
        self._lay_out(told)
        self._connect()
        self._stop_watching = self._open_case.watch(self._hear)
        self.finished.connect(self._leave)
        self.take(SELECT)
        self._show()
        self.canvas.setFocus()

    @property
    def picture(self) -> KeyPicture:
        """The entry as the case holds it."""
        picture: KeyPicture = self._scope.owner(self._open_case.case)
        return picture

    def take(self, tool: str) -> None:
        """Take a tool in hand."""
        self.tools[tool].setChecked(True)
        self.canvas.use(tool)
        self.hint.setText(self._words(next(what for name, _, _, what in TOOLS if name == tool)))

    def _tool(self, name: str, key: str, label: str, what: str) -> QToolButton:
        button = QToolButton()
        button.setText(f"{self._words(label)}  {key}")
        button.setAccessibleName(self._words(label))
        button.setAccessibleDescription(self._words(what))
        button.setToolTip(f"{self._words(what)} ({key})")
        button.setCheckable(True)
        button.clicked.connect(partial(self.take, name))
        return button

    def _lay_out(self, told: Sequence[str]) -> None:
        words = self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        if told:
            column.addWidget(_notice("\n".join(told)))
        column.addLayout(self._tool_row())
        self.hint = QLabel()
        self.hint.setProperty("role", "help")
        middle = QHBoxLayout()
        middle.setSpacing(14)
        left = QVBoxLayout()
        left.addWidget(self.canvas, 1)
        left.addWidget(self.hint)
        middle.addLayout(left, 1)
        middle.addWidget(self._panel())
        column.addLayout(middle, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(words("&Close"), QDialogButtonBox.ButtonRole.AcceptRole)
        # Enter belongs to the fields and to the picture.
        close.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(_quiet(words("Nothing is measured. What identifies anybody must be covered before saving.")), 1)
        foot.addWidget(buttons)
        column.addLayout(foot)

    def _tool_row(self) -> QHBoxLayout:
        words, row, group = self._words, FlowLayout(gap=4), QButtonGroup(self)
        for button in self.tools.values():
            group.addButton(button)
            row.addWidget(button)
        outer = QHBoxLayout()
        outer.addLayout(row, 1)
        self.ways = {
            "undo": _button(words("Undo"), self._undo),
            "redo": _button(words("Redo"), self._redo),
            "smaller": _button(
                "\N{MINUS SIGN}", lambda: self.canvas.set_zoom(self.canvas.zoom / 1.25), words("Zoom out")
            ),
            "larger": _button("+", lambda: self.canvas.set_zoom(self.canvas.zoom * 1.25), words("Zoom in")),
            "fit": _button(words("Fit"), lambda: self.canvas.set_zoom(None), words("Show the whole picture")),
        }
        for button in self.ways.values():
            outer.addWidget(button)
        return outer

    def _panel(self) -> QWidget:
        words = self._words
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 0, 10, 0)
        column.setSpacing(10)
        for row in self.rows:
            row.set_narrow(True)
            column.addWidget(row)
        self.studies = self._offer_studies()
        if self.studies is not None:
            column.addWidget(self.studies, 0, Qt.AlignmentFlag.AlignLeft)
        self.mark_label = QLabel(words("Words beside the chosen mark"))
        self.mark_label.setProperty("role", "label")
        self.mark_label.setBuddy(self.mark_text)
        self.mark_text.setAccessibleName(words("Words beside the chosen mark"))
        column.addWidget(self.mark_label)
        column.addWidget(self.mark_text)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setFixedWidth(320)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        return area

    def _offer_studies(self) -> QToolButton | None:
        """The studies of the case, each to be named as the source with one choice."""
        words, menu = self._words, QMenu(self)
        for study in self._open_case.case.imaging.studies:
            if study.modality is None:
                continue
            name, day = words(study.modality.words), words.date(study.on) if study.on else ""
            action = menu.addAction(" \N{MIDDLE DOT} ".join(part for part in (name, day) if part).replace("&", "&&"))
            action.triggered.connect(partial(self._from_study, name, study.on))
        if menu.isEmpty():
            return None
        button = _button(words("Name a study of this case"), lambda: None)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _from_study(self, name: str, on: object, _checked: bool = False) -> None:
        self._open_case.set(self._scope.path("source"), name)
        if on is not None:
            self._open_case.set(self._scope.path("on"), on)

    def _connect(self) -> None:
        self.canvas.drawn.connect(self._draw)
        self.canvas.changed.connect(self._put)
        self.canvas.covered.connect(self._cover)
        self.canvas.picked.connect(lambda _ident: self._name_mark())
        self.canvas.removed.connect(self._remove)
        self.mark_text.textEdited.connect(self._say)
        self.mark_text.returnPressed.connect(self.canvas.setFocus)
        for keys, act in (
            (("Ctrl+Z",), self._undo),
            (("Ctrl+Shift+Z", "Ctrl+Y"), self._redo),
            (("Ctrl++", "Ctrl+="), self.ways["larger"].click),
            (("Ctrl+-",), self.ways["smaller"].click),
            (("Ctrl+0",), self.ways["fit"].click),
        ):
            action = QAction(self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.triggered.connect(act)
            self.addAction(action)
        # Letters are tools only while the picture has the keyboard; elsewhere they are letters.
        for name, key, _, _ in TOOLS:
            action = QAction(self.canvas)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(partial(self.take, name))
            self.canvas.addAction(action)

    # What is done to the case.

    def _draw(self, mark: Mark) -> None:
        ident = self._open_case.new_ident(pictures.marks_path(self._scope.ident))
        pictures.put_mark(self._open_case, self._scope.ident, msgspec.structs.replace(mark, id=ident))
        self.canvas.choose(ident)
        if mark.kind is not None and mark.kind.value == "label":
            self.mark_text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, mark: Mark) -> None:
        pictures.put_mark(self._open_case, self._scope.ident, mark)

    def _remove(self, ident: str) -> None:
        self._open_case.remove_item(pictures.marks_path(self._scope.ident), ident)

    def _say(self, text: str) -> None:
        if self.canvas.chosen:
            path = f"{pictures.marks_path(self._scope.ident)}[{self.canvas.chosen}].text"
            self._naming = True
            self._open_case.set(path, text, merge=True)
            self._naming = False

    def _cover(self, box: tuple[float, float, float, float]) -> None:
        digest = self.picture.digest
        data = self._open_case.attachments.get(digest)
        if data is None:
            return

        def work() -> Clean | HcplannerError:
            try:
                return pictures.covered(data, [box])
            except HcplannerError as error:
                return error

        def done(made: Clean | HcplannerError) -> None:
            # Also when the sheet was left meanwhile: what was to be covered must not stay open.
            if isinstance(made, HcplannerError):
                show_error(self if isValid(self) else self._above, made, self._words)
            elif self.picture.digest == digest:
                pictures.replace_content(self._open_case, self._scope.ident, made)

        self._scope.later("picture covered", work, done)

    def _undo(self) -> None:
        self._flush()
        self._open_case.undo()

    def _redo(self) -> None:
        self._open_case.redo()

    # What is shown.

    def _hear(self, change: Change) -> None:
        if self.picture.id != self._scope.ident:
            # Undo took the picture itself away.
            self.reject()
            return
        for row in self.rows:
            row.hear(change)
        self._show()

    def _show(self) -> None:
        picture, image = self.picture, None
        if picture.digest != self._shown_digest:
            self._shown_digest = picture.digest
            image = QImage.fromData(self._open_case.attachments.get(picture.digest, b""))
        self.canvas.show_picture(picture, image)
        self._name_mark()
        self.ways["undo"].setEnabled(self._open_case.can_undo)
        self.ways["redo"].setEnabled(self._open_case.can_redo)

    def _name_mark(self) -> None:
        mark = next((one for one in self.picture.marks if one.id == self.canvas.chosen), None)
        self.mark_text.setEnabled(mark is not None)
        self.mark_label.setEnabled(mark is not None)
        said = mark.text if mark is not None else ""
        if not self._naming and self.mark_text.text() != said:
            self.mark_text.setText(said)

    def _flush(self) -> None:
        for row in self.rows:
            row.leave()

    def _leave(self) -> None:
        self._stop_watching()
        if self.picture.id == self._scope.ident:
            self._flush()


def _button(text: str, act: object, heard: str = "") -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(heard or text)
    button.setToolTip(heard)
    button.clicked.connect(act)
    return button


def _notice(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", "mark")
    label.setProperty("state", "unusual")
    return label


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "help")
    label.setWordWrap(True)
    return label
