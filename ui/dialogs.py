"""The questions the application asks and the news it brings: leaving a changed case, errors, faults, about."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox

from hcplanner.errors import HcplannerError
from hcplanner.i18n import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from hcplanner.i18n import Words


FRAME: Final = QSize(0, 60)
"""What a desktop may draw around a window, in pixels."""


class Leaving(Enum):
    """What to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


class InTheWay(Enum):
    """What to do about a file that stands where the case was to be saved."""

    REPLACE = "replace"
    SAVE_AS = "save as"
    LEAVE = "leave"


class Changed(Enum):
    """What to do about a file that somebody else changed since it was opened here."""

    MERGE = "compare and merge"
    MINE = "keep mine"
    THEIRS = "keep theirs"
    SAVE_AS = "save as"
    LEAVE = "leave"


class Occupation(Enum):
    """What to do about a file that somebody else has open."""

    READ = "read only"
    COPY = "open a copy"
    TAKE_OVER = "take over"
    LEAVE = "leave"


INTENDED_USE = N_(
    "hcplanner records, checks for completeness and consistency, and prints what the surgeon decided. It gives no "
    "order, ranks no option, learns nothing, measures nothing on an image and doses nothing silently. Statements from "
    "the literature carry their source and date and can be switched off. Content is not approved for clinical use "
    "until an institution records that it is."
)


def ask_leaving(parent: QWidget, words: Words, question: str = N_("Save the changes to this case?")) -> Leaving:
    """Ask what is to become of unsaved changes; closing the question without an answer stays."""
    box = _box(parent, QMessageBox.Icon.Question, words(question))
    box.setInformativeText(words("If they are not saved, what was entered since the last save is lost."))
    save = box.addButton(words("&Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(words("&Don’t save"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    shown(box)
    answers = {save: Leaving.SAVE, discard: Leaving.DISCARD}
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), Leaving.STAY)


def ask_in_the_way(parent: QWidget, error: HcplannerError, words: Words) -> InTheWay:
    """Tell which file is in the way and ask what is to be done; closing the question leaves both as they are."""
    happened, safe, to_do = error.sentences(words)
    box = _box(parent, QMessageBox.Icon.Warning, happened)
    box.setInformativeText(f"{safe}\n\n{to_do}")
    elsewhere = box.addButton(words("&Save as…"), QMessageBox.ButtonRole.AcceptRole)
    replace = box.addButton(words("&Replace it"), QMessageBox.ButtonRole.DestructiveRole)
    leave = box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    shown(box)
    answers = {replace: InTheWay.REPLACE, elsewhere: InTheWay.SAVE_AS}
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), InTheWay.LEAVE)


def ask_changed(parent: QWidget, error: HcplannerError, words: Words) -> Changed:
    """Tell that somebody else changed the file and ask whose version stays; closing the question leaves both."""
    happened, safe, _ = error.sentences(words)
    box = _box(parent, QMessageBox.Icon.Warning, happened)
    told = words(
        "Compare and merge: see what each of you changed, and take both. Keep mine: what you have here takes its "
        "place; theirs stays in the history of the file. Keep theirs: the file is opened again; what you have here is "
        "kept on this computer and offered at the next start."
    )
    box.setInformativeText(f"{safe}\n\n{told}")
    merge = box.addButton(words("&Compare and merge…"), QMessageBox.ButtonRole.AcceptRole)
    mine = box.addButton(words("Keep &mine"), QMessageBox.ButtonRole.DestructiveRole)
    theirs = box.addButton(words("Keep &theirs"), QMessageBox.ButtonRole.DestructiveRole)
    elsewhere = box.addButton(words("&Save as…"), QMessageBox.ButtonRole.ActionRole)
    leave = box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    shown(box)
    answers = {merge: Changed.MERGE, mine: Changed.MINE, theirs: Changed.THEIRS, elsewhere: Changed.SAVE_AS}
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), Changed.LEAVE)


