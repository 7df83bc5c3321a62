"""The guide to the markup of templates, in a window of its own so that it can lie beside the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from hcplanner.i18n import Words


class TemplateGuide(QDialog):
    """The vocabulary of the markup and the names a template may use, as the code itself declares them."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        from hcplanner.actions.own_documents import guide

        super().__init__(parent)
        self.setWindowTitle(words("Guide to the markup"))
        self.resize(820, 620)
        self.text = QTextBrowser()
        self.text.setAccessibleName(words("Guide to the markup"))
        self.text.setMarkdown(guide())
        column = QVBoxLayout(self)
        column.addWidget(self.text)
