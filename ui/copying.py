"""Puts words of the case on the clipboard: the one-glance summary, and the short documents as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from hcplanner.errors import HcplannerError
from ui.dialogs import show_error

if TYPE_CHECKING:
    from ui.desk import Desk


def copy_summary(desk: Desk) -> None:
    """The fifteen lines of the summary, in the words that are printed."""
    from hcplanner.actions import summary
    from hcplanner.actions.clock import today

    assert desk.view is not None  # offered for an open case only
    desk.view.flush()
    opened, past, ours = desk.view.open_case, desk.view.past, desk.memory.profile
    text = summary.summary_text(
        opened.case, desk.words.language, saved=not opened.dirty, ours=ours, today=today(), past=past
    )
    _copied(desk, text, desk.words("The summary is on the clipboard."))


def copy_document(desk: Desk, name: str) -> None:
    """The document `name` as text, in the words that it prints. Nothing is copied when it cannot be made."""
    from hcplanner.actions import opening, preferences, texts
    from hcplanner.actions.printing import Kind

    assert desk.view is not None  # offered for an open case only
    desk.view.flush()
    opened = desk.view.open_case
    how = preferences.issue(Kind.DRAFT, saved=not opened.dirty, past=desk.view.past)
    try:
        text = texts.document_text(
            opened.case, name, opening.carrying(how, opened.case, desk.source), desk.memory.profile
        )
    except HcplannerError as error:
        show_error(desk, error, desk.words)
        return
    _copied(desk, text, desk.words("The text is on the clipboard."))


def _copied(desk: Desk, text: str, told: str) -> None:
    QApplication.clipboard().setText(text)
    desk.statusBar().showMessage(told, 4000)
