"""A list of entries: a card for each, to add, move and take away; undo brings back what was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hcplanner.fields import Kind, asked, item_type, members, recorded
from hcplanner.fields.show import show
from ui.parts.part import Part, is_at_or_in
from ui.parts.row import FieldRow
from ui.parts.scope import EntryScope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hcplanner.fields import Declared, Item
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope

_OPEN_AT_MOST = 2
_SMALL = 4
_SPEAKING = (Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.DATE)


class Card(Part):
    """One entry: its summary line, the buttons that move it and take it away, and its fields when open."""

    def __init__(self, scope: EntryScope, build: Callable[[Scope], Part], *, small: bool) -> None:
        super().__init__()
        self.scope = scope
        self._build = build
        self._narrow = False
        self._body: Part | None = None
        words = scope.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = QFrame()
        frame.setProperty("role", "entry")
        outer.addWidget(frame)
        self.title = QPushButton()
        self.title.setProperty("role", "entry-title")
        self.title.setAutoDefault(False)
        # A long summary is cut at the edge rather than making the page wider.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title.clicked.connect(lambda: self.set_open(self._body is None or self._body.isHidden()))
        self.up = _tool("form-up", words("Move up"))
        self.down = _tool("form-down", words("Move down"))
        self.away = _tool("form-remove", words("Remove"))
        self._tools = tools = QHBoxLayout()
        tools.setSpacing(0)
        for button in (self.up, self.down, self.away):
            tools.addWidget(button)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._small = small
        if small:
            self.title.setParent(self)
            self.title.hide()
            row = QHBoxLayout(frame)
            row.setContentsMargins(14, 12, 8, 12)
            row.addLayout(self._column, 1)
            row.addLayout(tools)
            row.setAlignment(tools, Qt.AlignmentFlag.AlignTop)
        else:
            column = QVBoxLayout(frame)
            column.setContentsMargins(14, 8, 8, 12)
            column.setSpacing(8)
            head = QHBoxLayout()
            head.addWidget(self.title, 1)
            head.addLayout(tools)
            column.addLayout(head)
            column.addLayout(self._column)

    def parts(self) -> Iterator[Part]:
        """The fields, once built."""
        if self._body is not None:
            yield self._body

    def hear(self, change: Change | None) -> None:
        """Show the entry."""
        super().hear(change)
        if change is None or any(is_at_or_in(path, self.scope.prefix()) for path in change.paths):
            self._summarise()

    def reveal(self, path: str) -> Part | None:
        """The part at the path, with the entry open."""
        if not is_at_or_in(path, self.scope.prefix()):
            return None
        self.set_open(True)
        return self if path == self.scope.prefix() else super().reveal(path)

    def set_narrow(self, narrow: bool) -> None:
        """Remember it for what is built later."""
        self._narrow = narrow
        super().set_narrow(narrow)

    def unfold_all(self) -> None:
        """Open it, and all in it."""
        self.set_open(True)
        super().unfold_all()

    def rename(self) -> None:
        """Name buttons and inputs after the entry's number."""
        place = self.scope.context()
        for button in (self.up, self.down, self.away):
            button.setAccessibleName(f"{button.toolTip()}: {place}")
        self._summarise()
        super().rename()

    def set_open(self, opened: bool) -> None:
        """Show the fields, or the summary line alone."""
        if opened and self._body is None:
            self._body = self._build(self.scope)
            self._body.set_narrow(self._narrow)
            self._column.addWidget(self._body)
            if self._small and sum(row.wanted for row in self._body.findChildren(FieldRow)) > 1:
                # Beside several fields the buttons stand one above the other: the fields get the width.
                self._tools.setDirection(QBoxLayout.Direction.TopToBottom)
            if self.isVisible():
                self._body.appear()
        elif self._body is not None:
            if not opened:
                self._body.leave()
            self._body.setVisible(opened)
        self.title.setProperty("open", opened)
        self.title.style().unpolish(self.title)
        self.title.style().polish(self.title)

    def set_number(self, number: int, count: int) -> None:
        """Take its place among the others."""
        self.scope.number = number
        there = bool(self.scope.ident)
        if not self._small:
            self.title.setVisible(there)
        self.up.setVisible(there and count > 1)
        self.down.setVisible(there and count > 1)
        self.away.setVisible(there)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        self.rename()

    def _summarise(self) -> None:
        said = summary(self.scope)
        number = self.scope.number
        self.title.setText(f"{number}   {said}".replace("&", "&&"))
        self.title.setAccessibleName(f"{self.scope.context()}: {said}")


def summary(scope: EntryScope) -> str:
    """The first things recorded in an entry that say something without their label, on one line."""
    words, told, rest = scope.words, [], []
    for member, value in recorded(scope.owner(scope.open_case.case)):
        if member.field.internal:
            continue
        if member.kind in _SPEAKING:
            text = show(member, value, words)
            told.append(text if len(text) <= 40 else text[:39].rstrip() + "\N{HORIZONTAL ELLIPSIS}")
        else:
            rest.append(words(member.field.label))
        if len(told) == 3:
            break
    return " \N{MIDDLE DOT} ".join(told or rest[:3]) or words("Nothing entered yet")


