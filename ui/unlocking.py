"""Asks for the passphrase of one's own key, and makes it at its first use; the slow step never holds the window."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QProgressBar, QVBoxLayout

from hcplanner.errors import CannotWrite, KeyClosed, NoSuchKey
from hcplanner.i18n import N_
from ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from hcplanner.actions.keys import Ring
    from hcplanner.i18n import Words
    from ui.desk import Desk

_DIFFER: Final = N_("The two passphrases differ.")
_SHORT: Final = N_("A passphrase has at least {n} characters.")


class _Asking(QDialog):
    """A dialog whose work takes seconds: it shows that it goes on, and can be left at any moment."""

    def __init__(self, desk: Desk, heading: str, told: str, go: str) -> None:
        super().__init__(desk)
        self.words: Words = desk.words
        self.setWindowTitle("hcplanner")
        self.setMinimumWidth(460)
        self._jobs = Jobs(self)
        self._left = threading.Event()
        self.said = _label("", "error")
        self.said.hide()
        self.going = QProgressBar()
        self.going.setRange(0, 0)
        self.going.setTextVisible(False)
        self.going.setAccessibleName(self.words("Working"))
        self.going.setFixedHeight(8)
        self.going.hide()
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton(go, QDialogButtonBox.ButtonRole.ActionRole)
        self.leave = self.buttons.addButton(self.words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setDefault(True)
        self.go.clicked.connect(self._go)
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 18)
        self.column.setSpacing(8)
        self.column.addWidget(_label(heading, "heading"))
        self.column.addWidget(_label(told, "muted"))

    def _finish_layout(self) -> None:
        for widget in (self.said, self.going, self.buttons):
            self.column.addWidget(widget)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        label = QLabel(name)
        label.setBuddy(line)
        line.setAccessibleName(name)
        self.column.addWidget(label)
        self.column.addWidget(line)
        return line

    def _tell(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.adjustSize()

    def _begin(self, work: Callable[[], object]) -> None:
        self._tell("")
        self.going.show()
        self.go.setEnabled(False)
        self.adjustSize()
        self._jobs.submit("key", work, lambda _done: self._done(), self._failed)

    def _done(self) -> None:
        self.going.hide()
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.going.hide()
        self.go.setEnabled(True)
        if not isinstance(error, KeyClosed | CannotWrite | NoSuchKey):
            raise error
        self._tell(error.sentences(self.words)[0])

    def _go(self) -> None:
        raise NotImplementedError

    def done(self, result: int) -> None:
        """End the work that is no longer wanted; its process is stopped at once."""
        self._left.set()
        self._jobs.stop()
        super().done(result)


class Unlock(_Asking):
    """Asks for the passphrase until it is the right one, or the person leaves."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        super().__init__(
            desk,
            words("Your key is behind a passphrase"),
            words("It is asked for once; then your key stays open until the window is closed or locked."),
            words("&Unlock"),
        )
        self._ring: Ring = desk.ring
        self.passphrase = self._line(words("&Passphrase"))
        self._finish_layout()

    def _go(self) -> None:
        self._begin(partial(self._ring.open, self.passphrase.text(), self._left.is_set))

    def _failed(self, error: Exception) -> None:
        super()._failed(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()


class NewPassphrase(_Asking):
    """Asks twice for a new passphrase and puts one's own key, made now if there is none, behind it."""

    def __init__(self, desk: Desk, *, optional: bool) -> None:
        from hcplanner.actions.keys import KEPT_WORDS, LOSS, SHORTEST, Kept

        words = desk.words
        told = words(LOSS)
        if optional:
            told += "\n\n" + words("Without a passphrase the key is kept here:") + " " + words(KEPT_WORDS[Kept.FILE])
        heading = words("Your own key is made now") if optional else words("A passphrase for your key")
        super().__init__(desk, heading, told, words("&Make my key") if optional else words("&Set passphrase"))
        self._ring: Ring = desk.ring
        self._optional, self._shortest = optional, SHORTEST
        self.passphrase = self._line(words("&Passphrase (may stay empty)") if optional else words("&Passphrase"))
        self.again = self._line(words("The same &again"))
        self._finish_layout()

    def _go(self) -> None:
        from hcplanner.actions import keys

        given = self.passphrase.text()
        if given != self.again.text():
            self._tell(self.words(_DIFFER))
        elif not given and self._optional:
            self._begin(keys.make)
        elif len(given.strip()) < self._shortest:
            self._tell(self.words(_SHORT).format(n=self._shortest))
        else:
            self._begin(partial(self._ring.protect, given, self._left.is_set))


class TakeBack(_Asking):
    """Asks for the secret key that stands on a recovery sheet, and for a passphrase for it."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        super().__init__(
            desk,
            words("Take a key from a recovery sheet"),
            words("It takes the place of the key you have here, which is put aside and not deleted."),
            words("&Take it"),
        )
        self._ring: Ring = desk.ring
        self.secret = self._line(words("&Secret key, from AGE-SECRET-KEY-1 on"))
        self.passphrase = self._line(words("&Passphrase (may stay empty)"))
        self.again = self._line(words("The same &again"))
        self._finish_layout()

    def _go(self) -> None:
        from hcplanner.actions import keys

        given = self.passphrase.text()
        if given != self.again.text():
            self._tell(self.words(_DIFFER))
            return
        self._ring.close()
        self._begin(partial(keys.take_back, self.secret.text(), given, self._left.is_set))


def unlocked(desk: Desk) -> bool:
    """Whether one's own key is open; asks for its passphrase where it is not."""
    return not desk.ring.closed or _accepted(Unlock(desk))


def own_key(desk: Desk) -> bool:
    """Whether there is a key of one's own to encrypt for; at its first use it is made, after telling what is lost."""
    from hcplanner.actions import keys

    if keys.own() is not None:
        return True
    if not _accepted(NewPassphrase(desk, optional=True)):
        return False
    from ui import recovery_sheet

    recovery_sheet.offer(desk)
    return True


def new_passphrase(desk: Desk) -> bool:
    """Ask for a new passphrase of one's own key; gives whether there is one now."""
    return unlocked(desk) and _accepted(NewPassphrase(desk, optional=False))


def taken_back(desk: Desk) -> bool:
    """Ask for the secret key of a recovery sheet and take it as one's own; gives whether that was done."""
    return _accepted(TakeBack(desk))


def _accepted(dialog: QDialog) -> bool:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
