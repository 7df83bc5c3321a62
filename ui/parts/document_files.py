"""The texts of one document as tabs: the files of its template, and the institution's own text in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from hcplanner.i18n import LANGUAGES
from ui.parts.source_editor import SourceEditor

if TYPE_CHECKING:
    from hcplanner.actions.own_documents import Document, Place
    from hcplanner.i18n import Words


class SetAside(NamedTuple):
    """Texts of a document that were neither saved nor given up: its name, and every editor's text in order."""

    document: str
    texts: tuple[str, ...]


class DocumentFiles(QTabWidget):
    """Shows what can be changed of a document, and knows what differs from what is kept."""

    edited = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._files: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self.setAccessibleName(words("Files of the document"))

    def show_document(self, document: Document, files: dict[str, str]) -> None:
        """Show these files, to be changed where they are the institution's own, and its text in each language."""
        self._files = files
        self._told = {language: document.texts.get(language, "") for language in _languages(document)}
        self.clear()
        for name, text in files.items():
            self._add(name, text, read_only=not document.own)
        for language, text in self._told.items():
            name = self._words("Our text ({language})").format(language=LANGUAGES[language])
            self._add(name, text, read_only=False)

    @property
    def files(self) -> dict[str, str]:
        """The files as they stand in the editors."""
        return {name: self.editor(n).toPlainText() for n, name in enumerate(self._files)}

    @property
    def told(self) -> dict[str, str]:
        """The institution's own text as it stands in the editors, by language."""
        first = len(self._files)
        return {language: self.editor(first + n).toPlainText() for n, language in enumerate(self._told)}

    @property
    def changed_files(self) -> dict[str, str]:
        """The files that differ from what is kept."""
        return {name: text for name, text in self.files.items() if text != self._files[name]}

    @property
    def changed_texts(self) -> dict[str, str]:
        """The institution's own texts that differ from what is kept, by language."""
        return {language: text for language, text in self.told.items() if text != self._told[language]}

    @property
    def changed(self) -> bool:
        """Whether anything differs from what is kept."""
        return bool(self.changed_files or self.changed_texts)

    @property
    def untold(self) -> tuple[str, ...]:
        """The languages without a text of the institution, where another language has one."""
        told = self.told
        empty = tuple(LANGUAGES[language] for language, text in told.items() if not text.strip())
        return empty if len(empty) < len(told) else ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in every editor, in the order of the tabs."""
        return tuple(self.editor(n).toPlainText() for n in range(self.count()))

    def take_up(self, texts: tuple[str, ...]) -> None:
        """Put texts that were set aside into the editors again, as changes."""
        for place, text in enumerate(texts[: self.count()]):
            if self.editor(place).toPlainText() != text:
                self.editor(place).setPlainText(text)

    def kept(self) -> None:
        """What stands in the editors is kept now."""
        self._files, self._told = self.files, self.told

    def editor(self, place: int) -> SourceEditor:
        """The editor of a tab."""
        editor = self.widget(place)
        assert isinstance(editor, SourceEditor)
        return editor

    def mark(self, place: Place | None, reason: str) -> None:
        """Mark where a fault lies, and nothing else."""
        for number, name in enumerate(self._files):
            here = place if place is not None and place.file == name else None
            self.editor(number).mark_fault(here.line if here else 0, reason if here else "")

    def go_to(self, place: Place) -> None:
        """Put the cursor where a fault lies."""
        number = list(self._files).index(place.file)
        self.setCurrentIndex(number)
        self.editor(number).go_to_line(place.line)

    def _add(self, name: str, text: str, *, read_only: bool) -> None:
        editor = SourceEditor(name, text)
        editor.setReadOnly(read_only)
        editor.textChanged.connect(self.edited)
        self.addTab(editor, name)


def _languages(document: Document) -> tuple[str, ...]:
    """The languages in which a document is printed: those for patients in all."""
    return tuple(LANGUAGES) if document.declared.audience == "patient" else tuple(LANGUAGES)[:1]
