"""A block of fields under a heading: the essentials first, the rest folded away until wanted or filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from hcplanner.fields import Kind, asked
from ui.parts.part import Part, is_at_or_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hcplanner.case import Case
    from hcplanner.fields import Declared
    from hcplanner.opencase import Change
    from ui.parts.scope import Scope


def is_essential(member: Declared, run: Sequence[Declared]) -> bool:
    """Whether a field is shown before the rest is unfolded; one that hangs on an essential neighbour goes with it."""
    if member.field.essential:
        return True
    condition = member.field.only_if
    return condition is not None and any(m.name == condition[0] and m.field.essential for m in run)


class Block(Part):
    """Fields of one struct. The folded ones are built when they are first shown."""

    def __init__(
        self,
        scope: Scope,
        run: Sequence[Declared],
        make: Callable[[Scope, Sequence[Declared]], list[Part]],
        *,
        title: str = "",
        role: str = "card",
        fold: bool = True,
    ) -> None:
        super().__init__()
        self._scope = scope
        self._run = tuple(run)
        self._make = make
        self._narrow = False
        self._group: tuple[Declared, Scope] | None = None
        essential = [member for member in run if is_essential(member, run)]
        rest = [member for member in run if not is_essential(member, run)]
        if not fold or (not title and not essential) or (essential and len(rest) == 1):
            essential, rest = list(run), []
        self._rest = tuple(rest)
        self._rest_parts: list[Part] = []
        self._button: QPushButton | None = None
        self._column = self._frame(role)
        if title:
            heading = QLabel(title)
            heading.setProperty("role", "heading" if role == "card" else "subheading")
            self._column.addWidget(heading)
        self._parts = make(scope, essential)
        for part in self._parts:
            self._column.addWidget(part)
        if scope.derived is not None and (told := scope.derived.get(scope.pattern())) is not None:
            self._parts.append(DerivedLine(scope, told))
            self._column.addWidget(self._parts[-1])
        if rest:
            self._fold(heading_only=bool(title) and not essential)

    def parts(self) -> Iterator[Part]:
        """The essentials, and the rest once built."""
        yield from self._parts
        yield from self._rest_parts

    def hangs_on(self, group: Declared, above: Scope) -> None:
        """Be seen only while the group is asked, or holds something."""
        self._group = (group, above)
        self._follow_group()

    def _follow_group(self) -> None:
        if self._group is None or self._group[0].field.only_if is None:
            return
        group, above = self._group
        owner = above.owner(self._case())
        self.want(asked(group, owner) or not group.is_empty(getattr(owner, group.name)))

    def hear(self, change: Change | None) -> None:
        """Show what changed; a folded field that came to hold something is unfolded."""
        super().hear(change)
        self._follow_group()
        if self._rest and not self._open() and self._filled(changed=change.paths if change else None):
            self.unfold()

    def reveal(self, path: str) -> Part | None:
        """The part at the path, unfolded, and seen even when its group is not asked."""
        if self._group is not None and is_at_or_in(path, self._scope.prefix()):
            self.want(True)
        if path == self._scope.prefix():
            return self
        if not self._open() and any(is_at_or_in(path, self._scope.path(member.name)) for member in self._rest):
            self.unfold()
        return super().reveal(path)

    def set_narrow(self, narrow: bool) -> None:
        """Remember it for what is built later."""
        self._narrow = narrow
        super().set_narrow(narrow)

    def unfold(self) -> None:
        """Show the rest."""
        if not self._rest or self._button is None:
            return
        if not self._rest_parts:
            self._rest_parts = self._make(self._scope, self._rest)
            for part in self._rest_parts:
                part.set_narrow(self._narrow)
                self._column.insertWidget(self._column.count() - 1, part)
                if self.isVisible():
                    part.appear()
        else:
            for part in self._rest_parts:
                part.appear()
                part.hear(None)
        self._set_open(True)

    def unfold_all(self) -> None:
        """Show the rest, and what is folded inside."""
        if not self._open():
            self.unfold()
        super().unfold_all()

    def _frame(self, role: str) -> QVBoxLayout:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = QFrame()
        frame.setProperty("role", role)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        card = role == "card"
        column.setContentsMargins(*((20, 16, 20, 16) if card else (0, 14 if role == "group" else 0, 0, 0)))
        column.setSpacing(12)
        return column

    def _fold(self, *, heading_only: bool) -> None:
        self._button = button = QPushButton()
        button.setProperty("role", "disclosure")
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setProperty("lone", heading_only)
        button.clicked.connect(self._toggle)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._set_open(False)
        if self._filled(changed=None):
            self.unfold()

    def _open(self) -> bool:
        return self._button is None or bool(self._button.property("open"))

    def _set_open(self, opened: bool) -> None:
        assert self._button is not None
        words = self._scope.words
        hidden = sum(asked(member, self._scope.owner(self._case())) for member in self._rest)
        text = words("Fewer fields") if opened else words.n("{n} more field", "{n} more fields", hidden)
        self._button.setText(text)
        place = self._scope.context()
        self._button.setAccessibleName(f"{text}, {place}" if place else text)
        self._button.setProperty("open", opened)
        self._button.style().unpolish(self._button)
        self._button.style().polish(self._button)

    def _toggle(self) -> None:
        if not self._open():
            self.unfold()
            self._focus_first()
            return
        for part in self._rest_parts:
            part.leave()
            part.hide()
        self._set_open(False)

    def _focus_first(self) -> None:
        for part in self._rest_parts:
            target = part.first_input() if part.wanted else None
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _filled(self, changed: frozenset[str] | None) -> bool:
        """Whether a folded field holds something (of the changed ones, if told which changed)."""
        case = self._case()
        owner = self._scope.owner(case)
        for member in self._rest:
            path = self._scope.path(member.name)
            if changed is not None and not any(is_at_or_in(one, path) for one in changed):
                continue
            if not member.is_empty(getattr(owner, member.name)) or any(is_at_or_in(one, path) for one in case.unread):
                return True
        return False

    def _case(self) -> Case:
        return self._scope.open_case.case


class DerivedLine(Part):
    """A line worked out from the fields above it; nothing is typed there."""

    def __init__(self, scope: Scope, told: Callable[[Case, str], str]) -> None:
        super().__init__()
        self._scope = scope
        self._told = told
        self._line = QLabel()
        self._line.setProperty("role", "derived")
        self._line.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        self.hear(None)

    def hear(self, change: Change | None) -> None:  # noqa: ARG002 - it may rest on any field
        """Work it out anew."""
        text = self._told(self._scope.open_case.case, self._scope.prefix())
        self._line.setText(text)
        self.want(bool(text))


class Body(Part):
    """All blocks of one struct, one below the other, in the order of its declaration."""

    def __init__(self, blocks: Sequence[Part], gap: int) -> None:
        super().__init__()
        self._blocks = tuple(blocks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for block in blocks:
            column.addWidget(block)

    def parts(self) -> Iterator[Part]:
        """The blocks."""
        yield from self._blocks


def runs(members: Sequence[Declared], *, lists_apart: bool) -> Iterator[list[Declared]]:
    """The members in order, cut where a group (or, if wanted, a list) stands: those stand alone."""
    run: list[Declared] = []
    for member in members:
        if member.kind is Kind.GROUP or (lists_apart and member.kind is Kind.LIST and member.field.only_if is None):
            if run:
                yield run
            yield [member]
            run = []
        else:
            run.append(member)
    if run:
        yield run
