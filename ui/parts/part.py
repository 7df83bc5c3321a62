"""What every part of a form can do: show the case, be found by a path, and fit a narrow page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hcplanner.opencase import Change

LABEL_WIDTH = 170
"""The width of the column of labels, so that editors line up across a page."""


class Part(QWidget):
    """A piece of a form that shows what the case holds.

    wanted: whether it is to be seen at all, as far as it itself is concerned
    """

    wanted = True

    def want(self, wanted: bool) -> None:
        """Show or hide itself. A part without a parent would open as a window if it were shown outright."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.setVisible(wanted)

    def appear(self) -> None:
        """Be seen at once, now that it stands in a form that is: Qt would wait for the next turn of its loop."""
        if self.wanted:
            self.show()

    def hear(self, change: Change | None) -> None:
        """Show what changed; with None, show everything. Writes nothing."""
        for part in self.parts():
            part.hear(change)

    def reveal(self, path: str) -> Part | None:
        """The part that shows the field at `path`, unfolded so that it can be seen; None when it is not in here."""
        return next((found for part in self.parts() if (found := part.reveal(path)) is not None), None)

    def set_narrow(self, narrow: bool) -> None:
        """Put labels above their editors, or beside them."""
        for part in self.parts():
            part.set_narrow(narrow)

    def rename(self) -> None:
        """Name the inputs anew, after an entry got another number."""
        for part in self.parts():
            part.rename()

    def unfold_all(self) -> None:
        """Show everything that is folded away."""
        for part in list(self.parts()):
            part.unfold_all()

    def leave(self) -> None:
        """The person left: unfinished texts are kept."""
        for part in self.parts():
            part.leave()

    def was_left(self) -> None:
        """The keyboard was in the part and went elsewhere: from now on it may say what is wrong with it."""

    def field_path(self) -> str:
        """The path of the field that the keyboard is in, for a part that shows fields itself; else nothing."""
        return ""

    def first_input(self) -> QWidget | None:
        """Where the keyboard goes when the part is entered."""
        return next((found for part in self.parts() if part.wanted and (found := part.first_input())), None)

    def parts(self) -> Iterator[Part]:
        """The parts in it that are built."""
        yield from ()


def is_at_or_in(path: str, outer: str) -> bool:
    """Whether a path is `outer` or leads into it."""
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))
