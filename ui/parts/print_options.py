"""What is chosen for one print: the patient's language, another one beside it, large print, the size of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from hcplanner.actions.paper_options import PaperOptions, languages
from hcplanner.i18n import N_
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from hcplanner.i18n import Words

_PAGES = (("a4", N_("A4")), ("letter", N_("US Letter")))


class PrintOptions(QWidget):
    """The choices in a row that wraps. Language, second language and large print count for what a patient reads."""

    changed = Signal()

    def __init__(self, words: Words, options: PaperOptions) -> None:
        super().__init__()
        self.language, self.beside, self.page = QComboBox(), QComboBox(), QComboBox()
        self.large = QCheckBox(words("&Large print (18 pt)"))
        self.beside.addItem(words("none"), "")
        for code, name in languages().items():
            self.language.addItem(name, code)
            self.beside.addItem(name, code)
        for code, name in _PAGES:
            self.page.addItem(words(name), code)
        row = FlowLayout(self, gap=14)
        for text, told, box in (
            (words("Patient’s &language"), words("Of the documents that a patient reads"), self.language),
            (words("Second lan&guage"), words("The same in a second language, printed after the first"), self.beside),
            (words("Pa&per"), words("Remembered for the next time"), self.page),
        ):
            row.addWidget(_named(text, told, box))
            box.currentIndexChanged.connect(self.changed)
        self.large.setToolTip(words("Of the documents that a patient reads"))
        self.large.toggled.connect(self.changed)
        row.addWidget(self.large)
        # As high as its neighbours, so that the words stand on one line with theirs.
        self.large.setMinimumHeight(self.page.sizeHint().height())
        self.show_options(options)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A dialog asks for no height that goes with its width.
        self.setMinimumHeight(self.heightForWidth(self.width()))

    @property
    def options(self) -> PaperOptions:
        """What is chosen."""
        return PaperOptions(
            language=str(self.language.currentData()),
            beside=str(self.beside.currentData()),
            large_print=self.large.isChecked(),
            page="letter" if self.page.currentData() == "letter" else "a4",
        )

    def show_options(self, options: PaperOptions) -> None:
        """Show choices made elsewhere; tells of one change at most."""
        if options == self.options:
            return
        self.blockSignals(True)
        self.language.setCurrentIndex(max(0, self.language.findData(options.language or "en")))
        self.beside.setCurrentIndex(max(0, self.beside.findData(options.beside)))
        self.page.setCurrentIndex(max(0, self.page.findData(options.page)))
        self.large.setChecked(options.large_print)
        self.blockSignals(False)
        self.changed.emit()


def _named(text: str, told: str, box: QComboBox) -> QWidget:
    """A choice behind its label, which takes the key to it."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    label = QLabel(text)
    label.setBuddy(box)
    box.setAccessibleName(text.replace("&", ""))
    box.setToolTip(told)
    row.addWidget(label)
    row.addWidget(box)
    return pair
