"""The patient banner: who this case is about, in the layout and words of the NHS Common User Interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy

from hcplanner.actions.clock import today
from hcplanner.case.patient import AllergyStatus, IdentifierType
from hcplanner.i18n import N_
from hcplanner.knowledge.ages import Age, age

if TYPE_CHECKING:
    from hcplanner.case import Case
    from hcplanner.case.patient import Patient
    from hcplanner.i18n import Words

_NUMBER_WORDS = {
    IdentifierType.HOSPITAL: N_("Hospital no."),
    IdentifierType.MRN: N_("MRN"),
    IdentifierType.NHS: N_("NHS no."),
    IdentifierType.OTHER: N_("Number"),
}

# The field beside it shows all of what was typed.
_LONGEST_UNREAD = 20


class PatientBanner(QFrame):
    """Name, birth date with age, gender, number and allergies; always on top, never written to."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(words("Patient"))
        self.name = _Name()
        self.example = self._label("badge", words("EXAMPLE"))
        self.example.setToolTip(words("A fictional case"))
        self.born, self.gender, self.number = (self._label("value") for _ in range(3))
        self.captions = [self._label("caption", words(text)) for text in ("Born", "Gender", "Hospital no.")]
        self.allergies = self._label("allergy")
        whole = QGridLayout(self)
        whole.setContentsMargins(20, 8, 20, 9)
        whole.setHorizontalSpacing(20)
        whole.setVerticalSpacing(4)
        whole.setColumnStretch(2, 1)
        self._grid, self._who, self._facts = whole, QHBoxLayout(), QHBoxLayout()
        for row in (self._who, self._facts):
            row.setSpacing(6)
        self._who.addWidget(self.name)
        self._who.addWidget(self.example)
        for caption, value in zip(self.captions, (self.born, self.gender, self.number), strict=True):
            self._facts.addWidget(caption)
            self._facts.addWidget(value)
            self._facts.addSpacing(12)
        self._facts.addStretch(1)
        self._two_lines: bool | None = None
        self._place(two_lines=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go on in a second line where one is too short, so that nothing about the patient is cut."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its two lines allow."""
        facts, allergies = self._facts.minimumSize().width(), self.allergies.minimumSizeHint().width()
        return QSize(
            max(facts, self._who.minimumSize().width() + 20 + allergies) + 40, super().minimumSizeHint().height()
        )

    def _fit(self) -> None:
        parts = (self._who.minimumSize(), self._facts.minimumSize(), self.allergies.minimumSizeHint())
        self._place(two_lines=sum(part.width() for part in parts) + 80 > self.width())

    def _place(self, *, two_lines: bool) -> None:
        if two_lines == self._two_lines:
            return
        self._two_lines = two_lines
        for item in (self._who, self._facts):
            self._grid.removeItem(item)
        self._grid.removeWidget(self.allergies)
        self._grid.addLayout(self._who, 0, 0)
        if two_lines:
            self._grid.addLayout(self._facts, 1, 0, 1, 4)
        else:
            self._grid.addLayout(self._facts, 0, 1)
        self._grid.addWidget(self.allergies, 0, 3)

    def show_case(self, case: Case) -> None:
        """Show whose case this is."""
        patient = case.patient
        name = banner_name(patient, self._words)
        self.name.setText(name)
        self.name.setToolTip(name)
        self.example.setVisible(case.example)
        self.born.setText(banner_born(case, self._words))
        self.gender.setText(banner_gender(patient, self._words))
        self.captions[2].setText(self._words(_NUMBER_WORDS[patient.identifier_type or IdentifierType.HOSPITAL]))
        self.number.setText(patient.identifier.strip() or self._words("Not recorded"))
        text, state = banner_allergies(patient, self._words)
        self.allergies.setText(text)
        self.allergies.setToolTip(text)
        if self.allergies.property("state") != state:
            self.allergies.setProperty("state", state)
            self.allergies.style().polish(self.allergies)
        self.setAccessibleDescription(self.in_words())
        self._fit()

    def in_words(self) -> str:
        """The whole banner as one line, as a screen reader says it."""
        pairs = zip(self.captions, (self.born, self.gender, self.number), strict=True)
        facts_told = [f"{caption.text()} {value.text()}" for caption, value in pairs]
        return "  ".join([self.name.text(), *facts_told, self.allergies.text()])

    def _label(self, role: str, text: str = "") -> QLabel:
        label = QLabel(text)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return label


class _Name(QLabel):
    """The name, cut with an ellipsis where the window is too narrow, so that birth date and number stay whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "name")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 12, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        told = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)


def banner_name(patient: Patient, words: Words) -> str:
    """`SURNAME, Forename (Title)`; what is missing is left out, and an empty name says so."""
    parts = [part for part in (patient.surname.strip().upper(), patient.forename.strip()) if part]
    title = f" ({patient.title.strip()})" if patient.title.strip() else ""
    return ", ".join(parts) + title if parts else words("Name not recorded")


def banner_born(case: Case, words: Words) -> str:
    """`03-Apr-2015 (11y)`: the birth date and the age today; what was typed but not read is told as such."""
    if unread := case.unread.get("patient.born", "").strip():
        shown = unread if len(unread) <= _LONGEST_UNREAD else unread[: _LONGEST_UNREAD - 1] + "…"
        return words("“{text}” (not read as a date)").format(text=shown)
    born = case.patient.born
    if born is None:
        return words("Not recorded")
    known = age(case, today())
    return f"{words.date(born)} ({_short(known, words)})" if known else words.date(born)


def _short(known: Age, words: Words) -> str:
    """An age as the banner writes it: `11y`; under two years `14m`, a newborn `9d`; a range for partial dates."""
    if known.days is not None:
        return words("{n}d").format(n=known.days)
    unit, least, most = ("{n}m", known.least_months, known.most_months)
    if known.most_months >= 24:
        unit, least, most = ("{n}y", known.least_months // 12, known.most_months // 12)
    told = str(least) if least == most else f"{least}–{most}"
    return words(unit).format(n=told)


def banner_gender(patient: Patient, words: Words) -> str:
    """The gender, which is the recorded sex unless another one was written down."""
    if patient.gender.strip():
        return patient.gender.strip()
    return words(patient.sex.words) if patient.sex else words("Not recorded")


def banner_allergies(patient: Patient, words: Words) -> tuple[str, str]:
    """What the banner says of allergies, and its state: "known", "none" or "unrecorded".

    The words and a sign before them carry the meaning; the colour only repeats it.
    """
    allergies = patient.allergies
    substances = [entry.substance.strip() for entry in allergies.entries if entry.substance.strip()]
    if allergies.status is AllergyStatus.KNOWN:
        told = ", ".join(substances) or words("not named")
        return "\u26a0 " + words("Allergies: {known}").format(known=told), "known"
    if allergies.status is AllergyStatus.NONE:
        return "\u2713 " + words("No known allergies"), "none"
    if allergies.status is AllergyStatus.NOT_KNOWN:
        return "? " + words("Allergies not known (asked)"), "unrecorded"
    return "○ " + words("Allergies not recorded"), "unrecorded"
