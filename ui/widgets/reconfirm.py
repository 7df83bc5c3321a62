"""The line below the banner: the plan is another one than the last consent form named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hcplanner.knowledge.past import CONSENT, change_words, plan_changes

if TYPE_CHECKING:
    from hcplanner.case import Case
    from hcplanner.i18n import Words
    from hcplanner.knowledge.past import Past


class ReconfirmNote(QLabel):
    """Hidden while the plan is as consented; says else which form it was and what differs."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "reconfirm")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(True)
        self.setAccessibleName(words("Consent"))
        self.hide()

    def show_case(self, case: Case, past: Past) -> None:
        """Hold the case against the last consent form that was issued from it."""
        words, form = self._words, past.last(CONSENT)
        changes = plan_changes(case, past, words)
        self.setVisible(bool(changes))
        if form is None or not changes:
            self.clear()
            return
        pattern = words(
            "\N{WARNING SIGN} Consent form of revision {n}. Plan changed after this form: reconfirm with the patient. "
            "{changes}"
        )
        told = "; ".join(change_words(one, words) for one in changes)
        self.setText(pattern.format(n=form.revision, changes=told))