class Entries(Part):
    """The list at one member of a struct.

    build: makes the fields of an entry
    titled: whether its label stands above it; ready: with no entry, an empty one to type into is shown
    skip: how many entries at the start are shown elsewhere
    small: whether entries need no summary line of their own; by the count of their fields if not said
    """

    def __init__(
        self,
        scope: Scope,
        member: Declared,
        build: Callable[[Scope], Part],
        *,
        titled: bool = True,
        ready: bool = False,
        skip: int = 0,
        small: bool | None = None,
    ) -> None:
        super().__init__()
        self.scope = scope
        self.member = member
        self._build = build
        self._ready = ready
        self._skip = skip
        self._narrow = False
        fields = members(item_type(member))
        few = len(fields) <= _SMALL and all(m.kind is not Kind.GROUP for m in fields)
        self._small = few if small is None else small
        self._cards: list[Card] = []
        words = scope.words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        if titled:
            heading = QLabel(words(member.field.label))
            heading.setProperty("role", "subheading")
            self._column.addWidget(heading)
        self._add = QPushButton()
        self._add.setProperty("role", "add")
        self._add.setAutoDefault(False)
        self._add.setCursor(Qt.CursorShape.PointingHandCursor)
        self._add.clicked.connect(self._added)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.hear(None)

    def path(self) -> str:
        """The path of the list."""
        return self.scope.path(self.member.name)

    def parts(self) -> Iterator[Part]:
        """The cards."""
        yield from self._cards

    def hear(self, change: Change | None) -> None:
        """Show the entries as they are, in their order."""
        case = self.scope.open_case.case
        if change is None or self.path() in change.paths:
            self._sync(getattr(self.scope.owner(case), self.member.name)[self._skip :])
        super().hear(change)
        wanted = asked(self.member, self.scope.owner(case)) or any(card.scope.ident for card in self._cards)
        self.want(wanted)

    def reveal(self, path: str) -> Part | None:
        """The part at the path, with its entry open."""
        if path == self.path():
            self.want(True)
            return self
        return super().reveal(path) if is_at_or_in(path, self.path()) else None

    def set_narrow(self, narrow: bool) -> None:
        """Remember it for cards that come later."""
        self._narrow = narrow
        super().set_narrow(narrow)

    def first_input(self) -> QWidget | None:
        """The first input of an entry, else the button that adds one."""
        return super().first_input() or self._add

    def _sync(self, items: Sequence[Item]) -> None:
        had = {card.scope.ident: card for card in self._cards}
        empty = had.pop("", None)
        cards: list[Card] = []
        for item in items:
            card = had.pop(item.id, None)
            if card is None and empty is not None:
                card, empty = empty, None
                card.scope.ident = item.id
            if card is None:
                card = self._card(item.id)
                card.set_open(self._small or len(items) <= _OPEN_AT_MOST)
            cards.append(card)
        if not cards and self._ready:
            cards = [self._emptied(empty, had)]
            empty = None
        for card in (*had.values(), *([empty] if empty else [])):
            self._drop(card)
        self._cards = cards
        first = self._column.indexOf(self._add) - sum(self._column.indexOf(card) >= 0 for card in cards)
        for index, card in enumerate(cards):
            if self._column.indexOf(card) != first + index:
                self._column.insertWidget(first + index, card)
                if self.isVisible():
                    card.appear()
            card.set_number(index + 1 + self._skip, len(cards))
        self._name_add()

    def _emptied(self, empty: Card | None, had: dict[str, Card]) -> Card:
        """The card to type into while there is no entry: the one just emptied by undo, so that the focus stays."""
        if empty is None and had:
            _, empty = had.popitem()
            empty.scope.ident = ""
            empty.hear(None)
        if empty is None:
            empty = self._card("")
            empty.set_open(True)
        return empty

    def _card(self, ident: str) -> Card:
        card = Card(EntryScope(self.scope, self.member, ident), self._build, small=self._small)
        card.set_narrow(self._narrow)
        card.up.clicked.connect(lambda: self._moved(card, -1))
        card.down.clicked.connect(lambda: self._moved(card, 1))
        card.away.clicked.connect(lambda: self._removed(card))
        return card

    def _drop(self, card: Card) -> None:
        if card.isAncestorOf(card.window().focusWidget()):
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _name_add(self) -> None:
        words = self.scope.words
        there = any(card.scope.ident for card in self._cards) or self._skip
        text, label = words("Add another") if there else words("Add"), words(self.member.field.label)
        # Where the first entry stands in rows of its own, the list has no heading that says what is added.
        self._add.setText(f"{text}: {label}" if self._skip else text)
        self._add.setAccessibleName(f"{text}: {label}")
        self._add.setVisible(bool(there) or not self._cards)

    def _added(self) -> None:
        self.scope.ensure()
        ident = self.scope.open_case.add_item(self.path())
        card = next((card for card in self._cards if card.scope.ident == ident), None)
        if card is not None:
            card.set_open(True)
            if (target := card.first_input()) is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)

    def _moved(self, card: Card, by: int) -> None:
        self.scope.open_case.move_item(self.path(), card.scope.ident, card.scope.number - 1 + by)

    def _removed(self, card: Card) -> None:
        self.scope.open_case.remove_item(self.path(), card.scope.ident)


def _tool(glyph: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("glyph", glyph)
    button.setToolTip(text)
    return button