def ask_occupied(parent: QWidget, who: str, words: Words) -> Occupation:
    """Tell who has the file open and ask how to open it; closing the question opens nothing."""
    box = _box(parent, QMessageBox.Icon.Warning, who)
    box.setInformativeText(
        words(
            "It can be read here without saving over it, or opened as a copy with a file of its own. Take it over only "
            "when you know that nobody works in it: what the other one saves later will not fit what you save."
        )
    )
    read = box.addButton(words("Open &read only"), QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton(words("Open a &copy"), QMessageBox.ButtonRole.AcceptRole)
    over = box.addButton(words("&Take over"), QMessageBox.ButtonRole.DestructiveRole)
    leave = box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(read)
    box.setEscapeButton(leave)
    shown(box)
    answers = {read: Occupation.READ, copy: Occupation.COPY, over: Occupation.TAKE_OVER}
    clicked = box.clickedButton()
    return next((answer for button, answer in answers.items() if button is clicked), Occupation.LEAVE)


def ask_restore(parent: QWidget, state: str, count: int, words: Words) -> bool:
    """Whether an earlier state is to take the place of the case as it is now."""
    box = _box(parent, QMessageBox.Icon.Question, words("Restore “{state}”?").format(state=state))
    told = words(
        "{n} places change. The case is saved as a new revision: what was saved before stays in its history, and undo "
        "brings back what is on the screen now."
    )
    box.setInformativeText(told.format(n=count))
    restore = box.addButton(words("&Restore"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    shown(box)
    return box.clickedButton() is restore


def ask_throw_away(parent: QWidget, words: Words) -> bool:
    """Whether work that was kept is to be thrown away for good."""
    box = _box(parent, QMessageBox.Icon.Question, words("Throw this work away for good?"))
    box.setInformativeText(words("What it holds and the file does not is lost. The file itself stays as it is."))
    away = box.addButton(words("&Throw away"), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(words("&Keep it"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    shown(box)
    return box.clickedButton() is away


def ask_name(parent: QWidget, name: str, role: str, words: Words) -> tuple[str, str] | None:
    """The name and role stamped on what is saved; None when the question was left."""
    name, given = QInputDialog.getText(parent, "hcplanner", words("Your name, stamped on what you save:"), text=name)
    if not given:
        return None
    role, given = QInputDialog.getText(parent, "hcplanner", words("Your role:"), text=role)
    return (name, role) if given else None


def ask_sheet(parent: QWidget, words: Words) -> bool:
    """Whether the recovery sheet of a key made just now is to be printed at once."""
    box = _box(parent, QMessageBox.Icon.Question, words("Print the recovery sheet of your key now?"))
    box.setInformativeText(
        words("It is the only way back when the passphrase or this computer is lost. Keep it locked away.")
    )
    now = box.addButton(words("&Print…"), QMessageBox.ButtonRole.AcceptRole)
    later = box.addButton(words("&Later"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(now)
    box.setEscapeButton(later)
    shown(box)
    return box.clickedButton() is now


def show_error(parent: QWidget, error: HcplannerError, words: Words) -> None:
    """Tell of an error in its three sentences: what happened, what is safe, what to do."""
    happened, safe, to_do = error.sentences(words)
    box = _box(parent, QMessageBox.Icon.Warning, happened)
    box.setInformativeText("\n\n".join(part for part in (safe, to_do) if part))
    shown(box)


def show_text(parent: QWidget, text: str) -> None:
    """Tell something that went well and is worth knowing."""
    shown(_box(parent, QMessageBox.Icon.Information, text))


def show_notices(parent: QWidget, notices: tuple[str, ...], words: Words) -> None:
    """Tell what was noticed when a file was opened."""
    box = _box(parent, QMessageBox.Icon.Information, words("This file was opened with a remark."))
    box.setInformativeText("\n\n".join(notices))
    shown(box)


def show_notice(parent: QWidget, text: str) -> None:
    """Tell one thing that is not an error."""
    shown(_box(parent, QMessageBox.Icon.Information, text))


def show_fault(parent: QWidget | None, where: str, words: Words) -> bool:
    """Tell of a fault of the program; gives True when the user wants to save the case now."""
    box = _box(parent, QMessageBox.Icon.Critical, words("A fault of the program interrupted the last step."))
    box.setInformativeText(words("The case and everything entered before that step are unchanged and can be saved."))
    box.setDetailedText(where)
    save = box.addButton(words("&Save the case now"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(words("&Continue"), QMessageBox.ButtonRole.RejectRole)
    shown(box)
    return box.clickedButton() is save


def show_report(parent: QWidget, report: str, words: Words) -> None:
    """What the help desk is told, which is on the clipboard already."""
    box = _box(parent, QMessageBox.Icon.Information, words("The report for the help desk is on the clipboard."))
    box.setInformativeText(
        words("It tells versions, folders and settings of this installation, and nothing of a patient or a case.")
    )
    box.setDetailedText(report)
    box.exec()


def show_about(parent: QWidget, words: Words) -> None:
    """The name, version and intended use."""
    from hcplanner import __version__

    box = _box(parent, QMessageBox.Icon.NoIcon, f"hcplanner {__version__}")
    box.setIconPixmap(parent.window().windowIcon().pixmap(64, 64))
    box.setInformativeText(words("Intended use") + "\n\n" + words(INTENDED_USE))
    shown(box)


def shown(dialog: QDialog) -> int:
    """Show a dialog until it is left; gives its result.

    It goes at the next turn of the event loop: its window would keep it, and what it shows of a patient, for as long as
    it lives itself. One that was left while it waits for an answer, and is disabled meanwhile, stays to receive it.
    """
    room = dialog.screen().availableSize() - FRAME
    if dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        # A size of its own may be more than a small screen has, which would hide its buttons.
        dialog.resize(dialog.size().boundedTo(room))
    result = dialog.exec()
    if dialog.isEnabled():
        dialog.deleteLater()
    return result


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, "hcplanner", text, parent=parent)
    # Words from a file name or an error are shown as they are, never read as markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
